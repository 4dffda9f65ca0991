from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Detail, Level, Pattern, Section, Withheld
from pet.analysis.options import Breakdown, Mode, Options, Thresholds
from pet.analysis.ratings import Grouping, NoRating, Ratings
from pet.analysis.result_groups import Gap
from pet.analysis.result_themes import Measures
from pet.analysis.rollup import composite, no_closer
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED, framework, group, ratings

CONFIDENTIAL = Options()
OPEN = Options(mode=Mode.OPEN)


def of_all(answers, options=CONFIDENTIAL):
    """The one theme of a round in which everybody together answered this."""
    return evaluate(ratings([(None, None, [answer]) for answer in answers]), options=options).themes[0]


def test_a_theme_worked_by_hand():
    theme = of_all([1, 2, 4, 4, 4, 4, 5, 5, 5, 5, DK, DK, NA, BLANK, BLANK, NOT_ASKED])
    assert (theme.asked, theme.valid, theme.dont_know, theme.not_applicable, theme.unanswered) == (
        15,
        10,
        2,
        1,
        2,
    )
    assert theme.dont_know_share == 2 / 12
    assert (theme.counts, theme.mean, theme.median, theme.score) == ((1, 1, 0, 4, 4), 3.9, 4.0, 72.5)
    assert theme.interpolated_median == 4.25
    assert theme.quartiles == pytest.approx((3.625, 4.875))
    assert theme.agreement == pytest.approx(1 - 2 * 0.9 / 4)
    assert (theme.agreement_level, theme.detail, theme.withheld) == (Level.LOW, Detail.DISTRIBUTION, None)
    assert (theme.bins, theme.camps, theme.tentative) == (None, None, False)


def test_not_asked_is_in_no_base():
    answers = [5, 5, 4, 4, 4, 5, 5, 4, 5, 5, DK, BLANK, NA]
    with_more = of_all([*answers, *[NOT_ASKED] * 30])
    assert with_more == of_all(answers)


def test_people_who_do_not_know_count_only_beside_the_ratings():
    known, unsure = of_all([4] * 10), of_all([4] * 10 + [DK] * 2)
    assert unsure == replace(known, asked=12, dont_know=2, dont_know_share=2 / 12)


def test_everybody_says_dont_know():
    theme = of_all([DK] * 9)
    assert (theme.valid, theme.dont_know, theme.dont_know_share) == (0, 9, 1.0)
    assert (theme.pattern, theme.section, theme.detail) == (Pattern.UNSURE, Section.UNKNOWN, Detail.NONE)
    assert (theme.mean, theme.median, theme.score, theme.agreement, theme.counts) == (None,) * 5
    assert theme.withheld is None  # nothing is hidden: there is nothing


def test_nobody_answered_a_theme_that_everybody_was_asked():
    theme = of_all([BLANK] * 6 + [NA] * 3)
    assert (theme.asked, theme.not_applicable, theme.unanswered) == (9, 3, 6)
    assert (theme.valid, theme.dont_know, theme.pattern) == (None, None, Pattern.TOO_FEW)


def test_how_a_few_asked_people_answered_is_not_told():
    theme = of_all([4, 4, NA, BLANK] + [NOT_ASKED] * 20)
    assert (theme.asked, theme.valid, theme.not_applicable, theme.unanswered) == (4, None, None, None)


@pytest.mark.parametrize("options", [Options(), OPEN])
def test_nobody_at_all(options):
    result = evaluate(Ratings(framework(2), np.zeros((0, 2), dtype=np.int8)), options=options)
    assert (result.respondents, result.withheld, result.themes) == (0, Withheld.TOO_FEW, ())


def test_one_person():
    assert evaluate(ratings([("A", "head", [5])])).withheld is Withheld.TOO_FEW
    alone = evaluate(ratings([("A", "head", [5])]), options=OPEN)
    theme = alone.themes[0]
    assert (theme.counts, theme.mean, theme.agreement, theme.agreement_level) == (
        (0, 0, 0, 0, 1),
        5.0,
        None,
        None,
    )
    assert (theme.pattern, theme.section) == (Pattern.TOO_FEW, Section.REST)
    assert alone.groups[Breakdown.PARTNER][0].themes[0].gap_steps is None


