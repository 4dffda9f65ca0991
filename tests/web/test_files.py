"""Files to download: what is offered to whom, what lies on the shelf, what is asked for, and how far it is."""

import io
import json
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from pet.access.actor import Role
from pet.db.models import Production, Round
from pet.exports import catalogue, makers
from pet.jobs import producing
from pet.jobs.work import Work
from pet.services import made, productions, productions_taken, rounds
from pet.services.productions import Wish
from tests.support.factories import NOW
from tests.support.pages import words
from tests.support.released import over, varied

LEAD, MEMBER = Role.LEAD, Role.MEMBER
REPORT = "files/full-report.pdf"


@pytest.fixture
def found(database):
    with database.writing() as session:
        made_ = over(session, released=True)
        session.query(Production).delete()
    return made_


@pytest.fixture
def work(settings, database):
    return Work(settings=settings, database=database, clock=lambda: NOW)


@pytest.fixture
def lead(client, found):
    client.sign_in(found.people[LEAD])
    return client


def put(database, settings, found, name, content=b"%PDF-from the shelf", **fields):
    """Lay a file on the shelf as if the worker had made it."""
    with database.reading() as session:
        ground = productions.ground(session, Wish(round_id=found.round_id, file=name, **fields), now=NOW)
    return made.file(made.shelf(settings.instance), ground.stored, ground.copy, lambda: content)


def links(page):
    """Addresses of files, in the order of the page: of links to those that come at once, and of forms that ask."""
    found = (one.get("href") or one.get("action") or "" for one in page.root.iter())
    return [address for address in found if "/files/" in address]


def test_the_two_editions_come_first_then_all_the_others(lead, found):
    page = lead.page(f"{found.url}/results/")
    names = [link.split("/files/")[1] for link in links(page)]
    own = [name for name in names if "?" not in name]
    assert names[1:5] == [
        f"{name}?page={paper}"
        for name in ("conversation.pdf", "improvement-report.pdf")
        for paper in ("a4", "letter")
    ]
    assert {
        "posters.pdf",
        "slides.pptx",
        "workbook.xlsx",
        "themes.csv",
        "codebook.csv",
        "themes.R",
        "record.json",
    } <= set(own)
    assert {"archive.zip?page=a4", "archive.zip?page=letter", "questionnaire.pdf?page=a4"} <= set(names)
    assert "index.html" not in own
    text = page.text
    assert "For a board, after the meeting" in text
    assert text.index("For the conversation") < text.index("More files")


def test_a_member_is_offered_the_reports_alone(client, found):
    client.sign_in(found.people[MEMBER])
    names = {
        link.split("/files/")[1].partition("?")[0] for link in links(client.page(f"{found.url}/results/"))
    }
    assert names == {file.name for file in catalogue.ALL if file.for_everybody}


@pytest.mark.parametrize("name", ["slides.pptx", "themes.csv", "archive.zip", "archive.zip/making"])
def test_what_is_for_leads_is_refused_to_a_member(client, found, name):
    client.sign_in(found.people[MEMBER])
    assert client.get(f"{found.url}/files/{name}").status_code == 403


