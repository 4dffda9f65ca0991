"""What was found on a theme: a heading, a sentence, the facts, and at most one caution.

Hedged as the method asks: under eight answers nothing is said of "us" but of "the five answers"; where only a
summary is shown there is no count and no word that means every single person (R8); a minority is never an error.
"""

from collections.abc import Mapping
from math import isclose

from babel.support import LazyProxy

from pet.analysis.agreement import below
from pet.analysis.kinds import Detail, Level, Pattern
from pet.analysis.options import Mode, Thresholds
from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words import levels, patterns
from pet.words.groups import gap_heading, gap_of, gap_sentence
from pet.words.numbers import decimal, share, whole
from pet.words.on_the_scale import at_least, at_most, middle, typical
from pet.words.phrases import sentence_start, spelled, topic

COUNTED_BELOW = 100  # answers: a reader who counts the bar must find what the sentence says
"""From so many answers on, shares are said in words; below, as "3 of 12"."""
ALL_THE_SAME_FROM = 10
"""From so many answers on it may be said that all are the same."""
_HEADINGS: Mapping[Pattern, LazyProxy] = {
    Pattern.TOO_FEW: lazy_gettext("Too few answers on {topic}"),
    Pattern.UNSURE: lazy_gettext("Many of us could not judge {topic}"),
    Pattern.GROUP_GAP: lazy_gettext("Groups see {topic} differently"),
    Pattern.SPLIT: lazy_gettext("Two camps on {topic}"),
    Pattern.FEW_APART: lazy_gettext("Most answers on {topic} lie together, a few lie far away"),
    Pattern.SHARED_STRENGTH: lazy_gettext("We share a strength: {topic}"),
    Pattern.SHARED_CHALLENGE: lazy_gettext("We share a difficulty: {topic}"),
    Pattern.SHARED_MIDDLE: lazy_gettext("Neither strong nor weak: {topic}"),
    Pattern.SCATTERED: lazy_gettext("Views on {topic} are scattered"),
    Pattern.VIEWS_DIFFER: lazy_gettext("Views differ on {topic}"),
}
_OF_THOSE_ASKED: Mapping[Pattern, LazyProxy] = {
    Pattern.UNSURE: lazy_gettext("Many who were asked could not judge {topic}"),
    Pattern.SHARED_STRENGTH: lazy_gettext("Those who answered share a strength: {topic}"),
    Pattern.SHARED_CHALLENGE: lazy_gettext("Those who answered share a difficulty: {topic}"),
}
"""Said instead where a theme was put to some roles only: they do not speak for all of us."""
_SAYING_ALIKE = (Pattern.SHARED_STRENGTH, Pattern.SHARED_CHALLENGE, Pattern.SHARED_MIDDLE)
_LEANING = {
    patterns.GOOD: lazy_gettext("Good in parts: {topic}"),
    patterns.HARD: lazy_gettext("Hard in parts: {topic}"),
}
_ONE = lazy_gettext("One answer on {topic}")
_NO_ANSWERS = lazy_gettext("No answers on {topic}")
_SEVERAL_UNSURE = lazy_gettext("Several people could not judge {topic}")
_MANY_UNSURE = lazy_gettext("Many could not judge {topic}")
_FEW_ANSWERS = lazy_gettext("Few answers on {topic}")
_TENTATIVE = {
    Level.HIGH: lazy_gettext("The {number} answers on {topic} lie close together"),
    Level.MEDIUM: lazy_gettext("The {number} answers on {topic} are mixed"),
    Level.LOW: lazy_gettext("The {number} answers on {topic} lie far apart"),
}


def heading(theme: ThemeResult, framework: Framework, result: Result | None = None) -> str:
    """A short finding on the theme; with `result`, a gap between groups is named."""
    about = topic(framework, theme.id)
    if theme.pattern is Pattern.GROUP_GAP and result is not None and not theme.tentative:
        gap = gap_of(result, theme.id)
        if gap is not None:
            return gap_heading(gap, result, framework)
    of_us = result is None or asked_of_everybody(theme, result)
    if theme.minority is not None and leans_one_way(theme) and not theme.tentative:
        if of_us:
            return _("Most of us see {topic} one way, some see it otherwise", topic=about)
        return _("Most who answered see {topic} one way, some see it otherwise", topic=about)
    found = _heading(theme, framework, result)
    if not of_us and found is _HEADINGS[theme.pattern]:
        found = _OF_THOSE_ASKED.get(theme.pattern, found)
    return str(found).format(topic=about, number=spelled(theme.valid or 0))


