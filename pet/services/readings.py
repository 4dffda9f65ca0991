"""The comments of a round as their reader sees them: no name, no time, nothing that ties one to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from pet.frameworks.model import Area, Framework
from pet.language import current
from pet.language import gettext as _
from pet.services.flags import Flag

PAGE_COMMENTS = 20
PAGE_CHARACTERS = 40_000  # what the longest page sends back stays within the limit of a form
LEAST_TEXTS = 2  # of an area, to be summed up


class Decision(StrEnum):
    """What becomes of a comment."""

    KEEP = "keep"
    REWORD = "reword"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One comment as its reader sees it: no name, no time, nothing that ties it to another.

    Attributes:
        id: random; for the form.
        kind: `theme`, `evidence` or `open`.
        part_id: of the theme, the area or the open question.
        text: as it was written.
        quotable: whether it may be shown word for word.
        shown: what the reader lets be shown, empty where it is left out, `None` while it waits.
        flags: what in it may point at a person.
    """

    id: str
    kind: str
    part_id: str
    text: str
    quotable: bool
    shown: str | None
    flags: tuple[Flag, ...] = ()

    @property
    def decision(self) -> Decision | None:
        """What the reader decided, or `None`."""
        if self.shown is None:
            return None
        if not self.shown:
            return Decision.LEAVE_OUT
        return Decision.KEEP if self.shown == self.text else Decision.REWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTexts:
    """What was written on one area, and what the reader wrote in its place."""

    area: Area
    items: tuple[Item, ...]
    digest: str

    @property
    def can_be_summed_up(self) -> bool:
        """Whether there is more than one text: a single one cannot be told in other words without its writer."""
        return len(self.items) >= LEAST_TEXTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All comments of a round, in the order of what was asked, shuffled within each part.

    Attributes:
        items: the comments; none where nobody is to read them.
        framework: what was asked.
        hidden: whether so few answered that nothing they wrote is shown, and so nothing is to be read.
        finished: whether the reader has finished, so that nothing can be decided any more.
        few: whether so few answered that the reader sums up what was said, and only texts that may be quoted are
            decided on.
        digests: what they wrote so far, by area.
    """

    items: tuple[Item, ...]
    framework: Framework
    hidden: bool = False
    finished: bool = False
    few: bool = False
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many still wait for a decision."""
        return sum(self.waits(item) for item in self.items)

    def waits(self, item: Item) -> bool:
        """Whether somebody has to decide on this one."""
        return item.decision is None and self.is_decided_on(item)

    def is_decided_on(self, item: Item) -> bool:
        """Whether it can be shown at all; where few answered, nothing but what may be quoted."""
        return item.quotable or not self.few

    def flagged_first(self) -> Self:
        """The same with those first in which something may point at a person."""
        return replace(self, items=tuple(sorted(self.items, key=lambda item: not item.flags)))

    def areas(self) -> tuple[AreaTexts, ...]:
        """What was written on each area, where anything was: on its themes, and on how people know."""
        found = []
        for area in self.framework.areas:
            places = {("theme", theme.id) for theme in area.themes} | {("evidence", area.id)}
            items = tuple(item for item in self.items if (item.kind, item.part_id) in places)
            if items:
                found.append(AreaTexts(area=area, items=items, digest=self.digests.get(area.id, "")))
        return tuple(found)

    @property
    def pages(self) -> tuple[tuple[Item, ...], ...]:
        """The comments in pages of a length that can be read and sent; at least one page."""
        return _pages(self.items)

    @property
    def first_waiting_page(self) -> int:
        """The first page with something to decide, from 1; the last page where all is decided."""
        pages = self.pages
        waiting = (n for n, page in enumerate(pages, 1) if any(self.waits(item) for item in page))
        return next(waiting, len(pages))

    def heading(self, item: Item) -> tuple[str, str]:
        """What a comment is about: a title and the sentence that was in front of the writer."""
        if item.kind == "open":
            question = next(q for q in self.framework.open_questions if q.id == item.part_id)
            return _("Open question"), question.text.to(current())
        if item.kind == "evidence":
            area = next(area for area in self.framework.areas if area.id == item.part_id)
            return _("How do we know? {area}", area=area.title.to(current())), area.question.to(current())
        theme = self.framework.theme(item.part_id)
        return theme.title.to(current()), theme.statement.to(current())


def _pages(items: Iterable[Item]) -> tuple[tuple[Item, ...], ...]:
    pages: list[list[Item]] = [[]]
    characters = 0
    for item in items:
        length = len(item.shown or item.text)
        if pages[-1] and (len(pages[-1]) == PAGE_COMMENTS or characters + length > PAGE_CHARACTERS):
            pages.append([])
            characters = 0
        pages[-1].append(item)
        characters += length
    return tuple(tuple(page) for page in pages)
