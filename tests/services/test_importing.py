"""A list of people beside those there are: what it would do, what it did, and taking it back."""

import time

import pytest
from sqlalchemy import func, select

from pet.db.models import AuditEvent, ImportBatch, Invitation, Partner, Person
from pet.errors import PetError
from pet.services import people, people_changes
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.importing import applying, batches, deciding, reading
from pet.services.importing.applying import ChangedMeanwhileError, NotYetError, Seen, Undone
from pet.services.importing.batches import Chosen
from pet.services.importing.deciding import Decision, Mended
from pet.services.importing.matching import What
from pet.services.people import Search
from pet.services.people_changes import Given
from tests.support.factories import NOW, make_partnership, make_round
from tests.support.statements import noted

BY = By(account_id=None, name="Ada Lead")
LIST = """\
Name;E-mail;School;Role
Ada Archer;ada@example.org;Ash School;Headteacher
Bob Birch;bob@example.org;Dale School;Teacher or support staff
Cy;;Ash School;
"""


class Scene:
    """A partnership, and lists that are brought to it."""

    def __init__(self, database, **made):
        self.database = database
        with database.writing() as session:
            self.id = make_partnership(session, **made).id

    def partner(self, name):
        with self.database.reading() as session:
            return session.scalars(
                select(Partner.id).where(Partner.name == name, Partner.partnership_id == self.id)
            ).one()

    def bring(self, text=LIST, *, own=None, **chosen):
        with self.database.writing() as session:
            sheet = reading.from_text(text, batches.hints(session, self.id), source="list")
            public_id = batches.keep(
                session,
                partnership_id=self.id,
                sheet=sheet,
                chosen=Chosen(**chosen),
                own_partner_id=own,
                by=BY,
                now=NOW,
            )
            return session.scalars(select(ImportBatch.id).where(ImportBatch.public_id == public_id)).one()

    def plan(self, batch_id, own=None):
        with self.database.reading() as session:
            batch = batches.read(batches.find(session, batch_id))
            return batches.plan(session, self.id, batch, own_partner_id=own)

    def items(self, text, *, own=None, **chosen):
        plan = self.plan(self.bring(text, own=own, **chosen), own)
        return [(item.what, " ".join(item.why + item.notes)) for item in plan.items]

    def confirm(self, batch_id, *, seen=None, without_wrong=False, own=None):
        seen = Seen(sha256=seen or self.plan(batch_id, own).sha256, without_wrong=without_wrong)
        with self.database.writing() as session:
            applying.confirm(session, batch_id=batch_id, seen=seen, own_partner_id=own, by=BY, now=NOW)

    def take_over(self, text=LIST, **more):
        batch_id = self.bring(text, own=more.get("own"))
        self.confirm(batch_id, **more)
        return batch_id

    def undo(self, batch_id, own=None):
        with self.database.writing() as session:
            return applying.undo(session, batch_id=batch_id, own_partner_id=own, by=BY, now=NOW)

    def decide(self, batch_id, **decision):
        with self.database.writing() as session:
            return deciding.decide(session, batch_id=batch_id, decision=Decision(**decision), by=BY, now=NOW)

    def people(self, **search):
        with self.database.reading() as session:
            page = people.page(session, self.id, Search(**search))
        return [(one.name, one.email, one.partner, one.role_id) for one in page.people]

    def add(self, name, email, partner=None, role_id=None):
        partner_id = self.partner(partner) if partner else None
        given = Given(name=name, email=email, partner_id=partner_id, role_id=role_id)
        with self.database.writing() as session:
            return people_changes.add(session, partnership_id=self.id, given=given, by=BY, now=NOW).id


@pytest.fixture
def scene(database):
    return Scene(database)


