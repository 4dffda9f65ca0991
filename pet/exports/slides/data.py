"""The numbers behind a native chart, and the small workbook that opens when somebody edits them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

from pet.exports import zipped
from pet.report.text import clean

LONGEST: Final = 200
"""Characters of a name in a chart."""

_TEXTS_STAY_TEXTS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NOWHEN: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class _Writer(CategoryWorkbookWriter):  # type: ignore[misc]  # -- the library has no types
    """The library's own layout, which its references rely on, without the clock and without formulas."""

    @property
    def xlsx_blob(self) -> bytes:
        """The bytes of the workbook: the same for the same numbers."""
        made = BytesIO()
        workbook = Workbook(made, _TEXTS_STAY_TEXTS)
        workbook.set_properties({"created": _NOWHEN})
        self._populate_worksheet(workbook, workbook.add_worksheet())
        workbook.close()
        return zipped.repack(made.getvalue())


class _Data(CategoryChartData):  # type: ignore[misc]  # -- the library has no types
    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)


def data(
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    *,
    number_format: str,
) -> CategoryChartData:
    """What a chart draws.

    Args:
        categories: what the values stand for; two that read alike stay two.
        series: names with their values, one for each category; `None` leaves a gap.
        number_format: how a spreadsheet shows the values.
    """
    made = _Data(number_format=number_format)
    made.categories = [clean(category, longest=LONGEST) for category in categories]
    for name, values in series:
        made.add_series(clean(name, longest=LONGEST), values)
    return made
