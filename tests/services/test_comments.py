"""Comments: one reader sees them first, decides on each, and the result shows what they let through."""

import uuid
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import AuditEvent, Comment, Response, Round
from pet.errors import PetError
from pet.services import comments, responses, results, rounds
from pet.services.acts import Act
from pet.services.comments import Decided, Decision
from tests.support.factories import (
    NOW,
    answer,
    change,
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)

PARTNERS = ("Ash School", "Beech School", "Cedar School")
THEME = "c1.a1.t1"
SAID = ("It helps.", "Mr Heron never comes.", "We meet too late.")


def write(session, started, words, *, quotable=True):
    responses.save(
        session,
        response_id=started.response_id,
        op_id=str(uuid.uuid4()),
        changes=tuple(change(place, text, quotable=quotable) for place, text in words.items()),
        now=NOW,
    )


def closed_round(session, *, people=12, quotable=True, mode=Mode.CONFIDENTIAL):
    """Twelve people answered, three of them wrote on one theme; two more wrote elsewhere, one sent nothing."""
    partnership = make_partnership(session, partners=PARTNERS)
    reader = make_account(session, name="Fay Facilitator")
    make_member(session, reader, partnership, Role.FACILITATOR)
    made = make_round(session, partnership, reader_id=reader.id, mode=mode)
    words = [{f"comment:{THEME}": text} for text in SAID]
    words += [{"evidence:c1.a1": "The minutes say so."}, {"open:help": "More time."}]
    for number in range(people):
        started = make_response(session, made, partner=PARTNERS[number % 3], role="teacher")
        answer(session, started, 4)
        if number < len(words):
            write(session, started, words[number], quotable=quotable)
    unsent = make_response(session, made, partner=PARTNERS[0], role="teacher")
    answer(session, unsent, 1, submit=False)
    write(session, unsent, {f"comment:{THEME}": "Never sent."})
    rounds.close(session, round_id=made.id, now=NOW)
    return made


def kept(reading, **others):
    """Keep every comment but those whose text is named in `others`."""
    return {
        item.id: others.get(item.text) or Decided(decision=Decision.KEEP, text=item.text)
        for item in reading.items
    }


def shown(session, round_id):
    return [group.texts for group in results.stored(session, round_id).result.comments]


def test_the_reader_sees_what_was_sent_in_the_order_of_what_was_asked(database):
    with database.writing() as session:
        made = closed_round(session)
    with database.reading() as session:
        reading = comments.to_read(session, made.id)
    assert [(item.kind, item.part_id) for item in reading.items] == [
        *[("theme", THEME)] * 3,
        ("evidence", "c1.a1"),
        ("open", "help"),
    ]
    assert {item.text for item in reading.items} == {*SAID, "The minutes say so.", "More time."}
    assert [item.id for item in reading.items[:3]] == sorted(item.id for item in reading.items[:3])
    assert reading.waiting == 5
    assert [reading.heading(item) for item in reading.items[2:]] == [
        ("Theme 1.1.1", ("The statement 1.1.1 holds here.",)),
        ("How do we know? Area 1.1", ("What about area 1.1?",)),
        ("Open question", ("What would help most?",)),
    ]


def test_nothing_is_read_before_the_round_is_closed(database):
    with database.writing() as session:
        made = make_round(session)
    with database.writing() as session:
        for act in (
            lambda: comments.to_read(session, made.id),
            lambda: comments.decide(session, round_id=made.id, decided={}),
            lambda: comments.finish(session, round_id=made.id, now=NOW),
        ):
            with pytest.raises(PetError, match="once the round is closed"):
                act()


def test_the_result_shows_what_the_reader_let_through_and_its_numbers_stay(database):
    with database.writing() as session:
        made = closed_round(session)
        before = results.stored(session, made.id).result
        reading = comments.to_read(session, made.id)
        decided = kept(
            reading,
            **{
                "Mr Heron never comes.": Decided(
                    decision=Decision.REWORD, text="  One of us\r\nnever comes. "
                ),
                "We meet too late.": Decided(decision=Decision.KEEP, text="We meet too late."),
            },
        )
        assert comments.decide(session, round_id=made.id, decided=decided) == {}
        assert shown(session, made.id) == []
        comments.finish(session, round_id=made.id, now=NOW)
        after = results.stored(session, made.id).result
    assert before.comments == ()
    assert {text for group in after.comments for text in group.texts} == {
        "It helps.",
        "One of us\nnever comes.",
        "We meet too late.",
    }
    assert (after.themes, after.groups, after.agenda) == (before.themes, before.groups, before.agenda)


