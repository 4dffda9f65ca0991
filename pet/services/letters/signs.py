"""The one sign that a lead can write into a letter, and whatever looks like a sign and is none."""

import re

from pet.language import gettext as _

NAME = "{name}"  # in a greeting: what the person is called
_PIECE = re.compile(r"\{[^{}\n]{0,40}\}?|\}")


def problems(text: str, *, greeting: bool) -> tuple[str, ...]:
    """What would arrive as it stands, though it was meant to be replaced: once each, as sentences.

    Args:
        text: a part of a letter.
        greeting: whether it is the greeting, where the sign for the name stands.
    """
    pieces: list[str] = _PIECE.findall(text)
    return tuple(
        _problem(one, greeting=greeting) for one in dict.fromkeys(pieces) if not (greeting and one == NAME)
    )


def _problem(piece: str, *, greeting: bool) -> str:
    if not greeting:
        return _(
            "“{sign}” would arrive as it stands. Take it out: only the greeting can have a sign, {name}.",
            sign=piece,
            name=NAME,
        )
    if piece.startswith("{") and piece.endswith("}"):
        return _("“{sign}” is no sign that PET knows. The only one is {name}.", sign=piece, name=NAME)
    return _("“{sign}” has only one of its brackets. Write {name}.", sign=piece, name=NAME)