def test_what_is_not_made_is_asked_for_with_a_button_and_then_watched(lead, found, work):
    page = lead.page(f"{found.url}/{REPORT}?page=letter")
    assert "has not been made yet" in page.text
    asked = lead.submit(f"{found.url}/{REPORT}?page=letter")
    assert (asked.status_code, asked.location) == (303, f"{found.url}/{REPORT}/making?page=letter")
    watched = lead.page(asked.location)
    assert "It will be begun in a moment." in watched.text
    assert lead.get(f"{found.url}/{REPORT}?page=letter").status_code == 303
    assert producing.make_due(work) == 1
    ready = lead.page(asked.location)
    assert "It is ready." in ready.text
    assert '<meta http-equiv="refresh"' not in lead.get(asked.location).get_data(as_text=True)
    answer = lead.get(f"{found.url}/{REPORT}?page=letter")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert (
        answer.headers["Content-Disposition"]
        == "attachment; filename=riverside-partnership-autumn-2026-full-report-letter.pdf"
    )
    box = PdfReader(io.BytesIO(answer.data)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)
    again = lead.get(f"{found.url}/{REPORT}?page=letter", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def forms(page):
    return {form.get("action"): words(form) for form in page.all("form") if "/files/" in form.get("action")}


@pytest.mark.parametrize("role", [LEAD, MEMBER])
def test_what_is_not_made_is_asked_for_from_the_page_of_the_results(client, found, database, settings, role):
    client.sign_in(found.people[role])
    [asks] = {forms(client.page(f"{found.url}/results/"))[f"{found.url}/{REPORT}?page=letter"]}
    assert asks == "Full report: US Letter"
    answer = client.submit(f"{found.url}/{REPORT}?page=letter")
    assert answer.location == f"{found.url}/{REPORT}/making?page=letter"
    assert "It will be begun in a moment." in client.page(answer.location).text
    put(database, settings, found, "full-report.pdf", page="letter")
    page = client.page(f"{found.url}/results/")
    assert f"{found.url}/{REPORT}?page=letter" not in forms(page)
    assert ("Full report: US Letter", f"{found.url}/{REPORT}?page=letter") in page.links


def test_who_presses_on_an_old_page_gets_what_was_made_meanwhile(lead, found, database, settings):
    lead.page(f"{found.url}/results/")
    put(database, settings, found, "full-report.pdf")
    for name in (REPORT, "files/themes.csv"):
        answer = lead.submit(f"{found.url}/{name}")
        assert (answer.status_code, answer.location.partition("?")[0]) == (303, f"{found.url}/{name}")
        assert lead.get(answer.location).headers["Content-Disposition"].startswith("attachment")
    with database.reading() as session:
        assert session.query(Production).count() == 0


def test_the_first_button_is_for_the_booklet_and_short_files_need_none(lead, found):
    page = lead.page(f"{found.url}/results/")
    booklet = f"{found.url}/files/conversation.pdf?page=a4"
    [main] = [form for form in page.all("form") if form.get("action") == booklet][:1]
    assert words(main) == "Download the booklet for the conversation"
    assert not any(address.endswith((".csv", ".json", ".yaml", ".R")) for address in forms(page))


def ask(browser, found, name=REPORT):
    browser.page(f"{found.url}/{name}")
    return browser.submit(f"{found.url}/{name}")


def test_without_scripts_the_page_loads_itself_again(lead, found):
    ask(lead, found)
    html = lead.get(f"{found.url}/{REPORT}/making").get_data(as_text=True)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html


def test_a_script_is_told_how_far_it_is(lead, found, database):
    ask(lead, found)
    look = f"{found.url}/{REPORT}/making?format=json"
    assert lead.get(look).json == {
        "awaited": True,
        "done": 0,
        "said": "It will be begun in a moment.",
        "state": "queued",
    }
    with database.writing() as session:
        job = productions_taken.take(session, now=NOW)
        productions_taken.tell(session, job, 0.42, now=NOW)
    assert lead.get(look).json == {"awaited": True, "done": 42, "said": "42 % is done.", "state": "making"}


def test_who_waits_for_long_is_told_why(lead, found, database):
    ask(lead, found)
    with database.writing() as session:
        session.execute(update(Production).values(asked_at=NOW - timedelta(seconds=31)))
    assert "“pet worker”" in lead.page(f"{found.url}/{REPORT}/making").text


def test_what_failed_says_why_and_can_be_tried_again(lead, found, database):
    ask(lead, found)
    with database.writing() as session:
        job = productions_taken.take(session, now=NOW)
        productions_taken.settle(session, job, edition=None, problem="There was no ink.", now=NOW)
    page = lead.page(f"{found.url}/{REPORT}/making")
    assert "There was no ink." in page.text
    assert "Try again" in page.text
    ask(lead, found)
    assert "It will be begun" in lead.page(f"{found.url}/{REPORT}/making").text


def test_asking_for_what_lies_there_queues_nothing(lead, found, database, settings):
    put(database, settings, found, "full-report.pdf")
    lead.page(f"{found.url}/results/")
    lead.submit(f"{found.url}/{REPORT}")
    with database.reading() as session:
        assert session.query(Production).count() == 0
    assert lead.get(f"{found.url}/{REPORT}").data == b"%PDF-from the shelf"
    assert "1 KB" in lead.page(f"{found.url}/results/").text


def test_short_files_come_at_once(lead, found, database):
    table = lead.get(f"{found.url}/files/themes.csv")
    assert table.mimetype == "text/csv"
    assert table.headers["Content-Disposition"].endswith("riverside-partnership-autumn-2026-themes.csv")
    result = json.loads(lead.get(f"{found.url}/files/result.json").data)
    assert result["format"] == "pet.result/1"
    with database.reading() as session:
        assert session.query(Production).count() == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("report.pdf?page=letter", "files/full-report.pdf?page=letter"),
        ("report.pdf", "files/full-report.pdf?page=a4"),
        ("result.json", "files/result.json"),
        ("result.csv", "files/themes.csv"),
    ],
)
def test_old_addresses_lead_to_the_new_ones(lead, found, old, new):
    answer = lead.get(f"{found.url}/{old}")
    assert (answer.status_code, answer.location) == (303, f"{found.url}/{new}")


