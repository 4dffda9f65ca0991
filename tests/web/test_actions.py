"""Pages of what was agreed: who sees and changes what, nothing typed is lost, two people at once, and own links."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from pet.access.actor import Role
from pet.db.models import Account, Action, Partner, Partnership, Round
from pet.language import PSEUDO
from pet.record.model import Status
from pet.services import actions, agenda, rounds
from pet.services.actions import Given, Progress, talk
from tests.support.client import make_app
from tests.support.factories import NOW, PARTNERS, make_account, make_member, make_round
from tests.support.pages import words
from tests.support.pseudo import missed
from tests.support.released import SOURCE, over
from tests.support.statements import noted

THEME = "c1.a1.t1"
TALKED = ("c2.a1.t2", "c1.a1.t1", "c3.a2.t1")


@pytest.fixture
def made(database):
    with database.writing() as session:
        return over(session, released=True)


@pytest.fixture
def lead(client, made):
    client.sign_in(made.people[Role.LEAD])
    return client


@pytest.fixture
def add(database, made):
    def added(what="Share one calendar", status=None, note="", **fields):
        with database.writing() as session:
            at = NOW - timedelta(days=9)  # so that its day may have passed
            row = actions.add(session, round_id=made.round_id, given=Given(what=what, **fields), now=at)
            if status is not None:
                progress = Progress(status=status, note=note)
                actions.update(session, action_id=row.id, version=1, progress=progress, now=NOW)
            return row.public_id

    return added


def listed(database, made):
    with database.reading() as session:
        return actions.agreed(session, made.round_id)


def fields(page, ending):
    """The form that goes to an address with this ending, as a browser would send it."""
    [form] = [form for form in page.all("form") if (form.get("action") or "").endswith(ending)]
    found = {}
    for element in form.iter():
        name, kind = element.get("name"), element.get("type")
        if not name or name == "csrf_token":
            continue
        if element.tag == "input" and (
            kind not in ("radio", "checkbox") or element.get("checked") is not None
        ):
            found[name] = element.get("value") or ""
        elif element.tag == "textarea":
            found[name] = (element.text or "").removeprefix("\n").removeprefix("\r\n")
        elif element.tag == "select":
            chosen = [one for one in element.iter("option") if one.get("selected") is not None]
            found[name] = chosen[0].get("value") if chosen else element.find(".//option").get("value")
    return found


def headings(page, level="h2"):
    [main] = page.all("main")
    return [words(element) for element in main.iter(level)]


class TestBoard:
    def test_at_first_it_says_that_nothing_is_written_down(self, lead, made):
        page = lead.page(f"{made.url}/actions")
        assert page.h1 == "What was agreed"
        assert "Nothing is written down yet." in page.text
        assert ("Add an action", f"{made.url}/actions/new") in page.links

    def test_actions_stand_in_groups_and_lateness_in_words(self, lead, made, add):
        add("Late", due=NOW.date() - timedelta(days=1), owner="A lead")
        add("Soon", due=NOW.date(), is_priority=True, resource="A room")
        add("Over", status=Status.DONE, note="All of us")
        page = lead.page(f"{made.url}/actions")
        assert headings(page) == ["Planned", "Done"]
        assert "Of three actions one is done, one is planned, and one is overdue." in page.text
        assert "Overdue" in words(next(e for e in page.all("li") if "Late" in words(e)))
        assert page.text.count("Nobody is reminded: this site sends no letters.") == 1
        assert "Done on 5 October 2026" in page.text
        assert "All of us (5 October 2026)" in page.text

    def test_aim_and_theme_are_both_shown_and_nobody_named_is_said(self, lead, made, add):
        add(aim="Fewer clashes", theme=THEME)
        add("Named", owner="Some Stranger")
        page = lead.page(f"{made.url}/actions")
        assert "Fewer clashes Theme Theme 1.1.1 Who" in page.text
        assert page.text.count("Nobody is reminded as long as nobody is named.") == 1
        assert page.text.count("no name here is in the team or on the list of people.") == 1

    @pytest.fixture
    def sending(self, settings, database, clock, made):
        """The same lead, where the site sends letters."""
        mailed = replace(settings, mail=f"folder:{settings.instance}/letters", mail_from="pet@example.org")
        browser = make_app(mailed, database, clock).test_client()
        browser.sign_in(made.people[Role.LEAD])
        return browser

    @pytest.mark.own_app
    @pytest.mark.parametrize(
        ("days", "said"),
        [
            (40, "A lead gets a letter on 7 November 2026."),
            (2, "A lead gets a letter on 8 October 2026."),
            (-1, "No more letters go, unless it gets another day."),
            (-20, "No more letters go, unless it gets another day."),
            (None, "A lead is reminded by letter once there is a day."),
        ],
    )
    def test_it_says_what_will_happen(self, sending, database, made, add, days, said):
        add(owner="A lead")
        due = NOW.date() + timedelta(days=days) if days is not None else None
        with database.writing() as session:
            session.execute(update(Action).values(due=due, created_at=NOW))
        assert said in sending.page(f"{made.url}/actions").text

    @pytest.mark.own_app
    def test_a_day_that_has_come_has_its_letter_soon(self, sending, made, add):
        add(owner="A lead", due=NOW.date() - timedelta(days=1))  # agreed nine days ago
        assert "A lead gets a letter within a day." in sending.page(f"{made.url}/actions").text

    def test_it_says_that_nobody_is_reminded_where_no_letters_go(self, lead, database, made, add):
        add(owner="A lead", due=NOW.date())
        with database.writing() as session:
            session.execute(update(Partnership).values(archived_at=NOW))
        assert "Nobody is reminded: the partnership is put away." in lead.page(f"{made.url}/actions").text

    def test_who_drops_something_is_asked_why_and_may_leave_it(self, lead, add):
        found = add(owner="A lead")
        for end in ("update", "edit"):
            page = lead.page(f"/actions/{found}/{end}")
            assert "If you drop it, say here in a few words why" in page.text
            form = {**fields(page, f"/{end}"), "status": "dropped", "note": ""}
            answer = lead.submit(f"/actions/{found}/{end}", form)
            assert "It was dropped: a few words on why help" in lead.page(answer.location).text
        form = {**fields(lead.page(f"/actions/{found}/edit"), "/edit"), "note": "No money"}
        answer = lead.submit(f"/actions/{found}/edit", form)
        assert "It was dropped:" not in lead.page(answer.location).text

    def test_a_member_sees_it_after_the_release_and_changes_nothing(self, client, made, add):
        found = add()
        client.sign_in(made.people[Role.MEMBER])
        page = client.page(f"{made.url}/actions")
        assert "Share one calendar" in page.text
        [main] = page.all("main")
        assert list(main.iter("button")) == []
        assert client.get(f"/actions/{found}/edit").status_code in (403, 404)

    @pytest.mark.parametrize(
        ("endpoint", "title"), [("actions", "What was agreed"), ("what-became", "What became of it")]
    )
    def test_whoever_answered_sees_it_by_their_own_link(self, client, made, add, endpoint, title):
        add(theme=THEME)
        started = made.started[0]
        page = client.page(f"/r/{started.return_token}")
        assert "What became of it" in page.text
        answer = client.submit(f"/r/{started.return_token}", {"go": "became"})
        assert answer.location.endswith("/what-became")
        assert client.page(f"{made.url}/{endpoint}").h1 == title
        own = client.page(f"/responses/{started.public_id}/check")
        assert ("What became of it", f"{made.url}/what-became") in own.links
        assert ("What became of it", f"{made.url}/what-became") in client.page(
            f"/responses/{started.public_id}/view"
        ).links

    def test_before_the_release_only_leads_and_facilitators_see_it(self, database, client, new_client):
        with database.writing() as session:
            closed = over(session)
        for role, status in ((Role.LEAD, 200), (Role.FACILITATOR, 200), (Role.MEMBER, 403)):
            browser = new_client()
            browser.sign_in(closed.people[role])
            assert browser.get(f"{closed.url}/actions").status_code == status, role
        client.open_response(closed.started[0].public_id, closed.started[0].response_id)
        assert client.get(f"{closed.url}/actions").status_code in (303, 401)

    def test_buttons_order_it_and_the_page_comes_back_at_the_button(self, lead, database, made, add):
        add("A")
        second = add("B")
        add("C")
        lead.page(f"{made.url}/actions")
        answer = lead.submit(f"/actions/{second}/order", {"do": "down"})
        page = lead.page(answer.location)
        assert [one.said.what for one in listed(database, made)] == ["A", "C", "B"]
        assert "“B” is number 3 of 3 now." in page.text
        focused = [element for element in page.root.iter() if element.get("autofocus") is not None]
        assert [element.get("value") for element in focused] == ["up"], "it goes no further down"
        answer = lead.submit(f"/actions/{second}/order", {"do": "up"})
        page = lead.page(answer.location)
        [focused] = [element for element in page.root.iter() if element.get("autofocus") is not None]
        assert (focused.get("value"), "B" in words(focused)) == ("up", True)

    def test_a_sixth_priority_is_refused_in_words(self, lead, database, made, add):
        for n in range(5):
            add(f"Action {n}", is_priority=True)
        sixth = add("One more")
        lead.page(f"{made.url}/actions")
        page = lead.submitted(f"/actions/{sixth}/order", {"do": "mark"}, 409)
        assert "5 actions are marked as priorities already" in page.text
        assert f"Not a priority any more (Action {0})" in [words(one) for one in page.all("button")]
        assert sum(one.said.is_priority for one in listed(database, made)) == 5

    def test_it_costs_the_same_for_one_and_for_three(self, lead, database, made, add):
        counts = []
        for n in (1, 2):
            for _one in range(n):
                add(owner="A lead", theme=THEME)
            lead.page(f"{made.url}/actions")
            with noted(database) as statements:
                lead.page(f"{made.url}/actions")
            counts.append(len(statements))
        assert counts[0] == counts[1]


class TestEditing:
    def test_an_action_is_added_with_everything(self, lead, database, made):
        page = lead.page(f"{made.url}/actions/new")
        form = fields(page, "/actions/new")
        groups = [group.get("label") for group in page.all("optgroup")]
        assert groups == ["Of the conversation", "Other themes"]
        given = {
            **form,
            "what": "Share one calendar",
            "theme": THEME,
            "owner": "A facilitator",
            "due": "2026-12-01",
            "is_priority": "y",
        }
        answer = lead.submit(f"{made.url}/actions/new", given)
        assert "The action is on the list." in lead.page(answer.location).text
        [found] = listed(database, made)
        assert (found.said.what, found.said.theme, found.said.is_priority) == (
            "Share one calendar",
            THEME,
            True,
        )
        assert (found.reminded, found.reminders) == ("A facilitator", True)

    def test_what_is_wrong_is_named_and_everything_typed_is_kept(self, lead, database, made):
        form = fields(lead.page(f"{made.url}/actions/new"), "/actions/new")
        given = {**form, "what": "", "owner": "Somebody", "due": "next week", "resource": "Time"}
        page = lead.submitted(f"{made.url}/actions/new", given, 422)
        assert "Say what is done." in page.text
        assert "Give a day, such as 2026-11-27, or leave it empty." in page.text
        again = fields(page, "/actions/new")
        assert (again["owner"], again["due"], again["resource"]) == ("Somebody", "next week", "Time")
        assert listed(database, made) == ()

    def test_a_new_one_has_no_day_that_has_passed(self, lead, database, made):
        form = fields(lead.page(f"{made.url}/actions/new"), "/actions/new")
        given = {**form, "what": "Too late", "due": "2026-10-04"}
        page = lead.submitted(f"{made.url}/actions/new", given, 422)
        assert "This day has passed: give a later one, or leave it empty." in page.text
        assert listed(database, made) == ()

    def test_a_number_longer_than_python_reads_is_no_partner(self, lead, database, made):
        form = fields(lead.page(f"{made.url}/actions/new"), "/actions/new")
        given = {**form, "what": "Share one calendar", "partner": "9" * 5_000}
        assert lead.submit(f"{made.url}/actions/new", given).status_code == 422
        assert listed(database, made) == ()

    def test_two_people_at_once_see_both_texts(self, lead, new_client, database, made, add):
        found = add()
        form = fields(lead.page(f"/actions/{found}/edit"), "/edit")
        other = new_client()
        other.sign_in(made.people[Role.FACILITATOR])
        theirs = {**fields(other.page(f"/actions/{found}/edit"), "/edit"), "what": "Theirs"}
        assert other.submit(f"/actions/{found}/edit", theirs).status_code == 303
        page = lead.submitted(f"/actions/{found}/edit", {**form, "what": "Mine"}, 409)
        assert "Two people at once" in page.text
        assert "Theirs" in page.text
        again = fields(page, "/edit")
        assert again["what"] == "Mine"
        assert listed(database, made)[0].said.what == "Theirs"
        assert lead.submit(f"/actions/{found}/edit", again).status_code == 303
        assert listed(database, made)[0].said.what == "Mine"

    def test_how_it_goes_can_be_said_there_too(self, lead, database, made, add):
        found = add()
        form = fields(lead.page(f"/actions/{found}/edit"), "/edit")
        assert form["status"] == "planned"
        lead.submit(f"/actions/{found}/edit", {**form, "status": "done", "note": "Easy"})
        [action] = listed(database, made)
        assert (action.said.status, action.said.note) == (Status.DONE, "Easy")

    def test_removing_asks_first(self, lead, database, made, add):
        found = add()
        page = lead.page(f"/actions/{found}/remove")
        assert "Share one calendar" in page.text
        assert len(listed(database, made)) == 1
        form = fields(page, "/remove")
        answer = lead.submit(f"/actions/{found}/remove", form)
        assert "The action is removed." in lead.page(answer.location).text
        assert listed(database, made) == ()
        assert lead.get(f"/actions/{found}/remove").status_code == 404

    def test_nobody_removes_what_they_have_not_read(self, lead, database, made, add):
        found = add()
        form = fields(lead.page(f"/actions/{found}/remove"), "/remove")
        theirs = {**fields(lead.page(f"/actions/{found}/edit"), "/edit"), "what": "Theirs"}
        lead.submit(f"/actions/{found}/edit", theirs)
        page = lead.submitted(f"/actions/{found}/remove", form, 409)
        assert "nothing is removed yet" in page.text
        assert "Theirs" in page.text
        assert lead.submit(f"/actions/{found}/remove", fields(page, "/remove")).status_code == 303
        assert listed(database, made) == ()

    def test_what_is_removed_stays_in_no_file(self, lead, settings, made, add):
        found = add()
        folder = settings.instance / "made"
        folder.mkdir(exist_ok=True)
        for name in (f"r{made.round_id}-a.csv", f"{made.round_id}-b.svg", f"r{made.round_id}1-c.csv"):
            (folder / name).write_bytes(b"Share one calendar")
        form = fields(lead.page(f"/actions/{found}/remove"), "/remove")
        lead.submit(f"/actions/{found}/remove", form)
        left = {file.name for file in folder.iterdir() if file.is_file()}
        assert left == {f"{made.round_id}-b.svg", f"r{made.round_id}1-c.csv"}

    def test_a_form_that_is_sent_twice_is_one(self, lead, database, made):
        for place, end, what in (
            (f"{made.url}/actions/new", "/new", "what"),
            (None, "/edit", "what"),
            (f"{made.url}/priorities", "/priorities", "p1-what"),
        ):
            url = place or f"/actions/{listed(database, made)[0].public_id}/edit"
            form = {**fields(lead.page(url), end), what: f"Once {end}"}
            assert [lead.submit(url, form).status_code for _ in range(2)] == [303, 303]
        assert {one.said.what for one in listed(database, made)} == {"Once /edit", "Once /priorities"}
        assert len(listed(database, made)) == 2

    def test_the_round_must_be_closed(self, database, client):
        with database.writing() as session:
            running = over(session, state="open")
        client.sign_in(running.people[Role.LEAD])
        for place in ("actions/new", "priorities"):
            assert "once the round is closed" in client.page(f"{running.url}/{place}").text


class TestPartnerLead:
    @pytest.fixture
    def partner_lead(self, database, new_client):
        def browser(made):
            with database.writing() as session:
                row = session.get_one(Round, made.round_id)
                partner = session.scalars(
                    select(Partner)
                    .where(Partner.partnership_id == row.partnership_id)
                    .order_by(Partner.position)
                ).first()
                account = make_account(session, "ash@example.org", "Ash Head")
                partnership = session.get_one(type(row), row.id).partnership_id
                make_member(
                    session, account, type("P", (), {"id": partnership}), Role.PARTNER_LEAD, partner.id
                )
            found = new_client()
            found.sign_in(account.id)
            return found

        return browser

    def test_they_change_what_is_theirs_and_no_priorities(self, partner_lead, database, made, add):
        whole = add("Of all")
        browser = partner_lead(made)
        form = fields(browser.page(f"{made.url}/actions/new"), "/actions/new")
        assert {"partner", "is_priority"} & set(form) == set()
        browser.submit(f"{made.url}/actions/new", {**form, "what": "Ours", "is_priority": "y"})
        [_of_all, ours] = listed(database, made)
        assert (ours.said.partner, ours.said.is_priority) == ("Ash School", False)
        page = browser.page(f"{made.url}/actions")
        changes = [url for _text, url in page.links if url and url.endswith("/edit")]
        assert changes == [f"/actions/{ours.public_id}/edit"]
        assert browser.get(f"/actions/{whole}/edit").status_code == 404
        assert browser.get(f"{made.url}/priorities").status_code == 403

    def test_what_goes_on_after_all_gives_its_place_up_where_they_could_make_none(
        self, partner_lead, database, made, add
    ):
        browser = partner_lead(made)
        with database.reading() as session:
            ash = session.scalars(select(Partner.id).where(Partner.name == "Ash School")).one()
        ours = add("Ours", partner_id=ash, is_priority=True, status=Status.DONE)
        for n in range(5):
            add(f"Action {n}", is_priority=True)
        form = fields(browser.page(f"/actions/{ours}/edit"), "/edit")
        assert browser.submit(f"/actions/{ours}/edit", {**form, "status": "under_way"}).status_code == 303
        found = next(one.said for one in listed(database, made) if one.public_id == ours)
        assert (found.status, found.is_priority) == (Status.UNDER_WAY, False)

    def test_before_the_release_no_theme_is_offered_to_them(self, partner_lead, database):
        with database.writing() as session:
            closed = over(session)
        page = partner_lead(closed).page(f"{closed.url}/actions/new")
        assert "once the results are released" in page.text
        assert page.all("select") == []


class TestUpdating:
    def test_whoever_does_it_says_how_it_goes(self, client, database, made, add):
        found = add(owner="A member")
        client.sign_in(made.people[Role.MEMBER])
        assert (f"/actions/{found}/update") in [
            url for _text, url in client.page(f"{made.url}/actions").links
        ]
        form = fields(client.page(f"/actions/{found}/update"), "/update")
        answer = client.submit(f"/actions/{found}/update", {**form, "status": "under_way", "note": "Begun"})
        assert "Thank you. It is saved." in client.page(answer.location).text
        [action] = listed(database, made)
        assert (action.said.status, action.said.note) == (Status.UNDER_WAY, "Begun")

    def test_nobody_else_but_a_lead_does(self, new_client, made, add):
        found = add(owner="A member")
        for role, status in ((Role.FACILITATOR, 403), (Role.LEAD, 200)):
            browser = new_client()
            browser.sign_in(made.people[role])
            assert browser.get(f"/actions/{found}/update").status_code == status

    def test_a_facilitator_says_how_it_goes_where_it_is_changed(self, client, database, made, add):
        found = add(owner="A member")
        client.sign_in(made.people[Role.FACILITATOR])
        page = client.page(f"{made.url}/actions")
        [link] = [url for text, url in page.links if text and text.startswith("How is it going?")]
        assert link == f"/actions/{found}/edit#status"
        page = client.page(link)
        assert [one.get("id") for one in page.all("fieldset")] == ["status"]
        given = {**fields(page, "/edit"), "status": "done"}
        assert client.submit(f"/actions/{found}/edit", given).status_code == 303
        assert listed(database, made)[0].said.status is Status.DONE

    def test_two_people_at_once_are_told(self, client, database, made, add):
        found = add(owner="A member")
        client.sign_in(made.people[Role.MEMBER])
        form = fields(client.page(f"/actions/{found}/update"), "/update")
        with database.writing() as session:
            session.execute(update(Action).values(version=2, note="Of the lead"))
        page = client.submitted(f"/actions/{found}/update", {**form, "note": "Mine"}, 409)
        assert "Of the lead" in page.text
        assert fields(page, "/update")["note"] == "Mine"

    def test_before_the_release_it_is_saved_without_a_board(self, client, database):
        with database.writing() as session:
            closed = over(session)
            row = actions.add(
                session, round_id=closed.round_id, given=Given(what="Begin", owner="A member"), now=NOW
            )
            found = row.public_id
        client.sign_in(closed.people[Role.MEMBER])
        form = fields(client.page(f"/actions/{found}/update"), "/update")
        answer = client.submit(f"/actions/{found}/update", {**form, "status": "done"})
        page = client.page(answer.location)
        assert "Thank you. It is saved." in page.text
        assert "Back to the list" not in page.text


class TestOnePage:
    def test_a_lead_fills_three_and_tells_of_the_conversation(self, lead, database, made):
        page = lead.page(f"{made.url}/priorities")
        form = fields(page, "/priorities")
        assert form["p1-theme"] == "", "nobody chose it yet"
        assert [group.get("label") for group in page.all("optgroup")][:2] == [
            "Of the conversation",
            "Other themes",
        ]
        given = {
            **form,
            "p1-what": "First",
            "p1-theme": THEME,
            "p1-owner": "A lead",
            "p1-due": "2026-12-01",
            "p3-what": "Third",
            "p3-aim": "Better",
            "met_on": "2026-10-04",
            "talk_note": "We saw more.",
        }
        answer = lead.submit(f"{made.url}/priorities", given)
        shown = lead.page(answer.location)
        assert "The conversation was on 4 October 2026." in shown.text
        assert "We saw more." in shown.text
        assert [one.said.what for one in listed(database, made)] == ["First", "Third"]
        assert [one.said.theme for one in listed(database, made)] == [THEME, None]
        page = lead.page(f"{made.url}/priorities")
        again = fields(page, "/priorities")
        assert (again["p1-what"], again["p2-what"], again["p3-what"]) == ("First", "Third", "")
        heads = [words(one) for one in page.all("legend")]
        assert heads[1:3] == ["Priority 2: already agreed", "Priority 3"]
        assert "Something new goes into the rows below." in page.text

    @pytest.fixture
    def chosen(self, database, made):
        def choose(*picked):
            wanted = agenda.Wanted(meeting=60, picks=tuple((theme, 5) for theme in picked), note="")
            with database.writing() as session:
                edition = agenda.chosen(session, made.round_id).edition
                about = {"round_id": made.round_id, "edition": edition, "now": NOW}
                assert agenda.choose(session, wanted=wanted, **about) == {}

        return choose

    @staticmethod
    def chosen_themes(page):
        form = fields(page, "/priorities")
        return [form[f"p{place}-theme"] for place in range(1, 6)]

    def test_the_themes_of_the_saved_conversation_stand_in_empty_rows_in_its_order(
        self, lead, made, add, chosen
    ):
        assert self.chosen_themes(lead.page(f"{made.url}/priorities")) == [""] * 5, "nobody saved one yet"
        chosen(*TALKED)
        page = lead.page(f"{made.url}/priorities")
        assert self.chosen_themes(page) == [*TALKED, "", ""]
        assert "The themes of your conversation are filled in" in page.text
        add("There already", is_priority=True, theme=TALKED[1])
        add("No priority", theme=TALKED[0])
        page = lead.page(f"{made.url}/priorities")
        assert self.chosen_themes(page) == [TALKED[1], TALKED[2], "", "", ""]

    def test_a_row_with_such_a_theme_alone_is_empty_and_loses_nothing(self, lead, database, made, chosen):
        chosen(*TALKED)
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        assert lead.submit(f"{made.url}/priorities", form).status_code == 303
        assert listed(database, made) == ()
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        given = {**form, "p1-theme": "", "p2-what": "New", "met_on": "soon"}
        page = lead.submitted(f"{made.url}/priorities", given, 422)
        assert self.chosen_themes(page) == ["", *TALKED[1:], "", ""]
        assert "Say what is done." not in page.text
        again = {**fields(page, "/priorities"), "met_on": ""}
        assert lead.submit(f"{made.url}/priorities", again).status_code == 303
        assert [(one.said.what, one.said.theme) for one in listed(database, made)] == [("New", TALKED[1])]

    def test_another_theme_in_its_place_is_somebodys_choice(self, lead, made, chosen):
        chosen(*TALKED)
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        page = lead.submitted(f"{made.url}/priorities", {**form, "p1-theme": TALKED[1]}, 422)
        assert "Priority 1, What is done: Say what is done." in page.text

    def test_it_says_which_names_are_reminded_and_takes_an_address(self, lead, database, made):
        page = lead.page(f"{made.url}/priorities")
        assert page.text.count("A name, a role or an e-mail address.") == 5
        assert "gets letters of reminder, if they are in the team or on the list of people." in page.text
        [names] = page.all("datalist")
        assert [one.get("value") for one in names] == ["A facilitator", "A lead", "A member"]
        with database.reading() as session:
            address = session.get_one(Account, made.people[Role.MEMBER]).email
        form = fields(page, "/priorities")
        given = {**form, "p1-what": "First", "p1-owner": address.title(), "p2-what": "Second"}
        given |= {"p2-owner": "A leed", "p3-what": "Third"}
        answers = [lead.submit(f"{made.url}/priorities", given) for _twice in range(2)]
        assert [one.status_code for one in answers] == [303, 303]
        assert [one.said.owner for one in listed(database, made)] == ["A member", "A leed", ""]
        page = lead.page(answers[0].location)
        assert "What was agreed is saved. Nobody is reminded of 1 priority: who does it is" in page.text
        assert address not in page.text

    def test_what_was_agreed_is_headed_with_how_it_goes(self, lead, made, add):
        for n in range(5):
            add(f"Action {n}", is_priority=True, status=Status.UNDER_WAY, note="Half of it")
        page = lead.page(f"{made.url}/priorities")
        assert "Priority 5: already agreed Under way Half of it" in page.text
        assert "All five places are taken." in page.text
        assert ("Add an action that is not a priority", f"{made.url}/actions/new") in page.links

    def test_days_that_cannot_be_are_refused_where_they_are_typed(self, lead, database, made, add):
        add("Late", is_priority=True, due=NOW.date() - timedelta(days=2))
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        given = {**form, "p2-what": "New", "p2-due": "2026-10-04", "met_on": "2026-10-06"}
        page = lead.submitted(f"{made.url}/priorities", given, 422)
        assert "Priority 2, By when: This day has passed: give a later one, or leave it empty." in page.text
        assert "This day has not come yet. Give the day on which you talked, or leave it empty." in page.text
        assert "Priority 1, By when: This day" not in page.text
        today = {**form, "p2-what": "New", "p2-due": "2026-10-05", "met_on": "2026-10-05"}
        assert lead.submit(f"{made.url}/priorities", today).status_code == 303
        assert [one.said.what for one in listed(database, made)] == ["Late", "New"]

    def test_all_mistakes_are_named_at_once_each_with_its_row_and_field(self, lead, made):
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        given = {**form, "p1-owner": "Pat", "p2-what": "New", "p2-due": "2026-10-04", "p3-what": "x"}
        given |= {"p3-due": "soon", "met_on": "2026-10-06"}
        page = lead.submitted(f"{made.url}/priorities", given, 422)
        named = [words(e) for e in page.all("li") if words(e).startswith(("Priority", "Day"))]
        assert named == [
            "Priority 1, What is done: Say what is done.",
            "Priority 2, By when: This day has passed: give a later one, or leave it empty.",
            "Priority 3, By when: Give a day, such as 2026-11-27, or leave it empty.",
            (
                "Day of the conversation: This day has not come yet. "
                "Give the day on which you talked, or leave it empty."
            ),
        ]

    def test_a_past_day_typed_into_a_saved_one_is_refused(self, lead, made, add):
        found = add("Late", is_priority=True, due=NOW.date() - timedelta(days=2))
        for url, end, name in (
            (f"{made.url}/priorities", "/priorities", "p1-due"),
            (f"/actions/{found}/edit", "/edit", "due"),
        ):
            form = fields(lead.page(url), end)
            page = lead.submitted(url, {**form, name: "2026-10-02"}, 422)
            assert "This day has passed: give a later one, or leave it empty." in page.text
            assert lead.submit(url, form).status_code == 303, "the old day stays"

    def test_two_people_at_once_see_the_one_field_that_differs(self, lead, database, made, add):
        found = add("Same", is_priority=True, owner="A lead", resource="A room")
        add("Other", is_priority=True)
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        theirs = {**fields(lead.page(f"/actions/{found}/edit"), "/edit"), "resource": "A hall"}
        assert lead.submit(f"/actions/{found}/edit", theirs).status_code == 303
        page = lead.submitted(f"{made.url}/priorities", form, 409)
        assert [words(one) for one in page.all("mark")] == ["A hall"]
        assert "“Same” What it needs A hall (you sent: A room)" in page.text
        assert "“Other”" not in page.text
        form = fields(page, "/priorities")
        other = listed(database, made)[1].id
        with database.writing() as session:
            progress = Progress(status=Status.UNDER_WAY)
            actions.update(session, action_id=other, version=1, progress=progress, now=NOW)
        same = {**form, "p1-resource": "A hall"}
        assert lead.submit(f"{made.url}/priorities", same).status_code == 303, (
            "nothing differs, nobody is bothered"
        )

    def test_a_priority_that_ended_or_went_meanwhile_is_told(self, lead, database, made, add):
        found = [add(name, is_priority=True) for name in ("Ends", "Goes")]
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        with database.writing() as session:
            ids = {one.public_id: one.id for one in actions.agreed(session, made.round_id)}
            progress = Progress(status=Status.DONE)
            actions.update(session, action_id=ids[found[0]], version=1, progress=progress, now=NOW)
            actions.remove(session, action_id=ids[found[1]], version=1, now=NOW)
        page = lead.submitted(f"{made.url}/priorities", form, 409)
        assert "“Ends” Where it stands Done on 5 October 2026" in page.text
        assert "“Goes” is not on the list any more." in page.text

    def test_what_has_ended_leaves_an_empty_row(self, lead, made, add):
        add("Over", is_priority=True, status=Status.DONE)
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        assert form["p1-what"] == ""

    def test_a_theme_alone_is_no_priority_and_not_forgotten(self, lead, made):
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        page = lead.submitted(f"{made.url}/priorities", {**form, "p2-theme": THEME}, 422)
        assert "Priority 2, What is done: Say what is done." in page.text

    def test_a_partial_row_is_named_and_nothing_typed_is_lost(self, lead, database, made):
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        given = {**form, "p1-what": "First", "p4-owner": "Pat", "p4-due": "soon", "met_on": "yesterday"}
        page = lead.submitted(f"{made.url}/priorities", {**given, "talk_note": "Kept"}, 422)
        summary = [words(e) for e in page.all("li") if words(e).startswith(("Priority", "Day"))]
        day = "Give a day, such as 2026-11-27, or leave it empty."
        assert summary == [
            "Priority 4, What is done: Say what is done.",
            f"Priority 4, By when: {day}",
            f"Day of the conversation: {day}",
        ]
        again = fields(page, "/priorities")
        assert (again["p1-what"], again["p4-due"], again["talk_note"]) == ("First", "soon", "Kept")
        assert listed(database, made) == ()

    def test_a_row_that_is_wrong_for_the_service_is_named_too(self, lead, made):
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        page = lead.submitted(f"{made.url}/priorities", {**form, "p5-aim": "Only an aim"}, 422)
        assert "Priority 5, What is done: Say what is done." in page.text

    def test_two_people_at_once_see_both(self, lead, database, made):
        form = fields(lead.page(f"{made.url}/priorities"), "/priorities")
        with database.writing() as session:
            kept = talk.kept(session, made.round_id)
            wanted = talk.Wanted(rows=(("", Given(what="Theirs")),), met_on=None, note="")
            talk.keep(session, round_id=made.round_id, wanted=wanted, edition=kept.edition, now=NOW)
        page = lead.submitted(f"{made.url}/priorities", {**form, "p1-what": "Mine"}, 409)
        assert "“Theirs” is new What is done Theirs" in page.text
        again = fields(page, "/priorities")
        assert again["p1-what"] == "Mine"
        assert lead.submit(f"{made.url}/priorities", again).status_code == 303
        assert [one.said.what for one in listed(database, made)] == ["Theirs", "Mine"]


class TestBecame:
    def test_you_said_and_we_did(self, lead, made, add):
        add("Share one calendar", theme=THEME, status=Status.DONE)
        add("Buy a bus", owner="A lead", due=NOW.date() + timedelta(days=9))
        page = lead.page(f"{made.url}/what-became")
        assert headings(page) == ["Theme 1.1.1", "What else was agreed"]
        assert re.search(
            "You were asked: “The statement 1.1.1 holds here.” You said: [A-Z][a-z ,]+[.] We did", page.text
        )
        assert "We did: Share one calendar Done on 5 October 2026" in page.text
        assert "We are going to do: Buy a bus Planned, by A lead, due 14 October 2026" in page.text

    def test_results_lead_there_once_there_is_something(self, client, lead, made, add):
        assert ("Write down what was agreed", f"{made.url}/priorities") in lead.page(
            f"{made.url}/results/"
        ).links
        add()
        assert ("What became of it", f"{made.url}/what-became") in lead.page(f"{made.url}/results/").links
        assert ("What was agreed", f"{made.url}/actions") in lead.page(f"{made.url}/").links
        client.sign_in(made.people[Role.MEMBER])
        assert ("What became of it", f"{made.url}/what-became") in client.page(f"{made.url}/results/").links


class TestNextRound:
    @pytest.fixture
    def following(self, database):
        def made_after(before, **fields):
            with database.writing() as session:
                row = session.get_one(Round, before.round_id)
                partnership = type("P", (), {"id": row.partnership_id})
                given = {"source": SOURCE, "title": "Spring 2027", "follows": before.round_id, **fields}
                made = make_round(session, partnership, **given)
                return made.open_code, made.public_id

        return made_after

    def test_it_opens_with_what_became_of_the_last(self, client, made, add, following):
        for n in range(8):
            add(f"Action {n}", owner="Some Name", status=Status.DONE if n < 2 else None)
        code, _public_id = following(made)
        page = client.page(f"/o/{code}")
        assert "What became of “Autumn 2026”" in headings(page)
        assert "Of eight actions two are done and six are planned." in page.text
        assert "Action 0 (Done on 5 October 2026)" in page.text
        assert "And 2 more." in page.text
        assert "Some Name" not in page.text

    def test_not_before_the_release(self, client, database, following):
        with database.writing() as session:
            closed = over(session)
            actions.add(session, round_id=closed.round_id, given=Given(what="Secret"), now=NOW)
        code, _public_id = following(closed)
        assert "Secret" not in client.page(f"/o/{code}").text
        with database.writing() as session:
            rounds.release(session, round_id=closed.round_id, now=NOW)
        assert "Secret" in client.page(f"/o/{code}").text

    def test_the_lead_is_asked_to_bring_them_up_to_date(self, lead, made, add, following):
        add()
        _code, draft = following(made, state="draft")
        page = lead.page(f"/rounds/{draft}/set-up/check")
        assert "1 action of it has not ended" in page.text
        assert ("See what was agreed", f"{made.url}/actions") in page.links


@pytest.mark.own_app
@pytest.mark.parametrize(
    "place", ["actions", "what-became", "actions/new", "priorities", "edit", "update", "remove"]
)
def test_every_word_passes_through_gettext(settings, database, clock, made, add, place):
    found = add(
        "⟦Calendar⟧", owner="⟦Pat⟧", due=NOW.date(), theme=THEME, note="⟦So⟧", status=Status.UNDER_WAY
    )
    browser = make_app(replace(settings, language=PSEUDO), database, clock).test_client()
    browser.sign_in(made.people[Role.LEAD])
    is_of_one = place in ("edit", "update", "remove")
    page = browser.page(f"/actions/{found}/{place}" if is_of_one else f"{made.url}/{place}")
    assert missed(page, *KNOWN) == []


KNOWN = (
    "Riverside Partnership",
    "Autumn 2026",
    "A lead",
    "A facilitator",
    "A member",
    *PARTNERS,
    "October",
    "Theme",
    "The statement",
    "holds here.",
)
