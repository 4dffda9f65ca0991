"""The page of a round after each big step: an answer to it, what comes next, and nothing that cannot be done any more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import Action, Comment, Invitation, Partnership, Round
from pet.record.model import Status
from pet.services import actions, agenda, comments, results, rounds
from pet.services.actions import Given, Progress
from pet.services.comments import Decided, Decision
from pet.web.rounds import just_done
from tests.support import factories
from tests.support.factories import NOW
from tests.support.invited import begin, invitation_of, make_invited
from tests.support.pages import words
from tests.support.released import SOURCE, over, varied
from tests.support.statements import noted

BOOKLET = "Download the booklet for the conversation"
IMPROVEMENT = "Download the improvement report"
FULL = "Download the full report"
COPY = "Set up the next round like this one"


@pytest.fixture
def settings(settings, tmp_path):
    return replace(settings, mail=f"folder:{tmp_path / 'letters'}", mail_from="pet@example.org")


@pytest.fixture
def made(database):
    """A round that is released to everybody, with nobody asked by letter."""
    with database.writing() as session:
        return over(session, released=True)


@pytest.fixture
def agree(database, made):
    """Writes an action down."""

    def add(what, status=None):
        with database.writing() as session:
            row = actions.add(session, round_id=made.round_id, given=Given(what=what), now=NOW)
            if status is not None:
                progress = Progress(status=status, note="")
                actions.update(session, action_id=row.id, version=1, progress=progress, now=NOW)

    return add


def seen(client, made, role=Role.LEAD, query=""):
    client.sign_in(made.people[role])
    return client.page(f"{made.url}/{query}")


def box(page):
    """The part that says what comes next: its sentence, and the words of its links and buttons."""
    [found] = [one for one in page.all("section") if one.get("aria-labelledby") == "next"]
    sentence = words(next(found.iter("p")))
    return sentence, [words(one) for one in found.iter() if one.tag in ("a", "button")]


def notices(page):
    return [
        words(one)
        for one in page.all("div")
        if {"notice", "notice-good"} <= set((one.get("class") or "").split())
    ]


class TestFiles:
    """What people read before the conversation comes first, what is for afterwards once something is agreed."""

    def test_before_the_conversation_the_booklet_is_offered(self, client, made):
        page = seen(client, made)
        assert (BOOKLET, f"{made.url}/files/conversation.pdf?page=a4") in page.offers
        assert {IMPROVEMENT, FULL} & {text for text, _url in page.offers} == set()
        assert ("See all reports and files", f"{made.url}/results/#downloads") in page.offers
        assert 'id="downloads"' in client.get(f"{made.url}/results/").get_data(as_text=True)

    def test_afterwards_the_improvement_report(self, client, made, agree):
        agree("Share one calendar")
        page = seen(client, made)
        links = [text for text, _url in page.offers]
        assert (IMPROVEMENT, f"{made.url}/files/improvement-report.pdf?page=a4") in page.offers
        assert links.index(IMPROVEMENT) < links.index("See the results") < links.index(BOOKLET)
        assert FULL not in links

    def test_where_too_few_answered_there_is_one_report(self, client, database):
        with database.writing() as session:
            few = over(session, varied(3), released=True)
        page = seen(client, few)
        assert {BOOKLET, IMPROVEMENT, "See all reports and files"} & {
            text for text, _url in page.offers
        } == set()
        [url] = [url for text, url in page.offers if text == FULL]
        assert client.submit(url).status_code == 303  # it can be asked for

    def test_one_press_has_it_made(self, client, made, agree):
        agree("Share one calendar")
        for text, url in seen(client, made).offers:
            if text in (BOOKLET, IMPROVEMENT):
                answer = client.submit(url)
                assert (answer.status_code, answer.location) == (303, url.replace("?", "/making?"))


class TestNext:
    def test_first_there_is_a_proposal(self, client, made):
        said, buttons = box(seen(client, made))
        assert said == "Talk about the results: the booklet for the conversation has a proposal."
        assert buttons[:3] == ["See the results", "Write down what was agreed", BOOKLET]

    def test_then_the_conversation_is_chosen(self, client, database, made):
        choose(database, made)
        said, _buttons = box(seen(client, made))
        assert said.startswith("Talk about the results: the conversation is chosen. Get the booklet")
        client.sign_in(made.people[Role.MEMBER])
        assert "Get the booklet" not in client.page(partnership_of(database, made)).text

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (1, "Agreed: one action. Keep it up to date, and send the improvement report to the board."),
            (3, "Agreed: three actions. Keep them up to date, and send the improvement report to the board."),
        ],
    )
    def test_then_what_was_agreed_is_kept_up_to_date(self, client, database, made, agree, number, said):
        choose(database, made)
        for place in range(number):
            agree(f"Share calendar {place}")
        for role in (Role.LEAD, Role.FACILITATOR):
            found, buttons = box(seen(client, made, role))
            assert found == said
            assert buttons[:3] == ["What was agreed", IMPROVEMENT, "See the results"]
            assert "Write down what was agreed" not in buttons
        client.sign_in(made.people[Role.LEAD])
        assert said in client.page(partnership_of(database, made)).text
        client.sign_in(made.people[Role.MEMBER])
        text = client.page(partnership_of(database, made)).text
        assert f"{said.split('.')[0]}. See how" in text
        assert "board" not in text

    def test_at_last_all_have_ended(self, client, made, agree):
        agree("Share one calendar", status=Status.DONE)
        agree("Meet in May", status=Status.DROPPED)
        assert box(seen(client, made))[0] == (
            "Agreed: two actions, which have all ended. When the time comes, ask again: the next round shows what has "
            "changed."
        )
        assert box(seen(client, made, Role.FACILITATOR))[0] == "Agreed: two actions, which have all ended."

    def test_before_the_release_that_comes_first(self, client, database):
        with database.writing() as session:
            closed = over(session)
            actions.add(session, round_id=closed.round_id, given=Given(what="Meet in May"), now=NOW)
        said, buttons = box(seen(client, closed))
        assert said == "Look at the results, then release them to everybody who answered."
        assert buttons[:2] == ["See the results", IMPROVEMENT]


def choose(database, made):
    with database.writing() as session:
        stored = results.stored(session, made.round_id)
        choice = agenda.proposed(stored, 60)
        wanted = agenda.Wanted(
            meeting=60, picks=tuple((pick.theme, pick.minutes) for pick in choice.picks), note=""
        )
        edition = agenda.chosen(session, made.round_id).edition
        assert not agenda.choose(session, round_id=made.round_id, wanted=wanted, edition=edition, now=NOW)


def partnership_of(database, made):
    with database.reading() as session:
        row = session.get_one(Round, made.round_id)
        return f"/partnerships/{session.get_one(Partnership, row.partnership_id).public_id}/"


def make_later(session, made, **fields):
    """A round of the same partnership; set beside nothing."""
    row = session.get_one(Round, made.round_id)
    home = session.get_one(Partnership, row.partnership_id)
    given = {
        "title": "Autumn check",
        "opens_at": NOW + timedelta(days=90),
        "closes_at": NOW + timedelta(days=99),
    }
    return factories.make_round(session, home, source=SOURCE, **{**given, **fields})


class TestALaterRound:
    """The next round is set up from the latest one alone, whether or not that is set beside this one."""

    def test_the_latest_round_is_where_the_next_is_set_up(self, client, database, made):
        assert COPY in box(seen(client, made))[1]
        with database.writing() as session:
            later = make_later(session, made)
            other = f"/rounds/{later.public_id}/"
        page = seen(client, made)
        said, buttons = box(page)
        assert COPY not in buttons
        assert ("Go to the latest round", other) in page.offers
        assert said.startswith("Talk about the results")
        with database.writing() as session:
            rounds.close(session, round_id=later.id, now=NOW)
        assert COPY in box(client.page(other))[1]
        assert COPY not in box(client.page(f"{made.url}/"))[1]

    def test_what_is_still_to_be_done_is_said_beside_it(self, client, database, made, agree):
        agree("Share one calendar")
        with database.writing() as session:
            make_later(session, made, follows=made.round_id)
        said = "The next round is there: “Autumn check”."
        assert box(seen(client, made))[0] == f"{said} Keep up to date what was agreed after this one."
        with database.writing() as session:
            row = session.query(Action).one()
            row.status, row.ended_on = "done", NOW.date()
        assert box(seen(client, made))[0] == said

    @pytest.mark.parametrize(
        "fields",
        [
            {"state": "draft"},
            {"opens_at": NOW - timedelta(days=90)},
        ],
    )
    def test_a_draft_or_an_earlier_round_is_not_later(self, client, database, made, fields):
        with database.writing() as session:
            make_later(session, made, **fields)
        page = seen(client, made)
        assert COPY in box(page)[1]
        assert "Go to the latest round" not in page.text

    def test_a_round_elsewhere_is_not_later(self, client, database, made):
        with database.writing() as session:
            home = factories.make_partnership(session, name="Hill Partnership", partners=("Hill School",))
            opens = NOW + timedelta(days=90)
            factories.make_round(session, home, opens_at=opens, closes_at=opens + timedelta(days=1))
        assert COPY in box(seen(client, made))[1]

    def test_the_check_page_names_the_round_of_which_people_read(self, client, database, made, agree):
        agree("Share one calendar")
        with database.writing() as session:
            make_later(session, made)
            draft = make_later(
                session,
                made,
                title="Spring",
                follows=made.round_id,
                state="draft",
                opens_at=NOW + timedelta(days=200),
                closes_at=NOW + timedelta(days=210),
            )
            url = f"/rounds/{draft.public_id}/set-up/check"
        client.sign_in(made.people[Role.LEAD])
        text = client.page(url).text
        assert "what became of “Autumn 2026”. 1 action of it has not ended" in text
        assert "the last round" not in text


class TestWhatWasJustDone:
    """A big step has an answer; the address holds no number, and says nothing to anybody else or later."""

    @pytest.fixture
    def running(self, database):
        with database.writing() as session:
            return over(session, state="open")

    @pytest.fixture
    def closed(self, database):
        """A round in which ten wrote, and the reader keeps all but two."""
        with database.writing() as session:
            home = over(session, state="draft")
            row = session.get_one(Round, home.round_id)
            row.state = "open"
            row.reader_id = home.people[Role.FACILITATOR]
            session.flush()
            for number in range(12):
                started = factories.make_response(
                    session, row, partner=factories.PARTNERS[number % 3], role="teacher"
                )
                said = {"comment:c1.a1.t1": f"Words {number}"} if number < 10 else {}
                factories.answer(session, started, 4, said)
            for one in session.query(Comment):
                one.quotable = True
            session.flush()
            rounds.close(session, round_id=home.round_id, now=NOW)
        return home

    def decide(self, database, made):
        with database.writing() as session:
            found = comments.to_read(session, made.round_id).items
            decided = {
                one.id: Decided(
                    decision=Decision.LEAVE_OUT
                    if place < 2
                    else Decision.REWORD
                    if place == 2
                    else Decision.KEEP,
                    text="Others" if place == 2 else one.text,
                )
                for place, one in enumerate(found)
            }
            assert not comments.decide(session, round_id=made.round_id, decided=decided)

    def test_closing_says_how_many_it_was(self, client, running):
        client.sign_in(running.people[Role.LEAD])
        client.page(f"{running.url}/close")
        page = client.page(client.submit(f"{running.url}/close").location)
        assert notices(page) == ["The round is closed. 24 people have sent their answers."]
        assert notices(client.page(f"{running.url}/")) == []

    def test_finishing_the_reading_says_what_was_decided(self, client, database, closed):
        client.sign_in(closed.people[Role.FACILITATOR])
        assert notices(client.page(f"{closed.url}/?done=read")) == []
        self.decide(database, closed)
        answer = client.submit(f"{closed.url}/comments", {"then": "finish-now"})
        assert answer.location == f"{closed.url}/?done=read"
        page = client.page(answer.location)
        assert notices(page) == ["The reading is finished: 7 kept, 1 in other words, 2 left out."]
        client.sign_in(closed.people[Role.LEAD])
        assert notices(client.page(answer.location)) == []

    def test_releasing_where_nobody_is_written_to_says_so(self, client, database):
        with database.writing() as session:
            made = over(session)
        client.sign_in(made.people[Role.LEAD])
        client.page(f"{made.url}/release")
        page = client.page(client.submit(f"{made.url}/release").location)
        assert notices(page) == ["Released. Nobody is written to: tell everybody yourself."]
        client.sign_in(made.people[Role.FACILITATOR])
        assert notices(client.page(f"{made.url}/?done=released")) == []

    @pytest.mark.parametrize("done", ["closed", "read", "released", "launched", "", "x"])
    def test_later_it_is_not_said_any_more(self, client, made, clock, done):
        clock.move(minutes=16)
        for role in (Role.LEAD, Role.FACILITATOR):
            assert notices(seen(client, made, role, f"?done={done}")) == []

    @pytest.mark.parametrize("done", ["read", "released"])
    def test_saying_so_costs_little(self, client, database, closed, done):
        self.decide(database, closed)
        with database.writing() as session:
            comments.finish(session, round_id=closed.round_id, now=NOW)
            rounds.release(session, round_id=closed.round_id, now=NOW)
        client.sign_in(closed.people[Role.FACILITATOR if done == "read" else Role.LEAD])
        client.pauses = False
        client.page(f"{closed.url}/?done={done}")
        with noted(database) as statements:
            assert notices(client.page(f"{closed.url}/?done={done}"))
        assert len(statements) <= 14

    def test_a_round_that_is_over_costs_no_more_than_one_that_runs(self, client, database, made, agree):
        agree("Share one calendar")
        choose(database, made)
        client.sign_in(made.people[Role.LEAD])
        client.pauses = False
        client.page(f"{made.url}/")
        with noted(database) as statements:
            client.page(f"{made.url}/")
        assert len(statements) <= 9

    def test_the_address_holds_no_number(self):
        assert {just_done.LAUNCHED, just_done.CLOSED, just_done.READ, just_done.RELEASED} == {
            "launched",
            "closed",
            "read",
            "released",
        }


class TestByLetter:
    @pytest.fixture
    def asked(self, database):
        """A round by letter with its lead: all of six have sent, and one letter came back."""

        def make(mode=Mode.CONFIDENTIAL):
            with database.writing() as session:
                home = factories.make_partnership(session)
                lead = factories.make_account(session, "lead@example.org")
                factories.make_member(session, lead, home, Role.LEAD)
                row = make_invited(session, 6, partnership=home, mode=mode)
                for number in range(6):
                    begin(session, row, number)
                invitation_of(session, row, 5).delivery = "bounced"
                public_id = invitation_of(session, row, 5).public_id
            return row, lead.id, f"/rounds/{row.public_id}/", f"/rounds/{row.public_id}/people/{public_id}"

        return make

    def test_releasing_says_how_many_letters_go(self, client, asked):
        _row, lead, url, _person = asked()
        client.sign_in(lead)
        client.page(f"{url}close")
        client.submit(f"{url}close")
        page = client.page(client.submit(f"{url}release").location)
        assert notices(page) == ["Released. 5 letters are on their way."]

    @pytest.mark.parametrize("release", [False, True])
    def test_after_the_close_nothing_impossible_is_asked(self, client, database, asked, release):
        row, lead, url, person = asked()
        client.sign_in(lead)
        assert "Look at the address: correct it" in client.page(url).text
        assert "Correct it, and PET sends a new link." in client.page(person).text
        with database.writing() as session:
            rounds.close(session, round_id=row.id, now=NOW)
            if release:
                rounds.release(session, round_id=row.id, now=NOW)
        page = client.page(url)
        assert "One letter did not arrive; the round is closed." in page.text
        assert "new link" not in page.text
        assert "paper sheet" not in page.text
        page = client.page(person)
        assert "The round takes no more answers, so no new link goes out." in page.text
        assert "Correct it" not in page.text
        with database.writing() as session:
            session.get_one(Invitation, invitation_of(session, row, 5).id).delivery = "failed"
        text = client.page(person).text
        assert "though PET tried for some hours. The round takes no more answers" in text
        assert "Send it again" not in text

    def test_past_the_closing_date_it_says_that(self, client, asked, clock):
        _row, lead, url, person = asked()
        clock.move(days=30)
        client.sign_in(lead)
        assert "One letter did not arrive; the closing date has passed." in client.page(url).text
        assert "Correct it" not in client.page(person).text

    @pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS])
    def test_the_list_is_called_what_it_tells(self, client, database, asked, mode):
        row, lead, url, _person = asked(mode)
        client.sign_in(lead)
        before = "See who is asked" if mode is Mode.ANONYMOUS else "See who has answered"
        assert (before, f"{url}people") in client.page(url).offers
        assert client.page(f"{url}people").h1 == "Who is asked"
        with database.writing() as session:
            rounds.close(session, round_id=row.id, now=NOW)
        page = client.page(url)
        assert ("See who was asked", f"{url}people") in page.offers
        assert "See who has answered" not in page.text
        page = client.page(f"{url}people")
        assert page.h1 == "Who was asked"
        assert "6 people were asked." in page.text

    def test_a_launch_has_an_answer(self, client, database):
        with database.writing() as session:
            home = factories.make_partnership(session)
            lead = factories.make_account(session, "lead@example.org")
            factories.make_member(session, lead, home, Role.LEAD)
            row = factories.make_round(
                session, home, state="draft", opens_at=NOW + timedelta(days=1), way="link"
            )
            url = f"/rounds/{row.public_id}/"
        client.sign_in(lead.id)
        client.page(f"{url}set-up/check")
        answer = client.submit(f"{url}set-up/check")
        assert answer.location == f"{url}?done=launched"
        page = client.page(answer.location)
        assert notices(page) == ["The round is launched. What it asks and what it promises is fixed now."]


class TestAgenda:
    def test_a_choice_leads_on_to_the_booklet(self, client, made):
        client.sign_in(made.people[Role.LEAD])
        url = f"{made.url}/agenda"
        page = client.page(url)
        assert BOOKLET not in [text for text, _url in page.offers]
        fields = form_of(page)
        saved = client.page(client.submit(url, {**fields, "do": ["save"]}).location)
        [notice] = notices(saved)
        assert notice == f"Saved. Next: get the booklet for everybody at the table.{BOOKLET}"
        booklet = (BOOKLET, f"{made.url}/files/conversation.pdf?page=a4")
        assert saved.offers.count(booklet) == 1
        again = client.page(url)
        assert notices(again) == []
        assert again.offers.count(booklet) == 1
        gone = client.page(client.submit(url, {**form_of(again), "do": ["forget"]}).location)
        assert BOOKLET not in gone.text


def form_of(page):
    """The form of the conversation as a browser would send it, but for its buttons."""
    [form] = [form for form in page.all("form") if (form.get("action") or "").endswith("/agenda")]
    found = {}
    for element in form.iter():
        name, kind = element.get("name"), element.get("type")
        if element.tag == "input" and name and (kind != "radio" or element.get("checked") is not None):
            found.setdefault(name, []).append(element.get("value"))
    return {name: values for name, values in found.items() if name != "csrf_token"}
