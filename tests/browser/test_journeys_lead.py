"""A lead with an empty site: the first account, a partnership, its people, a round, and what became of it."""

import re
import sys
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from pet.services import invitations
from tests.browser import journeys, steps
from tests.browser.journeys import Count, fact, fits, look, says
from tests.support import factories, story

pytestmark = pytest.mark.enable_socket
SCHOOLS = ("Ash School", "Beech School", "Cedar School")
SHEET = """Name\tE-mail\tSchool\tRole
Ann Amber\tann@example.org\tAsh School\tTeacher
Ben Brown\tben@example.org\tAsh School\tHeadteacher
Cem Coral\tcem@example.org\tAsh School\tTeacher
Dan Denim\tdan@example.org\tAsh School\tTeacher
Eve Ebony\teve@example.org\tBeech School\tTeacher
Fay Fawn\tfay-at-example.org\tBeech School\tTeacher
Gus Green\tgus@example.org\tBeech Scholl\tTeacher
Hal Hazel\thal@example.org\tBeech School\tHeadteacher
Ida Ivory\tida@example.org\tCedar School\tTeacher
Jon Jade\tida@example.org\tCedar School\tTeacher
Kay Khaki\tkay@example.org\tCedar School\tHeadteacher
Lou Lilac\tlou@example.org\tCedar School\tTeacher
Lou Lilac\tlou@exmaple.org\tCedar School\tTeacher
"""
NOTE = "Thank you all. We talk about it on Friday."
NAMES = ("ann", "ben", "cem", "dan", "eve", "fay", "gus", "hal", "ida", "jon", "kay", "lou")
PEOPLE = tuple(sorted(f"{name}@example.org" for name in NAMES))
ON_THE_PHONE, BY_OTHERS, SILENT = PEOPLE[:2], PEOPLE[2:10], PEOPLE[10:]


@pytest.fixture(scope="module")
def site(chromium, sqlite_urls, tmp_path_factory):
    """An empty site that sends letters into a folder."""
    del chromium
    folder = tmp_path_factory.mktemp("empty")
    with sqlite_urls(folder) as url, journeys.mailed_site(folder, url) as server:
        yield server


def test_from_an_empty_site_to_results_in_everybodys_hands(people, site, capsys):
    person = people(at="desk")
    person.expected |= {422}
    lead = person.page
    count = Count(lead)
    makes_the_first_account(lead, site)
    makes_a_partnership(lead)
    brings_in_a_list(lead)
    launches_with_what_is_proposed(lead, site)
    with capsys.disabled():
        sys.stdout.write(f"\nFrom nothing to the launch: {count}.\n")
    assert count.pages + count.clicks < 60, str(count)
    letters = {one.to: one for one in site.letters.letters(12, about="Your view of ")}
    assert tuple(sorted(letters)) == PEOPLE
    for address in ON_THE_PHONE:
        answers_on_the_phone(people, letters[address].link)
    the_others_answer(site, letters)
    sees_who_has_answered(lead)
    reminds(lead, site)
    closes_and_releases(lead)
    reads_the_results(people().page, site)


def makes_the_first_account(page, site):
    """With the code that stands where PET was started."""
    code = re.search("Setup code: (.+)", site.log.read_text())[1]
    page.goto("/")
    look(page, "lead-welcome")
    journeys.is_for_everybody(page)
    steps.follow(page, "Set up this site")
    journeys.is_for_everybody(page)
    look(page, "lead-setup")
    page.get_by_label("Setup code").fill(code)
    page.get_by_label("Your name").fill("Ada Lead")
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.get_by_label("New password", exact=True).fill(story.PASSWORD)
    page.get_by_label("The same password again").fill(story.PASSWORD)
    steps.press(page, "Make the account")


def makes_a_partnership(page):
    """Of schools, one on each line."""
    look(page, "lead-home")
    steps.follow(page, "Make your first partnership")
    look(page, "lead-new-partnership")
    page.get_by_label("What is the partnership called?").fill("Weir Schools")
    page.get_by_label("Schools that work together").check()
    page.get_by_label("The schools or organisations in it").fill("\n".join(SCHOOLS))
    steps.press(page, "Make the partnership")
    look(page, "lead-begin")


def brings_in_a_list(page):
    """From a spreadsheet, with two rows that are wrong, a school and an address that are nearly another's."""
    steps.follow(page, "Bring in the people who are to be asked")
    page.get_by_label("Type or paste the list").fill(SHEET)
    steps.press(page, "Look at it")
    says(page, "“fay-at-example.org” is no address")
    says(page, "row 10 has this address with another name")
    look(page, "lead-preview")
    mended = page.get_by_label("Mend them here").input_value()
    page.get_by_label("Mend them here").fill(mended.replace("-at-", "@").replace("ida@", "jon@"))
    expect(page.get_by_label("This is “Beech School”")).to_be_checked()
    page.get_by_label("Leave out row 14").check()
    steps.press(page, "Look again")
    expect(page.get_by_role("heading", name="Rows that are wrong")).to_have_count(0)
    steps.press(page, "Add 12 people")
    says(page, "12 people were added.")


