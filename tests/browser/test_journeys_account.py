"""Signing in by a link in a letter, showing again that it is you, and taking a deletion back."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from pet.db.models import Account, WebSession
from tests.browser import journeys, steps
from tests.browser.journeys import gone, look, says
from tests.support import story

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def site(mailed):
    """The site that sends letters."""
    return mailed


def some_time_later(site, email):
    """It was an hour ago that they showed that it is them."""
    with site.database.writing() as session:
        account = session.query(Account.id).filter_by(email=email).scalar()
        session.execute(
            update(WebSession)
            .where(WebSession.account_id == account)
            .values(verified_at=datetime.now(UTC) - timedelta(hours=1))
        )


def test_in_by_a_link_then_a_partnership_is_deleted_and_kept_after_all(people, site):
    led = journeys.partnership(site, "Kept Schools", {"Ash School": ["Kit"]})
    person = people()
    person.expected |= {401, 404}
    page = person.page
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(led.email)
    steps.press(page, "Send me a link instead")
    steps.headed(page, "Look at your letters")
    link = site.letters.letter(led.email, "Your link to sign in").link
    assert page.request.head(link).ok  # as a mail scanner does; it uses nothing up
    page.goto(link)
    says(page, f"This signs you in as Lead of {led.name}")
    steps.press(page, "Sign in")
    steps.follow(page, led.name)
    deletes(page, site, led)
    page.goto("/")
    says(page, "Deleted")
    page.get_by_role("main").get_by_role("link", name=led.name).click()
    look(page, "account-deleted")
    steps.press(page, "Keep the partnership")
    steps.headed(page, led.name)
    stays_out_by_the_used_link(people().page, link)


def deletes(page, site, led):
    """After showing by the password that it is them."""
    steps.follow(page, "Settings")
    steps.follow(page, "See what goes")
    look(page, "account-delete")
    some_time_later(site, led.email)
    steps.press(page, "Delete the partnership")
    steps.headed(page, "Show that it is you")
    look(page, "account-again")
    page.get_by_label("Password").fill(story.PASSWORD)
    steps.press(page, "Go on")
    steps.press(page, "Send again")
    steps.headed(page, "This partnership is deleted")
    gone(page, led.path)


def stays_out_by_the_used_link(page, link):
    """It worked once."""
    answer = page.request.get(link)
    assert answer.status == 410, answer.status


def test_signed_in_twice_and_out_there_from_here(people, site):
    led = journeys.partnership(site, "Twice Schools", {"Ash School": ["Tim"]})
    phone, desk = people().page, people(at="desk").page
    for page in (phone, desk):
        journeys.enter(page, led)
    desk.get_by_role("link", name="Your account").click()
    says(desk, "Where you are signed in")
    look(desk, "account-account")
    desk.get_by_role("button", name="Sign out there").click()
    expect(desk.get_by_role("button", name="Sign out there")).to_have_count(0)
    phone.goto(led.path)
    steps.headed(phone, "Sign in")


def test_a_forgotten_password(people, site):
    led = journeys.partnership(site, "Lost Schools", {"Ash School": ["Lea"]})
    page = people().page
    page.goto("/sign-in")
    steps.follow(page, "Forgotten your password?")
    page.get_by_label("E-mail address").fill(led.email)
    steps.press(page, "Send the letter")
    page.goto(site.letters.letter(led.email).link)
    look(page, "account-choose")
    page.get_by_label("New password", exact=True).fill("a brown owl in the barn")
    page.get_by_label("The same password again").fill("a brown owl in the barn")
    steps.press(page, "Keep it and sign in")
    steps.headed(page, "Your partnerships")