def test_totals_of_five_to_nine_are_words_unless_a_small_partnership_was_announced():
    answers = [1, 1, 1, 5, 5, 5, 5]
    words, small = of_all(answers), of_all(answers, Options(small_partnership=True))
    assert (words.detail, words.pattern, words.withheld) == (
        Detail.SUMMARY,
        Pattern.VIEWS_DIFFER,
        Withheld.SUMMARY,
    )
    assert (small.detail, small.pattern, small.bins) == (Detail.THREE_BINS, Pattern.SPLIT, (3, 0, 4))
    for theme in (words, small):
        numbers = (theme.counts, theme.mean, theme.score, theme.agreement, theme.quartiles, theme.camps)
        assert numbers == (None,) * 6
        assert (theme.typical, theme.median, theme.agreement_level) == (5.0, 5.0, Level.LOW)
        assert (theme.tentative, theme.could_be_chance) == (True, False)
    assert words.bins is None


def test_a_split_view_shows_its_camps_where_the_distribution_is_shown():
    theme = of_all([1] * 5 + [2] + [4] * 2 + [5] * 4)
    assert (theme.pattern, theme.camps, theme.section) == (Pattern.SPLIT, (2, 4), Section.DIFFER)


def test_a_minority_moves_a_strength_to_where_views_differ():
    theme = of_all([4] * 8 + [5] * 2 + [2] * 3)
    assert (theme.pattern, theme.minority, theme.section) == (Pattern.SHARED_STRENGTH, 0.25, Section.DIFFER)


def test_few_answers_are_tentative_and_may_be_chance_but_not_in_an_open_round():
    answers = [3, 4, 4, 4, 5, 5, 3, 2, 5, 4]
    assert of_all(answers[:7]).tentative
    assert not of_all(answers[:8]).tentative
    assert of_all([1, 1, 2, 3, 3, 4, 4, 4, 5, 5]).could_be_chance
    assert not of_all([4] * 10).could_be_chance
    signed = of_all([1, 1, 2, 3, 4, 5, 5], OPEN)
    assert (signed.tentative, signed.could_be_chance) == (False, False)


def test_an_open_round_shows_everything_by_name():
    heads = [("North", None, [5, 4]), ("South", None, [2, DK]), ("East", None, [4, 4])]
    result = evaluate(ratings(heads), options=OPEN)
    (breakdown,) = result.breakdowns
    assert (breakdown.groups, breakdown.shown, breakdown.rest, breakdown.withheld) == (3, 3, 0, None)
    east, north, south = result.groups[Breakdown.PARTNER]
    assert [group.name for group in (east, north, south)] == ["East", "North", "South"]
    assert (north.valid, north.theme("t1").counts, north.theme("t1").mean) == (1, (0, 0, 0, 0, 1), 5.0)
    assert (south.theme("t2").dont_know, south.theme("t2").detail, south.theme("t2").withheld) == (
        1,
        Detail.NONE,
        None,
    )
    assert result.theme("t1").counts == (0, 1, 0, 1, 1)
    assert result.theme("t2").pattern is Pattern.SHARED_STRENGTH


def test_partners_and_roles_are_shown_where_nobody_is_exposed():
    people = (
        group("A", [4] * 12, "teacher") + group("B", [3] * 6, "teacher") + group("C", [2] * 6, "governor")
    )
    result = evaluate(ratings([*people, *group("D", [5, 5], "teacher")]))
    partner, role, leads = result.breakdowns
    assert (partner.groups, partner.shown, partner.rest) == (4, 2, 8)
    a, b, c, d = result.groups[Breakdown.PARTNER]
    assert [each.withheld for each in (a, b, c, d)] == [None, Withheld.TOO_FEW, None, Withheld.TOO_FEW]
    assert [(each.valid, each.themes) for each in (b, d)] == [(None, ())] * 2
    assert (role.groups, role.shown, role.rest, role.withheld) == (2, 2, 0, None)
    assert (leads.groups, leads.withheld, leads.rest) == (1, Withheld.TOO_FEW, None)


