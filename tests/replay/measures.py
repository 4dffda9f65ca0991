"""The measures of agreement-vectors.json: each is a call of what the product uses, no rule stands here."""

from collections.abc import Callable
from fractions import Fraction
from math import isnan, lcm
from typing import Any

import numpy as np

from pet.analysis import agreement, divergence, patterns, ranks, scores, uncertainty
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options, Thresholds, Weighting
from pet.analysis.paired import paired_change
from tests.replay.given import Given, Scale, UnknownError, listed, no_ratings, number_of, whole
from tests.support.rounds import BLANK, DK, framework, ratings

THRESHOLDS = Thresholds()
USUAL_K = 5
WEIGHTINGS = {
    **dict.fromkeys(("person", "persons", "people", "none"), Weighting.PEOPLE),
    **dict.fromkeys(
        ("organisation", "organization", "organisations", "org", "partner", "partners"), Weighting.PARTNERS
    ),
}


def measured(measure, given, scale):
    """What the product finds; a dictionary where there are several values, the measure's own first."""
    if not isinstance(measure, str) or measure not in MEASURES:
        raise UnknownError(f"the measure {measure!r}")
    taken = Given(given, "input")
    found = MEASURES[measure](taken, Scale(scale))
    taken.finish()
    return found


def one_round(people, points, **options):
    """The result of an open round, in which nothing is hidden."""
    rows = people or [(None, None, [BLANK])]
    framed = framework(len(rows[0][2]), points=points, per_component=len(rows[0][2]))
    return evaluate(ratings(rows, framed=framed), options=Options(mode=Mode.OPEN, **options))


def people_of(columns):
    """People as rows, so that every theme gets its answers; where a theme has fewer, they leave a blank."""
    most = max(map(len, columns), default=0)
    rows = zip(*[[*column, *[BLANK] * (most - len(column))] for column in columns], strict=True)
    return [(None, None, list(row)) for row in rows]


def answers_of(counts, others=None):
    """One answer after the other, of counts and of cells without a rating."""
    if min(counts, default=0) < 0:
        raise UnknownError(f"these are no counts: {counts}")
    rated = np.repeat(np.arange(1, len(counts) + 1), counts).tolist()
    return [*rated, *[kind for kind, n in (others or {}).items() for _ in range(n)]]


def one_theme(given, scale):
    """The answers to one theme as the product counts them: what is no rating does not leak in."""
    counts = scale.group(given)
    others = no_ratings(given)
    if not any(others.values()):
        return counts
    theme = one_round(people_of([answers_of(counts, others)]), scale.points).themes[0]
    return list(theme.counts or [0] * scale.points)


def of_counts(function, *, on_scale=False):
    """A measure of the answers to one theme."""

    def call(given, scale):
        value = defined(function(one_theme(given, scale)))
        return scale.rating(value) if on_scale else value

    return call


def defined(value):
    """A plain number; `None` where it is undefined."""
    number = float(value)
    return None if isnan(number) else number


def with_no_ratings(given, scale):
    people = people_of([answers_of(scale.group(given), no_ratings(given))])
    theme = one_round(people, scale.points).themes[0]
    return {
        "agreement": theme.agreement,
        "n_valid": theme.valid,
        "not_sure_share": theme.dont_know_share,
        "not_sure_base": (theme.valid or 0) + (theme.dont_know or 0),
        "not_sure": theme.dont_know,
        "mean": scale.rating(theme.mean) if theme.valid else None,
        "median": scale.rating(theme.median) if theme.valid else None,
        "score": theme.score if theme.valid else None,
    }


def weighted(given, scale):
    weighting = given.take("weighting", default="organisation")
    if not isinstance(weighting, str) or weighting not in WEIGHTINGS:
        raise UnknownError(f"the weighting {weighting!r}")
    answers = [scale.point(rating) for rating in listed(given.take("ratings"))]
    orgs = listed(given.take("orgs", default=None) or [None] * len(answers))
    if len(orgs) != len(answers):
        raise UnknownError(f"{len(orgs)} orgs of {len(answers)} ratings")
    others = no_ratings(given)
    people = [
        (None if org is None else str(org), None, [answer]) for org, answer in zip(orgs, answers, strict=True)
    ]
    people += [(None, None, [kind]) for kind, n in others.items() for _ in range(n)]
    theme = one_round(people, scale.points, weighting=WEIGHTINGS[weighting]).themes[0]
    valid = bool(theme.valid)
    effective = theme.valid if theme.effective is None else theme.effective
    return {
        "agreement": theme.agreement,
        "mean": scale.rating(number(theme.mean)) if valid else None,
        "median": scale.rating(number(theme.median)) if valid else None,
        "interpolated_median": scale.rating(number(theme.interpolated_median)) if valid else None,
        "score": number(theme.score) if valid else None,
        "n_eff": float(effective) if valid and effective is not None else None,
        "n_valid": theme.valid,
    }


def number(value):
    return None if value is None else defined(value)


def component(given, scale):
    if "themes_counts" in given:
        columns = [answers_of(scale.counts(counts)) for counts in listed(given.take("themes_counts"))]
    else:
        columns = [answers_of(scale.counted(rated)) for rated in listed(given.take("themes_ratings"))]
    if not columns:  # there is no component without themes: nothing is defined
        return {**dict.fromkeys(("mean", "min")), "theme_agreement": [], "n_themes_used": 0, "n_themes": 0}
    result = one_round(people_of(columns) or [(None, None, [BLANK] * len(columns))], scale.points)
    (whole_of_it,) = result.components
    found = {theme.id: theme.agreement for theme in result.themes}
    lowest = whole_of_it.lowest_theme
    return {
        "mean": whole_of_it.agreement,
        "min": None if lowest is None else found[lowest],
        "theme_agreement": list(found.values()),
        "n_themes_used": sum(value is not None for value in found.values()),
        "n_themes": whole_of_it.themes_total,
    }


