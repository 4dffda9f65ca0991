"""The first pages: a quiet cover, and the contents with page numbers and links."""

from collections.abc import Callable, Iterable, Sequence

from reportlab.platypus import Flowable

from pet.report import styles, text
from pet.report.furniture import Space
from pet.report.prose import Body, Heading, Small, Title, Words
from pet.report.stack import SideBySide, Stack
from pet.report.structure import Element
from pet.report.tagging import TaggedCanvas

_INDENT = 14.0
_FOR_THE_NUMBER = 40.0
_LINE, _ROOM = 17.0, 530.0  # a line; what either paper leaves below the heading
_MOST = 14  # lines below each other: more stand in two columns


class _Line(Words):
    """One line of the contents, all of it one link: the heading's name, and its page number at the right."""

    measure = styles.WIDTH

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading.bookmark, styles.paragraph(f"contents{min(heading.level, 2)}"))
        self.heading = heading
        self.element = Element("Link")
        self.item, self.reference = Element("TOCI"), Element("Reference")
        self.indent = _INDENT * (heading.level - 1)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Leave room for the number; see ReportLab."""
        super().wrap(width - self.indent - _FOR_THE_NUMBER, height)
        self.full = width - self.indent
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Words]:
        """Never: names are short; see ReportLab."""
        del width, height
        return []

    def draw(self) -> None:
        """See ReportLab."""
        canvas = self.canv
        with canvas.inside(self.item), canvas.inside(self.reference):
            canvas.translate(self.indent, 0)
            super().draw()
            with canvas.content(self.element):
                canvas.later(self._number(canvas))
            label = self.heading.bookmark
            canvas.add_link(self.element, f"#{self.heading.key}", label, (0, -1, self.full, self.height))

    def _number(self, canvas: TaggedCanvas) -> Callable[[], None]:
        def draw() -> None:
            canvas.setFillColor(self.style.textColor)
            number = str(canvas.page_of(self.heading.key) or "")
            font, size = self.style.fontName, self.style.fontSize
            canvas.draw_text(self.full, self.height - size, number, (font, size), align="right")

        return draw


class Contents(Stack):
    """The contents, at the top of a page; `render` tells it the headings.

    Args:
        title: such as “Contents”.
        depth: the lowest level of heading to list.
    """

    starts_page = True
    after = 14.0

    def __init__(self, title: object, *, depth: int = 2) -> None:
        super().__init__([Heading(1, title, listed=False)])
        self.depth = depth

    def take(self, headings: Iterable[Heading]) -> None:
        """List these headings, as far down as the depth; each has its key."""
        listed = [heading for heading in headings if heading.listed and heading.level <= self.depth]
        if len(listed) * _LINE > 2 * _ROOM:
            listed = [heading for heading in listed if heading.level == 1]
        lines = [_Line(heading) for heading in listed]
        if lines:
            self.children = [self.children[0], Stack(_in_columns(lines), element=Element("TOC"))]


def _in_columns(lines: Sequence[_Line]) -> Sequence[Flowable]:
    """Many lines in two columns, the left one longer by at most one."""
    if len(lines) <= _MOST:
        return lines
    half = (len(lines) + 1) // 2
    return [SideBySide(lines[:half], lines[half:], gap=2 * styles.GAP)]


class _CoverTitle(Heading):
    def __init__(self, title: object, kicker: object) -> None:
        super().__init__(1, title, kicker=kicker, listed=False, rule=False)
        self.title = Title(title, kind="cover-title")
        self.after = self.title.getSpaceAfter()


class Cover(Stack):
    """The first page: what this is, of whom and when. It has no head and no foot.

    Args:
        title: of the report.
        kicker: above it, such as the kind of report.
        subtitle: below it, such as the partnership and the season.
        facts: a line each, such as how many answered.
        note: small print, such as the promise of privacy.
        below: what stands under all that, such as how to read it.
    """

    ends_page = True

    def __init__(
        self,
        title: object,
        *,
        kicker: object = "",
        subtitle: object = "",
        facts: Sequence[object] = (),
        note: object = "",
        below: Sequence[Flowable] = (),
    ) -> None:
        under = [_Subtitle(subtitle)] if subtitle else []
        small = [Space(14.0), Small(text.text(note, longest=600))] if note else []
        lines = [Body(text.text(fact, longest=300)) for fact in facts]
        super().__init__([_CoverTitle(text.text(title, longest=200), kicker), *under, *lines, *small, *below])
        self.margins = (70.0, 0.0, 0.0, 0.0) if below else (150.0, 60.0, 0.0, 0.0)

    def decorate(self) -> None:
        """A short line in the accent colour."""
        self.canv.setFillColor(styles.ACCENT)
        self.canv.rect(0, self.height - self.margins[0] + 22, 46, 5, stroke=0, fill=1)


class _Subtitle(Words):
    kind = "cover-subtitle"
    longest = 300
