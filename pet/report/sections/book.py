"""What every section is made from: the result, its framework, and the few ways in which they draw and name things."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from reportlab.platypus import Flowable

from pet.analysis.kinds import WordsKind
from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Result
from pet.analysis.result_groups import GroupResult
from pet.analysis.result_themes import ThemeResult
from pet.charts.draw import figure
from pet.charts.spec import Spec
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.report import styles
from pet.report.flowables import ChartFigure, Column, Heading, SectionStart, Stack, Together
from pet.report.page import PAPERS, PaperName
from pet.report.stack import tall
from pet.report.text import Markup, bold, fill
from pet.words import glance
from pet.words.phrases import in_words, title, topic

Story = list[Flowable]
Item = TypeVar("Item")
CELL_GAP, LETTER, WORD = (
    14.0,
    5.4,
    12,
)  # points between columns of a table and for a letter; letters of a long word
CHAPTER_GAP = 16.0  # points above a chapter that does not begin a page


@dataclass(frozen=True)
class Book:
    """A report in the making.

    Attributes:
        record: what it reports.
        page: the paper.
        drawn: the charts drawn so far, so that the appendix can give their numbers as tables.
    """

    record: Record
    page: PaperName = "a4"
    drawn: list[Spec] = field(default_factory=list)

    @cached_property
    def result(self) -> Result:
        """What came out, with the agenda that was chosen."""
        return self.record.result

    @property
    def framework(self) -> Framework:
        """What was asked."""
        return self.record.framework

    @property
    def name(self) -> str:
        """What the report is of, in one line: partnership and round, or the questionnaire where neither is known."""
        said = " · ".join(filter(None, (self.record.partnership, self.record.title)))
        return said or self.result.title or in_words(self.framework.title)

    @cached_property
    def glance(self) -> glance.Glance:
        """The result at a glance."""
        return glance.of(self.result, self.framework)

    @cached_property
    def themes(self) -> dict[str, ThemeResult]:
        """The themes by id."""
        return {theme.id: theme for theme in self.result.themes}

    @cached_property
    def comments(self) -> dict[str, tuple[str, ...]]:
        """What people wrote, by theme, or by area where the comments of an area stand together."""
        return {group.theme or group.area: group.texts for group in self.result.comments}

    @cached_property
    def words(self) -> dict[tuple[WordsKind, str], tuple[str, ...]]:
        """How people know, by area, and their answers to the open questions, by question."""
        return {(words.kind, words.part): words.texts for words in self.result.words}

    @property
    def room(self) -> float:
        """The height of a page's text area in points."""
        return PAPERS[self.page].room

    @property
    def is_open(self) -> bool:
        """Whether every sheet is signed."""
        return self.result.mode is Mode.OPEN

    def title(self, part_id: str) -> str:
        """The title of a component, area or theme."""
        return title(self.framework, part_id)

    def named(self, theme_id: str) -> Markup:
        """The title of a theme in bold with the phrase by which sentences call it, so that nobody takes them for two."""
        called, phrase = self.title(theme_id), topic(self.framework, theme_id)
        if called.casefold() == phrase.casefold():
            return bold(called)
        return fill(_("{title} – {phrase}"), title=bold(called), phrase=phrase)

    def kind(self, part_id: str) -> str:
        """What a component or an area is called as such, for the head of a column."""
        components = {component.id for component in self.framework.components}
        return _("Component") if part_id in components else _("Area")

    def statement(self, theme_id: str) -> str:
        """A theme's statement in quotes."""
        return _("“{statement}”", statement=in_words(self.framework.theme(theme_id).statement))

    def shown_groups(self, of: Breakdown) -> tuple[GroupResult, ...]:
        """The groups of a breakdown that are shown."""
        breakdown = self.result.breakdown(of)
        if breakdown is None or breakdown.withheld:
            return ()
        return tuple(group for group in self.result.groups.get(of, ()) if group.shown)

    def chart(self, spec: Spec | None, *, width: float = styles.WIDTH, reading: bool = False) -> Story:
        """The chart as a figure, or nothing where there is nothing to draw.

        Args:
            spec: what it shows.
            width: in points.
            reading: whether how to read it stands below.
        """
        if spec is None:
            return []
        self.drawn.append(spec)
        caption = spec.reading if reading else ""
        return [ChartFigure(figure(spec, width=width), spec.description, caption=caption)]


def chapter(heading: str, *, kicker: str = "", bookmark: str = "", running: str = "") -> Story:
    """The start of a chapter on a fresh page; the running head says what it is called, shortly where that is long."""
    start = SectionStart(running or bookmark or heading)
    return [start, Heading(1, heading, kicker=kicker, bookmark=bookmark)]


def following(heading: str, content: Story, *, first: bool = False, running: str = "") -> Story:
    """A chapter that stays in one piece and follows on the same page where there is room.

    Args:
        heading: of the chapter.
        content: what stands below it, no higher than a page.
        first: whether it is the first on its page.
        running: what the running head says from here on, if the chapter begins a page.
    """
    piece = Together([Heading(1, heading), *content])
    piece.running = running
    piece.before = 0.0 if first else CHAPTER_GAP
    return [piece]


def evenly(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """The items in as few runs as hold at most so many each, all about equally long."""
    runs = -(-len(items) // most)
    bounds = [len(items) * run // runs for run in range(runs + 1)] if runs else [0]
    return [items[start:end] for start, end in pairwise(bounds)]


def numeric(header: Sequence[str], width: float) -> list[Column]:
    """Columns of numbers, none narrower than the longest word of its head; the first takes what is left.

    Args:
        header: of all columns.
        width: of the table, in points.
    """
    widths = [CELL_GAP + LETTER * min(max(map(len, head.split()), default=1), WORD) for head in header[1:]]
    first = max(width + CELL_GAP - sum(widths), CELL_GAP + LETTER * WORD)
    return [Column(share=first), *(Column(share=wide, align="right") for wide in widths)]


def lesser(level: int, title: object) -> Heading:
    """A small heading that opens a few lines; it stands in no contents.

    Args:
        level: one below that of the heading it belongs to.
        title: its words.
    """
    return Heading(level, title, listed=False, looks="strong")


def height(flowables: Story) -> float:
    """How tall the flowables are under one another, in points."""
    return tall(Stack(flowables), styles.WIDTH)
