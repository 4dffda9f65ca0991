"""A lead follows a round, closes it, reads the comments and the results, and releases them; then members see them."""

import io
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from pet.exports import makers
from pet.services import made, productions
from pet.services.productions import Wish
from tests.browser import steps
from tests.support import factories, story

pytestmark = pytest.mark.enable_socket
COMMENTS = "Words of person {number}, as they were written"


@pytest.fixture
def answered(site):
    """A round in which eleven people have sent their answers, each with a comment."""
    with site.database.writing() as session:
        asked = story.open_round(
            session, story.account(session), source=factories.framework_source(), partners=factories.PARTNERS
        )
        story.answer_all(session, asked, 11, comment=COMMENTS)
    return asked


@pytest.mark.parametrize("at", ["phone", "desk"])
def test_a_round_from_the_last_answer_to_its_release(people, site, answered, at):
    member, lead = people().page, people(at=at).page
    link = answers_once(member, answered)
    lead.goto("/")
    steps.follow(lead, "Sign in")
    steps.sign_in(lead, answered.email)
    steps.follow(lead, "Riverside Partnership")
    steps.follow(lead, "Autumn 2026")
    steps.headed(lead, "Autumn 2026")
    expect(fact(lead, "Sent")).to_have_text("12")
    steps.follow(lead, "Close the round")
    expect(lead.get_by_text("12 people have sent their answers.")).to_be_visible()
    steps.press(lead, "Close the round now")
    reads_the_comments(lead)
    steps.follow(lead, "See the results")
    assert "12" in lead.get_by_text("Results of Autumn 2026").inner_text()
    every_picture_is_there(lead)
    report = text_of_report(lead, site, answered)
    assert "12 people" in report
    assert "It was put in other words" in report
    assert "Words of person" not in report
    steps.follow(lead, "Release the results")
    steps.press(lead, "Release the results now")
    expect(lead.get_by_text(re.compile("^Released on"))).to_be_visible()
    sees_results_and_own_view(people(at=at).page, link)


def answers_once(page, asked):
    """One more person sends an answer; their return link."""
    link = steps.start(page, asked)
    steps.say_who(page)
    steps.choose(page, "1.1.1", "Agree")
    steps.says(page, "Saved")
    for _ in range(5):
        steps.go_on(page)
    steps.press(page, "Send my answers")
    return link


def fact(page, word):
    """What stands beside this word."""
    return page.locator("dl div", has=page.get_by_text(word, exact=True)).locator("dd")


def reads_the_comments(page):
    """The lead, who reads comments first, leaves one out and rewords the others."""
    steps.follow(page, "Read the comments")
    steps.headed(page, "Read the comments")
    while True:
        for card in page.get_by_role("group", name=re.compile("^Comment [0-9]+$")).all():
            if "person 3," in card.inner_text():
                card.get_by_text("Leave it out").click()
            else:
                card.get_by_text("Show these words instead").click()
                card.get_by_role("textbox").fill("It was put in other words")
        if page.get_by_role("button", name="Save and go on").count() == 0:
            break
        steps.press(page, "Save and go on")
    steps.press(page, "I have read them all")
    steps.press(page, "Finish the reading now")


def every_picture_is_there(page):
    """Each chart is drawn, says something, and has a table; those in parts that open are there once these are open."""
    if page.get_by_role("button", name="Open all parts").count():
        steps.press(page, "Open all parts")
    for picture in page.locator("figure img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("image => image.naturalWidth") > 0
        assert picture.get_attribute("alt")
    assert page.locator("figure").count() == page.locator("figure table").count() > 0


def text_of_report(page, site, asked):
    """All words of the full report that the lead downloads; they are on the page of the round again at the end."""
    page.goto(f"/rounds/{asked.public_id}/files/full-report.pdf?page=a4")
    steps.press(page, "Make this file")
    made_for(site, asked, "full-report.pdf")
    with page.expect_download() as download:
        steps.follow(page, "Download the file")
    page.goto(f"/rounds/{asked.public_id}/")
    reader = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    return " ".join(" ".join(leaf.extract_text() for leaf in reader.pages).split())


def made_for(site, asked, name):
    """Make a file as the worker would, which does not run beside this site."""
    with site.database.reading() as session:
        wish = Wish(round_id=asked.round_id, file=name)
        ground = productions.ground(session, wish, now=datetime.now(UTC))
    made.file(made.shelf(site.folder), ground.stored, ground.copy, lambda: makers.make(ground.record, name))


def sees_results_and_own_view(page, link):
    """Somebody who answered comes back by their link, on another device."""
    page.goto(link)
    page.get_by_role("main").get_by_role("button", name="See the results").click()
    expect(page).to_have_url(re.compile("/results/$"))
    expect(page.get_by_role("link", name=re.compile("JSON"))).to_have_count(0)
    steps.follow(page, "My view beside everybody’s")
    expect(page.get_by_role("row", name=re.compile("1.1.1"))).to_contain_text("Agree")
    every_picture_is_there(page)


def test_a_stranger_is_asked_to_sign_in_and_a_lead_of_another_partnership_finds_nothing(
    people, site, answered
):
    stranger, other = people(), people()
    other.expected.add(404)
    with site.database.writing() as session:
        elsewhere = story.open_round(
            session, story.account(session), source=factories.framework_source(), name="Valley Partnership"
        )
    for place in ("", "close", "comments", "results/", "report.pdf"):
        stranger.page.goto(f"/rounds/{answered.public_id}/{place}")
        steps.headed(stranger.page, "Sign in")
    other.page.goto("/sign-in")
    steps.sign_in(other.page, elsewhere.email)
    for place in ("", "close", "comments", "results/"):
        assert other.page.goto(f"/rounds/{answered.public_id}/{place}").status == 404
    assert other.page.goto(f"/partnerships/{answered.partnership}/").status == 404


def test_a_respondent_sees_no_result_before_it_is_released(people, answered):
    person = people()
    person.expected.add(404)
    answers_once(person.page, answered)
    public_id = steps.response_id(person.page)
    person.page.goto(f"/responses/{public_id}/view")
    steps.headed(person.page, "Nothing to compare yet")
    person.page.goto(f"/rounds/{answered.public_id}/results/")
    assert "/results/" not in person.page.url or "12" not in person.page.get_by_role("main").inner_text()
