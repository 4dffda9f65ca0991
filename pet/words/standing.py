"""Where a component or an area stands, in a sentence or two: the number of the radar's axis in words."""

from pet.analysis.result import Composite, Result
from pet.frameworks.model import Component, Framework
from pet.language import gettext as _
from pet.words import levels, withheld
from pet.words.numbers import decimal
from pet.words.phrases import in_words, listing


def of(part: Composite, framework: Framework, smallest_group: int) -> str:
    """The typical answer and how close together the answers lie, or why nothing is shown."""
    if part.typical is None or part.agreement_level is None:
        return withheld.reason(part.withheld, smallest_group) if part.withheld else ""
    standing = _(
        "Typical answer: {typical} on the scale of 1 to {points}.",
        typical=decimal(part.typical),
        points=framework.scale.size,
    )
    return " ".join([standing, levels.sentence(part.agreement_level)])


def by_area(component: Component, result: Result) -> str:
    """The areas' numbers in one sentence; empty for one area, which says what its component says."""
    known = {area.id: area for area in result.areas}
    standing = [
        _(
            "{area} {typical} ({word})",
            area=in_words(area.title),
            typical=decimal(found.typical),
            word=levels.word(found.agreement_level),
        )
        for area in component.areas
        if (found := known.get(area.id)) is not None and found.typical is not None
    ]
    return _("By area: {areas}.", areas=listing(standing)) if len(standing) > 1 else ""
