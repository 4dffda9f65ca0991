import pytest

from pet.analysis.kinds import Level, Moved, Pattern, Section, Withheld
from pet.analysis.options import Breakdown, Mode
from pet.analysis.result_conversation import AgendaItem
from pet.analysis.result_groups import BreakdownResult, GroupResult
from pet.words import agenda, findings, glance, voices
from pet.words.phrases import listing
from tests.support import changed, invented

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
    respondents = fields.get("respondents", 13)
    themes = [
        invented.theme(
            f"t{n}",
            section=section,
            pattern=pattern[section],
            dont_know=min(9, respondents - 2) if section is Section.UNKNOWN else 1,
        )
        for n, section in enumerate(sections, 1)
    ]
    return invented.result(themes, **{"respondents": 13, **fields})


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
        ((Section.SHARE, Section.DIFFER), "First impressions: answers are high on {} and differ on {}"),
        ((Section.SHARE, Section.CHALLENGE), "First impressions: answers are high on {} and low on {}"),
        ((Section.CHALLENGE,), "First impressions: answers are low on {}"),
        ((Section.SHARE,), "First impressions: answers are high on {}"),
        ((Section.DIFFER,), "First impressions: answers differ on {}"),
        ((Section.UNKNOWN,), "What the answers say, and what to talk about"),
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
            "Our views differ on the topic number 3, the topic number 4, and the topic number 5.",
        ),
        (
            "What is hard for us",
            "Most of us see a difficulty with the topic number 6, the topic number 7, and three more themes.",
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


def test_of_what_differs_the_shape_counts_then_how_far_apart_whatever_the_agenda():
    patterns = {
        "t1": (Pattern.SCATTERED, 0.5, None),
        "t2": (Pattern.SPLIT, 0.4, None),
        "t3": (Pattern.SPLIT, 0.2, None),
        "t4": (Pattern.FEW_APART, 0.8, None),
        "t5": (Pattern.SHARED_STRENGTH, 0.7, 0.25),
        "t6": (Pattern.SCATTERED, 0.6, 0.25),
        "t7": (Pattern.GROUP_GAP, 0.8, None),
        "t8": (Pattern.VIEWS_DIFFER, 0.5, None),
    }
    themes = [
        invented.theme(name, section=Section.DIFFER, pattern=pattern, agreement=agreement, minority=minority)
        for name, (pattern, agreement, minority) in patterns.items()
    ]
    item = AgendaItem(theme="t4", section=Section.DIFFER, reason="few_apart", minutes=(15,) * 4, questions=())
    for items in ((), (item,)):
        found = glance.themes_of(Section.DIFFER, invented.result(themes, agenda=items))
        assert [theme.id for theme in found] == ["t3", "t2", "t7", "t6", "t5", "t8", "t1", "t4"]


def test_what_is_unknown_to_most_comes_first():
    themes = [
        invented.theme(name, section=Section.UNKNOWN, pattern=Pattern.UNSURE, dont_know_share=share)
        for name, share in (("t1", 0.4), ("t2", 0.6), ("t3", None))
    ]
    found = glance.themes_of(Section.UNKNOWN, invented.result(themes))
    assert [theme.id for theme in found] == ["t2", "t1", "t3"]


@pytest.mark.parametrize(
    ("unsure", "said"),
    [
        ((27, 25), "Many could not judge the topic number 1 and the topic number 2."),
        ((27, 7), "Several people could not judge the topic number 1 and the topic number 2."),
    ],
)
def test_many_who_could_not_judge_are_many_everywhere_on_the_page(unsure, said):
    themes = [
        invented.theme(
            f"t{n}",
            section=Section.UNKNOWN,
            pattern=Pattern.UNSURE,
            valid=3,
            dont_know=number,
            dont_know_share=number / 30,
            tentative=True,
        )
        for n, number in enumerate(unsure, 1)
    ]
    result = invented.result(themes, respondents=30)
    assert glance.sentence(Section.UNKNOWN, result, FRAMEWORK) == said
    words = []
    for theme, number in zip(themes, unsure, strict=True):
        item = AgendaItem(
            theme=theme.id, section=Section.UNKNOWN, reason="unsure", minutes=(8,) * 4, questions=()
        )
        word = "Many" if number >= 8 else "Several"
        words.append(word)
        assert findings.heading(theme, FRAMEWORK, result).startswith(word)
        assert agenda.reason(item, result, FRAMEWORK).startswith(word)
    assert len(words) == 2


def test_strengths_come_closest_first_also_where_only_words_are_known():
    themes = [
        invented.summary_theme("t1", agreement_level=Level.MEDIUM),
        invented.summary_theme("t2", agreement_level=Level.HIGH),
    ]
    assert [theme.id for theme in glance.themes_of(Section.SHARE, invented.result(themes))] == ["t2", "t1"]


UNKNOWN_INVITED = "How many were asked is not known, so it cannot be said how many did not answer."


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
        ({}, UNKNOWN_INVITED),
        ({"invited": 13}, "All who were asked have answered."),
        ({"invited": 14}, "1 of 14 who were asked has not answered."),
        ({"invited": 20}, "7 of 20 who were asked have not answered."),
    ],
)
def test_people_who_did_not_answer_are_counted_where_that_is_known(fields, expected):
    assert voices.missing(made(Section.SHARE, **fields), FRAMEWORK) == expected


