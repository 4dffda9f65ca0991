"""How far a round is: for everybody, for one partner, and no further than its promise lets it be seen."""

from datetime import timedelta

import pytest

from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Partner, Round
from pet.services import invitations, progress, responses, rounds, waves
from pet.services.letters import LetterKind
from tests.support.factories import NOW, make_answered, make_round
from tests.support.invited import LEAD, POST, begin, delivered, invitation_of, make_invited
from tests.support.statements import noted


def of(session, made, partner=None):
    row = session.get(Round, made.id, populate_existing=True)
    return progress.of_round(session, row, partner_id=partner)


def test_everybody_by_partner_and_by_day(database):
    with database.writing() as session:
        made = make_invited(session, 7, opens_at=NOW - timedelta(days=5))
        begin(session, made, 0, now=NOW - timedelta(days=3))
        begin(session, made, 3, now=NOW - timedelta(days=1))
        begin(session, made, 1, now=NOW - timedelta(days=1))
        begin(session, made, 2, send=False)
        found = of(session, made)
    parts = [(one.name, one.asked, one.started, one.submitted) for one in found.by_partner]
    assert parts == [("Ash School", 3, 0, 2), ("Beech School", 2, 0, 1), ("Cedar School", 2, 1, 0)]
    assert (found.submitted, found.started, found.asked, found.of_partner) == (3, 1, 7, False)
    days = [(one.day, one.sent) for one in found.days]
    assert days == [((NOW - timedelta(days=3)).date(), 1), ((NOW - timedelta(days=1)).date(), 3)]


def test_a_partner_lead_sees_their_own_partner_and_nothing_else(database):
    with database.writing() as session:
        made = make_invited(session, 7)
        for number in (0, 3, 1):
            begin(session, made, number)
        own = of(session, made, invitation_of(session, made, 1).partner_id)
    assert (own.submitted, own.started, own.asked, own.of_partner) == (1, 0, 2, True)
    assert (own.by_partner, own.days) == (None, ())


def test_of_an_anonymous_round_there_are_totals_alone_whoever_asks(database):
    with database.writing() as session:
        made = make_invited(session, 6, mode=Mode.ANONYMOUS)
        for number in (0, 1):
            begin(session, made, number)
        partner = invitation_of(session, made, 1).partner_id
    with noted(database) as statements, database.reading() as session:
        own, everybody = of(session, made, partner), of(session, made)
    assert own == everybody
    assert (own.submitted, own.asked, own.by_partner, own.of_partner) == (2, 6, None, False)
    answers = [one.partition("FROM")[2] for one in statements if "FROM response" in one]
    assert not any("partner_id" in one for one in answers)


def test_an_open_round_counts_partners(database):
    with database.writing() as session:
        made = make_invited(session, 6, mode=Mode.OPEN)
        begin(session, made, 0)
        found = of(session, made)
    assert (found.submitted, found.asked) == (1, 3)
    assert [(one.asked, one.submitted) for one in found.by_partner] == [(1, 1), (1, 0), (1, 0)]


def test_an_invitation_that_was_taken_back_does_not_count(database):
    with database.writing() as session:
        made = make_invited(session, 4)
        invitations.revoke(session, invitation_id=invitation_of(session, made, 2).id, by=LEAD, now=NOW)
        found = of(session, made)
    assert found.asked == 3


def test_a_round_by_link_knows_how_many_are_asked_if_the_lead_said(database):
    with database.writing() as session:
        made = make_round(session, invited=20)
        make_answered(session, made, [("Ash School", "teacher", 4)])
        found = of(session, made)
    assert (found.asked, found.submitted) == (20, 1)
    assert {one.asked for one in found.by_partner} == {None}


def test_after_the_close_a_withdrawal_moves_no_number_and_there_are_no_days(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        sent = [begin(session, made, number) for number in range(5)]
        rounds.close(session, round_id=made.id, now=NOW)
        partner = invitation_of(session, made, 0).partner_id
        before = of(session, made), of(session, made, partner)
        responses.withdraw(session, response_id=sent[0].response_id)
        assert (of(session, made), of(session, made, partner)) == before
    assert [one.days for one in before] == [(), ()]
    assert [one.submitted for one in before] == [5, 2]


@pytest.mark.parametrize("mode", list(Mode))
def test_as_many_statements_for_many_as_for_few(database, mode):
    counts = set()
    for number in (5, 150):
        with database.writing() as session:
            made = make_invited(session, number, mode=mode)
            begin(session, made, 0)
        with noted(database) as statements, database.reading() as session:
            of(session, made)
            progress.mailings(session, made.id)
        counts.add(len(statements))
    assert len(counts) == 1
    assert counts.pop() <= 8


def test_how_letters_fare(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        invitation_of(session, made, 0).delivery = "bounced"
        invitation_of(session, made, 1).delivery = "failed"
        waiting = invitation_of(session, made, 2)
        waiting.delivery = "queued"
        session.query(Letter).filter_by(invitation_id=waiting.id).update({"state": "queued"})
        session.flush()
        [found] = progress.mailings(session, made.id)
        own = session.query(Partner).filter_by(name="Beech School").one().id
        [at_beech] = progress.mailings(session, made.id, partner_id=own)
    assert (found.kind, found.waiting, found.sent, found.bounced, found.failed) == (None, 1, 3, 1, 1)
    assert (found.total, at_beech.total, at_beech.failed) == (6, 2, 1)


def test_a_reminder_has_a_line_of_its_own(database):
    with database.writing() as session:
        made = make_invited(session, 4)
        waves.remind(session, round_id=made.id, by=LEAD, now=NOW, post=POST)
        people, reminders = progress.mailings(session, made.id)
        assert (reminders.kind, reminders.waiting, reminders.total) == (LetterKind.REMINDER, 4, 4)
        assert (people.waiting, people.sent) == (0, 4)  # they had their letter all the same
        row = invitation_of(session, made, 0)
        invitations.new_link(session, invitation_id=row.id, by=LEAD, now=NOW, post=POST)
        people, _reminders = progress.mailings(session, made.id)
        assert (people.waiting, people.sent) == (1, 3)
        delivered(session, made)
        _people, reminders = progress.mailings(session, made.id)
    assert (reminders.waiting, reminders.sent) == (0, 3)  # a new link takes the place of the reminder


def test_people_without_an_address_have_no_letter(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        session.query(Invitation).update({"delivery": "none"})
        assert progress.mailings(session, made.id) == ()
