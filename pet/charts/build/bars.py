"""Specs of bars: themes one above the other, and the legend of several such pictures."""

from collections.abc import Iterable, Sequence

from pet.analysis.kinds import Detail, Level
from pet.analysis.options import Weighting
from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.charts.build.bar_parts import Answers, Named, bar, how_many, level_word, middle_if_any, spec_of
from pet.charts.build.bar_text import how_to_read
from pet.charts.build.names import slug
from pet.charts.build.segments import Unit
from pet.charts.spec import Table
from pet.charts.spec.bars import BarRow, Bars, Kind, Legend
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import findings, on_the_scale, withheld
from pet.words.numbers import whole
from pet.words.phrases import listing, title

# From here shares say more than counts.
PER_CENT_FROM = 100


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
    return spec_of(
        Named(
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


def legend(of: Bars) -> Legend:
    """What the colours and signs of several pictures of bars mean, for a page that shows them apart."""
    said = _("What the colours and signs of the bars mean")
    words = of.points if any(row.kind is not Kind.BINS for row in of.rows) else of.bins
    return Legend(
        name="bars-legend",
        finding=said,
        description=_("{finding}: {words}.", finding=said, words=listing(words)),
        reading=how_to_read(of.rows, Unit.ANSWERS if not of.unit else Unit.PER_CENT),
        table=Table(header=(_("Answer"),), rows=tuple((word,) for word in words)),
        of=of,
    )


def _row(theme: ThemeResult, framework: Framework, unit: Unit) -> BarRow:
    name = title(framework, theme.id)
    if theme.answers and theme.valid:
        return bar(Answers(name, theme.answers, theme.valid, theme.dont_know, theme.agreement_level), unit)
    if theme.detail is Detail.THREE_BINS and theme.bins and sum(theme.bins):
        counts = middle_if_any(theme.bins, framework.scale.size)
        answers = Answers(name, counts, sum(counts), theme.dont_know, theme.agreement_level)
        return bar(answers, unit, Kind.BINS)
    if theme.median is not None:
        return BarRow(
            label=name,
            kind=Kind.SUMMARY,
            median=theme.median,
            median_word=on_the_scale.typical(theme, framework),
            word=level_word(theme.agreement_level),
            people=how_many(theme.valid),
            answers="" if theme.valid is None else whole(theme.valid),
        )
    reason = withheld.short(theme.withheld) if theme.withheld is not None else _("no answers")
    return BarRow(label=name, kind=Kind.NOTHING, word=reason)


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
