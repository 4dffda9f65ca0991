"""Setting a round up, step by step: a draft with choices that suit most, each changed and kept at once.

Nothing here touches a round that was launched: its promise and what it asks are fixed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pet.access.actor import Role, State
from pet.analysis.options import Mode, Options, Weighting
from pet.db.models import FrameworkVersion, Membership, Partnership, Person, Round
from pet.errors import PetError
from pet.frameworks import loader
from pet.frameworks.model import CORE, FULL, Framework
from pet.language import gettext as _
from pet.services import audit, frameworks, kinds, own_questions, promises, rounds_making, rounds_promise
from pet.services.audit import Act, By
from pet.services.kinds import Kind
from pet.services.own_questions import OwnQuestion
from pet.services.promises import Asks, Offers, Promise
from pet.services.rounds_facts import LETTERS, LINK
from pet.services.rounds_rows import locked
from pet.services.texts import one_line
from pet.words import dates

OPENS, CLOSES = time(8), time(17)
LASTS_DAYS = 14
REMINDERS = (7, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A round that a draft could follow.

    Attributes:
        why_not: why it cannot, or empty.
    """

    id: int
    public_id: str
    title: str
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkChoice:
    """A framework that a draft could ask; `key` names it in a form; `is_proposed` for the kind of partnership."""

    key: str
    framework: Framework
    is_proposed: bool = False


def begin(session: Session, *, partnership_id: int, by: By, now: datetime, can_send: bool) -> Round:
    """A new draft with choices that suit most.

    Raises:
        PetError: the partnership is archived.
    """
    partnership = session.get_one(Partnership, partnership_id)
    if partnership.archived_at is not None:
        raise PetError(_("This partnership is archived: nothing new is begun in it."))
    file = loader.builtin_file(kinds.framework_key(Kind(partnership.kind)))
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
    _note(session, by, Act.CREATE_ROUND, row, now)
    return row


def _propose(session: Session, row: Round) -> None:
    """The promise that suits so many people."""
    offers, asked = rounds_promise.offers_for(session, row)
    allowed = promises.kept_apart(asked, promises.USUAL_GROUP)
    promise = Promise(mode=offers.proposed, smallest_group=promises.USUAL_GROUP, asks=allowed[0])
    _promise(row, promise, offers)
    session.flush()


def _has_addresses(session: Session, partnership_id: int) -> bool:
    found = select(Person.id).where(
        Person.partnership_id == partnership_id, Person.archived_at.is_(None), Person.email.is_not(None)
    )
    return session.scalar(found.limit(1)) is not None


def draft(session: Session, round_id: int) -> Round:
    """The draft, which nobody else changes until the end of this transaction.

    Raises:
        PetError: there is none, or it was launched: what was promised stays.
    """
    row = locked(session, round_id)
    if row.state != State.DRAFT:
        raise PetError(_("This round was launched: what it asks and what it promises is fixed."))
    return row


def framework_choices(session: Session, row: Round) -> tuple[FrameworkChoice, ...]:
    """The built-in frameworks, that of its kind first, and others that this partnership has asked before."""
    kind = session.scalars(select(Partnership.kind).where(Partnership.id == row.partnership_id)).one()
    proposed = kinds.framework_key(Kind(kind))
    builtin = [
        FrameworkChoice(key=key, framework=loader.builtin(key), is_proposed=key == proposed)
        for key in sorted(loader.builtin_keys(), key=lambda key: (key != proposed, key))
    ]
    versions = session.scalars(
        select(FrameworkVersion)
        .join(Round, Round.framework_version_id == FrameworkVersion.id)
        .where(Round.partnership_id == row.partnership_id)
        .order_by(FrameworkVersion.id.desc())
    ).unique()
    known = [choice.framework for choice in builtin]
    for version in versions:
        base = own_questions.without(frameworks.load(version))
        if base not in known:
            known.append(base)
            builtin.append(FrameworkChoice(key=version.sha256, framework=base))
    return tuple(builtin)


def asked_by(session: Session, row: Round) -> Framework:
    """What a round asks, with own questions."""
    return frameworks.load(session.get_one(FrameworkVersion, row.framework_version_id))


def set_asked(  # noqa: PLR0913 -- what is asked, and who says so
    session: Session, *, round_id: int, title: str, framework: str, form: str, by: By, now: datetime
) -> Round:
    """Choose what is asked; own questions stay.

    Raises:
        PetError: the round was launched, or this framework is not among the choices.
        InvalidInputError: a title or form that cannot be used.
    """
    row = draft(session, round_id)
    choice = next((one for one in framework_choices(session, row) if one.key == framework), None)
    if choice is None:
        raise PetError(_("This framework is not here any more."))
    own_questions.put(session, row, choice.framework, own_questions.of(asked_by(session, row)), now=now)
    row.title, row.form = one_line(title), form
    return _kept(session, row, by, now, "asked")


