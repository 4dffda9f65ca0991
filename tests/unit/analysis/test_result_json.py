"""A stored result comes back as it was: result, JSON, result, the same JSON; and nothing else is taken for one."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options
from pet.analysis.ratings import Comment
from pet.analysis.result import WordsKind
from pet.analysis.result_json import from_dict
from pet.errors import InvalidInputError
from pet.language import PSEUDO, use
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED, ratings

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
)


def written(result):
    return json.dumps(result.as_dict(), ensure_ascii=False, allow_nan=False)


PLACES = [("t1", None), ("t5", None), ("a1", WordsKind.EVIDENCE), ("q2", WordsKind.OPEN)]


@given(PEOPLE, OPTIONS, st.lists(st.sampled_from(PLACES), max_size=12))
def test_any_result_comes_back_as_it_was(people, options, commented):
    comments = [Comment(part, f"Text {n}", kind=kind) for n, (part, kind) in enumerate(commented)]
    result = evaluate(ratings(people, 7), comments, options)
    found = from_dict(json.loads(written(result)))
    assert found == result
    assert written(found) == written(result)


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
