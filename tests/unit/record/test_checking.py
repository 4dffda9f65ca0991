"""Results from outside: what PET works out passes, what was changed by hand is refused or harmless."""

import copy
import functools
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pet.analysis import result as result_module
from pet.analysis import result_json
from pet.analysis.result_json import from_dict
from pet.errors import InvalidInputError, PetError
from pet.exports import archive, makers, tables
from pet.exports.zipped import pack
from pet.record.checking import check
from pet.record.reading import of_documents
from tests.attack import attacker, kinds
from tests.support import records

GOLDEN = Path(__file__).parents[2] / "golden"
NAMES = ("riverside", "harbour", "four_heads", "plain", "core", "too_few")
DRAWN = ("index.html", "workbook.xlsx", "slides.pptx")
STRANGE = (
    None,
    True,
    -7,
    0,
    1,
    3,
    10**17,
    0.25,
    -7.5,
    6.5,
    1e300,
    "",
    "x",
    "<x>&",
    "none",
    "summary",
    [],
    [1],
    {},
)


@functools.cache
def golden(name):
    with zipfile.ZipFile(GOLDEN / f"{name}.zip") as packed:
        held = {one: packed.read(one) for one in ("framework.yaml", "result.json", "record.json")}
    return json.loads(held["record.json"]), json.loads(held["result.json"]), held["framework.yaml"].decode()


def read(name, change):
    """The record of a golden archive after its result was changed by hand."""
    record, result, source = golden(name)
    result = copy.deepcopy(result)
    change(result)
    return of_documents(record, result, source)


def told(name, change):
    with pytest.raises(InvalidInputError) as caught:
        read(name, change)
    return [problem.where for problem in caught.value.problems]


@pytest.mark.parametrize("name", NAMES)
def test_what_pet_works_out_passes(name):
    record = getattr(records, name)()
    check(record.computed, record.framework, "result.json")


@pytest.mark.parametrize("seed", range(24))
def test_so_does_what_it_works_out_of_any_partnership(seed):
    """Of every mode and weighting, small ones and ones that were asked before."""
    partnership = kinds.partnership(seed)
    check(attacker.published(partnership).result, partnership.matrix.framework, "result.json")


def put(path, value):
    """Sets the value at a path such as `themes.0.valid`."""

    def change(result):
        *way, last = path.split(".")
        for step in way:
            result = result[int(step) if isinstance(result, list) else step]
        result[int(last) if isinstance(result, list) else last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("themes.0.counts", [1, 2, 3, 4], "themes[0].counts"),
        ("themes.0.counts", [0, 0, 0, 0, 0], "themes[0].counts"),
        ("themes.0.shares", [], "themes[0].shares"),
        ("themes.0.mean", 1e300, "themes[0].mean"),
        ("themes.0.median", -7.5, "themes[0].median"),
        ("themes.0.agreement", 1.2, "themes[0].agreement"),
        ("themes.0.score", -1, "themes[0].score"),
        ("themes.0.quartiles", [0, 9], "themes[0].quartiles[0]"),
        ("themes.0.valid", 10**17, "themes[0].valid"),
        ("thresholds.high_agreement", 1e300, "thresholds.high_agreement"),
        ("thresholds.distribution_from", 1, "thresholds.distribution_from"),
        ("agenda.0.minutes", [5, 5, 5], "agenda[0].minutes"),
        ("agenda.0.reason", "because", "agenda[0].reason"),
        ("agenda.0.questions", ["split.9"], "agenda[0].questions[0]"),
        ("agenda.0.section", "rest", "agenda[0].section"),
        ("components.0.lowest_theme", "nothing.here", "components[0].lowest_theme"),
        ("components.0.typical", 9.0, "components[0].typical"),
        ("groups.partner.2.areas.0.id", "nothing", "groups.partner[2].areas"),
        ("groups.partner.2.components.0.id", "nothing", "groups.partner[2].components"),
        ("groups.partner.2.valid", 3, "groups.partner[2].valid"),
        ("groups.partner.0.valid", 3, "groups.partner[0]"),
        ("breakdowns.0.rest", 2, "breakdowns[0].rest"),
        ("comfort", [{"rule": "leads_above", "parts": ["nothing"], "share": None}], "comfort[0].parts"),
        ("comments.0.texts", ["by itself"], "comments[0].texts"),
        ("comments.0.texts", ["x" * 10_001] * 3, "comments[0].texts[0]"),
        ("smallest_group", 2, "smallest_group"),
        ("mode", "open", "smallest_group"),
        ("digests", [{"area": "nothing", "text": "Many said so."}], "digests[0].area"),
        ("gaps.0.steps", 0.01, "gaps[0]"),
        ("themes.0.quartiles", [4.5, 1.5], "themes[0].quartiles"),
        ("respondents", 4, "withheld"),
        ("withheld", "too_few", "withheld"),
        ("change.people", 3, "change.people"),
        ("change.earlier_themes.0.title", {}, "change.earlier_themes[0].title"),
    ],
)
def test_what_cannot_be_or_must_not_be_told_is_refused_with_its_place(path, value, where):
    assert where in told("riverside", put(path, value))


