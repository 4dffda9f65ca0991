"""A round as a workbook (XLSX): read me, summary, every table with filters, codebook; it holds no formula.

Sheets with tables are views of the tables that the CSV files hold (`pet.exports.tables`), so the numbers are the same.
"""

from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO

import xlsxwriter

from pet.exports import tables
from pet.exports.workbook import codebook, pictures, readme, sheets, summary, views
from pet.exports.workbook.styles import Styles
from pet.exports.workbook.texts import sheet_name
from pet.exports.workbook.view import View
from pet.exports.zipped import repack
from pet.language import gettext as _
from pet.record.model import Record

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook's dates have no zone


def build(record: Record) -> bytes:
    """The workbook, in the language in use; the same record gives the same bytes."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, dict(_OPTIONS))
    book.set_properties(_properties(record))
    _fill(book, record)
    book.close()
    return repack(written.getvalue())


def _properties(record: Record) -> dict[str, object]:
    """No day but the round's own, so that the same record gives the same bytes."""
    day = record.closed_on
    created = _NO_DATE if day is None else datetime.combine(day, time(), UTC).replace(tzinfo=None)
    return {
        "title": readme.heading(record),
        "subject": readme.subtitle(record),
        "author": "PET",
        "created": created,
    }


def _fill(book: xlsxwriter.Workbook, record: Record) -> None:
    styles = Styles(book)
    found, names = _named(views.of(record, tables.of(record)))
    first, second, last = names
    front, glance = book.add_worksheet(first), book.add_worksheet(second)
    for view in found:
        sheets.fill(book.add_worksheet(view.title), view, styles)
    codebook.fill(book.add_worksheet(last), found, styles)
    blocks = summary.fill(glance, record, styles)
    if record.result.withheld is None:
        pictures.draw(book, glance, blocks, found[0], record)
    contents = [
        (second, _("the findings in sentences, the components in numbers, and charts that can be edited")),
        *((view.title, view.about) for view in found),
        (last, _("every column and what it means")),
    ]
    readme.fill(front, record, contents, styles)
    front.activate()


def _named(found: tuple[View, ...]) -> tuple[tuple[View, ...], tuple[str, str, str]]:
    """The views under names that a sheet may have, and the names of the first two sheets and of the last."""
    taken: list[str] = []
    wanted = [_("Read me"), _("Summary"), *(view.title for view in found), _("Codebook")]
    for name in wanted:
        taken.append(sheet_name(name, taken))
    views_named = tuple(replace(view, title=name) for view, name in zip(found, taken[2:-1], strict=True))
    return views_named, (taken[0], taken[1], taken[-1])
