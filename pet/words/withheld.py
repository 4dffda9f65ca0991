"""Why something is not shown, in the same words everywhere."""

from pet.analysis.kinds import Detail, Withheld
from pet.analysis.result import Result
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


def explanation(withheld: Withheld, result: Result) -> str:
    """The same as a sentence that stands on its own, in a list of what is not shown in a report, and why."""
    least = result.smallest_group
    if withheld is Withheld.TOO_FEW:
        return _(
            "Groups of fewer than {number} people are not shown, so that nobody can be recognised. Now and then one "
            "more group is left out, where the answers of so few could otherwise be worked out.",
            number=spelled(least),
        )
    if withheld is Withheld.ONE_BREAKDOWN:
        return _(
            "Some comparisons of groups are not shown: side by side with the others they could point at single people."
        )
    most = spelled(max(result.thresholds.distribution_from, 2 * least) - 1)
    if any(theme.detail is Detail.THREE_BINS for theme in result.themes):
        return _(
            "Where {least} to {most} people answered, their answers are only counted as low, middle and high: more "
            "would say what single people answered.",
            least=spelled(least),
            most=most,
        )
    return _(
        "Where {least} to {most} people answered, of a group or of everybody, only their typical answer is shown: "
        "more would say what single people answered.",
        least=spelled(least),
        most=most,
    )


def short(withheld: Withheld) -> str:
    """The same in a word or two, for a cell of a table."""
    return str(_SHORT[withheld])
