"""What each row of a list would do to the people there are: add somebody, change somebody, nothing, or what is wrong."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pet.language import gettext as _
from pet.services.importing.meaning import Choice, Neighbours, PartnerNames, PartnersThere, RoleNames
from pet.services.importing.rows import Row
from pet.services.naming import wrong_name
from pet.services.people import PersonFacts
from pet.services.people_changes import checked_email
from pet.services.roles import Roles
from pet.untrusted import plain, shown


class What(StrEnum):
    """What a row would do."""

    ADD = "add"
    CHANGE = "change"
    SKIP = "skip"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What there is already, and what was chosen.

    Attributes:
        people: of the partnership, archived ones too; of the own partner only where one partner's lead imports.
        partners: name by id, those that take part.
        archived_partners: names of those that do not.
        roles: that people can have.
        own_partner_id: of whoever leads one partner only.
        default_partner_id: of rows that name no partner.
        same_partner: which partner is meant by a name that is nearly another's: by plain name, the plain name that is
            meant, or empty for one of its own.
        same_role: which role is meant by words that name none: by plain words, the id, or empty for not known.
        left_out: numbers of rows that are not to be taken over.
    """

    people: Sequence[PersonFacts]
    partners: Mapping[int, str]
    archived_partners: Sequence[str]
    roles: Roles
    own_partner_id: int | None = None
    default_partner_id: int | None = None
    same_partner: Mapping[str, str] = field(default_factory=dict)
    same_role: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What one row would do.

    Attributes:
        row: as it was read.
        what: add, change, skip, or wrong.
        name, email, partner, role_id: as they would be kept; `partner` is a name.
        person: whom it would change, as they are now.
        why: why it is wrong or skipped: a sentence each.
        notes: what to look at before it is taken over.
    """

    row: Row
    what: What
    name: str = ""
    email: str | None = None
    partner: str = ""
    role_id: str | None = None
    person: PersonFacts | None = None
    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a list would do.

    Attributes:
        items: of every row, in their order.
        new_partners: the names of partners that would be made, in the order of the list.
        partners, roles: what is to be chosen.
        sha256: of everything that would be done; if it is another one later, something has changed meanwhile.
    """

    items: tuple[Item, ...]
    new_partners: tuple[str, ...]
    partners: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    sha256: str
    counts: Mapping[What, int] = field(default_factory=dict)


def plan(rows: Sequence[Row], given: Given) -> Plan:
    """What these rows would do, carried out one after the other."""
    return _Matching(rows, given).plan()


