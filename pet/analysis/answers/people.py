"""Who answered: partners, roles and persons from the cells of their columns."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import numpy as np

from pet.analysis.answers.cells import quoted
from pet.analysis.answers.sheet import Found, Sheet
from pet.analysis.ratings import Grouping
from pet.frameworks.model import Framework, Role
from pet.language import gettext as _
from pet.untrusted import plain


def partners(cells: Sequence[str]) -> Grouping | None:
    """The partner of each person, in the order of their names; `None` if no cell says one.

    Spellings that differ only in letter case, spaces or apostrophes are one partner, called as first written.
    """
    names = _first_spellings(cells)
    keys = sorted(names, key=natural)
    return _grouping(cells, {key: index for index, key in enumerate(keys)}, [names[key] for key in keys])


def roles(cells: Sequence[str], framework: Framework) -> Grouping | None:
    """The role of each person: the framework's in its order, then others as they were given.

    A role of the framework is known by its id, label or plural in any of its languages. It is its id that makes
    the group: two roles stay two, whatever they are called.
    """
    known = _spellings(framework)
    names = _first_spellings(cells)
    present = {known[key].id for key in names if key in known}
    ours = [role for role in framework.roles if role.id in present]
    others = sorted((key for key in names if key not in known), key=natural)
    position = {role.id: index for index, role in enumerate(ours)}
    index = {key: position[known[key].id] for key in names if key in known}
    index |= {key: len(ours) + place for place, key in enumerate(others)}
    ids = (*(role.id for role in ours), *(None for _key in others))
    return _grouping(cells, index, _apart(ours, [names[key] for key in others], framework), ids)


def _apart(ours: Sequence[Role], others: Sequence[str], framework: Framework) -> list[str]:
    """The name of each group: the label of a role, or its id where another group has that name already."""
    labels = [role.label.to(framework.language) for role in ours]
    borne = Counter([*labels, *others])
    return [
        *(role.id if borne[label] > 1 else label for role, label in zip(ours, labels, strict=True)),
        *others,
    ]


def missing_or_repeated(sheet: Sheet, *, signed: bool, silent: Sequence[bool]) -> Iterator[Found]:
    """Persons, and partners where each has one signed sheet, who are missing or there more than once.

    Args:
        sheet: the answers.
        signed: whether each row is the sheet of a partner.
        silent: per row, whether it holds no answer and so does not count.
    """
    if sheet.layout.person is not None:
        empty = _("this cell is empty. Where people are told apart, every row needs its person.")
        again = _("{value} is in row {first} already. Each person answers once.")
        yield from _once(sheet, sheet.layout.person, str.strip, (empty, again), silent)
    if signed and sheet.layout.partner is not None:
        empty = _("this cell is empty. In an open round a partner signs every sheet.")
        again = _("{value} is in row {first} already. In an open round each partner has one signed sheet.")
        yield from _once(sheet, sheet.layout.partner, plain, (empty, again), silent)


def _once(
    sheet: Sheet, index: int, key: Callable[[str], str], texts: tuple[str, str], silent: Sequence[bool]
) -> Iterator[Found]:
    empty, again = texts
    first: dict[str, int] = {}
    for position, cell in enumerate(sheet.cells(index)):
        name = key(cell)
        if silent[position]:
            continue
        if not name:
            yield sheet.found(position, index, empty)
        elif name in first:
            text = again.format(value=quoted(cell), first=sheet.rows[first[name]])
            yield sheet.found(position, index, text)
        else:
            first[name] = position


def _first_spellings(cells: Sequence[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for cell in dict.fromkeys(cells):
        names.setdefault(plain(cell), " ".join(cell.split()))
    names.pop("", None)
    return names


def _spellings(framework: Framework) -> dict[str, Role]:
    """Roles by everything they may be called; an id wins over a label, a label over a plural."""
    called: dict[str, Role] = {}
    for role in framework.roles:
        for _code, text in role.plural.versions:
            called.setdefault(plain(text), role)
    called |= {plain(text): role for role in framework.roles for _code, text in role.label.versions}
    return called | {plain(role.id): role for role in framework.roles}


def _grouping(
    cells: Sequence[str], index: dict[str, int], names: Sequence[str], role_ids: tuple[str | None, ...] = ()
) -> Grouping | None:
    if not names:
        return None
    of_cell = {cell: index.get(plain(cell), -1) for cell in set(cells)}
    return Grouping(tuple(names), np.array([of_cell[cell] for cell in cells], dtype=np.intp), role_ids)


def natural(key: str) -> tuple[tuple[bool, int, str], ...]:
    """An order of names in which 9 comes before 10."""
    runs = ((digits, "".join(run)) for digits, run in groupby(key, str.isdecimal))
    return tuple((not digits, int(text) if digits else 0, text) for digits, text in runs)
