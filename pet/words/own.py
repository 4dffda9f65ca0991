"""One person's own answers beside everybody's, in words. A view that few hold is a view, not an error."""

from collections.abc import Mapping

from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import on_the_scale, withheld
from pet.words.numbers import whole
from pet.words.phrases import in_words, point

Own = int | str | None
"""A point of the scale, `dont_know`, `not_applicable`, or `None` for no answer."""

NEAR = 0.5
"""Steps: a typical answer between two labels is beside both."""


def answer(own: Own, framework: Framework) -> str:
    """One's own answer by its label, in quotation marks like the typical one."""
    if isinstance(own, int):
        return _("“{label}”", label=point(framework, own))
    if own is None:
        return _("no answer")
    return in_words(framework.scale.dont_know if own == "dont_know" else framework.scale.not_applicable)


def points(own: Mapping[str, Own]) -> Mapping[str, int]:
    """Those of one's own answers that lie on the scale."""
    return {theme_id: value for theme_id, value in own.items() if isinstance(value, int)}


def typical(theme: ThemeResult, framework: Framework) -> str:
    """Everybody's typical answer as the result shows it, or why it does not."""
    if theme.typical is None:
        return withheld.short(theme.withheld) if theme.withheld is not None else _("no answers")
    return on_the_scale.typical(theme, framework)


def summary(result: Result, own: Mapping[str, Own]) -> str:
    """On how many statements one's own answer is the typical one; empty where nothing can be compared."""
    mine = points(own)
    medians = {theme.id: theme.median for theme in result.themes if theme.median is not None}
    compared = mine.keys() & medians.keys()
    if not compared:
        return ""
    alike = sum(abs(mine[theme_id] - medians[theme_id]) <= NEAR for theme_id in compared)
    return ngettext(
        "On {count} of {all} statement you gave the typical answer.",
        "On {count} of {all} statements you gave the typical answer.",
        len(compared),
        count=whole(alike),
        all=whole(len(compared)),
    )


def manner() -> str:
    """How to take it."""
    return _(
        "Only you can see this page. A view that few people hold is a view, not an error: it may be just what the "
        "others need to hear."
    )
