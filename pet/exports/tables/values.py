"""What the codes in tables mean: the same words as on pages and in reports."""

from collections.abc import Mapping

from pet.analysis.agenda import MOVED
from pet.analysis.kinds import Detail, Level, Moved, Pattern, Section, Spread, Withheld
from pet.analysis.options import Breakdown
from pet.frameworks.changes import Link
from pet.language import gettext as _
from pet.record.model import Status
from pet.words import actions, groups, levels, patterns, sections


def agreement_levels() -> Mapping[str, str]:
    """From far apart to close."""
    return {level.value: levels.word(level) for level in (Level.LOW, Level.MEDIUM, Level.HIGH)}


def details() -> Mapping[str, str]:
    """How much is shown."""
    return {
        Detail.NONE.value: _("nothing about the answers"),
        Detail.SUMMARY.value: _("typical answer and words only"),
        Detail.THREE_BINS.value: _("counts below, in and above the middle of the scale"),
        Detail.DISTRIBUTION.value: _("everything"),
    }


def reasons() -> Mapping[str, str]:
    """Why something is not shown."""
    return {
        Withheld.TOO_FEW.value: _("too few people are behind it, or few could be worked out with it"),
        Withheld.SUMMARY.value: _("more than a summary would say what single people answered"),
        Withheld.ONE_BREAKDOWN.value: _("together with the other comparison it could point at single people"),
    }


def shapes() -> Mapping[str, str]:
    """The patterns."""
    return {pattern.value: patterns.name(pattern) for pattern in Pattern}


def parts_of_the_meeting() -> Mapping[str, str]:
    """The sections of a conversation."""
    return {section.value: sections.title(section) for section in Section}


CHANGED = "changed"
"""The part of the meeting for what moved since the earlier round; the result names none."""


def parts_of_the_agenda() -> Mapping[str, str]:
    """The same, and what has changed."""
    return {**parts_of_the_meeting(), CHANGED: sections.changed()}


def why_on_the_agenda() -> Mapping[str, str]:
    """The rules that choose themes for the conversation."""
    return {
        "strongest_shared": _("a shared strength"),
        "split": _("two camps"),
        "group_gap": _("groups see it differently"),
        "minority": _("some see it otherwise"),
        "few_apart": _("a few lie far apart"),
        "scattered": _("views are scattered"),
        "views_differ": _("views differ"),
        "challenge": _("a shared difficulty"),
        "unsure": _("many could not judge it"),
        MOVED: _("the answers have moved"),
        "chosen": _("chosen by whoever leads the meeting"),
    }


def breakdowns() -> Mapping[str, str]:
    """The ways of sorting people."""
    return {of.value: groups.breakdown(of) for of in Breakdown}


def directions() -> Mapping[str, str]:
    """How a group lies to everybody else."""
    return {
        "higher": _("answers higher than everybody else"),
        "lower": _("answers lower than everybody else"),
        "shape": _("answers are spread differently, neither higher nor lower"),
    }


def links() -> Mapping[str, str]:
    """What became of a theme between two frameworks."""
    return {
        Link.SAME.value: _("asked in the same words then"),
        Link.REWORDED.value: _("asked in other words then"),
        Link.MERGED.value: _("several statements then, one now"),
        Link.SPLIT.value: _("part of one statement then"),
        Link.NEW.value: _("not in the questionnaire then"),
        Link.NOT_ASKED.value: _("left out of the earlier round"),
        Link.OTHERS_ASKED.value: _("put to other roles then"),
    }


def moves() -> Mapping[str, str]:
    """Which way the answers went."""
    return {Moved.UP.value: _("higher"), Moved.DOWN.value: _("lower")}


def spreads() -> Mapping[str, str]:
    """Whether the answers came closer together."""
    return {Spread.CONVERGED.value: _("closer together"), Spread.DIVERGED.value: _("further apart")}


def parts() -> Mapping[str, str]:
    """What a row is about."""
    return {"component": _("component"), "area": _("area"), "theme": _("theme")}


def texts() -> Mapping[str, str]:
    """What people wrote, and where."""
    return {
        "comment": _("comment on a theme or an area"),
        "evidence": _("answer to “How do we know?”"),
        "open": _("answer to a question at the end"),
        "digest": _("summary by the one person who read the comments"),
    }


def statuses() -> Mapping[str, str]:
    """Where an action stands."""
    return {status.value: actions.name(status) for status in Status}


def rounds() -> Mapping[str, str]:
    """In which round an action was agreed."""
    return {"this": _("agreed after this round"), "earlier": _("agreed after the round before")}
