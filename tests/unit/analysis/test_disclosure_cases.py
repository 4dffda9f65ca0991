"""The cases of the design, each turned into a call of what the product uses; no rule stands here."""

import json
from pathlib import Path

import numpy as np
import pytest

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Options
from pet.analysis.privacy import partition, violations
from tests.support.rounds import BLANK, DK, ratings

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "disclosure-cases.json").read_text("utf-8"))
LATER = {"R6 snapshots", "R7 rounds"}
"""Rules about several rounds or snapshots: they come with the part of PET that keeps those."""


def taken(given, *keys):
    """The values of these keys; an unknown key is a failure, not a skip."""
    assert set(given) <= set(keys), set(given) - set(keys)
    return [given.get(key) for key in keys]


def shown(value):
    return "suppressed" if value is None else "shown"


def answers_of_mean(n, mean):
    """`n` ratings as close together as they come with this mean."""
    low, extra = divmod(round(mean * n), n)
    return [low] * (n - extra) + [low + 1] * extra


def people(partner, columns):
    return [(partner, None, list(answers)) for answers in zip(*columns, strict=True)]


def padded(answers, n, filler=BLANK):
    return [*answers, *[filler] * (n - len(answers))]


def group_of(result, name="G"):
    return next(group for group in result.groups[Breakdown.PARTNER] if group.name == name)


def replay_partition(case, k, units):
    (sizes,) = taken(case["input"], "respondents_by_group")
    found = partition(sizes, k=k, units=units)
    return {
        "total_shown": found.total_shown,
        "visible": list(found.visible),
        "hidden": list(found.hidden),
        "combined": {"n": found.rest.people, "units": found.rest.groups} if found.rest else None,
        "dimension_shown": found.shown,
    }


def replay_composites(case, k, units):
    assert units == 2
    n, themes = taken(case["input"], "group_n", "themes")
    columns = []
    for theme in themes:
        _, valid, mean = taken(theme, "id", "n_valid", "mean")
        columns.append(padded(answers_of_mean(valid, mean), n))
    others = [(name, None, [3] * len(themes)) for name in "HI" for _ in range(12)]
    group = group_of(evaluate(ratings(people("G", columns) + others), options=Options(smallest_group=k)))
    (composite,) = group.components
    return {
        **{theme["id"]: shown(group.themes[i].median) for i, theme in enumerate(themes)},
        "component_mean": composite.typical,
        "themes_used": composite.themes_used,
        "themes_total": composite.themes_total,
    }


def replay_per_theme(case, k, units):
    assert units == 2
    _, valid, visible = taken(case["input"], "theme", "n_valid_by_group", "group_visible")
    assert all(visible.values())
    rows = [person for name, n in valid.items() for person in people(name, [padded([3] * n, 20)])]
    result = evaluate(ratings(rows), options=Options(smallest_group=k))
    assert all(group.shown for group in result.groups[Breakdown.PARTNER])
    total = result.themes[0]
    return {
        **{name: shown(group_of(result, name).themes[0].median) for name in valid},
        "total": f"{shown(total.median)} ({total.valid})",
    }


def replay_base(case, k, units):
    assert units == 2
    total, n, valid, unsure = taken(case["input"], "total", "group_n", "valid", "not_sure")
    own = padded([3] * valid, valid + unsure, DK)
    options = Options(smallest_group=k)
    if total:
        theme = evaluate(ratings(people(None, [own])), options=options).themes[0]
        return {"score": theme.score, "agreement": theme.agreement, "not_sure_share": theme.dont_know_share}
    assert len(own) == n
    others = [(name, None, [3]) for name in "HI" for _ in range(12)]
    theme = group_of(evaluate(ratings(people("G", [own]) + others), options=options)).themes[0]
    return {
        "score": shown(theme.score),
        "agreement": shown(theme.agreement),
        "not_sure_share": theme.dont_know_share,
    }


def replay_two_breakdowns(case, k, units):
    assert units == 2
    cells, by_partner, by_role = taken(
        case["input"], "cells", "published_org_groups", "published_role_groups"
    )
    partners, roles = ([name for group in groups for name in group] for groups in (by_partner, by_role))
    table = np.zeros((len(partners), len(roles)), dtype=int)
    for cell, n in cells.items():
        partner, role = cell.split("|")
        table[partners.index(partner), roles.index(role)] = n
    found = violations(
        table,
        [[partners.index(name) for name in group] for group in by_partner],
        [[roles.index(name) for name in group] for group in by_role],
        k,
    )
    return {
        "allowed": not found,
        "violations": [
            {"roles": [name for i in violation.groups for name in by_role[i]], "persons": violation.people}
            for violation in found
        ],
    }


def replay_detail(case, k, units):
    assert units == 2
    level, n, counts, small = taken(case["input"], "level", "n_valid", "counts", "small_partnership_mode")
    answers = np.repeat(np.arange(1, 6), counts).tolist() if counts else [3, 4] * (n // 2) + [3] * (n % 2)
    options = Options(smallest_group=k, small_partnership=bool(small))
    if level == "total":
        return {"detail": evaluate(ratings(people(None, [answers])), options=options).themes[0].detail.value}
    others = [(name, None, [3]) for name in "HI" for _ in range(20)]
    theme = group_of(evaluate(ratings(people("G", [answers]) + others), options=options)).themes[0]
    assert (theme.mean, theme.agreement, theme.counts, theme.quartiles, theme.gap_steps) == (None,) * 5
    return {"detail": theme.detail.value, "median": theme.median, "agreement_band": theme.agreement_level}


REPLAYS = {
    "R1-R2 partition": replay_partition,
    "R3 composites": replay_composites,
    "R2 per theme": replay_per_theme,
    "R3 base": replay_base,
    "R5 two breakdowns": replay_two_breakdowns,
    "R8 detail": replay_detail,
}
FOR_SENTENCES = {"fix", "must_not_contain"}
"""Expectations about words: a result holds none."""


@pytest.mark.parametrize("case", [c for c in CASES if c["rule"] not in LATER], ids=lambda case: case["name"])
def test_case_of_the_design(case):
    assert set(case) <= {"name", "rule", "params", "input", "expected", "why", "naive_leak"}
    k, units = taken(case["params"], "k", "min_hidden_units")
    found = REPLAYS[case["rule"]](case, k, units)
    expected = {key: value for key, value in case["expected"].items() if key not in FOR_SENTENCES}
    assert {key: found[key] for key in expected} == expected


def test_every_rule_is_replayed_or_known_to_come_later():
    assert {case["rule"] for case in CASES} == set(REPLAYS) | LATER
