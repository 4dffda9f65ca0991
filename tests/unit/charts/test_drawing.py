"""No label is cut or covered, in any chart, with long words and in the pseudo-language too."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, Patch, PathPatch
from matplotlib.text import Text

from pet.charts import build, style
from pet.charts.draw import figure, places_on
from pet.charts.draw.hatching import slanted
from pet.charts.draw.lettering import LONGEST
from pet.charts.draw.places import Label, arranged
from pet.charts.spec import Spec, Table
from pet.charts.spec.bars import Bars
from pet.charts.spec.quadrant import Dot
from pet.language import PSEUDO, use
from tests.support.charts import LONG, everything, faults, texts, varied
from tests.support.results import framework

CASES = [(5, 7), (4, 3), (3, 5), (6, 8), (7, 9), (5, 12)]


@pytest.mark.parametrize(("points", "components"), CASES)
def test_no_label_is_cut_or_covered(points, components):
    for name, spec in everything(points, components).items():
        drawn = figure(spec, width=340 if components < 9 else 508)
        assert (name, *faults(drawn)) == (name, [], [])


@pytest.mark.parametrize("components", [3, 7, 12])
def test_long_compound_words_fit(components):
    for name, spec in everything(components=components, titles=LONG).items():
        drawn = figure(spec, width=451)
        assert (name, *faults(drawn)) == (name, [], [])


def test_the_pseudo_language_fits():
    with use(PSEUDO):
        charts = everything()
    for name, spec in charts.items():
        drawn = figure(spec, width=451)
        assert (name, *faults(drawn)) == (name, [], [])


@pytest.mark.parametrize("components", [5, 6, 7, 8])
def test_labels_of_a_narrow_radar_make_room_for_each_other(components):
    titles = tuple(f"Working together with every family {n}" for n in range(components))
    of = framework(components=components, themes=1, titles=titles)
    drawn = figure(build.radar(varied(of), of), width=170)
    assert faults(drawn) == ([], [])


def test_every_number_of_a_bar_is_written_on_it_or_below():
    for name, spec in everything(points=7).items():
        if isinstance(spec, Bars):
            wanted = [number for row in spec.rows for number in row.numbers if number != "0"]
            written = [text for text, _ in texts(figure(spec, width=340))]
            lacking = [number for number in set(wanted) if written.count(number) < wanted.count(number)]
            assert (name, lacking) == (name, [])


def test_every_kind_of_chart_is_looked_at():
    assert set(everything()) == {
        "radar",
        "radar summary",
        "strip",
        "theme strip",
        "dotted strip",
        "bars",
        "one bar",
        "summary bars",
        "binned bars",
        "many bars",
        "group bars",
        "group radar",
        "partner radars",
        "map",
        "radar then and now",
        "dense slope",
        "slope",
    }


def test_a_figure_is_measured_in_points_and_has_no_axes():
    drawn = figure(everything()["radar"], width=340)
    assert (drawn.get_size_inches()[0] * 72, drawn.dpi, drawn.axes) == (pytest.approx(340), 72, [])
    assert not drawn.patch.get_visible()


def test_no_shape_uses_patterns_or_transparency_which_print_and_screen_readers_of_pdf_treat_differently():
    for spec in everything().values():
        patches = figure(spec, width=451).findobj(Patch)
        assert {patch.get_hatch() for patch in patches} == {None}
        assert {patch.get_alpha() for patch in patches} == {None}


def test_hatching_stays_inside_its_rectangle():
    ends = [point for line in slanted(10, 20, 30, 15, 4) for point in line]
    assert all(10 <= x <= 40 and 20 <= y <= 35 for x, y in ends)
    assert len(ends) == 2 * 11


FREE = Label((50, 50), 20, 10)


def free(places):
    return np.zeros(len(places))


def gap(box, point):
    """How far a point is from a box; negative inside."""
    return max(
        box.left - point[0],
        point[0] - box.left - box.width,
        box.top - point[1],
        point[1] - box.top - box.height,
    )


def test_labels_of_the_same_place_lie_beside_each_other():
    placed = arranged([FREE] * 9, free)
    assert not any(a.touches(b, 0.5) for n, a in enumerate(placed) for b in placed[:n])
    assert min(gap(box, FREE.home) for box in placed) > 2


def test_the_more_labels_there_are_the_fewer_choose_again(monkeypatch):
    """A map of 140 themes in one spot, on which every label would choose again and again."""
    monkeypatch.setattr("pet.charts.draw.places._WORK", 10 * 140)
    again = []
    monkeypatch.setattr(
        "pet.charts.draw.places._Layout._again", lambda _layout, label: again.append(label) or True
    )
    assert len(arranged([FREE] * 140, free)) == 140
    assert len(again) == 10


def test_a_lonely_label_stands_right_beside_its_dot():
    (placed,) = arranged([FREE], free)
    assert 2 < gap(placed, FREE.home) < 4


def test_a_label_goes_where_it_costs_least():
    (placed,) = arranged([FREE], lambda places: np.where(places[:, 1] < 70, 1000.0, 0.0))
    assert placed.top >= 70


def crowd(number, *, seed=1):
    """A map on which most themes lie close together."""
    drawn = np.random.default_rng(seed)
    strengths = np.clip(drawn.normal(68, 9, number), 0, 100)
    lowest = abs(2 * strengths / 100 - 1)
    heights = np.maximum(lowest, np.clip(drawn.normal(0.65, 0.09, number), 0, 1))
    made = everything()["map"]
    dots = tuple(
        Dot(
            theme=f"t{n}",
            number=f"{n // 6 + 1}.{n % 6 // 2 + 1}{'ab'[n % 2]}",
            label="",
            strength=float(strengths[n]),
            agreement=float(heights[n]),
            chosen=n % 7 == 0,
        )
        for n in range(number)
    )
    return replace(made, dots=dots)


@pytest.mark.parametrize("number", [14, 42])
def test_on_a_crowded_map_no_number_covers_another_or_a_dot(number):
    drawn = figure(crowd(number), width=430)
    assert faults(drawn, slack=0.3) == ([], [])
    circles = list(drawn.findobj(Circle))
    assert len(circles) == number
    high = 72 * drawn.get_size_inches()[1]
    places = [(circle.center[0], high - circle.center[1]) for circle in circles]
    numbers = [box for text, box in texts(drawn) if text[0].isdigit()]
    inner = [(box.x0 + 1, box.x1 - 1, box.y0 + 1, box.y1 - 1) for box in numbers]
    covered = [(x, y) for x, y in places for x0, x1, y0, y1 in inner if x0 < x < x1 and y0 < y < y1]
    assert covered == []


def test_on_a_sparse_map_no_line_leads_to_what_is_not_on_the_agenda():
    spec = replace(crowd(42), sparse=True)
    drawn = figure(spec, width=246)
    said = {text for text, _box in texts(drawn)}
    chosen = {dot.number for dot in spec.dots if dot.chosen}
    assert chosen <= said
    assert len(said & {dot.number for dot in spec.dots}) < len(spec.dots) == len(drawn.findobj(Circle))


def test_the_places_of_the_dots_are_those_of_the_picture():
    spec = everything()["map"]
    circles = sorted(circle.center for circle in figure(spec, width=380).findobj(Circle))
    assert np.allclose(sorted(places_on(spec, 380)), circles, atol=0.1)


def test_a_map_of_very_many_themes_is_drawn():
    assert len(figure(crowd(300), width=430).findobj(Circle)) == 300


def lines_of(spec, words, wide):
    """How many of these words stand on each line."""
    found = {}
    for artist in figure(spec, width=wide).findobj(Text):
        if artist.get_text() in words:
            line = round(artist.get_position()[1])
            found[line] = found.get(line, 0) + 1
    return [found[line] for line in sorted(found)]


def legend(spec):
    return {*spec.points, spec.typical, spec.dont_know, *([spec.unit] if spec.unit else [])}


def test_the_legend_of_bars_is_one_line_at_full_width():
    for name in ("bars", "many bars"):
        spec = everything()[name]
        assert any(row.dont_know.share for row in spec.rows)
        assert (name, lines_of(spec, legend(spec), 508)) == (name, [len(legend(spec))])


def test_a_legend_that_needs_two_lines_is_broken_evenly():
    spec = everything()["group bars"]
    assert lines_of(spec, legend(spec), 508) == [4, 4]


def test_the_rings_of_a_radar_are_named_in_one_line_at_half_width():
    spec = everything()["group radar"]
    words = {f"{n} {word}" for n, word in enumerate(spec.points, start=1)}
    assert lines_of(spec, words, 280) == [5]


def test_ring_numbers_can_be_read():
    for name in ("radar", "group radar"):
        drawn = figure(everything()[name], width=280)
        sizes = {t.get_text(): t.get_fontsize() for t in drawn.findobj(Text) if t.get_text() in set("12345")}
        assert (name, sizes) == (name, dict.fromkeys("12345", 8.0))


def test_the_zero_line_runs_through_all_rows():
    spec = everything()["bars"]
    drawn = figure(spec, width=508)
    upright = [
        patch.get_path().vertices
        for patch in drawn.findobj(PathPatch)
        if patch.get_edgecolor() == to_rgba(style.FAINT) and patch.get_path().codes is not None
    ]
    spans = sorted(
        (float(points[n][1]), float(points[n + 1][1]))
        for points in upright
        if np.ptp(points[:, 0]) == 0
        for n in range(0, len(points), 2)
    )
    assert len(spans) >= len(spec.rows)
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    assert max(gaps) < 9
    assert gaps.count(0) >= len(spec.rows) - 2


@pytest.mark.parametrize("unit", ["W", "iw ", "e\u0301", "\u200b", "W-"])
def test_texts_of_two_hundred_thousand_characters_are_cut_before_they_are_set(unit):
    huge = unit * (200_000 // len(unit))
    charts = everything(components=4, titles=tuple(f"{huge}{n}" for n in range(5)), swell=huge)
    for name, spec in charts.items():
        drawn = figure(spec, width=451)
        assert (name, *faults(drawn)) == (name, [], [])
        assert max(len(text) for text, _box in texts(drawn)) <= LONGEST


def test_an_unknown_kind_of_chart_is_refused():
    plain = Spec(name="x", finding="", description="", reading="", table=Table(header=(), rows=()))
    with pytest.raises(TypeError, match="no drawing for Spec"):
        figure(plain, width=100)
