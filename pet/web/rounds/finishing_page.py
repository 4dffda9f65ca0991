"""What the comments' reader sees before they finish: finishing is final, so a page says first what it does."""

from collections import Counter
from dataclasses import dataclass

from flask import url_for

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.comments import Decision, Reading
from pet.services.rounds import RoundFacts
from pet.services.telltale import of_reworded, telltale
from pet.web.rounds import words
from pet.web.rounds.reading_page import address
from pet.words import first_reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ToLook:
    """Words of the reader that may still point at somebody.

    Attributes:
        sentence: how many.
        links: label and address of each page on which they can be changed.
    """

    sentence: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishPage:
    """What finishing will do.

    Attributes:
        title: in a few words.
        round: the title of the round.
        here: where the form goes.
        back: the comments, which can still be changed.
        outcomes: how many comments are kept, reworded and left out, a sentence each.
        to_look: what may still point at somebody, or nothing.
        shown_from: where the results show comments at all, or empty where they show all of them.
    """

    title: str
    round: str
    here: str
    back: str
    outcomes: tuple[str, ...]
    to_look: ToLook | None
    shown_from: str


def finish_page(facts: RoundFacts, reading: Reading) -> FinishPage:
    """The page before finishing, of a round in which every comment is decided on."""
    return FinishPage(
        title=_("Finish the reading"),
        round=facts.title,
        here=url_for("rounds.comments_decided", round_id=facts.public_id),
        back=address(facts, 1),
        outcomes=_outcomes(reading),
        to_look=_of_summaries(facts, reading) if reading.few else _of_reworded(facts, reading),
        shown_from=first_reader.comments_shown_from(words.options(facts))
        if not reading.few
        else _("Your summaries go into the results with them, as you wrote them."),
    )


def _outcomes(reading: Reading) -> tuple[str, ...]:
    count = Counter(item.decision for item in reading.items)
    kept, reworded, left_out = (count[one] for one in (Decision.KEEP, Decision.REWORD, Decision.LEAVE_OUT))
    sentences = (
        (kept, ngettext("You keep one comment as it is.", "You keep {number} comments as they are.", kept)),
        (
            reworded,
            ngettext(
                "You put one comment into other words.",
                "You put {number} comments into other words.",
                reworded,
            ),
        ),
        (left_out, ngettext("You leave one comment out.", "You leave {number} comments out.", left_out)),
    )
    return (*(sentence for number, sentence in sentences if number), *_summed_up(reading))


def _summed_up(reading: Reading) -> tuple[str, ...]:
    """Of how many areas and open questions the results say what was written, where few answered."""
    if not reading.few:
        return ()
    parts = len(reading.summed_up)
    if not parts:
        return ()
    number = len(reading.summed_up & reading.digests.keys())
    return (
        _(
            "You sum up {number} of {parts} areas and open questions on which more than one person wrote.",
            number=number,
            parts=parts,
        ),
    )


def _of_summaries(facts: RoundFacts, reading: Reading) -> ToLook | None:
    found = sum(
        bool(telltale(text, reading)) for part, text in reading.digests.items() if part in reading.summed_up
    )
    if not found:
        return None
    sentence = ngettext(
        "In one summary something may still point at somebody. Look at it once more, or leave it if it does not.",
        "In {number} summaries something may still point at somebody. Look at them once more, or leave what does not.",
        found,
    )
    return ToLook(
        sentence=sentence,
        links=((_("See the summaries"), url_for("rounds.summaries", round_id=facts.public_id)),),
    )


def _of_reworded(facts: RoundFacts, reading: Reading) -> ToLook | None:
    pages = [sum(bool(of_reworded(item)) for item in page) for page in reading.pages]
    if not any(pages):
        return None
    sentence = ngettext(
        "In one comment your words may still point at somebody. Look at it once more, or leave it if they do not.",
        "In {number} comments your words may still point at somebody. Look at them once more, or leave what does not.",
        sum(pages),
    )
    links = tuple(
        (_("Comments, page {number}", number=number), address(facts, number))
        for number, found in enumerate(pages, 1)
        if found
    )
    return ToLook(
        sentence=sentence, links=links if len(pages) > 1 else ((_("See the comments"), links[0][1]),)
    )
