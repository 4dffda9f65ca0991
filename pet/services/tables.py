"""Tables as CSV files that spreadsheets open without harm."""

import csv
import io
from collections.abc import Iterable, Sequence

from pet.analysis.result import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.services.results import Stored
from pet.words import levels, patterns, sections, withheld
from pet.words.phrases import in_words, point, title

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
Cell = str | int | float | None


def themes_csv(stored: Stored) -> bytes:
    """Every theme with everything the result shows of it, numbers not rounded; empty is withheld or undefined."""
    result, framework = stored.result, stored.framework
    areas = {theme.id: area for area in framework.areas for theme in area.themes}
    components = {area.id: component for component in framework.components for area in component.areas}
    rows = [
        [
            framework.numbers[theme.id],
            in_words(components[areas[theme.id].id].title),
            in_words(areas[theme.id].title),
            theme.id,
            title(framework, theme.id),
            in_words(framework.theme(theme.id).statement),
            *_numbers(theme, framework),
        ]
        for theme in result.themes
    ]
    return written([_header(framework), *rows])


def _header(framework: Framework) -> Sequence[Cell]:
    return [
        _("Number"),
        _("Component"),
        _("Area"),
        _("Theme id"),
        _("Theme"),
        _("Statement"),
        *(
            _("{point}: {label}", point=n, label=point(framework, n))
            for n in range(1, framework.scale.size + 1)
        ),
        *(_("Share of {point}", point=n) for n in range(1, framework.scale.size + 1)),
        _("Below the middle"),
        _("In the middle"),
        _("Above the middle"),
        _("Answers"),
        in_words(framework.scale.dont_know),
        in_words(framework.scale.not_applicable),
        _("No answer"),
        _("Asked"),
        _("Typical answer (1–{points})", points=framework.scale.size),
        _("Average answer (1–{points})", points=framework.scale.size),
        _("Agreement (0–1)"),
        _("How close together"),
        _("Pattern"),
        _("Part of the conversation"),
        _("Why something is missing"),
    ]


def _numbers(theme: ThemeResult, framework: Framework) -> Sequence[Cell]:
    return [
        *(theme.counts or [None] * framework.scale.size),
        *(theme.shares or [None] * framework.scale.size),
        *(theme.bins or [None] * 3),
        theme.valid,
        theme.dont_know,
        theme.not_applicable,
        theme.unanswered,
        theme.asked,
        theme.typical,
        theme.mean,
        theme.agreement,
        levels.word(theme.agreement_level) if theme.agreement_level else None,
        patterns.of(theme, framework),
        sections.title(theme.section),
        withheld.short(theme.withheld) if theme.withheld else None,
    ]


def written(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as CSV in UTF-8; no text in it is taken for a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return (BOM + text.getvalue()).encode()


def safe(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, behind an apostrophe; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA):
        return f"'{cell}"
    return cell
