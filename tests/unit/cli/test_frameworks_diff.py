"""`pet frameworks diff`: what changed between two versions, for people and for machines."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.frameworks.loader import builtin
from pet.paths import EXAMPLES

VERSION_2 = EXAMPLES / "riverside-framework-2.yaml"
EXAMPLE = re.search(
    r"```yaml\n(.*?)```",
    (Path(__file__).parents[3] / "docs" / "frameworks.md").read_text(encoding="utf-8"),
    re.DOTALL,
)[1]

CHANGES = [
    ("version: 1", "version: 2"),
    ("title: Reading together", "title: Reading aloud"),
    ("Not our job", "Not for us"),
    ("plural: teachers}", "plural: the teachers}"),
    ("label: Librarian, plural: librarians, leads: true", "label: Librarian, plural: librarians"),
    ("We choose the books together.", "We choose books together."),
    ("      - id: planning.together\n", "      - id: planning.jointly\n"),
    (
        "          - id: planning.time\n            title: Time",
        "          - id: planning.room\n            title: Room",
    ),
    ("[planning.choice, planning.time]", "[planning.choice, planning.room]"),
    ("  pulse: [planning.choice]\n", ""),
    ("[planning.hours, planning.calendar]", "[planning.time]"),
    ("            importance: true\n", ""),
]
TEXT = """\
Reading aloud (reading-together): from version 1 to version 2

Themes: 0 the same, 2 reworded, 0 merged, 0 from a split, 0 new, 0 no longer
asked.

Reworded: the same question in other words
  1.1a  Choice of books (planning.choice)
        statement
          was: We choose the books together.
          now: We choose books together.
        importance is asked
          was: yes
          now: no
        area
          was: planning.together
          now: planning.jointly
  1.1b  Room (planning.room)
        was called planning.time
        title
          was: Time
          now: Room
        topic
          was: “Time”
          now: “Room”
        area
          was: planning.together
          now: planning.jointly

Areas
  new: Planning together (planning.jointly)
  gone: Planning together (planning.together)

Roles
  Librarian (librarian)
        leads
          was: yes
          now: no
  Teacher (teacher)
        plural
          was: teachers
          now: the teachers

Scale
  the label of “Doesn’t apply to us”
    was: Not our job
    now: Not for us

Forms
  core form
        in: planning.room
        out: planning.time
  pulse form
        out: planning.choice

The framework itself
  title
    was: Reading together
    now: Reading aloud
"""


def pet(*arguments, language="", columns=80):
    environment = {"PET_LANGUAGE": language, "COLUMNS": str(columns)}
    words = ["frameworks", "diff", *map(str, arguments)]
    result = CliRunner(env=environment).invoke(main, words, prog_name="pet")
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def two(tmp_path, monkeypatch):
    """The example of the guide, and another version of it."""
    monkeypatch.chdir(tmp_path)
    later = EXAMPLE
    for old, new in CHANGES:
        assert later.count(old) == 1, old
        later = later.replace(old, new)
    Path("one.yaml").write_text(EXAMPLE, encoding="utf-8")
    Path("two.yaml").write_text(later, encoding="utf-8")
    return "one.yaml", "two.yaml"


def test_everything_that_changed_is_printed(two):
    assert pet(*two) == (0, TEXT, "")


def test_merged_split_new_and_dropped_themes_name_what_they_come_from():
    code, stdout, stderr = pet("school-partnerships", VERSION_2)
    assert (code, stderr) == (0, "")
    merged = stdout.partition("Merged: answers given before are not compared\n")[2].partition("\nAreas")[0]
    assert (
        merged
        == """\
  4.3a  A say for those we serve (voice.served)
        The people we serve have a real say in what we plan together.
        comes from
          4.3a  Pupil voice (voice.pupils)
                What pupils tell us shapes the partnership’s plans.
          4.3b  Community voice (voice.community)
                The communities we serve influence our joint work.

From a split: answers given before are not compared
  6.1a  Early word (capacity.early_word)
        I hear about joint events early enough to plan for them.
        comes from
          6.1b  Communication (capacity.communication)
                I get partnership information in good time.
  6.1b  Useful news (capacity.useful_news)
        What the partnership sends me is worth reading.
        comes from
          6.1b  Communication (capacity.communication)
                I get partnership information in good time.

New
  4.3b  Hearing back (voice.hearing_back)
        People who tell us what they think hear what came of it.

No longer asked
  6.1a  Dependable organisation (capacity.organisation)
        Partnership activities are well organised.
