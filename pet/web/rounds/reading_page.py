"""What the comments' reader sees: made from what is stored and, where something was wrong, from what they typed."""

from dataclasses import dataclass

from flask import url_for

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.comments import Item, Reading
from pet.services.rounds import RoundFacts
from pet.web.rounds import elsewhere, telling, words
from pet.web.rounds.reading_rows import CommentRow, Typed, rows_of
from pet.words import first_reader

CHOICE, WORDS, OUT, SEEN = (
    "choice-",
    "words-",
    "out-",
    "seen-",
)  # with the comment's id: the names of its fields
ORDER, FLAGGED = "order", "flagged"  # in the address: those with something to look at come first
THEN, FINISH, FOR_GOOD, REST = (
    "then",
    "finish",
    "finish-now",
    "leave-out-rest",
)  # what the pressed button asks for
SUMMARIES, TAKE_OUT = "summaries", "take_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One of several pages."""

    number: int
    url: str
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """Comments to decide on.

    Attributes:
        title: in a few words.
        round: the title of the round.
        back: the page of the round.
        closed: whether the round is closed; nothing is read before.
        rows: the comments of this page.
        pages: all pages, where there are several.
        here: the address of this page.
        next: the number of the page that comes after this one is saved; this one, where it is the last.
        is_last: whether it is the last.
        waiting: how many wait, as a sentence.
        finished: whether the reader has finished, so that the page is to be read only.
        hidden: why nothing is to be read, or empty.
        note: why something was not kept, or what stops the reader from finishing; or empty.
        shown_from: where the results show comments at all, or empty where they show all of them.
        saved: whether everything that was sent has just been kept.
        undecided: how many wait.
        why_not_kept: why some can only be reworded or left out, or empty where none is such.
        to_look: how many comments of this page have something that may point at a person, as a sentence; empty for
            none.
        other_order: a label and an address for the other order; empty where there is only one.
        summed_up: that the reader sums comments up, where few answered; else empty.
        summaries: the page on which they do; empty where they do not.
    """

    title: str
    round: str
    back: str
    closed: bool
    hidden: str = ""
    rows: tuple[CommentRow, ...] = ()
    pages: tuple[PageLink, ...] = ()
    here: str = ""
    next: int = 1
    is_last: bool = True
    waiting: str = ""
    finished: bool = False
    note: str = ""
    shown_from: str = ""
    saved: bool = False
    undecided: int = 0
    why_not_kept: str = ""
    to_look: str = ""
    other_order: tuple[str, str] = ("", "")
    summed_up: str = ""
    summaries: str = ""

    @property
    def problems(self) -> tuple[tuple[str, int, str], ...]:
        """What is wrong: id and place of the comment, and the sentence."""
        return tuple((row.id, row.number, row.problem) for row in self.rows if row.problem)

    @property
    def once_more(self) -> str:
        """In how many comments the reader's own words have something to look at, as a sentence; empty for none."""
        return telling.in_reworded(sum(bool(row.once_more) for row in self.rows))


def not_yet(facts: RoundFacts) -> ReadingPage:
    """The page of a round that has not been closed."""
    return ReadingPage(title=_("Read the comments"), round=facts.title, back=_status(facts), closed=False)


def reading_page(
    facts: RoundFacts, reading: Reading, number: int, typed: Typed, order: str = ""
) -> ReadingPage:
    """The page of this number, from 1; where it is 0 or wrong, the one with the first thing to do."""
    if order == FLAGGED:
        reading = reading.flagged_first()
    if reading.hidden or facts.is_imported:
        return ReadingPage(
            title=_("Read the comments"),
            round=facts.title,
            back=_status(facts),
            closed=True,
            hidden=elsewhere.comments() if facts.is_imported else words.nothing_to_read(facts),
        )
    pages = reading.pages
    if typed.problems:
        number = next(n for n, page in enumerate(pages, 1) if any(item.id in typed.problems for item in page))
    elif not 1 <= number <= len(pages):
        number = 1 if reading.finished else reading.first_waiting_page
    links = tuple(
        PageLink(number=n, url=address(facts, n, order), is_this=n == number)
        for n in range(1, len(pages) + 1)
    )
    return ReadingPage(
        title=_("Read the comments"),
        round=facts.title,
        back=_status(facts),
        closed=True,
        rows=rows_of(reading, pages[number - 1], typed, _texts_needed(facts, reading)),
        pages=links if len(links) > 1 else (),
        here=address(facts, number, order),
        next=min(number + 1, len(pages)),
        is_last=number == len(pages),
        waiting="" if typed.note else _waiting(reading),
        finished=reading.finished,
        note=typed.note,
        shown_from="" if reading.few else first_reader.comments_shown_from(words.options(facts)),
        saved=typed.saved,
        undecided=0 if reading.finished else reading.waiting,
        why_not_kept="" if reading.few else _why_not_kept(pages[number - 1]),
        to_look="" if reading.finished else _to_look(pages[number - 1]),
        other_order=_other_order(facts, reading, order),
        summed_up=first_reader.summed_up(words.options(facts)) if reading.few else "",
        summaries=url_for("rounds.summaries", round_id=facts.public_id) if reading.few else "",
    )


def _texts_needed(facts: RoundFacts, reading: Reading) -> int:
    """In one place, for the results to show any; 0 where they show each, or summaries in their place."""
    options = words.options(facts)
    if reading.few or reading.finished or options.is_open:
        return 0
    return options.thresholds.comments_from_texts


def _to_look(items: tuple[Item, ...]) -> str:
    number = sum(bool(item.flags) for item in items)
    if not number:
        return ""
    return ngettext(
        "In one comment on this page something is marked that may point at a person. Look at all of them: a mark is "
        "only a guess.",
        "In {number} comments on this page something is marked that may point at a person. Look at all of them: a mark "
        "is only a guess.",
        number,
    )


def _other_order(facts: RoundFacts, reading: Reading, order: str) -> tuple[str, str]:
    if reading.finished or _looks_alike(reading):
        return ("", "")
    if order == FLAGGED:
        return (_("Show them in the order of the questions"), address(facts, 1))
    return (_("Show those with marks first"), address(facts, 1, FLAGGED))


def _looks_alike(reading: Reading) -> bool:
    """Whether the other order is the same. Of several pages nobody knows before looking through all comments."""
    return len(reading.pages) == 1 and len({bool(item.flags) for item in reading.items}) < 2


def _why_not_kept(items: tuple[Item, ...]) -> str:
    if all(item.quotable for item in items):
        return ""
    return _(
        "Nobody is quoted word for word who did not tick that they may be. What they wrote can be shown in other "
        "words, or left out."
    )


def _waiting(reading: Reading) -> str:
    if not reading.items:
        return _("There is no comment to read.")
    if reading.finished:
        return ""
    if not reading.waiting:
        return _("You have decided on every comment.")
    return ngettext("One comment waits for you.", "{number} comments wait for you.", reading.waiting)


def _status(facts: RoundFacts) -> str:
    return url_for("rounds.status", round_id=facts.public_id)


def address(facts: RoundFacts, number: int, order: str = "") -> str:
    """Of a page of comments."""
    return url_for("rounds.comments", round_id=facts.public_id, page=number, order=order or None)
