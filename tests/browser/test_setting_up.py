"""A lead sets a round up in a browser: by keyboard alone from nothing to the launch; axe on each step in each state."""

import os
import re

import pytest
from sqlalchemy import select

from pet.db.models import Partner, Person, Round
from tests.support import browser as browsers
from tests.support import factories, story
from tests.support.factories import PARTNERS

pytestmark = pytest.mark.enable_socket
NARROWEST = {"width": 320, "height": 740}
LOOK = os.environ.get("PET_LOOK", "")


@pytest.fixture
def partnership(site):
    """A partnership with people to ask, and who leads it."""

    def make(people=24, partners=PARTNERS):
        with site.database.writing() as session:
            made = factories.make_partnership(session, partners=partners)
            made.kind, made.time_zone = "school_cluster", "Europe/London"
            lead = story.account(session)
            factories.make_member(session, lead, made)
            ids = session.scalars(
                select(Partner.id).where(Partner.partnership_id == made.id).order_by(Partner.position)
            ).all()
            session.add_all(
                Person(
                    partnership_id=made.id,
                    partner_id=ids[n % len(ids)],
                    name=f"Person {n}",
                    email=f"person{n}@example.org",
                    role_id=("headteacher", "teacher")[n // len(ids) % 2],
                    created_on=factories.NOW.date(),
                )
                for n in range(people)
            )
            return made.public_id, lead.email

    return make


@pytest.fixture
def lead(people, partnership):
    """Somebody who has begun to set a round up; gives their page and the beginning of its addresses."""

    def arrive(*args, **kwargs):
        made, email = partnership(*args, **kwargs)
        person = people(at="desk")
        person.expected |= {422}
        page = person.page
        sign_in(page, email)
        page.goto(f"/partnerships/{made}/rounds/new")
        return page

    return arrive


def sign_in(page, email):
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(story.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).last.click()
    page.wait_for_url(re.compile(r"/$|/partnerships/"))


def press_until(page, wanted, key="Tab", most=120):
    """Go on by keyboard until the focus is on something called so."""
    for _press in range(most):
        page.keyboard.press(key)
        name = page.evaluate(
            "() => { const e = document.activeElement; return (e.labels?.[0] ?? e).textContent?.trim() }"
        )
        if name and name.startswith(wanted):
            return
    raise AssertionError(f"the keyboard never came to “{wanted}”")


def test_a_round_is_set_up_and_launched_by_keyboard_alone(lead, site):
    page = lead()
    press_until(page, "Begin")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("asked$"))
    press_until(page, "What the round is called")
    page.keyboard.press("Control+a")
    page.keyboard.type("By keyboard")
    press_until(page, "Save and go on")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("privacy$"))
    press_until(page, "Confidential")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    press_until(page, "Save and go on")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("timing$"))
    press_until(page, "Save and go on")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("check$"))
    press_until(page, "Launch the round")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/rounds/[^/]+/\?done=launched$"))
    with site.database.reading() as session:
        row = session.scalars(select(Round).order_by(Round.id.desc())).first()
    assert (row.title, row.state) == ("By keyboard", "open")


def look(page, name):
    """Axe finds nothing and nothing scrolls sideways, at each width."""
    wrong = {}
    for width in (NARROWEST, browsers.PHONE, browsers.DESK):
        page.set_viewport_size(width)
        wrong[f"{name} sideways at {width['width']}"] = browsers.sideways(page)
        wrong[f"{name} axe at {width['width']}"] = browsers.faults(page)
        if LOOK and width is not NARROWEST:
            page.screenshot(path=f"{LOOK}/{name}-{width['width']}.png", full_page=True)
    return {where: found for where, found in wrong.items() if found}


def begin(page):
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile("asked$"))
    return page.url.removesuffix("asked")


def test_each_step_in_each_state_is_for_everybody(lead):
    page, wrong = lead(), {}
    wrong |= look(page, "new")
    base = begin(page)
    for step in ("asked", "questions", "preview", "privacy", "timing", "check", "discard"):
        page.goto(base + step)
        wrong |= look(page, step)
    page.goto(base + "asked")
    page.get_by_text("Read it").first.click()
    page.get_by_text("How long it takes").first.click()
    page.get_by_label("What the round is called").fill(" ")
    page.get_by_role("button", name="Save and go on").click()
    wrong |= look(page, "asked-wrong")
    page.goto(base + "timing")
    page.get_by_label("How many people are asked").fill("many")
    page.get_by_role("button", name="Save", exact=True).click()
    wrong |= look(page, "timing-wrong")
    page.goto(base + "check")
    page.get_by_role("button", name="Launch the round").click()
    page.wait_for_url(re.compile(r"/rounds/[^/]+/\?done=launched$"))
    for place in ("take-back", "extend"):
        page.goto(base.removesuffix("set-up/") + place)
        wrong |= look(page, place)
    assert wrong == {}


def test_small_and_empty_partnerships_see_what_cannot_be_promised(lead):
    wrong = {}
    for people in (7, 4):
        page = lead(people)
        base = begin(page)
        page.goto(base + "privacy")
        wrong |= look(page, f"privacy-{people}")
    page = lead(0)
    base = begin(page)
    page.goto(base + "check")
    wrong |= look(page, "check-nobody")
    assert wrong == {}