def test_hidden_roles_and_absent_ones_are_named_in_one_breath():
    result = made(
        Section.SHARE,
        invited=13,
        **_roles(("Head", "head", False), ("Teacher", "teacher", True), ("Guests", None, False)),
    )
    assert voices.missing(result, FRAMEWORK) == (
        "All who were asked have answered. Not shown on their own, so that nobody can be recognised: heads, governors, "
        "and Guests. Any answers they gave are part of the whole."
    )


def test_more_roles_than_are_named_are_called_roles():
    groups = [(name, None, False) for name in ("Cooks", "Guests")]
    result = made(Section.SHARE, invited=13, **_roles(*groups))
    assert voices.missing(result, FRAMEWORK) == (
        "All who were asked have answered. Not shown on their own, so that nobody can be recognised: heads, teachers, "
        "and three more roles. Any answers they gave are part of the whole."
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((13, 13, 13), ""),
        ((13, 8, 13), "One statement was put to some roles only."),
        ((13, 8, None), "Two statements were put to some roles only."),
        (
            (8, 8, None),
            "No statement was put to everybody; which ones a person was asked depends on their role.",
        ),
    ],
)
def test_what_not_everybody_was_asked_is_told(asked, expected):
    themes = [invented.theme(f"t{n}", asked=number) for n, number in enumerate(asked, 1)]
    told = voices.missing(invented.result(themes, invited=13), FRAMEWORK)
    assert told == " ".join(part for part in ("All who were asked have answered.", expected) if part)


def test_themes_that_too_few_answered_are_named():
    few = {"pattern": Pattern.TOO_FEW, "section": Section.REST, "withheld": Withheld.TOO_FEW, "valid": None}
    themes = [invented.theme(f"t{n}", **few) for n in range(1, 6)]
    assert voices.missing(invented.result(themes, invited=13), FRAMEWORK) == (
        "All who were asked have answered. Too few people answered to show anything on the topic number 1, "
        "the topic number 2, and three more themes."
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"groups": 6, "shown": 6}, ""),
        ({"groups": 6, "shown": 0}, ""),
        ({"groups": 6, "shown": 2, "withheld": Withheld.ONE_BREAKDOWN}, ""),
        (
            {"groups": 6, "shown": 2},
            " Four partners are not shown on their own; their answers are part of the whole.",
        ),
    ],
)
def test_partners_that_are_not_shown_are_counted(fields, expected):
    breakdown = BreakdownResult(breakdown=Breakdown.PARTNER, **{"rest": None, "withheld": None, **fields})
    result = made(Section.SHARE, invited=13, breakdowns=(breakdown,))
    assert voices.missing(result, FRAMEWORK) == f"All who were asked have answered.{expected}"
    signed = invented.replace(result, mode=Mode.OPEN)
    assert voices.missing(signed, FRAMEWORK) == "All who were asked have answered."


