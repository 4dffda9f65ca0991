"""The letter that reminds somebody of what was agreed: what, by when, and where they say how it goes."""

from collections.abc import Sequence
from datetime import date, datetime

from pet.language import gettext as _
from pet.language import ngettext
from pet.mail import sanitised
from pet.services.letters import agreed
from pet.services.letters.agreed import Due
from pet.services.letters.round_words import About
from pet.services.letters.sealing import Contents
from pet.services.letters.words import Link, Words
from pet.words import dates
from pet.words.phrases import listing


def of(about: About, contents: Contents, *, name: str, written_at: datetime) -> Words:
    """What the letter says on the day on which it was written.

    Args:
        about: the round after which it was agreed.
        contents: what is sealed in the letter (`agreed.facts`).
        name: what the person is called, or empty.
        written_at: when it was put into the outbox.
    """
    with dates.in_zone(about.facts.time_zone):
        return _words(about, contents, sanitised.name(name), dates.here(written_at).date())


def _words(about: About, contents: Contents, name: str, on: date) -> Words:
    every, signs_in = agreed.of(contents), agreed.SIGNS_IN in contents.facts
    return Words(
        sender=about.facts.partnership,
        subject=_subject(every, on),
        greeting=_("Hello {name},", name=name) if name else _("Hello,"),
        paragraphs=(
            _("After “{round}” this was agreed, and it is in your hands:", round=about.facts.title),
            *_listed(about, every, on, signs_in=signs_in),
        ),
        link=_link(about, every[0]) if signs_in and len(every) == 1 else None,
        facts=_facts(about, signs_in=signs_in),
        why=_(
            "You get this letter because {partnership} has named you for this. Whoever leads the partnership can turn "
            "these letters off.",
            partnership=about.facts.partnership,
        ),
    )


def _subject(every: Sequence[Due], on: date) -> str:
    if len(every) > 1:
        return ngettext(
            "{number} thing that you do: how is it going?",
            "{number} things that you do: how are they going?",
            len(every),
        )
    if every[0].due < on:
        return _("The day for what you do has passed: how did it go?")
    return _("What you do is due on {day}", day=dates.plain(every[0].due))


def _listed(about: About, every: Sequence[Due], on: date, *, signs_in: bool) -> tuple[str, ...]:
    """One action in two paragraphs; of several each has one, with the address of its page for somebody who signs in."""
    if len(every) == 1:
        return _("“{what}”", what=every[0].what), _when(every[0].due, on)
    said = [_("“{what}” {when}", what=one.what, when=_when(one.due, on)) for one in every]
    if not signs_in:
        return tuple(said)
    links = [_link(about, one) for one in every]
    return tuple(
        _("{action} {label}: {address}", action=text, label=link.label, address=link.url)
        for text, link in zip(said, links, strict=True)
    )


def _when(due: date, on: date) -> str:
    if due < on:
        return _("It was to be done by {day}.", day=dates.day(due))
    return _("It is to be done by {day}.", day=dates.day(due))


def _link(about: About, one: Due) -> Link:
    return Link(label=_("Say how it is going"), url=f"{about.base_url}/actions/{one.action}/update")


def _facts(about: About, *, signs_in: bool) -> tuple[str, ...]:
    if signs_in:
        return (
            _("There you say whether it is planned, under way, done or dropped, with a word on how it goes."),
        )
    if not about.leads:
        return (
            _("Please tell whoever leads {partnership} how it goes.", partnership=about.facts.partnership),
        )
    return (_("Please tell {names} how it goes: you can answer this letter.", names=listing(about.leads)),)
