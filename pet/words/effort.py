"""How much is asked of somebody, how long it takes, and how far they have come."""

from collections.abc import Sequence

from pet.language import gettext as _
from pet.language import ngettext
from pet.words.numbers import whole
from pet.words.phrases import spelled


def minutes(least: int, most: int) -> str:
    """How long it takes, honestly: one number, or two where it depends on the role."""
    if least >= most:
        return ngettext("about one minute", "about {number} minutes", most)
    return _("{least} to {most} minutes", least=whole(least), most=whole(most))


def statements(counts: Sequence[int]) -> str:
    """How many statements there are, for each role."""
    least, most = min(counts), max(counts)
    if least == most:
        return ngettext("one statement", "{number} statements", most)
    return _("{least} to {most} statements", least=whole(least), most=whole(most))


def open_questions(count: int) -> str:
    """How many questions there are at the end."""
    return ngettext(
        "one question in your own words", "{count} questions in your own words", count, count=spelled(count)
    )


def how_far(answered: int, asked: int) -> str:
    """How many statements have an answer."""
    return _("{answered} of {asked} answered", answered=whole(answered), asked=whole(asked))
