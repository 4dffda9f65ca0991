"""Why something is not shown, in the same words everywhere."""

from pet.analysis.result import Withheld
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.words.phrases import spelled

_SHORT = {
    Withheld.TOO_FEW: lazy_gettext("not shown"),
    Withheld.SUMMARY: lazy_gettext("summary only"),
    Withheld.ONE_BREAKDOWN: lazy_gettext("not shown"),
}


def reason(withheld: Withheld, smallest_group: int) -> str:
    """A sentence that says why a value is not shown; it never tells which group is the small one."""
    if withheld is Withheld.TOO_FEW:
        return _(
            "Not shown, so that nobody can be recognised: fewer than {number} people are behind it, "
            "or it would let somebody work out the answers of so few.",
            number=spelled(smallest_group),
        )
    if withheld is Withheld.SUMMARY:
        return _(
            "Only the typical answer is shown: with so few people, more would say what single people answered."
        )
    return _("Not shown: side by side with the other comparison it could point at single people.")


def short(withheld: Withheld) -> str:
    """The same in a word or two, for a cell of a table."""
    return str(_SHORT[withheld])
