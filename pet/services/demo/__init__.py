"""The invented partnerships, so that the whole of PET can be tried; nobody in them exists.

Made through the same services as real answers. Every address ends in example.org.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pet.access.actor import Role
from pet.db.models import Account, FrameworkVersion, Membership, Partnership, ReturnLink, Round
from pet.errors import PetError
from pet.frameworks import loader
from pet.language import gettext as _
from pet.paths import DEFINITIONS, EXAMPLES
from pet.services import accounts, comments, frameworks, partnerships, rounds
from pet.services.comments import Decided, Decision
from pet.services.demo.answering import answer, partner_names
from pet.services.demo.credentials import password, return_token
from pet.services.demo.stories import ADMIN, LINKED, PARTNERSHIPS, RIVERSIDE, Person, Story, Told
from pet.services.sessions import digest

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody whom a visitor can be.

    Attributes:
        partnership, role: what they are in which one; empty and `None` for the administrator of the site.
    """

    email: str
    name: str
    password: str
    partnership: str
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """What a visitor needs to know.

    Attributes:
        made: whether the partnerships were made now; else they were there already.
        people: who can sign in.
        open_code: of the round that takes answers, or `None` once it takes no more.
        return_token: of the personal link of somebody who answered the released round.
    """

    made: bool
    people: tuple[Who, ...]
    open_code: str | None
    return_token: str


def seed(
    session: Session,
    *,
    now: datetime,
    secret: str,
    anyway: bool = False,
    tell: Tell = lambda _sentence: None,
) -> Seeded:
    """Make the invented partnerships, or find them where they are already.

    Args:
        session: all of it is kept, or nothing.
        now: the open round closes two weeks later.
        secret: the site's secret key, from which passwords and links are made.
        anyway: also beside partnerships that are not invented.
        tell: hears what is being done.

    Raises:
        PetError: other partnerships are here.
    """
    made = not _is_seeded(session)
    if made:
        _refuse_beside_others(session, anyway=anyway)
        _account(session, ADMIN, secret, now)
        for told in PARTNERSHIPS:
            _partnership(session, told, secret, now, tell)
    return Seeded(
        made=made,
        people=_people(secret),
        open_code=_open_code(session, now),
        return_token=return_token(secret, RIVERSIDE.name),
    )


def _people(secret: str) -> tuple[Who, ...]:
    everybody = [(told.name, person) for told in PARTNERSHIPS for person in (told.lead, told.facilitator)]
    return tuple(
        Who(
            email=person.email,
            name=person.name,
            password=password(secret, person.key),
            partnership=partnership,
            role=person.role,
        )
        for partnership, person in (*everybody, ("", ADMIN))
    )


def _is_seeded(session: Session) -> bool:
    return session.scalar(select(Account.id).where(Account.email == RIVERSIDE.lead.email)) is not None


def _refuse_beside_others(session: Session, *, anyway: bool) -> None:
    if not anyway and session.scalar(select(exists(select(Partnership.id)))):
        raise PetError(
            _(
                "This database holds partnerships already. The invented ones would stand beside them: use an empty "
                "database, or say --anyway."
            )
        )


def _open_code(session: Session, now: datetime) -> str | None:
    """The link of the invented round that still takes answers."""
    return session.scalar(
        select(Round.open_code)
        .join(Membership, Membership.partnership_id == Round.partnership_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Account.email == RIVERSIDE.lead.email, Round.state == "open", Round.closes_at > now)
    )


def _account(session: Session, person: Person, secret: str, now: datetime) -> Account:
    return accounts.add(
        session,
        email=person.email,
        name=person.name,
        password=password(secret, person.key),
        is_admin=person.role is None,
        now=now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where rounds are made: ids of the partnership and of who reads its comments."""

    partnership_id: int
    reader_id: int


def _partnership(session: Session, told: Told, secret: str, now: datetime, tell: Tell) -> None:
    asked = {story.title: _asked(told, story) for story in told.rounds}
    names = {name for story in told.rounds for name in partner_names(story, loader.load(asked[story.title]))}
    began = now - max(story.opened for story in told.rounds)
    partnership = partnerships.create(session, name=told.name, partners=sorted(names), now=began)
    place = _Place(
        partnership_id=partnership.id,
        reader_id=_leaders(session, told, partnership.id, secret, began),
    )
    made: dict[str, int] = {}
    for story in told.rounds:
        tell(_("{partnership}: people answer “{round}”.", partnership=told.name, round=story.title))
        version = frameworks.publish(session, asked[story.title], now=now - story.opened)
        row = _opened(session, place, story, version, made.get(story.follows), now)
        made[story.title] = row.id
        sent = _answered(session, row, story, now)
        if told is RIVERSIDE and story.title == LINKED:
            token = return_token(secret, told.name)
            session.add(ReturnLink(sha256=digest(token), response_id=sent[0]))


def _asked(told: Told, story: Story) -> bytes:
    """The file with what is asked."""
    file = EXAMPLES / story.framework if story.framework else DEFINITIONS / f"{told.framework}.yaml"
    return file.read_bytes()


def _leaders(session: Session, told: Told, partnership_id: int, secret: str, now: datetime) -> int:
    """The lead and the facilitator; gives the account of the latter, who reads the comments."""
    for person in (told.lead, told.facilitator):
        account = _account(session, person, secret, now)
        assert person.role is not None
        accounts.make_lead(session, account_id=account.id, partnership_id=partnership_id, role=person.role)
    return account.id


def _opened(
    session: Session,
    place: _Place,
    story: Story,
    version: FrameworkVersion,
    follows: int | None,
    now: datetime,
) -> Round:
    opened = (now - story.opened).replace(hour=8, minute=0, second=0, microsecond=0)
    row = rounds.create(
        session,
        partnership_id=place.partnership_id,
        framework_version_id=version.id,
        title=story.title,
        form=story.form,
        mode=story.mode,
        small_partnership=story.small_partnership,
        invited=story.invited,
        reader_id=place.reader_id,
        follows=follows,
        opens_at=opened,
        closes_at=(opened + story.lasts).replace(hour=17),
    )
    return rounds.open_(session, round_id=row.id)


def _answered(session: Session, row: Round, story: Story, now: datetime) -> tuple[int, ...]:
    """Everybody answers, and the round is closed and released if it is over by now; the responses sent."""
    sent = answer(session, row=row, story=story, now=min(row.opens_at + story.lasts / 2, now))
    if story.closed is not None:
        _close(session, row.id, now - story.closed)
    return sent


def _close(session: Session, round_id: int, now: datetime) -> None:
    """The lead closes the round, the reader keeps every comment where there is any to read, the lead releases it."""
    rounds.close(session, round_id=round_id, now=now)
    reading = comments.to_read(session, round_id)
    if not reading.hidden:
        kept = {item.id: Decided(decision=Decision.KEEP, text=item.text) for item in reading.items}
        comments.decide(session, round_id=round_id, decided=kept)
        comments.finish(session, round_id=round_id, now=now)
    rounds.release(session, round_id=round_id, now=now)