def test_people_without_a_partner_or_a_role_are_part_of_the_rest():
    people = group("A", [4] * 12) + group("B", [3] * 6) + group(None, [2] * 2)
    (partner,) = evaluate(ratings(people)).breakdowns
    assert (partner.groups, partner.shown, partner.rest) == (2, 1, 8)
    (partner,) = evaluate(ratings(people + group(None, [2] * 3))).breakdowns
    assert (partner.groups, partner.shown, partner.rest) == (2, 2, 5)


def test_two_breakdowns_that_single_people_out_are_not_both_shown():
    people = group("A", [4] * 5, "teacher") + group("A", [1], "head")
    people += group("B", [4] * 6, "teacher") + group("C", [3] * 7, "head")
    matrix = ratings(people)
    for first, second in ((Breakdown.ROLE, Breakdown.PARTNER), (Breakdown.PARTNER, Breakdown.ROLE)):
        result = evaluate(matrix, options=Options(first_comparison=first))
        assert result.breakdown(first).withheld is None
        assert result.breakdown(second).withheld is Withheld.ONE_BREAKDOWN
        assert result.breakdown(second).rest is None
        assert {each.withheld for each in result.groups[second]} == {Withheld.ONE_BREAKDOWN}
        gone = result.breakdown(Breakdown.LEADS).withheld
        assert gone is (Withheld.ONE_BREAKDOWN if second is Breakdown.ROLE else None)


@pytest.mark.parametrize("unrated", [BLANK, DK])
def test_two_breakdowns_that_single_people_out_on_one_theme_lose_that_theme(unrated):
    people = [("A", "teacher", [4, 4])] * 5 + [("A", "head", [2, 2])] + [("A", "head", [2, unrated])] * 4
    people += [("B", "teacher", [4, 4])] * 6 + [("C", "head", [3, 3])] * 7
    result = evaluate(ratings(people))
    partner = result.breakdown(Breakdown.PARTNER)
    assert (partner.withheld, partner.shown, partner.themes_withheld) == (None, 3, ("t2",))
    theme = result.groups[Breakdown.PARTNER][0].theme("t2")
    assert (theme.withheld, theme.detail, theme.valid) == (Withheld.ONE_BREAKDOWN, Detail.NONE, None)
    assert result.groups[Breakdown.PARTNER][0].theme("t1").median is not None
    assert result.groups[Breakdown.ROLE][0].theme("t2").median is not None
    (component,) = result.groups[Breakdown.PARTNER][0].components
    assert (component.themes_used, component.themes_total) == (1, 2)


def test_two_breakdowns_whose_distributions_come_too_close_keep_words():
    people = group("A", [4] * 20, "teacher") + group("B", [3] * 20, "head")
    people += group("A", [5] * 6, "head") + group("B", [2] * 6, "teacher")
    result = evaluate(ratings(people))
    details = {
        breakdown: {each.themes[0].detail for each in groups} for breakdown, groups in result.groups.items()
    }
    assert details == {
        Breakdown.PARTNER: {Detail.DISTRIBUTION},
        Breakdown.ROLE: {Detail.DISTRIBUTION},
        Breakdown.LEADS: {Detail.DISTRIBUTION},
    }
    closer = [
        person for i, person in enumerate(people) if i not in {40, 46}
    ]  # 5 + 5 differ: not enough for 10
    fewer = [person for i, person in enumerate(closer) if i not in {40, 41, 44, 45}]
    details = {
        breakdown: {each.themes[0].detail for each in groups}
        for breakdown, groups in evaluate(ratings(fewer), options=Options()).groups.items()
    }
    assert details[Breakdown.ROLE] == {Detail.DISTRIBUTION}
    assert details[Breakdown.PARTNER] == {Detail.SUMMARY}


