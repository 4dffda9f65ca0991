"""A stored result comes back as it was: result, JSON, result, the same JSON; and nothing else is taken for one."""

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis import result as result_module
from pet.analysis import result_json
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Basis, Moved, WordsKind
from pet.analysis.options import Mode, Options, Weighting
from pet.analysis.ratings import Comment
from pet.analysis.result_json import from_dict
from pet.errors import InvalidInputError
from pet.language import PSEUDO, use
from tests.support.effort import EFFORT
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED, framework, ratings
from tests.support.two_rounds import asked, named

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "result.json").read_text("utf-8"))
CELLS = [1, 2, 3, 4, 5, DK, NA, BLANK, NOT_ASKED]
PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([None, "A", "B", "C"]),
        st.sampled_from([None, "head", "teacher", "governor"]),
        st.lists(st.sampled_from(CELLS), min_size=7, max_size=7),
    ),
    min_size=0,
    max_size=40,
)
OPTIONS = st.builds(
    Options,
    title=st.text(max_size=5),
    mode=st.sampled_from(Mode),
    smallest_group=st.integers(3, 6),
    small_partnership=st.booleans(),
    invited=st.none() | st.integers(40, 60),
    weighting=st.sampled_from(Weighting),
)


def written(result):
    return json.dumps(result.as_dict(), ensure_ascii=False, allow_nan=False)


def comes_back(result):
    found = from_dict(json.loads(written(result)))
    assert found == result
    assert written(found) == written(result)
    return found


PLACES = [("t1", None), ("t5", None), ("a1", WordsKind.EVIDENCE), ("q2", WordsKind.OPEN)]


@given(PEOPLE, OPTIONS, st.lists(st.sampled_from(PLACES), max_size=12))
def test_any_result_comes_back_as_it_was(people, options, commented):
    comments = [Comment(part, f"Text {n}", kind=kind) for n, (part, kind) in enumerate(commented)]
    comes_back(evaluate(ratings(people, 7), comments, options))


@settings(max_examples=60 * EFFORT)
@given(st.integers(0, 2**32 - 1), OPTIONS, st.sampled_from(Weighting), st.booleans())
def test_so_does_one_beside_an_earlier_round(seed, options, earlier_weighting, same_framework):
    random = np.random.default_rng(seed)
    then, now = (people_of_two_rounds(random, start) for start in (0, int(random.integers(0, 30))))
    before = framework(7) if same_framework else replace(framework(8), version=9)
    one = asked(
        [(*who, row[: len(before.themes)]) for *who, row in then],
        replace(options, weighting=earlier_weighting),
        framed=before,
    )
    again = replace(one.earlier(), result=comes_back(one.result))
    matrix = named([(*who, row[:7]) for *who, row in now], framework(7))
    assert comes_back(evaluate(matrix, (), options, again)) == evaluate(matrix, (), options, one.earlier())


def people_of_two_rounds(random, start):
    """Between one and forty people with names; most of them of kind schools."""
    number = int(random.integers(1, 40))
    answers = random.choice(CELLS, size=(number, 8), p=[0.05, 0.05, 0.1, 0.35, 0.25, 0.05, 0.05, 0.05, 0.05])
    return [
        (f"p{start + n}", "ABC"[n % 3], ("head", "teacher")[n % 2], row)
        for n, row in enumerate(answers.tolist())
    ]


def test_every_part_of_a_result_comes_back_filled():
    """What random rounds seldom have: pairs, what has moved, notes on kindness, shares of partners."""
    kinds = set()
    for weighting in Weighting:
        options = Options(weighting=weighting, invited=30)
        one = asked(steady(3, "A"), options)
        two = asked(steady(5, "A"), options, one.earlier())
        found = comes_back(two.result)
        kinds.add((found.change.basis, found.change.themes[0].moved, found.themes[0].counts is None))
        assert found.comfort
        assert found.themes[0].shares is not None
    assert kinds == {(Basis.PAIRED, Moved.UP, False), (Basis.UNPAIRED, None, True)}


