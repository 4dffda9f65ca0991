"""The reader's page: their own words come back where they may point at somebody; what is shown of one who wrote alone."""

import pytest
from sqlalchemy import select

from pet.analysis.options import Mode
from pet.db.models import Comment, Round
from pet.services import comments
from tests.support.factories import NOW, framework_source, make_framework
from tests.support.pages import words
from tests.web.test_reading_flags import ANSWERS, HOSTILE, NAMED, PLAIN, TOLD, asked, few, opened, save
from tests.web.test_rounds import choose, close, fields_of, scene

__all__ = ["asked", "close", "few", "scene"]
LOCAL = "A day in the village of Ambridge helps."


def reworded(client, made, then="1", **texts):
    """The answer after other words were sent in place of comments, by their text, and all others kept."""
    page = client.page(f"{made.url}comments")
    sent = choose(page, **dict.fromkeys(texts, "reword"), else_="keep")
    sent = {name: texts.get(value, value) for name, value in sent.items()}
    return client.submit(f"{made.url}comments", {**sent, "then": then})


def test_other_words_that_may_point_at_somebody_are_saved_and_said_so_by_that_comment(
    client, scene, close, database
):
    made = scene(words=TOLD)
    close(made)
    assert "Look at this once more" not in opened(client, made).text
    answer = reworded(client, made, **{NAMED: "Mr Heron comes late.", PLAIN: "It is of use."})
    page = client.page(answer.location)
    assert "In one comment on this page your words may point at somebody." in page.text
    (box,) = [one for one in page.all("textarea") if one.get("aria-describedby")]
    (said,) = [words(one) for one in page.all("div") if one.get("id") == box.get("aria-describedby")]
    assert box.text.strip() == "Mr Heron comes late."
    assert "Look at this once more: This may point at somebody: “Mr Heron” (a person’s name)" in said
    with database.reading() as session:
        shown = set(session.scalars(select(Comment.shown_text)))
    assert shown >= {"Mr Heron comes late.", "It is of use.", HOSTILE}
    page = client.page(reworded(client, made, **{"Mr Heron comes late.": "Somebody comes late."}).location)
    assert "may point at somebody" not in page.text


def test_who_finishes_sees_their_other_words_once_and_then_a_link_to_them(client, scene, close):
    made = scene(words=TOLD)
    close(made)
    opened(client, made)
    answer = reworded(client, made, then="finish", **{NAMED: LOCAL})
    assert "saved=1" in answer.location
    assert "then=" not in answer.location
    page = client.page(answer.location)
    answer = client.submit(f"{made.url}comments", {**fields_of(page), "then": "finish"})
    page = client.page(answer.location)
    assert page.h1 == "Finish the reading"
    assert "In one comment your words may still point at somebody." in page.text
    address = next(url for text, url in page.links if text == "See the comments")
    assert "“Ambridge” (perhaps a name or a place)" in client.page(address).text
    client.submit(f"{made.url}comments", {"then": "finish-now"})
    assert "may point at somebody" not in client.page(f"{made.url}comments").text


def test_other_words_on_a_later_page_are_found_again_from_there_and_from_the_last_page(client, scene, close):
    made = scene(people=45, words=tuple(f"It helps {number} times." for number in range(45)))
    close(made)
    opened(client, made)
    client.submit(
        f"{made.url}comments", {"then": "leave-out-rest"}
    )  # names no comment: nothing typed is lost
    page = client.page(f"{made.url}comments?page=2")
    first = next(name for name in fields_of(page) if name.startswith("words-")).removeprefix("words-")
    sent = {**fields_of(page), f"choice-{first}": "reword", f"words-{first}": LOCAL}
    answer = client.submit(f"{made.url}comments?page=2", {**sent, "then": "3"})
    assert "page=2" in answer.location
    links = client.page(f"{made.url}comments?then=finish").links
    assert [text for text, _url in links if text.startswith("Comments, page")] == ["Comments, page 2"]


def test_before_finishing_a_summary_that_may_point_at_somebody_is_counted_and_linked(client, asked):
    opened(client, asked)
    client.submit(f"{asked.url}comments", {"then": "leave-out-rest"})
    save(client, asked, c1_a1="Mr Heron is late.", help="It helps.")
    page = client.page(f"{asked.url}comments?then=finish")
    assert "In one summary something may still point at somebody." in page.text
    assert ("See the summaries", f"{asked.url}comments/summaries") in page.links
    save(client, asked, c1_a1="Nobody is late.")
    assert "may still point" not in client.page(f"{asked.url}comments?then=finish").text


