"""Which column of a list is the name, the address, the partner and the role: by its heading, or by what stands in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pet.language import gettext as _
from pet.services.roles import Roles
from pet.untrusted import Problems, letter, plain, shown

NAME, FIRST, LAST, EMAIL, PARTNER, ROLE = "name", "first", "last", "email", "partner", "role"
_HEADINGS = {
    NAME: ("name", "full name", "person", "contact", "contact name", "names"),
    FIRST: ("first name", "firstname", "forename", "given name", "first"),
    LAST: ("last name", "lastname", "surname", "family name", "last", "second name"),
    EMAIL: (
        "e-mail",
        "email",
        "mail",
        "e-mail address",
        "email address",
        "mail address",
        "e-mails",
        "emails",
    ),
    PARTNER: (
        *("partner", "school", "organisation", "organization", "institution", "hub", "university", "company"),
        *(
            "partner organisation",
            "partner organization",
            "school name",
            "organisation name",
            "school or university",
        ),
        *("name of school", "academy", "establishment", "employer"),
    ),
    ROLE: ("role", "position", "job", "job title", "function", "post", "job role"),
}
_MOST_UNREAD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where what stands, by place from 0.

    Attributes:
        has_heading: whether the first row names the columns.
        name: one column, or first and last name.
        email, partner, role: a column, or `None`.
        said: pairs of one of the four columns and its heading or letter.
        unread: the headings of the rest.
    """

    has_heading: bool
    name: tuple[int, ...]
    email: int | None
    partner: int | None
    role: int | None
    said: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()


def find(
    records: Sequence[Sequence[str]], roles: Roles, partners: Sequence[str], problems: Problems
) -> Columns:
    """The columns of these rows; what is wrong with their headings is added to `problems`."""
    head = records[0]
    known = _known(head)
    if known and not any("@" in cell for cell in head):
        return _by_heading(head, known, problems)
    if not any("@" in cell for cell in head) and _looks_like_headings(records):
        problems.stop(
            _(
                "None of these columns is called “Name” or “E-mail”: {headings}. Call them so.",
                headings=", ".join(shown(cell) for cell in head[:_MOST_UNREAD] if cell),
            ),
            where=_("row {row}", row=1),
        )
    return _by_content(records, roles, partners)


def _known(head: Sequence[str]) -> dict[int, str]:
    words = {plain(word): what for what, names in _HEADINGS.items() for word in names}
    words |= {
        plain(_("Name")): NAME,
        plain(_("E-mail")): EMAIL,
        plain(_("Partner")): PARTNER,
        plain(_("Role")): ROLE,
    }
    return {
        place: words[word] for place, cell in enumerate(head) if (word := plain(cell).rstrip(" :*")) in words
    }


def _looks_like_headings(records: Sequence[Sequence[str]]) -> bool:
    """Whether addresses stand below the first row, but not in it."""
    return any("@" in cell for record in records[1:] for cell in record)


def _by_heading(head: Sequence[str], known: dict[int, str], problems: Problems) -> Columns:
    places: dict[str, int] = {}
    for place, what in known.items():
        if what in places:
            problems.add(
                _("row {row}", row=1),
                _(
                    "“{one}” and “{other}” mean the same.",
                    one=shown(head[places[what]]),
                    other=shown(head[place]),
                ),
            )
        places.setdefault(what, place)
    name = (places[NAME],) if NAME in places else tuple(places[one] for one in (FIRST, LAST) if one in places)
    if not name and EMAIL not in places:
        problems.add(_("row {row}", row=1), _("There is no column “Name” and none “E-mail”."))
    used = {*name, *(places[one] for one in (EMAIL, PARTNER, ROLE) if one in places)}
    return Columns(
        has_heading=True,
        name=name,
        email=places.get(EMAIL),
        partner=places.get(PARTNER),
        role=places.get(ROLE),
        said=tuple(
            (known[place] if known[place] not in (FIRST, LAST) else NAME, head[place])
            for place in sorted(used)
        ),
        unread=tuple(cell for place, cell in enumerate(head) if cell and place not in used)[:_MOST_UNREAD],
    )


def _by_content(records: Sequence[Sequence[str]], roles: Roles, partners: Sequence[str]) -> Columns:
    width = max(len(record) for record in records)
    left = list(range(width))
    known_partners = {plain(name) for name in partners}

    def take(fits: Callable[[str], bool]) -> int | None:
        counts = {place: sum(fits(cell) for cell in _column(records, place)) for place in left}
        best = max(counts, key=lambda place: counts[place], default=None)
        if best is None or not counts[best] or 2 * counts[best] < len(_column(records, best)):
            return None
        left.remove(best)
        return best

    email = take(lambda cell: "@" in cell)
    role = take(lambda cell: roles.named(cell) is not None)
    partner = take(lambda cell: plain(cell) in known_partners)
    name = left.pop(0) if left else None
    partner = left.pop(0) if partner is None and left else partner
    role = left.pop(0) if role is None and left else role
    places = {NAME: name, EMAIL: email, PARTNER: partner, ROLE: role}
    return Columns(
        has_heading=False,
        name=() if name is None else (name,),
        email=email,
        partner=partner,
        role=role,
        said=tuple((what, letter(place)) for what, place in places.items() if place is not None),
        unread=tuple(letter(place) for place in left)[:_MOST_UNREAD],
    )


def _column(records: Sequence[Sequence[str]], place: int) -> list[str]:
    return [record[place] for record in records if place < len(record) and record[place]]
