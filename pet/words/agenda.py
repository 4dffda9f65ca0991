"""Why a theme is on the proposed agenda."""

from pet.analysis.result import AgendaItem, Result
from pet.frameworks.model import Framework
from pet.language import lazy_gettext, ngettext
from pet.words.findings import leans_one_way
from pet.words.groups import gap_of, gap_sentence
from pet.words.numbers import share, whole

_REASONS = {
    "strongest_shared": lazy_gettext("A strength to build on: what makes it work may help elsewhere."),
    "split": lazy_gettext("Two views stand against each other, and both have reasons worth hearing."),
    "group_gap": lazy_gettext("It looks different from different places in the partnership."),
    "minority": lazy_gettext(
        "Most answers lean one way; {share} see it otherwise and may have noticed something."
    ),
    "few_apart": lazy_gettext("Most answers lie together; a few people may see what others overlook."),
    "scattered": lazy_gettext(
        "Answers lie all over the scale: first find out whether we mean the same thing."
    ),
    "views_differ": lazy_gettext("The answers lie apart: it is worth hearing what is behind them."),
    "challenge": lazy_gettext("Many answers point to the same difficulty: a place to start together."),
    "unsure": lazy_gettext("Many could not judge it: perhaps it is not visible enough."),
}


_BOTH_SIDES = lazy_gettext(
    "Answers lie on both sides; {share} see it otherwise than the typical answer and may have noticed something."
)
_AGAIN = {"split": lazy_gettext("Here too there are two camps, each with good reasons.")}
"""Said where the same reason stands above in the list already."""


def reason(item: AgendaItem, result: Result, framework: Framework) -> str:
    """Why this theme was chosen, in a sentence.

    Raises:
        KeyError: no rule has this id.
    """
    gap = gap_of(result, item.theme) if item.reason == "group_gap" else None
    if gap is not None:
        return gap_sentence(gap, result, framework)
    theme = result.theme(item.theme)
    minority = share(theme.minority or 0)
    if item.reason == "minority" and not leans_one_way(theme):
        return str(_BOTH_SIDES).format(share=minority)
    again = _ranks_second(item, result) and item.reason in _AGAIN
    return str((_AGAIN if again else _REASONS)[item.reason]).format(share=minority)


def _ranks_second(item: AgendaItem, result: Result) -> bool:
    """Whether every second theme with this reason is meant, so that no sentence follows itself."""
    alike = [other.theme for other in result.agenda if other.reason == item.reason]
    return item.theme in alike and alike.index(item.theme) % 2 == 1


def minutes(number: int) -> str:
    """How long to talk."""
    return ngettext("{count} minute", "{count} minutes", number, count=whole(number))
