"""Links that were tried and do not exist: each is counted, and after 30 in ten minutes a network hears nothing more.

A link is looked up first, so that a right one always works: a whole school may stand behind one address. Neither of
these inside an open session of the database.
"""

import math

from flask import request
from werkzeug.exceptions import TooManyRequests

from pet.language import ngettext
from pet.services import throttles
from pet.web.site import database, now, site


def count() -> int:
    """One more link that does not exist: seconds to wait, or 0 where it was counted."""
    with database().reading() as db:
        wait = throttles.wait(db, _key(), now=now())
    if wait:
        return math.ceil(wait.total_seconds())
    with database().writing() as db:
        throttles.count(db, _key(), throttles.LINK_MISSES, now=now())
    return 0


def refuse_many() -> None:
    """Count it, and refuse (429) a network that has guessed too often."""
    wait = count()
    if wait:
        raise TooManyRequests(retry_after=wait)


def wait_words(seconds: int) -> str:
    """What somebody is told who must wait."""
    return ngettext(
        "Too many links were tried that we do not know. Please wait {number} minute, then try again.",
        "Too many links were tried that we do not know. Please wait {number} minutes, then try again.",
        math.ceil(seconds / 60),
    )


def _key() -> str:
    network = throttles.network(request.remote_addr)
    return throttles.key(site().settings.secret_key, "link", network)
