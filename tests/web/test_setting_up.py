"""Setting a round up: every step as a lead sees it, what is kept, what is refused, and the launch."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from pet.access.actor import Role, State
from pet.analysis.options import Mode
from pet.db.models import (
    Account,
    Comment,
    FrameworkVersion,
    Invitation,
    Letter,
    Membership,
    Partner,
    Partnership,
    Person,
    Round,
)
from pet.language import PSEUDO
from pet.services import comments, own_questions, rounds
from pet.services.comments import Decided, Decision
from pet.web.answering import promises
from pet.web.app import create_app
from tests.support import factories
from tests.support.client import StrictClient
from tests.support.factories import NOW
from tests.support.pages import words
from tests.support.pseudo import missed
from tests.support.statements import noted

PARTNERS = ("Ash School", "Beech School", "Cedar School")
ROLES = ("headteacher", "teacher")


@dataclass(frozen=True)
class Scene:
    """A partnership with people to ask, and the lead of it."""

    partnership_id: int
    partnership: str
    lead: int
    facilitator: int


@pytest.fixture
def settings(settings, tmp_path):
    """A site that sends letters into a folder."""
    return replace(settings, mail=f"folder:{tmp_path / 'letters'}", mail_from="pet@example.org")


@pytest.fixture
def scene(database):
    def make(people=24, *, without_address=0, partners=PARTNERS, zone="Europe/London"):
        with database.writing() as session:
            made = factories.make_partnership(session, partners=partners)
            made.kind, made.time_zone = "school_cluster", zone
            lead = factories.make_account(session)
            facilitator = factories.make_account(session, "fay@example.org", "Fay Facilitator")
            factories.make_member(session, lead, made, Role.LEAD)
            factories.make_member(session, facilitator, made, Role.FACILITATOR)
            add_people(session, made.id, people, without_address)
        return Scene(made.id, made.public_id, lead.id, facilitator.id)

    return make


def add_people(session, partnership_id, number, without_address=0, offset=0):
    ids = session.scalars(
        select(Partner.id).where(Partner.partnership_id == partnership_id).order_by(Partner.position)
    ).all()
    session.add_all(
        Person(
            partnership_id=partnership_id,
            partner_id=ids[n % len(ids)] if ids else None,
            name=str(9000 + n),
            email=None if n < without_address else f"person{n + offset}@example.org",
            role_id=ROLES[n // 3 % 2],
            created_on=NOW.date(),
        )
        for n in range(number)
    )


@pytest.fixture
def begun(client, scene):
    """A lead at the first step of a new round; gives the scene and the beginning of the addresses."""

    def begin(*args, **kwargs):
        made = scene(*args, **kwargs)
        client.sign_in(made.lead)
        client.page(f"/partnerships/{made.partnership}/rounds/new")
        response = client.submit(f"/partnerships/{made.partnership}/rounds/new")
        assert response.status_code == 303
        return made, response.location.removesuffix("asked")

    return begin


def the_round(database):
    with database.reading() as session:
        return session.scalars(select(Round).order_by(Round.id.desc())).first()


def typed(page):
    """What a browser would send of the page's own form, untouched."""
    [form] = [one for one in page.all("form") if one.get("action") is None]
    fields: dict[str, list[str]] = {}
    for field in form.iter("input"):
        if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
            continue
        fields.setdefault(field.get("name"), []).append(field.get("value", ""))
    for field in form.iter("select"):
        chosen = [one.get("value") for one in field.iter("option") if one.get("selected") is not None]
        fields[field.get("name")] = chosen
    return fields


def test_a_round_is_set_up_in_four_steps_with_what_suits_most(client, begun, database):
    _made, base = begun()
    for step, following in (("asked", "privacy"), ("privacy", "timing"), ("timing", "check")):
        page = client.page(base + step)
        response = client.submit(base + step, {**typed(page), "then": "on"})
        assert (response.status_code, response.location) == (303, base + following)
    page = client.page(base + "check")
    assert "Before it can be launched" not in page.text
    assert "24 letters go out from Tuesday 6 October 2026 at 08:00 (London time) on." in page.text
    assert client.submit(base + "check").status_code == 303
    row = the_round(database)
    assert (row.state, row.way, row.mode, row.form, row.invited) == (
        State.OPEN,
        "letters",
        Mode.CONFIDENTIAL,
        "core",
        24,
    )
    assert (row.title, row.closes_by_itself, row.reminders) == ("October 2026", True, [7, 2])
    assert (row.opens_at, row.closes_at) == (
        datetime(2026, 10, 6, 7, tzinfo=UTC),
        datetime(2026, 10, 20, 16, tzinfo=UTC),
    )
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Invitation)) == 24


