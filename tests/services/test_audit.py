"""The log of a partnership and of the site: added to, read, and found out where somebody changed it."""

import hashlib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from pet.db.models import AuditEvent
from pet.db.session import Database
from pet.services import audit, audit_checks
from pet.services.audit import PET, SITE, Act, By
from tests.support.factories import NOW, make_partnership

ADA = By(account_id=7, name="Ada Lead")
PATIENCE_SECONDS = 20


@pytest.fixture
def partnership(database):
    """A partnership with an empty log."""
    with database.writing() as db:
        row = make_partnership(db)
        db.connection().execute(delete(AuditEvent))
        return row


@pytest.fixture
def chain(partnership):
    return partnership.public_id


def note(database, partnership, times=3):
    for number in range(times):
        with database.writing() as db:
            audit.note(
                db,
                ADA if number % 2 == 0 else PET,
                Act.REMIND,
                partnership_id=partnership.id if partnership else None,
                about={"count": number, "round": "Autumn – “Zusammen” 🤝", "partners": ["Ash", "Beech"]},
                now=NOW + timedelta(minutes=number, microseconds=number),
            )


def verdict(database, chain, heads=()):
    with database.reading() as db:
        return audit_checks.verify(db, chain, heads=heads)


def test_an_event_says_who_did_what_when_and_with_what(database, partnership, chain):
    note(database, partnership)
    with database.reading() as db:
        page = audit.page(db, chain)
    assert page.total == 3
    assert [(event.number, event.who, event.act) for event in page.events] == [
        (3, "Ada Lead", "remind"),
        (2, "PET", "remind"),
        (1, "Ada Lead", "remind"),
    ]
    assert page.events[0].about == {
        "count": 2,
        "round": "Autumn – “Zusammen” 🤝",
        "partners": ["Ash", "Beech"],
    }
    assert page.events[0].at == NOW + timedelta(minutes=2, microseconds=2)


def test_a_long_log_comes_in_pages(database, partnership, chain, monkeypatch):
    monkeypatch.setattr(audit, "ROWS_PER_PAGE", 2)
    note(database, partnership)
    with database.reading() as db:
        pages = [[event.number for event in audit.page(db, chain, number=n).events] for n in (0, 1, 2, 3)]
    assert pages == [[3, 2], [3, 2], [1], []]


def test_an_untouched_log_is_whole(database, partnership, chain):
    note(database, partnership)
    found = verdict(database, chain)
    assert (found.is_whole, found.events, len(found.head)) == (True, 3, 64)
    assert verdict(database, "nobody").is_whole


def test_partnerships_and_the_site_have_logs_of_their_own(database, partnership, chain):
    note(database, partnership, 2)
    note(database, None, 1)
    with database.writing() as db:
        other = make_partnership(db, "Another")
        db.connection().execute(delete(AuditEvent).where(AuditEvent.chain == other.public_id))
    note(database, other, 1)
    with database.reading() as db:
        assert audit_checks.chains(db) == (SITE, *sorted((chain, other.public_id)))
    assert [verdict(database, one).events for one in (SITE, chain, other.public_id)] == [1, 2, 1]


def of(number):
    return AuditEvent.number == number


def change(number, **values):
    return lambda db: db.connection().execute(update(AuditEvent).where(of(number)).values(**values))


def take_out(number):
    def act(db):
        db.connection().execute(delete(AuditEvent).where(of(number)))
        for later in range(number + 1, 6):
            db.connection().execute(update(AuditEvent).where(of(later)).values(number=later - 1))

    return act


