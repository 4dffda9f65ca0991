"""Coming in by a letter or an account: what is said first, what a link opens, and what it never tells."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import METADATA, Account, Partnership, Response, Round, Throttle, WebSession
from pet.services import invitations, partnerships
from pet.services.audit import PET
from tests.support.answering import Journey
from tests.support.by_letter import PEOPLE, POST, invitation_of, make_letters, token_of
from tests.support.factories import make_account, make_member, make_round

ALL = [Mode.ANONYMOUS, Mode.CONFIDENTIAL, Mode.OPEN]
KEPT = [Mode.CONFIDENTIAL, Mode.OPEN]


def rows(database, only=""):
    """All that the database holds, or one table of it."""
    with database.reading() as db:
        return {
            table.name: sorted(map(repr, db.execute(select(table)).all()))
            for table in METADATA.sorted_tables
            if only in ("", table.name)
        }


class ByLetter(Journey):
    """Somebody who came in by a letter."""

    @property
    def response_id(self):
        with self.database.reading() as db:
            return db.scalars(select(Response.id).where(Response.public_id == self.own)).one()


def which(page):
    """What the buttons that begin say."""
    return [e.get("value") for e in page.all("button") if e.get("name") == "which"]


@dataclass
class Letters:
    """A round whose letters are out, and a browser."""

    client: object
    database: object
    clock: object
    round_id: int

    def link(self, name="Ann"):
        with self.database.writing() as db:
            return f"/r/{token_of(db, self.round_id, name)}"

    def start(self, name="Ann", client=None, **fields):
        """Somebody begins or goes on by their letter: the public id of the sheet."""
        client = client or self.client
        client.page(self.link(name))
        answer = client.submit(self.link(name), fields)
        assert answer.status_code == 303, answer.text
        return answer.location.split("/")[2]

    def journey(self, name="Ann", client=None):
        """The same, to answer."""
        client = client or self.client
        own, link = self.start(name, client), self.link(name)
        return ByLetter(client, self.database, self.clock, "", self.round_id, own=own, link=link)

    def act(self, act, **given):
        with self.database.writing() as db:
            return act(db, by=PET, now=self.clock(), **given)

    def invitation_id(self, name="Ann"):
        with self.database.reading() as db:
            return invitation_of(db, self.round_id, name).id

    def change(self, **fields):
        with self.database.writing() as db:
            row = db.get_one(Round, self.round_id)
            for key, value in fields.items():
                setattr(row, key, value)

    def count(self, table):
        with self.database.reading() as db:
            return db.scalar(select(func.count()).select_from(table))


@pytest.fixture
def letters(client, database, clock):
    def make(mode=Mode.CONFIDENTIAL, **fields):
        with database.writing() as db:
            row = make_letters(db, mode=mode, **fields)
        return Letters(client, database, clock, row.id)

    return make


class TestTheFirstPage:
    @pytest.mark.parametrize(
        ("mode", "asks", "said"),
        [
            (Mode.CONFIDENTIAL, "both", "You answer for Ash School, as: Headteacher."),
            (Mode.ANONYMOUS, "both", "You answer for Ash School, as: Headteacher."),
            (Mode.ANONYMOUS, "role", "You answer as: Headteacher."),
            (Mode.ANONYMOUS, "partner", "You answer for Ash School."),
            (Mode.OPEN, "both", "You answer together, for Ash School."),
        ],
    )
    def test_it_says_as_whom_one_answers_as_far_as_that_is_kept(self, letters, mode, asks, said):
        there = letters(mode, asks=asks)
        page = there.client.page(there.link())
        assert said in page.text
        assert page.h1 == "Autumn 2026"
        assert "Riverside Partnership asks you" in page.text

    def test_who_is_seen_to_have_answered_is_said_before_anything_begins(self, letters):
        there = letters()
        text = there.client.page(there.link()).text
        assert (
            "see who has started and who has sent answers, by name, and never what anybody answered" in text
        )
        assert "eight statements" in text or "8 statements" in text
        assert "Open until" in text

    def test_an_anonymous_round_promises_what_it_keeps(self, letters):
        there = letters(Mode.ANONYMOUS)
        text = there.client.page(there.link()).text
        assert "Nothing that this site keeps leads from you to your answers." in text
        assert "Reminders go to everybody who was asked" in text
        assert "ask for a new letter, and begin afresh" in text
        assert "by name" not in text

    def test_an_open_round_says_who_edits_the_joint_sheet(self, letters):
        there = letters(Mode.OPEN)
        assert "This sheet is edited by: Ann and Ben." in there.client.page(there.link()).text
        own = there.start("Ben")
        assert "This sheet is edited by: Ann and Ben." in there.client.page(f"/responses/{own}/check").text

    @pytest.mark.parametrize("mode", ALL)
    def test_looking_changes_nothing(self, letters, mode):
        there = letters(mode)
        before = rows(there.database)
        for _look in range(2):
            there.client.page(there.link())
            assert there.client.head(there.link()).status_code == 200
        assert rows(there.database) == before

    @pytest.mark.parametrize("mode", ALL)
    def test_starting_leads_to_the_first_question_and_away_from_the_token(self, letters, mode):
        there = letters(mode)
        token = there.link().rpartition("/")[2]
        answer = there.client.submit(there.link())
        assert answer.status_code == 303
        assert token not in answer.location
        answer = there.client.get(answer.location)
        assert "/areas/1" in answer.location
        page = there.client.page(answer.location)
        assert token not in there.client.get(answer.location).text
        assert "Area 1.1" in page.text

    @pytest.mark.parametrize("mode", ALL)
    def test_the_same_letter_resumes_on_any_device(self, letters, new_client, mode):
        there = letters(mode)
        journey = there.journey()
        journey.send(**{"c1.a1.t1:rating": "4"})
        other = new_client()
        assert "1 of" in other.page(there.link()).text
        assert there.start(client=other) == journey.own
        assert there.count(Response) == 1

    def test_only_what_is_missing_is_asked(self, letters):
        there = letters(people=[("Ann", "Ash School", None)])
        own = there.start()
        page = there.client.page(f"/responses/{own}/who")
        assert [e.get("name") for e in page.all("select")] == ["role"]
        assert there.client.submit(f"/responses/{own}/who", {"role": "head"}).status_code == 303
        assert "You answer as: Headteacher, Ash School" in there.client.page(f"/responses/{own}/check").text

    @pytest.mark.parametrize("mode", [Mode.ANONYMOUS, Mode.OPEN])
    def test_where_there_is_nothing_to_choose_nothing_is_offered(self, letters, mode):
        there = letters(mode)
        ann = there.journey()
        page = there.client.page(ann.path("check"))
        assert not [link for link in page.links if "/who" in link]
        assert ann.send(go="back").location.endswith("/check")


class TestTheWayBack:
    @pytest.mark.parametrize("mode", ALL)
    def test_the_letter_is_the_way_back_and_no_other_link_is_made(self, letters, mode):
        there = letters(mode)
        own = there.start()
        page = there.client.page(f"/responses/{own}/way-back?via=stop")
        assert "The link in your letter brings you back" in page.text
        assert "Make another link" not in page.text
        before = rows(there.database, "return_link")
        there.client.submit(f"/responses/{own}/way-back", {"go": "make"})
        assert rows(there.database, "return_link") == before

    @pytest.mark.parametrize("mode", ALL)
    def test_after_withdrawing_one_can_begin_again(self, letters, mode):
        there = letters(mode)
        own = there.start()
        said = there.client.page(f"/responses/{own}/withdraw").text
        assert "With the link in your letter you can begin again" in said
        assert "your link stops working" not in said
        assert there.client.submit(f"/responses/{own}/withdraw").status_code == 303
        assert there.count(Response) == 0
        assert there.start() != own

    def test_what_was_typed_when_the_session_ended_is_saved_by_the_letter(self, letters):
        there = letters()
        journey = there.journey()
        fields = journey.fields() | {"go": "on", "c1.a1.t1:comment": "Typed before"}
        there.clock.move(hours=25)
        lost = there.client.submitted(journey.path("areas/1"), fields, 401)
        form = lost.form("/reopen") | {"link": f"http://localhost{there.link()}"}
        assert there.client.submit("/reopen", form).status_code in (200, 303)
        assert journey.comment("c1.a1.t1") == "Typed before"

    def test_the_whole_way_to_the_results(self, letters):
        there = letters(people=[(f"P{n}", "Ash School", "head") for n in range(6)])
        for number in range(6):
            journey = there.journey(f"P{number}")
            for area in range(1, 5):
                fields = journey.fields(f"areas/{area}")
                chosen = {
                    name: "4" for name in fields if name.startswith("rating:") and not name.endswith(".base")
                }
                journey.send(f"areas/{area}", fields, **chosen)
            journey.save(*[{"kind": "rating", "part": "c1.a1.t1", "value": 4, "base": 0}])
            assert there.client.submit(journey.path("check")).status_code == 303
        link = there.link("P5")
        journey.close()
        journey.release()
        page = there.client.page(link)
        assert "The results are out" in page.text
        answer = there.client.submit(link, {"go": "results"})
        assert there.client.get(answer.location).status_code == 200


class TestLinksThatOpenNothing:
    @pytest.mark.parametrize("mode", ALL)
    def test_before_the_first_day_it_says_when_it_opens(self, letters, mode):
        there = letters(mode)
        there.change(opens_at=there.clock() + timedelta(days=2))
        page = there.client.page(there.link())
        assert "has not started yet. It opens on" in page.text
        assert not page.all("button") or "Start" not in [e.text for e in page.all("button")]
        assert there.client.submit(there.link()).status_code == 409
        assert there.count(Response) == 0

    @pytest.mark.parametrize("mode", ALL)
    def test_after_the_close_who_never_began_is_told_so_and_no_more(self, letters, mode):
        there = letters(mode)
        there.clock.move(days=15)
        page = there.client.page(there.link(), 409)
        assert page.h1 == "This round is closed"
        assert "Ann" not in page.text
        assert there.client.submit(there.link()).status_code == 409

    @pytest.mark.parametrize("mode", ALL)
    def test_a_revoked_letter(self, letters, mode):
        there = letters(mode)
        link = there.link()
        there.start()
        there.act(invitations.revoke, invitation_id=there.invitation_id())
        page = there.client.page(link, 410)
        assert page.h1 == "This link was withdrawn"
        assert "Ann" not in page.text
        assert there.client.submit(link).status_code == 410

    @pytest.mark.parametrize("mode", KEPT)
    def test_a_replaced_letter(self, letters, mode):
        there = letters(mode)
        old = there.link()
        there.act(invitations.new_link, invitation_id=there.invitation_id(), post=POST)
        assert there.client.page(old, 410).h1 == "This link was replaced"
        assert there.client.submit(old).status_code == 410
        assert there.start()

    @pytest.mark.parametrize("mode", ALL)
    def test_after_a_year(self, letters, mode):
        there = letters(mode)
        own = there.start()
        there.clock.move(days=14 + 365, seconds=-1)
        assert there.client.page(there.link()).h1 == "Your answers"
        there.clock.move(seconds=1)
        assert there.client.page(there.link(), 410).h1 == "This link has ended"
        assert there.client.submit(there.link()).status_code == 410
        assert there.client.get(f"/responses/{own}/check").status_code == 401

    def test_a_wrong_token_is_counted_and_a_right_one_is_not(self, letters):
        there = letters()
        there.client.page(there.link())
        assert there.count(Throttle) == 0
        there.client.page(f"{there.link()}x", 404)
        assert there.count(Throttle) == 1


class TestANewLetterInAnAnonymousRound:
    def test_it_asks_whether_anything_was_sent_before_it_begins(self, letters):
        there = letters(Mode.ANONYMOUS)
        there.act(invitations.new_link, invitation_id=there.invitation_id(), post=POST)
        page = there.client.page(there.link())
        assert "I have not sent my answers in this round yet" in page.text
        refused = there.client.submitted(there.link(), status=422)
        assert "Tick the box if that is so" in refused.text
        assert there.count(Response) == 0
        own = there.start(not_sent="y")
        assert there.start() == own  # it is known as theirs by now

    def test_the_first_letter_does_not(self, letters):
        there = letters(Mode.ANONYMOUS)
        assert "not sent my answers" not in there.client.page(there.link()).text


class TestJointSheets:
    def test_two_editors_never_overwrite_each_other_silently(self, letters, new_client):
        there = letters(Mode.OPEN)
        ann, ben = there.journey("Ann"), there.journey("Ben", new_client())
        assert ann.own == ben.own
        seen = ben.fields()
        name = next(one for one in seen if one.endswith("c1.a1.t1:comment"))
        assert ann.send(**{name: "From Ann"}).status_code == 303
        assert ben.send(fields=seen, **{name: "From Ben"}).status_code == 409
        assert ann.comment("c1.a1.t1") == "From Ann"

    def test_any_editor_can_send_it(self, letters, new_client):
        there = letters(Mode.OPEN)
        ann, ben = there.journey("Ann"), there.journey("Ben", new_client())
        ann.save({"kind": "rating", "part": "c1.a1.t1", "value": 4, "base": 0})
        assert ben.client.submit(ben.path("check")).status_code == 303
        assert "Your answers are sent" in there.client.page(there.link("Ann")).text

    def test_other_partners_have_their_own(self, letters, new_client):
        there = letters(Mode.OPEN)
        ann, cem = there.journey("Ann"), there.journey("Cem", new_client())
        assert ann.own != cem.own
        assert cem.client.get(ann.path("check")).status_code == 404


class TestByAccount:
    @pytest.fixture
    def member(self, letters):
        def make(mode=Mode.CONFIDENTIAL, email="ann@example.org", role=Role.MEMBER, people=PEOPLE):
            there = letters(mode, people=people)
            with there.database.writing() as db:
                row = db.get_one(Round, there.round_id)
                partnership = db.get_one(Partnership, row.partnership_id)
                ash = partnerships.partners(db, partnership.id)[0]
                account = make_account(db, email)
                make_member(db, account, partnership, role, ash.id)
            there.client.sign_in(account.id)
            return there, f"/rounds/{row.public_id}/answer"

        return make

    @pytest.mark.parametrize("mode", KEPT)
    def test_it_says_who_can_see_what_and_begins_the_same_sheet_as_the_letter(self, member, new_client, mode):
        there, path = member(mode)
        page = there.client.page(path)
        assert "Who can see what" in page.text
        assert there.count(Response) == 0
        answer = there.client.submit(path, {"which": which(page)[0]})
        own = answer.location.split("/")[2]
        assert there.start(client=new_client()) == own
        assert there.client.get(f"/responses/{own}/check").status_code == 200
        assert "Go on with my answers" in there.client.page(path).text

    def test_nothing_begins_before_the_page_was_seen(self, member):
        there, path = member()
        there.client.page(path)
        answer = there.client.submit(path)
        assert (answer.status_code, answer.location) == (303, path)
        assert there.count(Response) == 0

    def test_an_anonymous_round_refers_to_the_letter(self, member):
        there, path = member(Mode.ANONYMOUS)
        assert there.client.page(path, 409).h1 == "Use the link in your letter"
        assert there.client.submit(path, {"which": "lead"}).status_code == 409
        assert (there.count(Response), there.count(WebSession)) == (0, 1)

    def test_who_is_not_asked_is_told_so(self, member):
        there, path = member(email="other@example.org")
        assert "Nobody with your e-mail address is asked" in there.client.page(path, 409).text
        with there.database.reading() as db:
            theirs = invitation_of(db, there.round_id, "Ann").public_id
        assert there.client.submit(path, {"which": theirs}).status_code == 409
        assert there.count(Response) == 0

    def test_who_is_asked_for_two_partners_chooses(self, member):
        people = [("Ann", "Ash School", "head"), ("Ann", "Beech School", "head")]
        there, path = member(people=people)
        page = there.client.page(path)
        assert "Start, for Ash School" in page.text
        opened = {there.client.submit(path, {"which": one}).location for one in which(page)}
        assert len(opened) == len(people)

    def test_a_lead_of_a_partner_opens_its_joint_sheet_without_a_letter(self, member, new_client):
        there, path = member(Mode.OPEN, "ollie@example.org", Role.PARTNER_LEAD)
        assert "You answer together, for Ash School." in there.client.page(path).text
        answer = there.client.submit(path, {"which": "lead"})
        assert there.start(client=new_client()) == answer.location.split("/")[2]

    def test_after_the_close_own_answers_can_be_read_and_nothing_begun(self, member):
        there, path = member()
        there.start()
        there.clock.move(days=15)
        with there.database.reading() as db:
            account_id = db.scalars(select(Account.id)).one()
        there.client.sign_in(account_id)
        assert "Read my answers" in there.client.page(path).text


class TestTheShortCode:
    @pytest.mark.parametrize("typed", ["BCDFGHJK", "bcdf ghjk", " b-c-d-f-g-h-j-k "])
    def test_eight_letters_are_another_way_to_the_open_link(self, client, database, typed):
        with database.writing() as db:
            row = make_round(db)
            row.short_code = "BCDFGHJK"
            code = row.open_code
        client.page("/link")
        answer = client.submit("/link", {"link": typed})
        assert (answer.status_code, answer.location) == (303, f"/o/{code}")

    def test_guesses_are_counted_like_links(self, client, database):
        client.page("/link")
        assert client.submit("/link", {"link": "ZZZZ ZZZZ"}).status_code == 422
        with database.reading() as db:
            assert db.scalar(select(func.count()).select_from(Throttle)) == 1

    def test_a_letter_is_found_by_its_link(self, letters):
        there = letters()
        there.client.page("/link")
        answer = there.client.submit("/link", {"link": f"http://localhost{there.link()}"})
        assert (answer.status_code, answer.location) == (303, there.link())
