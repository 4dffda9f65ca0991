"""Whether a result from outside keeps the promise of its round: nothing of few people, and nothing closer than it may be.

The rules are those of docs/privacy.md, as far as a result by itself can be held against them: head counts, how closely
each distribution is shown, and what people wrote. What takes two breakdowns at once (R5) only the answers could tell.
"""

from collections.abc import Sequence

from pet.analysis.comments import needs_digests
from pet.analysis.kinds import Basis, Detail
from pet.analysis.options import SMALLEST_ALLOWED_GROUP, Mode, Options, Thresholds
from pet.analysis.result import Result
from pet.analysis.result_change import Change, ThemeChange
from pet.analysis.result_groups import BreakdownResult, GroupResult, GroupTheme
from pet.analysis.result_themes import Composite
from pet.frameworks.model import Area, Component, Framework
from pet.language import gettext as _
from pet.record.bounds import Found
from pet.record.measured import fields_told, odd, of_measures, of_theme, too_close

_LIMITS = ("distribution_from", "comments_from_people", "comments_from_texts")
_OF_GAP = ("gap_steps", "gap_share", "gap_p", "gap_delta")


def promised(result: Result) -> Found:
    """What the head of a result promises, and whether anything is told of it that must not be."""
    is_open = result.mode is Mode.OPEN
    if (result.smallest_group != 1) if is_open else (result.smallest_group < SMALLEST_ALLOWED_GROUP):
        yield "smallest_group", _("This mode has no such smallest group.")
    usual = Thresholds()
    for name in _LIMITS:
        if not is_open and getattr(result.thresholds, name) < getattr(usual, name):
            yield f"thresholds.{name}", _("must be {least} or more.", least=getattr(usual, name))
    if (result.withheld is None) is not (result.respondents >= result.smallest_group):
        yield "withheld", _("does not go with how many people answered.")
    if result.withheld is not None:
        yield from _nothing(result)


def _nothing(result: Result) -> Found:
    """Where too few answered, nothing but their number is told."""
    names = "themes areas components breakdowns groups gaps agenda comments words digests comfort change"
    for name in names.split():
        if getattr(result, name):
            yield name, too_close()


def too_closely(result: Result, asked: Framework) -> Found:
    """What is told more closely than the number of people behind it allows.

    Args:
        result: as it was read, with the lists and the bounds of its framework; something of it is shown.
        asked: what was asked.
    """
    options = Options(
        mode=result.mode,
        smallest_group=result.smallest_group,
        small_partnership=result.small_partnership,
        weighting=result.weighting,
        thresholds=result.thresholds,
    )
    for index, theme in enumerate(result.themes):
        where = f"themes[{index}]"
        yield from of_measures(where, theme, result.respondents, options, result.points)
        yield from of_theme(where, theme, options)
    yield from _parts("", result, asked)
    for index, told in enumerate(result.breakdowns):
        yield from _breakdown(f"breakdowns[{index}]", told, result)
    for breakdown, groups in result.groups.items():
        for index, group in enumerate(groups):
            yield from _group(f"groups.{breakdown}[{index}]", group, asked, options)
    yield from _gaps(result)
    yield from _written(result, options)
    if result.change is not None:
        yield from _change(result.change, result, options)


def _parts(where: str, of: Result | GroupResult, asked: Framework) -> Found:
    """Areas and components tell nothing that the themes below them do not (R3)."""
    details = {theme.id: theme.detail for theme in of.themes}
    kinds: tuple[tuple[str, Sequence[Area | Component], Sequence[Composite]], ...] = (
        ("areas", asked.areas, of.areas),
        ("components", asked.components, of.components),
    )
    for name, parts, found in kinds:
        for index, (part, one) in enumerate(zip(parts, found, strict=False)):
            shown = {details.get(theme.id) for theme in part.themes} - {Detail.NONE, None}
            yield from _composite(f"{where}{name}[{index}]", one, in_full=shown <= {Detail.DISTRIBUTION})


def _composite(where: str, one: Composite, *, in_full: bool) -> Found:
    numbers = ("band", "score", "agreement")
    told = (*numbers, "agreement_level", "lowest_theme", "everybody")
    if one.typical is None and fields_told(one, told):
        yield f"{where}.typical", odd()
    for name in fields_told(one, () if in_full else numbers):
        yield f"{where}.{name}", too_close()
    if one.band is not None and one.band[0] > one.band[1]:
        yield f"{where}.band", odd()


