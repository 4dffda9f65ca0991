"""The table of themes: everybody together, a row for each theme."""

from pet.analysis.result_themes import ThemeResult
from pet.exports.tables import values
from pet.exports.tables.columns import code, share, whole, yes_no
from pet.exports.tables.measures import (
    base,
    closeness,
    distribution,
    first,
    middle,
    second,
    theme_columns,
    title,
    what_is_missing,
)
from pet.exports.tables.model import Column, Kind, Of, Table, one_line, table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.words import patterns
from pet.words.phrases import in_words

_Of = Of[ThemeResult]


def of(record: Record) -> Table:
    """Every theme with everything that the result shows of it."""
    framework = record.framework
    columns: list[_Of] = [
        *theme_columns(framework, _id_of),
        *_where(framework),
        *_asked(framework),
        *distribution(framework),
        *_bins(),
        *middle(framework),
        *closeness(),
        *_certainty(),
        *_shape(framework),
        *what_is_missing(),
    ]
    return table("themes", columns, record.result.themes)


def _id_of(theme: ThemeResult) -> str:
    return theme.id


def _where(framework: Framework) -> list[_Of]:
    areas = {theme.id: area.id for area in framework.areas for theme in area.themes}
    parts = {theme.id: component.id for component in framework.components for theme in component.themes}
    return [
        (
            Column(name="statement", label=_("Statement"), meaning=_("What people answered to.")),
            lambda theme: one_line(in_words(framework.theme(theme.id).statement)),
        ),
        (_id("component_id", _("Id of the component")), lambda theme: parts[theme.id]),
        (
            Column(name="component", label=_("Component"), meaning=_("The title of its component.")),
            lambda theme: title(framework, parts[theme.id]),
        ),
        (_id("area_id", _("Id of the area")), lambda theme: areas[theme.id]),
        (
            Column(name="area", label=_("Area"), meaning=_("The title of its area.")),
            lambda theme: title(framework, areas[theme.id]),
        ),
    ]


def _id(name: str, label: str) -> Column:
    return Column(name=name, label=label, meaning=_("As in the table of components and areas."))


def _asked(framework: Framework) -> list[_Of]:
    label = one_line(in_words(framework.scale.not_applicable))
    return [
        (
            whole(
                "asked",
                _("Asked"),
                _(
                    "People who answered and to whom the statement was put; empty where it would count a small role."
                ),
                _("people"),
            ),
            lambda theme: theme.asked,
        ),
        *base(framework),
        (
            whole("not_applicable", label, _("Answers “{label}”.", label=label), _("answers")),
            lambda theme: theme.not_applicable,
        ),
        (
            whole("unanswered", _("No answer"), _("Left blank by people who were asked."), _("people")),
            lambda theme: theme.unanswered,
        ),
    ]


def _bins() -> list[_Of]:
    why = _(
        "Only where answers are counted as low, middle and high; elsewhere the counts of the points say it."
    )
    named = (
        ("below_middle", _("Below the middle")),
        ("in_middle", _("In the middle")),
        ("above_middle", _("Above the middle")),
    )
    return [_bin(place, whole(name, label, why, _("answers"))) for place, (name, label) in enumerate(named)]


def _bin(place: int, column: Column) -> _Of:
    return column, lambda theme: theme.bins[place] if theme.bins else None


def _certainty() -> list[_Of]:
    low = _("Where agreement would lie, had everybody answered: hardly ever lower than this.")
    high = _("Where agreement would lie, had everybody answered: hardly ever higher than this.")
    return [
        (_agreement("agreement_low", _("Agreement, low end"), low), lambda theme: first(theme.interval)),
        (_agreement("agreement_high", _("Agreement, high end"), high), lambda theme: second(theme.interval)),
        (
            Column(
                name="effective_n",
                label=_("People it is as certain as"),
                meaning=_(
                    "Where every partner counts the same: how many people’s answers would be as certain."
                ),
                kind=Kind.NUMBER,
                unit=_("people"),
                low=0,
            ),
            lambda theme: theme.effective,
        ),
        (
            yes_no("tentative", _("First impression"), _("Too few answers to speak of everybody.")),
            lambda theme: theme.tentative,
        ),
        (
            yes_no(
                "could_be_chance",
                _("Could be chance"),
                _("People who answer at random would agree as much more often than once in twenty."),
            ),
            lambda theme: theme.could_be_chance,
        ),
    ]


def _agreement(name: str, label: str, meaning: str) -> Column:
    return Column(name=name, label=label, meaning=meaning, kind=Kind.NUMBER, low=0, high=1)


def _shape(framework: Framework) -> list[_Of]:
    camp = _(
        "Where there are two camps: the last point of the lower one, and the first point of the upper one."
    )
    return [
        (
            code("pattern", _("Pattern (code)"), _("The shape of the answers."), values.shapes()),
            lambda theme: theme.pattern,
        ),
        (
            Column(
                name="pattern_name",
                label=_("Pattern"),
                meaning=_("The shape of the answers, as pages and reports call it."),
            ),
            lambda theme: patterns.of(theme, framework),
        ),
        (
            code(
                "section",
                _("Part of the conversation"),
                _("Where the theme belongs in a conversation."),
                values.parts_of_the_meeting(),
            ),
            lambda theme: theme.section,
        ),
        (
            whole("camp_low", _("Lower camp ends at"), camp, _("points of the scale")),
            lambda theme: theme.camps[0] if theme.camps else None,
        ),
        (
            whole("camp_high", _("Upper camp begins at"), camp, _("points of the scale")),
            lambda theme: theme.camps[1] if theme.camps else None,
        ),
        (
            share(
                "minority_share",
                _("Some differ (share)"),
                _(
                    "The smaller part of the answers that lies on the other side of the scale, to the nearest twentieth."
                ),
            ),
            lambda theme: theme.minority,
        ),
    ]
