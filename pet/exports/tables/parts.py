"""The table of components and areas: everybody together."""

from dataclasses import dataclass

from pet.analysis.result_themes import Composite
from pet.exports.tables import values
from pet.exports.tables.columns import code, place, whole
from pet.exports.tables.measures import agreement, agreement_level, quartiles, reason, score, title, withheld
from pet.exports.tables.model import Column, Of, Table, table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A component or an area, and the component it belongs to."""

    found: Composite
    is_area: bool
    component: str


def of(record: Record) -> Table:
    """Every component, and below it its areas."""
    framework = record.framework
    areas = {area.id: area for area in record.result.areas}
    known = {component.id: component for component in record.result.components}
    rows = []
    for component in framework.components:
        found = [(known.get(component.id), False), *((areas.get(area.id), True) for area in component.areas)]
        rows += [
            _Part(found=part, is_area=is_area, component=component.id)
            for part, is_area in found
            if part is not None
        ]
    return table("components", [*_which(framework), *_numbers(framework), *_missing(framework)], rows)


def _which(framework: Framework) -> list[Of[_Part]]:
    return [
        (
            Column(name="part_id", label=_("Id"), meaning=_("The id of the component or area.")),
            lambda part: part.found.id,
        ),
        (
            code("part", _("Part"), _("Whether the row is a component or one of its areas."), values.parts()),
            lambda part: "area" if part.is_area else "component",
        ),
        (
            Column(name="number", label=_("Number"), meaning=_("Where it stands in the questionnaire.")),
            lambda part: framework.numbers[part.found.id],
        ),
        (
            Column(name="title", label=_("Title"), meaning=_("What it is called.")),
            lambda part: title(framework, part.found.id),
        ),
        (
            Column(
                name="component_id",
                label=_("Id of the component"),
                meaning=_("The component that it is, or to which it belongs."),
            ),
            lambda part: part.component,
        ),
    ]


def _numbers(framework: Framework) -> list[Of[_Part]]:
    points = framework.scale.size
    return [
        (
            place(
                "typical",
                _("Typical answer (1–{points})", points=points),
                _("The mean of its themes’ typical answers: the line of the radar."),
                points,
            ),
            lambda part: part.found.typical,
        ),
        *quartiles(points, _band),
        (score(), lambda part: part.found.score),
        (agreement(), lambda part: part.found.agreement),
        (agreement_level(), lambda part: part.found.agreement_level),
    ]


def _band(part: _Part) -> tuple[float, float] | None:
    return part.found.band


def _missing(framework: Framework) -> list[Of[_Part]]:
    lowest = _("The theme whose answers lie furthest apart, where what is shown says which.")
    return [
        (
            Column(name="lowest_theme_id", label=_("Furthest apart (id)"), meaning=lowest),
            lambda part: part.found.lowest_theme,
        ),
        (
            Column(name="lowest_theme", label=_("Furthest apart"), meaning=lowest),
            lambda part: title(framework, part.found.lowest_theme),
        ),
        (
            whole(
                "themes_used",
                _("Themes behind it"),
                _("Themes that are shown, and so are in it."),
                _("themes"),
            ),
            lambda part: part.found.themes_used,
        ),
        (
            whole("themes_total", _("All its themes"), _("Themes that were asked."), _("themes")),
            lambda part: part.found.themes_total,
        ),
        (withheld(), lambda part: reason(part.found.withheld)),
    ]