def asked_of_everybody(theme: ThemeResult, result: Result) -> bool:
    """Whether the theme was put to everybody who answered, so that its answers may be called ours."""
    return theme.asked is not None and theme.asked >= result.respondents


def leans_one_way(theme: ThemeResult) -> bool:
    """Whether more than half of the answers are known to lie on one side of the middle, and not far apart."""
    parts = theme.answers or theme.bins
    if parts is None or theme.agreement_level is Level.LOW:
        return False
    half = len(parts) // 2
    return below(sum(parts) / 2, max(sum(parts[:half]), sum(parts[-half:])))


def many_unsure(theme: ThemeResult, result: Result | None = None) -> bool:
    """Whether many could not judge: what counts is how many they are, not how many could."""
    thresholds = result.thresholds if result is not None else Thresholds()
    return (theme.dont_know or 0) >= thresholds.tentative_below


def _heading(theme: ThemeResult, framework: Framework, result: Result | None) -> LazyProxy:
    if theme.pattern is Pattern.TOO_FEW and theme.withheld is None:
        return _ONE if theme.valid else _NO_ANSWERS
    if theme.pattern is Pattern.UNSURE:
        return _unsure(theme, result)
    if theme.tentative and theme.pattern is not Pattern.TOO_FEW:
        return _tentative(theme)
    if theme.minority is not None:
        return _HEADINGS[Pattern.SCATTERED if theme.agreement_level is Level.LOW else Pattern.VIEWS_DIFFER]
    if theme.pattern is Pattern.SHARED_MIDDLE:
        return _LEANING.get(patterns.leaning(theme, framework.scale.size), _HEADINGS[theme.pattern])
    return _HEADINGS[theme.pattern]


def _unsure(theme: ThemeResult, result: Result | None) -> LazyProxy:
    if not many_unsure(theme, result):
        return _SEVERAL_UNSURE
    return _MANY_UNSURE if theme.tentative else _HEADINGS[Pattern.UNSURE]


def _tentative(theme: ThemeResult) -> LazyProxy:
    """What few answers allow to be said: how they lie to one another, and nothing of us."""
    return _TENTATIVE[theme.agreement_level] if theme.agreement_level is not None else _FEW_ANSWERS


def sentence(theme: ThemeResult, framework: Framework, result: Result | None = None) -> str:
    """What the numbers say, in a sentence or two; as much as the detail level allows."""
    if theme.pattern is Pattern.TOO_FEW:
        return _fewer_than_two(theme, framework)
    gap = gap_of(result, theme.id) if result is not None and theme.pattern is Pattern.GROUP_GAP else None
    if gap is not None and result is not None:
        return gap_sentence(gap, result, framework)
    if theme.minority is not None and theme.detail is Detail.DISTRIBUTION:
        return _minority(theme, framework)
    if theme.detail is Detail.DISTRIBUTION:
        return _from_counts(theme, framework)
    return _from_summary(theme, framework, result)


def _fewer_than_two(theme: ThemeResult, framework: Framework) -> str:
    """Nothing is hidden in open rounds, so there one answer is said, and that there is none."""
    if theme.withheld is not None:
        return _("Too few people gave an answer to show what they said.")
    if not theme.valid:
        return _("Nobody gave an answer on the scale.")
    return _("The one answer is {answer}.", answer=typical(theme, framework))


def _minority(theme: ThemeResult, framework: Framework) -> str:
    counts, half = theme.answers or (), framework.scale.size // 2
    upper = (theme.median or 0) > middle(framework)
    most = at_least(framework) if upper else at_most(framework)
    few = share(theme.minority or 0)
    if leans_one_way(theme):
        return _("Most answered {most}; {share} see it otherwise.", most=most, share=few)
    side, valid = sum(counts[-half:] if upper else counts[:half]), sum(counts)
    if isclose(2 * side, valid):
        return _("Half answered {most}; {share} see it otherwise.", most=most, share=few)
    return _(
        "{side} answered {most}; {share} see it otherwise.",
        side=sentence_start(_of(side, theme)),
        most=most,
        share=few,
    )


def _from_counts(theme: ThemeResult, framework: Framework) -> str:
    counts = theme.answers or ()
    if theme.pattern is Pattern.UNSURE:
        return ngettext(
            "{count} of {asked} could not judge it, so the answers of the others do not speak for the whole.",
            "{count} of {asked} could not judge it, so the answers of the others do not speak for the whole.",
            theme.dont_know or 0,
            count=whole(theme.dont_know or 0),
            asked=whole((theme.valid or 0) + (theme.dont_know or 0)),
        )
    if theme.pattern is Pattern.FEW_APART:
        return _(
            "Most answers lie around {typical}; a few people see it very differently.",
            typical=typical(theme, framework),
        )
    half = framework.scale.size // 2
    return _sides(theme, framework, _of(sum(counts[:half]), theme), _of(sum(counts[-half:]), theme))