def test_leaders_are_seen_beside_everybody_else_where_the_roles_say_as_much():
    people = (
        group(None, [5] * 12, "head") + group(None, [3] * 14, "teacher") + group(None, [2] * 6, "governor")
    )
    people += group(None, [4] * 4)  # without a role: everybody else
    result = evaluate(ratings(people))
    leads, members = result.groups[Breakdown.LEADS]
    assert (leads.name, leads.valid, members.name, members.valid) == ("leads", 12, "members", 24)
    assert (leads.themes[0].detail, members.themes[0].detail) == (Detail.DISTRIBUTION,) * 2
    assert leads.themes[0].gap_steps == members.themes[0].gap_steps > 1
    assert (leads.themes[0].higher, members.themes[0].higher) == (True, False)


def test_leaders_are_not_shown_where_the_hidden_roles_lie_on_both_sides():
    people = group(None, [5] * 12, "head") + group(None, [5] * 3, "deputy")
    people += group(None, [3] * 14, "teacher") + group(None, [2] * 4, "governor")
    result = evaluate(ratings(people))
    assert result.breakdown(Breakdown.ROLE).shown == 2
    assert result.breakdown(Breakdown.LEADS).withheld is Withheld.TOO_FEW
    one_sided = [person for person in people if person[1] != "deputy"] + group(None, [3] * 3)
    assert evaluate(ratings(one_sided)).breakdown(Breakdown.LEADS).withheld is None


def test_leaders_are_left_out_where_the_framework_has_no_leading_role():
    people = group(None, [5] * 12, "head") + group(None, [3] * 14, "teacher")
    result = evaluate(ratings(people, roles={"head": False, "teacher": False}))
    assert [breakdown.breakdown for breakdown in result.breakdowns] == [Breakdown.ROLE]


def test_a_gap_names_the_theme_and_is_listed_once():
    people = group(None, [5] * 12, "head") + group(None, [2] * 8 + [3] * 6, "teacher")
    result = evaluate(ratings(people))
    assert result.themes[0].pattern is Pattern.GROUP_GAP
    head, teacher = result.groups[Breakdown.ROLE]
    assert (head.themes[0].gap_flagged, head.themes[0].higher, teacher.themes[0].higher) == (
        True,
        True,
        False,
    )
    assert head.themes[0].gap_share == head.themes[0].gap_steps / 4
    assert 0 < head.themes[0].gap_p < 0.01
    assert result.gaps == (
        Gap(theme="t1", breakdown=Breakdown.ROLE, group="head", higher=True, steps=head.themes[0].gap_steps),
    )


def test_a_gap_of_a_group_seen_in_words_has_no_number():
    people = group("A", [5] * 9) + group("B", [2] * 9) + group("C", [2] * 9)
    result = evaluate(ratings(people))
    first = result.groups[Breakdown.PARTNER][0].themes[0]
    assert (first.gap_flagged, first.higher) == (True, True)
    assert (first.gap_steps, first.gap_share, first.gap_p) == (None, None, None)
    assert result.gaps == ()  # a small partner is not pointed at, named or not


def test_a_role_seen_in_words_is_listed():
    people = group(None, [5] * 9, "head") + group(None, [2] * 9, "teacher") + group(None, [2] * 9, "governor")
    result = evaluate(ratings(people))
    assert result.groups[Breakdown.ROLE][0].themes[0].gap_steps is None
    assert [(gap.breakdown, gap.steps) for gap in result.gaps] == [(Breakdown.ROLE, None)]


def test_a_hidden_group_makes_no_gap():
    people = group("A", [2] * 4) + group("B", [2] * 4) + group("C", [4] * 10) + group("D", [4] * 10)
    result = evaluate(ratings(people))
    assert [each.shown for each in result.groups[Breakdown.PARTNER]] == [False, False, True, True]
    assert result.themes[0].pattern is not Pattern.GROUP_GAP
    assert result.gaps == ()


