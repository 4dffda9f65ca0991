"""Saving: what is taken, what is refused, what collides, and what happens twice."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.db.models import Comment, Operation, Response, Round
from pet.errors import InvalidInputError
from pet.services import responses
from pet.services.responses import Answer, Conflict, Words
from tests.support.factories import (
    NOW,
    change,
    framework_source,
    key,
    make_partnership,
    make_response,
    make_round,
)
from tests.support.statements import noted


@pytest.fixture
def response_id(database):
    with database.writing() as session:
        return make_response(session, make_round(session), role="head").response_id


def save(database, response_id, *changes, op_id=None, now=NOW, since=None):
    with database.writing() as session:
        return responses.save(
            session,
            response_id=response_id,
            op_id=op_id or str(uuid.uuid4()),
            changes=changes,
            now=now,
            since=since,
        )


def sheet(database, response_id):
    with database.reading() as session:
        return responses.sheet(session, response_id)


def stored(database, response_id):
    with database.reading() as session:
        return session.get(Response, response_id)


def test_what_is_saved_is_held_in_the_documented_form(database, response_id):
    saved = save(
        database,
        response_id,
        change("rating:c1.a1.t1", 4),
        change("rating:c1.a1.t2", "dont_know"),
        change("rating:c1.a2.t1", "not_applicable"),
        change("comment:c1.a1.t1", "Because", quotable=True),
    )
    assert saved == responses.Saved(
        versions={
            "rating:c1.a1.t1": 1,
            "rating:c1.a1.t2": 1,
            "rating:c1.a2.t1": 1,
            "comment:c1.a1.t1": 1,
        },
        conflicts=(),
        answered=3,
        asked=8,
    )
    assert stored(database, response_id).ratings == {
        "c1.a1.t1": {"rating": 4, "v": 1},
        "c1.a1.t2": {"no_rating": "dont_know", "v": 1},
        "c1.a2.t1": {"no_rating": "not_applicable", "v": 1},
    }
    with database.reading() as session:
        row = session.scalars(select(Comment)).one()
        assert (row.kind, row.part_id, row.text, row.quotable, row.v) == (
            "theme",
            "c1.a1.t1",
            "Because",
            True,
            1,
        )


def test_an_answer_taken_back_stays_as_unanswered_so_that_its_version_counts_on(database, response_id):
    save(database, response_id, change("rating:c1.a1.t1", 4), change("open:help", "Time"))
    saved = save(
        database,
        response_id,
        change("rating:c1.a1.t1", None, base=1),
        change("open:help", "", base=1),
    )
    assert (saved.versions, saved.answered) == ({"rating:c1.a1.t1": 2, "open:help": 2}, 0)
    assert stored(database, response_id).ratings == {"c1.a1.t1": {"no_rating": "unanswered", "v": 2}}
    held = sheet(database, response_id).held
    assert held == {key("rating:c1.a1.t1"): Answer(None, 2), key("open:help"): Words("", version=2)}


def test_the_same_place_changed_elsewhere_collides_and_the_rest_is_saved(database, response_id):
    save(database, response_id, change("rating:c1.a1.t1", 4), change("comment:c1.a1.t1", "Theirs"))
    saved = save(
        database,
        response_id,
        change("rating:c1.a1.t1", 2),
        change("rating:c1.a1.t2", 3),
        change("comment:c1.a1.t1", "Yours", quotable=True),
        change("evidence:c1.a1", "Minutes of May"),
    )
    assert saved == responses.Saved(
        versions={"rating:c1.a1.t2": 1, "evidence:c1.a1": 1},
        conflicts=(
            Conflict(key=key("rating:c1.a1.t1"), yours=Answer(2, 0), stored=Answer(4, 1)),
            Conflict(
                key=key("comment:c1.a1.t1"),
                yours=Words("Yours", quotable=True, version=0),
                stored=Words("Theirs", quotable=False, version=1),
            ),
        ),
        answered=2,
        asked=8,
    )
    assert sheet(database, response_id).answer("c1.a1.t1") == Answer(4, 1)


def test_whoever_saw_the_present_version_may_change_it(database, response_id):
    for version, point in enumerate((4, 2, "dont_know", 5)):
        save(database, response_id, change("rating:c1.a1.t1", point, base=version))
    assert sheet(database, response_id).answer("c1.a1.t1") == Answer(5, 4)


def test_a_version_from_the_future_collides(database, response_id):
    saved = save(database, response_id, change("rating:c1.a1.t1", 4, base=7))
    assert saved.conflicts == (Conflict(key=key("rating:c1.a1.t1"), yours=Answer(4, 7), stored=Answer()),)


@pytest.mark.parametrize(
    ("place", "value", "other"),
    [("rating:c1.a1.t1", 4, 2), ("comment:c1.a1.t1", "Words", "More"), ("open:help", "Time", "")],
)
def test_saying_what_is_stored_already_is_no_conflict_and_no_change(
    database, response_id, place, value, other
):
    save(database, response_id, change(place, value))
    save(database, response_id, change(place, other, base=1))
    for base in (0, 1, 2):
        saved = save(database, response_id, change(place, other, base=base))
        assert (saved.versions, saved.conflicts) == ({place: 2}, ())


def test_saying_nothing_where_nothing_was_ever_said_leaves_no_trace(database, response_id):
    saved = save(
        database,
        response_id,
        change("rating:c1.a1.t1", None),
        change("comment:c1.a1.t1", " \n", quotable=True),
    )
    assert saved.versions == {"rating:c1.a1.t1": 0, "comment:c1.a1.t1": 0}
    assert (sheet(database, response_id).held, stored(database, response_id).ratings) == ({}, {})


def test_the_tick_alone_is_a_change(database, response_id):
    save(database, response_id, change("comment:c1.a1.t1", "Words"))
    saved = save(database, response_id, change("comment:c1.a1.t1", "Words", base=1, quotable=True))
    assert saved.versions == {"comment:c1.a1.t1": 2}
    saved = save(database, response_id, change("comment:c1.a1.t1", "Words", base=1))
    assert [conflict.stored for conflict in saved.conflicts] == [Words("Words", quotable=True, version=2)]


def test_changed_words_are_shown_to_nobody_until_they_are_read_anew(database, response_id):
    save(database, response_id, change("comment:c1.a1.t1", "Words"))
    with database.writing() as session:
        session.scalars(select(Comment)).one().shown_text = "W—"
    save(database, response_id, change("comment:c1.a1.t1", "Other words", base=1))
    with database.reading() as session:
        assert session.scalars(select(Comment)).one().shown_text is None


def test_the_same_save_twice_is_one(database, response_id):
    op_id = str(uuid.uuid4())
    first = save(
        database, response_id, change("rating:c1.a1.t1", 4), op_id=op_id, since=NOW - timedelta(seconds=30)
    )
    again = save(
        database,
        response_id,
        change("rating:c1.a1.t1", 4),
        op_id=op_id.upper(),
        since=NOW - timedelta(seconds=30),
    )
    assert again == first
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Operation)) == 1
    assert stored(database, response_id).active_seconds == 30


def test_a_save_sent_again_after_others_is_answered_alike_and_changes_nothing(database, response_id):
    op_id = str(uuid.uuid4())
    changes = (change("rating:c1.a1.t1", 4), change("open:help", "Time"))
    first = save(database, response_id, *changes, op_id=op_id)
    save(database, response_id, change("rating:c1.a1.t1", 2, base=1), change("open:help", "Space", base=1))
    assert save(database, response_id, *changes, op_id=op_id).versions == first.versions
    held = sheet(database, response_id).held
    assert held == {key("rating:c1.a1.t1"): Answer(2, 2), key("open:help"): Words("Space", version=2)}


def test_a_collision_sent_again_shows_what_is_stored_now(database, response_id):
    save(database, response_id, change("open:help", "Time"), change("rating:c1.a1.t1", 1))
    op_id = str(uuid.uuid4())
    changes = (change("open:help", "Space\r\n"), change("rating:c1.a1.t1", 2), change("rating:c1.a1.t2", 5))
    first = save(database, response_id, *changes, op_id=op_id)
    assert [conflict.stored for conflict in first.conflicts] == [Words("Time", version=1), Answer(1, 1)]
    save(database, response_id, change("open:help", "Money", base=1), change("rating:c1.a1.t1", 2, base=1))
    again = save(database, response_id, *changes, op_id=op_id)
    assert again.conflicts == (
        Conflict(key=key("open:help"), yours=Words("Space\n"), stored=Words("Money", version=2)),
    )
    assert again.versions == {"rating:c1.a1.t1": 2, "rating:c1.a1.t2": 1}


def test_no_text_is_kept_in_what_is_noted_of_a_save(database, response_id):
    save(database, response_id, change("open:help", "Time"))
    save(database, response_id, change("open:help", "Space"))
    with database.reading() as session:
        outcomes = [row.outcome for row in session.scalars(select(Operation))]
    assert sorted(outcomes, key=lambda outcome: outcome["conflicts"]) == [
        {"versions": {"open:help": 1}, "conflicts": []},
        {"versions": {}, "conflicts": ["open:help"]},
    ]


@pytest.mark.parametrize(
    "other",
    [
        change("rating:c1.a1.t1", 3),
        change("rating:c1.a1.t2", 4),
        change("rating:c1.a1.t1", 4, base=1),
    ],
)
def test_the_same_operation_with_other_content_is_refused(database, response_id, other):
    op_id = str(uuid.uuid4())
    save(database, response_id, change("rating:c1.a1.t1", 4), op_id=op_id)
    with pytest.raises(InvalidInputError, match="with other answers in it"):
        save(database, response_id, other, op_id=op_id)
    assert sheet(database, response_id).held == {key("rating:c1.a1.t1"): Answer(4, 1)}


def test_two_people_may_use_the_same_operation_id(database, response_id):
    with database.writing() as session:
        made = session.scalars(select(Round)).one()
        other = make_response(session, made, role="head").response_id
    op_id = str(uuid.uuid4())
    for whose, point in ((response_id, 4), (other, 2)):
        save(database, whose, change("rating:c1.a1.t1", point), op_id=op_id)
    assert [sheet(database, whose).answer("c1.a1.t1").value for whose in (response_id, other)] == [4, 2]


@pytest.mark.parametrize("op_id", ["", "1", "not-a-uuid", "x" * 36, "\x00"])
def test_a_save_needs_a_uuid(database, response_id, op_id):
    with database.writing() as session, pytest.raises(InvalidInputError, match="op: Every save needs a UUID"):
        responses.save(session, response_id=response_id, op_id=op_id, changes=(), now=NOW)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (change("rating:c9.a1.t1", 4), "changes[0].part: “c9.a1.t1” is not asked here."),
        (change("rating:c1.a1", 4), "changes[0].part: “c1.a1” is not asked here."),
        (change("rating:\x00\ud800", 4), "changes[0].part: “��” is not asked here."),
        (change("comment:c1.a1", "x"), "changes[0].part: “c1.a1” is not asked here."),
        (change("evidence:c1.a1.t1", "x"), "changes[0].part: “c1.a1.t1” is not asked here."),
        (change("evidence:c1", "x"), "changes[0].part: “c1” is not asked here."),
        (change("open:c1.a1.t1", "x"), "changes[0].part: “c1.a1.t1” is not asked here."),
        *[
            (
                change("rating:c1.a1.t1", value),
                "changes[0].value: Choose a point from 1 to 5, “Don’t know” or “Doesn’t apply”.",
            )
            for value in (0, 6, -1, 4.0, True, "4", "", "unanswered", "not_asked", [4], {"rating": 4})
        ],
        *[
            (change("open:help", value), "changes[0].text: This must be a text.")
            for value in (4, True, ["x"])
        ],
        (
            change("open:help", "x" * 10_001),
            "changes[0].text: This text is too long: it has 10001 characters, 10000 at most can be kept.",
        ),
        *[
            (
                change("rating:c1.a1.t1", 4, base=base),
                "changes[0].base: The version must be a whole number from 0 on.",
            )
            for base in (-1, None, "0", True, 1.0)
        ],
    ],
)
def test_what_answers_nothing_that_was_asked_is_refused(database, response_id, wrong, message):
    with pytest.raises(InvalidInputError) as refused:
        save(database, response_id, wrong)
    assert [str(problem) for problem in refused.value.problems] == [message]


def test_every_problem_is_listed_and_nothing_of_the_save_is_kept(database, response_id):
    with pytest.raises(InvalidInputError) as refused:
        save(
            database,
            response_id,
            change("rating:c1.a1.t1", 4),
            change("rating:c1.a1.t2", 9),
            change("rating:c1.a1.t1", 3),
            change("open:nothing", "x"),
        )
    assert [problem.where for problem in refused.value.problems] == [
        "changes[1].value",
        "changes[3].part",
        "changes[2].part",
    ]
    assert sheet(database, response_id).held == {}


def test_themes_that_are_not_of_the_role_or_form_are_refused(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        teacher = make_response(session, make_round(session, partnership), role="teacher").response_id
        pulse = make_response(session, make_round(session, partnership, form="pulse")).response_id
    for whose, place in (
        (teacher, "rating:c2.a2.t2"),
        (teacher, "comment:c2.a2.t2"),
        (pulse, "rating:c1.a1.t2"),
        (pulse, "evidence:c1.a2"),
    ):
        with pytest.raises(InvalidInputError, match="is not asked here"):
            save(database, whose, change(place, 4 if place.startswith("r") else "x"))


def test_a_save_sent_again_after_a_change_of_role_is_still_acknowledged(database, response_id):
    op_id = str(uuid.uuid4())
    first = save(database, response_id, change("rating:c2.a2.t2", 4), op_id=op_id)
    with database.writing() as session:
        responses.identify(session, response_id=response_id, partner_id=None, role_id="teacher", now=NOW)
    again = save(database, response_id, change("rating:c2.a2.t2", 4), op_id=op_id)
    assert (again.versions, again.answered, again.asked) == (first.versions, 0, 7)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\ufeff\ud800d\x1b", "abcd"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\ttabs stay ", "\ttabs stay "),
        ("Ünïcode 🌱 ’", "Ünïcode 🌱 ’"),
        ("x" * 10_000 + "\x00", "x" * 10_000),
        (" \x00\n ", ""),
    ],
)
def test_words_are_cleaned_alike_on_both_engines(database, response_id, typed, kept):
    save(database, response_id, change("comment:c1.a1.t1", "before"))
    save(database, response_id, change("comment:c1.a1.t1", typed, base=1))
    assert sheet(database, response_id).held == {key("comment:c1.a1.t1"): Words(kept, version=2)}


@pytest.mark.parametrize(
    ("moment", "why"), [(timedelta(days=-2), "not started"), (timedelta(days=14), "closed")]
)
def test_nothing_is_saved_outside_the_window_of_time(database, response_id, moment, why):
    with pytest.raises(responses.NotAcceptingError, match=why):
        save(database, response_id, change("rating:c1.a1.t1", 4), now=NOW + moment)
    assert sheet(database, response_id).held == {}


def test_a_save_that_was_acknowledged_is_acknowledged_again_after_the_end(database, response_id):
    op_id = str(uuid.uuid4())
    first = save(database, response_id, change("rating:c1.a1.t1", 4), op_id=op_id)
    late = NOW + timedelta(days=20)
    assert save(database, response_id, change("rating:c1.a1.t1", 4), op_id=op_id, now=late) == first


@pytest.mark.parametrize(
    ("gaps", "seconds"),
    [
        ([30], 30),
        ([300], 300),
        ([301], 300),
        ([7200], 300),
        ([-60], 0),
        ([0], 0),
        ([None], 0),
        ([30, 45, 600], 375),
    ],
)
def test_time_is_counted_in_steps_of_five_minutes_at_most(database, response_id, gaps, seconds):
    for number, gap in enumerate(gaps):
        save(
            database,
            response_id,
            change("rating:c1.a1.t1", 1 + number, base=number),
            since=None if gap is None else NOW - timedelta(seconds=gap),
        )
    assert stored(database, response_id).active_seconds == seconds
    assert sheet(database, response_id).active_minutes == seconds // 60


def test_a_save_costs_as_many_statements_for_one_theme_as_for_sixty(database):
    def statements(source, *, words):
        with database.writing() as session:
            made = make_round(session, make_partnership(session), source=source)
            started = make_response(session, made)
            themes = responses.sheet(session, started.response_id).themes
        changes = [change(f"rating:{theme.id}", 4) for theme in themes]
        if words:
            changes += [change("open:help", "Time")]
        with noted(database) as found:
            save(database, started.response_id, *changes)
        return len(found)

    one, sixty = framework_source(1, 1, 1), framework_source(4, 3, 5)
    assert [statements(source, words=False) for source in (one, sixty)] == [6, 6]
    assert [statements(source, words=True) for source in (one, sixty)] == [8, 8]
