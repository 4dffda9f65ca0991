import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis import agenda_choice
from pet.analysis.agenda import agenda
from pet.analysis.agenda_choice import Choice, Pick
from pet.analysis.kinds import Basis, Detail, Moved, Pattern, Section
from pet.analysis.meeting import LEAST, LONGEST, most, shared_out, talk
from pet.analysis.options import Breakdown, Thresholds
from pet.analysis.patterns import section_of
from pet.analysis.result_change import Change, FrameworkRef, ThemeChange
from pet.analysis.result_conversation import MEETINGS
from pet.analysis.result_groups import Gap
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.changes import Link
from tests.support import invented
from tests.support.rounds import framework

STRENGTH, CHALLENGE, MIDDLE = Pattern.SHARED_STRENGTH, Pattern.SHARED_CHALLENGE, Pattern.SHARED_MIDDLE
FULL = (STRENGTH, Pattern.SPLIT, Pattern.SCATTERED, Pattern.FEW_APART, CHALLENGE, Pattern.UNSURE)


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


def proposed(*themes, gaps=(), thresholds=Thresholds(), framed=None, change=None):  # noqa: B008 -- frozen
    return agenda(themes, gaps, framed or framework(len(themes)), thresholds, change)


def moved(**steps):
    """A change in which these themes moved by so many steps; 0 stands for a theme that did not."""
    themes = tuple(
        ThemeChange(
            id=theme_id,
            link=Link.SAME,
            earlier=(theme_id,),
            before=3.0,
            after=3.0 + step,
            mean_change=step,
            moved=(Moved.UP if step > 0 else Moved.DOWN) if step else None,
        )
        for theme_id, step in steps.items()
    )
    return Change(
        title="Spring",
        framework=FrameworkRef(key="invented", version=1),
        respondents=20,
        basis=Basis.UNPAIRED,
        people=None,
        scale_changed=False,
        themes=themes,
        components=(),
        dropped=(),
        earlier_themes=(),
    )


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


@given(kinds=st.lists(st.sampled_from(Pattern), max_size=14), number=st.integers(1, 8), step=st.floats(-2, 2))
def test_every_meeting_has_an_agenda_that_fits(kinds, number, step):
    themes = [theme(place, kind) for place, kind in enumerate(kinds, start=1)]
    items = proposed(
        *themes,
        thresholds=Thresholds(agenda_themes=number),
        framed=framework(len(themes) or 1),
        change=moved(**{f"t{len(themes)}": step}),
    )
    assert len(items) <= number
    assert len({item.theme for item in items}) == len(items)
    assert [item.section for item in items] == sorted((i.section for i in items), key=list(Section).index)
    before = set()
    for meeting in MEETINGS:
        heard = [item for item in items if item.minutes_in(meeting)]
        minutes = [item.minutes_in(meeting) for item in heard]
        longest = [most(item.section, meeting) for item in heard]
        assert all(LEAST[i.section] <= n for i, n in zip(heard, minutes, strict=True))
        assert all(n <= top for n, top in zip(minutes, longest, strict=True))
        assert sum(minutes) == min(talk(meeting), sum(longest))
        assert before <= {item.theme for item in heard}, "a longer meeting leaves nothing out"
        before = {item.theme for item in heard}
    assert before == {item.theme for item in items}, "two hours are enough for all"


@given(kinds=st.lists(st.sampled_from(Pattern), max_size=14))
def test_a_short_meeting_hears_every_section_before_one_twice(kinds):
    themes = [theme(place, kind) for place, kind in enumerate(kinds, start=1)]
    items = proposed(*themes, framed=framework(len(themes) or 1))
    for meeting in MEETINGS:
        heard = [item.section for item in items if item.minutes_in(meeting)]
        if len(set(heard)) < len(heard) or meeting > 45:
            assert set(heard) == {item.section for item in items}


@given(kinds=st.lists(st.sampled_from(Pattern), min_size=8, max_size=14))
def test_a_short_meeting_has_few_themes(kinds):
    themes = [theme(place, kind) for place, kind in enumerate(kinds, start=1)]
    items = proposed(*themes, framed=framework(len(themes)), change=moved(t1=1.2))
    heard = [sum(item.minutes_in(meeting) > 0 for item in items) for meeting in MEETINGS]
    assert all(number <= most for number, most in zip(heard, (3, 5, 6, 6), strict=True))
    assert heard[1:] == [min(heard[3], heard[1]), heard[3], heard[3]]


