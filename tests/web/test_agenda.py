"""Choosing the conversation: every button without a script, what is wrong and where, and two people at once."""

import re
from dataclasses import replace

import pytest

from pet.access.actor import Role
from pet.analysis.kinds import Moved, Spread
from pet.db.models import Round
from pet.language import PSEUDO
from pet.services import agenda, results
from pet.web.rounds import agenda_offer
from pet.web.rounds.agenda_draft import Draft
from tests.support import changed
from tests.support.client import make_app
from tests.support.downloads import got
from tests.support.factories import framework_source
from tests.support.pages import words
from tests.support.pseudo import missed
from tests.support.released import over, varied
from tests.support.statements import noted

FIRST, SECOND = "c1.a1.t1", "c1.a2.t1"


@pytest.fixture
def made(database):
    with database.writing() as session:
        return over(session)


@pytest.fixture
def url(made):
    return f"{made.url}/agenda"


@pytest.fixture
def stored(database, made):
    def read():
        with database.reading() as session:
            return results.stored(session, made.round_id)

    return read


@pytest.fixture
def kept(database, made):
    def read():
        with database.reading() as session:
            return agenda.chosen(session, made.round_id).choice

    return read


@pytest.fixture
def lead(client, made):
    client.sign_in(made.people[Role.LEAD])
    return client


def fields(page):
    """The form as a browser would send it untouched, but for its buttons: pairs, for themes stand in it in order."""
    [form] = [form for form in page.all("form") if (form.get("action") or "").endswith("/agenda")]
    found = []
    for element in form.iter():
        name, kind = element.get("name"), element.get("type")
        if element.tag == "input" and name and (kind != "radio" or element.get("checked") is not None):
            found.append((name, element.get("value")))
        elif element.tag == "textarea":
            found.append((name, (element.text or "").removeprefix("\n")))
    return [(name, value) for name, value in found if name != "csrf_token"]


def press(client, url, form, do, status=200, **more):
    """Send the form by one of its buttons; a redirect is followed."""
    data = form_of(form, do) | {
        name.replace("_", "-", 1) if name.startswith("minutes_") else name: v for name, v in more.items()
    }
    if status != 303:
        return client.submitted(url, data, status)
    response = client.submit(url, data)
    assert response.status_code == 303, response.get_data(as_text=True)[:2000]
    return client.page(response.location)


def form_of(form, do):
    data = {}
    for name, value in [*form, ("do", do)]:
        data.setdefault(name, []).append(value)
    return data


def rows(page):
    """Id and minutes of each theme on the page, in order."""
    sent = fields(page)
    minutes = dict(sent)
    return [(value, minutes[f"minutes-{value}"]) for name, value in sent if name == "theme"]


def said(page):
    return [words(element) for element in page.root.iter() if element.get("role") == "status"]


def focused(page):
    return [
        element.get("value") if element.tag == "button" else element.get("id")
        for element in page.root.iter()
        if element.get("autofocus") is not None
    ]


def proposal(of, meeting):
    return [(pick.theme, str(pick.minutes)) for pick in agenda.proposed(of, meeting).picks]


def test_at_first_it_shows_the_proposal_with_reasons(lead, url, stored, made):
    page, of = lead.page(url), stored()
    assert page.h1 == "Choose the conversation"
    assert rows(page) == proposal(of, 90)
    assert "This is the proposal for a meeting of 90 minutes." in page.text
    assert dict(fields(page))["meeting"] == "90"
    for item in of.proposed:
        assert of.framework.theme(item.theme).statement.to("en") in page.text
    assert "Two views stand against each other" in page.text
    assert re.search(r"\d+ of 90 minutes are planned\.", page.text)
    assert "Back to the proposal" not in page.text
    assert ("Back to the round", f"{made.url}/") in page.links


@pytest.mark.parametrize("meeting", [45, 60, 90, 120])
def test_the_proposal_for_each_length(lead, url, stored, meeting):
    page = lead.page(f"{url}?meeting={meeting}")
    assert rows(page) == proposal(stored(), meeting)
    assert dict(fields(page))["meeting"] == str(meeting)


@pytest.mark.parametrize("wrong", ["75", "x", ""])
def test_no_other_length(lead, url, stored, wrong):
    assert rows(lead.page(f"{url}?meeting={wrong}")) == proposal(stored(), 90)


