"""The second sheet: the result at a glance, with charts that can be edited."""

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from pet.analysis.result_themes import Composite
from pet.charts import build
from pet.charts.build.axes import agreement_word, axes_of
from pet.exports.tables.model import Cell, one_line
from pet.exports.workbook.readme import heading, subtitle
from pet.exports.workbook.sheets import printed, put
from pet.exports.workbook.styles import Shape, Styles
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.words import change, glance
from pet.words.phrases import title

_WIDTHS = (30, 13, 18, 13, 13, 13, 13)
_TEXT_AT = 1
_LAST = len(_WIDTHS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Where a table stands on the sheet, for the charts beside it.

    Attributes:
        first, last: its rows, from 0.
        columns: names and places of the columns with numbers.
    """

    first: int
    last: int
    columns: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """What stands where on the sheet; `None` for what is not there."""

    parts: Block | None
    earlier: Block | None
    end: int


def fill(sheet: Worksheet, record: Record, styles: Styles) -> Blocks:
    """The sentences and the tables; says where they are, so that charts can be drawn of them."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.hide_gridlines(2)
    printed(sheet, landscape=True)
    put(sheet, (0, 0), heading(record), Shape.TITLE, styles)
    put(sheet, (1, 0), subtitle(record), Shape.SUBTITLE, styles)
    if record.result.withheld is not None:
        return Blocks(parts=None, earlier=None, end=3)
    row = _sentences(sheet, 3, record, styles)
    parts, row = _parts(sheet, row, record, styles)
    earlier, row = _then_and_now(sheet, row, record, styles)
    return Blocks(parts=parts, earlier=earlier, end=row)


def _sentences(sheet: Worksheet, row: int, record: Record, styles: Styles) -> int:
    found = glance.of(record.result, record.framework)
    put(sheet, (row, 0), found.headline, Shape.HEADING, styles)
    said = [
        *found.sentences,
        (_("What has changed"), found.changed),
        (_("Whose voice is missing"), found.missing),
    ]
    for name, sentence in said:
        if sentence:
            row += 1
            put(sheet, (row, 0), name, Shape.TERM, styles)
            sheet.merge_range(row, _TEXT_AT, row, _LAST, "", styles.of(Shape.TEXT))
            put(sheet, (row, _TEXT_AT), sentence, Shape.TEXT, styles)
            sheet.set_row(row, 15 * (1 + len(sentence) // 85))  # merged cells do not grow by themselves
    return row + 2


def _parts(sheet: Worksheet, row: int, record: Record, styles: Styles) -> tuple[Block | None, int]:
    """The axes of the radar: components, or areas where there are fewer than three of these."""
    parts, framework = axes_of(record.result), record.framework
    heads = [
        _("Component") if parts == record.result.components else _("Area"),
        _("Typical answer (1–{points})", points=framework.scale.size),
        _("How close together"),
        _("Themes behind it"),
        _("All its themes"),
    ]
    shapes = (Shape.TEXT, Shape.TENTH, Shape.TEXT, Shape.WHOLE, Shape.WHOLE)
    rows = [_part(part, framework) for part in parts]
    _table(sheet, row, heads, rows, shapes, styles)
    drawn = build.radar(record.result, framework) is not None
    block = Block(first=row + 1, last=row + len(rows), columns=((_("Everybody"), 1),))
    return (block if drawn else None), row + len(rows) + 2


def _part(part: Composite, framework: Framework) -> list[Cell]:
    name = one_line(title(framework, part.id))
    return [name, part.typical, agreement_word(part), part.themes_used, part.themes_total]


def _then_and_now(sheet: Worksheet, row: int, record: Record, styles: Styles) -> tuple[Block | None, int]:
    """The components then and now, over the very same themes and people."""
    known = record.result.change
    table = build.change_table(record.result, record.framework)
    if known is None or table is None:
        return None, row
    then, now = (one_line(name) for name in change.rounds(known, record.result))
    rows: list[list[Cell]] = [
        [
            one_line(title(record.framework, part.id)),
            part.before,
            part.after,
            part.themes_used,
            part.themes_total,
        ]
        for part in known.components
    ]
    put(sheet, (row, 0), change.headline(known, record.result), Shape.HEADING, styles)
    put(sheet, (row + 1, 0), change.about_parts(known, record.result), Shape.SUBTITLE, styles)
    heads = [_("Component"), then, now, _("Themes compared"), _("All its themes")]
    shapes = (Shape.TEXT, Shape.TENTH, Shape.TENTH, Shape.WHOLE, Shape.WHOLE)
    _table(sheet, row + 2, heads, rows, shapes, styles)
    drawn = build.change_radar(record.result, record.framework) is not None
    block = Block(first=row + 3, last=row + 2 + len(rows), columns=((then, 1), (now, 2)))
    return (block if drawn else None), row + len(rows) + 4


def _table(
    sheet: Worksheet,
    row: int,
    heads: list[str],
    rows: list[list[Cell]],
    shapes: tuple[Shape, ...],
    styles: Styles,
) -> None:
    for at, head in enumerate(heads):
        put(sheet, (row, at), head, Shape.HEAD, styles)
    for down, cells in enumerate(rows, start=row + 1):
        for at, (value, shape) in enumerate(zip(cells, shapes, strict=True)):
            put(sheet, (down, at), value, shape, styles, lined=True)
