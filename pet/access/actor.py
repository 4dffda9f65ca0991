"""Who asks, and about what: plain values that rules can look at."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is in a partnership."""

    MEMBER = "member"
    PARTNER_LEAD = "partner_lead"
    LEAD = "lead"
    FACILITATOR = "facilitator"


class State(StrEnum):
    """Where a round stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What the actor is in one partnership; ids of the database."""

    partnership_id: int
    role: Role
    partner_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A response that this browser opened by its link, and so may use."""

    response_id: int
    round_id: int
    submitted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever sent the request.

    Attributes:
        account_id: of the account signed in, or `None`.
        is_admin: whether that account looks after the site.
        memberships: what it is in which partnership.
        is_fresh: whether they showed within the last ten minutes that it is them, as dangerous acts want.
        opened: the responses opened in this browser.
    """

    account_id: int | None = None
    is_admin: bool = False
    is_fresh: bool = False
    memberships: tuple[Membership, ...] = ()
    opened: tuple[Opened, ...] = ()

    def membership_in(self, partnership_id: int | None) -> Membership | None:
        """What the actor is in this partnership, with the partner they belong to, or `None`."""
        return next((m for m in self.memberships if m.partnership_id == partnership_id), None)

    def role_in(self, partnership_id: int | None) -> Role | None:
        """What the actor is in this partnership, or `None`."""
        return next((m.role for m in self.memberships if m.partnership_id == partnership_id), None)


ANONYMOUS = Actor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is asked about; every part that does not apply is `None`.

    Attributes:
        partnership_id, round_id, response_id: ids of the database.
        partner_id: the partner whose person, invitation or sheet it is.
        state, is_anonymous: of the round.
        reader_id: the account that the round names to read its comments first.
        owner_id: the account that an action names as the one who does it.
        anyone_creates: whether the site lets everybody who is signed in make a partnership.
    """

    partnership_id: int | None = None
    round_id: int | None = None
    response_id: int | None = None
    partner_id: int | None = None
    state: State | None = None
    is_anonymous: bool = False
    reader_id: int | None = None
    owner_id: int | None = None
    anyone_creates: bool = False


SITE = Target()
