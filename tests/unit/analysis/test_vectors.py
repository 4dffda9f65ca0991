"""The published and independently computed test vectors (tests/vectors/agreement-vectors.json).

The replay holds no rule of its own: each vector becomes a call of the function that the product uses. A measure or
an input that is not known here is a failure.
"""

import json
from math import isnan
from pathlib import Path

import numpy as np
import pytest

from pet.analysis import agreement, divergence, patterns, scores
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options, Thresholds
from tests.support.rounds import BLANK, DK, NA, ratings

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "agreement-vectors.json").read_text("utf-8"))
THRESHOLDS = Thresholds()
OPEN = Options(mode=Mode.OPEN)
LATER = frozenset(  # measures of a later issue: weights, uncertainty, one number for many groups, change
    {
        "agreement_and_mean_weighted",
        "agreement_posterior_finite_population",
        "kruskal_wallis_H",
        "eta_squared_H",
        "paired_change",
    }
)
IN_SCOPE = [vector for vector in VECTORS if vector["measure"] not in LATER]


def counts_of(given, points):
    return np.bincount(np.array(given, dtype=int), minlength=points + 1)[1:]


def people_of(themes, more=()):
    """People as rows, so that every theme gets its counts; where a theme has fewer answers, they leave a blank."""
    columns = [np.repeat(np.arange(1, len(counts) + 1), counts).tolist() for counts in themes]
    columns[0] += more
    most = max(map(len, columns))
    rows = zip(*[column + [BLANK] * (most - len(column)) for column in columns], strict=True)
    return [(None, None, row) for row in rows]


def measured(function):
    def call(given, points):
        given = dict(given)
        counts = given.pop("counts") if "counts" in given else counts_of(given.pop("ratings"), points)
        assert not given
        value = float(function(counts))
        return None if isnan(value) else value

    return call


def with_no_ratings(given, points):
    kinds = {"not_sure": DK, "not_applicable": NA, "blank": BLANK}
    assert given.keys() == {"counts", *kinds}
    no_ratings = [kind for name, kind in kinds.items() for _ in range(given[name])]
    people = people_of([given["counts"]], no_ratings)
    theme = evaluate(ratings(people, points=points), options=OPEN).themes[0]
    return {
        "n_valid": theme.valid,
        "agreement": theme.agreement,
        "not_sure_share": theme.dont_know_share,
        "not_sure_base": theme.valid + theme.dont_know,
    }


def component(given, points):
    assert given.keys() == {"themes_counts"}
    result = evaluate(ratings(people_of(given["themes_counts"]), points=points), options=OPEN)
    whole = result.components[0]
    by_id = {theme.id: theme.agreement for theme in result.themes}
    # Four themes: three in the first area, one in the second, one component.
    assert len(result.components) == 1
    return {
        "theme_agreement": list(by_id.values()),
        "mean": whole.agreement,
        "min": by_id[whole.lowest_theme],
        "n_themes_used": whole.themes_used,
        "n_themes": whole.themes_total,
    }


def component_beside_persons(given, points):
    assert given.keys() == {"people_by_theme"}
    rows = given["people_by_theme"]
    result = evaluate(ratings([(None, None, row) for row in rows], points=points), options=OPEN)
    means = [np.mean(row) for row in rows]
    return {
        "mean_theme_agreement": result.components[0].agreement,
        "agreement_of_person_means": float(agreement.agreement(counts_of(means, points))),
    }


def steps(given, points):
    assert given.keys() == {"counts_a", "counts_b"}
    apart = divergence.wasserstein(given["counts_a"], given["counts_b"])
    return {"steps": float(apart), "share_of_range": float(divergence.share_of_range(apart, points))}


def between(function):
    def call(given, points):
        assert given.keys() == {"a", "b"}
        return float(function(counts_of(given["a"], points), counts_of(given["b"], points)))

    return call


def threshold(given, points):
    assert given == {"points": points}
    return THRESHOLDS.medium_for(points)


def critical(given, points):
    assert given.keys() == {"n"}
    return agreement.critical_uniform(given["n"], points)


def pattern(given, points):
    assert given.keys() == {"counts", "not_sure", "gap", "k"}
    assert len(given["counts"]) == points
    gap = given["gap"] or {"visible": False, "w1_share": 0.0, "p": 1.0}
    assert gap.keys() == {"visible", "w1_share", "p"}
    return patterns.pattern(
        given["counts"],
        given["not_sure"],
        gap=gap["visible"] and divergence.is_gap(gap["w1_share"], gap["p"], THRESHOLDS),
        k=given["k"],
        thresholds=THRESHOLDS,
    ).value


MEASURES = {
    "leik_D": measured(agreement.leik_d),
    "agreement": measured(agreement.agreement),
    "agreement_with_nonresponse": with_no_ratings,
    "AD_median": measured(agreement.ad_median),
    "agreement_cutoff_from_AD": threshold,
    "agreement_null_p_uniform": measured(agreement.null_p_uniform),
    "agreement_critical_05_uniform": critical,
    "score_0_100": measured(scores.score),
    "interpolated_median": measured(scores.interpolated_median),
    "wasserstein_steps": steps,
    "permutation_p_w1": between(divergence.permutation_p),
    "cliffs_delta": between(divergence.cliffs_delta),
    "component_agreement": component,
    "component_agreement_vs_person_means": component_beside_persons,
    "pattern": pattern,
}


@pytest.mark.parametrize("vector", IN_SCOPE, ids=[vector["name"] for vector in IN_SCOPE])
def test_vector(vector):
    points = vector["scale"]["points"]
    assert vector["scale"] == {"points": points, "min": 1, "max": points}
    found = MEASURES[vector["measure"]](vector["input"], points)
    expected, tolerance = vector["expected"], vector["tolerance"]
    if vector["kind"] == "published" and "published_value" in vector:
        assert round(found, vector["published_decimals"]) == vector["published_value"]
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        found, expected = list(found.values()), [expected[name] for name in found]
    else:
        found, expected = [found], [expected]
    for one, other in zip(flat(found), flat(expected), strict=True):
        if isinstance(other, float | int):
            assert one == pytest.approx(other, abs=tolerance, rel=0)
        else:
            assert one == other


def flat(values):
    return [inner for value in values for inner in (value if isinstance(value, list) else [value])]


def test_every_vector_is_replayed_now_or_named_for_later():
    named = {vector["measure"] for vector in VECTORS}
    assert named == MEASURES.keys() | LATER
    assert not MEASURES.keys() & LATER
    assert len(VECTORS) == 66
    assert len(IN_SCOPE) == 55