def test_how_the_time_is_shared_out():
    found = proposed(*[theme(number, kind) for number, kind in enumerate(FULL, start=1)])
    assert [(item.reason, item.minutes) for item in found] == [
        ("strongest_shared", (8, 8, 8, 11)),
        ("split", (12, 17, 16, 22)),
        ("few_apart", (0, 0, 16, 22)),
        ("scattered", (0, 0, 15, 22)),
        ("challenge", (10, 12, 12, 17)),
        ("unsure", (0, 8, 8, 11)),
    ]


@given(st.lists(st.sampled_from(Section), max_size=8), st.sampled_from(MEETINGS))
def test_any_eight_themes_can_share_any_meeting(sections, meeting):
    minutes = shared_out(sections, meeting)
    assert all(1 <= n <= most(section, meeting) for section, n in zip(sections, minutes, strict=True))
    assert sum(minutes) <= talk(meeting)
    if sum(LEAST[section] for section in sections) <= talk(meeting):
        assert all(n >= LEAST[section] for section, n in zip(sections, minutes, strict=True))


def test_the_usual_meeting_gives_no_theme_longer_than_it_needs():
    assert [most(section, 90) for section in Section] == [LONGEST[section] for section in Section]
    assert [most(section, 120) for section in Section] == [12, 25, 18, 12, 18]
    assert [LEAST[section] for section in Section] == [8, 10, 10, 8, 10]


class TestMoved:
    """Themes that moved since the earlier round."""

    def test_the_one_that_moved_most_takes_a_free_place(self):
        themes = [theme(1, STRENGTH), theme(2, MIDDLE), theme(3, MIDDLE), theme(4, MIDDLE)]
        found = proposed(*themes, change=moved(t2=0.6, t3=-0.9, t4=0))
        assert [(item.theme, item.section, item.reason) for item in found] == [
            ("t1", Section.SHARE, "strongest_shared"),
            ("t3", Section.REST, "moved"),
        ]
        assert found[1].questions == ("moved.1", "moved.2", "moved.3")

    def test_it_keeps_its_place_in_the_meeting(self):
        strong = [theme(number, STRENGTH, typical=5 - number / 10) for number in range(1, 4)]
        found = proposed(*strong, theme(4, CHALLENGE), change=moved(t3=0.7))
        assert [(item.theme, item.reason) for item in found] == [
            ("t1", "strongest_shared"),
            ("t2", "strongest_shared"),
            ("t3", "moved"),
            ("t4", "challenge"),
        ]

    def test_an_hour_hears_it_before_what_is_least_needed(self):
        kinds = [STRENGTH, Pattern.SPLIT, CHALLENGE, Pattern.UNSURE, MIDDLE]
        themes = [theme(number, kind) for number, kind in enumerate(kinds, start=1)]
        found = proposed(*themes, change=moved(t5=0.7))
        assert [(item.theme, item.minutes) for item in found] == [
            ("t1", (8, 8, 10, 12)),
            ("t2", (12, 15, 20, 25)),
            ("t3", (10, 11, 15, 18)),
            ("t4", (0, 0, 10, 12)),
            ("t5", (0, 11, 15, 18)),
        ]

    def test_it_takes_the_place_of_the_one_needed_least(self):
        themes = [theme(number, kind) for number, kind in enumerate((*FULL, MIDDLE), start=1)]
        without, found = proposed(*themes), proposed(*themes, change=moved(t7=1.5))
        assert [item.theme for item in without if item.theme not in ids(found)] == ["t3"]
        assert ids(found) == ["t1", "t2", "t4", "t5", "t6", "t7"]

    def test_what_a_rule_chose_late_is_chosen_sooner_for_the_same_reason(self):
        themes = [theme(number, kind) for number, kind in enumerate(FULL, start=1)]
        without, found = proposed(*themes), proposed(*themes, change=moved(t3=-1.5))
        assert {(i.theme, i.reason) for i in found} == {(i.theme, i.reason) for i in without}
        heard = [[item.theme for item in items if item.minutes_in(60)] for items in (without, found)]
        assert heard == [["t1", "t2", "t5", "t6"], ["t1", "t2", "t3", "t5"]]

    def test_where_a_rule_chose_it_a_free_place_goes_to_the_next(self):
        themes = [theme(1, STRENGTH), theme(2, MIDDLE), theme(3, MIDDLE)]
        found = proposed(*themes, change=moved(t1=0.9, t2=0.6, t3=0.7))
        assert [(item.theme, item.reason) for item in found] == [("t1", "strongest_shared"), ("t3", "moved")]

    def test_what_is_hidden_is_not_added(self):
        themes = [theme(1, STRENGTH), theme(2, Pattern.TOO_FEW)]
        assert [item.reason for item in proposed(*themes, change=moved(t1=0.7, t2=0.9))] == [
            "strongest_shared"
        ]

    @given(
        kinds=st.lists(st.sampled_from(Pattern), min_size=1, max_size=14),
        number=st.integers(1, 8),
        data=st.data(),
    )
    def test_it_is_there_whenever_there_is_one_and_in_an_hour_too(self, kinds, number, data):
        themes = [theme(place, kind) for place, kind in enumerate(kinds, start=1)]
        steps = {one.id: data.draw(st.sampled_from((-1.4, -0.6, 0, 0.6, 1.4))) for one in themes}
        found = proposed(
            *themes,
            thresholds=Thresholds(agenda_themes=number),
            framed=framework(len(themes)),
            change=moved(**steps),
        )
        shown = [one.id for one in themes if one.pattern is not Pattern.TOO_FEW and steps[one.id]]
        if shown:
            first = max(shown, key=lambda one: abs(steps[one]))
            assert [item.minutes_in(60) > 0 for item in found if item.theme == first] == [True]
        assert sum(item.reason == "moved" for item in found) <= 1


