"""Every page in every state that a person can meet: how to get there, by a name.

A state is a function of a `Scene`; afterwards the scene's page is in that state. `as_lead` brings the cookies of the
lead of all rounds, `expected` are the statuses of failing answers that belong to it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from sqlalchemy import delete, update

from pet.db.models import StoredResult, WebSession
from tests.browser import steps, world
from tests.browser.world import World
from tests.browser.world_of_trust import Trust
from tests.support.server import Server

WRONG_LINK = "x" * 43


@dataclass(frozen=True)
class Scene:
    """Where a state plays.

    Attributes:
        page: of the person who looks.
        world: all rounds.
        trust: partnerships with people, and rounds by letter.
        site: the running site.
        person: who looks, at their device.
    """

    page: Page
    world: World
    trust: Trust
    site: Server
    person: object

    def go(self, path):
        """Open an address."""
        self.page.goto(path)

    def round(self, name, place=""):
        """Open a page of a round."""
        self.go(f"/rounds/{self.world.rounds[name].public_id}/{place}")

    def open(self, name):
        """Open the round's own link."""
        self.go(f"/o/{self.world.rounds[name].open_code}")

    def come_back(self, link, place=""):
        """Open a response by its link, then one of its pages."""
        self.go(f"/r/{self.world.links[link]}")
        self.page.get_by_role("main").get_by_role(
            "button"
        ).last.click()  # after release “Read my answers” stands below “See the results”
        public_id = steps.response_id(self.page)
        if place:
            self.go(f"/responses/{public_id}/{place}")
        return public_id

    def begin(self, name="running"):
        """Start a new response in a round."""
        return steps.start(self.page, self.world.rounds[name])

    def begin_area(self):
        """Start a new response and go to its first area."""
        link = self.begin()
        steps.say_who(self.page)
        return link


@dataclass(frozen=True)
class State:
    """One state: how to get there, and what belongs to it."""

    name: str
    arrive: Callable[[Scene], object]
    as_lead: bool = False
    expected: tuple[int, ...] = ()
    javascript: bool = True


STATES = []


def state(name, **options):
    """Note a state."""

    def note(arrive):
        STATES.append(State(name, arrive, **options))
        return arrive

    return note


def at(name, path, **options):
    """A state that is nothing but an address."""
    state(name, **options)(lambda scene: scene.go(path))


def of_round(name, rounds, place="", **options):
    """A page of rounds, for their lead."""
    for one in rounds:
        state(f"{name}, {one}", as_lead=True, **options)(lambda scene, one=one: scene.round(one, place))


def of_response(name, link, place, **options):
    """A page of a response that is opened by its link."""
    state(f"{name}, {link}", **options)(lambda scene: scene.come_back(link, place))


# ---- for everybody ----

at("first page, stranger", "/")
at("first page, lead", "/", as_lead=True)
at("paste a link", "/link")
at("accessibility", "/accessibility")
at("not found", "/nothing-here", expected=(404,))
at("sign in", "/sign-in")


@state("first page, nobody's partnership")
def _nobody(scene):
    scene.go("/sign-in")
    steps.sign_in(scene.page, world.NOBODY)
    steps.headed(scene.page, re.compile("."))


@state("paste a link, wrong", expected=(404, 422))
def _wrong_link(scene):
    scene.go("/link")
    scene.page.get_by_role("textbox").fill("nothing of ours")
    steps.press(scene.page, "Open")


@state("sign in, empty", expected=(422,))
def _empty_sign_in(scene):
    scene.go("/sign-in")
    scene.page.locator("form").evaluate_all("forms => forms.forEach(form => form.noValidate = true)")
    steps.press(scene.page, "Sign in")
    expect(scene.page.get_by_role("alert")).to_be_visible()


@state("sign in, refused and then too often", expected=(422, 429))
def _refused(scene):
    scene.go("/sign-in")
    many = scene.page.get_by_text("many tries")
    for _ in range(15):
        if many.is_visible():
            break
        scene.page.get_by_label("E-mail address").fill("guess@example.org")
        scene.page.get_by_label("Password").fill("a guess, and a wrong one")
        steps.press(scene.page, "Sign in")
    expect(many).to_be_visible()


