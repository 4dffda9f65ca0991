"""Every kind of chart that the drawing tests look at, and where its texts stand."""

from dataclasses import replace
from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from pet.analysis.kinds import Moved
from pet.analysis.options import Breakdown
from pet.charts import build
from pet.frameworks.changes import Link
from pet.frameworks.model import Scale
from tests.support import changed
from tests.support.results import (
    CHALLENGE,
    MIDDLE,
    STRENGTH,
    TITLES,
    TWO_CAMPS,
    Answers,
    framework,
    open_round,
    result,
    text,
)

LONG = tuple(
    f"Verantwortlichkeitsbereiche der Zusammenarbeit {n} und Donaudampfschifffahrtsgesellschaft"
    for n in range(13)
)


def varied(of, **options):
    """A round in which every theme looks different."""
    shapes = ((TWO_CAMPS, 2), (STRENGTH, 0), (CHALLENGE, 1), (MIDDLE, 16), ((1, 1, 1, 1, 38), 40))
    on = {
        theme.id: Answers(_to_scale(shapes[n % 5][0], of.scale.size), shapes[n % 5][1])
        for n, theme in enumerate(of.themes)
    }
    return result(of, Answers((1,) * of.scale.size), on=on, **options)


def _crowded(of, whole):
    """Eighteen themes of one component whose answers lie close together, then and now."""
    top = of.scale.size
    courses = (Moved.UP, None, Moved.DOWN, None, None)
    themes = [
        changed.theme(
            theme.id,
            before=top - 1 - (n % 7) * 0.06,
            after=top - 1 - (n % 4) * 0.05,
            moved=courses[n % 5],
            link=Link.REWORDED if n % 6 == 2 else Link.SAME,
        )
        for n, theme in enumerate(of.themes)
    ]
    return replace(whole, change=changed.change(themes))


def _to_scale(counts, points):
    """The counts of five points on more or fewer."""
    return (*counts[: points - 1], *([3] * (points - 6)), sum(counts[points - 1 :]) or 2)


def swollen(of, by):
    """The framework with this before every answer word, role and statement."""
    answers = tuple(text(by + word.to("en")) for word in of.scale.points)
    others = (text(by + word.to("en")) for word in (of.scale.dont_know, of.scale.not_applicable))
    roles = (
        replace(role, label=text(by + role.label.to("en")), plural=text(by + role.plural.to("en")))
        for role in of.roles
    )
    parts = (
        replace(
            part,
            areas=tuple(
                replace(area, themes=tuple(replace(theme, statement=text(by)) for theme in area.themes))
                for area in part.areas
            ),
        )
        for part in of.components
    )
    return replace(of, scale=Scale(answers, *others), roles=tuple(roles), components=tuple(parts))


def everything(points=5, components=7, titles=TITLES, swell=""):
    """Name and spec of every chart of one framework; `swell` stands before every answer word, role and statement."""
    of = swollen(framework(points=points, components=components, titles=titles), swell)
    whole = varied(of)
    seven = Answers((1, *([0] * (points - 3)), 1, 5))
    few = result(of, seven)
    bins = result(of, seven, small_partnership=True)
    many = result(of, Answers(tuple(130 * n for n in range(1, points + 1)), 90))
    roles = result(
        of,
        {"head": Answers((*([1] * (points - 1)), 9), 3), "teacher": Answers((9, *([2] * (points - 1))))},
        roles=True,
    )
    signed = open_round(of, (titles[0], "Beck", "Cotterill", "Dene", "Elm"))
    made = {
        "radar": build.radar(whole, of),
        "radar summary": build.radar(few, of),
        "strip": build.strip(whole, of),
        "theme strip": build.theme_strip(few, of, of.theme_ids[:5]),
        "dotted strip": build.theme_strip(roles, of, of.theme_ids[:5]),
        "bars": build.bars(whole, of, of.theme_ids[:6]),
        "one bar": build.bars(whole, of, of.theme_ids[:1]),
        "summary bars": build.bars(few, of, of.theme_ids[:3]),
        "binned bars": build.bars(bins, of, of.theme_ids[:3]),
        "many bars": build.bars(many, of, of.theme_ids[:3]),
        "group bars": build.group_bars(roles, of, of.theme_ids[0], Breakdown.ROLE, "head"),
        "group radar": build.group_radar(roles, of, Breakdown.ROLE, ("head", "teacher")),
        "partner radars": build.partner_radars(signed, of),
        "map": build.quadrant(whole, of),
        "radar then and now": build.change_radar(changed.with_change(whole), of),
    }
    dense = framework(points=points, components=1, areas=3, themes=6, titles=titles)
    made["dense slope"] = build.slopes(_crowded(dense, whole), dense)[0]
    made["slope"] = build.slopes(changed.with_change(whole), of)[0]
    return {name: spec for name, spec in made.items() if spec is not None}


def texts(figure):
    """Each text of a figure with its box in points, from the lower left."""
    canvas = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    return [
        (artist.get_text(), artist.get_window_extent(renderer))
        for artist in figure.findobj(Text)
        if artist.get_text()
    ]


def faults(figure, slack=1.0):
    """The texts that the edge of the figure cuts, and the pairs that lie over each other, by more than `slack`."""
    wide, high = (72 * inches for inches in figure.get_size_inches())
    found = texts(figure)
    cut = [
        text
        for text, box in found
        if box.x0 < -slack or box.y0 < -slack or box.x1 > wide + slack or box.y1 > high + slack
    ]
    covered = [
        (one, other)
        for (one, a), (other, b) in combinations(found, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > slack and min(a.y1, b.y1) - max(a.y0, b.y0) > 2 * slack
    ]
    return cut, covered
