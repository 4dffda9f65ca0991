"""A round without names, from the wizard to the results: nobody can tell who has answered, and everybody finds the way back."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from pet.services import invitations
from tests.browser import journeys, steps
from tests.browser.journeys import fits, look, says
from tests.support import factories

pytestmark = pytest.mark.enable_socket
SCHOOLS = {f"{name} School": [f"{name}{n}" for n in range(6)] for name in ("Ash", "Beech")}
FIRST, SILENT = "ash0@example.org", "ash1@example.org"


@pytest.fixture
def site(mailed):
    """The site that sends letters."""
    return mailed


def test_a_round_without_names(people, site):
    led = journeys.partnership(site, "Silent Schools", SCHOOLS)
    lead = people(at="desk").page
    journeys.enter(lead, led)
    journeys.begin_round(lead, "Without names")
    lead.get_by_label("Anonymous round").check()
    lead.get_by_text("For an anonymous round only: what is kept with the answers").click()
    lead.get_by_label("The partner only").check()
    lead.get_by_label("Partners first").check()
    look(lead, "anonymous-privacy")
    steps.press(lead, "Save and go on")
    journeys.launch_now(lead)
    letters = {one.to: one for one in site.letters.letters(12, about="Your view of Silent Schools")}
    member = people().page
    answers(member, letters[FIRST].link)
    the_others_answer(site, letters)
    sees_totals_only(lead)
    reminds_everybody(lead, site)
    steps.follow(lead, "Close the round")
    steps.press(lead, "Close the round now")
    steps.follow(lead, "Release the results")
    steps.press(lead, "Release the results now")
    told = site.letters.letters(12, about="The results of “Without names”")
    assert not any("/r/" in one.text for one in told)
    reads(people().page, letters[FIRST].link)


def answers(page, link):
    """On a phone, told what is kept, and asked for nothing that would be."""
    page.goto(link)
    says(page, "Nothing that this site keeps leads from you to your answers.")
    says(page, "Of you, only your partner is kept with your answers, not your role.")
    look(page, "anonymous-invited")
    fits(page)
    steps.press(page, "Start")
    assert page.get_by_role("combobox").count() == 0
    journeys.answer_all(page)
    fits(page)
    steps.press(page, "Send my answers")
    steps.headed(page, "Thank you, your answers are sent")


def the_others_answer(site, letters):
    """All but one."""
    now = datetime.now(UTC)
    with site.database.writing() as session:
        for address, letter in letters.items():
            if address not in (FIRST, SILENT):
                started = invitations.start(session, token=letter.link.rsplit("/")[-1], now=now)
                factories.answer(session, started, 4, now=now)


def sees_totals_only(page):
    """How many, and not even at which school."""
    page.reload()
    assert journeys.fact(page, "Sent").inner_text() == "11"
    says(page, "This round is anonymous, so only totals are shown.")
    expect(page.get_by_role("table", name="By partner")).to_have_count(0)
    look(page, "anonymous-status")
    steps.follow(page, "See who is asked")
    says(page, "nobody can see who has answered")
    expect(page.get_by_role("columnheader", name="Answers", exact=True)).to_have_count(0)
    assert "Have not sent" not in page.get_by_label("Show").inner_text()
    look(page, "anonymous-people")
    page.get_by_role("main").get_by_role("link").first.click()  # the round


def reminds_everybody(page, site):
    """Also who has answered, for nobody can know; without a link."""
    steps.follow(page, "Send a reminder now")
    says(page, "12 people get a letter: everybody who is asked.")
    steps.press(page, "Send 12 reminders now")
    reminders = site.letters.letters(12, about="Reminder: your view of Silent Schools")
    assert len({one.to for one in reminders}) == 12
    assert not any("/r/" in one.text for one in reminders)
    page.reload()


def reads(page, link):
    """By the first letter's link."""
    page.goto(link)
    steps.press(page, "See the results")
    says(page, "11 of 12 people answered")
    fits(page)
    steps.follow(page, "My view beside everybody’s")
    says(page, "Only you can see this page.")
    fits(page)
