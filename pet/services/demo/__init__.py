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
from pet.services.audit import By
from pet.services.comments import Decided, Decision
from pet.services.demo import agreed, asking
from pet.services.demo.answering import answer, partner_names
from pet.services.demo.credentials import password, return_token
from pet.services.demo.stories import ADMIN, LINKED, PARTNERSHIPS, RIVERSIDE, Person, Story, Told
from pet.services.letters import Post
from pet.services.partnerships import Sort
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
        letter_token: of the letter of somebody who is asked in a round that takes answers; `None` once it takes no more.
        return_token: of the personal link of somebody who answered the released round.
    """

    made: bool
    people: tuple[Who, ...]
    letter_token: str | None
    return_token: str


def seed(
    session: Session,
    *,
    now: datetime,
    secret: str,
    anyway: bool = False,
    letters_to: Post | None = None,
    tell: Tell = lambda _sentence: None,
) -> Seeded:
    """Make the invented partnerships, or find them where they are already.

    Args:
        session: all of it is kept, or nothing.
        now: the open round closes two weeks later.
        secret: the site's secret key, from which passwords and links are made.
        anyway: also beside partnerships that are not invented.
        letters_to: how the letters of the open round are sent, which must not be to anybody; left out, all have gone.
        tell: hears what is being done.

    Raises:
        PetError: other partnerships are here.
    """
    made = not _is_seeded(session)
    if made:
        _refuse_beside_others(session, anyway=anyway)
        _account(session, ADMIN, secret, now)
        for told in PARTNERSHIPS:
            _partnership(session, told, Site(secret=secret, now=now, letters_to=letters_to), tell)
    return Seeded(
        made=made,
        people=_people(secret),
        letter_token=return_token(secret, asking.LINK) if _is_running(session, now) else None,
        return_token=return_token(secret, RIVERSIDE.name),
    )


def _people(secret: str) -> tuple[Who, ...]:
    everybody = [
        (told.name, person) for told in PARTNERSHIPS for person in (told.lead, told.facilitator, *told.team)
    ]
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


def _is_running(session: Session, now: datetime) -> bool:
    """Whether the invented round still takes answers."""
    running = session.scalar(
        select(Round.id)
        .join(Membership, Membership.partnership_id == Round.partnership_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Account.email == RIVERSIDE.lead.email, Round.state == "open", Round.closes_at > now)
    )
    return running is not None


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
class Site:
    """For which site it is made, and when."""

    secret: str
    now: datetime
    letters_to: Post | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where rounds are made: the id of the partnership, who leads it, and the account that reads its comments."""

    partnership_id: int
    by: By
    reader_id: int


def _partnership(session: Session, told: Told, site: Site, tell: Tell) -> None:
    asked = {story.title: _asked(told, story) for story in told.rounds}
    names = {name for story in told.rounds for name in partner_names(story, loader.load(asked[story.title]))}
    began = site.now - max(story.opened for story in told.rounds)
    partnership = partnerships.create(
        session, name=told.name, partners=sorted(names), sort=Sort(kind=told.kind), now=began
    )
    place = _leaders(session, told, partnership.id, site.secret, began)
    made: dict[str, int] = {}
    for story in told.rounds:
        tell(_("{partnership}: people answer “{round}”.", partnership=told.name, round=story.title))
        version = frameworks.publish(session, asked[story.title], now=site.now - story.opened)
        row = _drafted(session, place, story, version, made.get(story.follows), site.now)
        _opened(session, row, told, story, place, site)
        made[story.title] = row.id
        sent = _answered(session, row, story, place, site.now)
        if told is RIVERSIDE and story.closed is not None and story.title in agreed.TALKS:
            agreed.write_down(
                session,
                row,
                agreed.TALKS[story.title],
                by=place.by,
                closed_at=site.now - story.closed,
            )
        if told is RIVERSIDE and story.title == LINKED:
            token = return_token(site.secret, told.name)
            session.add(ReturnLink(sha256=digest(token), response_id=sent[0]))


def _asked(told: Told, story: Story) -> bytes:
    """The file with what is asked."""
    file = EXAMPLES / story.framework if story.framework else DEFINITIONS / f"{told.framework}.yaml"
    return file.read_bytes()


def _leaders(session: Session, told: Told, partnership_id: int, secret: str, now: datetime) -> _Place:
    """Everybody who signs in; the facilitator reads the comments."""
    partners = {one.name: one.id for one in partnerships.partners(session, partnership_id)}
    made = {}
    for person in (told.lead, told.facilitator, *told.team):
        account = made[person.key] = _account(session, person, secret, now)
        assert person.role is not None
        session.add(
            Membership(
                account_id=account.id,
                partnership_id=partnership_id,
                role=person.role.value,
                partner_id=partners.get(person.partner),
            )
        )
    session.flush()
    return _Place(
        partnership_id=partnership_id,
        by=By(account_id=made[told.lead.key].id, name=told.lead.name),
        reader_id=made[told.facilitator.key].id,
    )


def _drafted(
    session: Session,
    place: _Place,
    story: Story,
    version: FrameworkVersion,
    follows: int | None,
    now: datetime,
) -> Round:
    opened = (now - story.opened).replace(hour=8, minute=0, second=0, microsecond=0)
    return rounds.create(
        session,
        partnership_id=place.partnership_id,
        framework_version_id=version.id,
        title=story.title,
        form=story.form,
        mode=story.mode,
        small_partnership=story.small_partnership,
        first_comparison=story.first_comparison,
        invited=story.invited,
        reader_id=place.reader_id,
        follows=follows,
        opens_at=opened,
        closes_at=(opened + story.lasts).replace(hour=17),
        way="link" if story.letters is None else "letters",
        asks=story.asks,
    )


def _opened(session: Session, row: Round, told: Told, story: Story, place: _Place, site: Site) -> None:
    """Given its link; or, where people are asked by letter, launched, with what became of the letters."""
    if story.letters is None:
        rounds.open_(session, round_id=row.id)
        return
    framework = frameworks.of_round(session, row.id)
    everybody = asking.those(story.letters, framework)
    asking.add_people(session, row, told, everybody, story.letters.domain)
    really = site.letters_to is not None and story.closed is None
    nobody = Post(secret=site.secret, base_url="http://localhost", can_send=True)
    post = site.letters_to if really and site.letters_to is not None else nobody
    rounds.launch(session, round_id=row.id, by=place.by, now=row.opens_at, post=post)
    asking.give_link(session, row, story.letters, site.secret)
    asking.deliver(session, row, story.letters, really=really)


def _answered(session: Session, row: Round, story: Story, place: _Place, now: datetime) -> tuple[int, ...]:
    """Everybody answers, and the round is closed and released if it is over by now; the responses sent."""
    sent = answer(session, row=row, story=story, now=min(row.opens_at + story.lasts / 2, now))
    if story.closed is not None:
        _close(session, row.id, place.by, now - story.closed)
    return sent


def _close(session: Session, round_id: int, by: By, now: datetime) -> None:
    """The lead closes the round, the reader keeps every comment where there is any to read, the lead releases it."""
    rounds.close(session, round_id=round_id, by=by, now=now)
    reading = comments.to_read(session, round_id)
    if not reading.hidden:
        kept = {item.id: Decided(decision=Decision.KEEP, text=item.text) for item in reading.items}
        comments.decide(session, round_id=round_id, decided=kept)
        comments.finish(session, round_id=round_id, now=now)
    rounds.release(session, round_id=round_id, by=by, now=now)
