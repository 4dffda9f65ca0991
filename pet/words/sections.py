"""The parts of a good meeting, by the names that every page and report gives them."""

from pet.analysis.result import Section
from pet.language import lazy_gettext

_TITLES = {
    Section.SHARE: lazy_gettext("What we share"),
    Section.DIFFER: lazy_gettext("Where we differ"),
    Section.CHALLENGE: lazy_gettext("What is hard for us"),
    Section.UNKNOWN: lazy_gettext("What many of us don’t know"),
    Section.REST: lazy_gettext("In between"),
}


def title(section: Section) -> str:
    """The heading of a part of the meeting."""
    return str(_TITLES[section])
