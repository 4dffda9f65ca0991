import pytest

from pet.analysis.options import Breakdown, Mode
from pet.analysis.result import (
    AgendaItem,
    BreakdownResult,
    GroupResult,
    Level,
    Pattern,
    Section,
    Withheld,
)
from pet.words import agenda, glance
from pet.words.phrases import listing
from tests.support import invented

FRAMEWORK = invented.framework()


def about(*numbers):
    return [f"the topic number {number}" for number in numbers]


def made(*sections, **fields):
    """A result with one theme per section given, in order."""
    pattern = {
        Section.SHARE: Pattern.SHARED_STRENGTH,
        Section.DIFFER: Pattern.SPLIT,
        Section.CHALLENGE: Pattern.SHARED_CHALLENGE,
        Section.UNKNOWN: Pattern.UNSURE,
        Section.REST: Pattern.SHARED_MIDDLE,
    }
    themes = [
        invented.theme(f"t{n}", section=section, pattern=pattern[section])
        for n, section in enumerate(sections, 1)
    ]
    return invented.result(themes, **fields)


@pytest.mark.parametrize(
    ("sections", "headline"),
    [
        ((Section.SHARE, Section.DIFFER), "We share a strength in {} and differ on {}"),
        ((Section.SHARE, Section.CHALLENGE), "We share a strength in {} and a difficulty with {}"),
        ((Section.SHARE, Section.REST), "We share a strength in {}"),
        ((Section.DIFFER, Section.CHALLENGE), "We differ on {} and share a difficulty with {}"),
        ((Section.DIFFER, Section.UNKNOWN), "We differ on {}"),
        ((Section.CHALLENGE, Section.REST), "We share a difficulty with {}"),
        ((Section.REST, Section.UNKNOWN), "What our answers say, and what to talk about"),
    ],
)
def test_the_headline_names_the_first_of_what_there_is(sections, headline):
    result = made(*sections)
    assert glance.of(result, FRAMEWORK).headline == headline.format(*about(1, 2))


@pytest.mark.parametrize(
    ("sections", "headline"),
    [
        ((Section.SHARE, Section.DIFFER), "First impressions: high on {}, apart on {}"),
        ((Section.SHARE, Section.CHALLENGE), "First impressions: high on {}, low on {}"),
        ((Section.CHALLENGE,), "First impressions: low answers on {}"),
        ((Section.SHARE,), "First impressions: high answers on {}"),
        ((Section.DIFFER,), "First impressions: answers lie apart on {}"),
        ((Section.UNKNOWN,), "What our answers say, and what to talk about"),
    ],
)
def test_under_eight_answers_the_headline_is_a_first_impression(sections, headline):
    assert glance.of(made(*sections, respondents=7), FRAMEWORK).headline == headline.format(*about(1, 2))


def test_eight_answers_or_an_open_round_speak_of_us():
    for fields in ({"respondents": 8}, {"respondents": 4, "mode": Mode.OPEN}):
        assert (
            glance.of(made(Section.SHARE, **fields), FRAMEWORK).headline
            == "We share a strength in the topic number 1"
        )


def test_the_four_sentences():
    result = made(
        *[Section.SHARE] * 2, *[Section.DIFFER] * 3, *[Section.CHALLENGE] * 5, *[Section.UNKNOWN] * 2
    )
    assert glance.of(result, FRAMEWORK).sentences == (
        ("What we share", "Most of us see a strength in the topic number 1 and the topic number 2."),
        (
            "Where we differ",
            "We see it differently when it comes to the topic number 3, the topic number 4, and the topic number 5.",
        ),
        (
            "What is hard for us",
            "Most of us see a difficulty with the topic number 6, the topic number 7, and three more.",
        ),
        (
            "What many of us don’t know",
            "Many of us could not judge the topic number 11 and the topic number 12.",
        ),
    )


def test_the_four_sentences_where_there_is_nothing():
    assert [sentence for _title, sentence in glance.of(made(Section.REST), FRAMEWORK).sentences] == [
        "No theme stands out yet as a strength that most of us see.",
        "On no theme do our answers lie so far apart that it stands out.",
        "No theme stands out as a difficulty that most of us see.",
        "On every theme enough of us felt able to judge.",
    ]


