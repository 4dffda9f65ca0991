"""What the name of each pattern means exactly, for those that a result uses."""

from collections.abc import Callable, Mapping

from pet.analysis.kinds import Pattern
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words import patterns
from pet.words.numbers import exact, percent
from pet.words.phrases import in_words, sentence_start, spelled

_ROUNDING = 1e-9


def of_patterns(result: Result, framework: Framework) -> tuple[tuple[str, str], ...]:
    """Pairs of a pattern's name and its rule, in the order in which the rules are tried."""
    used = {theme.pattern for theme in result.themes}
    if result.mode is Mode.OPEN:
        used.discard(Pattern.TOO_FEW)  # there it is called what it is: one answer, or none
    found = []
    for pattern, meaning in _MEANINGS.items():
        if pattern in used:
            found.append((patterns.name(pattern), meaning(result, framework)))
        if pattern is Pattern.SHARED_CHALLENGE:  # the next rule has a name for each side of the scale
            found += _neither(result)
    if any(theme.minority is not None for theme in result.themes):
        found.append((_("Some differ"), _some_differ(result)))
    return tuple(found)


def _too_few(result: Result, framework: Framework) -> str:
    del framework
    return _(
        "Fewer than {number} people gave an answer, or showing it would give away answers of so few.",
        number=spelled(result.smallest_group),
    )


def _unsure(result: Result, framework: Framework) -> str:
    limits = result.thresholds
    return _(
        "{share} or more of those who gave an answer or chose “{label}”, and at least {people} people, chose “{label}”.",
        share=sentence_start(_share(limits.unsure_share)),
        people=spelled(limits.unsure_people),
        label=in_words(framework.scale.dont_know),
    )


def _split(result: Result, framework: Framework) -> str:
    del result, framework
    return _("About a third or more of the answers on each side of the scale, with a dip between them.")


def _few_apart(result: Result, framework: Framework) -> str:
    del framework
    limits = result.thresholds
    return _(
        "Of {people} answers or more, at most {share} lie {steps} steps or more from the typical answer, beyond an "
        "answer that nobody chose; all others lie close together.",
        people=spelled(limits.few_apart_people),
        share=percent(limits.few_apart_share),
        steps=_number(limits.few_apart_steps),
    )


def _side(result: Result, framework: Framework) -> str:
    del framework
    share = percent(result.thresholds.side_share)
    return _(
        "The answers are close or mixed, and {share} or more lie above the middle of the scale.", share=share
    )


def _other_side(result: Result, framework: Framework) -> str:
    del framework
    share = percent(result.thresholds.side_share)
    return _(
        "The answers are close or mixed, and {share} or more lie below the middle of the scale.", share=share
    )


def _neither(result: Result) -> list[tuple[str, str]]:
    """Neither strong nor weak: named by where the typical answer lies."""
    share = percent(result.thresholds.side_share)
    meanings = {
        patterns.GOOD: _(
            "The answers are close or mixed, fewer than {share} lie above the middle of the scale, and the typical "
            "answer lies half a step or more above it.",
            share=share,
        ),
        patterns.MIDDLE: _(
            "The answers are close or mixed, and the typical answer lies less than half a step from the middle of the "
            "scale.",
        ),
        patterns.HARD: _(
            "The answers are close or mixed, fewer than {share} lie below the middle of the scale, and the typical "
            "answer lies half a step or more below it.",
            share=share,
        ),
    }
    return [
        (patterns.name(Pattern.SHARED_MIDDLE, leaning=side), meanings[side])
        for side in patterns.leanings(result)
    ]


def _scattered(result: Result, framework: Framework) -> str:
    del result, framework
    return _("The answers lie far apart, but do not form two camps.")


def _views_differ(result: Result, framework: Framework) -> str:
    del result, framework
    return _(
        "The answers form two camps or are scattered; with so few answers the report does not say which of the two."
    )


def _some_differ(result: Result) -> str:
    limits = result.thresholds
    return _(
        "Of {people} answers or more, at least {voices} and at least {share} lie on the other side of the middle "
        "than the typical answer, and fewer in the middle than there. Such a theme is listed where we differ.",
        people=spelled(limits.minority_people),
        voices=spelled(limits.minority_voices),
        share=percent(limits.minority_share),
    )


# "Seen differently" is explained with the comparison of groups (`pet.words.method`).
_MEANINGS: Mapping[Pattern, Callable[[Result, Framework], str]] = {
    Pattern.TOO_FEW: _too_few,
    Pattern.UNSURE: _unsure,
    Pattern.SPLIT: _split,
    Pattern.FEW_APART: _few_apart,
    Pattern.SHARED_STRENGTH: _side,
    Pattern.SHARED_CHALLENGE: _other_side,
    Pattern.SCATTERED: _scattered,
    Pattern.VIEWS_DIFFER: _views_differ,
}


def _share(share: float) -> str:
    """A limit exactly: a third is not 33 per cent."""
    return _("a third") if abs(share - 1 / 3) < _ROUNDING else percent(share)


def _number(value: float) -> str:
    return spelled(int(value)) if value == int(value) else exact(value, 2)
