"""An invented partnership on a real site: times are around the machine's clock, since the site reads no other."""

import random
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import Comment, Response, Round
from pet.frameworks import loader
from pet.services import accounts, comments, frameworks, partnerships, rounds
from pet.services.comments import Decided, Decision
from tests.support import factories

PASSWORD = "grey heron on the weir"  # noqa: S105 -- of an invented person
PARTNERS = tuple(
    f"{name} School" for name in ("Ash", "Beech", "Cedar", "Elm", "Fir", "Hazel", "Lime", "Oak", "Yew")
)


@dataclass(frozen=True)
class Asked:
    """A round that takes answers.

    Attributes:
        round_id, public_id, open_code: of the round.
        partner, role: values of the form that asks who one is.
        themes: ids of what is asked of somebody in this role, in order.
        email: of the lead; the password is `PASSWORD`.
    """

    round_id: int
    public_id: str
    open_code: str
    partner: str
    role: str
    themes: tuple[str, ...]
    email: str
    partnership: str


def account(session, email="", name="Ada Lead"):
    """Somebody who can sign in with `PASSWORD`."""
    email = email or f"lead-{secrets.token_hex(4)}@example.org"
    made = accounts.add(session, email=email, name=name, password=PASSWORD, now=datetime.now(UTC))
    accounts.prove_email(session, made.id)
    return made


def open_round(session, lead, *, source=None, partners=PARTNERS, name="Riverside Partnership", **fields):
    """A partnership of this lead, who reads comments, with a round that takes answers for two weeks."""
    now = datetime.now(UTC)
    source = source or factories.builtin_source()
    partnership = partnerships.create(session, name=name, partners=partners, now=now)
    accounts.make_lead(session, account_id=lead.id, partnership_id=partnership.id, role=Role.LEAD)
    given = {
        "reader_id": lead.id,
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=14),
        "mode": Mode.CONFIDENTIAL,
        **fields,
    }
    made = factories.make_round(session, partnership, source=source, **given)
    framework = loader.load(source)
    own = partnerships.partners(session, partnership.id)
    return Asked(
        round_id=made.id,
        public_id=made.public_id,
        open_code=made.open_code,
        partner=own[0].public_id if own else "",
        role=framework.roles[0].id,
        themes=asked_of(framework, framework.roles[0].id),
        email=lead.email,
        partnership=partnership.public_id,
    )


def asked_of(framework, role):
    """Ids of the themes that somebody in this role is asked."""
    return tuple(theme.id for theme in framework.themes if theme.is_asked_of(role))


def answer_all(session, asked, people, *, comment="", seed=1):
    """So many people who have sent answers to everything, spread over partners and roles; their `Started`.

    With `comment`, such as "It is said by {number}", each wrote one about the first theme.
    """
    chance = random.Random(seed)  # noqa: S311 -- the same answers in every run
    now = datetime.now(UTC)
    round_ = session.get(Round, asked.round_id)
    names = [one.name for one in partnerships.partners(session, round_.partnership_id)]
    framework = frameworks.of_round(session, asked.round_id)
    roles = [role.id for role in framework.roles]
    made = []
    for number in range(people):
        partner, role = names[number % len(names)], roles[number % len(roles)]
        started = factories.make_response(session, round_, partner=partner, role=role, now=now)
        values = {
            theme: chance.choice((1, 2, 3, 4, 4, 5, "dont_know")) for theme in asked_of(framework, role)
        }
        words = {f"comment:{asked.themes[0]}": comment.format(number=number)} if comment else {}
        factories.answer(session, started, values, words, now=now)
        made.append(started)
    return made


def end(session, asked):
    """Its closing time was a minute ago."""
    session.get(Round, asked.round_id).closes_at = datetime.now(UTC) - timedelta(minutes=1)


def read_comments(session, asked):
    """The reader puts every comment into other words, leaves one out, and has finished."""
    items = comments.to_read(session, asked.round_id).items
    decided = {
        item.id: Decided(decision=Decision.REWORD, text=f"In other words: {number}")
        for number, item in enumerate(items)
    }
    decided[items[0].id] = Decided(decision=Decision.LEAVE_OUT, text="")
    now = datetime.now(UTC)
    problems = comments.decide(session, round_id=asked.round_id, decided=decided)
    assert not problems
    comments.finish(session, round_id=asked.round_id, now=now)


def close(session, asked):
    """End the round and compute its result."""
    rounds.close(session, round_id=asked.round_id, now=datetime.now(UTC))


def release(session, asked):
    """Let everybody who answered see it."""
    rounds.release(session, round_id=asked.round_id, now=datetime.now(UTC))


def answers_of(database, public_id):
    """What is stored in a response: values and texts, by kind and part."""
    with database.reading() as session:
        response = session.scalars(select(Response).where(Response.public_id == public_id)).one()
        comments = session.scalars(select(Comment).where(Comment.response_id == response.id))
        ratings = {
            f"rating:{part}": held.get("rating", held.get("no_rating"))
            for part, held in response.ratings.items()
        }
        kinds = {"theme": "comment", "evidence": "evidence", "open": "open"}
        return {**ratings, **{f"{kinds[one.kind]}:{one.part_id}": one.text for one in comments}}


def state_of(database, public_id):
    """Whether a response is `started` or `submitted`."""
    with database.reading() as session:
        return session.scalars(select(Response.state).where(Response.public_id == public_id)).one()


def versions_of(database, public_id):
    """How often each theme of a response was saved."""
    with database.reading() as session:
        ratings = session.scalars(select(Response.ratings).where(Response.public_id == public_id)).one()
    return {part: held["v"] for part, held in ratings.items()}
