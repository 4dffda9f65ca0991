"""Whether a result from outside keeps the promise of its round: nothing of few people, and nothing closer than it may be.

The rules are those of docs/privacy.md, as far as a result by itself can be held against them: head counts, how closely
each distribution is shown, and what people wrote. What takes two breakdowns at once (R5) only the answers could tell.
"""

from collections.abc import Sequence

from pet.analysis.comments import needs_digests
from pet.analysis.kinds import Basis, Detail, Pattern
from pet.analysis.options import (
    SMALLEST_ALLOWED_GROUP,
    Mode,
    Options,
    Thresholds,
    Weighting,
)
from pet.analysis.patterns import section_of
from pet.analysis.privacy import total_detail
from pet.analysis.result import (
    BreakdownResult,
    Composite,
    GroupResult,
    GroupTheme,
    Measures,
    Result,
    ThemeResult,
)
from pet.analysis.result_change import Change, ThemeChange
from pet.frameworks.model import Area, Component, Framework
from pet.language import gettext as _
from pet.record.bounds import Found

_LIMITS = ("distribution_from", "comments_from_people", "comments_from_texts")
_NEARLY = 1e-6
_WORDS = ("median", "agreement_level")
_IN_FULL = ("shares", "mean", "interpolated_median", "quartiles", "score")
_MEASURES = (*_WORDS, *_IN_FULL, "counts", "bins", "agreement")
_OF_THEME = ("camps", "minority", "interval", "effective")
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
            yield name, _too_close()


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
        yield from _measures(where, theme, result.respondents, options, result.points)
        yield from _theme(where, theme, options)
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


def _too_close() -> str:
    return _("So few people’s answers must not be told as closely as this.")


def _odd() -> str:
    return _("does not go with the rest.")


def _measures(where: str, theme: Measures, people: int, options: Options, points: int) -> Found:
    yield from _shape(where, theme, points)
    heads = (theme.valid, theme.dont_know)
    if None in heads:
        if any(value is not None for value in (*heads, theme.dont_know_share)) or _told(theme, _MEASURES):
            yield f"{where}.valid", _odd()
        return
    valid, base = theme.valid or 0, (theme.valid or 0) + (theme.dont_know or 0)
    if base > people:
        yield f"{where}.valid", _("is more than how many people answered.")
    if base < options.smallest_group and not options.is_open:
        yield f"{where}.valid", _too_close()
    least = {Detail.NONE: 0, Detail.DISTRIBUTION: _for_distribution(theme, options)}
    if valid < least.get(theme.detail, options.smallest_group):
        yield f"{where}.detail", _too_close()


def _for_distribution(theme: Measures, options: Options) -> int:
    of_everybody = isinstance(theme, ThemeResult) and not options.is_open
    return options.thresholds.distribution_from if of_everybody else options.distribution_size


def _told(part: object, names: Sequence[str]) -> list[str]:
    return [name for name in names if getattr(part, name) is not None]


def _shape(where: str, theme: Measures, points: int) -> Found:
    """How much of a theme is told goes with its detail, and every distribution has a place for each point."""
    for name in ("counts", "shares"):
        values = getattr(theme, name)
        if values is not None and len(values) != points:
            yield f"{where}.{name}", _("must have {number} values.", number=points)
    allowed = {
        Detail.NONE: (),
        Detail.SUMMARY: _WORDS,
        Detail.THREE_BINS: (*_WORDS, "bins"),
        Detail.DISTRIBUTION: tuple(name for name in _MEASURES if name != "bins"),
    }[theme.detail]
    for name in _told(theme, [name for name in _MEASURES if name not in allowed]):
        yield f"{where}.{name}", _too_close()
    for name in _needed(theme.detail):
        if getattr(theme, name) is None:
            yield f"{where}.{name}", _("missing.")
    yield from _sums(where, theme)


def _needed(detail: Detail) -> tuple[str, ...]:
    return {
        Detail.NONE: (),
        Detail.SUMMARY: ("median",),
        Detail.THREE_BINS: ("median", "bins"),
        Detail.DISTRIBUTION: ("median", *_IN_FULL),
    }[detail]


def _sums(where: str, theme: Measures) -> Found:
    for name in ("counts", "bins"):
        values = getattr(theme, name)
        if values is not None and sum(values) != theme.valid:
            yield f"{where}.{name}", _odd()
    if theme.shares is not None and abs(sum(theme.shares) - 1) > _NEARLY:
        yield f"{where}.shares", _odd()
    if theme.counts is not None and theme.shares is not None and theme.valid:
        pairs = zip(theme.counts, theme.shares, strict=False)
        if any(abs(number / theme.valid - share) > _NEARLY for number, share in pairs):
            yield f"{where}.shares", _odd()
    if theme.median is not None and ((2 * theme.median) % 1 or theme.median < 1):
        yield f"{where}.median", _odd()
    if theme.quartiles is not None and theme.quartiles[0] > theme.quartiles[1]:
        yield f"{where}.quartiles", _odd()


