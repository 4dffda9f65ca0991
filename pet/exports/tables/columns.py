"""The usual sorts of columns: counts, shares, places on the scale, codes."""

from collections.abc import Mapping

from pet.exports.tables.model import Column, Kind
from pet.language import gettext as _


def whole(name: str, label: str, meaning: str, unit: str) -> Column:
    """A column that counts."""
    return Column(name=name, label=label, meaning=meaning, kind=Kind.INTEGER, unit=unit, low=0)


def share(name: str, label: str, meaning: str) -> Column:
    """A column of shares, 0 to 1."""
    return Column(name=name, label=label, meaning=meaning, kind=Kind.NUMBER, unit=_("share"), low=0, high=1)


def place(name: str, label: str, meaning: str, points: int) -> Column:
    """A column of places on the scale; interpolated ones reach half a point beyond its ends."""
    return Column(
        name=name,
        label=label,
        meaning=meaning,
        kind=Kind.NUMBER,
        unit=_("points of the scale"),
        low=0.5,
        high=points + 0.5,
    )


def code(name: str, label: str, meaning: str, known: Mapping[str, str]) -> Column:
    """A column of codes."""
    return Column(name=name, label=label, meaning=meaning, kind=Kind.CODE, values=known)


def yes_no(name: str, label: str, meaning: str) -> Column:
    """A column of yes and no."""
    known = {"1": _("yes"), "0": _("no")}
    return Column(name=name, label=label, meaning=meaning, kind=Kind.YES_NO, low=0, high=1, values=known)


def number(name: str, label: str, meaning: str, unit: str = "") -> Column:
    """A column of numbers that may be anything."""
    return Column(name=name, label=label, meaning=meaning, kind=Kind.NUMBER, unit=unit)