@state("forbidden", expected=(403,))
def _forbidden(scene):
    scene.go("/sign-in")
    steps.sign_in(scene.page, world.MEMBER)
    scene.round("released", "comments")


@state("failed", as_lead=True, expected=(500,))
def _failed(scene):
    asked = scene.world.rounds["nobody answered"]
    of_it = update(StoredResult).where(StoredResult.round_id == asked.round_id)
    with scene.site.database.writing() as session:
        kept = session.query(StoredResult.document).filter_by(round_id=asked.round_id).scalar()
        session.execute(of_it.values(document="damaged", sha256="0" * 64))
    scene.round("nobody answered", "results/")
    with scene.site.database.writing() as session:
        session.execute(of_it.values(document=kept, sha256="1" * 64))


@state("send again", as_lead=True, expected=(400,))
def _send_again(scene):
    scene.round("running", "close")
    field = scene.page.locator('form.actions input[name="csrf_token"]')
    field.evaluate("field => { field.value = 'old' }")
    steps.press(scene.page, "Close the round now")
    expect(scene.page.get_by_role("button", name="Send again")).to_be_visible()


# ---- answering ----

for _name in ("running", "signed running", "early", "over", "full"):
    state(f"welcome, {_name}")(lambda scene, name=_name: scene.open(name))
state("way back, shown")(Scene.begin)
state("area, empty")(Scene.begin_area)
at("unknown link", f"/o/{WRONG_LINK}", expected=(404,))
at("unknown way back", f"/r/{WRONG_LINK}", expected=(404,))
at("withdrawn", "/withdrawn")
of_response("way back, not shown", "answered", "way-back")
of_response("who", "answered", "who")
of_response("area", "answered", "areas/1")
of_response("words", "answered", "words")
of_response("promise", "answered", "promise")
of_response("withdraw", "answered", "withdraw")
for _link in ("answered", "running", "over", "full", "released"):
    of_response("check", _link, "check")
of_response("sent", "running", "sent")
for _link in ("running", "full", "released"):
    of_response("my view", _link, "view")
for _link in ("answered", "running", "over", "released"):
    state(f"welcome back, {_link}")(lambda scene, link=_link: scene.go(f"/r/{scene.world.links[link]}"))


@state("who, nothing chosen", expected=(422,))
def _who_missing(scene):
    scene.begin()
    steps.press(scene.page, "Go on")
    steps.press(scene.page, "Continue")
    expect(scene.page.get_by_role("alert")).to_be_visible()


@state("who, sheet taken", expected=(422,))
def _who_taken(scene):
    for _ in range(2):
        scene.page.context.clear_cookies()  # somebody else: who has a sheet is asked to go on with it
        scene.begin("signed running")
        steps.press(scene.page, "Go on")
        scene.page.get_by_label("Your organisation").select_option("Ash School")
        steps.press(scene.page, "Continue")
    expect(scene.page.get_by_role("alert")).to_be_visible()


@state("area, text too long", javascript=False, expected=(422,))
def _too_long(scene):
    scene.begin_area()
    scene.page.locator("textarea").evaluate_all("boxes => boxes.forEach(box => box.maxLength = 99999)")
    steps.write(scene.page, "1.1.1", "long " * 4000)
    steps.press(scene.page, "Continue")
    expect(scene.page.get_by_role("alert")).to_be_visible()


@state("area, not saved yet")
def _offline(scene):
    scene.begin_area()
    scene.person.cut()
    steps.choose(scene.page, "1.1.1", "Agree")
    steps.says(scene.page, "Not saved yet, we’ll keep trying")


@state("area, changed in another tab", expected=(409,))
def _conflict(scene):
    _two_tabs(scene, scene.begin_area())
    expect(scene.page.get_by_role("button", name="Keep both")).to_be_visible()


@state("changed in another tab, without a script", javascript=False, expected=(409,))
def _conflict_page(scene):
    _two_tabs(scene, scene.begin_area())
    steps.headed(scene.page, "This was changed somewhere else")


def _two_tabs(scene, _link):
    other = scene.person.new_tab()
    other.goto(scene.page.url)
    for page in (other, scene.page):
        steps.write(page, "1.1.1", f"Said in {'the other' if page is other else 'this'} tab")
        if scene.person.javascript and page is other:
            steps.says(page, "Saved")
        elif not scene.person.javascript:
            steps.press(page, "Continue")
    other.close()


