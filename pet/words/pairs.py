"""Whose answers are set beside whose, and how it is known without anybody seeing them."""

from pet.analysis.kinds import Basis
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.analysis.result_change import Change
from pet.language import gettext as _
from pet.language import ngettext
from pet.words.numbers import whole


def whose(change: Change, result: Result) -> str:
    """Whose answers stand in a picture or table of then and now, as its heading."""
    if change.basis is not Basis.PAIRED or change.people is None:
        return _(
            "Everybody who answered: {then} then, {now} now",
            then=whole(change.respondents),
            now=whole(result.respondents),
        )
    if result.mode is Mode.OPEN:
        return ngettext(
            "The one partner that signed both times",
            "The {count} partners that signed both times",
            change.people,
            count=whole(change.people),
        )
    return ngettext(
        "The one person who answered both times",
        "The {count} people who answered both times",
        change.people,
        count=whole(change.people),
    )


def matched(change: Change | None, result: Result) -> str:
    """How it is known who answered both times without anybody seeing what they answered; empty where nobody is paired."""
    if change is None or change.basis is not Basis.PAIRED or result.mode is Mode.OPEN:
        return ""
    return _(
        "The two forms of somebody who answered both times are matched by a key that stands on no page and in no report; "
        "nobody has to read an answer for that."
    )
