"""What buttons say that lead to a report: each file has one name, the same on every page."""

from pet.exports.catalogue import CONVERSATION, FULL_REPORT, IMPROVEMENT
from pet.language import gettext as _


def to_download(name: str) -> str:
    """What the button says that leads to the report of this file name.

    Raises:
        KeyError: no button leads to such a file.
    """
    return {
        CONVERSATION: _("Download the booklet for the conversation"),
        IMPROVEMENT: _("Download the improvement report"),
        FULL_REPORT: _("Download the full report"),
    }[name]
