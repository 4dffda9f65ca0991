"""What the script of the questionnaire does when a page goes out of sight, a token grows old, or somebody listens."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.support import story

pytestmark = pytest.mark.enable_socket
WAITING = "Not saved yet, we’ll keep trying"
SPY = """
window.sent = [];
const real = window.fetch;
window.fetch = (address, options = {}) => {
  window.sent.push({ method: options.method ?? "GET", keepalive: options.keepalive ?? false, body: options.body ?? "" });
  return real(address, options);
};
"""
HIDE = """
Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
document.dispatchEvent(new Event("visibilitychange"));
"""


def begun(person, asked):
    """Somebody on the first page of the questionnaire; its public id."""
    steps.start(person.page, asked)
    steps.say_who(person.page)
    return steps.response_id(person.page)


def saved_by(page):
    """What was sent to be saved so far: whether it outlives the page, and which parts."""
    return page.evaluate(
        """() => window.sent.filter((one) => one.method === "POST")
             .map((one) => [one.keepalive, JSON.parse(one.body).changes.map((change) => change.part)])"""
    )


def test_a_page_that_goes_out_of_sight_sends_what_waits_beside_what_is_under_way(people, site, asked):
    person = people()
    page = person.page
    page.add_init_script(SPY)
    public_id = begun(person, asked)
    held = []
    page.route("**/saves", lambda route: held.append(route) if not held else route.continue_())
    steps.choose(page, "1.1.1", "Agree")
    steps.choose(page, "1.1.2", "Disagree")
    steps.write(page, "1.1.2", "Half a sent")
    assert [parts for _alive, parts in saved_by(page)] == [["c1.a1.t1"]]
    with page.expect_response("**/saves") as beside:
        page.evaluate(HIDE)
    assert beside.value.status == 200
    assert story.answers_of(site.database, public_id) == {
        "rating:c1.a1.t2": 2,
        "comment:c1.a1.t2": "Half a sent",
    }
    assert saved_by(page) == [[True, ["c1.a1.t1"]], [True, ["c1.a1.t2", "c1.a1.t2"]]]
    held[0].continue_()
    steps.says(page, "Saved")
    assert story.answers_of(site.database, public_id)["rating:c1.a1.t1"] == 4


def test_an_answer_changed_while_it_is_under_way_is_no_conflict_with_itself(people, site, asked):
    person = people()
    page = person.page
    public_id = begun(person, asked)
    held = []

    def answer_late(route):
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))  # it is stored, and its answer is on its way

    page.route("**/saves", answer_late)
    with page.expect_request("**/saves"):
        steps.choose(page, "1.1.1", "Agree")
    steps.choose(page, "1.1.1", "Disagree")
    with page.expect_response("**/saves") as beside:
        page.evaluate(HIDE)
    assert beside.value.status == 200
    route, answer = held[0]
    route.fulfill(response=answer)
    steps.says(page, "Saved")
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 2}
    steps.choose(page, "1.1.1", "In between")  # and the page knows the version that came last
    steps.says(page, "Saved")
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 3}


def test_what_waits_for_its_next_try_is_sent_when_the_page_goes_out_of_sight(people, site, asked):
    person = people()
    person.expected.add(503)
    page = person.page
    public_id = begun(person, asked)
    tries = []

    def busy_once(route):
        tries.append(route)
        if len(tries) == 1:
            route.fulfill(status=503, headers={"Retry-After": "15"}, json={"error": "busy"})
        else:
            route.continue_()

    page.route("**/saves", busy_once)
    steps.choose(page, "1.1.1", "Agree")
    steps.says(page, WAITING)
    with page.expect_response("**/saves") as sent:
        page.evaluate(HIDE)
    assert sent.value.status == 200
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 4}


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_is_busy_when_a_new_token_is_asked_for_has_not_lost_the_session(
    people, site, asked, status
):
    person = people()
    person.expected.update({400, status})
    page = person.page
    public_id = begun(person, asked)
    asked_for = []

    def busy_once(route):
        if route.request.method == "GET":
            asked_for.append(route)
        if route.request.method == "GET" and len(asked_for) == 1:
            route.fulfill(status=status, json={"error": "busy"})
        else:
            route.continue_()

    page.route("**/saves", busy_once)
    page.evaluate("document.querySelector('meta[name=csrf-token]').content = 'old'")
    steps.choose(page, "1.1.1", "Agree")
    steps.says(page, "Saved")
    assert len(asked_for) == 2
    assert story.answers_of(site.database, public_id) == {"rating:c1.a1.t1": 4}
    tokens = page.evaluate(
        """() => [...document.querySelectorAll('meta[name=csrf-token], input[name=csrf_token]')]
             .map((one) => one.content ?? one.value)"""
    )
    assert len(set(tokens)) == 1
    assert "old" not in tokens


def test_a_saved_answer_keeps_the_warning_away(people, asked):
    person = people()
    page = person.page
    page.clock.install()
    begun(person, asked)
    warning = page.get_by_role("dialog")
    page.clock.run_for(50 * 60_000)
    expect(warning).to_have_count(0)
    steps.choose(page, "1.1.1", "Agree")
    steps.says(page, "Saved")
    page.clock.run_for(40 * 60_000)
    expect(warning).to_have_count(0)
    page.clock.run_for(21 * 60_000)
    expect(warning).to_have_count(1)


def test_saved_is_announced_once_it_lasts_and_trouble_at_once(people, asked):
    person = people()
    page = person.page
    page.clock.install()
    begun(person, asked)
    heard = page.locator("[data-save-said]")
    for label in ("Agree", "Disagree"):
        steps.choose(page, "1.1.1", label)
        steps.says(page, "Saved")
        page.clock.run_for(3000)
        expect(heard).to_have_text("")
    page.clock.run_for(1500)
    expect(heard).to_have_text("Saved")
    person.cut()
    steps.choose(page, "1.1.2", "Agree")
    steps.says(page, WAITING)
    page.clock.run_for(1)
    expect(heard).to_have_text(WAITING)
    person.reconnect()
    page.clock.run_for(20_000)
    steps.says(page, "Saved")
