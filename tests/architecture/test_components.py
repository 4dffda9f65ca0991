"""Every component, rendered with invented data by the gallery: what a screen reader hears is tied together."""

import pytest

from tests.support import pages
from tests.support.pages import words
from tools import gallery


@pytest.fixture(scope="module")
def client():
    return gallery.make_app().test_client()


@pytest.fixture
def page(client):
    def get(name):
        response = client.get(f"/{name}")
        assert response.status_code == 200
        return pages.parse(response.get_data(as_text=True), 200)

    return get


def by_id(page, wanted):
    [found] = [element for element in page.root.iter() if element.get("id") == wanted]
    return found


def described(page, element):
    return [words(by_id(page, name)) for name in element.get("aria-describedby", "").split()]


@pytest.mark.parametrize("name", gallery.PAGES)
def test_a_page_of_components_has_no_fault(page, name):
    assert pages.faults(page(name)) == []


def test_a_theme_says_its_statement_and_every_choice_in_full_words(page):
    theme = by_id(page("answering"), "theme-candour")
    [legend] = theme.iter("legend")
    points, apart = (
        [words(label) for label in group.iter("label")]
        for group in theme.iter("div")
        if group.get("class") in ("rating-points", "rating-apart")
    )
    assert words(legend) == "I can be open here about my school’s weaknesses."
    assert points == ["Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree"]
    assert apart == ["Don’t know", "Doesn’t apply to us"]


def test_a_theme_carries_its_choice_and_the_version_it_was_seen_in(page):
    theme = by_id(page("answering"), "theme-candour")
    fields = [(field.get("name"), field.get("value")) for field in theme.iter("input")]
    chosen = [field.get("value") for field in theme.iter("input") if field.get("checked") is not None]
    assert chosen == ["4"]
    assert ("candour.base", "3") in fields


def test_a_descriptor_is_read_with_its_point(page):
    theme = by_id(page("answering"), "theme-described")
    labels = [words(label) for label in theme.iter("label")]
    assert labels[0] == "Strongly disagree One partner decides."


def test_a_comment_is_open_only_where_something_was_written_and_says_who_reads_it(page):
    answering = page("answering")
    folds = {
        name: by_id(answering, f"theme-{name}").find("details").get("open")
        for name in ("candour", "promises")
    }
    assert folds == {"candour": "", "promises": None}
    assert described(answering, by_id(answering, "candour_comment")) == [
        "Ruth Okafor, lead, reads this first, without your name, and takes out what points at a person."
    ]


def test_a_wrong_field_is_marked_described_and_listed_above(page):
    parts = page("parts")
    email = by_id(parts, "email")
    assert email.get("aria-invalid") == "true"
    assert described(parts, email) == [
        "The address that you signed up with.",
        "Give the e-mail address you signed up with.",
    ]
    assert ("Give the e-mail address you signed up with.", "#email") in parts.links


def test_a_right_field_is_not_called_wrong(page):
    code = by_id(page("parts"), "code")
    assert (code.get("aria-invalid"), code.get("aria-describedby")) == (None, None)


def test_the_copy_button_needs_a_script(page):
    [button] = [button for button in page("parts").all("button") if "data-copy-button" in button.attrib]
    assert "hidden" in button.attrib
