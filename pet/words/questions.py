"""Dialogue questions: what the report asks the room about a pattern, three for each.

They are made to be read aloud to anybody, parents and pupils too. The first opens the theme or both its sides; none
asks why somebody is low, who answered what, or puts a person on the spot; the last leads to what could be done.
`{topic}` is the theme's noun phrase.
"""

from collections.abc import Iterable, Mapping

from babel.support import LazyProxy

from pet.analysis.kinds import Pattern
from pet.language import lazy_gettext

_MEANINGS = lazy_gettext("Read the statement aloud. What can it mean? Collect several meanings.")
_EITHER_WAY = lazy_gettext(
    "What might somebody have seen that makes them agree? And what makes them disagree?"
)
_ABOUT_WHAT = lazy_gettext(
    "Do we differ about the facts, about what the statement means, or about what we want?"
)

_TEXTS: Mapping[Pattern, tuple[LazyProxy, ...]] = {
    Pattern.TOO_FEW: (
        lazy_gettext("Which views of {topic} are missing here, and how could we hear them?"),
        lazy_gettext(
            "Would another way of asking help: a conversation, a note, somebody who speaks for others?"
        ),
        lazy_gettext("What would make it safe and worthwhile to answer next time?"),
    ),
    Pattern.UNSURE: (
        lazy_gettext("Some of us could not judge {topic}. What would we need to see or hear first?"),
        lazy_gettext("Could somebody walk us through it in two minutes, with the last example?"),
        lazy_gettext("Is it fine that some of us do not know this, or should everybody know it?"),
    ),
    Pattern.GROUP_GAP: (
        lazy_gettext("When it comes to {topic}, what can some of us see that others cannot?"),
        lazy_gettext("Think of one recent moment in which both pictures are true."),
        lazy_gettext("What should we tell each other regularly, so that nobody is surprised next time?"),
    ),
    Pattern.SPLIT: (
        lazy_gettext(
            "Both views have reasons. Draw lots which view each table speaks for, and list its reasons first."
        ),
        _EITHER_WAY,
        _ABOUT_WHAT,
    ),
    Pattern.FEW_APART: (
        lazy_gettext(
            "What good reasons could there be to see {topic} one way, and what good reasons to see it differently?"
        ),
        lazy_gettext("What might we miss if we go by one of these views only?"),
        lazy_gettext("What would make it easy here to say: “I see this differently”?"),
    ),
    Pattern.SHARED_STRENGTH: (
        lazy_gettext("When it comes to {topic}, what do we do that works? Name actions, not attitudes."),
        lazy_gettext("What quiet work makes this possible?"),
        lazy_gettext("Where else could we do the same? And what could put it at risk here?"),
    ),
    Pattern.SHARED_CHALLENGE: (
        lazy_gettext("When did {topic} last come up, and what happened?"),
        lazy_gettext("How much of this is in our own hands?"),
        lazy_gettext("What is the smallest step that people would notice within three months?"),
    ),
    Pattern.SHARED_MIDDLE: (
        lazy_gettext("When it comes to {topic}, what would be a little better than today?"),
        lazy_gettext("Is it good enough as it is, or does something else depend on it?"),
        lazy_gettext("What has helped so far, and what has been in the way?"),
    ),
    Pattern.SCATTERED: (
        _MEANINGS,
        lazy_gettext("Which situations come to mind when we think of {topic}?"),
        lazy_gettext("What do we need to settle first, so that we talk about the same thing?"),
    ),
    Pattern.VIEWS_DIFFER: (
        _MEANINGS,
        _EITHER_WAY,
        _ABOUT_WHAT,
    ),
}


_OTHERS: Mapping[str, tuple[LazyProxy, ...]] = {
    "moved": (
        lazy_gettext(
            "When it comes to {topic}, what happened between the two rounds that may have to do with this?"
        ),
        lazy_gettext("Has the matter itself changed, or do we look at it with other eyes?"),
        lazy_gettext("What did we set out to do last time, and what became of it?"),
    ),
}
"""Questions about what is no shape of the answers: that they moved since an earlier round."""

_BY_ID: Mapping[str, LazyProxy] = {
    f"{name}.{number}": text
    for name, texts in (*_TEXTS.items(), *_OTHERS.items())
    for number, text in enumerate(texts, start=1)
}
MOVED = tuple(f"moved.{number}" for number in (1, 2, 3))
"""The ids of those questions."""


def ids(pattern: Pattern) -> tuple[str, ...]:
    """The ids of a pattern's three questions, such as `split.1`."""
    return tuple(f"{pattern.value}.{number}" for number in range(1, len(_TEXTS[pattern]) + 1))


def text(question_id: str, topic: str) -> str:
    """One question, with the theme's topic in it.

    Raises:
        KeyError: there is no question of this id.
    """
    return str(_BY_ID[question_id]).format(topic=topic)


def texts(question_ids: Iterable[str], topic: str) -> tuple[str, ...]:
    """The questions of these ids, in order."""
    return tuple(text(question_id, topic) for question_id in question_ids)
