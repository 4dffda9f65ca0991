"""What happens by the clock: once, whoever does it and whatever goes wrong, and nothing that is not due."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from sqlalchemy import func, select, update

from pet.access.actor import State
from pet.analysis.options import Mode
from pet.db.models import (
    AuditEvent,
    ImportBatch,
    Invitation,
    Letter,
    OneTimeLink,
    Partner,
    Partnership,
    Person,
    Round,
    StoredResult,
)
from pet.db.session import Database
from pet.services import deleting, rounds
from pet.services.acts import Act
from pet.services.audit import PET
from pet.services.clock import Ticked, tick
from pet.services.letters import LetterKind, Post
from tests.support.factories import NOW, make_account, make_answered, make_partnership, make_round

POST = Post(secret="of the tests, and long enough", base_url="http://localhost", can_send=True)  # noqa: S106 -- no secret
SILENT = Post(secret="of the tests, and long enough", base_url="http://localhost", can_send=False)  # noqa: S106 -- no secret
CLOSES = NOW + timedelta(days=14)


def make_launched(session, *, people=6, mode=Mode.CONFIDENTIAL, post=POST, **fields):
    """A round that people come to by letter."""
    partnership = make_partnership(session)
    ids = session.scalars(select(Partner.id).where(Partner.partnership_id == partnership.id)).all()
    session.add_all(
        Person(
            partnership_id=partnership.id,
            partner_id=ids[n % 3],
            name=f"Person {n}",
            email=f"person{n}@example.org",
            created_on=NOW.date(),
        )
        for n in range(people)
    )
    session.flush()
    draft = make_round(
        session,
        partnership,
        state="draft",
        way="letters",
        mode=mode,
        closes_by_itself=True,
        reminders=(7, 2),
        **{"closes_at": CLOSES, **fields},
    )
    return rounds.launch(session, round_id=draft.id, by=PET, now=NOW, post=post)


def letters_of(database, kind):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Letter).where(Letter.kind == kind.value))


def row_of(database, round_id):
    with database.reading() as session:
        return session.get_one(Round, round_id)


def acts(database, act):
    with database.reading() as session:
        query = select(func.count()).select_from(AuditEvent).where(AuditEvent.act == act.value)
        return session.scalar(query)


def test_a_round_closes_at_its_last_moment_and_not_before(database):
    with database.writing() as session:
        made = make_round(session, closes_by_itself=True)
        make_answered(session, made, [("Ash School", None, 4)] * 6)
    assert tick(database, now=CLOSES - timedelta(seconds=1), post=POST) == Ticked()
    assert row_of(database, made.id).state == State.OPEN
    assert tick(database, now=CLOSES, post=POST) == Ticked(closed=1)
    assert row_of(database, made.id).closed_at == CLOSES
    assert tick(database, now=CLOSES, post=POST) == Ticked()
    assert acts(database, Act.CLOSE_ROUND) == 1


def test_a_round_that_a_lead_closes_waits_for_them(database):
    with database.writing() as session:
        made = make_round(session)
    assert tick(database, now=CLOSES + timedelta(days=9), post=POST) == Ticked()
    assert row_of(database, made.id).state == State.OPEN


def test_a_round_of_a_partnership_that_is_to_be_deleted_is_left_alone(database):
    with database.writing() as session:
        made = make_launched(session)
        session.get_one(Partnership, made.partnership_id).deleted_at = NOW
    assert tick(database, now=CLOSES - timedelta(days=6), post=POST) == Ticked()
    assert tick(database, now=CLOSES - timedelta(days=1), post=POST) == Ticked()


def test_reminders_go_out_on_their_days_and_once(database):
    with database.writing() as session:
        made = make_launched(session)
    assert made.reminders == [7, 2]
    assert tick(database, now=CLOSES - timedelta(days=7, seconds=1), post=POST) == Ticked()
    assert tick(database, now=CLOSES - timedelta(days=7), post=POST) == Ticked(reminded=1)
    assert tick(database, now=CLOSES - timedelta(days=6), post=POST) == Ticked()
    assert (letters_of(database, LetterKind.REMINDER), row_of(database, made.id).reminders) == (6, [2])
    assert tick(database, now=CLOSES - timedelta(days=2), post=POST) == Ticked(reminded=1)
    assert (letters_of(database, LetterKind.REMINDER), row_of(database, made.id).reminders) == (6, [])
    assert letters_of(database, LetterKind.CLOSING) == 6
    assert tick(database, now=CLOSES - timedelta(hours=1), post=POST) == Ticked()


def test_a_worker_that_was_away_sends_one_reminder_for_all_that_were_due(database):
    with database.writing() as session:
        made = make_launched(session)
    assert tick(database, now=CLOSES - timedelta(hours=5), post=POST) == Ticked(reminded=1)
    assert (letters_of(database, LetterKind.CLOSING), row_of(database, made.id).reminders) == (6, [])
    assert letters_of(database, LetterKind.REMINDER) == 0


def test_a_site_that_sends_no_letters_keeps_the_days(database):
    with database.writing() as session:
        made = make_launched(session)
    assert tick(database, now=CLOSES - timedelta(days=7), post=SILENT) == Ticked()
    assert row_of(database, made.id).reminders == [7, 2]


def test_more_time_moves_the_reminders_with_it(database):
    with database.writing() as session:
        made = make_launched(session)
    tick(database, now=CLOSES - timedelta(days=7), post=POST)
    with database.writing() as session:
        later = CLOSES + timedelta(days=14)
        at = CLOSES - timedelta(days=6)
        rounds.extend(session, round_id=made.id, closes_at=later, by=PET, now=at)
    assert tick(database, now=CLOSES, post=POST) == Ticked()
    assert tick(database, now=later - timedelta(days=2), post=POST) == Ticked(reminded=1)
    assert tick(database, now=later, post=POST) == Ticked(closed=1)


def test_two_workers_at_once_do_everything_once(database):
    with database.writing() as session:
        first = make_launched(session)
        second = make_round(session, closes_by_itself=True, closes_at=CLOSES - timedelta(days=8))
    at = CLOSES - timedelta(days=7)
    others = [Database(database.url) for _one in range(4)]
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda other: tick(other, now=at, post=POST), others))
    for other in others:
        other.close()
    assert sum(one.closed for one in done) == sum(one.reminded for one in done) == 1
    assert {one.failed for one in done} == {()}
    assert (letters_of(database, LetterKind.REMINDER), acts(database, Act.CLOSE_ROUND)) == (6, 1)
    assert (row_of(database, first.id).reminders, row_of(database, second.id).state) == ([2], State.CLOSED)


class _Dies(Post):
    """The machine stops in the middle of the letters."""

    def __getattribute__(self, name):
        if name == "secret":
            left = _Dies.left = _Dies.left - 1
            if left < 0:
                raise MemoryError
        return super().__getattribute__(name)


def test_a_worker_that_dies_in_the_middle_leaves_nothing_half_done(database):
    with database.writing() as session:
        made = make_launched(session)
    at = CLOSES - timedelta(days=7)
    _Dies.left = 3
    dying = _Dies(secret=POST.secret, base_url=POST.base_url, can_send=True)
    assert tick(database, now=at, post=dying) == Ticked(failed=("remind",))
    assert (letters_of(database, LetterKind.REMINDER), row_of(database, made.id).reminders) == (0, [7, 2])
    assert tick(database, now=at, post=POST) == Ticked(reminded=1)
    assert (letters_of(database, LetterKind.REMINDER), row_of(database, made.id).reminders) == (6, [2])


def test_a_round_that_cannot_be_closed_keeps_no_other_from_it(database):
    with database.writing() as session:
        broken = make_round(session, closes_by_itself=True, closes_at=CLOSES - timedelta(days=1))
        make_answered(session, broken, [("Ash School", None, 4)] * 6)
        whole = make_round(session, closes_by_itself=True)
        broken.form = "core"
        session.execute(
            update(Round).where(Round.id == broken.id).values(title="x", smallest_group=3, weighting="people")
        )
        session.flush()
        _damage(session, broken)
    assert tick(database, now=CLOSES, post=POST) == Ticked(closed=1, failed=("close",))
    states = [row_of(database, made.id).state for made in (broken, whole)]
    assert states == [State.OPEN, State.CLOSED]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredResult)) == 1


def _damage(session, made):
    from pet.db.models import Response

    session.execute(update(Response).where(Response.round_id == made.id).values(ratings={"c1.a1.t1": 1}))


def test_what_is_old_is_forgotten(database):
    with database.writing() as session:
        account = make_account(session)
        made = make_launched(session)
        session.add(OneTimeLink(sha256="a" * 64, account_id=account.id, purpose="reset", expires_at=NOW))
        session.add(ImportBatch(partnership_id=made.partnership_id, document={"rows": []}, created_at=NOW))
        sent = session.scalars(select(Letter)).first()
        sent.state, sent.sealed, sent.finished_on = "sent", None, NOW.date()
    tick(database, now=NOW, post=SILENT)
    assert counts(database) == (1, 1, 6)
    tick(database, now=NOW + timedelta(seconds=1), post=SILENT)
    assert counts(database) == (0, 1, 6)
    tick(database, now=NOW + timedelta(days=2), post=SILENT)
    assert counts(database) == (0, 1, 6)
    tick(database, now=NOW + timedelta(days=30), post=SILENT)
    assert counts(database) == (0, 0, 6)
    tick(database, now=NOW + timedelta(days=31), post=SILENT)
    assert counts(database) == (0, 0, 5)


def counts(database):
    with database.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(table))
            for table in (OneTimeLink, ImportBatch, Letter)
        )


def test_addresses_are_forgotten_two_years_after_the_last_thing_that_was_done(database):
    with database.writing() as session:
        made = make_launched(session)
        session.add(
            Person(
                partnership_id=made.partnership_id,
                name="",
                email="n@example.org",
                created_on=date(2026, 1, 1),
            )
        )
    tick(database, now=CLOSES, post=SILENT)
    assert tick(database, now=CLOSES + timedelta(days=730), post=SILENT).forgotten == 0
    late = CLOSES + timedelta(days=730, seconds=1)
    assert tick(database, now=late, post=SILENT).forgotten == 1
    with database.reading() as session:
        people = session.execute(select(Person.name, Person.email).order_by(Person.name)).all()
        assert people == [(f"Person {n}", None) for n in range(6)]
        assert set(session.scalars(select(Invitation.email))) == {None}
    assert tick(database, now=late, post=SILENT) == Ticked()
    assert acts(database, Act.FORGET) == 1


def test_what_a_lead_does_keeps_the_addresses(database):
    with database.writing() as session:
        made = make_launched(session)
    at = CLOSES + timedelta(days=700)
    with database.writing() as session:
        rounds.close(session, round_id=made.id, now=at)
    assert tick(database, now=CLOSES + timedelta(days=740), post=SILENT).forgotten == 0
    assert tick(database, now=at + timedelta(days=731), post=SILENT).forgotten == 1


def test_a_partnership_goes_for_good_when_the_time_to_undo_it_is_over(database):
    with database.writing() as session:
        made = make_partnership(session)
        deleting.mark(session, partnership_id=made.id, by=PET, now=NOW)
    assert tick(database, now=NOW + deleting.UNDO - timedelta(seconds=1), post=POST) == Ticked()
    assert tick(database, now=NOW + deleting.UNDO, post=POST) == Ticked(deleted=1)


def test_a_minute_on_which_nothing_is_due_writes_nothing(database, monkeypatch):
    with database.writing() as session:
        make_launched(session)
    monkeypatch.setattr(type(database), "writing", None)
    assert tick(database, now=NOW, post=POST) == Ticked()


def test_the_days_that_are_over_at_the_launch_send_nothing(database):
    with database.writing() as session:
        made = make_launched(session, closes_at=NOW + timedelta(days=5))
    assert tick(database, now=NOW + timedelta(hours=1), post=POST) == Ticked()
    assert row_of(database, made.id).reminders == [7, 2]  # as chosen, should the launch be taken back
    assert tick(database, now=NOW + timedelta(days=3), post=POST) == Ticked(reminded=1)
    assert row_of(database, made.id).reminders == []
