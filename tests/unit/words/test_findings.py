"""Every sentence by equality: a changed word is a changed promise."""

import re

import pytest

from pet.analysis.kinds import Detail, Level, Pattern, Withheld
from pet.analysis.options import Breakdown, Mode
from pet.analysis.result_groups import Gap, GroupResult, GroupTheme
from pet.words import findings, groups, patterns
from tests.support import invented

FRAMEWORK = invented.framework()
ABOUT = "the topic number 1"
FEW = {"valid": 5, "tentative": True}
LOW = {"agreement_level": Level.LOW, "agreement": 0.3}
HIDDEN = {
    "pattern": Pattern.TOO_FEW,
    "valid": None,
    "dont_know": None,
    "withheld": Withheld.TOO_FEW,
    "detail": Detail.NONE,
    "median": None,
    "agreement": None,
    "agreement_level": None,
}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, f"We share a strength: {ABOUT}"),
        ({"minority": 0.25}, f"Most of us see {ABOUT} one way, some see it otherwise"),
        ({"pattern": Pattern.SPLIT}, f"Two camps on {ABOUT}"),
        ({"pattern": Pattern.UNSURE, "dont_know": 8}, f"Many of us could not judge {ABOUT}"),
        ({"pattern": Pattern.UNSURE, "dont_know": 7}, f"Several people could not judge {ABOUT}"),
        ({"pattern": Pattern.UNSURE, "dont_know": None}, f"Several people could not judge {ABOUT}"),
        ({"pattern": Pattern.UNSURE, **FEW, "dont_know": 27}, f"Many could not judge {ABOUT}"),
        ({"pattern": Pattern.UNSURE, **FEW}, f"Several people could not judge {ABOUT}"),
        ({"pattern": Pattern.GROUP_GAP}, f"Groups see {ABOUT} differently"),
        ({"pattern": Pattern.FEW_APART}, f"Most answers on {ABOUT} lie together, a few lie far away"),
        ({"pattern": Pattern.SHARED_CHALLENGE}, f"We share a difficulty: {ABOUT}"),
        (
            {"pattern": Pattern.SHARED_MIDDLE, "interpolated_median": 3.49},
            f"Neither strong nor weak: {ABOUT}",
        ),
        ({"pattern": Pattern.SHARED_MIDDLE, "interpolated_median": 3.5}, f"Good in parts: {ABOUT}"),
        ({"pattern": Pattern.SHARED_MIDDLE, "interpolated_median": 2.5}, f"Hard in parts: {ABOUT}"),
        ({"pattern": Pattern.SCATTERED}, f"Views on {ABOUT} are scattered"),
        ({"pattern": Pattern.VIEWS_DIFFER}, f"Views differ on {ABOUT}"),
        (FEW, f"The five answers on {ABOUT} lie close together"),
        ({**FEW, "pattern": Pattern.SPLIT, **LOW}, f"The five answers on {ABOUT} lie far apart"),
        ({**FEW, "agreement_level": Level.MEDIUM}, f"The five answers on {ABOUT} are mixed"),
        (HIDDEN, f"Too few answers on {ABOUT}"),
    ],
)
def test_the_heading_is_a_finding(fields, expected):
    assert findings.heading(invented.theme(**fields), FRAMEWORK) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, f"Those who answered share a strength: {ABOUT}"),
        ({"minority": 0.25}, f"Most who answered see {ABOUT} one way, some see it otherwise"),
        ({"pattern": Pattern.UNSURE, "dont_know": 8}, f"Many who were asked could not judge {ABOUT}"),
        ({"pattern": Pattern.SHARED_CHALLENGE}, f"Those who answered share a difficulty: {ABOUT}"),
        ({"pattern": Pattern.SPLIT}, f"Two camps on {ABOUT}"),
        ({"tentative": True, "valid": 7}, f"The seven answers on {ABOUT} lie close together"),
    ],
)
@pytest.mark.parametrize("asked", [12, None])
def test_a_theme_put_to_some_only_is_not_called_ours(fields, expected, asked):
    theme = invented.theme(asked=asked, **fields)
    assert findings.heading(theme, FRAMEWORK, invented.result([theme])) == expected


