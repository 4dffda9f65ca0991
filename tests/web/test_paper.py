"""Typing in paper sheets, as somebody does it with a pile of them beside the keyboard."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import Partner, Response, Round
from pet.services import partnerships, responses, rounds
from pet.services.rounds import State
from pet.web import sizes
from tests.support.by_letter import make_letters
from tests.support.factories import framework_source, make_account, make_member, make_partnership, make_round

SAID = {"c1.a1.t1:rating": "4", "c1.a1.t1:comment": "So it is.", "help:open": "Time"}
WHOSE = {"role": "teacher"}


class Desk:
    """Somebody who types sheets of one round in."""

    def __init__(self, client, database, make, role=Role.LEAD, partner=None):
        self.client, self.database = client, database
        with database.writing() as db:
            partnership = make_partnership(db)
            account = make_account(db)
            ids = {one.name: one.id for one in partnerships.partners(db, partnership.id)}
            make_member(db, account, partnership, role, ids.get(partner))
            row = make(db, partnership)
            self.round_id, self.url = row.id, f"/rounds/{row.public_id}/paper"
            self.partners = {one.name: one.public_id for one in partnerships.partners(db, partnership.id)}
        client.sign_in(account.id)

    def whose(self, partner="Ash School", **more):
        return {"partner": self.partners[partner]} | WHOSE | more

    def sheet(self, status=200, **whose):
        return self.client.page(f"{self.url}/sheet", status, query_string=whose or self.whose())

    def fields(self, **whose):
        return self.sheet(**whose).form(f"{self.url}/sheet")

    def send(self, fields=None, **said):
        return self.client.submit(f"{self.url}/sheet", {**(fields or self.fields()), **(said or SAID)})

    def refused(self, fields, status=422, **said):
        return self.client.submitted(f"{self.url}/sheet", {**fields, **said}, status)

    def stored(self):
        with self.database.reading() as db:
            return [responses.sheet(db, id_) for id_ in db.scalars(select(Response.id).order_by(Response.id))]


@pytest.fixture
def desk(client, database):
    return Desk(client, database, make_round)


def made_by_letter(**fields):
    return lambda db, partnership: make_letters(db, partnership=partnership, **fields)


def labels(page):
    return [label.text.strip() for label in page.all("label")]


def test_from_the_pile_to_another_one(desk):
    page = desk.client.page(desk.url)
    assert "Type in a paper sheet" in page.text
    assert {"Which organisation is the sheet from?", "In which role did they answer?"} <= set(labels(page))
    sheet = desk.sheet()
    assert "From: Teacher · Ash School" in sheet.text
    assert sheet.text.count("holds here.") >= 7
    for number, said in ((1, "One sheet typed in. Another one?"), (2, "Sheet 2 typed in. Another one?")):
        page = desk.client.page(desk.url) if number == 1 else page
        answer = desk.send(desk.fields(typed=str(number - 1), **desk.whose()))
        assert answer.status_code == 303
        page = desk.client.page(answer.location)
        assert said in page.text
        chosen = [one.get("value") for one in page.all("option") if one.get("selected") is not None]
        assert chosen == [desk.partners["Ash School"], "teacher"]
    [one, _two] = desk.stored()
    assert (one.submitted, one.partner, one.role_id, one.answer("c1.a1.t1").value) == (
        True,
        "Ash School",
        "teacher",
        4,
    )
    assert {words.text for words in one.words.values()} == {"So it is.", "Time"}


def test_an_organisation_whose_id_begins_with_a_dash_is_found(desk):
    """Public ids are random: one in 64 begins with the sign that stands for nobody in the list of people."""
    with desk.database.writing() as db:
        one = db.scalars(select(Partner).where(Partner.name == "Ash School")).one()
        one.public_id = desk.partners["Ash School"] = "-" + one.public_id[1:]
    assert "From: Teacher · Ash School" in desk.sheet().text
    desk.send()
    assert [sheet.partner for sheet in desk.stored()] == ["Ash School"]


def test_the_same_form_sent_twice_is_one_sheet(desk):
    fields = desk.fields()
    assert [desk.send(fields).status_code for _click in range(2)] == [303, 303]
    assert len(desk.stored()) == 1


def test_nobody_can_open_a_sheet_again(desk):
    desk.send()
    public_id = desk.stored()[0].public_id
    desk.client.page(f"/responses/{public_id}/check", 404)
    with desk.client.session_transaction() as cookie:
        assert cookie.get("responses", []) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"c1.a1.t1:comment": "x" * 10_001}, "is too long"),
        ({"c1.a1.t1:rating": "9"}, "Choose one of the answers"),
        (
            {"c2.a2.t2:rating": "3", "c2.a2.t2:rating.base": "0-0"},
            "Some of what was sent is not asked on this page",
        ),
        ({"op": "once"}, "Every sheet needs a UUID of its own."),
        ({"role": "king"}, "Choose one from the list"),
        ({"partner": ""}, "Choose one from the list"),
    ],
)
def test_whatever_is_wrong_everything_typed_comes_back(desk, wrong, said):
    fields = desk.fields()
    page = desk.refused(
        fields, **(SAID | {"help:open": "Time to talk", "c1.a1.t2:rating": "dont_know"} | wrong)
    )
    assert said in page.text
    assert "Time to talk" in page.text
    chosen = {
        (one.get("name"), one.get("value")) for one in page.all("input") if one.get("checked") is not None
    }
    assert ("c1.a1.t2:rating", "dont_know") in chosen
    assert desk.stored() == []


def test_an_empty_sheet_is_not_sent(desk):
    assert "There is no answer yet" in desk.refused(desk.fields()).text


def test_a_choice_by_mistake_is_taken_back(desk):
    fields = desk.fields()
    page = desk.client.submitted(f"{desk.url}/sheet", {**fields, **SAID, "take_back": "c1.a1.t1"})
    assert [one for one in page.all("input") if one.get("checked") is not None] == []
    assert "So it is." in page.text
    assert page.form(f"{desk.url}/sheet")["op"] == fields["op"]
    assert desk.stored() == []


def test_whose_it_is_is_asked_until_it_is_known(desk):
    page = desk.sheet(422, partner=desk.partners["Ash School"], role="")
    assert "Choose one from the list “In which role did they answer?”." in page.text
    assert desk.sheet(422, partner="nobody", role="teacher")


def test_the_number_of_sheets_is_only_a_number(desk):
    for typed in ("x", "-1", "99999", "٣", ""):
        assert "typed in. Another" not in desk.client.page(desk.url, query_string={"typed": typed}).text


def test_after_the_close_nothing_is_lost_and_nothing_is_taken(desk):
    fields = desk.fields()
    with desk.database.writing() as db:
        rounds.close(db, round_id=desk.round_id, now=desk.client.application.extensions["pet"].clock())
    page = desk.refused(fields, 409, **SAID)
    assert "This round is closed: it takes no more answers." in page.text
    assert "So it is." in page.text
    assert "This round is closed" in desk.client.page(desk.url).text
    assert desk.client.get(f"{desk.url}/sheet", query_string=desk.whose()).status_code == 303


def test_a_person_of_a_confidential_round_may_be_named(client, database):
    desk = Desk(client, database, made_by_letter())
    page = client.page(desk.url)
    people = [one for one in page.all("option") if re.search("Ann|Ben|Cem|Not known", one.text)]
    assert [one.text for one in people] == [
        "Not known, or they would rather not say",
        "Ann, Ash School",
        "Ben, Ash School",
        "Cem, Beech School",
    ]
    ann = people[1].get("value")
    assert "From: Ann · Teacher · Ash School" in desk.sheet(**desk.whose(person=ann)).text
    wrong = desk.sheet(422, **desk.whose("Beech School", person=ann))
    assert "Ann is asked for another organisation." in wrong.text
    fields = desk.fields(**desk.whose(person=ann))
    answer = desk.send(fields)
    assert "person" not in answer.location
    assert "Ann, Ash School" not in client.page(answer.location).text
    fields["op"] = "12345678-1234-4234-8234-123456789abc"
    assert "Choose one from the list" in desk.refused(fields, **SAID).text


@pytest.mark.parametrize(("asks", "asked"), [("nobody", set()), ("role", {"role"}), ("partner", {"partner"})])
def test_an_anonymous_round_asks_what_it_may_keep_and_says_so(client, database, asks, asked):
    desk = Desk(client, database, made_by_letter(mode=Mode.ANONYMOUS, asks=asks))
    page = client.page(desk.url)
    assert {one.get("name") for one in page.all("select")} == asked
    assert "Nobody can tell that it was on paper, or who typed it in." in page.text
    whose = {name: desk.whose()[name] for name in asked}
    assert desk.send(desk.fields(**(whose or {"typed": "0"}))).status_code == 303
    [stored] = desk.stored()
    assert (bool(stored.partner), bool(stored.role_id)) == ("partner" in asked, "role" in asked)


def test_a_joint_sheet_that_is_there_is_not_typed_in_once_more(client, database):
    desk = Desk(client, database, made_by_letter(mode=Mode.OPEN))
    whose = {"partner": desk.partners["Ash School"]}
    assert desk.send(desk.fields(**whose)).status_code == 303
    assert (
        "Ash School has an answer sheet in this round already"
        in desk.refused(desk.fields(**whose), **SAID).text
    )


def test_who_leads_one_partner_types_in_its_sheets_alone(client, database):
    desk = Desk(client, database, made_by_letter(), Role.PARTNER_LEAD, "Beech School")
    page = client.page(desk.url)
    assert [name for name in ("Ash School", "Ann", "Cem") if name in page.text] == []  # nor who has not begun
    assert {one.get("name") for one in page.all("select")} == {"role"}
    fields = desk.fields(role="teacher")
    assert desk.send({**fields, "partner": desk.partners["Ash School"]}).status_code == 303
    assert [one.partner for one in desk.stored()] == ["Beech School"]


@pytest.mark.parametrize(("role", "status"), [(Role.FACILITATOR, 200), (Role.MEMBER, 403)])
def test_a_facilitator_may_a_member_may_not(client, database, role, status):
    desk = Desk(client, database, make_round, role)
    client.page(desk.url, status)


def test_the_longest_sheet_goes_through(client, database):
    """Five hundred statements, each with an answer and a comment that may be quoted."""
    source = framework_source(20, 5, 5)
    desk = Desk(client, database, lambda db, partnership: make_round(db, partnership, source=source))
    page = desk.sheet()
    ratings = {one.get("name") for one in page.all("input") if (one.get("name") or "").endswith(":rating")}
    ticks = {one.get("name") for one in page.all("input") if (one.get("name") or "").endswith(":quotable")}
    said = dict.fromkeys(ratings, "4") | dict.fromkeys(ticks, "y")
    said |= {one.get("name"): "So it is." for one in page.all("textarea")}
    fields = page.form(f"{desk.url}/sheet")
    assert sizes.MOST_FIELDS < len(fields | said) < sizes.MOST_FIELDS_OF_A_SHEET
    assert desk.send(fields, **said).status_code == 303
    assert desk.stored()[0].answered == 499


def test_a_session_that_ends_loses_nothing(desk):
    fields = desk.fields()
    desk.client.delete_cookie("pet")
    page = desk.client.submitted(f"{desk.url}/sheet", {**fields, **SAID}, 401)
    assert {one.get("value") for one in page.all("input")} >= {"So it is.", "Time", fields["op"]}


class TestAnEmptySheet:
    """What is handed out has what is typed in, and says who reads it."""

    def test_it_has_every_statement_box_and_line(self, desk):
        page = desk.client.page(f"{desk.url}/blank", query_string={"role": "teacher"})
        sheet = desk.sheet()
        statements = [words_of(one) for one in sheet.root.iter("legend")]
        assert statements
        assert [one for one in statements if one not in page.text] == []
        for said in (
            "Strongly agree",
            "Don’t know",
            "Comment",
            "You may quote me word for word",
            "Ash School",
        ):
            assert said in page.text
        assert "They type it in, and so they read it." in page.text
        assert "Nobody sees what you answered" not in page.text

    def test_who_leads_one_partner_prints_it_for_that_one(self, client, database):
        desk = Desk(client, database, make_round, Role.PARTNER_LEAD, "Beech School")
        status = client.page(desk.url.removesuffix("/paper") + "/")
        assert ("Type in a paper sheet", desk.url) in status.links
        assert ("Print an empty paper sheet", f"{desk.url}/blank") in status.links
        page = client.page(f"{desk.url}/blank")
        assert "Beech School" in page.text
        assert "Ash School" not in page.text
        assert client.page(desk.url).status == 200

    def test_it_is_offered_where_sheets_are_typed_in(self, desk):
        assert ("An empty sheet to print", f"{desk.url}/blank") in desk.client.page(desk.url).links

    @pytest.mark.parametrize("over", ["closed", "released", "past its last moment"])
    def test_once_all_is_over_none_is_offered_and_none_is_printed(self, desk, over):
        address = f"{desk.url}/blank"
        assert desk.client.get(f"{address}.pdf").mimetype == "application/pdf"
        now = desk.client.application.extensions["pet"].clock()
        with desk.database.writing() as db:
            row = db.get(Round, desk.round_id)
            row.closes_at = now
            row.closed_at = None if over.startswith("past") else now
            row.released_at = now if over == "released" else None
            row.state = {"closed": State.CLOSED, "released": State.RELEASED}.get(over, State.OPEN).value
        page = desk.client.page(desk.url)
        assert "This round is closed: it takes no more answers." in page.text
        assert [url for _label, url in page.links if url and "/paper/" in url] == []
        for empty in (address, f"{address}.pdf", f"{address}?role=teacher", f"{address}.pdf?paper=letter"):
            answer = desk.client.get(empty)
            assert (answer.status_code, answer.location) == (303, desk.url)

    def test_before_the_first_day_it_can_be_printed(self, desk):
        with desk.database.writing() as db:
            row = db.get(Round, desk.round_id)
            row.opens_at = desk.client.application.extensions["pet"].clock() + timedelta(days=1)
        assert "Hand it in before" in desk.client.page(f"{desk.url}/blank").text
        assert ("An empty sheet to print", f"{desk.url}/blank") in desk.client.page(desk.url).links


def words_of(element):
    return " ".join("".join(element.itertext()).split())