def test_all_shown_themes_can_be_added_by_section_with_their_pattern(lead, url, stored):
    page, of = lead.page(url), stored()
    [select] = page.all("select")
    offered = {option.get("value") for option in select.iter("option")} - {""}
    on_it = {theme for theme, _minutes in rows(page)}
    assert offered == {theme.id for theme in agenda.to_choose_from(of)} - on_it
    groups = [group.get("label") for group in select.iter("optgroup")]
    assert groups == [
        name
        for name in ("What has changed", "What we share", "Where we differ", "What is hard for us")
        if name in groups
    ] + [name for name in ("What many of us don’t know", "Other themes") if name in groups]
    assert "Theme 1.1.1 (" in words(select) or FIRST in on_it


def test_what_changed_can_be_added_first(stored):
    of = stored()
    first, second, third, *_rest = (theme.id for theme in agenda.to_choose_from(of))
    steps = [
        changed.theme(first, 3.0, 3.6, moved=Moved.UP),
        changed.theme(second, 4.1, 2.7, moved=Moved.DOWN, spread=Spread.DIVERGED),
        changed.theme(third, spread=Spread.CONVERGED),
    ]
    of = replace(of, result=replace(of.result, change=changed.change(steps)))
    offered = agenda_offer.groups(of, Draft(meeting=60, rows=()))
    name, options = offered[0]
    assert (name, [theme for theme, _label in options]) == ("What has changed", [second, first, third])
    assert [label.split("; ")[1] for _theme, label in options] == [
        "went down, went further apart)",
        "went up)",
        "came closer together)",
    ]
    ids = [theme for _name, group in offered for theme, _label in group]
    assert sorted(ids) == sorted(theme.id for theme in agenda.to_choose_from(of))
    without = agenda_offer.groups(of, Draft(meeting=60, rows=((second, "5"),)))
    assert second not in [theme for _name, group in without for theme, _label in group]


def test_up_down_and_remove_keep_everything_else(lead, url, kept):
    page = lead.page(url)
    before = rows(page)
    (one, _m), (two, _n), *_rest = before
    form = [
        *((n, "77" if n == f"minutes-{two}" else v) for n, v in fields(page) if n != "note"),
        ("note", "Mine"),
    ]
    page = press(lead, url, form, f"down:{one}")
    assert rows(page) == [(two, "77"), before[0], *before[2:]]
    assert dict(fields(page))["note"] == "Mine"
    assert re.fullmatch(rf"“.+” is number 2 of {len(before)} now\.", said(page)[0])
    assert focused(page) == [f"down:{one}"]
    page = press(lead, url, fields(page), f"up:{one}")
    assert rows(page)[:2] == [before[0], (two, "77")]
    assert focused(page) == [f"down:{one}"], "it is at the top: the way up is gone"
    page = press(lead, url, fields(page), f"remove:{one}")
    assert rows(page) == [(two, "77"), *before[2:]]
    assert "This is not saved yet." in page.text
    assert (focused(page), said(page)[0].endswith("was removed. Put it back")) == (["gone"], True)
    again = next(b.get("value") for b in page.all("button") if words(b) == "Put it back")
    page = press(lead, url, fields(page), again)
    assert (rows(page), focused(page)) == ([before[0], (two, "77"), *before[2:]], [f"remove:{one}"])
    for wrong in (again, "back:", "back:c9:0:5", f"back:{FIRST}:x:y:z"):
        page = press(lead, url, fields(page), wrong)
    assert [row for row in rows(page) if row[0] != FIRST] == [
        row for row in [before[0], (two, "77"), *before[2:]] if row[0] != FIRST
    ]
    assert kept() is None


def test_a_theme_is_added_at_the_end_with_minutes(lead, url, stored):
    page = lead.page(f"{url}?meeting=45")
    on_it = {theme for theme, _minutes in rows(page)}
    new = next(theme for theme in agenda.to_choose_from(stored()) if theme.id not in on_it)
    page = press(lead, url, fields(page), "add", add=new.id)
    theme, minutes = rows(page)[-1]
    assert theme == new.id
    assert 5 <= int(minutes) <= 20
    assert focused(page) == [f"minutes-{new.id}"]
    page = press(lead, url, fields(page), "add", add="")
    assert said(page) == ["Choose a theme from the list first."]
    assert rows(page)[-1] == (theme, minutes)