class _Matching:
    """One list beside what there is."""

    def __init__(self, rows: Sequence[Row], given: Given) -> None:
        self._rows = rows
        self._given = given
        self._partners = PartnerNames(rows, _there(given))
        self._roles = RoleNames(rows, given.roles, given.same_role)
        self._by_email = {(plain(one.partner), one.email): one for one in given.people if one.email}
        self._elsewhere: dict[str, PersonFacts] = {
            one.email: one for one in given.people if one.email and not one.is_archived
        }
        self._by_name: dict[tuple[str, str], list[PersonFacts]] = {}
        for one in given.people:
            self._by_name.setdefault((plain(one.partner), plain(one.name)), []).append(one)
        self._near = Neighbours()
        for one in given.people:
            if one.email:
                self._near.add(one.email, one.name)
        self._seen: dict[tuple[str, str], Row] = {}
        self._seen_email: dict[str, tuple[Row, str]] = {}

    def plan(self) -> Plan:
        items = tuple(self._item(row) for row in self._rows)
        used = {plain(item.partner) for item in items if item.what is What.ADD}
        new = tuple(name for key, name in self._partners.new.items() if key in used)
        return Plan(
            items=items,
            new_partners=new,
            partners=self._partners.choices,
            roles=self._roles.choices,
            sha256=_digest(items, new),
            counts=Counter(item.what for item in items),
        )

    def _item(self, row: Row) -> Item:
        if row.number in self._given.left_out:
            return Item(row=row, what=What.SKIP, name=row.name, why=(_("Left out, as you said."),))
        why = list(self._wrong(row))
        try:
            email = checked_email(row.email) if row.email else None
        except ValueError:
            email = None
            why.append(_("E-mail: “{email}” is no address.", email=shown(row.email)))
        partner, reason = self._partners.meant_by(row.partner)
        why += [reason] if reason else []
        if why:
            return Item(row=row, what=What.WRONG, name=row.name, why=tuple(why))
        return self._beside(row, email, partner)

    def _wrong(self, row: Row) -> list[str]:
        found = []
        if (row.name or not row.email) and (reason := wrong_name(row.name)):
            found.append(_("Name: {reason}", reason=reason))
        if len(row.role) > 200:
            found.append(_("Role: this is too long."))
        return found

    def _beside(self, row: Row, email: str | None, partner: str) -> Item:
        """A row in which nothing is wrong, beside the rows before it and the people there are."""
        key = (plain(partner), email or "name " + plain(row.name))
        reason = self._given_before(row, key, email)
        if reason is not None:
            return Item(
                row=row, what=reason[0], name=row.name, partner=partner, email=email, why=(reason[1],)
            )
        self._seen[key] = row
        if email:
            self._seen_email.setdefault(email, (row, partner))
        role_id = self._roles.meant_by(row.role)
        person = self._known(row, email, partner)
        item = Item(row=row, what=What.ADD, name=row.name, email=email, partner=partner, role_id=role_id)
        if person is None:
            return self._new(item)
        return _changed(item, person)

    def _given_before(self, row: Row, key: tuple[str, str], email: str | None) -> tuple[What, str] | None:
        before = self._seen.get(key)
        if before is not None:
            if email is None or plain(before.name) == plain(row.name) or not row.name:
                return What.SKIP, _("The same as row {row}.", row=before.number)
            return What.WRONG, _("E-mail: row {row} has this address with another name.", row=before.number)
        if email is not None and email in self._seen_email:
            other, where = self._seen_email[email]
            return What.WRONG, _(
                "E-mail: row {row} has this address at “{partner}”. Somebody of two partners is added by hand.",
                row=other.number,
                partner=shown(where) or "–",
            )
        return None

    def _known(self, row: Row, email: str | None, partner: str) -> PersonFacts | None:
        """Who of the same partner that is: by the address, or without one by the name alone."""
        if email is not None:
            return self._by_email.get((plain(partner), email))
        same = self._by_name.get((plain(partner), plain(row.name)), [])
        return next((one for one in same if one.email is None), None)

    def _new(self, item: Item) -> Item:
        elsewhere = self._elsewhere.get(item.email or "")
        if elsewhere is not None:
            why = _(
                "E-mail: somebody at “{partner}” has this address. Move them on the page of people, or add them by "
                "hand a second time.",
                partner=shown(elsewhere.partner) or "–",
            )
            return replace(item, what=What.WRONG, role_id=None, why=(why,))
        return replace(item, notes=tuple(self._alike(item)))

    def _alike(self, item: Item) -> list[str]:
        same = self._by_name.get((plain(item.partner), plain(item.name)), []) if item.name else []
        notes = [
            _("Somebody of this name is there already, with the address {email}.", email=one.email or "–")
            for one in same
            if one.email != item.email
        ]
        near = self._near.of(item.email, item.name) if item.email and not notes else None
        if near is not None:
            row = self._near.row(near)
            notes.append(
                _("Nearly the address in row {row} of this list: {email}.", row=row, email=near)
                if row
                else _("Nearly the address of somebody who is there already: {email}.", email=near)
            )
        if item.email:
            self._near.add(item.email, item.name, item.row.number)
        return notes


def _there(given: Given) -> PartnersThere:
    return PartnersThere(
        names=tuple(given.partners.values()),
        archived=given.archived_partners,
        own=given.partners.get(given.own_partner_id or 0, ""),
        default=given.partners.get(given.default_partner_id or 0, ""),
        chosen=given.same_partner,
    )


def _changed(item: Item, person: PersonFacts) -> Item:
    """What changes in somebody: what the list leaves open stays as it is."""
    name, role_id = item.name or person.name, item.role_id or person.role_id
    is_same = (name, role_id, False) == (person.name, person.role_id, person.is_archived)
    return Item(
        row=item.row,
        what=What.SKIP if is_same else What.CHANGE,
        name=name,
        email=item.email,
        partner=item.partner,
        role_id=role_id,
        person=person,
        why=(_("Is there already."),) if is_same else (),
    )


def _digest(items: Sequence[Item], new_partners: Sequence[str]) -> str:
    done = [
        [item.row.number, item.what, item.name, item.email, item.partner, item.role_id]
        + (
            [item.person.public_id, item.person.name, item.person.role_id, item.person.is_archived]
            if item.person
            else []
        )
        for item in items
    ]
    return hashlib.sha256(json.dumps([done, list(new_partners)]).encode()).hexdigest()
