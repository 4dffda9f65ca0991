"""Specs of bars: themes one above the other, or a group above all others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from pet.analysis.kinds import Detail, Level
from pet.analysis.options import Breakdown, Mode, Weighting
from pet.analysis.result import Gap, GroupTheme, Measures, Result, ThemeResult
from pet.charts.build.axes import UNKNOWN, scale_words, stopped
from pet.charts.build.names import slug
from pet.charts.build.segments import Unit, dont_know, lengths, numbers
from pet.charts.spec import BarRow, Bars, DontKnow, Kind, Legend, Table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import findings, levels, withheld
from pet.words.groups import gap_heading, label, others
from pet.words.numbers import whole
from pet.words.phrases import in_words, listing, title, topic

# From here shares say more than counts.
PER_CENT_FROM = 100

_Part = TypeVar("_Part")
_Names: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""What the segments are called: the points of the scale, and the sides of its middle."""


def bars(
    result: Result,
    framework: Framework,
    theme_ids: Sequence[str],
    *,
    legend: bool = True,
    finding: str | None = None,
    per_cent: bool | None = None,
) -> Bars | None:
    """One row per theme, in the order given.

    Args:
        result: the round.
        framework: what was asked.
        theme_ids: which themes; those that the result does not hold are left out.
        legend: whether the legend is drawn above the rows.
        finding: the sentence that heads these themes, if there is one; else it is made from the themes.
        per_cent: whether the numbers are per cent; `None` decides by how many answered these themes. Where
            every partner counts the same they always are.

    Returns:
        `None` where there is no theme to show.
    """
    known = {theme.id: theme for theme in result.themes}
    themes = [known[theme_id] for theme_id in theme_ids if theme_id in known]
    if not themes:
        return None
    unit = Unit.PER_CENT if _in_per_cent(result, themes, chosen=per_cent) else Unit.ANSWERS
    rows = [_row(theme, framework, unit) for theme in themes]
    return _spec(
        _Named(
            slug("bars", [theme.id for theme in themes]),
            finding or _finding(themes, framework, result),
            _("Theme"),
        ),
        rows,
        framework,
        unit,
        legend=legend,
    )


def _in_per_cent(result: Result, themes: Iterable[ThemeResult], *, chosen: bool | None) -> bool:
    """Whether numbers are per cent; always where every partner counts the same, for then nobody is counted."""
    if result.weighting is Weighting.PARTNERS:
        return True
    return many(themes) if chosen is None else chosen


def many(themes: Iterable[ThemeResult]) -> bool:
    """Whether so many answered one of these themes that shares say more than counts."""
    return any((theme.valid or 0) >= PER_CENT_FROM for theme in themes)


def group_bars(
    result: Result, framework: Framework, theme_id: str, breakdown: Breakdown, group: str
) -> Bars | None:
    """A group's bar above that of all others, on one theme.

    Outside open rounds both are in steps of five per cent, so that no difference singles anyone out.

    Returns:
        `None` where the distribution of either may not be shown.
    """
    found = next((one for one in result.groups.get(breakdown, ()) if one.name == group), None)
    theme = result.theme(theme_id) if result.themes else None
    part = found.theme(theme_id) if found is not None else None
    rest = _rest(result, theme, part) if theme is not None and part is not None else None
    if found is None or part is None or part.counts is None or rest is None:
        return None
    unit = Unit.ANSWERS if result.mode is Mode.OPEN else Unit.FIVES
    name = label(found, breakdown, framework)
    rows = [
        _bar(_Answers(name, part.counts, sum(part.counts), part.dont_know, part.agreement_level), unit),
        _bar(_Answers(others(breakdown), rest[0], sum(rest[0]), rest[1], None), unit),
    ]
    return _spec(
        _Named(
            slug("bars", [theme_id, breakdown, group]),
            _group_finding(result, framework, part, (breakdown, group, name)),
            _("Group"),
        ),
        rows,
        framework,
        unit,
    )


