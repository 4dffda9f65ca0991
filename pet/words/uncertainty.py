"""How agreement might look had everybody answered, and how much of the spread lies between groups, in words."""

from pet.analysis.agreement import reaches
from pet.analysis.kinds import Pattern
from pet.analysis.options import Breakdown
from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.words.numbers import percent, whole

NOT_KNOWN = "–"
LISTED_FROM = 0.05
"""The share between groups from which a theme is listed: below a twentieth there is nothing to say."""
_BETWEEN = {
    Breakdown.PARTNER: lazy_gettext("Partners"),
    Breakdown.ROLE: lazy_gettext("Roles"),
    Breakdown.LEADS: lazy_gettext("Leaders"),
}


def sentence(theme: ThemeResult, result: Result) -> str:
    """Agreement now, and where it would most likely lie had everybody answered; empty where that is not known.

    Also empty where nobody is missing, and where so many could not judge the theme that this is what there is to say.
    """
    if theme.interval is None or theme.agreement is None:
        return ""
    if not _missing(result) or theme.pattern is Pattern.UNSURE:
        return ""
    return _where(theme.agreement, theme.interval)


def _where(agreement: float, interval: tuple[float, float]) -> str:
    now, (low, high) = percent(agreement), map(percent, interval)
    if low == high:
        return _("Agreement: {now}. Had everybody answered: most likely around {value}.", now=now, value=low)
    return _(
        "Agreement: {now}. Had everybody answered: most likely {low} to {high}.", now=now, low=low, high=high
    )


def explained(result: Result) -> str:
    """What the sentences beside the themes mean and take for granted, said once; empty where none stands."""
    if not any(sentence(theme, result) for theme in result.themes):
        return ""
    return _(
        "Not everybody who was asked has answered. Agreement on a theme is given from {least} (half at one end "
        "of the scale, half at the other) to {most} (the same answer from everybody), and beside it where it would most "
        "likely lie, in nine of ten cases, had all of them answered. This takes for granted that staying away had nothing to do with what people think, "
        "which nobody knows.",
        least=percent(0),
        most=percent(1),
    )


def interval(theme: ThemeResult) -> str:
    """The two ends, for a table."""
    if theme.interval is None:
        return NOT_KNOWN
    low, high = map(percent, theme.interval)
    return low if low == high else _("{low} to {high}", low=low, high=high)


def agreement(theme: ThemeResult) -> str:
    """Agreement in numbers, for a table."""
    return NOT_KNOWN if theme.agreement is None else percent(theme.agreement)


def uncertain(result: Result) -> tuple[ThemeResult, ...]:
    """The themes of which it is known what those who are missing could change."""
    return tuple(theme for theme in result.themes if theme.interval is not None and _missing(result))


def _missing(result: Result) -> bool:
    """Whether anybody is missing: with nobody missing both ends are what was observed."""
    return result.invited is not None and result.invited > result.respondents


def supposed(result: Result) -> str:
    """What the interval says and what it takes for granted."""
    return _(
        "Agreement runs from {least} (half at one end of the scale, half at the other) to {most} (the same answer from "
        "everybody). {respondents} of {invited} people answered. Had all of them answered, agreement would in nine of "
        "ten cases lie between the two values given. This takes for granted that staying away had nothing to do with "
        "one’s opinion, which nobody knows. Given for themes that were put to everybody.",
        least=percent(0),
        most=percent(1),
        respondents=whole(result.respondents),
        invited=whole(result.invited or 0),
    )


def between(of: Breakdown) -> str:
    """The head of a column: between whom the spread lies. Short, for heads are repeated on every page."""
    return str(_BETWEEN[of])


def compared(result: Result) -> tuple[Breakdown, ...]:
    """The breakdowns of which it is known how much of the spread lies between their groups."""
    return tuple(found.breakdown for found in result.breakdowns if found.between)


def differing(result: Result) -> tuple[ThemeResult, ...]:
    """The themes that are listed, in the order of the framework."""
    large = {
        one.theme
        for found in result.breakdowns
        for one in found.between
        if reaches(one.eta_squared, LISTED_FROM)
    }
    return tuple(theme for theme in result.themes if theme.id in large)


def share_between(result: Result, of: Breakdown, theme_id: str) -> str:
    """How much of a theme's spread lies between the groups of a breakdown, for a table."""
    found = result.breakdown(of)
    shares = {one.theme: one.eta_squared for one in found.between} if found else {}
    return percent(shares[theme_id]) if theme_id in shares else NOT_KNOWN


def spread() -> str:
    """What the share between groups says and what it does not."""
    return _(
        "How much of the spread of the answers lies between groups, and not within them: {least} where the groups answer "
        "alike, {most} where everybody in a group gives the same answer and the groups do not. What chance alone would "
        "give is taken off. Only groups whose counts are shown are in it. It does not say who sees a theme differently, "
        "nor whether the difference is more than chance. Listed are themes with {listed} or more in one of the columns; "
        "leaders are held against everybody else.",
        least=percent(0),
        listed=percent(LISTED_FROM),
        most=percent(1),
    )
