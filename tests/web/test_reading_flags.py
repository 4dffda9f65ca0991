"""The reader's page: what may point at a person is marked, can be taken out, and comes first on request; summaries."""

import io
from html import escape

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from pet.db.models import Comment
from pet.report.editions import Edition, build
from pet.services import comments, records, results
from tests.support.factories import NOW
from tests.support.pages import words
from tests.web.test_rounds import choose, close, fields_of, release, scene

__all__ = ["close", "release", "scene"]
NAMED = "Mr Heron and my class never meet in Leeds."
PLAIN = "It helps."
HOSTILE = "Ask <b>Mr Pike</b> & <script>alert(1)</script>"
TOLD = (PLAIN, NAMED, HOSTILE)


def opened(client, made, query=""):
    client.sign_in(made.facilitator)
    return client.page(f"{made.url}comments{query}")


def id_of(page, text):
    return next(name.removeprefix("words-") for name, value in fields_of(page).items() if value == text)


def ticked(page, comment_id):
    return [
        box.get("value")
        for box in page.all("input")
        if box.get("name") == f"out-{comment_id}" and box.get("checked") is not None
    ]


def test_marks_say_why_and_text_stays_text(client, scene, close):
    made = scene(words=TOLD)
    close(made)
    page = opened(client, made)
    marks = sorted(words(mark) for mark in page.all("mark"))
    assert marks == [
        "Leeds (perhaps a name or a place)",
        "Mr Heron (a person’s name)",
        "Mr Pike (a person’s name)",
        "my class (says what the writer does)",
    ]
    assert "3 places to look at" in page.text
    assert "One place to look at" in page.text
    assert "In 2 comments something is marked" in page.text
    assert "“Mr Heron”: a person’s name" in page.text
    html = client.get(f"{made.url}comments").get_data(as_text=True)
    assert escape("<script>alert(1)</script>") in html
    assert "<script>alert(1)" not in html


def test_what_is_ticked_is_taken_out_in_the_box_and_nothing_else_is_lost(client, scene, close, database):
    made = scene(words=TOLD)
    close(made)
    page = opened(client, made)
    plain, named = id_of(page, PLAIN), id_of(page, NAMED)
    assert len(ticked(page, named)) == 3
    first, _second, third = ticked(page, named)
    sent = {
        **choose(page, **{PLAIN: "keep"}),
        f"out-{named}": [first, third],
        "take_out": named,
    }
    page = client.submitted(f"{made.url}comments", sent)
    now = fields_of(page)
    assert now[f"words-{named}"] == "[…] and my class never meet in […]."
    assert (now[f"choice-{named}"], now[f"choice-{plain}"]) == ("reword", "keep")
    assert ticked(page, named) == [first, third]
    with database.reading() as session:
        assert set(session.scalars(select(Comment.shown_text))) == {None}
    assert client.submit(f"{made.url}comments", {**now, "then": "1"}).status_code == 303
    with database.reading() as session:
        assert "[…] and my class never meet in […]." in set(session.scalars(select(Comment.shown_text)))


def test_without_leave_to_quote_taking_a_name_out_is_not_enough(client, scene, close):
    made = scene(words=TOLD, quotable=False)
    close(made)
    page = opened(client, made)
    named = id_of(page, NAMED)
    page = client.submitted(f"{made.url}comments", {**fields_of(page), "take_out": named})
    page = client.submitted(f"{made.url}comments", {**fields_of(page), "then": "1"}, 422)
    assert "These are still the words that were written." in page.text


def test_a_marked_comment_can_be_kept_as_it_is(client, scene, close, database):
    made = scene(words=TOLD)
    close(made)
    page = opened(client, made)
    answer = client.submit(f"{made.url}comments", {**choose(page, else_="keep"), "then": "1"})
    assert answer.status_code == 303
    with database.reading() as session:
        assert set(session.scalars(select(Comment.shown_text))) >= {NAMED}


def test_those_with_marks_come_first_on_request_and_stay_first(client, scene, close):
    made = scene(words=TOLD)
    close(made)
    link = next(url for text, url in opened(client, made).links if text == "Show those with marks first")
    page = client.page(link)
    quotes = [words(quote) for quote in page.all("blockquote")]
    assert quotes[-1] == PLAIN
    action = next(form.get("action") for form in page.all("form") if "comments" in (form.get("action") or ""))
    assert "order=flagged" in action
    answer = client.submit(action, {**choose(page, else_="keep"), "then": "1"})
    assert "order=flagged" in answer.location
    page = client.page(answer.location)
    assert "Show them in the order of the questions" in [text for text, _url in page.links]
    assert "order=flagged" not in opened(client, made, "?order=else").text


