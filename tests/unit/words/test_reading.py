"""How to read this: only what is met, a line each."""

import pytest

from pet.analysis.kinds import Detail, Pattern, Withheld, WordsKind
from pet.analysis.options import Mode
from pet.analysis.result_texts import CommentGroup, Words
from pet.words import method, patterns, people, promise, reading
from tests.support import invented

FRAMEWORK = invented.framework()
READ_FIRST = (
    "One person read it before it could be shown. Some of it may be in that person’s words, so that nobody is "
    "recognised by the way they write. The order says nothing."
)


@pytest.mark.parametrize("pattern", Pattern)
def test_the_name_beside_a_theme_is_explained_in_one_sentence_and_no_other_is(pattern):
    hidden = Withheld.TOO_FEW if pattern is Pattern.TOO_FEW else None
    result = invented.result([invented.theme(pattern=pattern, withheld=hidden)] * 2)
    ((name, saying),) = patterns.sayings(result)
    assert name == patterns.of(result.themes[0], FRAMEWORK)
    assert saying.endswith(".")
    assert saying.count(".") == 1
    assert (name, saying) in reading.points(result, FRAMEWORK)


def test_some_differ_is_explained_where_it_stands():
    result = invented.result([invented.theme(pattern=Pattern.SHARED_MIDDLE, minority=0.25)])
    assert patterns.sayings(result) == (
        (
            "Good in parts",
            (
                "The typical answer lies above the middle of the scale, but a good part of the answers does not; they "
                "lie not far from one another."
            ),
        ),
        (
            "…, some differ",
            "Beside any of these: a smaller part of the answers lies on the other side of the scale.",
        ),
    )
    scattered = invented.result([invented.theme(pattern=Pattern.SCATTERED, minority=0.25)])
    assert [name for name, _saying in patterns.sayings(scattered)] == ["Scattered views"]


@pytest.mark.parametrize(
    ("points", "typical", "name"),
    [
        (5, 3.5, "Good in parts"),
        (5, 3.49, "In the middle"),
        (5, 2.51, "In the middle"),
        (5, 2.5, "Hard in parts"),
        (4, 3.0, "Good in parts"),
        (4, 2.5, "In the middle"),
        (7, 4.0, "In the middle"),
    ],
)
def test_what_is_neither_strong_nor_weak_is_named_by_its_typical_answer(points, typical, name):
    fields = {"pattern": Pattern.SHARED_MIDDLE, "interpolated_median": typical}
    plain, noted = invented.theme(**fields), invented.theme(minority=0.25, **fields)
    framework = invented.framework(points=points)
    assert (patterns.of(plain, framework), patterns.of(noted, framework)) == (name, f"{name}, some differ")
    result = invented.result([plain], points=points)
    assert [said for said, _saying in patterns.sayings(result)] == [name]
    assert name in dict(method.definitions(result, framework))


def test_names_of_the_same_rule_stand_from_good_to_hard():
    themes = [
        invented.theme(f"t{n}", pattern=Pattern.SHARED_MIDDLE, interpolated_median=typical)
        for n, typical in enumerate((2.0, 3.0, 4.0), start=1)
    ]
    result, names = invented.result(themes), ["Good in parts", "In the middle", "Hard in parts"]
    assert [said for said, _saying in patterns.sayings(result)] == names
    assert [term for term, _rule in method.definitions(result, FRAMEWORK) if term in names] == names


@pytest.mark.parametrize(
    ("fields", "theme", "number"),
    [
        ({}, invented.theme(), "ten"),
        ({"smallest_group": 7}, invented.theme(), "14"),
        ({}, invented.summary_theme(detail=Detail.THREE_BINS, bins=(1, 1, 5)), "five"),
        ({}, invented.summary_theme(), ""),
        ({"mode": Mode.OPEN}, invented.theme(), ""),
    ],
)
def test_that_a_bar_may_show_one_person_is_said_beside_the_promise(fields, theme, number):
    result = invented.result([theme], **fields)
    said = promise.one_answer(result)
    assert bool(said) is bool(number)
    assert f"which of the {number} or more people behind the bar" in (
        said or "which of the  or more people behind the bar"
    )
    bars = dict(reading.points(result, FRAMEWORK)).get("The bars", "")
    assert bars.endswith(said)
    assert people.nothing_withheld(result).endswith(said)


def test_one_answer_and_none_explain_themselves():
    lone = invented.theme(pattern=Pattern.TOO_FEW, valid=1)
    assert patterns.sayings(invented.result([lone], mode=Mode.OPEN)) == ()


def test_words_and_pictures_of_the_typical_answer_go_together():
    known = dict(reading.points(invented.result([invented.theme()]), FRAMEWORK))
    assert known["Typical answer"] == (
        "The answer in the middle when all answers are put in order: half of them lie to the left of its triangle, half "
        "to the right. So it always stands in the middle of the bar; what matters is in which colour it stands. In "
        "numbers it runs from 1 to 5; for areas and components it is the average over their themes. Of a theme, 3.3 means "
        "“In between”, with more answers above that than below."
    )
    summary = dict(reading.points(invented.result([invented.summary_theme()]), FRAMEWORK))
    assert summary["Typical answer"] == (
        "The answer in the middle when all answers are put in order. In numbers it runs from 1 to 5; for areas and "
        "components it is the average over their themes."
    )


@pytest.mark.parametrize(
    ("mode", "fields", "expected"),
    [
        (Mode.CONFIDENTIAL, {"comments": True}, READ_FIRST),
        (Mode.CONFIDENTIAL, {"words": True}, READ_FIRST),
        (Mode.CONFIDENTIAL, {}, None),
        (Mode.ANONYMOUS, {"comments": True}, READ_FIRST),
        (Mode.OPEN, {"comments": True}, None),
    ],
)
def test_it_is_said_that_texts_may_be_reworded(mode, fields, expected):
    texts = ("One.", "Two.", "Three.")
    found = {
        "comments": (CommentGroup(area="a11", theme="t1", texts=texts),),
        "words": (Words(kind=WordsKind.OPEN, part="q1", texts=texts),),
    }
    shown = {name: found[name] for name in fields}
    known = dict(reading.points(invented.result([invented.theme()], mode=mode, **shown), FRAMEWORK))
    assert known.get("What people wrote") == expected
