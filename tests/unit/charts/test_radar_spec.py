"""What the radar and the strip say: the same numbers everywhere, gaps said, nothing withheld inside."""

import re
from dataclasses import replace

import pytest

from pet.analysis.kinds import Level, Withheld
from pet.analysis.options import Breakdown, Mode
from pet.charts import build
from pet.charts.build.axes import why_no_radar
from pet.charts.spec import Table
from pet.charts.spec.radar import Axis, Line, Outline
from pet.charts.spec.strip import StripRow
from tests.support.results import Answers, framework, open_round, result

FRAMEWORK = framework(components=3, themes=1)
ROUND = result(
    FRAMEWORK,
    Answers((0, 1, 2, 10, 7)),
    on={"c2a1t1": Answers((6, 5, 0, 5, 4), 3), "c3a1t1": Answers((4, 11, 3, 2, 0))},
)
HIDDEN = {
    "typical": None,
    "band": None,
    "score": None,
    "agreement": None,
    "agreement_level": None,
    "lowest_theme": None,
    "themes_used": 0,
    "withheld": Withheld.TOO_FEW,
}


def without(whole, *numbers):
    """The round with the components of these positions withheld."""
    changed = [replace(part, **HIDDEN) if n in numbers else part for n, part in enumerate(whole.components)]
    return replace(whole, components=tuple(changed))


