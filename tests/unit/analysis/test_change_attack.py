"""Nobody can be singled out of two rounds together, whoever came, went or answered twice."""

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.analysis import change, pairing
from pet.analysis.kinds import Basis
from pet.analysis.options import Breakdown, Mode, Options
from pet.analysis.pairing import Round
from tests.support.effort import EFFORT
from tests.support.two_rounds import asked, generator, in_both, leaks, partnership

options = st.builds(
    Options,
    smallest_group=st.sampled_from((3, 5)),
    small_partnership=st.booleans(),
    first_comparison=st.sampled_from((Breakdown.ROLE, Breakdown.PARTNER)),
)


def rounds_of(people, options):
    """Each round compared with the one before."""
    done = []
    for answered in people:
        before = done[-2] if len(done) > 1 else None
        done.append(asked(answered, options, done[-1].earlier(before) if done else None))
    return done


def bases(rounds):
    return [this.result.change and this.result.change.basis for this in rounds[1:]]


def found(rounds, options):
    return list(leaks(rounds, options.smallest_group, options.distribution_size))


@settings(max_examples=60 * EFFORT, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    options=options,
    partners=st.sampled_from((("A", "B", "C"), ("A", "B", None), ("A", "B"))),
    kinds=st.sampled_from((("head", "teacher"), ("teacher", None), ("teacher",))),
)
def test_an_exact_auditor_of_both_rounds_finds_no_few_people(seed, options, partners, kinds):
    people = partnership(generator(seed), 2, partners=partners, kinds=kinds)
    if all(people):
        assert found(rounds_of(people, options), options) == []


@settings(max_examples=60 * EFFORT, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_nor_does_one_of_three_rounds_in_a_row(seed):
    options = Options(smallest_group=3)
    people = partnership(generator(seed), 3, partners=("A", "B"))
    if all(people):
        assert found(rounds_of(people, options), options) == []


def some_rounds(number, rounds, **fields):
    for seed in range(number):
        people = partnership(generator(seed), rounds, **fields)
        if all(people):
            yield rounds_of(people, Options(smallest_group=3))


@lru_cache(maxsize=1)
def three_in_pairs():
    """Three rounds in a row, each compared with the one before by pairs."""
    return next(
        rounds
        for rounds in some_rounds(300, 3, partners=("A", "B"))
        if bases(rounds) == [Basis.PAIRED, Basis.PAIRED]
    )


def test_the_attackers_meet_both_kinds_of_comparison():
    two = [bases(rounds)[0] for rounds in some_rounds(40, 2)]
    assert min(two.count(Basis.PAIRED), two.count(Basis.UNPAIRED)) >= 10
    assert len(three_in_pairs()) == 3


@pytest.mark.parametrize(("rule", "instead"), [("pairs_safe", True), ("people_apart", 10**6)])
def test_without_the_rule_the_auditor_wins(rule, instead, monkeypatch):
    monkeypatch.setattr(pairing, rule, lambda *_: instead)
    options = Options(smallest_group=3)
    assert any(found(rounds, options) for rounds in some_rounds(20, 2))


def test_if_the_pairs_of_the_round_before_were_forgotten_the_auditor_wins(monkeypatch):
    monkeypatch.setattr(change, "_as_published", lambda earlier: Round(earlier.ratings, earlier.result))
    options = Options(smallest_group=3)
    assert any(found(rounds, options) for rounds in some_rounds(100, 3, partners=("A", "B")))


def test_without_the_answers_before_a_round_of_pairs_is_followed_by_no_pairs():
    _, two, three = three_in_pairs()
    again = asked(three.people, Options(smallest_group=3), two.earlier())
    assert again.result.change.basis is Basis.UNPAIRED


def test_whether_pairs_are_told_never_depends_on_an_answer():
    people = partnership(generator(11), 2)
    options, rng = Options(smallest_group=3), generator(1)
    seen = set()
    for _ in range(5):
        mixed = [
            [
                (person, partner, role, [int(rng.integers(1, 6)) if value > 0 else value for value in row])
                for person, partner, role, row in answered
            ]
            for answered in people
        ]
        told = rounds_of(mixed, options)[1].result.change
        seen.add((told.basis, told.people, tuple((t.people, t.withheld, t.compared) for t in told.themes)))
    assert len(seen) == 1
    assert next(iter(seen))[0] is Basis.PAIRED


def test_a_person_in_an_anonymous_round_is_never_recognised():
    people = partnership(generator(11), 2)
    one, two = rounds_of(people, Options(smallest_group=3, mode=Mode.ANONYMOUS))
    assert len(in_both(one, two)) > 20
    assert two.result.change.basis is Basis.UNPAIRED
