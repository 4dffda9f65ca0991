"""What the tables keep, what they refuse, and what they do not tell."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from sqlalchemy import CheckConstraint, delete, func, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from pet.db.models import (
    METADATA,
    Account,
    Action,
    Appointment,
    AuditEvent,
    Comment,
    ImportBatch,
    Invitation,
    InvitationLink,
    Letter,
    Membership,
    OneTimeLink,
    Operation,
    Partner,
    Partnership,
    Person,
    Production,
    Response,
    ReturnLink,
    Round,
    WebSession,
)
from pet.db.models.audit import WrittenForGoodError
from tests.support.rows import NOW, TODAY, fill


@pytest.fixture
def filled(database):
    with database.writing() as db:
        fill(db)
    return database


def counts(database):
    with database.reading() as db:
        return {
            name: db.scalar(select(func.count()).select_from(table))
            for name, table in METADATA.tables.items()
        }


def test_rows_for_every_table(filled):
    assert [name for name, count in counts(filled).items() if not count] == []


def test_a_moment_comes_back_in_utc_whatever_its_zone_was(database):
    summer = datetime(2026, 7, 1, 12, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=2)))
    with database.writing() as db:
        db.add(Partnership(name="Hill Farm", created_at=summer))
    with database.reading() as db:
        found = db.scalars(select(Partnership.created_at)).one()
        assert (
            db.scalars(select(Partnership).where(Partnership.created_at <= summer)).one().name == "Hill Farm"
        )
    assert (found, found.tzinfo) == (datetime(2026, 7, 1, 10, 0, 0, 123_456, tzinfo=UTC), UTC)


def test_a_moment_without_its_zone_is_refused(database):
    with pytest.raises(StatementError, match="time zone"), database.writing() as db:
        db.add(Partnership(name="Hill Farm", created_at=datetime(2026, 7, 1)))  # noqa: DTZ001 -- what is refused


def test_answers_come_back_as_they_were_in_their_order(filled):
    ratings = {"Z": {"rating": 5, "v": 1}, "A": {"no_rating": "dont_know", "v": 2}, "ü🤝": {"v": None}}
    with filled.writing() as db:
        one = db.scalars(select(Response)).first()
        one.ratings = ratings
    with filled.reading() as db:
        found = db.get_one(Response, one.id).ratings
    assert list(found.items()) == list(ratings.items())


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (update(Account).values(email="Lead@example.org"), "email_in_lower_case"),
        (update(Membership).values(role="boss"), "role_known"),
        (update(Membership).values(partner_id=None), "partner_lead_has_partner"),
        (update(Round).values(form="long"), "form_known"),
        (update(Round).values(mode="secret"), "mode_known"),
        (update(Round).values(mode="open"), "only_open_hides_nothing"),
        (update(Round).values(smallest_group=1), "only_open_hides_nothing"),
        (update(Round).values(smallest_group=2), "smallest_group_hides"),
        (update(Round).values(first_comparison="age"), "first_comparison_known"),
        (update(Round).values(weighting="votes"), "weighting_known"),
        (update(Round).values(state="lost", closed_at=None), "state_known"),
        (update(Round).values(closed_at=None), "closed_has_time"),
        (update(Round).values(state="open"), "closed_has_time"),
        (update(Round).values(state="released"), "released_has_time"),
        (update(Round).values(closes_at=NOW), "opens_before_it_closes"),
        (update(Response).values(state="lost", submitted_on=None), "state_known"),
        (update(Response).values(submitted_on=None), "submitted_has_day"),
        (update(Response).values(state="started"), "submitted_has_day"),
        (update(Response).values(active_seconds=-1), "time_not_negative"),
        (update(Comment).values(kind="secret"), "kind_known"),
        (update(Comment).values(v=0), "version_counts_from_one"),
        (update(Round).values(way="pigeon"), "way_known"),
        (update(Round).values(asks="age"), "asks_known"),
        (update(Partnership).values(kind="club"), "kind_known"),
        (update(Person).values(email="Anna@example.org"), "email_in_lower_case"),
        (update(Person).values(name="", email=None), "has_name_or_email"),
        (update(ImportBatch).values(state="half", done_at=NOW), "state_known"),
        (update(ImportBatch).values(state="done"), "done_has_time"),
        (update(ImportBatch).values(done_at=NOW), "done_has_time"),
        (update(Appointment).values(role="boss"), "role_known"),
        (update(Appointment).values(role="partner_lead"), "partner_lead_has_partner"),
        (update(Appointment).values(email="Next@example.org"), "email_in_lower_case"),
        (update(OneTimeLink).values(purpose="fun"), "purpose_known"),
        (
            update(Invitation).values(
                anonymous=True, response_id=select(func.min(Response.id)).scalar_subquery()
            ),
            "anonymous_leads_nowhere",
        ),
        (update(Invitation).values(delivery="lost"), "delivery_known"),
        (update(InvitationLink).values(standing="lost"), "standing_known"),
        (update(Letter).values(state="lost", sealed=None), "state_known"),
        (update(Letter).values(state="sending"), "taken_while_sending"),
        (update(Letter).values(taken_until=NOW), "taken_while_sending"),
        (update(Letter).values(state="sent"), "wiped_at_the_end"),
        (update(Letter).values(attempts=-1), "attempts_not_negative"),
        (update(AuditEvent).values(number=0), "number_counts_from_one"),
        (update(Action).values(status="stuck"), "status_known"),
        (update(Action).values(status="done"), "ended_has_day"),
        (update(Action).values(what=""), "says_what"),
        (update(Production).values(state="lost"), "state_known"),
        (update(Production).values(page="a5"), "page_known"),
        (update(Production).values(progress=2.0), "progress_is_share"),
        (update(Production).values(state="making"), "taken_while_making"),
        (
            update(WebSession).where(WebSession.account_id.is_not(None)).values(account_id=None),
            "one_of_account_and_response",
        ),
    ],
)
def test_what_must_hold_together_is_checked(filled, change, rule):
    with pytest.raises(IntegrityError, match=f"ck_{change.table.name}_{rule}\\b"), filled.writing() as db:
        db.connection().execute(change)  # the session itself refuses to change the log


def test_every_rule_is_tried():
    rules = {
        str(rule.name)
        for table in METADATA.tables.values()
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }
    mark = next(
        mark for mark in test_what_must_hold_together_is_checked.pytestmark if mark.name == "parametrize"
    )
    assert rules == {f"ck_{change.table.name}_{rule}" for change, rule in mark.args[1]}


def test_a_partner_gives_one_sheet_in_an_open_round_and_people_many(filled):
    with filled.reading() as db:
        round_id = db.scalars(select(Round.id)).one()
    sheet = {"round_id": round_id, "started_on": TODAY}
    with filled.writing() as db:
        db.add_all(
            [
                Response(**sheet, joint_key=None),
                Response(**sheet, joint_key=None),
                Response(**sheet, joint_key=1),
            ]
        )
    with pytest.raises(IntegrityError), filled.writing() as db:
        db.add(Response(**sheet, joint_key=1))


def test_a_person_gives_one_sheet_in_a_round_and_those_who_are_not_known_many(filled):
    with filled.reading() as db:
        round_id = db.scalars(select(Round.id)).one()
    sheet = {"round_id": round_id, "started_on": TODAY}
    with filled.writing() as db:
        db.add_all([Response(**sheet), Response(**sheet), Response(**sheet, person="one")])
    with pytest.raises(IntegrityError), filled.writing() as db:
        db.add(Response(**sheet, person="one"))


def test_a_round_outlives_the_one_that_it_follows(filled):
    with filled.writing() as db:
        first = db.scalars(select(Round)).one()
        fields = {key: getattr(first, key) for key in ("partnership_id", "framework_version_id", "title")}
        fields |= {key: getattr(first, key) for key in ("mode", "smallest_group", "opens_at", "closes_at")}
        db.add(Round(**fields, state="draft", follows_id=first.id))
        db.flush()
        db.delete(first)
    with filled.reading() as db:
        assert db.scalars(select(Round.follows_id)).all() == [None]


def test_a_save_is_noted_once_for_each_response(filled):
    with filled.reading() as db:
        noted = db.scalars(select(Operation)).first()
    with pytest.raises(IntegrityError), filled.writing() as db:
        db.add(Operation(response_id=noted.response_id, op_id=noted.op_id, sha256="2" * 64, outcome={}))


def test_with_a_partnership_goes_all_that_was_said_in_it(filled):
    with filled.writing() as db:
        db.execute(update(Response).values(partner_id=select(Partner.id).scalar_subquery()))
        db.delete(db.scalars(select(Partnership)).one())
    left = {name: count for name, count in counts(filled).items() if count}
    assert left == {"account": 1, "framework_version": 1, "one_time_link": 1, "session": 1, "throttle": 1}


def test_a_partner_with_answers_stays(filled):
    with filled.writing() as db:
        db.execute(update(Response).values(partner_id=select(Partner.id).scalar_subquery()))
    with pytest.raises(IntegrityError), filled.writing() as db:
        db.delete(db.scalars(select(Partner)).one())
    assert counts(filled)["partner"] == 1


def test_a_row_that_points_nowhere_is_refused(filled):
    with pytest.raises(IntegrityError), filled.writing() as db:
        db.add(ReturnLink(sha256="9" * 64, response_id=1))


def test_the_keys_of_answers_do_not_count_up(filled):
    with filled.writing() as db:
        round_id = db.scalars(select(Round.id)).one()
        for number in range(60):
            response = Response(round_id=round_id, started_on=TODAY)
            db.add(response)
            db.flush()
            db.add(Comment(response_id=response.id, kind="open", part_id="Q", text=str(number), v=1))
            db.flush()
    with filled.reading() as db:
        kept = [
            int(text)
            for text in db.scalars(select(Comment.text).where(Comment.kind == "open").order_by(Comment.id))
        ]
        ids = db.scalars(select(Response.id)).all()
    assert sorted(kept) == list(range(60))
    # Neighbours in time stand apart: of two keys drawn at random either may come first.
    assert 15 < sum(one < other for one, other in pairwise(kept)) < 45
    assert max(ids) > 2**48


@pytest.mark.engine("sqlite")
def test_the_file_keeps_no_order_of_answering_either(filled):
    with filled.reading() as db:
        without = {
            table
            for table in METADATA.tables
            if "WITHOUT ROWID"
            in db.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table})
        }
        own = {
            table: db.scalar(text(f"SELECT count(*) FROM {table} WHERE rowid = id"))  # noqa: S608 -- names of ours
            for table in ("response", "comment", "invitation", "letter")
        }
        counting = [db.scalar(text(f"SELECT max(id) FROM {table}")) for table in own]  # noqa: S608 -- as above
    assert without == {"invitation_link", "one_time_link", "operation", "return_link", "session"}
    assert own == {"response": 3, "comment": 3, "invitation": 1, "letter": 1}
    assert min(counting) > 1000


@pytest.mark.parametrize(
    "attempt",
    [
        lambda db: db.execute(update(AuditEvent).values(who="Nobody")),
        lambda db: db.execute(delete(AuditEvent)),
        lambda db: db.execute(METADATA.tables["audit_event"].delete()),
        lambda db: setattr(db.scalars(select(AuditEvent)).one(), "who", "Nobody"),
        lambda db: db.delete(db.scalars(select(AuditEvent)).one()),
    ],
    ids=["update", "delete", "table", "attribute", "object"],
)
def test_an_event_of_the_log_is_never_changed(filled, attempt):
    with pytest.raises(WrittenForGoodError), filled.writing() as db:
        attempt(db)
    with filled.reading() as db:
        assert db.scalars(select(AuditEvent.who)).all() == ["Ada"]
