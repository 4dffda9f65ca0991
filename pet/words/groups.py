"""Groups and the gaps between them, in words."""

from collections.abc import Iterator, Sequence

from pet.analysis.kinds import Detail
from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import Result
from pet.analysis.result_groups import Gap, GroupResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words.numbers import steps, whole
from pet.words.phrases import in_words, listing, sentence_start, topic

LEADS = "leads"

_BREAKDOWNS = {
    Breakdown.PARTNER: lazy_gettext("Partners"),
    Breakdown.ROLE: lazy_gettext("Roles"),
    Breakdown.LEADS: lazy_gettext("Leaders and everybody else"),
}


_COMPARISONS = {
    Breakdown.PARTNER: lazy_gettext("partners with one another"),
    Breakdown.ROLE: lazy_gettext("roles with one another"),
    Breakdown.LEADS: lazy_gettext("leaders with everybody else"),
}


def breakdown(of: Breakdown) -> str:
    """What a way of sorting people is called."""
    return str(_BREAKDOWNS[of])


def comparison(of: Breakdown) -> str:
    """Who is compared with whom, inside a sentence."""
    return str(_COMPARISONS[of])


def leaders_heading(framework: Framework) -> str:
    """What stands above leaders beside everybody else: who counts as a leader is the framework's choice."""
    roles = _leading(framework)
    if not roles:
        return breakdown(Breakdown.LEADS)
    return _("Leaders ({roles}) and everybody else", roles=roles)


def how_answered(names: Sequence[GroupResult], of: Breakdown, framework: Framework) -> str:
    """What a picture of one or two groups shows; one group lies over everybody."""
    roles = _leading(framework) if of is Breakdown.LEADS and len(names) > 1 else ""
    if roles:
        return _("How leaders ({roles}) and everybody else answered", roles=roles)
    called = listing([inside(group, of, framework) for group in names])
    if len(names) == 1:
        return _("How {group} answered, beside everybody together", group=called)
    return _("How {groups} answered", groups=called)


def inside(group: GroupResult, of: Breakdown, framework: Framework) -> str:
    """A group's name inside a sentence."""
    if of is Breakdown.LEADS:
        return _("leaders") if group.name == LEADS else _("everybody else")
    role = framework.role(group.role) if group.role is not None else None
    return in_words(role.plural) if role is not None else label(group, of, framework)


def _leading(framework: Framework) -> str:
    return listing([in_words(role.plural) for role in framework.roles if role.leads])


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
    """The largest gap worth asking about on this theme, listed or not.

    Outside open rounds a partner is spoken of only where its answers may be seen anyway: unnamed it could be found by
    its typical answers, and named it would be one small school that is said to stand apart.
    """
    listed = [gap for gap in result.gaps if gap.theme == theme_id]
    found = (gap for gap in (*listed, *_flagged(result, theme_id)) if _may_be_named(gap, result))
    return max(found, key=lambda gap: gap.steps or 0, default=None)


def _flagged(result: Result, theme_id: str) -> Iterator[Gap]:
    for of, groups in result.groups.items():
        for group in groups:
            theme = group.theme(theme_id)
            if theme is not None and theme.gap_flagged:
                yield Gap(
                    theme=theme_id,
                    breakdown=of,
                    group=group.name,
                    higher=theme.higher,
                    steps=theme.gap_steps,
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
    """How far and in which direction a group's answers lie from everybody else's."""
    group = _counted(gap, result, framework)
    if gap.higher is None:
        return _("{group}: answers are spread quite differently from those of everybody else.", group=group)
    if _speaks_in_plural(gap, result):
        return _("{group} answer {distance} than everybody else.", group=group, distance=distance(gap))
    return _(
        "Answers from {group} lie {distance} than those of everybody else.",
        group=group,
        distance=distance(gap),
    )


def _counted(gap: Gap, result: Result, framework: Framework) -> str:
    """The group with the number of its answers on the theme, where its bar shows that number as well."""
    name = gap_group(gap, result, framework)
    found = (group for group in result.groups.get(gap.breakdown, ()) if group.name == gap.group)
    theme = next((group.theme(gap.theme) for group in found), None)
    if theme is None or theme.counts is None or not theme.valid:
        return name
    return ngettext(
        "{group} ({count} answer)",
        "{group} ({count} answers)",
        theme.valid,
        group=name,
        count=whole(theme.valid),
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
    """Whether it is of no partner, or the partner's answers and those of all others may both be shown as bars (R8)."""
    if result.mode is Mode.OPEN or gap.breakdown is not Breakdown.PARTNER:
        return True
    groups = result.groups.get(gap.breakdown, ())
    own = next((group.theme(gap.theme) for group in groups if group.name == gap.group), None)
    whole = result.theme(gap.theme)
    if own is None or own.detail is not Detail.DISTRIBUTION or whole.detail is not Detail.DISTRIBUTION:
        return False
    fewest = max(result.thresholds.distribution_from, 2 * result.smallest_group)
    return (whole.valid or 0) - (own.valid or 0) >= fewest


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
