import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.agenda import CLOSING_MINUTES, LONGEST, MEETING_MINUTES, OPENING_MINUTES, agenda
from pet.analysis.options import Breakdown, Thresholds
from pet.analysis.patterns import section_of
from pet.analysis.result import Detail, Gap, Pattern, Section, ThemeResult
from tests.support.rounds import framework

STRENGTH, CHALLENGE, MIDDLE = Pattern.SHARED_STRENGTH, Pattern.SHARED_CHALLENGE, Pattern.SHARED_MIDDLE
TALK = MEETING_MINUTES - OPENING_MINUTES - CLOSING_MINUTES


def theme(number, pattern, *, typical=3.0, agreement=0.5, unsure=0.0, minority=None):
    return ThemeResult(
        id=f"t{number}",
        asked=20,
        valid=20,
        dont_know=0,
        not_applicable=0,
        unanswered=0,
        dont_know_share=unsure,
        detail=Detail.DISTRIBUTION,
        withheld=None,
        interpolated_median=typical,
        agreement=agreement,
        pattern=pattern,
        minority=minority,
        section=section_of(pattern, minority),
    )


def proposed(*themes, gaps=(), thresholds=Thresholds(), framed=None):  # noqa: B008 -- frozen
    return agenda(themes, gaps, framed or framework(len(themes)), thresholds)


def ids(items):
    return [item.theme for item in items]


def test_the_order_of_a_good_meeting():
    themes = [
        theme(1, Pattern.UNSURE, unsure=0.5),
        theme(2, CHALLENGE),
        theme(3, Pattern.SPLIT),
        theme(4, STRENGTH),
        theme(5, MIDDLE),
        theme(6, Pattern.TOO_FEW),
    ]
    assert [(item.theme, item.section, item.reason) for item in proposed(*themes)] == [
        ("t4", Section.SHARE, "strongest_shared"),
        ("t3", Section.DIFFER, "split"),
        ("t2", Section.CHALLENGE, "challenge"),
        ("t1", Section.UNKNOWN, "unsure"),
    ]


def test_six_themes_at_most_and_three_of_them_where_views_differ():
    kinds = [STRENGTH, Pattern.SCATTERED, CHALLENGE, Pattern.UNSURE]
    themes = [theme(number, kinds[number % 4]) for number in range(1, 41)]
    found = [item.section for item in proposed(*themes)]
    assert found == [Section.SHARE, *[Section.DIFFER] * 3, Section.CHALLENGE, Section.UNKNOWN]


def test_what_is_missing_leaves_room_for_the_rest():
    strong = [theme(number, STRENGTH) for number in range(1, 6)]
    hard = [theme(number, CHALLENGE) for number in range(6, 11)]
    assert [item.section for item in proposed(*strong, *hard)] == [
        *[Section.SHARE] * 2,
        *[Section.CHALLENGE] * 2,
    ]


def test_the_strongest_strength_the_hardest_challenge_the_least_known():
    themes = [
        theme(1, STRENGTH, typical=4.0),
        theme(2, STRENGTH, typical=4.6),
        theme(3, STRENGTH, typical=4.2),
    ]
    themes += [
        theme(4, CHALLENGE, typical=2.0),
        theme(5, CHALLENGE, typical=1.4),
        theme(6, CHALLENGE, typical=1.6),
    ]
    themes += [theme(7, Pattern.UNSURE, unsure=0.4), theme(8, Pattern.UNSURE, unsure=0.7)]
    found = ids(proposed(*themes, framed=framework(8, per_area=8)))
    assert found == ["t2", "t3", "t5", "t6", "t8", "t7"]


def test_a_split_before_a_minority_before_a_few_apart_before_scattered_views():
    kinds = [Pattern.SCATTERED, Pattern.FEW_APART, STRENGTH, Pattern.SPLIT]
    themes = [
        theme(n, kind, minority=0.2 if kind is STRENGTH else None) for n, kind in enumerate(kinds, start=1)
    ]
    found = proposed(*themes)
    assert [(item.theme, item.reason, item.questions[0]) for item in found] == [
        ("t4", "split", "split.1"),
        ("t3", "minority", "few_apart.1"),
        ("t2", "few_apart", "few_apart.1"),
    ]


def test_a_gap_is_heard_before_a_second_split():
    themes = [theme(1, Pattern.SPLIT, agreement=0.1), theme(2, Pattern.SPLIT, agreement=0.2)]
    themes += [theme(3, Pattern.GROUP_GAP, agreement=0.6), theme(4, Pattern.GROUP_GAP, agreement=0.4)]
    gaps = [Gap(theme="t3", breakdown=Breakdown.LEADS, group="leads", higher=True, steps=1.5)]
    framed = framework(4, per_area=4)
    assert ids(proposed(*themes, gaps=gaps, framed=framed)) == ["t1", "t3", "t2"]


def test_alike_themes_are_spread_over_components():
    themes = [theme(n, Pattern.SCATTERED, agreement=0.1 * n) for n in range(1, 5)]
    assert ids(proposed(*themes, framed=framework(4, per_area=1))) == ["t1", "t3", "t2"]


def test_equal_themes_keep_the_order_of_the_framework():
    assert ids(proposed(*[theme(n, STRENGTH) for n in range(1, 9)], framed=framework(8, per_area=8))) == [
        "t1",
        "t2",
    ]


def test_three_questions_of_the_pattern():
    assert proposed(theme(1, Pattern.VIEWS_DIFFER))[0].questions == (
        "views_differ.1",
        "views_differ.2",
        "views_differ.3",
    )


@given(kinds=st.lists(st.sampled_from(Pattern), max_size=14), most=st.integers(1, 8))
def test_the_minutes_fit_the_meeting(kinds, most):
    themes = [theme(number, kind) for number, kind in enumerate(kinds, start=1)]
    items = proposed(*themes, thresholds=Thresholds(agenda_themes=most), framed=framework(len(themes) or 1))
    longest = sum(LONGEST[item.section] for item in items)
    assert sum(item.minutes for item in items) == min(TALK, longest)
    assert all(LONGEST[item.section] / 2 <= item.minutes <= LONGEST[item.section] for item in items)
    assert len(items) <= most
    assert [item.section for item in items] == sorted((i.section for i in items), key=list(Section).index)
    assert len({item.theme for item in items}) == len(items)


def test_nothing_to_talk_about():
    assert proposed(theme(1, MIDDLE), theme(2, Pattern.TOO_FEW)) == ()


@pytest.mark.parametrize("pattern", Pattern)
def test_every_pattern_with_a_place_in_the_meeting_has_a_reason(pattern):
    assert len(proposed(theme(1, pattern))) == int(section_of(pattern, None) is not Section.REST)
