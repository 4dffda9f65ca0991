"""Specs of radars: everybody, two groups laid over each other, and one small radar per partner."""

from collections.abc import Sequence

from pet.analysis.options import Breakdown
from pet.analysis.result import Result
from pet.analysis.result_groups import GroupResult
from pet.analysis.result_themes import Composite
from pet.charts.build.axes import (
    NUMBERED_FROM,
    UNKNOWN,
    axes_of,
    axis,
    describe,
    draws_radar,
    finding,
    hidden,
    scale_sentence,
    scale_words,
    stopped,
    table,
)
from pet.charts.spec import Table
from pet.charts.spec.radar import Axis, Line, Outline, Radar, Radars
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words.groups import how_answered, label
from pet.words.numbers import decimal
from pet.words.phrases import listing, title

_LINES = (Line.MAIN, Line.SECOND)


def radar(result: Result, framework: Framework) -> Radar | None:
    """Everybody's typical answers, with the band of the middle half; `None` where the axes make no shape."""
    parts = axes_of(result)
    if not draws_radar(parts):
        return None
    said = finding(parts, framework)
    whole = Outline(
        name=_("Everybody"),
        line=Line.MAIN,
        typical=tuple(part.typical for part in parts),
        bands=tuple(part.band if part.typical is not None else None for part in parts),
    )
    return Radar(
        name="radar",
        finding=said,
        description=describe(said, parts, framework),
        reading=_reading(parts),
        table=table(parts, framework),
        points=scale_words(framework),
        axes=tuple(axis(part, framework) for part in parts),
        outlines=(whole,),
        numbered=len(parts) >= NUMBERED_FROM,
    )


def group_radar(
    result: Result, framework: Framework, breakdown: Breakdown, names: Sequence[str]
) -> Radar | None:
    """One or two groups laid over each other; a single group lies over everybody.

    Args:
        result: the round.
        framework: what was asked.
        breakdown: how people were sorted.
        names: one or two groups, as named in the result.

    Returns:
        `None` where fewer groups than that are shown, or the axes make no shape.
    """
    everybody = axes_of(result)
    groups = [group for group in result.groups.get(breakdown, ()) if group.name in names and group.shown]
    parts = [_parts(group, everybody) for group in groups]
    if len(groups) != len(set(names)) or len(groups) not in (1, 2) or not all(map(draws_radar, parts)):
        return None
    titles = tuple(label(group, breakdown, framework) for group in groups)
    outlines = [_outline(*one) for one in zip(titles, _LINES, parts, strict=False)]
    if len(groups) == 1:
        outlines.append(_everybody_beside(parts[0]))
    said = how_answered(groups, breakdown, framework)
    return Radar(
        name=f"radar-{breakdown}",
        finding=said,
        description=_described(said, everybody, outlines, framework),
        reading=_("Each line shows the typical answers of one group; further out is higher."),
        table=_compared(everybody, outlines, framework),
        points=scale_words(framework),
        axes=_plain_axes(everybody, outlines, framework),
        outlines=tuple(outlines),
        numbered=len(everybody) >= NUMBERED_FROM,
    )


def partner_radars(result: Result, framework: Framework) -> Radars | None:
    """One named outline per partner beside each other, everybody in grey: for rounds in which all is signed."""
    everybody = axes_of(result)
    groups = [group for group in result.groups.get(Breakdown.PARTNER, ()) if group.shown]
    shaped = [(group, parts) for group in groups if draws_radar(parts := _parts(group, everybody))]
    if len(shaped) < 2 or not draws_radar(everybody):
        return None
    panels = [
        _outline(label(group, Breakdown.PARTNER, framework), Line.MAIN, parts) for group, parts in shaped
    ]
    totals = [_everybody_beside(parts) for _group, parts in shaped]
    alike = len({total.typical for total in totals}) == 1
    columns = [totals[0], *panels] if alike else panels
    said = _("Each partner’s picture beside that of everybody together")
    reading = _(
        "Each line shows the typical answers of one partner; further out is higher. "
        "Dotted in grey: everybody together. The order is fixed and says nothing."
    )
    on_theirs = _("Everybody is taken on the statements that the partner answered; in brackets in the table.")
    return Radars(
        name="radars-partner",
        finding=said,
        description=_described(said, everybody, columns, framework, [] if alike else totals),
        reading=reading if alike else f"{reading} {on_theirs}",
        table=_compared(everybody, columns, framework, [] if alike else totals),
        points=scale_words(framework),
        axes=_plain_axes(everybody, [_outline(_("Everybody together"), Line.CONTEXT, everybody)], framework),
        panels=tuple(panels),
        everybody=tuple(totals),
    )


