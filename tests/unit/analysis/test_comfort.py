"""“Have we been too kind?”: each rule where it speaks, one step beside it, and that nobody is singled out."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis.comfort import comfort, same_throughout, with_words
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Comfort, Withheld, WordsKind
from pet.analysis.options import Breakdown, Mode, Options, Thresholds
from pet.analysis.ratings import Comment
from pet.analysis.result_conversation import ComfortNote
from tests.support.effort import EFFORT
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED, framework, ratings

CONFIDENTIAL = Options()
OPEN = Options(mode=Mode.OPEN)


def evaluated(people, comments=(), options=CONFIDENTIAL):
    matrix = ratings(people)
    return matrix, evaluate(matrix, comments, options)


def notes(people, comments=(), options=CONFIDENTIAL):
    return evaluated(people, comments, options)[1].comfort


def of(rule, found):
    return next((note for note in found if note.rule is rule), None)


def columns(*answers):
    """People from one list of answers for each theme."""
    return [("A", None, row) for row in zip(*answers, strict=True)]


def mixed(people):
    """A theme on which people differ, and one of them does not know."""
    return [DK, *(1 + place % 5 for place in range(people - 1))]


# --- uniform highs --------------------------------------------------------------------------------------------

HIGH = [5] * 7 + [4] * 3  # A = 0.85
NEARLY = [5] * 9 + [4]  # A = 0.95
HIGHEST = Comfort.UNIFORM_HIGHS


def uniform(themes):
    return of(HIGHEST, notes(columns(*themes)))


def test_many_themes_with_the_same_high_answer_are_said():
    others = [mixed(10)] * 10
    assert uniform([NEARLY] * 5 + others) == ComfortNote(rule=HIGHEST, parts=("t1", "t2", "t3", "t4", "t5"))


@pytest.mark.parametrize(
    ("fifth", "why"),
    [
        (HIGH, "spread is not near zero"),
        ([5] * 9 + [NA], "no distribution of nine"),
        ([3] * 10, "not high"),
        ([1] * 10, "not high"),
        ([5] * 9 + [BLANK], "no distribution of nine"),
    ],
)
def test_a_theme_counts_only_if_it_is_high_uniform_known_and_shown(fifth, why):
    assert uniform([NEARLY] * 4 + [fifth] + [mixed(10)] * 5) is None, why
    assert uniform([NEARLY] * 4 + [NEARLY] + [mixed(10)] * 5) is not None


def test_one_who_does_not_know_is_enough_for_a_theme_not_to_count():
    eleven = [5] * 11
    assert uniform([eleven] * 5) is not None
    assert uniform([eleven] * 4 + [[5] * 10 + [DK]]) is None
    assert uniform([eleven] * 4 + [[5] * 10 + [BLANK]]) is not None


def test_four_are_not_many_and_five_of_sixteen_are_not_a_third():
    assert uniform([NEARLY] * 4) is None
    assert uniform([NEARLY] * 5 + [mixed(10)] * 11) is None
    assert uniform([NEARLY] * 5 + [mixed(10)] * 10) is not None


def test_themes_that_are_not_shown_are_not_among_all():
    hidden = [3] * 4 + [NOT_ASKED] * 6
    assert len(uniform([NEARLY] * 5 + [mixed(10)] * 10 + [hidden] * 8).parts) == 5


def test_the_top_quarter_begins_at_four_of_five():
    four, below = [4] * 10, [4] * 9 + [3]
    assert len(uniform([four] * 5).parts) == 5
    assert uniform([below] * 5) is None


# --- no don't know --------------------------------------------------------------------------------------------

SURE = Comfort.NO_DONT_KNOW


def sure(themes, people=10, last=3):
    columns_of = [[1 + place % 5 for place in range(people)] for _theme in range(themes)]
    columns_of[-1][-1] = last
    return of(SURE, notes(columns(*columns_of)))


def test_nobody_who_does_not_know_anything_is_said_from_ten_people_and_ten_themes():
    assert sure(10) == ComfortNote(rule=SURE)
    assert (sure(9), sure(10, people=9)) == (None, None)


def test_one_dont_know_is_enough_and_other_gaps_are_none():
    assert sure(10, last=DK) is None
    assert sure(10, last=BLANK) == sure(10, last=NA) == sure(11, last=NOT_ASKED) == ComfortNote(rule=SURE)


def test_a_theme_that_nobody_could_judge_is_not_passed_over():
    people = columns(*[[1 + place % 5 for place in range(10)]] * 10, [DK] * 10)
    assert of(SURE, notes(people)) is None


# --- highs without evidence -----------------------------------------------------------------------------------

UNTOLD = Comfort.HIGHS_WITHOUT_EVIDENCE


def evidence(area, writers):
    return [Comment(area, "We saw it.", writer, WordsKind.EVIDENCE) for writer in writers]


def told(comments, *, people=30, first=5, second=5, options=CONFIDENTIAL):
    """Two areas of three themes; the notes on words."""
    rows = [("A", None, [first] * 3 + [second] * 3) for _ in range(people)]
    return of(UNTOLD, notes(rows, comments, options))


def test_high_areas_of_which_hardly_anybody_tells_how_they_know_are_said():
    found = ComfortNote(rule=UNTOLD, parts=("a2",))
    assert told(evidence("a1", range(10))) == found
    assert told(evidence("a1", range(10)) + evidence("a2", range(3))) == found
    assert told(evidence("a1", range(10)) + evidence("a2", range(4))) is None


def test_only_where_a_third_told_something_anywhere():
    assert told(evidence("a1", range(9))) is None
    assert told(evidence("a1", [1] * 30)) is None
    assert told(evidence("a1", [None] * 10)).parts == ("a2",)
    assert told(evidence("a1", range(9)) + evidence("a2", [9])).parts == ("a2",)
    assert told([]) is None


def test_only_what_tells_how_they_know_counts():
    comments = [Comment("t1", "Fine.", writer) for writer in range(30)]
    comments += [Comment("q1", "Fine.", writer, WordsKind.OPEN) for writer in range(30)]
    assert told(comments) is None
    blank = [replace(one, text="  ") for one in evidence("a2", range(20))]
    assert told(evidence("a1", range(10)) + blank).parts == ("a2",)


def test_areas_that_are_not_high_need_no_evidence():
    assert told(evidence("a1", range(10)), second=3) is None
    assert told(evidence("a2", range(10)), second=3).parts == ("a1",)


def test_fewer_than_ten_people_asked_are_not_spoken_of():
    assert told(evidence("a1", range(9)), people=9) is None
    assert told(evidence("a1", range(10)), people=10).parts == ("a2",)
    few = [("A", None, [5] * 3 + [5 if place < 9 else NOT_ASKED] * 3) for place in range(30)]
    assert of(UNTOLD, notes(few, evidence("a1", range(10)))) is None


def test_fewer_people_asked_than_the_smallest_group_are_not_spoken_of():
    def asked(people):
        rows = [("A", None, [5] * 3 + [5 if place < people else NOT_ASKED] * 3) for place in range(30)]
        return of(UNTOLD, notes(rows, evidence("a1", range(12)), Options(smallest_group=12)))

    assert (asked(11), asked(12)) == (None, ComfortNote(rule=UNTOLD, parts=("a2",)))


def test_evidence_of_fewer_people_than_the_smallest_group_is_no_third():
    options = Options(smallest_group=7)
    assert told(evidence("a1", range(6)), people=18, options=options) is None
    assert told(evidence("a1", range(7)), people=18, options=options) is not None


def test_words_that_are_shown_later_change_this_note_and_no_other():
    rows = [("A", None, [5] * 12) for _ in range(30)]
    matrix, silent = evaluated(rows)
    comments = evidence("a1", range(10))
    spoken = evaluate(matrix, comments)
    assert [note.rule for note in silent.comfort] == [HIGHEST, SURE]
    assert [note.rule for note in spoken.comfort] == [HIGHEST, SURE, UNTOLD]
    assert with_words(silent, matrix, comments) == spoken.comfort
    assert with_words(spoken, matrix, ()) == silent.comfort
    fewer = ratings(columns(*[mixed(24)] * 12))
    assert [note.rule for note in with_words(silent, fewer, ())] == [HIGHEST, SURE]


# --- the same throughout --------------------------------------------------------------------------------------

SAME = Comfort.SAME_THROUGHOUT
LINE, WAVE = [4] * 12, [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2]


def straight(lines, waves, options=CONFIDENTIAL, line=LINE):
    rows = [("A", None, line)] * lines + [("A", None, WAVE)] * waves
    return of(SAME, notes(rows, options=options))


def test_people_who_answer_alike_all_the_way_are_told_as_a_share():
    assert straight(6, 24) == ComfortNote(rule=SAME, share=0.2)
    assert straight(7, 21) == ComfortNote(rule=SAME, share=0.25)
    assert straight(13, 20) == ComfortNote(rule=SAME, share=0.4)


def test_it_is_never_said_of_fewer_than_a_fifth_or_than_the_smallest_group():
    assert straight(5, 21) is None
    assert straight(4, 6) is None
    assert straight(5, 5) == ComfortNote(rule=SAME, share=0.5)


def test_it_is_never_said_where_the_others_are_fewer_than_the_smallest_group():
    assert straight(20, 4) is None
    assert straight(20, 0) is None
    assert straight(20, 5) == ComfortNote(rule=SAME, share=0.8)
    assert straight(20, 6, Options(smallest_group=7)) is None


def test_people_who_rated_too_little_to_be_alike_throughout_are_no_part_of_the_whole():
    """Fifty who were asked five themes can be neither: the share is of those who rated ten or more."""
    few = [("A", None, [4] * 5 + [NOT_ASKED] * 7)] * 50
    rows = [("A", None, LINE)] * 6 + [("A", None, WAVE)] * 24
    assert of(SAME, notes(rows + few)) == ComfortNote(rule=SAME, share=0.2)
    assert of(SAME, notes(rows[:-20] + few)) is None


def test_signed_sheets_are_never_spoken_of():
    assert straight(10, 20, OPEN) is None


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        ([4] * 10 + [BLANK, DK], True),
        ([4] * 9 + [BLANK] * 3, False),
        ([4] * 10 + [1, 2], False),
        ([4] * 10 + [1, NOT_ASKED], True),
        ([1] * 11 + [5], True),
        ([DK] * 12, False),
        ([NA] * 12, False),
        ([BLANK] * 12, False),
    ],
)
def test_who_answers_alike_is_counted_in_ratings_alone(row, counted):
    limits = Thresholds()
    matrix = ratings([("A", None, row), ("A", None, WAVE)])
    alike, rated = same_throughout(matrix, limits.kind_answers, limits.kind_same_answers)
    assert (alike, rated) == (counted, 1 + (sum(answer > 0 for answer in row) >= 10))


# --- leads above ----------------------------------------------------------------------------------------------

ABOVE = Comfort.LEADS_ABOVE


def sides(heads, teachers, *, lead=6, others=10, options=CONFIDENTIAL):
    """Components of six themes each; what heads and teachers answered on each component."""
    rows = [("A", "head", [answer for answer in heads for _ in range(6)]) for _ in range(lead)]
    rows += [("A", "teacher", [answer for answer in teachers for _ in range(6)]) for _ in range(others)]
    return of(ABOVE, notes(rows, options=options))


def test_leads_well_above_on_half_of_the_components_are_said():
    assert sides([4, 4], [3, 3]) == ComfortNote(rule=ABOVE, parts=("c1", "c2"))
    assert sides([4, 3, 4, 3], [3, 3, 3, 3]) == ComfortNote(rule=ABOVE, parts=("c1", "c3"))
    assert sides([4, 3, 3], [3, 3, 3]) is None


def test_leads_below_are_not_above():
    assert sides([2, 2], [4, 4]) is None
    assert sides([3, 3], [3, 3]) is None


def test_sides_that_are_not_shown_say_nothing():
    assert sides([5, 5], [1, 1], lead=4) is None
    assert sides([5, 5], [1, 1], others=4) is None


def test_a_side_that_is_hidden_takes_the_note_with_it():
    rows = [("A", "head", [4] * 6)] * 6 + [("A", "teacher", [3] * 6)] * 10
    matrix, result = evaluated(rows)
    leads, others = result.groups[Breakdown.LEADS]
    hidden = replace(others, withheld=Withheld.TOO_FEW, components=())
    less = replace(result, groups={**result.groups, Breakdown.LEADS: (leads, hidden)})
    assert of(ABOVE, comfort(result, matrix, ())) == ComfortNote(rule=ABOVE, parts=("c1",))
    assert of(ABOVE, comfort(less, matrix, ())) is None


def test_half_a_step_is_enough_and_less_is_not():
    def half(of_ten):
        heads = [("A", "head", [4] * 6)] * 10
        return [*heads, *[("A", "teacher", [4] * 6)] * of_ten, *[("A", "teacher", [3] * 6)] * (10 - of_ten)]

    # Interpolated medians: heads 4.0; teachers 3.5 of five and five, 3.583… of four and six.
    assert of(ABOVE, notes(half(5))) == ComfortNote(rule=ABOVE, parts=("c1",))
    assert of(ABOVE, notes(half(6))) is None


# --- all of them ----------------------------------------------------------------------------------------------


@st.composite
def rounds(draw):
    """People of two partners and two roles, kind ones among them, with evidence on some areas."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    people, kind = draw(st.integers(5, 40)), draw(st.sampled_from((0.0, 0.3, 0.6, 1.0)))
    answers = random.choice(
        [1, 2, 3, 4, 5, DK, NA, BLANK], size=(people, 12), p=[0.1, 0.15, 0.2, 0.25, 0.15, 0.05, 0.05, 0.05]
    )
    answers[random.random(people) < kind] = draw(st.sampled_from((4, 5)))
    rows = [("AB"[n % 2], ("head", "teacher")[n % 3 == 0], row.tolist()) for n, row in enumerate(answers)]
    writers = random.permutation(people)[: draw(st.integers(0, people))].tolist()
    comments = [
        comment for n, writer in enumerate(writers) for comment in evidence(f"a{1 + n % 2}", [writer])
    ]
    return rows, comments


