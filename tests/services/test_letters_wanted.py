"""Letters that nobody wants any more stop wherever they are, and no number tells who has answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.analysis.options import Mode
from pet.db.models import AuditEvent, ImportBatch, Invitation, InvitationLink, Letter, Partnership, Person
from pet.errors import PetError
from pet.mail.outcome import TAKEN, later, refused
from pet.services import (
    deleting,
    forgetting,
    invitations,
    invitees,
    letters,
    progress,
    rounds,
    rounds_launching,
    waves,
)
from pet.services.audit import PET
from pet.services.invitees import Search, Sees
from pet.services.letters import LetterKind, Post, To, again, quota, sending
from pet.services.letters.sending import USUAL
from tests.support import by_letter
from tests.support.by_letter import POST, make_letters
from tests.support.factories import NOW, make_partnership
from tests.support.invited import LEAD, begin, delivered, invitation_of, make_invited
from tests.support.statements import noted

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


def give_up(session):
    """Every letter that waits is tried until nobody tries it any more."""
    for hours in range(0, 60, 10):
        settle(session, later("451"), now=NOW + timedelta(hours=hours))


def settle(session, outcome, *, now=NOW):
    hand = sending.take(session, now=now)
    for letter_id in hand.letter_ids:
        sending.settle(session, hand, letter_id, outcome, now=now)
    return hand


def addresses(session, *states):
    session.flush()
    return sorted(session.scalars(select(Letter.to_address).where(Letter.state.in_(states))))


def invitation(session, row, name):
    return by_letter.invitation_of(session, row.id, name)


# Another try


def test_a_letter_that_was_given_up_never_opens_the_answers_to_an_earlier_address(session):
    row = make_letters(session)
    give_up(session)
    ann = invitation(session, row, "Ann")
    session.get_one(Person, ann.person_id).email = "ann@new.example.org"
    session.flush()
    invitations.new_link(session, invitation_id=ann.id, by=PET, now=NOW, post=POST)
    delivered(session, row)
    done = again.try_again(session, POST, now=NOW)
    assert (done.revived, done.left) == (2, 1)
    assert addresses(session, "queued") == ["ben@example.org", "cem@example.org"]
    assert (
        len(session.scalars(select(InvitationLink).where(InvitationLink.invitation_id == ann.id)).all()) == 2
    )


def test_whoever_had_a_letter_meanwhile_gets_no_second_one(session):
    row = make_letters(session)
    give_up(session)
    ann = invitation(session, row, "Ann")
    invitations.new_link(session, invitation_id=ann.id, by=PET, now=LATER, post=POST)
    delivered(session, row)
    assert again.try_again(session, POST, now=NOW).revived == 2


def revoke(session, row):
    invitations.revoke(session, invitation_id=invitation(session, row, "Ann").id, by=PET, now=NOW)


def archive(session, row):
    session.get_one(Person, invitation(session, row, "Ann").person_id).archived_at = NOW
    session.flush()


def erase(session, row):
    session.delete(session.get_one(Person, invitation(session, row, "Ann").person_id))
    session.flush()


def close(session, row):
    rounds.close(session, round_id=row.id, now=NOW)


def delete(session, row):
    deleting.mark(session, partnership_id=row.partnership_id, by=PET, now=NOW)


def pass_by(session, row):
    row.closes_at = NOW
    session.flush()


ENDS = [(revoke, 1), (archive, 1), (erase, 1), (close, 3), (delete, 3), (pass_by, 3)]


@pytest.mark.parametrize(("end", "number"), ENDS)
def test_what_nobody_wants_any_more_is_not_tried_again(session, end, number):
    row = make_letters(session)
    give_up(session)
    end(session, row)
    done = again.try_again(session, POST, now=NOW)
    assert (done.revived, done.left) == (3 - number, number)


@pytest.mark.parametrize(("end", "number"), ENDS)
def test_what_nobody_wants_any_more_does_not_go(session, end, number):
    row = make_letters(session)
    end(session, row)
    hand = settle(session, TAKEN)
    assert len(hand.letter_ids) == 3 - number
    rows = session.scalars(select(Letter).where(Letter.state == "cancelled")).all()
    assert [(one.sealed, one.finished_on) for one in rows] == [(None, NOW.date())] * number


@pytest.mark.parametrize(("end", "number"), ENDS)
def test_what_a_worker_had_in_hand_and_the_server_put_off_does_not_go_either(session, end, number):
    row = make_letters(session)
    hand = sending.take(session, now=NOW)
    end(session, row)
    for letter_id in hand.letter_ids:
        sending.settle(session, hand, letter_id, later("451"), now=NOW)
    assert len(settle(session, TAKEN, now=LATER).letter_ids) == 3 - number
    session.expire_all()
    assert sorted(session.scalars(select(Invitation.delivery))) == ["none"] * number + ["sent"] * (3 - number)


@pytest.mark.parametrize(("end", "number"), ENDS)
def test_what_a_dead_worker_had_in_hand_does_not_go_either(session, end, number):
    row = make_letters(session)
    sending.take(session, now=NOW)
    end(session, row)
    assert sending.recover(session, now=LATER) == 3
    assert len(settle(session, TAKEN, now=LATER).letter_ids) == 3 - number


def test_an_offer_of_a_deleted_partnership_does_not_go(session):
    part = make_partnership(session)
    options = {"kind": LetterKind.APPOINTMENT, "to": To("a@example.org"), "partnership_id": part.id}
    letters.queue(session, POST, now=NOW, **options)
    deleting.mark(session, partnership_id=part.id, by=PET, now=NOW)
    assert addresses(session, "cancelled") == ["a@example.org"]
    letters.queue(session, POST, now=NOW, **options)  # by somebody who was just about to
    assert settle(session, TAKEN).letter_ids == ()


def test_results_go_to_somebody_who_is_asked_no_more_but_not_to_whom_was_taken_out(session):
    made = make_invited(session, 6)
    for number in (0, 1, 2):
        begin(session, made, number)
    rounds.close(session, round_id=made.id, now=NOW)
    rounds.release(session, round_id=made.id, now=NOW, post=POST)
    session.get_one(Person, invitation_of(session, made, 0).person_id).archived_at = NOW
    invitation_of(session, made, 1).revoked_on = NOW.date()
    session.flush()
    settle(session, TAKEN)
    query = select(Letter.to_address).where(Letter.kind == LetterKind.RESULTS, Letter.state == "sent")
    assert sorted(session.scalars(query)) == ["p0@example.org", "p2@example.org"]


def test_letters_that_are_of_no_use_do_not_end_a_run(session):
    for number in range(USUAL.batch + 5):
        letters.queue(session, POST, kind=LetterKind.SIGN_IN, to=To(f"late{number}@example.org"), now=NOW)
    letters.queue(session, POST, kind=LetterKind.NOTICE, to=To("pat@example.org"), now=NOW)
    hand = sending.take(session, now=LATER)
    assert [session.get_one(Letter, one).to_address for one in hand.letter_ids] == ["pat@example.org"]
    assert sending.take(session, now=LATER).letter_ids == ()


# What delivery tells


@pytest.mark.parametrize("outcome", [None, TAKEN, refused("550"), later("451")])
def test_neither_reminders_nor_results_tell_by_their_delivery_who_has_answered(session, outcome):
    made = make_invited(session, 4)
    begin(session, made, 0)

    def seen():
        session.expire_all()
        people = invitees.page(session, made.id, Search(), sees=Sees(addresses=True)).people
        return {one.delivery for one in people}

    waves.remind(session, round_id=made.id, by=LEAD, now=NOW, post=POST)
    if outcome:
        settle(session, outcome)
    assert seen() == {"sent"}
    rounds.close(session, round_id=made.id, now=NOW)
    assert seen() == {"sent"}
    rounds.release(session, round_id=made.id, now=NOW, post=POST)
    if outcome:
        settle(session, outcome)
    assert seen() == {"sent"}


def test_how_many_were_reminded_or_told_is_shown_of_no_partner_and_never_of_results(session):
    made = make_invited(session, 6)
    begin(session, made, 0)
    own = invitation_of(session, made, 0).partner_id
    waves.remind(session, round_id=made.id, by=LEAD, now=NOW, post=POST)
    kinds = [one.kind for one in progress.mailings(session, made.id)]
    assert kinds == [None, LetterKind.REMINDER]
    assert [one.kind for one in progress.mailings(session, made.id, partner_id=own)] == [None]
    rounds.close(session, round_id=made.id, now=NOW)
    rounds.release(session, round_id=made.id, now=NOW, post=POST)
    assert LetterKind.RESULTS not in [one.kind for one in progress.mailings(session, made.id)]


# Many


@pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS, Mode.OPEN])
def test_a_wave_takes_hardly_more_statements_for_many_than_for_few(database, mode):
    counts = []
    for number in (10, 300):
        with database.writing() as session:
            made = make_invited(session, number, mode=mode)
        with noted(database) as statements, database.writing() as session:
            assert waves.remind(session, round_id=made.id, by=LEAD, now=NOW, post=POST) == number
        counts.append(len(statements))
    assert counts[1] <= counts[0] + 2 <= 20


# At once


def test_new_links_and_reminders_at_once_do_not_wait_for_each_other_in_a_ring(database):
    with database.writing() as session:
        made = make_invited(session, 20)
        ids = list(session.scalars(select(Invitation.id).where(Invitation.round_id == made.id)))

    def links():
        for one in ids:
            with database.writing() as session:
                invitations.new_link(session, invitation_id=one, by=LEAD, now=NOW, post=POST)

    def reminders():
        for day in range(1, 5):
            with database.writing() as session:
                waves.remind(session, round_id=made.id, by=LEAD, now=NOW + timedelta(days=day), post=POST)

    with ThreadPoolExecutor(2) as threads:
        for one in [threads.submit(links), threads.submit(reminders)]:
            one.result(60)
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(AuditEvent.act == "new_link")) == 20


def test_whoever_changes_an_invitation_waits_for_whoever_has_its_round(database, at_once):
    with database.writing() as session:
        made = make_invited(session, 5)
        one = invitation_of(session, made, 0).id
    waited, first, second = at_once(
        lambda session: rounds.locked(session, made.id) and None,
        lambda session: invitations.revoke(session, invitation_id=one, by=LEAD, now=NOW),
    )
    assert waited
    assert (first.result(10), second.result(10)) == (None, None)


def test_two_that_book_letters_at_once_book_one_after_the_other(database, at_once, monkeypatch):
    monkeypatch.setattr(quota, "MOST", 5)
    with database.writing() as session:
        part = make_partnership(session)

    def four(session):
        options = {"kind": LetterKind.INVITATION, "to": To("pat@example.org"), "partnership_id": part.id}
        for _one in range(4):
            letters.queue(session, POST, now=NOW, **options)
        session.flush()

    _waited, first, second = at_once(four, four)
    first.result(10), second.result(10)
    with database.reading() as session:
        assert session.scalar(select(func.count()).where(Letter.next_at == NOW)) == 5


def test_the_log_is_held_last(database):
    """A release that held the log while it wrote letters would wait for whoever writes a letter and then the log."""
    with database.writing() as session:
        made = make_invited(session, 5)
        begin(session, made, 0)
        rounds.close(session, round_id=made.id, now=NOW)
    with noted(database) as statements, database.writing() as session:
        rounds.release(session, round_id=made.id, now=NOW, by=LEAD, post=POST)
    said = [one.split()[2] for one in statements if one.startswith("INSERT")]
    assert said[-2:] == ["audit_event", "audit_event"]
    assert "letter" in said[:-2]
    with database.reading() as session:
        assert list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))[-2:] == [
            "release_round",
            "tell_results",
        ]


# How many were asked


def test_who_was_taken_out_is_not_among_those_asked_after_the_close(session):
    made = make_invited(session, 8)
    made.invited = 8
    for number in range(3):
        begin(session, made, number)
    for number in (6, 7):
        one = invitation_of(session, made, number)
        invitations.revoke(session, invitation_id=one.id, by=LEAD, now=NOW)
    before = progress.of_round(session, made).asked
    rounds.close(session, round_id=made.id, now=NOW)
    assert (before, made.invited, progress.of_round(session, made).asked) == (6, 6, 6)


def test_a_letter_to_oneself_does_not_keep_a_round_from_becoming_a_draft_again(session):
    row = make_letters(session)
    options = {"to": To("lead@example.org"), "partnership_id": row.partnership_id, "round_id": row.id}
    test = letters.queue(session, POST, kind=LetterKind.TEST, now=NOW, facts={"of": "invitation"}, **options)
    session.flush()
    test.state, test.attempts, test.sealed, test.finished_on = "sent", 1, None, NOW.date()
    session.flush()
    assert rounds.can_unlaunch(session, row.id)
    assert rounds.unlaunch(session, round_id=row.id, by=LEAD, now=NOW).state == "draft"


def test_a_letter_that_went_does(session):
    row = make_letters(session)
    settle(session, TAKEN)
    with pytest.raises(PetError, match="has gone out"):
        rounds_launching.unlaunch(session, round_id=row.id, by=LEAD, now=NOW)


# Forgotten


def count(database, table):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("how", ["cancelled", "never queued"])
def test_the_address_on_a_letter_that_never_went_is_forgotten_too(database, how):
    silent = Post(secret=POST.secret, base_url=POST.base_url, can_send=False)
    with database.writing() as session:
        row = make_letters(session, post=POST if how == "cancelled" else silent)
        if how == "cancelled":
            letters.cancel_waiting(session, round_id=row.id, now=NOW)
        else:
            letters.queue(session, silent, kind=LetterKind.NOTICE, to=To("pat@example.org"), now=NOW)
    assert count(database, Letter) > 0
    forgetting.sweep(database, now=NOW + timedelta(days=30))
    assert count(database, Letter) > 0
    forgetting.sweep(database, now=NOW + timedelta(days=32))
    assert count(database, Letter) == 0


def test_where_addresses_are_forgotten_no_letter_keeps_one(database):
    with database.writing() as session:
        row = make_letters(session)
        session.get_one(Partnership, row.partnership_id).created_at = NOW
        row.closes_at = NOW + timedelta(days=1)
    assert forgetting.sweep(database, now=NOW + timedelta(days=800)) == 1
    assert count(database, Letter) == 0
    assert forgetting.sweep(database, now=NOW + timedelta(days=801)) == 0


@pytest.mark.parametrize(("done_after", "days"), [(None, 2), (1, 31)])
def test_a_list_that_was_brought_goes_by_the_clock(database, done_after, days):
    done_at = None if done_after is None else NOW + timedelta(days=done_after)
    with database.writing() as session:
        part = make_partnership(session)
        state = "done" if done_at else "preview"
        session.add(
            ImportBatch(partnership_id=part.id, state=state, document={}, created_at=NOW, done_at=done_at)
        )
    forgetting.sweep(database, now=NOW + timedelta(days=days))
    assert count(database, ImportBatch) == 1
    forgetting.sweep(database, now=NOW + timedelta(days=days, minutes=1))
    assert count(database, ImportBatch) == 0
