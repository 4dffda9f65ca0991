"""Following a round by letter: who sees what in each mode, who is asked, reminding, and the way to a first round."""

from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Partner, Partnership, Person, Round
from pet.language import PSEUDO
from pet.services import partnerships, rounds
from pet.words import dates
from tests.support import access, factories
from tests.support.client import make_app
from tests.support.factories import NOW
from tests.support.invited import begin, fresh, invitation_of, make_invited, make_people
from tests.support.pseudo import missed
from tests.support.statements import noted

MODES = (Mode.CONFIDENTIAL, Mode.ANONYMOUS, Mode.OPEN)
WHO = ("lead", "facilitator", "partner_lead", "member")


@dataclass(frozen=True)
class Scene:
    """A round by letter and everybody around it; ids of accounts."""

    made: object
    public_id: str
    partnership: str
    accounts: dict

    @property
    def url(self):
        return f"/rounds/{self.public_id}/"


@pytest.fixture
def settings(settings, tmp_path):
    return replace(settings, mail=f"folder:{tmp_path / 'letters'}", mail_from="pet@example.org")


@pytest.fixture
def scene(database):
    """A round in which 0, 3 (both of the first partner) and 1 have sent, and 2 has started; the partner lead is of 1 and 4."""

    def make(mode=Mode.CONFIDENTIAL, people=6, **fields):
        with database.writing() as session:
            partnership = factories.make_partnership(session)
            partner = partnerships.partners(session, partnership.id)[1].id
            accounts = {}
            for role in Role:
                account = factories.make_account(
                    session, f"{role.value}@example.org", f"{role.value} Invented"
                )
                factories.make_member(session, account, partnership, role, partner)
                accounts[role.value] = account.id
            made = make_invited(session, people, partnership=partnership, mode=mode, **fields)
            for number in (0, 3, 1):
                if number < people:
                    begin(session, made, number)
            if people > 2:
                begin(session, made, 2, send=False)
        return Scene(made, made.public_id, partnership.public_id, accounts)

    return make


def rows(page):
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in page.root.iter("tr")]


def numbers(page):
    return [
        " ".join("".join(fact.find("dd").itertext()).split())
        for fact in page.root.iter("div")
        if fact.get("class") == "fact"
    ]


# ---- Who sees what ----

STATUS = {
    Mode.CONFIDENTIAL: {
        "lead": ["3", "1", "6", "50%"],
        "facilitator": ["3", "1", "6", "50%"],
        "partner_lead": ["1", "0", "2", "50%"],
    },
    Mode.ANONYMOUS: {who: ["3", "1", "6", "50%"] for who in WHO[:3]},
    Mode.OPEN: {
        "lead": ["2", "1", "3", "67%"],
        "facilitator": ["2", "1", "3", "67%"],
        "partner_lead": ["1", "0", "1", "100%"],
    },
}


@pytest.mark.parametrize("mode", MODES)
def test_who_sees_which_numbers(client, scene, mode):
    made = scene(mode)
    for who, expected in STATUS[mode].items():
        client.sign_in(made.accounts[who])
        page = client.page(made.url)
        assert numbers(page) == expected, who
        by_partner = [row for row in rows(page) if row[0] == "Ash School"]
        assert bool(by_partner) is (mode is not Mode.ANONYMOUS and who != "partner_lead"), who
    client.sign_in(made.accounts["member"])
    client.page(made.url, 403)


def test_while_a_reminder_goes_by_itself_there_is_nothing_to_do(client, scene, database):
    made = scene(reminders=[7, 2])
    client.sign_in(made.accounts["lead"])
    page = client.page(made.url)
    with database.reading() as session:
        closes = rounds.facts(session, made.made.id).closes_at
    day = dates.day(min(one for one in (closes - timedelta(days=n) for n in (7, 2)) if one > NOW))
    assert f"Nothing to do now: the next reminder goes out on {day} by itself." in page.text
    assert [one for one in page.links if one[0] == "Send a reminder"] == []
    assert ("Send a reminder now", made.url + "remind") in page.links
    with database.writing() as session:
        session.get_one(Round, made.made.id).reminders = []
    page = client.page(made.url)
    assert "remind those who have not sent theirs" in page.text
    assert ("Send a reminder", made.url + "remind") in page.links


