"""Flowables of words: headings, paragraphs, lists, quotes. Plain strings are escaped by each of them."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Paragraph

from pet.report import fonts, styles, text
from pet.report.stack import Block, Stack, tall
from pet.report.structure import Element
from pet.report.tagging import TaggedCanvas

_NEVER = float("nan")  # a width that is equal to none, not even to that of a column without room


class Words(Paragraph):  # type: ignore[misc]  # -- reportlab has no types
    """A paragraph that knows its place in the structure; both parts of a split one feed the same element."""

    canv: TaggedCanvas
    kind = "body"
    role = "P"
    measure = styles.MEASURE
    longest = text.LONGEST_TEXT
    element: Element

    def __init__(self, words: object, style: Any = None, **made: Any) -> None:
        # Paragraph.split makes its parts by calling the class with `frags` and no words.
        markup = None if made.get("frags") is not None else text.text(words, longest=self.longest)
        super().__init__(markup, style or styles.paragraph(self.kind), **made)
        self.element = Element(self.role)
        self._wrapped = _NEVER
        if markup is not None and len(self.frags) == 1 and self.frags[0].link:
            # ReportLab does not say where a link begins that is a whole paragraph.
            self.frags.append(self.frags[0].clone(text="", link=[]))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break the lines once per width, none longer than the comfortable measure; see ReportLab."""
        width = min(width, self.measure)
        if self._wrapped != width:
            super().wrap(width, height)
            self._wrapped = width
        return self.width, self.height

    def split(self, width: float, height: float) -> "list[Flowable]":
        """Two paragraphs that feed one element; see ReportLab."""
        parts = super().split(min(width, self.measure), height)
        if not parts:
            self._wrapped = _NEVER
        for part in parts:
            self.hand_on(part)
        return list(parts)

    def hand_on(self, part: "Words") -> None:
        """Give a part of this paragraph what it needs to be one."""
        part.element = self.element

    def draw(self) -> None:
        """Draw the words inside their element; see ReportLab."""
        with self.canv.content(self.element):
            super().draw()

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 -- reportlab's name
        """A text object that tags the links in it; see ReportLab."""
        return self.canv.begin_linked_text(x, y, self.element, self._link_labels())

    def _link_labels(self) -> dict[str, str]:
        """The words of each link, by its target."""
        labels: dict[str, str] = {}
        lines = self.blPara.lines if self.blPara.kind == 1 else []
        for frag in (frag for line in lines for frag in line.words):
            for _, target in getattr(frag, "link", []):
                labels[target] = f"{labels.get(target, '')} {frag.text}".strip()
        return labels


class Body(Words):
    """A paragraph of plain text."""


class Lead(Words):
    """A larger paragraph: the statement of a theme, the sentence a section opens with."""

    kind = "lead"
    measure = styles.WIDTH  # larger letters: as many on a line as in plain text


class Small(Words):
    """Small grey print: sources, counts."""

    kind = "small"


class Legend(Small):
    """Small print that explains a table, as wide as the table."""

    measure = styles.WIDTH


class Note(Words):
    """A grey remark below a picture or a table."""

    kind = "note"


class Fine(Words):
    """A paragraph in a narrow column: how to read, method and definitions."""

    kind = "fine"


class Strong(Words):
    """A short bold line that opens what follows, but is no heading."""

    kind = "strong"
    longest = 300
    keeps_next = True


class Title(Words):
    """A heading's words, as wide as the page; its heading sets the role."""

    measure = float("inf")
    longest = 300  # some ten lines of the largest: it must fit on a page with what follows

    def __init__(self, words: object, style: Any = None, *, kind: str = "heading1", **made: Any) -> None:
        super().__init__(words, style or styles.paragraph(kind), **made)


