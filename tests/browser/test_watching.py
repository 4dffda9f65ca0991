"""The watch over pages can fail: each of these faults is seen."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support import browser as browsers

pytestmark = pytest.mark.enable_socket
POLICY = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
PAGES = {
    "/good": ("text/html", "<!doctype html><html lang=en><title>Good</title><main><h1>Good</h1></main>"),
    "/inline": ("text/html", "<!doctype html><title>Inline</title><p style='color: red'>Red</p>"),
    "/script": ("text/html", "<!doctype html><title>Script</title><script src=/throws.js></script>"),
    "/markup": ("text/html", "<!doctype html><title>Markup</title><body><script src=/markup.js></script>"),
    "/picture": ("text/html", "<!doctype html><title>Picture</title><img src=/gone.png>"),
    "/bare": (
        "text/html",
        "<!doctype html><html lang=en><title>Bare</title><main><h1>Bare</h1><input></main>",
    ),
    "/wide": (
        "text/html",
        "<!doctype html><title>Wide</title><table width=900><tr><td>Wide</td></tr></table>",
    ),
    "/throws.js": ("text/javascript", "throw new Error('on purpose')"),
    "/markup.js": ("text/javascript", "document.body.innerHTML = '<b>bold</b>'"),
}


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, text = PAGES.get(self.path, ("text/html", "Gone"))
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def url():
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def person(chromium, url):
    person = browsers.Person(chromium, url)
    yield person
    person.close()


def test_a_good_page_has_no_faults(person):
    person.page.goto("/good")
    assert browsers.faults(person.page) == []
    person.check()


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/inline", "Applying inline style violates"),
        ("/script", "script failed: on purpose"),
        ("/markup", "This document requires 'TrustedHTML' assignment"),
        ("/gone", "404 for GET"),
        ("/picture", "violates"),
    ],
)
def test_what_goes_wrong_on_a_page_fails_the_test(person, path, fault):
    person.page.goto(path)
    with pytest.raises(AssertionError, match=fault):
        person.check()


def test_an_expected_answer_is_no_fault(person):
    person.expected.add(404)
    person.page.goto("/gone")
    person.check()


def test_a_request_to_another_host_is_a_fault(person, url):
    person.page.goto(url.replace("127.0.0.1", "localhost") + "/good")
    with pytest.raises(AssertionError, match="another host"):
        person.check()


def test_axe_sees_a_field_without_a_label(person):
    person.page.goto("/bare")
    assert [fault.split(":")[0] for fault in browsers.faults(person.page)] == ["label"]


def test_a_page_that_scrolls_sideways_is_seen(person):
    person.page.goto("/good")
    assert browsers.sideways(person.page) == []
    person.page.goto("/wide")
    assert browsers.sideways(person.page) != []
