"""From rows of the outbox to messages: whatever their words need is read in a few statements for the whole batch."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Letter, Round
from pet.language import gettext as _
from pet.mail.message import Message, Parcel, packed
from pet.mail.outcome import NEEDLESS, Outcome, later, refused
from pet.mail.sanitised import AddressError
from pet.services import contacts, rounds_reading
from pet.services.letters import account_words, action_words, agreed, rendering, round_words, sealing
from pet.services.letters.agreed import NeedlessError, Standing
from pet.services.letters.kinds import OF_A_ROUND, LetterKind
from pet.services.letters.post import Post
from pet.services.letters.round_words import About, Addressee
from pet.services.letters.sealing import Contents, SealedError
from pet.services.letters.words import Words

_log = logging.getLogger("pet.letters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A letter ready to go, or why it cannot.

    Attributes:
        letter_id: of its row.
        parcel: what is sent, or `None`.
        problem: why there is none.
    """

    letter_id: int
    parcel: Parcel | None = field(default=None, repr=False)
    problem: Outcome | None = None


def compose(session: Session, post: Post, letter_ids: Sequence[int], *, sender: str) -> tuple[Composed, ...]:
    """The letters of these rows, in this order.

    Args:
        session: of `Database.reading()`.
        post: what the site knows about sending letters.
        letter_ids: of the rows.
        sender: the address that letters come from.
    """
    rows = {row.id: row for row in session.scalars(select(Letter).where(Letter.id.in_(letter_ids)))}
    rounds = _rounds(session, post, {row.round_id for row in rows.values() if row.round_id is not None})
    now = agreed.standing_now(session, rows.values())
    return tuple(_composed(rows[one], rounds, now, post, sender) for one in letter_ids if one in rows)


def about(session: Session, post: Post, round_id: int) -> About:
    """What the letters of one round are about."""
    facts = rounds_reading.facts(session, round_id)
    own = session.scalars(select(Round.letter_texts).where(Round.id == round_id)).one()
    return About(
        facts=facts,
        own=own,
        leads=contacts.leads(session, facts.partnership_id),
        base_url=post.base_url,
        answer_to=contacts.addresses(session, facts.partnership_id),
    )


def _rounds(session: Session, post: Post, round_ids: Iterable[int]) -> Mapping[int, About]:
    return {round_id: about(session, post, round_id) for round_id in round_ids}


def _composed(row: Letter, rounds: Mapping[int, About], now: Standing, post: Post, sender: str) -> Composed:
    """One letter, or why it cannot be made; what is wrong with one holds up no other."""
    try:
        return Composed(letter_id=row.id, parcel=_parcel(row, rounds, now, post, sender))
    except NeedlessError:
        return Composed(letter_id=row.id, problem=NEEDLESS)
    except SealedError as error:
        return Composed(letter_id=row.id, problem=later(str(error)))
    except AddressError as error:
        return Composed(letter_id=row.id, problem=refused(str(error)))
    except Exception as error:  # noqa: BLE001 -- a fault in the program, which the next version may mend
        _log.error("a letter of the kind %s cannot be made: %s", row.kind, type(error).__name__)
        return Composed(letter_id=row.id, problem=later(_("PET could not write this letter.")))


def _parcel(row: Letter, rounds: Mapping[int, About], now: Standing, post: Post, sender: str) -> Parcel:
    contents = sealing.open_(post, row.sealed or b"", public_id=row.public_id)
    if row.kind == LetterKind.ACTION.value:
        contents = agreed.narrowed(row, contents, now)
    words = words_of(row, contents, rounds, post)
    return packed(
        Message(
            message_id=row.message_id,
            sender=sender,
            sender_name=words.sender,
            to=row.to_address,
            to_name=row.to_name,
            subject=words.subject,
            text=rendering.text(words),
            html=rendering.html(words),
            language=rendering.language(),
            written_at=row.created_at,
            reply_to=rounds[row.round_id].answer_to if row.round_id is not None else (),
        )
    )


def words_of(row: Letter, contents: Contents, rounds: Mapping[int, About], post: Post) -> Words:
    """What the letter of this row says."""
    kind = LetterKind(row.kind)
    if kind is LetterKind.TEST and row.round_id is not None:
        return test_words(rounds[row.round_id], LetterKind(contents.facts["of"]), row.to_name)
    if kind in OF_A_ROUND and row.round_id is not None:
        return round_words.of(rounds[row.round_id], kind, Addressee(name=row.to_name, token=contents.token))
    if kind is LetterKind.ACTION and row.round_id is not None:
        about = rounds[row.round_id]
        return action_words.of(about, contents, name=row.to_name, written_at=row.created_at)
    return account_words.of(kind, contents, name=row.to_name, base_url=post.base_url)


def test_words(about: About, kind: LetterKind, name: str) -> Words:
    """A letter to oneself, with a link that leads to the page where it is written."""
    words = round_words.of(about, kind, Addressee(name=name, token="test"))  # noqa: S106 -- of no link
    place = f"{about.base_url}/rounds/{about.facts.public_id}/letters/{kind.value}"
    return replace(
        words,
        subject=_("Test: {subject}", subject=words.subject),
        note=_(
            "This is a test that you sent to yourself. In the real letter the link leads to the questions; here it leads "
            "back to the page on which the letter is written."
        ),
        link=replace(words.link, url=place) if words.link is not None else None,
    )