def launches_with_what_is_proposed(page, site):
    """Every proposal as it is, but for the moment: it opens now. A test letter comes first."""
    steps.follow(page, "To the partnership")
    steps.follow(page, "Start a round")
    steps.press(page, "Begin")
    steps.headed(page, "What is asked")
    steps.press(page, "Save and go on")
    steps.headed(page, "Privacy")
    steps.press(page, "Save and go on")
    steps.headed(page, "Dates and letters")
    page.get_by_label("Opens on").fill(datetime.now(UTC).date().isoformat())
    page.get_by_label("at (opening)").fill("00:00")
    steps.press(page, "Save")
    steps.press(page, "Read and change the letters, and send yourself a test")
    steps.follow(page, "Invitation")
    steps.press(page, "Save and send myself a test")
    assert "This is a test" in site.letters.letter("ada@example.org", "Test: ").text
    steps.follow(page, "All letters of this round")
    steps.follow(page, "Back to the round")
    steps.press(page, "Save and go on")
    steps.headed(page, "Check and launch")
    look(page, "lead-check")
    steps.press(page, "Launch the round")
    expect(page.get_by_role("region", name="Next")).to_contain_text("the next reminder goes out on")


def answers_on_the_phone(make, link):
    """Begins, stops, comes back by the same link on another phone, and sends."""
    page = make().page
    page.goto(link)
    look(page, "member-invited")
    says(page, "Nobody sees what you answered")
    fits(page)
    steps.press(page, "Start")
    journeys.answer_page(page)
    steps.says(page, "Saved")
    steps.press(page, "Stop for now")
    says(page, re.compile("Saved. 1 of [0-9]+ answered, not sent yet."))
    again = make().page
    again.goto(link)
    steps.headed(again, "Welcome back")
    steps.press(again, "Go on")
    journeys.answer_all(again)
    look(again, "member-check")
    steps.press(again, "Send my answers")
    steps.headed(again, "Thank you, your answers are sent")
    fits(again)


def the_others_answer(site, letters):
    """Not in a browser, but by their letters too."""
    now = datetime.now(UTC)
    with site.database.writing() as session:
        for number, address in enumerate(BY_OTHERS):
            started = invitations.start(session, token=letters[address].link.rsplit("/")[-1], now=now)
            factories.answer(session, started, 2 + number % 3, now=now)


def sees_who_has_answered(page):
    """By name, and never what."""
    page.reload()
    assert fact(page, "Sent").inner_text() == "10"
    assert fact(page, "Response rate").inner_text() == "83%"
    look(page, "lead-status")
    steps.follow(page, "See who has answered")
    look(page, "lead-people")
    page.get_by_label("Show").select_option("Have not sent")
    steps.press(page, "Find")
    for name in ("Kay Khaki", "Lou Lilac"):
        expect(page.get_by_role("row", name=name)).to_contain_text("Not started")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("main").get_by_role("link").first.click()  # the round


def reminds(page, site):
    """Only those who have not sent."""
    steps.follow(page, "Send a reminder now")
    says(page, "2 people get a letter: everybody who has not sent their answers.")
    steps.press(page, "Send 2 reminders now")
    says(page, "2 reminders are on their way.")
    reminders = site.letters.letters(2, about="Reminder: ")
    assert sorted(one.to for one in reminders) == list(SILENT)


def closes_and_releases(page):
    """With a note."""
    steps.follow(page, "Close the round")
    says(page, "10 people have sent their answers.")
    steps.press(page, "Close the round now")
    steps.follow(page, "Release the results")
    look(page, "lead-release")
    page.get_by_label("A few words with the results, if you like").fill(NOTE)
    steps.press(page, "Release the results now")
    says(page, "Released on")


def reads_the_results(page, site):
    """By the link in the letter about them; who has not answered gets no such letter."""
    sent = site.letters.letters(10, about="The results of ")
    assert sorted(one.to for one in sent) == sorted(ON_THE_PHONE + BY_OTHERS)
    [letter] = [one for one in sent if one.to == ON_THE_PHONE[0]]
    assert NOTE in letter.text
    page.goto(letter.link)
    look(page, "member-results")
    steps.press(page, "See the results")
    says(page, "10 of 12 people answered")
    says(page, NOTE)
    fits(page)
    steps.follow(page, "My view beside everybody’s")
    says(page, "Only you can see this page.")
    expect(page.get_by_role("row", name=re.compile("Common reason"))).to_contain_text("“Agree”")
    fits(page)
