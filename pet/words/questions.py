"""Dialogue questions: what the report asks the room about a pattern, three for each.

They are made to be read aloud. The first asks what is seen or opens both sides, never why somebody is low;
the last leads to what could be done. `{topic}` is the theme's noun phrase.
"""

from collections.abc import Iterable, Mapping

from babel.support import LazyProxy

from pet.analysis.result import Pattern
from pet.language import lazy_gettext

_TEXTS: Mapping[Pattern, tuple[LazyProxy, ...]] = {
    Pattern.TOO_FEW: (
        lazy_gettext(
            "Whose view of {topic} is missing here, and how could we hear it without exposing anyone?"
        ),
        lazy_gettext(
            "Would another way of asking suit them better: a conversation, a note, somebody who speaks for them?"
        ),
        lazy_gettext("What would make it safe and worthwhile to answer next time?"),
    ),
    Pattern.UNSURE: (
        lazy_gettext("Many of us could not judge {topic}. What would we need to see or hear to be able to?"),
        lazy_gettext("Who here works on {topic} and can tell us in two minutes what is going on?"),
        lazy_gettext(
            "Is it fine that some of us do not know this, or is it something every partner should know?"
        ),
    ),
    Pattern.GROUP_GAP: (
        lazy_gettext("From where you stand, what do you see of {topic} that others may not see?"),
        lazy_gettext("Can we think of one recent moment in which both pictures of {topic} were true?"),
        lazy_gettext(
            "What should each side tell the other regularly, so that this gap is no surprise next time?"
        ),
    ),
    Pattern.SPLIT: (
        lazy_gettext(
            "Both views have reasons. Let each table first list the reasons for the view it does not hold."
        ),
        lazy_gettext(
            "What experience would lead a sensible person to a high answer here, and what to a low one?"
        ),
        lazy_gettext("Do we differ about the facts, about what we mean by {topic}, or about what we want?"),
    ),
    Pattern.FEW_APART: (
        lazy_gettext(
            "Most answers lie together. What might somebody notice who sees it quite differently? (Nobody is asked to say who.)"
        ),
        lazy_gettext("What might we overlook if we simply go with the view of most of us?"),
        lazy_gettext("How can somebody raise a differing view of {topic} safely here?"),
    ),
    Pattern.SHARED_STRENGTH: (
        lazy_gettext(
            "What exactly do we do that makes a strength of {topic}? Let us name actions, not attitudes."
        ),
        lazy_gettext("Who contributes to this without being noticed?"),
        lazy_gettext("Where else could we use the same habit, and what could endanger it here?"),
    ),
    Pattern.SHARED_CHALLENGE: (
        lazy_gettext("We see the same difficulty with {topic}. When did it last cost us something?"),
        lazy_gettext("Which part of it is in our own hands?"),
        lazy_gettext(
            "What is the smallest step that would be noticeable in three months, and who could take it?"
        ),
    ),
    Pattern.SHARED_MIDDLE: (
        lazy_gettext("What would the next half step up look like in {topic}?"),
        lazy_gettext("Is good enough good enough here, or does something depend on it?"),
        lazy_gettext("What has kept us from moving it so far?"),
    ),
    Pattern.SCATTERED: (
        lazy_gettext("Read the statement aloud. In one sentence each: what did we take it to mean?"),
        lazy_gettext("Which different situations did we have in mind when we thought of {topic}?"),
        lazy_gettext("What would we have to settle first, to be talking about one and the same thing?"),
    ),
    Pattern.VIEWS_DIFFER: (
        lazy_gettext("Read the statement aloud. In one sentence each: what did we take it to mean?"),
        lazy_gettext(
            "What experience would lead a sensible person to a high answer here, and what to a low one?"
        ),
        lazy_gettext("Do we differ about the facts, about what we mean by {topic}, or about what we want?"),
    ),
}


_BY_ID: Mapping[str, LazyProxy] = {
    f"{pattern}.{number}": text
    for pattern, texts in _TEXTS.items()
    for number, text in enumerate(texts, start=1)
}


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
