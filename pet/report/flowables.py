"""Everything a section is written with, in one place to import from.

Words (a plain `str` is always escaped; for emphasis see `pet.report.text`):
    `Heading(level, title, kicker=, bookmark=, key=, listed=, rule=)`, `Body`, `Lead`, `Fine`, `Small`, `Legend`, `Note`, `Strong`,
    `BulletList(items)`, `NumberedList(items, start=)`, `Quote(words)`
Pictures and tables:
    `ChartFigure(figure, alt, caption=)`, `DataTable(header, rows, columns=, caption=, row_headers=, dense=)` with `Column`
Places:
    `Cover(title, kicker=, subtitle=, facts=, note=)`, `Contents(title)`, `SectionStart(running)`,
    `Together(flowables)`, `in_columns(flowables, most=, first=)`, `SideBySide(left, right, share=)`, `Callout(flowables)`, `Boxes(boxes, height=)`,
    `Rule()`, `Space(points)`

A story is a plain list of them; `pet.report.page.render(story, Meta(…))` makes the PDF. `styles.WIDTH` is the
width of the text area on both papers: make a chart that wide, or `styles.WIDTH * share` for a column.
"""

from pet.report.columns import in_columns
from pet.report.contents import Contents, Cover
from pet.report.figures import ChartFigure
from pet.report.furniture import Boxes, Callout, Rule, SectionStart, Space
from pet.report.prose import (
    Body,
    BulletList,
    Fine,
    Heading,
    Lead,
    Legend,
    Note,
    NumberedList,
    Quote,
    Small,
    Strong,
)
from pet.report.stack import SideBySide, Stack, Together
from pet.report.tables import Column, DataTable

__all__ = [
    "Body",
    "Boxes",
    "BulletList",
    "Callout",
    "ChartFigure",
    "Column",
    "Contents",
    "Cover",
    "DataTable",
    "Fine",
    "Heading",
    "Lead",
    "Legend",
    "Note",
    "NumberedList",
    "Quote",
    "Rule",
    "SectionStart",
    "SideBySide",
    "Small",
    "Space",
    "Stack",
    "Strong",
    "Together",
    "in_columns",
]
