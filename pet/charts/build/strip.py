"""Specs of strips: one row per axis of the radar, or per theme."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pet.analysis.kinds import Detail, Level
from pet.analysis.result import Result
from pet.analysis.result_themes import Composite, ThemeResult
from pet.charts.build.axes import (
    UNKNOWN,
    agreement_word,
    axes_of,
    describe,
    finding,
    scale_sentence,
    scale_words,
    span,
    spoken,
    stopped,
    table,
    why_no_radar,
)
from pet.charts.build.names import slug
from pet.charts.spec import Table
from pet.charts.spec.strip import Strip, StripRow
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import levels, withheld
from pet.words.numbers import decimal
from pet.words.phrases import title

# Up to here one small dot per answer says more than a line alone.
DOTS_UP_TO = 30


def strip(result: Result, framework: Framework) -> Strip | None:
    """The numbers of the radar, one row per axis; `None` where no part has a value."""
    parts = axes_of(result)
    if all(part.typical is None for part in parts):
        return None
    said = finding(parts, framework)
    return Strip(
        name="strip",
        finding=said,
        description=describe(said, parts, framework),
        reading=" ".join(text for text in (_reading(banded=_banded(parts)), why_no_radar(result)) if text),
        table=table(parts, framework),
        points=scale_words(framework),
        rows=tuple(_part_row(part, framework) for part in parts),
    )


def theme_strip(result: Result, framework: Framework, theme_ids: Sequence[str]) -> Strip | None:
    """One row per theme, in the order given; `None` where no theme has a value."""
    themes = [theme for theme in result.themes if theme.id in theme_ids]
    themes.sort(key=lambda theme: list(theme_ids).index(theme.id))
    if all(theme.typical is None for theme in themes):
        return None
    close = sum(theme.agreement_level is Level.HIGH for theme in themes)
    said = ngettext(
        "On {close} of {number} theme the answers lie close together",
        "On {close} of {number} themes the answers lie close together",
        len(themes),
        close=close,
    )
    dotted = any(_dots(theme) for theme in themes)
    return Strip(
        name=slug("strip", [theme.id for theme in themes]),
        finding=said,
        description=_described(said, themes, framework),
        reading=_reading(banded=any(theme.quartiles is not None for theme in themes), dotted=dotted),
        table=_table(themes, framework),
        points=scale_words(framework),
        rows=tuple(_theme_row(theme, framework) for theme in themes),
    )


def own_strip(result: Result, framework: Framework, own: Mapping[str, int]) -> Strip | None:
    """The reader's own answers beside the typical ones, a row for each theme they put on the scale.

    Args:
        result: the round.
        framework: what was asked.
        own: points of the scale by theme.

    Returns:
        `None` where there is nothing to set beside each other.
    """
    themes = [theme for theme in result.themes if theme.id in own and theme.typical is not None]
    if not themes:
        return None
    said = _("Your answers beside the typical answers")
    whole = theme_strip(result, framework, [theme.id for theme in themes])
    rows = tuple(replace(_theme_row(theme, framework), answers=None, mine=own[theme.id]) for theme in themes)
    table = Table(
        header=(_("Theme"), _("Your answer"), _("Typical answer (1–{points})", points=framework.scale.size)),
        rows=tuple((row.label, str(row.mine), row.value) for row in rows),
    )
    sentences = [
        _("{theme}: yours {own}, typical {typical}.", theme=name, own=mine, typical=typical)
        for name, mine, typical in table.rows
    ]
    return (
        replace(
            whole,
            name="my-view",
            finding=said,
            description=" ".join([stopped(said), scale_sentence(framework), *sentences]),
            reading=_(
                "Square: your answer. Dot: the typical answer. Line: where the middle half of the answers lies."
            ),
            table=table,
            rows=rows,
            typical=_("typical answer"),
            mine=_("your answer"),
        )
        if whole is not None
        else None
    )


def _banded(parts: Sequence[Composite]) -> bool:
    return any(part.band is not None for part in parts)


def _reading(*, banded: bool, dotted: bool = False) -> str:
    sentences = [_("Large dot: the typical answer.")]
    if banded:
        sentences.append(_("Line: where the middle half of the answers lies."))
    if dotted:
        sentences.append(_("Small dots: one for each answer."))
    return " ".join(sentences)


def _part_row(part: Composite, framework: Framework) -> StripRow:
    return StripRow(
        label=title(framework, part.id),
        typical=part.typical,
        band=part.band if part.typical is not None else None,
        value="" if part.typical is None else decimal(part.typical),
        word=agreement_word(part),
    )


def _theme_row(theme: ThemeResult, framework: Framework) -> StripRow:
    return StripRow(
        label=title(framework, theme.id),
        typical=theme.typical,
        band=theme.quartiles if theme.typical is not None else None,
        value="" if theme.typical is None else decimal(theme.typical),
        word=_word(theme),
        answers=_dots(theme),
    )


def _dots(theme: ThemeResult) -> tuple[int, ...] | None:
    if theme.detail is not Detail.DISTRIBUTION or theme.counts is None:
        return None
    return theme.counts if sum(theme.counts) <= DOTS_UP_TO else None


def _word(theme: ThemeResult) -> str:
    if theme.typical is None:
        return withheld.short(theme.withheld) if theme.withheld is not None else _("no answers")
    return levels.word(theme.agreement_level) if theme.agreement_level is not None else ""


def _table(themes: Sequence[ThemeResult], framework: Framework) -> Table:
    return Table(
        header=(
            _("Theme"),
            _("Typical answer (1–{points})", points=framework.scale.size),
            _("Middle half of the answers"),
            _("How close together"),
        ),
        rows=tuple(
            (title(framework, theme.id), *_numbers(theme), _word(theme) or UNKNOWN) for theme in themes
        ),
    )


def _numbers(theme: ThemeResult) -> tuple[str, str]:
    if theme.typical is None:
        return UNKNOWN, UNKNOWN
    return decimal(theme.typical), span(theme.quartiles)


def _described(said: str, themes: Sequence[ThemeResult], framework: Framework) -> str:
    sentences = [
        spoken(title(framework, theme.id), theme.typical, theme.quartiles, _word(theme)) for theme in themes
    ]
    return " ".join([stopped(said), scale_sentence(framework), *sentences])
