"""Who reads first what people write, and what becomes of it then."""

from pet.access.actor import Role
from pet.analysis.comments import people_needed
from pet.analysis.options import Options
from pet.language import gettext as _
from pet.words.phrases import spelled


def reader_name(name: str, role: Role | None) -> str:
    """Who reads comments first, with what they are in the partnership."""
    if role is Role.FACILITATOR:
        return _("{name} (facilitator)", name=name)
    if role is Role.LEAD:
        return _("{name} (lead of the partnership)", name=name)
    return name


def any_lead() -> str:
    """Who reads comments where nobody is named any more."""
    return _("A lead of the partnership")


def reads_first(options: Options, reader: str) -> str:
    """Beside every text box: who reads it before anybody else."""
    who = reader or any_lead()
    if options.is_open:
        return _(
            "{reader} reads this first and takes out what points at a person.",
            reader=who,
        )
    return _(
        "{reader} reads this first, without your name, and takes out what points at a person.", reader=who
    )


def comments(options: Options, reader: str) -> str:
    """What becomes of what people write."""
    who = reader or any_lead()
    if options.is_open:
        return _(
            "{reader} reads comments before they are shown, and takes out what points at a person.",
            reader=who,
        )
    shown = _(
        "{reader} reads comments first, without names, and takes out what points at a person. Then they are shown "
        "without school or role, and only where at least {people} of those who sent answers were asked about it and "
        "{texts} wrote.",
        reader=who,
        people=spelled(people_needed(options)),
        texts=spelled(options.thresholds.comments_from_texts),
    )
    return shown if options.smallest_group >= people_needed(options) else f"{shown} {_of_few(options)}"


def _of_few(options: Options) -> str:
    """What becomes of them where few answer; where a result shows nothing of so few, it is not said."""
    return _(
        "Where fewer than {few} send answers, they are summed up in other words instead. Then nothing appears word for "
        "word unless its writer ticked that it may.",
        few=spelled(people_needed(options)),
    )


def comments_shown_from(options: Options) -> str:
    """From how many people on a comment that was let through is shown; empty where all of them are."""
    if options.is_open:
        return ""
    return _(
        "The results show comments only where at least {people} of those who sent answers were asked about it and "
        "{texts} wrote. So some that are let through may not be shown.",
        people=spelled(people_needed(options)),
        texts=spelled(options.thresholds.comments_from_texts),
    )


def summed_up(options: Options) -> str:
    """What the reader of a round of few is told of it."""
    return _(
        "Fewer than {few} people answered. So comments are not shown one by one: you sum up each area and each open "
        "question in your own words. Word for word the results show only what its writer ticked and you keep, all of "
        "an area together.",
        few=spelled(people_needed(options)),
    )
