"""A document that tells more than it should is found: each test alters one and sees the attacker fail it."""

import copy
from functools import cache

import pytest

from tests.attack import records
from tests.attack.attacker import published, worked_out
from tests.attack.claims import Level
from tests.attack.kinds import partnership
from tests.attack.reading import FIELDS, SAID_OF_WHAT_IS_SHOWN, WORDED
from tests.support.rounds import DK

SEEDS = range(60)


@cache
def made(seed):
    of = partnership(seed)
    shown = published(of)
    return of, shown, shown.document


def first(where):
    """The first partnership whose document has this, and where; a copy to alter."""
    for seed in SEEDS:
        of, shown, found = made(seed)
        if found["withheld"] is None and (place := where(copied := copy.deepcopy(found))) is not None:
            return of, shown, copied, place
    raise AssertionError("no partnership has this")


def levels(of, shown, found):
    """What the attacker finds in an altered document."""
    return {leak.level for leak in worked_out(of, shown, found)}


def one(holder):
    return next(iter(holder), None)


def groups(found):
    return (group for of in found["groups"].values() for group in of if group["withheld"] is None)


def change(found, basis=None):
    """What changed, with at least one theme that is compared."""
    told = found["change"]
    compared = told and any(theme["before"] is not None for theme in told["themes"])
    return told if compared and basis in (None, told["basis"]) else None


def compared(found, basis):
    told = change(found, basis)
    return told and next(theme for theme in told["themes"] if theme["before"] is not None)


