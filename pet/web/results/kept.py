"""What is made once per process from a stored result: its charts' specs, and its page as HTML."""

from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from pet.charts import gallery
from pet.charts.gallery import Gallery
from pet.language import current
from pet.services import made
from pet.services.made import Shelf
from pet.services.recent import Recent
from pet.services.results import Stored
from pet.web.results import making
from pet.web.results.figures import Wall
from pet.web.results.model import Body
from pet.web.site import site

MOST_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """The two parts of a page that are the same for all its readers: what stands at its head, and below."""

    glance: Markup
    rest: Markup


_galleries: Recent[tuple[str, str], Gallery] = Recent(MOST_KEPT)
_pages: Recent[tuple[str, ...], tuple[Body, Html]] = Recent(MOST_KEPT)


def _html(template: str, body: Body) -> Markup:
    return Markup(render_template(template, page=body))  # noqa: S704 -- escaped by Jinja


def charts(stored: Stored) -> Gallery:
    """The charts of a result in the language in use."""
    return _galleries.get_or_make(
        (stored.identity, current()), lambda: gallery.of(stored.result, stored.framework)
    )


def page(stored: Stored, round_id: str) -> tuple[Body, Html]:
    """What a result's page shows, and its HTML but for what depends on who reads it and when."""

    def make() -> tuple[Body, Html]:
        wall = Wall(gallery=charts(stored), round_id=round_id, edition=made.edition(stored))
        body = making.body(stored, wall)
        return body, Html(glance=_html("results/_glance.html", body), rest=_html("results/body.html", body))

    return _pages.get_or_make((stored.identity, round_id, current()), make)


def shelf() -> Shelf:
    """Where this site keeps what it made."""
    return made.shelf(site().settings.instance)