def choose(client, base, step, **changes):
    """Send a step with these changes, and the rest as the page has it; gives what comes back."""
    fields = typed(client.page(base + step))
    return client.submit(base + step, {**fields, "then": "on", **changes})


STEPS = ("asked", "questions", "preview", "privacy", "timing", "check", "discard")


def test_looking_at_the_steps_changes_nothing(client, begun, database):
    _made, base = begun()
    with noted(database) as statements:
        for step in STEPS:
            client.page(base + step)
    assert [one for one in statements if one.split()[0] in ("INSERT", "DELETE")] == []
    assert the_round(database).state == State.DRAFT


def test_only_a_lead_sets_rounds_up(client, begun, new_client, database):
    made, base = begun()
    client.page(base + "asked")
    others = {"facilitator": made.facilitator}
    with database.writing() as session:
        for name, role in (("member", Role.MEMBER), ("elsewhere", None)):
            account = factories.make_account(session, f"{name}@example.org", name)
            if role:
                session.add(
                    Membership(account_id=account.id, partnership_id=made.partnership_id, role=role.value)
                )
            others[name] = account.id
    for name, account_id in others.items():
        other = new_client()
        other.sign_in(account_id)
        for step in STEPS:
            assert other.get(base + step).status_code == (404 if name == "elsewhere" else 403), (name, step)
    assert new_client().get(base + "asked").status_code == 303


def test_a_step_can_be_saved_and_left_and_says_so(client, begun, database):
    _made, base = begun()
    response = choose(client, base, "asked", title="Winter", then="stay")
    assert response.location == base + "asked?saved"
    assert "Saved." in client.page(response.location).text
    assert the_round(database).title == "Winter"


@pytest.mark.parametrize(
    ("step", "go", "ends"),
    [
        ("asked", "privacy", "set-up/privacy"),
        ("asked", "questions", "set-up/questions"),
        ("asked", "preview", "set-up/preview"),
        ("privacy", "asked", "set-up/asked"),
        ("timing", "check", "set-up/check"),
        ("timing", "letters", "letters"),
        ("timing", "nowhere", "set-up/check"),
    ],
)
def test_going_to_another_page_keeps_what_was_typed(client, begun, database, step, go, ends):
    _made, base = begun()
    page = client.page(base + step)
    offered = {one.get("value") for one in page.all("button") if one.get("name") == "go"}
    assert offered >= {go} - {"nowhere"}
    change = (
        {"title": "Winter"} if step == "asked" else {"reader": str(_made.lead)} if step == "privacy" else {}
    )
    change |= {"reminders": ["3"]} if step == "timing" else {}
    fields = {**typed(page), **change, "go": go}
    assert client.submit(base + step, fields).location == base.removesuffix("set-up/") + ends
    row = the_round(database)
    kept = {"title": row.title, "reader": str(row.reader_id or "nobody")}
    kept["reminders"] = [str(days) for days in row.reminders]
    assert {name: kept[name] for name in change} == change


@pytest.mark.parametrize("step", ["asked", "privacy", "timing"])
def test_enter_in_a_field_goes_on_and_not_to_the_first_step_of_the_bar(client, begun, step):
    _made, base = begun()
    page = client.page(base + step)
    mine = [one for one in page.all("button") if one.get("form") == "step"]
    assert (mine[0].get("name"), mine[0].get("value")) == ("then", "on")
    assert [one.get("name") for one in mine[1:]] == ["go"] * 3


