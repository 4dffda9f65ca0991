"""A partnership that is deleted: for fourteen days it can be kept, then nothing of it is left."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.access.actor import Actor, Role
from pet.db.engine import sqlite_file
from pet.db.models import METADATA, Letter, Partnership, Round
from pet.errors import PetError
from pet.services import audit, audit_checks, deleting, home, invited, rounds_reading
from pet.services.audit import SITE, Act, By
from pet.services.deleting import UNDO
from tests.support import by_letter
from tests.support.factories import (
    NOW,
    answer,
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)

ADA = By(account_id=1, name="Ada Lead")
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def partnership(database):
    """A partnership with a lead, a round and an answer with words that are nowhere else."""
    with database.writing() as db:
        row = make_partnership(db, "Riverside")
        make_member(db, make_account(db), row)
        started = make_response(db, make_round(db, row), partner="Ash School", role="head")
        answer(db, started, 4, {"open:purpose": "Marmalade on Thursdays"})
        return row.id


def acts(database, chain):
    with database.reading() as db:
        return [Act(event.act) for event in audit.page(db, chain).events]


def chain_of(database, partnership_id):
    with database.reading() as db:
        return audit.chain_of(db, partnership_id)


def mark(database, partnership_id, now=NOW):
    with database.writing() as db:
        deleting.mark(db, partnership_id=partnership_id, by=ADA, now=now)


def sweep(database, now):
    with database.writing() as db:
        return deleting.sweep(db, now=now)


def test_what_goes_is_said_before(database, partnership):
    with database.reading() as db:
        going = deleting.what_goes(db, partnership)
    assert (going.name, going.partners, going.people, going.rounds, going.until) == (
        *("Riverside", 3, 0, 1),
        None,
    )


def test_deleting_is_noted_in_both_logs_and_twice_is_once(database, partnership):
    mark(database, partnership)
    mark(database, partnership, NOW + timedelta(days=3))
    with database.reading() as db:
        assert deleting.what_goes(db, partnership).until == NOW + UNDO
    assert acts(database, chain_of(database, partnership))[0] is Act.DELETE_PARTNERSHIP
    assert acts(database, chain_of(database, partnership)).count(Act.DELETE_PARTNERSHIP) == 1
    assert acts(database, SITE) == [Act.DELETE_PARTNERSHIP]


def test_it_is_kept_after_all(database, partnership):
    mark(database, partnership)
    for _time in range(2):
        with database.writing() as db:
            deleting.keep(db, partnership_id=partnership, by=ADA, now=NOW)
    with database.reading() as db:
        assert deleting.deleted(db) == ()
    assert sweep(database, NOW + 2 * UNDO) == 0
    assert acts(database, SITE) == [Act.KEEP_PARTNERSHIP, Act.DELETE_PARTNERSHIP]


def test_it_is_listed_for_its_leads_and_for_the_site(database, partnership):
    with database.writing() as db:
        row = db.get_one(Partnership, partnership)
        lead = make_account(db, "second@example.org")
        member, stranger = make_account(db, "m@example.org"), make_account(db, "s@example.org")
        make_member(db, lead, row, Role.LEAD)
        make_member(db, member, row, Role.MEMBER)
    mark(database, partnership)
    with database.reading() as db:
        names = [
            [one.name for one in deleting.deleted(db, account_id=account_id)]
            for account_id in (None, lead.id, member.id, stranger.id)
        ]
    assert names == [["Riverside"], ["Riverside"], [], []]


def test_its_links_open_nothing_and_letters_that_wait_are_taken_back(database, partnership):
    with database.writing() as db:
        row = by_letter.make_letters(db, partnership=db.get_one(Partnership, partnership), title="By letter")
        token = by_letter.token_of(db, row.id, "Ann")
        code = db.scalars(select(Round.open_code).where(Round.open_code.is_not(None))).one()
        assert (rounds_reading.by_open_code(db, code).title, bool(invited.of_token(db, token))) == (
            "Autumn 2026",
            True,
        )
    mark(database, partnership)
    with database.reading() as db:
        assert (rounds_reading.by_open_code(db, code), invited.of_token(db, token)) == (None, None)
        assert {(one.state, one.sealed) for one in db.scalars(select(Letter))} == {("cancelled", None)}


def test_it_is_in_no_list_any_more(database, partnership):
    with database.writing() as db:
        account = make_account(db, "second@example.org")
        make_member(db, account, db.get_one(Partnership, partnership), Role.LEAD)
    actor = Actor(account_id=account.id)
    with database.reading() as db:
        assert [one.name for one in home.partnerships_of(db, actor)] == ["Riverside"]
    mark(database, partnership)
    with database.reading() as db:
        assert home.partnerships_of(db, actor) == ()


def test_after_fourteen_days_nothing_is_left_but_the_log_of_the_site(database, partnership):
    mark(database, partnership)
    assert [
        sweep(database, NOW + UNDO - MOMENT),
        sweep(database, NOW + UNDO),
        sweep(database, NOW + UNDO),
    ] == [*(0, 1, 0)]
    with database.reading() as db:
        left = {
            name
            for name, table in METADATA.tables.items()
            if db.scalar(select(func.count()).select_from(table))
        }
        assert audit_checks.verify(db, SITE).is_whole
        assert [event.about["name"] for event in audit.page(db, SITE).events] == ["Riverside", "Riverside"]
    assert left == {"account", "audit_event", "framework_version"}
    assert acts(database, SITE) == [Act.REMOVE_PARTNERSHIP, Act.DELETE_PARTNERSHIP]
    if file := sqlite_file(database.engine):
        kept = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
        assert b"Marmalade" not in kept


def test_what_has_gone_cannot_be_kept(database, partnership):
    mark(database, partnership)
    sweep(database, NOW + UNDO)
    with pytest.raises(PetError, match="no such partnership"), database.writing() as db:
        deleting.keep(db, partnership_id=partnership, by=ADA, now=NOW)


@pytest.mark.engine("postgresql")
def test_two_machines_take_it_once(database, partnership, at_once):
    mark(database, partnership)

    def gone(session):
        return deleting.sweep(session, now=NOW + UNDO)

    _waited, one, two = at_once(gone, gone)
    assert sorted((one.result(), two.result())) == [0, 1]
    assert acts(database, SITE).count(Act.REMOVE_PARTNERSHIP) == 1
