"""People at their devices: headless Chromium by Playwright, watched for whatever goes wrong.

Every page a `Person` visits is watched: an error on the console, a script that fails, something the security policy
refused, an answer that says something failed (unless the test expects it), a request to any other host.
`Person.check` tells; the fixture `people` asks it at the end of each test.
"""

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
WIDTHS = {"phone": PHONE, "desk": DESK}
FLAGS = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
MISSING = (
    "NO BROWSER: no Chromium was found, so NOTHING WAS TESTED IN A BROWSER (tools/find-browser.sh --install)"
)
_AXE = ROOT / "tests" / "vendor" / "axe" / "axe.min.js"
_STATUS_LINE = "Failed to load resource"  # said of every failing answer; `_answered` judges those


def find_browser():
    """The path of a Chromium, or an empty string."""
    found = subprocess.run(
        ["sh", ROOT / "tools" / "find-browser.sh"], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


@contextmanager
def browser():
    """A running Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield chromium
        chromium.close()


class Person:
    """Somebody at one device, with their own cookies.

    Attributes:
        page: the tab in front.
        expected: statuses of failing answers that this test wants to see.
        wrong: what went wrong so far.
    """

    def __init__(self, chromium, url, *, at="phone", scheme="light", javascript=True, **options):
        self.url = url
        self.javascript = javascript
        self.expected = set()
        self.wrong = []
        self.context = chromium.new_context(
            base_url=url,
            viewport=WIDTHS[at] if isinstance(at, str) else at,
            color_scheme=scheme,
            java_script_enabled=javascript,
            has_touch=at == "phone",
            locale="en-GB",
            accept_downloads=True,
            **options,
        )
        self.context.set_default_timeout(10_000)
        self.context.on("page", self._watch)
        self.page = self.context.new_page()

    def new_tab(self):
        """Another tab of the same browser."""
        return self.context.new_page()

    def cut(self):
        """Take the network away from this device."""
        self.context.set_offline(True)

    def reconnect(self):
        """Give it back."""
        self.context.set_offline(False)

    def close(self):
        """Close the device; say nothing about leaving."""
        self.context.close()

    def check(self):
        """Fail if anything went wrong on any page of this person."""
        assert not self.wrong, "\n".join(self.wrong)

    def _watch(self, page):
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(f"script failed: {error}"))
        page.on("response", self._answered)
        page.on("request", self._asked)

    def _said(self, message):
        if message.type in ("error", "warning") and not message.text.startswith(_STATUS_LINE):
            self.wrong.append(f"console: {message.text}")

    def _answered(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.wrong.append(f"{response.status} for {response.request.method} {response.url}")

    def _asked(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != urlsplit(self.url).netloc:
            self.wrong.append(f"a request to another host: {request.url}")


def faults(page, *, rules=None):
    """What axe finds on the page as it is now: rule, target and reason of each."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sideways(page):
    """Elements that make the page scroll sideways; empty where it fits."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )
