"""A browser without a screen: one kept connection, its cookies, and the CSRF token of the last page."""

import html
import http.client
import json
import re
import uuid
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(r'(?:name="csrf-token" content|name="csrf_token"[^>]* value)="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What the site said."""

    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def is_page(self):
        return self.headers.get("content-type", "").startswith("text/html")

    @property
    def location(self):
        """The path it leads to."""
        return urlsplit(self.headers["location"]).path


class Visitor:
    """Somebody with one device.

    Attributes:
        cookies: as a browser keeps them.
        token: the CSRF token of the last page that had one.
    """

    def __init__(self, url, *, timeout=30):
        self._host = urlsplit(url).netloc
        self.url = url
        self._timeout = timeout
        self._connection = None
        self.cookies = {}
        self.token = ""

    @property
    def cookie(self):
        """All cookies as one header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path):
        """Ask for a page."""
        return self.ask("GET", path)

    def post(self, path, **fields):
        """Send a form, with the token of the last page."""
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True)
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, path, document):
        """Send a JSON document, with the token of the last page."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        return self.ask("POST", path, json.dumps(document), headers)

    def ask(self, method, path, body=None, headers=None):
        """One request; a connection that the site closed in the meantime is opened again, as browsers do."""
        headers = {
            "Origin": self.url,
            "Cookie": self.cookie,
            **(headers or {}),
        }
        was_open = self._connection is not None
        try:
            return self._exchange(method, path, body, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if not was_open:
                raise
            return self._exchange(method, path, body, headers)
        except OSError:
            self.close()
            raise

    def close(self):
        """Close the connection; cookies stay."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _exchange(self, method, path, body, headers):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, timeout=self._timeout)
        self._connection.request(method, path, body, headers)
        reply = self._connection.getresponse()
        answer = Answer(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        for header in reply.headers.get_all("Set-Cookie") or ():
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        if answer.is_page and (found := _TOKEN.search(answer.text)):
            self.token = html.unescape(found[1])
        return answer


def new_operation(*changes):
    """A save with an operation id of its own."""
    return {"op": str(uuid.uuid4()), "changes": list(changes)}


def rating(part, value, base):
    """One rating in a save."""
    return {"kind": "rating", "part": part, "value": value, "base": base}


def comment(part, text, base):
    """One comment in a save."""
    return {"kind": "comment", "part": part, "text": text, "quotable": False, "base": base}


def begin(visitor, code, **who):
    """Open a round's link, start, go on, and say who one is by the names of the form; the response's public id."""
    welcome = visitor.get(f"/o/{code}")
    assert welcome.status == http.client.OK, welcome.text
    started = visitor.post(f"/o/{code}")
    assert started.status == http.client.SEE_OTHER, started.text
    public_id = started.location.split("/")[2]
    visitor.get(f"/responses/{public_id}/who")
    said = visitor.post(f"/responses/{public_id}/who", **who)
    assert said.status == http.client.SEE_OTHER, said.text
    assert visitor.get(f"/responses/{public_id}/areas/1").status == http.client.OK
    return public_id
