"""The command that replays files: what it says, and that it can fail."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.replay import measures
from tests.replay.__main__ import main

ROOT = Path(__file__).parents[2]
VECTOR = {
    "name": "two apart",
    "measure": "agreement",
    "input": {"counts": [1, 0, 1]},
    "scale": {"points": 3, "min": 1, "max": 3},
    "expected": 0.0,
}
CASE = {
    "name": "a small one",
    "rule": "R1-R2 partition",
    "params": {"k": 5},
    "input": {"respondents_by_group": {"A": 9, "B": 2}},
    "expected": {"visible": []},
}
DETAIL = {
    "name": "six alike",
    "rule": "R8 detail",
    "params": {"k": 5},
    "input": {"level": "total", "n_valid": 6, "counts": [6, 0, 0, 0, 0]},
    "expected": {"median": 1},
}


@pytest.fixture
def replayed(tmp_path, capsys):
    def replay(*cases):
        file = tmp_path / "cases.json"
        file.write_text(json.dumps(cases), encoding="utf-8")
        code = main([str(file)])
        return code, capsys.readouterr().out.splitlines()

    return replay


def test_it_runs_without_pytest_and_ends_with_the_count():
    command = [
        sys.executable,
        "-m",
        "tests.replay",
        *map(str, sorted((ROOT / "tests/vectors").glob("*.json"))),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "89 passed, 0 failed\n", "")


def test_vectors_and_cases_may_stand_in_one_file(replayed):
    assert replayed(VECTOR, CASE, DETAIL) == (0, ["3 passed, 0 failed"])


@pytest.mark.parametrize(
    ("case", "expected", "actual"),
    [
        ({**VECTOR, "expected": 0.5}, "0.5", "0.0"),
        ({**VECTOR, "expected": None}, "null", "0.0"),
        ({**VECTOR, "measure": "charm"}, "0.0", "not known here: the measure 'charm'"),
        (
            {**VECTOR, "input": {"counts": [1, 0, 1], "mood": 3}},
            "0.0",
            "not known here: input has unknown keys: 'mood'",
        ),
        (
            {**VECTOR, "input": {"counts": [1, 1]}},
            "0.0",
            "not known here: these are no counts of 3 points: [1, 1]",
        ),
        ({**VECTOR, "input": {"ratings": [4]}}, "0.0", "not known here: 4 is not on the scale"),
        ({**VECTOR, "published_value": 0.04, "published_decimals": 2}, "the published 0.04", "0.0"),
        ({**CASE, "rule": "R0"}, '{"visible": []}', "not known here: the rule 'R0'"),
        ({**CASE, "params": {"q": 5}}, '{"visible": []}', "not known here: params has unknown keys: 'q'"),
        ({**CASE, "expected": {"visible": ["A"]}}, '{"visible": ["A"]}', '{"visible": []}'),
        ({**CASE, "expected": {"mood": 1}}, '{"mood": 1}', "not known here: nothing is known of 'mood'"),
        ({**CASE, "params": {"k": 2.5}}, '{"visible": []}', "not known here: 2.5 is no whole number"),
        ({"name": "odd", "expected": 1}, "1", "not known here: it has neither a measure nor a rule"),
        (7, "an object", "not known here: the case is no object: 7"),
    ],
)
def test_a_case_that_fails_is_told_with_what_was_expected_and_found(replayed, case, expected, actual):
    code, (first, *said, last) = replayed(case, VECTOR)
    assert (code, last) == (1, "1 passed, 1 failed")
    assert first.startswith("FAILED ")
    assert said == [f"  expected {expected}", f"  actual   {actual}"]


TWO = {"name": "two rounds", "measure": "paired_change", "scale": VECTOR["scale"], "expected": 0}
COMPONENT = {"name": "nothing", "measure": "component_agreement", "scale": VECTOR["scale"], "expected": None}
CROSSED = {
    "name": "two breakdowns",
    "rule": "R5 two breakdowns",
    "input": {"cells": {"A|head": 5}, "published_org_groups": [], "published_role_groups": []},
    "expected": {"allowed": True},
}
AGAIN = {
    "name": "again",
    "rule": "R6 snapshots",
    "input": {"published_before": [], "candidate": {"total": {"people_versions": {"Ann": 1}}}},
    "expected": {"publish": True},
}


@pytest.mark.parametrize("themes", ["themes_counts", "themes_ratings"])
def test_a_component_without_themes_has_no_agreement(replayed, themes):
    assert replayed({**COMPONENT, "input": {themes: []}}) == (0, ["1 passed, 0 failed"])
    expected = {"mean": None, "min": None, "n_themes_used": 0}
    assert replayed({**COMPONENT, "input": {themes: []}, "expected": expected})[0] == 0
    assert replayed({**COMPONENT, "input": {themes: []}, "expected": 0.5})[0] == 1
    assert (
        replayed({**COMPONENT, "input": {themes: [[]] if themes.endswith("ratings") else [[0, 0, 0]]}})[0]
        == 0
    )


def test_nothing_is_shown_of_a_component_without_themes(replayed):
    case = {"name": "none", "rule": "R3 composites", "input": {"group_n": 9, "themes": []}}
    expected = {"component_mean": None, "themes_used": 0, "themes_total": 0}
    assert replayed({**case, "expected": expected})[0] == 0
    assert replayed({**case, "expected": {"component_mean": 3.0}})[0] == 1


def test_people_who_answered_nothing_agree_on_nothing(replayed):
    case = {**VECTOR, "measure": "component_agreement_vs_person_means"}
    expected = {"mean_theme_agreement": None, "agreement_of_person_means": None}
    assert replayed({**case, "input": {"people_by_theme": []}, "expected": expected})[0] == 0


@pytest.mark.parametrize(
    ("case", "given", "said"),
    [
        (CASE, {"respondents_by_group": [9, 2]}, "respondents_by_group is no object: [9, 2]"),
        (AGAIN, {**AGAIN["input"], "published_before": None}, "None is no list"),
        (
            AGAIN,
            {"candidate": {"total": {"people_versions": ["Ann"]}}},
            "people_versions is no object: ['Ann']",
        ),
        (
            CROSSED,
            {**CROSSED["input"], "cells": {"A head": 5}},
            "the cell 'A head' is not named like “partner|role”",
        ),
        (TWO, {"pairs": [[1, 2, 3]]}, "[1, 2, 3] has not 2 values"),
        (TWO, {"pairs": 3}, "3 is no list"),
        (
            {**VECTOR, "measure": "agreement_and_mean_weighted"},
            {"ratings": [1, 2, 3], "orgs": ["A", "B"]},
            "2 orgs of 3 ratings",
        ),
        (VECTOR, {"counts": "101"}, "'101' is no list"),
        ({**VECTOR, "measure": ["agreement"]}, {"counts": [1, 0, 1]}, "the measure ['agreement']"),
        ({**VECTOR, "tolerance": "small"}, {"counts": [1, 0, 1]}, "'small' is no number"),
        (
            {**VECTOR, "measure": "component_agreement_vs_person_means"},
            {"people_by_theme": [[1, 2], [3]]},
            "people_by_theme has rows of different lengths",
        ),
    ],
)
def test_values_of_the_wrong_kind_are_told_in_a_sentence(replayed, case, given, said):
    code, found = replayed({**case, "input": given})
    assert (code, found[2:]) == (1, [f"  actual   not known here: {said}", "0 passed, 1 failed"])


def test_whatever_else_goes_wrong_is_told_in_a_sentence_too(replayed, monkeypatch):
    monkeypatch.setitem(measures.MEASURES, "agreement", lambda *_: 1 / 0)
    code, found = replayed(VECTOR)
    said = "the case cannot be computed (ZeroDivisionError: division by zero)"
    assert (code, found[2:]) == (1, [f"  actual   {said}", "0 passed, 1 failed"])


def test_the_sentences_of_the_product_are_searched_for_words_that_may_not_be_said(replayed):
    code, said = replayed({**DETAIL, "expected": {"median": 1, "must_not_contain": ["typical"]}})
    assert (code, said[-1]) == (1, "0 passed, 1 failed")
    assert "The typical answer is" in said[2]
    assert replayed({**DETAIL, "expected": {"must_not_contain": ["typic", "unanimous"]}})[0] == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Cannot read {file}: No such file or directory."),
        ("{", "{file} is damaged, it holds no JSON"),
        ("\xff", "{file} is damaged, it holds no JSON"),
        ('{"name": 1}', "{file} is damaged: a list of cases was expected."),
        ("[]", "{file} holds no cases."),
    ],
)
def test_a_missing_or_damaged_file_is_a_failure_and_the_next_file_is_replayed(
    tmp_path, capsys, content, said
):
    bad, good = tmp_path / "bad.json", tmp_path / "good.json"
    if content is not None:
        bad.write_text(content, encoding="latin-1")
    good.write_text(json.dumps([VECTOR]), encoding="utf-8")
    assert main([str(bad), str(good)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(said.replace("{file}", str(bad)))
    assert last == "1 passed, 1 failed"


def test_without_a_file_it_says_how_it_is_called(capsys):
    assert main([]) == 2
    assert capsys.readouterr().out.startswith("usage: python -m tests.replay FILE")