def test_the_four_sentences_under_eight_answers():
    result = made(Section.SHARE, Section.DIFFER, Section.CHALLENGE, *[Section.UNKNOWN] * 2, respondents=6)
    assert [sentence for _title, sentence in glance.of(result, FRAMEWORK).sentences] == [
        "The answers are high on the topic number 1.",
        "The answers lie apart on the topic number 2.",
        "The answers are low on the topic number 3.",
        "Several people could not judge the topic number 4 and the topic number 5.",
    ]


def test_one_unknown_theme_tells_its_share():
    theme = invented.theme(section=Section.UNKNOWN, pattern=Pattern.UNSURE, dont_know_share=0.42)
    assert glance.sentence(Section.UNKNOWN, invented.result([theme]), FRAMEWORK) == (
        "About two in five could not judge the topic number 1."
    )


def test_what_is_proposed_comes_first_then_the_shape_then_the_closeness():
    themes = [
        invented.theme("t1", section=Section.DIFFER, pattern=Pattern.SCATTERED, agreement=0.5),
        invented.theme("t2", section=Section.DIFFER, pattern=Pattern.SPLIT, agreement=0.4),
        invented.theme("t3", section=Section.DIFFER, pattern=Pattern.SPLIT, agreement=0.2),
        invented.theme("t4", section=Section.DIFFER, pattern=Pattern.FEW_APART, agreement=0.8),
    ]
    item = AgendaItem(theme="t4", section=Section.DIFFER, reason="few_apart", minutes=15, questions=())
    found = glance.themes_of(Section.DIFFER, invented.result(themes, agenda=(item,)))
    assert [theme.id for theme in found] == ["t4", "t3", "t2", "t1"]


def test_strengths_come_closest_first_also_where_only_words_are_known():
    themes = [
        invented.summary_theme("t1", agreement_level=Level.MEDIUM),
        invented.summary_theme("t2", agreement_level=Level.HIGH),
    ]
    assert [theme.id for theme in glance.themes_of(Section.SHARE, invented.result(themes))] == ["t2", "t1"]


def _roles(*groups, withheld=None):
    breakdown = BreakdownResult(
        breakdown=Breakdown.ROLE, groups=len(groups), shown=1, rest=None, withheld=withheld
    )
    made_groups = tuple(
        GroupResult(
            name=name, role=role, valid=6 if shown else None, withheld=None if shown else Withheld.TOO_FEW
        )
        for name, role, shown in groups
    )
    return {"groups": {Breakdown.ROLE: made_groups}, "breakdowns": (breakdown,)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"invited": 13}, "All who were asked have answered."),
        ({"invited": 14}, "1 of 14 who were asked has not answered."),
        ({"invited": 20}, "7 of 20 who were asked have not answered."),
    ],
)
def test_people_who_did_not_answer_are_counted_where_that_is_known(fields, expected):
    assert glance.missing(made(Section.SHARE, **fields), FRAMEWORK) == expected


def test_hidden_roles_and_absent_ones_are_named_in_one_breath():
    result = made(
        Section.SHARE,
        **_roles(("Head", "head", False), ("Teacher", "teacher", True), ("Guests", None, False)),
    )
    assert glance.missing(result, FRAMEWORK) == (
        "Any answers of heads, governors, and Guests are part of the whole, but cannot be seen on their own."
    )


def test_a_breakdown_that_is_not_shown_at_all_says_nothing_of_missing_voices():
    result = made(Section.SHARE, **_roles(("Head", "head", False), withheld=Withheld.ONE_BREAKDOWN))
    assert glance.missing(result, FRAMEWORK) == ""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("strongest_shared", "A strength to build on: what makes it work may help elsewhere."),
        ("split", "Two views stand against each other, and both have reasons worth hearing."),
        ("group_gap", "It looks different from different places in the partnership."),
        (
            "minority",
            "Most answers lean one way; about one in four see it otherwise and may have noticed something.",
        ),
        ("few_apart", "Most answers lie together; a few people may see what others overlook."),
        ("scattered", "Answers lie all over the scale: first find out whether we mean the same thing."),
        ("views_differ", "The answers lie apart: it is worth hearing what is behind them."),
        ("challenge", "Many answers point to the same difficulty: a place to start together."),
        ("unsure", "Many could not judge it: perhaps it is not visible enough."),
    ],
)
def test_why_a_theme_is_on_the_agenda(rule, expected):
    result = invented.result([invented.theme(minority=0.25)])
    item = AgendaItem(theme="t1", section=Section.DIFFER, reason=rule, minutes=15, questions=())
    assert agenda.reason(item, result, FRAMEWORK) == expected


