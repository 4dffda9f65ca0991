"""The reader's page: what may point at a person is marked, can be taken out, and comes first on request; summaries."""

import csv
import io
from html import escape

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from pet.db.models import Comment
from pet.exports import makers
from pet.record.naming import unknown_names
from pet.report.editions import Edition, build
from pet.services import comments, flag_names, records, responses, results
from pet.web import sizes
from tests.support.factories import NOW
from tests.support.pages import words
from tests.web.test_rounds import choose, close, fields_of, release, scene

__all__ = ["close", "release", "scene"]
NAMED = "Mr Heron and my class never meet in Leeds."
PLAIN = "It helps."
HOSTILE = "Ask <b>Mr Pike</b> & <script>alert(1)</script>"
TOLD = (PLAIN, NAMED, HOSTILE)
ANSWERS = ("We want more time for the garden.", "My answer is not to be told.")


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
    assert "In 2 comments on this page something is marked" in page.text
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
    assert [text for name, text in fields_of(page).items() if name.startswith("words-")] == [PLAIN]
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
    assert "You sum up 1 of 1 areas and open questions" in page.text
    assert client.submit(f"{few.url}comments", {"then": "finish-now"}).status_code == 303
    with database.reading() as session:
        result = results.stored(session, few.round_id).result
    assert [one.text for one in result.digests] == ["We like it."]
    assert [group.texts for group in result.comments] == [(PLAIN,)]
    final = client.page(f"{few.url}comments")
    assert ("Not shown word for word" in final.text, "Kept as it is" in final.text) == (True, True)
    assert "We like it." in client.page(f"{few.url}comments/summaries").text
    late = {"digest-c1.a1": "Too late.", "edition": "any", "then": "stay"}
    page = client.submitted(f"{few.url}comments/summaries", late, 422)
    assert "Nothing can be changed any more" in page.text


def test_a_summary_that_is_too_long_comes_back_whole(client, few):
    opened(client, few)
    sent = {**fields_of(client.page(f"{few.url}comments/summaries")), "digest-c1.a1": "x" * 20_000}
    page = client.submitted(f"{few.url}comments/summaries", {**sent, "then": "stay"}, 422)
    assert "Make this shorter" in page.text
    assert len(fields_of(page)["digest-c1.a1"]) == 20_000


