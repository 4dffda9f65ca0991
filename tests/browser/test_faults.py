"""What may come between an answer and the site: the network, another tab, the end of the session, the end of the round."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, update

from pet.db.models import Round, WebSession
from tests.browser import steps
from tests.support import factories, story

pytestmark = pytest.mark.enable_socket
WAITING = "Not saved yet, we’ll keep trying"


@pytest.fixture
def long_page(site):
    """A round with thirty themes on one page."""
    source = factories.framework_source(components=1, areas=1, themes=30)
    with site.database.writing() as session:
        return story.open_round(session, story.account(session), source=source, partners=factories.PARTNERS)


def begun(person, asked):
    """Somebody on the first page of the questionnaire."""
    link = steps.start(person.page, asked)
    steps.say_who(person.page)
    return link, steps.response_id(person.page)


def test_thirty_edits_without_a_network_are_all_saved_when_it_is_back(people, site, long_page):
    person = people()
    page = person.page
    _link, public_id = begun(person, long_page)
    person.cut()
    for number in range(1, 31):
        steps.choose(page, f"1.1.{number}", steps.SCALE[number % 5])
    steps.write(page, "1.1.1", "Written in a tunnel")
    steps.says(page, WAITING)
    assert story.answers_of(site.database, public_id) == {}
    assert asks_before_leaving(page)
    assert steps.chosen(page, "1.1.30") == "Strongly disagree"
    person.reconnect()
    steps.says(page, "Saved")
    expected = {f"rating:c1.a1.t{number}": number % 5 + 1 for number in range(1, 31)}
    assert story.answers_of(site.database, public_id) == {
        **expected,
        "comment:c1.a1.t1": "Written in a tunnel",
    }
    assert not asks_before_leaving(page)


def asks_before_leaving(page):
    """Whether the browser asks when somebody closes the tab; then they stay."""
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(300)
    page.remove_listener("dialog", stay)
    return asked == ["beforeunload"]


def test_going_on_without_a_network_waits_for_it_and_loses_nothing(people, site, asked):
    person = people()
    page = person.page
    _link, public_id = begun(person, asked)
    person.cut()
    steps.choose(page, "1.1.1", "Agree")
    steps.press(page, "Continue")
    steps.says(page, WAITING)
    steps.headed(page, "Area 1.1")
    person.reconnect()
    steps.says(page, "Saved")
    steps.press(page, "Continue")
    steps.headed(page, "Area 1.2")
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 4}


def test_two_tabs_on_different_themes_both_count(people, site, asked):
    person = people()
    _link, public_id = begun(person, asked)
    first, second = person.page, person.new_tab()
    second.goto(first.url)
    steps.choose(first, "1.1.1", "Agree")
    steps.choose(second, "1.1.2", "Disagree")
    steps.says(first, "Saved")
    steps.says(second, "Saved")
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 4, "rating:c1.a1.t2": 2}
    first.reload()
    assert steps.chosen(first, "1.1.2") == "Disagree"


@pytest.mark.parametrize(
    ("button", "stored"),
    [
        ("Keep mine", "Said in the second tab"),
        ("Keep the stored one", "Said in the first tab"),
        ("Keep both", "Said in the first tab\n\nSaid in the second tab"),
    ],
)
def test_two_tabs_on_the_same_text_show_both_and_lose_neither(people, site, asked, button, stored):
    person = people()
    person.expected.add(409)
    _link, public_id = begun(person, asked)
    first, second = person.page, person.new_tab()
    second.goto(first.url)
    steps.write(first, "1.1.1", "Said in the first tab")
    steps.says(first, "Saved")
    steps.write(second, "1.1.1", "Said in the second tab")
    steps.says(second, "Not saved: choose which to keep")
    asking = second.get_by_role("alert")
    expect(asking.get_by_text("Said in the first tab")).to_be_visible()
    expect(asking.get_by_text("Said in the second tab")).to_be_visible()
    assert story.answers_of(site.database, public_id) == {"comment:c1.a1.t1": "Said in the first tab"}
    steps.press(second, button)
    steps.says(second, "Saved")
    assert story.answers_of(site.database, public_id) == {"comment:c1.a1.t1": stored}


def test_two_tabs_without_javascript_show_both_and_lose_neither(people, site, asked):
    person = people(javascript=False)
    person.expected.add(409)
    _link, public_id = begun(person, asked)
    first, second = person.page, person.new_tab()
    second.goto(first.url)
    steps.write(first, "1.1.1", "Said in the first tab")
    steps.choose(first, "1.1.1", "Agree")
    steps.press(first, "Continue")
    steps.write(second, "1.1.1", "Said in the second tab")
    steps.choose(second, "1.1.2", "Disagree")
    steps.press(second, "Continue")
    steps.headed(second, "This was changed somewhere else")
    expect(second.get_by_text("Said in the first tab")).to_be_visible()
    expect(second.get_by_text("Said in the second tab")).to_be_visible()
    steps.press(second, "Keep what I chose and go on")
    steps.headed(second, "Area 1.2")
    assert story.answers_of(site.database, public_id) == {
        "rating:c1.a1.t1": 4,
        "rating:c1.a1.t2": 2,
        "comment:c1.a1.t1": "Said in the first tab\n\nSaid in the second tab",
    }


def test_what_was_typed_when_the_session_ended_is_saved_after_opening_the_link_again(people, site, asked):
    person = people()
    person.expected.add(401)
    page = person.page
    link, public_id = begun(person, asked)
    end_sessions(site)
    steps.choose(page, "1.1.1", "Agree")
    steps.write(page, "1.1.2", "Every character of this")
    steps.says(page, "Not saved: open your link again")
    expect(page.get_by_label("Your comment").nth(1)).to_have_value("Every character of this")
    other = person.new_tab()
    other.goto(link)
    steps.press(other, "Go on")
    steps.headed(other, "Area 1.1")
    other.close()
    page.bring_to_front()
    steps.press(page, "Try again")
    steps.says(page, "Saved")
    assert story.answers_of(site.database, public_id) == {
        "rating:c1.a1.t1": 4,
        "comment:c1.a1.t2": "Every character of this",
    }


def test_without_javascript_everything_typed_comes_along_to_the_page_that_asks_for_the_link(
    people, site, asked
):
    person = people(javascript=False)
    person.expected.add(401)
    page = person.page
    link, public_id = begun(person, asked)
    end_sessions(site)
    steps.choose(page, "1.1.1", "Agree")
    steps.write(page, "1.1.2", "Every character of this\nand of this", quotable=True)
    steps.press(page, "Continue")
    expect(page.get_by_text("What you typed is kept on this page, and is not saved yet.")).to_be_visible()
    page.get_by_label("Your own link").fill(link)
    steps.press(page, "Save what I typed and go on")
    steps.headed(page, "Area 1.2")
    assert story.answers_of(site.database, public_id) == {
        "rating:c1.a1.t1": 4,
        "comment:c1.a1.t2": "Every character of this\nand of this",
    }


def end_sessions(site):
    """Let every session end, as an hour without a request does."""
    with site.database.writing() as session:
        session.execute(delete(WebSession))


def test_after_the_closing_time_nothing_is_taken_and_nothing_is_taken_away(people, site, asked):
    person = people()
    person.expected.add(409)
    page = person.page
    _link, public_id = begun(person, asked)
    steps.choose(page, "1.1.1", "Agree")
    steps.says(page, "Saved")
    let_time_pass(site, asked)
    steps.write(page, "1.1.2", "Too late")
    steps.says(page, "Not saved: the round is closed")
    expect(page.get_by_label("Your comment").nth(1)).to_have_value("Too late")
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 4}


def let_time_pass(site, asked):
    """The closing time was a minute ago."""
    with site.database.writing() as session:
        past = datetime.now(UTC) - timedelta(minutes=1)
        session.execute(update(Round).where(Round.id == asked.round_id).values(closes_at=past))


def test_a_reply_that_was_lost_is_asked_for_again_and_the_save_is_carried_out_once(people, site, asked):
    person = people()
    page = person.page
    _link, public_id = begun(person, asked)
    operations = []

    def lose_the_first_reply(route):
        operations.append(route.request.post_data_json["op"])
        if len(operations) == 1:
            assert route.fetch().status == 200
            route.abort()
        else:
            route.continue_()

    page.route("**/saves", lose_the_first_reply)
    steps.choose(page, "1.1.1", "Agree")
    steps.says(page, "Saved")
    assert len(operations) == 2
    assert operations[0] == operations[1]
    assert story.versions_of(site.database, public_id) == {"c1.a1.t1": 1}
