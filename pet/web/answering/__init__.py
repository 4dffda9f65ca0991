"""Answering: from the link in a letter to “thank you”, and what one can do with one's own answers afterwards.

This is all that somebody without an account meets. It reads and writes one response, the one that was opened in this
browser by its link.
"""

from pet.web.answering import (
    arriving,
    autosaving,
    by_account,
    changing,
    ending,
    files,
    filling,
    own_link,
    starting,
)
from pet.web.answering.blueprint import blueprint

__all__ = [
    "arriving",
    "autosaving",
    "blueprint",
    "by_account",
    "changing",
    "ending",
    "files",
    "filling",
    "own_link",
    "starting",
]