def test_eight_are_as_many_as_a_meeting_can_hold(lead, url, stored):
    page = lead.page(url)
    for theme in agenda.to_choose_from(stored()):
        page = press(lead, url, fields(page), "add", add=theme.id)
    assert len(rows(page)) == 8
    assert page.all("select") == []
    assert "Remove one to add another." in page.text


def test_the_time_is_shared_out_for_the_chosen_length(lead, url):
    page = lead.page(url)
    form = [(n, "45" if n == "meeting" else v) for n, v in fields(page)]
    page = press(lead, url, form, "share")
    assert sum(int(minutes) for _theme, minutes in rows(page)) == 30
    assert "45 of 45 minutes are planned." in page.text


def test_too_little_time_for_each_is_said(lead, url):
    form = [(n, "45" if n == "meeting" else v) for n, v in fields(lead.page(url))]
    page = press(lead, url, form, "share")
    assert "that is little for each" in said(page)[0]
    page = press(lead, url, [(n, "120" if n == "meeting" else v) for n, v in fields(page)], "share")
    assert said(page) == ["The time is shared out among the themes."]


def test_anew_from_the_proposal_for_the_marked_length_saves_nothing(lead, url, stored, kept):
    page = press(lead, url, fields(lead.page(url)), f"remove:{proposal(stored(), 90)[0][0]}")
    form = [(n, {"meeting": "60", "note": "Mine"}.get(n, v)) for n, v in fields(page)]
    page = press(lead, url, form, "anew")
    assert rows(page) == proposal(stored(), 60)
    assert (dict(fields(page))["meeting"], dict(fields(page))["note"]) == ("60", "Mine")
    assert (focused(page), kept()) == (["said"], None)
    assert len(page.all("nav")) == len(lead.page(f"{url}").all("nav"))


def test_the_note_outlasts_a_proposal_for_another_length(lead, url, stored, kept):
    form = [(n, "Bring tea." if n == "note" else v) for n, v in fields(lead.page(url))]
    press(lead, url, form, "save", status=303)
    page = lead.page(f"{url}?meeting=45")
    assert (rows(page), dict(fields(page))["note"]) == (proposal(stored(), 45), "Bring tea.")
    press(lead, url, fields(press(lead, url, fields(page), "anew")), "save", status=303)
    assert (kept().meeting, kept().note) == (45, "Bring tea.")
    assert "removes what is saved, with its note" in lead.page(url).text


def test_where_nothing_that_was_saved_is_shown_any_more_the_proposal_holds(lead, url, database, made, stored):
    page = lead.page(url)
    assert "None of the themes that were saved" not in page.text
    form = [(n, {"note": "Bring tea.", "meeting": "120"}.get(n, v)) for n, v in fields(page)]
    press(lead, url, form, "save", status=303)
    with database.writing() as session:
        row = session.get_one(Round, made.round_id)
        row.agenda = {**row.agenda, "themes": [["c9", 5]]}
    page = lead.page(url)
    assert "None of the themes that were saved is shown any more." in page.text
    assert "This conversation is saved." not in page.text
    assert rows(page) == proposal(stored(), 120)
    assert dict(fields(page))["note"] == "Bring tea."
    assert "Back to the proposal" in page.text


def test_what_no_page_may_hold_is_not_given_back(lead, url, kept):
    theirs = lead.page(url)
    first = rows(theirs)[0][0]
    bad = {f"minutes-{first}": "1\x002\x1b", "note": "Bring\x00 tea.\r\nAnd \x07cake.", "edition": "o\x00ld"}
    form = [(n, bad.get(n, v)) for n, v in fields(theirs)]
    page = press(lead, url, form, "share")
    assert dict(fields(page))["note"] == "Bring tea.\nAnd cake."
    assert dict(fields(page))["edition"] == "old"
    page = press(lead, url, form, f"down:{first}")
    assert dict(rows(page))[first] == "12"
    page = press(
        lead, url, fields(press(lead, url, fields(page), f"remove:{first}")), f"back:{first}:0:1\x002"
    )
    assert rows(page)[0] == (first, "12")
    assert kept() is None
    press(lead, url, fields(theirs), "save", status=303)
    form = [(n, v if n.startswith("minutes") else bad.get(n, v)) for n, v in fields(theirs)]
    page = press(lead, url, form, "save", status=409)
    assert dict(fields(page))["note"] == "Bring tea.\nAnd cake."
    wrong = [(n, "ten\x00" if n.startswith("minutes") else v) for n, v in form]
    assert rows(press(lead, url, wrong, "save", status=422))[0][1] == "ten"


