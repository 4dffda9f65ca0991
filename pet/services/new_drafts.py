"""How a draft begins: with choices that suit most, or with those of an earlier round."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.analysis.options import Mode, Weighting
from pet.db.models import Membership, Partnership, Person, Round
from pet.errors import PetError
from pet.frameworks.model import CORE, FULL
from pet.language import gettext as _
from pet.services import frameworks, own_questions, promises, rounds_drafts, rounds_making, rounds_promise
from pet.services.audit import Act, By
from pet.services.promises import Promise
from pet.services.rounds_drafts import note, put_promise
from pet.services.rounds_facts import LETTERS, LINK
from pet.services.rounds_rows import locked
from pet.words import dates

OPENS, CLOSES = time(8), time(17)
LASTS_DAYS = 14
REMINDERS = (7, 2)


def begin(session: Session, *, partnership_id: int, by: By, now: datetime, can_send: bool) -> Round:
    """A new draft with choices that suit most.

    Raises:
        PetError: the partnership is archived.
    """
    partnership = session.get_one(Partnership, partnership_id)
    if partnership.archived_at is not None:
        raise PetError(_("This partnership is archived: nothing new is begun in it."))
    file = own_questions.file_of(session, rounds_drafts.proposed(session, partnership_id))
    version = frameworks.publish(session, file, now=now)
    with dates.in_zone(partnership.time_zone):
        opens = dates.near(now, 1, OPENS)
        closes, title = dates.near(opens, LASTS_DAYS, CLOSES), dates.month(opens)
    row = rounds_making.create(
        session,
        partnership_id=partnership_id,
        framework_version_id=version.id,
        title=title,
        form=CORE if CORE in frameworks.load(version).forms else FULL,
        opens_at=opens,
        closes_at=closes,
        reader_id=rounds_making.first_reader(session, partnership_id),
        way=LETTERS if can_send and _has_addresses(session, partnership_id) else LINK,
        closes_by_itself=True,
        reminders=REMINDERS,
    )
    _propose(session, row)
    note(session, by, Act.CREATE_ROUND, row, now)
    return row


def _propose(session: Session, row: Round) -> None:
    """The promise that suits so many people."""
    offers, asked = rounds_promise.offers_for(session, row)
    allowed = promises.kept_apart(asked, promises.USUAL_GROUP)
    promise = Promise(mode=offers.proposed, smallest_group=promises.USUAL_GROUP, asks=allowed[0])
    put_promise(row, promise, offers)
    session.flush()


def _has_addresses(session: Session, partnership_id: int) -> bool:
    found = select(Person.id).where(
        Person.partnership_id == partnership_id, Person.archived_at.is_(None), Person.email.is_not(None)
    )
    return session.scalar(found.limit(1)) is not None


def copy(session: Session, *, round_id: int, by: By, now: datetime, can_send: bool) -> Round:
    """A new draft with the choices of an earlier round, which it follows where it can; its dates begin tomorrow.

    Raises:
        PetError: the partnership is archived.
    """
    of = locked(session, round_id)
    row = begin(session, partnership_id=of.partnership_id, by=by, now=now, can_send=can_send)
    own_questions.replace_version(session, row, of.framework_version_id)
    for choice in _COPIED:
        setattr(row, choice, getattr(of, choice))
    row.closes_at = max(row.opens_at + (of.closes_at - of.opens_at), row.opens_at + timedelta(days=1))
    row.reminders = list(of.reminders) if of.closed_at is None else row.reminders
    if rounds_making.why_not_after(of, Mode(row.mode), Weighting(row.weighting)) == "":
        row.follows_id = of.id
    if row.reader_id is not None and not _leads_or_facilitates(session, row):
        row.reader_id = rounds_making.first_reader(session, row.partnership_id)
    session.flush()
    return row


_COPIED = (
    *("form", "mode", "smallest_group", "small_partnership", "first_comparison", "weighting", "asks"),
    *("reader_id", "closes_by_itself", "letter_texts"),
)


def _leads_or_facilitates(session: Session, row: Round) -> bool:
    role = session.scalar(
        select(Membership.role).where(
            Membership.account_id == row.reader_id, Membership.partnership_id == row.partnership_id
        )
    )
    return role in (Role.LEAD, Role.FACILITATOR)
