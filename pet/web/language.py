"""The language of a request: that of the site, for as long as the request lasts."""

from contextlib import ExitStack

from flask import Flask, g

from pet.language import use
from pet.web.site import site


def init_app(app: Flask) -> None:
    """Speak the site's language in everything from here on; register before anything that speaks."""
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    g.language = ExitStack()
    g.language.enter_context(use(site().settings.language))


def _end(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("language", None)
    if stack is not None:
        stack.close()
