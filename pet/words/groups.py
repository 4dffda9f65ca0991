"""Groups and the gaps between them, in words."""

from collections.abc import Sequence

from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Gap, GroupResult, Result
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.words.numbers import steps
from pet.words.phrases import in_words, sentence_start, topic

LEADS = "leads"

_BREAKDOWNS = {
    Breakdown.PARTNER: lazy_gettext("Partners"),
    Breakdown.ROLE: lazy_gettext("Roles"),
    Breakdown.LEADS: lazy_gettext("Leaders and everybody else"),
}


_OF_A_PARTNER = {
    True: lazy_gettext("One partner’s answers lie clearly higher than everybody else’s."),
    False: lazy_gettext("One partner’s answers lie clearly lower than everybody else’s."),
    None: lazy_gettext("One partner’s answers are spread quite differently from everybody else’s."),
}


def breakdown(of: Breakdown) -> str:
    """What a way of sorting people is called."""
    return str(_BREAKDOWNS[of])


def label(group: GroupResult, of: Breakdown, framework: Framework) -> str:
    """A group's name as it heads a row or a bar."""
    return _label(group.name, group.role, of, framework)


def others(of: Breakdown) -> str:
    """What everybody outside one group is called beside that group's bar."""
    return _("Everybody else") if of is Breakdown.LEADS else _("All others")


def order(of: Breakdown, groups: Sequence[GroupResult]) -> str:
    """In which order groups stand below each other, and that it is no ranking."""
    if of is Breakdown.ROLE and all(group.role is not None for group in groups):
        return _("In the order of the questionnaire; this is no ranking.")
    if of is Breakdown.ROLE and any(group.role is not None for group in groups):
        return _("In the order of the questionnaire, then the others by name; this is no ranking.")
    return _("In alphabetical order; this is no ranking.")


def gap_of(result: Result, theme_id: str) -> Gap | None:
    """The largest gap worth asking about on this theme, listed or not."""
    listed = next((gap for gap in result.gaps if gap.theme == theme_id), None)
    return listed or max(
        (
            Gap(
                theme=theme_id,
                breakdown=of,
                group=group.name,
                higher=theme.higher,
                steps=theme.gap_steps,
            )
            for of, groups in result.groups.items()
            for group in groups
            if (theme := group.theme(theme_id)) is not None and theme.gap_flagged
        ),
        key=lambda gap: gap.steps or 0,
        default=None,
    )


def gap_heading(gap: Gap, result: Result, framework: Framework) -> str:
    """A short finding: who sees what differently."""
    about = topic(framework, gap.theme)
    if gap.breakdown is Breakdown.LEADS:
        return _("Leaders and others see {topic} differently", topic=about)
    if gap.breakdown is Breakdown.PARTNER:
        if _flagged_partners(gap, result) > 1:
            return _("Some partners see {topic} differently", topic=about)
        return _("One partner sees {topic} differently", topic=about)
    return _(
        "{group} and others see {topic} differently", group=gap_group(gap, result, framework), topic=about
    )


def gap_sentence(gap: Gap, result: Result, framework: Framework) -> str:
    """How far and in which direction a group's answers lie from everybody else's.

    Outside open rounds a partner is named only where its answers may be seen anyway: two bars show more than a
    sentence, but a sentence that names a partner whose answers nobody can look at would stick to it.
    """
    if gap.breakdown is Breakdown.PARTNER and not _may_be_named(gap, result):
        return str(_OF_A_PARTNER[gap.higher])
    group = gap_group(gap, result, framework)
    if gap.higher is None:
        return _("{group}: answers are spread quite differently from those of everybody else.", group=group)
    if _speaks_in_plural(gap, result):
        return _("{group} answer {distance} than everybody else.", group=group, distance=distance(gap))
    return _(
        "Answers from {group} lie {distance} than those of everybody else.",
        group=group,
        distance=distance(gap),
    )


def distance(gap: Gap) -> str:
    """Steps and direction, or the direction alone where only a summary of the group is shown.

    Where the shapes differ rather than the level there is no direction, see `gap_sentence`.
    """
    if gap.steps is None:
        return _("clearly higher") if gap.higher else _("clearly lower")
    return (
        _("{steps} higher", steps=steps(gap.steps))
        if gap.higher
        else _("{steps} lower", steps=steps(gap.steps))
    )


def gap_group(gap: Gap, result: Result, framework: Framework) -> str:
    """The name of the group that stands apart, fit for the start of a sentence."""
    return _label(gap.group, _role_id(gap, result), gap.breakdown, framework)


def _may_be_named(gap: Gap, result: Result) -> bool:
    """Whether the answers of the group and those of all others may both be shown as bars (R8)."""
    if result.mode is Mode.OPEN:
        return True
    groups = result.groups.get(gap.breakdown, ())
    own = next((group.theme(gap.theme) for group in groups if group.name == gap.group), None)
    whole = result.theme(gap.theme)
    if own is None or own.counts is None or whole.counts is None:
        return False
    fewest = max(result.thresholds.distribution_from, 2 * result.smallest_group)
    return sum(whole.counts) - sum(own.counts) >= fewest


def _flagged_partners(gap: Gap, result: Result) -> int:
    found = (group.theme(gap.theme) for group in result.groups.get(Breakdown.PARTNER, ()))
    return sum(theme is not None and bool(theme.gap_flagged) for theme in found)


def _role_id(gap: Gap, result: Result) -> str | None:
    return next((group.role for group in result.groups[gap.breakdown] if group.name == gap.group), None)


def _speaks_in_plural(gap: Gap, result: Result) -> bool:
    return gap.breakdown is Breakdown.LEADS or _role_id(gap, result) is not None


def _label(name: str, role_id: str | None, of: Breakdown, framework: Framework) -> str:
    if of is Breakdown.LEADS:
        return _("Leaders") if name == LEADS else _("Everybody else")
    role = framework.role(role_id) if role_id is not None else None
    if role is not None:
        return sentence_start(in_words(role.plural))
    if name.isdecimal():  # a bare number reads as a quantity
        return _("Partner {name}", name=name) if of is Breakdown.PARTNER else _("Group {name}", name=name)
    return name
