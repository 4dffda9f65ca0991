"""What a lead may write in place of the usual words of a round's letters.

What must be in a letter is not among them: the link, until when, who can see what, whom to ask.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from pet.analysis.options import Mode
from pet.db.models import Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import audit
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.letters import signs
from pet.services.letters.kinds import OF_A_ROUND, LetterKind
from pet.services.letters.signs import NAME
from pet.services.rounds_facts import RoundFacts

LONGEST_SUBJECT, LONGEST_GREETING, LONGEST_BODY = 120, 120, 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The words of one kind of letter.

    Attributes:
        subject: one line.
        greeting: one line, with `{name}` where the person's name comes.
        body: paragraphs with an empty line between.
    """

    subject: str
    greeting: str
    body: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the body."""
        return tuple(part.strip() for part in re.split(r"\n\s*\n", self.body) if part.strip())


def of(facts: RoundFacts, kind: LetterKind, own: Mapping[str, Any]) -> Texts:
    """The words of this kind of letter: what a lead wrote, and the usual ones where they wrote nothing.

    Args:
        facts: of the round.
        kind: of the letter.
        own: `Round.letter_texts`.
    """
    written = own.get(kind.value, {})
    words = usual(facts, kind)
    return Texts(**{part: written.get(part) or text for part, text in asdict(words).items()})


def usual(facts: RoundFacts, kind: LetterKind) -> Texts:
    """The words that come with PET."""
    subject, body = _USUAL[kind](facts)
    return Texts(subject=subject, greeting=_("Hello {name},", name=NAME), body="\n\n".join(body))


def _invitation(facts: RoundFacts) -> tuple[str, tuple[str, ...]]:
    subject = _("Your view of {partnership}", partnership=facts.partnership)
    if facts.is_signed:
        return subject, (
            _(
                "{partnership} is looking at how well it works together. Your organisation gives one answer sheet, and you "
                "can fill it in.",
                partnership=facts.partnership,
            ),
            _("You can stop at any time and go on later with the same link. Thank you for your help."),
        )
    return subject, (
        _(
            "{partnership} is looking at how well it works together. Your view counts, and no special knowledge is needed.",
            partnership=facts.partnership,
        ),
        _("You can stop at any time and go on later with the same link. Thank you for your help."),
    )


def _reminder(facts: RoundFacts) -> tuple[str, tuple[str, ...]]:
    subject = _("Reminder: your view of {partnership}", partnership=facts.partnership)
    return subject, (_("“{round}” is still open, and every view makes it clearer.", round=facts.title),)


def _closing(facts: RoundFacts) -> tuple[str, tuple[str, ...]]:
    subject = _("Last call: your view of {partnership}", partnership=facts.partnership)
    return subject, (_("“{round}” closes soon. After that nobody can answer any more.", round=facts.title),)


def _results(facts: RoundFacts) -> tuple[str, tuple[str, ...]]:
    subject = _("The results of “{round}”", round=facts.title)
    return subject, (
        _(
            "The results of “{round}” are ready for everybody who answered: what {partnership} shares, and where views "
            "differ.",
            round=facts.title,
            partnership=facts.partnership,
        ),
        _("Thank you for taking part."),
    )


_USUAL = {
    LetterKind.INVITATION: _invitation,
    LetterKind.REMINDER: _reminder,
    LetterKind.CLOSING: _closing,
    LetterKind.RESULTS: _results,
}


def change(session: Session, *, round_id: int, kind: LetterKind, texts: Texts, by: By, now: datetime) -> None:
    """Keep what a lead wrote; letters that wait already are written with it, too.

    Args:
        session: of `Database.writing()`.
        round_id: of the round.
        kind: of the letter.
        texts: what they wrote.
        by: who.
        now: the time.

    Raises:
        PetError: a text is empty or too long, or has a sign that means nothing.
    """
    _check(kind, texts)
    row = session.get_one(Round, round_id, with_for_update=True)
    row.letter_texts = {**row.letter_texts, kind.value: asdict(texts)}
    _note(session, row, kind, by, now)


def forget(session: Session, *, round_id: int, kind: LetterKind, by: By, now: datetime) -> None:
    """Go back to the usual words."""
    row = session.get_one(Round, round_id, with_for_update=True)
    row.letter_texts = {name: kept for name, kept in row.letter_texts.items() if name != kind.value}
    _note(session, row, kind, by, now)


def is_own(own: Mapping[str, Any], kind: LetterKind) -> bool:
    """Whether a lead wrote something in place of the usual words."""
    return kind.value in own


def _note(session: Session, row: Round, kind: LetterKind, by: By, now: datetime) -> None:
    session.flush()
    about = {"round": row.title, "letter": kind.value}
    audit.note(session, by, Act.EDIT_LETTERS, partnership_id=row.partnership_id, about=about, now=now)


def _check(kind: LetterKind, texts: Texts) -> None:
    if kind not in OF_A_ROUND:
        raise ValueError(f"nobody can change the words of a letter of the kind {kind}")
    limits = {"subject": LONGEST_SUBJECT, "greeting": LONGEST_GREETING, "body": LONGEST_BODY}
    given = asdict(texts)
    if any(not given[part].strip() or len(given[part]) > most for part, most in limits.items()):
        raise PetError(_("A part of the letter is empty or too long."))
    found = [one for part, text in given.items() for one in signs.problems(text, greeting=part == "greeting")]
    if found:
        raise PetError(" ".join(found))


def says_no_link(mode: Mode, kind: LetterKind) -> bool:
    """Whether this letter carries no link, because nobody knows who has answered."""
    return mode is Mode.ANONYMOUS and kind is not LetterKind.INVITATION
