"""People and rounds by letter, for tests of who comes in by one: invented, and made by the services that make real ones."""

from sqlalchemy import select

from pet.analysis.options import Mode
from pet.db.models import Invitation, Letter, Person
from pet.services import invitations, partnerships
from pet.services.audit import PET
from pet.services.letters import Post, sealing
from tests.support import factories
from tests.support.factories import NOW

POST = Post(secret="of the tests, and long enough for one", base_url="http://localhost", can_send=True)  # noqa: S106 -- of no site
PEOPLE = (
    ("Ann", "Ash School", "head"),
    ("Ben", "Ash School", "teacher"),
    ("Cem", "Beech School", "teacher"),
)


def make_people(session, partnership, people=PEOPLE):
    """People given as (name, partner or None, role or None); each has an address made from the name."""
    ids = {one.name: one.id for one in partnerships.partners(session, partnership.id)}
    made = [
        Person(
            partnership_id=partnership.id,
            partner_id=ids[partner] if partner else None,
            name=name,
            email=f"{name.lower()}@example.org",
            role_id=role,
            created_on=NOW.date(),
        )
        for name, partner, role in people
    ]
    session.add_all(made)
    session.flush()
    return made


def make_letters(
    session, *, mode=Mode.CONFIDENTIAL, people=PEOPLE, partnership=None, asks="both", post=POST, **fields
):
    """A round that runs and has written its letters; not looked at whether so few people can be promised this."""
    partnership = partnership or factories.make_partnership(session)
    make_people(session, partnership, people)
    row = factories.make_round(session, partnership, state="draft", **fields)
    row.mode, row.way, row.asks, row.state = mode.value, "letters", asks, "open"
    row.smallest_group = 1 if mode is Mode.OPEN else row.smallest_group
    session.flush()
    row.invited = invitations.issue(session, round_id=row.id, by=PET, now=NOW, post=post)
    session.flush()
    return row


def invitation_of(session, round_id, name):
    """The invitation of the person with this name."""
    query = select(Invitation).join(Person, Person.id == Invitation.person_id)
    return session.scalars(query.where(Invitation.round_id == round_id, Person.name == name)).one()


def token_of(session, round_id, name, post=POST):
    """The token in the letter that waits for this person."""
    row = invitation_of(session, round_id, name)
    query = select(Letter).where(Letter.invitation_id == row.id, Letter.sealed.is_not(None))
    letter = session.scalars(query).one()
    return sealing.open_(post, letter.sealed, public_id=letter.public_id).token
