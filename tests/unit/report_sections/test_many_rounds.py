"""Reports of rounds nobody has looked at: any size, scale, mode and shape of framework.

A few in every run, many in `make long`.
"""

import io
import os
import re

import numpy as np
import outloud
import pytest
from pypdf import PdfReader

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options
from pet.analysis.ratings import Comment, Grouping, Ratings
from pet.report.document import build
from tests.support.rounds import framework

FEW, MANY = 4, 60
SEEDS = [*range(FEW), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(FEW, MANY))]


def invented(seed):
    """A round drawn by chance: its ratings, its comments, its options."""
    random = np.random.default_rng(seed)
    points = int(random.integers(3, 8))
    framed = framework(
        int(random.integers(1, 40)),
        per_area=int(random.integers(1, 5)),
        per_component=int(random.integers(1, 4)),
        points=points,
    )
    people, themes = int(random.integers(1, 60)), len(framed.themes)
    middle = random.integers(1, points + 1, size=themes)
    values = np.clip(middle + random.integers(-2, 3, size=(people, themes)), 1, points)
    values = np.where(random.random(values.shape) < 0.2, random.integers(-2, 1, size=values.shape), values)
    partners, roles = int(random.integers(1, 12)), [role.id for role in framed.roles]
    ratings = Ratings(
        framed,
        values.astype(np.int8),
        Grouping(
            tuple(f"Partner {n:02}" for n in range(partners)), random.integers(-1, partners, size=people)
        ),
        Grouping(tuple(roles), random.integers(-1, len(roles), size=people), tuple(roles)),
    )
    comments = [
        Comment(framed.theme_ids[i % themes], f"Remark {i}") for i in range(int(random.integers(0, 40)))
    ]
    options = Options(
        title=f"Round {seed}",
        mode=Mode.OPEN if random.random() < 0.2 else Mode.CONFIDENTIAL,
        smallest_group=int(random.choice([3, 5, 5, 7])),
        small_partnership=bool(random.random() < 0.3),
    )
    return evaluate(ratings, comments, options), framed


@pytest.mark.parametrize("seed", SEEDS)
def test_any_round_gives_a_report_without_a_finding(seed, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(build(*invented(seed), page="letter" if seed % 2 else "a4"))
    found = outloud.check(os.fspath(path))
    assert (found.error, [f"{finding.rule} {finding.message}" for finding in found.findings]) == (None, [])


def with_numbers(pdf, names):
    """Those of the names that stand in a line with a number that has a decimal place, as in a table of groups."""
    lines = [
        line
        for page in PdfReader(io.BytesIO(pdf)).pages
        for line in page.extract_text(extraction_mode="layout").splitlines()
    ]
    return {name for name in names for line in lines if name in line and re.search(r"\d\.\d", line)}


def partners(result, *, shown):
    return {group.name for group in result.groups.get("partner", ()) if group.shown is shown}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_partner_that_is_not_shown_stands_beside_no_number(seed):
    result, framed = invented(seed)
    assert with_numbers(build(result, framed), partners(result, shown=False)) == set()


def test_a_partner_that_is_shown_does_so_that_the_test_above_can_fail():
    framed = framework(3)
    values = np.tile(np.array([[2, 4, 5]], dtype=np.int8), (24, 1))
    ratings = Ratings(framed, values, Grouping(("Partner 01", "Partner 02"), np.arange(24) % 2))
    result = evaluate(ratings)
    assert with_numbers(build(result, framed), partners(result, shown=True)) == {"Partner 01", "Partner 02"}