class TestPlan:
    def test_people_and_partners_are_added(self, scene):
        plan = scene.plan(scene.bring())
        assert dict(plan.counts) == {What.ADD: 3}
        assert plan.new_partners == ("Dale School",)
        assert [(item.partner, item.role_id) for item in plan.items] == [
            ("Ash School", "headteacher"),
            ("Dale School", "teacher"),
            ("Ash School", None),
        ]

    def test_who_is_there_is_changed_or_skipped(self, scene):
        scene.add("Ada Archer", "ada@example.org", "Ash School", "headteacher")
        scene.add("Bob", "bob@example.org", "Beech School")
        scene.add("Cy", "", "Ash School")
        text = "Ada Archer;ADA@example.org;ASH school;\nBob Birch;bob@example.org;Beech School;headteacher\nCy;;Ash School;\n"
        assert [what for what, _why in scene.items(text)] == [What.SKIP, What.CHANGE, What.SKIP]

    def test_somebody_in_the_archive_comes_back(self, scene, database):
        person_id = scene.add("Ada", "ada@example.org", "Ash School")
        with database.writing() as session:
            session.get(Person, person_id).archived_at = NOW
        scene.take_over("Ada;ada@example.org;Ash School")
        assert scene.people() == [("Ada", "ada@example.org", "Ash School", None)]

    def test_everything_wrong_in_a_row_is_said_with_its_column(self, scene):
        [(what, why)] = scene.items("Name;E-mail;School\n=1+1;ada;@Ash")
        assert what is What.WRONG
        assert why == (
            "Name: A name cannot begin with “=”. E-mail: “ada” is no address. Partner: A name cannot begin with “@”."
        )

    def test_the_same_person_twice(self, scene):
        text = "Name;E-mail;School\nAda;a@example.org;Ash School\nAda;A@example.org;Ash School\nBob;a@example.org;Ash School\nAda;a@example.org;Beech School"
        assert scene.items(text) == [
            (What.ADD, ""),
            (What.SKIP, "The same as row 2."),
            (What.WRONG, "E-mail: row 2 has this address with another name."),
            (
                What.WRONG,
                "E-mail: row 2 has this address at “Ash School”. Somebody of two partners is added by hand.",
            ),
        ]

    def test_an_address_at_another_partner_is_not_taken_over(self, scene):
        scene.add("Ada", "a@example.org", "Ash School")
        [(what, why)] = scene.items("Ada;a@example.org;Beech School")
        assert (what, "“Ash School” has this address" in why) == (What.WRONG, True)

    def test_a_partner_in_the_archive_is_not_taken_over(self, scene, database):
        partner_id = scene.partner("Ash School")
        with database.writing() as session:
            session.get(Partner, partner_id).archived_at = NOW
        [(what, why)] = scene.items("Ada;a@example.org;Ash School")
        assert (what, "in the archive" in why) == (What.WRONG, True)

    @pytest.mark.parametrize(
        ("row", "note"),
        [
            ("Ada Archer;other@example.org;Ash School", "Somebody of this name is there already, with the address ada.archer@example.org."),
            ("Ada Archr;ada.archr@example.org;Ash School", "Nearly the address of somebody who is there already: ada.archer@example.org."),
            ("Ada Archer;ada.acrher@example.org;Beech School", "Nearly the address of somebody who is there already: ada.archer@example.org."),
            ("Bob Birch;ada.archr@example.org;Ash School", ""),
            ("Ada Archer;ada.archer2@example.org;Beech School", ""),
        ],
    )  # fmt: skip
    def test_who_may_be_the_same_is_pointed_out(self, scene, row, note):
        scene.add("Ada Archer", "ada.archer@example.org", "Ash School")
        assert scene.items(row) == [(What.ADD, note)]

    def test_two_rows_that_may_be_the_same_are_said_to_be_rows(self, scene):
        [(_first, nothing), (_second, note)] = scene.items(
            "Ada Archer;ada.archer@example.org;Ash School\nAda Archr;ada.archr@example.org;Ash School"
        )
        assert (nothing, note) == ("", "Nearly the address in row 1 of this list: ada.archer@example.org.")

    def test_a_name_within_another_is_pointed_out(self, scene):
        plan = scene.plan(scene.bring("A;a@example.org;Ash\nB;b@example.org;Ashford"))
        assert [(one.words, one.like[1]) for one in plan.partners] == [("Ash", "Ash School")]
        assert plan.new_partners == ("Ash", "Ashford")  # until somebody says that they are one

    def test_a_partner_that_is_nearly_another_is_taken_for_it_until_somebody_says_no(self, scene):
        text = "Name;E-mail;School\nA;a@example.org;Ash Schol\nB;b@example.org;Oakfeild\nC;c@example.org;Oakfield\nD;d@example.org;Oakfield"
        plan = scene.plan(scene.bring(text))
        assert [item.partner for item in plan.items] == ["Ash School", "Oakfield", "Oakfield", "Oakfield"]
        assert [(one.words, one.like[1]) for one in plan.partners] == [
            ("Ash Schol", "Ash School"),
            ("Oakfeild", "Oakfield"),
        ]
        plan = scene.plan(scene.bring(text, same_partner={"ash schol": ""}))
        assert plan.new_partners == ("Oakfield", "Ash Schol")

    def test_a_role_called_otherwise_is_asked_for(self, scene):
        text = "Name;E-mail;Role\nA;a@example.org;Headteecher\nB;b@example.org;Cook"
        plan = scene.plan(scene.bring(text))
        assert [(one.words, one.meant) for one in plan.roles] == [
            ("Headteecher", "headteacher"),
            ("Cook", ""),
        ]
        chosen = scene.plan(scene.bring(text, same_role={"cook": "teacher", "headteecher": "no such role"}))
        assert [item.role_id for item in chosen.items] == [None, "teacher"]

    def test_rows_without_a_partner_are_of_the_one_that_was_chosen(self, scene):
        plan = scene.plan(scene.bring("A;a@example.org", default_partner_id=scene.partner("Beech School")))
        assert [item.partner for item in plan.items] == ["Beech School"]
        assert [item.partner for item in scene.plan(scene.bring("A;a@example.org")).items] == [""]

    def test_a_column_of_something_else_makes_no_thousand_partners(self, scene):
        text = "Name;E-mail;School\n" + "".join(
            f"P;p{n}@example.org;{n * 7919 % 99991} unlike any\n" for n in range(400)
        )
        plan = scene.plan(scene.bring(text))
        assert len(plan.new_partners) == 200
        assert plan.counts[What.WRONG] == 200


