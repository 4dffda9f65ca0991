"""What was agreed, written down by keyboard alone; and whoever answered sees it by their own link."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.journeys import fits
from tests.support import factories, story

pytestmark = pytest.mark.enable_socket
AGREED = ("Put one calendar on every wall", "Meet twice a term", "Ask everybody what they read")


@pytest.fixture
def released(site):
    """A round whose results everybody sees, and the link of somebody who answered."""
    with site.database.writing() as session:
        lead = story.account(session)
        asked = story.open_round(
            session, lead, source=factories.framework_source(), partners=factories.PARTNERS
        )
        started = story.answer_all(session, asked, 12)
        story.close(session, asked)
        story.release(session, asked)
    return asked, started[0].return_token


def test_a_lead_writes_three_priorities_and_a_member_sees_them(people, released):
    asked, token = released
    lead, member = people(at="desk").page, people(at="phone").page
    lead.goto("/sign-in")
    steps.sign_in(lead, asked.email)
    lead.goto(f"/rounds/{asked.public_id}/priorities")
    steps.headed(lead, "Write down what was agreed")
    writes_by_keyboard(lead)
    steps.headed(lead, "What was agreed")
    expect(lead.get_by_text("All three actions are planned.")).to_be_visible()
    moves_the_last_one_up(lead)
    member.goto(f"/r/{token}")
    steps.press(member, "What became of it")
    steps.headed(member, "What became of it")
    for what in AGREED:
        expect(member.get_by_text(what)).to_be_visible()
    expect(member.get_by_text("You said:").first).to_be_visible()
    fits(member)


def writes_by_keyboard(page):
    """Tab from field to field, and send it with the key that sends forms."""
    page.locator("#p1-what").focus()
    for what in AGREED:
        page.keyboard.type(what)
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")  # the first theme
        for _field in range(2):  # aim, who
            page.keyboard.press("Tab")
        page.keyboard.type("The heads")
        while not page.evaluate("document.activeElement.id").endswith("-resource"):
            page.keyboard.press("Tab")  # a day has several stops
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def moves_the_last_one_up(page):
    """The button has the focus still, so that one can go on pressing."""
    page.get_by_role("button", name=f"Up ({AGREED[2]})").press("Enter")
    expect(page.get_by_text("is number 2 of 3 now.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("is number 1 of 3 now.")).to_be_visible()
    expect(page.locator(".deed-what").first).to_have_text(AGREED[2])