def test_one_partner_of_many_is_worth_asking_about_but_names_no_theme():
    people = group("A", [5] * 12) + [person for name in "BCDEFGHI" for person in group(name, [2, 3] * 6)]
    result = evaluate(ratings(people))
    assert result.groups[Breakdown.PARTNER][0].themes[0].gap_flagged
    assert result.themes[0].pattern is not Pattern.GROUP_GAP
    assert [gap.group for gap in result.gaps] == ["A"]
    bold = Options(thresholds=Thresholds(group_gap_people_share=0.1))
    assert evaluate(ratings(people), options=bold).themes[0].pattern is Pattern.GROUP_GAP


def test_many_looks_need_a_smaller_p():
    """The same answers: flagged beside one other group, which is one look (p = 0.07), not as one of six."""
    apart, others = [5, 5, 5, 4, 3], [5, 4, 3, 2, 1]
    two = evaluate(ratings(group("A", apart) + group("B", others * 5)))
    many = evaluate(ratings(group("A", apart) + [p for name in "BCDEF" for p in group(name, others)]))
    first = two.groups[Breakdown.PARTNER][0].themes[0]
    assert first.gap_flagged
    assert not many.groups[Breakdown.PARTNER][0].themes[0].gap_flagged


def test_a_gap_of_shape_has_no_direction():
    people = group("A", [1] * 10 + [5] * 10) + group("B", [3] * 20)
    first = evaluate(ratings(people)).groups[Breakdown.PARTNER][0].themes[0]
    assert (first.gap_flagged, first.gap_steps, first.higher) == (True, 2.0, None)


def test_areas_and_components_are_means_of_their_themes():
    people = [(None, None, [5, 1, DK, 3]) if i < 10 else (None, None, [3, 1, 4, 3]) for i in range(20)]
    result = evaluate(ratings(people))
    first, second = result.areas
    themes = result.themes
    assert (first.themes_used, first.themes_total, second.themes_total) == (3, 3, 1)
    assert first.typical == sum(theme.interpolated_median for theme in themes[:3]) / 3
    assert first.score == sum(theme.score for theme in themes[:3]) / 3
    assert first.agreement == sum(theme.agreement for theme in themes[:3]) / 3
    assert first.band == (
        sum(theme.quartiles[0] for theme in themes[:3]) / 3,
        sum(theme.quartiles[1] for theme in themes[:3]) / 3,
    )
    assert (first.lowest_theme, result.components[0].themes_used) == ("t1", 4)


def test_a_composite_of_words_is_a_word():
    result = evaluate(ratings([(None, None, [5, 1, 4 + i % 2, BLANK]) for i in range(6)]))
    (first, second), (component,) = result.areas, result.components
    assert (first.typical, first.band, first.score, first.agreement) == (
        pytest.approx(10.5 / 3),
        None,
        None,
        None,
    )
    assert (first.agreement_level, first.lowest_theme) == (Level.HIGH, None)
    assert (second.typical, second.withheld, second.themes_used) == (None, Withheld.TOO_FEW, 0)
    assert (component.themes_used, component.themes_total) == (3, 4)


def compared(part):
    return part.typical, part.everybody, part.themes_used, part.withheld


def test_a_group_is_compared_with_everybody_on_its_own_themes():
    """The heads alone are asked t2 and answer low: no school shows it, and none stands above the others for it."""
    people = [
        (school, "head" if place < 2 else "teacher", [answer, 1 if place < 2 else NOT_ASKED, answer])
        for school, answers in {"A": [4] * 7, "B": [3] * 7, "C": [4] * 4 + [5] * 8}.items()
        for place, answer in enumerate(answers)
    ]
    result = evaluate(ratings(people), options=Options(first_comparison=Breakdown.PARTNER))
    a, b, c = result.groups[Breakdown.PARTNER]
    (whole,) = result.components
    # 7 × 3, 11 × 4, 8 × 5: half of 26 lies at 3.5 + 6/11; t2 is a summary of six people who all answered 1.
    middle = 3.5 + 6 / 11
    assert compared(whole) == (pytest.approx((middle + 1 + middle) / 3), None, 3, None)
    assert compared(a.components[0]) == (4.0, 4.0, 2, None)
    assert compared(b.components[0]) == (3.0, 4.0, 2, None)
    # C shows no distribution either: A and B together would be left over, but 14 people are enough.
    assert c.themes[0].detail is Detail.DISTRIBUTION
    assert compared(c.components[0]) == (4.75, pytest.approx(middle), 2, None)


