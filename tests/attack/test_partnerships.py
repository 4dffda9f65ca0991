"""Nobody can be singled out of what is published; and with any rule switched off, somebody can."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from pet.analysis import comments, crossing, groups, pairing, privacy, themes, visibility
from pet.analysis import evaluate as product
from pet.analysis.kinds import Basis, Comfort, Detail
from pet.analysis.options import Breakdown, Weighting
from pet.analysis.privacy import Partition
from pet.analysis.result_json import from_dict
from pet.analysis.rollup import rollup
from pet.exports import tables
from pet.record.model import Record
from tests.attack.attacker import Attacker, attacked, published, worked_out
from tests.attack.claims import EVERYBODY, Claim, Level
from tests.attack.kinds import before_and_now
from tests.attack.kinds import partnership as of_kind
from tests.attack.partnerships import invented
from tests.attack.solving import fewest, fewest_beside
from tests.attack.tables import claims, read
from tests.attack.tables import themes as of_themes
from tests.support.auditor import isolated
from tests.support.effort import EFFORT
from tests.support.records import riverside

TRIES = 120


def everything(partnership):
    """What can be worked out from document and tables of a partnership together."""
    made = published(partnership)
    found = made.document
    record = Record(framework=partnership.matrix.framework, computed=from_dict(found, source="attack"))
    more = claims(tables.files(record), found) if made.result.withheld is None else ()
    return list(worked_out(partnership, made, found, more))


def test_nobody_is_found_in_documents_and_tables_of_a_hundred_partnerships():
    found = {seed: leaks for seed in range(100 * EFFORT) if (leaks := everything(of_kind(seed)))}
    assert found == {}


@pytest.fixture(scope="module")
def hundred():
    """The partnerships of every run, each with what is published of it."""
    made = [of_kind(seed) for seed in range(100)]
    return made, [published(one).result for one in made]


def test_the_partnerships_are_of_every_kind(hundred):
    made, shown = hundred
    sizes = [len({partner for partner, _, _ in one.people} - {None}) for one in made]
    assert min(sizes) <= 3
    assert max(sizes) >= 38
    assert min(len(one.people) for one in made) < 10
    assert {len(one.matrix.framework.themes) for one in made} == {4, 10, 12}
    options = [one.options for one in made]
    assert {one.smallest_group for one in options} == {3, 5, 7, 10}
    assert {one.weighting for one in options} == set(Weighting)
    assert {one.first_comparison for one in options} == {Breakdown.ROLE, Breakdown.PARTNER}
    assert {bool(one.leading) for one in made} == {True, False}
    seen = {(name, any(group.shown for group in of)) for one in shown for name, of in one.groups.items()}
    assert seen == {(name, known) for name in Breakdown for known in (True, False)}
    details = {
        theme.detail for one in shown for of in one.groups.values() for group in of for theme in group.themes
    }
    assert details == {Detail.NONE, Detail.SUMMARY, Detail.DISTRIBUTION}
    assert any(one.comments for one in shown)


def test_what_is_published_of_them_is_of_every_kind(hundred):
    _, shown = hundred
    themes = [(one, theme) for one in shown for theme in one.themes]
    assert {theme.detail for _, theme in themes} == set(Detail)
    assert {note.rule for one in shown for note in one.comfort} == set(Comfort)
    assert {breakdown.breakdown for one in shown for breakdown in one.breakdowns if breakdown.between} == set(
        Breakdown
    )
    assert {one.weighting for one, theme in themes if theme.interval} == set(Weighting)
    assert any(theme.interval[0] < theme.interval[1] for _, theme in themes if theme.interval)
    changed = {
        (one.change.basis, one.weighting, any(theme.compared for theme in one.change.themes))
        for one in shown
        if one.change
    }
    assert changed >= {
        (Basis.PAIRED, Weighting.PEOPLE, True),
        (Basis.UNPAIRED, Weighting.PEOPLE, True),
        (Basis.UNPAIRED, Weighting.PARTNERS, True),
    }
    assert any(theme.withheld for one in shown if one.change for theme in one.change.themes)


@pytest.mark.parametrize("seed", range(60))
def test_the_solver_finds_what_trying_every_few_people_finds(seed):
    rng = np.random.default_rng(seed)
    cells = {(p, r): int(rng.integers(0, 4)) for p in range(4) for r in range(3)}
    of_partner = rng.integers(0, 3, size=4).tolist()
    of_role = rng.integers(0, 3, size=3).tolist()
    limit = int(rng.integers(2, 6))
    sets = [{cell for cell in cells if of_partner[cell[0]] == name} for name in range(3)]
    sets += [{cell for cell in cells if of_role[cell[1]] == name} for name in range(3)]
    found = fewest(cells, of_partner.__getitem__, of_role.__getitem__, limit)
    every = isolated(sets, cells, limit)
    least = min((sum(cells[cell] for cell in chosen) for chosen in every), default=None)
    assert (found and found.people) == least


@pytest.mark.parametrize("seed", range(60))
def test_of_a_set_beside_partners_and_roles_the_solver_finds_what_is_there(seed):
    rng = np.random.default_rng(seed)
    cells = {(p, r, inside): int(rng.integers(0, 4)) for p in range(3) for r in range(2) for inside in (0, 1)}
    limit = int(rng.integers(2, 6))
    sets = [{cell for cell in cells if cell[place] == name} for place in (0, 1) for name in range(3 - place)]
    found = fewest_beside(cells, lambda partner: partner, lambda role: role, limit)
    every = isolated([*sets, {cell for cell in cells if cell[2]}], cells, limit)
    least = min((sum(cells[cell] for cell in chosen) for chosen in every), default=None)
    without = Counter()
    for (partner, role, _), n in cells.items():
        without[partner, role] += n
    plain = fewest(without, lambda partner: partner, lambda role: role, limit)
    assert min((one.people for one in (found, plain) if one), default=None) == least


def permissive(sizes, *, k, units=2, kept_back=(), unnamed=0):
    """Hides what is too small, and nothing beside it."""
    del units
    hidden = tuple(name for name, n in sizes.items() if n and (n < k or name in kept_back))
    visible = tuple(name for name, n in sizes.items() if n and name not in hidden)
    return Partition(visible, hidden, None, total_shown=sum(sizes.values()) + unnamed >= k)


def primary(monkeypatch):
    def shown(sizes, *, k, units=2, kept_back=(), unnamed=0):
        del k
        return privacy_partition(sizes, k=1, units=units, kept_back=kept_back, unnamed=unnamed)

    privacy_partition = privacy.partition
    monkeypatch.setattr(privacy, "partition", shown)
    monkeypatch.setattr(visibility, "partition", shown)


def complement_of_groups(monkeypatch):
    monkeypatch.setattr(visibility, "partition", permissive)


def complement_per_theme(monkeypatch):
    narrowing_of(monkeypatch, lambda place: place < 2)


def complement_of_distributions(monkeypatch):
    narrowing_of(monkeypatch, lambda place: place == 2)


def narrowing_of(monkeypatch, off):
    """R2 per theme without the complement at some of its steps."""
    made = privacy.partition

    def narrowing(steps, *, units=2, kept_back=()):
        found = []
        for place, step in enumerate(steps):
            split = (permissive if off(place) else made)(
                step.sizes, k=step.k, units=units, kept_back=kept_back, unnamed=step.unnamed
            )
            kept_back = [name for name in step.sizes if name not in split.visible]
            found.append(split)
        return tuple(found)

    monkeypatch.setattr(visibility, "narrowing", narrowing)


def composites(monkeypatch):
    """Areas and components of a group are made of all of its themes."""
    made = product.group_results

    def group_results(view, everybody, framework, options):
        known = groups.numbers(view.groups.tally)
        return tuple(
            replaced(group, known[place], framework, options) if group.shown else group
            for place, group in enumerate(made(view, everybody, framework, options))
        )

    monkeypatch.setattr(product, "group_results", group_results)


def replaced(group, known, framework, options):
    of_all = [
        replace(theme, median=known.median[place]) if theme.median is None and known.valid[place] else theme
        for place, theme in enumerate(group.themes)
    ]
    areas, components = rollup(of_all, framework, options.thresholds)
    return replace(group, areas=areas, components=components)


def two_breakdowns(monkeypatch):
    monkeypatch.setattr(product, "beside", lambda partner, role, *_: (partner, role))


def sides(monkeypatch):
    monkeypatch.setattr(crossing, "on_one_side", lambda *_: True)


def detail_of_groups(monkeypatch):
    def thresholds(options):
        return (options.smallest_group,) * 3

    monkeypatch.setattr(visibility, "thresholds", thresholds)
    monkeypatch.setattr(crossing, "thresholds", thresholds)


def detail_of_the_whole(monkeypatch):
    monkeypatch.setattr(themes, "total_detail", lambda *_: Detail.DISTRIBUTION)


def number_asked(monkeypatch):
    monkeypatch.setattr(product, "numbers_asked_told", lambda roles, *_: roles.tally.asked[0] >= 0)


def texts_of_few(monkeypatch):
    monkeypatch.setattr(comments, "_enough", lambda texts, *_: bool(texts))


def pools_of_partners(monkeypatch):
    """Each partner weighs one by itself, also where it is not shown."""

    def pools(partners, *_):
        return np.broadcast_to(np.arange(len(partners.tally.people))[:, None], partners.tally.valid.shape)

    monkeypatch.setattr(product, "pools", pools)


RULES_OFF = {
    "R1 primary": (primary, Level.HEADS),
    "R2 complement of groups": (complement_of_groups, Level.HEADS),
    "R2 complement per theme": (complement_per_theme, Level.WORDS),
    "R3 composites": (composites, Level.WORDS),
    "R4 weights": (pools_of_partners, Level.NUMBERS),
    "R5 two breakdowns": (two_breakdowns, Level.WORDS),
    "R5 the number asked": (number_asked, Level.HEADS),
    "leaders across roles": (sides, Level.WORDS),
    "R8 detail of groups": (detail_of_groups, Level.NUMBERS),
    "R8 detail of the whole": (detail_of_the_whole, Level.NUMBERS),
    "R8 complement": (complement_of_distributions, Level.NUMBERS),
    "R9 texts": (texts_of_few, "texts"),
}


@pytest.mark.parametrize("rule", RULES_OFF)
def test_with_a_rule_switched_off_the_attacker_wins(rule, monkeypatch):
    switch_off, level = RULES_OFF[rule]
    switch_off(monkeypatch)
    won = (seed for seed in range(TRIES) if any(leak.level == level for leak in attacked(invented(seed))))
    seed = next(won, None)
    assert seed is not None, f"nobody needs {rule}"
    monkeypatch.undo()
    assert everything(invented(seed)) == []


def test_without_the_rule_for_two_rounds_the_attacker_wins(monkeypatch):
    monkeypatch.setattr(pairing, "pairs_safe", lambda *_: True)
    won = (seed for seed in range(TRIES) if any(attacked(before_and_now(seed))))
    seed = next(won, None)
    assert seed is not None, "nobody needs R7"
    monkeypatch.undo()
    assert everything(before_and_now(seed)) == []


def test_a_table_that_tells_more_than_the_document_would_be_seen():
    partnership = invented(3)
    document = {"themes": [{"id": "t1", "median": 3.0}]}
    rows = [{"theme_id": "t1", "n_valid": "4", "typical": "3.25", "pattern": "unsure"}]
    assert list(of_themes(rows, document)) == [
        Claim(Level.BASE, "t1", EVERYBODY),
        Claim(Level.NUMBERS, "t1", EVERYBODY),
    ]
    few = partnership.people[: partnership.options.smallest_group - 1]
    attacker = Attacker(partnership)
    attacker.people = few
    assert any(leak.level is Level.NUMBERS for leak in attacker.leaks(of_themes(rows, document)))


def test_a_column_that_nobody_has_judged_is_a_failure():
    with pytest.raises(AssertionError, match="what does 'shoe_size' tell"):
        list(of_themes([{"theme_id": "t1", "shoe_size": "42"}], {"themes": []}))


@pytest.mark.parametrize("name", ["components", "gaps", "change", "comments"])
def test_whatever_stands_in_another_table_has_to_stand_in_the_document(name):
    record, text = riverside(), {"comments": "text", "gaps": "theme_id"}.get(name, "part_id")
    found = record.computed.as_dict()
    files = dict(tables.files(record))
    assert not [claim for claim in claims(files, found) if claim.level is Level.UNEXPLAINED]
    first = read(files[f"{name}.csv"])[0][text]
    files[f"{name}.csv"] = files[f"{name}.csv"].replace(first.encode(), b"another", 1)
    assert [claim for claim in claims(files, found) if claim.level is Level.UNEXPLAINED]
