"""The codebook: every column of every table, what it means and what can stand in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pet.exports.tables.model import Cell, Column, Kind, Of, Table, table
from pet.language import gettext as _

BETWEEN = " | "
"""Stands between the codes of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Described:
    """A column and the file it is in."""

    file: str
    column: Column


def kinds() -> Mapping[str, str]:
    """What can stand in a column."""
    return {
        Kind.TEXT.value: _("text"),
        Kind.CODE.value: _("one of a few words"),
        Kind.INTEGER.value: _("whole number"),
        Kind.NUMBER.value: _("number"),
        Kind.YES_NO.value: _("1 for yes, 0 for no"),
        Kind.DATE.value: _("day, as in 2026-11-22"),
    }


def of(tables: Iterable[Table]) -> Table:
    """The codebook of these tables, and of itself."""
    rows = [_Described(file=f"{one.name}.csv", column=column) for one in tables for column in one.columns]
    columns = _columns()
    rows += [_Described(file="codebook.csv", column=column) for column, _cell in columns]
    return table("codebook", columns, rows)


def _columns() -> list[Of[_Described]]:
    known = Column(
        name="type",
        label=_("Type"),
        meaning=_("What stands in the column. Where it is withheld or not defined, the cell is empty."),
        kind=Kind.CODE,
        values=kinds(),
    )
    return [
        (
            Column(name="file", label=_("File"), meaning=_("The table.")),
            lambda row: row.file,
        ),
        (
            Column(name="column", label=_("Column"), meaning=_("Its name in the table, for programs.")),
            lambda row: row.column.name,
        ),
        (
            Column(name="label", label=_("Label"), meaning=_("What it is called, for people.")),
            lambda row: row.column.label,
        ),
        (
            Column(name="meaning", label=_("Meaning"), meaning=_("What it says.")),
            lambda row: row.column.meaning,
        ),
        (known, lambda row: row.column.kind),
        (
            Column(name="unit", label=_("Unit"), meaning=_("What its numbers count.")),
            lambda row: row.column.unit,
        ),
        *_limits(),
        (
            Column(
                name="values",
                label=_("Values"),
                meaning=_("Each code and what it means, with a line “|” between them."),
            ),
            lambda row: listed(row.column),
        ),
    ]


def _limits() -> list[Of[_Described]]:
    return [
        (
            Column(
                name="low",
                label=_("Smallest"),
                meaning=_("The smallest number that can stand in it."),
                kind=Kind.NUMBER,
            ),
            lambda row: _plain(row.column.low),
        ),
        (
            Column(
                name="high",
                label=_("Largest"),
                meaning=_("The largest number that can stand in it."),
                kind=Kind.NUMBER,
            ),
            lambda row: _plain(row.column.high),
        ),
    ]


def listed(column: Column) -> str:
    """The codes of a column in one line, each with what it means."""
    return BETWEEN.join(f"{value} = {label}" for value, label in column.values.items())


def _plain(limit: float | None) -> Cell:
    """A limit without a decimal point where it needs none."""
    return int(limit) if limit is not None and limit == int(limit) else limit
