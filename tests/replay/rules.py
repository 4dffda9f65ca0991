"""The rules of disclosure-cases.json: each case becomes a call of what the product uses, no rule stands here."""

import re
from dataclasses import replace

import numpy as np

from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Detail
from pet.analysis.options import Breakdown, Mode, Options
from pet.analysis.pairing import pairs_allowed
from pet.analysis.privacy import Step, narrowing, partition, too_close, total_detail, violations
from pet.analysis.rollup import composite
from pet.analysis.snapshots import may_publish
from tests.replay.comparing import AnyOrder, OneOf
from tests.replay.given import Given, UnknownError, listed, named, no_ratings, number_of, whole
from tests.replay.measures import answers_of
from tests.replay.sentences import sentences_of
from tests.support.rounds import BLANK, framework, ratings

USUAL_POINTS = 5
OTHERS = ("H", "I", "J")
"""Groups beside the one that a case is about, so large that nothing is hidden for their sake."""


def ruled(rule, params, given):
    """What the product makes of a case."""
    if not isinstance(rule, str) or rule not in RULES:
        raise UnknownError(f"the rule {rule!r}")
    limits, taken = Given(params, "params"), Given(given, "input")
    k, units = whole(limits.take("k", default=5)), whole(limits.take("min_hidden_units", default=2))
    limits.finish()
    found = RULES[rule](taken, k, units)
    taken.finish()
    return found


def said_of(banned, sentences):
    """Which of these words the sentences say, as words of their own."""
    if not all(isinstance(word, str) for word in listed(banned)):
        raise UnknownError(f"must_not_contain holds more than words: {banned!r}")
    text = " ".join(sentences)
    return [word for word in banned if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)]


def promised(k, **fields):
    """The options of a round with this smallest group; nothing is hidden where it is one."""
    if k < 3 and k != 1:
        raise UnknownError(f"no round promises a smallest group of {k}")
    return Options(mode=Mode.OPEN, **fields) if k == 1 else Options(smallest_group=k, **fields)


def padded(answers, n):
    if len(answers) > n:
        raise UnknownError(f"{len(answers)} answers of {n} people")
    return [*answers, *[BLANK] * (n - len(answers))]


def beside(themes, k):
    """Other groups, so that only the size of the group itself decides."""
    n = max(40, 4 * k)
    return [(name, None, [3] * themes) for name in OTHERS for _ in range(n)]


def one_group(columns, k, points=USUAL_POINTS):
    """The group G with these answers to each theme, beside others."""
    own = [("G", None, list(row)) for row in zip(*columns, strict=True)]
    framed = framework(len(columns), points=points, per_component=len(columns))
    result = evaluate(ratings(own + beside(len(columns), k), framed=framed), options=promised(k))
    return result, next((one for one in result.groups[Breakdown.PARTNER] if one.name == "G"), None)


def people_of(what, given):
    """How many people are in each group."""
    return {name: whole(n) for name, n in named(given.take(what), what).items()}


def partitioned(given, k, units):
    sizes = people_of("respondents_by_group", given)
    found = partition(sizes, k=k, units=units)
    return {
        "total_shown": found.total_shown,
        "visible": AnyOrder(found.visible),
        "hidden": AnyOrder(found.hidden),
        "combined": {"n": found.rest.people, "units": found.rest.groups} if found.rest else None,
        "dimension_shown": found.shown,
    }


def per_theme(given, k, units):
    given.take("theme", default=None)
    valid = people_of("n_valid_by_group", given)
    visible = named(given.take("group_visible", default=dict.fromkeys(valid, True)), "group_visible")
    if not set(visible) <= set(valid):
        raise UnknownError("a group is visible that has no number")
    hidden = [name for name in valid if not visible.get(name, True)]
    (split,) = narrowing([Step(valid, k)], kept_back=hidden, units=units)
    total = sum(valid.values())
    shown = {
        name: OneOf("shown", f"shown ({n})") if name in split.visible else "suppressed"
        for name, n in valid.items()
    }
    told = total_detail(total, promised(k)) is not Detail.NONE
    return {**shown, "total": OneOf(f"shown ({total})", "shown") if told else "suppressed"}


