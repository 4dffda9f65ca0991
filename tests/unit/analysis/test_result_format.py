"""docs/result-format.md says what `as_dict` gives: the same fields in the same order, the same words."""

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from pet.analysis import kinds, result_change, result_conversation, result_groups, result_texts, result_themes
from pet.analysis import result as results
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Mode, Options, Thresholds
from pet.analysis.ratings import Comment
from pet.frameworks.changes import Link
from tests.support.rounds import BLANK, DK, NA, ratings

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "result-format.md").read_text("utf-8")
GOLDEN = ROOT / "tests" / "golden" / "result.json"
OBJECTS = {
    "The whole": results.Result,
    "Framework": result_change.FrameworkRef,
    "Between": result_groups.Between,
    "Comfort note": result_conversation.ComfortNote,
    "Change": result_change.Change,
    "Theme change": result_change.ThemeChange,
    "Composite change": result_change.CompositeChange,
    "Earlier theme": result_change.EarlierTheme,
    "Theme": result_themes.ThemeResult,
    "Group": result_groups.GroupResult,
    "Theme of a group": result_groups.GroupTheme,
    "Composite": result_themes.Composite,
    "Breakdown": result_groups.BreakdownResult,
    "Gap": result_groups.Gap,
    "Agenda item": result_conversation.AgendaItem,
    "Comment group": result_texts.CommentGroup,
    "Words": result_texts.Words,
    "Digest": result_texts.Digest,
    "Thresholds": Thresholds,
}
WORDS = {
    "Detail": kinds.Detail,
    "Reasons": kinds.Withheld,
    "Patterns": kinds.Pattern,
    "Sections": kinds.Section,
    "Links": Link,
    "Comfort rules": kinds.Comfort,
}
EXTRA = {"The whole": ["format", "method"]}


def section(heading):
    return re.split(r"^## ", PAGE.split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize(("heading", "described"), OBJECTS.items(), ids=list(OBJECTS))
def test_every_field_is_described_in_its_order(heading, described):
    documented = re.findall(r"^\| `(\w+)` \|", section(heading), re.MULTILINE)
    first = EXTRA.get(heading, [])
    assert documented == [*first, *(field.name for field in fields(described) if field.name not in first)]


@pytest.mark.parametrize(("heading", "words"), WORDS.items(), ids=list(WORDS))
def test_every_word_is_described(heading, words):
    assert re.findall(r"`(\w+)`", section(heading)) == [word.value for word in words]


def test_modes_breakdowns_and_levels_are_described():
    for place, words in (("`mode`", Mode), ("`breakdown`", Breakdown), ("`agreement_level`", kinds.Level)):
        line = next(line for line in PAGE.splitlines() if line.startswith(f"| {place}"))
        assert re.findall(r"`(\w+)`", line.split("|")[2]) == [word.value for word in words]


def test_the_page_describes_every_kind_of_object():
    known = {
        kind
        for module in (
            results,
            result_change,
            result_conversation,
            result_groups,
            result_texts,
            result_themes,
        )
        for name in dir(module)
        if is_dataclass(kind := getattr(module, name)) and kind is not result_themes.Measures
    }
    assert known == set(OBJECTS.values())


def test_the_format_is_the_documented_one():
    assert f"`{results.FORMAT}`" in PAGE.splitlines()[0]


def spring():
    """An invented round of 44 people that has something in every part of a result."""
    people = []
    for number in range(44):
        partner = "ABCDE"[min(number // 10, 4)] if number != 21 else None
        role = ("head", "teacher", "teacher", "governor", "teacher")[number % 5]
        leading = role == "head"
        row = [
            5 if leading else 2 + number % 2,
            1 if number % 2 else 5,
            DK if number % 3 == 0 else 4,
            (4, 5, 4, 5, 4, 4)[number % 6],
            (2, 1, 2, 2, NA)[number % 5],
            (1, 2, 3, 4, 5, BLANK, 3)[number % 7],
        ]
        people.append((partner, role, row))
    comments = [Comment("t2", text) for text in ("Plain.", "Plainer.", "Plainest.")] + [
        Comment("t4", "Alone.")
    ]
    comments += [
        Comment(part, text, kind=kind)
        for kind, part in ((kinds.WordsKind.EVIDENCE, "a2"), (kinds.WordsKind.OPEN, "q1"))
        for text in ("We counted.", "We asked.", "We saw it.")
    ]
    return evaluate(ratings(people), comments, Options(title="Spring", invited=50))


def test_the_golden_round():
    """Change the file only when a result is meant to change (`python tests/unit/analysis/test_result_format.py`)."""
    assert same(
        json.loads(json.dumps(spring().as_dict(), allow_nan=False)), json.loads(GOLDEN.read_text("utf-8"))
    )


def same(found, expected, at="result"):
    if isinstance(expected, dict):
        assert list(found) == list(expected), at
        return all(same(found[key], expected[key], f"{at}.{key}") for key in expected)
    if isinstance(expected, list):
        assert len(found) == len(expected), at
        return all(
            same(one, two, f"{at}[{i}]") for i, (one, two) in enumerate(zip(found, expected, strict=True))
        )
    # Random draws are NumPy's, and may come out differently in another version of it.
    close = 0.02 if at.endswith("gap_p") else 1e-12
    expected = pytest.approx(expected, abs=close) if isinstance(expected, float) else expected
    assert found == expected, at
    return True


def test_the_golden_round_has_something_of_everything():
    result = spring()
    assert {theme.pattern.value for theme in result.themes} >= {"group_gap", "split", "unsure"}
    assert all([result.gaps, result.agenda, result.comments, result.words, result.comments_withheld == 1])
    details = {
        theme.detail for groups in result.groups.values() for group in groups for theme in group.themes
    }
    assert details >= {kinds.Detail.SUMMARY, kinds.Detail.DISTRIBUTION}


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(spring().as_dict(), indent=1, ensure_ascii=False) + "\n", "utf-8")
