"""The main job on real input: 2,042 people in 49 groups, from CSV to JSON and PDF, held to independent counts.

The data lies beside the checkout (`../shared/data`) and is not part of the project.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "lq2002.csv"
VECTORS = ROOT / "tests" / "vectors" / "agreement-vectors.json"
THEMES = [*(f"LEAD{n:02}" for n in range(1, 12)), *(f"TSIG{n:02}" for n in range(1, 4))]
STEPS = 4

pytestmark = pytest.mark.real_data


MISSING = f"THE REAL DATA IS MISSING: nothing was tried on real answers ({DATA} is not there)"
if not DATA.is_file() and os.environ.get("CI") != "true":
    pytest.skip(MISSING, allow_module_level=True)


@pytest.fixture(scope="module", autouse=True)
def data():
    """The rows of the real data, which CI must have."""
    if not DATA.is_file():
        pytest.fail(MISSING, pytrace=False)
    return rows_of(DATA)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def analyse(source, folder, *arguments):
    """The result and the bytes of the report."""
    command = [
        sys.executable,
        "-m",
        "pet",
        "analyse",
        source,
        "--framework",
        ROOT / "examples" / "lq2002.yaml",
    ]
    columns = ["--partner-column", "COMPID", "--person-column", "SUB"]
    files = ["--json", folder / "result.json", "--pdf", folder / "report.pdf"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    run = subprocess.run(
        [*command, *columns, *files, *arguments], capture_output=True, text=True, check=False, env=environment
    )
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads((folder / "result.json").read_bytes()), (folder / "report.pdf").read_bytes()


@pytest.fixture(scope="module")
def analysed(data, tmp_path_factory):
    del data
    return analyse(DATA, tmp_path_factory.mktemp("real"), "--title", "Leadership climate")


@pytest.fixture(scope="module")
def result(analysed):
    return analysed[0]


def by_group(data, theme):
    groups = defaultdict(list)
    for row in data:
        groups[row["COMPID"]].append(int(row[theme]))
    return groups


def agreement(ratings):
    """A by its definition, with the standard library only."""
    middle = statistics.median(ratings)
    return 1 - 2 * statistics.fmean(abs(rating - middle) for rating in ratings) / STEPS


def distance(ratings, others):
    """W1 by its definition: the area between the two cumulative shares."""
    share = [
        [sum(r <= point for r in group) / len(group) for point in range(1, 5)] for group in (ratings, others)
    ]
    return sum(abs(a - b) for a, b in zip(*share, strict=True))


def test_everybody_is_read(data, result):
    assert (result["respondents"], len(data)) == (2042, 2042)
    assert result["title"] == "Leadership climate"
    sizes = Counter(row["COMPID"] for row in data)
    groups = {group["name"]: group["valid"] for group in result["groups"]["partner"]}
    assert groups == dict(sizes)
    assert list(groups) == sorted(sizes, key=int)
    assert len(groups) == 49


def test_every_distribution_is_the_one_in_the_file(data, result):
    assert [theme["id"] for theme in result["themes"]] == THEMES
    for theme in result["themes"]:
        ratings = Counter(int(row[theme["id"]]) for row in data)
        assert theme["counts"] == [ratings[point] for point in range(1, 6)]
        assert theme["valid"] == 2042
        assert (theme["dont_know"], theme["not_applicable"], theme["unanswered"]) == (0, 0, 0)


def test_agreement_is_that_of_its_definition_everywhere(data, result):
    checked = 0
    groups = {
        group["name"]: {theme["id"]: theme for theme in group["themes"]}
        for group in result["groups"]["partner"]
    }
    for theme in result["themes"]:
        whole = [int(row[theme["id"]]) for row in data]
        assert theme["agreement"] == pytest.approx(agreement(whole), abs=1e-12)
        assert theme["median"] == statistics.median(whole)
        for name, ratings in by_group(data, theme["id"]).items():
            assert groups[name][theme["id"]]["agreement"] == pytest.approx(agreement(ratings), abs=1e-12)
            checked += 1
    assert checked == 49 * 14


def test_agreement_with_every_partner_counting_the_same_is_that_of_its_definition(data, tmp_path):
    """Each person weighs one by the people of their group: in fractions, to the last digit."""
    found, _report = analyse(DATA, tmp_path, "--weighting", "partners")
    assert found["weighting"] == "partners"
    assert [theme["id"] for theme in found["themes"]] == THEMES
    for theme in found["themes"]:
        groups = by_group(data, theme["id"]).values()
        weighted = sorted((rating, Fraction(1, len(group))) for group in groups for rating in group)
        reached, half = accumulate(weight for _, weight in weighted), Fraction(len(groups), 2)
        middle = next(rating for (rating, _), sum_ in zip(weighted, reached, strict=True) if sum_ >= half)
        steps = sum(weight * abs(rating - middle) for rating, weight in weighted) / len(groups)
        assert theme["agreement"] == pytest.approx(float(1 - 2 * steps / STEPS), abs=1e-9)
        n_eff = len(groups) ** 2 / sum(weight**2 for _, weight in weighted)
        assert theme["effective"] == pytest.approx(float(n_eff), abs=1e-9)
        assert theme["counts"] is None


def test_agreement_is_that_of_the_reference_software(data, result):
    """AD_md of two companies on LEAD06 as computed with R's package multilevel: A = 1 - 2 AD_md / (K - 1)."""
    vectors = {vector["name"]: vector for vector in json.loads(VECTORS.read_text(encoding="utf-8"))}
    groups = {group["name"]: group for group in result["groups"]["partner"]}
    for company in ("37", "14"):
        vector = vectors[f"ADmedian_lq2002_{company}"]
        assert sorted(vector["input"]["ratings"]) == sorted(by_group(data, "LEAD06")[company])
        theme = next(theme for theme in groups[company]["themes"] if theme["id"] == "LEAD06")
        assert theme["agreement"] == pytest.approx(1 - 2 * vector["expected"] / STEPS, abs=1e-9)


