"""Make the README's pictures: pages of a demo of its own in a headless Chromium, and pages of its report.

Needs a Chromium (tools/find-browser.sh) and `pdftoppm` (poppler-utils).
"""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Download, Page, sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE_SECONDS = 120
OPEN, RELEASED = "Autumn check", "First look"
LEAD, FACILITATOR = "lead@riverside.example.org", "facilitator@riverside.example.org"
PDF_PAGES = {"at-a-glance": ("At a glance", "What we share"), "theme": ("Candour", "To talk about")}


class Demo:
    """A running demo: where it is, and what it printed."""

    def __init__(self, url: str, printed: str) -> None:
        self.url = url
        # The first is that of a letter; the second one leads to a round that is released.
        self.open_link = re.search(r"http://\S+/r/\S+", printed)[0]
        self.passwords = dict(re.findall(r"(\S+@\S+) +(\S{20})$", printed, flags=re.MULTILINE))


def main() -> None:
    """Write a PNG per picture."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        answering(browser, site)
        report = leading(browser, site, Path(folder))
        reading(browser, site)
        browser.close()
        for name, lines in PDF_PAGES.items():
            pdf_page(report, name, lines)


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """A demo on a free port, in a folder of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PET_")}
    environment |= {"PET_INSTANCE": str(folder), "PYTHONUNBUFFERED": "1"}
    log = folder / "printed.txt"
    with log.open("wb") as file:
        command = [sys.executable, "-m", "pet", "demo", "--port", str(port)]
        process = subprocess.Popen(  # noqa: S603 -- our own program
            command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
    try:
        wait_for(log, process)
        yield Demo(f"http://127.0.0.1:{port}", log.read_text())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def wait_for(log: Path, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the site runs."""
    end = time.monotonic() + PATIENCE_SECONDS
    while "Ctrl+C" not in log.read_text():
        if process.poll() is not None or time.monotonic() > end:
            sys.exit(f"The demo does not run:\n{log.read_text()}")
        time.sleep(0.2)


def chromium() -> str:
    """The path of a Chromium."""
    script = ["sh", str(ROOT / "tools" / "find-browser.sh")]
    found = subprocess.run(script, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 -- our own script
    return found or sys.exit("No Chromium: tools/find-browser.sh --install")


def answering(browser: Browser, site: Demo) -> None:
    """A member on a phone: the second page of the questionnaire."""
    page = browser.new_page(viewport=PHONE, has_touch=True, device_scale_factor=2)
    page.goto(site.open_link)
    page.get_by_role("button", name="Start").click()
    page.locator("fieldset.rating").first.wait_for()  # a letter says as whom they answer
    while not page.locator("h1", has_text="Candour").count() and "Trust" not in page.inner_text("main"):
        page.locator("fieldset.rating .pick-label").nth(3).click()
        area = page.locator("h1").inner_text()
        page.get_by_role("button", name="Continue").click()
        page.locator("h1").filter(has_not_text=area).wait_for()
    page.locator("fieldset.rating").first.locator(".pick-label").nth(3).click()
    page.locator('[data-save-state="saved"]').wait_for()
    picture(page, "answering-phone", height=1060)


def leading(browser: Browser, site: Demo, folder: Path) -> Path:
    """The lead: a round that is open, the results of the one that was released, and its report."""
    page = signed_in(browser, site, LEAD, DESK)
    page.get_by_role("link", name="Riverside").first.click()
    partnership = page.url
    page.get_by_role("link", name=OPEN, exact=True).click()
    picture(page, "round-open", height=1000)
    address = page.url
    page.get_by_role("link", name="Close the round").click()
    page.get_by_role("button", name="Close the round now").click()
    page.wait_for_url(re.compile(rf"^{re.escape(address)}(\?.*)?$"))
    page.goto(partnership)
    page.get_by_role("link", name=RELEASED, exact=True).click()
    status = page.url
    page.get_by_role("link", name="See the results", exact=True).click()
    picture(page, "results", height=1250)
    file = folder / "report.pdf"
    downloaded(page, f"{status}files/full-report.pdf?page=a4").save_as(file)
    return file


def downloaded(page: Page, address: str) -> Download:
    """The file at this address; where it has not been made yet, a page there has a button that asks for it."""
    got: list[Download] = []
    page.on("download", lambda one: got.append(one))  # noqa: PLW0108 -- playwright cannot mark a built-in
    page.evaluate("address => { location.href = address; }", address)
    on_the_way = page.get_by_role("button", name="Make this file").or_(
        page.get_by_role("link", name="Download the file")
    )
    end = time.monotonic() + PATIENCE_SECONDS
    while not got:
        if time.monotonic() > end:
            sys.exit(f"Nothing was downloaded from {page.url}")
        if on_the_way.first.is_visible():
            on_the_way.first.click()
        page.wait_for_timeout(500)
    return got[0]


def reading(browser: Browser, site: Demo) -> None:
    """The reader of comments, on a phone."""
    page = signed_in(browser, site, FACILITATOR, PHONE)
    page.get_by_role("link", name="Riverside").first.click()
    page.get_by_role("link", name=OPEN, exact=True).click()
    page.get_by_role("link", name="Read the comments").click()
    comments = page.locator("fieldset.comment-choice")
    comments.nth(0).get_by_text("Keep it as it is").click()
    comments.nth(1).get_by_text("Show these words instead").click()
    picture(page, "comments-phone", height=1130)


def signed_in(browser: Browser, site: Demo, email: str, size: dict[str, int]) -> Page:
    """A window in which somebody has signed in."""
    page = browser.new_page(viewport=size, device_scale_factor=2 if size is PHONE else 1)
    page.goto(f"{site.url}/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(site.passwords[email])
    page.get_by_role("button", name="Sign in").click()
    return page


def picture(page: Page, name: str, *, height: int) -> None:
    """The top of the page, in few colours."""
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    keep(Image.open(io.BytesIO(page.screenshot())), name)


def keep(image: Image.Image, name: str) -> None:
    """Write a small PNG."""
    file = FOLDER / f"{name}.png"
    image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} kB")


def pdf_page(report: Path, name: str, lines: tuple[str, str]) -> None:
    """The first page after the contents that holds both lines."""
    for number, page in enumerate(PdfReader(report).pages, start=1):
        found = {line.strip() for line in page.extract_text().splitlines()}
        if number > 2 and found.issuperset(lines):
            command = ["pdftoppm", "-r", "60", "-f", str(number), "-l", str(number), "-png", str(report)]
            made = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 -- a fixed program
            keep(Image.open(io.BytesIO(made.stdout)), name)
            return
    sys.exit(f"No page of the report holds {lines}")


if __name__ == "__main__":
    main()
