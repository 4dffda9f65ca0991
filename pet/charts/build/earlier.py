"""The components then and now, over the very same themes and people: a radar where that makes a shape, and a table."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pet.analysis.result import Result
from pet.analysis.result_change import CompositeChange
from pet.analysis.result_themes import Composite
from pet.charts.build.axes import (
    FEWEST,
    MOST,
    NUMBERED_FROM,
    UNKNOWN,
    axes_of,
    scale_sentence,
    scale_words,
    stopped,
)
from pet.charts.build.radar import radar
from pet.charts.spec import Table
from pet.charts.spec.radar import Axis, Line, Outline, Radar
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words.change import rounds
from pet.words.numbers import decimal
from pet.words.phrases import listing, title

_ALIKE = 0.05
"""Two typical answers that are no further apart are the same as people read them."""


def change_radar(result: Result, framework: Framework) -> Radar | None:
    """The earlier round dashed, this one solid, both from the comparison; `None` where they make no shape."""
    change, table = result.change, change_table(result, framework)
    parts = [] if change is None else [_both(part) for part in change.components]
    if change is None or table is None or len(table.rows) < FEWEST or len(parts) > MOST:
        return None
    then, now = rounds(change, result)
    said = _("Components, {then} and {now}", then=then, now=now)
    spoken = [
        _("{group}: {numbers}.", group=then, numbers=_numbers(parts, framework, "before")),
        _("{group}: {numbers}.", group=now, numbers=_numbers(parts, framework, "after")),
    ]
    return Radar(
        name="radar-change",
        finding=said,
        description=" ".join([stopped(said), scale_sentence(framework), *spoken]),
        reading=_(
            "Dashed: {then}. Solid: {now}. Both lines come from the same themes; further out is higher.",
            then=then,
            now=now,
        ),
        table=table,
        points=scale_words(framework),
        axes=tuple(_axis(part, framework) for part in parts),
        outlines=(
            Outline(name=then, line=Line.EARLIER, typical=tuple(part.before for part in parts)),
            Outline(name=now, line=Line.MAIN, typical=tuple(part.after for part in parts)),
        ),
        numbered=len(parts) >= NUMBERED_FROM,
    )


def _both(part: CompositeChange) -> CompositeChange:
    """The component; with no value then it has none now, and the other way round."""
    known = part.before is not None and part.after is not None
    return part if known else replace(part, before=None, after=None)


def _axis(part: CompositeChange, framework: Framework) -> Axis:
    shown = part.before is not None
    return Axis(
        number=framework.numbers[part.id],
        label=title(framework, part.id),
        word="" if shown else _("not compared"),
        shown=shown,
    )


def _numbers(
    parts: Sequence[CompositeChange], framework: Framework, which: Literal["before", "after"]
) -> str:
    known = [(part.id, part.before if which == "before" else part.after) for part in parts]
    return listing(
        [
            _("{part} {typical}", part=title(framework, part_id), typical=decimal(value))
            for part_id, value in known
            if value is not None
        ]
    )


def change_table(result: Result, framework: Framework) -> Table | None:
    """The components then and now, over the same themes; `None` where none has a theme that is compared."""
    change = result.change
    known = [] if change is None else [part for part in change.components if part.before is not None]
    if change is None or not known:
        return None
    return Table(
        header=(_("Component"), *rounds(change, result), _("Themes compared")),
        rows=tuple(
            (
                title(framework, part.id),
                decimal(part.before or 0),
                decimal(part.after or 0),
                _("{used} of {total}", used=part.themes_used, total=part.themes_total),
            )
            for part in known
        ),
    )


def radar_since(result: Result, framework: Framework) -> Radar | None:
    """Everybody's radar, with the earlier round dashed beside its line wherever the two compare like with like."""
    whole = radar(result, framework)
    if whole is None or result.change is None:
        return whole
    then = rounds(result.change, result)[0]
    before = tuple(_before(part, result) for part in axes_of(result))
    if sum(value is not None for value in before) < FEWEST:
        return whole
    said = listing(
        [
            _("{part} {typical}", part=axis.label, typical=decimal(value))
            for axis, value in zip(whole.axes, before, strict=True)
            if value is not None
        ]
    )
    return replace(
        whole,
        description=f"{whole.description} {_('{group}: {numbers}.', group=then, numbers=said)}",
        reading=f"{whole.reading} {_('Dashes: {round}, where the same was asked then.', round=then)}",
        table=_with_column(
            whole.table, then, [UNKNOWN if value is None else decimal(value) for value in before]
        ),
        outlines=(Outline(name=then, line=Line.EARLIER, typical=before), *whole.outlines),
    )


def _before(part: Composite, result: Result) -> float | None:
    """Where a part of the radar stood, if the comparison's own “now” is what the line shows; else `None`.

    The comparison takes only the themes that were asked both times, and perhaps only the people who answered both
    times. Where that makes a difference, dashes beside the line would set unlike beside unlike.
    """
    changes = result.change.components if result.change is not None else ()
    found = next((one for one in changes if one.id == part.id), None)
    if found is None or found.before is None or found.after is None or part.typical is None:
        return None
    return found.before if abs(found.after - part.typical) < _ALIKE else None


def _with_column(table: Table, head: str, cells: Sequence[str]) -> Table:
    return Table(
        header=(*table.header, head),
        rows=tuple((*row, cell) for row, cell in zip(table.rows, cells, strict=True)),
    )
