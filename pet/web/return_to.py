"""Where to go after signing in: only ever a page of this site."""

import re
from urllib.parse import urlsplit

from flask import request, url_for

HOME = "/"
_OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")  # printable ASCII without a backslash, one slash in front


def own_path(given: str) -> str:
    """The path, if it leads to a page of this site; else the home page."""
    if not _OWN_PATH.fullmatch(given):
        return HOME
    parts = urlsplit(given)
    return HOME if parts.scheme or parts.netloc else given


def again_url() -> str:
    """The address where somebody signed in shows again that it is them, and then comes back to this page."""
    return url_for("signing_in.again", next=request.full_path.rstrip("?"))


def sign_in_url() -> str:
    """The address that lets somebody sign in and then come back to this page."""
    return url_for("signing_in.sign_in", next=request.full_path.rstrip("?"))