def told_by(report):
    pages = PdfReader(io.BytesIO(report)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def test_what_was_not_to_be_quoted_appears_nowhere(client, few, database, release):
    """Whatever the reader does: an attacker reads every page, file and document of the released round."""
    with database.writing() as session:
        for row in session.scalars(select(Comment)):
            row.shown_text = row.text  # as if each had been kept
        edition = comments.to_read(session, few.round_id).edition
        texts = {"c1.a1": "We like it."}
        comments.keep_digests(session, round_id=few.round_id, texts=texts, edition=edition)
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
    report = told_by(build(record, Edition.FULL))
    for surface in (page, document, report, *others, str(record)):
        assert [secret for secret in (NAMED, "Heron", "Pike", "Leeds") if secret in surface] == []
    for surface in (page, document, report):
        assert (PLAIN in surface, "We like it." in surface) == (True, True)


@pytest.fixture
def asked(few, database):
    """The same; two of them also answered an open question, and neither may be quoted."""
    with database.writing() as session:
        writers = session.scalars(select(Comment.response_id).order_by(Comment.id)).all()[:2]
        for writer, text in zip(writers, ANSWERS, strict=True):
            session.add(Comment(response_id=writer, kind="open", part_id="help", text=text, v=1))
    return few


def save(client, made, **texts):
    """The page after the summaries were saved, where a part is written with `_` in place of the point."""
    page = client.page(f"{made.url}comments/summaries")
    sent = {f"digest-{part.replace('_', '.')}": text for part, text in texts.items()}
    answer = client.submit(f"{made.url}comments/summaries", {**fields_of(page), "then": "stay", **sent})
    assert answer.status_code == 303
    return client.page(answer.location)


def test_what_few_answered_to_an_open_question_is_summed_up_wherever_results_go(
    client, asked, database, release
):
    opened(client, asked)
    page = client.page(f"{asked.url}comments/summaries")
    assert all(text in page.text for text in ANSWERS)
    save(client, asked, c1_a1="We like it.", help="Time is short.")
    with database.writing() as session:
        comments.leave_out_rest(session, round_id=asked.round_id)
        comments.finish(session, round_id=asked.round_id, now=NOW)
    release(asked)
    client.sign_in(asked.lead)
    shown = client.page(f"{asked.url}results/").text
    with database.reading() as session:
        record = records.of_round(session, asked.round_id, now=NOW)
    made = {name: makers.make(record, name).decode("utf-8-sig") for name in ("index.html", "comments.csv")}
    report = told_by(build(record, Edition.FULL))
    question = next(one.text.to("en") for one in record.framework.open_questions if one.id == "help")
    heading = f"Answers to “{question}”, summed up by who read them"
    for surface in (shown, report, made["index.html"]):
        assert surface.index("We like it.") < surface.index(heading) < surface.index("Time is short.")
    (row,) = [
        one for one in csv.DictReader(made["comments.csv"].splitlines()) if one["text"] == "Time is short."
    ]
    assert (row["kind"], row["area_id"], row["question_id"], row["place"]) == ("digest", "", "help", question)
    assert not any(text in surface for text in ANSWERS for surface in (shown, report, *made.values()))
    assert list(unknown_names(record.result, record.framework)) == []


def test_a_summary_that_may_point_at_somebody_is_saved_and_said_so_by_its_box(client, asked):
    opened(client, asked)
    page = save(client, asked, c1_a1="Mr Heron comes late.", help="It helps.")
    assert "Saved. You can still change every summary." in page.text
    assert "In one summary something may point at somebody." in page.text
    (box,) = [one for one in page.all("textarea") if one.get("name") == "digest-c1.a1"]
    (said,) = [words(one) for one in page.all("div") if one.get("id") == box.get("aria-describedby")]
    assert "“Mr Heron” (a person’s name)" in said
    assert [one.get("aria-describedby") for one in page.all("textarea")].count(None) == 1
    page = save(client, asked, c1_a1="Nobody comes late.")
    assert "point at somebody" not in page.text.replace("pointing at somebody", "")


def test_a_summary_with_five_words_of_somebody_says_which(client, asked):
    opened(client, asked)
    page = save(client, asked, help="They say: MORE time, for the  garden is wanted.", c1_a1="It helps.")
    assert "may not be quoted: “MORE time, for the garden”." in page.text
    assert "not be quoted" not in save(client, asked, help="More time for the house is wanted.").text


def test_whoever_finishes_sees_once_what_to_look_at_and_may_leave_it(client, asked):
    opened(client, asked)
    url = f"{asked.url}comments/summaries"
    client.submit(f"{asked.url}comments", {"then": "leave-out-rest"})
    sent = {**fields_of(client.page(url)), "digest-c1.a1": "Mr Heron is late.", "then": "finish"}
    answer = client.submit(url, sent)
    assert answer.location.endswith("summaries?saved=1")
    again = {**fields_of(client.page(answer.location)), "then": "finish"}
    assert "then=finish" in client.submit(url, again).location


def test_only_texts_that_can_be_shown_are_numbered_and_have_boxes(client, few, database):
    with database.writing() as session:
        for row in session.scalars(select(Comment).where(Comment.text == HOSTILE)):
            row.quotable = True
    page = opened(client, few)
    assert sorted(words(one) for one in page.all("legend")) == ["Comment 1", "Comment 2"]
    assert [one for one in page.all("input") if one.get("type") == "checkbox"] == []
    hostile = id_of(page, HOSTILE)
    page = client.submitted(
        f"{few.url}comments", {**fields_of(page), f"choice-{hostile}": "keep", "take_out": hostile}
    )
    assert (fields_of(page)[f"choice-{hostile}"], fields_of(page)[f"words-{hostile}"]) == ("keep", HOSTILE)


def test_where_few_answered_no_other_words_are_offered(client, few):
    page = opened(client, few)
    assert "Show these words instead" not in page.text
    assert "Put the text without the ticked words" not in page.text
    assert page.all("textarea") == []
    sent = choose(page, else_="reword")
    page = client.submitted(f"{few.url}comments", {**sent, "then": "stay"}, 422)
    assert "other words for a single comment are not shown" in page.text


def test_an_older_page_of_summaries_wipes_nothing_and_shows_both(client, few):
    opened(client, few)
    url = f"{few.url}comments/summaries"
    older = fields_of(client.page(url))
    assert client.submit(url, {**older, "digest-c1.a1": "Long and careful."}).status_code == 303
    page = client.submitted(url, {**older, "digest-c1.a1": "Short."}, 409)
    assert "Somebody saved other summaries while this page was open" in page.text
    assert "What is saved now Long and careful." in page.text
    assert fields_of(page)["digest-c1.a1"] == "Short."
    assert client.submit(url, fields_of(page)).status_code == 303
    assert fields_of(client.page(url))["digest-c1.a1"] == "Short."


@pytest.mark.parametrize("gone", [TOLD[1:], TOLD], ids=["one is left", "nobody is"])
def test_a_summary_of_what_was_withdrawn_is_told_and_not_lost(client, few, database, gone):
    opened(client, few)
    url = f"{few.url}comments/summaries"
    sent = {**fields_of(client.page(url)), "digest-c1.a1": "Two of us like it."}
    with database.writing() as session:
        for response_id in session.scalars(select(Comment.response_id).where(Comment.text.in_(gone))).all():
            responses.withdraw(session, response_id=response_id)
    page = client.submitted(url, sent, 422)
    assert "Fewer than two people’s texts are left here" in page.text
    assert "You wrote this, and it is not shown: Two of us like it." in page.text
    assert "digest-c1.a1" not in fields_of(page)
    assert any(one.get("id") == "digest-c1.a1" for one in page.all("p"))


def sent_by_browser(page, choice):
    """Everything that a browser sends of the form, each box that is ticked too."""
    form = next(one for one in page.all("form") if "comments" in (one.get("action") or ""))
    data = MultiDict()
    for one in form.iter():
        name, kind = one.get("name"), one.get("type")
        if name and one.tag == "textarea":
            data.add(name, (one.text or "").removeprefix("\n"))
        elif name and one.tag == "input":
            ticked = one.get("checked") is not None
            is_chosen = kind == "radio" and one.get("value") == choice
            if kind == "hidden" or (kind == "checkbox" and ticked) or is_chosen:
                data.add(name, one.get("value"))
    return data


HOSTILE_LONG = ("1234567, " * 1112)[:10_000]
NAMES = "It was Mr Brown and then Ada Lovelace with Mr Green at Hilltop House. " * 12


@pytest.mark.parametrize("told", [(HOSTILE_LONG, PLAIN), (NAMES,) * 20], ids=["one hostile", "twenty long"])
def test_however_many_places_are_marked_the_page_can_be_sent(client, scene, close, database, told):
    made = scene(people=22, words=told)
    close(made)
    page = opened(client, made)
    boxes = [one.get("name") for one in page.all("input") if one.get("type") == "checkbox"]
    assert {boxes.count(name) for name in boxes} == {10}
    assert "Only the first 10 places have a box." in page.text
    data = sent_by_browser(page, "none")
    data["then"] = "leave-out-rest"
    assert client.post(f"{made.url}comments", data=data).status_code == 303
    with database.reading() as session:
        assert comments.to_read(session, made.round_id).waiting == 0


@pytest.mark.parametrize(
    ("number", "status"), [(sizes.MOST_FIELDS_OF_COMMENTS - 5, 303), (sizes.MOST_FIELDS_OF_COMMENTS + 1, 413)]
)
def test_a_page_of_comments_has_a_limit_of_its_own(client, scene, close, number, status):
    made = scene(words=TOLD)
    close(made)
    opened(client, made)
    assert sizes.MOST_FIELDS < sizes.MOST_FIELDS_OF_COMMENTS - 5
    sent = {f"out-{one}": "0-1" for one in range(number)}
    assert client.submit(f"{made.url}comments", {**sent, "then": "1"}).status_code == status


def test_names_are_looked_for_on_one_page_only_unless_marks_come_first(client, scene, close):
    made = scene(people=45, words=(NAMED,) * 45)
    close(made)
    client.sign_in(made.facilitator)
    looked = []
    for query in ("?page=2", "?order=flagged"):
        before = texts_looked_at()
        assert client.get(f"{made.url}comments{query}").status_code == 200
        looked.append(texts_looked_at() - before)
    assert looked == [20, 45]


def texts_looked_at():
    known = flag_names._name_words.cache_info()  # noqa: SLF001 -- it is asked once for each text
    return known.hits + known.misses


def test_of_a_round_of_many_there_are_no_summaries(client, scene, close):
    made = scene(words=TOLD)
    close(made)
    client.sign_in(made.facilitator)
    assert client.get(f"{made.url}comments/summaries").location.endswith("comments")
    assert "Go on to the summaries" not in client.page(f"{made.url}comments").text
