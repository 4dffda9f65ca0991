"""A round answered in the order that tells most, through the real services, with copies of the database on the way."""

import secrets
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from pet.access.actor import State
from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Person
from pet.mail.outcome import Fate, Outcome
from pet.services import invitations, partnerships, people, promises, responses, rounds, sessions
from pet.services.audit import By
from pet.services.letters import Post, sealing, sending
from pet.services.promises import Asks
from tests.attack.dump import dumps
from tests.support import factories
from tests.support.factories import NOW, change

LEAD = By(account_id=None, name="Ada Lead")
POST = Post(secret="of the tests, and long enough for one", base_url="http://localhost", can_send=True)  # noqa: S106 -- of no site
PARTNERS = 12
_WORDS = ("time", "trust", "more", "less", "people", "we", "you", "meet", "talk", "listen")
APART = timedelta(minutes=10)


@dataclass
class Story:
    """A round as somebody saw its database.

    Attributes:
        people: ids of those invited, in the order of the list.
        truth: by id of the response the id of the person whose it is.
        groups: by id of a person as whom they answer, as far as the round may keep it.
        start, filled, end: copies: when all letters were delivered, when all have saved and nobody has sent, and when
            all have sent and the round is closed.
        around: by id of a person the copies before and after their start.
        outbox: the copy made while the letters waited.
    """

    people: list
    truth: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    start: object = None
    filled: object = None
    end: object = None
    around: dict = field(default_factory=dict)
    outbox: object = None


def tell(database, mode, *, by_letters=False, watched=True) -> Story:
    """Twenty-four people of twelve schools, a head and a teacher of each, answer one behind the other.

    Args:
        database: an empty one.
        mode: what is promised.
        by_letters: whether they come in the order in which their letters lie in the database, not in that of the list.
        watched: whether a copy is made before and after each start.
    """
    round_id, story = _launch(database, mode)
    story.outbox = dumps.take(database)
    tokens = deliver(database)
    order = _letter_order(database) if by_letters else story.people
    story.start = before = dumps.take(database)
    now = NOW
    begun = {}
    for person in order:
        now += APART
        begun[person] = _begin(database, tokens[person], now)
        if watched:
            after = dumps.take(database)
            story.around[person] = (before, after)
            before = after
    for person in order:
        now += APART
        _save(database, begun[person], now)
    story.filled = dumps.take(database)
    for person in order:
        now += APART
        with database.writing() as session:
            responses.submit(session, response_id=begun[person], now=now)
    with database.writing() as session:
        rounds.close(session, round_id=round_id, now=now)
    story.end = dumps.take(database)
    story.truth = {response: person for person, response in begun.items()}
    return story


def _launch(database, mode):
    with database.writing() as session:
        names = [f"School {letter}" for letter in "MBKDAEHCLGJF"]
        partnership = factories.make_partnership(session, partners=names)
        ids = [one.id for one in partnerships.partners(session, partnership.id)]
        for number in range(2 * PARTNERS):
            session.add(
                Person(
                    partnership_id=partnership.id,
                    partner_id=ids[number % PARTNERS],
                    name=f"Person {number}",
                    email=f"person{number}@example.org",
                    role_id=("head", "teacher")[number // PARTNERS],
                    created_on=NOW.date(),
                )
            )
            session.flush()
        asks = _most_telling(people.counter(session, partnership.id)) if mode is Mode.ANONYMOUS else Asks.BOTH
        row = factories.make_round(
            session, partnership, state="draft", mode=mode, way="letters", asks=asks, form="core"
        )
        rounds.launch(session, round_id=row.id, by=LEAD, now=NOW, post=POST)
        assert row.state == State.OPEN
        found = session.scalars(select(Person).order_by(Person.id)).all()
        story = Story(people=[one.id for one in found])
        story.groups = {one.id: one.role_id if row.asks in ("both", "role") else "" for one in found}
        return row.id, story


def _most_telling(counter: Counter):
    """The most that may be kept of as whom these people answer: their role, for each school has one of each."""
    return promises.offered(counter, partners=PARTNERS).asks[5][0]


def deliver(database):
    """Send every letter that waits, as the worker does: the tokens that went out, by id of the person."""
    tokens = {}
    while True:
        with database.writing() as session:
            hand = sending.take(session, now=NOW)
            for letter in session.scalars(select(Letter).where(Letter.id.in_(hand.letter_ids))):
                person = session.get_one(Invitation, letter.invitation_id).person_id
                tokens[person] = sealing.open_(POST, letter.sealed, public_id=letter.public_id).token
        if not hand.letter_ids:
            return tokens
        for letter_id in hand.letter_ids:
            with database.writing() as session:
                sending.settle(session, hand, letter_id, Outcome(fate=Fate.TAKEN), now=NOW)


def _letter_order(database):
    """People in the order in which their invitations lie in the database."""
    with database.reading() as session:
        return list(session.scalars(select(Invitation.person_id)))


def _begin(database, token, now):
    with database.writing() as session:
        started = invitations.start(session, token=token, now=now)
        sessions.open_for_response(session, started.response_id, now=now)
    return started.response_id


def _save(database, response_id, now):
    """What is said is drawn at random: it is no part of the attack that somebody gives themselves away."""
    changes = (
        change("rating:c1.a1.t1", 1 + secrets.randbelow(5)),
        change("rating:c2.a1.t1", 1 + secrets.randbelow(5)),
        change("comment:c1.a1.t1", " ".join(secrets.choice(_WORDS) for _word in range(200))),
        change("open:help", " ".join(secrets.choice(_WORDS) for _word in range(secrets.randbelow(1000)))),
    )
    with database.writing() as session:
        responses.save(
            session,
            response_id=response_id,
            op_id=str(uuid.uuid4()),
            changes=changes,
            now=now,
            since=now - APART,
        )
