"""The letter that reminds somebody of what was agreed: what, by when, and where they say how it goes."""

from datetime import date, datetime

from pet.language import gettext as _
from pet.mail import sanitised
from pet.services.letters.round_words import About
from pet.services.letters.sealing import Contents
from pet.services.letters.words import Link, Words
from pet.words import dates
from pet.words.phrases import listing


def of(about: About, contents: Contents, *, name: str, written_at: datetime) -> Words:
    """What the letter says on the day on which it was written.

    Args:
        about: the round after which it was agreed.
        contents: `what` is done, the day by which it is `due`, and the public id of the `action` for somebody who
            signs in.
        name: what the person is called, or empty.
        written_at: when it was put into the outbox.
    """
    with dates.in_zone(about.facts.time_zone):
        return _words(about, contents, sanitised.name(name), dates.here(written_at).date())


def _words(about: About, contents: Contents, name: str, on: date) -> Words:
    due = date.fromisoformat(contents.facts["due"])
    return Words(
        sender=about.facts.partnership,
        subject=_subject(due, on),
        greeting=_("Hello {name},", name=name) if name else _("Hello,"),
        paragraphs=(
            _("After “{round}” this was agreed, and it is in your hands:", round=about.facts.title),
            _("“{what}”", what=contents.facts["what"]),
            _when(due, on),
        ),
        link=_link(about, contents),
        facts=_facts(about, contents),
        why=_(
            "You get this letter because {partnership} has named you for this action. Whoever leads the partnership can "
            "turn these letters off.",
            partnership=about.facts.partnership,
        ),
    )


def _subject(due: date, on: date) -> str:
    if due < on:
        return _("The day for what you do has passed: how did it go?")
    return _("What you do is due on {day}", day=dates.plain(due))


def _when(due: date, on: date) -> str:
    if due < on:
        return _("It was to be done by {day}.", day=dates.day(due))
    return _("It is to be done by {day}.", day=dates.day(due))


def _link(about: About, contents: Contents) -> Link | None:
    action = contents.facts.get("action")
    if action is None:
        return None
    return Link(label=_("Say how it is going"), url=f"{about.base_url}/actions/{action}/update")


def _facts(about: About, contents: Contents) -> tuple[str, ...]:
    if "action" in contents.facts:
        return (
            _("There you say whether it is planned, under way, done or dropped, with a word on how it goes."),
        )
    if not about.leads:
        return (
            _("Please tell whoever leads {partnership} how it goes.", partnership=about.facts.partnership),
        )
    return (_("Please tell {names} how it goes: you can answer this letter.", names=listing(about.leads)),)
