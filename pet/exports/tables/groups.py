"""The tables of groups and of the largest differences between them; only of groups that are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from pet.analysis.options import Breakdown
from pet.analysis.result_groups import Gap, GroupResult, GroupTheme
from pet.analysis.result_themes import Measures
from pet.exports.tables import values
from pet.exports.tables.columns import code, number, whole, yes_no
from pet.exports.tables.measures import base, closeness, distribution, middle, theme_columns, what_is_missing
from pet.exports.tables.model import Column, Kind, Of, Table, one_line, table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.words import groups as naming
from pet.words.people import shown_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """A theme in a group."""

    breakdown: Breakdown
    group: GroupResult
    theme: GroupTheme


def of(record: Record) -> Table:
    """Every theme in every group that is shown."""
    framework = record.framework
    rows = [
        _One(breakdown=of, group=group, theme=theme)
        for of in record.result.groups
        for group in shown_groups(record.result, of)
        for theme in group.themes
    ]
    columns: list[Of[_One]] = [
        *_who(),
        (_label(), lambda row: one_line(naming.label(row.group, row.breakdown, framework))),
        (
            whole("people", _("People"), _("People of the group who answered."), _("people")),
            lambda row: row.group.valid,
        ),
        *theme_columns(framework, _of_one),
        *_measured(_of_theme(framework)),
        *_measured(_gaps(framework)),
        *_measured(what_is_missing()),
    ]
    return table("groups", columns, rows)


def _of_one(row: _One) -> str:
    return row.theme.id


def _of_gap(gap: Gap) -> str:
    return gap.theme


def _who() -> list[Of[_One]]:
    return [
        (_breakdown(), lambda row: row.breakdown),
        (_group(), lambda row: one_line(row.group.name)),
    ]


def _breakdown() -> Column:
    return code("breakdown", _("Sorted by"), _("How people were sorted into groups."), values.breakdowns())


def _group() -> Column:
    return Column(
        name="group",
        label=_("Group (id)"),
        meaning=_("The name of the partner, the id of the role, or “leads” and “members”."),
    )


def _label() -> Column:
    return Column(name="group_label", label=_("Group"), meaning=_("The group as pages and reports call it."))


def _of_theme(framework: Framework) -> Sequence[Of[Measures]]:
    return [*base(framework), *distribution(framework), *middle(framework), *closeness()]


def _measured(columns: Sequence[Of[GroupTheme]] | Sequence[Of[Measures]]) -> list[Of[_One]]:
    """Columns of a theme as columns of a theme in a group."""
    return [_inside(column) for column in columns]


def _inside(of: Of[GroupTheme] | Of[Measures]) -> Of[_One]:
    column, cell = of
    return column, lambda row: cell(row.theme)


def _gaps(framework: Framework) -> list[Of[GroupTheme]]:
    steps = framework.scale.size - 1
    return [
        (
            Column(
                name="gap_steps",
                label=_("Distance from everybody else (steps)"),
                meaning=_("How far the group’s answers lie from those of all others, as a whole."),
                kind=Kind.NUMBER,
                unit=_("steps of the scale"),
                low=0,
                high=steps,
            ),
            lambda theme: theme.gap_steps,
        ),
        (
            Column(
                name="gap_share",
                label=_("Distance as a share of the scale"),
                meaning=_("The same as a share of the length of the scale."),
                kind=Kind.NUMBER,
                unit=_("share"),
                low=0,
                high=1,
            ),
            lambda theme: theme.gap_share,
        ),
        (
            number(
                "gap_p",
                _("How often by chance"),
                _(
                    "The permutation p of the distance, before the correction for many looks; only where it is large."
                ),
            ),
            lambda theme: theme.gap_p,
        ),
        (
            Column(
                name="gap_delta",
                label=_("Cliff’s delta"),
                meaning=_("Against all others; above 0 where the group answers higher."),
                kind=Kind.NUMBER,
                low=-1,
                high=1,
            ),
            lambda theme: theme.gap_delta,
        ),
        (
            yes_no("gap_flagged", _("Worth asking about"), _("The distance is large and hardly by chance.")),
            lambda theme: theme.gap_flagged,
        ),
        (
            code(
                "direction",
                _("Higher or lower"),
                _("How the group lies to everybody else, where that is worth asking about."),
                values.directions(),
            ),
            lambda theme: direction(theme.higher) if theme.gap_flagged else None,
        ),
    ]


def direction(higher: bool | None) -> str:  # noqa: FBT001 -- a value of the result, not a switch
    """Whether a group that stands apart answers higher."""
    if higher is None:
        return "shape"
    return "higher" if higher else "lower"


def gaps(record: Record) -> Table:
    """The largest differences between groups, at most one for each theme."""
    framework = record.framework
    columns: list[Of[Gap]] = [
        *theme_columns(framework, _of_gap),
        (_breakdown(), lambda gap: gap.breakdown),
        (_group(), lambda gap: one_line(gap.group)),
        (_label(), lambda gap: one_line(naming.gap_group(gap, record.result, framework))),
        (
            code(
                "direction",
                _("Higher or lower"),
                _("How the group lies to everybody else."),
                values.directions(),
            ),
            lambda gap: direction(gap.higher),
        ),
        (
            number(
                "gap_steps",
                _("Distance from everybody else (steps)"),
                _("How far the answers lie apart; empty where only a summary of the group is shown."),
                _("steps of the scale"),
            ),
            lambda gap: gap.steps,
        ),
    ]
    return table("gaps", columns, record.result.gaps)
