"""The pages of the answering journey after the questionnaire: all answers to look over, sent, withdrawn."""

from dataclasses import dataclass

from pet.web.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing asked, and what was said.

    Attributes:
        answer: the label of the choice, or the words; empty for a gap.
        comment: beside a rating, or empty.
        start: the first lines of what was written, where it is long, else empty.
        quotable: whether the words may be quoted.
        change: where to change it, or empty.
    """

    asked: str
    answer: str
    comment: str
    start: str
    quotable: bool
    is_text: bool
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component, or the open questions, with everything said about it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """All answers of one person.

    Attributes:
        as_whom: partner and role, or empty.
        together: who edits a joint sheet, or empty.
        who_url: where that is changed, or empty.
        gaps: how many statements have no answer and whether that matters, in sentences; none if there are none.
        first_gap: where the first of them is.
        can_change: whether the round takes answers now.
        submitted: whether these answers were sent.
        states: how it stands.
        problem: why it could not be sent, or empty.
        close: where the answers are closed in this browser.
    """

    title: str
    partnership: str
    as_whom: str
    together: str
    who_url: str
    parts: tuple[Part, ...]
    gaps: tuple[str, ...]
    first_gap: str
    can_change: bool
    submitted: bool
    states: tuple[str, ...]
    problem: str
    links: tuple[Link, ...]
    downloads: tuple[Link, ...]
    withdraw: str
    close: str
    foot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage:
    """Thank you, and what comes next."""

    title: str
    next: tuple[str, ...]
    change: str
    way_back: str
    downloads: tuple[Link, ...]
    withdraw: str
    close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage:
    """The one question before everything is deleted."""

    title: str
    sentences: tuple[str, ...]
    back: str
