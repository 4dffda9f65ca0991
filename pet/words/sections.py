"""The parts of a good meeting, by the names that every page and report gives them."""

from pet.analysis.agenda import MOVED
from pet.analysis.kinds import Section
from pet.analysis.result_conversation import AgendaItem
from pet.language import gettext as _
from pet.language import lazy_gettext

_TITLES = {
    Section.SHARE: lazy_gettext("What we share"),
    Section.DIFFER: lazy_gettext("Where we differ"),
    Section.CHALLENGE: lazy_gettext("What is hard for us"),
    Section.UNKNOWN: lazy_gettext("What many of us don’t know"),
    Section.REST: lazy_gettext("Other themes"),
}


def title(section: Section) -> str:
    """The heading of a part of the meeting."""
    return str(_TITLES[section])


def changed() -> str:
    """The heading of what has moved since the earlier round."""
    return _("What has changed")


def missing() -> str:
    """The heading of who did not answer and who is not shown on their own."""
    return _("Whose voice is missing")


def of(item: AgendaItem) -> str:
    """Where a theme of the conversation belongs: in a part of the meeting, or to what has changed."""
    return changed() if item.reason == MOVED else title(item.section)
