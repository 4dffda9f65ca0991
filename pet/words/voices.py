"""Whose voice is missing: who did not answer, what not everybody was asked, and what is not shown on its own."""

from collections.abc import Callable, Sequence

from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Result
from pet.analysis.result_change import ThemeChange
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words.findings import asked_of_everybody
from pet.words.groups import label
from pet.words.numbers import whole
from pet.words.phrases import in_words, listing, sentence_start, spelled, topic

NAMED = 3
"""Up to here all are named; of more the first two are, and the others counted."""


def missing(result: Result, framework: Framework) -> str:
    """Whose voice is missing: who did not answer, what not everybody was asked, and what is not shown on its own.

    Roles that are hidden and roles from which nobody answered are named together, so that it does not show
    whether a role's only person has answered (R10).
    """
    parts = (
        turnout(result),
        _not_put_to_everybody(result),
        _hidden_themes(result, framework),
        hidden_roles(result, framework),
        _hidden_partners(result),
    )
    return " ".join(part for part in parts if part)


def turnout(result: Result) -> str:
    """How many of those who were asked have not answered, or that this is not known."""
    if result.invited is None:
        return _("How many were asked is not known, so it cannot be said how many did not answer.")
    absent = result.invited - result.respondents
    if absent <= 0:
        return _("All who were asked have answered.")
    return ngettext(
        "{count} of {invited} who were asked has not answered.",
        "{count} of {invited} who were asked have not answered.",
        absent,
        count=whole(absent),
        invited=whole(result.invited),
    )


def _not_put_to_everybody(result: Result) -> str:
    """How many statements some of those who answered never saw."""
    some = sum(not asked_of_everybody(theme, result) for theme in result.themes)
    if not some:
        return ""
    if some == len(result.themes):
        return _("No statement was put to everybody; which ones a person was asked depends on their role.")
    return ngettext(
        "{count} statement was put to some roles only.",
        "{count} statements were put to some roles only.",
        some,
        count=sentence_start(spelled(some)),
    )


def _hidden_themes(result: Result, framework: Framework) -> str:
    hidden = [theme for theme in result.themes if theme.withheld is Withheld.TOO_FEW]
    if not hidden:
        return ""
    return _("Too few people answered to show anything on {topics}.", topics=topics_of(hidden, framework))


def hidden_roles(result: Result, framework: Framework) -> str:
    """The roles that are not shown on their own, those that nobody answered in included; empty where there are none."""
    unseen = _unseen_roles(result, framework)
    if not unseen:
        return ""
    return _(
        "Not shown on their own, so that nobody can be recognised: {roles}. Any answers they gave are part of the "
        "whole.",
        roles=_shortened(unseen, _more_roles),
    )


def _hidden_partners(result: Result) -> str:
    breakdown = result.breakdown(Breakdown.PARTNER)
    if result.mode is Mode.OPEN or breakdown is None or breakdown.withheld:
        return ""
    hidden = breakdown.groups - breakdown.shown
    if not breakdown.shown or hidden <= 0:
        return ""
    return ngettext(
        "{count} partner is not shown on its own; its answers are part of the whole.",
        "{count} partners are not shown on their own; their answers are part of the whole.",
        hidden,
        count=sentence_start(spelled(hidden)),
    )


def _unseen_roles(result: Result, framework: Framework) -> list[str]:
    groups = result.groups.get(Breakdown.ROLE, ())
    breakdown = result.breakdown(Breakdown.ROLE)
    if result.mode is Mode.OPEN or not groups or breakdown is None or breakdown.withheld:
        return []
    seen = {group.role for group in groups if group.shown}
    named = [in_words(role.plural) for role in framework.roles if role.id not in seen]
    unnamed = [
        label(group, Breakdown.ROLE, framework) for group in groups if not group.shown and group.role is None
    ]
    return [*named, *unnamed]


def topics_of(found: Sequence[ThemeResult | ThemeChange], framework: Framework) -> str:
    """The themes as they stand in a sentence: the first of them by topic, and how many more."""
    return _shortened([topic(framework, theme.id) for theme in found], _more_themes)


def _shortened(items: Sequence[str], more_of_them: Callable[[int], str]) -> str:
    """A list of at most three, or the first two and how many more of what there are."""
    if len(items) <= NAMED:
        return listing(items)
    named = NAMED - 1
    return listing([*items[:named], more_of_them(len(items) - named)])


def _more_themes(more: int) -> str:
    return ngettext("{count} more theme", "{count} more themes", more, count=spelled(more))


def _more_roles(more: int) -> str:
    return ngettext("{count} more role", "{count} more roles", more, count=spelled(more))
