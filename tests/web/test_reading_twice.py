"""The comments' reader with two windows open, and what they need not have read."""

import pytest
from sqlalchemy import select

from pet.db.models import Comment
from tests.support.pages import words
from tests.web.test_reading_flags import opened
from tests.web.test_rounds import choose, close, fields_of, scene

__all__ = ["close", "scene"]
FIRST, SECOND, THIRD = TEXTS = ("It helps.", "It takes time.", "It is new.")


@pytest.fixture
def made(scene, close):
    found = scene(words=TEXTS)
    close(found)
    return found


def sent(client, made, page, expected=303, **fields):
    answer = client.submit(f"{made.url}comments", {**fields_of(page), **fields, "then": "1"})
    assert answer.status_code == expected, answer.get_data(as_text=True)
    return answer


def id_of(page, text):
    return next(name.removeprefix("words-") for name, said in fields_of(page).items() if said == text)


def reword(page, text, new):
    comment_id = id_of(page, text)
    return {f"choice-{comment_id}": "reword", f"words-{comment_id}": new}


def shown(database):
    with database.reading() as session:
        return {row.text: row.shown_text for row in session.scalars(select(Comment))}


@pytest.fixture
def windows(client, made):
    """All is kept, and both windows show that."""
    page = opened(client, made)
    sent(client, made, page, **choose(page, else_="keep"))
    return tuple(client.page(f"{made.url}comments") for _window in range(2))


def test_an_older_window_puts_nothing_back(client, made, windows, database):
    newer, older = windows
    sent(client, made, newer, **reword(newer, FIRST, "Somebody finds it of use."))
    sent(client, made, older, **{f"choice-{id_of(older, SECOND)}": "leave_out"})
    assert shown(database) == {FIRST: "Somebody finds it of use.", SECOND: "", THIRD: THIRD}


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("reword", "these words are shown now: “Somebody finds it of use.”."),
        ("leave_out", "it is left out now."),
    ],
)
def test_where_two_windows_decide_differently_the_later_one_is_told_and_decides_again(
    client, made, windows, database, other, told
):
    newer, older = windows
    fields = reword(newer, FIRST, "Somebody finds it of use.") | {f"choice-{id_of(newer, FIRST)}": other}
    sent(client, made, newer, **fields)
    stored = shown(database)[FIRST]
    mine = reword(older, FIRST, "One finds it good.") | {f"choice-{id_of(older, THIRD)}": "leave_out"}
    page = client.submitted(f"{made.url}comments", {**fields_of(older), **mine, "then": "1"}, 422)
    assert f"This was decided in another window meanwhile: {told}" in page.text
    assert shown(database) == {FIRST: stored, SECOND: SECOND, THIRD: ""}, "all others are kept"
    assert "One finds it good." in fields_of(page).values()
    sent(client, made, page)
    assert shown(database)[FIRST] == "One finds it good."


def test_what_was_not_touched_does_not_go_back_after_a_mistake_elsewhere(client, made, windows, database):
    newer, older = windows
    wrong = {f"choice-{id_of(older, SECOND)}": "reword", f"words-{id_of(older, SECOND)}": ""}
    sent(client, made, newer, **reword(newer, FIRST, "Somebody finds it of use."))
    page = client.submitted(f"{made.url}comments", {**fields_of(older), **wrong, "then": "1"}, 422)
    assert "Somebody finds it of use." in fields_of(page).values()
    sent(client, made, page, **{f"words-{id_of(older, SECOND)}": "Time is short."})
    assert shown(database) == {
        FIRST: "Somebody finds it of use.",
        SECOND: "Time is short.",
        THIRD: THIRD,
    }


def test_the_same_page_sent_twice_is_no_difference(client, made, windows, database):
    newer, _older = windows
    fields = reword(newer, FIRST, "Somebody finds it of use.")
    sent(client, made, newer, **fields)
    sent(client, made, newer, **fields)
    assert shown(database)[FIRST] == "Somebody finds it of use."


def test_where_too_few_wrote_it_is_said_that_nothing_will_be_shown(client, scene, close):
    made = scene(words=TEXTS[:2])
    close(made)
    told = "Fewer than three comments were written on the themes of this area."
    assert told in words(opened(client, made).all("main")[0])


def test_where_enough_wrote_nothing_of_the_kind_is_said(client, made):
    assert "Fewer than three" not in opened(client, made).text