def test_a_minority_among_few_who_weigh_much_is_a_first_impression():
    """Twelve people of two partners that count the same may be as certain as three."""
    theme = invented.theme(minority=0.25, tentative=True, agreement_level=Level.MEDIUM)
    assert findings.heading(theme, FRAMEWORK, invented.result([theme])) == (
        f"The twelve answers on {ABOUT} are mixed"
    )
    unknown = invented.replace(theme, agreement_level=None)
    assert findings.heading(unknown, FRAMEWORK) == f"Few answers on {ABOUT}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "11 of 12 answered “Agree” or higher."),
        ({"counts": (0, 1, 2, 9, 8), "valid": 20}, "17 of 20 answered “Agree” or higher."),
        ({"counts": (0, 0, 0, 9, 3)}, "Everybody answered “Agree” or higher."),
        ({"minority": 0.25}, "Most answered “Agree” or higher; about one in four see it otherwise."),
        (
            {"minority": 0.2, "median": 2.0, "counts": (3, 8, 0, 2, 1), "valid": 14},
            "Most answered “Disagree” or lower; about one in five see it otherwise.",
        ),
        (
            {"pattern": Pattern.SPLIT, "counts": (4, 2, 0, 3, 3)},
            "6 of 12 answered “Disagree” or lower, 6 of 12 answered “Agree” or higher.",
        ),
        (
            {"pattern": Pattern.UNSURE, "counts": (1, 2, 1, 2, 1), "valid": 7, "dont_know": 6},
            "6 of 13 could not judge it, so the answers of the others do not speak for the whole.",
        ),
        (
            {"pattern": Pattern.FEW_APART},
            "Most answers lie around “Agree”; a few people see it very differently.",
        ),
        ({"pattern": Pattern.SHARED_MIDDLE, "median": 3.0}, "The typical answer is “In between”."),
        (
            {"pattern": Pattern.SHARED_CHALLENGE, "counts": (3, 8, 1, 0, 0)},
            "11 of 12 answered “Disagree” or lower.",
        ),
        (HIDDEN, "Too few people gave an answer to show what they said."),
    ],
)
def test_the_sentence_says_what_the_numbers_say(fields, expected):
    assert findings.sentence(invented.theme(**fields), FRAMEWORK) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "The typical answer is “Agree”. Answers lie close together."),
        (
            {"pattern": Pattern.VIEWS_DIFFER, "median": 3.5, "agreement_level": Level.LOW},
            "The typical answer is between “In between” and “Agree”. Answers lie far apart.",
        ),
        (
            {"pattern": Pattern.UNSURE},
            "Several people could not judge it, so the answers of the others do not speak for the whole.",
        ),
        (
            {"pattern": Pattern.UNSURE, "dont_know": 8},
            "Many could not judge it, so the answers of the others do not speak for the whole.",
        ),
        (
            {"detail": Detail.THREE_BINS, "bins": (1, 1, 5)},
            (
                "The typical answer is “Agree”. Answers below the middle of the scale: 1; in the middle: 1; "
                "above it: 5. Answers lie close together."
            ),
        ),
    ],
)
def test_where_only_a_summary_is_shown_the_sentence_holds_no_more(fields, expected):
    assert findings.sentence(invented.summary_theme(**fields), FRAMEWORK) == expected


def test_a_summary_never_speaks_of_every_single_person_and_counts_nothing():
    for pattern in Pattern:
        for level in Level:
            for tentative in (True, False):
                theme = invented.summary_theme(
                    pattern=pattern, agreement_level=level, tentative=tentative, dont_know=3
                )
                said = f"{findings.heading(theme, FRAMEWORK)} {findings.sentence(theme, FRAMEWORK)} {findings.agreement(theme, FRAMEWORK)}"
                said = said.replace(ABOUT, "x")
                assert (
                    re.findall(r"\ball\b|everyone|everybody|unanimous|%|\d|nobody", said, re.IGNORECASE) == []
                )
                assert re.findall(r"\bcamps\b", said) == (
                    ["camps"] if pattern is Pattern.SPLIT and not tentative else []
                )


