"""Places on the scale in words: the typical answer, and a side of the middle by its label."""

from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words.phrases import point


def typical(theme: ThemeResult, framework: Framework) -> str:
    """The typical answer by its label, or the two labels it lies between."""
    middle = theme.median if theme.median is not None else theme.typical
    if middle is None:
        return "–"
    lower = int(middle)
    if middle == lower:
        return _("“{label}”", label=point(framework, lower))
    return _("between “{low}” and “{high}”", low=point(framework, lower), high=point(framework, lower + 1))


def middle(framework: Framework) -> float:
    """Of the scale: a point, or between two."""
    return (framework.scale.size + 1) / 2


def at_least(framework: Framework) -> str:
    """The upper side."""
    return _reach(framework, framework.scale.size // 2 + framework.scale.size % 2 + 1)


def at_most(framework: Framework) -> str:
    """The lower side."""
    return _reach(framework, framework.scale.size // 2)


def _reach(framework: Framework, position: int) -> str:
    """A side of the scale by its label nearest the middle."""
    label = point(framework, position)
    if position in (1, framework.scale.size):
        return _("“{label}”", label=label)
    if position > middle(framework):
        return _("“{label}” or higher", label=label)
    return _("“{label}” or lower", label=label)
