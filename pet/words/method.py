"""The method in words: what was counted and how, for those who want to check. The only place for its terms."""

from pet.analysis.options import Mode, Weighting
from pet.analysis.result import Result
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import definitions as rules
from pet.words import findings
from pet.words.numbers import exact, fraction_of_steps
from pet.words.phrases import in_words, spelled


def definitions(result: Result, framework: Framework) -> tuple[tuple[str, str], ...]:
    """Pairs of a term and how it was computed."""
    limits = result.thresholds
    return (
        (
            _("Typical answer"),
            _(
                "The median of the answers on the scale; in charts of several themes the interpolated median, "
                "which counts people at that answer in proportion. The line of the radar is the mean of these over "
                "the themes of a component or an area; the band is the mean of their interpolated quartiles."
            ),
        ),
        (
            _("Agreement"),
            _(
                "A = 1 − 2 × (average distance from the median) ÷ ({points} − 1): 1 when all answers are the "
                "same, 0 when they stand half at one end and half at the other. Close: {high} or more. "
                "Mixed: {medium} or more. Far apart: below that. For an area or a component it is the mean "
                "over its themes; answers to different themes are never thrown together.",
                points=framework.scale.size,
                high=exact(limits.high_agreement),
                medium=exact(limits.medium_for(framework.scale.size)),
            ),
        ),
        (
            _("Score"),
            _(
                "The mean placed on a scale of 0 to 100. It places the themes on the map from left to right; the "
                "number itself stands in files only, because it reads as a mark."
            ),
        ),
        *_only_with_partners(result),
        *rules.of_patterns(result, framework),
        *_only_with_groups(result),
        *_only_with_few(result),
    )


def origin(result: Result, framework: Framework) -> str:
    """Which questionnaire was answered, and by which version of the method the result was made."""
    return _(
        "Questionnaire: {title} (version {version}). Method: version {method}. Made with PET, an open tool with "
        "which partnerships look at their own collaboration.",
        title=in_words(framework.title),
        version=result.framework.version,
        method=result.method,
    )


def privacy(result: Result) -> str:
    """How small groups are kept from sight."""
    if result.mode is Mode.OPEN:
        return _("Every sheet is signed by its partner, so nothing is hidden and nothing is held back.")
    return _(
        "Nothing is shown of fewer than {number} people. Where a hidden group could be worked out from the "
        "total, the next smallest group is hidden as well. Counts of a group’s answers are shown only from "
        "{distribution} people on.",
        number=spelled(result.smallest_group),
        distribution=spelled(max(result.thresholds.distribution_from, 2 * result.smallest_group)),
    )


def _only_with_partners(result: Result) -> tuple[tuple[str, str], ...]:
    if result.weighting is not Weighting.PARTNERS:
        return ()
    meanings = [
        _(
            "For everybody together, each partner weighs the same, however many of its people answered a theme. "
            "Inside a group, every person counts the same."
        )
    ]
    if result.mode is not Mode.OPEN:
        meanings.append(
            _("Partners too small to be shown by themselves are counted together, all their people the same.")
        )
    return ((_("Every partner counts the same"), " ".join(meanings)),)


def _only_with_groups(result: Result) -> tuple[tuple[str, str], ...]:
    if not any(breakdown.shown for breakdown in result.breakdowns):
        return ()
    steps = result.thresholds.group_gap_share * (result.points - 1)
    return (
        (
            _("Seen differently"),
            _(
                "How many steps a group’s answers would have to move to look like everybody else’s (the "
                "Wasserstein distance W1). Listed where that is {steps} or more and mixing people at random would "
                "rarely give so much. At most {number} are listed, as worth asking about.",
                steps=fraction_of_steps(steps),
                number=spelled(result.thresholds.gaps_listed),
            ),
        ),
    )


def _only_with_few(result: Result) -> tuple[tuple[str, str], ...]:
    if result.mode is Mode.OPEN:
        return ()
    meanings = [
        ngettext(
            "Below {number} answer nothing is said of the partnership as a whole.",
            "Below {number} answers nothing is said of the partnership as a whole.",
            result.thresholds.tentative_below,
        )
    ]
    if any(findings.could_be_chance(theme, result) for theme in result.themes):
        meanings.append(
            _(
                "“Could be chance” marks themes on which people answering at random would often lie as close "
                "together."
            )
        )
    return ((_("Few answers"), " ".join(meanings)),)
