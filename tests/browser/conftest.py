"""One browser and one site per worker; a round of its own for each test, and a new device for everybody who asks."""

import os
import re
import signal

import pytest

from tests.browser import journeys, steps, world, world_of_trust
from tests.browser.states import Scene
from tests.support import browser as browsers
from tests.support import factories, story
from tests.support.server import serving

PATIENCE = 150  # seconds for a test; a browser that hangs must not hold up the rest for ever


@pytest.fixture(autouse=True)
def alarm():
    """Fails a test that hangs; Playwright's own patience does not cover everything."""

    def ring(_signal, _frame):
        raise TimeoutError(f"the test took more than {PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium; without one the tests are skipped, loudly, and in CI they fail."""
    if not browsers.find_browser():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(browsers.MISSING)
    with browsers.browser() as running:
        yield running


@pytest.fixture(scope="session")
def site(chromium, sqlite_urls, tmp_path_factory):
    """A running site."""
    del chromium  # without one no site is started
    folder = tmp_path_factory.mktemp("site")
    letters = {"PET_MAIL": f"folder:{folder / 'letters'}", "PET_MAIL_FROM": "pet@example.org"}  # none is sent
    with sqlite_urls(folder) as url, serving(folder, url, workers=1, threads=8, environ=letters) as server:
        yield server


@pytest.fixture(scope="session")
def mailed(chromium, sqlite_urls, tmp_path_factory):
    """A running site that sends letters into a folder, for journeys that begin with one."""
    del chromium
    folder = tmp_path_factory.mktemp("mailed")
    with sqlite_urls(folder) as url, journeys.mailed_site(folder, url) as server:
        yield server


@pytest.fixture
def asked(site):
    """A round of eight themes on four pages that takes answers."""
    with site.database.writing() as session:
        return story.open_round(
            session, story.account(session), source=factories.framework_source(), partners=factories.PARTNERS
        )


@pytest.fixture
def people(chromium, site):
    """Makes a person at a device; at the end nothing may have gone wrong for any of them."""
    made = []

    def make(**options):
        made.append(browsers.Person(chromium, site.url, **options))
        return made[-1]

    yield make
    try:
        for person in made:
            person.check()
    except AssertionError as wrong:
        wrong.add_note(f"The site said at last:\n{site.said()}")
        raise
    finally:
        for person in made:
            person.close()


@pytest.fixture(scope="session")
def rounds(site):
    """The rounds of the world."""
    with site.database.writing() as session:
        return world.make(session)


@pytest.fixture(scope="session")
def trust(site, rounds):
    """Partnerships with people, rounds by letter, offers and links."""
    del rounds  # which make the lead
    with site.database.writing() as session:
        return world_of_trust.make(session)


@pytest.fixture(scope="session")
def lead(chromium, site, rounds):
    """The cookies of the lead, signed in once."""
    del rounds  # which make the account
    person = browsers.Person(chromium, site.url)
    person.page.goto("/sign-in")
    steps.sign_in(person.page, world.LEAD)
    steps.headed(person.page, "Your partnerships")
    cookies = person.context.storage_state()
    person.close()
    return cookies


@pytest.fixture
def arrive(people, site, rounds, trust, lead):
    """Brings a person to a state."""

    def arrive_at(state):
        cookies = {"storage_state": lead} if state.as_lead else {}
        person = people(javascript=state.javascript, **cookies)
        person.expected.update(state.expected)
        state.arrive(Scene(person.page, rounds, trust, site, person))
        return person.page if state.javascript else as_it_stands(person.page, people().page)

    return arrive_at


def as_it_stands(page, other):
    """The page as it is, without its scripts, in a browser that runs those of axe."""
    html = re.sub(r"<script\b.*?</script>", "", page.content(), flags=re.DOTALL)
    other.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    other.goto(page.url)
    return other
