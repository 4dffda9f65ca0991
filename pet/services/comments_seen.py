"""What a page saw of a comment, so that a page left open in another window puts nothing back."""

import hashlib
import json

from pet.errors import Problem
from pet.language import gettext as _


def mark(shown: str | None) -> str:
    """A mark of what is shown in place of a comment, as a hidden field carries it; `None`: not decided on."""
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def changed_meanwhile(text: str, shown: str | None) -> Problem:
    """What to say of a comment that was decided on elsewhere: its text and what is shown of it now."""
    if shown is None:
        now = _("nothing is decided on it now.")
    elif not shown:
        now = _("it is left out now.")
    elif shown == text:
        now = _("it is kept as it is now.")
    else:
        now = _("these words are shown now: “{words}”.", words=shown)
    return Problem(
        "", _("This was decided in another window meanwhile: {now} Choose, and save once more.", now=now)
    )
