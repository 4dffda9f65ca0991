"""docs/statistics.md is held to the code: its examples run, its limits are the limits, nothing is left out."""

import doctest
import inspect
import re
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest

from pet.analysis import (
    agenda,
    agreement,
    chance,
    comfort,
    divergence,
    meeting,
    moved,
    paired,
    patterns,
    ranks,
    scores,
    telling,
    uncertainty,
    weights,
)
from pet.analysis.kinds import Detail, Pattern
from pet.analysis.options import Thresholds
from pet.analysis.result_themes import ThemeResult

PAGE = (Path(__file__).parents[3] / "docs" / "statistics.md").read_text("utf-8")
BLOCKS = re.findall(r"^```pycon\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
INNER = {  # named by what they serve on the page
    weights: {"by_people", "by_partner"},
    scores: {"valid", "divided", "interpolated_quantile"},
    agreement: {"steps_to_median", "reaches", "below"},
    uncertainty: set(),
    divergence: set(),
    ranks: set(),
    paired: set(),
    moved: {"less"},
    patterns: {"patterns", "sides", "as_shown"},
    chance: {"distribution", "walk", "central"},
    comfort: {"comfort", "with_words"},
    meeting: set(),
    telling: set(),
}
RULES = {  # decide what is shown, put together, or choose, from what the modules above measure
    *("agenda", "agenda_choice", "between", "change", "comments", "crossing", "evaluate", "gaps", "groups"),
    *("measures", "pairing", "pools", "privacy", "recognised", "rollup", "snapshots", "themes", "unpaired"),
    "visibility",
}
RECORDS = {
    *("kinds", "options", "ratings", "tally"),
    *(
        "result",
        "result_change",
        "result_conversation",
        "result_groups",
        "result_json",
        "result_texts",
        "result_themes",
    ),
}


def test_the_worked_examples_are_right():
    names, told = {}, []
    for number, block in enumerate(BLOCKS, start=1):
        example = doctest.DocTestParser().get_doctest(block, {}, f"example {number}", "docs/statistics.md", 0)
        example.globs = names  # later examples use what earlier ones have named
        doctest.DocTestRunner(verbose=False).run(example, out=told.append, clear_globs=False)
    assert "".join(told) == ""
    assert sum(block.count(">>>") for block in BLOCKS) > 40


@pytest.mark.parametrize("module", INNER, ids=lambda module: module.__name__)
def test_every_measure_has_a_worked_example(module):
    public = {
        name
        for name, thing in vars(module).items()
        if inspect.isroutine(inspect.unwrap(thing))
        and thing.__module__ == module.__name__
        and not name.startswith("_")
    }
    short = module.__name__.rpartition(".")[2]
    shown = {name for name in public if any(f"{short}.{name}(" in block for block in BLOCKS)}
    assert public - shown == INNER[module]


def test_no_module_measures_in_silence():
    found = {path.stem for path in Path(agreement.__file__).parent.glob("*.py")} - {"__init__"}
    assert found == {module.__name__.rpartition(".")[2] for module in INNER} | RULES | RECORDS


def test_every_reason_of_the_agenda_is_on_the_page():
    rows = re.findall(r"^\| `\w+` \| (`.+) \|$", PAGE.partition("## The proposed agenda")[2], re.MULTILINE)
    named = {reason for row in rows[:4] for reason in re.findall(r"`(\w+)`", row)}
    by_rule = {because(pattern) for pattern in Pattern} | {because(Pattern.SCATTERED, 0.25)}
    assert by_rule == named | {agenda.CHOSEN}


def because(pattern, minority=None):
    """Why a theme of this pattern is on an agenda."""
    section = patterns.section_of(pattern, minority)
    numbers = dict.fromkeys(("asked", "valid", "dont_know", "not_applicable", "unanswered"), 20)
    theme = ThemeResult(
        id="t1",
        **numbers,
        dont_know_share=0.5,
        detail=Detail.DISTRIBUTION,
        withheld=None,
        pattern=pattern,
        minority=minority,
        section=section,
    )
    return agenda.reason(theme, None)


def test_every_limit_is_listed_with_its_value():
    rows = re.findall(
        r"^\| `(\w+)` \| (\S+) \| .+ \|$", PAGE.partition("## Every limit in one place")[2], re.MULTILINE
    )
    listed = {name: None if value == "none" else float(Fraction(value)) for name, value in rows}
    assert listed == {field.name: getattr(Thresholds(), field.name) for field in fields(Thresholds)}
    assert [name for name, _ in rows] == [field.name for field in fields(Thresholds)]


def test_every_pattern_is_named():
    assert {name for name in Pattern if f"`{name.value}`" not in PAGE} == set()


def test_patterns_are_listed_in_the_order_of_the_rules():
    listed = re.findall(r"^\| \d \| `(\w+)` \|", PAGE, flags=re.MULTILINE)
    assert listed == [found.value for found in Pattern if found is not Pattern.VIEWS_DIFFER]