RECORDS = {
    "the whole": lambda found: found,
    "framework": lambda found: found["framework"],
    "thresholds": lambda found: found["thresholds"],
    "theme": lambda found: one(found["themes"]),
    "area": lambda found: one(found["areas"]),
    "component": lambda found: one(found["components"]),
    "group": lambda found: one(groups(found)),
    "hidden group": lambda found: one(
        group for of in found["groups"].values() for group in of if group["withheld"] is not None
    ),
    "group theme": lambda found: one(theme for group in groups(found) for theme in group["themes"]),
    "group area": lambda found: one(part for group in groups(found) for part in group["areas"]),
    "breakdown": lambda found: one(found["breakdowns"]),
    "between": lambda found: one(between for of in found["breakdowns"] for between in of["between"]),
    "gap": lambda found: one(found["gaps"]),
    "agenda item": lambda found: one(found["agenda"]),
    "comments": lambda found: one(found["comments"]),
    "words": lambda found: one(found["words"]),
    "comfort note": lambda found: one(found["comfort"]),
    "change": change,
    "framework of then": lambda found: change(found) and change(found)["framework"],
    "theme change": lambda found: change(found) and one(change(found)["themes"]),
    "component change": lambda found: change(found) and one(change(found)["components"]),
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_field_of_which_nobody_has_said_what_it_tells_is_a_failure(name):
    of, shown, found, record = first(RECORDS[name])
    record["answers_of"] = {"Ann": 5}
    with pytest.raises(AssertionError, match="nobody has said what can be worked out from 'answers_of'"):
        levels(of, shown, found)
    del record["answers_of"]
    del record[next(iter(record))]
    with pytest.raises(AssertionError, match="there is no"):
        levels(of, shown, found)


def test_a_record_in_the_place_of_another_is_a_failure():
    of, shown, found, _ = first(change)
    found["change"] = {"answers_of": {"Ann": 5}}
    with pytest.raises(AssertionError, match="'answers_of'"):
        levels(of, shown, found)


def test_a_breakdown_that_nobody_knows_is_a_failure():
    of, shown, found, _ = first(RECORDS["group"])
    found["groups"]["people"] = []
    with pytest.raises(AssertionError, match="'people'"):
        levels(of, shown, found)


def test_an_earlier_theme_has_no_other_fields():
    of, shown, found, told = first(change)
    told["earlier_themes"] = [{"id": "t0", "title": {}, "statement": {}, "mood": 1}]
    with pytest.raises(AssertionError, match="'mood'"):
        levels(of, shown, found)


def test_of_every_field_of_a_theme_it_is_said_what_it_tells():
    assert {*FIELDS, *WORDED, *SAID_OF_WHAT_IS_SHOWN} == records.THEME | records.GROUP_THEME


def test_a_field_of_a_theme_that_tells_nobody_knows_what_is_a_failure(monkeypatch):
    monkeypatch.setattr(records, "THEME", records.THEME | {"mood"})
    of, shown, found, _ = first(RECORDS["theme"])
    for theme in found["themes"]:
        theme["mood"] = 3
    with pytest.raises(AssertionError, match="what does 'mood' tell"):
        levels(of, shown, found)


def with_part(of_whole):
    """An area of the whole, or of a group with themes that are not shown beside it."""

    def where(found):
        if of_whole:
            return one(part for part in found["areas"] if part["lowest_theme"])
        return one(
            part
            for group in groups(found)
            for part in group["areas"]
            if part["lowest_theme"] and part["themes_used"] < part["themes_total"]
        )

    return where


OTHER = {"high": "low", "medium": "high", "low": "medium"}


@pytest.mark.parametrize("of_whole", [True, False])
@pytest.mark.parametrize(
    ("field", "altered"),
    [
        ("agreement_level", OTHER.get),
        ("lowest_theme", lambda theme: "t2" if theme == "t1" else "t1"),
        ("typical", lambda value: value + 0.25),
        ("score", lambda _: 50.125),
        ("agreement", lambda _: 0.123),
        ("band", lambda _: [1.01, 4.99]),
        ("everybody", lambda _: 3.21),
        ("themes_used", lambda value: value + 1),
        ("withheld", lambda _: "summary"),
    ],
)
def test_an_area_that_is_not_made_of_the_themes_shown_is_found(of_whole, field, altered):
    of, shown, found, part = first(with_part(of_whole))
    part[field] = altered(part[field])
    assert Level.UNEXPLAINED in levels(of, shown, found)


def test_an_area_of_leaders_made_of_what_is_hidden_of_the_others_is_found():
    def where(found):
        return one(
            part for group in found["groups"].get("leads", ()) for part in group["areas"] if part["typical"]
        )

    of, shown, found, part = first(where)
    part["everybody"] = part["typical"] + 0.01
    assert Level.UNEXPLAINED in levels(of, shown, found)


def set_(name, value):
    def alter(record, _):
        record[name] = value(record[name]) if callable(value) else value

    return alter


ALTERED = {
    "the rest of a breakdown": (
        lambda found: one(of for of in found["breakdowns"] if of["rest"] not in (None, 1)),
        set_("rest", 1),
    ),
    "the rest of a breakdown that is not shown": (
        lambda found: one(of for of in found["breakdowns"] if of["rest"] is None),
        set_("rest", 1),
    ),
    "how many groups are shown": (RECORDS["breakdown"], set_("shown", lambda n: n + 1)),
    "a hidden group": (RECORDS["hidden group"], lambda group, found: group.update(areas=found["areas"])),
    "between": (RECORDS["between"], set_("eta_squared", lambda value: value / 2 + 0.1)),
    "groups between": (RECORDS["between"], set_("groups", lambda n: n + 1)),
    "interval": (
        lambda found: one(theme for theme in found["themes"] if theme["interval"]),
        set_("interval", [0.1, 0.2]),
    ),
    "interval of what is not shown": (
        lambda found: one(theme for theme in found["themes"] if theme["mean"] is None),
        set_("interval", [0.1, 0.2]),
    ),
    "gap": (RECORDS["gap"], set_("steps", 3.99)),
    "gap of another group": (RECORDS["gap"], set_("group", "P99")),
    "agenda": (RECORDS["agenda item"], set_("section", "rest")),
    "minutes": (RECORDS["agenda item"], set_("minutes", lambda of: [*of[:3], 3.7])),
    "note without a share": (
        lambda found: one(note for note in found["comfort"] if note["rule"] != "same_throughout"),
        set_("share", 0.35),
    ),
    "a share that is not rounded": (
        lambda found: one(note for note in found["comfort"] if note["rule"] == "same_throughout"),
        set_("share", 0.37),
    ),
    "a note about whoever": (
        lambda found: one(note for note in found["comfort"] if note["rule"] == "leads_above"),
        set_("parts", ["c9"]),
    ),
    "before": (lambda found: compared(found, "unpaired"), set_("before", lambda value: value + 0.1)),
    "p": (lambda found: compared(found, "unpaired"), set_("p", 0.01234)),
    "moved": (
        lambda found: compared(found, "unpaired"),
        set_("moved", lambda value: "up" if value == "down" else "down"),
    ),
    "spread": (
        lambda found: compared(found, "unpaired"),
        set_("spread", lambda value: "converged" if value == "diverged" else "diverged"),
    ),
    "numbers of pairs beside everybody": (lambda found: compared(found, "unpaired"), set_("higher", 2)),
    "pairs beside everybody": (lambda found: change(found, "unpaired"), set_("people", 7)),
    "pairs that do not add up": (
        lambda found: compared(found, "paired"),
        set_("higher", lambda value: value + 1),
    ),
    "change of a component": (
        lambda found: change(found) and one(change(found)["components"]),
        set_("after", 4.321),
    ),
    "how many answered then": (change, set_("respondents", lambda n: n + 1)),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_does_not_follow_from_what_is_shown_is_found(name):
    where, alter = ALTERED[name]
    of, shown, found, record = first(where)
    assert levels(of, shown, found) == set()
    alter(record, found)
    assert Level.UNEXPLAINED in levels(of, shown, found)


def test_a_theme_of_one_round_beside_nothing_is_found():
    def where(found):
        told = change(found, "unpaired")
        return told and one(theme for theme in told["themes"] if theme["withheld"] is not None)

    of, shown, found, theme = first(where)
    theme["before"] = 3.5
    assert Level.UNEXPLAINED in levels(of, shown, found)


def test_numbers_of_pairs_who_are_too_few_on_a_theme_are_found():
    """Whoever is a pair did not know then, but for two: what these two answered is told."""
    of, shown, found, _ = first(lambda found: compared(found, "paired"))
    theme = next(theme for theme in found["change"]["themes"] if theme["before"] is not None)
    place = of.matrix.framework.theme_ids.index(theme["id"])
    now = dict(zip(of.matrix.persons, (row for _, _, row in of.people), strict=True))
    rated = [
        person
        for person, (_, _, row) in zip(of.earlier.matrix.persons, of.earlier.people, strict=True)
        if person in now and row[place] > 0 and now[person][place] > 0
    ]
    for person, (_, _, row) in zip(of.earlier.matrix.persons, of.earlier.people, strict=True):
        if person in rated[2:]:
            row[place] = DK
    found_of = levels(of, shown, found)
    made.cache_clear()
    assert found_of & {Level.WORDS, Level.NUMBERS}


def test_a_share_of_people_who_are_few_is_found():
    of, shown, found, _ = first(ALTERED["a share that is not rounded"][0])
    for person, (_, _, row) in enumerate(of.people):
        row[:] = [1 if person < 2 else 1 + theme % 5 for theme in range(len(row))]
    found_of = levels(of, shown, found)
    made.cache_clear()
    assert "alike" in found_of