@state("area, session ended", expected=(401,))
def _session_ended(scene):
    scene.begin_area()
    _end_session(scene)
    steps.choose(scene.page, "1.1.1", "Agree")
    steps.says(scene.page, "Not saved: open your link again")


@state("session ended, without a script", javascript=False, expected=(401,))
def _session_lost(scene):
    scene.begin_area()
    steps.write(scene.page, "1.1.1", "Every character")
    _end_session(scene)
    steps.press(scene.page, "Continue")
    expect(scene.page.get_by_label("Your own link")).to_be_visible()


@state("session ended, wrong link given", javascript=False, expected=(401, 422))
def _session_lost_wrong_link(scene):
    _session_lost(scene)
    scene.page.get_by_label("Your own link").fill("not this one")
    steps.press(scene.page, "Save what I typed and go on")


def _end_session(scene):
    tokens = scene.person.context.cookies()
    assert tokens
    with scene.site.database.writing() as session:
        session.execute(delete(WebSession).where(WebSession.response_id.is_not(None)))


@state("session about to end")
def _session_ends_soon(scene):
    scene.page.clock.install()
    scene.begin_area()
    scene.page.clock.fast_forward("56:30")
    expect(scene.page.get_by_role("dialog")).to_be_visible()


@state("check, nothing to send", expected=(422,))
def _nothing_to_send(scene):
    scene.begin_area()
    scene.go(f"/responses/{steps.response_id(scene.page)}/check")
    steps.press(scene.page, "Send my answers")


@state("check, with gaps")
def _gaps(scene):
    scene.begin_area()
    steps.choose(scene.page, "1.1.1", "Agree")
    steps.says(scene.page, "Saved")
    scene.go(f"/responses/{steps.response_id(scene.page)}/check")


# ---- leading and reading ----

of_round("round", ("draft", "early", "running", "signed running", "over", "unread", "released"))
of_round("close", ("running", "over", "full"), "close")
of_round("release", ("full", "unread", "running", "released"), "release")
of_round("comments", ("running", "unread", "full", "nobody answered"), "comments")
of_round(
    "results",
    ("running", "nobody answered", "too few", "small", "signed", "unread", "full", "released"),
    "results/",
)


@state("partnership", as_lead=True)
def _partnership(scene):
    scene.go(f"/partnerships/{scene.world.rounds['full'].partnership}/")


@state("comments, not put in other words", as_lead=True, expected=(422,))
def _comments_wrong(scene):
    scene.round("unread", "comments")
    scene.page.get_by_text("Show these words instead").first.click()
    scene.page.get_by_role("button", name=re.compile("Save|read them all")).first.click()
    expect(scene.page.get_by_role("alert").first).to_be_visible()


@state("results, all parts open", as_lead=True)
def _results_open(scene):
    scene.round("full", "results/")
    steps.press(scene.page, "Open all parts")


of_round("agenda", ("full", "nobody answered"), "agenda")
of_round("what was agreed", ("full", "released"), "actions")
of_round("an action, new", ("released", "running"), "actions/new")
of_round("what was agreed, on one page", ("full", "released"), "priorities")
of_round("what became of it", ("full", "released"), "what-became")


@state("what was agreed, a partial row", as_lead=True, expected=(422,))
def _partial_priority(scene):
    scene.round("full", "priorities")
    scene.page.locator("#p2-owner").fill("Somebody")
    steps.press(scene.page, "Save all of it")
    expect(scene.page.get_by_role("alert").first).to_be_visible()


def of_action(name, link):
    """A page of an action that is late."""

    @state(name, as_lead=True)
    def _arrive(scene):
        scene.round("released", "actions")
        scene.page.get_by_role("link", name=re.compile(f"{link}.*calendar")).click()
        steps.headed(scene.page, re.compile("."))


of_action("an action, changed", "Change")
of_action("an action, how it goes", "How is it going")
of_action("an action, removed", "Remove")
of_response("my view", "released", "view")


@state("results, released, as somebody who answered")
def _results_of_member(scene):
    scene.come_back("released")
    scene.round("released", "results/")