def test_a_withdrawal_after_the_close_changes_no_number(database):
    with database.writing() as session:
        made = closed_round(session)
        before = results.stored(session, made.id).result
        silent = select(Response.id).where(
            Response.state == "submitted", Response.id.not_in(select(Comment.response_id))
        )
        responses.withdraw(session, response_id=session.scalars(silent).first())
        comments.decide(session, round_id=made.id, decided=kept(comments.to_read(session, made.id)))
        comments.finish(session, round_id=made.id, now=NOW)
        after = results.stored(session, made.id).result
    assert after.comments != ()
    assert replace(after, comments=(), comments_withheld=0) == before


def test_where_too_few_answered_nobody_reads_what_they_wrote(database):
    with database.writing() as session:
        made = closed_round(session, people=4)
        before = results.stored(session, made.id).sha256
        reading = comments.to_read(session, made.id)
        assert (reading.hidden, reading.items) == (True, ())
        ids = session.scalars(select(Comment.public_id)).all()
        decided = {id_: Decided(decision=Decision.LEAVE_OUT, text="") for id_ in ids}
        for act in (
            lambda: comments.decide(session, round_id=made.id, decided=decided),
            lambda: comments.finish(session, round_id=made.id, now=NOW),
        ):
            with pytest.raises(PetError, match="Too few people answered"):
                act()
        assert set(session.scalars(select(Comment.shown_text))) == {None}
        assert results.stored(session, made.id).sha256 == before
        facts = rounds.facts(session, made.id)
        assert (facts.is_hidden, facts.waits_for_reader, facts.counts.comments) == (True, False, 4)


def test_finishing_needs_a_decision_on_each_comment_and_twice_is_once(database):
    with database.writing() as session:
        made = closed_round(session)
        reading = comments.to_read(session, made.id)
        decided = kept(reading)
        last = decided.pop(reading.items[-1].id)
        comments.decide(session, round_id=made.id, decided=decided)
        for act in (partial(comments.finish, now=NOW), comments.refuse_unread):
            with pytest.raises(PetError, match="1 comment still waits"):
                act(session, round_id=made.id)
        assert comments.to_read(session, made.id).first_waiting_page == 1
        comments.decide(session, round_id=made.id, decided={reading.items[-1].id: last})
        comments.refuse_unread(session, round_id=made.id)
        assert session.get_one(Round, made.id).comments_read_at is None
        comments.finish(session, round_id=made.id, now=NOW)
        sha256 = results.stored(session, made.id).sha256
        comments.finish(session, round_id=made.id, now=NOW.replace(hour=12))
        events = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.FINISH_COMMENTS)).all()
        assert [event.about for event in events] == [{"round": "Autumn 2026"}]
        assert results.stored(session, made.id).sha256 == sha256
        assert session.get_one(Round, made.id).comments_read_at == NOW


def test_finishing_is_final(database):
    with database.writing() as session:
        made = closed_round(session)
        reading = comments.to_read(session, made.id)
        assert not reading.finished
        comments.decide(session, round_id=made.id, decided=kept(reading))
        comments.finish(session, round_id=made.id, now=NOW)
        before = shown(session, made.id)
        assert len(before[0]) == 3
        writer = session.scalars(select(Comment.response_id).where(Comment.text == "It helps.")).one()
        responses.withdraw(session, response_id=writer)
        left_out = {item.id: Decided(decision=Decision.LEAVE_OUT, text="") for item in reading.items}
        with pytest.raises(PetError, match="finished before"):
            comments.decide(session, round_id=made.id, decided=left_out)
        comments.finish(session, round_id=made.id, now=NOW)
        assert shown(session, made.id) == before
        after = comments.to_read(session, made.id)
    assert after.finished
    assert {item.decision for item in after.items} == {Decision.KEEP}


def test_a_decision_and_the_end_of_the_reading_wait_for_each_other(database, at_once):
    with database.writing() as session:
        made = closed_round(session)
        reading = comments.to_read(session, made.id)
        comments.decide(session, round_id=made.id, decided=kept(reading))
    other = {reading.items[0].id: Decided(decision=Decision.REWORD, text="At the last moment.")}
    waited, one, two = at_once(
        lambda session: comments.decide(session, round_id=made.id, decided=other),
        lambda session: comments.finish(session, round_id=made.id, now=NOW),
    )
    assert (waited, one.result(10), two.result(10)) == (True, {}, None)
    with database.reading() as session:
        texts = {text for group in shown(session, made.id) for text in group}
    assert texts == {item.text for item in reading.items[1:3]} | {"At the last moment."}


