"""The page of a result: each state, each reader, and the same numbers everywhere."""

import csv
import io
import json
import re

import pytest
from pypdf import PdfReader

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.charts import gallery
from pet.db.models import Comment
from pet.language import PSEUDO
from pet.services import comments, results, rounds
from pet.services.comments import Decided, Decision
from pet.words import glance
from pet.words.numbers import decimal, whole
from tests.support.client import make_app
from tests.support.downloads import got
from tests.support.factories import (
    NOW,
    PARTNERS,
    framework_source,
    make_account,
    make_member,
    make_partnership,
)
from tests.support.pages import words
from tests.support.released import over, varied
from tests.support.statements import noted

LEAD, FACILITATOR, MEMBER = Role.LEAD, Role.FACILITATOR, Role.MEMBER
FIRST = "c1.a1.t1"
_EDITION = re.compile("v=[0-9a-f]{20}")
_CHANGING = re.compile(
    rb'v=[0-9a-f]{20}|content="[^"]+"|csrf_token" value="[^"]+"|session-ends="\d+"|/partnerships/[^"]+'
)


@pytest.fixture
def made(database):
    """Makes a round that is over; twenty-four varied people answered unless told otherwise."""

    def make(answered=None, **fields):
        with database.writing() as session:
            return over(session, answered, **fields)

    return make


@pytest.fixture
def stored(database):
    """The stored result of a round."""

    def read(found):
        with database.reading() as session:
            return results.stored(session, found.round_id)

    return read


def as_a(client, found, role=LEAD):
    client.sign_in(found.people[role])
    return client


def section(page, name):
    return next(element for element in page.root.iter() if element.get("id") == name)


def table_rows(element):
    return [tuple(words(cell) for cell in row) for row in element.iter("tr")]


def test_the_finding_heads_the_page(client, made, stored):
    found = made(invited=30)
    page = as_a(client, found).page(f"{found.url}/results/")
    of = stored(found)
    said = glance.of(of.result, of.framework)
    assert page.h1 == page.title == said.headline
    assert [words(one) for one in section(page, "glance").iter("h2")] == [
        *(title for title, _sentence in said.sentences),
        "Whose voice is missing",
    ]
    assert all(sentence in page.text for _title, sentence in said.sentences)
    assert "Results of Autumn 2026 · 24 of 30 people answered" in page.text


def test_everything_that_may_be_shown_is_on_the_page(client, made, stored):
    found = made()
    page, of = as_a(client, found).page(f"{found.url}/results/"), stored(found)
    charts = gallery.of(of.result, of.framework)
    assert {f"chart-{name}" for name in ("radar", "strip", "map", "radar-leads")} <= {
        element.get("id") for element in page.all("figure")
    }
    pictures = [image.get("src") for image in page.all("img")]
    assert {re.search(r"charts/(.+)\.svg", src)[1] for src in pictures} == set(charts)
    assert {theme.id for theme in of.result.themes} == {
        element.get("id").removeprefix("part-") for element in page.all("article")
    }
    assert [words(link) for link in section(page, "talk").iter("h3")] == [
        of.framework.theme(item.theme).title.to("en") for item in of.result.agenda
    ]


def test_every_picture_has_its_real_table(client, made, stored):
    found = made()
    page, of = as_a(client, found).page(f"{found.url}/results/"), stored(found)
    shown = [[tuple(words(cell) for cell in row) for row in table.iter("tr")] for table in page.all("table")]
    for name, chart in gallery.of(of.result, of.framework).items():
        if name != "bars-legend":
            assert [chart.spec.table.header, *chart.spec.table.rows] in shown, name


def test_no_chart_is_drawn_for_the_page(client, made, settings):
    """Its pictures are drawn when a browser asks for them; the page knows their sizes before."""
    found = made()
    page = as_a(client, found).page(f"{found.url}/results/")
    assert {int(image.get("width")) > 100 < int(image.get("height")) + 80 for image in page.all("img")} == {
        True
    }
    assert not (settings.instance / "made").exists()


def test_links_on_the_page_lead_somewhere_on_it(client, made):
    found = made()
    page = as_a(client, found).page(f"{found.url}/results/")
    ids = {element.get("id") for element in page.root.iter()}
    inside = [address for _text, address in page.links if address.startswith("#")]
    assert len(inside) > 20
    assert [address for address in inside if address.removeprefix("#") not in ids] == []