def test_what_was_done_is_said_only_while_it_holds(lead, url, kept):
    first = lead.submit(url, form_of(fields(lead.page(url)), "forget"))
    assert "removed" not in lead.page(first.location).text, "nothing was kept"
    saved = lead.submit(url, form_of(fields(lead.page(url)), "save")).location
    assert "Saved." in lead.page(saved).text
    gone = lead.submit(url, form_of(fields(lead.page(url)), "forget")).location
    assert "The saved conversation is removed." in lead.page(gone).text
    assert "Saved." not in lead.page(saved).text
    lead.submit(url, form_of(fields(lead.page(f"{url}?meeting=45")), "save"))
    assert kept().meeting == 45
    for address in (saved, gone, f"{url}?done=saved", f"{url}?done=proposal"):
        page = lead.page(address)
        assert [word for word in ("Saved.", "removed") if word in page.text] == []


def test_only_lengths_with_a_proposal_are_offered(lead, url, monkeypatch):
    def old(session, round_id):
        of = read(session, round_id)
        proposed = tuple(replace(item, minutes=(0, *item.minutes[1:2], 0, 0)) for item in of.proposed)
        return replace(of, proposed=proposed)

    read = results.stored
    monkeypatch.setattr(results, "stored", old)
    page = lead.page(url)
    assert [element.get("value") for element in page.all("input") if element.get("type") == "radio"] == ["60"]
    assert (dict(fields(page))["meeting"], rows(lead.page(f"{url}?meeting=90"))) == ("60", rows(page))


def test_what_is_saved_stands_in_results_and_report(lead, url, made, stored, kept):
    page = lead.page(f"{url}?meeting=60")
    form = [("theme", SECOND), ("minutes-" + SECOND, " 12 "), ("theme", FIRST), ("minutes-" + FIRST, "9")]
    form += [(n, v) for n, v in fields(page) if n in ("edition", "meeting")] + [("note", "Bring tea.")]
    page = press(lead, url, form, "save", status=303)
    assert rows(page) == [(SECOND, "12"), (FIRST, "9")]
    assert "Saved." in page.text
    assert (kept().meeting, kept().note) == (60, "Bring tea.")
    results_page = lead.page(f"{made.url}/results/")
    talk = next(element for element in results_page.root.iter() if element.get("id") == "talk")
    assert [words(link) for link in talk.iter("h3")][:2] == ["Theme 1.2.1", "Theme 1.1.1"]
    assert "Chosen for a meeting of 60 minutes by whoever leads it." in words(talk)
    assert [[words(cell) for cell in row] for row in talk.iter("tr")] == [
        ["Part of the meeting", "Minutes"],
        ["To begin", "5"],
        ["Theme 1.2.1", "12"],
        ["Theme 1.1.1", "9"],
        ["To end", "10"],
        ["In all", "36"],
    ]
    assert "24 minutes are left over" in words(talk)
    assert "Bring tea" not in results_page.text
    assert [item.theme for item in stored().result.agenda] == [SECOND, FIRST]


def test_the_proposal_on_the_page_of_results_has_four_lengths(lead, made, stored):
    page = lead.page(f"{made.url}/results/")
    talk = next(element for element in page.root.iter() if element.get("id") == "talk")
    table = [[words(cell) for cell in row] for row in talk.iter("tr")]
    assert table[0] == ["Part of the meeting", "45 min", "60 min", "90 min", "120 min"]
    assert [row[1:] for row in table[2:-2]] == [
        [str(number) if number else "–" for number in item.minutes] for item in stored().proposed
    ]
    assert ("Choose the conversation", f"{made.url}/agenda") in page.links


