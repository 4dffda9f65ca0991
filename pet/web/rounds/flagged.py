"""Where in a comment something may point at a person: pieces of its text to mark, and boxes to take them out by."""

from collections.abc import Iterable
from dataclasses import dataclass

from pet.language import gettext as _
from pet.services.flags import Flag, without
from pet.services.readings import MOST_BOXES, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a comment: `reason` says why it is marked, and is empty where it is not."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A marked place: a box that is ticked to take it out.

    Attributes:
        value: where it is, for the form.
        label: what stands there, and why it is marked.
        is_ticked: whether it is taken out when the button is pressed.
    """

    value: str
    label: str
    is_ticked: bool


def pieces(item: Item) -> tuple[Piece, ...]:
    """The whole text, in pieces."""
    found, at = [], 0
    for flag in item.flags:
        found += [
            Piece(text=item.text[at : flag.start], reason=""),
            Piece(text=item.text[flag.start : flag.end], reason=flag.reason),
        ]
        at = flag.end
    found.append(Piece(text=item.text[at:], reason=""))
    return tuple(piece for piece in found if piece.text)


def places(item: Item, ticked: Iterable[str] | None) -> tuple[Place, ...]:
    """A box for each marked place, as far as they go; all of them are ticked until somebody chose."""
    chosen = None if ticked is None else set(ticked)
    return tuple(
        Place(
            value=_value(flag),
            label=_("“{words}”: {reason}", words=item.text[flag.start : flag.end], reason=flag.reason),
            is_ticked=chosen is None or _value(flag) in chosen,
        )
        for flag in item.flags[:MOST_BOXES]
    )


def without_box(item: Item) -> str:
    """That some marked places have no box; empty where all have one."""
    if len(item.flags) <= MOST_BOXES:
        return ""
    return _(
        "Only the first {number} places have a box. Look at the others too, and change the words yourself.",
        number=MOST_BOXES,
    )


def taken_out(item: Item, ticked: Iterable[str]) -> str:
    """The text without the places that are ticked; a value that is no marked place takes nothing out."""
    chosen = set(ticked)
    return without(item.text, [(one.start, one.end) for one in item.flags if _value(one) in chosen])


def _value(flag: Flag) -> str:
    return f"{flag.start}-{flag.end}"
