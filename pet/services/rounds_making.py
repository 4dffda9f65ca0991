"""A new round, and what must hold of every choice of a lead; `pet.services.rounds` is the way in."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from pet.access.actor import Role, State
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.db.models import Account, FrameworkVersion, Membership, Round
from pet.errors import PetError
from pet.frameworks.model import FULL
from pet.language import gettext as _
from pet.services import frameworks
from pet.services.promises import Asks
from pet.services.rounds_facts import LINK
from pet.services.texts import one_line
from pet.untrusted import Problems

LONGEST_TITLE = 200
MOST_DAYS_BEFORE = 60


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
    way: str = LINK,
    asks: Asks = Asks.BOTH,
    closes_by_itself: bool = False,
    reminders: Collection[int] = (),
) -> Round:
    """A new round, as a draft; it may follow an earlier round of the partnership, beside which its result is set.

    Whether its promise can be kept is asked when it is launched: until then people come and go.

    Raises:
        PetError: nobody could be hidden, or the framework is not there.
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
        way=way,
        asks=asks.value,
        closes_by_itself=closes_by_itself,
        reminders=sorted(set(reminders), reverse=True),
        state=State.DRAFT.value,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    check(session, row)
    session.add(row)
    session.flush()
    return row


def check(session: Session, row: Round) -> None:
    """Do nothing if every choice can be used.

    Raises:
        PetError: the framework is not there.
        InvalidInputError: with every choice that cannot.
    """
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
    if any(not 1 <= days <= MOST_DAYS_BEFORE for days in row.reminders):
        problems.add(
            _("reminders"), _("A reminder goes out one to {most} days before.", most=MOST_DAYS_BEFORE)
        )
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


def first_reader(session: Session, partnership_id: int) -> int | None:
    """The one who reads comments unless somebody is chosen: a facilitator, or a lead where there is none."""
    rank = case((Membership.role == Role.FACILITATOR.value, 0), else_=1)
    return session.scalar(
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.partnership_id == partnership_id,
            Membership.role.in_((Role.FACILITATOR.value, Role.LEAD.value)),
            Account.disabled_at.is_(None),
        )
        .order_by(rank, Account.name, Account.id)
        .limit(1)
    )


def _check_follows(session: Session, row: Round, problems: Problems) -> None:
    if row.follows_id is None:
        return
    earlier = session.get(Round, row.follows_id)
    if earlier is None or earlier.partnership_id != row.partnership_id:
        problems.add(_("earlier round"), _("Choose an earlier round of this partnership."))
        return
    why = why_not_after(earlier, Mode(row.mode), Weighting(row.weighting))
    if why:
        problems.add(_("earlier round"), why)


def why_not_after(earlier: Round, mode: Mode, weighting: Weighting) -> str:
    """Why a round with this promise cannot follow an earlier one; empty where it can."""
    if earlier.state not in (State.CLOSED, State.RELEASED):
        return _("Close the earlier round first: another can follow it then.")
    if (earlier.mode == Mode.OPEN) is not (mode is Mode.OPEN):
        return _(
            "One round has signed sheets of partners, the other answers of people: the two cannot be compared."
        )
    if earlier.weighting != weighting:
        return _(
            "In one round every person counts the same, in the other every partner: the two cannot be compared."
        )
    return ""
