from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Mode, Options, Thresholds
from pet.analysis.ratings import Grouping, NoRating, Ratings
from pet.analysis.result import Detail, Gap, Level, Measures, Pattern, Section, Withheld
from pet.analysis.rollup import composite
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
    assert result.gaps == (Gap(theme="t1", breakdown=Breakdown.PARTNER, group="A", higher=True, steps=None),)


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
