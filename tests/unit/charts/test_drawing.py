"""No label is cut or covered, in any chart, with long words and in the pseudo-language too."""

import pytest
from matplotlib.patches import Patch

from pet.charts import build
from pet.charts.draw import figure
from pet.charts.draw.hatching import slanted
from pet.charts.draw.places import Box, spread
from pet.charts.spec import Bars, Spec, Table
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


def test_places_that_are_taken_are_left_free():
    same = [Box(50, 50, 20, 10)] * 6
    placed = spread(same, Box(0, 0, 100, 100), taken=[Box(60, 40, 30, 12)])
    assert not any(a.touches(b) for n, a in enumerate(placed) for b in placed[:n])
    assert not any(box.touches(Box(60, 40, 30, 12)) for box in placed)


def test_a_place_that_is_free_is_kept():
    apart = (Box(0, 0, 10, 10), Box(50, 50, 10, 10))
    assert spread(apart, Box(0, 0, 100, 100)) == apart


def test_an_unknown_kind_of_chart_is_refused():
    plain = Spec(name="x", finding="", description="", reading="", table=Table(header=(), rows=()))
    with pytest.raises(TypeError, match="no drawing for Spec"):
        figure(plain, width=100)
