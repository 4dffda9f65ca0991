"""The language and the time zone of a request, for as long as it lasts: those of the site until more is known."""

from contextlib import ExitStack

from flask import Flask, g

from pet.language import use
from pet.web.site import site
from pet.words import dates


def init_app(app: Flask) -> None:
    """Speak the site's language in everything from here on; register before anything that speaks."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    g.language = ExitStack()
    g.language.enter_context(use(site().settings.language))
    g.language.enter_context(dates.in_zone(dates.EVERYWHERE))


def _end(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("language", None)
    if stack is not None:
        stack.close()
