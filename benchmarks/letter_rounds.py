"""Partnerships of any size whose rounds are answered by personal letter: invented, launched as a lead would.

The letters are taken out of the outbox as if they had gone, and their tokens kept. Whoever has answered already is written
in a few statements, for thousands of them one after the other would take longer than what is to be measured.
"""

import http.client
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.base import new_orderless_id
from pet.db.models import Account, Invitation, Letter, Person, Response, Round
from pet.db.models.responses import ResponseState
from pet.frameworks import loader
from pet.services import accounts, partnerships, rounds
from pet.services.audit import By
from pet.services.letters import Post, sealing
from tests.support import factories, invited, story
from tests.support.server import Server
from tests.support.visitor import Visitor

MAIL = {"PET_MAIL": "smtp://127.0.0.1:1", "PET_MAIL_FROM": "pet@example.org"}
"""Settings of a site that would send letters, and has nobody to send them."""
_POST = Post(secret=secrets.token_hex(32), base_url="http://127.0.0.1", can_send=True)
_DAYS = 12


@dataclass(frozen=True, kw_only=True)
class ByLetter:
    """A round by letter.

    Attributes:
        public_id: of the round, once there is one; `partnership` that of its partnership, both with the ids in the database.
        themes: ids of what everybody is asked.
        fresh: tokens of letters by which nobody has begun.
    """

    round_id: int
    public_id: str
    partnership_id: int
    partnership: str
    themes: tuple[str, ...]
    fresh: tuple[str, ...] = ()


def draft(session: Session, lead: Account, people: int, *, mode: Mode = Mode.CONFIDENTIAL) -> ByLetter:
    """A partnership of so many people, with a round by letter that is about to be launched."""
    now = datetime.now(UTC)
    source = factories.builtin_source()
    framework = loader.load(source)
    role = framework.roles[
        0
    ].id  # one for all, so that everybody is asked the same and an anonymous round can promise
    partnership = partnerships.create(session, name="Riverside Partnership", partners=story.PARTNERS, now=now)
    accounts.make_lead(session, account_id=lead.id, partnership_id=partnership.id)
    invited.make_people(session, partnership, people, role=role)
    made = factories.make_round(
        session, partnership, source=source, state="draft", **_chosen(now, lead, mode)
    )
    return ByLetter(
        round_id=made.id,
        public_id=made.public_id,
        partnership_id=partnership.id,
        partnership=partnership.public_id,
        themes=story.asked_of(framework, role),
    )


def _chosen(now: datetime, lead: Account, mode: Mode) -> dict[str, object]:
    return {
        "way": rounds.LETTERS,
        "mode": mode,
        "reader_id": lead.id,
        "opens_at": now - timedelta(days=_DAYS),
        "closes_at": now + timedelta(days=14),
    }


def launched(
    session: Session, lead: Account, people: int, *, mode: Mode = Mode.CONFIDENTIAL, answered: int = 0
) -> ByLetter:
    """The same, launched, with every letter delivered; so many people have sent their answers."""
    made = draft(session, lead, people, mode=mode)
    row = rounds.launch(
        session,
        round_id=made.round_id,
        by=By(account_id=lead.id, name=lead.name),
        now=datetime.now(UTC),
        post=_POST,
    )
    session.flush()
    tokens = _tokens(session, made.round_id)
    invited.delivered(session, row)
    begun = [] if not answered else _answered(session, row, made.themes, answered)
    fresh = tuple(token for invitation, token in tokens.items() if invitation not in begun)
    return ByLetter(**{**vars(made), "fresh": fresh})


def _tokens(session: Session, round_id: int) -> dict[int, str]:
    """The tokens in the letters, by invitation."""
    letters = session.scalars(select(Letter).where(Letter.round_id == round_id)).all()
    opened = {
        letter.invitation_id: sealing.open_(_POST, letter.sealed, public_id=letter.public_id).token
        for letter in letters
    }
    session.expire_all()
    return opened


def _answered(session: Session, row: Round, themes: tuple[str, ...], number: int) -> set[int]:
    """So many of those invited have sent; their invitations. In an anonymous round those lead nowhere."""
    query = (
        select(Invitation.id, Invitation.partner_id, Invitation.role_id, Person.key)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.round_id == row.id)
        .order_by(Invitation.id)
        .limit(number)
    )
    found = session.execute(query).all()
    is_anonymous = row.mode == Mode.ANONYMOUS.value
    first = row.opens_at.date()
    sheets = [
        {
            "id": new_orderless_id(),
            "round_id": row.id,
            "partner_id": one.partner_id,
            "role_id": one.role_id,
            "identified": True,
            "state": ResponseState.SUBMITTED.value,
            "ratings": {theme: {"rating": (place + n) % 5 + 1, "v": 1} for place, theme in enumerate(themes)},
            "active_seconds": 600,
            "person": None if is_anonymous else one.key,
            "started_on": first,
            "submitted_on": first + timedelta(days=n % _DAYS),
        }
        for n, one in enumerate(found)
    ]
    session.execute(insert(Response), sheets)
    if not is_anonymous:
        pairs = zip(found, sheets, strict=True)
        session.execute(
            update(Invitation), [{"id": one.id, "response_id": sheet["id"]} for one, sheet in pairs]
        )
    session.expire_all()
    return {one.id for one in found}


def signed_in(site: Server, email: str) -> Visitor:
    """A lead at the site."""
    lead = Visitor(site.url, timeout=120)
    lead.get("/sign-in")
    answer = lead.post("/sign-in", email=email, password=story.PASSWORD)
    assert answer.status == http.client.SEE_OTHER, answer.text
    return lead
