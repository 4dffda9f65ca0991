"""Rounds whose people are invited by letter, for tests of what happens while they run."""

from datetime import timedelta

from sqlalchemy import select, update

from pet.analysis.options import Mode
from pet.db.models import Invitation, InvitationLink, Letter, Partner, Person, Round
from pet.services import invitations, responses, sessions
from pet.services.audit import By
from pet.services.letters import Post
from tests.support import factories
from tests.support.factories import NOW

LEAD = By(account_id=None, name="Ada Lead")
POST = Post(secret="of the tests, and long enough for one", base_url="http://localhost", can_send=True)  # noqa: S106 -- of no site


def make_people(session, partnership, number, *, role="teacher"):
    """So many people, spread over the partners of the partnership: `p0@example.org`, …."""
    partners = session.scalars(
        select(Partner).where(Partner.partnership_id == partnership.id).order_by(Partner.position)
    ).all()
    people = [
        Person(
            partnership_id=partnership.id,
            partner_id=partners[n % len(partners)].id,
            name=f"Person {n:04}",
            email=f"p{n}@example.org",
            role_id=role,
            created_on=NOW.date(),
        )
        for n in range(number)
    ]
    session.add_all(people)
    session.flush()
    return people


def make_invited(session, number=12, *, partnership=None, **fields):
    """A round by letter that takes answers, with so many people invited and every letter delivered."""
    partnership = partnership or factories.make_partnership(session)
    if fields.get("mode") is Mode.OPEN:
        fields.setdefault("smallest_group", 1)
    made = factories.make_round(session, partnership, state="draft", **fields)
    make_people(session, partnership, number, role=None if fields.get("mode") is Mode.OPEN else "teacher")
    run(session, made)
    return made


def run(session, made):
    """Launched without the wizard: the letters have gone."""
    made.way, made.state, made.launched_at = "letters", "open", NOW - timedelta(days=1)
    session.flush()
    invitations.issue(session, round_id=made.id, by=LEAD, now=NOW - timedelta(days=1), post=POST)
    delivered(session, made)


def delivered(session, made):
    """Whatever waits has gone."""
    session.flush()
    waiting = (Letter.round_id == made.id, Letter.state == "queued")
    session.execute(update(Letter).where(*waiting).values(state="sent", sealed=None, finished_on=NOW.date()))
    session.execute(
        update(Invitation)
        .where(Invitation.round_id == made.id, Invitation.delivery == "queued")
        .values(delivery="sent")
    )


def invitation_of(session, made, number):
    """The invitation of `Person <number>`."""
    return session.scalars(
        select(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.round_id == made.id, Person.name == f"Person {number:04}")
    ).one()


def begin(session, made, number, *, send=True, now=NOW):
    """This person answers by a link of theirs; a joint sheet that was sent stays as it is."""
    token = sessions.new_token()
    link = InvitationLink(
        sha256=invitations.digest(token),
        invitation_id=invitation_of(session, made, number).id,
        standing="first",
    )
    session.add(link)
    session.flush()
    started = invitations.start(session, token=token, now=now)
    if not responses.sheet(session, started.response_id).submitted:
        factories.answer(session, started, 4, submit=send, now=now)
    return started


def letters_of(session, made, kind):
    """Addresses of all letters of this kind, sorted."""
    query = select(Letter.to_address).where(Letter.round_id == made.id, Letter.kind == kind)
    return sorted(session.scalars(query))


def fresh(session, made):
    """The row as the database has it."""
    return session.get(Round, made.id, populate_existing=True)