def test_the_same_numbers_on_page_table_file_and_paper(client, made, stored):
    found = made()
    browser = as_a(client, found)
    page, of = browser.page(f"{found.url}/results/"), stored(found)
    assert json.loads(got(browser, f"{found.url}/result.json").data) == of.result.as_dict()
    content = got(browser, f"{found.url}/result.csv").data.decode("utf-8-sig")
    in_csv = {row["theme_id"]: row for row in csv.DictReader(io.StringIO(content, newline=""))}
    paper = PdfReader(io.BytesIO(got(browser, f"{found.url}/report.pdf").data))
    on_paper = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for theme in of.result.themes:
        title = of.framework.theme(theme.id).title.to("en")
        [_head, row] = table_rows(next(section(page, f"part-{theme.id}").iter("table")))
        counts = tuple(map(whole, theme.counts))
        assert row[:6] == (title, *counts)
        assert row[6:8] == (whole(theme.dont_know), whole(theme.valid))
        assert tuple(in_csv[theme.id][f"count_{n}"] for n in range(1, len(counts) + 1)) == counts
        number = of.framework.numbers[theme.id]
        in_report = " ".join([number, title, *counts, whole(theme.dont_know), decimal(theme.typical)])
        assert in_report in on_paper


def test_what_is_said_of_each_theme_is_said_in_the_report(client, made):
    found = made()
    browser = as_a(client, found)
    page = browser.page(f"{found.url}/results/")
    paper = PdfReader(io.BytesIO(got(browser, f"{found.url}/report.pdf").data))
    on_paper = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    people = section(page, "people")
    reasons = [words(item) for item in people.iter("li")]
    assert reasons
    assert [reason for reason in reasons if reason not in on_paper] == []


@pytest.mark.parametrize(
    ("role", "released", "status"),
    [
        (LEAD, False, 200),
        (FACILITATOR, False, 200),
        (MEMBER, False, 403),
        (LEAD, True, 200),
        (FACILITATOR, True, 200),
        (MEMBER, True, 200),
    ],
)
def test_who_sees_it_before_and_after_the_release(client, made, role, released, status):
    found = made(released=released)
    as_a(client, found, role).page(f"{found.url}/results/", status)


def test_a_stranger_learns_nothing(client, new_client, made, database):
    found = made(released=True)
    assert client.get(f"{found.url}/results/").status_code == 303
    with database.writing() as session:
        account = make_account(session, email="elsewhere@example.org")
        make_member(session, account, make_partnership(session, name="Elsewhere"))
    other = new_client()
    other.sign_in(account.id)
    page = other.page(f"{found.url}/results/", 404)
    assert page.text == other.page("/rounds/none-such/results/", 404).text


def test_a_lead_is_told_who_sees_it_and_can_release_it(client, made):
    found = made()
    page = as_a(client, found).page(f"{found.url}/results/")
    assert "Only leads and facilitators see this until the results are released." in page.text
    assert ("Release the results", f"{found.url}/release") in page.links
    page = as_a(client, found, FACILITATOR).page(f"{found.url}/results/")
    assert "Release the results" not in page.text


def test_the_numbers_as_files_are_for_leads_and_facilitators(client, new_client, made):
    found = made(released=True)
    files = [f"{found.url}/files/{name}" for name in ("full-report.pdf", "result.json", "themes.csv")]
    offered = {
        role: [
            one.get("href") or one.get("action") or ""
            for one in as_a(new_client(), found, role).page(f"{found.url}/results/").root.iter()
        ]
        for role in (LEAD, MEMBER)
    }
    assert [file in " ".join(offered[LEAD]) for file in files] == [True, True, True]
    assert [file in " ".join(offered[MEMBER]) for file in files] == [True, False, False]
    member = as_a(client, found, MEMBER)
    assert [member.get(file).status_code for file in files] == [303, 403, 403]  # the report is being made


def test_before_it_is_closed_nobody_sees_a_part_of_it(client, made):
    found = made(state="open")
    browser = as_a(client, found)
    page = browser.page(f"{found.url}/results/")
    assert page.h1 == "No results yet"
    assert "Results are made when it is closed, and nobody sees a part of them before." in page.text
    for name in ("files/full-report.pdf", "files/result.json", "files/themes.csv", "charts/radar.svg"):
        assert browser.get(f"{found.url}/{name}").status_code == 404


