"""Setting a round up: what is proposed, what is kept, what is fixed once it is launched, and taking a launch back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from pet.access.actor import Role, State
from pet.analysis.options import Breakdown, Mode, Weighting
from pet.db.models import (
    AuditEvent,
    FrameworkVersion,
    Invitation,
    Letter,
    Partner,
    Partnership,
    Person,
    Round,
)
from pet.errors import InvalidInputError, PetError
from pet.services import new_drafts, promises, responses, rounds, rounds_drafts
from pet.services.audit import PET
from pet.services.letters import Post
from pet.services.own_questions import OwnQuestion, Sort
from pet.services.promises import Asks, Promise
from tests.support.factories import (
    NOW,
    builtin_source,
    make_account,
    make_answered,
    make_member,
    make_partnership,
    make_round,
)

POST = Post(secret="of the tests, and long enough", base_url="http://localhost", can_send=True)  # noqa: S106 -- no secret
USUAL = Promise(mode=Mode.CONFIDENTIAL, smallest_group=5)


def make_people(session, partnership, number, *, address=True, roles=(None,)):
    ids = session.scalars(
        select(Partner.id).where(Partner.partnership_id == partnership.id).order_by(Partner.position)
    ).all()
    session.add_all(
        Person(
            partnership_id=partnership.id,
            partner_id=ids[n % len(ids)],
            name=f"Person {n}",
            email=f"person{n}@example.org" if address else None,
            role_id=roles[n // len(ids) % len(roles)],
            created_on=NOW.date(),
        )
        for n in range(number)
    )
    session.flush()


def begin(session, people=24, *, can_send=True, zone="Europe/London", roles=("teacher",)):
    partnership = make_partnership(session)
    partnership.kind, partnership.time_zone = "school_cluster", zone
    facilitator = make_account(session, "fay@example.org", "Fay Facilitator")
    make_member(session, facilitator, partnership, Role.FACILITATOR)
    make_people(session, partnership, people, roles=roles)
    return new_drafts.begin(session, partnership_id=partnership.id, by=PET, now=NOW, can_send=can_send)


def launch(session, row, now=NOW, post=POST):
    return rounds.launch(session, round_id=row.id, by=PET, now=now, post=post)


def test_a_draft_begins_with_what_suits_most(database):
    with database.writing() as session:
        row = begin(session)
        facts = rounds.facts(session, row.id)
        key = session.get_one(FrameworkVersion, row.framework_version_id).key
    assert (facts.title, key, facts.form, facts.mode) == (
        "October 2026",
        "school-partnerships",
        "core",
        Mode.CONFIDENTIAL,
    )
    assert (facts.way, facts.reminders, facts.closes_by_itself) == ("letters", (7, 2), True)
    assert (facts.smallest_group, facts.first_comparison, facts.weighting) == (
        5,
        Breakdown.ROLE,
        Weighting.PEOPLE,
    )
    assert (facts.reader.name, facts.state, facts.asks) == ("Fay Facilitator", State.DRAFT, "both")
    assert facts.opens_at == datetime(2026, 10, 6, 7, tzinfo=UTC)
    assert facts.closes_at == datetime(2026, 10, 20, 16, tzinfo=UTC)


def test_what_the_partnership_asked_last_is_proposed_with_its_own_version(database):
    second = (
        builtin_source()
        .replace(b"\nversion: 1\n", b"\nversion: 2\n")
        .replace(b"pupils gain", b"children gain")
    )
    with database.writing() as session:
        first = begin(session)
        launch(session, first)
        latest = make_round(
            session,
            session.get_one(Partnership, first.partnership_id),
            source=second,
            state="draft",
            opens_at=NOW + timedelta(days=30),
            closes_at=NOW + timedelta(days=40),
        )
        own = [OwnQuestion(sort=Sort.RATED, text="We start on time.")]
        rounds_drafts.set_questions(session, round_id=latest.id, questions=own, by=PET, now=NOW)
        assert chosen(session, latest) == [
            ("School partnerships", 1, True),
            ("School partnerships", 2, False),
        ]
        rounds.open_(session, round_id=latest.id)
        row = new_drafts.begin(session, partnership_id=first.partnership_id, by=PET, now=NOW, can_send=True)
        assert chosen(session, row) == [("School partnerships", 2, True), ("School partnerships", 1, False)]
        version = session.get_one(FrameworkVersion, row.framework_version_id)
        assert (version.version, version.key) == (2, "school-partnerships")
        key = next(one.key for one in rounds_drafts.framework_choices(session, row) if not one.is_proposed)
        rounds_drafts.set_asked(
            session, round_id=row.id, title="One", framework=key, form="full", by=PET, now=NOW
        )
        assert session.get_one(FrameworkVersion, row.framework_version_id).version == 1


def chosen(session, row):
    """Titled like school partnerships, in order: with version, and whether it is proposed."""
    return [
        (one.framework.title.to("en"), one.framework.version, one.is_proposed)
        for one in rounds_drafts.framework_choices(session, row)
        if one.framework.key == "school-partnerships"
    ]


def test_the_hour_stays_when_the_clocks_change_meanwhile(database):
    with database.writing() as session:
        row = begin(session)
        at = datetime(2026, 10, 20, 9, tzinfo=UTC)
        later = new_drafts.begin(session, partnership_id=row.partnership_id, by=PET, now=at, can_send=True)
    assert later.opens_at == datetime(2026, 10, 21, 7, tzinfo=UTC)
    assert later.closes_at == datetime(2026, 11, 4, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("people", "can_send", "way", "mode"),
    [
        (4, True, "letters", Mode.OPEN),
        (7, True, "letters", Mode.CONFIDENTIAL),
        (0, True, "link", Mode.CONFIDENTIAL),
        (24, False, "link", Mode.CONFIDENTIAL),
    ],
)
def test_what_is_proposed_suits_who_is_on_the_list(database, people, can_send, way, mode):
    with database.writing() as session:
        row = begin(session, people, can_send=can_send)
    assert (row.way, row.mode, row.smallest_group) == (way, mode, 1 if mode is Mode.OPEN else 5)


def test_nothing_is_begun_in_an_archived_partnership(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        partnership.archived_at = NOW
        with pytest.raises(PetError, match="archived"):
            new_drafts.begin(session, partnership_id=partnership.id, by=PET, now=NOW, can_send=True)


CHANGES = {
    "asked": lambda session, row: rounds_drafts.set_asked(
        session, round_id=row.id, title="Other", framework="outreach-hubs", form="full", by=PET, now=NOW
    ),
    "questions": lambda session, row: rounds_drafts.set_questions(
        session, round_id=row.id, questions=[OwnQuestion(sort=Sort.WORDS, text="Why?")], by=PET, now=NOW
    ),
    "promise": lambda session, row: rounds_drafts.set_promise(
        session,
        round_id=row.id,
        promise=Promise(
            mode=Mode.ANONYMOUS,
            smallest_group=3,
            first_comparison=Breakdown.PARTNER,
            weighting=Weighting.PARTNERS,
            asks=Asks.PARTNER,
        ),
        reader_id=None,
        follows_id=None,
        by=PET,
        now=NOW,
    ),
    "dates": lambda session, row: rounds_drafts.set_dates(
        session,
        round_id=row.id,
        opens_at=NOW,
        closes_at=NOW + timedelta(days=3),
        way="link",
        invited=30,
        closes_by_itself=False,
        reminders=[1],
        by=PET,
        now=NOW,
    ),
    "discard": lambda session, row: rounds_drafts.discard(session, round_id=row.id, by=PET, now=NOW),
}
FIELDS = (
    *("title", "form", "framework_version_id", "mode", "smallest_group", "small_partnership", "way", "asks"),
    *("first_comparison", "weighting", "reader_id", "follows_id", "opens_at", "closes_at", "invited"),
    *("closes_by_itself", "reminders"),
)


@pytest.mark.parametrize("what", [name for name in CHANGES if name != "discard"])
def test_a_draft_keeps_each_change_and_says_so_in_the_log(database, what):
    with database.writing() as session:
        row = begin(session)
        before = {field: getattr(row, field) for field in FIELDS}
        CHANGES[what](session, row)
        row_id = row.id
    with database.reading() as session:
        kept = session.get_one(Round, row_id)
        assert {field: getattr(kept, field) for field in FIELDS} != before
        assert session.scalars(select(AuditEvent.act)).all()[-1] == "edit_round"


def test_all_that_can_be_changed_is_changed_in_some_step(database):
    with database.writing() as session:
        row = begin(session)
        row.small_partnership, before = True, {}
        before = {field: getattr(row, field) for field in FIELDS}
        for name, change in CHANGES.items():
            if name != "discard":
                change(session, row)
        same = {field for field in FIELDS if getattr(row, field) == before[field]}
    assert same == {"follows_id"}


@pytest.mark.parametrize("state", ["open", "answered", "closed", "released"])
@pytest.mark.parametrize("what", list(CHANGES))
def test_once_it_is_launched_nothing_of_it_changes(database, what, state):
    with database.writing() as session:
        row = begin(session, can_send=False)
        row.opens_at = NOW
        launch(session, row)
        if state != "open":
            make_answered(session, row, [("Ash School", None, 4)])
        if state in ("closed", "released"):
            rounds.close(session, round_id=row.id, now=NOW)
        if state == "released":
            rounds.release(session, round_id=row.id, now=NOW)
        before = {field: getattr(row, field) for field in FIELDS}
        row_id = row.id
    with database.writing() as session:
        row = session.get_one(Round, row_id)
        with pytest.raises(PetError, match="is fixed"):
            CHANGES[what](session, row)
    with database.reading() as session:
        kept = session.get_one(Round, row_id)
        assert {field: getattr(kept, field) for field in FIELDS} == before


def test_a_change_and_a_launch_at_once_are_one_after_the_other(database, at_once):
    with database.writing() as session:
        row_id = begin(session).id

    def change(session):
        rounds_drafts.set_promise(
            session,
            round_id=row_id,
            promise=replace(USUAL, mode=Mode.OPEN, smallest_group=1),
            reader_id=None,
            follows_id=None,
            by=PET,
            now=NOW,
        )

    waited, first, second = at_once(lambda session: launch(session, session.get_one(Round, row_id)), change)
    assert waited
    first.result()
    with pytest.raises(PetError, match="is fixed"):
        second.result()
    with database.reading() as session:
        assert session.get_one(Round, row_id).mode == Mode.CONFIDENTIAL


# ---- The launch ----


def test_a_launch_by_letters_invites_everybody(database):
    with database.writing() as session:
        row = launch(session, begin(session))
        assert (row.state, row.launched_at, row.invited, row.open_code) == (State.OPEN, NOW, 24, None)
        assert session.scalar(select(func.count()).select_from(Invitation)) == 24
        [first] = session.scalars(select(Letter.next_at).distinct().order_by(Letter.next_at).limit(1))
        assert first == row.opens_at
        with pytest.raises(PetError, match="opened before"):
            launch(session, row)


def test_a_launch_by_link_makes_a_link_and_a_code_that_can_be_typed(database):
    with database.writing() as session:
        row = launch(session, begin(session, can_send=False), post=replace(POST, can_send=False))
        assert len(row.open_code) == 43
        assert len(row.short_code) == 8
        assert set(row.short_code) <= set("BCDFGHJKMNPQRSTVWXZ")
        assert (row.way, row.invited) == ("link", 24)
        assert session.scalar(select(func.count()).select_from(Letter)) == 0


def test_an_open_round_asks_as_many_as_it_has_partners(database):
    with database.writing() as session:
        row = begin(session, 4)
        assert launch(session, row).invited == 3


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda _session, row: setattr(row, "closes_at", row.opens_at + timedelta(minutes=1)), ""),
        (lambda session, row: _keep(session, row, 4), "With four people nobody is anonymous"),
        (lambda session, row: _keep(session, row, 0), "Nobody is on the list"),
    ],
)
def test_what_cannot_be_kept_is_not_launched(database, spoil, said):
    with database.writing() as session:
        row = begin(session)
        spoil(session, row)
        if said:
            with pytest.raises(PetError, match=said):
                launch(session, row)
        else:
            with pytest.raises(PetError, match="closing date is over"):
                launch(session, row, now=row.closes_at)
        assert session.scalar(select(func.count()).select_from(Letter)) == 0
        session.rollback()


def _keep(session, row, number):
    people = session.scalars(select(Person).where(Person.partnership_id == row.partnership_id)).all()
    for person in people[number:]:
        person.archived_at = NOW
    session.flush()


def test_an_anonymous_round_loses_what_too_few_share_before_it_is_launched(database):
    with database.writing() as session:
        row = begin(session, 30)
        set_promise(session, row, mode=Mode.ANONYMOUS, asks=Asks.BOTH)
        _keep(session, row, 14)
        with pytest.raises(PetError, match="Choose to ask less"):
            launch(session, row)
        session.rollback()


def set_promise(session, row, *, reader_id=None, follows_id=None, **fields):
    return rounds_drafts.set_promise(
        session,
        round_id=row.id,
        promise=replace(USUAL, **fields),
        reader_id=reader_id,
        follows_id=follows_id,
        by=PET,
        now=NOW,
    )


def test_a_reader_who_has_left_keeps_it_from_being_launched(database):
    with database.writing() as session:
        row = begin(session)
        row.reader_id = make_account(session, "gone@example.org").id
        with pytest.raises(InvalidInputError, match="reader"):
            launch(session, row)
        session.rollback()


def test_letters_need_a_site_that_sends_them(database):
    with database.writing() as session:
        row = begin(session)
        with pytest.raises(PetError, match="sends no letters"):
            launch(session, row, post=replace(POST, can_send=False))
        session.rollback()


def test_a_launch_can_be_taken_back_before_anybody_saw_it(database):
    with database.writing() as session:
        row = launch(session, begin(session))
        assert rounds.can_unlaunch(session, row.id)
        rounds.unlaunch(session, round_id=row.id, by=PET, now=NOW)
        assert (row.state, row.launched_at, row.open_code) == (State.DRAFT, None, None)
        for table in (Letter, Invitation):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert launch(session, row).invited == 24


def test_after_a_letter_or_an_answer_a_launch_cannot_be_taken_back(database):
    with database.writing() as session:
        by_letter = launch(session, begin(session))
        sent = session.scalars(select(Letter)).first()
        sent.state, sent.sealed, sent.finished_on = "sent", None, NOW.date()
        session.flush()
        assert not rounds.can_unlaunch(session, by_letter.id)
        with pytest.raises(PetError, match="letter has gone out"):
            rounds.unlaunch(session, round_id=by_letter.id, by=PET, now=NOW)
        session.rollback()
    with database.writing() as session:
        by_link = make_round(session)
        responses.start(session, round_id=by_link.id, now=NOW)
        assert not rounds.can_unlaunch(session, by_link.id)
        with pytest.raises(PetError, match="has started"):
            rounds.unlaunch(session, round_id=by_link.id, by=PET, now=NOW)
        rounds.close(session, round_id=by_link.id, now=NOW)
        with pytest.raises(PetError, match="not closed"):
            rounds.unlaunch(session, round_id=by_link.id, by=PET, now=NOW)


# ---- More time ----


@pytest.mark.parametrize(
    ("days", "said"),
    [(14, "later moment than the one people were told"), (13, "later moment than"), (-1, "is over")],
)
def test_more_time_is_later_than_what_people_were_told(database, days, said):
    with database.writing() as session:
        row = make_round(session)
        with pytest.raises(InvalidInputError, match=said):
            rounds.extend(session, round_id=row.id, closes_at=NOW + timedelta(days=days), by=PET, now=NOW)


def test_more_time_is_given_while_it_runs_and_also_once_the_date_has_passed(database):
    with database.writing() as session:
        row = make_round(session)
        late = row.closes_at + timedelta(days=1)
        rounds.extend(session, round_id=row.id, closes_at=late + timedelta(days=3), by=PET, now=late)
        assert rounds.facts(session, row.id).accepts(late)
        rounds.close(session, round_id=row.id, now=late)
        with pytest.raises(PetError, match="takes answers"):
            rounds.extend(session, round_id=row.id, closes_at=late + timedelta(days=9), by=PET, now=late)


# ---- The next round ----


def test_the_next_round_copies_the_choices_and_follows(database):
    with database.writing() as session:
        row = begin(session, can_send=False)
        CHANGES["questions"](session, row)
        set_promise(session, row, weighting=Weighting.PARTNERS, smallest_group=3)
        row.opens_at = NOW
        launch(session, row)
        rounds.close(session, round_id=row.id, now=row.closes_at)
        at = NOW + timedelta(days=300)
        copy = new_drafts.copy(session, round_id=row.id, by=PET, now=at, can_send=True)
        assert (copy.state, copy.follows_id, copy.launched_at, copy.title) == (
            State.DRAFT,
            row.id,
            None,
            "August 2027",
        )
        same = ("framework_version_id", "form", "mode", "smallest_group", "weighting", "asks")
        assert all(getattr(copy, field) == getattr(row, field) for field in same)
        assert copy.opens_at > at
        assert copy.closes_at - copy.opens_at == row.closes_at - row.opens_at
        assert copy.open_code is None


def test_a_copy_of_a_round_that_runs_follows_nothing_yet(database):
    with database.writing() as session:
        row = begin(session, can_send=False)
        launch(session, row)
        copy = new_drafts.copy(session, round_id=row.id, by=PET, now=NOW, can_send=True)
    assert copy.follows_id is None


def test_earlier_rounds_say_why_they_cannot_be_followed(database):
    with database.writing() as session:
        row = begin(session)
        partnership_id = row.partnership_id
        for title, fields in (("Plain", {}), ("Weighted", {"weighting": Weighting.PARTNERS})):
            earlier = make_round(session, partnership_id=partnership_id, title=title, **fields)
            rounds.close(session, round_id=earlier.id, now=NOW)
        make_round(session, partnership_id=partnership_id, title="Runs")
        found = {one.title: one for one in rounds_drafts.earlier_rounds(session, row)}
        assert set(found) == {"Plain", "Weighted"}
        assert found["Plain"].why_not == ""
        assert "every person counts the same" in found["Weighted"].why_not
        set_promise(session, row, follows_id=found["Plain"].id)
        with pytest.raises(InvalidInputError, match="cannot be compared"):
            set_promise(session, row, follows_id=found["Weighted"].id)
        session.rollback()


def test_a_draft_that_is_thrown_away_takes_its_copy_with_it(database):
    with database.writing() as session:
        row = begin(session)
        CHANGES["questions"](session, row)
        rounds_drafts.discard(session, round_id=row.id, by=PET, now=NOW)
        assert session.scalar(select(func.count()).select_from(Round)) == 0
        assert session.scalars(select(FrameworkVersion.key)).all() == ["school-partnerships"]


def test_a_promise_that_cannot_be_kept_is_not_kept_in_the_draft(database):
    with database.writing() as session:
        row = begin(session, 7)
        with pytest.raises(PetError, match="anonymous round needs at least ten"):
            set_promise(session, row, mode=Mode.ANONYMOUS, asks=Asks.NOBODY)
        with pytest.raises(PetError, match="cannot hide anyone"):
            set_promise(session, row, smallest_group=2)
        set_promise(session, row, small_partnership=True)
        assert row.small_partnership
        set_promise(session, row, mode=Mode.OPEN, small_partnership=True)
        assert (row.small_partnership, row.smallest_group) == (False, 1)
        assert promises.SMALLER_GROUP == 3
