"""Where a component or an area stands, in a sentence or two: the number of the radar's axis in words."""

from collections.abc import Mapping
from math import floor

from babel.support import LazyProxy

from pet.analysis.kinds import Level
from pet.analysis.result import Result
from pet.analysis.result_themes import Composite
from pet.frameworks.model import Area, Component, Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words import levels, withheld
from pet.words.numbers import decimal, whole
from pet.words.phrases import in_words, listing, point, topic

NEAR = 0.25
"""Within so many steps a typical answer is called near a point of the scale, else between two of them."""

_FURTHEST: Mapping[Level, LazyProxy] = {
    Level.HIGH: lazy_gettext("Answers lie close together, least so on {topic}."),
    Level.MEDIUM: lazy_gettext("Answers are mixed; they lie furthest apart on {topic}."),
    Level.LOW: lazy_gettext("Answers lie far apart, furthest on {topic}."),
}


def of(part: Composite, framework: Framework, result: Result) -> str:
    """A component: its typical answer and how close together the answers lie, or why nothing is shown."""
    if part.typical is None:
        return _why_nothing(part, result)
    standing = _(
        "Typical answer: {typical} on the scale of 1 to {points}.",
        typical=decimal(part.typical),
        points=framework.scale.size,
    )
    return _joined(standing, _closeness(part, framework, result), _made_of(part))


def of_area(part: Composite, framework: Framework, result: Result) -> str:
    """An area: the same with the words of the scale; a number only where more than a summary is shown."""
    if part.typical is None:
        return _why_nothing(part, result)
    place = _place(part.typical, framework)
    if part.agreement is None:
        standing = _("The typical answer lies {place}.", place=place)
    else:
        standing = _("The typical answer lies {place} ({number}).", place=place, number=decimal(part.typical))
    return _joined(standing, _closeness(part, framework, result), _made_of(part))


def by_area(component: Component, result: Result) -> str:
    """The areas' numbers in one sentence; empty for one area, which says what its component says."""
    known = {area.id: area for area in result.areas}
    standing = [
        _(
            "{area} {typical} ({word})",
            area=in_words(area.title),
            typical=decimal(found.typical),
            word=levels.word(found.agreement_level),
        )
        for area in component.areas
        if (found := known.get(area.id)) is not None and found.typical is not None
    ]
    return _("By area: {areas}.", areas=listing(standing)) if len(standing) > 1 else ""


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _why_nothing(part: Composite, result: Result) -> str:
    return withheld.reason(part.withheld, result.smallest_group) if part.withheld else ""


def _place(typical: float, framework: Framework) -> str:
    """Where on the scale, by the labels of its points."""
    nearest = min(max(floor(typical + 0.5), 1), framework.scale.size)
    if abs(typical - nearest) <= NEAR:
        return _("near “{label}”", label=point(framework, nearest))
    lower = min(max(floor(typical), 1), framework.scale.size - 1)
    return _("between “{low}” and “{high}”", low=point(framework, lower), high=point(framework, lower + 1))


def _closeness(part: Composite, framework: Framework, result: Result) -> str:
    """How close together the answers lie, and on which theme least, where one stands out."""
    if part.agreement_level is None:
        return ""
    if not _one_lies_furthest(part, framework, result):
        return levels.sentence(part.agreement_level)
    assert part.lowest_theme is not None
    return str(_FURTHEST[part.agreement_level]).format(topic=topic(framework, part.lowest_theme))


def _one_lies_furthest(part: Composite, framework: Framework, result: Result) -> bool:
    """Whether one theme's answers lie further apart than those of the others by a per cent of agreement or more."""
    if part.lowest_theme is None or part.themes_used < 2:
        return False
    ids = _themes_of(part, framework)
    known = sorted(
        round(100 * theme.agreement)
        for theme in result.themes
        if theme.id in ids and theme.agreement is not None
    )
    return part.agreement is None or len(known) < 2 or known[0] < known[1]


def _themes_of(part: Composite, framework: Framework) -> set[str]:
    parts: tuple[Area | Component, ...] = (*framework.areas, *framework.components)
    return {theme.id for found in parts if found.id == part.id for theme in found.themes}


def _made_of(part: Composite) -> str:
    """That not all of its themes are in it."""
    if part.themes_used == part.themes_total:
        return ""
    return ngettext(
        "Made from {used} of its {total} themes: too few answered the others.",
        "Made from {used} of its {total} themes: too few answered the others.",
        part.themes_used,
        used=whole(part.themes_used),
        total=whole(part.themes_total),
    )
