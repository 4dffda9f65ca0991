"""A round beside an earlier one: which themes have a line, on what basis, and what has changed."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis.change import Earlier
from pet.analysis.divergence import cliffs_delta, permutation_p, wasserstein
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Basis, Detail, Moved, Spread, Withheld
from pet.analysis.moved import named as called
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.analysis.paired import paired_change
from pet.analysis.result_change import FrameworkRef, ThemeChange
from pet.analysis.result_json import from_dict
from pet.analysis.snapshots import distributions_only
from pet.frameworks.changes import Link
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED, framework, text
from tests.support.two_rounds import asked, named

OPTIONS = Options()
OPEN = Options(mode=Mode.OPEN)
NUMBERS = (
    "before", "after", "mean_change", "agreement_before", "agreement_after", "people", "higher", "same", "lower",
    "steps", "dominance", "p", "moved", "spread",
)  # fmt: skip


def crowd(answers, start=0, partner="A", role="teacher"):
    """One person for each answer, or for each row of answers."""
    return [
        (f"p{number}", partner, role, answer if isinstance(answer, list) else [answer])
        for number, answer in enumerate(answers, start=start)
    ]


def compared(then, now, options=OPTIONS, before=None, after=None):
    """The change between two rounds of people; `before` and `after` are their frameworks."""
    one = asked(then, options, framed=before)
    return asked(now, options, one.earlier(), framed=after).result.change


def told(theme):
    return {name for name in NUMBERS if getattr(theme, name) is not None}


# Pairs


def test_the_same_people_are_compared_with_themselves():
    then, now = [2, 3, 2, 4, 3, 1, 4, 3, 2, 3], [3, 3, 4, 4, 4, 2, 3, 4, 2, 5]
    change = compared(crowd(then), crowd(now))
    assert (change.basis, change.people, change.respondents) == (Basis.PAIRED, 10, 10)
    (theme,) = change.themes
    by_hand = paired_change(then, now, 5)
    assert {name: getattr(theme, name) for name in (field.name for field in fields(by_hand))} == {
        field.name: getattr(by_hand, field.name) for field in fields(by_hand)
    }
    assert (theme.steps, theme.withheld, theme.link, theme.earlier) == (None, None, Link.SAME, ("t1",))


def test_pairs_are_found_whatever_the_order():
    then, now = [2, 3, 2, 4, 3, 1, 4, 3, 2, 3], [3, 3, 4, 4, 4, 2, 3, 4, 2, 5]
    assert compared(crowd(then)[::-1], crowd(now)) == compared(crowd(then), crowd(now))


def test_others_who_answered_once_leave_the_pairs_where_they_are_enough():
    both = crowd([3] * 12), crowd([4] * 12)
    change = compared(both[0] + crowd([1] * 10, 50), both[1] + crowd([5] * 11, 80))
    (theme,) = change.themes
    assert (change.basis, change.people, theme.people, theme.higher) == (Basis.PAIRED, 12, 12, 12)
    assert (theme.before, theme.after, theme.mean_change) == (3, 4, 1)


@pytest.mark.parametrize("alone", [1, 4, 5, 9])
def test_a_few_who_answered_once_could_be_worked_out_beside_pairs(alone):
    change = compared(crowd([3] * 12), crowd([4] * 12) + crowd([5] * alone, 50))
    assert (change.basis, change.people, change.themes[0].people) == (Basis.UNPAIRED, None, None)
    assert change.themes[0].mean_change == pytest.approx((48 + 5 * alone) / (12 + alone) - 3)


def test_a_theme_that_too_many_skipped_once_is_withheld_and_not_compared_another_way():
    then = [[3, 3, 3]] * 12 + [[3, 3, 3]] * 12
    now = [[4, 4, 4]] * 22 + [[4, 4, BLANK]] * 2
    change = compared(crowd(then), crowd(now))
    first, _, third = change.themes
    assert (change.basis, first.people) == (Basis.PAIRED, 24)
    assert (third.withheld, told(third)) == (Withheld.TOO_FEW, set())
    assert (change.components[0].themes_used, change.components[0].themes_total) == (2, 3)


def test_pairs_leave_nobody_else_alone_with_a_dont_know():
    """Everybody who rated the first theme is a pair, so that two others would be known to have said “Don’t know”."""
    then = crowd([[3, 3]] * 12) + crowd([[3, 3]] * 10, 50)
    others = [[BLANK, 3]] * 8 + [[DK, 3]] * 2
    first, second = compared(then, crowd([[4, 4]] * 12) + crowd(others, 80)).themes
    assert (first.withheld, first.people, second.people) == (Withheld.TOO_FEW, None, 12)
    then = crowd([[BLANK, 3]] * 10, 50) + crowd([[3, 3]] * 12)
    others = [[BLANK, 3]] * 10
    first, second = compared(then, crowd([[4, 4]] * 12) + crowd(others, 80)).themes
    assert (first.people, second.people) == (12, 12)


def test_pairs_leave_nobody_else_alone_in_a_partner_of_which_a_summary_is_shown():
    """Of every partner all who rated the first theme are pairs, or none; but of partner I five are and one is not."""
    then, now, number = [], [], 0
    for partner in "ABCDEFGHI":
        pairs, others, silent = {"I": (5, 1, 0)}.get(partner, (6, 0, 2) if partner < "E" else (0, 6, 0))
        for place in range(pairs + others + silent):
            number += 1
            row = [4 if place < pairs + others else BLANK, 4]
            now += crowd([row], number, partner, None)
            then += crowd([[3, 3]], number, partner, None) if place < pairs else []
    then += crowd([[3, 3]] * 12, 200, "J", None)
    one = asked(then, OPTIONS)
    two = asked(now, OPTIONS, one.earlier())
    assert {theme.detail for group in two.result.groups[Breakdown.PARTNER] for theme in group.themes} == {
        Detail.SUMMARY
    }
    first, second = two.result.change.themes
    assert (first.withheld, second.people) == (Withheld.TOO_FEW, 29)


def test_where_pairs_would_compare_few_themes_everybody_is_compared():
    then = [[3, 3, 3]] * 24
    now = [[4, 4, 4]] * 22 + [[4, DK, BLANK]] * 2
    change = compared(crowd(then), crowd(now))
    assert change.basis is Basis.UNPAIRED
    assert [theme.withheld for theme in change.themes] == [None] * 3


def test_fewer_pairs_than_a_distribution_needs_show_nothing():
    change = compared(crowd([3] * 9), crowd([4] * 9))
    assert change.basis is Basis.UNPAIRED
    assert (change.themes[0].withheld, told(change.themes[0])) == (Withheld.SUMMARY, set())


def test_the_larger_promise_of_the_two_rounds_holds():
    then, now = crowd([3] * 12), crowd([4] * 12)
    for first, second in ((OPTIONS, Options(smallest_group=7)), (Options(smallest_group=7), OPTIONS)):
        change = asked(now, second, asked(then, first).earlier()).result.change
        assert change.basis is Basis.UNPAIRED
    assert compared(then, now, OPTIONS).basis is Basis.PAIRED


@pytest.mark.parametrize(
    ("first", "second"), [(Mode.ANONYMOUS, Mode.CONFIDENTIAL), (Mode.CONFIDENTIAL, Mode.OPEN)]
)
def test_rounds_with_different_promises_are_compared_unpaired(first, second):
    then = asked(crowd([3] * 12), Options(mode=first))
    now = asked(crowd([4] * 12), Options(mode=second), then.earlier())
    assert now.result.change.basis is Basis.UNPAIRED


@pytest.mark.parametrize(("k", "basis"), [(3, Basis.PAIRED), (5, Basis.UNPAIRED)])
def test_four_others_are_enough_for_the_smaller_promise_only(k, basis):
    then = asked(crowd([3] * 12), Options(smallest_group=k))
    now = asked(crowd([4] * 12 + [BLANK] * 4), Options(smallest_group=3), then.earlier())
    assert now.result.change.basis is basis


# Everybody


THEN, NOW = [1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 2, 2], [3, 3, 4, 4, 4, 4, 5, 5, 3, 4, 4]


def unpaired(then=THEN, now=NOW, options=OPTIONS):
    return compared(crowd(then), crowd(now, 500), options)


def test_everybody_then_and_everybody_now():
    change = unpaired()
    (theme,) = change.themes
    a, b = ([answers.count(point) for point in range(1, 6)] for answers in (THEN, NOW))
    assert (change.basis, change.people) == (Basis.UNPAIRED, None)
    assert theme.mean_change == pytest.approx(sum(NOW) / 11 - sum(THEN) / 12)
    assert (theme.steps, theme.dominance) == (float(wasserstein(a, b)), float(cliffs_delta(b, a)))
    assert theme.p == permutation_p(a, b)
    assert (theme.people, theme.higher, theme.same, theme.lower) == (None,) * 4
    assert (theme.moved, theme.spread) == (Moved.UP, None)


def test_the_unpaired_comparison_is_made_of_what_both_results_show():
    one, two = asked(crowd(THEN), OPTIONS), asked(crowd(NOW, 500), OPTIONS)
    (theme,) = asked(crowd(NOW, 500), OPTIONS, one.earlier()).result.change.themes
    (before,), (after,) = one.result.themes, two.result.themes
    assert (theme.before, theme.after) == (before.interpolated_median, after.interpolated_median)
    assert (theme.agreement_before, theme.agreement_after) == (before.agreement, after.agreement)
    assert theme.mean_change == after.mean - before.mean


@pytest.mark.parametrize("small", [False, True])
def test_a_round_that_shows_no_distribution_is_not_compared(small):
    (theme,) = unpaired(now=NOW[:9], options=Options(small_partnership=small)).themes
    assert (theme.withheld, told(theme)) == (Withheld.SUMMARY, set())
    (theme,) = unpaired(now=[*NOW[:4], *[BLANK] * 8]).themes
    assert (theme.withheld, told(theme)) == (Withheld.TOO_FEW, set())


def test_too_few_is_the_first_reason():
    (theme,) = unpaired(then=[*THEN[:9]], now=[*NOW[:4], *[BLANK] * 8]).themes
    assert theme.withheld is Withheld.TOO_FEW


def test_an_earlier_round_of_too_few_people_is_not_compared():
    change = unpaired(then=[3, 3, 3])
    assert (change.respondents, change.themes[0].withheld, told(change.themes[0])) == (
        3,
        Withheld.TOO_FEW,
        set(),
    )
    assert change.components[0].before is None


def test_a_round_of_too_few_people_has_no_change():
    assert unpaired(now=[3, 3, 3]) is None


# Names


@pytest.mark.parametrize(
    ("now", "moved"),
    [([4] * 6 + [3] * 6, Moved.UP), ([4] * 5 + [3] * 7, None), ([2] * 6 + [3] * 6, Moved.DOWN)],
)
def test_half_a_step_that_is_hardly_chance_is_a_move(now, moved):
    (theme,) = compared(crowd([3] * 12), crowd(now)).themes
    assert theme.moved is moved


def test_a_move_that_chance_makes_easily_is_none():
    (theme,) = compared(crowd([3] * 12), crowd([5, 5, 5, *[3] * 9])).themes
    assert (theme.mean_change, theme.p, theme.moved) == (0.5, 0.25, None)


def test_where_the_mean_goes_down_and_more_people_go_up_nothing_moved():
    (theme,) = compared(crowd([4] * 8 + [5] * 4), crowd([5] * 8 + [1, 1, 1, 1])).themes
    assert theme.mean_change == pytest.approx(-8 / 12)
    assert (theme.dominance, theme.moved) == (pytest.approx(4 / 12), None)
    everybody = replace(OPTIONS.thresholds, moved_p=1.0)
    (theme,) = compared(
        crowd([4] * 8 + [5] * 4), crowd([5] * 8 + [1, 1, 1, 1]), replace(OPTIONS, thresholds=everybody)
    ).themes
    assert theme.moved is None


@pytest.mark.parametrize(("dominance", "moved"), [(0.0, None), (0.01, Moved.UP), (-0.01, None)])
def test_a_move_needs_more_people_on_its_side(dominance, moved):
    theme = ThemeChange(id="t1", link=Link.SAME, earlier=("t1",), mean_change=0.6, dominance=dominance)
    assert called(theme, 0.1, OPTIONS.thresholds).moved is moved


@pytest.mark.parametrize(
    ("then", "now", "spread"),
    [
        ([1, 5] * 6, [3] * 12, Spread.CONVERGED),
        ([3] * 12, [1, 5] * 6, Spread.DIVERGED),
        ([3] * 12, [4] * 12, None),
    ],
)
def test_closer_together_or_further_apart(then, now, spread):
    (theme,) = compared(crowd(then), crowd(now)).themes
    assert theme.spread is spread


# The line and where it breaks


def reworded(framed, theme_id, words="Other words."):
    return with_theme(framed, theme_id, statement=text(words))


def with_theme(framed, theme_id, **changed):
    def area(one):
        themes = tuple(replace(theme, **changed) if theme.id == theme_id else theme for theme in one.themes)
        return replace(one, themes=themes)

    return replace(
        framed,
        components=tuple(
            replace(component, areas=tuple(map(area, component.areas))) for component in framed.components
        ),
    )


def test_every_kind_of_link():
    """t1 stays, t2 is reworded, t3 and t4 become one, t5 becomes two, t6 goes, one is new."""
    before = replace(framework(6), version=1)
    after = replace(reworded(framework(8), "t2"), version=2)
    for theme_id, new in (
        ("t3", {"replaces": ("t4",)}),
        ("t4", {"id": "both", "replaces": ("t5",)}),
        ("t6", {"id": "fresh"}),
        ("t7", {"id": "other"}),
        ("t8", {"id": "last"}),
    ):
        after = with_theme(after, theme_id, **new)
    change = compared(crowd([[3] * 6] * 12), crowd([[4] * 8] * 12), before=before, after=after)
    assert [(theme.id, theme.link, theme.earlier, theme.compared) for theme in change.themes] == [
        ("t1", Link.SAME, ("t1",), True),
        ("t2", Link.REWORDED, ("t2",), True),
        ("t3", Link.MERGED, ("t3", "t4"), False),
        ("both", Link.SPLIT, ("t5",), False),
        ("t5", Link.SPLIT, ("t5",), False),
        ("fresh", Link.NEW, (), False),
        ("other", Link.NEW, (), False),
        ("last", Link.NEW, (), False),
    ]
    assert all(theme.withheld is None for theme in change.themes)
    assert (change.framework, change.dropped, change.basis) == (
        FrameworkRef(key="invented", version=1), ("t6",), Basis.PAIRED,
    )  # fmt: skip
    assert [theme.id for theme in change.earlier_themes] == ["t2", "t3", "t4", "t5", "t6"]
    assert change.earlier_themes[0].statement == {"en": "Statement of t2"}
    assert change.earlier_themes[0].title == {"en": "Title of t2"}
    first = change.components[0]
    assert (first.before, first.after, first.themes_used, first.themes_total) == (3, 4, 2, 6)
    last = change.components[1]
    assert (last.before, last.after, last.themes_used, last.themes_total) == (None, None, 0, 2)


def to_heads(framed):
    return with_theme(framed, "t1", asked_of=("head",))


def heads_and_teachers(*, start=0):
    """Heads answer 5 and teachers 2, whoever they are and however often they are asked."""
    return crowd([[5, 5]] * 12, start, role="head") + crowd([[2, 2]] * 12, start + 12)


def only_heads(*, start=0):
    return crowd([[5, 5]] * 12, start, role="head") + crowd([[NOT_ASKED, 2]] * 12, start + 12)


def test_a_theme_put_to_other_roles_is_not_compared_where_everybody_is():
    before, after = framework(2), to_heads(framework(2))
    there = compared(heads_and_teachers(), only_heads(start=500), before=before, after=after)
    back = compared(only_heads(), heads_and_teachers(start=500), before=after, after=before)
    for change in (there, back):
        first, second = change.themes
        assert change.basis is Basis.UNPAIRED
        assert first == ThemeChange(id="t1", link=Link.OTHERS_ASKED, earlier=("t1",))
        assert (second.link, second.mean_change, second.moved) == (Link.SAME, 0, None)
        assert change.components[0].themes_used == 1
        assert change.earlier_themes == ()


def test_a_theme_put_to_other_roles_keeps_its_line_where_people_are_compared_with_themselves():
    before, after = framework(2), to_heads(framework(2))
    change = compared(heads_and_teachers(), only_heads(), before=before, after=after)
    first, second = change.themes
    assert (change.basis, first.link, first.people, first.mean_change) == (Basis.PAIRED, Link.SAME, 12, 0)
    assert (second.link, second.people) == (Link.SAME, 24)


def test_themes_put_to_others_do_not_count_for_comparing_everybody():
    """One theme of three can be compared with pairs, and only that one without them."""
    before, after = framework(3), framework(3)
    for theme_id in ("t2", "t3"):
        after = with_theme(after, theme_id, asked_of=("teacher",))
    then = crowd([[3, 3, 3]] * 24)
    now = crowd([[4, 4, 4]] * 22 + [[4, BLANK, BLANK]] * 2)
    change = compared(then, now, before=before, after=after)
    assert (change.basis, [theme.people for theme in change.themes]) == (
        Basis.PAIRED,
        [24, None, None],
    )


def test_another_scale_breaks_every_line():
    change = compared(crowd([3] * 12), crowd([3] * 12), before=framework(1), after=framework(1, points=4))
    assert (change.scale_changed, change.basis, change.people) == (True, Basis.UNPAIRED, None)
    assert change.themes == (ThemeChange(id="t1", link=Link.SAME, earlier=("t1",)),)
    assert change.components[0].before is None


def test_a_theme_may_move_to_another_place():
    before, after = framework(2), framework(2)
    (area,) = after.components[0].areas
    turned = replace(area, themes=area.themes[::-1])
    after = replace(after, components=(replace(after.components[0], areas=(turned,)),))
    change = compared(crowd([[2, 5]] * 12), crowd([[5, 2]] * 12), before=before, after=after)
    assert [(theme.id, theme.before, theme.after) for theme in change.themes] == [("t2", 5, 5), ("t1", 2, 2)]


# Weighting and open rounds


def partners(*answers):
    return [
        (f"{name}{number}", name, None, [answer])
        for name, own in zip("ABC", answers, strict=True)
        for number, answer in enumerate(own)
    ]


def test_where_partners_count_the_same_the_shares_of_both_rounds_are_compared():
    options = Options(weighting=Weighting.PARTNERS)
    then, now = partners([3] * 12, [1] * 6, [5] * 6), partners([4] * 12, [2] * 6, [5] * 6)
    one = asked(then, options)
    two = asked(now, options, one.earlier())
    (theme,) = two.result.change.themes
    (before,), (after,) = one.result.themes, two.result.themes
    assert two.result.change.basis is Basis.UNPAIRED
    assert (theme.people, theme.p) == (None, None)
    assert theme.mean_change == pytest.approx(after.mean - before.mean) == pytest.approx(2 / 3)
    assert (
        theme.steps == pytest.approx(float(wasserstein(before.shares, after.shares))) == pytest.approx(2 / 3)
    )
    assert (theme.moved, theme.spread) == (None, Spread.CONVERGED)


def test_where_partners_count_the_same_nothing_is_told_that_the_results_do_not_tell():
    """The comparison is the same whether the answers behind the earlier result are still all there, or none."""
    options = Options(weighting=Weighting.PARTNERS)
    then, now = partners([3] * 12, [1] * 6, [5] * 6), partners([4] * 12, [2] * 6, [5] * 6)
    one = asked(then, options)
    gone = Earlier(distributions_only(one.result, one.ratings.framework), one.result)
    assert asked(now, options, gone).result == asked(now, options, one.earlier()).result


def test_a_test_without_an_answer_names_nothing():
    theme = ThemeChange(id="t1", link=Link.SAME, earlier=("t1",), mean_change=0.6, dominance=0.5)
    for p in (float("nan"), None):
        assert called(theme, p, OPTIONS.thresholds).moved is None


def test_two_rounds_that_count_differently_are_not_compared():
    people = partners([3] * 12, [1] * 6, [5] * 6)
    for first, second in ((Weighting.PEOPLE, Weighting.PARTNERS), (Weighting.PARTNERS, Weighting.PEOPLE)):
        one = asked(people, Options(weighting=first))
        assert asked(people, Options(weighting=second), one.earlier()).result.change is None


def test_open_rounds_compare_each_partner_with_itself():
    then = [("x1", "Elm", None, [2]), ("x2", "Oak", None, [3]), ("x3", "Fir", None, [4])]
    now = [("y1", "Oak", None, [5]), ("y2", "Elm", None, [1]), ("y3", "Ash", None, [4])]
    change = compared(then, now, OPEN)
    (theme,) = change.themes
    assert (change.basis, change.people) == (Basis.PAIRED, 2)
    assert (theme.people, theme.higher, theme.lower, theme.mean_change) == (2, 1, 1, 0.5)
    assert theme.withheld is None


def test_every_open_round_in_a_row_compares_each_partner_with_itself():
    signed = [[(name, name, None, [value]) for name in ("Elm", "Oak", "Fir")] for value in (2, 3, 5)]
    one = asked(signed[0], OPEN)
    two = asked(signed[1], OPEN, one.earlier())
    three = asked(signed[2], OPEN, two.earlier())
    change = three.result.change
    assert (change.basis, change.people, change.themes[0].mean_change) == (Basis.PAIRED, 3, 2)


def test_an_open_theme_without_pairs_is_empty_and_not_withheld():
    then = [(name, name, None, [2, NA]) for name in ("Elm", "Oak")]
    now = [(name, name, None, [3, 4]) for name in ("Elm", "Oak")]
    _, second = compared(then, now, OPEN).themes
    assert (second.withheld, told(second)) == (None, set())


# Laws


ROWS = st.lists(
    st.lists(st.sampled_from([1, 2, 3, 4, 5, DK, NA, BLANK]), min_size=3, max_size=3), max_size=40
)
SIDES = st.tuples(ROWS, ROWS, st.integers(0, 40), st.sampled_from([OPTIONS, OPEN, Options(smallest_group=3)]))


def sides(given_rows):
    then, now, shift, options = given_rows
    named_then, named_now = crowd(then), crowd(now, shift)
    if options.is_open:  # each person signs for a partner of their own
        named_then, named_now = (
            [(p, p, None, row) for p, _, _, row in side] for side in (named_then, named_now)
        )
    return named_then, named_now, options


@settings(deadline=None)
@given(SIDES)
def test_swapping_the_rounds_turns_the_signs(given_rows):
    then, now, options = sides(given_rows)
    if min(len(then), len(now)) < options.smallest_group or not then or not now:
        return
    there, back = compared(then, now, options), compared(now, then, options)
    assert (there.basis, there.people) == (back.basis, back.people)
    turned = {Moved.UP: Moved.DOWN, Moved.DOWN: Moved.UP, None: None}
    opened = {Spread.CONVERGED: Spread.DIVERGED, Spread.DIVERGED: Spread.CONVERGED, None: None}
    for one, other in zip(there.themes, back.themes, strict=True):
        assert (one.before, one.after, one.people, one.same) == (
            other.after,
            other.before,
            other.people,
            other.same,
        )
        assert (one.higher, one.lower, one.steps, one.p) == (other.lower, other.higher, other.steps, other.p)
        if one.compared:
            assert (one.mean_change, one.dominance) == (-other.mean_change, -other.dominance)
        assert (one.moved, one.spread) == (turned[other.moved], opened[other.spread])
        assert one.withheld is other.withheld


@settings(deadline=None)
@given(SIDES)
def test_the_same_answers_twice_are_no_change(given_rows):
    people, _, options = sides(given_rows)
    if len(people) < options.smallest_group or not people:
        return
    change = compared(people, people, options)
    for theme in change.themes:
        if theme.compared:
            assert (theme.mean_change, theme.dominance, theme.p) == (0, 0, 1)
            assert (theme.before, theme.agreement_before) == (theme.after, theme.agreement_after)
            assert (theme.moved, theme.spread) == (None, None)
        if change.basis is Basis.PAIRED:
            assert (theme.higher or 0, theme.lower or 0, theme.same) == (0, 0, theme.people)


@settings(deadline=None)
@given(SIDES, st.randoms())
def test_the_order_of_people_changes_nothing(given_rows, random):
    then, now, options = sides(given_rows)
    if min(len(then), len(now)) < options.smallest_group or not then or not now:
        return
    found = compared(then, now, options)
    random.shuffle(then)
    random.shuffle(now)
    assert compared(then, now, options) == found


@settings(deadline=None)
@given(SIDES)
def test_nothing_but_ids_is_left_of_a_theme_that_is_not_compared(given_rows):
    then, now, options = sides(given_rows)
    if min(len(then), len(now)) < options.smallest_group or not then or not now:
        return
    change = compared(then, now, options)
    for theme in change.themes:
        if not theme.compared:
            assert told(theme) == set()
        else:
            assert theme.withheld is None
            assert (theme.people is None) == (change.basis is Basis.UNPAIRED) == (theme.steps is not None)


@settings(deadline=None)
@given(SIDES)
def test_a_stored_change_comes_back_and_is_compared_alike(given_rows):
    then, now, options = sides(given_rows)
    if not then or not now:
        return
    one = asked(then, options)
    stored = from_dict(json.loads(json.dumps(one.result.as_dict(), allow_nan=False)))
    two = asked(now, options, one.earlier())
    assert asked(now, options, Earlier(one.ratings, stored)).result == two.result
    written = json.dumps(two.result.as_dict(), allow_nan=False)
    read = from_dict(json.loads(written))
    assert read == two.result
    assert json.dumps(read.as_dict(), allow_nan=False) == written


def test_a_result_of_other_answers_is_refused():
    one, two = asked(crowd([3] * 12), OPTIONS), asked(crowd([3] * 11), OPTIONS)
    with pytest.raises(ValueError, match="not made from these answers"):
        Earlier(one.ratings, two.result)
    other = named(crowd([3] * 12), replace(framework(1), version=9))
    with pytest.raises(ValueError, match="not made from these answers"):
        Earlier(other, one.result)


def test_the_rest_of_a_result_knows_nothing_of_the_earlier_round():
    one = asked(crowd(THEN), OPTIONS)
    ratings = named(crowd(NOW, 500))
    with_change = evaluate(ratings, options=OPTIONS, earlier=one.earlier())
    without = evaluate(ratings, options=OPTIONS)
    assert replace(with_change, change=None, agenda=without.agenda) == without
    assert with_change.themes[0].detail is Detail.DISTRIBUTION
