"""A round as tables: CSV files with a codebook, and files that R, SPSS and Stata read them with.

Names of columns and codes are fixed and the same in every language; what they mean, in the language in use, is in the
codebook. Numbers are not rounded. What the result withholds is empty, and a column says why.
"""

from collections.abc import Callable, Mapping

from pet.exports.tables import changed, codebook, groups, meeting, parts, texts, themes
from pet.exports.tables.model import Table
from pet.exports.tables.syntax import r, spss, stata
from pet.exports.tables.writing import csv
from pet.record.model import Record

_TABLES: Mapping[str, Callable[[Record], Table | None]] = {
    "themes": themes.of,
    "components": parts.of,
    "groups": groups.of,
    "gaps": groups.gaps,
    "change": changed.of,
    "comments": texts.of,
    "agenda": meeting.agenda,
    "actions": meeting.actions,
}
_SYNTAX: Mapping[str, Callable[[Table], bytes]] = {
    "themes.R": r.of,
    "themes.sps": spss.of,
    "themes.do": stata.of,
}
_CODEBOOK = "codebook"


def of(record: Record) -> Mapping[str, Table]:
    """The tables of a record by name, the codebook last; one of change only where there is an earlier round."""
    found = {name: made for name, make in _TABLES.items() if (made := make(record)) is not None}
    return {**found, _CODEBOOK: codebook.of(found.values())}


def files(record: Record) -> Mapping[str, bytes]:
    """The tables as files by name, in the language in use; the same record gives the same bytes."""
    found = of(record)
    return {
        **{f"{name}.csv": csv(one) for name, one in found.items()},
        **{name: make(found["themes"]) for name, make in _SYNTAX.items()},
    }
