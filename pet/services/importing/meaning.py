"""Which partner and which role the words of a list mean, and which address is nearly another."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pet.language import gettext as _
from pet.services.importing.rows import Row
from pet.services.naming import nearly, part_of, wrong_name
from pet.services.roles import Roles
from pet.untrusted import plain, shown

MOST_NEW_PARTNERS = 200
_ALIKE_NAMES = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that only a person can tell.

    Attributes:
        words: as they stand in the list.
        key: the same, as it is compared.
        rows: how many rows say so.
        meant: what is taken for now: the plain name of a partner or the id of a role; empty for none.
        like: the partner that it is nearly like: its plain name, and its name; empty for a role.
    """

    words: str
    key: str
    rows: int
    meant: str
    like: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersThere:
    """The partners that there are, and what was chosen.

    Attributes:
        names: of those that take part.
        archived: of those that do not.
        own, default: the names of the partner of whoever imports, and of rows that name none; empty for none.
        chosen: by plain name the plain name that is meant, or empty for a partner of its own.
    """

    names: Sequence[str]
    archived: Sequence[str]
    own: str
    default: str
    chosen: Mapping[str, str]


class PartnerNames:
    """The partners that the rows of a list name.

    Attributes:
        choices: names that are nearly another's.
        new: plain name and name of those that would be made.
    """

    def __init__(self, rows: Sequence[Row], there: PartnersThere) -> None:
        self._there = there
        self._known = {plain(name): name for name in there.names}
        self._archived = {plain(name) for name in there.archived}
        self._alias: dict[str, str] = {}
        self.new: dict[str, str] = {}
        self.choices: tuple[Choice, ...] = ()
        if not there.own:
            self._look_at(
                Counter(plain(row.partner) for row in rows),
                {plain(row.partner): row.partner for row in reversed(rows)},
            )

    def _look_at(self, counts: "Counter[str]", spelled: Mapping[str, str]) -> None:
        """Every name that there is not yet, the most frequent first: it is the one least likely to be a slip."""
        choices = []
        for key, rows in counts.most_common():
            name = spelled[key]
            if not key or key in self._known or key in self._archived or wrong_name(name):
                continue
            if len(self.new) >= MOST_NEW_PARTNERS:
                break
            like, usual = self._like(name)
            meant = "" if like is None else self._there.chosen.get(key, usual)
            if like is not None:
                choices.append(Choice(words=name, key=key, rows=rows, meant=meant, like=(plain(like), like)))
            if meant in (*self._known, *self.new):
                self._alias[key] = meant
            else:
                self.new[key] = name
        self.choices = tuple(choices)

    def _like(self, name: str) -> tuple[str | None, str]:
        """The partner that this name is like, and which is meant while nobody says: a slip means it, a part of it may not."""
        others = [*self._known.values(), *self.new.values()]
        near = nearly(name, others)
        return (near, plain(near)) if near is not None else (part_of(name, others), "")

    def meant_by(self, written: str) -> tuple[str, str]:
        """The name of the partner that is meant, empty for none; and what is wrong with it, or empty."""
        key = plain(written)
        if self._there.own:
            return self._own(key, written)
        if not key:
            return self._there.default, ""
        key = self._alias.get(key, key)
        found = self._known.get(key) or self.new.get(key, "")
        return found, "" if found else self._why_not(key, written)

    def _own(self, key: str, written: str) -> tuple[str, str]:
        if key in ("", plain(self._there.own)):
            return self._there.own, ""
        return "", _(
            "Partner: “{name}” is not yours. You can add people to “{own}” only.",
            name=shown(written),
            own=self._there.own,
        )

    def _why_not(self, key: str, written: str) -> str:
        if key in self._archived:
            return _("Partner: “{name}” is in the archive. Bring it back first.", name=shown(written))
        if reason := wrong_name(written):
            return _("Partner: {reason}", reason=reason)
        return _(
            "Partner: that would be more than {most} new ones. Is this the right column?",
            most=MOST_NEW_PARTNERS,
        )


class RoleNames:
    """The roles that the rows of a list name.

    Attributes:
        choices: words that name no role.
    """

    def __init__(self, rows: Sequence[Row], roles: Roles, chosen: Mapping[str, str]) -> None:
        self._roles = roles
        self._meant: dict[str, str] = {}
        counts = Counter(plain(row.role) for row in rows)
        spelled = {plain(row.role): row.role for row in reversed(rows)}
        names = {name: role_id for role_id, name in roles.choices}
        ids = set(names.values())
        choices: list[Choice] = []
        for key, number in counts.most_common():
            if not key or roles.named(key) is not None:
                continue
            like = nearly(spelled[key][:200], list(names)) if len(choices) < MOST_NEW_PARTNERS else None
            meant = chosen.get(key, names[like] if like else "")
            self._meant[key] = meant if meant in ids else ""
            choices.append(Choice(words=spelled[key], key=key, rows=number, meant=self._meant[key]))
        self.choices = tuple(choices[:MOST_NEW_PARTNERS])

    def meant_by(self, written: str) -> str | None:
        """The id of the role that is meant, or `None`."""
        return self._roles.named(written) or self._meant.get(plain(written)) or None


class Neighbours:
    """Addresses in which one letter is another, is missing, too many, or has changed places with its neighbour.

    Two such addresses have a text in common that is left when one letter is taken out of either, or the same letters.
    So each is looked up by its own few texts, however many there are.
    """

    def __init__(self) -> None:
        self._by_part: dict[str, list[tuple[str, str]]] = {}
        self._rows: dict[str, int] = {}

    def add(self, email: str, name: str, row: int = 0) -> None:
        """Remember an address, whose it is, and the row of the list that has it; 0 where it was there before the list."""
        self._rows.setdefault(email, row)
        for part in _parts(email):
            self._by_part.setdefault(part, []).append((email, name))

    def row(self, email: str) -> int:
        """The row of the list that has a remembered address first; 0 where it was there before the list."""
        return self._rows[email]

    def of(self, email: str, name: str) -> str | None:
        """A remembered address that is nearly this one, of somebody whose name is nearly this one or not known."""
        seen = set()
        for part in _parts(email):
            for other, whose in self._by_part.get(part, ())[:8]:
                if other == email or other in seen:
                    continue
                seen.add(other)
                if _same_person(name, whose):
                    return other
        return None


def _parts(email: str) -> set[str]:
    """What an address has in common with its neighbours; “teacher1” and “teacher2” are two on purpose."""
    digits = "".join(filter(str.isdigit, email))
    parts = (email, "".join(sorted(email)), *(email[:at] + email[at + 1 :] for at in range(len(email))))
    return {f"{digits} {part}" for part in parts}


def _same_person(one: str, other: str) -> bool:
    if not one or not other:
        return True
    return SequenceMatcher(None, plain(one), plain(other)).ratio() >= _ALIKE_NAMES
