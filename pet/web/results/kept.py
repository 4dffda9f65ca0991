"""What is made once per process from a stored result: its charts' specs, and its page as HTML."""

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
_galleries: Recent[tuple[str, str], Gallery] = Recent(MOST_KEPT)
_pages: Recent[tuple[str, ...], tuple[Body, Markup]] = Recent(MOST_KEPT)


def charts(stored: Stored) -> Gallery:
    """The charts of a result in the language in use."""
    return _galleries.get_or_make(
        (stored.identity, current()), lambda: gallery.of(stored.result, stored.framework)
    )


def page(stored: Stored, round_id: str) -> tuple[Body, Markup]:
    """What a result's page shows, and its HTML but for what depends on who reads it and when."""

    def make() -> tuple[Body, Markup]:
        wall = Wall(gallery=charts(stored), round_id=round_id, edition=made.edition(stored))
        body = making.body(stored, wall)
        return body, Markup(render_template("results/body.html", page=body))  # noqa: S704 -- escaped by Jinja

    return _pages.get_or_make((stored.identity, round_id, current()), make)


def shelf() -> Shelf:
    """Where this site keeps what it made."""
    return made.shelf(site().settings.instance)