def _gaps(result: Result) -> Found:
    """Each is flagged where its group is told, with the same number."""
    themes = {
        (breakdown, group.name, theme.id): theme
        for breakdown, groups in result.groups.items()
        for group in groups
        for theme in group.themes
    }
    for index, gap in enumerate(result.gaps):
        theme = themes.get((gap.breakdown, gap.group, gap.theme))
        told = (theme.gap_flagged, theme.higher, theme.gap_steps) if theme is not None else ()
        if told != (True, gap.higher, gap.steps):
            yield f"gaps[{index}]", odd()


def _breakdown(where: str, found: BreakdownResult, result: Result) -> Found:
    groups = result.groups.get(found.breakdown, ())
    shown = [group for group in groups if group.shown]
    if found.shown != len(shown) or found.groups < found.shown:
        yield f"{where}.shown", odd()
    if (found.withheld is None) is (found.rest is None) or (found.withheld is not None and shown):
        yield f"{where}.withheld", odd()
    if found.rest is None:
        return
    if found.rest + sum(group.valid or 0 for group in shown) != result.respondents:
        yield f"{where}.rest", odd()
    if 0 < found.rest < result.smallest_group:
        yield f"{where}.rest", too_close()


def _group(where: str, group: GroupResult, asked: Framework, options: Options) -> Found:
    if not group.shown:
        if group.valid is not None or group.themes or group.areas or group.components:
            yield where, too_close()
        return
    if group.valid is None or group.valid < options.smallest_group:
        yield f"{where}.valid", too_close()
    for index, theme in enumerate(group.themes):
        place = f"{where}.themes[{index}]"
        yield from of_measures(place, theme, group.valid or 0, options, asked.scale.size)
        yield from _gap(place, theme)
    yield from _parts(f"{where}.", group, asked)


def _gap(where: str, theme: GroupTheme) -> Found:
    """Of a gap a summary tells two words and no number."""
    if theme.detail is not Detail.DISTRIBUTION and fields_told(theme, _OF_GAP):
        yield f"{where}.gap_steps", too_close()
    if theme.detail is Detail.NONE and fields_told(theme, ("gap_flagged", "higher")):
        yield f"{where}.gap_flagged", too_close()


def _written(result: Result, options: Options) -> Found:
    """R9: of few people no comment stands under its theme, of many none stands by itself."""
    texts = [(f"comments[{index}]", one.texts) for index, one in enumerate(result.comments)]
    texts += [(f"words[{index}]", one.texts) for index, one in enumerate(result.words)]
    limits = options.thresholds
    few = result.respondents < max(limits.comments_from_people, options.smallest_group)
    for where, found in texts:
        if not found or not all(text.strip() for text in found):
            yield f"{where}.texts", _("missing.")
        if not options.is_open and not few and len(found) < limits.comments_from_texts:
            yield f"{where}.texts", too_close()
    if result.digests and not needs_digests(result.respondents, options):
        yield "digests", odd()
    for index, one in enumerate(result.comments):
        if few and not options.is_open and one.theme is not None:
            yield f"comments[{index}].theme", too_close()


def _change(change: Change, result: Result, options: Options) -> Found:
    paired = change.basis is Basis.PAIRED
    if paired is (change.people is None):
        yield "change.people", odd()
    if change.people is not None:
        alone = result.respondents - change.people
        if change.people < options.smallest_group or 0 < alone < options.smallest_group or alone < 0:
            yield "change.people", too_close()
    details = {theme.id: theme.detail for theme in result.themes}
    for index, theme in enumerate(change.themes):
        where = f"change.themes[{index}]"
        yield from _theme_change(where, theme, paired=paired, options=options)
        if theme.compared and details.get(theme.id) is not Detail.DISTRIBUTION:
            yield where, too_close()
    for place, one in enumerate(change.components):
        if (one.before is None) is not (one.after is None) or (one.before is None) is not (
            one.themes_used == 0
        ):
            yield f"change.components[{place}]", odd()


def _theme_change(where: str, theme: ThemeChange, *, paired: bool, options: Options) -> Found:
    numbers = (
        "after",
        "mean_change",
        "agreement_before",
        "agreement_after",
        "people",
        "higher",
        "same",
        "lower",
    )
    others = (*numbers, "steps", "dominance", "p", "moved", "spread")
    if not theme.compared:
        if fields_told(theme, others):
            yield where, odd()
        return
    if theme.after is None or theme.mean_change is None or (theme.people is None) is paired:
        yield where, odd()
    if theme.people is None:
        return
    if theme.people < options.distribution_size:
        yield f"{where}.people", too_close()
    if (theme.higher or 0) + (theme.same or 0) + (theme.lower or 0) != theme.people:
        yield f"{where}.people", odd()