def test_a_draft_has_no_results(client, made):
    found = made(state="draft")
    assert "This round has not been opened yet." in as_a(client, found).page(f"{found.url}/results/").text


def test_too_few_answers_are_one_honest_page(client, new_client, made):
    found = made(varied(4), released=True)
    page = as_a(client, found).page(f"{found.url}/results/")
    assert page.h1 == "Too few have answered to show results"
    assert "4 people answered." in page.text
    assert page.all("img") == []
    assert "Ask again in another round." in page.text
    member = as_a(new_client(), found, MEMBER).page(f"{found.url}/results/")
    assert "Ask again" not in member.text


def test_few_answers_get_one_caution_and_no_band(client, made):
    found = made(varied(7))
    page = as_a(client, found).page(f"{found.url}/results/")
    assert page.text.count("Take everything here as a first impression") == 1
    assert page.h1.startswith("First impressions")


def test_a_small_partnership_sees_low_middle_and_high(client, made):
    found = made(varied(7), small_partnership=True)
    page = as_a(client, found).page(f"{found.url}/results/")
    assert "Below the middle" in page.text


def test_signed_sheets_show_partner_by_partner(client, made):
    answered = [
        (name, None, values) for name, (_p, _r, values) in zip(PARTNERS, varied(3, roles=()), strict=True)
    ]
    found = made(answered, mode=Mode.OPEN)
    page = as_a(client, found).page(f"{found.url}/results/")
    assert section(page, "chart-radars-partner") is not None
    assert words(section(page, "groups-title")) == "Partner by partner"
    assert "There is nothing to hide" in page.text


def write(session, found, texts, kind="theme", part=FIRST):
    for started, text in zip(found.started, texts, strict=False):
        session.add(
            Comment(response_id=started.response_id, kind=kind, part_id=part, text=text, v=1, quotable=True)
        )
    session.flush()


def decide(session, found):
    """The reader keeps all comments but one and says it in other words."""
    items = comments.to_read(session, found.round_id).items
    chosen = {
        item.id: Decided(decision=Decision.REWORD, text="It helps.")
        if "Heron" in item.text
        else Decided(decision=Decision.KEEP, text=item.text)
        for item in items
    }
    comments.decide(session, round_id=found.round_id, decided=chosen)
    comments.finish(session, round_id=found.round_id, now=NOW)


def test_no_comment_is_shown_before_its_reader_let_it_through(client, new_client, made, database):
    found = made(state="open")
    said = ["Mr Heron never comes.", "We meet too late.", "<b>Bold</b> & 'quoted'"]
    with database.writing() as session:
        write(session, found, said)
        rounds.close(session, round_id=found.round_id, now=NOW)
    lead = as_a(client, found).page(f"{found.url}/results/")
    assert "No comments are shown yet: A facilitator reads them first." in lead.text
    reader = as_a(new_client(), found, FACILITATOR).page(f"{found.url}/results/")
    assert ("Read the comments", f"{found.url}/comments") in reader.links
    assert [text in lead.text for text in said] == [False] * 3
    with database.writing() as session:
        decide(session, found)
    lead = as_a(client, found).page(f"{found.url}/results/")
    shown = [words(item) for item in section(lead, f"part-{FIRST}").iter("li")]
    assert sorted(text for text in shown if text in (*said, "It helps.")) == sorted(["It helps.", *said[1:]])
    assert "Heron" not in lead.text
    assert "No comments" not in lead.text


def test_how_people_know_stands_under_its_area_and_open_answers_in_their_own_section(client, made, database):
    found = made(state="open")
    said = {
        ("evidence", "c1.a2"): ["We counted.", "The minutes say so.", "Mr Heron told us."],
        ("open", "help"): ["More time.", "<b>Tea</b>.", "One more Heron."],
        ("open", "purpose"): ["Only two wrote.", "This is the second."],
    }
    with database.writing() as session:
        for (kind, part), texts in said.items():
            write(session, found, texts, kind=kind, part=part)
        rounds.close(session, round_id=found.round_id, now=NOW)
    before = as_a(client, found).page(f"{found.url}/results/")
    with database.writing() as session:
        decide(session, found)
    after = client.page(f"{found.url}/results/")
    assert [text in before.text for texts in said.values() for text in texts] == [False] * 8
    area = section(after, "part-c1.a2")
    assert "How people know" in words(area)
    told = [
        words(item) for item in area.iter("li") if words(item) in ("It helps.", *said["evidence", "c1.a2"])
    ]
    assert sorted(told) == ["It helps.", "The minutes say so.", "We counted."]
    assert sorted(words(item) for item in section(after, "words").iter("li")) == [
        "<b>Tea</b>.",
        "It helps.",
        "More time.",
    ]
    assert "What would help most?" in words(section(after, "words"))
    assert "what is this partnership for?" not in after.text
    assert ("In people’s own words", "#words") in after.links
    assert "2 texts that people wrote are not shown" in after.text
    assert [text for text in ("Heron", "Only two", "the second") if text in after.text] == []


