"""What has changed since the round before: components then and now, and the themes that moved."""

from collections.abc import Sequence

from pet.analysis.result_change import Change
from pet.charts import build
from pet.charts.spec.slope import Course, Slope, SlopeLine
from pet.exports.slides import charts, findings
from pet.exports.slides.making import Making
from pet.exports.slides.page import BODY, LEFT, TALL, TEXT, TOP, WIDE
from pet.language import gettext as _
from pet.words import change as words
from pet.words import sections, tally

MOST = 6
"""Lines on a slide: as many as have a pen of their own."""
_MOST_SLIDES = 3
_LINES, _GAP = 400.0, 24.0


def since_last_round(making: Making) -> None:
    """The radar of both rounds, and what moved; nothing without an earlier round."""
    change = making.result.change
    if change is None:
        return
    _components(change, making)
    lines, slope = _moved(making)
    if slope is None or not lines:
        return
    for start in range(0, min(len(lines), MOST * _MOST_SLIDES), MOST):
        _themes(lines[start : start + MOST], slope, making)


def _components(change: Change, making: Making) -> None:
    spec = build.change_radar(making.result, making.framework)
    headline = words.headline(change, making.result)
    who, rest = words.who(change, making.result), tally.rest(change)
    with making.page() as page:
        page.title(headline, kicker=sections.changed())
        if spec is None:
            page.say([said for said in (who, rest) if said], BODY, TEXT, gap=0.6)
        else:
            charts.radar(page, spec, (LEFT, TOP - 6.0, findings.RADAR, TALL + 6.0))
            findings.beside(page, spec)
            page.spoken.append(_("How to read it: {reading}", reading=spec.reading))
        page.spoken += [who, words.rule(making.result), rest, *words.to_ask(change, making.framework)]


def _moved(making: Making) -> tuple[list[SlopeLine], Slope | None]:
    """The lines of all components that moved, came closer together or went further apart, and a slope they are from."""
    slopes = build.slopes(making.result, making.framework)
    lines = [
        line
        for slope in slopes
        for panel in slope.panels
        for line in panel.lines
        if line.course is not Course.STEADY or line.reach is not None
    ]
    return lines, slopes[0] if slopes else None


def _themes(lines: Sequence[SlopeLine], slope: Slope, making: Making) -> None:
    change = making.result.change
    assert change is not None  # there is no slope without
    left = LEFT + _LINES + _GAP
    rows = [
        (_("{number} {title}", number=n, title=line.label), *line.values) for n, line in enumerate(lines, 1)
    ]
    found = words.found(change, making.result, making.framework)
    with making.page() as page:
        page.title(making.glance.changed or words.headline(change, making.result), kicker=sections.changed())
        charts.slope(page, lines, slope.rounds, len(slope.points), (LEFT, TOP - 6.0, _LINES, TALL + 6.0))
        page.table(
            (_("Theme"), *slope.rounds), rows, (left, TOP, LEFT + WIDE - left, TALL), (0.56, 0.22, 0.22)
        )
        page.spoken += [
            _("{theme}. {sentence}", theme=making.called(theme), sentence=sentence)
            for some in found
            for theme, sentence in some.items
        ]
        page.spoken += [tally.rest(change), *words.to_ask(change, making.framework)]
