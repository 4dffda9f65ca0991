"""Rounds: made, opened, closed, released, and how many have answered."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pet.access.actor import Role, State
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.db.models import FrameworkVersion, Membership, Operation, Response, Round
from pet.db.session import forget_for_good
from pet.errors import PetError
from pet.frameworks.model import FULL
from pet.language import gettext as _
from pet.services import counting, frameworks, partnerships, sessions
from pet.services.counting import PartnerCounts
from pet.services.partnerships import PartnerName
from pet.services.rounds_facts import (
    NotAcceptingError,
    Phase,
    Reader,
    RoundFacts,
    by_open_code,
    facts,
)
from pet.services.texts import one_line
from pet.untrusted import Problems

__all__ = [
    "NotAcceptingError",
    "PartnerProgress",
    "Phase",
    "Progress",
    "Reader",
    "RoundFacts",
    "by_open_code",
    "close",
    "create",
    "facts",
    "locked",
    "open_",
    "progress",
    "release",
]
LONGEST_TITLE = 200
FEWEST_SIGNED = 2


def create(  # noqa: PLR0913 -- every choice of a lead, made once and fixed from the first answer on
    session: Session,
    *,
    partnership_id: int,
    framework_version_id: int,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    form: str = FULL,
    mode: Mode = Mode.CONFIDENTIAL,
    smallest_group: int = 5,
    small_partnership: bool = False,
    first_comparison: Breakdown = Breakdown.ROLE,
    weighting: Weighting = Weighting.PEOPLE,
    invited: int | None = None,
    reader_id: int | None = None,
    follows: int | None = None,
) -> Round:
    """A new round, as a draft; it may follow an earlier round of the partnership, beside which its result is set.

    Raises:
        PetError: the promise cannot be kept, or the framework is not there.
        InvalidInputError: a title, form, window of time, reader or earlier round that cannot be used.
    """
    title = one_line(title)
    options = Options(title=title, mode=mode, smallest_group=smallest_group, invited=invited)
    row = Round(
        partnership_id=partnership_id,
        framework_version_id=framework_version_id,
        title=title,
        form=form,
        mode=mode.value,
        smallest_group=options.smallest_group,
        small_partnership=small_partnership,
        first_comparison=first_comparison.value,
        weighting=weighting.value,
        invited=invited,
        reader_id=reader_id,
        follows_id=follows,
        state=State.DRAFT.value,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    _check_promise(session, row)
    _check(session, row)
    session.add(row)
    session.flush()
    return row


def _check_promise(session: Session, row: Round) -> None:
    """Refuse what would be promised and not kept."""
    if row.mode == Mode.ANONYMOUS:  # docs/decisions/0014
        raise PetError(
            _(
                "Anonymous rounds are not offered yet. Choose a confidential round: nobody sees what people answer."
            )
        )
    if row.mode == Mode.OPEN and len(partnerships.partners(session, row.partnership_id)) < FEWEST_SIGNED:
        raise PetError(
            _(
                "In an open round each partner signs one sheet, so the partnership needs at least two partners."
            )
        )


def _check(session: Session, row: Round) -> None:
    problems = Problems(_("The round"))
    if not row.title:
        problems.add(_("title"), _("Give a title, such as “Autumn 2026”."))
    elif len(row.title) > LONGEST_TITLE:
        problems.add(_("title"), _("This title is too long: {most} characters at most.", most=LONGEST_TITLE))
    if row.opens_at >= row.closes_at:
        problems.add(_("closing date"), _("The round must close after it opens."))
    if row.invited is not None and row.invited < 1:
        problems.add(_("people asked"), _("Give the number of people who are asked, or leave it empty."))
    if row.first_comparison not in (Breakdown.ROLE, Breakdown.PARTNER):
        problems.add(_("first comparison"), _("Choose roles or partners."))
    _check_form(session, row, problems)
    _check_reader(session, row, problems)
    _check_follows(session, row, problems)
    problems.raise_any()


def _check_form(session: Session, row: Round, problems: Problems) -> None:
    version = session.get(FrameworkVersion, row.framework_version_id)
    if version is None:
        raise PetError(_("This framework is not here any more."))
    framework = frameworks.load(version)
    if row.form != FULL and row.form not in framework.forms:
        problems.add(_("form"), _("This framework has no such form."))


def _check_reader(session: Session, row: Round, problems: Problems) -> None:
    if row.reader_id is None:
        return
    role = session.scalar(
        select(Membership.role).where(
            Membership.account_id == row.reader_id, Membership.partnership_id == row.partnership_id
        )
    )
    if role not in (Role.LEAD, Role.FACILITATOR):
        problems.add(
            _("reader of comments"), _("The reader must be a lead or facilitator of this partnership.")
        )


def _check_follows(session: Session, row: Round, problems: Problems) -> None:
    if row.follows_id is None:
        return
    earlier = session.get(Round, row.follows_id)
    if earlier is None or earlier.partnership_id != row.partnership_id:
        problems.add(_("earlier round"), _("Choose an earlier round of this partnership."))
    elif earlier.state not in (State.CLOSED, State.RELEASED):
        problems.add(_("earlier round"), _("Close the earlier round first: another can follow it then."))
    elif (earlier.mode == Mode.OPEN) is not (row.mode == Mode.OPEN):
        problems.add(
            _("earlier round"),
            _(
                "One round has signed sheets of partners, the other answers of people: the two cannot be compared."
            ),
        )
    elif earlier.weighting != row.weighting:
        problems.add(
            _("earlier round"),
            _(
                "In one round every person counts the same, in the other every partner: the two cannot be compared."
            ),
        )


def open_(session: Session, *, round_id: int) -> Round:
    """Let a draft take answers from its first day on, and give it an open link.

    Raises:
        PetError: it is no draft, or its promise cannot be kept.
    """
    row = locked(session, round_id)
    if row.state != State.DRAFT:
        raise PetError(_("This round was opened before."))
    _check_promise(session, row)
    row.state, row.open_code = State.OPEN.value, secrets.token_urlsafe(32)
    session.flush()
    return row


def close(session: Session, *, round_id: int, now: datetime) -> Round:
    """End a round, and compute and store what came out of it.

    Saves and the close wait for each other, so that no answer is taken that the result does not know. Closing twice
    is closing once. From here on every page shows how many had answered now.

    Raises:
        PetError: it is a draft.
    """
    from pet.services import results  # noqa: PLC0415 -- the statistics are for closing only; no save waits for numpy

    row = locked(session, round_id)
    if row.state == State.DRAFT:
        raise PetError(_("Only an open round can be closed."))
    if row.state != State.OPEN:
        return row
    row.state, row.closed_at = State.CLOSED.value, now
    session.flush()
    result = results.compute_and_store(session, round_id=round_id, now=now)
    counting.keep(session, row, hidden=result.withheld is not None)
    sessions.sweep(session, now=now)
    forget_for_good(session)
    return row


def release(session: Session, *, round_id: int, now: datetime) -> Round:
    """Let everybody who answered see the result; releasing twice is releasing once.

    Raises:
        PetError: it is not closed.
    """
    row = locked(session, round_id)
    if row.state == State.RELEASED:
        return row
    if row.state != State.CLOSED:
        raise PetError(_("Only a closed round can be released."))
    row.state, row.released_at = State.RELEASED.value, now
    answering = select(Response.id).where(Response.round_id == round_id)
    session.execute(
        delete(Operation).where(Operation.response_id.in_(answering))
    )  # nothing is sent twice now
    session.flush()
    return row


def locked(session: Session, round_id: int) -> Round:
    """The round, which nobody else changes or answers until the end of this transaction.

    Raises:
        PetError: there is no such round.
    """
    row = session.scalars(
        select(Round).where(Round.id == round_id).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerProgress:
    """How far one partner is.

    Attributes:
        partner_id, name: which; `None` and empty for those who gave none.
    """

    partner_id: int | None
    name: str
    started: int
    submitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many have answered, as far as the round's promise lets it be seen; after the close as it was then.

    Attributes:
        started: began, but have not sent anything yet.
        submitted: have sent their answers.
        invited: how many are asked, if known.
        by_partner: the same for each partner, and for those who gave none if there are any; `None` in an anonymous
            round, where only totals may be seen.
    """

    started: int
    submitted: int
    invited: int | None
    by_partner: tuple[PartnerProgress, ...] | None


def progress(session: Session, round_id: int) -> Progress:
    """How many have answered.

    Raises:
        PetError: there is no such round.
    """
    row = session.get(Round, round_id)
    if row is None:
        raise PetError(_("There is no such round."))
    counts = counting.counted(session, row)
    return Progress(
        started=counts.started,
        submitted=counts.submitted,
        invited=row.invited,
        by_partner=None
        if counts.by_partner is None
        else _of_partners(partnerships.partners(session, row.partnership_id), counts.by_partner),
    )


def _of_partners(
    names: Iterable[PartnerName], counts: Iterable[PartnerCounts]
) -> tuple[PartnerProgress, ...]:
    found = {one.partner_id: one for one in counts}
    named: list[tuple[int | None, str]] = [(one.id, one.name) for one in names]
    nobody = [(None, "")] if None in found else []
    return tuple(
        PartnerProgress(
            partner_id=id_,
            name=name,
            started=found[id_].started if id_ in found else 0,
            submitted=found[id_].submitted if id_ in found else 0,
        )
        for id_, name in [*named, *nobody]
    )