@pytest.mark.parametrize("points", [4, 5, 7])
def test_the_sides_of_the_scale_are_named_by_the_labels_nearest_the_middle(points):
    framework = invented.framework(points)
    counts = {4: (0, 1, 8, 3), 5: (0, 1, 0, 8, 3), 7: (0, 0, 1, 0, 8, 3, 0)}[points]
    label = {4: "Often", 5: "Agree", 7: "High"}[points]
    assert (
        findings.sentence(invented.theme(counts=counts), framework)
        == f"11 of 12 answered “{label}” or higher."
    )


def test_on_three_points_a_side_is_one_label():
    framework = invented.framework(3)
    assert findings.sentence(invented.theme(counts=(0, 1, 11)), framework) == "11 of 12 answered “Yes”."


@pytest.mark.parametrize(("agreement", "steps"), [(0.7, "0.6"), (0.975, "0.1"), (0.0, "2.0")])
def test_agreement_is_told_in_steps(agreement, steps):
    assert findings.agreement(invented.theme(agreement=agreement), FRAMEWORK) == (
        f"On average an answer lies {steps} steps from the typical answer."
    )


@pytest.mark.parametrize(
    "theme", [invented.summary_theme(), invented.theme(pattern=Pattern.UNSURE), invented.theme(**HIDDEN)]
)
def test_agreement_in_steps_stays_unsaid_where_it_may_not_or_need_not_be_said(theme):
    assert findings.agreement(theme, FRAMEWORK) == ""


def test_at_most_one_caution_and_none_where_it_is_said_for_the_whole_or_nothing_is_hidden():
    both = invented.theme(tentative=True, could_be_chance=True)
    chance = invented.theme(could_be_chance=True)
    result = invented.result([both, chance])
    assert findings.caution(both, result) == "Few answers on this one: take it as a first impression."
    assert findings.caution(chance, result) == "Few answers, could be chance: ask before you conclude."
    assert findings.caution(invented.theme(), result) is None
    assert findings.caution(invented.theme(could_be_chance=True, pattern=Pattern.SCATTERED), result) is None
    assert findings.caution(both, invented.result([both], respondents=9)) is None
    assert findings.caution(both, invented.result([both], mode=Mode.OPEN)) is None


def _gap_result(breakdown, name, role=None, *, steps=1.4, higher=True, others=10):
    """Twelve answers of a group beside those of so many others."""
    own = (0, 0, 1, 8, 3)
    group = GroupTheme(
        id="t1",
        valid=12,
        dont_know=0,
        dont_know_share=0.0,
        detail=Detail.SUMMARY if steps is None else Detail.DISTRIBUTION,
        withheld=Withheld.SUMMARY if steps is None else None,
        counts=None if steps is None else own,
        gap_steps=steps,
        gap_flagged=True,
        higher=higher,
    )
    group_result = GroupResult(name=name, role=role, valid=12, withheld=None, themes=(group,))
    counts = (others, *own[1:])
    theme = invented.theme(pattern=Pattern.GROUP_GAP, counts=counts, valid=sum(counts))
    gap = Gap(theme="t1", breakdown=breakdown, group=name, higher=higher, steps=steps)
    return theme, invented.result([theme], groups={breakdown: (group_result,)}), gap


