"""The comments of a round as their reader sees them: no name, no time, nothing that ties one to another."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Self

from pet.analysis.comments import parts_summed_up
from pet.frameworks.model import Area, Framework, OpenQuestion
from pet.language import current
from pet.language import gettext as _
from pet.services.flags import NOBODY, Flag, Known, flags
from pet.services.wordings import statements

PAGE_COMMENTS = 20
PAGE_CHARACTERS = 40_000  # what the longest page sends back stays within the limit of a form
MOST_BOXES = 10  # of one comment, by which marked places are taken out: all of a page must fit into its form
LEAST_WRITERS = 2  # of an area or an open question, to be summed up


class Decision(StrEnum):
    """What becomes of a comment."""

    KEEP = "keep"
    REWORD = "reword"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, kw_only=True)  # no slots: `flags` is kept with it once somebody has asked
class Item:
    """One comment as its reader sees it: no name, no time, nothing that ties it to another.

    Attributes:
        id: random; for the form.
        kind: `theme`, `evidence` or `open`.
        part_id: of the theme, the area or the open question.
        text: as it was written.
        quotable: whether it may be shown word for word.
        shown: what the reader lets be shown, empty where it is left out, `None` while it waits.
        known: whose names are looked for in it.
    """

    id: str
    kind: str
    part_id: str
    text: str
    quotable: bool
    shown: str | None
    known: Known = field(default=NOBODY, repr=False, compare=False)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What in it may point at a person; not looked for before somebody asks, for that takes time."""
        return flags(self.text, self.known)

    @property
    def decision(self) -> Decision | None:
        """What the reader decided, or `None`."""
        if self.shown is None:
            return None
        if not self.shown:
            return Decision.LEAVE_OUT
        return Decision.KEEP if self.shown == self.text else Decision.REWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTexts:
    """What was written on one area, or to one open question, by how many people, and what the reader wrote in its place."""

    part: Area | OpenQuestion
    items: tuple[Item, ...]
    writers: int
    digest: str

    @property
    def can_be_summed_up(self) -> bool:
        """Whether more than one person wrote: what a single one did cannot be told without pointing at them."""
        return self.writers >= LEAST_WRITERS


@dataclass(frozen=True, kw_only=True)  # no slots: `together` is kept with it
class Reading:
    """All comments of a round, in the order of what was asked, shuffled within each part.

    Attributes:
        items: the comments; none where nobody is to read them.
        framework: what was asked.
        hidden: whether so few answered that nothing they wrote is shown, and so nothing is to be read.
        finished: whether the reader has finished, so that nothing can be decided any more.
        few: whether so few answered that the reader sums up what was said, and only texts that may be quoted are
            decided on.
        digests: what they wrote so far, by area or open question.
        writers: how many people wrote on each area and to each open question; never who.
        known: whose names are looked for in what they write.
        roles_asked: whether people said in which role they answer, and read what is put to it.
    """

    items: tuple[Item, ...]
    framework: Framework
    hidden: bool = False
    finished: bool = False
    few: bool = False
    digests: Mapping[str, str] = field(default_factory=dict)
    writers: Mapping[str, int] = field(default_factory=dict)
    known: Known = field(default=NOBODY, repr=False, compare=False)
    roles_asked: bool = True

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

    def parts(self, also: Collection[str] = ()) -> tuple[PartTexts, ...]:
        """What was written on each area, on its themes and on how people know, then to each open question.

        With those of which all texts are gone and that were summed up before, and `also` with these.
        """
        found = []
        for part in parts_summed_up(self.framework):
            places = places_of(part)
            items = tuple(item for item in self.items if (item.kind, item.part_id) in places)
            digest = self.digests.get(part.id, "")
            if items or digest or part.id in also:
                writers = self.writers.get(part.id, 0)
                found.append(PartTexts(part=part, items=items, writers=writers, digest=digest))
        return tuple(found)

    @cached_property
    def together(self) -> Mapping[str, int]:
        """How many texts the results can show together with each, itself among them, by id of the comment.

        At most: those on the themes of its area, on how people know of it, or to the same open question. Texts are
        counted, not people, so that it tells nobody which of them one hand wrote.
        """
        area_of = {theme.id: area.id for area in self.framework.areas for theme in area.themes}
        places = {
            item.id: (item.kind, area_of[item.part_id] if item.kind == "theme" else item.part_id)
            for item in self.items
        }
        number = Counter(places.values())
        return {id_: number[place] for id_, place in places.items()}

    @property
    def edition(self) -> str:
        """Names what is summed up so far; whoever saves says on which edition theirs stands."""
        return edition_of(self.digests)

    @property
    def summed_up(self) -> frozenset[str]:
        """The areas and open questions of which a digest may be shown."""
        return frozenset(found.part.id for found in self.parts() if found.can_be_summed_up)

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

    def heading(self, item: Item) -> tuple[str, tuple[str, ...]]:
        """What a comment is about: a title and the sentence that was in front of the writer, or each that may have been."""
        if item.kind == "open":
            question = next(q for q in self.framework.open_questions if q.id == item.part_id)
            return _("Open question"), (question.text.to(current()),)
        if item.kind == "evidence":
            area = next(area for area in self.framework.areas if area.id == item.part_id)
            return _("How do we know? {area}", area=area.title.to(current())), (area.question.to(current()),)
        theme = self.framework.theme(item.part_id)
        return theme.title.to(current()), statements(theme, self.framework.roles if self.roles_asked else ())


def edition_of(digests: Mapping[str, str]) -> str:
    """Names digests as they stand: others have another name."""
    return hashlib.sha256(json.dumps(dict(digests), sort_keys=True).encode()).hexdigest()[:16]


def places_of(part: Area | OpenQuestion) -> frozenset[tuple[str, str]]:
    """Kind and id of everything on an area that people can write on, or of an open question."""
    if isinstance(part, OpenQuestion):
        return frozenset({("open", part.id)})
    return frozenset({("theme", theme.id) for theme in part.themes} | {("evidence", part.id)})


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
