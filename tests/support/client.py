"""A strict test client: it looks at every page it is given, and knows what a browser knows.

Fixtures: `app`, `client`, and `new_client` for a second browser. Import them in a `conftest.py`.
"""

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from itsdangerous import BadSignature
from sqlalchemy import update
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from pet.db.models import WebSession
from pet.services import sessions
from pet.web.app import create_app
from pet.web.site import EXTENSION, Site
from tests.support import pages
from tests.support.pages import Page


class StrictClient(FlaskClient):
    """A browser without scripts.

    Attributes:
        token: the CSRF token of the last page.
        strict: whether pages are looked at; where only the status counts, that takes too long.
        pauses: whether the person was away for some minutes before each page, so that every page is asked for in
            the state in which being seen is written down first.
    """

    token = ""
    strict = True
    pauses = True

    def get(self, *args, **kwargs):
        """A page, asked for after a while."""
        if self.pauses:
            self._pause()
        return super().get(*args, **kwargs)

    def open(self, *args, **kwargs):
        """Any request; a page in the answer is looked at."""
        response = super().open(*args, **kwargs)
        is_page = response.mimetype == "text/html" and response.data
        if self.strict and is_page and not 300 <= response.status_code < 400:
            page = pages.parse(response.get_data(as_text=True), response.status_code)
            assert [*pages.faults(page), *self._dead_ends(page)] == [], response.request.path
            self.token = page.token or self.token
        return response

    def page(self, path: str, status: int = 200, **kwargs) -> Page:
        """The page at `path`."""
        response = self.get(path, **kwargs)
        assert response.status_code == status, (path, response.status, response.location)
        return pages.parse(response.get_data(as_text=True), status)

    def submit(self, path: str, fields=None, **kwargs):
        """Send a form as the page before would, with its token."""
        if not self.token:
            self.get("/sign-in")
        return self.post(path, data={"csrf_token": self.token, **(fields or {})}, **kwargs)

    def submitted(self, path: str, fields=None, status: int = 200, **kwargs) -> Page:
        """The page that comes back at once when a form is sent."""
        response = self.submit(path, fields, **kwargs)
        assert response.status_code == status, (path, response.status, response.location)
        return pages.parse(response.get_data(as_text=True), status)

    def send(self, path: str, document, **kwargs):
        """Send JSON as a script on the page before would."""
        if not self.token:
            self.get("/sign-in")
        return self.post(path, json=document, headers={"X-CSRFToken": self.token}, **kwargs)

    def sign_in(self, account_id: int) -> None:
        """Be somebody with an account, without the slow work of a password."""
        site = self.application.extensions[EXTENSION]
        with site.database.writing() as db:
            token = sessions.open_for_account(db, account_id, now=site.clock())
        with self.session_transaction() as cookie:
            cookie["_user_id"] = token

    def open_response(self, public_id: str, response_id: int) -> None:
        """Be somebody who opened this response by its link."""
        site = self.application.extensions[EXTENSION]
        with site.database.writing() as db:
            token = sessions.open_for_response(db, response_id, now=site.clock())
        with self.session_transaction() as cookie:
            cookie["responses"] = [*cookie.get("responses", ()), (public_id, token)]
            now = int(site.clock().timestamp())
            cookie["times"] = {**cookie.get("times", {}), public_id: [now, now]}

    def _pause(self):
        """The sessions of this browser were last noted some minutes ago."""
        tokens = self._tokens()
        if not tokens:
            return
        site = self.application.extensions[EXTENSION]
        before = site.clock() - max(sessions.NOTED_EVERY, sessions.STEP)
        noted = update(WebSession).where(WebSession.sha256.in_([sessions.digest(token) for token in tokens]))
        with site.database.writing() as db:
            db.execute(
                noted.where(WebSession.seen_at > before, WebSession.seen_at <= site.clock()).values(
                    seen_at=before
                )
            )

    def _tokens(self):
        """What is in the cookie, without asking the site."""
        name = self.application.config["SESSION_COOKIE_NAME"]
        cookie = self.get_cookie(name)
        if cookie is None:
            return []
        signer = self.application.session_interface.get_signing_serializer(self.application)
        try:
            kept = signer.loads(cookie.value)
        except BadSignature:
            return []
        found = [kept.get("_user_id"), *(token for _public_id, token in kept.get("responses", ()))]
        return [token for token in found if token]

    def _dead_ends(self, page):
        """Links, forms and pictures of this site that lead to no page."""
        for element in page.root.iter():
            for attribute, method in (("href", "GET"), ("src", "GET"), ("action", "POST")):
                address = element.get(attribute) or ""
                if not address.startswith("/") or (element.tag == "form" and element.get("method") != "post"):
                    continue
                if not self._is_route(urlsplit(address).path, method):
                    yield f"{element.tag} leads to {address}, which is no page"

    def _is_route(self, path, method):
        adapter = self.application.url_map.bind("localhost")
        try:
            adapter.match(path, method)
        except RequestRedirect:
            return True
        except HTTPException:
            return False
        return True


def make_app(settings, database, clock):
    """A site whose failures reach the test."""
    app = create_app(settings, database=database, clock=clock)
    app.config["TESTING"] = True
    app.test_client_class = StrictClient
    return app


_SHARED = []  # one site for all tests of this process: making one takes longer than most tests


@pytest.fixture
def app(request, settings, database, clock):
    """The site over this test's database; `clock` moves its time.

    A test that adds a page or changes what the site is has `pytest.mark.own_app`.
    """
    if request.node.get_closest_marker("own_app") is not None:
        yield make_app(settings, database, clock)
        return
    if not _SHARED:
        _SHARED.append(make_app(settings, database, clock))
    shared = _SHARED[0]
    shared.extensions[EXTENSION] = Site(settings=settings, database=database, clock=clock)
    shared.instance_path = str(settings.instance)
    before = dict(shared.config)
    yield shared
    assert dict(shared.config) == before, "a test that changes the site has its own"


@pytest.fixture
def client(app) -> StrictClient:
    """A browser."""
    return app.test_client()


@pytest.fixture
def new_client(app):
    """Another browser each time it is called."""
    return app.test_client
