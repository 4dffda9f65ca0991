"""A round brought to another server: its pages work there, it can be followed, and twice is once."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from pet.access.actor import Role, State
from pet.db.models import Action, Partner, Partnership, Production, Round
from pet.errors import PetError
from pet.exports import archive
from pet.exports.archive import Archive
from pet.exports.zipped import unpack
from pet.services import archives, audit, partnerships, progress, records, results, rounds
from pet.services.rounds import Phase
from tests.support import records as invented
from tests.support.factories import NOW, make_account, make_answered, make_member, make_round
from tests.support.released import over, varied

LATER = NOW.replace(year=NOW.year + 2)


def packed(record, identity="a" * 64):
    """What reading an archive of this record gives."""
    return Archive(record=record, page="a4", language="en", program="0", files={}, identity=identity)


def bring(database, record, name="", now=LATER, **fields):
    with database.writing() as session:
        return archives.bring_in(session, packed(record, **fields), partnership=name, now=now)


def row(database, brought):
    with database.reading() as session:
        return session.scalars(select(Round).where(Round.public_id == brought.round_id)).one()


@pytest.mark.parametrize("name", ["riverside", "harbour", "four_heads", "core", "too_few"])
def test_the_record_there_is_the_record_here(database, name):
    record = getattr(invented, name)()
    brought = bring(database, record, "Somewhere else")
    assert (brought.is_new, brought.made_partnership, brought.partnership) == (True, True, "Somewhere else")
    kept = row(database, brought)
    with database.reading() as session:
        there = records.of_round(session, kept.id, now=LATER)
        document = results.document(session, kept.id)
    # As of when actions are told goes on with the calendar; what became of earlier ones is of the round before.
    here = replace(record, partnership="Somewhere else", as_of=there.as_of, became=(), became_of="")
    assert there == here
    assert not record.actions or there.as_of >= record.as_of
    assert document == archive.makers.result_document(record.computed)


def test_it_comes_closed_and_its_leads_release_it(database):
    brought = bring(database, invented.four_heads(), "Valley")
    kept = row(database, brought)
    assert (kept.state, kept.released_at, kept.imported_sha256) == (State.CLOSED, None, "a" * 64)
    with database.writing() as session:
        facts = rounds.facts(session, kept.id)
        assert facts.phase(LATER) is Phase.CLOSED
        assert not facts.waits_for_reader
        assert rounds.progress(session, kept.id).submitted == invented.four_heads().computed.respondents
        results.show_comments(session, round_id=kept.id, now=LATER)
        assert rounds.release(session, round_id=kept.id, now=LATER).state == State.RELEASED
        whole = results.stored(session, kept.id).result
    assert whole == invented.four_heads().result


def test_the_same_archive_twice_changes_nothing(database):
    first = bring(database, invented.harbour())
    again = bring(database, invented.harbour(), now=LATER + timedelta(days=1))
    assert (again.round_id, again.is_new, again.made_partnership) == (first.round_id, False, False)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Round)) == 1
        assert session.scalar(select(func.count()).select_from(Action)) == 2
        home = session.scalars(select(Partnership)).one()
        acts = [event.act for event in audit.page(session, audit.chain_of(session, home.id)).events]
    assert acts == ["import_round", "create_partnership"]


def test_a_round_does_not_come_to_lie_beside_itself(database):
    with database.writing() as session:
        held = over(session, varied(24))
    with database.reading() as session:
        record = records.of_round(session, held.round_id, now=LATER)
    with pytest.raises(PetError, match="This round was held here: “Autumn 2026” in “Riverside Partnership”"):
        bring(database, record)
    # What was noted since makes it no other round.
    with pytest.raises(PetError, match="This round was held here"):
        bring(database, replace(record, talk_note="We have met."), identity="b" * 64)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Round)) == 1
        acts = audit.page(session, audit.chain_of(session, session.scalars(select(Partnership.id)).one()))
        assert "import_round" not in [event.act for event in acts.events]
    assert bring(database, record, "Far away").is_new


def test_the_same_round_on_other_paper_or_by_a_later_pet_is_one_round(database):
    made = [archive.write(invented.too_few(), page=page) for page in ("a4", "letter")]
    files = unpack(made[0])
    manifest = json.loads(files[archive.MANIFEST]) | {"program": "99.0"}
    made.append(archive.pack({**files, archive.MANIFEST: json.dumps(manifest).encode()}))
    assert len(set(made)) == 3
    with database.writing() as session:
        found = [
            archives.bring_in(session, archive.read(data), partnership="Valley", now=LATER) for data in made
        ]
    assert len({brought.round_id for brought in found}) == 1
    assert [brought.is_new for brought in found] == [True, False, False]
    other = archive.read(archive.write(replace(invented.too_few(), talk_note="We have met.")))
    with database.writing() as session:
        assert archives.bring_in(session, other, partnership="Valley", now=LATER).is_new


def test_partners_whose_names_read_alike_are_one(database):
    record = invented.four_heads()
    action = replace(record.actions[0], partner="UPPER DALE  PRIMARY")
    bring(database, replace(record, actions=(action,)), "Valley")
    with database.reading() as session:
        names = session.scalars(select(Partner.name)).all()
    assert "Upper Dale Primary" in names
    assert len(names) == 4


def test_a_partnership_that_is_there_keeps_its_lead_and_its_partners(database):
    with database.writing() as session:
        home = partnerships.create(session, name="Valley", partners=["Upper  dale primary"], now=NOW)
        lead = make_account(session, email="lead@example.org")
        make_member(session, lead, home, Role.LEAD)
    brought = bring(database, invented.four_heads(), "Valley")
    assert not brought.made_partnership
    with database.reading() as session:
        assert session.scalars(select(Partner.name)).all() == ["Upper dale primary"]
        [action] = session.scalars(select(Action)).all()
        assert action.partner_id is not None
        assert not action.reminders


def test_a_partner_that_is_not_known_stays_in_words(database):
    with database.writing() as session:
        partnerships.create(session, name="Valley", partners=["Ash"], now=NOW)
    bring(database, invented.four_heads(), "Valley")
    with database.reading() as session:
        [action] = session.scalars(select(Action)).all()
    assert (action.partner_id, action.owner) == (None, "Ada Dale, Upper Dale Primary")


def test_what_was_agreed_before_hangs_on_the_round_before_once_that_was_brought_in(database):
    record = invented.riverside()
    before = replace(
        invented.core(), title=record.became_of, actions=record.became, partnership=record.partnership
    )
    first = bring(database, before, identity="b" * 64)
    second = bring(database, record)
    kept = row(database, second)
    assert kept.follows_id == row(database, first).id
    with database.reading() as session:
        there = records.of_round(session, kept.id, now=LATER)
    assert [action.what for action in there.became] == [action.what for action in record.became]


def test_the_day_of_the_conversation_counts_even_if_nothing_else_was_written_down(database):
    met = date(2026, 11, 10)
    record = replace(invented.core(), actions=(), met_on=met, talk_note="We saw more.")
    kept = row(database, bring(database, record, "Valley"))
    with database.reading() as session:
        there = records.of_round(session, kept.id, now=LATER)
    assert (there.has_met, there.as_of) == (True, met)


def test_who_leads_one_partner_sees_the_sums_that_came_along(database):
    kept = row(database, bring(database, invented.riverside()))
    with database.reading() as session:
        partner = session.scalars(
            select(Partner.id).where(Partner.partnership_id == kept.partnership_id)
        ).first()
        everybody, own = (progress.of_round(session, kept, partner_id=one) for one in (None, partner))
    assert own == everybody
    assert (own.submitted, own.of_partner, own.by_partner) == (54, False, None)


def test_the_next_round_is_set_beside_it(database):
    brought = bring(database, invented.harbour(), "Harbour")
    kept = row(database, brought)
    with database.writing() as session:
        home = session.scalars(select(Partnership)).one()
        source = invented.harbour().source.encode()
        made = make_round(session, home, source=source, state="open", follows=kept.id, form="pulse")
        make_answered(session, made, [(None, None, 4)] * 8)
        rounds.close(session, round_id=made.id, now=NOW)
        change = results.stored(session, made.id).result.change
    assert change is not None


def test_files_that_most_people_want_are_asked_for(database):
    bring(database, invented.harbour())
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Production)) == 3


def test_days_that_are_not_known_or_lie_ahead_do_no_harm(database):
    bare = replace(invented.harbour(), opened_on=None, closed_on=None, as_of=None)
    kept = row(database, bring(database, bare))
    assert kept.opens_at < kept.closes_at <= LATER
    ahead = replace(invented.harbour(), opened_on=date(2190, 1, 1), closed_on=date(2199, 1, 1))
    kept = row(database, bring(database, ahead, identity="c" * 64))
    assert kept.opens_at < kept.closes_at
    assert kept.closed_at <= LATER


@pytest.mark.parametrize(
    ("zone", "day", "opened"),
    [
        ("America/Santiago", date(2026, 9, 6), datetime(2026, 9, 6, 4, tzinfo=UTC)),  # no midnight
        ("Pacific/Apia", date(2011, 12, 30), datetime(2011, 12, 30, 10, tzinfo=UTC)),  # nothing of it
        ("Europe/London", date(2026, 9, 6), datetime(2026, 9, 5, 23, tzinfo=UTC)),
    ],
)
def test_days_on_which_clocks_are_changed_do_no_harm(database, zone, day, opened):
    with database.writing() as session:
        partnerships.create(session, name="Far away", now=NOW).time_zone = zone
    now = opened + timedelta(minutes=30)
    record = replace(invented.harbour(), opened_on=day, closed_on=day, as_of=day)
    kept = row(database, bring(database, record, "Far away", now=now))
    assert kept.opens_at == opened
    assert kept.opens_at < kept.closes_at == kept.closed_at <= now
    later = row(database, bring(database, record, "Far away", now=LATER, identity="d" * 64))
    assert later.closed_at > opened + timedelta(hours=22)


def test_a_round_that_came_within_a_minute_of_midnight_is_not_closed_ahead(database):
    now = LATER.replace(hour=0, minute=0, second=20, microsecond=0)
    record = replace(invented.harbour(), opened_on=now.date(), closed_on=now.date(), as_of=None)
    kept = row(database, bring(database, record, now=now))
    assert kept.opens_at < kept.closed_at <= now


def test_what_cannot_be_kept_is_refused_in_a_sentence(database):
    with pytest.raises(PetError, match="names no partnership"):
        bring(database, replace(invented.harbour(), partnership=""))
    with database.writing() as session:
        for _ in range(2):
            partnerships.create(session, name="Twins", now=NOW)
    with pytest.raises(PetError, match="Several partnerships"):
        bring(database, invented.harbour(), "Twins")
