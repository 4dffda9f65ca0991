"""A round that is signed: two people of one school fill in its sheet at once, and nothing of either is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser import journeys, steps
from tests.browser.journeys import fits, look, says

pytestmark = pytest.mark.enable_socket
SCHOOLS = {"Ash School": ["Una", "Uli"], "Beech School": ["Vic"], "Cedar School": ["Wes"]}
UNA, ULI = "One head wanted it, says Una", "All of us wanted it, says Uli"


@pytest.fixture
def site(mailed):
    """The site that sends letters."""
    return mailed


def test_two_people_fill_in_one_sheet_at_once(people, site):
    led = journeys.partnership(site, "Signed Schools", SCHOOLS)
    lead = people(at="desk").page
    journeys.enter(lead, led)
    journeys.begin_round(lead, "By name")
    says(lead, "With four people nobody is anonymous.")
    lead.get_by_label("Open round").check()
    look(lead, "open-privacy")
    steps.press(lead, "Save and go on")
    journeys.launch_now(lead)
    letters = {one.to: one for one in site.letters.letters(4, about="Your view of Signed Schools")}
    una, uli = people().page, people(at="desk", javascript=False)
    uli.expected.add(409)
    both_write(una, uli.page, letters)
    is_sent_by_one(uli.page)
    una.goto(letters["una@example.org"].link)
    says(una, "sent")
    for name in ("vic", "wes"):
        answers(people().page, letters[f"{name}@example.org"].link)
    shows_results_by_name(lead)


def both_write(una, uli, letters):
    """In the same place, neither knowing of the other."""
    for page, name in ((una, "una"), (uli, "uli")):
        page.goto(letters[f"{name}@example.org"].link)
    says(una, "This sheet is edited by: Uli and Una.")
    for page in (una, uli):
        look(page, "open-invited")
        fits(page)
        page.get_by_role("button", name="Start", exact=True).click()
    write(una, UNA)
    steps.says(una, "Saved")
    write(uli, ULI)
    steps.press(uli, "Continue")
    steps.headed(uli, "This was changed somewhere else")
    look(uli, "open-conflict")
    for words in (UNA, ULI):
        says(uli, words)
    uli.get_by_label("Keep both").check()
    steps.press(uli, "Keep what I chose and go on")
    una.reload()
    kept = una.get_by_label("Your comment").first.input_value()
    assert UNA in kept
    assert ULI in kept


def write(page, words):
    """In the first box for a comment."""
    box = page.get_by_label("Your comment").first
    if not box.is_visible():
        page.get_by_text("Add a comment", exact=True).first.click()
    box.fill(words)


def is_sent_by_one(page):
    """From wherever they are."""
    journeys.answer_all(page)
    steps.press(page, "Send my answers")
    steps.headed(page, "Thank you, your answers are sent")


def answers(page, link):
    """The whole sheet of a school."""
    page.goto(link)
    steps.press(page, "Start")
    is_sent_by_one(page)


def shows_results_by_name(page):
    """After the lead has read what was written."""
    page.reload()
    row = page.get_by_role("row", name="Ash School")
    expect(row).to_contain_text("1")
    steps.follow(page, "Close the round")
    steps.press(page, "Close the round now")
    journeys.read_comments(page)
    steps.follow(page, "See the results")
    look(page, "open-results")
    for school in SCHOOLS:
        says(page, school)
