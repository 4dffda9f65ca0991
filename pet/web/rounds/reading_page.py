"""What the comments' reader sees: made from what is stored and, where something was wrong, from what they typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from pet.errors import Problem
from pet.language import gettext as _
from pet.language import ngettext
from pet.services.comments import Decided, Decision, Item, Reading
from pet.services.rounds import RoundFacts
from pet.services.texts import many_lines
from pet.web.rounds import flagged, words
from pet.web.rounds.flagged import Piece, Place
from pet.words import asking

CHOICE, WORDS, OUT = "choice-", "words-", "out-"  # with the comment's id: the names of its fields
ORDER, FLAGGED = "order", "flagged"  # in the address: those with something to look at come first
THEN, FINISH, FOR_GOOD, REST = (
    "then",
    "finish",
    "finish-now",
    "leave-out-rest",
)  # what the pressed button asks for
SUMMARIES, TAKE_OUT = "summaries", "take_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What could not be kept.

    Attributes:
        choices: everything that was sent, by id of the comment.
        problems: what is wrong, by id of the comment.
        note: why nothing of it was kept, or what stops the reader from finishing; or empty.
        saved: whether, on the contrary, all of it has just been kept.
        ticked: which marked places are ticked, by id of the comment.
    """

    choices: Mapping[str, Decided] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    note: str = ""
    saved: bool = False
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """One comment on the page.

    Attributes:
        id: for the names of its fields.
        number: its place on the page, from 1.
        about, statement: what it is about and the sentence in front of the writer; empty where the comment before
            is about the same.
        pieces: as it was written, with what may point at a person.
        places: a box for each of these.
        to_look: how many they are, as a sentence; empty for none.
        is_decided_on: whether it can be shown at all.
        quotable: whether it can be kept as it is.
        choice: what is chosen, or empty.
        words: what stands in the text box.
        problem: what is wrong with it, or empty.
        outcome: what becomes of it, where that is final; else empty.
        late: words that came after the end of the reading and are not kept, or empty.
    """

    id: str
    number: int
    about: str
    statement: str
    pieces: tuple[Piece, ...]
    places: tuple[Place, ...]
    to_look: str
    is_decided_on: bool
    quotable: bool
    choice: str
    words: str
    problem: str
    outcome: str
    late: str


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
        to_look: how many comments have something that may point at a person, as a sentence; empty for none.
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


def not_yet(facts: RoundFacts) -> ReadingPage:
    """The page of a round that has not been closed."""
    return ReadingPage(title=_("Read the comments"), round=facts.title, back=_status(facts), closed=False)


def reading_page(
    facts: RoundFacts, reading: Reading, number: int, typed: Typed, order: str = ""
) -> ReadingPage:
    """The page of this number, from 1; where it is 0 or wrong, the one with the first thing to do."""
    if order == FLAGGED:
        reading = reading.flagged_first()
    if reading.hidden:
        return ReadingPage(
            title=_("Read the comments"),
            round=facts.title,
            back=_status(facts),
            closed=True,
            hidden=words.nothing_to_read(facts),
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
        rows=_rows(reading, pages[number - 1], typed),
        pages=links if len(links) > 1 else (),
        here=address(facts, number, order),
        next=min(number + 1, len(pages)),
        is_last=number == len(pages),
        waiting="" if typed.note else _waiting(reading),
        finished=reading.finished,
        note=typed.note,
        shown_from="" if reading.few else asking.comments_shown_from(words.options(facts)),
        saved=typed.saved,
        undecided=0 if reading.finished else reading.waiting,
        why_not_kept="" if reading.few else _why_not_kept(pages[number - 1]),
        to_look=_to_look(reading),
        other_order=_other_order(facts, reading, order),
        summed_up=asking.summed_up(words.options(facts)) if reading.few else "",
        summaries=url_for("rounds.summaries", round_id=facts.public_id) if reading.few else "",
    )


def _to_look(reading: Reading) -> str:
    number = sum(bool(item.flags) for item in reading.items)
    if not number or reading.finished:
        return ""
    return ngettext(
        "In one comment something is marked that may point at a person. Look at all of them: a mark is only a guess.",
        "In {number} comments something is marked that may point at a person. Look at all of them: a mark is only a "
        "guess.",
        number,
    )


def _other_order(facts: RoundFacts, reading: Reading, order: str) -> tuple[str, str]:
    flags = {bool(item.flags) for item in reading.items}
    if reading.finished or len(flags) == 1 or not flags:
        return ("", "")
    if order == FLAGGED:
        return (_("Show them in the order of the questions"), address(facts, 1))
    return (_("Show those with marks first"), address(facts, 1, FLAGGED))


def _why_not_kept(items: tuple[Item, ...]) -> str:
    if all(item.quotable for item in items):
        return ""
    return _(
        "Nobody is quoted word for word who did not tick that they may be. What they wrote can be shown in other "
        "words, or left out."
    )


def _rows(reading: Reading, items: tuple[Item, ...], typed: Typed) -> tuple[CommentRow, ...]:
    rows = []
    before = None
    for number, item in enumerate(items, start=1):
        heading = reading.heading(item)
        about, statement = heading if heading != before else ("", "")
        before = heading
        sent = typed.choices.get(item.id)
        choice = item.decision if sent is None or reading.finished else sent.decision
        problem = typed.problems.get(item.id)
        rows.append(
            CommentRow(
                id=item.id,
                number=number,
                about=about,
                statement=statement,
                pieces=flagged.pieces(item),
                places=flagged.places(item, typed.ticked.get(item.id)),
                to_look=_marked(item),
                is_decided_on=reading.is_decided_on(item),
                quotable=item.quotable,
                choice=choice.value if choice is not None else "",
                words=item.shown or item.text if sent is None or reading.finished else sent.text,
                problem=problem.message if problem is not None else "",
                outcome=_outcome(item, reading) if reading.finished else "",
                late=_late(item, sent) if reading.finished else "",
            )
        )
    return tuple(rows)


def _marked(item: Item) -> str:
    number = len(item.flags)
    if not number:
        return ""
    return ngettext("One place to look at", "{number} places to look at", number)


def _outcome(item: Item, reading: Reading) -> str:
    if not reading.is_decided_on(item):
        return _("Not shown word for word")
    outcomes = {
        Decision.KEEP: _("Kept as it is"),
        Decision.REWORD: _("Shown in these words"),
        Decision.LEAVE_OUT: _("Left out"),
    }
    return outcomes[item.decision] if item.decision is not None else _("Left out")


def _late(item: Item, sent: Decided | None) -> str:
    """What somebody typed and would lose: they may want to copy it."""
    known = {"", item.text.strip(), (item.shown or "").strip()}
    return sent.text if sent is not None and many_lines(sent.text).strip() not in known else ""


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