def test_a_decision_waits_for_somebody_who_withdraws_and_goes_on_without_them(database, at_once):
    with database.writing() as session:
        made = closed_round(session)
        reading = comments.to_read(session, made.id)
        writer = session.scalars(select(Comment.response_id).where(Comment.text == "It helps.")).one()
    waited, one, two = at_once(
        lambda session: responses.withdraw(session, response_id=writer),
        lambda session: comments.decide(session, round_id=made.id, decided=kept(reading)),
    )
    assert (waited, one.result(10), two.result(10)) == (True, None, {})
    with database.reading() as session:
        after = comments.to_read(session, made.id)
    assert (after.waiting, {item.text for item in after.items}) == (
        0,
        {item.text for item in reading.items} - {"It helps."},
    )


@pytest.mark.parametrize(
    ("quotable", "decision", "text", "problem"),
    [
        (True, Decision.KEEP, "It helps.", None),
        (True, Decision.KEEP, "It helps me.", "You changed the words and chose to keep"),
        (True, Decision.REWORD, "It helps.", None),
        (True, Decision.REWORD, " \n ", "Write what is to be shown"),
        (True, Decision.REWORD, "x" * 10_001, "at most 10000 characters"),
        (True, Decision.LEAVE_OUT, "whatever", None),
        (True, None, "It helps.", None),
        (True, None, "It helps me.", "Choose what becomes of the comment"),
        (False, Decision.KEEP, "It helps.", "did not agree to be quoted"),
        (False, Decision.REWORD, " It  helps.", "still the words that were written"),
        (False, Decision.REWORD, "It is useful.", None),
        (False, Decision.LEAVE_OUT, "It helps.", None),
    ],
)
@pytest.mark.engine("sqlite")
def test_what_cannot_be_kept_is_said_and_all_else_is_kept(database, quotable, decision, text, problem):
    with database.writing() as session:
        made = closed_round(session, quotable=quotable)
        reading = comments.to_read(session, made.id)
        item = next(item for item in reading.items if item.text == "It helps.")
        other = next(item for item in reading.items if item.text == "More time.")
        decided = {
            item.id: Decided(decision=decision, text=text),
            other.id: Decided(decision=Decision.LEAVE_OUT, text=""),
        }
        problems = comments.decide(session, round_id=made.id, decided=decided)
        after = {one.id: one for one in comments.to_read(session, made.id).items}
    assert after[other.id].decision is Decision.LEAVE_OUT
    if problem is None:
        assert problems == {}
        assert (after[item.id].decision is None) == (decision is None)
    else:
        assert list(problems) == [item.id]
        assert problem in problems[item.id].message
        assert after[item.id].decision is None


def test_comments_of_another_round_are_out_of_reach(database):
    with database.writing() as session:
        mine, other = closed_round(session), closed_round_elsewhere(session)
        stolen = kept(comments.to_read(session, other))
        assert comments.decide(session, round_id=mine.id, decided=stolen) == {}
        assert comments.to_read(session, other).waiting == len(stolen)


def closed_round_elsewhere(session):
    partnership = make_partnership(session, name="Hill Partnership", partners=PARTNERS)
    made = make_round(session, partnership)
    started = make_response(session, made, partner=PARTNERS[0], role="teacher")
    answer(session, started, 3, {f"comment:{THEME}": "From the hill."})
    rounds.close(session, round_id=made.id, now=NOW)
    return made.id


def test_pages_hold_what_can_be_read_and_sent(database):
    with database.writing() as session:
        made = closed_round(session)
        rows = session.query(Comment).all()
        reading = comments.to_read(session, made.id)
    item = reading.items[0]
    assert [len(page) for page in pages_of(item, [100] * 45)] == [20, 20, 5]
    assert [len(page) for page in pages_of(item, [10_000] * 9)] == [4, 4, 1]
    assert pages_of(item, []) == ((),)
    assert len(rows) == 6


def pages_of(item, lengths):
    items = tuple(replace(item, text="x" * length) for length in lengths)
    return comments.Reading(items=items, framework=None).pages
