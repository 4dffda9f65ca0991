"""What was agreed: who may say what of it, two people at once, the order, priorities, and reminders by letter."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import delete, func, select, update

from pet.access.actor import Role
from pet.db.models import Account, Action, AuditEvent, Letter, Membership, Partner, Partnership, Person, Round
from pet.errors import InvalidInputError, PetError
from pet.language import PSEUDO, use
from pet.mail.outcome import NEEDLESS
from pet.record.model import Status
from pet.services import actions, deleting, partners, records, rounds
from pet.services.actions import Editor, Given, Progress, owners, reminding, talk
from pet.services.actions.talk import Wanted
from pet.services.audit import PET
from pet.services.clock import tick
from pet.services.letters import LetterKind, Post, composing, sending
from tests.support.factories import NOW, make_account, make_answered, make_member, make_round
from tests.support.released import SOURCE, over, varied
from tests.support.statements import noted

POST = Post(secret="of the tests, and long enough", base_url="http://localhost", can_send=True)  # noqa: S106 -- no secret
SILENT = Post(secret="of the tests, and long enough", base_url="http://localhost", can_send=False)  # noqa: S106 -- no secret
DUE = date(2026, 11, 20)
THEME = "c1.a1.t1"


@pytest.fixture
def made(database):
    with database.writing() as session:
        return over(session, released=True)


def add(database, made, what="Share one calendar", editor=actions.LEADING, **fields):
    with database.writing() as session:
        given = Given(what=what, **fields)
        return actions.add(session, round_id=made.round_id, given=given, now=NOW, editor=editor).id


def listed(database, made):
    with database.reading() as session:
        return actions.agreed(session, made.round_id)


def row_of(database, action_id):
    with database.reading() as session:
        return session.get_one(Action, action_id)


def changed(database, action_id, given, version=1, **more):
    with database.writing() as session:
        actions.change(session, action_id=action_id, version=version, given=given, now=NOW, **more)


def updated(database, action_id, status, note="", version=1, now=NOW):
    with database.writing() as session:
        progress = Progress(status=status, note=note)
        actions.update(session, action_id=action_id, version=version, progress=progress, now=now)


def wrong(refused):
    return {problem.where: problem.message for problem in refused.value.problems}


class TestAdding:
    def test_all_that_was_given_is_kept_and_handed_on(self, database, made):
        given = {
            "aim": "Fewer clashes",
            "owner": "The heads",
            "due": DUE,
            "resource": "Half a day",
            "theme": THEME,
        }
        add(database, made, "  Share \x00one  calendar ", **given, is_priority=True)
        [found] = listed(database, made)
        assert (found.said.what, found.said.aim, found.said.due) == (
            "Share one calendar",
            "Fewer clashes",
            DUE,
        )
        assert (found.said.status, found.version, found.reminded) == (Status.PLANNED, 1, "")
        with database.reading() as session:
            assert records.of_round(session, made.round_id, now=NOW).priorities == (found.said,)

    def test_nothing_is_agreed_before_the_round_is_closed(self, database):
        with database.writing() as session:
            running = over(session, state="open")
            with pytest.raises(PetError, match="once the round is closed"):
                actions.add(session, round_id=running.round_id, given=Given(what="x"), now=NOW)

    @pytest.mark.parametrize(
        ("fields", "where"),
        [
            ({"what": "  "}, "what"),
            ({"what": "x" * 501}, "what"),
            ({"aim": "x" * 301}, "aim"),
            ({"owner": "x" * 201}, "owner"),
            ({"resource": "x" * 301}, "resource"),
            ({"due": date(1926, 11, 2)}, "due"),
            ({"theme": "c9.a9.t9"}, "theme"),
            ({"partner_id": 0}, "partner"),
        ],
    )
    def test_what_is_wrong_is_named_by_its_field(self, database, made, fields, where):
        with pytest.raises(InvalidInputError) as refused:
            add(database, made, **{"what": "x", **fields})
        assert list(wrong(refused)) == [where]
        assert listed(database, made) == ()

    def test_only_five_are_priorities(self, database, made):
        for n in range(5):
            add(database, made, f"Action {n}", is_priority=True)
        with pytest.raises(InvalidInputError, match="5 actions are marked as priorities already"):
            add(database, made, "One more", is_priority=True)
        other = add(database, made, "One more")
        with (
            database.writing() as session,
            pytest.raises(PetError, match="Press “Not a priority any more” at"),
        ):
            actions.prioritise(session, action_id=other, is_priority=True, now=NOW)

    @pytest.mark.parametrize("status", [Status.DONE, Status.DROPPED])
    def test_what_has_ended_gives_its_place_back(self, database, made, status):
        first, *_rest = [add(database, made, f"Action {n}", is_priority=True) for n in range(5)]
        updated(database, first, status)
        sixth = add(database, made, "One more", is_priority=True)
        assert row_of(database, sixth).is_priority
        assert row_of(database, first).is_priority, (
            "the report still shows what became of it, where there is room"
        )
        with database.reading() as session:
            record = records.of_round(session, made.round_id, now=NOW)
        assert [one.what for one in record.priorities] == [
            "Action 1",
            "Action 2",
            "Action 3",
            "Action 4",
            "One more",
        ]
        given = Given(what="Action 0", is_priority=True)
        with pytest.raises(InvalidInputError) as refused:
            changed(database, first, given, version=2, progress=Progress(status=Status.PLANNED))
        assert list(wrong(refused)) == ["is_priority"]
        updated(database, first, Status.UNDER_WAY, version=2)
        assert not row_of(database, first).is_priority, "six at once would be too many"

    def test_a_list_has_an_end(self, database, made):
        with database.writing() as session:
            for n in range(100):
                actions.add(session, round_id=made.round_id, given=Given(what=f"{n}"), now=NOW)
        with pytest.raises(InvalidInputError, match="at most 100 actions"):
            add(database, made, "One more")
        with database.reading() as session:
            read = talk.kept(session, made.round_id).edition
        wanted = Wanted(rows=(("", Given(what="One more")),), met_on=None, note="")
        with database.writing() as session, pytest.raises(InvalidInputError, match="at most 100 actions"):
            talk.keep(session, round_id=made.round_id, wanted=wanted, edition=read, now=NOW)

    def test_the_same_under_the_same_id_is_added_once(self, database, made):
        def again(what):
            with database.writing() as session:
                given = Given(what=what)
                return actions.add(
                    session, round_id=made.round_id, given=given, now=NOW, public_id="x" * 22
                ).public_id

        assert [again("Once"), again("Once")] == ["x" * 22] * 2
        assert again("Something else") != "x" * 22, "who went back and typed anew is not ignored"
        assert [one.said.what for one in listed(database, made)] == ["Once", "Something else"]

    def test_who_leads_one_partner_adds_what_is_theirs_and_no_priority(self, database, made):
        with database.reading() as session:
            own = session.scalars(select(Partner.id).order_by(Partner.position)).first()
        add(database, made, editor=Editor(within=own, by=PET), is_priority=True, partner_id=None)
        [found] = listed(database, made)
        assert (found.partner_id, found.said.partner, found.said.is_priority) == (own, "Ash School", False)


class TestOwners:
    @pytest.fixture
    def people(self, database, made):  # noqa: ARG002 -- the round comes first
        with database.writing() as session:
            partnership = session.scalars(select(Partnership.id)).one()
            ash, beech = session.scalars(select(Partner.id).order_by(Partner.position)).all()[:2]
            session.add_all(
                Person(
                    partnership_id=partnership,
                    partner_id=partner,
                    name=name,
                    email=email,
                    created_on=NOW.date(),
                )
                for partner, name, email in (
                    (ash, "Pat Ash", "pat@example.org"),
                    (beech, "Bo Beech", "bo@example.org"),
                    (beech, "Two Names", "one@example.org"),
                    (ash, "Two Names", "two@example.org"),
                    (ash, "No Letter", None),
                )
            )
            return partnership, ash

    def test_a_name_finds_the_team_first_then_the_list(self, database, made, people):  # noqa: ARG002 -- they are on the list
        for owner, reminded in (
            ("a LEAD", "A lead"),
            ("pat  ash", "Pat Ash"),
            ("Somebody", ""),
            ("Two Names", ""),
        ):
            found = add(database, made, owner=owner)
            assert {one.id: one.reminded for one in listed(database, made)}[found] == reminded
        assert (
            row_of(database, add(database, made, owner="A lead")).owner_account_id == made.people[Role.LEAD]
        )

    def test_an_address_finds_whoever_has_it_and_everybody_reads_the_name(self, database, made, people):  # noqa: ARG002 -- they are on the list
        for owner, name in (
            ("PAT@example.org", "Pat Ash"),
            ("two@example.org", "Two Names"),
            ("nobody@example.org", "nobody@example.org"),
        ):
            row = row_of(database, add(database, made, owner=owner))
            assert row.owner == name
            with database.reading() as session:
                person = session.get(Person, row.owner_person_id) if row.owner_person_id else None
            assert (person.email if person else owner) == owner.lower()
        with database.reading() as session:
            address = session.get_one(Account, made.people[Role.LEAD]).email
        row = row_of(database, add(database, made, owner=address))
        assert (row.owner, row.owner_account_id) == ("A lead", made.people[Role.LEAD])

    def test_an_address_tells_two_of_one_name_apart_and_stays(self, database, made, people):  # noqa: ARG002 -- as above
        found = add(database, made, owner="one@example.org")
        first = row_of(database, found).owner_person_id
        changed(database, found, Given(what="x", owner="Two Names"))
        assert row_of(database, found).owner_person_id == first
        changed(database, found, Given(what="x", owner="two@example.org"), version=2)
        assert row_of(database, found).owner_person_id not in (None, first)

    def test_somebody_on_the_list_without_a_name_is_reminded_too(self, database, made, people):
        with database.writing() as session:
            person = {"partnership_id": people[0], "name": "", "email": "bare@example.org"}
            session.add(Person(created_on=NOW.date(), **person))
        add(database, made, owner="bare@example.org")
        assert [one.reminded for one in listed(database, made)] == ["bare@example.org"]
        with database.reading() as session:
            assert "" not in owners.names(owners.known(session, people[0], Editor()))

    def test_who_sees_one_partner_finds_no_address_of_another(self, database, made, people):
        editor = Editor(within=people[1])
        found = add(database, made, owner="bo@example.org", editor=editor)
        assert row_of(database, found).owner == "bo@example.org"
        assert [one.reminded for one in listed(database, made)] == [""]

    def test_who_sees_one_partner_is_offered_no_name_of_another(self, database, people):
        partnership, ash = people
        with database.reading() as session:
            names = [one.name for one in owners.known(session, partnership, Editor(within=ash))]
        assert names == ["A facilitator", "A lead", "Pat Ash", "Two Names"]

    def test_the_link_stays_where_the_name_does(self, database, made, people):
        """A lead of one partner who changes the day keeps an owner whose name they could not choose."""
        found = add(database, made, owner="Bo Beech", partner_id=people[1])
        person = row_of(database, found).owner_person_id
        given = Given(what="Changed", owner="Bo Beech", partner_id=people[1])
        changed(database, found, given, editor=Editor(within=people[1]))
        assert (row_of(database, found).owner_person_id, row_of(database, found).what) == (person, "Changed")

    def test_a_name_that_nobody_had_is_looked_for_again(self, database, made):
        found = add(database, made, owner="Jane Heron", due=DUE)
        with database.writing() as session:
            partnership = session.scalars(select(Partnership)).one()
            make_member(session, make_account(session, email="j@example.org", name="Jane Heron"), partnership)
        changed(database, found, Given(what="x", owner="Jane Heron", due=DUE))
        assert [one.reminded for one in listed(database, made)] == ["Jane Heron"]

    def test_who_has_left_is_reminded_no_more(self, database, made):
        add(database, made, owner="A member")
        with database.writing() as session:
            session.execute(delete(Membership).where(Membership.account_id == made.people[Role.MEMBER]))
        [found] = listed(database, made)
        assert (found.said.owner, found.reminded) == ("A member", "")


class TestChanging:
    def test_two_people_never_overwrite_each_other(self, database, made):
        found = add(database, made)
        changed(database, found, Given(what="The first"))
        with pytest.raises(actions.ChangedMeanwhileError) as refused:
            changed(database, found, Given(what="The second"))
        assert refused.value.kept.said.what == "The first"
        assert row_of(database, found).what == "The first"
        changed(database, found, Given(what="The second"), version=refused.value.kept.version)
        assert row_of(database, found).what == "The second"

    def test_a_day_that_has_passed_stays_and_is_not_typed_anew(self, database, made):
        late = date(2026, 9, 1)
        found = add(database, made, due=DUE)
        with database.writing() as session:
            session.execute(update(Action).values(due=late))
        changed(database, found, Given(what="In better words", due=late))
        for day in (date(2026, 9, 2), date(2026, 8, 31)):
            with pytest.raises(InvalidInputError) as refused:
                changed(database, found, Given(what="x", due=day), version=2)
            assert list(wrong(refused)) == ["due"]
        assert (row_of(database, found).what, row_of(database, found).due) == ("In better words", late)

    def test_nor_does_an_update(self, database, made):
        found = add(database, made)
        updated(database, found, Status.UNDER_WAY)
        with pytest.raises(actions.ChangedMeanwhileError):
            updated(database, found, Status.DONE)

    def test_an_update_notes_its_days_in_the_time_zone_of_the_partnership(self, database, made):
        with database.writing() as session:
            session.execute(update(Partnership).values(time_zone="Pacific/Auckland"))
        found = add(database, made)
        evening = datetime(2026, 10, 5, 20, tzinfo=UTC)
        updated(database, found, Status.DONE, "All agreed", now=evening)
        row = row_of(database, found)
        assert (row.note_on, row.ended_on) == (date(2026, 10, 6), date(2026, 10, 6))
        updated(database, found, Status.UNDER_WAY, "All agreed", version=2, now=NOW)
        assert (row_of(database, found).note_on, row_of(database, found).ended_on) == (
            date(2026, 10, 6),
            None,
        )

    def test_a_note_that_is_too_long_is_refused_with_its_field(self, database, made):
        with pytest.raises(InvalidInputError) as refused:
            updated(database, add(database, made), Status.DONE, "x" * 2_001)
        assert list(wrong(refused)) == ["note"]

    def test_moving_stays_within_what_stands_alike(self, database, made):
        first, second, third = (add(database, made, name) for name in ("A", "B", "C"))
        updated(database, second, Status.DONE)
        with database.writing() as session:
            assert actions.move(session, action_id=third, up=True, now=NOW)
            assert not actions.move(session, action_id=third, up=True, now=NOW)
            assert not actions.move(session, action_id=second, up=False, now=NOW)
        order = [one.said.what for one in listed(database, made)]
        assert [name for name in order if name != "B"] == ["C", "A"]
        assert first

    def test_a_removed_one_is_gone(self, database, made):
        found = add(database, made)
        with database.writing() as session:
            actions.remove(session, action_id=found, version=1, now=NOW)
        assert listed(database, made) == ()
        with database.writing() as session, pytest.raises(PetError, match="not on the list any more"):
            actions.remove(session, action_id=found, version=1, now=NOW)

    def test_nobody_removes_what_somebody_else_changed_meanwhile(self, database, made):
        found = add(database, made)
        changed(database, found, Given(what="Something else"))
        with database.writing() as session, pytest.raises(actions.ChangedMeanwhileError):
            actions.remove(session, action_id=found, version=1, now=NOW)
        assert len(listed(database, made)) == 1

    def test_who_says_the_same_twice_is_told_of_nobody_else(self, database, made):
        found = add(database, made)
        for _ in range(2):
            changed(database, found, Given(what="Changed"), progress=Progress(status=Status.DONE, note="So"))
        for _ in range(2):
            updated(database, found, Status.UNDER_WAY, "On", version=2)
        assert (row_of(database, found).what, row_of(database, found).version) == ("Changed", 3)

    def test_who_leads_one_partner_keeps_off_what_became_another_partners(self, database, made):
        """The guard looked before; the action has gone to another partner since."""
        with database.reading() as session:
            ash, beech = session.scalars(select(Partner.id).order_by(Partner.position)).all()[:2]
        found, mine = add(database, made, partner_id=beech), Editor(within=ash)
        with pytest.raises(PetError, match="another partner’s now"):
            changed(database, found, Given(what="Taken"), editor=mine)
        with database.writing() as session, pytest.raises(PetError, match="another partner’s now"):
            actions.remove(session, action_id=found, version=1, now=NOW, editor=mine)
        assert (row_of(database, found).what, row_of(database, found).partner_id) == (
            "Share one calendar",
            beech,
        )

    def test_the_log_says_what_was_done_and_nothing_of_the_words(self, database, made):
        found = add(database, made, "Something private", owner="Pat")
        changed(database, found, Given(what="Something else"))
        updated(database, found, Status.DONE, "A secret", version=2)
        with database.reading() as session:
            events = session.execute(
                select(AuditEvent.act, AuditEvent.about).order_by(AuditEvent.number.desc()).limit(3)
            ).all()
        assert [event.act for event in events] == ["update_action", "edit_action", "add_action"]
        assert {str(event.about) for event in events} == {"{'round': 'Autumn 2026'}"}

    def test_the_list_is_one_statement_however_long(self, database, made):
        counts = []
        for n in (1, 3):
            for _one in range(n):
                add(database, made, owner="A lead")
            with database.reading() as session, noted(session.get_bind()) as statements:
                actions.agreed(session, made.round_id)
            counts.append(len(statements))
        assert counts == [1, 1]


class TestOnePage:
    def keep(self, database, made, rows, *, edition=None, met_on=None, note=""):
        with database.writing() as session:
            edition = edition or talk.kept(session, made.round_id).edition
            wanted = Wanted(rows=tuple(rows), met_on=met_on, note=note)
            talk.keep(session, round_id=made.round_id, wanted=wanted, edition=edition, now=NOW)

    def test_rows_the_day_and_the_note_are_kept_together(self, database, made):
        rows = [("", Given(what="First", owner="A lead")), ("", Given(what="Second", theme=THEME))]
        self.keep(database, made, rows, met_on=date(2026, 10, 4), note="  We saw \r\n more ")
        with database.reading() as session:
            kept = talk.kept(session, made.round_id)
            record = records.of_round(session, made.round_id, now=NOW)
        assert [(one.said.what, one.said.is_priority) for one in kept.priorities] == [
            ("First", True),
            ("Second", True),
        ]
        assert kept.priorities[0].reminded == "A lead"
        assert (record.met_on, record.talk_note) == (date(2026, 10, 4), "We saw \n more")

    def test_nothing_is_kept_where_one_row_is_wrong(self, database, made):
        rows = [("", Given(what="First")), ("", Given(what="", owner="Pat"))]
        with pytest.raises(InvalidInputError) as refused:
            self.keep(database, made, rows, met_on=date(3026, 1, 1), note="x" * 4_001)
        assert list(wrong(refused)) == ["2.what", "met_on", "talk_note"]
        assert listed(database, made) == ()

    def test_a_row_changes_the_action_that_is_there(self, database, made):
        found = add(database, made, "Before", is_priority=True)
        [public_id] = [one.public_id for one in listed(database, made)]
        self.keep(database, made, [(public_id, Given(what="After"))])
        assert [(one.id, one.said.what, one.version) for one in listed(database, made)] == [
            (found, "After", 2)
        ]
        self.keep(database, made, [(public_id, Given(what="After"))])
        assert row_of(database, found).version == 2, "what says the same is not changed"

    def test_a_row_keeps_its_old_day_and_takes_no_other_that_has_passed(self, database, made):
        add(database, made, "Before", is_priority=True, due=DUE)
        late = date(2026, 9, 1)
        with database.writing() as session:
            session.execute(update(Action).values(due=late))
        [public_id] = [one.public_id for one in listed(database, made)]
        self.keep(database, made, [(public_id, Given(what="After", due=late))])
        with pytest.raises(InvalidInputError) as refused:
            self.keep(database, made, [(public_id, Given(what="After", due=date(2026, 9, 2)))])
        assert list(wrong(refused)) == ["1.due"]
        assert listed(database, made)[0].said.due == late

    def test_five_rows_go_beside_what_has_ended(self, database, made):
        updated(database, add(database, made, "Over", is_priority=True), Status.DONE)
        self.keep(database, made, [("", Given(what=f"Row {n}")) for n in range(5)])
        assert len(listed(database, made)) == 6

    def test_five_rows_beside_others_are_too_many(self, database, made):
        add(database, made, "There", is_priority=True)
        with pytest.raises(InvalidInputError, match="marked as priorities already"):
            self.keep(database, made, [("", Given(what=f"Row {n}")) for n in range(5)])

    def test_two_people_at_once_are_told(self, database, made):
        with database.reading() as session:
            read = talk.kept(session, made.round_id).edition
        self.keep(database, made, [], note="The first")
        with pytest.raises(talk.TalkChangedError) as refused:
            self.keep(database, made, [], note="The second", edition=read)
        assert refused.value.kept.note == "The first"

    def test_who_sends_the_page_twice_is_told_of_nobody_else(self, database, made):
        with database.reading() as session:
            read = talk.kept(session, made.round_id).edition
        rows = [("", Given(what="First", owner="A lead")), ("", Given(what="First"))]
        for _ in range(2):
            self.keep(database, made, rows, note=" Twice ", edition=read)
        assert [one.version for one in listed(database, made)] == [1, 1]
        with pytest.raises(talk.TalkChangedError):
            self.keep(database, made, rows[:1], note="Twice", edition=read)


def letters_of(database):
    with database.reading() as session:
        found = session.scalars(
            select(Letter).where(Letter.kind == LetterKind.ACTION.value).order_by(Letter.id)
        )
        return list(found)


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class TestReminders:
    def test_one_goes_a_week_before_and_one_the_day_after_each_once(self, database, made):
        add(database, made, owner="A lead", due=DUE)
        sent = {}
        for day in range(-10, 20):
            for hour in (7, 9, 10):
                moment = at(DUE, hour) + timedelta(days=day)
                ticked = tick(database, now=moment, post=POST)
                if ticked.nudged:
                    sent[day, hour] = ticked.nudged
        assert sent == {(-7, 9): 1, (1, 9): 1}
        assert len(letters_of(database)) == 2

    @pytest.mark.parametrize(
        "values",
        [
            {"status": "done", "ended_on": NOW.date()},
            {"reminders": False},
            {"owner_account_id": None},
            {"due": None},
            {"created_at": at(DUE - timedelta(days=6))},
        ],
        ids=["done", "off", "nobody", "no day", "agreed later"],
    )
    def test_none_goes_where_none_is_wanted(self, database, made, values):
        found = add(database, made, owner="A lead", due=DUE)
        with database.writing() as session:
            session.execute(update(Action).where(Action.id == found).values(**values))
        assert tick(database, now=at(DUE - timedelta(days=5)), post=POST).nudged == 0

    @pytest.mark.parametrize("days", [-40, -13, -3, 0, 2, 6, 7, 30])
    def test_the_day_that_is_told_is_the_day_on_which_it_goes(self, database, made, days):
        """What the board says and what the worker does, day after day, however late it was agreed."""
        add(database, made, owner="A lead")
        due = NOW.date() + timedelta(days=days)
        with database.writing() as session:
            written = min(NOW, at(due) - timedelta(days=3)) if days < 0 else NOW
            session.execute(update(Action).values(due=due, created_at=written))
        for day in range(60):
            morning = at(NOW.date(), 7) + timedelta(days=day)
            [found] = listed(database, made)
            told = reminding.coming(found, morning) == morning.date()
            assert tick(database, now=morning.replace(hour=9), post=POST).nudged == told, day
        assert reminding.coming(found, morning) is None
        assert len(letters_of(database)) == (0 if days <= -14 else 2 if days > 7 else 1)

    @pytest.mark.parametrize(
        "values",
        [
            {"status": "dropped", "ended_on": NOW.date()},
            {"reminders": False},
            {"owner_account_id": None},
            {"due": None},
        ],
        ids=["ended", "off", "nobody", "no day"],
    )
    def test_no_day_is_told_where_none_comes(self, database, made, values):
        add(database, made, owner="A lead", due=DUE)
        [found] = listed(database, made)
        assert reminding.coming(found, NOW) == DUE - timedelta(days=7)
        with database.writing() as session:
            session.execute(update(Action).values(**values))
        [found] = listed(database, made)
        assert reminding.coming(found, NOW) is None

    @pytest.mark.parametrize("column", ["archived_at", "deleted_at"])
    def test_none_goes_in_a_partnership_that_is_put_away(self, database, made, column):
        add(database, made, owner="A lead", due=DUE)
        with database.writing() as session:
            session.execute(update(Partnership).values(**{column: NOW}))
        assert [reminding.coming(one, NOW) for one in listed(database, made)] == [None]
        assert tick(database, now=at(DUE - timedelta(days=5)), post=POST).nudged == 0

    def test_none_goes_from_a_site_without_letters_and_it_comes_once_there_are(self, database, made):
        add(database, made, owner="A lead", due=DUE)
        assert tick(database, now=at(DUE - timedelta(days=7)), post=SILENT).nudged == 0
        assert tick(database, now=at(DUE - timedelta(days=6)), post=POST).nudged == 1

    def test_done_between_the_look_and_the_letter_sends_none(self, database, made):
        found = add(database, made, owner="A lead", due=DUE)
        now = at(DUE - timedelta(days=7))
        with database.reading() as session:
            assert reminding.due(session, now) == [found]
        updated(database, found, Status.DONE)
        with database.writing() as session:
            assert not reminding.remind(session, action_id=found, now=now, post=POST)
        assert letters_of(database) == []

    def test_another_day_has_another_reminder(self, database, made):
        found = add(database, made, owner="A lead", due=DUE)
        assert tick(database, now=at(DUE - timedelta(days=7)), post=POST).nudged == 1
        changed(database, found, Given(what="x", owner="A lead", due=DUE + timedelta(days=30)))
        assert tick(database, now=at(DUE + timedelta(days=2)), post=POST).nudged == 0
        assert tick(database, now=at(DUE + timedelta(days=23)), post=POST).nudged == 1

    def nudged(self, database, days, hour=9):
        return tick(database, now=at(DUE, hour) + timedelta(days=days), post=POST).nudged

    def test_a_day_that_was_taken_away_and_set_again_has_no_second_letter(self, database, made):
        found = add(database, made, owner="A lead", due=DUE)
        assert self.nudged(database, -7) == 1
        changed(database, found, Given(what="x", owner="A lead"))
        changed(database, found, Given(what="x", owner="A lead", due=DUE), version=2)
        assert (self.nudged(database, -6), self.nudged(database, 1)) == (0, 1)

    def test_whoever_does_it_from_now_on_is_told(self, database, made):
        found = add(database, made, owner="A lead", due=DUE)
        assert self.nudged(database, -7) == 1
        changed(database, found, Given(what="x", owner="A member", due=DUE))
        assert (self.nudged(database, -5), self.nudged(database, -4)) == (1, 0)
        assert {one.account_id for one in letters_of(database)} == {
            made.people[Role.LEAD],
            made.people[Role.MEMBER],
        }

    def test_who_does_many_things_gets_one_letter_on_a_day(self, database, made):
        for n in range(3):
            add(database, made, f"Thing {n}", owner="A lead", due=DUE + timedelta(days=n % 2))
        add(database, made, "Other", owner="A member", due=DUE)
        assert self.nudged(database, -6) == 2
        add(database, made, "Late", owner="A lead", due=DUE - timedelta(days=1))
        with database.writing() as session:
            session.execute(
                update(Action).where(Action.what == "Late").values(created_at=at(date(2026, 10, 1)))
            )
        assert (self.nudged(database, -6, 15), self.nudged(database, -5)) == (0, 1)
        assert len(letters_of(database)) == 3

    def sent(self, database):
        """What the letters that wait say; those that nobody wants any more are not among them."""
        with database.writing() as session:
            ids = session.scalars(select(Letter.id).where(Letter.state == "queued")).all()
            return composing.compose(session, POST, ids, sender="pet@example.org")

    def test_the_letter_lists_all_of_it_as_it_stands_when_it_goes(self, database, made):
        kept, ended, moved = (add(database, made, f"Thing {n}", owner="A lead", due=DUE) for n in range(3))
        gone = add(database, made, "Thing 3", owner="A lead", due=DUE)
        also = add(database, made, "Thing 4", owner="A lead", due=DUE)
        self.nudged(database, -7)
        changed(database, kept, Given(what="In better words", owner="A lead", due=DUE))
        updated(database, ended, Status.DONE)
        changed(database, moved, Given(what="x", owner="A lead", due=DUE + timedelta(days=90)))
        with database.writing() as session:
            actions.remove(session, action_id=gone, version=1, now=NOW)
        [one] = self.sent(database)
        text = message_from_bytes(one.parcel.content, policy=default).get_body(("plain",)).get_content()
        assert one.problem is None
        assert also
        assert ("In better words" in text, "Thing 4" in text) == (True, True)
        assert not any(f"Thing {n}" in text for n in range(4))

    @pytest.mark.parametrize("why", ["done", "removed", "off", "moved", "left", "another"])
    def test_a_letter_that_waits_does_not_go_where_nobody_wants_it(self, database, made, why):
        found = add(database, made, "Secret what", owner="A member", due=DUE)
        self.nudged(database, -7)
        with database.writing() as session:
            if why == "removed":
                actions.remove(session, action_id=found, version=1, now=NOW)
            elif why == "left":
                session.execute(delete(Membership).where(Membership.account_id == made.people[Role.MEMBER]))
            elif why == "done":
                progress = Progress(status=Status.DONE)
                actions.update(session, action_id=found, version=1, progress=progress, now=NOW)
            else:
                given = {"what": "x", "owner": "A member", "due": DUE}
                given |= {
                    "off": {"reminders": False},
                    "moved": {"due": None},
                    "another": {"owner": "A lead"},
                }[why]
                actions.change(session, action_id=found, version=1, given=Given(**given), now=NOW)
        with database.writing() as session:
            later_on = at(DUE)
            hand = sending.take(session, now=later_on)
            [one] = composing.compose(session, POST, hand.letter_ids, sender="pet@example.org")
            assert (one.parcel, one.problem) == (None, NEEDLESS)
            sending.settle(session, hand, one.letter_id, one.problem, now=later_on)
        [letter] = letters_of(database)
        assert (letter.state, letter.sealed) == ("cancelled", None)

    def written(self, database):
        with database.reading() as session:
            ids = session.scalars(select(Letter.id)).all()
            [made] = composing.compose(session, POST, ids, sender="pet@example.org")
            assert made.problem is None
            letter = session.scalars(select(Letter)).one()
            rounds_ = {letter.round_id: composing.about(session, POST, letter.round_id)}
            contents = composing.sealing.open_(POST, letter.sealed, public_id=letter.public_id)
            return composing.words_of(letter, contents, rounds_, POST)

    def test_who_signs_in_gets_the_way_to_say_how_it_goes(self, database, made):
        add(database, made, "Share one calendar", owner="A lead", due=DUE)
        tick(database, now=at(DUE - timedelta(days=7)), post=POST)
        words, [action] = self.written(database), listed(database, made)
        assert words.subject == "What you do is due on 20 November 2026"
        assert words.paragraphs == (
            "After “Autumn 2026” this was agreed, and it is in your hands:",
            "“Share one calendar”",
            "It is to be done by Friday 20 November 2026.",
        )
        assert words.link.url == f"http://localhost/actions/{action.public_id}/update"

    def test_of_several_each_has_its_page_beside_it(self, database, made):
        add(database, made, "Share one calendar", owner="A lead", due=DUE)
        add(database, made, "Meet", owner="A lead", due=DUE - timedelta(days=7))
        tick(database, now=at(DUE - timedelta(days=6)), post=POST)
        words, ids = self.written(database), [one.public_id for one in listed(database, made)]
        assert words.subject == "2 things that you do: how are they going?"
        assert words.paragraphs[1:] == (
            (
                "“Share one calendar” It is to be done by Friday 20 November 2026. "
                f"Say how it is going: http://localhost/actions/{ids[0]}/update"
            ),
            (
                "“Meet” It was to be done by Friday 13 November 2026. "
                f"Say how it is going: http://localhost/actions/{ids[1]}/update"
            ),
        )
        assert words.link is None

    def test_who_has_no_account_is_asked_to_tell_the_lead(self, database, made):
        with database.writing() as session:
            partnership = session.scalars(select(Partnership.id)).one()
            session.add(
                Person(partnership_id=partnership, name="Pat", email="pat@example.org", created_on=NOW.date())
            )
        add(database, made, owner="Pat", due=DUE)
        tick(database, now=at(DUE + timedelta(days=1)), post=POST)
        words = self.written(database)
        assert words.link is None
        assert words.paragraphs[-1] == "It was to be done by Friday 20 November 2026."
        assert words.facts == ("Please tell A lead how it goes: you can answer this letter.",)
        with use(PSEUDO):
            other = self.written(database)
        assert all(
            text.startswith("⟦") for text in (other.subject, *other.paragraphs, *other.facts, other.why)
        )


class TestGoing:
    def test_actions_go_with_their_partnership(self, database, made):
        add(database, made)
        with database.writing() as session:
            session.execute(update(Partnership).values(deleted_at=NOW))
            deleting.sweep(session, now=NOW + deleting.UNDO)
            assert session.scalar(select(func.count()).select_from(Action)) == 0

    def test_a_partner_with_actions_is_never_deleted_only_put_away(self, database, made):
        with database.writing() as session:
            partnership = session.scalars(select(Partnership.id)).one()
            partner = partners.add(session, partnership_id=partnership, name="Elm School", by=PET, now=NOW).id
        add(database, made, partner_id=partner)
        with database.writing() as session, pytest.raises(PetError, match="stays in the archive"):
            partners.delete(session, partnership_id=partnership, partner_id=partner, by=PET, now=NOW)
        with database.reading() as session:
            assert [
                one.is_bare for one in partners.listed(session, partnership) if one.name == "Elm School"
            ] == [False]

    def test_an_account_that_goes_leaves_the_name(self, database, made):
        add(database, made, owner="A member", due=DUE)
        with database.writing() as session:
            session.execute(delete(Account).where(Account.id == made.people[Role.MEMBER]))
        [found] = listed(database, made)
        assert (found.said.owner, found.owner_account_id) == ("A member", None)


class TestToldBefore:
    def test_only_what_was_released_is_told_to_those_who_are_asked_again(self, database):
        with database.writing() as session:
            made = over(session)
        add(database, made, "First thing")
        with database.reading() as session:
            assert actions.told_before(session, made.round_id) == ()
            assert actions.told_before(session, None) == ()
        with database.writing() as session:
            rounds.release(session, round_id=made.round_id, now=NOW)
        with database.reading() as session:
            assert [one.what for one in actions.told_before(session, made.round_id)] == ["First thing"]
            assert session.get_one(Round, made.round_id).released_at is not None

    def test_nor_does_the_record_of_the_next_round_tell_of_what_was_not_released(self, database):
        with database.writing() as session:
            made = over(session)
            first = session.get_one(Round, made.round_id)
            partnership = session.get_one(Partnership, first.partnership_id)
            second = make_round(session, partnership, source=SOURCE, follows=first.id, title="Second").id
            make_answered(session, session.get_one(Round, second), varied(24))
            rounds.close(session, round_id=second, now=NOW)
        add(database, made, "First thing", owner="Jane")
        with database.writing() as session:
            record = records.of_round(session, second, now=NOW)
            assert (record.became_of, record.became) == ("", ())
            rounds.release(session, round_id=made.round_id, now=NOW)
            record = records.of_round(session, second, now=NOW)
            assert (record.became_of, [one.what for one in record.became]) == ("Autumn 2026", ["First thing"])
            assert records.telling_of(session, made.round_id) == (made.round_id, second)