def test_leaders_and_everybody_else_are_made_of_the_same_themes():
    heads = [("head", [5, 5, 1, DK])] * 4 + [("head", [4, 5, 1, DK])] * 8
    teachers = [("teacher", [3, 2, NOT_ASKED, 4])] * 6 + [("teacher", [4, BLANK, NOT_ASKED, 4])] * 6
    result = evaluate(ratings([(None, role, row) for role, row in heads + teachers]))
    leads, members = result.groups[Breakdown.LEADS]
    assert [theme.detail for theme in leads.themes] == [
        Detail.DISTRIBUTION,
        Detail.SUMMARY,
        Detail.DISTRIBUTION,
        Detail.NONE,
    ]
    assert [theme.detail for theme in members.themes] == [
        Detail.DISTRIBUTION,
        Detail.SUMMARY,
        Detail.NONE,
        Detail.DISTRIBUTION,
    ]
    first, second = leads.areas
    # t1 in full: 3.5 + 6/8 for the 12 leaders; everybody 6, 14 and 4 of 24. t2 by the plain median on all sides.
    assert compared(first) == ((4.25 + 5) / 2, pytest.approx((3.5 + 6 / 14 + 5) / 2), 2, None)
    assert (first.band, first.score, first.agreement, first.lowest_theme) == (None, None, None, None)
    assert first.agreement_level is Level.HIGH
    assert compared(second) == (None, None, 0, None)
    first, second = members.areas
    assert compared(first) == ((3.5 + 2) / 2, leads.areas[0].everybody, 2, None)
    assert compared(second) == (None, None, 0, None)
    assert leads.components[0].everybody == members.components[0].everybody


def test_a_part_of_which_only_leaders_were_asked_compares_nobody():
    people = [(None, "head", [5, 5])] * 12 + [(None, "teacher", [3, NOT_ASKED])] * 12
    framed = framework(2, per_area=1)
    leads, members = evaluate(ratings(people, framed=framed)).groups[Breakdown.LEADS]
    assert leads.theme("t2").typical == 5.0
    assert compared(leads.areas[1]) == compared(members.areas[1]) == (None, None, 0, Withheld.TOO_FEW)
    assert compared(leads.components[0]) == (5.0, 4.0, 1, None)
    assert compared(members.components[0]) == (3.0, 4.0, 1, None)


def test_a_theme_in_full_is_cut_down_to_the_summary_or_the_nothing_beside_it():
    in_full = of_all([1, 2, 4, 4, 4, 4, 5, 5, 5, 5])
    summary, few = of_all([3] * 7), of_all([3] * 4 + [BLANK])
    less = {"counts", "shares", "mean", "interpolated_median", "quartiles", "score", "agreement"}
    words = replace(in_full, detail=Detail.SUMMARY, withheld=Withheld.SUMMARY, **dict.fromkeys(less))
    nothing = replace(words, detail=Detail.NONE, withheld=Withheld.TOO_FEW, median=None, agreement_level=None)
    assert no_closer(in_full, in_full) is in_full
    assert no_closer(in_full, summary) == words
    assert no_closer(in_full, few) == nothing
    assert no_closer(summary, in_full) == no_closer(summary, summary) == summary
    assert no_closer(few, in_full) == no_closer(few, summary) == few


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("high high medium", Level.HIGH),
        ("high medium", Level.MEDIUM),
        ("medium low", Level.LOW),
        ("high low", Level.MEDIUM),
        ("low", Level.LOW),
    ],
)
def test_the_mean_of_words_goes_down_at_halves(words, word):
    themes = [
        Measures(
            id=f"t{place}",
            valid=7,
            dont_know=0,
            dont_know_share=0.0,
            detail=Detail.SUMMARY,
            withheld=Withheld.SUMMARY,
            median=3.0,
            agreement_level=Level(level),
        )
        for place, level in enumerate(words.split())
    ]
    assert composite("a1", themes, 5, Thresholds()).agreement_level is word


