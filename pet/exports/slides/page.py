"""A slide in the making: title, words, tables and charts, each in a box that it fits, and notes for whoever speaks.

The order in which things are put on a slide is the order in which they are read aloud. What had to be cut stands whole
in the notes. This module, `tables`, `charts`, `data` and `template` are the typed edge to python-pptx.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Pt

from pet.charts import style
from pet.exports.slides import tables, template
from pet.exports.slides.fitting import Fitted, fit
from pet.language import gettext as _
from pet.report.text import clean

Box = tuple[float, float, float, float]
"""Left, top, width and height in points."""

LEFT: Final = template.MARGIN
TOP: Final = 142.0
WIDE: Final = template.WIDTH - 2 * template.MARGIN
TALL: Final = 356.0
BODY: Final[Box] = (LEFT, TOP, WIDE, TALL)
"""All below the title."""

STATEMENT: Final = (32.0, 28.0, 26.0, 24.0)
LARGE: Final = (26.0, 24.0, 22.0, 20.0, 18.0)
TEXT: Final = (22.0, 20.0, 18.0)
"""Sizes of letters, the largest first; nothing to be read in a room is smaller than 18 points."""

_TITLE: Final = (34.0, 30.0, 27.0, 24.0)
_OPENING: Final = (48.0, 44.0, 40.0, 36.0, 30.0, 24.0)
_KICKER: Final = 18.0
_KICKER_BOX: Final[Box] = (LEFT, 20.0, WIDE, 24.0)
_FOOT: Final = 12.0
_LONGEST_ALT: Final = 4_000
_FURNITURE: Final = frozenset({"ftr", "sldNum"})


class Page:
    """One slide.

    Attributes:
        spoken: paragraphs of its notes, so far.
    """

    def __init__(self, deck: Any, foot: str, *, opening: bool = False) -> None:
        layout = deck.slide_layouts[0 if opening else 1]
        self._slide = deck.slides.add_slide(layout)
        self._layout = layout
        self._sizes = _OPENING if opening else _TITLE
        self._foot = "" if opening else foot
        self._cut: list[str] = []
        self._pictured: list[str] = []
        self.spoken: list[str] = []

    def title(self, text: str, *, kicker: str = "") -> None:
        """What the slide finds, and above it where in the meeting it belongs."""
        if kicker:
            self.say([kicker], _KICKER_BOX, (_KICKER,), bold=True, colour=style.ACCENT)
        shape = self._slide.shapes.title
        box = (shape.width.pt, shape.height.pt)
        found = fit([text], box, self._sizes, bold=True)
        self._keep([text], found)
        self._write(shape.text_frame, found, bold=True, colour=style.INK)
        if kicker:  # above the title, so read before it
            shape._element.addprevious(self._slide.shapes[-1]._element)  # noqa: SLF001 -- shapes are moved in no other way

    def subtitle(self, texts: Sequence[str]) -> None:
        """What stands below the title of an opening slide."""
        shape = self._slide.placeholders[1]
        found = fit(texts, (shape.width.pt, shape.height.pt), LARGE, gap=0.4)
        self._keep(texts, found)
        self._write(shape.text_frame, found, gap=0.4, colour=style.INK)

    def say(
        self,
        texts: Sequence[str],
        box: Box,
        sizes: Sequence[float] = TEXT,
        *,
        gap: float = 0.0,
        bold: bool = False,
        colour: str = style.INK,
    ) -> None:
        """Paragraphs in a box.

        Args:
            texts: from outside or our own.
            box: where.
            sizes: of the letters, the largest first.
            gap: between paragraphs, in sizes of the letters.
            bold: whether the letters are bold.
            colour: of the letters.
        """
        if not any(texts):
            return
        found = fit(texts, box[2:], sizes, gap=gap, bold=bold)
        self._keep(texts, found)
        shape = self._slide.shapes.add_textbox(*map(Pt, box))
        shape.name = f"Text {shape.shape_id}"
        self._write(shape.text_frame, found, gap=gap, bold=bold, colour=colour)

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], box: Box, shares: Sequence[float]
    ) -> None:
        """A table with a heading row; what does not fit stands in the notes.

        Args:
            header: one cell per column.
            rows: each as long as the header.
            box: where; a short table is less tall.
            shares: the widths of the columns as shares, 1 together.
        """
        found = tables.fit(header, rows, box[2:], shares)
        shape = self._slide.shapes.add_table(
            len(found.rows) + 1, len(header), *map(Pt, (*box[:3], found.height))
        )
        shape.name = f"Table {shape.shape_id}"
        tables.write(shape.table, found, self._letter)
        self._describe(shape, " · ".join(header))
        if not found.whole:
            self._cut += [" · ".join(cell for cell in row if cell) for row in rows]

    def chart(self, kind: XL_CHART_TYPE, data: CategoryChartData, box: Box, description: str) -> Any:
        """A chart that can be edited, with its text for those who do not see it; that stands in the notes too."""
        shape = self._slide.shapes.add_chart(kind, *map(Pt, box), data)
        shape.name = f"Chart {shape.shape_id}"
        self._describe(shape, description)
        self._pictured.append(_("The chart in words: {description}", description=description))
        return shape.chart

    def finish(self) -> None:
        """Write foot and notes; nothing may be put on the slide afterwards."""
        if self._foot:
            self._furnish()
        spoken = [text for text in (*self.spoken, *self._pictured) if text]
        if self._cut:
            spoken += [_("In full:"), *self._cut]
        frame = self._slide.notes_slide.notes_text_frame
        for number, text in enumerate(spoken):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = clean(text)
            run._r.get_or_add_rPr().set("lang", template.language())  # noqa: SLF001 -- a run has no other way to its language

    def _keep(self, texts: Sequence[str], found: Fitted) -> None:
        if not found.whole:
            self._cut += texts

    def _write(self, frame: Any, found: Fitted, *, gap: float = 0.0, bold: bool = False, colour: str) -> None:
        frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for number, text in enumerate(found.texts):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.space_after, paragraph.space_before = Pt(0), Pt(gap * found.size if number else 0)
            self._letter(paragraph, text, found.size, bold=bold, colour=colour)

    @staticmethod
    def _letter(paragraph: Any, text: str, size: float, *, bold: bool, colour: str) -> None:
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour[1:])
        run._r.get_or_add_rPr().set("lang", template.language())  # noqa: SLF001 -- a run has no other way to its language

    @staticmethod
    def _describe(shape: Any, description: str) -> None:
        properties = shape._element.nvGraphicFramePr.cNvPr  # noqa: SLF001 -- shapes give no other way to their alt text
        properties.set("descr", clean(description, longest=_LONGEST_ALT))

    def _furnish(self) -> None:
        """Foot and number of the slide, read last: the library copies neither from the layout."""
        tree = self._slide.shapes._spTree  # noqa: SLF001 -- shapes are copied in no other way
        for shape in self._layout.placeholders:
            if _kind(shape) in _FURNITURE:
                copy = deepcopy(shape._element)  # noqa: SLF001 -- as above
                copy.nvSpPr.cNvPr.set("id", str(tree.max_shape_id + 1))
                tree.append(copy)
        foot = next(shape for shape in self._slide.placeholders if _kind(shape) == "ftr")
        found = fit([self._foot], (WIDE - 80.0, _FOOT * 1.3), (_FOOT,))
        self._write(foot.text_frame, found, colour=style.MUTED)


def _kind(placeholder: Any) -> str | None:
    kind: str | None = placeholder._element.ph.get("type")  # noqa: SLF001 -- a layout says the kind nowhere else
    return kind