def legend(of: Bars) -> Legend:
    """What the colours and signs of several pictures of bars mean, for a page that shows them apart."""
    said = _("What the colours and signs of the bars mean")
    words = of.points if any(row.kind is not Kind.BINS for row in of.rows) else of.bins
    return Legend(
        name="bars-legend",
        finding=said,
        description=_("{finding}: {words}.", finding=said, words=listing(words)),
        reading=_reading(of.rows, Unit.ANSWERS if not of.unit else Unit.PER_CENT),
        table=Table(header=(_("Answer"),), rows=tuple((word,) for word in words)),
        of=of,
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """What a chart of bars is called, what it finds, and what its rows are."""

    name: str
    finding: str
    of: str


@dataclass(frozen=True, slots=True)
class _Answers:
    """What one bar is made of."""

    label: str
    counts: tuple[float, ...]
    valid: int
    dont_know: int | None
    level: Level | None


def _rest(result: Result, theme: ThemeResult, part: Measures) -> tuple[tuple[int, ...], int | None] | None:
    """Everybody's answers less those of the group, if both may be shown as a distribution (R8).

    Where every partner counts the same, a group's answers are no part of everybody's that could be taken away.
    """
    if theme.counts is None or part.counts is None:
        return None
    counts = tuple(whole - mine for whole, mine in zip(theme.counts, part.counts, strict=True))
    fewest = max(result.thresholds.distribution_from, 2 * result.smallest_group)
    if sum(counts) < (1 if result.mode is Mode.OPEN else fewest) or not sum(part.counts):
        return None
    if theme.dont_know is None or part.dont_know is None:
        return counts, None
    return counts, theme.dont_know - part.dont_know


def _row(theme: ThemeResult, framework: Framework, unit: Unit) -> BarRow:
    name = title(framework, theme.id)
    if theme.answers and theme.valid:
        return _bar(_Answers(name, theme.answers, theme.valid, theme.dont_know, theme.agreement_level), unit)
    if theme.detail is Detail.THREE_BINS and theme.bins and sum(theme.bins):
        counts = _of_bins(theme.bins, framework.scale.size)
        answers = _Answers(name, counts, sum(counts), theme.dont_know, theme.agreement_level)
        return _bar(answers, unit, Kind.BINS)
    if theme.median is not None:
        return BarRow(
            label=name,
            kind=Kind.SUMMARY,
            median=theme.median,
            median_word=findings.typical(theme, framework),
            word=_word(theme.agreement_level),
            people=_people(theme.valid),
            answers="" if theme.valid is None else whole(theme.valid),
        )
    reason = withheld.short(theme.withheld) if theme.withheld is not None else _("no answers")
    return BarRow(label=name, kind=Kind.NOTHING, word=reason)


def _bar(answers: _Answers, unit: Unit, kind: Kind = Kind.POINTS) -> BarRow:
    valid = answers.valid
    return BarRow(
        label=answers.label,
        kind=kind,
        shares=lengths(answers.counts, unit),
        numbers=numbers(answers.counts, unit),
        word=_word(answers.level),
        people=_people(valid),
        answers=whole(valid),
        dont_know=dont_know(answers.dont_know, valid, unit),
    )


def _word(level: Level | None) -> str:
    return "" if level is None else levels.word(level)


def _people(valid: int | None) -> str:
    return "" if valid is None else ngettext("{count} answer", "{count} answers", valid, count=whole(valid))


def _finding(themes: Sequence[ThemeResult], framework: Framework, result: Result) -> str:
    if len(themes) == 1:
        return findings.heading(themes[0], framework, result)
    if all(theme.agreement_level is None for theme in themes):
        return _("The answers to {number} themes", number=len(themes))
    return ngettext(
        "On {close} of {number} theme the answers lie close together",
        "On {close} of {number} themes the answers lie close together",
        len(themes),
        close=sum(theme.agreement_level is Level.HIGH for theme in themes),
    )


def _group_finding(
    result: Result, framework: Framework, part: GroupTheme, of: tuple[Breakdown, str, str]
) -> str:
    """The gap by its heading where it is flagged, else only who is compared on what."""
    breakdown, group, name = of
    if part.gap_flagged:
        gap = Gap(
            theme=part.id, breakdown=breakdown, group=group, higher=bool(part.higher), steps=part.gap_steps
        )
        return gap_heading(gap, result, framework)
    return _("{group} and others on {topic}", group=name, topic=topic(framework, part.id))


def _spec(
    named: _Named, rows: Sequence[BarRow], framework: Framework, unit: Unit, *, legend: bool = True
) -> Bars:
    words, bins = scale_words(framework), _bins(framework.scale.size)
    return Bars(
        name=named.name,
        finding=named.finding,
        description=_described(named.finding, rows, (words, bins), unit),
        reading=_reading(rows, unit),
        table=_table(named.of, rows, (words, bins), unit),
        points=words,
        bins=bins,
        dont_know=in_words(framework.scale.dont_know),
        typical=_("typical answer"),
        unit=_IN_LEGEND[unit](),
        rows=tuple(rows),
        labelled=len(rows) > 1,
        legend=legend,
    )


_IN_LEGEND: dict[Unit, Callable[[], str]] = {
    # How to read the report says that numbers are answers where nothing else is said.
    Unit.ANSWERS: lambda: "",
    Unit.PER_CENT: lambda: _("per cent"),
    Unit.FIVES: lambda: _("per cent, in steps of five"),
}
_NUMBERS: dict[Unit, Callable[[], str]] = {
    Unit.ANSWERS: lambda: _("The numbers are answers."),
    Unit.PER_CENT: lambda: _("The numbers are per cent of the answers."),
    Unit.FIVES: lambda: _(
        "The numbers are per cent of the answers, in steps of five, so they may not add up to 100."
    ),
}


def _reading(rows: Sequence[BarRow], unit: Unit) -> str:
    if not any(row.shares for row in rows):
        return _("Diamond: the typical answer on the scale.")
    sides = _(
        "Left of the line, brown and hatched: answers below the middle of the scale. Right of it, blue: above. "
        "Beside the bar and never part of it: don’t know."
    )
    return f"{sides} {_NUMBERS[unit]()}"


def _bins(points: int) -> tuple[str, ...]:
    return _of_bins((_("Below the middle"), _("In the middle"), _("Above the middle")), points)


def _of_bins(parts: tuple[_Part, _Part, _Part], points: int) -> tuple[_Part, ...]:
    """Below, at and above the middle; an even number of points has no middle, so there nothing stands for it."""
    return parts if points % 2 else (parts[0], parts[2])


def _table(of: str, rows: Sequence[BarRow], names: _Names, unit: Unit) -> Table:
    kinds = {row.kind for row in rows}
    words, bins = names
    counted = (*(words if Kind.POINTS in kinds else ()), *(bins if Kind.BINS in kinds else ()))
    if unit is not Unit.ANSWERS:
        counted = tuple(_("{answer} (%)", answer=word) for word in counted)
    middle = (_("Typical answer"),) if Kind.SUMMARY in kinds else ()
    header = (of, *counted, *middle, _("Don’t know"), _("Answers"), _("How close together"))
    return Table(header=header, rows=tuple(_cells(row, kinds, names) for row in rows))


def _cells(row: BarRow, kinds: set[Kind], names: _Names) -> tuple[str, ...]:
    cells = [row.label]
    if Kind.POINTS in kinds:
        cells += row.numbers if row.kind is Kind.POINTS else [UNKNOWN] * len(names[0])
    if Kind.BINS in kinds:
        cells += row.numbers if row.kind is Kind.BINS else [UNKNOWN] * len(names[1])
    if Kind.SUMMARY in kinds:
        cells.append(row.median_word or UNKNOWN)
    cells += [_said(row.dont_know), row.answers or UNKNOWN, row.word or UNKNOWN]
    return tuple(cells)


def _said(said: DontKnow | None) -> str:
    """How many don't know; a dash where that is withheld."""
    return UNKNOWN if said is None else said.label


def _described(said: str, rows: Sequence[BarRow], names: _Names, unit: Unit) -> str:
    counted = [_NUMBERS[unit]()] if any(row.shares for row in rows) else []
    sentences = [_sentence(row, names[0] if row.kind is Kind.POINTS else names[1]) for row in rows]
    return " ".join([stopped(said), *counted, *sentences])


def _sentence(row: BarRow, names: Sequence[str]) -> str:
    if row.kind is Kind.NOTHING:
        return _("{row}: {reason}.", row=row.label, reason=row.word)
    if row.kind is Kind.SUMMARY:
        return _(
            "{row}: typical answer {median}, {people}.",
            row=row.label,
            median=row.median_word,
            people=_behind(row),
        )
    pairs = [
        _("{answer} {number}", answer=name, number=number)
        for name, number in zip(names, row.numbers, strict=True)
    ]
    return _(
        "{row}: {numbers}; don’t know {dont_know}; {people}.",
        row=row.label,
        numbers=listing(pairs),
        dont_know=_said(row.dont_know),
        people=_behind(row),
    )


def _behind(row: BarRow) -> str:
    """How many answers and how close together; where the latter is not defined, nothing stands for it."""
    people = row.people or UNKNOWN
    return _("{people}, {word}", people=people, word=row.word) if row.word else people