def test_a_report_that_was_made_before_is_made_anew(lead, url, made, settings):
    before = got(lead, f"{made.url}/report.pdf").data
    press(lead, url, fields(lead.page(f"{url}?meeting=45")), "save", status=303)
    after = got(lead, f"{made.url}/report.pdf").data
    assert before != after
    assert len(list((settings.instance / "made").glob("*.pdf"))) == 1


def test_back_to_the_proposal(lead, url, kept, stored):
    page = press(lead, url, fields(lead.page(f"{url}?meeting=45")), "save", status=303)
    page = press(lead, url, fields(page), "forget", status=303)
    assert "the results and the report show the proposal again" in page.text.casefold()
    assert (kept(), rows(page)) == (None, proposal(stored(), 90))


def test_enter_saves(lead, url):
    """The first button of a form is the one that the Enter key presses."""
    [form] = [form for form in lead.page(url).all("form") if form.get("action") == url]
    assert next(form.iter("button")).get("value") == "save"


def test_what_is_wrong_leads_to_its_field_and_nothing_typed_is_lost(lead, url, kept):
    page = lead.page(url)
    first = rows(page)[0][0]
    form = [
        (n, "ten" if n == f"minutes-{first}" else v) for n, v in fields(page) if n not in ("meeting", "note")
    ]
    page = press(lead, url, [*form, ("note", "x" * 2001)], "save", status=422)
    leads_to = [href for text, href in page.links if href.startswith("#") and href != "#main"]
    assert leads_to == ["#length", f"#minutes-{first}", "#note"]
    assert "Give whole minutes, from 1 to 60." in page.text
    assert rows(page)[0] == (first, "ten")
    assert dict(fields(page))["note"] == "x" * 2001
    assert kept() is None


@pytest.mark.parametrize("typed", ["²", "١٢", "-5", "1.5", "9" * 5000, "", "0"])
def test_minutes_that_are_no_minutes(lead, url, typed, kept):
    page = lead.page(url)
    first = rows(page)[0][0]
    form = [(n, typed if n == f"minutes-{first}" else v) for n, v in fields(page)]
    page = press(lead, url, form, "save", status=422)
    assert (rows(page)[0][1], kept()) == (typed, None)


def test_a_meeting_that_is_too_short_says_by_how_much(lead, url):
    page = lead.page(f"{url}?meeting=120")
    form = [(n, "60" if n == "meeting" else v) for n, v in fields(page)]
    page = press(lead, url, form, "save", status=422)
    assert re.search(r"The themes take \d+ minutes more than this meeting has\.", page.text)
    assert "#length" in [href for _text, href in page.links]


def test_what_nobody_offered_is_left_out(lead, url, kept):
    page = lead.page(url)
    form = [*fields(page), ("theme", "c9"), ("theme", FIRST), ("theme", FIRST)]
    page = press(lead, url, form, "save", status=422)
    assert "c9" not in [theme for theme, _minutes in rows(page)]
    assert kept() is None
    for do in ("up:c9", "fly", "remove:", ""):
        press(lead, url, form, do)


class TestTwoAtOnce:
    def test_both_are_shown_and_the_second_can_save_knowingly(self, lead, new_client, made, url, kept):
        other = new_client()
        other.sign_in(made.people[Role.FACILITATOR])
        mine, theirs = lead.page(url), other.page(f"{url}?meeting=45")
        press(other, url, fields(theirs), "save", status=303)
        page = press(lead, url, fields(mine), "save", status=409)
        assert "somebody else saved this conversation" in page.text
        assert "A meeting of 45 minutes" in page.text
        assert rows(page) == rows(mine)
        assert kept().meeting == 45
        press(lead, url, fields(page), "save", status=303)
        assert kept().meeting == 90

    def test_a_change_before_saving_does_not_hide_the_clash(self, lead, new_client, made, url, kept):
        other = new_client()
        other.sign_in(made.people[Role.FACILITATOR])
        mine, theirs = lead.page(url), other.page(f"{url}?meeting=45")
        press(other, url, fields(theirs), "save", status=303)
        moved = press(lead, url, fields(mine), "share")
        press(lead, url, fields(moved), "save", status=409)
        assert kept().meeting == 45

    def test_going_back_meanwhile_is_told_too(self, lead, new_client, made, url, kept):
        other = new_client()
        other.sign_in(made.people[Role.FACILITATOR])
        mine = press(lead, url, fields(lead.page(f"{url}?meeting=45")), "save", status=303)
        press(other, url, fields(other.page(url)), "forget", status=303)
        form = [(n, "60" if n == "meeting" else v) for n, v in fields(mine)]
        page = press(lead, url, form, "save", status=409)
        assert "somebody else went back to the proposal" in page.text
        assert kept() is None


