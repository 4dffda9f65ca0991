"""The gallery: every chart of a result by name, in every size, with one zero line for all bars of a page."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, Patch

from pet.analysis.options import Breakdown, Mode
from pet.charts import build, gallery, style
from pet.charts.draw import figure, size
from pet.charts.spec.bars import Kind, Legend
from tests.support.charts import everything, faults, varied
from tests.support.results import (
    CHALLENGE,
    STRENGTH,
    TWO_CAMPS,
    Answers,
    framework,
    open_round,
    result,
)

FRAMEWORK = framework(components=4, themes=2)
ROUND = varied(FRAMEWORK)
HEADS = {"head": Answers((0, 1, 1, 4, 9), 3), "teacher": Answers((9, 4, 2, 1, 1))}


def texts(spec):
    return {name: getattr(spec, name) for name in ("finding", "description", "reading", "table")}


def test_it_holds_every_chart_by_its_name():
    found = gallery.of(ROUND, FRAMEWORK)
    bars = [f"bars-{theme}" for theme in FRAMEWORK.theme_ids]
    assert list(found) == ["radar", "strip", "map", "bars-legend", *bars]
    assert [name for name, chart in found.items() if chart.spec.name != name] == []
    assert found["radar"].spec == build.radar(ROUND, FRAMEWORK)
    assert found["bars-c1a1t1"].spec == build.bars(ROUND, FRAMEWORK, ["c1a1t1"])


def test_a_phone_numbers_what_is_chosen_and_what_has_room_and_no_dot_is_lost():
    chart = gallery.of(ROUND, FRAMEWORK)["map"]
    assert {size: picture.spec.sparse for size, picture in chart.pictures.items()} == {
        "file": False,
        "page": False,
        "phone": True,
    }
    for picture in chart.pictures.values():
        wide, high = picture.pixels
        assert len(picture.dots) == len(chart.spec.dots)
        assert [place for place in picture.dots if not (0 < place[0] < wide and 0 < place[1] < high)] == []
    assert gallery.of(ROUND, FRAMEWORK)["radar"].pictures["page"].dots == ()


def test_groups_hang_there_where_they_are_shown():
    roles = result(FRAMEWORK, HEADS, roles=True)
    gaps = [
        build.group_bars(roles, FRAMEWORK, gap.theme, gap.breakdown, gap.group).name for gap in roles.gaps
    ]
    assert gaps
    found = gallery.of(roles, FRAMEWORK)
    assert set(found) >= {"radar-leads", *gaps}
    signed = gallery.of(open_round(FRAMEWORK), FRAMEWORK)
    assert "radars-partner" in signed
    assert "radar-leads" not in signed


def test_a_round_too_small_to_be_shown_has_no_charts():
    assert gallery.of(result(FRAMEWORK, Answers((1, 1, 0, 1, 0))), FRAMEWORK) == {}


def test_a_theme_of_which_nothing_is_shown_has_no_bar():
    hidden = result(FRAMEWORK, Answers(STRENGTH), on={"c1a1t1": Answers((1, 1, 0, 0, 0))})
    found = gallery.of(hidden, FRAMEWORK)
    assert "bars-c1a1t1" not in found
    assert "bars-c1a1t2" in found


@pytest.mark.parametrize("wanted", gallery.SIZES)
def test_all_sizes_say_the_same(wanted):
    for chart in gallery.of(ROUND, FRAMEWORK).values():
        picture = chart.pictures[wanted]
        assert (picture.size, picture.name) == (wanted, chart.spec.name)
        assert texts(picture.spec) == texts(chart.spec)


def test_a_picture_is_as_large_as_it_says():
    for chart in gallery.of(ROUND, FRAMEWORK).values():
        for picture in chart.pictures.values():
            inches = figure(picture.spec, width=picture.width).get_size_inches()
            assert picture.pixels == tuple(round(side * 72 * gallery.PIXELS) for side in inches)


@pytest.mark.parametrize("width", [244.0, 319.0, 321.0, 480.0])
@pytest.mark.parametrize("name", sorted(everything()))
def test_the_size_is_known_before_drawing(name, width):
    spec = everything()[name]
    assert size(spec, width=width) == pytest.approx(tuple(figure(spec, width=width).get_size_inches()))


def test_no_text_is_cut_or_covered_in_any_size():
    found = gallery.of(ROUND, FRAMEWORK)
    for name, chart in found.items():
        for picture in chart.pictures.values():
            cut, covered = faults(figure(picture.spec, width=picture.width))
            assert (name, picture.size, cut, covered) == (name, picture.size, [], [])


def zero_of(spec, width):
    """Where the zero line stands: it is the longest upright line."""
    uprights = {}
    for artist in figure(spec, width=width).findobj(lambda one: hasattr(one, "get_path")):
        points = artist.get_path().vertices
        if len(points) >= 2 and len(set(points[:, 0])) == 1:
            high = points[:, 1].max() - points[:, 1].min()
            uprights[round(float(points[0, 0]), 6)] = high
    return max(uprights, key=uprights.get)


def test_all_bars_of_a_page_share_their_zero_line():
    on = {"c1a1t1": Answers(STRENGTH), "c1a1t2": Answers(CHALLENGE, 4), "c2a1t1": Answers(TWO_CAMPS, 20)}
    of = result(FRAMEWORK, Answers((9, 9, 9, 9, 9)), on=on)
    found = gallery.of(of, FRAMEWORK)
    bars = [chart.pictures["page"] for name, chart in found.items() if name in {f"bars-{one}" for one in on}]
    zeros = {zero_of(picture.spec, picture.width) for picture in bars}
    alone = {zero_of(build.bars(of, FRAMEWORK, [theme]), 320.0) for theme in on}
    assert len(zeros) == 1
    assert len(alone) == 3


def drawn(picture):
    """The extents (left, top, right, bottom) of the segments of a picture's bars, and of its circles."""
    made = figure(picture.spec, width=picture.width)
    high = made.get_size_inches()[1] * 72
    colours = {fill.colour for fill in style.palette(5)}
    found = ([], [])
    for artist in made.findobj(Patch):
        if artist is made.patch:
            continue
        box = artist.get_window_extent()
        circle = isinstance(artist, Circle)
        if circle or to_hex(artist.get_facecolor()) in colours:
            found[circle].append((box.x0, high - box.y1, box.x1, high - box.y0))
    return found


