"""What the letters of a round are called, and when they go."""

from dataclasses import dataclass

from pet.language import gettext as _
from pet.services.letters import LetterKind
from pet.services.rounds import RoundFacts
from pet.words import round_letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A kind of letter.

    Attributes:
        kind: as it stands in an address.
        title: what it is called.
        when: when it goes, and to whom.
    """

    kind: str
    title: str
    when: str


def named(kind: LetterKind, facts: RoundFacts) -> Named:
    """A kind of letter of this round."""
    title, when = _NAMES[kind](facts)
    return Named(kind=kind.value, title=title, when=when)


def _invitation(facts: RoundFacts) -> tuple[str, str]:
    del facts
    return round_letters.title("invitation"), _(
        "Goes to everybody who is asked when the round opens, each with a link of their own."
    )


def _reminder(facts: RoundFacts) -> tuple[str, str]:
    if facts.is_anonymous:
        when = _("Goes to everybody who was asked, for nobody can tell who has answered. It carries no link.")
    else:
        when = _("Goes to those who have not sent their answers, with a fresh link.")
    return round_letters.title("reminder"), when


def _closing(facts: RoundFacts) -> tuple[str, str]:
    del facts
    return round_letters.title("closing"), _(
        "Goes to the same people as a reminder, when you send it shortly before the end."
    )


def _results(facts: RoundFacts) -> tuple[str, str]:
    if facts.is_anonymous:
        return round_letters.title("results"), _(
            "Goes to everybody who was asked, when you release the results. It carries no link."
        )
    if facts.is_signed:
        return round_letters.title("results"), _(
            "Goes to everybody whose partner sent its sheet, when you release the results."
        )
    return round_letters.title("results"), _("Goes to everybody who answered, when you release the results.")


_NAMES = {
    LetterKind.INVITATION: _invitation,
    LetterKind.REMINDER: _reminder,
    LetterKind.CLOSING: _closing,
    LetterKind.RESULTS: _results,
}