options = st.builds(
    Options,
    mode=st.sampled_from((Mode.CONFIDENTIAL, Mode.ANONYMOUS, Mode.OPEN)),
    smallest_group=st.sampled_from((3, 5, 7)),
)


@settings(max_examples=60 * EFFORT)
@given(made=rounds(), options=options)
def test_the_same_notes_whether_words_come_now_or_later(made, options):
    rows, comments = made
    matrix, spoken = evaluated(rows, comments, options)
    if spoken.withheld is None:
        silent = evaluate(matrix, (), options)
        assert with_words(silent, matrix, comments) == spoken.comfort
        assert of(UNTOLD, silent.comfort) is None


@settings(max_examples=60 * EFFORT)
@given(made=rounds(), options=options, seed=st.integers(0, 2**32 - 1))
def test_the_order_of_people_changes_no_note(made, options, seed):
    rows, comments = made
    order = np.random.default_rng(seed).permutation(len(rows)).tolist()
    moved = [replace(one, respondent=order.index(one.respondent)) for one in comments]
    assert notes([rows[place] for place in order], moved, options) == notes(rows, comments, options)


@settings(max_examples=100 * EFFORT)
@given(made=rounds(), options=options)
def test_notes_are_of_many_or_can_be_read_from_what_is_shown(made, options):
    """All but two notes follow from the result alone; those two stand on at least k people on each side."""
    rows, comments = made
    matrix, result = evaluated(rows, comments, options)
    nobody = replace(matrix, values=np.zeros_like(matrix.values))
    read = comfort(result, nobody, ()) if result.withheld is None else ()
    assert read == tuple(note for note in result.comfort if note.rule not in (SAME, UNTOLD))
    k, limits = options.smallest_group, result.thresholds
    alike, rated = same_throughout(matrix, limits.kind_answers, limits.kind_same_answers)
    same = of(SAME, result.comfort)
    if same is not None:
        assert options.mode is not Mode.OPEN
        assert min(alike, rated - alike) >= k
        assert same.parts == ()
        assert (same.share * 20) == round(20 * alike / rated)
    for note in result.comfort:
        if note.rule is ABOVE:
            shown = result.groups[Breakdown.LEADS]
            assert all(side.shown for side in shown)
        if note.rule in (HIGHEST, UNTOLD, ABOVE):
            known = {part.id for part in (*result.themes, *result.areas, *result.components) if part.typical}
            assert set(note.parts) <= known
            assert note.parts


