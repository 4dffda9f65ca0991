"""One line of JSON per request: which page, how it ended, how long it took.

No path, query, address or cookie: a path may hold the token of a link, and an address beside a response would
say who answered. What is named instead is the rule of the route.
"""

import json
import logging
import secrets
import sys
from time import perf_counter
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, request

from pet.web.site import now

_log = logging.getLogger("pet.requests")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Site(Flask):
    """Flask, whose own words about a failure would hold the path of the request."""

    def log_exception(self, exc_info: Any) -> None:
        """Note a failure with its traceback under the request's reference."""
        logging.getLogger("pet.web").error("request %s failed", g.get("request_id"), exc_info=exc_info)


def init_app(app: Flask) -> None:
    """Note every request; register first, so that everything has its reference."""
    app.before_request(_begin)
    app.after_request(_end)


def to_standard_error() -> None:
    """Let requests and failures be heard; for a server, not for tests."""
    for name in ("pet.requests", "pet.web"):
        log = logging.getLogger(name)
        if not log.handlers:
            log.addHandler(logging.StreamHandler(sys.stderr))
        log.setLevel(logging.INFO)
        log.propagate = False


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = perf_counter()


def _end(response: Response) -> Response:
    line = {
        "at": now().isoformat(timespec="milliseconds"),
        "request": g.get("request_id"),
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule is not None else None,
        "status": response.status_code,
        "ms": round((perf_counter() - g.get("began", perf_counter())) * 1000, 1),
    }
    _log.info("%s", json.dumps(line))
    return response
