"""Setting a round up, step by step: a draft with choices that suit most, each changed and kept at once.

Nothing here touches a round that was launched: its promise and what it asks are fixed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pet.access.actor import State
from pet.analysis.options import Mode, Options, Weighting
from pet.db.models import FrameworkVersion, Partnership, Round
from pet.errors import PetError
from pet.frameworks import loader
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.services import audit, frameworks, kinds, own_questions, rounds_making, rounds_promise
from pet.services.audit import Act, By
from pet.services.kinds import Kind
from pet.services.own_questions import OwnQuestion
from pet.services.promises import Asks, Offers, Promise
from pet.services.rounds_facts import LINK
from pet.services.rounds_rows import locked
from pet.services.texts import one_line


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
    """A framework that a draft could ask.

    Attributes:
        key: names it in a form.
        framework: without own questions.
        is_proposed: whether it is what suits most: see `proposed`.
        is_asked: whether the draft asks it now.
    """

    key: str
    framework: Framework
    is_proposed: bool
    is_asked: bool


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
    """The built-in frameworks and others that this partnership has asked before, the proposed one first."""
    known = {key: loader.builtin(key) for key in sorted(loader.builtin_keys())}
    versions = session.scalars(
        select(FrameworkVersion)
        .join(Round, Round.framework_version_id == FrameworkVersion.id)
        .where(Round.partnership_id == row.partnership_id)
        .order_by(FrameworkVersion.id.desc())
    ).unique()
    for version in versions:
        base = own_questions.base_of(session, frameworks.load(version))
        if base not in known.values():
            known[version.sha256] = base
    first, now = proposed(session, row.partnership_id), own_questions.base_of(session, asked_by(session, row))
    choices = (
        FrameworkChoice(key=key, framework=one, is_proposed=one == first, is_asked=one == now)
        for key, one in known.items()
    )
    return tuple(sorted(choices, key=lambda choice: not choice.is_proposed))


def proposed(session: Session, partnership_id: int) -> Framework:
    """What this partnership asked last, so that rounds can be set beside each other; at first, what suits its kind."""
    last = session.scalars(
        select(FrameworkVersion)
        .join(Round, Round.framework_version_id == FrameworkVersion.id)
        .where(Round.partnership_id == partnership_id, Round.state != State.DRAFT.value)
        .order_by(Round.opens_at.desc(), Round.id.desc())
        .limit(1)
    ).one_or_none()
    if last is not None:
        return own_questions.base_of(session, frameworks.load(last))
    kind = session.scalars(select(Partnership.kind).where(Partnership.id == partnership_id)).one()
    return loader.builtin(kinds.framework_key(Kind(kind)))


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
    base = own_questions.base_of(session, asked_by(session, row))
    own_questions.put(session, row, base, questions, now=now)
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
    put_promise(row, promise, offers)
    row.reader_id, row.follows_id = reader_id, follows_id
    rounds_promise.check(session, row)
    return _kept(session, row, by, now, "promise")


def put_promise(row: Round, promise: Promise, offers: Offers) -> None:
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


def discard(session: Session, *, round_id: int, by: By, now: datetime) -> None:
    """Throw a draft away.

    Raises:
        PetError: it was launched.
    """
    row = draft(session, round_id)
    note(session, by, Act.DELETE_ROUND, row, now)
    version_id = row.framework_version_id
    session.execute(delete(Round).where(Round.id == round_id))
    own_questions.forget(session, version_id)


def _kept(session: Session, row: Round, by: By, now: datetime, what: str) -> Round:
    with session.no_autoflush:  # what cannot be used is said in a sentence, not by the database
        rounds_making.check(session, row)
    session.flush()
    note(session, by, Act.EDIT_ROUND, row, now, what)
    return row


def note(session: Session, by: By, act: Act, row: Round, now: datetime, what: str = "") -> None:
    """Write into the log what was done with a draft."""
    about = {"round": row.title, **({"what": what} if what else {})}
    audit.note(session, by, act, partnership_id=row.partnership_id, about=about, now=now)
