"""What a lead is told while choosing what people are promised: what each choice means, and why another is not offered."""

from pet.analysis.options import Breakdown, Mode, Weighting
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words.numbers import percent
from pet.words.phrases import sentence_start, spelled

_MEANS = {
    Mode.CONFIDENTIAL: lazy_gettext(
        "The site knows whose answers are whose, so that people can come back on any device and change them. Nobody can "
        "read them. You see who has answered, never what. Results are for groups only."
    ),
    Mode.ANONYMOUS: lazy_gettext(
        "Nothing links a person to their answers, in the database or in a backup. You see only how many have answered. "
        "Reminders go to everybody, and a lost letter cannot be replaced once its answers are sent."
    ),
    Mode.OPEN: lazy_gettext(
        "Each partner gives one joint answer sheet, signed with its name. Nothing is hidden, and everybody sees what each "
        "partner answered."
    ),
}
_ASKS = {
    "both": lazy_gettext("Partner and role"),
    "partner": lazy_gettext("The partner only"),
    "role": lazy_gettext("The role only"),
    "nobody": lazy_gettext("Neither"),
}
_WEIGHTING = {
    Weighting.PEOPLE: lazy_gettext("Each person counts the same"),
    Weighting.PARTNERS: lazy_gettext("Each partner counts the same, however many of its people answer"),
}
_COMPARED = {
    Breakdown.ROLE: lazy_gettext("Roles first, such as heads and teachers"),
    Breakdown.PARTNER: lazy_gettext("Partners first"),
}


def means(mode: Mode) -> str:
    """What a privacy mode means, for the one who chooses it."""
    return str(_MEANS[mode])


def asks(value: str, *, smaller: bool = False) -> str:
    """What is kept with anonymous answers; `smaller` where that needs a smaller group than usual."""
    if smaller:
        return _("{what} (only with groups of three)", what=str(_ASKS[value]))
    return str(_ASKS[value])


def weighting(value: Weighting) -> str:
    """Whose answers count how much."""
    return str(_WEIGHTING[value])


def compared(value: Breakdown) -> str:
    """What is compared first."""
    return str(_COMPARED[value])


def counted(people: int | None, partners: int, empty: int = 0) -> str:
    """How many will be asked, of how many partners with people, and how many partners have nobody yet."""
    if people is None:
        return _("Nobody knows yet how many will answer: people come by one link for everybody.")
    asked = ngettext("{number} person will be asked", "{number} people will be asked", people)
    if not partners:
        return _("{asked}.", asked=asked)
    of = ngettext("{number} partner", "{number} partners", partners)
    said = _("{asked}, of {partners}.", asked=asked, partners=of)
    if not empty:
        return said
    nobody = ngettext("{number} partner has nobody yet.", "{number} partners have nobody yet.", empty)
    return f"{said} {nobody}"


def group(size: int, usual: int) -> str:
    """From how many people on a group is shown, as a choice."""
    if size == usual:
        return _("{number} people, as usual", number=sentence_start(spelled(size)))
    return _("{number} people", number=sentence_start(spelled(size)))


def smaller_group(size: int) -> str:
    """The warning beside a smaller group than usual."""
    return _(
        "With groups of {number}, somebody who knows the people well may guess who answered what. Everybody is told so "
        "before they start.",
        number=spelled(size),
    )


def stays_hidden() -> tuple[str, ...]:
    """What results of a small partnership do not show."""
    return (
        _("How the partners compare with each other, and most comparisons of roles."),
        _(
            "How many people chose which answer: only the typical answer and a word for how close together they lie."
        ),
        _(
            "Comments, unless their writers ticked that they may be quoted. Of the others their reader sums up each area "
            "and each open question in other words."
        ),
    )


def small_partnership() -> str:
    """What the small-partnership mode adds."""
    return _("Show how many answers are low, in the middle and high, and tell everybody so before they start")


def heavy(share: float) -> str:
    """The warning that one partner may outweigh the others."""
    return _(
        "One partner may give {share} of all answers. If each person counts the same, its view weighs most.",
        share=percent(share),
    )


def reader_default() -> str:
    """Who reads comments where nobody is named."""
    return _("Any lead of the partnership")
