"""What all bars are put together from: a row from its answers, and a spec from its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pet.analysis.kinds import Level
from pet.charts.build.axes import scale_words
from pet.charts.build.bar_text import as_table, how_to_read, in_sentences
from pet.charts.build.segments import Unit, dont_know, lengths, numbers
from pet.charts.spec.bars import BarRow, Bars, Kind
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import levels
from pet.words.numbers import whole
from pet.words.phrases import in_words

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Named:
    """What a chart of bars is called, what it finds, and what its rows are."""

    name: str
    finding: str
    of: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What one bar is made of."""

    label: str
    counts: tuple[float, ...]
    valid: int
    dont_know: int | None
    level: Level | None


def spec_of(
    named: Named, rows: Sequence[BarRow], framework: Framework, unit: Unit, *, legend: bool = True
) -> Bars:
    """The picture of these rows, with its text twin."""
    words, bins = scale_words(framework), _bins(framework.scale.size)
    return Bars(
        name=named.name,
        finding=named.finding,
        description=in_sentences(named.finding, rows, (words, bins), unit),
        reading=how_to_read(rows, unit),
        table=as_table(named.of, rows, (words, bins), unit),
        points=words,
        bins=bins,
        dont_know=in_words(framework.scale.dont_know),
        typical=_("typical answer"),
        unit=_IN_LEGEND[unit](),
        rows=tuple(rows),
        labelled=len(rows) > 1,
        legend=legend,
    )


def bar(answers: Answers, unit: Unit, kind: Kind = Kind.POINTS) -> BarRow:
    """A row of which the distribution is shown."""
    valid = answers.valid
    return BarRow(
        label=answers.label,
        kind=kind,
        shares=lengths(answers.counts, unit),
        numbers=numbers(answers.counts, unit),
        word=level_word(answers.level),
        people=how_many(valid),
        answers=whole(valid),
        dont_know=dont_know(answers.dont_know, valid, unit),
    )


def level_word(level: Level | None) -> str:
    """Agreement in a word; empty where it is not defined."""
    return "" if level is None else levels.word(level)


def how_many(valid: int | None) -> str:
    """How many answers are behind a row; empty where that is withheld."""
    return "" if valid is None else ngettext("{count} answer", "{count} answers", valid, count=whole(valid))


def middle_if_any(parts: tuple[_Part, _Part, _Part], points: int) -> tuple[_Part, ...]:
    """Below, at and above the middle; an even number of points has no middle, so there nothing stands for it."""
    return parts if points % 2 else (parts[0], parts[2])


def _bins(points: int) -> tuple[str, ...]:
    return middle_if_any((_("Below the middle"), _("In the middle"), _("Above the middle")), points)


_IN_LEGEND: dict[Unit, Callable[[], str]] = {
    # How to read the report says that numbers are answers where nothing else is said.
    Unit.ANSWERS: lambda: "",
    Unit.PER_CENT: lambda: _("per cent"),
    Unit.FIVES: lambda: _("per cent, in steps of five"),
}