def composites(given, k, units):
    del units  # nothing is hidden for the sake of others here
    n, themes = whole(given.take("group_n")), [Given(one, "a theme") for one in listed(given.take("themes"))]
    as_given = [(str(theme.take("id")), whole(theme.take("n_valid")), mean_of(theme)) for theme in themes]
    for theme in themes:
        theme.finish()
    if not themes:  # there is no component without themes: nothing is shown of it
        return {"component_mean": OneOf(None, "suppressed"), "themes_used": 0, "themes_total": 0}
    result, group = one_group([padded([3] * valid, n) for _, valid, _ in as_given], k)
    seen = [
        replace(theme, median=mean, interpolated_median=None) if theme.typical is not None else theme
        for theme, (_, _, mean) in zip(group.themes, as_given, strict=False)
    ]
    made = composite("c1", seen, USUAL_POINTS, result.thresholds)
    shown = {theme.id: theme.typical is not None for theme in group.themes}
    return {
        **{
            name: "shown" if shown.get(f"t{place}") else "suppressed"
            for place, (name, _, _) in enumerate(as_given, start=1)
        },
        "component_mean": OneOf(None, "suppressed") if made.typical is None else made.typical,
        "themes_used": made.themes_used,
        "themes_total": len(as_given) if not group.shown else made.themes_total,
    }


def mean_of(theme):
    mean = theme.take("mean", default=None)
    return None if mean is None else number_of(mean)


def base(given, k, units):
    del units
    total, valid = bool(given.take("total", default=False)), whole(given.take("valid", "n_valid"))
    others = no_ratings(given)
    answers = answers_of([0, 0, valid, 0, 0], others)
    n = given.take("group_n", "total_n", default=None)
    answers = padded(answers, len(answers) if n is None else whole(n))
    if total:
        rows = [(None, None, [answer]) for answer in answers]
        result = evaluate(ratings(rows), options=promised(k))
        theme = next(iter(result.themes), None)
    else:
        _, group = one_group([answers], k)
        theme = next(iter(group.themes), None)
    if theme is None:
        return dict.fromkeys(("score", "agreement", "not_sure_share", "n_valid", "base"), "suppressed")
    undefined = None if theme.withheld is None else "suppressed"
    share = theme.dont_know_share
    return {
        "score": undefined if theme.typical is None else number_or_shown(theme.typical, theme.score),
        "agreement": undefined
        if theme.agreement_level is None
        else number_or_shown(theme.agreement_level.value, theme.agreement),
        "not_sure_share": OneOf("suppressed", None) if share is None else OneOf(share, "shown"),
    }


def number_or_shown(word, value):
    """Something that is shown, as a word or as a number."""
    return OneOf("shown", word) if value is None else OneOf("shown", word, value)


def two_breakdowns(given, k, units):
    del units
    cells = {crossing(cell): whole(n) for cell, n in named(given.take("cells"), "cells").items()}
    by_partner = published(given.take("published_org_groups"), [org for org, _ in cells])
    by_role = published(given.take("published_role_groups"), [role for _, role in cells])
    partners, roles = ([name for group in groups for name in group] for groups in (by_partner, by_role))
    table = np.zeros((len(partners), len(roles)), dtype=int)
    for (partner, role), n in cells.items():
        table[partners.index(partner), roles.index(role)] += n
    places = (
        [[partners.index(name) for name in group] for group in by_partner],
        [[roles.index(name) for name in group] for group in by_role],
    )
    found = violations(table, *places, k)
    return {
        "allowed": not found and not too_close(table, *places, k),
        "violations": AnyOrder(
            {"roles": AnyOrder(name for i in one.groups for name in by_role[i]), "persons": one.people}
            for one in found
        ),
    }


def crossing(cell):
    """The partner and the role that a cell is named after."""
    found = tuple(cell.split("|"))
    if len(found) != 2:
        raise UnknownError(f"the cell {cell!r} is not named like “partner|role”")
    return found