@pytest.mark.parametrize(
    ("breakdown", "name", "role", "heading", "sentence"),
    [
        (
            Breakdown.LEADS,
            "leads",
            None,
            f"Leaders and others see {ABOUT} differently",
            "Leaders (12 answers) answer about one and a half steps higher than everybody else.",
        ),
        (
            Breakdown.ROLE,
            "HT",
            "head",
            f"Heads and others see {ABOUT} differently",
            "Heads (12 answers) answer about one and a half steps higher than everybody else.",
        ),
        (
            Breakdown.ROLE,
            "Night shift",
            None,
            f"Night shift and others see {ABOUT} differently",
            "Answers from Night shift (12 answers) lie about one and a half steps higher than those of everybody else.",
        ),
        (
            Breakdown.PARTNER,
            "12",
            None,
            f"One partner sees {ABOUT} differently",
            "Answers from Partner 12 (12 answers) lie about one and a half steps higher than those of everybody else.",
        ),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_a_gap_names_its_group_whether_or_not_it_is_among_the_listed(
    breakdown, name, role, heading, sentence, listed
):
    theme, result, gap = _gap_result(breakdown, name, role)
    result = invented.result(result.themes, groups=result.groups, gaps=(gap,) if listed else ())
    assert findings.heading(theme, FRAMEWORK, result) == heading
    assert findings.sentence(theme, FRAMEWORK, result) == sentence


def test_a_gap_of_a_group_shown_in_summary_has_a_direction_and_no_number():
    theme, result, _gap = _gap_result(Breakdown.LEADS, "leads", steps=None)
    assert findings.sentence(theme, FRAMEWORK, result) == "Leaders answer clearly higher than everybody else."


@pytest.mark.parametrize("higher", [True, False, None])
@pytest.mark.parametrize("fields", [{"steps": None}, {"others": 9}], ids=["a summary", "too few others"])
def test_no_partner_is_spoken_of_whose_bar_may_not_be_shown_beside_that_of_all_others(higher, fields):
    theme, result, _gap = _gap_result(Breakdown.PARTNER, "Hill School", higher=higher, **fields)
    assert "artner" not in findings.sentence(theme, FRAMEWORK, result)
    assert findings.heading(theme, FRAMEWORK, result) == f"Groups see {ABOUT} differently"


def test_in_an_open_round_partners_are_named():
    theme, result, _gap = _gap_result(Breakdown.PARTNER, "Hill School", steps=None)
    signed = invented.replace(result, mode=Mode.OPEN)
    assert findings.sentence(theme, FRAMEWORK, signed) == (
        "Answers from Hill School lie clearly higher than those of everybody else."
    )


def test_a_gap_without_a_direction_is_not_given_one():
    theme, result, _gap = _gap_result(Breakdown.LEADS, "leads", higher=None)
    assert findings.sentence(theme, FRAMEWORK, result) == (
        "Leaders (12 answers): answers are spread quite differently from those of everybody else."
    )


@pytest.mark.parametrize(
    ("fields", "heading", "sentence"),
    [
        (
            {"counts": (0, 6, 0, 6, 3), "agreement_level": Level.LOW, "median": 4.0},
            f"Views on {ABOUT} are scattered",
            "9 of 15 answered “Agree” or higher; about one in four see it otherwise.",
        ),
        (
            {"counts": (2, 3, 5, 5, 0), "agreement_level": Level.MEDIUM, "median": 3.5, "valid": 15},
            f"Views differ on {ABOUT}",
            "5 of 15 answered “Agree” or higher; about one in four see it otherwise.",
        ),
        (
            {"counts": (0, 4, 2, 6, 0), "agreement_level": Level.MEDIUM, "median": 3.5},
            f"Views differ on {ABOUT}",
            "Half answered “Agree” or higher; about one in four see it otherwise.",
        ),
        (
            {"counts": (0, 3, 2, 7, 0), "agreement_level": Level.MEDIUM},
            f"Most of us see {ABOUT} one way, some see it otherwise",
            "Most answered “Agree” or higher; about one in four see it otherwise.",
        ),
    ],
)
def test_most_is_said_of_a_majority_only(fields, heading, sentence):
    theme = invented.theme(pattern=Pattern.SCATTERED, minority=0.25, **fields)
    assert (findings.heading(theme, FRAMEWORK), findings.sentence(theme, FRAMEWORK)) == (heading, sentence)


@pytest.mark.parametrize(
    ("median", "valid", "heading", "sentence", "name"),
    [
        (4.0, 1, f"One answer on {ABOUT}", "The one answer is “Agree”.", "One answer"),
        (None, 0, f"No answers on {ABOUT}", "Nobody gave an answer on the scale.", "No answers"),
    ],
)
def test_in_open_rounds_a_single_answer_is_not_called_too_few(median, valid, heading, sentence, name):
    fields = {**HIDDEN, "withheld": None, "valid": valid, "median": median, "interpolated_median": median}
    theme = invented.theme(**fields)
    assert (findings.heading(theme, FRAMEWORK), findings.sentence(theme, FRAMEWORK)) == (heading, sentence)
    assert patterns.of(theme, FRAMEWORK) == name


def test_elsewhere_a_pattern_keeps_its_name():
    assert patterns.of(invented.theme(**HIDDEN), FRAMEWORK) == "Too few answers"
    assert patterns.of(invented.theme(minority=0.25), FRAMEWORK) == "Shared strength, some differ"


def test_a_scale_without_a_middle_point_has_nobody_in_the_middle():
    theme = invented.summary_theme(detail=Detail.THREE_BINS, bins=(2, 0, 5), median=3.0)
    assert findings.sentence(theme, invented.framework(4)) == (
        "The typical answer is “Often”. Answers below the middle of the scale: 2; above it: 5. "
        "Answers lie close together."
    )


@pytest.mark.parametrize(
    ("counts", "agreement", "expected"),
    [
        ((0, 0, 0, 10, 0), 1.0, "All answers are the same."),
        ((0, 0, 0, 9, 0), 1.0, ""),
        ((0, 0, 1, 59, 0), 1 - 2 / 60 / 4, ""),
    ],
)
def test_no_distance_of_zero_steps_is_told(counts, agreement, expected):
    theme = invented.theme(counts=counts, valid=sum(counts), agreement=agreement)
    assert findings.agreement(theme, FRAMEWORK) == expected


def test_of_several_partners_that_stand_apart_it_is_said_that_there_are_some():
    theme, result, _gap = _gap_result(Breakdown.PARTNER, "Hill School")
    group = result.groups[Breakdown.PARTNER][0]
    both = (group, invented.replace(group, name="Mill School"))
    more = invented.replace(result, groups={Breakdown.PARTNER: both})
    assert findings.heading(theme, FRAMEWORK, more) == f"Some partners see {ABOUT} differently"


@pytest.mark.parametrize(
    ("of", "roles", "expected"),
    [
        (Breakdown.PARTNER, (None, None), "In alphabetical order; this is no ranking."),
        (Breakdown.ROLE, (None, None), "In alphabetical order; this is no ranking."),
        (Breakdown.ROLE, ("head", "teacher"), "In the order of the questionnaire; this is no ranking."),
        (
            Breakdown.ROLE,
            ("head", None),
            "In the order of the questionnaire, then the others by name; this is no ranking.",
        ),
    ],
)
def test_the_order_of_groups_is_said_as_it_is(of, roles, expected):
    made = [GroupResult(name=str(role), role=role, valid=6, withheld=None) for role in roles]
    assert groups.order(of, made) == expected


PARTNERS_ALIKE = {"counts": None, "shares": (0.1, 0.05, 0.05, 0.5, 0.3), "valid": 12, "effective": 9.0}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "About four in five answered “Agree” or higher."),
        (
            {"pattern": Pattern.SCATTERED},
            "About one in seven answered “Disagree” or lower, about four in five answered “Agree” or higher.",
        ),
        ({"shares": (0.0, 0.0, 0.0, 0.25, 0.75)}, "Everybody answered “Agree” or higher."),
        ({"minority": 0.15}, "Most answered “Agree” or higher; about one in seven see it otherwise."),
    ],
)
def test_where_every_partner_counts_the_same_nobody_is_counted(fields, expected):
    theme = invented.theme(**{**PARTNERS_ALIKE, **fields})
    assert findings.sentence(theme, FRAMEWORK) == expected
