"""Columns that several tables have: which theme it is, what is known of the answers, and why something is missing."""

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from pet.analysis.kinds import Withheld
from pet.analysis.result_themes import Measures
from pet.exports.tables import values
from pet.exports.tables.columns import code, place, share, whole
from pet.exports.tables.model import Column, Kind, Of, one_line
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words.phrases import in_words, point

_Row = TypeVar("_Row")
IdOf: TypeAlias = Callable[[_Row], str | None]


def title(framework: Framework, part: str | None) -> str | None:
    """The title of a component, area or theme; nothing for one that this framework does not have."""
    if part is None:
        return None
    try:
        return one_line(in_words(framework.part(part).title))
    except KeyError:
        return None


def theme_columns(framework: Framework, theme: IdOf[_Row]) -> list[Of[_Row]]:
    """The theme by its id, its number and its title."""
    return [
        (theme_id(), theme),
        (
            Column(
                name="number",
                label=_("Number"),
                meaning=_("Where it stands in the questionnaire: component, area and theme."),
            ),
            lambda row: framework.numbers.get(theme(row) or ""),
        ),
        (
            Column(name="theme", label=_("Theme"), meaning=_("The title of the theme.")),
            lambda row: title(framework, theme(row)),
        ),
    ]


def theme_id() -> Column:
    """The id of a theme."""
    return Column(
        name="theme_id",
        label=_("Id of the theme"),
        meaning=_("The same in every table and every round; never used again for another theme."),
    )


def base(framework: Framework) -> Sequence[Of[Measures]]:
    """How many answered, and how many did not know."""
    dont_know = one_line(in_words(framework.scale.dont_know))
    return [
        (
            whole("n_valid", _("Answers"), _("Answers on the scale."), _("answers")),
            lambda theme: theme.valid,
        ),
        (
            whole(
                "dont_know",
                dont_know,
                _("Answers “{label}”, which are no part of the scale.", label=dont_know),
                _("answers"),
            ),
            lambda theme: theme.dont_know,
        ),
        (
            share(
                "dont_know_share",
                _("{label} (share)", label=dont_know),
                _("“{label}” as a share of these and of the answers on the scale.", label=dont_know),
            ),
            lambda theme: theme.dont_know_share,
        ),
    ]


def distribution(framework: Framework) -> Sequence[Of[Measures]]:
    """The answers at each point of the scale, lowest first: as counts, then as shares."""
    points = range(1, framework.scale.size + 1)
    return [*(_count(framework, n) for n in points), *(_share(framework, n) for n in points)]


def _count(framework: Framework, n: int) -> Of[Measures]:
    label = one_line(point(framework, n))
    column = whole(
        f"count_{n}",
        _("{point}: {label}", point=n, label=label),
        _("Answers “{label}”; empty where every partner counts the same.", label=label),
        _("answers"),
    )
    return column, lambda theme: theme.counts[n - 1] if theme.counts else None


def _share(framework: Framework, n: int) -> Of[Measures]:
    label = one_line(point(framework, n))
    column = share(
        f"share_{n}",
        _("{point}: {label} (share)", point=n, label=label),
        _("Answers “{label}” as a share of the answers on the scale.", label=label),
    )
    return column, lambda theme: theme.shares[n - 1] if theme.shares else None


def middle(framework: Framework) -> Sequence[Of[Measures]]:
    """Where the answers lie on the scale."""
    points = framework.scale.size
    return [
        (
            place(
                "typical",
                _("Typical answer (1–{points})", points=points),
                _("The interpolated median, or the plain one where only a summary is shown."),
                points,
            ),
            lambda theme: theme.typical,
        ),
        (
            place("median", _("Median"), _("The answer in the middle, in half points."), points),
            lambda theme: theme.median,
        ),
        (
            place(
                "interpolated_median",
                _("Interpolated median"),
                _(
                    "The median, placed up to half a point higher or lower by how many answered on either side."
                ),
                points,
            ),
            lambda theme: theme.interpolated_median,
        ),
        *quartiles(points, _quartiles),
        (
            place(
                "mean", _("Average answer (1–{points})", points=points), _("The mean of the answers."), points
            ),
            lambda theme: theme.mean,
        ),
        (score(), lambda theme: theme.score),
    ]


def _quartiles(theme: Measures) -> tuple[float, float] | None:
    return theme.quartiles


def quartiles(points: int, of: Callable[[_Row], tuple[float, float] | None]) -> Sequence[Of[_Row]]:
    """Where the middle half of the answers lies."""
    low = place(
        "lower_quartile", _("Lower quartile"), _("Where the middle half of the answers begins."), points
    )
    high = place(
        "upper_quartile", _("Upper quartile"), _("Where the middle half of the answers ends."), points
    )
    return (low, lambda row: first(of(row))), (high, lambda row: second(of(row)))


def score() -> Column:
    """0 to 100; in files only, because it reads as a mark."""
    return Column(
        name="score",
        label=_("Score (0–100)"),
        meaning=_(
            "The average answer on a scale of 0 to 100. It is no mark, and no page or report shows it."
        ),
        kind=Kind.NUMBER,
        low=0,
        high=100,
    )


def closeness() -> Sequence[Of[Measures]]:
    """How close together the answers lie."""
    return [
        (agreement(), lambda theme: theme.agreement),
        (agreement_level(), lambda theme: theme.agreement_level),
    ]


def agreement() -> Column:
    """A number from 0 to 1."""
    return Column(
        name="agreement",
        label=_("Agreement (0–1)"),
        meaning=_("1 where all answers are the same, 0 where half stand at one end and half at the other."),
        kind=Kind.NUMBER,
        low=0,
        high=1,
    )


def agreement_level() -> Column:
    """The same in a word."""
    return code(
        "agreement_level",
        _("How close together"),
        _("Agreement in a word. Close is not the same as good, and far apart is no fault."),
        values.agreement_levels(),
    )


def what_is_missing() -> Sequence[Of[Measures]]:
    """How much is shown, and why not more."""
    detail = code("detail", _("How much is shown"), _("How much is shown of the answers."), values.details())
    return [(detail, lambda row: row.detail), (withheld(), lambda row: row.withheld)]


def withheld() -> Column:
    """Why something is missing."""
    return code(
        "withheld",
        _("Why something is missing"),
        _("Why cells of the row are empty; empty where nothing is withheld."),
        values.reasons(),
    )


def reason(found: Withheld | None) -> str | None:
    """Why something is missing, as a code."""
    return None if found is None else found.value


def first(pair: tuple[float, float] | None) -> float | None:
    """The lower of two."""
    return None if pair is None else pair[0]


def second(pair: tuple[float, float] | None) -> float | None:
    """The upper of two."""
    return None if pair is None else pair[1]
