"""Names of partnerships, partners and people: what makes one, and which are nearly alike."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from pet.language import gettext as _
from pet.services.texts import one_line
from pet.untrusted import plain, shown

LONGEST_NAME = 200
_ALIKE = 0.85
_FORMULA = ("=", "+", "-", "@")  # a spreadsheet would compute what begins so


def wrong_name(name: str) -> str | None:
    """What is wrong with a cleaned name, or `None`."""
    if not plain(name):
        return _("Give a name.")
    if len(name) > LONGEST_NAME:
        return _("This name is too long: {most} characters at most.", most=LONGEST_NAME)
    if name.startswith(_FORMULA):
        return _("A name cannot begin with “{sign}”.", sign=name[0])
    return None


def lines(typed: str) -> tuple[str, ...]:
    """The names in a text with one on each line, cleaned; empty lines are left out."""
    return tuple(name for line in typed.splitlines() if (name := one_line(line)))


def repeated(names: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """Place (from 1) and spelling of every name that came before in whatever spelling."""
    seen: set[str] = set()
    found = []
    for number, name in enumerate(names, start=1):
        if name and plain(name) in seen:
            found.append((number, shown(name)))
        seen.add(plain(name))
    return tuple(found)


def nearly(name: str, others: Sequence[str]) -> str | None:
    """The one of the others that this name is most like, but not the same as; `None` where none is."""
    wanted = plain(name)
    by_plain = {plain(other): other for other in others if plain(other) != wanted}
    found = get_close_matches(wanted, list(by_plain), n=1, cutoff=_ALIKE)
    return by_plain[found[0]] if found and not _differ_by_number(wanted, found[0]) else None


def part_of(name: str, others: Sequence[str]) -> str | None:
    """The first of the others that has all words of this name in their order, or that this name has; `None` for none.

    “Ash” is a part of “Ash School”, and not of “Ashford School”.
    """
    wanted = f" {plain(name)} "
    for other in others:
        there = f" {plain(other)} "
        if wanted != there and (wanted in there or there in wanted):
            return other
    return None


def _differ_by_number(one: str, other: str) -> bool:
    """“School 1” and “School 2” are two on purpose."""
    return _digits(one) != _digits(other)


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))
