"""What a round is, for everybody who shows or fills it; `pet.services.rounds` is the way in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pet.access.actor import Role, State
from pet.analysis.options import Breakdown, Mode, Weighting
from pet.db.models import Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services.counting import Counts

REPORT, COMMENTS = "report", "comments"
PARTS = (REPORT, COMMENTS)
"""What a lead may hold back on release: the report as a PDF, and what people wrote."""
LETTERS, LINK = "letters", "link"
READABLE = timedelta(days=365)  # how long after the close own answers and results can be read


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
        time_zone: of the partnership, in which its dates are typed and told.
        follows_id, follows: the earlier round beside which it is set, if any, and its title.
        framework_version_id, framework_sha256: for `frameworks.of_version`.
        way: how people come in: `letters` with a link for each person, or one `link` for everybody.
        asks: as whom people answer: `both`, `partner`, `role` or `nobody`.
        open_code: the secret part of the open link, for leads only.
        short_code: eight letters that can be typed in place of it.
        closes_by_itself: whether it is closed at its last moment without anybody doing it.
        reminders: how many days before the closing date a reminder is still to go out by itself.
        launched_at: when the lead let it begin; `None` for a draft.
        counts: how many there were when it closed; `None` before.
        release_note: what the lead wrote to everybody with the results.
        release_parts: what members see besides the results page (`PARTS`); `None` for everything.
        is_imported: whether it was held elsewhere and brought in by an archive.
        followed_by: title of a round that is set beside this one and is no draft; `None` where there is none.
        latest_id: public id of the latest round of the partnership that is no draft; `None` where that is this one.
        is_agenda_chosen: whether somebody chose the conversation in place of the proposal.
        agreed, still_open: how many actions were agreed after it, and of these have not ended.
    """

    id: int
    public_id: str
    partnership_id: int
    partnership_public_id: str
    partnership: str
    time_zone: str
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
    way: str
    asks: str
    open_code: str | None
    short_code: str | None
    closes_by_itself: bool
    reminders: tuple[int, ...]
    launched_at: datetime | None
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    counts: Counts | None
    released_at: datetime | None
    comments_read_at: datetime | None
    release_note: str
    release_parts: tuple[str, ...] | None
    is_imported: bool
    followed_by: str | None
    latest_id: str | None
    is_agenda_chosen: bool
    agreed: int
    still_open: int

    @property
    def is_signed(self) -> bool:
        """Whether each partner gives one joint sheet with its name on it."""
        return self.mode is Mode.OPEN

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing is kept that leads from a person to their answers."""
        return self.mode is Mode.ANONYMOUS

    @property
    def by_letter(self) -> bool:
        """Whether each person has a letter with a link of their own."""
        return self.way == "letters"

    @property
    def readable_until(self) -> datetime:
        """When links stop opening anything: a year after the close."""
        return (self.closed_at or self.closes_at) + READABLE

    def is_asked(self, what: str) -> bool:
        """Whether a `partner` or a `role` is asked and kept; an anonymous round may leave out one or both."""
        return not self.is_anonymous or self.asks in ("both", what)

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

    def shows_members(self, part: str) -> bool:
        """Whether members and respondents may see this part of the results, once they are released."""
        return self.release_parts is None or part in self.release_parts

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


def days_to_come(row: Round, now: datetime) -> list[int]:
    """Of a round's reminders those whose day has not come, the first first; in days before the closing date."""
    return [
        days
        for days in sorted(set(row.reminders), reverse=True)
        if row.closes_at - timedelta(days=days) > now
    ]
