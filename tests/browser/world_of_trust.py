"""More of the invented world: partnerships with people, rounds by letter in each mode and state, offers and links."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from pet.access.actor import Role
from pet.analysis.options import Breakdown, Mode
from pet.db.models import Account, Appointment, InvitationLink, OneTimeLink, Partner, Person
from pet.services import comments, invitations, rounds, sessions
from pet.services.invited import digest
from tests.browser import world
from tests.support import factories, invited, story

NOW = datetime.now(UTC)
ADMIN, HELPER, PARTNER_LEAD, LEAVER = (
    f"{name}@example.org" for name in ("admin", "helper", "partner-lead", "leaver")
)
ASKED = 14
ROUNDS = {
    "running by letter": {},
    "early by letter": {"opens_at": NOW + timedelta(days=1)},
    "over by letter": {},
    "closed by letter": {},
    "closed a year ago": {},
    "released by letter": {},
    "anonymous": {"mode": Mode.ANONYMOUS},
    "anonymous and closed": {"mode": Mode.ANONYMOUS},
    "signed by letter": {"mode": Mode.OPEN},
}
CLOSED = ("closed by letter", "closed a year ago", "released by letter", "anonymous and closed")
DRAFTS = {
    "draft in confidence": {},
    "draft without names": {"mode": Mode.ANONYMOUS, "asks": "partner", "first_comparison": Breakdown.PARTNER},
    "draft that is signed": {"mode": Mode.OPEN, "smallest_group": 1},
}


@dataclass(frozen=True)
class Trust:
    """What there is.

    Attributes:
        partnership, empty, deleted: public ids of partnerships that `world.LEAD` leads; the last one `LEAVER` leads.
        rounds: public ids by name.
        links: tokens of links in letters, by what became of them.
        offers: tokens of offers, by what became of them.
        one_time: tokens to sign in and to choose a password.
        person, account: public ids of somebody in the partnership and of somebody in its team.
        invitations: of the first person asked in each round.
    """

    partnership: str
    empty: str
    deleted: str
    rounds: dict
    links: dict
    offers: dict
    one_time: dict
    person: str
    account: str
    invitations: dict


def make(session):
    """All of it, for the lead of the world."""
    lead = session.scalars(select(Account).where(Account.email == world.LEAD)).one()
    admin = story.account(session, ADMIN, "Sue Site")
    admin.is_admin = True
    leaver = story.account(session, LEAVER, "Lee Leaver")
    here = factories.make_partnership(session, "Weir Schools")
    empty = factories.make_partnership(session, "Empty Schools", ())
    gone = factories.make_partnership(session, "Deleted Schools")
    gone.deleted_at = NOW
    for account, partnership in ((lead, here), (lead, empty), (leaver, gone)):
        factories.make_member(session, account, partnership)
    helper = story.account(session, HELPER, "Finn Facilitator")
    factories.make_member(session, helper, here, Role.FACILITATOR)
    ash = session.scalars(select(Partner).where(Partner.partnership_id == here.id)).first()
    partner_lead = story.account(session, PARTNER_LEAD, "Pia Partner")
    factories.make_member(session, partner_lead, here, Role.PARTNER_LEAD, ash.id)
    invited.make_people(session, here, ASKED)
    made = {name: _by_letter(session, here, name, fields) for name, fields in ROUNDS.items()}
    drafts = {name: _draft(session, here, fields) for name, fields in DRAFTS.items()}
    first = session.scalars(select(Person).where(Person.partnership_id == here.id)).first()
    return Trust(
        partnership=here.public_id,
        empty=empty.public_id,
        deleted=gone.public_id,
        rounds={name: row.public_id for name, row in {**made, **drafts}.items()},
        links=_links(session, made),
        offers={name: _offer(session, here, lead, name) for name in ("new", "used", "expired", "known")},
        one_time={purpose: _one_time(session, lead, purpose) for purpose in ("sign_in", "reset")},
        person=first.public_id,
        account=helper.public_id,
        invitations={name: invited.invitation_of(session, row, 0).public_id for name, row in made.items()},
    )


def _by_letter(session, partnership, name, fields):
    """Launched yesterday, its letters delivered but for two; most have answered unless it is too early."""
    if fields.get("mode") is Mode.OPEN:
        fields = {**fields, "smallest_group": 1}
    given = {"opens_at": NOW - timedelta(days=1), "closes_at": NOW + timedelta(days=14), **fields}
    row = factories.make_round(session, partnership, state="draft", title=name.capitalize(), **given)
    row.asks = "both"
    row.way, row.state, row.launched_at = "letters", "open", NOW - timedelta(days=1)
    session.flush()
    row.invited = invitations.issue(
        session, round_id=row.id, by=invited.LEAD, now=NOW - timedelta(days=1), post=invited.POST
    )
    if name != "early by letter":
        invited.delivered(session, row)
        _answer(session, row, 2 if row.mode == Mode.OPEN.value else ASKED - 2)
        invited.invitation_of(session, row, ASKED - 1).delivery = "bounced"
    if name == "over by letter":
        row.closes_at = NOW - timedelta(minutes=1)
    if name in CLOSED:
        rounds.close(session, round_id=row.id, now=NOW)
    if name == "released by letter":
        comments.finish(session, round_id=row.id, now=NOW)
        rounds.release(session, round_id=row.id, now=NOW, note="Thank you all. We talk about it on Friday.")
    if name == "closed a year ago":
        row.closed_at = NOW - timedelta(days=400)
    session.flush()
    return row


def _answer(session, row, number):
    for person in range(number):
        token = _link(session, row, person)
        started = invitations.start(session, token=token, now=NOW)
        if started is not None:
            factories.answer(session, started, 4, now=NOW)


def _draft(session, partnership, fields):
    row = factories.make_round(
        session,
        partnership,
        state="draft",
        source=factories.builtin_source(),
        opens_at=NOW - timedelta(hours=1),
        closes_at=NOW + timedelta(days=14),
        **{name: value for name, value in fields.items() if name != "asks"},
    )
    row.way, row.asks = "letters", fields.get("asks", row.asks)
    session.flush()
    return row


def _link(session, row, person, standing="later"):
    """One more link of this person: its token."""
    token = sessions.new_token()
    invitation = invited.invitation_of(session, row, person)
    link = InvitationLink(sha256=digest(token), invitation_id=invitation.id, standing=standing)
    session.add(link)
    session.flush()
    return token


def _links(session, made):
    """By what became of each."""
    running, anonymous = made["running by letter"], made["anonymous"]
    links = {
        "new": _link(session, running, ASKED - 1),
        "answered": _link(session, running, 0),
        "replaced": _link(session, running, ASKED - 1, "replaced"),
        "revoked": _link(session, running, ASKED - 2),
        "too early": _link(session, made["early by letter"], 0),
        "ended": _link(session, made["closed a year ago"], 0),
        "too late": _link(session, made["closed by letter"], ASKED - 1),
        "closed": _link(session, made["closed by letter"], 0),
        "released": _link(session, made["released by letter"], 0),
        "anonymous": _link(session, anonymous, ASKED - 1, "first"),
        "anonymous, once more": _link(session, anonymous, ASKED - 2, "later"),
        "signed": _link(session, made["signed by letter"], ASKED - 1),
    }
    invited.invitation_of(session, running, ASKED - 2).revoked_on = NOW.date()
    session.flush()
    return links


def _offer(session, partnership, lead, name):
    token = sessions.new_token()
    email = world.NOBODY if name == "known" else f"{name}-offer@example.org"
    row = Appointment(
        sha256=sessions.digest(token),
        partnership_id=partnership.id,
        role=Role.FACILITATOR.value,
        email=email,
        name="Olu Offered",
        invited_by=lead.id,
        created_at=NOW - timedelta(days=20),
        expires_at=NOW + timedelta(days=-1 if name == "expired" else 14),
        accepted_at=NOW if name == "used" else None,
    )
    session.add(row)
    session.flush()
    return token


def _one_time(session, account, purpose):
    token = sessions.new_token()
    session.add(
        OneTimeLink(
            sha256=sessions.digest(token),
            account_id=account.id,
            purpose=purpose,
            expires_at=NOW + timedelta(hours=1),
        )
    )
    session.flush()
    return token
