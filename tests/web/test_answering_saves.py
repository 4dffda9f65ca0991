"""Saving as people go: acknowledged once stored, stored once, and never one answer silently over another."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pet.db.models import Operation
from pet.services.answers.held import Kind
from pet.web.forms.marks import version_of
from tests.support.answering import journey, rating, started, words

__all__ = ["journey", "started"]


def test_what_is_acknowledged_is_stored(started):
    answer = started.save(
        rating(value=4), words(text="So it is.", quotable=True), words("c1.a1", "We count.", kind="evidence")
    )
    assert answer.status_code == 200
    document = answer.json
    marks = document.pop("marks")
    assert document == {
        "saved": {"rating:c1.a1.t1": 1, "comment:c1.a1.t1": 1, "evidence:c1.a1": 1},
        "answered": 1,
        "asked": 8,
        "ends": 3600,
    }
    assert {key: version_of(mark) for key, mark in marks.items()} == document["saved"]
    assert started.answer("c1.a1.t1") == 4
    stored = started.sheet().words_at(Kind.COMMENT, "c1.a1.t1")
    assert (stored.text, stored.quotable) == ("So it is.", True)


def test_time_between_saves_is_counted_in_steps_of_five_minutes(started):
    """What is kept of a visit is no more exact than that; over many people it comes to the time they took."""
    before = started.sheet().active_seconds
    counted = []
    for number, minutes in enumerate((0, 4, 0.9, 0.2, 5, 30, 4, 1.1)):
        started.clock.move(minutes=minutes)
        started.save(rating(value=1 + number % 5, base=number))
        counted.append(started.sheet().active_seconds - before)
    assert counted == [0, 0, 0, 300, 600, 900, 900, 1200]


def test_a_page_that_is_sent_counts_the_time_too(started):
    fields = started.fields()
    started.clock.move(minutes=5)
    assert (
        started.client.submit(started.path("areas/1"), {**fields, "c1.a1.t1:rating": "4"}).status_code == 303
    )
    assert (started.answer("c1.a1.t1"), started.sheet().active_seconds) == (4, 300)


def test_a_page_knows_the_marks_of_what_was_saved(started):
    marks = started.save(rating(value=4), words(text="So it is.")).json["marks"]
    fields = started.fields()
    assert fields["c1.a1.t1:rating.base"] == marks["rating:c1.a1.t1"]
    assert fields["c1.a1.t1:comment.base"] == marks["comment:c1.a1.t1"]


def test_the_same_save_sent_again_is_one(started):
    op = str(uuid.uuid4())
    first = started.save(rating(value=4), op=op)
    started.save(rating(value=2, base=1))
    again = started.save(rating(value=4), op=op)
    assert again.json["saved"] == first.json["saved"]
    assert started.answer("c1.a1.t1") == 2
    with started.database.reading() as db:
        assert db.query(Operation).count() == 2


def test_the_same_operation_with_other_content_is_refused(started):
    op = str(uuid.uuid4())
    started.save(rating(value=4), op=op)
    answer = started.save(rating(value=5), op=op)
    assert (answer.status_code, answer.json["error"]) == (422, "unreadable")
    assert started.answer("c1.a1.t1") == 4


def test_two_tabs_merge_what_differs_and_collide_on_the_same(started):
    started.save(rating(value=4), words(text="From the first."))
    answer = started.save(
        rating(value=2), words(text="From the second."), rating("c1.a1.t2", 1), words("c1.a1.t2", "Alone.")
    )
    assert answer.status_code == 409
    conflicts = [{k: v for k, v in one.items() if k != "mark"} for one in answer.json["conflicts"]]
    assert answer.json["error"] == "conflict"
    assert answer.json["saved"] == {"rating:c1.a1.t2": 1, "comment:c1.a1.t2": 1}
    assert conflicts == [
        {"kind": "rating", "part": "c1.a1.t1", "v": 1, "yours": {"value": 2}, "stored": {"value": 4}},
        {
            "kind": "comment",
            "part": "c1.a1.t1",
            "v": 1,
            "yours": {"text": "From the second.", "quotable": False},
            "stored": {"text": "From the first.", "quotable": False},
        },
    ]
    assert (answer.json["answered"], answer.json["asked"]) == (2, 8)
    assert (started.answer("c1.a1.t1"), started.comment("c1.a1.t1")) == (4, "From the first.")


def test_an_answer_taken_back_keeps_its_version(started):
    started.save(rating(value=4))
    assert started.save(rating(value=None, base=1)).json["saved"] == {"rating:c1.a1.t1": 2}
    assert started.answer("c1.a1.t1") is None


def test_a_closed_round_says_so_and_how_to_reach_the_lead(started):
    started.clock.move(days=15)
    assert started.client.submit(started.link).status_code == 303
    answer = started.save(rating())
    assert (answer.status_code, answer.json["error"]) == (409, "closed")
    assert "closed" in answer.json["message"]
    assert "Ada Lead" in answer.json["message"]
    assert started.answer("c1.a1.t1") is None


def test_a_lost_session_says_so(started, new_client):
    for client in (new_client(),):
        answer = started.save(rating(), client=client)
        assert (answer.status_code, answer.json["error"]) == (401, "session")
    started.clock.move(minutes=61)
    assert started.save(rating()).status_code == 401


def test_nobody_saves_into_the_answers_of_somebody_else(started, new_client):
    other = type(started)(
        new_client(), started.database, started.clock, started.code, started.round_id
    ).start()
    answer = started.save(rating(), own=other.own)
    assert (answer.status_code, answer.json["error"]) == (404, "session")
    assert other.answer("c1.a1.t1") is None


def test_without_a_token_nothing_is_saved_and_a_fresh_one_helps(started):
    document = {"op": str(uuid.uuid4()), "changes": [rating()]}
    address = started.path("saves")
    assert started.client.post(address, json=document).status_code == 400
    assert started.client.post(address, json=document, headers={"X-CSRFToken": "old"}).status_code == 400
    assert started.answer("c1.a1.t1") is None
    token = started.client.get(address).json["token"]
    assert started.client.post(address, json=document, headers={"X-CSRFToken": token}).status_code == 200


def test_another_site_cannot_save(started):
    started.client.get(started.path("areas/1"))
    answer = started.client.post(
        started.path("saves"),
        json={"op": str(uuid.uuid4()), "changes": [rating()]},
        headers={"X-CSRFToken": started.client.token, "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert started.answer("c1.a1.t1") is None


def test_before_saying_who_one_is_nothing_is_asked(journey):
    journey.start(partner="")
    answer = journey.save(rating())
    assert (answer.status_code, answer.json["error"]) == (409, "nobody")


UNREADABLE = {
    "not json": b"{",
    "nothing": b"",
    "a list": b"[]",
    "deep": b"[" * 5000,
    "twice": b'{"op": "a", "op": "b", "changes": []}',
    "other fields": b'{"op": "a", "changes": [], "more": 1}',
    "no changes": b'{"op": "a", "changes": []}',
    "op is a number": b'{"op": 1, "changes": [{}]}',
    "not utf-8": b'{"op": "\xff"}',
    "nul": b'{"op": "a", "changes": ["\\u0000"]}',
    "surrogate": b'{"op": "a", "changes": ["\\ud800"]}',
    "infinite": b'{"op": "a", "changes": [1e999]}',
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_save(started, name):
    answer = started.client.post(
        started.path("saves"),
        data=UNREADABLE[name],
        content_type="application/json",
        headers={"X-CSRFToken": started.client.token},
    )
    assert (answer.status_code, answer.json["error"]) == (422, "unreadable")
    assert answer.json["problems"] != []


@pytest.mark.parametrize(
    "change",
    [
        {},
        rating(value=0),
        rating(value=6),
        rating(value="4"),
        rating(value=4.0),
        rating(value=True),
        rating(value="unanswered"),
        rating("c2.a2.t9"),
        rating("c1.a1"),
        rating(base=-1),
        rating(base=None),
        rating(base="1"),
        rating() | {"kind": "vote"},
        rating() | {"kind": ["rating"]},
        rating() | {"part": None},
        rating() | {"extra": 1},
        words(text=None),
        words(text="x" * 10_001),
        words() | {"quotable": "yes"},
        words("c1.a1.t1", kind="evidence"),
        words("c1.a1", kind="open"),
        words("nothing", kind="open"),
        "rating",
    ],
)
def test_a_change_that_answers_nothing_asked(started, change):
    answer = started.save(rating("c1.a1.t2", 3), change)
    assert (answer.status_code, answer.json["error"]) == (422, "unreadable")
    assert [set(problem) for problem in answer.json["problems"]] == [{"where", "message"}] * len(
        answer.json["problems"]
    )
    assert started.answer("c1.a1.t2") is None


def test_the_same_place_twice_in_one_save(started):
    assert started.save(rating(value=3), rating(value=4)).status_code == 422


@pytest.mark.parametrize("op", ["", "1", "not-a-uuid", "x" * 36])
def test_an_operation_needs_a_uuid(started, op):
    document = {"op": op, "changes": [rating()]}
    assert started.client.send(started.path("saves"), document).status_code == 422


def test_more_than_the_limit_is_refused(started):
    answer = started.save(words(text="x" * 70_000))
    assert (answer.status_code, answer.json["error"]) == (413, "too_large")


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.text(max_size=8)
    | st.sampled_from(["c1.a1.t1", "dont_know"])
)
CHANGES = st.dictionaries(
    st.sampled_from(["kind", "part", "value", "text", "quotable", "base", "more"]), PLAIN
)
SAVES = st.fixed_dictionaries(
    {"op": st.uuids().map(str) | PLAIN, "changes": st.lists(CHANGES | PLAIN, max_size=3) | PLAIN}
)


@pytest.mark.engine("sqlite")
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_no_save_breaks_the_site(started, data):
    """Whatever comes is saved or refused, and never an error of ours."""
    answer = started.client.send(started.path("saves"), data.draw(SAVES))
    assert answer.status_code in (200, 409, 422), answer.text
    if answer.status_code == 422:
        assert answer.json["error"] == "unreadable"