def test_gaps_are_distances_to_all_others(data, result):
    assert len(result["gaps"]) == 5
    for gap in result["gaps"]:
        groups = by_group(data, gap["theme"])
        others = [rating for name, ratings in groups.items() if name != gap["group"] for rating in ratings]
        assert gap["steps"] == pytest.approx(distance(groups[gap["group"]], others), abs=1e-9)
        higher = statistics.fmean(groups[gap["group"]]) > statistics.fmean(others)
        assert gap["higher"] == higher


def test_the_report_is_a_pdf_that_says_how_many_answered(analysed):
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(analysed[1]))
    assert reader.metadata.title == "Leadership climate"
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "2,042 people answered" in text


def test_nothing_that_is_withheld_is_in_the_result(data, tmp_path):
    """The same people, but of each company only a few: small groups vanish, and cannot be worked out."""
    kept = [row for row in data if int(row["SUB"]) % 12 == 0]
    source = tmp_path / "few.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["COMPID", "SUB", *THEMES], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(kept)
    few, _report = analyse(source, tmp_path)
    sizes = Counter(row["COMPID"] for row in kept)
    hidden = {group["name"] for group in few["groups"]["partner"] if group["withheld"]}
    assert {name for name, size in sizes.items() if size < 5} <= hidden
    assert hidden != set(sizes)
    assert sum(sizes[name] for name in hidden) >= 5
    for group in few["groups"]["partner"]:
        if group["name"] in hidden:
            assert group == {
                "name": group["name"],
                "role": None,
                "valid": None,
                "withheld": "too_few",
                "themes": [],
                "areas": [],
                "components": [],
            }
        else:
            assert all(theme["counts"] is None for theme in group["themes"] if sizes[group["name"]] < 10)