"""
    )


def test_no_difference_is_a_sentence():
    expected = (
        "School partnerships (school-partnerships): from version 1 to version 1\n\n"
        "Both ask the same in the same words.\n"
    )
    assert pet("school-partnerships", "school-partnerships") == (0, expected, "")


def test_two_frameworks_that_are_not_one_are_both_named():
    code, stdout, _stderr = pet("school-partnerships", "outreach-hubs", columns=120)
    assert (code, stdout.splitlines()[0]) == (
        0,
        "From School partnerships (school-partnerships) to Outreach hub partnerships (outreach-hubs)",
    )
    assert " ".join(stdout.splitlines()[2:4]) == (
        "These are two different frameworks (school-partnerships, outreach-hubs): no theme of one comes from the other, "
        "so nothing can be compared."
    )


def test_themes_that_come_from_another_framework_are_compared(two):
    Path("two.yaml").write_text(
        EXAMPLE.replace("key: reading-together", "key: reading-alone"), encoding="utf-8"
    )
    _code, stdout, _stderr = pet(*two)
    assert "two different frameworks" not in stdout


def test_another_scale_is_said_before_everything(two):
    Path("two.yaml").write_text(EXAMPLE.replace("Always]", "Every day]"), encoding="utf-8")
    _code, stdout, _stderr = pet(*two, columns=100)
    assert stdout.splitlines()[3] == (
        "The scale has other points or labels: no answers can be compared over the two versions."
    )
    assert stdout.endswith("Scale\n  point (4)\n    was: Always\n    now: Every day\n")


def test_other_order_is_said(two):
    first, second = (EXAMPLE.index(f"          - id: planning.{name}") for name in ("choice", "time"))
    end = EXAMPLE.index("forms:")
    swapped = EXAMPLE[:first] + EXAMPLE[second:end] + EXAMPLE[first:second] + EXAMPLE[end:]
    Path("two.yaml").write_text(swapped, encoding="utf-8")
    assert pet(*two)[1].endswith("\nThe themes that both ask stand in another order.\n")


def test_a_text_in_another_language_says_which(two):
    Path("two.yaml").write_text(EXAMPLE.replace("de: Eltern}", "de: die Eltern}"), encoding="utf-8")
    assert pet(*two)[1].endswith("        plural (de)\n          was: Eltern\n          now: die Eltern\n")


def test_words_of_ours_can_be_translated(two):
    stdout = pet(*two, language="en-XA", columns=200)[1]
    kept = [line.strip() for line in stdout.splitlines() if line.strip() and "⟦" not in line]
    assert [line for line in kept if line not in EXAMPLE] == []


def test_json_is_the_same_for_machines():
    code, stdout, stderr = pet("school-partnerships", VERSION_2, "--json")
    document = json.loads(stdout)
    assert (code, stderr, document["format"]) == (0, "", "pet.framework-diff/1")
    assert document["earlier"] == {"key": "school-partnerships", "version": 1}
    assert document["later"] == {"key": "school-partnerships", "version": 2}
    assert (document["scale_changed"], document["reordered"], document["about"]) == (False, False, [])
    assert len(document["crosswalk"]) == len(builtin("school-partnerships").themes)
    assert document["crosswalk"][0] == {
        "theme": "purpose.common_reason",
        "link": "same",
        "earlier": ["purpose.common_reason"],
    }
    assert [(theme["id"], theme["link"]) for theme in document["themes"]][:3] == [
        ("trust.candour", "reworded"),
        ("leadership.clarity", "reworded"),
        ("voice.served", "merged"),
    ]
    assert document["themes"][1]["fields"] == [
        {
            "field": "statement",
            "of": None,
            "language": "en",
            "before": "I know how the partnership reaches its decisions.",
            "after": "It is clear to me how the partnership makes its decisions.",
        }
    ]
    assert [theme["id"] for theme in document["dropped"]] == ["capacity.organisation"]
    assert [part["id"] for part in document["areas"]] == ["capacity.coordination"]
    assert document["forms"][0]["added"] == ["voice.served", "capacity.early_word"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("school-partnership", VERSION_2), "There is no framework “school-partnership”."),
        (("school-partnerships", "missing.yaml"), "There is no file “missing.yaml”."),
        (("school-partnerships",), "Missing argument 'LATER'"),
    ],
)
def test_what_is_not_there_is_a_sentence(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, stdout, stderr = pet(*arguments)
    assert (code, stdout) == (2, "")
    assert message in stderr


def test_a_broken_file_lists_its_problems(two):
    Path("two.yaml").write_text(EXAMPLE.replace("titel", "title").replace("key: ", "kye: "), encoding="utf-8")
    code, _stdout, stderr = pet(*two)
    assert (code, stderr.splitlines()[0]) == (2, "two.yaml")