def steady(answer, partner):
    return [(f"p{n}", partner, "teacher", [answer] * 12) for n in range(24)]


def test_a_result_of_an_earlier_method_stays_readable_and_stays_of_that_method(monkeypatch):
    monkeypatch.setattr(result_module, "METHOD", "3")
    monkeypatch.setattr(result_json, "READABLE_METHODS", frozenset({"2", "3"}))
    found = from_dict(deepcopy(GOLDEN))
    assert found.method == "2"
    assert found.as_dict() == GOLDEN
    assert evaluate(ratings([("A", None, [3])] * 6), options=Options()).as_dict()["method"] == "3"


def test_the_method_of_now_is_readable():
    assert result_module.METHOD in result_json.READABLE_METHODS


@pytest.mark.parametrize(
    ("method", "said"),
    [
        (
            "3",
            "method: This result was made by a later version of PET, by method 3. Use that version of PET.",
        ),
        ("0", "method: must be one of: 2."),
        ("", "method: must be one of: 2."),
        (["2"], "method: must be one of: 2."),
    ],
)
def test_another_method_is_refused_in_a_sentence(method, said):
    with pytest.raises(InvalidInputError) as caught:
        from_dict({**deepcopy(GOLDEN), "method": method})
    assert str(caught.value.problems[0]) == said


def test_the_golden_result_comes_back():
    assert from_dict(deepcopy(GOLDEN)).as_dict() == GOLDEN


def problems(change):
    document = deepcopy(GOLDEN)
    change(document)
    with pytest.raises(InvalidInputError) as found:
        from_dict(document, source="stored")
    assert found.value.source == "stored"
    return {problem.where: problem.message for problem in found.value.problems}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("themes"), "themes"),
        (lambda d: d["themes"][2].pop("mean"), "themes[2].mean"),
        (lambda d: d["themes"][2].update(average=3.0), "themes[2].average"),
        (lambda d: d.update(format="pet.result/2"), "format"),
        (lambda d: d.pop("method"), "method"),
        (lambda d: d.update(mode="secret"), "mode"),
        (lambda d: d["words"][0].update(kind="theme"), "words[0].kind"),
        (lambda d: d.update(points="5"), "points"),
        (lambda d: d.update(points=True), "points"),
        (lambda d: d.update(small_partnership=0), "small_partnership"),
        (lambda d: d.update(title=None), "title"),
        (lambda d: d.update(respondents=4.0), "respondents"),
        (lambda d: d["themes"][0].update(mean=float("nan")), "themes[0].mean"),
        (lambda d: d["themes"][0].update(mean=True), "themes[0].mean"),
        (lambda d: d["themes"][0].update(quartiles=[1.0]), "themes[0].quartiles"),
        (lambda d: d["themes"][0].update(counts=[1, 2.5, 3, 4, 5]), "themes[0].counts[1]"),
        (lambda d: d["groups"].update(shoes=[]), "groups.shoes"),
        (lambda d: d["groups"]["role"][1].pop("name"), "groups.role[1].name"),
        (lambda d: d.update(groups=[]), "groups"),
        (lambda d: d.update(framework="x"), "framework"),
        (lambda d: d["thresholds"].pop("chance_p"), "thresholds.chance_p"),
    ],
)
def test_what_is_wrong_is_said_with_its_path(change, where):
    assert list(problems(change)) == [where]


def test_everything_wrong_is_said_at_once():
    def spoil(document):
        document["themes"][0]["counts"] = "none"
        del document["agenda"][0]["reason"]
        document["more"] = 1

    assert set(problems(spoil)) == {"themes[0].counts", "agenda[0].reason", "more"}


@pytest.mark.parametrize("document", [None, [], "pet.result/1", 1])
def test_a_result_is_an_object(document):
    with pytest.raises(InvalidInputError):
        from_dict(document)


def test_problems_speak_the_language_in_use():
    assert problems(lambda d: d.update(points="5"))["points"] == "must be a whole number."
    with use(PSEUDO):
        assert problems(lambda d: d.update(points="5"))["points"] != "must be a whole number."
