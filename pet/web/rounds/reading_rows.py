"""Each comment as its reader sees it: made from what is stored and, where something was wrong, from what they typed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pet.errors import Problem
from pet.language import gettext as _
from pet.language import ngettext
from pet.services.comments import Decided, Decision, Item, Reading
from pet.services.comments_seen import mark
from pet.services.telltale import of_reworded
from pet.services.texts import many_lines
from pet.web.rounds import flagged, telling
from pet.web.rounds.flagged import Piece, Place
from pet.words.phrases import spelled


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
        number: its place on the page among those that can be shown, from 1; 0 where it cannot be shown.
        never_shown: that the comments under this heading will not be shown, whatever is decided; else empty.
        about, statements: what it is about and the sentence in front of the writer, or each that may have been; empty
            where the comment before is about the same.
        pieces: as it was written, with what may point at a person.
        places: a box for each of these, as far as they go; none where no other words can be shown.
        to_look: how many they are, as a sentence; empty for none.
        without_box: that some of them have no box, or empty.
        is_decided_on: whether it can be shown at all.
        not_shown: what becomes of it where it cannot; else empty.
        can_be_reworded: whether other words can be shown in its place.
        quotable: whether it can be kept as it is.
        choice: what is chosen, or empty.
        words: what stands in the text box.
        seen: the mark of what this page saw of it.
        once_more: sentences about what is saved in its place and may point at somebody; the reader may leave it.
        problem: what is wrong with it, or empty.
        outcome: what becomes of it, where that is final; else empty.
        late: words that came after the end of the reading and are not kept, or empty.
    """

    id: str
    number: int
    about: str
    statements: tuple[str, ...]
    never_shown: str
    pieces: tuple[Piece, ...]
    places: tuple[Place, ...]
    to_look: str
    without_box: str
    is_decided_on: bool
    not_shown: str
    can_be_reworded: bool
    quotable: bool
    choice: str
    words: str
    seen: str
    once_more: tuple[str, ...]
    problem: str
    outcome: str
    late: str


def rows_of(
    reading: Reading, items: tuple[Item, ...], typed: Typed, texts_needed: int
) -> tuple[CommentRow, ...]:
    """The comments of a page, with what is kept or what was typed; `texts_needed` in one place to be shown at all."""
    rows = []
    before = None
    untold = _untold(reading)
    number = 0
    for item in items:
        number += reading.is_decided_on(item)
        heading = reading.heading(item)
        about, statements = heading if heading != before else ("", ())
        before = heading
        sent = typed.choices.get(item.id)
        choice = item.decision if sent is None or reading.finished else sent.decision
        problem = typed.problems.get(item.id)
        rows.append(
            CommentRow(
                id=item.id,
                number=number if reading.is_decided_on(item) else 0,
                about=about,
                statements=statements,
                never_shown=_never_shown(item, texts_needed)
                if about and reading.together[item.id] < texts_needed
                else "",
                pieces=flagged.pieces(item),
                places=() if reading.few else flagged.places(item, typed.ticked.get(item.id)),
                to_look=_marked(item),
                without_box="" if reading.few else flagged.without_box(item),
                is_decided_on=reading.is_decided_on(item),
                not_shown="" if reading.is_decided_on(item) else _not_shown(is_told=item.id not in untold),
                can_be_reworded=not reading.few,
                quotable=item.quotable,
                choice=choice.value if choice is not None else "",
                words=_words(item, reading, sent),
                seen=sent.seen if sent is not None and problem is None else mark(item.shown),
                once_more=_once_more(item, reading) if sent is None else (),
                problem=problem.message if problem is not None else "",
                outcome=_outcome(item, reading, untold) if reading.finished else "",
                late=_late(item, sent) if reading.finished else "",
            )
        )
    return tuple(rows)


def _never_shown(item: Item, texts_needed: int) -> str:
    if item.kind == "theme":
        return _(
            "Fewer than {texts} comments were written on the themes of this area. The results show none of them, "
            "whatever you decide.",
            texts=spelled(texts_needed),
        )
    return _(
        "Fewer than {texts} texts were written here. The results show none of them, whatever you decide.",
        texts=spelled(texts_needed),
    )


def _untold(reading: Reading) -> frozenset[str]:
    """The ids of the comments that no summary can tell of; once the reader has finished, that none does."""
    told = {
        item.id
        for found in reading.parts()
        if (found.digest if reading.finished else found.can_be_summed_up)
        for item in found.items
    }
    return frozenset(item.id for item in reading.items) - told


def _not_shown(*, is_told: bool) -> str:
    if is_told:
        return _("For your summary only: this person did not agree to be quoted word for word.")
    return _(
        "Not shown: this person did not agree to be quoted word for word, and what was written here cannot be summed up."
    )


def _once_more(item: Item, reading: Reading) -> tuple[str, ...]:
    """Of what is saved, while it can be changed and is shown."""
    if reading.few or reading.finished:
        return ()
    return telling.sentences(of_reworded(item), item.shown or "")


def _words(item: Item, reading: Reading, sent: Decided | None) -> str:
    """What stands in the text box; where there is none, the text as it is."""
    if reading.few:
        return item.text
    return item.shown or item.text if sent is None or reading.finished else sent.text


def _marked(item: Item) -> str:
    number = len(item.flags)
    if not number:
        return ""
    return ngettext("One place to look at", "{number} places to look at", number)


def _outcome(item: Item, reading: Reading, untold: Collection[str]) -> str:
    if not reading.is_decided_on(item):
        return _("Not shown") if item.id in untold else _("Not shown word for word")
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
