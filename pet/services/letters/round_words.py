"""The letters of a round: a lead's words, and below them what PET says whatever the lead wrote."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pet.analysis.options import Options
from pet.language import gettext as _
from pet.language import ngettext
from pet.mail import sanitised
from pet.services.letters import texts
from pet.services.letters.kinds import LetterKind
from pet.services.letters.signs import NAME
from pet.services.letters.texts import Texts
from pet.services.letters.words import Link, Words
from pet.services.rounds_facts import RoundFacts
from pet.words import dates, who_sees
from pet.words.by_letter import ComingIn
from pet.words.phrases import listing


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the letters of a round are about.

    Attributes:
        facts: the round.
        own: the words of its lead by kind of letter (`Round.letter_texts`).
        leads: the names of those who lead the partnership.
        base_url: of the site.
        answer_to: the addresses of the leads, to which an answer to a letter goes.
    """

    facts: RoundFacts
    own: dict[str, dict[str, str]]
    leads: Sequence[str]
    base_url: str
    answer_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom one letter goes to.

    Attributes:
        name: what they are called, or empty.
        token: of their own link; `None` where the letter carries none.
    """

    name: str
    token: str | None = field(default=None, repr=False)


def of(about: About, kind: LetterKind, to: Addressee) -> Words:
    """What a letter of a round says to one person, with its days in the time zone of the partnership."""
    with dates.in_zone(about.facts.time_zone):
        return _words(about, kind, to, texts.of(about.facts, kind, about.own))


def preview(about: About, kind: LetterKind, to: Addressee, written: Texts) -> Words:
    """The same with words that are not kept yet."""
    with dates.in_zone(about.facts.time_zone):
        return _words(about, kind, to, written)


def _words(about: About, kind: LetterKind, to: Addressee, written: Texts) -> Words:
    facts = about.facts
    note = facts.release_note if kind is LetterKind.RESULTS else ""
    return Words(
        sender=facts.partnership,
        subject=written.subject,
        greeting=_greeting(written.greeting, to.name),
        paragraphs=(*written.paragraphs, *([note] if note else [])),
        link=_link(about, kind, to),
        facts=tuple(_facts(about, kind)),
        why=_(
            "You get this letter because {partnership} has put your address on its list.",
            partnership=facts.partnership,
        )
        + " "
        + _("PET uses the address for letters of this partnership and for nothing else."),
    )


def _greeting(written: str, name: str) -> str:
    """With the name; without one the space before it goes as well."""
    calm = sanitised.name(name)
    return written.replace(NAME, calm) if calm else written.replace(f" {NAME}", "").replace(NAME, "")


def _link(about: About, kind: LetterKind, to: Addressee) -> Link | None:
    if to.token is None or texts.says_no_link(about.facts.mode, kind):
        return None
    label = _("See the results") if kind is LetterKind.RESULTS else _("Open the questions")
    return Link(label=label, url=f"{about.base_url}/r/{to.token}")


def _facts(about: About, kind: LetterKind) -> Sequence[str]:
    facts = about.facts
    if kind is LetterKind.RESULTS:
        return (*_results(facts), _ask(about))
    return (
        *_first_letter(facts, kind),
        _("You can answer until {moment}.", moment=dates.moment(facts.closes_at)),
        *_seen(facts),
        *_keep(facts, kind),
        _ask(about),
    )


def _first_letter(facts: RoundFacts, kind: LetterKind) -> Sequence[str]:
    """Where nobody knows who has answered, everybody gets the same letter."""
    if not texts.says_no_link(facts.mode, kind):
        return ()
    return (
        _(
            "This letter goes to everybody who was asked, for nobody can tell who has answered. If you have sent your answers: "
            "thank you, and there is nothing more to do."
        ),
        _("If you have not, please use the link in your first letter."),
    )


def _seen(facts: RoundFacts) -> Sequence[str]:
    """Who can see what, in the words of the first page."""
    options = Options(
        title=facts.title,
        mode=facts.mode,
        smallest_group=facts.smallest_group,
        small_partnership=facts.small_partnership,
        first_comparison=facts.first_comparison,
        invited=facts.invited,
    )
    coming = ComingIn(by_letter=facts.by_letter, asks=facts.asks)
    first, *_rest = who_sees.who_can_see(options, "", "", coming)
    return (first,) if facts.is_signed else (f"{first} {who_sees.foot(options)}",)


def _keep(facts: RoundFacts, kind: LetterKind) -> Sequence[str]:
    """What becomes of the link in other hands, or lost."""
    if texts.says_no_link(facts.mode, kind):
        return ()
    if facts.is_signed:
        return (
            _(
                "Whoever has the link can change your organisation’s answers, so please do not pass this letter on."
            ),
        )
    said = _(
        "The link is yours alone: whoever has it can answer in your place. Please do not pass this letter on."
    )
    if facts.is_anonymous:
        return (said, _("Keep this letter: it holds your only link. Later letters carry none."))
    return (said,)


def _results(facts: RoundFacts) -> Sequence[str]:
    until = dates.day(facts.readable_until)
    if texts.says_no_link(facts.mode, LetterKind.RESULTS):
        return (
            _(
                "Please use the link in your first letter: it opens the results until {day}. This letter carries none, for "
                "nobody can tell who has answered.",
                day=until,
            ),
        )
    return (_("The link opens the results until {day}.", day=until),)


def _ask(about: About) -> str:
    if not about.leads:
        return _("Questions? Please ask whoever leads {partnership}.", partnership=about.facts.partnership)
    return ngettext(
        "Questions? Please ask {names}, who leads {partnership}.",
        "Questions? Please ask {names}, who lead {partnership}.",
        len(about.leads),
        names=listing(about.leads),
        partnership=about.facts.partnership,
    )
