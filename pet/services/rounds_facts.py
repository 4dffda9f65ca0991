"""What a round is, for everybody who shows or fills it; `pet.services.rounds` is the way in."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from pet.access.actor import Role, State
from pet.analysis.options import Breakdown, Mode, Weighting
from pet.db.models import Account, FrameworkVersion, Membership, Partnership, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services.counting import Counts

_CODE = re.compile(r"[A-Za-z0-9_-]{1,43}")


class Phase(StrEnum):
    """Where a round stands at one moment; only `ACCEPTING` takes answers."""

    DRAFT = "draft"
    EARLY = "early"  # open, but its first day has not come
    ACCEPTING = "accepting"
    OVER = "over"  # open, but past its last moment: the lead has yet to close it
    CLOSED = "closed"
    RELEASED = "released"


class NotAcceptingError(PetError):
    """The round takes no answers now.

    Attributes:
        phase: why.
    """

    def __init__(self, phase: Phase) -> None:
        super().__init__(_why(phase))
        self.phase = phase


def _why(phase: Phase) -> str:
    if phase in (Phase.DRAFT, Phase.EARLY):
        return _("This round has not started yet.")
    return _("This round is closed: it takes no more answers.")


def phase(state: str, opens_at: datetime, closes_at: datetime, now: datetime) -> Phase:
    """Where a round with this state and window of time stands."""
    if state != State.OPEN:
        return Phase(state)
    if now < opens_at:
        return Phase.EARLY
    return Phase.ACCEPTING if now < closes_at else Phase.OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The person who reads comments first.

    Attributes:
        role: what they are in the partnership, or `None` if they have left it.
    """

    account_id: int
    name: str
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """A round, its promise and its window of time.

    Attributes:
        partnership: its name.
        follows_id, follows: the earlier round beside which it is set, if any, and its title.
        framework_version_id, framework_sha256: for `frameworks.of_version`.
        open_code: the secret part of the open link, for leads only.
        counts: how many there were when it closed; `None` before.
    """

    id: int
    public_id: str
    partnership_id: int
    partnership_public_id: str
    partnership: str
    follows_id: int | None
    follows: str | None
    framework_version_id: int
    framework_sha256: str
    title: str
    form: str
    mode: Mode
    smallest_group: int
    small_partnership: bool
    first_comparison: Breakdown
    weighting: Weighting
    invited: int | None
    reader: Reader | None
    state: State
    open_code: str | None
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    counts: Counts | None
    released_at: datetime | None
    comments_read_at: datetime | None

    @property
    def is_signed(self) -> bool:
        """Whether each partner gives one joint sheet with its name on it."""
        return self.mode is Mode.OPEN

    @property
    def is_hidden(self) -> bool:
        """Whether so few answered that the result shows nothing; then nobody reads what they wrote either."""
        return self.counts is not None and self.counts.hidden

    @property
    def waits_for_reader(self) -> bool:
        """Whether it closed with comments, and its reader has not finished."""
        if self.counts is None or self.counts.hidden:
            return False
        return self.counts.comments > 0 and self.comments_read_at is None

    def phase(self, now: datetime) -> Phase:
        """Where it stands now."""
        return phase(self.state, self.opens_at, self.closes_at, now)

    def accepts(self, now: datetime) -> bool:
        """Whether answers are taken now."""
        return self.phase(now) is Phase.ACCEPTING

    def must_accept(self, now: datetime) -> None:
        """Do nothing if answers are taken now.

        Raises:
            NotAcceptingError: they are not, and why.
        """
        if not self.accepts(now):
            raise NotAcceptingError(self.phase(now))


_EARLIER = aliased(Round)
_COLUMNS = (
    Round.id,
    Round.public_id,
    Round.partnership_id,
    Partnership.public_id.label("partnership_public_id"),
    Partnership.name.label("partnership"),
    Round.follows_id,
    _EARLIER.title.label("follows"),
    Round.framework_version_id,
    FrameworkVersion.sha256.label("framework_sha256"),
    Round.title,
    Round.form,
    Round.mode,
    Round.smallest_group,
    Round.small_partnership,
    Round.first_comparison,
    Round.weighting,
    Round.invited,
    Round.reader_id,
    Account.name.label("reader_name"),
    Membership.role.label("reader_role"),
    Round.state,
    Round.open_code,
    Round.opens_at,
    Round.closes_at,
    Round.closed_at,
    Round.counts,
    Round.released_at,
    Round.comments_read_at,
)
HOW_MANY_COLUMNS = len(_COLUMNS)
_QUERY: Select[*tuple[Any, ...]] = (
    select(*_COLUMNS)
    .join(Partnership, Partnership.id == Round.partnership_id)
    .join(FrameworkVersion, FrameworkVersion.id == Round.framework_version_id)
    .outerjoin(_EARLIER, _EARLIER.id == Round.follows_id)
    .outerjoin(Account, Account.id == Round.reader_id)
    .outerjoin(
        Membership,
        and_(Membership.account_id == Round.reader_id, Membership.partnership_id == Round.partnership_id),
    )
)


def query() -> Select[*tuple[Any, ...]]:
    """Selects what `from_row` reads, in the first `HOW_MANY_COLUMNS` columns."""
    return _QUERY


def from_row(row: Any) -> RoundFacts:
    """The facts in a row of `query`, which may have more columns behind."""
    found = dict(zip((column.key for column in _COLUMNS), row, strict=False))
    account_id, name, role = (found.pop(key) for key in ("reader_id", "reader_name", "reader_role"))
    reader = (
        Reader(account_id=account_id, name=name, role=Role(role) if role else None) if account_id else None
    )
    found |= {
        "mode": Mode(found["mode"]),
        "first_comparison": Breakdown(found["first_comparison"]),
        "weighting": Weighting(found["weighting"]),
        "state": State(found["state"]),
        "counts": Counts.from_document(found["counts"]) if found["counts"] is not None else None,
    }
    return RoundFacts(**found, reader=reader)


def facts(session: Session, round_id: int) -> RoundFacts:
    """A round.

    Raises:
        PetError: there is none with this id.
    """
    row = session.execute(_QUERY.where(Round.id == round_id)).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return from_row(row)


def locked(session: Session, round_id: int) -> RoundFacts:
    """A round that nobody closes until the end of this transaction; answers go on coming in.

    Raises:
        PetError: there is none with this id.
    """
    query = _QUERY.where(Round.id == round_id).with_for_update(read=True, of=Round)
    row = session.execute(query).one_or_none()
    if row is None:
        raise PetError(_("There is no such round."))
    return from_row(row)


def by_open_code(session: Session, code: str) -> RoundFacts | None:
    """The round behind an open link, whether or not it takes answers now; `None` for an unknown code; a draft has none."""
    if not _CODE.fullmatch(code):
        return None  # whatever else stands in an address never reaches the database
    row = session.execute(_QUERY.where(Round.open_code == code)).one_or_none()
    return from_row(row) if row else None
