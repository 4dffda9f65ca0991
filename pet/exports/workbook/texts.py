"""Texts as a workbook can hold them: cells and the names of sheets have limits."""

import re
from collections.abc import Collection

from pet.exports.tables.model import as_written
from pet.exports.tables.writing import safe
from pet.language import gettext as _

LONGEST_CELL = 32_767  # UTF-16 units; a workbook with more in a cell does not open
LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"


def cell(text: str) -> str:
    """A text that fits into a cell; where it had to be cut, it says so."""
    clean = as_written(text)
    if _units(clean) <= LONGEST_CELL:
        return clean
    note = _(" […] (cut here: a cell holds no more; all of it is in the CSV and JSON files)")
    return _cut(clean, LONGEST_CELL - _units(note)) + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def runs(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, were it typed in."""
    return safe(text) != text


def sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A name that a sheet may have, as near as can be to the one that is wanted.

    Args:
        wanted: a word or two, in the language in use.
        taken: the names of the other sheets.
    """
    plain = " ".join(_NOT_IN_NAMES.sub(" ", as_written(wanted)).split()).strip("' ") or "–"
    if plain.lower() == _RESERVED:
        plain += "."
    known = {name.lower() for name in taken}
    name, number = plain[:LONGEST_NAME].rstrip("' "), 1
    while name.lower() in known:
        number += 1
        ending = f" {number}"
        name = plain[: LONGEST_NAME - len(ending)].rstrip("' ") + ending
    return name