@pytest.mark.parametrize(
    "name",
    [
        "files/none.pdf",
        "files/change.csv",
        "files/full-report.pdf?page=a3",
        "files/full-report.pdf/making?page=x",
    ],
)
def test_what_does_not_exist_is_not_there(lead, found, name):
    assert lead.get(f"{found.url}/{name}").status_code == 404


def test_where_the_report_was_held_back_members_have_none(client, database, new_client):
    with database.writing() as session:
        held = over(session)
    client.sign_in(held.people[LEAD])
    with database.writing() as session:
        rounds.release(session, round_id=held.round_id, now=NOW, parts=["comments"])
    member = new_client()
    member.sign_in(held.people[MEMBER])
    assert member.get(f"{held.url}/{REPORT}").status_code == 404
    assert "without a report to download" in member.page(f"{held.url}/results/").text
    assert client.get(f"{held.url}/{REPORT}").status_code == 303  # it was asked for when the round closed


def test_where_comments_were_held_back_a_member_has_another_file(client, database, new_client, settings):
    with database.writing() as session:
        held = over(session)
        rounds.release(session, round_id=held.round_id, now=NOW, parts=["report"])
    put(database, settings, held, "full-report.pdf", b"with words")
    put(database, settings, held, "full-report.pdf", b"without words", wordless=True)
    client.sign_in(held.people[LEAD])
    member = new_client()
    member.sign_in(held.people[MEMBER])
    assert client.get(f"{held.url}/{REPORT}").data == b"with words"
    assert member.get(f"{held.url}/{REPORT}").data == b"without words"
    assert client.get(f"{held.url}/{REPORT}?seen_by=everybody").data == b"without words"


def test_too_few_answers_leave_few_files(client, database):
    with database.writing() as session:
        few = over(session, varied(3), released=True)
    client.sign_in(few.people[LEAD])
    names = {link.split("/files/")[1].partition("?")[0] for link in links(client.page(f"{few.url}/results/"))}
    assert "slides.pptx" not in names
    assert "full-report.pdf" in names


def test_before_the_close_there_are_no_files(client, database):
    with database.writing() as session:
        running = over(session, state="open")
    client.sign_in(running.people[LEAD])
    assert client.get(f"{running.url}/{REPORT}").status_code == 404


def test_a_table_that_was_begun_before_something_was_taken_away_does_not_stay(
    lead, found, settings, database, monkeypatch
):
    on, make, made_of = made.shelf(settings.instance), makers.make, []

    def slow(record, name, **options):
        content = make(record, name, **options)
        made_of.append(record.talk_note)
        if len(made_of) == 1:  # meanwhile
            with database.writing() as session:
                session.execute(update(Round).where(Round.id == found.round_id).values(talk_note="We met."))
            made.drop_files(on, [found.round_id])
        return content

    monkeypatch.setattr(makers, "make", slow)
    assert lead.get(f"{found.url}/files/themes.csv").status_code == 200
    assert (len(made_of), made_of[1]) == (2, "We met.")
    with database.reading() as session:
        ground = productions.ground(session, Wish(round_id=found.round_id, file="themes.csv"), now=NOW)
    kept = [file.name for file in on.folder.rglob("*.csv")]
    assert [name.startswith(ground.copy.of_record.rpartition("/")[2]) for name in kept] == [True]
