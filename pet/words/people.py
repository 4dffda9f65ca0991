"""Who took part, and what is not shown and why: the same sentences on the page and in the report."""

from collections.abc import Sequence

from pet.analysis.comments import needs_digests
from pet.analysis.kinds import Withheld
from pet.analysis.options import Breakdown, Mode, Options
from pet.analysis.result import Result
from pet.analysis.result_groups import BreakdownResult, GroupResult
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import groups, promise, withheld
from pet.words.numbers import whole
from pet.words.phrases import listing


def shown_groups(result: Result, of: Breakdown) -> tuple[GroupResult, ...]:
    """The groups of a breakdown that are shown."""
    breakdown = result.breakdown(of)
    if breakdown is None or breakdown.withheld:
        return ()
    return tuple(group for group in result.groups.get(of, ()) if group.shown)


def many(breakdown: BreakdownResult, sizes: Sequence[int]) -> str:
    """How many groups can be shown, where they are too many to list; sizes from the smallest on."""
    return _(
        "{breakdown}: {shown} of {groups} can be shown on their own, with {least} to {most} people each.",
        breakdown=groups.breakdown(breakdown.breakdown),
        shown=whole(breakdown.shown),
        groups=whole(breakdown.groups),
        least=whole(sizes[0]),
        most=whole(sizes[-1]),
    )


def rest(breakdown: BreakdownResult) -> str:
    """How many people are in the whole but not in a group that is shown; empty where there are none."""
    if not breakdown.rest:
        return ""
    return ngettext(
        "The answers of {count} more person are in the whole, but not shown on their own.",
        "The answers of {count} more people are in the whole, but not shown on their own.",
        breakdown.rest,
        count=whole(breakdown.rest),
    )


def same_people(result: Result) -> str:
    """That those who are not shown in two comparisons may be the same; empty where it does not apply."""
    of = (Breakdown.PARTNER, Breakdown.ROLE)
    rests = [breakdown.rest for breakdown in result.breakdowns if breakdown.breakdown in of]
    if len(rests) < 2 or not all(rests):
        return ""
    return _(
        "People whose partner is not shown and people whose role is not shown may in part be the same people."
    )


def not_compared(result: Result) -> str:
    """Which comparisons are not made at all; empty where all are."""
    hidden = [
        groups.comparison(breakdown.breakdown)
        for breakdown in result.breakdowns
        if breakdown.withheld or not breakdown.shown
    ]
    return _("Not compared: {breakdowns}.", breakdowns=listing(hidden)) if hidden else ""


def not_shown(result: Result) -> tuple[str, ...]:
    """What is not shown, and why: a sentence each, none where nothing is held back."""
    if result.mode is Mode.OPEN:
        return ()
    found = (*(withheld.explanation(reason, result) for reason in _reasons(result)), *_comments(result))
    one = promise.one_answer(result)
    return (*found, one) if found and one else found


def nothing_withheld(result: Result) -> str:
    """What is said instead where nothing is held back."""
    if result.mode is Mode.OPEN:
        return promise.sentences(result)[0]
    nothing = _("Nothing had to be withheld, because no group is too small to be shown.")
    one = promise.one_answer(result)
    return f"{nothing} {one}" if one else nothing


def _reasons(result: Result) -> list[Withheld]:
    """Every reason that applies anywhere in the result, each once."""
    everywhere = [
        *(theme.withheld for theme in result.themes),
        *(breakdown.withheld for breakdown in result.breakdowns),
        *(group.withheld for found in result.groups.values() for group in found),
        *(theme.withheld for found in result.groups.values() for group in found for theme in group.themes),
        *(Withheld.ONE_BREAKDOWN for breakdown in result.breakdowns if breakdown.themes_withheld),
        *(theme.withheld for theme in (result.change.themes if result.change else ())),
    ]
    return [reason for reason in Withheld if reason in everywhere]


def _is_summed_up(result: Result) -> bool:
    promised = Options(mode=result.mode, smallest_group=result.smallest_group, thresholds=result.thresholds)
    return result.withheld is None and needs_digests(result.respondents, promised)


def _comments(result: Result) -> tuple[str, ...]:
    if _is_summed_up(result):  # whatever was written: a number of texts would tell of few people who wrote
        return (
            _(
                "So few answered that comments are not shown one by one. Word for word appears only what its writer "
                "agreed to have quoted."
            ),
        )
    number = result.comments_withheld
    if not number:
        return ()
    return (
        ngettext(
            "{count} text that somebody wrote is not shown, because too few people wrote on the same matter.",
            "{count} texts that people wrote are not shown, because too few people wrote on the same matter.",
            number,
            count=whole(number),
        ),
    )