class TestOwnPartner:
    def test_whoever_leads_one_partner_adds_to_it_alone(self, scene):
        own = scene.partner("Ash School")
        scene.add("Bob", "bob@example.org", "Beech School")
        text = "Name;E-mail;School\nA;a@example.org;\nBob;bob@example.org;ash school\nC;c@example.org;Beech School\nD;d@example.org;Dale"
        items = scene.items(text, own=own)
        assert [what for what, _why in items] == [What.ADD, What.ADD, What.WRONG, What.WRONG]
        assert items[1][1] == ""  # nothing tells that Bob is at another partner
        assert "is not yours" in items[2][1]

    def test_nobody_adds_to_a_partner_that_is_none(self, scene):
        batch_id = scene.bring()
        for own in (0, 10**9):
            with pytest.raises(PetError, match="takes no part"):
                scene.plan(batch_id, own)


class TestConfirm:
    def test_all_of_it_is_there(self, scene):
        scene.take_over()
        assert scene.people() == [
            ("Ada Archer", "ada@example.org", "Ash School", "headteacher"),
            ("Cy", None, "Ash School", None),
            ("Bob Birch", "bob@example.org", "Dale School", "teacher"),
        ]

    def test_the_log_has_counts_and_partners_and_no_address(self, scene, database):
        scene.undo(scene.take_over())
        with database.reading() as session:
            events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [(event.act, event.about) for event in events[1:]] == [
            (Act.IMPORT_PEOPLE, {"added": 3, "changed": 0, "partners": ["Dale School"]}),
            (Act.UNDO_IMPORT, {"people": 3, "changed": 0}),
        ]

    def test_with_a_row_that_is_wrong_nothing_is_taken_over_until_it_is_left_out(self, scene):
        batch_id = scene.bring(LIST + "Bad;nobody;Ash School;\n")
        with pytest.raises(NotYetError, match="cannot be taken over"):
            scene.confirm(batch_id)
        assert scene.people() == []
        scene.confirm(batch_id, without_wrong=True)
        assert len(scene.people()) == 3

    def test_a_list_that_does_nothing_is_no_import(self, scene):
        scene.take_over()
        with pytest.raises(NotYetError, match="nothing to take over"):
            scene.take_over()

    def test_what_changed_meanwhile_is_looked_at_again(self, scene):
        batch_id = scene.bring()
        seen = scene.plan(batch_id).sha256
        scene.add("Ada", "ada@example.org", "Ash School")
        with pytest.raises(ChangedMeanwhileError):
            scene.confirm(batch_id, seen=seen)
        assert len(scene.people()) == 1
        scene.confirm(batch_id)
        assert len(scene.people()) == 3

    def test_twice_is_once(self, scene):
        batch_id = scene.bring()
        seen = scene.plan(batch_id).sha256
        for _twice in range(2):
            scene.confirm(batch_id, seen=seen)
        assert len(scene.people()) == 3

    def test_twice_at_once_is_once(self, scene, at_once):
        batch_id = scene.bring()
        seen = Seen(sha256=scene.plan(batch_id).sha256)

        def confirm(session):
            applying.confirm(session, batch_id=batch_id, seen=seen, by=BY, now=NOW)

        waited, one, two = at_once(confirm, confirm)
        assert (one.result(20), two.result(20)) == (None, None)
        assert waited
        assert len(scene.people()) == 3

    def test_two_lists_at_once_do_not_add_somebody_twice(self, scene, at_once, database):
        batch_ids = [scene.bring(), scene.bring()]
        seen = Seen(sha256=scene.plan(batch_ids[0]).sha256)

        def confirm(batch_id):
            return lambda session: applying.confirm(session, batch_id=batch_id, seen=seen, by=BY, now=NOW)

        _waited, one, two = at_once(*map(confirm, batch_ids))
        one.result(20)
        with pytest.raises(ChangedMeanwhileError):
            two.result(20)
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Person)) == 3


