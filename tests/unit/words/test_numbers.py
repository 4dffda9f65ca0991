import pytest

from pet import language
from pet.analysis.kinds import Level, Pattern, Section, Withheld
from pet.words import levels, numbers, patterns, phrases, sections, withheld
from tests.support import invented


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(3.84, 1, "3.8"), (3.0, 1, "3.0"), (2042, 0, "2,042"), (-0.04, 1, "0.0"), (0.5833, 2, "0.58")],
)
def test_a_decimal_has_a_fixed_number_of_places(value, places, expected):
    assert numbers.decimal(value, places) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (4.25, 1, "4.3"),
        (4.35, 1, "4.4"),
        (-0.25, 1, "-0.3"),
        (3.4499999999999997, 1, "3.5"),
        (2.5, 0, "3"),
        (-0.04, 1, "0.0"),
    ],
)
def test_a_half_is_rounded_as_spreadsheets_round_it(value, places, expected):
    assert numbers.decimal(value, places) == expected
    assert numbers.percent(0.125) == "13%"


def test_numbers_follow_the_language():
    with language.use("de"):
        assert (numbers.decimal(3.84), numbers.whole(2042), numbers.percent(0.37)) == (
            "3,8",
            "2.042",
            "37\xa0%",
        )


@pytest.mark.parametrize(("share", "step", "expected"), [(0.37, 1, "37%"), (0.37, 5, "35%"), (1, 5, "100%")])
def test_a_percentage_is_rounded_to_its_step(share, step, expected):
    assert numbers.percent(share, step) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "hardly anybody"),
        (0.15, "about one in seven"),
        (0.23, "about one in four"),
        (1 / 3, "about one in three"),
        (0.44, "about two in five"),
        (0.45, "nearly half"),
        (0.5, "about half"),
        (0.8, "about four in five"),
        (0.97, "nearly everybody"),
        (1.0, "nearly everybody"),
    ],
)
def test_a_share_is_said_in_words(value, expected):
    assert numbers.share(value) == expected


def test_a_share_says_everybody_only_where_the_distribution_is_shown_anyway():
    assert [numbers.share(value, exact=True) for value in (0, 1, 0.99)] == [
        "nobody",
        "everybody",
        "nearly everybody",
    ]


def test_an_exact_number_has_the_decimals_it_needs():
    assert [numbers.exact(value) for value in (0.75, 7 / 12, 1.0)] == ["0.75", "0.583", "1"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.5, "half a step"),
        (5 / 6, "about four fifths of a step"),
        (2 / 3, "two thirds of a step"),
        (1.0, "one step"),
        (1.25, "1.25 steps"),
        (7 / 6, "about 1.2 steps"),
    ],
)
def test_limits_are_said_as_fractions_of_a_step(value, expected):
    assert numbers.fraction_of_steps(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1, "about half a step"),
        (1.0, "about one step"),
        (1.6, "about one and a half steps"),
        (3.4, "about 3.5 steps"),
        (4.1, "about 4 steps"),
    ],
)
def test_steps_are_said_to_the_nearest_half(value, expected):
    assert numbers.steps(value) == expected


def test_small_numbers_are_words_and_large_ones_digits():
    assert [phrases.spelled(number) for number in (0, 5, 12, 13, 2042)] == [
        "no",
        "five",
        "twelve",
        "13",
        "2,042",
    ]


def test_lists_read_as_lists():
    assert [phrases.listing(items) for items in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b, and c",
    ]


def test_a_phrase_starts_a_sentence_with_a_capital():
    assert [phrases.sentence_start(phrase) for phrase in ("heads and others", "", "émile")] == [
        "Heads and others",
        "",
        "Émile",
    ]


def test_agreement_is_a_word_and_never_consensus():
    assert [levels.word(level) for level in (*Level, None)] == ["close", "mixed", "far apart", "–"]
    assert [levels.sentence(level) for level in Level] == [
        "Answers lie close together.",
        "Answers are mixed.",
        "Answers lie far apart.",
    ]


def test_every_pattern_and_section_has_its_own_name():
    assert len({patterns.name(pattern) for pattern in Pattern}) == len(Pattern)
    assert patterns.name(Pattern.SHARED_STRENGTH, minority=True) == "Shared strength, some differ"
    assert [sections.title(section) for section in Section] == [
        "What we share",
        "Where we differ",
        "What is hard for us",
        "What many of us don’t know",
        "Other themes",
    ]


def test_what_is_not_shown_says_why():
    assert {reason: withheld.reason(reason, 5) for reason in Withheld} == {
        Withheld.TOO_FEW: "Not shown, so that nobody can be recognised: fewer than five people are behind it, "
        "or it would let somebody work out the answers of so few.",
        Withheld.SUMMARY: "Only the typical answer is shown: with so few people, more would say what single people answered.",
        Withheld.ONE_BREAKDOWN: "Not shown: side by side with the other comparison it could point at single people.",
    }
    result = invented.result([])
    assert {reason: withheld.explanation(reason, result) for reason in Withheld} == {
        Withheld.TOO_FEW: "Groups of fewer than five people are not shown, so that nobody can be recognised. Now and "
        "then one more group is left out, where the answers of so few could otherwise be worked out.",
        Withheld.SUMMARY: "Where five to nine people answered, of a group or of everybody, only their typical answer "
        "is shown: more would say what single people answered.",
        Withheld.ONE_BREAKDOWN: "Some comparisons of groups are not shown: side by side with the others they could "
        "point at single people.",
    }
    assert [withheld.short(reason) for reason in Withheld] == ["not shown", "summary only", "not shown"]
