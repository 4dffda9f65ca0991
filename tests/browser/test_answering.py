"""A member answers: on a phone, at a desk, without JavaScript, by keyboard alone."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.support import story

pytestmark = pytest.mark.enable_socket
PLAN = {  # a head's eight themes on four pages
    "1.1.1": "Agree",
    "1.1.2": "Don’t know",
    "1.2.1": "Strongly disagree",
    "1.2.2": "Doesn’t apply to us",
    "2.1.1": "In between",
    "2.1.2": "Disagree",
    "2.2.1": "Strongly agree",
    "2.2.2": "Agree",
}
WORDS = "Easier since the joint visits in spring."
STORED = {
    "rating:c1.a1.t1": 4,
    "rating:c1.a1.t2": "dont_know",
    "rating:c1.a2.t1": 1,
    "rating:c1.a2.t2": "not_applicable",
    "rating:c2.a1.t1": 3,
    "rating:c2.a1.t2": 2,
    "rating:c2.a2.t1": 5,
    "rating:c2.a2.t2": 4,
    "comment:c1.a1.t1": WORDS,
    "evidence:c1.a1": "We count the visits.",
    "open:purpose": "To learn from one another.",
}


@pytest.mark.parametrize("at", ["phone", "desk"])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_the_link_to_thank_you_and_every_answer_is_stored(people, site, asked, at, javascript):
    page = people(at=at, javascript=javascript).page
    link = steps.start(page, asked)
    assert link.startswith(f"{site.url}/r/")
    expect(page.get_by_role("img", name="QR code of your own link")).to_be_visible()
    steps.say_who(page)
    answer_everything(page)
    public_id = steps.response_id(page)
    steps.headed(page, "Check your answers")
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert story.state_of(site.database, public_id) == "started"
    steps.press(page, "Send my answers")
    steps.headed(page, "Thank you, your answers are sent")
    assert story.answers_of(site.database, public_id) == STORED
    assert story.state_of(site.database, public_id) == "submitted"


def answer_everything(page):
    """All pages of the questionnaire, from the first on."""
    for area in ("1.1", "1.2", "2.1", "2.2"):
        steps.headed(page, f"Area {area}")
        for number in (f"{area}.1", f"{area}.2"):
            steps.choose(page, number, PLAN[number])
        if area == "1.1":
            steps.write(page, "1.1.1", WORDS, quotable=True)
            page.locator("summary").get_by_text("How do we know?").click()
            page.get_by_label("What tells you so?").fill(STORED["evidence:c1.a1"])
        steps.go_on(page)
    steps.headed(page, "In your own words")
    page.get_by_label("In one sentence: what is this partnership for?").fill(STORED["open:purpose"])
    steps.press(page, "Continue")


def test_answers_are_saved_as_they_are_made_and_the_page_says_so(people, site, asked):
    page = people().page
    steps.start(page, asked)
    steps.say_who(page)
    public_id = steps.response_id(page)
    steps.choose(page, "1.1.1", "Agree")
    steps.says(page, "Saved")
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 4}
    expect(page.get_by_text("1 of 8 answered")).to_be_visible()
    steps.write(page, "1.1.2", "Half a")
    steps.says(page, "Saved")
    assert story.answers_of(site.database, public_id)["comment:c1.a1.t2"] == "Half a"
    page.get_by_role("button", name=re.compile("^Take this answer back ?: The statement 1.1.1")).click()
    expect(page.get_by_text("0 of 8 answered")).to_be_visible()
    assert steps.chosen(page, "1.1.1") is None


def test_an_answer_can_be_changed_after_sending_and_the_copy_has_it(people, site, asked):
    page = people().page
    steps.start(page, asked)
    steps.say_who(page)
    steps.choose(page, "1.1.1", "Agree")
    for _ in range(5):
        steps.go_on(page)
    steps.press(page, "Send my answers")
    steps.follow(page, "See or change my answers")
    page.get_by_role("link", name=re.compile("^Change ?: The statement 1.1.1")).click()
    steps.choose(page, "1.1.1", "Disagree")
    steps.press(page, "Save and go back to the check")
    steps.headed(page, "Your answers")
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert kept["ratings"] == {"c1.a1.t1": 2}
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert story.state_of(site.database, steps.response_id(page)) == "submitted"


def test_on_another_device_one_goes_on_at_the_first_theme_without_an_answer(people, asked):
    phone, desk = people().page, people(at="desk").page
    link = steps.start(phone, asked)
    steps.say_who(phone)
    for number in ("1.1.1", "1.1.2"):
        steps.choose(phone, number, "Agree")
    steps.press(phone, "Continue")
    steps.choose(phone, "1.2.1", "Agree")
    steps.says(phone, "Saved")
    desk.goto(link)
    steps.headed(desk, "Welcome back")
    expect(desk.get_by_text("3 of 8 answered")).to_be_visible()
    steps.press(desk, "Go on")
    steps.headed(desk, "Area 1.2")
    assert desk.url.endswith("#theme-c1.a2.t2")
    expect(steps.theme(desk, "1.2.2")).to_be_in_viewport()
    assert steps.chosen(desk, "1.2.1") == "Agree"


def test_the_whole_questionnaire_by_keyboard_alone(people, site, asked):
    page = people(at="desk").page
    page.goto(f"/o/{asked.open_code}")
    tab_to(page, "Start")
    page.keyboard.press("Enter")
    steps.headed(page, "Your way back")
    tab_to(page, "Go on")
    page.keyboard.press("Enter")
    steps.headed(page, "Who you answer as")
    tab_to(page, "Your organisation")
    page.keyboard.type("Ash")
    tab_to(page, "Your role")
    page.keyboard.type("Head")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    steps.asked_about(page, "1.1")
    tab_to(page, "Strongly disagree")
    page.keyboard.press("4")
    assert steps.chosen(page, "1.1.1") == "Agree"
    page.keyboard.press("ArrowDown")
    assert steps.chosen(page, "1.1.1") == "Strongly agree"
    tab_to(page, "Add a comment")
    page.keyboard.press("Enter")
    tab_to(page, "Your comment")
    page.keyboard.type("By keyboard")
    tab_to(page, "You may quote me word for word")
    page.keyboard.press("Space")
    for area in ("1.1", "1.2", "2.1", "2.2"):
        steps.asked_about(page, area)
        for number in (f"{area}.1", f"{area}.2"):
            if number != "1.1.1":
                tab_to(page, "Strongly disagree")
                page.keyboard.press("2")
                assert steps.chosen(page, number) == "Disagree"
        tab_to(page, "Continue")
        page.keyboard.press("Enter")
    steps.headed(page, "In your own words")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    steps.headed(page, "Check your answers")
    tab_to(page, "Send my answers")
    page.keyboard.press("Enter")
    steps.headed(page, "Thank you, your answers are sent")
    stored = story.answers_of(site.database, steps.response_id(page))
    assert stored["rating:c1.a1.t1"] == 5
    assert stored["comment:c1.a1.t1"] == "By keyboard"
    assert [stored[f"rating:{theme}"] for theme in asked.themes[1:]] == [2] * 7


def tab_to(page, name, *, at_most=60):
    """Press Tab until the element of this name has the focus, which must be seen."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate(_NAME_OF_FOCUS) == name:
            assert page.evaluate(_FOCUS_IS_SEEN), f"the focus on “{name}” cannot be seen"
            return
    raise AssertionError(f"Tab does not reach “{name}”")


_NAME_OF_FOCUS = """() => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.innerText ?? element.getAttribute("aria-label") ?? element.innerText ?? "";
  return label.trim().split("\\n")[0];
}"""
_FOCUS_IS_SEEN = """() => {
  const seen = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const element = document.activeElement;
  return seen(element) || [...(element.labels ?? [])].some(seen);
}"""