@pytest.fixture
def few(scene, close, database):
    """Seven people; three wrote on one area, and one of them may be quoted."""
    made = scene(people=7, words=TOLD, quotable=False)
    with database.writing() as session:
        for row in session.scalars(select(Comment).where(Comment.text == PLAIN)):
            row.quotable = True
    close(made)
    return made


def test_where_few_answered_the_reader_sums_up_and_decides_only_on_what_may_be_quoted(client, few, database):
    page = opened(client, few)
    assert "Fewer than ten people answered." in page.text
    assert "One comment waits for you." in page.text
    assert list(fields_of(page).values()) == [PLAIN]
    answer = client.submit(f"{few.url}comments", {**choose(page, else_="keep"), "then": "summaries"})
    page = client.page(answer.location)
    assert page.h1 == "Sum up what was written"
    assert {words(mark) for mark in page.all("mark")} >= {"Mr Heron (a person’s name)"}
    assert "No names, no roles, no places" in page.text
    answer = client.submit(
        answer.location, {**fields_of(page), "digest-c1.a1": "We like it.", "then": "stay"}
    )
    page = client.page(answer.location)
    assert "Saved. You can still change every summary." in page.text
    assert fields_of(page)["digest-c1.a1"] == "We like it."
    answer = client.submit(f"{few.url}comments/summaries", {**fields_of(page), "then": "finish"})
    page = client.page(answer.location)
    assert "You keep one comment as it is." in page.text
    assert "You sum up 1 of 1 areas" in page.text
    assert client.submit(f"{few.url}comments", {"then": "finish-now"}).status_code == 303
    with database.reading() as session:
        result = results.stored(session, few.round_id).result
    assert [one.text for one in result.digests] == ["We like it."]
    assert [group.texts for group in result.comments] == [(PLAIN,)]
    final = client.page(f"{few.url}comments")
    assert ("Not shown word for word" in final.text, "Kept as it is" in final.text) == (True, True)
    assert "We like it." in client.page(f"{few.url}comments/summaries").text
    late = {"digest-c1.a1": "Too late.", "then": "stay"}
    page = client.submitted(f"{few.url}comments/summaries", late, 422)
    assert "Nothing can be changed any more" in page.text


def test_a_summary_that_is_too_long_comes_back_whole(client, few):
    opened(client, few)
    page = client.submitted(
        f"{few.url}comments/summaries", {"digest-c1.a1": "x" * 20_000, "then": "stay"}, 422
    )
    assert "Make this shorter" in page.text
    assert len(fields_of(page)["digest-c1.a1"]) == 20_000


def test_what_was_not_to_be_quoted_appears_nowhere(client, few, database, release):
    """Whatever the reader does: an attacker reads every page, file and document of the released round."""
    with database.writing() as session:
        for row in session.scalars(select(Comment)):
            row.shown_text = row.text  # as if each had been kept
        comments.keep_digests(session, round_id=few.round_id, texts={"c1.a1": "We like it."})
        comments.finish(session, round_id=few.round_id, now=NOW)
    release(few)
    client.sign_in(few.lead)
    page, *others = [
        client.get(f"{few.url}{path}", follow_redirects=True).get_data(as_text=True)
        for path in ("results/", "result.json", "result.csv", "")
    ]
    with database.reading() as session:
        record = records.of_round(session, few.round_id, now=NOW)
        document = results.document(session, few.round_id)
    pages = PdfReader(io.BytesIO(build(record, Edition.FULL))).pages
    report = " ".join(" ".join(one.extract_text() for one in pages).split())
    for surface in (page, document, report, *others, str(record)):
        assert [secret for secret in (NAMED, "Heron", "Pike", "Leeds") if secret in surface] == []
    for surface in (page, document, report):
        assert (PLAIN in surface, "We like it." in surface) == (True, True)


def test_of_a_round_of_many_there_are_no_summaries(client, scene, close):
    made = scene(words=TOLD)
    close(made)
    client.sign_in(made.facilitator)
    assert client.get(f"{made.url}comments/summaries").location.endswith("comments")
    assert "Go on to the summaries" not in client.page(f"{made.url}comments").text