def test_two_themes_with_the_same_reason_are_not_given_the_same_sentence():
    items = [
        AgendaItem(theme=theme, section=Section.DIFFER, reason="split", minutes=15, questions=())
        for theme in ("t1", "t2")
    ]
    result = invented.result([invented.theme("t1"), invented.theme("t2")], agenda=tuple(items))
    assert [agenda.reason(item, result, FRAMEWORK) for item in items] == [
        "Two views stand against each other, and both have reasons worth hearing.",
        "Here too there are two camps, each with good reasons.",
    ]


def test_minutes():
    assert [agenda.minutes(number) for number in (1, 15)] == ["1 minute", "15 minutes"]


def test_low_and_apart_is_a_first_impression_too():
    result = made(Section.DIFFER, Section.CHALLENGE, respondents=7)
    assert glance.of(result, FRAMEWORK).headline == (
        "First impressions: low on the topic number 2, apart on the topic number 1"
    )


@pytest.mark.parametrize("level", [Level.MEDIUM, Level.LOW])
@pytest.mark.parametrize("respondents", [7, 13])
def test_nothing_claims_closeness_where_answers_are_not_close(level, respondents):
    result = made(Section.SHARE, Section.DIFFER, Section.CHALLENGE, respondents=respondents)
    themes = tuple(invented.replace(theme, agreement_level=level) for theme in result.themes)
    found = glance.of(invented.replace(result, themes=themes), FRAMEWORK)
    said = " ".join([found.headline, *(sentence for _title, sentence in found.sentences)])
    assert [word for word in ("close", "near", "together") if word in said] == []


FEW = {"pattern": Pattern.TOO_FEW, "section": Section.REST, "counts": (0, 0, 0, 1, 0), "valid": 1}
ALL_UNSURE = {**FEW, "counts": (0, 0, 0, 0, 0), "valid": 0, "dont_know": 1}


def _open(*themes, respondents):
    return invented.result(themes, mode=Mode.OPEN, respondents=respondents)


def test_one_sheet_is_one_partner():
    result = _open(invented.theme("t1", **{**FEW, "dont_know": 0}), respondents=1)
    found = glance.of(result, FRAMEWORK)
    assert found.headline == "One partner answered: there is nothing to compare yet"
    assert [sentence for _title, sentence in found.sentences] == [
        "One partner answered: what we share shows once a second one does.",
        "With one answer sheet there is nothing to compare yet.",
        "One partner answered: what is hard for several of us shows once a second one does.",
        "No theme was answered with “Don’t know”.",
    ]


@pytest.mark.parametrize("respondents", [1, 2])
def test_a_theme_that_nobody_could_judge_is_named(respondents):
    result = _open(invented.theme("t1", **FEW), invented.theme("t2", **ALL_UNSURE), respondents=respondents)
    assert glance.sentence(Section.UNKNOWN, result, FRAMEWORK) == (
        "Nobody who answered could judge the topic number 2."
    )


def test_nothing_is_claimed_of_themes_with_too_few_answers():
    hidden = {**FEW, "counts": None, "valid": None, "dont_know": None, "withheld": Withheld.TOO_FEW}
    assert glance.sentence(Section.UNKNOWN, invented.result([invented.theme(**hidden)]), FRAMEWORK) == (
        "On every theme with answers to show, enough of us felt able to judge."
    )


def test_a_minority_beside_no_majority_is_not_set_against_most():
    theme = invented.theme(minority=0.25, counts=(0, 6, 0, 6, 3), agreement_level=Level.LOW)
    item = AgendaItem(theme="t1", section=Section.DIFFER, reason="minority", minutes=15, questions=())
    assert agenda.reason(item, invented.result([theme]), FRAMEWORK) == (
        "Answers lie on both sides; about one in four see it otherwise than the typical answer "
        "and may have noticed something."
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b, and c"),
        (["governors and trustees", "staff"], "governors and trustees, and staff"),
        (["governors and trustees", "heads", "staff"], "governors and trustees, heads, and staff"),
        (["Roles", "Leaders and everybody else"], "Roles, and Leaders and everybody else"),
        (["heads, deputies", "staff"], "heads, deputies; and staff"),
        (["“Purpose and aim”", "“Trust, care”"], "“Purpose and aim” and “Trust, care”"),
        (["heads, deputies"], "heads, deputies"),
    ],
)
def test_lists_inside_lists_are_kept_apart(items, expected):
    assert listing(items) == expected
