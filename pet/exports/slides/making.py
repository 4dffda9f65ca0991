"""What every part of a deck is made from: the record, the deck so far, and how a slide is begun and ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pet.analysis.result import Result
from pet.analysis.result_conversation import AgendaItem
from pet.exports.slides.page import Page
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.words import glance, promise
from pet.words.phrases import in_words, title


@dataclass(frozen=True, kw_only=True)
class Making:
    """A deck in the making.

    Attributes:
        record: what it is made from.
        deck: the presentation, to which slides are added.
        result: the record's, with the agenda that was chosen.
    """

    record: Record
    deck: Any
    result: Result = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "result", self.record.result)

    @property
    def framework(self) -> Framework:
        """What was asked."""
        return self.record.framework

    @cached_property
    def glance(self) -> glance.Glance:
        """The result at a glance."""
        return glance.of(self.result, self.framework)

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """The themes to talk about."""
        return self.result.agenda

    def called(self, part_id: str) -> str:
        """The title of a component, area or theme."""
        return title(self.framework, part_id)

    def statement(self, theme_id: str) -> str:
        """A theme’s statement in quotes."""
        return _("“{statement}”", statement=in_words(self.framework.theme(theme_id).statement))

    @contextmanager
    def page(self, *, opening: bool = False) -> Iterator[Page]:
        """A slide to put things on; its notes are written at the end of the block."""
        made = Page(self.deck, self._foot, opening=opening)
        yield made
        made.finish()

    @cached_property
    def _foot(self) -> str:
        """What stands at the foot of every slide: whose round it is, and the promise."""
        parts = (self.record.partnership, name(self.record), promise.groups(self.result))
        return " · ".join(dict.fromkeys(part for part in parts if part))


def name(record: Record) -> str:
    """What the round is called; the framework’s title where it has no name."""
    return record.title or record.computed.title or in_words(record.framework.title)