def component_beside_persons(given, scale):
    rows = [[scale.point(rating) for rating in listed(row)] for row in listed(given.take("people_by_theme"))]
    if len({len(row) for row in rows}) > 1:
        raise UnknownError("people_by_theme has rows of different lengths")
    if not any(rows):
        return dict.fromkeys(("mean_theme_agreement", "agreement_of_person_means"))
    result = one_round([(None, None, row) for row in rows], scale.points)
    rated = [[point for point in row if point != BLANK] for row in rows]
    means = [Fraction(sum(row), len(row)) for row in rated if row]
    return {
        "mean_theme_agreement": result.components[0].agreement,
        "agreement_of_person_means": defined(agreement.agreement(finer(means, scale.points))),
    }


def finer(means, points):
    """Counts of fractional values on a scale so fine that each has a point of its own; A does not depend on it."""
    parts = lcm(*(mean.denominator for mean in means))
    places = [int((mean - 1) * parts) for mean in means]
    return np.bincount(places, minlength=(points - 1) * parts + 1)


def two_groups(given, scale):
    a = scale.group(given, ("counts_a",), ("a",))
    return a, scale.group(given, ("counts_b",), ("b",))


def steps(given, scale):
    apart = divergence.wasserstein(*two_groups(given, scale))
    share = divergence.share_of_range(apart, scale.points)
    return {"steps": defined(apart), "share_of_range": defined(share)}


def between(function):
    def call(given, scale):
        return defined(function(*two_groups(given, scale)))

    return call


def of_groups(function):
    """A measure of many groups at once."""

    def call(given, scale):
        if "groups_counts" in given:
            table = [scale.counts(counts) for counts in listed(given.take("groups_counts"))]
        else:
            table = [scale.counted(group) for group in listed(given.take("groups"))]
        return defined(function(np.array(table, dtype=int).reshape(-1, scale.points)))

    return call


def posterior(given, scale):
    counts = one_theme(given, scale)
    invited = given.take("invited", default=None)
    unseen = 0 if invited is None else whole(invited) - sum(counts)
    prior = number_of(given.take("alpha_total", default=uncertainty.PRIOR))
    if unseen < 0:
        raise UnknownError("more people answered than were invited")
    found = uncertainty.posterior(np.array(counts), unseen, prior=prior)
    values = {"mean": found.mean, "q05": found.lower, "q50": found.median, "q95": found.upper}
    return {name: defined(value) for name, value in values.items()}


def changed(given, scale):
    pairs = [[scale.point(rating) for rating in listed(pair, 2)] for pair in listed(given.take("pairs"))]
    both = np.array([pair for pair in pairs if BLANK not in pair], dtype=int).reshape(-1, 2)
    found = paired_change(both[:, 0], both[:, 1], scale.points)
    if found is None:
        return {**dict.fromkeys(CHANGED), **dict.fromkeys(("n_pairs", "up", "same", "down"), 0)}
    return {
        name: scale.rating(getattr(found, field)) if field in ("before", "after") else getattr(found, field)
        for name, field in CHANGED.items()
    }


CHANGED = {
    "mean_change": "mean_change",
    "n_pairs": "people",
    "up": "higher",
    "same": "same",
    "down": "lower",
    "paired_dominance": "dominance",
    "sign_test_p": "p",
    "agreement_before": "agreement_before",
    "agreement_after": "agreement_after",
    "typical_before": "before",
    "typical_after": "after",
}
"""The values of a paired change, by the names of the vectors."""


def threshold(given, scale):
    points = whole(given.take("points", default=scale.points))
    return THRESHOLDS.medium_for(points)


def critical(given, scale):
    return agreement.critical_uniform(whole(given.take("n")), scale.points)


def pattern(given, scale):
    counts = scale.group(given)
    unsure = no_ratings(given)[DK]  # the other kinds are no signal: no pattern looks at them
    k = given.take("k", default=None)
    gap = Given(given.take("gap", default=None) or {"visible": False}, "gap")
    visible = gap.take("visible", default=True)
    share, p = (gap.take(name, default=None) for name in ("w1_share", "p"))
    share, p = (None if value is None else number_of(value) for value in (share, p))
    gap.finish()
    return patterns.pattern(
        counts,
        unsure,
        gap=bool(visible)
        and share is not None
        and divergence.is_gap(share, 1.0 if p is None else p, THRESHOLDS),
        k=USUAL_K if k is None else whole(k),
        thresholds=THRESHOLDS,
    ).value


MEASURES: dict[str, Callable[[Given, Scale], Any]] = {
    "leik_D": of_counts(agreement.leik_d),
    "agreement": of_counts(agreement.agreement),
    "agreement_with_nonresponse": with_no_ratings,
    "agreement_and_mean_weighted": weighted,
    "agreement_posterior_finite_population": posterior,
    "AD_median": of_counts(agreement.ad_median),
    "agreement_cutoff_from_AD": threshold,
    "agreement_null_p_uniform": of_counts(agreement.null_p_uniform),
    "agreement_critical_05_uniform": critical,
    "score_0_100": of_counts(scores.score),
    "interpolated_median": of_counts(scores.interpolated_median, on_scale=True),
    "wasserstein_steps": steps,
    "permutation_p_w1": between(divergence.permutation_p),
    "cliffs_delta": between(divergence.cliffs_delta),
    "kruskal_wallis_H": of_groups(ranks.kruskal_wallis),
    "eta_squared_H": of_groups(ranks.eta_squared),
    "paired_change": changed,
    "component_agreement": component,
    "component_agreement_vs_person_means": component_beside_persons,
    "pattern": pattern,
}
