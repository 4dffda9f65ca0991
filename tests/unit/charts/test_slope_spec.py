"""What slopes say: the lines of a component in two rounds, what moved, what was reworded, and what has no line."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from matplotlib.colors import to_rgb
from matplotlib.patches import PathPatch

from pet.analysis.kinds import Basis, Moved, Spread, Withheld
from pet.analysis.options import Mode
from pet.analysis.result_change import CompositeChange
from pet.charts import build, gallery, style
from pet.charts.draw import figure
from pet.charts.draw.spread import spread
from pet.charts.spec import Table
from pet.charts.spec.radar import Line, Outline
from pet.charts.spec.slope import Course, Reach, Slope, SlopeLine, SlopePanel
from pet.frameworks.changes import Link
from tests.support import changed
from tests.support.charts import faults, texts, varied
from tests.support.results import Answers, framework, result

FRAMEWORK = framework(components=4, themes=3)
ROUND = result(FRAMEWORK, Answers((0, 1, 2, 10, 7)))
ONE, TWO, THREE = FRAMEWORK.theme_ids[:3]


def beside(themes, of=FRAMEWORK, whole=ROUND, **fields):
    """The round beside an earlier one in which this happened to these themes, and nothing is known of the others."""
    known = {theme.id: theme for theme in themes}
    every = [known.get(theme_id, changed.apart(theme_id)) for theme_id in of.theme_ids]
    return replace(whole, change=changed.change(every, **fields))


def test_without_an_earlier_round_there_is_no_slope():
    assert build.slopes(ROUND, FRAMEWORK) == ()
    assert build.change_table(ROUND, FRAMEWORK) is None


def test_a_component_has_a_line_for_each_theme_that_is_compared():
    whole = beside(
        [
            changed.theme(ONE, 3.1, 3.84, moved=Moved.UP),
            changed.theme(TWO, 4.0, 3.2, moved=Moved.DOWN, spread=Spread.DIVERGED),
        ]
    )
    [made] = build.slopes(whole, FRAMEWORK)
    name = "Purpose and ambition"
    assert made == Slope(
        name="slope-c1",
        finding=f"“{name}”: answers moved on 2 of 2 themes compared, 1 further apart",
        description=(
            f"“{name}”: answers moved on 2 of 2 themes compared, 1 further apart. "
            "The scale goes from 1 (“Strongly disagree”) to 5 (“Strongly agree”). "
            f"{name}: theme 1: 3.1 then, 3.8 now, higher. "
            f"{name}: theme 2: 4.0 then, 3.2 now, lower, further apart. "
            f"{name}: theme 3: no line: new."
        ),
        reading=(
            "Each line is a theme: its typical answer then, at the left, and now, at the right. "
            "Strong lines moved clearly; grey lines did not. "
            "Two small arrows near the end of a line: pointing at each other, answers came closer together; "
            "pointing away, they went further apart. "
            "The lines show typical answers; whether a theme counts as higher or lower depends on how far the average "
            "answer moved (“Average move” in the table), so a flat line may count and a steep one may not. "
            "The scale goes from 1 (“Strongly disagree”) to 5 (“Strongly agree”)."
        ),
        table=Table(
            header=("Theme", "Spring 2025", "Autumn 2026", "Average move", "What changed"),
            rows=(
                (f"{name}: theme 1", "3.1", "3.8", "+0.7", "higher"),
                (f"{name}: theme 2", "4.0", "3.2", "−0.8", "lower, further apart"),
                (f"{name}: theme 3", "–", "–", "–", "no line: new"),
            ),
        ),
        points=("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree"),
        rounds=("Spring 2025", "Autumn 2026"),
        panels=(
            SlopePanel(
                title="",
                lines=(
                    SlopeLine(
                        label=f"{name}: theme 1",
                        before=3.1,
                        after=3.84,
                        values=("3.1", "3.8"),
                        course=Course.UP,
                        reworded=False,
                    ),
                    SlopeLine(
                        label=f"{name}: theme 2",
                        before=4.0,
                        after=3.2,
                        values=("4.0", "3.2"),
                        course=Course.DOWN,
                        reworded=False,
                        reach=Reach.FURTHER,
                    ),
                ),
            ),
        ),
        courses=((Course.UP, "higher"), (Course.DOWN, "lower")),
        reworded="",
        reaches=((Reach.FURTHER, "further apart"),),
    )


def test_a_component_on_which_nothing_moved_says_so():
    [one] = build.slopes(beside([changed.theme(ONE)]), FRAMEWORK)
    assert one.finding == "“Purpose and ambition”: no clear move on the one theme compared"
    [two] = build.slopes(beside([changed.theme(ONE), changed.theme(TWO)]), FRAMEWORK)
    assert two.finding == "“Purpose and ambition”: no clear move on the 2 themes compared"
    assert "grey" not in two.reading
    assert [line.course for line in two.panels[0].lines] == [Course.STEADY] * 2


def test_a_reworded_theme_keeps_its_line_with_a_mark_that_is_explained():
    [made] = build.slopes(beside([changed.theme(ONE, link=Link.REWORDED)]), FRAMEWORK)
    assert made.panels[0].lines[0].reworded
    assert made.reworded == "the words changed"
    assert made.table.rows[0][-1] == "no clear change, the words changed"
    assert "Two short strokes across a line: the statement was reworded." in made.reading


def test_what_is_withheld_has_no_line_and_no_number():
    hidden = changed.apart(TWO, Link.SAME, (TWO,), withheld=Withheld.TOO_FEW)
    [made] = build.slopes(beside([changed.theme(ONE), hidden]), FRAMEWORK)
    assert len(made.panels[0].lines) == 1
    assert made.table.rows[1] == ("Purpose and ambition: theme 2", "–", "–", "–", "not shown")


def test_all_slopes_have_the_same_key_with_all_signs_that_any_of_them_uses():
    last = FRAMEWORK.theme_ids[-1]
    closer = changed.theme(TWO, spread=Spread.CONVERGED)
    whole = beside([changed.theme(ONE, moved=Moved.UP), closer, changed.theme(last, link=Link.REWORDED)])
    drawn = build.slopes(whole, FRAMEWORK)
    keys = [(slope.courses, slope.reaches, slope.reworded) for slope in drawn]
    assert keys == [
        (
            ((Course.UP, "higher"), (Course.STEADY, "no clear change")),
            ((Reach.CLOSER, "closer together"),),
            "the words changed",
        )
    ] * len(drawn)
    assert len(drawn) == 2
    assert {slope.reading for slope in drawn} == {build.slopes_reading(drawn)}
    for wide in (150, 244, 480):
        for slope in drawn:
            written = " ".join(text for text, _box in texts(figure(slope, width=wide)))
            assert [
                word
                for word in ("higher", "no clear change", "closer together", "the words changed")
                if word not in written
            ] == []


@pytest.mark.parametrize(
    ("spreads", "said"),
    [
        ((None, None), ""),
        ((Spread.DIVERGED, None), ", 1 further apart"),
        ((Spread.CONVERGED, Spread.CONVERGED), ", 2 closer together"),
        ((Spread.CONVERGED, Spread.DIVERGED), ", 1 closer together, 1 further apart"),
    ],
)
def test_the_heading_counts_what_came_closer_together_or_went_further_apart(spreads, said):
    themes = [changed.theme(theme, spread=spread) for theme, spread in zip((ONE, TWO), spreads, strict=True)]
    [made] = build.slopes(beside(themes), FRAMEWORK)
    assert made.finding == f"“Purpose and ambition”: no clear move on the 2 themes compared{said}"


def test_what_came_closer_or_went_apart_is_drawn():
    """Two arrow heads, each on a white one, at the line and in the key; the other way round for the other."""
    heads = []
    for spread_ in (None, *Spread):
        [made] = build.slopes(beside([changed.theme(ONE, spread=spread_)]), FRAMEWORK)
        drawn = figure(made, width=244).findobj(PathPatch)
        heads.append(
            [
                patch.get_path().vertices.tolist()
                for patch in drawn
                if patch.get_edgecolor()[:3] == to_rgb(style.INK)
            ]
        )
    assert [len(found) for found in heads] == [0, 4, 4]
    assert heads[1] != heads[2]


def test_how_many_stand_behind_a_theme_is_in_the_table_where_people_are_compared_with_themselves():
    whole = beside([changed.paired(ONE, 3.0, 3.8, mean_change=0.46)], basis=Basis.PAIRED, people=40)
    [made] = build.slopes(whole, FRAMEWORK)
    assert made.table.header == (
        "Theme",
        "Spring 2025",
        "Autumn 2026",
        "Average move",
        "People",
        "What changed",
    )
    assert [row[1:] for row in made.table.rows] == [
        ("3.0", "3.8", "+0.5", "38", "no clear change"),
        ("–", "–", "–", "–", "no line: new"),
        ("–", "–", "–", "–", "no line: new"),
    ]
    assert "how far each person’s answer moved on average" in made.reading
    [signed] = build.slopes(replace(whole, mode=Mode.OPEN), FRAMEWORK)
    assert signed.table.header[-2:] == ("Partners", "What changed")
    assert "how far each partner’s answer moved on average" in signed.reading


def test_more_than_twelve_lines_are_spread_over_panels_by_area():
    of = framework(components=1, areas=4, themes=5)
    whole = varied(of)
    [made] = build.slopes(beside([changed.theme(theme) for theme in of.theme_ids], of, whole), of)
    name = "Purpose and ambition"
    assert [(panel.title, len(panel.lines)) for panel in made.panels] == [
        (f"{name}, and {name} 2", 10),
        (f"{name} 3, and {name} 4", 10),
    ]


def test_an_area_of_more_than_twelve_lines_is_cut():
    of = framework(components=1, areas=1, themes=14)
    [made] = build.slopes(beside([changed.theme(theme) for theme in of.theme_ids], of), of)
    assert [len(panel.lines) for panel in made.panels] == [12, 2]
    assert [line.label for panel in made.panels for line in panel.lines] == [
        f"Purpose and ambition: theme {n}" for n in range(1, 15)
    ]


def test_slopes_hang_in_the_gallery_and_only_a_file_repeats_the_words_of_the_scale():
    found = gallery.of(changed.with_change(varied(FRAMEWORK)), FRAMEWORK)
    slopes = [name for name in found if name.startswith("slope-")]
    assert slopes == ["slope-c1", "slope-c2", "slope-c4"]  # on the third nothing can be compared
    for name in slopes:
        sizes = {size: picture.spec.keyed for size, picture in found[name].pictures.items()}
        assert sizes == {"file": True, "page": False, "phone": False}


@pytest.mark.parametrize("wide", [150, 218, 244, 380, 620])
def test_names_of_crowded_lines_never_lie_over_each_other(wide):
    of = framework(components=1, areas=1, themes=12)
    crowded = [
        changed.theme(theme, 4.0 + (n % 3) * 0.01, 4.0, moved=(Moved.UP, None)[n % 2])
        for n, theme in enumerate(of.theme_ids)
    ]
    [made] = build.slopes(beside(crowded, of), of)
    drawn = figure(made, width=wide)
    assert faults(drawn) == ([], [])
    written = [text for text, _box in texts(drawn)]
    assert written.count("4.0") == 13  # each at its end, and once where they all begin


@given(
    some.lists(some.tuples(some.floats(0, 100), some.floats(1, 20)), min_size=1, max_size=12),
    some.floats(0, 300),
)
def test_labels_in_a_column_never_overlap_and_stay_inside(labels, more):
    labels.sort()
    wanted, highs = [place for place, _high in labels], [high for _place, high in labels]
    limits = (0.0, sum(highs) + more)
    middles = spread(wanted, highs, limits)
    edges = [(middle - high / 2, middle + high / 2) for middle, high in zip(middles, highs, strict=True)]
    assert edges[0][0] >= limits[0] - 1e-6
    assert edges[-1][1] <= limits[1] + 1e-6
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(edges))


def test_labels_with_room_stay_where_they_belong_and_others_share_the_way():
    assert spread([10, 40, 90], [10, 10, 10], (0, 100)) == (10, 40, 90)
    assert spread([50, 50], [10, 10], (0, 100)) == (45, 55)
    assert spread([50, 50, 80], [10, 10, 10], (0, 100)) == (45, 55, 80)
    assert spread([98, 99], [10, 10], (0, 100)) == (85, 95)


def _parts(*before, used=3):
    return tuple(
        CompositeChange(id=f"c{n}", before=value, after=4.0, themes_used=used, themes_total=3)
        for n, value in enumerate(before, start=1)
    )


def test_the_overview_stays_as_it_is():
    whole = beside([changed.theme(ONE)], components=_parts(3.0, 3.25, None, 2.0))
    assert build.radar(whole, FRAMEWORK) == build.radar(ROUND, FRAMEWORK)


def test_both_lines_of_the_radar_come_from_the_comparison():
    whole = beside([changed.theme(ONE)], components=_parts(3.0, 3.25, None, 2.0))
    made = build.change_radar(whole, FRAMEWORK)
    assert made.outlines == (
        Outline(name="Spring 2025", line=Line.EARLIER, typical=(3.0, 3.25, None, 2.0)),
        Outline(name="Autumn 2026", line=Line.MAIN, typical=(4.0, 4.0, None, 4.0)),
    )
    assert [(axis.word, axis.shown) for axis in made.axes] == [
        ("", True),
        ("", True),
        ("not compared", False),
        ("", True),
    ]
    assert made.description == (
        "Components, Spring 2025 and Autumn 2026. "
        "The scale goes from 1 (“Strongly disagree”) to 5 (“Strongly agree”). "
        "Spring 2025: Purpose and ambition 3.0, Relationships and trust 3.3, and Participation and voice 2.0. "
        "Autumn 2026: Purpose and ambition 4.0, Relationships and trust 4.0, and Participation and voice 4.0."
    )
    assert made.reading == (
        "Dashed: Spring 2025. Solid: Autumn 2026. Both lines come from the same themes; further out is higher."
    )
    assert made.table == build.change_table(whole, FRAMEWORK)


@pytest.mark.parametrize("before", [(), (3.0, 3.2), (3.0, 3.2, None, None), (None,) * 4])
def test_two_values_make_no_radar(before):
    assert build.change_radar(beside([changed.theme(ONE)], components=_parts(*before)), FRAMEWORK) is None
    assert build.change_radar(ROUND, FRAMEWORK) is None


def test_components_then_and_now_are_a_table_over_the_same_themes():
    whole = beside([changed.theme(ONE)], components=_parts(3.0, None, 2.5, used=2))
    assert build.change_table(whole, FRAMEWORK) == Table(
        header=("Component", "Spring 2025", "Autumn 2026", "Themes compared"),
        rows=(
            ("Purpose and ambition", "3.0", "4.0", "2 of 3"),
            ("Leadership and governance", "2.5", "4.0", "2 of 3"),
        ),
    )


def test_every_name_and_both_numbers_are_written():
    whole = beside(
        [changed.theme(ONE, 3.1, 3.8), changed.theme(TWO, 4.0, 3.2), changed.theme(THREE, 2.0, 2.5)]
    )
    [made] = build.slopes(whole, FRAMEWORK)
    written = " ".join(text for text, _box in texts(figure(made, width=218)))
    assert [line.label for line in made.panels[0].lines if line.label not in written] == []
    assert [value for line in made.panels[0].lines for value in line.values if value not in written] == []