class TestDecide:
    BAD = LIST + "Bad;nobody;Ash School;\nWorse;;;\n=x;;;\n"

    def test_mended_rows_take_their_places(self, scene):
        batch_id = scene.bring(self.BAD)
        wrong = [item.row.number for item in scene.plan(batch_id).items if item.what is What.WRONG]
        assert wrong == [5, 7]
        scene.decide(
            batch_id,
            mended=Mended(numbers=wrong, text="Good;good@example.org;Ash School;\r\nNew;;;\nMore;;;\n"),
        )
        plan = scene.plan(batch_id)
        assert [(item.row.number, item.row.name) for item in plan.items[3:]] == [
            (5, "Good"),
            (6, "Worse"),
            (7, "New"),
            (8, "More"),
        ]
        assert plan.counts.get(What.WRONG) is None

    def test_a_line_that_is_taken_out_leaves_its_row_out(self, scene):
        batch_id = scene.bring(self.BAD)
        scene.decide(batch_id, mended=Mended(numbers=[5, 7], text=""))
        assert [item.row.number for item in scene.plan(batch_id).items] == [2, 3, 4, 6]

    def test_lines_that_cannot_be_read_change_nothing(self, scene):
        batch_id = scene.bring(self.BAD)
        with pytest.raises(PetError, match="quotation marks"):
            scene.decide(batch_id, mended=Mended(numbers=[5, 7], text='"Good;x'))
        assert len(scene.plan(batch_id).items) == 6

    def test_yes_to_something_else_than_was_seen_is_not_taken(self, scene):
        batch_id = scene.bring(self.BAD)
        seen = Seen(sha256=scene.plan(batch_id).sha256)
        said = scene.decide(batch_id, seen=seen, mended=Mended(numbers=[5, 7], text=""))
        assert "look again" in said
        assert scene.people() == []
        assert scene.decide(batch_id, seen=Seen(sha256=scene.plan(batch_id).sha256)) == ""
        assert len(scene.people()) == 4

    def test_rows_are_left_out_and_taken_in_again(self, scene):
        batch_id = scene.bring()
        scene.decide(batch_id, asked=frozenset({2, 3}), left_out=frozenset({2, 4}))
        assert [item.what for item in scene.plan(batch_id).items] == [What.SKIP, What.ADD, What.ADD]
        scene.decide(batch_id, asked=frozenset({2}))
        assert scene.plan(batch_id).counts == {What.ADD: 3}

    def test_what_is_done_stays_as_it_is(self, scene):
        batch_id = scene.take_over()
        assert scene.decide(batch_id, mended=Mended(numbers=[2], text="")) == ""
        assert len(scene.people()) == 3
        scene.undo(batch_id)
        with pytest.raises(PetError, match="taken back"):
            scene.decide(batch_id, seen=Seen(sha256="x"))