def test_of_themes_put_to_some_only_nothing_is_said_of_us():
    result = made(Section.SHARE, Section.DIFFER, Section.CHALLENGE, *[Section.UNKNOWN] * 2)
    themes = tuple(invented.replace(theme, asked=None) for theme in result.themes)
    found = glance.of(invented.replace(result, themes=themes), FRAMEWORK)
    assert found.headline == "Answers are high on the topic number 1 and differ on the topic number 2"
    assert [sentence for _title, sentence in found.sentences] == [
        "Most who answered these questions see a strength in the topic number 1.",
        "Among those who answered these questions, views differ on the topic number 2.",
        "Most who answered these questions see a difficulty with the topic number 3.",
        "Many who were asked could not judge the topic number 4 and the topic number 5.",
    ]


def test_one_theme_put_to_some_only_is_enough_to_say_so():
    result = made(Section.SHARE, Section.SHARE)
    themes = (result.themes[0], invented.replace(result.themes[1], asked=12))
    assert glance.sentence(Section.SHARE, invented.replace(result, themes=themes), FRAMEWORK) == (
        "Most who answered these questions see a strength in the topic number 1 and the topic number 2."
    )


def test_a_theme_of_few_answers_is_not_said_of_us_nor_does_it_head_the_rest():
    result = made(Section.SHARE, Section.SHARE)
    themes = (invented.replace(result.themes[0], tentative=True, agreement=1.0), result.themes[1])
    found = glance.of(invented.replace(result, themes=themes), FRAMEWORK)
    assert found.headline == "We share a strength in the topic number 2"
    assert found.sentences[0][1] == "The answers are high on the topic number 1 and the topic number 2."
    alone = glance.of(invented.replace(result, themes=themes[:1]), FRAMEWORK)
    assert alone.headline == "First impressions: answers are high on the topic number 1"


def test_the_four_sentences_under_eight_answers_where_there_is_nothing():
    found = glance.of(made(Section.REST, respondents=7), FRAMEWORK)
    assert [sentence for _title, sentence in found.sentences] == [
        "No theme stands out yet as a strength.",
        "On no theme do the answers lie so far apart that it stands out.",
        "No theme stands out yet as a difficulty.",
        "No theme stands out as one that many people could not judge.",
    ]


def test_a_breakdown_that_is_not_shown_at_all_says_nothing_of_missing_voices():
    hidden = _roles(("Head", "head", False), withheld=Withheld.ONE_BREAKDOWN)
    result = made(Section.SHARE, invited=13, **hidden)
    assert voices.missing(result, FRAMEWORK) == "All who were asked have answered."


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
    result = invented.result([invented.theme(minority=0.25, dont_know=8)])
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
        "First impressions: answers differ on the topic number 1 and are low on the topic number 2"
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


def went(**steps):
    """A change in which these themes moved by so many steps; 0 stands for one that did not."""
    return changed.change(
        changed.theme(name, 3.0, 3.0 + by, moved=(Moved.UP if by > 0 else Moved.DOWN) if by else None)
        for name, by in steps.items()
    )


@pytest.mark.parametrize(
    ("steps", "title", "expected"),
    [
        ({"t1": 0}, "Spring 2025", ""),
        ({"t1": 0.6}, "Spring 2025", "Since Spring 2025, answers went up on the topic number 1."),
        ({"t1": -0.6}, "Spring 2025", "Since Spring 2025, answers went down on the topic number 1."),
        ({"t1": -0.6}, "", "Since the earlier round, answers went down on the topic number 1."),
        (
            {"t1": 0.6, "t2": 0, "t3": -0.6, "t4": 0.7, "t5": 0.9, "t6": 0.8},
            "Spring 2025",
            (
                "Since Spring 2025, answers went up on the topic number 5, the topic number 6, and two more themes. "
                "They went down on the topic number 3."
            ),
        ),
        (
            {"t1": 0.6, "t2": -0.6},
            "",
            "Since the earlier round, answers went up on the topic number 1. They went down on the topic number 2.",
        ),
    ],
)
def test_what_has_changed_is_named_the_furthest_first(steps, title, expected):
    result = invented.result([invented.theme()], change=invented.replace(went(**steps), title=title))
    assert glance.of(result, FRAMEWORK).changed == expected


def test_without_an_earlier_round_nothing_is_said_of_change():
    assert glance.of(made(Section.SHARE), FRAMEWORK).changed == ""
