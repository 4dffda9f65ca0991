"""“Have we been too kind?”: what to ask of the answers as a whole, gently, and never about a person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pet.analysis.kinds import Comfort
from pet.analysis.result import Result
from pet.analysis.result_conversation import ComfortNote
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words.numbers import share
from pet.words.phrases import in_words, listing, spelled, title

NAMED = 6
"""Titles in one sentence; beyond that the first of them stand for all."""

_QUESTIONS = {
    Comfort.UNIFORM_HIGHS: lazy_gettext(
        "Choose one of these. What would somebody from outside have to see to answer as we did?"
    ),
    Comfort.NO_DONT_KNOW: lazy_gettext(
        "Where did we answer from what we have seen ourselves, and where from what we have heard?"
    ),
    Comfort.HIGHS_WITHOUT_EVIDENCE: lazy_gettext(
        "What have we seen that shows it? Find one moment for each, and notice where none comes to mind."
    ),
    Comfort.SAME_THROUGHOUT: lazy_gettext(
        "What would give everybody the time and the calm to think about each statement next time?"
    ),
    Comfort.LEADS_ABOVE: lazy_gettext(
        "What do leaders see that others cannot see, and what do others see that leaders cannot?"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that stands out, and a question to ask the room about it."""

    said: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooKind:
    """The section: its title, how it is meant, and its notes."""

    title: str
    introduction: str
    notes: tuple[Note, ...]


def of(result: Result, framework: Framework) -> TooKind | None:
    """What to ask of the answers as a whole; `None` where nothing stands out."""
    if not result.comfort:
        return None
    return TooKind(
        title=_("Have we been too kind?"),
        introduction=_(
            "People who like to work together tend to answer kindly. What stands here may have the best of reasons, "
            "and it is about no single person. It is worth a minute before the good news is taken home."
        ),
        notes=tuple(
            Note(said=_SAID[note.rule](note, result, framework), question=str(_QUESTIONS[note.rule]))
            for note in result.comfort
        ),
    )


def _uniform_highs(note: ComfortNote, result: Result, framework: Framework) -> str:
    del result
    return ngettext(
        "On {count} theme the answers are high and nearly all the same, and nobody answered “{dont_know}”: {themes}.",
        "On {count} themes the answers are high and nearly all the same, and nobody answered “{dont_know}”: {themes}.",
        len(note.parts),
        count=spelled(len(note.parts)),
        dont_know=in_words(framework.scale.dont_know),
        themes=_titles(note.parts, framework),
    )


def _no_dont_know(note: ComfortNote, result: Result, framework: Framework) -> str:
    del note, result
    return _(
        "Nobody answered “{dont_know}”, on any theme that is shown here. Few people can see everything that a "
        "partnership does.",
        dont_know=in_words(framework.scale.dont_know),
    )


def _highs_without_evidence(note: ComfortNote, result: Result, framework: Framework) -> str:
    del result
    return _(
        "The answers are high on {areas}, and hardly anything is written there about how we know. Elsewhere many "
        "wrote it down.",
        areas=_titles(note.parts, framework),
    )


def _same_throughout(note: ComfortNote, result: Result, framework: Framework) -> str:
    del framework
    return _(
        "Of those who rated {count} themes or more, {share} gave one and the same answer nearly all the way through. "
        "It may be what they think; it may also be a full day, or a form that felt long.",
        count=spelled(result.thresholds.kind_answers),
        share=share(note.share or 0),
    )


def _leads_above(note: ComfortNote, result: Result, framework: Framework) -> str:
    del result
    return _(
        "Leaders answered clearly higher than everybody else on {components}.",
        components=_titles(note.parts, framework),
    )


def _titles(parts: Sequence[str], framework: Framework) -> str:
    """Titles in quotes; of many the first few, and that there are more."""
    quoted = [_("“{title}”", title=title(framework, part)) for part in parts]
    if len(quoted) <= NAMED:
        return listing(quoted)
    more = len(quoted) - NAMED + 1
    return listing(
        [
            *quoted[: NAMED - 1],
            ngettext("{count} more", "{count} more", more, count=spelled(more)),
        ]
    )


_SAID: Mapping[Comfort, Callable[[ComfortNote, Result, Framework], str]] = {
    Comfort.UNIFORM_HIGHS: _uniform_highs,
    Comfort.NO_DONT_KNOW: _no_dont_know,
    Comfort.HIGHS_WITHOUT_EVIDENCE: _highs_without_evidence,
    Comfort.SAME_THROUGHOUT: _same_throughout,
    Comfort.LEADS_ABOVE: _leads_above,
}