def _of(count: float, theme: ThemeResult) -> str:
    """How many of the answers: counted where there are few, a share in words where there are many.

    Where every partner counts the same nobody is counted.
    """
    valid = sum(theme.answers or ())
    if count in (0, valid) or valid >= COUNTED_BELOW or theme.counts is None:
        return share(min(count / valid, 1.0), exact=True)
    return _("{count} of {valid}", count=whole(round(count)), valid=whole(round(valid)))


def _sides(theme: ThemeResult, framework: Framework, below: str, above: str) -> str:
    if theme.pattern is Pattern.SHARED_STRENGTH:
        return _("{share} answered {most}.", share=sentence_start(above), most=at_least(framework))
    if theme.pattern is Pattern.SHARED_CHALLENGE:
        return _("{share} answered {most}.", share=sentence_start(below), most=at_most(framework))
    if theme.pattern is Pattern.SHARED_MIDDLE:
        return _("The typical answer is {typical}.", typical=typical(theme, framework))
    return _(
        "{low_share} answered {low}, {high_share} answered {high}.",
        low_share=sentence_start(below),
        low=at_most(framework),
        high_share=above,
        high=at_least(framework),
    )


def _from_summary(theme: ThemeResult, framework: Framework, result: Result | None) -> str:
    if theme.pattern is Pattern.UNSURE:
        if many_unsure(theme, result):
            return _("Many could not judge it, so the answers of the others do not speak for the whole.")
        return _(
            "Several people could not judge it, so the answers of the others do not speak for the whole."
        )
    if theme.typical is None:
        return ""
    parts = [_("The typical answer is {typical}.", typical=typical(theme, framework))]
    if theme.bins is not None:
        parts.append(_bins(theme.bins, framework))
    if theme.agreement_level is not None:
        parts.append(levels.sentence(theme.agreement_level))
    return " ".join(parts)


def _bins(bins: tuple[int, int, int], framework: Framework) -> str:
    """Answers below, at and above the middle; a scale with an even number of points has no answer in its middle."""
    low, middle, high = map(whole, bins)
    if framework.scale.size % 2 == 0:
        return _("Answers below the middle of the scale: {low}; above it: {high}.", low=low, high=high)
    return _(
        "Answers below the middle of the scale: {low}; in the middle: {middle}; above it: {high}.",
        low=low,
        middle=middle,
        high=high,
    )


def agreement(theme: ThemeResult, framework: Framework) -> str:
    """How far people are from the typical answer on average: AD_md = (1 - A) (K - 1) / 2, in steps.

    Empty where the distribution may not be shown, the pattern makes it beside the point, or it would read as
    none; that all answers are the same is said from `ALL_THE_SAME_FROM` answers on.
    """
    unsaid = (Pattern.TOO_FEW, Pattern.UNSURE)
    if theme.detail is not Detail.DISTRIBUTION or theme.agreement is None or theme.pattern in unsaid:
        return ""
    away = (1 - theme.agreement) * (framework.scale.size - 1) / 2
    if theme.agreement == 1 and (theme.valid or 0) >= ALL_THE_SAME_FROM:
        return _("All answers are the same.")
    if decimal(away) == decimal(0):
        return ""
    return _("On average an answer lies {steps} steps from the typical answer.", steps=decimal(away))


def caution(theme: ThemeResult, result: Result) -> str | None:
    """At most one caution: none in open mode, and none here where page one says it for the whole.

    That answers could lie as close together by chance is said only where they are called alike.
    """
    if result.mode is Mode.OPEN or result.respondents < result.thresholds.distribution_from:
        return None
    if theme.tentative:
        return _("Few answers on this one: take it as a first impression.")
    if could_be_chance(theme, result):
        return _("Few answers, could be chance: ask before you conclude.")
    return None


def could_be_chance(theme: ThemeResult, result: Result) -> bool:
    """Whether the caution is said that answers may only by chance lie as close together as they do."""
    whole = result.mode is not Mode.OPEN and result.respondents >= result.thresholds.distribution_from
    return whole and not theme.tentative and theme.could_be_chance and theme.pattern in _SAYING_ALIKE