def test_a_distribution_of_few_is_refused():
    """Everything of a shown group of seven, as if it were of many."""

    def change(result):
        group = next(one for one in result["groups"]["partner"] if one["withheld"] is None)
        full = next(one for one in result["groups"]["role"] if one["withheld"] is None and one["valid"] > 12)
        group["themes"][0] |= {
            name: full["themes"][0][name]
            for name in ("counts", "shares", "detail", "withheld", "mean", "score")
        }

    assert any(where.startswith("groups.partner") for where in told("riverside", change))


def test_a_number_of_an_area_is_refused_where_only_a_summary_of_its_themes_is_shown():
    result = golden("riverside")[1]
    [place, *_rest] = [
        (breakdown, n)
        for breakdown, groups in result["groups"].items()
        for n, group in enumerate(groups)
        if group["themes"] and {theme["detail"] for theme in group["themes"]} == {"summary"}
    ]
    path = f"{place[0]}[{place[1]}]"
    where = told("riverside", put(f"groups.{place[0]}.{place[1]}.areas.0.score", 70.0))
    assert where == [f"groups.{path}.areas[0].score"]


def test_a_summary_by_a_reader_is_refused_where_comments_are_shown():
    area = golden("riverside")[1]["areas"][0]["id"]
    assert told("riverside", put("digests", [{"area": area, "text": "Many said so."}])) == ["digests"]


def test_a_framework_may_count_its_versions_by_days():
    record = records.riverside()
    framework = replace(record.framework, version=20261122)
    of = replace(record.computed.framework, version=20261122)
    check(replace(record.computed, framework=of), framework, "result.json")


def test_where_too_few_answered_nothing_else_is_told():
    def change(result):
        result["respondents"], result["withheld"] = 3, "too_few"

    assert {"themes", "groups", "comments", "words", "agenda"} <= set(told("riverside", change))


def mutated(name, seed):
    """A result in which one value somewhere is another, or one list has lost or doubled something."""
    pick = random.Random(seed)  # noqa: S311 -- no secret
    result = copy.deepcopy(golden(name)[1])
    holder, key = result, pick.choice(sorted(result))
    while isinstance(holder[key], dict | list) and holder[key] and pick.random() < 0.9:
        holder = holder[key]
        key = pick.choice(sorted(holder)) if isinstance(holder, dict) else pick.randrange(len(holder))
    value = holder[key]
    if isinstance(value, list) and pick.random() < 0.7:
        holder[key] = pick.choice([value[:-1], value + value, value[::-1], []])
    else:
        holder[key] = pick.choice(STRANGE)
    return result


@pytest.mark.parametrize("first", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (110, 220, 330))])
def test_a_forged_result_is_refused_or_every_file_can_be_made(first):
    as_made = [(name, read(name, dict)) for name in ("riverside", "harbour", "four-heads")]
    accepted = 0
    for seed in range(first, first + 110):
        name, record = as_made[seed % 3]
        try:
            computed = from_dict(mutated(name, seed))
            check(computed, record.framework, "result.json")
        except PetError:
            continue
        accepted += 1
        tables.files(replace(record, computed=computed))
        makers.make(replace(record, computed=computed), DRAWN[seed // 3 % 3])
    assert 5 < accepted < 70


def test_an_archive_of_an_earlier_method_is_read_when_there_is_a_later_one(monkeypatch):
    monkeypatch.setattr(result_module, "METHOD", "3")
    monkeypatch.setattr(result_json, "READABLE_METHODS", frozenset({"2", "3"}))
    data = (GOLDEN / "four-heads.zip").read_bytes()
    found = archive.read(data)
    assert found.record.computed.method == "2"
    assert makers.make(found.record, "result.json") == found.files["result.json"]
    assert "Method: version 2." in makers.make(found.record, "index.html").decode()


def sealed(files):
    manifest = json.loads(archive._manifest(files, page="a4", language="en"))  # noqa: SLF001 -- the very one
    return pack({archive.MANIFEST: json.dumps(manifest).encode(), **files})


def test_fresh_hashes_do_not_help():
    record, result, source = golden("harbour")
    forged = {**result, "respondents": 3}
    held = {
        "framework.yaml": source.encode(),
        "result.json": json.dumps(forged).encode(),
        "record.json": json.dumps(record).encode(),
    }
    with pytest.raises(InvalidInputError):
        archive.read(sealed(held))
