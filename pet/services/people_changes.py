"""Adding somebody by hand, changing who they are, and putting them away."""

from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Partner, Person
from pet.errors import InvalidInputError, PetError, Problem
from pet.language import gettext as _
from pet.services import audit, partnerships
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.naming import wrong_name
from pet.services.texts import one_line

LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody typed about a person.

    Attributes:
        name, email: as typed; one of them may be empty.
        partner_id, role_id: as chosen from lists, or `None`.
        two_letters: whether a second person with this address is meant, who gets a letter of their own.
    """

    name: str
    email: str
    partner_id: int | None
    role_id: str | None
    two_letters: bool = False


class SameAddressError(PetError):
    """Somebody of another partner has this address; a tick says that it is meant so."""


def checked_email(given: str) -> str:
    """The address as it is kept: in lower case, NFC.

    Raises:
        ValueError: it can be none; with a sentence that says why.
    """
    try:
        found = validate_email(given.strip(), check_deliverability=False, strict=True).normalized
    except EmailNotValidError:
        found = ""
    kept = normalize("NFC", found.lower())
    if not kept or len(kept) > LONGEST_EMAIL:
        raise ValueError(_("Give an address like name@example.org."))
    return kept


def add(
    session: Session,
    *,
    partnership_id: int,
    given: Given,
    own_partner_id: int | None = None,
    by: By,
    now: datetime,
) -> Person:
    """Somebody new who can be asked.

    Raises:
        InvalidInputError: with everything that is wrong with what was given.
        SameAddressError: somebody of another partner has the address, and `two_letters` does not say that it is meant.
        PetError: they are there already.
    """
    partnerships.hold(session, partnership_id)
    values = _checked(session, partnership_id, given, own_partner_id)
    _refuse_double(session, partnership_id, values, given, own_partner_id)
    row = Person(partnership_id=partnership_id, created_on=now.date(), **values)
    session.add(row)
    session.flush()
    _note(session, row, by, Act.ADD_PERSON, now)
    return row


def edit(
    session: Session,
    *,
    person: Person,
    given: Given,
    own_partner_id: int | None = None,
    by: By,
    now: datetime,
) -> None:
    """Change somebody: name, address, role or partner. Letters that went out and answers stay as they are.

    Raises:
        InvalidInputError, SameAddressError, PetError: as `add`.
    """
    partnerships.hold(session, person.partnership_id)
    values = _checked(session, person.partnership_id, given, own_partner_id)
    _refuse_double(session, person.partnership_id, values, given, own_partner_id, besides=person.id)
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    session.flush()
    if changed:
        _note(session, person, by, Act.EDIT_PERSON, now)


def archive(session: Session, *, person: Person, by: By, now: datetime) -> None:
    """Ask somebody no more. Twice is once."""
    if person.archived_at is None:
        person.archived_at = now
        session.flush()
        _note(session, person, by, Act.ARCHIVE_PERSON, now)


def reopen(session: Session, *, person: Person, by: By, now: datetime) -> None:
    """Ask somebody again. Twice is once."""
    if person.archived_at is not None:
        person.archived_at = None
        session.flush()
        _note(session, person, by, Act.REOPEN_PERSON, now)


def locked(
    session: Session, *, partnership_id: int, person_id: int, own_partner_id: int | None = None
) -> Person:
    """Somebody, held until the commit.

    Raises:
        PetError: there is nobody of this id here.
    """
    partnerships.hold(session, partnership_id)
    query = select(Person).where(Person.id == person_id, Person.partnership_id == partnership_id)
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None or (own_partner_id is not None and row.partner_id != own_partner_id):
        raise PetError(_("There is no such person."))
    return row


def _checked(
    session: Session, partnership_id: int, given: Given, own_partner_id: int | None
) -> dict[str, str | int | None]:
    problems = []
    name, email = one_line(given.name), None
    if (name or not given.email.strip()) and (reason := wrong_name(name)):
        problems.append(Problem("name", reason))
    if given.email.strip():
        try:
            email = checked_email(given.email)
        except ValueError as error:
            problems.append(Problem("email", str(error)))
    partner_id = given.partner_id if own_partner_id is None else own_partner_id
    if partner_id is not None and not _takes_part(session, partnership_id, partner_id):
        problems.append(Problem("partner", _("Choose one of the list.")))
    if problems:
        raise InvalidInputError(_("The person"), tuple(problems))
    return {"name": name, "email": email, "partner_id": partner_id, "role_id": given.role_id}


def _takes_part(session: Session, partnership_id: int, partner_id: int) -> bool:
    row = session.get(Partner, partner_id)
    return row is not None and row.partnership_id == partnership_id


def _refuse_double(
    session: Session,
    partnership_id: int,
    values: dict[str, str | int | None],
    given: Given,
    own_partner_id: int | None,
    besides: int | None = None,
) -> None:
    if values["email"] is None:
        return
    rows = session.execute(
        select(Person.partner_id, Person.archived_at, Partner.name)
        .outerjoin(Partner, Partner.id == Person.partner_id)
        .where(
            Person.partnership_id == partnership_id,
            Person.email == values["email"],
            Person.id != (besides or 0),
        )
    ).all()
    for row in rows:
        if row.partner_id == values["partner_id"]:
            raise PetError(
                _in_archive() if row.archived_at else _("Somebody with this address is there already.")
            )
    others = [row.name or "" for row in rows if row.archived_at is None]
    # Who leads one partner is not told who there is in another.
    if others and not given.two_letters and own_partner_id is None:
        raise SameAddressError(
            _("{partner} has somebody with this address.", partner=others[0])
            if others[0]
            else _("Somebody without a partner has this address.")
        )


def _in_archive() -> str:
    return _("Somebody with this address is in the archive. Bring them back from there.")


def _note(session: Session, row: Person, by: By, act: Act, now: datetime) -> None:
    partner = session.get(Partner, row.partner_id) if row.partner_id is not None else None
    about: dict[str, audit.Value] = {"partner": partner.name if partner else None}
    audit.note(session, by, act, partnership_id=row.partnership_id, about=about, now=now)