PAGES = ("people", "answered", "delivery", "remind", "people/more")
MAY = {
    "lead": (200, 200, 200, 200, 200),
    "facilitator": (403, 200, 403, 200, 403),
    "partner_lead": (200, 403, 200, 200, 200),
    "member": (403, 403, 403, 403, 403),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", WHO)
def test_who_may_open_what(client, scene, who, mode):
    made = scene(mode)
    client.sign_in(made.accounts[who])
    expected = dict(zip(PAGES, MAY[who], strict=True))
    if mode is Mode.ANONYMOUS:
        expected["answered"] = 403
    assert {page: client.get(made.url + page).status_code for page in PAGES} == expected


@pytest.mark.parametrize("mode", MODES)
def test_the_list_of_people_for_each(client, scene, mode):
    made = scene(mode)
    client.sign_in(made.accounts["lead"])
    page = client.page(f"{made.url}people")
    header, first, *_rest = rows(page)
    anonymous = mode is Mode.ANONYMOUS
    assert header == ["Name", "Answers for", "Letter", *([] if anonymous else ["Answers"])]
    assert first[0] == "Person 0000p0@example.org"
    assert first[2:] == ["Sent", *([] if anonymous else ["Sent"])]
    assert ("nobody can see who has answered" in page.text) is anonymous
    client.sign_in(made.accounts["partner_lead"])
    page = client.page(f"{made.url}people")
    assert [row[0][7:11] for row in rows(page)[1:]] == ["0001", "0004"]
    assert rows(page)[0] == ["Name", "Answers for", "Letter"]
    if not anonymous:
        client.sign_in(made.accounts["facilitator"])
        page = client.page(f"{made.url}answered")
        assert rows(page)[0] == ["Name", "Answers for", "Answers"]
        assert "example.org" not in page.text


def test_a_partner_lead_finds_nobody_of_another_partner(client, scene, database):
    made = scene()
    with database.reading() as session:
        own = invitation_of(session, made.made, 1).public_id
        other = invitation_of(session, made.made, 0).public_id
    client.sign_in(made.accounts["partner_lead"])
    assert client.get(f"{made.url}people/{own}").status_code == 200
    assert client.get(f"{made.url}people/{other}").status_code == 404
    assert client.submit(f"{made.url}people/{other}/revoke").status_code == 404


# ---- Letters ----


def read(answer):
    """The words of a page or of a PDF."""
    if answer.mimetype != "application/pdf":
        return answer.get_data(as_text=True)
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def test_a_facilitator_finds_no_address_of_anybody_who_is_asked(client, scene, database):
    made = scene()
    with database.writing() as session:
        people = session.scalars(select(Person)).all()
        ids = {
            "partnership_id": made.partnership,
            "round_id": made.public_id,
            "person_id": people[5].public_id,
            "invitation_id": invitation_of(session, made.made, 5).public_id,
        }
        people[0].name = people[5].name = ""
        addresses = [person.email for person in people]
    client.sign_in(made.accounts["facilitator"])
    seen = []
    for rule in client.application.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments and rule.arguments <= set(ids):
            answer = client.get(access.address(rule.rule, ids))
            if answer.status_code == 200:
                text = read(answer)
                assert not [one for one in addresses if one in text], rule
                seen.append(rule.endpoint)
    assert {"rounds.answered", "paper.begin", "rounds.status"} <= set(seen)


def fares(session, made, number, state):
    row = invitation_of(session, made.made, number)
    row.delivery = state
    session.query(Letter).filter_by(invitation_id=row.id).update({"state": state})


def test_how_letters_fare_is_told_once_and_the_same_again_not(client, scene, database):
    made = scene()
    with database.writing() as session:
        invitation_of(session, made.made, 0).delivery = "bounced"
        fares(session, made, 1, "queued")
    client.sign_in(made.accounts["lead"])
    answer = client.get(f"{made.url}delivery")
    assert answer.json == {
        "waiting": 1,
        "bars": [
            {
                "id": "people",
                "text": "Letters with a link: 4 of 6 sent · 1 on its way · 1 came back",
                "done": 5,
                "total": 6,
            }
        ],
    }
    again = client.get(f"{made.url}delivery", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with database.writing() as session:
        fares(session, made, 1, "sent")
    changed = client.get(f"{made.url}delivery", headers={"If-None-Match": answer.headers["ETag"]})
    assert (changed.status_code, changed.json["waiting"]) == (200, 0)
    page = client.page(made.url)
    assert "One letter did not arrive." in page.text
    assert ("See whose letters did not arrive", f"{made.url}people?only=undelivered") in page.links
    assert [row[0][7:11] for row in rows(client.page(f"{made.url}people?only=undelivered"))[1:]] == ["0000"]


def test_a_partner_lead_is_told_of_their_own_letters(client, scene):
    made = scene()
    client.sign_in(made.accounts["partner_lead"])
    assert client.get(f"{made.url}delivery").json["bars"][0]["total"] == 2


# ---- Reminding ----


def test_a_reminder_says_first_to_how_many_and_what(client, scene, database):
    made = scene()
    client.sign_in(made.accounts["lead"])
    page = client.page(f"{made.url}remind")
    assert "3 people get a letter: everybody who has not sent their answers." in page.text
    assert "Reminder: your view of Riverside Partnership" in page.text
    assert "[Open the questions: their own link]" in page.text
    answer = client.submit(f"{made.url}remind")
    assert (answer.status_code, answer.location) == (303, f"{made.url}?reminded=3")
    page = client.page(answer.location)
    assert "3 reminders are on their way." in page.text
    assert "Reminders: 0 of 3 sent · 3 on their way" in page.text
    again = client.submit(f"{made.url}remind")  # pressed twice
    assert again.location == f"{made.url}?reminded=0"
    page = client.page(f"{made.url}remind")
    assert "The next is possible on Tuesday 6 October 2026 at 09:00 (UTC)." in page.text
    with database.reading() as session:
        kinds = session.scalars(select(Letter.kind)).all()
    assert kinds.count("reminder") == 3


def test_in_an_anonymous_round_everybody_gets_one_without_a_link(client, scene):
    made = scene(Mode.ANONYMOUS)
    client.sign_in(made.accounts["facilitator"])
    page = client.page(f"{made.url}remind")
    assert "6 people get a letter: everybody who is asked." in page.text
    assert "their own link]" not in page.text
    assert "Nobody can see who has answered, so the letter thanks those who have." in page.text


def test_a_partner_lead_reminds_their_own(client, scene):
    made = scene()
    client.sign_in(made.accounts["partner_lead"])
    assert "At Beech School: 1 person gets a letter" in client.page(f"{made.url}remind").text
    assert client.submit(f"{made.url}remind").location.endswith("reminded=1")


def test_after_the_closing_date_nobody_is_reminded(client, scene, clock):
    made = scene()
    clock.move(days=14)
    client.sign_in(made.accounts["lead"])
    assert "It has not been closed." in client.page(f"{made.url}remind").text
    assert client.submit(f"{made.url}remind").status_code == 409


# ---- One person ----


def person_url(database, made, number):
    with database.reading() as session:
        return f"{made.url}people/{invitation_of(session, made.made, number).public_id}"


def test_taking_an_invitation_back_can_be_undone(client, scene, database):
    made, url = (made := scene()), person_url(database, made, 4)
    client.sign_in(made.accounts["lead"])
    assert "Take the invitation back" in client.page(url).text
    page = client.page(client.submit(f"{url}/revoke").location)
    assert "The invitation is taken back. You can undo that below." in page.text
    assert "Send a new link" not in page.text
    page = client.page(client.submit(f"{url}/restore").location)
    assert "The invitation holds again" in page.text


def test_a_new_link_in_a_confidential_round_needs_one_press(client, scene, database):
    made = scene()
    url = person_url(database, made, 4)
    client.sign_in(made.accounts["lead"])
    client.page(url)
    page = client.page(client.submit(f"{url}/new-link").location)
    assert "A new link is on its way." in page.text
    assert "On its way" in page.text


def test_a_new_link_in_an_anonymous_round_wants_to_be_confirmed(client, scene, database):
    made = scene(Mode.ANONYMOUS)
    url = person_url(database, made, 4)
    client.sign_in(made.accounts["lead"])
    assert "only if they have not sent their answers: PET cannot know" in client.page(url).text
    page = client.submitted(f"{url}/new-link", status=422)
    assert "Ask the person first, then tick this." in page.text
    assert client.submit(f"{url}/new-link", {"lost": "y"}).status_code == 303


def test_another_address_is_checked_and_kept_as_typed(client, scene, database):
    made = scene()
    url = person_url(database, made, 4)
    client.sign_in(made.accounts["lead"])
    client.page(url)
    for wrong, said in (("", "Type the e-mail address"), ("nobody at all", "Give an address like")):
        page = client.submitted(f"{url}/address", {"email": wrong}, status=422)
        assert said in page.text
        assert page.form(f"{url}/address")["email"] == wrong
    page = client.page(client.submit(f"{url}/address", {"email": "right@example.org"}).location)
    assert "The address is changed, and a new link is on its way to it." in page.text
    with database.reading() as session:
        assert (
            session.scalar(select(Letter.to_address).where(Letter.state == "queued")) == "right@example.org"
        )


def test_what_cannot_be_done_is_said_on_the_same_page(client, scene, database, clock):
    made = scene()
    url = person_url(database, made, 4)
    clock.move(days=14)
    client.sign_in(made.accounts["lead"])
    client.page(url)
    page = client.submitted(f"{url}/address", {"email": "right@example.org"}, status=409)
    assert "takes no more answers" in page.text


# ---- More people ----


def test_those_who_are_not_asked_yet_can_be_asked_and_somebody_forgotten_added(client, scene, database):
    made = scene()
    with database.writing() as session:
        partnership = session.get_one(Partnership, fresh(session, made.made).partnership_id)
        late = Person(
            partnership_id=partnership.id, partner_id=None, name="Late Comer", created_on=NOW.date()
        )
        session.add(late)
        session.flush()
        public_id = late.public_id
    client.sign_in(made.accounts["lead"])
    url = f"{made.url}people/more"
    page = client.page(url)
    assert "1 person of the partnership is not asked yet." in page.text
    assert "Tick the people you want to ask." in client.submitted(url, status=422).text
    page = client.page(client.submit(url, {"person": public_id}).location)
    assert "One more person is asked now." in page.text
    page = client.submitted(
        url, {"new": "1", "name": "New One", "email": "nowhere", "partner": "-", "role": "-"}, status=422
    )
    assert "Give an address like name@example.org." in page.text
    assert (
        page.form(url)["name"] == "New One"
        if False
        else "New One" in [field.get("value") for field in page.all("input")]
    )
    page = client.page(
        client.submit(
            url, {"new": "1", "name": "New One", "email": "new@example.org", "partner": "-", "role": "-"}
        ).location
    )
    assert "One more person is asked now." in page.text
    with database.reading() as session:
        assert len(session.scalars(select(Invitation)).all()) == 8


def test_somebody_forgotten_with_the_address_of_somebody_asked_wants_a_tick(client, scene, database):
    made = scene()
    with database.reading() as session:
        asked = invitation_of(session, made.made, 1)
        taken, partner = asked.email, asked.partner_id
    client.sign_in(made.accounts["lead"])
    url = f"{made.url}people/more"
    client.page(url)
    fay = {"new": "1", "name": "Fay Forgotten", "email": taken, "partner": "-", "role": "-"}
    page = client.submitted(url, fay, status=422)
    assert "has somebody with this address" in page.text
    assert "They answer for two partners, and get two letters" in page.text
    same = client.submitted(url, {**fay, "partner": str(partner), "two_letters": "y"}, status=409)
    assert "Somebody with this address is there already." in same.text
    assert client.submit(url, {**fay, "two_letters": "y"}).status_code == 303


# ---- The partnership ----


def test_the_way_to_a_first_round(client, database):
    with database.writing() as session:
        partnership = factories.make_partnership(session, partners=())
        account = factories.make_account(session)
        factories.make_member(session, account, partnership)
    url = f"/partnerships/{partnership.public_id}/"
    client.sign_in(account.id)
    page = client.page(url)
    assert ("Add partners and people", f"{url}import") in page.links
    with database.writing() as session:
        other = factories.make_partnership(session, "Other")
        make_people(session, other, 3)
        session.add(Partner(partnership_id=other.id, name="Elm School", position=9))
        factories.make_member(session, account, other)
    url = f"/partnerships/{other.public_id}/"
    page = client.page(url)
    assert page.text.count("(done)") == 1
    assert "1 of them has nobody yet" in page.text
    assert ("Start a round", f"{url}rounds/new") in page.links
    with database.writing() as session:
        draft = factories.make_round(session, session.get_one(Partnership, other.id), state="draft")
    page = client.page(url)
    assert page.text.count("(done)") == 1  # a draft is no round that was launched
    assert ("Go on with “Autumn 2026”", f"/rounds/{draft.public_id}/set-up/") in page.links


def test_a_member_who_is_asked_finds_their_way(client, scene, database):
    made = scene()
    with database.writing() as session:
        invitation_of(session, made.made, 4).email = "member@example.org"
    client.sign_in(made.accounts["member"])
    page = client.page(f"/partnerships/{made.partnership}/")
    assert "You are asked" in page.text
    assert ("Start answering", f"{made.url}answer") in page.links
    assert "The partnership" not in page.text


def test_in_an_anonymous_round_the_letter_is_the_only_way(client, scene, database):
    made = scene(Mode.ANONYMOUS)
    with database.writing() as session:
        invitation_of(session, made.made, 4).email = "member@example.org"
    client.sign_in(made.accounts["member"])
    page = client.page(f"/partnerships/{made.partnership}/")
    assert "open it by the link in your letter" in page.text
    assert f"{made.url}answer" not in [url for _text, url in page.links]


def test_the_lead_sees_released_results_as_everybody_does(client, scene, database):
    made = scene(people=18, closes_at=NOW + timedelta(days=1))
    with database.writing() as session:
        for number in range(4, 18):
            begin(session, made.made, number)
        rounds.close(session, round_id=made.made.id, now=NOW)
    client.sign_in(made.accounts["lead"])
    assert "as everybody sees" not in client.page(made.url).text
    with database.writing() as session:
        rounds.release(session, round_id=made.made.id, now=NOW)
    [url] = [url for text, url in client.page(made.url).links if "as everybody sees" in text]
    seen = client.page(url)
    assert "This is what everybody sees" in seen.text
    assert not [text for text, _url in seen.links if "JSON" in text or "Choose" in text]
    client.sign_in(made.accounts["member"])
    assert "This is what everybody sees" not in client.page(url).text


# ---- How much, and in every language ----


@pytest.mark.parametrize("path", ["", "people", "delivery", "remind", "people/more"])
def test_statements_do_not_grow_with_the_people(client, scene, database, path):
    counts = []
    for people in (5, 120):
        with database.writing() as session:
            for table in reversed(Partnership.metadata.sorted_tables):
                if table.name != "audit_event":
                    session.execute(table.delete())
        made = scene(people=people)
        client.sign_in(made.accounts["lead"])
        client.pauses = False
        client.get(made.url + path)
        with noted(database) as statements:
            client.get(made.url + path)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("mode", MODES)
def test_no_sentence_was_missed(settings, scene, database, clock, mode):
    made = scene(mode)
    url = person_url(database, made, 4)
    with database.writing() as session:
        invitation_of(session, made.made, 4).delivery = "bounced"
    client = make_app(replace(settings, language=PSEUDO), database, clock).test_client()
    client.sign_in(made.accounts["lead"])
    names = (
        *factories.PARTNERS,
        *(
            "Riverside Partnership",
            "Autumn 2026",
            "Invented",
            "lead",
            "facilitator",
            "Teacher",
            "Headteacher",
            "Person",
        ),
    )
    paths = ("", "people", "people?only=revoked", "remind", "people/more")
    found = [client.page(made.url + path) for path in paths]
    found += [client.page(url), client.page(f"/partnerships/{made.partnership}/")]
    client.submit(f"{url}/revoke")
    client.submit(f"{made.url}remind")
    found += [client.page(url), client.page(f"{made.url}remind"), client.page(f"{made.url}?reminded=0")]
    assert [words for page in found if (words := missed(page, *names, "example.org"))] == []
