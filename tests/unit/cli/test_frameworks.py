"""`pet frameworks`, and what every command has in common."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pet.cli import main
from pet.errors import PetError
from pet.frameworks import loader
from pet.frameworks.schema import schema

EXAMPLE = re.search(
    r"```yaml\n(.*?)```",
    (Path(__file__).parents[3] / "docs" / "frameworks.md").read_text(encoding="utf-8"),
    re.DOTALL,
)[1]


def pet(*arguments, language="", columns=80):
    environment = {"PET_LANGUAGE": language, "COLUMNS": str(columns)}
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments], prog_name="pet")


def outcome(result):
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def example(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(EXAMPLE, encoding="utf-8")
    return Path("mine.yaml")


# --- every command --------------------------------------------------------------------------------------------


def test_help_lists_the_commands_with_a_sentence_each():
    result = pet("--help")
    assert result.exit_code == 0
    assert result.stdout.partition("Commands:\n")[2].splitlines() == [
        "  analyse     Turn a file of answers into a report and its numbers.",
        "  archive     Keep a round as one file, and bring it to another site.",
        "  db          Make the database ready, and check it.",
        "  demo        Run a site with invented partnerships, to try PET.",
        "  frameworks  See the frameworks, and check one of your own.",
        "  init        Set up a new site and its first administrator.",
        "  letters     See how letters fare, and send them again.",
        "  log         Check the log of what was done.",
        "  people      Bring in a list of people.",
        "  report      Make every file of a round anew from its archive.",
        "  seed        Fill an empty database with invented partnerships.",
        "  serve       Run the site.",
        "  user        Add people who sign in, and help those who cannot.",
        "  worker      Send letters and do what comes by the clock.",
    ]


def test_version_is_one_line():
    code, stdout, stderr = outcome(pet("--version"))
    assert (code, stderr) == (0, "")
    assert re.fullmatch(r"pet \S.*\n", stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frameworks"],
        ["frameworks", "list"],
        ["frameworks", "show"],
        ["frameworks", "check"],
        ["frameworks", "diff"],
        ["frameworks", "schema"],
    ],
)
def test_every_help_text_can_be_translated(arguments):
    """Left are the names of commands and options, and the words of click itself."""
    text = pet(*arguments, "--help", language="en-XA").stdout
    rest = re.sub(r"⟦.*?⟧", "", text, flags=re.DOTALL)
    ours = {
        "pet",
        "frameworks",
        "analyse",
        *(
            "archive",
            "db",
            "demo",
            "init",
            "letters",
            "log",
            "people",
            "report",
            "seed",
            "serve",
            "user",
            "worker",
        ),
        "list",
        "show",
        "check",
        "diff",
        "schema",
        *arguments,
        "--version",
        "--json",
        "--help",
    }
    theirs = {
        "Usage:",
        "Options:",
        "Commands:",
        "[OPTIONS]",
        "COMMAND",
        "[ARGS]...",
        *("Show", "this", "message", "and", "exit."),
    }
    assert set(rest.split()) - ours - theirs - {":"} == set()


def test_a_language_that_is_none_is_a_sentence():
    assert outcome(pet("frameworks", "list", language="../x")) == (
        2,
        "",
        "PET_LANGUAGE is “../x”, which is not a language code. Use one such as “en”.\n",
    )


def test_an_unknown_command_is_refused():
    code, stdout, stderr = outcome(pet("framework"))
    assert (code, stdout) == (2, "")
    assert "No such command 'framework'" in stderr


def test_any_error_of_ours_is_its_sentence(monkeypatch):
    def fail():
        raise PetError("One sentence.")

    monkeypatch.setattr(loader, "builtin_keys", fail)
    assert outcome(pet("frameworks", "list")) == (2, "", "One sentence.\n")


@pytest.mark.parametrize("arguments", [["schema"], ["show", "school-partnerships"]])
def test_a_reader_that_stops_reading_is_no_error(arguments):
    command = [sys.executable, "-m", "pet", "frameworks", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        stderr = process.stderr.read()
    assert stderr == b""


def test_a_terminal_without_typographic_characters_shows_their_codes():
    run = subprocess.run(
        [sys.executable, "-m", "pet", "frameworks", "list"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert b"School\\u2013university partnerships" in run.stdout


# --- list -----------------------------------------------------------------------------------------------------


def test_list_has_a_line_for_each_framework():
    code, stdout, stderr = outcome(pet("frameworks", "list"))
    assert (code, stderr) == (0, "")
    assert [line.split()[0] for line in stdout.splitlines()] == list(loader.builtin_keys())
    assert [
        len(re.findall(r"\d+ components?, \d+ areas?, \d+ themes?$", line)) for line in stdout.splitlines()
    ] == [1 for _key in loader.builtin_keys()]


# --- show -----------------------------------------------------------------------------------------------------

TREE = """\
Reading together (reading-together, version 1)

