"""How many sheets one network may begin: several hundred an hour, so that a whole school can start at once."""

import math

from flask import request
from werkzeug.exceptions import TooManyRequests

from pet.language import ngettext
from pet.services import throttles
from pet.web.site import database, now, site


def check() -> None:
    """Refuse (429) a network that has begun too many."""
    with database().reading() as db:
        wait = throttles.wait(db, _key(), now=now())
    if wait:
        minutes = math.ceil(wait.total_seconds() / 60)
        said = ngettext(
            "Very many people have started from your network within an hour. Please wait {number} minute, then start.",
            "Very many people have started from your network within an hour. Please wait {number} minutes, then start.",
            minutes,
        )
        raise TooManyRequests(said, retry_after=math.ceil(wait.total_seconds()))


def count() -> None:
    """One more."""
    with database().writing() as db:
        throttles.count(db, _key(), throttles.STARTS, now=now())


def _key() -> str:
    return throttles.key(site().settings.secret_key, "start", throttles.network(request.remote_addr))