def put_in(db):
    """A forged event in between, sealed as PET would, with the later ones moved on."""
    rows = db.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    forged = AuditEvent(
        **{
            name: getattr(rows[1], name)
            for name in ("partnership_id", "chain", "at", "account_id", "who", "about")
        },
        number=3,
        act="close_round",
        before=rows[1].sha256,
    )
    forged.sha256 = audit.seal(forged)
    values = {
        column.name: getattr(forged, column.name)
        for column in AuditEvent.__table__.columns
        if column.name != "id"
    }
    for row in reversed(rows[2:]):
        db.connection().execute(update(AuditEvent).where(of(row.number)).values(number=row.number + 1))
    db.connection().execute(insert(AuditEvent).values(values))


def reseal(db):
    """An event that was changed and sealed anew, as PET would."""
    row = db.scalars(select(AuditEvent).where(of(2))).one()
    forged = AuditEvent(
        **{
            name: getattr(row, name)
            for name in ("chain", "number", "at", "account_id", "act", "about", "before")
        },
        who="Nobody",
    )
    change(2, who="Nobody", sha256=audit.seal(forged))(db)


def swap(db):
    for number, place in ((2, 90), (3, 2), (90, 3)):
        db.connection().execute(update(AuditEvent).where(of(number)).values(number=place))


@pytest.mark.parametrize(
    ("forge", "where"),
    [
        (change(2, who="Nobody"), 2),
        (change(3, account_id=9), 3),
        (change(1, act="close_round"), 1),
        (change(4, about={"count": 99}), 4),
        (change(5, at=NOW), 5),
        (change(2, chain="elsewhere"), 2),
        (change(2, before="0" * 64), 2),
        (change(3, sha256=hashlib.sha256(b"x").hexdigest()), 3),
        (take_out(1), 1),
        (take_out(3), 3),
        (put_in, 4),
        (swap, 2),
        (reseal, 3),
    ],
    ids=[
        *("who", "account", "act", "about", "time", "moved away", "before", "seal"),
        *("first taken out", "one taken out", "one put in", "two exchanged", "resealed"),
    ],
)
def test_what_was_changed_taken_out_or_put_in_is_found(database, partnership, chain, forge, where):
    note(database, partnership, 5)
    with database.writing() as db:
        forge(db)
    assert verdict(database, chain).wrong == where


def test_what_was_cut_off_is_found_by_who_wrote_the_last_seal_down(database, partnership, chain):
    note(database, partnership, 4)
    head = verdict(database, chain).head
    note(database, partnership, 1)
    assert verdict(database, chain, [head]).seen == {head}
    with database.writing() as db:
        db.connection().execute(delete(AuditEvent).where(AuditEvent.number >= 4))
    assert (verdict(database, chain, [head]).wrong, verdict(database, chain, [head]).seen) == (None, set())


def test_several_at_once_wait_for_each_other(database, partnership, chain):
    """Each writer notes, and stays until another has tried to: numbers and seals must follow one another."""
    barrier = Barrier(4)

    def write():
        own = Database(database.url)
        try:
            barrier.wait(PATIENCE_SECONDS)
            for _time in range(5):
                with own.writing() as db:
                    audit.note(db, ADA, Act.REMIND, partnership_id=partnership.id, now=NOW)
                    if own.engine.dialect.name == "postgresql":
                        db.execute(text("SELECT pg_sleep(0.005)"))
        except Exception as error:  # noqa: BLE001 -- said by the test
            faults.append(error)
        finally:
            own.close()

    faults = []
    writers = [Thread(target=write) for _writer in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join(PATIENCE_SECONDS)
    assert faults == []
    found = verdict(database, chain)
    assert (found.is_whole, found.events) == (True, 20)


def test_an_act_that_fails_is_not_in_the_log(database, partnership, chain):
    def fail():
        with database.writing() as db:
            audit.note(db, ADA, Act.REMIND, partnership_id=partnership.id, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as db:
        assert db.scalar(select(func.count()).where(AuditEvent.chain == chain)) == 0


@pytest.mark.parametrize("act", Act, ids=str)
def test_the_name_of_every_act_fits(act):
    assert len(act.value) <= AuditEvent.__table__.columns["act"].type.length