class TestChosen:
    """An agenda that somebody chose instead, laid over a result."""

    def result(self, **fields):
        themes = [theme(1, STRENGTH), theme(2, Pattern.SPLIT), theme(3, MIDDLE), theme(4, Pattern.TOO_FEW)]
        return invented.result(themes, agenda=proposed(*themes), **fields)

    def test_it_stands_in_its_order_with_its_minutes_in_its_meeting(self):
        picks = (Pick(theme="t2", minutes=25), Pick(theme="t3", minutes=7), Pick(theme="t1", minutes=3))
        found = agenda_choice.laid_over(self.result(), Choice(meeting=60, picks=picks, note="Bring tea."))
        assert [(i.theme, i.section, i.reason, i.minutes, i.questions[0]) for i in found.agenda] == [
            ("t2", Section.DIFFER, "split", (0, 25, 0, 0), "split.1"),
            ("t3", Section.REST, "chosen", (0, 7, 0, 0), "shared_middle.1"),
            ("t1", Section.SHARE, "strongest_shared", (0, 3, 0, 0), "shared_strength.1"),
        ]
        assert invented.replace(found, agenda=()) == invented.replace(self.result(), agenda=())

    def test_what_moved_says_so(self):
        choice = Choice(meeting=60, picks=(Pick(theme="t3", minutes=7),))
        found = agenda_choice.laid_over(self.result(change=moved(t3=0.7)), choice)
        assert [item.reason for item in found.agenda] == ["moved"]

    def test_what_is_not_shown_is_left_out(self):
        picks = (Pick(theme="t4", minutes=5), Pick(theme="t9", minutes=5), Pick(theme="t1", minutes=5))
        assert ids(agenda_choice.laid_over(self.result(), Choice(meeting=90, picks=picks)).agenda) == ["t1"]
        nothing = Choice(meeting=90, picks=picks[:2])
        assert agenda_choice.laid_over(self.result(), nothing) == self.result()

    @given(
        st.builds(
            Choice,
            meeting=st.sampled_from(MEETINGS),
            picks=st.lists(st.builds(Pick, theme=st.text(), minutes=st.integers(1, 60))).map(tuple),
            note=st.text(),
        )
    )
    def test_it_is_kept_and_read_back(self, choice):
        assert Choice.from_document(choice.as_document()) == choice

    @pytest.mark.parametrize("meeting", MEETINGS)
    def test_the_proposal_chosen_unchanged_is_the_proposal(self, meeting):
        result = self.result()
        choice = agenda_choice.of_proposal(result.agenda, meeting)
        laid = agenda_choice.laid_over(result, choice).agenda
        assert [(item.theme, item.reason, item.minutes_in(meeting)) for item in laid] == [
            (item.theme, item.reason, item.minutes_in(meeting)) for item in result.agenda
        ]


def test_nothing_to_talk_about():
    assert proposed(theme(1, MIDDLE), theme(2, Pattern.TOO_FEW)) == ()


@pytest.mark.parametrize("pattern", Pattern)
def test_every_pattern_with_a_place_in_the_meeting_has_a_reason(pattern):
    assert len(proposed(theme(1, pattern))) == int(section_of(pattern, None) is not Section.REST)
