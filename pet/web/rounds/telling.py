"""What is said beside a reader's own words in which something may point at somebody. They may leave it as it is."""

from collections.abc import Iterable

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.flags import Flag
from pet.services.readings import Decision, PartTexts
from pet.services.telltale import Telltale
from pet.words.phrases import listing

MOST_NAMED = 10
LONGEST = 80  # characters of what is repeated


def sentences(found: Telltale, text: str) -> tuple[str, ...]:
    """What there is to look at, with its words; empty where there is nothing."""
    said = []
    if found.places:
        said.append(
            _(
                "This may point at somebody: {places}. Put it in other words, or leave it if it does not.",
                places=listing(_named(found.places, text)),
            )
        )
    if found.repeated:
        said.append(
            _(
                "These words stand so in a text that may not be quoted: {words}. Say it in your own words, or leave it "
                "if anybody could have said it so.",
                words=listing([_("“{words}”", words=_short(one)) for one in found.repeated[:MOST_NAMED]]),
            )
        )
    return tuple(said)


def in_all(number: int) -> str:
    """How many summaries have something to look at; empty for none."""
    if not number:
        return ""
    return ngettext(
        "In one summary something may point at somebody. It is saved; what to look at stands by its box.",
        "In {number} summaries something may point at somebody. They are saved; what to look at stands by each box.",
        number,
    )


def in_reworded(number: int) -> str:
    """In how many comments the reader's own words have something to look at; empty for none."""
    if not number:
        return ""
    return ngettext(
        "In one comment on this page your words may point at somebody. They are saved; what to look at stands by them.",
        "In {number} comments on this page your words may point at somebody. They are saved; what to look at stands by "
        "them.",
        number,
    )


def cannot(found: PartTexts) -> str:
    """Why what was written on an area, or to an open question, is not summed up, and what is shown all the same."""
    quotable = {item.decision for item in found.items if item.quotable}
    if Decision.KEEP in quotable:
        return _(
            "Fewer than two people wrote here: it cannot be summed up without pointing at the one who did. So nothing is "
            "summed up here. What its writer agreed to have quoted, and you kept, is shown word for word."
        )
    if None in quotable:
        return _(
            "Fewer than two people wrote here: it cannot be summed up without pointing at the one who did. So nothing is "
            "summed up here. What its writer agreed to have quoted is shown word for word if you keep it."
        )
    return _(
        "Fewer than two people wrote here: it cannot be summed up without pointing at the one who did. So nothing is "
        "said of it."
    )


def _named(places: Iterable[Flag], text: str) -> list[str]:
    said = (
        _("“{words}” ({reason})", words=_short(text[one.start : one.end]), reason=one.reason)
        for one in places
    )
    return list(dict.fromkeys(said))[:MOST_NAMED]


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= LONGEST else f"{one_line[: LONGEST - 1].rstrip()}…"
