"""What a letter of a round says, shown to somebody who is about to send it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pet.access.policy import Permission
from pet.analysis.options import Mode
from pet.db.models import Round
from pet.language import gettext as _
from pet.services import contacts
from pet.services.letters import LetterKind, round_words
from pet.services.letters.round_words import About, Addressee
from pet.services.rounds import RoundFacts
from pet.web.rounds import about, places
from pet.web.site import site

_NO_TOKEN = "x"  # noqa: S105 -- stands for a link that is not made yet, and is not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A letter.

    Attributes:
        subject: one line.
        paragraphs: all that it says, with the place of its link.
        edit: where its words are changed, or empty.
    """

    subject: str
    paragraphs: tuple[str, ...]
    edit: str


def of_reminder(session: Session, facts: RoundFacts) -> Words:
    """The reminder, as everybody gets it."""
    letter = About(
        facts=facts,
        own=session.get_one(Round, facts.id).letter_texts,
        leads=contacts.leads(session, facts.partnership_id),
        base_url=site().settings.base_url,
    )
    token = None if facts.mode is Mode.ANONYMOUS else _NO_TOKEN
    said = round_words.of(letter, LetterKind.REMINDER, Addressee(name=_("[name]"), token=token))
    link = (_("[{label}: their own link]", label=said.link.label),) if said.link else ()
    return Words(
        subject=said.subject,
        paragraphs=(said.greeting, *said.paragraphs, *link, *said.facts),
        edit=places.of_round(facts, "letters") if about.may(Permission.SET_UP_ROUND) else "",
    )
