"""The names of the patterns, as they stand beside a theme."""

from pet.analysis.result import Pattern, ThemeResult
from pet.language import gettext as _
from pet.language import lazy_gettext

_NAMES = {
    Pattern.TOO_FEW: lazy_gettext("Too few answers"),
    Pattern.UNSURE: lazy_gettext("Many don’t know"),
    Pattern.GROUP_GAP: lazy_gettext("Seen differently"),
    Pattern.SPLIT: lazy_gettext("Two camps"),
    Pattern.FEW_APART: lazy_gettext("A few apart"),
    Pattern.SHARED_STRENGTH: lazy_gettext("Shared strength"),
    Pattern.SHARED_CHALLENGE: lazy_gettext("Shared challenge"),
    Pattern.SHARED_MIDDLE: lazy_gettext("In the middle"),
    Pattern.SCATTERED: lazy_gettext("Scattered views"),
    Pattern.VIEWS_DIFFER: lazy_gettext("Views differ"),
}
_WITH_MINORITY = {
    Pattern.SHARED_STRENGTH: lazy_gettext("Shared strength, some differ"),
    Pattern.SHARED_CHALLENGE: lazy_gettext("Shared challenge, some differ"),
    Pattern.SHARED_MIDDLE: lazy_gettext("In the middle, some differ"),
}


def name(pattern: Pattern, *, minority: bool = False) -> str:
    """The name of a pattern; with a minority note it says so, for such a theme belongs where views differ."""
    return str(_WITH_MINORITY.get(pattern, _NAMES[pattern]) if minority else _NAMES[pattern])


def of(theme: ThemeResult) -> str:
    """The name of a theme's pattern; where nothing is withheld, fewer than two answers are called what they are."""
    if theme.pattern is Pattern.TOO_FEW and theme.withheld is None:
        return _("One answer") if theme.valid else _("No answers")
    return name(theme.pattern, minority=theme.minority is not None)