class Heading(Block):
    """A heading with its kicker and its bookmark; it opens a section of the structure.

    Args:
        level: 1 (a chapter) to 4. In the structure no level is left out: one that would be is raised.
        title: a finding, as a sentence, or a topic.
        kicker: a few words in the accent colour above it.
        bookmark: its name in the bookmarks and the contents; the title if empty.
        key: for links to it (`text.link(…, "#key")`); made up if empty.
        listed: whether it has a bookmark and stands in the contents.
        rule: a line below it; only chapters have one if not said otherwise.
        looks: the paragraph style it has; that of its level if empty.
    """

    keeps_next = True

    def __init__(  # noqa: PLR0913 -- two by position, and what else a heading has by keyword
        self,
        level: int,
        title: object,
        *,
        kicker: object = "",
        bookmark: str = "",
        key: str = "",
        listed: bool = True,
        rule: bool | None = None,
        looks: str = "",
    ) -> None:
        super().__init__()
        self.level = level
        self.bookmark = text.clean(bookmark or title, longest=120)
        self.key = key
        self.listed = listed
        self.ruled = level == 1 if rule is None else rule
        kind = looks or f"heading{level}"
        style = styles.paragraph(kind)
        self.before, self.after = style.spaceBefore, style.spaceAfter
        self._kicker = Title(kicker, kind="kicker") if kicker else None
        self.title = Title(title, kind=kind)
        if self.ruled:
            self.after = 14.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Kicker, title and line; see ReportLab."""
        del height
        kicker = tall(self._kicker, width) + self._kicker.getSpaceAfter() if self._kicker else 0.0
        self.width = width
        self.height = kicker + tall(self.title, width) + (16.0 if self.ruled else 0.0)
        return self.width, self.height

    def draw(self) -> None:
        """Open the section, then draw; see ReportLab."""
        canvas, under = self.canv, self.height
        self.title.element.role = f"H{canvas.open_section(self.level)}"
        if self.listed:
            canvas.add_bookmark(self.bookmark, self.key, self.level, self.height)
        elif self.key:
            canvas.add_target(self.key, self.height)
        if self._kicker:
            under -= self._kicker.height
            self._kicker.drawOn(canvas, 0, under)
            under -= self._kicker.getSpaceAfter()
        self.title.drawOn(canvas, 0, under - self.title.height)
        if self.ruled:
            with canvas.artifact():
                canvas.rule(0, 0.75, self.width, colour=styles.INK, thickness=1.5)


class _Item(Words):
    """An item of a list: its label hangs to the left of its words."""

    kind = "item"

    def __init__(
        self, words: object, style: Any = None, *, label: str = "", indent: float = 15.0, **made: Any
    ) -> None:
        super().__init__(words, style, **made)
        self.element = Element("LBody")
        self.item, self.label = Element("LI"), Element("Lbl")
        self.mark, self.indent = label, indent

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as what the label leaves; see ReportLab."""
        super().wrap(width - self.indent, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> "list[Flowable]":
        """Only the first part has the label; see ReportLab."""
        parts = super().split(width - self.indent, height)
        for part in parts[1:]:
            part.mark = ""
        return parts

    def hand_on(self, part: Any) -> None:
        """Element, label and indent."""
        super().hand_on(part)
        part.item, part.label, part.mark, part.indent = self.item, self.label, self.mark, self.indent

    def draw(self) -> None:
        """Label, then words; see ReportLab."""
        with self.canv.inside(self.item):
            if self.mark:
                with self.canv.content(self.label):
                    self._draw_label()
            self.canv.translate(self.indent, 0)
            super().draw()

    def _draw_label(self) -> None:
        style = self.style
        self.canv.setFillColor(style.textColor)
        self.canv.setFont(style.fontName, style.fontSize)
        x = self.indent - 6.0 - fonts.width(self.mark, style.fontName, style.fontSize)
        self.canv.drawString(max(x, 0.0), self.height - style.fontSize, self.mark)


class BulletList(Stack):
    """Items with a dot each.

    Args:
        items: the words.
        style: of the items; that of plain text if not said.
    """

    def __init__(self, items: Sequence[object], *, style: Any = None) -> None:
        element = Element("L", attributes={"O": "/List", "ListNumbering": "/Disc"})
        super().__init__([_Item(words, style, label="•") for words in items], element=element)
        self.after = 10.0


class NumberedList(Stack):
    """Items with a number each.

    Args:
        items: the words.
        start: the first number.
        style: of the items; that of plain text if not said.
    """

    def __init__(self, items: Sequence[object], *, start: int = 1, style: Any = None) -> None:
        element = Element("L", attributes={"O": "/List", "ListNumbering": "/Decimal"})
        indent = 19.0 if start + len(items) <= 10 else 25.0
        if style is not None:
            indent *= style.fontSize / styles.paragraph(_Item.kind).fontSize
        numbered = enumerate(items, start)
        super().__init__(
            [_Item(words, style, label=f"{n}.", indent=indent) for n, words in numbered], element=element
        )
        self.after = 10.0


class _Quoted(Words):
    kind = "quote"


class Quote(Stack):
    """What somebody wrote, with a quiet line beside it; line breaks in it stay."""

    after = 7.0

    def __init__(self, words: object) -> None:
        super().__init__([_Quoted(text.lines(words))], element=Element("BlockQuote"))
        self.margins = (2.0, 0.0, 4.0, 13.0)

    def decorate(self) -> None:
        """The line beside it."""
        self.canv.setFillColor(styles.RULE)
        self.canv.rect(0, 0, 3, self.height, stroke=0, fill=1)