def test_without_comments_nothing_is_said_of_them(client, made):
    found = made()
    page = as_a(client, found).page(f"{found.url}/results/")
    assert "comments" not in page.text
    assert [text in page.text for text in ("What people wrote", "How people know", "own words")] == [
        False
    ] * 3


@pytest.mark.parametrize("components", [3, 9])
def test_the_page_takes_as_many_statements_for_many_themes_as_for_few(client, made, database, components):
    source = framework_source(components=components)
    answered = [(PARTNERS[n % 3], "teacher", n % 5 + 1) for n in range(12)]
    found = made(answered, source=source, released=True)
    browser = as_a(client, found)
    browser.pauses = False  # else being seen is written down, too
    with noted(database) as cold:
        browser.get(f"{found.url}/results/")
    with noted(database) as warm:
        browser.get(f"{found.url}/results/")
    assert len(cold) <= 16
    # The session, memberships, what the address is, the round, which result, whether there are actions; then for the
    # files what they are made from: the round, its framework, its actions.
    assert len(warm) == 9


def test_a_page_in_another_language_is_all_in_that_language(settings, database, clock, made):
    from dataclasses import replace

    found = made(released=True)
    browser = make_app(replace(settings, language=PSEUDO), database, clock).test_client()
    page = as_a(browser, found).page(f"{found.url}/results/")
    assert page.h1.startswith("⟦")
    unmarked = [
        words(heading) for name in ("h2", "h3") for heading in page.all(name) if "⟦" not in words(heading)
    ]
    titles = ("Component", "Area", "Theme")
    assert [heading for heading in unmarked if not any(title in heading for title in titles)] == []
    english = as_a(make_app(settings, database, clock).test_client(), found).page(f"{found.url}/results/")
    assert "⟦" not in english.text


def hidden_partner(swapped):
    """Two partners too small to be shown, told apart only by who of them said what."""
    names = ("Ash School", "Beech School", "Fir School", "Yew School")
    answered = varied(24, partners=names[:2], roles=())
    answered = [(partner, "teacher", values) for partner, _role, values in answered]
    low, high = (dict.fromkeys(answered[0][2], value) for value in (1, 5))
    few = [("Fir School", low), ("Yew School", high)] * 3
    if swapped:
        few = [({"Fir School": "Yew School"}.get(name, "Fir School"), values) for name, values in few]
    return names, [*answered, *((name, "teacher", values) for name, values in few)]


def published(client, found):
    """Everything a lead can get of a round, by what leads to it; ids and hashes are taken out."""
    page = client.page(f"{found.url}/results/")
    addresses = {f"{found.url}/results/", *(address for _text, address in page.links)}
    addresses |= {image.get("src") for image in page.all("img")}
    addresses |= {source.get("srcset") for source in page.all("source")}
    inside = sorted(address for address in addresses if address.startswith(f"{found.url}/"))
    bodies = {}
    for address in inside:
        body = client.get(address).data.replace(found.public_id.encode(), b"ID")
        bodies[_EDITION.sub("", address.removeprefix(found.url))] = _CHANGING.sub(b"", body)
    return bodies


def test_who_of_the_hidden_said_what_changes_nothing_that_anybody_can_get(client, new_client, made):
    """Nothing that is published depends on it, so nothing that is published can tell it."""
    seen = []
    for browser, swapped in ((client, False), (new_client(), True)):
        names, answered = hidden_partner(swapped)
        found = made(answered, partners=names)
        seen.append(published(as_a(browser, found), found))
    assert len(seen[0]) > 50
    assert [address for address in seen[0] if seen[0][address] != seen[1].get(address)] == []
    assert seen[0].keys() == seen[1].keys()
