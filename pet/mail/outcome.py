"""What became of a message."""

from dataclasses import dataclass
from enum import StrEnum

from pet.mail import sanitised
from pet.mail.trouble import Trouble

_LONGEST_REASON = 300


class Fate(StrEnum):
    """What became of a message."""

    TAKEN = "taken"  # the server said 250 to all of it
    LATER = "later"  # not now, or nobody knows: it is tried again
    REFUSED = "refused"  # for good
    NEEDLESS = "needless"  # nobody wants it any more, so it was not sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a message.

    Attributes:
        fate: whether it was taken.
        reason: what the server said, in one line; empty where it was taken.
        trouble: what kind of reason that is.
        unreachable: whether there is no talking with the server at all, so that other messages need not be tried now.
    """

    fate: Fate
    reason: str = ""
    trouble: Trouble = Trouble.OTHER
    unreachable: bool = False


TAKEN = Outcome(fate=Fate.TAKEN)
NEEDLESS = Outcome(fate=Fate.NEEDLESS)


def later(reason: str, *, trouble: Trouble = Trouble.OTHER, unreachable: bool = False) -> Outcome:
    """Not now, or nobody knows."""
    return Outcome(fate=Fate.LATER, reason=_cut(reason), trouble=trouble, unreachable=unreachable)


def refused(reason: str) -> Outcome:
    """Refused for good."""
    return Outcome(fate=Fate.REFUSED, reason=_cut(reason))


def _cut(reason: str) -> str:
    return sanitised.line(reason, most=_LONGEST_REASON)
