"""Nobody can be singled out of a result, whatever partnership it is of and however the numbers are combined."""

from collections import Counter
from dataclasses import fields, replace
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis import evaluate as evaluation
from pet.analysis import pools as pooling
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Detail, Pattern, Withheld
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.analysis.result_groups import GroupTheme
from pet.analysis.result_themes import Measures
from pet.analysis.rollup import no_closer, rollup
from tests.support.auditor import GAPS, RATINGS, Audit, isolated, weighing_alike
from tests.support.effort import EFFORT
from tests.support.rounds import BLANK, DK, NA, NOT_ASKED, ratings

PARTNERS = ("A", "B", "C", None)
KINDS = ("head", "teacher", "governor", None)
ANSWERS = (1, 2, 3, 4, 5, DK, NA, BLANK, NOT_ASKED)

options = st.builds(
    Options,
    mode=st.sampled_from((Mode.CONFIDENTIAL, Mode.ANONYMOUS)),
    smallest_group=st.sampled_from((3, 5, 7)),
    small_partnership=st.booleans(),
    first_comparison=st.sampled_from((Breakdown.ROLE, Breakdown.PARTNER)),
    weighting=st.sampled_from(Weighting),
)


def invented(cells, seed, habits):
    """People of 4 partners x 4 roles, one of each not known, with answers on three themes.

    The third theme is put to heads only; `habits` are the shares of "Don't know" and of other gaps.
    """
    rng = np.random.default_rng(seed)
    people = []
    for place, n in enumerate(cells):
        partner, role = PARTNERS[place // 4], KINDS[place % 4]
        for _ in range(n):
            unsure, gap = habits
            chances = [(1 - unsure - gap) / 5] * 5 + [unsure, gap / 2, gap / 2, 0]
            row = rng.choice(ANSWERS, size=3, p=chances).tolist()
            people.append((partner, role, row if role == "head" else [*row[:2], NOT_ASKED]))
    return people


rounds = st.builds(
    invented,
    cells=st.lists(st.one_of(st.just(0), st.integers(0, 2), st.integers(3, 14)), min_size=16, max_size=16),
    seed=st.integers(0, 2**32 - 1),
    habits=st.tuples(st.sampled_from((0.0, 0.05, 0.5)), st.sampled_from((0.0, 0.1, 0.4))),
)


def evaluated(people, options):
    matrix = ratings(people, 3)
    return matrix, evaluate(matrix, options=options)


@settings(max_examples=120 * EFFORT)
@given(people=rounds, options=options)
def test_an_exact_auditor_finds_no_few_people_about_whom_anything_is_told(people, options):
    matrix, result = evaluated(people, options)
    if result.withheld is None:
        audit = Audit(result, people, matrix, told_apart(people, matrix, options))
        assert list(audit.leaks(options.smallest_group, options.distribution_size)) == []


def told_apart(people, matrix, options):
    """The partners whose people weigh the same, per theme, where every partner counts the same."""
    if options.weighting is Weighting.PEOPLE:
        return {}
    return weighing_alike(
        people, matrix, lambda values: evaluate(replace(matrix, values=values), options=options)
    )


def test_the_auditor_finds_the_lead_that_two_breakdowns_give_away():
    cells = {("A", "member"): 5, ("A", "lead"): 1, ("B", "member"): 6, ("C", "lead"): 7}
    by_partner = [{cell for cell in cells if cell[0] == name} for name in "ABC"]
    by_role = [{cell for cell in cells if cell[1] == name} for name in ("member", "lead")]
    assert isolated(by_partner, cells, 5) == isolated(by_role, cells, 5) == []
    assert isolated([*by_partner, *by_role], cells, 5) == [(("A", "lead"),)]


@settings(max_examples=60 * EFFORT)
@given(people=rounds, seed=st.integers(0, 100))
def test_the_auditor_finds_every_group_that_is_shown_against_the_rules(people, seed):
    options = Options()
    matrix, result = evaluated(people, options)
    if result.withheld is not None:
        return
    few = [
        (breakdown, place)
        for breakdown in (Breakdown.PARTNER, Breakdown.ROLE)
        for place, group in enumerate(result.groups.get(breakdown, ()))
        if 0 < sum(belongs(person, breakdown, group.name) for person in people) < 5
    ]
    if few:
        breakdown, place = few[seed % len(few)]
        told = list(result.groups[breakdown])
        told[place] = replace(told[place], valid=1)
        leaky = replace(result, groups={**result.groups, breakdown: tuple(told)})
        assert list(Audit(leaky, people, matrix).leaks(5, 10)) != []


@settings(max_examples=120 * EFFORT)
@given(people=rounds, options=options)
def test_no_chain_of_subtractions_reaches_a_few_people(people, options):
    """With real numbers: sets that hold each other are subtracted, sets apart are added, until nothing is new."""
    matrix, result = evaluated(people, options)
    if result.withheld is not None:
        return
    apart = told_apart(people, matrix, options)
    for column, theme in enumerate(result.themes):
        sets = apart.get(theme.id, ())
        unsure, ratings = attack(result, people, matrix.values[:, column], theme.id, sets)
        assert all(len(reached) >= options.smallest_group for reached in unsure)
        assert all(len(reached) >= min(options.distribution_size, theme.valid) for reached in ratings)


def attack(result, people, values, theme_id, apart):
    """The sets of people whose "Don't know" answers, and whose ratings, can be worked out by subtraction.

    `apart` are the sets of partners that weights tell apart; their ratings are taken as known.
    """
    unsure, counts = {}, {}
    for partners in apart:
        known = frozenset(i for i, person in enumerate(people) if person[0] in partners and values[i] > 0)
        counts[known] = Counter({point: sum(values[i] == point for i in known) for point in range(1, 6)})
    for members, theme in told(result, people, theme_id):
        if theme.dont_know is not None:
            base = frozenset(i for i in members if values[i] > 0 or values[i] == DK)
            unsure[base] = Counter({"dk": theme.dont_know})
        # Everybody's answers are weighted; a group's are its people's in both weightings.
        whole = theme is result.theme(theme_id)
        of_people = None if apart and whole else theme.answers
        if of_people is not None:
            valid = frozenset(i for i in members if values[i] > 0)
            counts[valid] = Counter(dict(enumerate(map(round, of_people), start=1)))
    for known, truth in (
        (unsure, lambda i: "dk" if values[i] == DK else None),
        (counts, lambda i: values[i]),
    ):
        close(known)
        for reached, numbers in known.items():
            expected = Counter(truth(i) for i in reached)
            assert all(numbers[key] == expected[key] for key in numbers), "the attack itself is wrong"
    return [reached for reached in unsure if reached], [reached for reached in counts if reached]


def told(result, people, theme_id):
    yield range(len(people)), result.theme(theme_id)
    for breakdown, groups in result.groups.items():
        for group in groups:
            if group.shown:
                yield (
                    [i for i, person in enumerate(people) if belongs(person, breakdown, group.name)],
                    group.theme(theme_id),
                )


def belongs(person, breakdown, name):
    partner, role, _ = person
    if breakdown is Breakdown.LEADS:
        return (role == "head") == (name == "leads")
    return name == (partner if breakdown is Breakdown.PARTNER else role)


def close(known, most=400):
    """Add every difference of a set and one inside it, and every sum of two sets apart, until nothing is new."""
    fresh = list(known)
    while fresh and len(known) < most:
        one = fresh.pop()
        for other in list(known):
            small, large = sorted((one, other), key=len)
            found = {}
            if small < large:
                found[large - small] = {key: known[large][key] - known[small][key] for key in known[large]}
            if not small & large:
                found[large | small] = {key: known[large][key] + known[small][key] for key in known[large]}
            for reached, numbers in found.items():
                if reached not in known:
                    known[reached] = Counter(numbers)
                    fresh.append(reached)


@settings(max_examples=60 * EFFORT)
@given(people=rounds, options=options)
def test_a_summary_tells_words_and_a_plain_median_and_nothing_else(people, options):
    _, result = evaluated(people, options)
    allowed = {
        "id", "valid", "dont_know", "dont_know_share", "detail", "withheld", "median", "agreement_level",
        "gap_flagged", "higher",
    }  # fmt: skip
    for group in (group for groups in result.groups.values() for group in groups):
        for theme in group.themes:
            numbers = {field.name for field in fields(GroupTheme) if getattr(theme, field.name) is not None}
            if theme.detail is Detail.SUMMARY:
                assert numbers <= allowed
                assert (theme.median * 2) % 1 == 0
            if theme.detail is Detail.NONE:
                assert numbers <= allowed - {"median", "agreement_level", "gap_flagged", "higher"}


@settings(max_examples=60 * EFFORT)
@given(people=rounds, options=options)
def test_areas_and_components_can_be_worked_out_from_what_is_shown_of_their_themes(people, options):
    matrix, result = evaluated(people, options)
    if result.withheld is not None:
        return
    everybody = public(result.themes)
    assert rollup(everybody, matrix.framework, options.thresholds) == (result.areas, result.components)
    for breakdown, groups in result.groups.items():
        shown = [group for group in groups if group.shown]
        themes = [public(group.themes) for group in shown]
        if breakdown is Breakdown.LEADS and shown:
            leads, members = themes
            themes = [list(map(no_closer, leads, members)), list(map(no_closer, members, leads))]
        for group, own in zip(shown, themes, strict=True):
            made = rollup(own, matrix.framework, options.thresholds, everybody)
            assert made == (group.areas, group.components)


def public(themes):
    names = [field.name for field in fields(Measures)]
    return [Measures(**{name: getattr(theme, name) for name in names}) for theme in themes]


@settings(max_examples=120 * EFFORT)
@given(people=rounds, options=st.one_of(options, st.just(Options(mode=Mode.OPEN))))
def test_everybody_beside_a_group_is_the_mean_of_what_is_published_of_the_themes_compared(people, options):
    _, result = evaluated(people, options)
    assert all(part.everybody is None for part in (*result.areas, *result.components))
    for breakdown, groups in result.groups.items():
        shown = [group for group in groups if group.shown]
        sides = shown if breakdown is Breakdown.LEADS else []
        for group in shown:
            compared = []
            for theme in result.themes:
                seen = [side.theme(theme.id) for side in sides or [group]]
                if all(one.typical is not None for one in seen):
                    in_full = all(one.detail is Detail.DISTRIBUTION for one in seen)
                    compared.append(theme.interpolated_median if in_full else theme.median)
            (component,) = group.components
            assert None not in compared
            assert component.everybody == (fmean(compared) if compared else None)
            assert component.themes_used == len(compared)
            assert (component.typical is None) == (component.everybody is None)


def test_distributions_of_all_groups_but_one_are_not_shown():
    people = [
        (name, None, [value % 5 + 1]) for name, n in (("A", 20), ("B", 14), ("C", 7)) for value in range(n)
    ]
    _, result = evaluated([(a, b, row * 3) for a, b, row in people], Options())
    details = [group.themes[0].detail for group in result.groups[Breakdown.PARTNER]]
    assert details == [Detail.DISTRIBUTION, Detail.SUMMARY, Detail.SUMMARY]


def test_ratings_withheld_for_one_theme_are_withheld_in_every_field():
    people = [(name, "teacher", [3, 3 if place < 4 or name != "A" else BLANK, NOT_ASKED])
              for name in "ABC" for place in range(8)]  # fmt: skip
    _, result = evaluated(people, Options())
    first, second, third = result.groups[Breakdown.PARTNER]
    for group in (first, second):
        theme = group.theme("t2")
        assert theme == GroupTheme(
            id="t2",
            valid=None,
            dont_know=None,
            dont_know_share=None,
            detail=Detail.NONE,
            withheld=Withheld.TOO_FEW,
        )
    assert third.theme("t2").median == 3


def test_the_same_numbers_are_withheld_whatever_people_answer():
    rng = np.random.default_rng(7)
    cells = [3, 9, 0, 1, 6, 12, 2, 0, 11, 4, 5, 0, 0, 2, 0, 1]
    places = []
    for _ in range(5):
        people = [
            (partner, role, [int(value) if value > 0 else value for value in row])
            for (partner, role, row), value in zip(
                invented(cells, 1, (0.05, 0.1)), rng.integers(1, 6, sum(cells)), strict=True
            )
        ]
        shuffled = [
            (p, r, [int(rng.integers(1, 6)) if answer > 0 else answer for answer in row])
            for p, r, row in people
        ]
        _, result = evaluated(shuffled, Options())
        places.append([
            (name, group.name, theme.id, theme.detail, theme.withheld, theme.valid)
            for name, groups in result.groups.items() for group in groups for theme in group.themes
        ])  # fmt: skip
    assert all(place == places[0] for place in places)
    assert len({place[3] for place in places[0]}) == 3


def test_too_few_people_are_told_their_number_and_nothing_else():
    _, result = evaluated([("A", "head", [5, 5, 5])] * 4, Options(title="Spring"))
    assert (result.respondents, result.withheld, result.title) == (4, Withheld.TOO_FEW, "Spring")
    assert not any([result.themes, result.areas, result.components, result.breakdowns, result.groups,
                    result.gaps, result.agenda, result.comments, result.words, result.comments_withheld])  # fmt: skip


def test_too_few_ratings_of_a_theme_leave_the_dont_knows_of_a_base_that_is_large_enough():
    people = [(None, None, [4, 3, answer]) for answer in (DK, DK, DK, 2, 5, BLANK, BLANK)]
    _, result = evaluated(people, Options())
    theme = result.theme("t3")
    assert (theme.pattern, theme.detail, theme.withheld) == (Pattern.UNSURE, Detail.NONE, Withheld.TOO_FEW)
    assert (theme.valid, theme.dont_know, theme.dont_know_share, theme.unanswered) == (2, 3, 0.6, 2)
    assert [getattr(theme, name) for name in RATINGS] == [None] * len(RATINGS)
    assert all(name in {field.name for field in fields(GroupTheme)} for name in GAPS)


def unequal(*sizes, role=None):
    """Partners of these sizes; everybody answers one theme at random."""
    rng = np.random.default_rng(3)
    return [
        (f"P{n:02}", role, [int(rng.integers(1, 6))]) for n, size in enumerate(sizes) for _ in range(size)
    ]


PARTNERS_ALIKE = Options(weighting=Weighting.PARTNERS)


def leaks_of(people, options=PARTNERS_ALIKE):
    matrix = ratings(people)
    result = evaluate(matrix, options=options)
    audit = Audit(result, people, matrix, told_apart(people, matrix, options))
    return list(audit.leaks(options.smallest_group, options.distribution_size))


SIZES = [(20, 20, 1), (3, 4, 12, 15), (6, 7, 8, 9), (2, 3, 4, 5, 6), (14, 1, 1, 1, 1, 1, 1)]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_weights_of_small_partners_tell_nobody_apart(sizes):
    assert leaks_of(unequal(*sizes)) == []


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_with_each_partner_by_itself_the_weights_tell_a_few_apart(sizes, monkeypatch):
    """The rule switched off: a person alone at a partner of three would be read off the whole by eye."""
    monkeypatch.setattr(evaluation, "pools", lambda groups, *_: by_itself(groups))
    assert leaks_of(unequal(*sizes)) != []


def by_itself(groups):
    shape = groups.tally.valid.shape
    return np.broadcast_to(np.arange(shape[0])[:, np.newaxis], shape)


def test_pools_beside_roles_tell_nobody_apart(monkeypatch):
    """Partners and roles side by side: the pools by themselves are safe, and beside the roles they are not."""
    people = [
        (partner, role, [place % 5 + 1])
        for partner, teachers, heads in (("A", 9, 6), ("B", 1, 10), ("C", 12, 0))
        for role, n in (("teacher", teachers), ("head", heads))
        for place in range(n)
    ]
    assert leaks_of(people) == []
    monkeypatch.setattr(pooling, "_singles_out", lambda *_: False)
    assert leaks_of(people) != []