For libraries and schools that run reading groups together. It asks how well
they plan and learn.

Asked: 1 component, 1 area, 2 themes.
Core form: 2 themes.
Pulse form: 1 theme.
Answers: 1 Never, 2 Seldom, 3 Often, 4 Always.
Set apart: Can’t say, Not our job.
Roles: Librarian (leads), Teacher, Parent.

1  Planning
   Reading groups last when they are planned by those who run them.

   1.1  Planning together
        How do we decide what to read?
        1.1a  Choice of books (planning.choice, core form, pulse form)
              We choose the books together.
              For parents: My child has a say in which books are read.
              1 means: One person chooses for everybody.
              4 means: Children, teachers and librarians choose together.
              Also asked: how important is this now?
        1.1b  Time (planning.time, core form)
              There is time for what we plan: nothing is squeezed in.
              Asked of: librarians, teachers

Open questions at the end
  In one sentence, what are these groups for?
"""


def test_show_prints_everything_that_is_asked(example):
    assert outcome(pet("frameworks", "show", example)) == (0, TREE, "")


def test_show_speaks_the_language_of_the_reader(example):
    stdout = pet("frameworks", "show", example, language="de").stdout
    assert "For Eltern: My child" in stdout


@pytest.mark.parametrize("columns", [40, 72])
def test_show_fits_the_terminal(columns):
    stdout = pet("frameworks", "show", "school-partnerships", columns=columns).stdout
    assert columns - 6 < max(len(line) for line in stdout.splitlines()) <= columns


def test_show_marks_every_word_of_ours_and_none_of_the_framework(example):
    stdout = pet("frameworks", "show", example, language="en-XA").stdout
    kept = [line.strip() for line in stdout.splitlines() if "⟦" not in line]
    assert [line for line in kept if line and re.sub(r"^[\d.a-z]+  ", "", line) not in TREE] == []
    assert "⟦Álsó áskéd: hów ímpórtáñt ís thís ñów?⟧" in stdout


def test_show_of_something_unknown_is_a_sentence():
    assert outcome(pet("frameworks", "show", "school-partnership")) == (
        2,
        "",
        "There is no framework “school-partnership”. Did you mean “school-partnerships”?\n",
    )


# --- check ----------------------------------------------------------------------------------------------------


def test_check_of_a_good_file_is_one_line(example):
    assert outcome(pet("frameworks", "check", example)) == (
        0,
        "mine.yaml: all right – 1 component, 1 area, 2 themes\n",
        "",
    )


def test_check_lists_everything_in_every_file(example):
    Path("bad.yaml").write_text(EXAMPLE.replace("title: Reading", "titel: Reading"), encoding="utf-8")
    Path("worse.yaml").write_text("a: b: c", encoding="utf-8")
    assert outcome(pet("frameworks", "check", "bad.yaml", example, "worse.yaml")) == (
        2,
        "mine.yaml: all right – 1 component, 1 area, 2 themes\n",
        """\
bad.yaml
  title, line 1: This is missing.
  titel, line 5: “titel” is not known here. Did you mean “title”?
worse.yaml
  line 1: A text with a colon and a space in it needs quotes around it.
""",
    )


@pytest.mark.usefixtures("example")
def test_files_that_are_none_are_one_sentence_each():
    Path("folder").mkdir()
    Path("empty").touch()
    Path("picture.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert outcome(pet("frameworks", "check", "missing.yaml", "folder", "empty", "picture.yaml")) == (
        2,
        "",
        """\
There is no file “missing.yaml”.
“folder” is a folder, not a file.
empty
  The file is empty.
picture.yaml
  line 1: This is not a text file in UTF-8. Save it again with this encoding.
""",
    )


def test_check_without_a_file_says_so():
    code, stdout, stderr = outcome(pet("frameworks", "check"))
    assert (code, stdout) == (2, "")
    assert "Missing argument 'FILE…'" in stderr


# --- schema ---------------------------------------------------------------------------------------------------


def test_schema_is_json():
    code, stdout, stderr = outcome(pet("frameworks", "schema"))
    assert (code, json.loads(stdout), stderr) == (0, schema(), "")
