"""Show every component with invented data, and take its pictures.

    .venv/bin/python -m tools.gallery FOLDER

Two pages (answering, parts), each on a phone and at a desk, in light, dark, forced colours and as printed
in grey. Somebody looks at them: what one would be ashamed of is mended before it reaches a page.
"""

import argparse
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, make_response, render_template
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from pet.language import gettext, ngettext
from pet.paths import STATIC, TEMPLATES
from pet.web import assets
from tests.support.browser import DESK, FLAGS, PHONE, find_browser

HERE = Path(__file__).resolve().parent
PAGES = ("answering", "parts")
VARIANTS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "print": {"media": "print"},
}
POINTS = ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree")
SCALE = [
    *(SelectChoice(value=str(point), label=label) for point, label in enumerate(POINTS, start=1)),
    SelectChoice(value="dont_know", label="Don’t know"),
    SelectChoice(value="not_applicable", label="Doesn’t apply to us"),
]


@dataclass(frozen=True, kw_only=True)
class Item:
    """A theme as the macro wants it."""

    id: str
    statement: str
    conflict: str = ""
    descriptors: dict[str, str]


ITEMS = (
    Item(id="candour", statement="I can be open here about my school’s weaknesses.", descriptors={}),
    Item(id="promises", statement="Schools here do what they have promised the partnership.", descriptors={}),
    Item(
        id="described",
        statement="We decide together what happens with the money that all of us bring in.",
        conflict="In another window you chose “Disagree”. What you choose here now is kept.",
        descriptors={
            "1": "One partner decides.",
            "5": "All partners decide together, and the minutes say how.",
        },
    ),
)


class Ratings(FlaskForm):
    """The form of one area."""

    candour = RadioField("Candour", choices=SCALE, default="4")
    candour_comment = TextAreaField("Your comment", default="Easier since the joint visits in spring.")
    candour_quotable = BooleanField("You may quote me word for word")
    promises = RadioField("Promises", choices=SCALE, default="dont_know")
    promises_comment = TextAreaField("Your comment")
    promises_quotable = BooleanField("You may quote me word for word")
    described = RadioField("Money", choices=SCALE)
    described_comment = TextAreaField("Your comment")
    described_quotable = BooleanField("You may quote me word for word")
    evidence = TextAreaField("How do we know?")


class Parts(FlaskForm):
    """One field of every kind."""

    class Meta:
        """As on real pages, guard.py asks for the token."""

        csrf = False

    email = StringField("E-mail address", [InputRequired("Give the e-mail address you signed up with.")])
    code = StringField("Code")
    partner = SelectField(
        "Your school",
        choices=[
            SelectChoice(value="", label="Choose"),
            SelectChoice(value="1", label="St Anne’s Primary School"),
        ],
    )
    role = RadioField(
        "You are",
        choices=[
            SelectChoice(value="head", label="Headteacher"),
            SelectChoice(value="teacher", label="Teacher"),
        ],
    )
    words = TextAreaField("In one sentence: what is this partnership for?")
    agree = BooleanField("You may quote me word for word")


def main() -> None:
    """Serve the pages, and take a picture of each in every variant."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the pictures go")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with serving(make_app()) as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for page in PAGES:
            for variant in VARIANTS:
                take(chromium, f"{url}/{page}", folder, variant)
        chromium.close()


def take(chromium: Browser, url: str, folder: Path, variant: str) -> None:
    """One page at both widths; says so where a page is wider than its window."""
    for place, size in (("phone", PHONE), ("desk", DESK)):
        tab = chromium.new_page(viewport=size)
        tab.on("console", lambda message: print("console:", message.text))
        tab.emulate_media(**VARIANTS[variant])
        tab.goto(url)
        tab.evaluate("document.fonts.ready")
        wide = tab.evaluate("document.documentElement.scrollWidth")
        if wide > size["width"]:
            print(f"{url} at {size['width']}: {wide} pixels wide")
        name = f"{url.rpartition('/')[2]}-{place}-{variant}.png"
        tab.screenshot(path=folder / name, full_page=True)
        tab.close()


def make_app() -> Flask:
    """A small application around the components alone."""
    app = Flask("gallery", static_folder=None)
    app.config.update(SECRET_KEY="gallery " * 8, WTF_CSRF_CHECK_DEFAULT=False)
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(TEMPLATES), FileSystemLoader(HERE / "gallery")]  # what is shown, and the showcase
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_=gettext, ngettext=ngettext)
    assets.init_app(app, STATIC)
    CSRFProtect(app)
    app.add_url_rule("/accessibility", "public.accessibility", lambda: "")
    app.add_url_rule("/account", "account.show", lambda: "")
    app.add_url_rule("/sign-out", "signing_in.sign_out", lambda: "", methods=["POST"])
    app.add_url_rule("/still-here", "signing_in.still_here", lambda: "", methods=["POST"])
    app.add_url_rule("/static/<path:name>", "static", assets.respond)
    app.add_url_rule("/answering", "answering", lambda: shown("answering", title="Trust", themes=ITEMS))
    app.add_url_rule("/parts", "parts", lambda: shown("parts", title="Autumn 2026"))
    return app


def shown(name: str, **page: object) -> Response:
    """The page as an answer, under the policy that real pages have."""
    form = Ratings() if name == "answering" else Parts(data={}) if name == "parts" else None
    if isinstance(form, Parts):
        form.validate()
    frame = {
        "language": "en",
        "name": "" if name == "answering" else "Ruth Okafor",
        "home": "/",
        "partnership": {"name": "Riverside Learning Partnership", "url": "/parts"},
        "session_ends": 3600,
    }
    return make_response(render_template(f"{name}.html", page={**page, "form": form}, frame=frame))


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


if __name__ == "__main__":
    main()