@pytest.mark.parametrize("role", [Role.LEAD, Role.FACILITATOR, Role.MEMBER])
def test_who_leads_the_meeting_may_choose(client, made, url, role):
    client.sign_in(made.people[role])
    may = role is not Role.MEMBER
    assert client.get(url).status_code == (200 if may else 403)
    assert client.submit(url, {"do": "forget"}).status_code == (303 if may else 403)


def test_members_are_not_led_there(client, database):
    with database.writing() as session:
        made = over(session, released=True)
    client.sign_in(made.people[Role.MEMBER])
    assert "Choose the conversation" not in client.page(f"{made.url}/results/").text
    client.sign_in(made.people[Role.FACILITATOR])
    assert ("Choose the conversation", f"{made.url}/agenda") in client.page(f"{made.url}/").links


@pytest.mark.parametrize(
    ("people", "state", "why"),
    [
        (24, "open", "once the round is closed and has results"),
        (3, "closed", "Too little is shown of this round"),
    ],
)
def test_without_results_it_says_why(client, database, people, state, why):
    with database.writing() as session:
        made = over(session, varied(people), state=state)
    client.sign_in(made.people[Role.LEAD])
    assert why in client.page(f"{made.url}/agenda").text
    assert why in press(client, f"{made.url}/agenda", [], "share").text
    assert client.submit(f"{made.url}/agenda", {"do": "save"}).status_code == 409
    assert "Choose the conversation" not in [text for text, _href in client.page(f"{made.url}/").links]


def test_a_look_changes_nothing(lead, url, kept):
    press(lead, url, fields(lead.page(url)), "save", status=303)
    choice = kept()
    lead.get(f"{url}?meeting=45")
    assert kept() == choice


def test_a_look_costs_the_same_for_any_number_of_themes(new_client, database):
    asked, offered = [], []
    for components in (1, 3):
        parts, of_heads = tuple(f"c{number}." for number in range(1, components + 1)), f"c{components}.a2.t2"
        people = [
            (
                partner,
                role,
                {
                    t: v
                    for t, v in values.items()
                    if t.startswith(parts) and (role == "head" or t != of_heads)
                },
            )
            for partner, role, values in varied(24)
        ]
        with database.writing() as session:
            made = over(session, people, source=framework_source(components=components))
        client, url = new_client(), f"{made.url}/agenda"
        client.sign_in(made.people[Role.LEAD])
        first = client.page(url)
        offered.append(len(rows(first)) + len(first.all("option")) - 1)
        looked = []
        for saves in (False, True):
            if saves:
                press(client, url, fields(first), "save", status=303)
            with noted(database) as statements:
                client.get(url)
            looked.append(len(statements))
        asked.append(looked)
    assert offered == [4, 12]
    assert asked[0] == asked[1]
    assert len({count for looked in asked for count in looked}) == 1


def test_every_sentence_passes_through_translation(settings, database, clock, made, url):
    browser = make_app(replace(settings, language=PSEUDO), database, clock).test_client()
    browser.sign_in(made.people[Role.LEAD])
    known = (
        "Autumn 2026",
        "Riverside Partnership",
        "A lead",
        *(f"{c}.{a}.{t}" for c in "123" for a in "12" for t in "12"),
    )
    known = (*known, "Theme", "The statement", "holds here.")
    page = browser.page(f"{url}?meeting=45")
    assert missed(page, *known) == []
    saved = press(browser, url, fields(page), "save", status=303)
    wrong = press(
        browser, url, [("edition", "old"), ("theme", FIRST), (f"minutes-{FIRST}", "x")], "save", 422
    )
    clash = press(browser, url, [(n, v or "Other") for n, v in fields(page)], "save", 409)
    assert [missed(one, *known, "Other") for one in (saved, wrong, clash)] == [[], [], []]
