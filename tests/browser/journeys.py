"""What the journeys share: a site with a worker whose letters go into a folder, and somebody who reads them there."""

import os
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import expect

from pet.db.models import Person
from pet.services import partnerships
from tests.browser import steps
from tests.support import browser as browsers
from tests.support import factories, story
from tests.support.server import serving

LOOK = os.environ.get("PET_LOOK", "")  # a folder for pictures of what the people see
PATIENCE = 30  # seconds for a letter on a busy machine
WAY_IN = re.compile(r"/(?:r|appointments|sign-in/link|reset)/([A-Za-z0-9_-]{20,})")
CLICKS = """addEventListener("pointerdown", () => { window.theyClicked?.() }, true)"""


@dataclass(frozen=True)
class Letter:
    """A letter as its reader has it.

    Attributes:
        to, subject, text: as they stand in it.
    """

    to: str
    subject: str
    text: str

    @property
    def link(self):
        """The one link that leads in; it fails where the letter has none, or two."""
        [path] = {found[0] for found in WAY_IN.finditer(self.text)}
        return path


class Letterbox:
    """The folder into which the site puts its letters."""

    def __init__(self, folder):
        self._folder = Path(folder)

    def all(self, to="", about=""):
        """Letters to this address whose subject begins so, in the order in which they came."""
        files = sorted(self._folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        found = [_letter(file) for file in files]
        return [one for one in found if to in ("", one.to) and one.subject.startswith(about)]

    def letter(self, to, about="", *, number=1):
        """The newest letter of so many, as soon as they are there."""
        return self.letters(number, to=to, about=about)[-1]

    def letters(self, number, *, to="", about=""):
        """So many letters, as soon as they are there; one more is a fault."""
        until = time.monotonic() + PATIENCE
        while len(found := self.all(to, about)) < number:
            assert time.monotonic() < until, (
                f"{len(found)} of {number} letters to “{to}” about “{about}” came; there are "
                f"{[(one.to, one.subject) for one in self.all()]}"
            )
            time.sleep(0.05)
        assert len(found) == number, [(one.to, one.subject) for one in found]
        return found


def _letter(file):
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    [to] = mail["To"].addresses
    return Letter(to.addr_spec, str(mail["Subject"]), mail.get_body(("plain",)).get_content())


@contextmanager
def mailed_site(folder, url):
    """A running site with a worker; `site.letters` is the folder of its letters."""
    letters = folder / "letters"
    environ = {"PET_MAIL": f"folder:{letters}", "PET_MAIL_FROM": "pet@example.org"}
    with serving(folder, url, workers=1, threads=8, worker=True, environ=environ) as server:
        server.letters = Letterbox(letters)
        yield server


@dataclass(frozen=True)
class Led:
    """A partnership and who leads it.

    Attributes:
        public_id, name: of the partnership.
        email: of the lead.
    """

    public_id: str
    name: str
    email: str

    @property
    def path(self):
        """Its page."""
        return f"/partnerships/{self.public_id}/"


def partnership(site, name, partners):
    """A partnership with people: `partners` holds, by name, their first names; each has an address made from it."""
    with site.database.writing() as session:
        row = factories.make_partnership(session, name, tuple(partners))
        row.kind, row.time_zone = "school_cluster", "UTC"
        lead = story.account(session, name=f"Lead of {name}")
        factories.make_member(session, lead, row)
        own = {one.name: one.id for one in partnerships.partners(session, row.id)}
        session.add_all(
            Person(
                partnership_id=row.id,
                partner_id=own[partner],
                name=first,
                email=f"{first.lower()}@example.org",
                role_id="teacher",
                created_on=factories.NOW.date(),
            )
            for partner, names in partners.items()
            for first in names
        )
        return Led(row.public_id, name, lead.email)


def enter(page, led):
    """Sign in as the lead and open the partnership."""
    page.goto("/sign-in")
    steps.sign_in(page, led.email)
    steps.follow(page, led.name)
    steps.headed(page, led.name)


def begin_round(page, title):
    """From the page of the partnership to the second step of the wizard: the shortest form there is."""
    page.get_by_role("link", name="Start a round", exact=True).first.click()
    steps.press(page, "Begin")
    steps.headed(page, "What is asked")
    page.get_by_label("What the round is called").fill(title)
    page.get_by_label("Pulse").check()
    steps.press(page, "Save and go on")
    steps.headed(page, "Privacy")


def launch_now(page):
    """From the third step to a round that takes answers."""
    steps.headed(page, "Dates and letters")
    page.get_by_label("Opens on").fill(datetime.now(UTC).date().isoformat())
    page.get_by_label("at (opening)").fill("00:00")
    steps.press(page, "Save and go on")
    steps.headed(page, "Check and launch")
    steps.press(page, "Launch the round")
    expect(page.get_by_text("Open", exact=True)).to_be_visible()


class Count:
    """How many pages somebody has loaded and how often they pressed something."""

    def __init__(self, page):
        self.pages, self.clicks = 0, 0
        page.expose_function("theyClicked", self._clicked)
        page.add_init_script(CLICKS)
        page.on("framenavigated", self._loaded)
        self._page = page

    def _clicked(self):
        self.clicks += 1

    def _loaded(self, frame):
        if frame == self._page.main_frame and "#" not in frame.url:
            self.pages += 1

    def __str__(self):
        return f"{self.pages} pages, {self.clicks} clicks"


def look(page, name):
    """Keep pictures of what somebody sees, where they are asked for; of the page as a phone and as a desk has it."""
    if not LOOK:
        return
    before = page.viewport_size
    for width in (browsers.PHONE, browsers.DESK):
        page.set_viewport_size(width)
        page.screenshot(path=f"{LOOK}/{name}-{width['width']}.png", full_page=True)
    page.set_viewport_size(before)


def answer_page(page, label="Agree"):
    """The same answer to each statement of this page."""
    for group in page.locator("fieldset.rating").all():
        group.get_by_text(label, exact=True).click()


def answer_all(page, label="Agree"):
    """From a page with statements to the page that checks."""
    while page.get_by_role("heading", level=1).inner_text() != "Check your answers":
        answer_page(page, label)
        before = page.url
        steps.press(page, "Continue")
        page.wait_for_url(lambda url, before=before: url != before)  # what is not saved yet is saved first


def fact(page, word):
    """What stands beside this word."""
    return page.locator("dl div", has=page.get_by_text(word, exact=True)).locator("dd").first


def fits(page):
    """Nothing scrolls sideways on this page, at the width that it has."""
    assert browsers.sideways(page) == []


def is_for_everybody(page):
    """Axe finds nothing, and nothing scrolls sideways, at each width; for pages that only a journey comes to."""
    before = page.viewport_size
    for width in ({"width": 320, "height": 740}, browsers.PHONE, browsers.DESK):
        page.set_viewport_size(width)
        fits(page)
        assert browsers.faults(page) == []
    page.set_viewport_size(before)


def gone(page, path):
    """The page is not there for whoever asks."""
    assert page.goto(path).status == 404


def says(page, words):
    """Wait until the page says this."""
    expect(page.get_by_role("main")).to_contain_text(words)


def read_comments(page, words="It was put in other words"):
    """All of them, each in other words, and the reading is finished."""
    steps.follow(page, "Read the comments")
    steps.headed(page, "Read the comments")
    while True:
        for card in page.get_by_role("group", name=re.compile("^Comment [0-9]+$")).all():
            card.get_by_text("Show these words instead").click()
            card.get_by_role("textbox").fill(words)
        if page.get_by_role("button", name="Save and go on").count() == 0:
            break
        steps.press(page, "Save and go on")
    steps.press(page, "I have read them all")
    steps.press(page, "Finish the reading now")
