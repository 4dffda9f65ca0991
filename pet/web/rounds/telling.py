"""What is said beside a summary in which something may point at somebody. The reader may leave it as it is."""

from collections.abc import Iterable

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.flags import Flag
from pet.services.telltale import Telltale
from pet.words.phrases import listing

MOST_NAMED = 10
LONGEST = 80  # characters of what is repeated


def sentences(found: Telltale, summary: str) -> tuple[str, ...]:
    """What there is to look at, with its words; empty where there is nothing."""
    said = []
    if found.places:
        said.append(
            _(
                "This may point at somebody: {places}. Put it in other words, or leave it if it does not.",
                places=listing(_named(found.places, summary)),
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


def _named(places: Iterable[Flag], summary: str) -> list[str]:
    said = (
        _("“{words}” ({reason})", words=_short(summary[one.start : one.end]), reason=one.reason)
        for one in places
    )
    return list(dict.fromkeys(said))[:MOST_NAMED]


def _short(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= LONGEST else f"{one_line[: LONGEST - 1].rstrip()}…"