@pytest.fixture
def alone(asked, database):
    """The same; one person wrote on another area, and may be quoted; one on a third, and may not."""
    with database.writing() as session:
        first, second = session.scalars(select(Comment.response_id).order_by(Comment.id)).all()[:2]
        session.add_all(
            Comment(response_id=writer, kind="theme", part_id=theme, text=text, quotable=quotable, v=1)
            for writer, theme, text, quotable in (
                (first, "c1.a2.t1", "Quote me.", True),
                (second, "c2.a1.t1", "Never quote me.", False),
            )
        )
    return asked


def said_of(client, made, part):
    page = client.page(f"{made.url}comments/summaries")
    return next(words(one) for one in page.all("p") if one.get("id") == f"digest-{part}")


def test_what_one_person_wrote_is_said_to_be_shown_only_where_it_is(client, alone):
    opened(client, alone)
    assert "is shown word for word if you keep it." in said_of(client, alone, "c1.a2")
    client.submit(
        f"{alone.url}comments",
        {**choose(client.page(f"{alone.url}comments"), **{"Quote me.": "keep"}), "then": "1"},
    )
    kept = said_of(client, alone, "c1.a2")
    assert (
        "So nothing is summed up here. What its writer agreed to have quoted, and you kept, is shown" in kept
    )
    assert said_of(client, alone, "c2.a1").endswith("So nothing is said of it.")
    page = client.page(f"{alone.url}comments")
    client.submit(f"{alone.url}comments", {**choose(page, **{"Quote me.": "leave_out"}), "then": "1"})
    assert said_of(client, alone, "c1.a2").endswith("So nothing is said of it.")


def beside(page, text):
    """What stands by a comment."""
    return next(
        words(one) for one in page.all("div") if text in words(one) and one.get("class") == "comment-choice"
    )


def test_a_text_that_no_summary_tells_of_is_said_not_to_be_shown(client, alone, database):
    page = opened(client, alone)
    assert "Not shown: this person did not agree" in beside(page, "Never quote me.")
    assert "For your summary only: this person did not agree" in beside(page, ANSWERS[0])
    save(client, alone, help="Time is short.")
    with database.writing() as session:
        comments.leave_out_rest(session, round_id=alone.round_id)
        comments.finish(session, round_id=alone.round_id, now=NOW)
    page = client.page(f"{alone.url}comments")
    assert beside(page, "Never quote me.").endswith("Not shown")
    assert beside(page, ANSWERS[0]).endswith("Not shown word for word")


OWN = "statement: The statement 1.1.1 holds here."


@pytest.mark.parametrize("asks", ["both", "partner"])
def test_a_comment_stands_under_every_wording_that_its_writer_may_have_read(
    client, scene, close, database, asks
):
    source = framework_source().decode()
    source = source.replace(OWN, f"{OWN}\n            wordings: {{head: I lead it.}}", 1)
    with database.writing() as session:
        version = make_framework(session, source.encode()).id
    made = scene(words=TOLD, framework_version_id=version)
    with database.writing() as session:
        row = session.get_one(Round, made.round_id)
        row.mode, row.asks = Mode.ANONYMOUS.value, asks
    close(made)
    page = opened(client, made)
    said = [words(one) for one in page.all("p") if one.get("class") == "question"]
    put = [
        "As put to headteachers: I lead it.",
        "As put to everybody else: The statement 1.1.1 holds here.",
    ]
    assert said == (["The statement 1.1.1 holds here."] if asks == "partner" else put)


def test_words_that_came_too_late_stay_in_sight_on_their_own_page(client, scene, close):
    made = scene(people=45, words=tuple(f"It helps {number} times." for number in range(45)))
    close(made)
    opened(client, made)
    page = client.page(f"{made.url}comments?page=2")
    first = next(name for name in fields_of(page) if name.startswith("words-")).removeprefix("words-")
    client.submit(f"{made.url}comments", {"then": "leave-out-rest"})
    client.submit(f"{made.url}comments", {"then": "finish-now"})
    sent = {**fields_of(page), f"choice-{first}": "reword", f"words-{first}": "Said in other words."}
    late = client.submitted(f"{made.url}comments?page=2", {**sent, "then": "3"}, 422)
    assert "You typed this too late, so it is not kept: Said in other words." in late.text


def test_a_summary_that_came_too_late_is_not_told_as_the_final_one(client, asked):
    opened(client, asked)
    client.submit(f"{asked.url}comments", {"then": "leave-out-rest"})
    save(client, asked, c1_a1="The garden helps.")
    page = client.page(f"{asked.url}comments/summaries")
    client.submit(f"{asked.url}comments", {"then": "finish-now"})
    sent = {**fields_of(page), "digest-c1.a1": "It came too late."}
    late = client.submitted(f"{asked.url}comments/summaries", {**sent, "then": "stay"}, 422)
    assert "Your summary The garden helps." in late.text
    assert "You typed this too late, so it is not kept: It came too late." in late.text
