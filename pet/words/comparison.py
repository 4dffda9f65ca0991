"""Typical answers of groups beside those of everybody on the very same statements: cells of a table and its notes."""

from pet.analysis.options import Breakdown
from pet.analysis.result import Result
from pet.analysis.result_groups import GroupResult
from pet.analysis.result_themes import Composite
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words import groups
from pet.words.numbers import decimal
from pet.words.phrases import listing, title

NOT_KNOWN = "–"
WIDEST_HEADS = 80
"""In letters, the longest word of each head: what stands beside the names of groups on a page without scrolling."""


def parts_of(group: GroupResult, framework: Framework) -> list[Composite | None]:
    """The group's components in the order of the framework."""
    known = {part.id: part for part in group.components}
    return [known.get(part.id) for part in framework.components]


def alone(part: Composite | None) -> str:
    """A group's typical answer."""
    return NOT_KNOWN if part is None or part.typical is None else decimal(part.typical)


def everybody(part: Composite | None) -> str:
    """Everybody's typical answer over the themes that the group's is made of."""
    return NOT_KNOWN if part is None or part.everybody is None else decimal(part.everybody)


def beside_everybody(part: Composite | None) -> str:
    """A group's typical answer, and in brackets that of everybody over the very same themes."""
    if part is None or part.typical is None or part.everybody is None:
        return alone(part)
    return _("{group} ({everybody})", group=alone(part), everybody=everybody(part))


def brackets() -> str:
    """What stands in brackets."""
    return _(
        "In brackets: everybody, over the same statements as the group, which are not the same for every group."
    )


def dash() -> str:
    """What a dash means."""
    return _("A dash: not asked, or too few answers to show.")


def key(framework: Framework) -> str:
    """Which number is which component."""
    named = [
        _("{number} {title}", number=framework.numbers[part.id], title=title(framework, part.id))
        for part in framework.components
    ]
    return _("Components: {key}.", key="; ".join(named))


def names(framework: Framework) -> list[str] | None:
    """The components as heads of columns; `None` where their words are too many for a page, and numbers stand instead."""
    titles = [title(framework, part.id) for part in framework.components]
    widest = sum(max(map(len, words.split()), default=0) for words in titles)
    return titles if widest <= WIDEST_HEADS else None


def hidden(of: Breakdown, result: Result, framework: Framework) -> str:
    """Which groups are not shown on their own; empty where all are."""
    names = [groups.inside(group, of, framework) for group in result.groups.get(of, ()) if not group.shown]
    return _("Not shown on their own: {groups}.", groups=listing(names)) if names else ""