rows = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", None]),
        st.sampled_from(["head", "teacher", None]),
        st.lists(st.sampled_from([1, 2, 3, 4, 5, DK, NA, BLANK, NOT_ASKED]), min_size=2, max_size=2),
    ),
    min_size=1,
    max_size=60,
)


@given(
    people=rows, data=st.data(), options=st.sampled_from([Options(), OPEN, Options(small_partnership=True)])
)
def test_the_order_of_the_people_changes_nothing(people, data, options):
    mixed = data.draw(st.permutations(people))
    assert evaluate(ratings(mixed), options=options) == evaluate(ratings(people), options=options)


@given(people=rows)
def test_doubling_every_answer_changes_no_agreement_and_no_typical_answer(people):
    once, twice = (evaluate(ratings(people * times), options=OPEN).themes for times in (1, 2))
    for one, two in zip(once, twice, strict=True):
        assert (two.mean, two.median, two.score) == (one.mean, one.median, one.score)
        if one.valid >= 2:
            assert two.agreement == pytest.approx(one.agreement)
            assert two.interpolated_median == pytest.approx(one.interpolated_median)


@pytest.mark.parametrize("points", [3, 4, 5, 7])
def test_every_scale(points):
    result = evaluate(ratings([(None, None, [1 + i % points]) for i in range(4 * points)], points=points))
    assert (result.points, result.themes[0].counts) == (points, (4,) * points)


def test_what_was_promised_is_carried_along():
    options = Options(
        title="Spring", mode=Mode.ANONYMOUS, smallest_group=7, invited=30, small_partnership=True
    )
    result = evaluate(ratings([("A", None, [3])] * 20), options=options)
    assert (result.title, result.mode, result.smallest_group, result.invited, result.small_partnership) == (
        "Spring",
        Mode.ANONYMOUS,
        7,
        30,
        True,
    )
    assert (result.framework.key, result.framework.version, result.thresholds) == (
        "invented",
        1,
        Thresholds(),
    )


def test_a_group_nobody_is_in_is_not_counted():
    values = np.full((12, 1), 3, dtype=np.int8)
    partners = Grouping(("A", "B"), np.zeros(12, dtype=np.intp))
    result = evaluate(Ratings(framework(1), values, partners=partners))
    assert (result.breakdowns[0].groups, result.breakdowns[0].shown, result.breakdowns[0].rest) == (1, 1, 0)
    assert result.groups[Breakdown.PARTNER][1].withheld is Withheld.TOO_FEW
    assert min(NoRating) == NOT_ASKED


def test_how_many_were_asked_is_not_told_where_it_would_count_a_role_that_is_not_shown():
    """Governors (4) and teachers (3) are hidden together; a theme for heads and governors would tell them apart."""
    people = [
        *[(None, "head", [4, 4, 4])] * 9,
        *[(None, "deputy", [4, 4, 4])] * 8,
        *[(None, "governor", [4, 4, NOT_ASKED])] * 4,
        *[(None, "teacher", [4, NOT_ASKED, NOT_ASKED])] * 3,
    ]
    everybody, some_of_the_hidden, none_of_the_hidden = evaluate(ratings(people)).themes
    assert (everybody.asked, everybody.unanswered) == (24, 0)
    assert (some_of_the_hidden.asked, some_of_the_hidden.unanswered) == (None, None)
    assert (none_of_the_hidden.asked, none_of_the_hidden.unanswered) == (17, 0)
    assert [group.valid for group in evaluate(ratings(people)).groups[Breakdown.ROLE]] == [8, None, 9, None]