@pytest.mark.parametrize(
    ("step", "changes", "said"),
    [
        ("asked", {"title": ""}, "Give a title"),
        ("asked", {"title": "x" * 201}, "too long: 200 characters"),
        ("asked", {"framework": "nothing"}, "not here any more"),
        ("asked", {"form": "short"}, "no such form"),
        ("asked", {"form": []}, "Choose how much is asked."),
        ("privacy", {"mode": []}, "Choose what people are promised."),
        ("privacy", {"mode": "secret"}, "Not a valid choice"),
        ("privacy", {"smallest_group": "2"}, "Not a valid choice"),
        ("privacy", {"reader": "999"}, "Not a valid choice"),
        ("timing", {"opens_day": "soon"}, "Give a day, such as 2026-11-27."),
        ("timing", {"closes_time": "5 pm"}, "Give a time, such as 17:00."),
        ("timing", {"opens_day": "2199-12-31", "opens_time": "23:59"}, "close after it opens"),
        ("timing", {"opens_day": "0001-01-01", "opens_time": "00:00"}, "Give a day"),
        ("timing", {"closes_day": "2026-10-06", "closes_time": "08:00"}, "close after it opens"),
        ("timing", {"closes_day": "2026-10-25", "closes_time": "01:30"}, "comes twice"),
        ("timing", {"closes_day": "2027-03-28", "closes_time": "01:30"}, "does not come"),
        ("timing", {"invited": "many"}, "Give a number from 1 on"),
        ("timing", {"invited": "0"}, "Give a number from 1 on"),
        ("timing", {"reminders": ["99"]}, ""),
        ("timing", {"way": "pigeon"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_used_comes_back_with_all_that_was_typed(client, begun, database, step, changes, said):
    _made, base = begun()
    before = the_round(database)
    fields = {**typed(client.page(base + step)), "then": "on", **changes}
    page = client.submitted(base + step, fields, status=422)
    assert said in page.text
    again = typed(page)
    texts = {
        field.get("name") for field in page.all("input") if field.get("type", "text") in ("text", "date")
    }
    for name in texts & set(changes):
        assert again[name] == [changes[name]]
    after = the_round(database)
    assert (after.title, after.mode, after.opens_at, after.way) == (
        before.title,
        before.mode,
        before.opens_at,
        before.way,
    )


def test_every_framework_can_be_read_and_is_previewed_as_each_role_sees_it(client, begun):
    _made, base = begun()
    page = client.page(base + "asked")
    assert "We give the same reason when asked why this partnership exists." in page.text
    assert "School partnerships" in page.text
    preview = client.page(base + "preview?role=family")
    assert "It is clear to me why these schools work together." in preview.text
    assert "We stop joint activities that no longer serve our goals." not in preview.text
    assert "Don’t know" in preview.text
    assert client.page(base + "preview?role=nobody").status == 200


def test_two_versions_of_a_framework_are_told_apart(client, scene, database):
    made = scene()
    source = factories.builtin_source()
    with database.writing() as session:
        partnership = session.get_one(Partnership, made.partnership_id)
        changed = source.replace(b"\nversion: 1\n", b"\nversion: 2\n").replace(
            b"pupils gain", b"children gain"
        )
        assert changed.count(b"version: 2") == 1
        factories.make_round(session, partnership, source=changed)
    client.sign_in(made.lead)
    client.page(f"/partnerships/{made.partnership}/rounds/new")
    begun = client.submit(f"/partnerships/{made.partnership}/rounds/new").location
    page = client.page(begun)
    labels = [words(one) for one in page.all("label") if (one.get("for") or "").startswith("framework-")]
    assert labels[0] == "School partnerships, version 2 (proposed)"
    assert "School partnerships, version 1" in labels
    assert not any("version" in one for one in labels if "School partnerships" not in one)
    assert typed(page)["framework"] == [page.root.find(".//input[@id='framework-0']").get("value")]


def test_own_questions_are_added_changed_and_taken_out(client, begun, database):
    _made, base = begun()
    fields = typed(client.page(base + "questions"))
    fields |= {"questions-0-text": ["We start on time."], "questions-1-text": ["What should we stop?"]}
    fields |= {"questions-1-sort": ["words"]}
    assert client.submit(base + "questions", {**fields, "then": "back"}).location == base + "asked"
    assert "We start on time." in client.page(base + "asked").text
    assert "We start on time." in client.page(base + "preview?role=family").text
    again = typed(client.page(base + "questions"))
    assert (again["questions-0-id"], again["questions-1-id"]) == (["own.r1"], ["own.w2"])
    again["questions-0-text"] = [""]
    client.submit(base + "questions", again)
    with database.reading() as session:
        row = session.scalars(select(Round)).one()
        version = session.get_one(FrameworkVersion, row.framework_version_id)
        [only] = own_questions.of(own_questions.frameworks.load(version))
    assert (only.id, only.text) == ("own.w2", "What should we stop?")


def test_a_question_that_is_too_long_comes_back(client, begun):
    _made, base = begun()
    fields = typed(client.page(base + "questions"))
    fields["questions-2-text"] = ["x" * 301]
    page = client.submitted(base + "questions", fields, status=422)
    assert "too long: 300 characters" in page.text
    assert typed(page)["questions-2-text"] == ["x" * 301]


@pytest.mark.parametrize(
    ("people", "offered", "said"),
    [
        (4, ["open"], "With four people nobody is anonymous."),
        (7, ["confidential", "open"], "With so few people this stays hidden"),
        (24, ["confidential", "anonymous", "open"], "24 people will be asked, of 3 partners."),
    ],
)
def test_only_promises_that_can_be_kept_are_offered(client, begun, people, offered, said):
    _made, base = begun(people)
    page = client.page(base + "privacy")
    values = [one.get("value") for one in page.all("input") if one.get("name") == "mode"]
    assert values == offered
    assert said in page.text


def folds(page):
    """What can be unfolded on the page, and whether it is."""
    return {words_of(one.find("summary")): one.get("open") is not None for one in page.all("details")}


def words_of(element):
    return " ".join("".join(element.itertext()).split())


def test_what_does_not_matter_for_the_chosen_promise_is_folded_away(client, begun):
    _made, base = begun(24)
    asks = "For an anonymous round only: what is kept with the answers"
    single = "Where people answer one by one: how they are counted and compared"
    assert folds(client.page(base + "privacy")) == {asks: False, single: True}
    choose(client, base, "privacy", mode="anonymous", asks="role")
    assert folds(client.page(base + "privacy")) == {asks: True, single: True}
    choose(client, base, "privacy", mode="open")
    assert folds(client.page(base + "privacy")) == {asks: False, single: False}


def test_where_only_partners_can_answer_nothing_about_people_is_asked(client, begun, database):
    _made, base = begun(2, partners=("Ash School", "Beech School"))
    page = client.page(base + "privacy")
    assert {"weighting", "first_comparison", "smallest_group", "asks"} & set(typed(page)) == set()
    assert "They read what partners write" in page.text
    assert choose(client, base, "privacy").status_code == 303
    assert the_round(database).mode == Mode.OPEN


def test_a_partner_with_over_a_third_is_pointed_out(client, begun):
    _made, base = begun(24, partners=("Ash School", "Beech School"))
    assert "One partner may give 50% of all answers." in client.page(base + "privacy").text


def test_what_is_kept_in_an_anonymous_round_is_what_enough_people_share(client, begun, database):
    _made, base = begun(24)
    page = client.page(base + "privacy")
    kept = [one.get("value") for one in page.all("input") if one.get("name") == "asks"]
    assert kept == ["both", "partner", "role", "nobody"]  # with groups of three
    refused = client.submitted(
        base + "privacy", {**typed(page), "mode": "anonymous", "asks": "both"}, status=422
    )
    assert "Choose to ask less." in refused.text
    assert choose(client, base, "privacy", mode="anonymous", asks="role").status_code == 303
    assert (the_round(database).mode, the_round(database).asks) == (Mode.ANONYMOUS, "role")
    row = the_round(database)
    with database.reading() as session:
        told = promises.who_can_see(rounds.facts(session, row.id))  # what the first page says
    page = client.page(base + "check")
    assert [sentence for sentence in told if sentence not in page.text] == []


def test_without_letters_people_come_by_a_link(settings, database, clock, scene):
    app = create_app(replace(settings, mail=""), database=database, clock=clock)
    app.config["TESTING"] = True
    app.test_client_class = StrictClient
    client, made = app.test_client(), scene()
    client.sign_in(made.lead)
    client.page(f"/partnerships/{made.partnership}/rounds/new")
    base = client.submit(f"/partnerships/{made.partnership}/rounds/new").location.removesuffix("asked")
    page = client.page(base + "timing")
    assert "This site sends no letters, so people come by one link." in page.text
    assert [one.get("value") for one in page.all("input") if one.get("name") == "way"] == ["link"]
    client.page(base + "check")
    client.submit(base + "check")
    assert the_round(database).open_code


def test_the_last_page_shows_whose_words_each_letter_has(client, begun, database):
    _made, base = begun()
    with database.writing() as session:
        own = {"subject": "Test, ignore", "greeting": "Hello {name},", "body": "Nothing."}
        session.execute(update(Round).values(letter_texts={"reminder": own}))
    page = client.page(base + "check")
    assert "“Your view of Riverside Partnership” (the usual words)" in page.text
    assert "“Test, ignore” (your own words)" in page.text
    letters = base.removesuffix("set-up/") + "letters"
    assert letters in [url for _label, url in page.links]
    with database.writing() as session:
        session.execute(update(Round).values(way="link"))
    assert "(the usual words)" not in client.page(base + "check").text


def test_a_first_day_that_is_over_means_at_once(client, begun, database):
    _made, base = begun()
    with database.writing() as session:
        session.execute(update(Round).values(opens_at=NOW - timedelta(days=1)))
    page = client.page(base + "check")
    assert "At once, when you launch it" in page.text
    assert "People can answer at once." in page.text


def test_who_has_no_address_gets_a_paper_sheet_and_no_link(client, begun):
    _made, base = begun(without_address=2)
    text = client.page(base + "timing").text
    assert "2 people have no e-mail address: give them a paper sheet yourself." in text


def test_over_two_hundred_letters_are_confirmed(client, begun, database):
    _made, base = begun(201)
    page = client.submitted(base + "check", status=422)
    assert "Tick this if so many letters are meant." in page.text
    assert the_round(database).state == State.DRAFT
    assert client.submit(base + "check", {"many": "y"}).status_code == 303
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == 201


def test_what_must_be_mended_is_named_with_a_way_to_it(client, begun, database):
    _made, base = begun()
    with database.writing() as session:
        session.execute(update(Person).values(archived_at=NOW))
        session.execute(update(Round).values(closes_at=NOW, opens_at=NOW - timedelta(days=1)))
    page = client.page(base + "check")
    assert "Nobody is on the list of people yet." in page.text
    assert "The closing date is over. Choose a later one." in page.text
    assert ("Change this", base + "privacy") in page.links
    assert ("Change this", base + "timing") in page.links
    assert "Launch the round" not in page.text
    assert "Before it can be launched" in client.submitted(base + "check", status=422).text
    assert the_round(database).state == State.DRAFT


def test_once_it_is_launched_every_step_leads_to_the_round(client, begun, database):
    _made, base = begun()
    given = {step: typed(client.page(base + step)) for step in ("asked", "questions", "privacy", "timing")}
    client.submit(base + "check")
    status = base.removesuffix("set-up/")
    for step in ("asked", "questions", "privacy", "timing", "check", "discard"):
        assert client.get(base + step).location == status, step
    before = the_round(database)
    for step, fields in given.items():
        page = client.submitted(base + step, {**fields, "then": "on"}, status=422)
        assert "is fixed" in page.text, step
    assert client.submit(base + "check").location == status
    assert client.submit(base + "discard").location == status
    after = the_round(database)
    assert (after.title, after.mode, after.framework_version_id, after.state) == (
        before.title,
        before.mode,
        before.framework_version_id,
        State.OPEN,
    )


def test_a_launch_is_taken_back_while_nobody_saw_it(client, begun, database):
    _made, base = begun()
    round_page = base.removesuffix("set-up/")
    client.page(base + "check")
    client.submit(base + "check")
    assert "Make it a draft" in client.page(round_page + "take-back").text
    assert client.submit(round_page + "take-back").location == base + "check"
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Invitation)) == 0
    client.page(base + "check")
    client.submit(base + "check")
    with database.writing() as session:
        session.execute(update(Letter).values(attempts=1))
    assert "cannot become a draft again" in client.page(round_page + "take-back").text
    assert client.submit(round_page + "take-back").location == round_page + "take-back"
    assert the_round(database).state == State.OPEN


def test_more_time_is_typed_in_the_time_of_the_partnership(client, begun, database):
    _made, base = begun()
    client.page(base + "check")
    client.submit(base + "check")
    url = base.removesuffix("set-up/") + "extend"
    page = client.page(url)
    assert "Tuesday 20 October 2026 at 17:00 (London time)" in page.text
    assert typed(page)["closes_day"] == ["2026-10-27"]
    said = client.submitted(url, {**typed(page), "closes_day": "2026-10-19"}, status=422)
    assert "later moment than the one people were told" in said.text
    assert client.submit(url, {**typed(page), "closes_day": "2026-11-03"}).status_code == 303
    assert the_round(database).closes_at == datetime(2026, 11, 3, 17, tzinfo=UTC)


def test_a_draft_is_thrown_away(client, begun, database):
    made, base = begun()
    client.page(base + "discard")
    assert client.submit(base + "discard").location == f"/partnerships/{made.partnership}/"
    assert the_round(database) is None


def test_the_next_round_is_a_copy(client, begun, database):
    _made, base = begun()
    client.page(base + "check")
    client.submit(base + "check")
    first = the_round(database)
    with database.writing() as session:
        rounds.close(session, round_id=first.id, now=NOW)
    copied = client.submit(base.removesuffix("set-up/") + "copy")
    assert copied.status_code == 303
    second = the_round(database)
    assert (second.follows_id, second.state) == (first.id, State.DRAFT)
    assert "October 2026" in client.page(copied.location).text


def test_nothing_is_begun_in_an_archived_partnership(client, begun, database):
    made, _base = begun()
    url = f"/partnerships/{made.partnership}/rounds/new"
    with database.writing() as session:
        session.get_one(Partnership, made.partnership_id).archived_at = NOW
    client.page(url)
    assert "archived" in client.submitted(url, status=422).text


def test_a_step_costs_the_same_with_few_and_many_people(client, begun, database):
    made, base = begun(12)

    def cost():
        found = {}
        for step in STEPS:
            with noted(database) as statements:
                client.get(base + step)
            found[step] = len(statements)
        return found

    few = cost()
    with database.writing() as session:
        add_people(session, made.partnership_id, 60, offset=1000)
    assert cost() == few
    assert max(few.values()) <= 20


def test_no_sentence_was_missed(settings, database, clock, scene):
    app = create_app(replace(settings, language=PSEUDO), database=database, clock=clock)
    app.config["TESTING"] = True
    app.test_client_class = StrictClient
    client, made = app.test_client(), scene(7, partners=("71", "72"), zone="UTC", without_address=1)
    with database.writing() as session:
        session.execute(update(Account).values(name="4711"))
        session.get_one(Partnership, made.partnership_id).name = "4712"
    client.sign_in(made.lead)
    new = f"/partnerships/{made.partnership}/rounds/new"
    client.page(new)
    base = client.submit(new).location.removesuffix("asked")
    with database.writing() as session:
        version = factories.make_framework(session, digits())
        session.execute(update(Round).values(title="4713", framework_version_id=version.id))
    for step in ("check", "privacy", "timing", "discard", "questions", "preview"):
        assert missed(client.page(base + step)) == [], step
    assert missed(client.page(new)) == []
    client.submit(base + "check")
    for place in ("extend", "take-back"):
        assert missed(client.page(base.removesuffix("set-up/") + place)) == [], place


def digits():
    """A framework in which every text is a number."""
    lines = factories.framework_source().decode().splitlines()
    text = "\n".join(in_digits(n, line) for n, line in enumerate(lines))
    labels = ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree")
    scale = ", ".join(f'"{80 + n}"' for n in range(5))
    text = text.replace(f"[{', '.join(labels)}]", f"[{scale}]\n  dont_know: '85'\n  not_applicable: '86'")
    text = text.replace("label: Headteacher, plural: headteachers", "label: '87', plural: '88'")
    text = text.replace("label: Teacher, plural: teachers", "label: '89', plural: '90'")
    text = text.replace('"In one sentence: what is this partnership for?"', "'91'")
    return text.replace("What would help most?", "'92'").encode()


def in_digits(number, line):
    for word in ("title:", "purpose:", "topic:", "statement:", "question:"):
        before, found, _after = line.partition(word)
        if found and "{" not in line:
            return f'{before}{word} "{1000 + number}"'
    return line


# ---- Release ----


@pytest.fixture
def released(database, scene):
    """A closed round with comments that were read; gives the scene and the round."""

    def make(**release):
        made = scene(0)
        with database.writing() as session:
            row = factories.make_round(
                session, session.get_one(Partnership, made.partnership_id), reader_id=made.facilitator
            )
            for number in range(12):
                started = factories.make_response(session, row, partner=PARTNERS[number % 3], role="teacher")
                said = {"comment:c1.a1.t1": ("It helps.", "We meet late.", "More of it.")[number % 3]}
                factories.answer(session, started, 4, said if number < 6 else {})
            for comment in session.scalars(select(Comment)):
                comment.quotable = True
        with database.writing() as session:
            rounds.close(session, round_id=row.id, now=NOW)
            reading = comments.to_read(session, row.id)
            keep = {one.id: Decided(decision=Decision.KEEP, text=one.text) for one in reading.items}
            comments.decide(session, round_id=row.id, decided=keep)
            comments.finish(session, round_id=row.id, now=NOW)
            if release:
                rounds.release(session, round_id=row.id, now=NOW, **release)
        return made, row, started

    return make


def member_of(database, made):
    with database.writing() as session:
        account = factories.make_account(session, "member@example.org", "Mo Member")
        session.add(
            Membership(account_id=account.id, partnership_id=made.partnership_id, role=Role.MEMBER.value)
        )
        return account.id


@pytest.mark.parametrize("who", ["member", "respondent"])
@pytest.mark.parametrize(("parts", "words"), [((), False), (("comments",), True)])
def test_what_is_held_back_on_release_is_held_back(new_client, released, database, who, parts, words):
    made, row, started = released(parts=parts, note="Thank you all.\nSee you on Friday.")
    client, lead = new_client(), new_client()
    if who == "member":
        client.sign_in(member_of(database, made))
    else:
        client.open_response(started.public_id, started.response_id)
    url = f"/rounds/{row.public_id}/results/"
    page = client.page(url)
    assert ("It helps." in page.text) is words
    assert "Thank you all. See you on Friday." in page.text
    assert "Download the booklet" not in page.text
    for paper in ("a4", "letter"):
        assert client.get(f"/rounds/{row.public_id}/files/full-report.pdf?page={paper}").status_code == 404
    assert charts_of(client, page) == {200}
    lead.sign_in(made.lead)
    whole = lead.page(url)
    assert "It helps." in whole.text
    assert "Download the booklet" in whole.text
    assert charts_of(lead, lead.page(url + "?seen_by=everybody")) == {200}
    assert ("It helps." in lead.page(url + "?seen_by=everybody").text) is words


def charts_of(client, page):
    found = [image.get("src") for image in page.all("img") if "/charts/" in (image.get("src") or "")]
    return {client.get(src).status_code for src in found[:2]}


def test_everything_is_shown_where_nothing_is_held_back(new_client, released, database):
    made, row, _started = released(parts=("report", "comments"))
    client = new_client()
    client.sign_in(member_of(database, made))
    page = client.page(f"/rounds/{row.public_id}/results/")
    assert "It helps." in page.text
    assert "Download the booklet" in page.text
    assert "From those who lead the round" not in page.text


def test_a_lead_releases_with_a_note_and_a_choice_of_parts(client, released, database):
    made, row, _started = released()
    client.sign_in(made.lead)
    url = f"/rounds/{row.public_id}/release"
    fields = typed(client.page(url))
    assert (fields["report"], fields["comments"]) == (["y"], ["y"])
    long = client.submitted(url, {**fields, "note": "x" * 4001}, status=422)
    assert "too long: 4,000 characters" in long.text
    del fields["comments"]
    assert client.submit(url, {**fields, "note": "Thank you."}).status_code == 303
    with database.reading() as session:
        kept = session.get_one(Round, row.id)
    assert (kept.state, kept.release_note, kept.release_parts) == (State.RELEASED, "Thank you.", ["report"])
