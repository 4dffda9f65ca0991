"""What a letter is about."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType


class LetterKind(StrEnum):
    """What a letter is about; each has its templates in `templates/email/`."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    CLOSING = "closing"
    RESULTS = "results"
    TEST = "test"
    SIGN_IN = "sign_in"
    RESET = "reset"
    APPOINTMENT = "appointment"
    NOTICE = "notice"
    ACTION = "action"


# The letters of a round, whose words a lead can change.
OF_A_ROUND = (LetterKind.INVITATION, LetterKind.REMINDER, LetterKind.CLOSING, LetterKind.RESULTS)
# A link that works for ten minutes is not worth sending later.
USELESS_AFTER: Mapping[LetterKind, timedelta] = MappingProxyType(
    {LetterKind.SIGN_IN: timedelta(minutes=10), LetterKind.RESET: timedelta(minutes=10)}
)
# Letters that people write to themselves or ask for themselves are throttled where they are asked for.
_BY_ONESELF = frozenset({LetterKind.SIGN_IN, LetterKind.RESET, LetterKind.TEST})


def decides_delivery(kind: str) -> bool:
    """Whether a letter of this kind decides how an invitation counts as delivered.

    Whoever gets a reminder has not answered, and whoever is told of the results has: neither may be read from there.
    """
    return kind == LetterKind.INVITATION


def counts_for_quota(kind: LetterKind) -> bool:
    """Whether letters of this kind are among those of which a partnership may send so many in an hour."""
    return kind not in _BY_ONESELF