def test_the_bars_of_a_page_use_all_its_width():
    """From the lowest end of any bar to the highest of any other no room is left over."""
    on = {"c1a1t1": Answers(STRENGTH), "c1a1t2": Answers(CHALLENGE, 4), "c2a1t1": Answers(TWO_CAMPS, 20)}
    of = result(FRAMEWORK, Answers((1, 9, 9, 9, 1)), on=on)
    charts = [chart for name, chart in gallery.of(of, FRAMEWORK).items() if name.startswith("bars-c")]
    for wanted, block in (("page", True), ("phone", False)):
        segments, circles = [], []
        for chart in charts:
            bars, signs = drawn(chart.pictures[wanted])
            segments += bars
            circles += signs
        width = charts[0].pictures[wanted].width
        right = min(left for left, *_rest in circles) - 14 if block else width
        assert min(left for left, *_rest in segments) == pytest.approx(0.5, abs=0.1)
        assert max(edge for _left, _top, edge, _bottom in segments) == pytest.approx(right - 0.5, abs=0.6)


def test_a_number_below_the_first_segment_is_not_cut_at_the_edge():
    charts = gallery.of(result(FRAMEWORK, Answers((1, 250, 20, 5, 5))), FRAMEWORK)
    picture = charts["bars-c1a1t1"].pictures["phone"]
    assert faults(figure(picture.spec, width=picture.width)) == ([], [])


def test_on_a_phone_who_does_not_know_stands_below_the_bar():
    chart = gallery.of(
        result(FRAMEWORK, Answers(STRENGTH), on={"c1a1t1": Answers(TWO_CAMPS, 21)}), FRAMEWORK
    )["bars-c1a1t1"]
    segments, circles = drawn(chart.pictures["phone"])
    assert len(circles) == 21
    assert len({round(top, 3) for _left, top, *_rest in circles}) == 1
    assert min(top for _left, top, *_rest in circles) > max(bottom for *_rest, bottom in segments) + 10
    segments, circles = drawn(chart.pictures["page"])
    assert min(left for left, *_rest in circles) > max(right for _l, _t, right, _b in segments) + 10


def test_one_legend_speaks_for_all_bars():
    legend = gallery.of(ROUND, FRAMEWORK)["bars-legend"].spec
    assert isinstance(legend, Legend)
    assert {row.kind for row in legend.of.rows} == {Kind.POINTS}
    assert legend.table.rows == (
        ("Strongly disagree",),
        ("Disagree",),
        ("In between",),
        ("Agree",),
        ("Strongly agree",),
    )
    few = gallery.of(result(FRAMEWORK, Answers((1, 0, 0, 1, 5)), small_partnership=True), FRAMEWORK)
    assert [row[0] for row in few["bars-legend"].spec.table.rows] == [
        "Below the middle",
        "In the middle",
        "Above the middle",
    ]


def test_all_bars_of_a_page_count_alike():
    many = result(FRAMEWORK, Answers((30, 30, 30, 20, 10)), on={"c1a1t1": Answers(STRENGTH)})
    units = {
        chart.spec.unit for name, chart in gallery.of(many, FRAMEWORK).items() if name.startswith("bars-c")
    }
    assert units == {"per cent"}


OWN = {"c1a1t1": 5, "c1a1t2": 2, "c2a1t1": 3}


def test_my_answers_lie_beside_the_typical_ones():
    strip = build.own_strip(ROUND, FRAMEWORK, OWN)
    assert [(row.label, row.mine) for row in strip.rows] == [
        (FRAMEWORK.theme(theme).title.to("en"), value) for theme, value in OWN.items()
    ]
    typical = {theme.id: theme.typical for theme in ROUND.themes}
    assert [row.typical for row in strip.rows] == [typical[theme] for theme in OWN]
    assert {row.answers for row in strip.rows} == {None}
    assert strip.table.rows[0][1] == "5"


def test_my_answers_are_no_way_to_what_is_withheld():
    hidden = result(FRAMEWORK, Answers(STRENGTH), on={"c1a1t1": Answers((1, 1, 0, 0, 0))})
    strip = build.own_strip(hidden, FRAMEWORK, OWN)
    assert [row.label for row in strip.rows] == [
        FRAMEWORK.theme(theme).title.to("en") for theme in ("c1a1t2", "c2a1t1")
    ]
    assert build.own_strip(hidden, FRAMEWORK, {"c1a1t1": 5}) is None
    few = build.own_strip(result(FRAMEWORK, Answers((1, 0, 1, 2, 3))), FRAMEWORK, OWN)
    assert {row.band for row in few.rows} == {None}


@pytest.mark.parametrize("width", [244.0, 620.0])
def test_my_answers_are_drawn_without_touching(width):
    assert faults(figure(build.own_strip(ROUND, FRAMEWORK, OWN), width=width)) == ([], [])


def test_signed_rounds_are_drawn_partner_by_partner():
    signed = open_round(FRAMEWORK)
    assert signed.mode is Mode.OPEN
    assert [group.name for group in signed.groups[Breakdown.PARTNER]] == [
        panel.name for panel in gallery.of(signed, FRAMEWORK)["radars-partner"].spec.panels
    ]
