"""XLSX workbooks from outside, read so that a hostile file costs neither memory nor time.

A workbook is a ZIP archive of XML files. What it says about its sizes is looked at before anything is unpacked, never
more than that is unpacked, and how many elements there are is counted before they are read; entities are refused by
defusedxml; the sheet is read row by row, a fixed number of columns wide, whatever dimensions it claims.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile, ZipInfo

from pet.errors import InvalidInputError
from pet.language import gettext as _
from pet.services.importing.rows import MOST_BYTES, MOST_ROWS
from pet.untrusted import Problems, shown

SIGNATURE = b"PK\x03\x04"
_MOST_UNPACKED = 24 * 1024 * 1024
_MOST_FILES = 500
_MOST_COLUMNS = 50
_MOST_SCANNED = 4 * MOST_ROWS  # rows, the blank ones that formatting leaves behind included
_MOST_TEXT = 32_767
_SHEETS = "xl/worksheets/"
_MOST_IN_SHEET, _MOST_IN_STRINGS, _MOST_IN_PART = 600_000, 300_000, 50_000  # tags
_ROW = re.compile(rb"<(?:\w+:)?row\b")

Cells = Iterator[tuple[int, Sequence[str]]]


def read(data: bytes, problems: Problems) -> tuple[Cells, tuple[str, ...]]:
    """Number and cells of the rows of the first sheet that is not hidden, and what there is to say about the others.

    Raises:
        InvalidInputError: it is too large, damaged, protected or no workbook.
    """
    files = _unpacked(data, problems)
    if not all(_is_modest(name, content) for name, content in files.items()):
        problems.stop(_("This workbook holds too much. Copy the list into a new one, or save it as CSV."))
    try:
        cells, notes = _read(_packed(files))
    except Exception as error:  # openpyxl raises all sorts where a file is not as it should be
        if isinstance(error, MemoryError):
            raise
        problems.stop(_("This workbook cannot be read. Save it again as XLSX, or as CSV."))
    if cells is None:
        problems.stop(_("Every sheet of this workbook is hidden or empty."))
    return iter(cells), notes


def _unpacked(data: bytes, problems: Problems) -> dict[str, bytes]:
    """The files of the archive, never more of each than it says: what lies about that is damaged."""
    if len(data) > MOST_BYTES:
        problems.stop(_("The file is too large: {most} MB at most.", most=MOST_BYTES // 1024 // 1024))
    try:
        with ZipFile(BytesIO(data)) as archive:
            _measure(archive, problems)
            return {file.filename: _content(archive, file) for file in archive.infolist()}
    except InvalidInputError:
        raise
    except Exception as error:  # zipfile and zlib raise all sorts, too
        if isinstance(error, MemoryError):
            raise
        problems.stop(
            _("This workbook is damaged or protected. Save it again without a password, or as CSV.")
        )


def _content(archive: ZipFile, file: ZipInfo) -> bytes:
    """What is in one file. Asked for a number of bytes, `zipfile` unpacks no more than that."""
    with archive.open(file) as opened:
        return opened.read(file.file_size + 1)


def _measure(archive: ZipFile, problems: Problems) -> None:
    """Refuse what is too large before anything of it is unpacked."""
    files = archive.infolist()
    if not any(file.filename == "xl/workbook.xml" for file in files):
        problems.stop(_("This is not an XLSX workbook. Save the list as XLSX, or as CSV."))
    if len(files) > _MOST_FILES or sum(file.file_size for file in files) > _MOST_UNPACKED:
        problems.stop(_("This workbook holds too much. Copy the list into a new one, or save it as CSV."))


def _packed(files: Mapping[str, bytes]) -> BytesIO:
    """The same files in an archive of our own, in which nothing is unpacked to more than it is."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed


def _is_modest(name: str, content: bytes) -> bool:
    """Whether one file of the archive has no more elements than a list of people needs.

    Small files can hold millions of empty elements, each of which costs memory once it is read.
    """
    if name.startswith(_SHEETS):
        return content.count(b"<") <= _MOST_IN_SHEET and all(
            piece.count(b"<") <= _MOST_IN_PART for piece in _ROW.split(content)
        )
    return content.count(b"<") <= (_MOST_IN_STRINGS if name.endswith("sharedStrings.xml") else _MOST_IN_PART)


def _read(packed: BytesIO) -> tuple[list[tuple[int, Sequence[str]]] | None, tuple[str, ...]]:
    from openpyxl import DEFUSEDXML, load_workbook  # noqa: PLC0415 -- slow to import, and needed by uploads alone

    if not DEFUSEDXML:
        raise RuntimeError("openpyxl does not read through defusedxml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what a sheet holds besides its cells
        book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible" and (cells := _rows(sheet)):
                    return cells, _notes(book, sheet.title)
        finally:
            book.close()
    return None, ()


def _rows(sheet: Any) -> list[tuple[int, Sequence[str]]]:
    """The rows in which something stands, and one more than may be at most."""
    sheet.reset_dimensions()  # what it claims may be a million columns
    rows = sheet.iter_rows(max_col=_MOST_COLUMNS, max_row=_MOST_SCANNED, values_only=True)
    filled = (
        (number, cells)
        for number, values in enumerate(rows, start=1)
        if any(cells := tuple(_text(value) for value in values[:_MOST_COLUMNS]))
    )
    return list(islice(filled, MOST_ROWS + 2))


def _notes(book: Any, title: str) -> tuple[str, ...]:
    others = [sheet for sheet in book.worksheets if sheet.title != title]
    if not others:
        return ()
    return (_("Only the sheet “{title}” was read.", title=shown(title)),)


def _text(value: object) -> str:
    """What a cell shows."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)[:_MOST_TEXT].strip()
