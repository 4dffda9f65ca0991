"""The names of the patterns, as they stand beside a theme, and what each says in one plain line."""

from collections.abc import Iterator, Mapping

from babel.support import LazyProxy

from pet.analysis.kinds import Pattern
from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext

GOOD, MIDDLE, HARD = 1, 0, -1
"""Where the typical answer lies: half a step or more above the middle of the scale, about there, or below."""

_NAMES: Mapping[Pattern, LazyProxy] = {
    Pattern.TOO_FEW: lazy_gettext("Too few answers"),
    Pattern.UNSURE: lazy_gettext("Many don’t know"),
    Pattern.GROUP_GAP: lazy_gettext("Seen differently"),
    Pattern.SPLIT: lazy_gettext("Two camps"),
    Pattern.FEW_APART: lazy_gettext("A few apart"),
    Pattern.SHARED_STRENGTH: lazy_gettext("Shared strength"),
    Pattern.SHARED_CHALLENGE: lazy_gettext("Shared challenge"),
    Pattern.SCATTERED: lazy_gettext("Scattered views"),
    Pattern.VIEWS_DIFFER: lazy_gettext("Views differ"),
}
_LEANING: Mapping[int, LazyProxy] = {
    GOOD: lazy_gettext("Good in parts"),
    MIDDLE: lazy_gettext("In the middle"),
    HARD: lazy_gettext("Hard in parts"),
}
"""What `Pattern.SHARED_MIDDLE` is called."""
_WITH_MINORITY: Mapping[Pattern, LazyProxy] = {
    Pattern.SHARED_STRENGTH: lazy_gettext("Shared strength, some differ"),
    Pattern.SHARED_CHALLENGE: lazy_gettext("Shared challenge, some differ"),
}
_LEANING_WITH_MINORITY: Mapping[int, LazyProxy] = {
    GOOD: lazy_gettext("Good in parts, some differ"),
    MIDDLE: lazy_gettext("In the middle, some differ"),
    HARD: lazy_gettext("Hard in parts, some differ"),
}
_LEANING_SAYINGS: Mapping[int, LazyProxy] = {
    GOOD: lazy_gettext(
        "The typical answer lies above the middle of the scale, but a good part of the answers does not; they lie not "
        "far from one another."
    ),
    MIDDLE: lazy_gettext(
        "The typical answer lies in the middle of the scale, and the answers not far from one another."
    ),
    HARD: lazy_gettext(
        "The typical answer lies below the middle of the scale, but a good part of the answers does not; they lie not "
        "far from one another."
    ),
}
_SAYINGS: Mapping[Pattern, LazyProxy] = {
    Pattern.SHARED_STRENGTH: lazy_gettext("The answers lie mostly high, and not far from one another."),
    Pattern.SHARED_CHALLENGE: lazy_gettext("The answers lie mostly low, and not far from one another."),
    Pattern.GROUP_GAP: lazy_gettext("The answers of one group lie clearly apart from everybody else’s."),
    Pattern.SPLIT: lazy_gettext("Many answers are low, many are high, and fewer lie between them."),
    Pattern.FEW_APART: lazy_gettext("Most answers lie close together, and a few lie far away from them."),
    Pattern.SCATTERED: lazy_gettext("The answers lie all over the scale, without forming two camps."),
    Pattern.VIEWS_DIFFER: lazy_gettext(
        "The answers do not point one way; with so few of them it is not said how they differ."
    ),
    Pattern.UNSURE: lazy_gettext(
        "So many people could not judge it that the other answers do not speak for everybody."
    ),
    Pattern.TOO_FEW: lazy_gettext("Too few people answered this statement to show anything of it."),
}


def name(pattern: Pattern, *, minority: bool = False, leaning: int = MIDDLE) -> str:
    """The name of a pattern; with a minority note it says so, for such a theme belongs where views differ.

    Args:
        pattern: which.
        minority: whether the theme has a minority note.
        leaning: as `leaning` gives it; only what is neither strong nor weak is named by it.
    """
    if pattern is Pattern.SHARED_MIDDLE:
        return str((_LEANING_WITH_MINORITY if minority else _LEANING)[leaning])
    return str(_WITH_MINORITY.get(pattern, _NAMES[pattern]) if minority else _NAMES[pattern])


def of(theme: ThemeResult, framework: Framework) -> str:
    """The name of a theme's pattern; where nothing is withheld, fewer than two answers are called what they are."""
    if theme.pattern is Pattern.TOO_FEW and theme.withheld is None:
        return _("One answer") if theme.valid else _("No answers")
    found = leaning(theme, framework.scale.size)
    return name(theme.pattern, minority=theme.minority is not None, leaning=found)


def saying(theme: ThemeResult, framework: Framework) -> str:
    """What the answers on a theme say, in plain sentences."""
    if theme.pattern is Pattern.TOO_FEW and theme.withheld is None:
        return _("{sentence}.", sentence=of(theme, framework))
    middle = theme.pattern is Pattern.SHARED_MIDDLE
    side = leaning(theme, framework.scale.size)
    said = str(_LEANING_SAYINGS[side] if middle else _SAYINGS[theme.pattern])
    if theme.minority is None or not (middle or theme.pattern in _WITH_MINORITY):
        return said
    return f"{said} {_('A smaller part lies on the other side of the scale.')}"


def leaning(theme: ThemeResult, points: int) -> int:
    """On which side of the middle of a scale of so many points the typical answer lies, by half a step or more."""
    if theme.typical is None:
        return MIDDLE
    away = theme.typical - (points + 1) / 2
    return int(away >= 0.5) - int(away <= -0.5)


def leanings(result: Result) -> tuple[int, ...]:
    """On which sides the themes of this result lie that are neither strong nor weak, high before low."""
    found = {
        leaning(theme, result.points) for theme in result.themes if theme.pattern is Pattern.SHARED_MIDDLE
    }
    return tuple(sorted(found, reverse=True))


def sayings(result: Result) -> tuple[tuple[str, str], ...]:
    """Pairs of a name that stands beside a theme of this result and what it says, each once.

    One answer, and none, say themselves what they are.
    """
    found = list(_said(result))
    noted = (*_WITH_MINORITY, Pattern.SHARED_MIDDLE)
    if any(theme.minority is not None and theme.pattern in noted for theme in result.themes):
        found.append((_("…, some differ"), _some_differ()))
    return tuple(found)


def _said(result: Result) -> Iterator[tuple[str, str]]:
    there = {
        theme.pattern
        for theme in result.themes
        if theme.pattern is not Pattern.TOO_FEW or theme.withheld is not None
    }
    for pattern, saying in _SAYINGS.items():
        if pattern in there:
            yield name(pattern), str(saying)
        if pattern is Pattern.SHARED_CHALLENGE:
            for side in leanings(result):
                yield name(Pattern.SHARED_MIDDLE, leaning=side), str(_LEANING_SAYINGS[side])


def _some_differ() -> str:
    return _("Beside any of these: a smaller part of the answers lies on the other side of the scale.")