def set_questions(
    session: Session, *, round_id: int, questions: Sequence[OwnQuestion], by: By, now: datetime
) -> Round:
    """Ask these questions besides, in a copy of the framework.

    Raises:
        PetError: the round was launched.
        InvalidInputError: too many questions, or one that is too long.
    """
    row = draft(session, round_id)
    own_questions.put(session, row, own_questions.without(asked_by(session, row)), questions, now=now)
    return _kept(session, row, by, now, "questions")


def set_promise(  # noqa: PLR0913 -- what is promised, and who says so
    session: Session,
    *,
    round_id: int,
    promise: Promise,
    reader_id: int | None,
    follows_id: int | None,
    by: By,
    now: datetime,
) -> Round:
    """Choose what people are promised.

    Raises:
        PetError: the round was launched, or the promise cannot be kept.
        InvalidInputError: a reader or an earlier round that cannot be used.
    """
    row = draft(session, round_id)
    Options(mode=promise.mode, smallest_group=promise.smallest_group)  # refuses a group that hides nobody
    offers, _asked = rounds_promise.offers_for(session, row)
    _promise(row, promise, offers)
    row.reader_id, row.follows_id = reader_id, follows_id
    rounds_promise.check(session, row)
    return _kept(session, row, by, now, "promise")


def _promise(row: Round, promise: Promise, offers: Offers) -> None:
    """What does not go with the mode is as usual."""
    is_open, is_anonymous = promise.mode is Mode.OPEN, promise.mode is Mode.ANONYMOUS
    row.mode = promise.mode.value
    row.smallest_group = 1 if is_open else promise.smallest_group
    row.small_partnership = promise.small_partnership and offers.small and not is_open
    row.first_comparison = promise.first_comparison.value
    row.weighting = (Weighting.PEOPLE if is_open else promise.weighting).value
    row.asks = promise.asks.value if is_anonymous else Asks.BOTH.value


def set_dates(  # noqa: PLR0913 -- when, and how people come in
    session: Session,
    *,
    round_id: int,
    opens_at: datetime,
    closes_at: datetime,
    way: str,
    invited: int | None,
    closes_by_itself: bool,
    reminders: Collection[int],
    by: By,
    now: datetime,
) -> Round:
    """Choose when it runs, how people come in, and what goes by the clock.

    Raises:
        PetError: the round was launched.
        InvalidInputError: a window of time, a number or reminders that cannot be used.
    """
    row = draft(session, round_id)
    row.opens_at, row.closes_at, row.closes_by_itself = opens_at, closes_at, closes_by_itself
    row.way, row.invited = way, invited if way == LINK else None
    row.reminders = sorted(set(reminders), reverse=True)
    return _kept(session, row, by, now, "dates")


def earlier_rounds(session: Session, row: Round) -> tuple[Earlier, ...]:
    """The closed rounds of the partnership, the latest first, each with why this one cannot follow it."""
    rounds = session.scalars(
        select(Round)
        .where(
            Round.partnership_id == row.partnership_id,
            Round.id != row.id,
            Round.state.in_((State.CLOSED.value, State.RELEASED.value)),
        )
        .order_by(Round.opens_at.desc(), Round.id.desc())
    )
    mode, weighting = Mode(row.mode), Weighting(row.weighting)
    return tuple(
        Earlier(
            id=one.id,
            public_id=one.public_id,
            title=one.title,
            why_not=rounds_making.why_not_after(one, mode, weighting),
        )
        for one in rounds
    )


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


def discard(session: Session, *, round_id: int, by: By, now: datetime) -> None:
    """Throw a draft away.

    Raises:
        PetError: it was launched.
    """
    row = draft(session, round_id)
    _note(session, by, Act.DELETE_ROUND, row, now)
    version_id = row.framework_version_id
    session.execute(delete(Round).where(Round.id == round_id))
    own_questions.forget(session, version_id)


def _kept(session: Session, row: Round, by: By, now: datetime, what: str) -> Round:
    with session.no_autoflush:  # what cannot be used is said in a sentence, not by the database
        rounds_making.check(session, row)
    session.flush()
    _note(session, by, Act.EDIT_ROUND, row, now, what)
    return row


def _note(session: Session, by: By, act: Act, row: Round, now: datetime, what: str = "") -> None:
    about = {"round": row.title, **({"what": what} if what else {})}
    audit.note(session, by, act, partnership_id=row.partnership_id, about=about, now=now)