def test_too_few_answers_have_no_notes():
    rows = [("A", None, [5] * 12)] * 4
    assert notes(rows, evidence("a1", range(4))) == ()


def test_the_order_is_that_of_the_rules():
    rows = [("A", "head", [5] * 12)] * 10 + [("A", "teacher", [4, 4, 4, 4, 5, 5] * 2)] * 10
    found = notes(rows, evidence("a1", range(12)))
    assert [note.rule for note in found] == [rule for rule in Comfort if of(rule, found)]


def test_every_limit_is_heard():
    """Each limit, moved a little, changes what is said of some round."""
    themes = [NEARLY] * 5 + [mixed(10)] * 10
    kind = columns(*themes)
    lines = [("A", None, LINE)] * 6 + [("A", None, WAVE)] * 24
    above = [("A", "head", [4] * 6 + [3] * 6)] * 6 + [("A", "teacher", [3] * 12)] * 10
    wrote = [("A", None, [5] * 3 + [5] * 3)] * 30
    known = columns(*[[1 + place % 5 for place in range(10)]] * 10)
    cases = {
        "kind_high": (kind, (), 1.2, HIGHEST),
        "kind_agreement": (kind, (), 0.96, HIGHEST),
        "kind_themes": (kind, (), 6, HIGHEST),
        "kind_themes_share": (kind, (), 0.4, HIGHEST),
        "kind_people": (known, (), 11, SURE),
        "kind_answers": (known, (), 11, SURE),
        "kind_evidence_share": (wrote, evidence("a1", range(10)), 0.4, UNTOLD),
        "kind_writers_share": (wrote, evidence("a1", range(10)) + evidence("a2", [1]), 0.03, UNTOLD),
        "kind_same_share": (lines, (), 0.21, SAME),
        "kind_same_answers": (lines, (), 1.1, SAME),
        "kind_leads_steps": (above, (), 1.1, ABOVE),
        "kind_leads_share": (above, (), 0.6, ABOVE),
    }
    heard = {name for name in Thresholds.__dataclass_fields__ if name.startswith("kind_")}
    assert set(cases) == heard
    for name, (rows, comments, value, rule) in cases.items():
        assert of(rule, notes(rows, comments)) is not None, name
        moved = Options(thresholds=replace(Thresholds(), **{name: value}))
        assert of(rule, notes(rows, comments, moved)) is None, name


def test_the_invented_framework_has_two_areas_to_a_component():
    """What the cases above stand on."""
    assert [[area.id for area in part.areas] for part in framework(12).components] == [
        ["a1", "a2"],
        ["a3", "a4"],
    ]


def test_every_rule_is_on_the_page_about_statistics():
    page = (Path(__file__).parents[3] / "docs" / "statistics.md").read_text("utf-8")
    section = page.partition("## Have we been too kind?")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [rule.value for rule in Comfort]
