"""Agreement in words: close, mixed or far apart. Never "consensus", never a mark."""

from pet.analysis.kinds import Level
from pet.language import lazy_gettext

_WORDS = {
    Level.HIGH: lazy_gettext("close"),
    Level.MEDIUM: lazy_gettext("mixed"),
    Level.LOW: lazy_gettext("far apart"),
}
_SENTENCES = {
    Level.HIGH: lazy_gettext("Answers lie close together."),
    Level.MEDIUM: lazy_gettext("Answers are mixed."),
    Level.LOW: lazy_gettext("Answers lie far apart."),
}


def word(level: Level | None) -> str:
    """How close together the answers lie, in one word; a dash where that is not known."""
    return "–" if level is None else str(_WORDS[level])


def sentence(level: Level) -> str:
    """How close together the answers lie, as a sentence."""
    return str(_SENTENCES[level])
