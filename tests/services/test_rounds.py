"""Rounds: what can be set up, when they take answers, and how many have answered."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from pet.access.actor import Role
from pet.analysis.options import Breakdown, Mode
from pet.db.models import Membership, Operation, StoredResult, WebSession
from pet.errors import InvalidInputError, PetError
from pet.services import overview, responses, rounds, sessions
from pet.services.promises import Asks
from pet.services.rounds import PartnerProgress, Phase, Progress, Reader
from tests.support.factories import (
    NOW,
    answer,
    make_account,
    make_answered,
    make_member,
    make_partnership,
    make_response,
    make_round,
)


def test_facts_say_what_was_set_up(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        reader = make_account(session, name="Fay Facilitator")
        make_member(session, reader, partnership, Role.FACILITATOR)
        made = make_round(
            session,
            partnership,
            title="  Autumn\n2026 ",
            form="core",
            mode=Mode.CONFIDENTIAL,
            smallest_group=6,
            small_partnership=True,
            first_comparison=Breakdown.PARTNER,
            invited=40,
            reader_id=reader.id,
        )
    with database.reading() as session:
        facts = rounds.facts(session, made.id)
        assert rounds.by_open_code(session, made.open_code) == facts
    assert (facts.title, facts.form, facts.mode, facts.smallest_group) == (
        "Autumn 2026",
        "core",
        Mode.CONFIDENTIAL,
        6,
    )
    assert (facts.small_partnership, facts.first_comparison, facts.invited) == (True, Breakdown.PARTNER, 40)
    assert (facts.partnership, facts.partnership_public_id) == (
        "Riverside Partnership",
        partnership.public_id,
    )
    assert facts.reader == Reader(account_id=reader.id, name="Fay Facilitator", role=Role.FACILITATOR)
    assert (facts.public_id, facts.is_signed) == (made.public_id, False)


@pytest.mark.parametrize("what", ["left", "less", "disabled"])
def test_a_reader_who_reads_no_more_is_nobody(database, what):
    with database.writing() as session:
        partnership = make_partnership(session)
        reader = make_account(session)
        make_member(session, reader, partnership)
        made = make_round(session, partnership, reader_id=reader.id)
        assert rounds.facts(session, made.id).reader is not None
        if what == "disabled":
            reader.disabled_at = NOW
        session.flush()
        session.execute(
            delete(Membership)
            if what == "left"
            else update(Membership).values(role="member" if what == "less" else "lead")
        )
    with database.reading() as session:
        assert rounds.facts(session, made.id).reader is None


def test_an_open_round_hides_nothing(database):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        assert (made.smallest_group, rounds.facts(session, made.id).is_signed) == (1, True)


def test_a_promise_that_cannot_hide_anyone_is_refused(database):
    with database.writing() as session, pytest.raises(PetError, match="cannot hide anyone"):
        make_round(session, smallest_group=2)


def test_everything_wrong_with_a_round_is_listed(database):
    with database.writing() as session:
        stranger = make_account(session)
        with pytest.raises(InvalidInputError) as refused:
            make_round(
                session,
                title=" ",
                form="short",
                invited=0,
                first_comparison=Breakdown.LEADS,
                reader_id=stranger.id,
                opens_at=NOW,
                closes_at=NOW,
            )
    assert [str(problem) for problem in refused.value.problems] == [
        "title: Give a title, such as “Autumn 2026”.",
        "closing date: The round must close after it opens.",
        "people asked: Give the number of people who are asked, or leave it empty.",
        "first comparison: Choose roles or partners.",
        "form: This framework has no such form.",
        "reader of comments: The reader must be a lead or facilitator of this partnership.",
    ]


def test_a_member_cannot_be_the_reader_and_a_lead_of_another_partnership_neither(database):
    with database.writing() as session:
        here, there = make_partnership(session, "Here"), make_partnership(session, "There")
        somebody = make_account(session)
        make_member(session, somebody, here, Role.MEMBER)
        make_member(session, somebody, there, Role.LEAD)
        make_round(session, there, reader_id=somebody.id)
        with pytest.raises(InvalidInputError, match="The reader must be"):
            make_round(session, here, reader_id=somebody.id)


def test_a_round_needs_its_framework(database):
    with database.writing() as session, pytest.raises(PetError, match="not here any more"):
        make_round(session, framework_version_id=999)


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (timedelta(days=-1, microseconds=-1), Phase.EARLY),
        (timedelta(days=-1), Phase.ACCEPTING),
        (timedelta(days=14, microseconds=-1), Phase.ACCEPTING),
        (timedelta(days=14), Phase.OVER),
    ],
)
def test_an_open_round_takes_answers_from_its_first_moment_until_before_its_last(database, moment, phase):
    with database.writing() as session:
        facts = rounds.facts(session, make_round(session).id)
    assert facts.phase(NOW + moment) is phase
    assert facts.accepts(NOW + moment) is (phase is Phase.ACCEPTING)


def test_a_draft_takes_no_answers_and_has_no_link(database):
    with database.writing() as session:
        draft = make_round(session, state="draft")
        assert draft.open_code is None
        facts = rounds.facts(session, draft.id)
        assert facts.phase(NOW) is Phase.DRAFT
        with pytest.raises(rounds.NotAcceptingError, match="not started yet"):
            facts.must_accept(NOW)


def test_opening_gives_each_round_a_long_random_link_once(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        codes = [make_round(session, partnership).open_code for _ in range(2)]
        assert (len(set(codes)), {len(code) for code in codes}) == (2, {43})
        made = make_round(session, partnership)
        with pytest.raises(PetError, match="opened before"):
            rounds.open_(session, round_id=made.id)


@pytest.mark.parametrize("code", ["", "x" * 43, "x" * 44, "a\x00b", "\ud800", "é", "a/b"])
def test_a_wrong_open_code_leads_nowhere_on_both_engines(database, code):
    with database.writing() as session:
        make_round(session)
        assert rounds.by_open_code(session, code) is None


def test_progress_of_a_confidential_round_is_told_by_partner(database):
    with database.writing() as session:
        made = make_round(session, invited=9)
        partners = {one.name: one.id for one in responses.choices(session, made.id).partners}
        make_answered(session, made, [("Ash School", None, 4), ("Ash School", None, 2), (None, None, 3)])
        make_response(session, made, partner="Cedar School")
        make_round(session, partnership_id=made.partnership_id, title="Another")
    with database.reading() as session:
        assert rounds.progress(session, made.id) == Progress(
            started=1,
            submitted=3,
            invited=9,
            by_partner=(
                PartnerProgress(partner_id=partners["Ash School"], name="Ash School", started=0, submitted=2),
                PartnerProgress(
                    partner_id=partners["Beech School"], name="Beech School", started=0, submitted=0
                ),
                PartnerProgress(
                    partner_id=partners["Cedar School"], name="Cedar School", started=1, submitted=0
                ),
                PartnerProgress(partner_id=None, name="", started=0, submitted=1),
            ),
        )


def test_progress_of_an_anonymous_round_is_totals_only(database):
    with database.writing() as session:
        made = make_round(session, mode=Mode.ANONYMOUS, asks=Asks.NOBODY)
        make_answered(session, made, [(None, None, 4), (None, None, 2)])
        make_response(session, made)
    with database.reading() as session:
        assert rounds.progress(session, made.id) == Progress(
            started=1, submitted=2, invited=None, by_partner=None
        )


def test_after_the_close_a_withdrawal_changes_no_number(database):
    with database.writing() as session:
        made = make_round(session, invited=9)
        people = [("Ash School", None, 4), ("Beech School", None, 2), (None, None, 3)]
        sent = make_answered(session, made, people, words={"comment:c1.a1.t1": "It helps."})
        unsent = make_response(session, made, partner="Cedar School")
        running = (rounds.progress(session, made.id), overview.of_round(session, made.id))
        rounds.close(session, round_id=made.id, now=NOW)
        closed = (rounds.progress(session, made.id), overview.of_round(session, made.id))
        for one in (*sent, unsent):
            responses.withdraw(session, response_id=one.response_id)
    assert closed[0] == running[0]
    assert (closed[1].sent, closed[1].comments) == (running[1].sent, running[1].comments) == (3, 3)
    with database.reading() as session:
        assert rounds.progress(session, made.id) == closed[0]
        assert overview.of_round(session, made.id) == closed[1]
        assert overview.of_partnership(session, made.partnership_id, drafts=False) == (closed[1],)


def test_closing_forgets_sessions_that_are_over(database):
    with database.writing() as session:
        made = make_round(session)
        started = make_response(session, made)
        sessions.open_for_response(session, started.response_id, now=NOW)
    with database.writing() as session:
        rounds.close(session, round_id=made.id, now=NOW + timedelta(minutes=61))
        assert session.scalars(select(WebSession)).all() == []


@pytest.mark.parametrize("partners", [(), ("Ash School",)])
def test_a_signed_round_needs_two_partners(database, partners):
    with database.writing() as session:
        partnership = make_partnership(session, partners=partners)
        with pytest.raises(PetError, match="at least two partners"):
            make_round(session, partnership, mode=Mode.OPEN)
        draft = make_round(session, partnership, state="draft")
        draft.mode, draft.smallest_group = Mode.OPEN.value, 1
        with pytest.raises(PetError, match="at least two partners"):
            rounds.open_(session, round_id=draft.id)
        session.rollback()


def test_an_anonymous_round_by_a_link_keeps_neither_partner_nor_role(database):
    with database.writing() as session:
        with pytest.raises(PetError, match="nobody knows how many will come"):
            make_round(session, mode=Mode.ANONYMOUS)
        assert make_round(session, mode=Mode.ANONYMOUS, asks=Asks.NOBODY).state == "open"
        with pytest.raises(PetError, match="at least ten people"):
            make_round(session, mode=Mode.ANONYMOUS, asks=Asks.NOBODY, invited=9)


def test_closing_stores_what_came_out_and_ends_answering(database):
    with database.writing() as session:
        made = make_round(session)
        started = make_answered(session, made, [("Ash School", None, 4)])[0]
    with database.writing() as session:
        rounds.close(session, round_id=made.id, now=NOW)
    with database.writing() as session:
        facts = rounds.facts(session, made.id)
        assert (facts.phase(NOW), facts.closed_at) == (Phase.CLOSED, NOW)
        stored = select(func.count()).select_from(StoredResult).where(StoredResult.round_id == made.id)
        assert session.scalar(stored) == 1
        with pytest.raises(rounds.NotAcceptingError, match="closed"):
            answer(session, started, 5)
        with pytest.raises(rounds.NotAcceptingError, match="closed"):
            responses.start(session, round_id=made.id, now=NOW)
        rounds.close(session, round_id=made.id, now=NOW + timedelta(days=1))
        assert rounds.facts(session, made.id).closed_at == NOW


def test_releasing_comes_after_closing_and_once(database):
    with database.writing() as session:
        made = make_round(session)
        make_answered(session, made, [("Ash School", None, 4)])
        with pytest.raises(PetError, match="Only a closed round"):
            rounds.release(session, round_id=made.id, now=NOW)
        rounds.close(session, round_id=made.id, now=NOW)
        assert session.scalar(select(func.count()).select_from(Operation)) == 1
        rounds.release(session, round_id=made.id, now=NOW + timedelta(days=1))
        facts = rounds.facts(session, made.id)
        assert (facts.phase(NOW), facts.released_at) == (Phase.RELEASED, NOW + timedelta(days=1))
        assert session.scalar(select(func.count()).select_from(Operation)) == 0
        rounds.release(session, round_id=made.id, now=NOW + timedelta(days=2))
        rounds.close(session, round_id=made.id, now=NOW + timedelta(days=2))
        assert rounds.facts(session, made.id) == facts


def test_a_draft_cannot_be_closed(database):
    with database.writing() as session:
        draft = make_round(session, state="draft")
        with pytest.raises(PetError, match="Only an open round"):
            rounds.close(session, round_id=draft.id, now=NOW)


@pytest.mark.parametrize("act", [rounds.facts, rounds.progress])
def test_a_round_that_is_not_there_is_said(database, act):
    with database.reading() as session, pytest.raises(PetError, match="There is no such round"):
        act(session, 1)
