"""Reminders, the last call and letters about results: who gets one, what it carries, and how often."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.analysis.options import Mode
from pet.db.models import AuditEvent, Invitation, InvitationLink, Letter, Partner, Person
from pet.errors import PetError
from pet.services import invitations, rounds, waves
from pet.services.letters import LetterKind, Post
from pet.services.letters.sealing import open_ as opened
from pet.services.rounds import NotAcceptingError
from tests.support.factories import NOW
from tests.support.invited import LEAD, POST, begin, delivered, invitation_of, letters_of, make_invited
from tests.support.statements import noted

MODES = (Mode.CONFIDENTIAL, Mode.ANONYMOUS, Mode.OPEN)


def remind(session, made, now=NOW, **options):
    return waves.remind(session, round_id=made.id, by=LEAD, now=now, post=POST, **options)


def numbers(addresses):
    return [int(address[1:].partition("@")[0]) for address in addresses]


@pytest.mark.parametrize(
    ("mode", "reminded"),
    [
        (Mode.CONFIDENTIAL, [1, 2, 4, 5]),  # 0 and 3 have sent, 1 has only started
        (Mode.ANONYMOUS, [0, 1, 2, 3, 4, 5]),  # nobody can tell
        (Mode.OPEN, [1, 2, 4, 5]),  # the sheet of the first partner, of 0 and 3, is sent
    ],
)
def test_who_is_reminded(database, mode, reminded):
    with database.writing() as session:
        made = make_invited(session, 6, mode=mode)
        begin(session, made, 0)
        begin(session, made, 3)
        begin(session, made, 1, send=False)
        assert waves.planned(session, round_id=made.id, now=NOW).people == len(reminded)
        assert remind(session, made) == len(reminded)
        found = letters_of(session, made, LetterKind.REMINDER)
    assert sorted(numbers(found)) == reminded


@pytest.mark.parametrize("mode", MODES)
def test_a_reminder_carries_a_fresh_link_unless_the_round_is_anonymous(database, mode):
    with database.writing() as session:
        made = make_invited(session, 3, mode=mode)
        remind(session, made)
        letters = session.scalars(select(Letter).where(Letter.kind == LetterKind.REMINDER)).all()
        tokens = [opened(POST, one.sealed, public_id=one.public_id).token for one in letters]
        links = session.scalar(select(func.count()).select_from(InvitationLink))
        found = [invitations.of_token(session, token) for token in tokens if token]
        belongs = [one.invitation_id for one in found] == [letter.invitation_id for letter in letters]
    assert (links, [token is None for token in tokens]) == (
        (3, [True] * 3) if mode is Mode.ANONYMOUS else (6, [False] * 3)
    )
    assert mode is Mode.ANONYMOUS or belongs


def test_nothing_goes_to_an_address_that_bounced_to_somebody_who_was_taken_out_or_without_one(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        invitation_of(session, made, 0).delivery = "bounced"
        invitations.revoke(session, invitation_id=invitation_of(session, made, 1).id, by=LEAD, now=NOW)
        invitation_of(session, made, 2).email = None
        person = invitation_of(session, made, 3).person_id
        session.get_one(Person, person).archived_at = NOW
        session.flush()
        remind(session, made)
        assert numbers(letters_of(session, made, LetterKind.REMINDER)) == [4, 5]


def test_a_partner_lead_reminds_their_own_people_alone(database):
    with database.writing() as session:
        made = make_invited(session, 6)
        partner = invitation_of(session, made, 1).partner_id
        assert waves.planned(session, round_id=made.id, now=NOW, partner_id=partner).people == 2
        assert remind(session, made, partner_id=partner) == 2
        assert numbers(letters_of(session, made, LetterKind.REMINDER)) == [1, 4]
        assert remind(session, made) == 4  # the lead reaches the others, and nobody twice
        about = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()[-2].about
        name = session.get_one(Partner, partner).name
    assert about == {"round": "Autumn 2026", "letters": 2, "partner": name}


def test_nobody_gets_two_within_a_day_and_it_says_when_the_next_is_possible(database):
    with database.writing() as session:
        made = make_invited(session, 3)
        remind(session, made)
        delivered(session, made)
        later = NOW + timedelta(hours=23, minutes=59)
        wave = waves.planned(session, round_id=made.id, now=later)
        assert (wave.people, wave.again_at) == (0, NOW + timedelta(days=1))
        assert remind(session, made, later) == 0
        assert waves.tell_closing(session, round_id=made.id, by=LEAD, now=later, post=POST) == 0
        assert remind(session, made, NOW + timedelta(days=1)) == 3
        log = session.scalars(select(AuditEvent.act)).all()
    assert log.count("remind") == 2  # nothing is noted where nothing was sent


def test_the_order_of_letters_says_nothing(database):
    with database.writing() as session:
        made = make_invited(session, 40, mode=Mode.ANONYMOUS)
        remind(session, made)
        rows = session.execute(
            select(Letter.to_address).where(Letter.kind == LetterKind.REMINDER).order_by(Letter.id)
        )
        found = numbers(address for (address,) in rows)
    assert found != sorted(found)


@pytest.mark.parametrize("state", ["early", "over", "closed"])
def test_only_a_round_that_takes_answers_can_remind(database, state):
    with database.writing() as session:
        made = make_invited(session, 3)
        now = {"early": NOW - timedelta(days=2), "over": NOW + timedelta(days=14)}.get(state, NOW)
        if state == "closed":
            rounds.close(session, round_id=made.id, now=NOW)
        with pytest.raises(NotAcceptingError):
            remind(session, made, now)
        assert letters_of(session, made, LetterKind.REMINDER) == []


def test_a_site_without_mail_says_so(database):
    silent = Post(secret=POST.secret, base_url=POST.base_url, can_send=False)
    with database.writing() as session:
        made = make_invited(session, 3)
        with pytest.raises(PetError, match="sends no letters"):
            waves.remind(session, round_id=made.id, by=LEAD, now=NOW, post=silent)


@pytest.mark.parametrize(
    ("mode", "told"),
    [(Mode.CONFIDENTIAL, [0, 3]), (Mode.ANONYMOUS, [0, 1, 2, 3, 4, 5]), (Mode.OPEN, [0, 3])],
)
def test_who_is_told_of_the_results_and_once(database, mode, told):
    with database.writing() as session:
        made = make_invited(session, 6, mode=mode)
        for number in (0, 3):
            begin(session, made, number)
        begin(session, made, 1, send=False)
        with pytest.raises(PetError, match="Release the results first"):
            waves.tell_results(session, round_id=made.id, by=LEAD, now=NOW, post=POST)
        rounds.close(session, round_id=made.id, now=NOW)
        rounds.release(session, round_id=made.id, now=NOW)
        assert waves.tell_results(session, round_id=made.id, by=LEAD, now=NOW, post=POST) == len(told)
        assert waves.tell_results(session, round_id=made.id, by=LEAD, now=NOW, post=POST) == 0
        assert numbers(letters_of(session, made, LetterKind.RESULTS)) == told


def test_the_log_knows_how_many_and_nothing_else(database):
    with database.writing() as session:
        made = make_invited(session, 5, mode=Mode.ANONYMOUS)
        remind(session, made)
        [event] = session.scalars(select(AuditEvent).where(AuditEvent.act == "remind"))
    assert (event.who, event.about) == ("Ada Lead", {"round": "Autumn 2026", "letters": 5})


@pytest.mark.parametrize("mode", MODES)
def test_planning_takes_as_many_statements_for_many_as_for_few(database, mode):
    counts = set()
    for number in (5, 200):
        with database.writing() as session:
            made = make_invited(session, number, mode=mode)
        with noted(database) as statements, database.reading() as session:
            waves.planned(session, round_id=made.id, now=NOW)
        counts.add(len(statements))
    assert counts == {2}


def test_an_anonymous_round_is_not_even_asked_who_has_answered(database):
    with database.writing() as session:
        made = make_invited(session, 5, mode=Mode.ANONYMOUS)
    with noted(database) as statements, database.reading() as session:
        waves.planned(session, round_id=made.id, now=NOW)
    assert not any("response" in one.partition("FROM")[2] for one in statements)


def test_reminding_changes_nothing_about_an_invitation_of_an_anonymous_round_but_how_its_letter_fares(
    database,
):
    with database.writing() as session:
        made = make_invited(session, 4, mode=Mode.ANONYMOUS)
        keep = (Invitation.id, Invitation.public_id, Invitation.response_id, Invitation.invited_on)
        before = session.execute(select(*keep).order_by(Invitation.id)).all()
        remind(session, made)
        assert session.execute(select(*keep).order_by(Invitation.id)).all() == before
