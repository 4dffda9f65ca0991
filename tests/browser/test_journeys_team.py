"""Who helps: a facilitator whom the lead asks by letter, and somebody who leads one school and sees no other."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from pet.services import invitations, responses
from tests.browser import journeys, steps
from tests.browser.journeys import gone, look, says
from tests.support import factories, story

pytestmark = pytest.mark.enable_socket
COMMENT = "Easier since the joint visits, wrote number {number}"


@pytest.fixture
def site(mailed):
    """The site that sends letters."""
    return mailed


def schools(initial):
    """Two of them, with six people each."""
    return {f"{name} School": [f"{initial}{name}{n}" for n in range(6)] for name in ("Ash", "Beech")}


def to_partnership(page, led):
    """By the name at the top of every page."""
    page.get_by_role("banner").get_by_role("link", name=led.name, exact=True).click()
    steps.headed(page, led.name)


def asks(page, led, *, name, email, role, partner=""):
    """The lead offers a role."""
    to_partnership(page, led)
    steps.follow(page, "Team")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("radio", name=role).check()
    if partner:
        page.get_by_label("Partner", exact=True).select_option(partner)
    steps.press(page, "Send the offer")
    says(page, "A letter is on its way to them.")


def accepts(page, site, led, email):
    """Makes an account by the link in the letter, and opens the partnership."""
    page.goto(site.letters.letter(email, "Lead of").link)
    steps.headed(page, f"An offer from {led.name}")
    look(page, "team-offer")
    page.get_by_label("New password", exact=True).fill(story.PASSWORD)
    page.get_by_label("The same password again").fill(story.PASSWORD)
    steps.press(page, "Accept")
    steps.follow(page, led.name)


def starts_a_round(page, led, title, *, reader=""):
    """In confidence, and from now on."""
    to_partnership(page, led)
    journeys.begin_round(page, title)
    if reader:
        page.get_by_label("Who reads comments first").select_option(label=f"{reader} (facilitator)")
    steps.press(page, "Save and go on")
    journeys.launch_now(page)


def test_a_facilitator_follows_reads_comments_and_leaves(people, site):
    led = journeys.partnership(site, "Guided Schools", schools("F"))
    lead, helper = people(at="desk").page, people(at="desk")
    helper.expected |= {403, 404}
    journeys.enter(lead, led)
    asks(lead, led, name="Finn Fold", email="finn@example.org", role="Facilitator")
    page = helper.page
    accepts(page, site, led, "finn@example.org")
    starts_a_round(lead, led, "Guided", reader="Finn Fold")
    everybody_answers(site, led)
    sees_status_and_no_address(page, led)
    lead.reload()
    steps.follow(lead, "Close the round")
    steps.press(lead, "Close the round now")
    reads_the_comments(page)
    round_page = page.url
    to_partnership(lead, led)
    steps.follow(lead, "Team")
    steps.follow(lead, "Finn Fold")
    look(lead, "team-person")
    steps.press(lead, "Take them out of the team")
    for path in (led.path, round_page):
        gone(page, path)


def everybody_answers(site, led):
    """Each with a comment."""
    letters = site.letters.letters(12, about=f"Your view of {led.name}")
    now = datetime.now(UTC)
    with site.database.writing() as session:
        for number, letter in enumerate(letters):
            started = invitations.start(session, token=letter.link.rsplit("/")[-1], now=now)
            theme = responses.sheet(session, started.response_id).themes[0]
            words = {f"comment:{theme.id}": COMMENT.format(number=number)}
            factories.answer(session, started, 4, words, now=now)


def sees_status_and_no_address(page, led):
    """Who has answered, and nobody's address; nothing that only a lead does."""
    to_partnership(page, led)
    steps.follow(page, "Guided")
    assert journeys.fact(page, "Sent").inner_text() == "12"
    look(page, "team-facilitator-status")
    expect(page.get_by_role("link", name="Close the round")).to_have_count(0)
    steps.follow(page, "See who has answered")
    expect(page.get_by_role("row", name="FAsh0")).to_contain_text("Sent")
    assert "@" not in page.get_by_role("main").inner_text()
    page.get_by_role("main").get_by_role("link").first.click()  # the round
    round_page = page.url
    assert page.goto(f"{round_page}close").status == 403
    page.goto(round_page)


def reads_the_comments(page):
    """All of them, and the results then."""
    page.reload()
    journeys.read_comments(page)
    steps.follow(page, "See the results")
    says(page, "12 of 12 people answered")
    page.go_back()


def test_who_leads_one_school_sees_no_other(people, site):
    led = journeys.partnership(site, "Parted Schools", schools("P"))
    lead, partner = people(at="desk").page, people(at="desk")
    partner.expected |= {403, 404}
    journeys.enter(lead, led)
    asks(lead, led, name="Pia Pool", email="pia@example.org", role="Lead of a partner", partner="Ash School")
    starts_a_round(lead, led, "Parted")
    site.letters.letters(12, about=f"Your view of {led.name}")
    page = partner.page
    accepts(page, site, led, "pia@example.org")
    adds_and_asks_one_more(page, site, led)
    types_in_a_sheet(page, led)
    others_are_not_there(page, lead, led)


def adds_and_asks_one_more(page, site, led):
    """Somebody of the same school, for there is no other to choose."""
    steps.follow(page, "People")
    says(page, "6 people")
    assert "Beech" not in page.get_by_role("main").inner_text()
    look(page, "team-partner-people")
    steps.follow(page, "Add a person")
    page.get_by_label("Name").fill("Newt New")
    page.get_by_label("E-mail address").fill("newt@example.org")
    assert page.get_by_label("School", exact=True).get_by_role("option").all_inner_texts() == ["Ash School"]
    page.get_by_label("Role").select_option("Teacher or support staff")
    steps.press(page, "Save")
    says(page, "Newt New was added.")
    to_partnership(page, led)
    steps.follow(page, "Parted")
    says(page, "Who has answered at Ash School")
    look(page, "team-partner-status")
    steps.follow(page, "See who is asked")
    assert "PBeech" not in page.get_by_role("main").inner_text()
    steps.follow(page, "Ask more people")
    page.get_by_label("Newt New").check()
    steps.press(page, "Ask them")
    says(page, "One more person is asked now.")
    assert "/r/" in site.letters.letter("newt@example.org").text


def types_in_a_sheet(page, led):
    """That came on paper."""
    to_partnership(page, led)
    steps.follow(page, "Parted")
    steps.follow(page, "Type in a paper sheet")
    page.get_by_label("In which role did they answer?").select_option("Teacher or support staff")
    look(page, "team-paper")
    steps.press(page, "Go on to the sheet")
    steps.headed(page, "What the sheet says")
    journeys.answer_page(page)
    look(page, "team-paper-sheet")
    steps.press(page, "Send this sheet")
    says(page, "One sheet typed in.")
    to_partnership(page, led)
    steps.follow(page, "Parted")
    assert journeys.fact(page, "Sent").inner_text() == "1"


def others_are_not_there(page, lead, led):
    """What the lead sees of the other school is not found by who leads this one."""
    to_partnership(lead, led)
    steps.follow(lead, "People")
    lead.get_by_role("link", name="PBeech0").click()
    gone(page, lead.url)
    to_partnership(lead, led)
    steps.follow(lead, "Parted")
    steps.follow(lead, "See who has answered")
    lead.get_by_role("link", name="PBeech0").click()
    gone(page, lead.url)
