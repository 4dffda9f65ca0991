"""What stands beside bars: how to read them, the same in sentences, and the same as a table."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from pet.charts.build.axes import UNKNOWN, stopped
from pet.charts.build.segments import Unit
from pet.charts.spec import Table
from pet.charts.spec.bars import BarRow, DontKnow, Kind
from pet.language import gettext as _
from pet.words.phrases import listing

Names: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""What the segments are called: the points of the scale, and the sides of its middle."""
_NUMBERS: dict[Unit, Callable[[], str]] = {
    Unit.ANSWERS: lambda: _("The numbers are answers."),
    Unit.PER_CENT: lambda: _("The numbers are per cent of the answers."),
    Unit.FIVES: lambda: _(
        "The numbers are per cent of the answers, in steps of five, so they may not add up to 100."
    ),
}


def how_to_read(rows: Sequence[BarRow], unit: Unit) -> str:
    """What lies left and right of the line, and what the numbers are."""
    if not any(row.shares for row in rows):
        return _("Triangle: the typical answer on the scale.")
    sides = _(
        "Left of the line, brown and hatched: answers below the middle of the scale. Right of it, blue: above. "
        "Beside the bar and never part of it: don’t know."
    )
    return f"{sides} {_NUMBERS[unit]()}"


def in_sentences(said: str, rows: Sequence[BarRow], names: Names, unit: Unit) -> str:
    """The finding, and after it a sentence for each row."""
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


def _said(said: DontKnow | None) -> str:
    """How many don't know; a dash where that is withheld."""
    return UNKNOWN if said is None else said.label


def as_table(of: str, rows: Sequence[BarRow], names: Names, unit: Unit) -> Table:
    """The numbers row by row; `of` is what the rows are."""
    kinds = {row.kind for row in rows}
    words, bins = names
    counted = (*(words if Kind.POINTS in kinds else ()), *(bins if Kind.BINS in kinds else ()))
    if unit is not Unit.ANSWERS:
        counted = tuple(_("{answer} (%)", answer=word) for word in counted)
    middle = (_("Typical answer"),) if Kind.SUMMARY in kinds else ()
    header = (of, *counted, *middle, _("Don’t know"), _("Answers"), _("How close together"))
    return Table(header=header, rows=tuple(_cells(row, kinds, names) for row in rows))


def _cells(row: BarRow, kinds: set[Kind], names: Names) -> tuple[str, ...]:
    cells = [row.label]
    if Kind.POINTS in kinds:
        cells += row.numbers if row.kind is Kind.POINTS else [UNKNOWN] * len(names[0])
    if Kind.BINS in kinds:
        cells += row.numbers if row.kind is Kind.BINS else [UNKNOWN] * len(names[1])
    if Kind.SUMMARY in kinds:
        cells.append(row.median_word or UNKNOWN)
    cells += [_said(row.dont_know), row.answers or UNKNOWN, row.word or UNKNOWN]
    return tuple(cells)
