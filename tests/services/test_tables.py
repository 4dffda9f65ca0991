"""Tables as CSV: the result's numbers, and no cell that a spreadsheet would run."""

import csv
import io

import pytest

from pet.services import tables
from pet.services.results import Stored
from tests.support import reports
from tests.support.results import STRENGTH, TWO_CAMPS, Answers, framework, result

FRAMEWORK = framework(components=3, themes=2)


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def stored(found, of=FRAMEWORK):
    return Stored(round_id=1, result=found, framework=of, sha256="", identity="")


def test_a_row_for_each_theme_with_its_numbers():
    found = result(FRAMEWORK, Answers(STRENGTH), on={"c1a1t1": Answers(TWO_CAMPS, 2)})
    rows = read(tables.themes_csv(stored(found)))
    assert [row["Theme id"] for row in rows] == list(FRAMEWORK.theme_ids)
    first, theme = rows[0], found.themes[0]
    assert [first[f"{n}: {label}"] for n, label in enumerate(_labels(), 1)] == [str(n) for n in TWO_CAMPS]
    assert (first["Answers"], first["Don’t know"]) == (str(theme.valid), str(theme.dont_know))
    assert float(first["Agreement (0–1)"]) == theme.agreement
    assert (first["How close together"], first["Pattern"]) == ("far apart", "Two camps")


def _labels():
    return [point.to("en") for point in FRAMEWORK.scale.points]


def test_what_is_withheld_is_empty_and_says_why():
    found = result(FRAMEWORK, Answers((1, 0, 1, 5, 1)))
    first = read(tables.themes_csv(stored(found)))[0]
    assert {first[name] for name in ("1: Strongly disagree", "Average answer (1–5)", "Agreement (0–1)")} == {
        ""
    }
    assert first["Why something is missing"] == "summary only"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("Plain – and simple", "Plain – and simple"),
        ("", ""),
        (-1.5, -1.5),
        (None, None),
    ],
)
def test_no_text_is_taken_for_a_formula(cell, safe):
    assert tables.safe(cell) == safe


def test_a_framework_with_formulas_in_it_does_no_harm():
    of = reports.reworded(FRAMEWORK, lambda n: f"=HYPERLINK({n})")
    rows = read(tables.themes_csv(stored(result(of, Answers(STRENGTH)), of)))
    assert all(not cell.startswith("=") for row in rows for cell in [*row, *row.values()])
    assert rows[0]["Theme"].startswith("'=HYPERLINK(")