def _reading(parts: Sequence[Composite]) -> str:
    if any(part.band is not None for part in parts):
        return _(
            "Line: the typical answer; further out is higher. Band: where the middle half of the answers lies. "
            "Under each name: how close together the answers are."
        )
    return _(
        "Line: the typical answer; further out is higher. "
        "Under each name: how close together the answers are."
    )


def _parts(group: GroupResult, everybody: Sequence[Composite]) -> tuple[Composite, ...]:
    """The group's numbers on the same axes; a missing axis stays missing."""
    known = {part.id: part for part in (*group.components, *group.areas)}
    return tuple(known[part.id] for part in everybody if part.id in known)


def _outline(name: str, line: Line, parts: Sequence[Composite]) -> Outline:
    return Outline(name=name, line=line, typical=tuple(part.typical for part in parts))


def _everybody_beside(parts: Sequence[Composite]) -> Outline:
    """Everybody on the very themes that a group's line is made of: like with like."""
    typical = tuple(part.everybody for part in parts)
    return Outline(name=_("Everybody together"), line=Line.CONTEXT, typical=typical)


def _plain_axes(
    parts: Sequence[Composite], outlines: Sequence[Outline], framework: Framework
) -> tuple[Axis, ...]:
    """Axes without a word of agreement, which would be that of everybody."""
    found = []
    for n, part in enumerate(parts):
        shown = any(
            outline.typical[n] is not None for outline in outlines if outline.line is not Line.CONTEXT
        )
        shown = shown or all(
            outline.line is Line.CONTEXT and outline.typical[n] is not None for outline in outlines
        )
        word = "" if shown else hidden(part)
        found.append(
            Axis(number=framework.numbers[part.id], label=title(framework, part.id), word=word, shown=shown)
        )
    return tuple(found)


def _compared(
    parts: Sequence[Composite],
    outlines: Sequence[Outline],
    framework: Framework,
    beside: Sequence[Outline] = (),
) -> Table:
    """The numbers of the outlines; where each has another line `beside` it, that one's in brackets."""
    columns = [
        [_number(own) if whole is None else _in_brackets(own, whole) for own, whole in pairs]
        for pairs in _values(outlines, beside)
    ]
    return Table(
        header=(_("Part"), *(outline.name for outline in outlines)),
        rows=tuple(
            (title(framework, part.id), *(column[n] for column in columns)) for n, part in enumerate(parts)
        ),
    )


def _described(
    said: str,
    parts: Sequence[Composite],
    outlines: Sequence[Outline],
    framework: Framework,
    beside: Sequence[Outline] = (),
) -> str:
    sentences = []
    for outline, pairs in zip(outlines, _values(outlines, beside), strict=True):
        found = [
            _spoken(title(framework, part.id), own, whole)
            for part, (own, whole) in zip(parts, pairs, strict=True)
        ]
        sentences.append(_("{group}: {numbers}.", group=outline.name, numbers=listing(found)))
    return " ".join([stopped(said), scale_sentence(framework), *sentences])


def _values(
    outlines: Sequence[Outline], beside: Sequence[Outline]
) -> list[list[tuple[float | None, float | None]]]:
    """Per outline and axis its value, and that of the line beside it, if it has one of its own."""
    if not beside:
        return [[(value, None) for value in outline.typical] for outline in outlines]
    return [
        list(zip(outline.typical, whole.typical, strict=True))
        for outline, whole in zip(outlines, beside, strict=True)
    ]


def _in_brackets(own: float | None, whole: float) -> str:
    return _("{group} ({everybody})", group=_number(own), everybody=_number(whole))


def _spoken(part: str, own: float | None, whole: float | None) -> str:
    if whole is None:
        return _("{part} {typical}", part=part, typical=_number(own))
    return _("{part} {typical} beside {everybody}", part=part, typical=_number(own), everybody=_number(whole))


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else decimal(value)