def _theme(where: str, theme: ThemeResult, options: Options) -> Found:
    if theme.valid is not None and theme.detail not in _details(theme.valid, options):
        yield f"{where}.detail", _too_close()
    in_full = theme.detail is Detail.DISTRIBUTION
    if not in_full:
        yield from _of_a_summary(where, theme)
    if (theme.counts is None) is (in_full and options.weighting is Weighting.PEOPLE):
        yield f"{where}.counts", _odd()
    if theme.section is not section_of(theme.pattern, theme.minority):
        yield f"{where}.section", _odd()
    if theme.camps is not None and (theme.pattern is not Pattern.SPLIT or theme.camps[0] >= theme.camps[1]):
        yield f"{where}.camps", _odd()
    if theme.interval is not None and theme.interval[0] > theme.interval[1]:
        yield f"{where}.interval", _odd()
    yield from _asked(where, theme, options)


def _of_a_summary(where: str, theme: ThemeResult) -> Found:
    for name in _told(theme, _OF_THEME):
        yield f"{where}.{name}", _too_close()
    if theme.could_be_chance:
        yield f"{where}.could_be_chance", _too_close()
    if theme.detail is Detail.NONE and theme.pattern not in (Pattern.TOO_FEW, Pattern.UNSURE):
        yield f"{where}.pattern", _too_close()


def _details(valid: int, options: Options) -> tuple[Detail, ...]:
    """Where every partner counts the same, low, middle and high are not told, but a summary."""
    detail = total_detail(valid, options)
    return (detail, Detail.SUMMARY) if detail is Detail.THREE_BINS else (detail,)


def _asked(where: str, theme: ThemeResult, options: Options) -> Found:
    least = 0 if options.is_open else options.smallest_group
    for name in _told(theme, ("not_applicable", "unanswered")):
        if theme.asked is None or theme.asked < least or getattr(theme, name) > theme.asked:
            yield f"{where}.{name}", _too_close()


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
    if one.typical is None and _told(one, told):
        yield f"{where}.typical", _odd()
    for name in _told(one, () if in_full else numbers):
        yield f"{where}.{name}", _too_close()
    if one.band is not None and one.band[0] > one.band[1]:
        yield f"{where}.band", _odd()


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
            yield f"gaps[{index}]", _odd()


def _breakdown(where: str, found: BreakdownResult, result: Result) -> Found:
    groups = result.groups.get(found.breakdown, ())
    shown = [group for group in groups if group.shown]
    if found.shown != len(shown) or found.groups < found.shown:
        yield f"{where}.shown", _odd()
    if (found.withheld is None) is (found.rest is None) or (found.withheld is not None and shown):
        yield f"{where}.withheld", _odd()
    if found.rest is None:
        return
    if found.rest + sum(group.valid or 0 for group in shown) != result.respondents:
        yield f"{where}.rest", _odd()
    if 0 < found.rest < result.smallest_group:
        yield f"{where}.rest", _too_close()


def _group(where: str, group: GroupResult, asked: Framework, options: Options) -> Found:
    if not group.shown:
        if group.valid is not None or group.themes or group.areas or group.components:
            yield where, _too_close()
        return
    if group.valid is None or group.valid < options.smallest_group:
        yield f"{where}.valid", _too_close()
    for index, theme in enumerate(group.themes):
        place = f"{where}.themes[{index}]"
        yield from _measures(place, theme, group.valid or 0, options, asked.scale.size)
        yield from _gap(place, theme)
    yield from _parts(f"{where}.", group, asked)


def _gap(where: str, theme: GroupTheme) -> Found:
    """Of a gap a summary tells two words and no number."""
    if theme.detail is not Detail.DISTRIBUTION and _told(theme, _OF_GAP):
        yield f"{where}.gap_steps", _too_close()
    if theme.detail is Detail.NONE and _told(theme, ("gap_flagged", "higher")):
        yield f"{where}.gap_flagged", _too_close()


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
            yield f"{where}.texts", _too_close()
    if result.digests and not needs_digests(result.respondents, options):
        yield "digests", _odd()
    for index, one in enumerate(result.comments):
        if few and not options.is_open and one.theme is not None:
            yield f"comments[{index}].theme", _too_close()


def _change(change: Change, result: Result, options: Options) -> Found:
    paired = change.basis is Basis.PAIRED
    if paired is (change.people is None):
        yield "change.people", _odd()
    if change.people is not None:
        alone = result.respondents - change.people
        if change.people < options.smallest_group or 0 < alone < options.smallest_group or alone < 0:
            yield "change.people", _too_close()
    details = {theme.id: theme.detail for theme in result.themes}
    for index, theme in enumerate(change.themes):
        where = f"change.themes[{index}]"
        yield from _theme_change(where, theme, paired=paired, options=options)
        if theme.compared and details.get(theme.id) is not Detail.DISTRIBUTION:
            yield where, _too_close()
    for place, one in enumerate(change.components):
        if (one.before is None) is not (one.after is None) or (one.before is None) is not (
            one.themes_used == 0
        ):
            yield f"change.components[{place}]", _odd()


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
        if _told(theme, others):
            yield where, _odd()
        return
    if theme.after is None or theme.mean_change is None or (theme.people is None) is paired:
        yield where, _odd()
    if theme.people is None:
        return
    if theme.people < options.distribution_size:
        yield f"{where}.people", _too_close()
    if (theme.higher or 0) + (theme.same or 0) + (theme.lower or 0) != theme.people:
        yield f"{where}.people", _odd()