def published(groups, names):
    """The groups as published; whoever is in none of them is the rest, which is public as well."""
    shown = [
        [str(name) for name in (group if isinstance(group, list) else [group])] for group in listed(groups)
    ]
    known = {name for group in shown for name in group}
    rest = list(dict.fromkeys(name for name in names if name not in known))
    return [*shown, rest] if rest else shown


def detail(given, k, units):
    del units
    level, small = given.take("level"), bool(given.take("small_partnership_mode", default=False))
    counts = given.take("counts", default=None)
    counts = None if counts is None else [whole(count) for count in listed(counts)]
    n = whole(given.take("n_valid", default=None if counts is None else sum(counts)))
    if counts is None:
        points, answers = USUAL_POINTS, [3, 4] * (n // 2) + [3] * (n % 2)
    else:
        points, answers = len(counts), answers_of(counts)
    if len(answers) != n:
        raise UnknownError(f"{n} valid answers, but the counts are of {len(answers)}")
    answers = padded(answers, whole(given.take("group_n", "total_n", default=n)))
    if level == "total":
        theme = whole_round(answers, points, k, small=small)
    elif level in ("group", "subgroup"):
        _, group = one_group([answers], k, points)
        theme = next(iter(group.themes), None)
    else:
        raise UnknownError(f"the level {level!r}")
    return {
        **fields_of(theme),
        "sentences": sentences_of(answers, points, promised(k, small_partnership=small), theme),
    }


def whole_round(answers, points, k, *, small):
    rows = [(None, None, [answer]) for answer in answers]
    made = ratings(rows, framed=framework(1, points=points))
    return next(iter(evaluate(made, options=promised(k, small_partnership=small)).themes), None)


def fields_of(theme):
    """What a theme shows, each field under its name; what is withheld goes by `null` and by its word."""
    withheld = OneOf(None, "suppressed")
    names = ("median", "mean", "agreement", "score", "interpolated_median", "counts", "bins", "quartiles")
    level = getattr(theme, "agreement_level", None)
    found = {"detail": Detail.NONE.value if theme is None else theme.detail.value}
    found["agreement_band"] = withheld if level is None else level.value
    for name in names:
        value = getattr(theme, name, None)
        value = list(value) if isinstance(value, tuple) else value
        found[name] = withheld if value is None else OneOf(value, "shown")
    return found


def snapshots(given, k, units):
    del units
    earlier = [snapshot(one) for one in listed(given.take("published_before", default=[]))]
    return {"publish": may_publish(earlier, snapshot(given.take("candidate")), k)}


def snapshot(groups):
    """Who was behind each group, in which version of their answers."""
    found = {}
    for name, group in named(groups, "a snapshot").items():
        taken = Given(group, f"the group {name!r}")
        found[name] = named(taken.take("people_versions"), "people_versions")
        taken.finish()
    return found


def rounds(given, k, units):
    del units
    pairs = whole(given.take("paired_n"))
    published = set(map(str, listed(given.take("published", default=list(WHOLES)))))
    if not published <= {*WHOLES, *PAIRS}:
        raise UnknownError(f"published: {sorted(published)}")
    people = {name: given.take(name, default=None) for name in ("round1_n", "round2_n")}
    known = {name.removesuffix("_n"): whole(n) for name, n in people.items() if n is not None}
    shown = {
        name: pairs_allowed(n, pairs, k, whole_shown=f"{name}_all" in published) for name, n in known.items()
    }
    paired = all(shown.values())
    return {"allowed": paired or not published & set(PAIRS), "paired_shown": paired}


WHOLES = ("round1_all", "round2_all")
PAIRS = ("round1_paired", "round2_paired", "paired")
"""What may be published of two rounds."""


RULES = {
    "R1-R2 partition": partitioned,
    "R2 per theme": per_theme,
    "R3 composites": composites,
    "R3 base": base,
    "R5 two breakdowns": two_breakdowns,
    "R6 snapshots": snapshots,
    "R7 rounds": rounds,
    "R8 detail": detail,
}
