"""What people do on the pages of PET, by the words they read there."""

import re

from playwright.sync_api import expect

from tests.support.story import PASSWORD

SCALE = ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree")


def press(page, name):
    """Press the one button of this name."""
    page.get_by_role("button", name=name, exact=True).click()


def go_on(page):
    """Press "Continue" and wait for the page behind it: what is being saved holds it up."""
    before = page.url
    press(page, "Continue")
    page.wait_for_url(lambda url: url != before)


def follow(page, name):
    """Follow the one link of this name."""
    page.get_by_role("link", name=name, exact=True).click()


def headed(page, name):
    """Wait until the page has this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def start(page, asked):
    """Open the round's link and start; the return link that is shown."""
    page.goto(f"/o/{asked.open_code}")
    press(page, "Start")
    headed(page, "Your way back")
    return page.get_by_role("textbox").input_value()


def say_who(page, *, partner="Ash School", role="Headteacher"):
    """From the return link to the first page of the questionnaire."""
    press(page, "Go on")
    headed(page, "Who you answer as")
    page.get_by_label("Your organisation").select_option(partner)
    page.get_by_label("Your role").select_option(role)
    press(page, "Continue")
    headed(page, "Area 1.1")
    page.wait_for_load_state("load")  # and with it the script of the page, where there is one


def asked_about(page, area):
    """Wait until the page asks about this area and its script takes keys and saves."""
    headed(page, f"Area {area}")
    expect(page.locator("form[data-ready]")).to_be_attached()


def theme(page, number):
    """The card of a theme, such as `1.2.1`."""
    return page.get_by_role("group", name=f"The statement {number} holds here.", exact=True)


def choose(page, number, label):
    """Choose one answer to a theme."""
    theme(page, number).get_by_text(label, exact=True).click()


def chosen(page, number):
    """The label of what is chosen for a theme, or `None`."""
    checked = theme(page, number).get_by_role("radio", checked=True)
    return checked.evaluate("radio => radio.labels[0].innerText.trim()") if checked.count() else None


def says(page, words):
    """Wait until the line about saving says this."""
    expect(page.locator("[data-save-state]")).to_have_text(words)


def write(page, number, words, *, quotable=False):
    """Write a comment on a theme."""
    card = page.locator("section", has=theme(page, number))
    if not card.get_by_label("Your comment").is_visible():
        card.get_by_text("Add a comment", exact=True).click()
    card.get_by_label("Your comment").fill(words)
    card.get_by_label("You may quote me word for word").set_checked(quotable)


def response_id(page):
    """The public id of the response that this page is about."""
    return re.search(r"/responses/([^/]+)/", page.url)[1]


def sign_in(page, email):
    """Sign in by the form that is on the page."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
