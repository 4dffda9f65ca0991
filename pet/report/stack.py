"""How flowables stand under one another and break over pages; the page itself is filled by the same rule.

Every container is a `Stack`. `fill` is the only place that decides what still fits: the page loop calls it with
the story, a stack calls it with its children when it is asked to split.
"""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pet.report.structure import Element
from pet.report.tagging import TaggedCanvas

UNBOUNDED = 1e6
_TOLERANCE = 1e-6


class Block(Flowable):  # type: ignore[misc]  # -- reportlab has no types
    """A flowable of ours; the canvas it draws on is a tagged one.

    Attributes:
        before: space above it in points, but not at the top of a page.
        after: space below it.
        starts_page: whether it goes to a fresh page.
        ends_page: whether what follows goes to a fresh page.
        keeps_next: whether it stays with what follows.
        optional: whether it is left out where the page has no room for it.
        running: what the running head says from the page on that it is the first on; empty for what it said before.
    """

    canv: TaggedCanvas
    before: float = 0.0
    after: float = 0.0
    starts_page = False
    ends_page = False
    keeps_next = False
    optional = False
    running = ""

    def getSpaceBefore(self) -> float:  # noqa: N802 -- reportlab's name
        """Space above, in points."""
        return self.before

    def getSpaceAfter(self) -> float:  # noqa: N802 -- reportlab's name
        """Space below, in points."""
        return self.after

    def unfold(self) -> "list[Flowable]":
        """What stands in its place when not even a whole page can hold it; nothing if it cannot be taken apart."""
        return []


def tall(flowable: Flowable, width: float) -> float:
    """The height of the flowable in points when it is `width` wide."""
    return float(flowable.wrap(width, UNBOUNDED)[1])


def fill(
    flowables: list[Flowable], width: float, height: float, *, fresh: bool = False
) -> tuple[list[Flowable], list[Flowable]]:
    """Those that fit under one another, and the rest; one of them may be split between the two.

    A flowable with `keeps_next` never stands last unless it is alone.

    Args:
        flowables: in order.
        width: points.
        height: points.
        fresh: a whole page is offered: what does not fit here fits nowhere, so it is taken apart.
    """
    bottom = after = 0.0
    for number, flowable in enumerate(flowables):
        if number and (_says(flowable, "starts_page") or _says(flowables[number - 1], "ends_page")):
            return flowables[:number], flowables[number:]
        top = bottom + (max(after, flowable.getSpaceBefore()) if number else 0.0)
        bottom = top + tall(flowable, width)
        if bottom > height + _TOLERANCE and _says(flowable, "optional"):
            return fill([*flowables[:number], *flowables[number + 1 :]], width, height, fresh=fresh)
        if bottom > height + _TOLERANCE:
            return _break(flowables, number, (width, height, height - top), fresh=fresh)
        after = flowable.getSpaceAfter()
    return flowables, []


def _break(
    flowables: list[Flowable], number: int, room: tuple[float, float, float], *, fresh: bool
) -> tuple[list[Flowable], list[Flowable]]:
    width, height, left = room
    parts = flowables[number].split(width, left) if left > 0 else []
    if len(parts) > 1:
        return [*flowables[:number], parts[0]], [*parts[1:], *flowables[number + 1 :]]
    cut = number
    while cut and _says(flowables[cut - 1], "keeps_next"):
        cut -= 1
    if cut or not fresh:
        return flowables[:cut], flowables[cut:]
    unfolded = flowables[number].unfold() if isinstance(flowables[number], Block) else []
    if unfolded:
        return fill([*flowables[:number], *unfolded, *flowables[number + 1 :]], width, height, fresh=True)
    whole = max(number, 1)
    return flowables[:whole], flowables[whole:]


def _says(flowable: Flowable, name: str) -> bool:
    return bool(getattr(flowable, name, False))


class Stack(Block):
    """Flowables under one another, as one element of the structure or none."""

    def __init__(self, children: Sequence[Flowable], *, element: Element | None = None) -> None:
        super().__init__()
        self.children = list(children)
        self.element = element
        self.margins = (0.0, 0.0, 0.0, 0.0)  # top, right, bottom, left
        self._tops: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lay the children out; see ReportLab."""
        del height
        top, right, bottom, left = self.margins
        inner = width - left - right
        self._tops, under, after = [], top, 0.0
        for child in self.children:
            tallness = tall(child, inner)
            under += max(after, child.getSpaceBefore()) if self._tops else 0.0
            self._tops.append(under)
            under += tallness
            after = child.getSpaceAfter()
        self.width, self.height = width, under + bottom
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two stacks that feed one element; see ReportLab."""
        top, right, bottom, left = self.margins
        head, tail = fill(self.children, width - left - right, height - top - bottom)
        return [self.part(head), self.part(tail)] if head and tail else []

    def part(self, children: list[Flowable]) -> "Stack":
        """The same stack with other children."""
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
        part.children = children
        return part

    def unfold(self) -> list[Flowable]:
        """The children themselves."""
        return self.children

    def draw(self) -> None:
        """Decoration first, then the children; see ReportLab."""
        with self.canv.artifact():
            self.decorate()
        if self.element is None:
            self._draw_children()
        else:
            with self.canv.inside(self.element):
                self._draw_children()

    def decorate(self) -> None:
        """Draw what stands behind the children."""

    def _draw_children(self) -> None:
        left = self.margins[3]
        for child, top in zip(self.children, self._tops, strict=True):
            child.drawOn(self.canv, left, self.height - top - child.height)

    def getSpaceBefore(self) -> float:  # noqa: N802 -- reportlab's name
        """Its own space, or its first child's."""
        return max(self.before, self.children[0].getSpaceBefore() if self.children else 0.0)

    def getSpaceAfter(self) -> float:  # noqa: N802 -- reportlab's name
        """Its own space, or its last child's."""
        return max(self.after, self.children[-1].getSpaceAfter() if self.children else 0.0)


class Together(Stack):
    """Flowables that stay on one page; only what is taller than a page is taken apart."""

    def split(self, width: float, height: float) -> list[Flowable]:
        """Never; see ReportLab."""
        del width, height
        return []


class SideBySide(Block):
    """Two columns; the left one is read first. They never break: taller than a page, they stand one below the other.

    Args:
        left: flowables of the left column.
        right: flowables of the right column.
        share: the left column's part of the width, 0 to 1.
        gap: between the columns, in points.
        right_first: read the right column first.
    """

    after = 10.0

    def __init__(
        self,
        left: Sequence[Flowable],
        right: Sequence[Flowable],
        *,
        share: float = 0.5,
        gap: float = 20.0,
        right_first: bool = False,
    ) -> None:
        super().__init__()
        self.left, self.right = Stack(left), Stack(right)
        self.share, self.gap, self.right_first = share, gap, right_first

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As tall as the taller column; see ReportLab."""
        del height
        left = (width - self.gap) * self.share
        self.width = width
        self.height = max(tall(self.left, left), tall(self.right, width - self.gap - left))
        return self.width, self.height

    def unfold(self) -> list[Flowable]:
        """The columns one below the other."""
        left, right = self.left.children, self.right.children
        return [*right, *left] if self.right_first else [*left, *right]

    def draw(self) -> None:
        """Both columns from the top, in the order of reading; see ReportLab."""
        columns = [(self.left, 0.0), (self.right, self.left.width + self.gap)]
        for column, x in reversed(columns) if self.right_first else columns:
            column.drawOn(self.canv, x, self.height - column.height)