def strings(value):
    """Every text inside a spec."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in strings(item)]
    fields = getattr(value, "__dataclass_fields__", {})
    return [text for name in fields for text in strings(getattr(value, name))]


def test_one_axis_per_component_with_line_band_and_word():
    made = build.radar(ROUND, FRAMEWORK)
    parts = ROUND.components
    assert made.axes == (
        Axis(number="1", label="Purpose and ambition", word="mixed", shown=True),
        Axis(number="2", label="Relationships and trust", word="far apart", shown=True),
        Axis(number="3", label="Leadership and governance", word="mixed", shown=True),
    )
    assert made.outlines == (
        Outline(
            name="Everybody",
            line=Line.MAIN,
            typical=tuple(part.typical for part in parts),
            bands=tuple(part.band for part in parts),
        ),
    )
    assert made.points == ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree")
    assert not made.numbered


def test_the_finding_says_where_it_is_highest_and_where_answers_differ_most():
    assert build.radar(ROUND, FRAMEWORK).finding == (
        "Answers are highest on “Purpose and ambition” and lie furthest apart on “Relationships and trust”"
    )


def test_the_table_and_the_description_hold_the_numbers_of_the_line():
    made = build.radar(ROUND, FRAMEWORK)
    assert made.table == Table(
        header=(
            "Part",
            "Typical answer (1–5)",
            "Middle half of the answers",
            "How close together",
            "Themes behind it",
        ),
        rows=(
            ("Purpose and ambition", "4.2", "3.7 to 4.8", "mixed", "1 of 1"),
            ("Relationships and trust", "2.3", "1.3 to 4.3", "far apart", "1 of 1"),
            ("Leadership and governance", "2.0", "1.6 to 2.5", "mixed", "1 of 1"),
        ),
    )
    assert made.description == (
        "Answers are highest on “Purpose and ambition” and lie furthest apart on “Relationships and trust”. "
        "The scale goes from 1 (“Strongly disagree”) to 5 (“Strongly agree”). "
        "Purpose and ambition: 4.2, middle half 3.7 to 4.8, mixed. "
        "Relationships and trust: 2.3, middle half 1.3 to 4.3, far apart. "
        "Leadership and governance: 2.0, middle half 1.6 to 2.5, mixed."
    )


def test_the_strip_holds_the_numbers_of_the_radar():
    radar, strip = build.radar(ROUND, FRAMEWORK), build.strip(ROUND, FRAMEWORK)
    assert (strip.table, strip.finding, strip.description) == (radar.table, radar.finding, radar.description)
    assert strip.rows[0] == StripRow(
        label="Purpose and ambition",
        typical=ROUND.components[0].typical,
        band=ROUND.components[0].band,
        value="4.2",
        word="mixed",
    )
    assert strip.reading == "Large dot: the typical answer. Line: where the middle half of the answers lies."


def test_a_withheld_component_is_a_gap_and_said():
    of = framework(components=4, themes=1)
    whole = result(of, Answers((0, 1, 2, 10, 7)))
    made = build.radar(without(whole, 1), of)
    assert made.axes[1] == Axis(number="2", label="Relationships and trust", word="not shown", shown=False)
    assert (made.outlines[0].typical[1], made.outlines[0].bands[1]) == (None, None)
    assert made.table.rows[1] == ("Relationships and trust", "–", "–", "not shown", "0 of 1")
    assert "Relationships and trust: not shown." in made.description
    strip = build.strip(without(whole, 1), of)
    assert strip.rows[1] == StripRow(
        label="Relationships and trust", typical=None, band=None, value="", word="not shown"
    )


def test_a_round_too_small_for_numbers_has_its_line_and_no_band():
    made = build.radar(result(FRAMEWORK, Answers((0, 1, 1, 3, 2))), FRAMEWORK)
    assert made.outlines[0].typical == (4.0, 4.0, 4.0)
    assert made.outlines[0].bands == (None, None, None)
    assert made.reading == (
        "Line: the typical answer; further out is higher. "
        "Under each name: how close together the answers are."
    )
    assert {row[2] for row in made.table.rows} == {"–"}


def test_a_round_that_shows_nothing_has_no_charts():
    nothing = result(FRAMEWORK, Answers((0, 1, 1, 1, 0)))
    assert nothing.withheld is Withheld.TOO_FEW
    made = [
        build.radar(nothing, FRAMEWORK),
        build.strip(nothing, FRAMEWORK),
        build.theme_strip(nothing, FRAMEWORK, FRAMEWORK.theme_ids),
        build.bars(nothing, FRAMEWORK, FRAMEWORK.theme_ids),
        build.quadrant(nothing, FRAMEWORK),
        build.partner_radars(nothing, FRAMEWORK),
        build.group_radar(nothing, FRAMEWORK, Breakdown.ROLE, ("head",)),
        build.group_bars(nothing, FRAMEWORK, "c1a1t1", Breakdown.ROLE, "head"),
    ]
    assert made == [None] * 8


@pytest.mark.parametrize(
    ("components", "areas", "numbers", "reason"),
    [
        (2, 2, ("1.1", "1.2", "2.1", "2.2"), ""),
        (12, 1, tuple(str(n) for n in range(1, 13)), ""),
        (1, 2, None, "There is no radar: it takes at least three parts with enough answers."),
        (13, 1, None, "There is no radar: with more than twelve axes nobody could read its shape."),
    ],
)
def test_few_components_give_way_to_areas_and_too_many_to_the_strip(components, areas, numbers, reason):
    of = framework(components=components, areas=areas, themes=1)
    whole = result(of, Answers((0, 1, 2, 10, 7)))
    made = build.radar(whole, of)
    assert (tuple(axis.number for axis in made.axes) if made else None) == numbers
    assert why_no_radar(whole) == reason
    strip = build.strip(whole, of)
    assert len(strip.rows) == (components if components >= 3 else components * areas)
    assert strip.reading.endswith(reason)


@pytest.mark.parametrize(("components", "numbered"), [(8, False), (9, True)])
def test_from_nine_axes_on_they_carry_numbers(components, numbered):
    of = framework(components=components, themes=1)
    assert build.radar(result(of, Answers((0, 1, 2, 10, 7))), of).numbered is numbered


def test_two_components_with_values_make_no_shape():
    of = framework(components=4, themes=1)
    whole = result(of, Answers((0, 1, 2, 10, 7)))
    assert build.radar(without(whole, 0), of) is not None
    assert build.radar(without(whole, 0, 1), of) is None


def test_two_roles_lie_over_each_other_by_name_and_line():
    whole = result(
        FRAMEWORK, {"head": Answers((1, 2, 2, 4, 3)), "teacher": Answers((6, 5, 2, 1, 1))}, roles=True
    )
    made = build.group_radar(whole, FRAMEWORK, Breakdown.ROLE, ("head", "teacher"))
    assert [(line.name, line.line, line.bands) for line in made.outlines] == [
        ("Headteachers", Line.MAIN, ()),
        ("Teachers", Line.SECOND, ()),
    ]
    assert {axis.word for axis in made.axes} == {""}
    assert made.table.header == ("Part", "Headteachers", "Teachers")
    assert made.table.rows[0] == ("Purpose and ambition", "3.8", "1.8")
    assert made.finding == "How headteachers and teachers answered"
    assert "Headteachers: Purpose and ambition 3.8" in made.description


def test_one_group_lies_over_everybody():
    whole = result(
        FRAMEWORK, {"head": Answers((1, 2, 2, 4, 3)), "teacher": Answers((6, 5, 2, 1, 1))}, roles=True
    )
    made = build.group_radar(whole, FRAMEWORK, Breakdown.ROLE, ("teacher",))
    assert [(line.name, line.line) for line in made.outlines] == [
        ("Teachers", Line.MAIN),
        ("Everybody together", Line.CONTEXT),
    ]
    assert made.finding == "How teachers answered, beside everybody together"


def test_it_is_said_who_leads():
    whole = result(
        FRAMEWORK, {"head": Answers((1, 2, 2, 4, 3)), "teacher": Answers((6, 5, 2, 1, 1))}, roles=True
    )
    names = [group.name for group in whole.groups[Breakdown.LEADS]]
    made = build.group_radar(whole, FRAMEWORK, Breakdown.LEADS, names)
    assert made.finding == "How leaders (headteachers) and everybody else answered"
    assert made.table.header == ("Part", "Leaders", "Everybody else")


def test_one_group_and_everybody_are_compared_on_the_same_themes():
    of = framework(components=3, themes=2)
    first = of.theme_ids[0]
    sizes = {"head": Answers((0, 0, 0, 2, 8)), "teacher": Answers((8, 2, 0, 0, 0))}
    only_heads = {"head": Answers((8, 2, 0, 0, 0)), "teacher": Answers(())}
    whole = result(of, sizes, on={first: only_heads}, roles=True)
    made = build.group_radar(whole, of, Breakdown.ROLE, ("teacher",))
    _own, everybody = made.outlines
    assert everybody.typical[0] == whole.groups[Breakdown.ROLE][1].components[0].everybody
    assert everybody.typical[0] != whole.components[0].typical
    assert everybody.typical[1] == whole.components[1].typical


def test_partners_that_left_themes_out_stand_over_everybody_on_theirs():
    of = framework(components=3, themes=2)
    first = of.theme_ids[0]
    sheets = {"Ashgrove": Answers((0, 0, 0, 0, 1)), "Beck Lane": Answers((0, 0, 1, 0, 0))}
    one_only = {"Ashgrove": Answers((1, 0, 0, 0, 0)), "Beck Lane": Answers(())}
    whole = result(of, sheets, on={first: one_only}, partners=True, mode=Mode.OPEN)
    made = build.partner_radars(whole, of)
    ashgrove, beck = (line.typical[0] for line in made.everybody)
    assert (ashgrove, beck) == ((1 + 4) / 2, 4.0)
    assert made.table.header == ("Part", "Ashgrove", "Beck Lane")
    assert made.table.rows[0] == ("Purpose and ambition", "3.0 (2.5)", "3.0 (4.0)")
    assert "Beck Lane: Purpose and ambition 3.0 beside 4.0" in made.description
    assert "in brackets" in made.reading


def test_a_hidden_group_has_no_line():
    whole = result(
        FRAMEWORK, {"head": Answers((1, 1, 0, 1, 0)), "teacher": Answers((6, 5, 2, 1, 1))}, roles=True
    )
    for names in (("head",), ("head", "teacher"), ("nobody",), ()):
        assert build.group_radar(whole, FRAMEWORK, Breakdown.ROLE, names) is None
    assert build.partner_radars(whole, FRAMEWORK) is None


def test_an_open_round_has_one_named_outline_per_partner():
    whole = open_round(FRAMEWORK)
    assert whole.mode is Mode.OPEN
    made = build.partner_radars(whole, FRAMEWORK)
    assert [panel.name for panel in made.panels] == ["Ashgrove", "Beck Lane", "Cotterill", "Dene"]
    assert [panel.typical for panel in made.panels] == [(1.0,) * 3, (2.0,) * 3, (3.0,) * 3, (4.0,) * 3]
    assert [(line.line, line.typical) for line in made.everybody] == [
        (Line.CONTEXT, tuple(part.typical for part in whole.components))
    ] * 4
    assert made.table.header == ("Part", "Everybody together", "Ashgrove", "Beck Lane", "Cotterill", "Dene")


def test_agreement_that_is_close_everywhere_is_said_so():
    whole = result(FRAMEWORK, Answers((0, 0, 1, 10, 9)), on={"c2a1t1": Answers((0, 0, 9, 10, 1))})
    assert {part.agreement_level for part in whole.components} == {Level.HIGH}
    made = build.radar(whole, FRAMEWORK)
    assert made.finding == (
        "Answers are highest on “Purpose and ambition” and “Leadership and governance” "
        "and lie close together throughout"
    )


def test_equal_parts_are_not_ranked():
    whole = result(FRAMEWORK, Answers((3, 5, 2, 5, 5)))
    assert build.radar(whole, FRAMEWORK).finding == "The typical answers are much the same in most components"


def test_parts_that_read_the_same_are_named_together():
    whole = result(FRAMEWORK, Answers((0, 1, 2, 10, 7)), on={"c3a1t1": Answers((4, 11, 3, 2, 0))})
    assert build.radar(whole, FRAMEWORK).finding == (
        "Answers are highest on “Purpose and ambition” and “Relationships and trust”"
    )


def test_nothing_withheld_can_be_read_in_a_summary():
    whole = result(FRAMEWORK, Answers((0, 0, 0, 2, 7), 6))
    made = [
        build.radar(whole, FRAMEWORK),
        build.strip(whole, FRAMEWORK),
        build.theme_strip(whole, FRAMEWORK, FRAMEWORK.theme_ids),
        build.bars(whole, FRAMEWORK, FRAMEWORK.theme_ids),
    ]
    said = " ".join(text for spec in made for text in strings(replace(spec, name="")))
    numbers = set(re.findall(r"\d+(?:\.\d+)?", said))
    axes, scale, answers, typical = {"1", "2", "3"}, {"1", "5"}, {"9"}, {"5.0"}
    assert numbers <= axes | scale | answers | typical
    assert build.quadrant(whole, FRAMEWORK) is None


def test_where_the_highest_part_lies_furthest_apart_too_it_is_named_once():
    whole = result(
        FRAMEWORK,
        Answers((0, 4, 11, 5, 0)),
        on={"c1a1t1": Answers((6, 0, 0, 4, 10)), "c3a1t1": Answers((0, 6, 14, 0, 0))},
    )
    assert build.radar(whole, FRAMEWORK).finding == (
        "On “Purpose and ambition” the answers are highest, and they lie furthest apart there too"
    )


def test_areas_are_called_areas():
    of = framework(components=1, areas=3, themes=1)
    whole = result(of, Answers((3, 5, 2, 5, 5)))
    assert build.strip(whole, of).finding == "The typical answers are much the same in most areas"


def test_one_axis_alone_is_compared_with_nothing():
    of = framework(components=1, areas=1, themes=1)
    assert build.strip(result(of, Answers((0, 1, 2, 10, 7))), of).finding == (
        "On “Purpose and ambition” the typical answer lies at 4.2"
    )


@pytest.mark.parametrize(
    ("level", "apart"),
    [(Level.HIGH, " and lie furthest apart on “Leadership and governance”"), (Level.MEDIUM, ""), (None, "")],
)
def test_a_part_in_words_only_is_never_passed_over_as_the_one_furthest_apart(level, apart):
    """Its number is not known: only a closer word says that another part lies further apart."""
    numbers = {
        0: {"agreement": 0.7, "agreement_level": Level.MEDIUM},
        1: {"agreement": None, "agreement_level": level},
        2: {"agreement": 0.6, "agreement_level": Level.MEDIUM},
    }
    parts = tuple(replace(part, **numbers[n]) for n, part in enumerate(ROUND.components))
    made = build.radar(replace(ROUND, components=parts), FRAMEWORK)
    assert made.finding == f"Answers are highest on “Purpose and ambition”{apart}"