class TestUndo:
    def test_everything_is_as_before(self, scene, database):
        scene.add("Ada", "ada@example.org", "Ash School")
        before = scene.people()
        batch_id = scene.take_over()
        assert scene.undo(batch_id) == Undone(removed=2, restored=1)
        assert scene.people() == before
        assert scene.undo(batch_id) == Undone(removed=2, restored=1)  # twice is once
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Partner)) == 3

    def test_who_was_invited_or_changed_meanwhile_stays_and_it_says_so(self, scene, database):
        with database.writing() as session:
            round_id = make_round(session, _of(session, scene)).id
        batch_id = scene.take_over()
        with database.writing() as session:
            ada, bob = (
                session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()
                for name in ("ada", "bob")
            )
            session.add(
                Invitation(round_id=round_id, person_id=ada.id, anonymous=False, invited_on=NOW.date())
            )
            bob.name = "Robert Birch"
        assert scene.undo(batch_id) == Undone(removed=1, invited=1, changed=1, partners=("Dale School",))
        assert [name for name, *_rest in scene.people()] == ["Ada Archer", "Robert Birch"]

    def test_what_was_only_looked_at_cannot_be_taken_back(self, scene):
        with pytest.raises(PetError, match="has not been taken over"):
            scene.undo(scene.bring())

    def test_what_somebody_changed_after_the_list_stays(self, scene, database):
        person_id = scene.add("Ada", "ada@example.org", "Ash School")
        batch_id = scene.take_over()
        with database.writing() as session:
            session.get(Person, person_id).name = "Ada of today"
        assert scene.undo(batch_id) == Undone(removed=2, changed=1)
        assert scene.people() == [("Ada of today", "ada@example.org", "Ash School", "headteacher")]


def _of(session, scene):
    from pet.db.models import Partnership

    return session.get(Partnership, scene.id)


class TestKept:
    def test_what_nobody_confirmed_is_forgotten(self, scene, database):
        old = scene.bring()
        with database.writing() as session:
            row = session.get(ImportBatch, old)
            row.created_at, public_id = NOW - batches.KEPT * 2, row.public_id
        scene.bring()
        with database.reading() as session:
            [left] = session.scalars(select(ImportBatch.public_id))
            assert left != public_id
            with pytest.raises(PetError, match="not kept any more"):
                batches.find(session, 10**9)

    def test_a_list_stays_whose_it_was_when_it_was_brought(self, scene, database):
        own = scene.partner("Ash School")
        whole, theirs = scene.take_over(), scene.bring(own=own)
        with database.reading() as session:
            assert len(batches.recent(session, scene.id)) == 2
            [found] = batches.recent(session, scene.id, own_partner_id=own)
            assert found.public_id == session.get_one(ImportBatch, theirs).public_id
        with pytest.raises(PetError, match="not kept any more"):
            scene.undo(whole, own)
        assert scene.undo(whole).removed == 3

    def test_a_list_of_one_partner_touches_that_partner_alone_whoever_says_yes(self, scene):
        own = scene.partner("Ash School")
        batch_id = scene.bring(own=own)
        seen = scene.plan(batch_id, own).sha256
        scene.confirm(batch_id, seen=seen, without_wrong=True)
        assert scene.undo(batch_id, own).removed == 2

    def test_who_moved_away_is_not_changed_back_by_the_partner_they_left(self, scene, database):
        own = scene.partner("Ash School")
        scene.take_over()
        batch_id = scene.take_over("Name;E-mail\nAda Ash;ada@example.org", own=own)
        beech = scene.partner("Beech School")
        with database.writing() as session:
            ada = session.scalars(select(Person).where(Person.email == "ada@example.org")).one()
            assert ada.name == "Ada Ash"
            ada.partner_id = beech
        assert scene.undo(batch_id, own).changed == 1
        with database.reading() as session:
            assert session.get_one(Person, ada.id).name == "Ada Ash"


def scene_partner(session, scene):
    return session.scalars(
        select(Partner.id).where(Partner.name == "Ash School", Partner.partnership_id == scene.id)
    ).one()


def big(number, beginning="p"):
    return "Name;E-mail;School;Role\n" + "".join(
        f"Person {n};{beginning}{n}@example.org;School {n % 40};Headteacher\n" for n in range(number)
    )


def test_five_thousand_cost_as_many_statements_as_five_and_few_seconds(scene, database):
    counts, begun = [], time.process_time()
    for number in (5, 5_000):
        with noted(database) as statements:
            batch_id = scene.take_over(big(number, f"x{number}x"))
        counts.append(len(statements))
        assert scene.plan(batch_id).counts == {What.SKIP: number}
    assert scene.undo(batch_id).removed == 5_000
    # inserts of many rows are sent in parts, and there are forty partners in place of five
    assert counts[1] - counts[0] < 50
    assert time.process_time() - begun < 20
