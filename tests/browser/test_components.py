"""The components by themselves, with the gallery's invented data: what can be touched, read, heard and kept in time."""

import pytest
from flask import jsonify

from tests.support import browser as browsers
from tools import gallery

pytestmark = pytest.mark.enable_socket

SESSION = 3600  # seconds, as the gallery's pages say
FORCED = {"forced_colors": "active"}


@pytest.fixture(scope="module")
def shown():
    """The gallery's address; whoever says “Stay” has another ten minutes."""
    app = gallery.make_app()
    app.view_functions["signing_in.still_here"] = lambda: jsonify({"ends": 600})
    with gallery.serving(app) as url:
        yield url


@pytest.fixture
def device(chromium, shown):
    made = []

    def make(**options):
        made.append(browsers.Person(chromium, shown, **options))
        return made[-1].page

    yield make
    for person in made:
        person.check()
        person.close()


@pytest.mark.parametrize("options", [{}, {"scheme": "dark"}, FORCED], ids=["light", "dark", "forced"])
@pytest.mark.parametrize("name", gallery.PAGES)
def test_axe_finds_nothing(device, name, options):
    page = device(**options)
    page.goto(f"/{name}")
    assert browsers.faults(page) == []


@pytest.mark.parametrize("name", gallery.PAGES)
def test_nothing_is_wider_than_the_narrowest_phone(device, name):
    page = device(at={"width": 320, "height": 600})
    page.goto(f"/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("at", ["phone", "desk"])
def test_every_choice_can_be_touched_anywhere_and_is_44_pixels_high(device, at):
    page = device(at=at)
    page.goto("/answering")
    choices = page.locator(".pick-label")
    heights = [choice.bounding_box()["height"] for choice in choices.all()]
    assert [height for height in heights if height < 44] == []
    choices.nth(0).click(position={"x": 5, "y": 40})
    assert page.locator(".pick-input").nth(0).is_checked()


def test_the_words_of_a_choice_are_never_cut(device):
    for at in ("phone", "desk"):
        page = device(at=at)
        page.goto("/answering")
        cut = page.locator(".pick-label").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth).length"
        )
        assert cut == 0


def test_five_points_stand_in_one_row_only_where_there_is_room(device):
    def rows(at):
        page = device(at=at)
        page.goto("/answering")
        tops = page.locator("#theme-candour .rating-points .pick").evaluate_all(
            "all => all.map(e => e.offsetTop)"
        )
        return len(set(tops))

    assert (rows("phone"), rows("desk")) == (5, 1)


def test_what_is_chosen_shows_without_colour(device):
    page = device()
    page.goto("/answering")
    label = "e => [getComputedStyle(e).fontWeight, getComputedStyle(e).borderTopWidth]"
    chosen, other = (
        page.locator(f"#theme-candour .pick-label[for=candour-{number}]").evaluate(label) for number in (3, 2)
    )
    assert (chosen, other) == (["600", "2px"], ["400", "1px"])


def test_a_warning_comes_before_a_session_ends_and_staying_sends_it_away(device):
    page = device()
    page.clock.install()
    page.goto("/parts")
    page.clock.run_for((SESSION - 301) * 1000)
    assert page.get_by_role("dialog").count() == 0
    page.clock.run_for(2000)
    assert "in 5 minutes" in page.get_by_role("dialog").inner_text()
    page.clock.run_for(180_000)
    assert "in 2 minutes" in page.get_by_role("dialog").inner_text()
    with page.expect_response("**/still-here"):
        page.get_by_role("button", name="Stay").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    page.clock.run_for(299_000)
    assert page.get_by_role("dialog").count() == 0


def test_after_the_end_the_page_says_so_and_what_was_typed_can_be_copied(device):
    page = device()
    page.clock.install()
    page.goto("/answering")
    page.locator("#candour_comment").fill("Not to be lost.")
    page.clock.run_for((SESSION + 60) * 1000)
    assert "has stopped working" in page.get_by_role("dialog").inner_text()
    page.get_by_role("button", name="Close this message").click()
    assert page.get_by_role("dialog").count() == 0
    assert page.locator("#candour_comment").input_value() == "Not to be lost."


def test_an_answer_that_is_saved_keeps_the_session(device):
    page = device()
    page.clock.install()
    page.goto("/answering")
    page.clock.run_for((SESSION - 60) * 1000)
    assert page.get_by_role("dialog").count() == 1
    page.evaluate("document.dispatchEvent(new CustomEvent('pet:saved', {detail: {ends: 600}}))")
    assert page.get_by_role("dialog").count() == 0


def test_the_copy_button_copies_and_says_so(device):
    page = device(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/parts")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == page.get_by_label("Your personal link").input_value()
    )


def test_without_a_script_there_is_no_button_that_would_do_nothing(device):
    page = device(javascript=False)
    page.goto("/parts")
    assert page.get_by_role("button", name="Copy").count() == 0
    assert page.get_by_label("Your personal link").is_visible()


@pytest.mark.parametrize("name", gallery.PAGES)
def test_the_focus_is_always_seen(device, name):
    page = device(at="desk")
    page.goto(f"/{name}")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            """() => {
              const e = document.activeElement;
              const shown = e.matches(".pick-input") ? e.nextElementSibling : e;
              const style = getComputedStyle(shown);
              return [e.tagName, style.outlineStyle, parseFloat(style.outlineWidth)];
            }"""
        )
        if ring[0] != "BODY":
            seen.add(tuple(ring[1:]))
    assert seen == {("solid", 3)}
