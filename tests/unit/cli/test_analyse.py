"""`pet analyse`: what it reads, refuses, writes and says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from pet import language
from pet.cli import main, output
from pet.errors import PetError
from pet.frameworks import loader

ROOT = Path(__file__).parents[3]
RIVERSIDE = ROOT / "examples" / "riverside.csv"
FRAMEWORK = """
format: pet.framework/1
key: tiny
version: 1
language: en
title: Tiny
purpose: For tests.
scale: {points: [Never, Seldom, Sometimes, Often, Always]}
roles:
  - {id: head, label: Head, plural: heads, leads: true}
  - {id: teacher, label: Teacher, plural: teachers, leads: false}
components:
  - id: one
    title: One
    purpose: It matters.
    areas:
      - id: area
        title: Area
        question: What about it?
        themes:
          - {id: LEAD01, title: Talk, topic: the talk, statement: We talk.}
          - {id: LEAD02, title: Trust, topic: the trust, statement: We trust.}
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """An empty folder to work in, with a framework of two themes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(FRAMEWORK, encoding="utf-8")
    return tmp_path


def rows(*lines, header="who,school,LEAD01,LEAD02", end="\n"):
    return end.join([header, *lines]) + end


def people(count=12, school="Elm"):
    return [f"p{n},{school},{n % 3 + 3},{n % 5 + 1}" for n in range(count)]


def analyse(*arguments, answers=None, framework="tiny.yaml", **settings):
    """Run the command; `answers` becomes the file `answers.csv`."""
    source = "answers.csv"
    if answers is not None:
        data = answers if isinstance(answers, bytes) else answers.encode()
        Path(source).write_bytes(data)
    return CliRunner().invoke(main, ["analyse", source, "--framework", framework, *arguments], **settings)


def ok(*arguments, **settings):
    run = analyse(*arguments, **settings)
    assert (run.exit_code, run.stderr) == (0, "")
    return run


def numbers(*arguments, **settings):
    return json.loads(ok(*arguments, "--json", "out.json", **settings) and Path("out.json").read_bytes())


def refused(*arguments, **settings):
    """The lines of a refusal; nothing is printed and nothing is written."""
    before = {path: path.read_bytes() for path in Path().iterdir()}
    run = analyse(*arguments, "--json", "out.json", **settings)
    assert (run.exit_code, run.stdout) == (2, "")
    after = {path: path.read_bytes() for path in Path().iterdir() if path.name != "answers.csv"}
    assert after == {path: data for path, data in before.items() if path.name != "answers.csv"}
    return run.stderr.splitlines()


# Reading


def test_counts_are_those_of_the_file():
    result = numbers("--person-column", "who", "--title", "Spring", answers=rows(*people(), "p99,Oak,dk,n/a"))
    assert (result["format"], result["title"], result["respondents"]) == ("pet.result/1", "Spring", 13)
    talk, trust = result["themes"]
    assert (talk["counts"], talk["dont_know"], talk["not_applicable"]) == ([0, 0, 4, 4, 4], 1, 0)
    assert (trust["counts"], trust["dont_know"], trust["not_applicable"]) == ([3, 3, 2, 2, 2], 0, 1)


@pytest.mark.parametrize(
    "data",
    [
        rows(*people(), "z,St Mary\u2019s,always,Don\u2019t know").encode("utf-8"),
        rows(*people(), "z,St Mary\u2019s,always,Don\u2019t know").encode("utf-8-sig"),
        rows(*people(), "z,St Mary\u2019s,always,Don\u2019t know").encode("utf-16"),
        rows(*people(), "z,St Mary\u2019s,always,Don\u2019t know", end="\r\n").encode("windows-1252"),
        rows(*people(), "z,St Mary\u2019s,always,Don\u2019t know").replace(",", ";").encode("utf-8"),
        rows(*people(), "z,St Mary\u2019s,always,Don\u2019t know").replace(",", "\t").encode("utf-8"),
    ],
    ids=["utf-8", "bom", "utf-16", "windows-1252", "semicolons", "tabs"],
)
def test_any_spreadsheet_is_read_alike(data):
    result = numbers("--partner-column", "school", answers=data)
    assert [theme["counts"] for theme in result["themes"]] == [[0, 0, 4, 4, 5], [3, 3, 2, 2, 2]]
    assert [group["name"] for group in result["groups"]["partner"]] == ["Elm", "St Mary\u2019s"]


def test_standard_input_is_read_and_standard_output_written():
    arguments = ["analyse", "-", "--framework", "tiny.yaml", "--json", "-"]
    run = CliRunner().invoke(main, arguments, input=rows(*people()))
    assert run.exit_code == 0
    assert json.loads(run.stdout)["respondents"] == 12
    assert "12 people answered" in run.stderr


def test_columns_can_be_mapped_and_names_may_hold_an_equals_sign():
    answers = rows(*people(), header="who,school,a=b,LEAD02")
    assert numbers("--map", "a=b=LEAD01", answers=answers)["themes"][0]["valid"] == 12


# An earlier round


def earlier(*lines, name="then.csv", **fields):
    Path(name).write_text(rows(*lines, **fields), encoding="utf-8")
    return ["--earlier", name]


def test_people_are_compared_with_themselves_where_a_column_tells_them_apart():
    then = earlier(*(f"p{n},Elm,3,4" for n in range(12)))
    now = rows(*(f"p{n},Elm,4,4" for n in range(12)))
    change = numbers(*then, "--earlier-title", "Spring", "--person-column", "who", answers=now)["change"]
    assert (change["title"], change["respondents"], change["basis"], change["people"]) == (
        "Spring", 12, "paired", 12,
    )  # fmt: skip
    assert [theme["mean_change"] for theme in change["themes"]] == [1, 0]
    unknown = numbers(*then, answers=now)["change"]
    assert (unknown["title"], unknown["basis"]) == ("", "unpaired")
    assert [theme["mean_change"] for theme in unknown["themes"]] == [1, 0]


def change_said(*arguments, answers):
    """The block about change on the terminal, its lines without the space around them."""
    lines = [line.strip() for line in ok(*arguments, answers=answers).stdout.splitlines()]
    start = next((n for n, line in enumerate(lines) if line.startswith("What has changed")), len(lines))
    said = lines[start : lines.index("To talk about")]
    return [
        " ".join(line.split()) for line in " ".join(line or "\n" for line in said).split("\n") if line.strip()
    ]


def test_what_has_changed_is_said_in_short():
    then = earlier(*(f"p{n},Elm,3,{4 - n % 2}" for n in range(12)))
    now = rows(*(f"p{n},Elm,4,4" for n in range(12)))
    assert change_said(*then, "--earlier-title", "Spring", "--person-column", "who", answers=now) == [
        "What has changed since Spring",
        (
            "This compares up to 12 people who answered both times, each with their own earlier answer: "
            "on every theme, those who rated it in both rounds."
        ),
        "Answers went up Talk and Trust Answers came closer together Trust",
        "Of the two themes that are compared, answers went up on two.",
    ]
    assert change_said(answers=now) == []


def test_where_nothing_can_be_compared_the_reason_is_said():
    other = (
        FRAMEWORK.replace("LEAD01", "OLD01").replace("LEAD02", "OLD02").replace("version: 1", "version: 2")
    )
    Path("before.yaml").write_text(other, encoding="utf-8")
    then = earlier(*people(), header="who,school,OLD01,OLD02")
    assert change_said(*then, "--earlier-framework", "before.yaml", answers=rows(*people())) == [
        "What has changed since the earlier round",
        (
            "There is no theme on which the two rounds can be compared. Asked for the first time: “Talk” and “Trust”. "
            "There is nothing to compare the answers with. No longer asked: “Talk” and “Trust”."
        ),
    ]


def test_another_framework_may_have_been_asked_then():
    before = FRAMEWORK.replace("version: 1", "version: 2").replace("We trust.", "We do trust.")
    Path("before.yaml").write_text(before.replace("LEAD01", "LEAD00"), encoding="utf-8")
    then = earlier(*people(), header="who,school,LEAD00,LEAD02")
    change = numbers(*then, "--earlier-framework", "before.yaml", answers=rows(*people()))["change"]
    assert change["framework"] == {"key": "tiny", "version": 2}
    assert [(theme["link"], theme["mean_change"]) for theme in change["themes"]] == [
        ("new", None),
        ("reworded", 0),
    ]
    assert change["dropped"] == ["LEAD00"]


def test_columns_are_mapped_in_both_rounds_where_both_ask_the_theme():
    then = earlier(*people(), header="who,school,a,b")
    mapped = ["--map", "a=LEAD01", "--map", "b=LEAD02"]
    change = numbers(*then, *mapped, answers=rows(*people(), header="who,school,a,b"))["change"]
    assert [theme["mean_change"] for theme in change["themes"]] == [0, 0]
    one = FRAMEWORK.rpartition("          - {")[0]
    Path("one.yaml").write_text(one, encoding="utf-8")
    then = earlier(*people(), header="who,school,a,other")
    change = numbers(
        *then, *mapped, "--earlier-framework", "one.yaml", answers=rows(*people(), header="who,school,a,b")
    )["change"]
    assert [theme["link"] for theme in change["themes"]] == ["same", "new"]


def test_problems_of_the_earlier_file_carry_its_name():
    assert refused(*earlier("a,Elm,4,9"), answers=rows(*people())) == [
        "then.csv",
        '  row 2, column LEAD02: "9" is not on the scale from 1 to 5. If it means that there is no answer, leave the cell empty.',
    ]


def said(run):
    """What was said of the file, with single spaces."""
    return re.sub(r"\s+", " ", run.stdout)


def test_what_was_taken_to_be_asked_then_is_said():
    run = ok(*earlier(*people(10), header="who,school,LEAD01,LEAD00"), answers=rows(*people()))
    for sentence in (
        "Earlier round 10 people answered",
        "Asked then “Tiny” (tiny, version 1), as now; --earlier-framework can name another",
        "Themes then 1 of 2",
        "Columns ignored then A, B, LEAD00"
        if "A, B" in said(run)
        else "Columns ignored then who, school, LEAD00",
    ):
        assert sentence in said(run)
    Path("before.yaml").write_text(FRAMEWORK.replace("version: 1", "version: 7"), encoding="utf-8")
    run = ok(*earlier(*people()), "--earlier-framework", "before.yaml", answers=rows(*people()))
    assert "Asked then “Tiny” (tiny, version 7) Themes then 2 of 2" in said(run)
    assert " then " not in said(ok(answers=rows(*people())))


def test_the_earlier_answers_are_not_read_from_standard_input():
    """Two files cannot both come from there, and one alone would be read as if it were now."""
    for source in ("-", "answers.csv"):
        Path("answers.csv").write_text(rows(*people()), encoding="utf-8")
        arguments = ["analyse", source, "--framework", "tiny.yaml", "--earlier", "-"]
        run = CliRunner().invoke(main, arguments, input=rows(*people()))
        assert (run.exit_code, run.stdout, run.stderr) == (
            2, "", "--earlier takes a file: standard input is for the answers of now.\n",
        )  # fmt: skip


@pytest.mark.parametrize("option", ["--earlier-framework", "--earlier-title"])
def test_what_is_said_of_an_earlier_round_needs_one(option):
    assert refused(option, "tiny.yaml", answers=rows(*people())) == [
        "--earlier-framework and --earlier-title need --earlier with the answers of then."
    ]


def test_the_earlier_answers_are_never_written_over():
    arguments = earlier(*people())
    before = Path("then.csv").read_bytes()
    run = analyse(*arguments, "--json", "then.csv", answers=rows(*people()))
    assert (run.exit_code, run.stderr) == (2, "“then.csv” is what is read. Write to another file.\n")
    assert Path("then.csv").read_bytes() == before


# Refusing


def test_every_bad_cell_is_listed_and_nothing_is_written():
    lines = refused(answers=rows("a,Elm,4,4", "b,Elm,3,99", "c,Elm,3,5", "d,Elm,nine,4.5"))
    assert lines == [
        "answers.csv",
        '  row 3, column LEAD02: "99" is not on the scale from 1 to 5. If it means that there is no answer, leave the cell empty.',
        '  row 5, column LEAD01: "nine" is not a number from 1 to 5, a label of the scale, "Don\u2019t know" or "Doesn\u2019t apply to us".',
        '  row 5, column LEAD02: "4.5" is not a whole number from 1 to 5.',
    ]


def test_problems_of_shape_names_and_cells_come_together():
    arguments = ["--partner-column", "scool", "--person-column", "who", "--map", "Q1=LEAD3"]
    lines = refused(*arguments, answers=rows("a,Elm,4,4", "b,Elm,3", "a,Elm,3,5", "d,Elm,x,4"))
    assert lines[0] == "answers.csv"
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "row 3",
        "row 1",
        "row 1",
        "row 1",
        "row 4, column who",
        "row 5, column LEAD01",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "The file is empty."),
        (b"who,school\na,b\n", 'no column is named like a theme of "tiny"'),
        (b"LEAD01,LEAD02\n", "there are no answers below"),
        (b"PK\x03\x04\x00\x00", "document or spreadsheet"),
        (b'LEAD01,LEAD02\n"4,4\n', "quotes"),
        (b"LEAD01,LEAD02\n4\x00,4\n", "U+0000"),
    ],
    ids=["empty", "no theme", "no row", "xlsx", "open quote", "nul"],
)
def test_what_is_no_table_of_answers_is_refused_in_a_sentence(data, expected):
    assert expected in "\n".join(refused(answers=data))


def test_a_smallest_group_under_three_is_refused_unless_the_round_is_open():
    answers = rows(*people())
    assert refused("--smallest-group", "2", answers=answers)[0].startswith(
        "The smallest group must be 3 or more"
    )
    assert numbers("--smallest-group", "3", answers=answers)["smallest_group"] == 3
    signed = ["--mode", "open", "--partner-column", "who"]
    assert numbers("--smallest-group", "2", *signed, answers=answers)["smallest_group"] == 1


def test_an_open_round_whose_partners_are_not_named_is_refused():
    """Fifty answers of people would be shown one by one, and called partners."""
    assert refused("--mode", "open", answers=rows(*people(52))) == [
        "answers.csv",
        "  in an open round each row is the signed sheet of a partner. Say which column names the partner.",
    ]


def test_every_partner_can_count_the_same():
    answers = rows(*people(30), *(f"q{n},Oak,1,1" for n in range(10)))
    named = ["--partner-column", "school", "--weighting"]
    by_people = numbers(*named, "people", answers=answers)
    by_partners = numbers(*named, "partners", answers=answers)
    assert (by_people["weighting"], by_partners["weighting"]) == ("people", "partners")
    assert [result["themes"][0]["shares"][0] for result in (by_people, by_partners)] == [0.25, 0.5]
    assert [result["themes"][0]["counts"] for result in (by_people, by_partners)] == [
        [10, 0, 10, 10, 10],
        None,
    ]


def test_partners_count_the_same_only_where_they_are_known():
    assert refused("--weighting", "partners", answers=rows(*people())) == [
        "--weighting partners needs --partner-column: without it nobody knows whose answers these are."
    ]


def test_in_open_mode_each_partner_signs_one_sheet():
    lines = refused("--mode", "open", "--partner-column", "school", answers=rows(*people(2)))
    assert lines[1].strip() == (
        'row 3, column school: "Elm" is in row 2 already. In an open round each partner has one signed sheet.'
    )


@pytest.mark.parametrize("pair", ["LEAD01", "=LEAD01", "who=", "="])
def test_a_mapping_that_is_none(pair):
    assert refused("--map", pair, answers=rows(*people())) == [
        f"--map {pair} is not of the form COLUMN=THEME."
    ]


def test_the_answers_and_the_framework_are_never_written_over():
    os.link("tiny.yaml", "same.yaml")
    arguments = ["--json", "./answers.csv", "--pdf", "same.yaml"]
    data = rows(*people())
    run = analyse(*arguments, answers=data)
    assert run.exit_code == 2
    assert run.stderr.splitlines() == [
        "“answers.csv” is what is read. Write to another file.",
        "“same.yaml” is what is read. Write to another file.",
    ]
    assert Path("answers.csv").read_text(encoding="utf-8") == data
    assert Path("same.yaml").read_text(encoding="utf-8") == FRAMEWORK


def test_targets_that_cannot_be_written_are_refused_before_any_work():
    Path("folder").mkdir()
    run = analyse("--json", "folder", "--pdf", "none/x.pdf", answers="not even a table")
    assert run.stderr.splitlines() == [
        "“folder” is a folder. Name a file in it.",
        "There is no folder “none” to write “x.pdf” into.",
    ]
    run = analyse("--json", "same", "--pdf", "./same", answers="x")
    assert run.stderr.splitlines() == ["“same” is to be written twice. Give each its own name."]
    assert run.exit_code == 2


@pytest.mark.parametrize("long", ["x" * 256, "x" * 256 + ".csv", "folder/" + "x" * 5000])
def test_a_name_too_long_for_a_file_is_one_sentence(long):
    run = CliRunner().invoke(main, ["analyse", long, "--framework", "tiny.yaml", "--json", "o.json"])
    assert (run.exit_code, run.stdout, len(run.stderr.splitlines())) == (2, "", 1)
    assert re.fullmatch(r"“(folder/)?x+(\.csv|…)?” cannot be read: .+\.\n", run.stderr)
    run = analyse("--json", "o.json", answers=rows(*people()), framework=long)
    assert (run.exit_code, run.stdout, len(run.stderr.splitlines())) == (2, "", 1)
    assert re.match(r"“.+” cannot be read: |There is no framework “x+…”", run.stderr)
    for command in ("show", "check"):
        run = CliRunner().invoke(main, ["frameworks", command, long])
        assert (run.exit_code, run.stdout, len(run.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyse", "closed/in.csv", "--framework", "tiny.yaml", "--json", "o.json"],
        ["analyse", "answers.csv", "--framework", "closed/in", "--json", "o.json"],
        ["analyse", "answers.csv", "--framework", "tiny.yaml", "--json", "closed/o.json"],
        ["frameworks", "show", "closed/in"],
        ["frameworks", "check", "closed/in"],
    ],
)
def test_what_lies_in_a_closed_folder_is_one_sentence(here, arguments):
    Path("answers.csv").write_text(rows(*people()), encoding="utf-8")
    Path("closed").mkdir()
    Path("closed/in").touch()
    Path("closed").chmod(0)
    here.chmod(0o755)
    code = (  # the super-user may enter every folder, so somebody else runs it
        "import os, sys; from pet.cli import main, analyse, frameworks\n"
        "from pet.frameworks import loader; from pet.untrusted import read\n"
        "os.geteuid() or os.setuid(65534)\n"
        "main(sys.argv[1:])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    try:
        command = [sys.executable, "-c", code, *arguments]
        run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=here)
    finally:
        Path("closed").chmod(0o700)
    assert (run.returncode, run.stdout) == (2, "")
    assert re.fullmatch(
        r"(You are not allowed to read “.+”|“.+” cannot be written: Permission denied)\.\n", run.stderr
    )


def test_a_file_or_framework_that_is_not_there():
    assert analyse().stderr == "There is no file “answers.csv”.\n"
    assert refused(framework="school-partnership", answers=rows("a,b,1,2"))[0].endswith(
        "“school-partnerships”?"
    )


def test_names_from_the_file_cannot_steer_the_terminal():
    hostile = "\x1b[31mElm\x07\u202e"
    answers = rows(*(f"p{n},{hostile},1,1" for n in range(12)), *(f"q{n},Oak,5,5" for n in range(12)))
    run = analyse("--partner-column", "school", answers=answers + "x,Oak,\x1b[2J,5\n")
    assert "\x1b" not in run.output
    assert "row 26, column LEAD01" in run.stderr
    run = analyse("--partner-column", "school", answers=answers)
    assert [c for c in run.output if not c.isprintable() and c != "\n"] == []


# Writing


def test_files_are_written_whole_over_older_ones_with_ordinary_rights(here):
    Path("old.json").write_text("old", encoding="utf-8")
    Path("link.json").symlink_to("old.json")
    ok("--json", "link.json", answers=rows(*people()))
    assert Path("link.json").is_symlink()
    assert json.loads(Path("old.json").read_bytes())["respondents"] == 12
    Path("plain").touch()
    assert Path("old.json").stat().st_mode == Path("plain").stat().st_mode
    assert sorted(path.name for path in here.iterdir()) == [
        "answers.csv",
        "link.json",
        "old.json",
        "plain",
        "tiny.yaml",
    ]


def test_the_json_is_the_result_as_it_is_every_time_the_same():
    answers = rows(*people())
    first = ok("--json", "a.json", answers=answers) and Path("a.json").read_bytes()
    second = ok("--json", "b.json", answers=answers) and Path("b.json").read_bytes()
    assert first == second
    assert first.endswith(b"}\n")


def test_a_file_that_cannot_be_written_leaves_the_other_as_it_was(here):
    Path("a.json").write_text("before", encoding="utf-8")
    too_long = "x" * 300 + ".pdf"
    run = analyse("--json", "a.json", "--pdf", too_long, answers=rows(*people()))
    assert (run.exit_code, "cannot be written" in run.stderr) == (2, True)
    assert Path("a.json").read_text(encoding="utf-8") == "before"
    assert [path.name for path in here.iterdir() if path.suffix == ".part"] == []


def test_where_one_file_fails_the_other_stays_as_it_was(here):
    Path("a.json").write_text("before", encoding="utf-8")
    with pytest.raises(PetError, match=r"“gone/b\.pdf” cannot be written"):
        output.write({Path("a.json"): b"after", Path("gone/b.pdf"): b"after"})
    assert Path("a.json").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in here.iterdir()) == ["a.json", "tiny.yaml"]


def test_a_file_keeps_its_rights_when_it_is_written_again(monkeypatch):
    Path("a.json").write_text("before", encoding="utf-8")
    Path("a.json").chmod(0o640)
    seen = []
    replace = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda part, place: seen.append(part.stat().st_mode & 0o777) or replace(part, place)
    )
    output.write({Path("a.json"): b"after"})
    assert Path("a.json").read_bytes() == b"after"
    assert Path("a.json").stat().st_mode & 0o777 == 0o640
    assert seen == [0o640, 0o640]


def test_where_the_second_file_cannot_be_put_in_place_the_first_is_as_it_was(here, monkeypatch):
    """As where a report is open in a program that holds on to it."""
    Path("a.json").write_text("before", encoding="utf-8")
    Path("c.json").write_text("before", encoding="utf-8")
    replace = Path.replace

    def held(part, place):
        if place.name == "c.json" and part.read_bytes() == b"after":
            raise PermissionError(13, "Held")
        return replace(part, place)

    monkeypatch.setattr(Path, "replace", held)
    targets = {Path("a.json"): b"after", Path("b.json"): b"after", Path("c.json"): b"after"}
    with pytest.raises(PetError, match=r"^“c\.json” cannot be written: Held\.$"):
        output.write(targets)
    assert {path.name: path.read_bytes() for path in here.glob("*.json")} == {
        "a.json": b"before",
        "c.json": b"before",
    }
    assert [path.name for path in here.iterdir() if path.suffix == ".part"] == []


def test_where_a_device_refuses_no_file_is_touched(here, monkeypatch):
    Path("a.json").write_text("before", encoding="utf-8")

    def full(_stream, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "_stream", full)
    with pytest.raises(PetError, match=r"^“-” cannot be written: No space left on device\.$"):
        output.write({Path("a.json"): b"after", Path("-"): b"after"})
    assert Path("a.json").read_bytes() == b"before"
    assert sorted(path.name for path in here.iterdir()) == ["a.json", "tiny.yaml"]


def test_what_is_no_ordinary_file_is_written_to_and_not_replaced(here):
    """A pipe stands for every device; a real one must not be at the mercy of a test."""
    pipe = here / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        output.write({pipe: b"numbers"})
        assert os.read(reader, 100) == b"numbers"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_the_report_is_written_in_both_papers():
    answers = rows(*people())
    ok("--pdf", "a4.pdf", "--json", "a.json", answers=answers)
    ok("--pdf", "letter.pdf", "--page", "letter", answers=answers)
    assert Path("a4.pdf").read_bytes()[:5] == b"%PDF-"
    assert Path("a4.pdf").read_bytes() != Path("letter.pdf").read_bytes()
    assert json.loads(Path("a.json").read_bytes())["respondents"] == 12


# Saying


def test_the_summary_says_what_was_read_ignored_and_left_out():
    answers = rows(
        *(f"{line},{'head' if n < 6 else 'teacher'},x" for n, line in enumerate(people())),
        "e,,,,teacher,x",
        "f,,2,,caretaker,x",
        header="who,school,LEAD01,LEAD02,role,note",
    )
    lines = ok("--role-column", "role", "--partner-column", "school", answers=answers).stdout.splitlines()
    said = dict(line.strip().split("  ", 1) for line in lines if "  " in line.strip())
    said = {term: text.strip() for term, text in said.items()}
    assert lines[0] == "Tiny"
    assert said["Answers"] == "13 people answered"
    assert said["Partners"].startswith("1, not known of some people; ")
    assert said["Roles"].startswith("3; ")
    assert said["Themes"] == "2 of 2"
    assert said["Roles not in the framework"] == "caretaker"
    assert said["Rows without an answer"] == "14"
    assert said["Columns ignored"] == "who, note"
    assert "To talk about" in lines


def test_where_nothing_stands_out_that_is_said():
    """Twelve people who all stand in the middle leave nothing to propose."""
    run = ok(answers=rows(*(f"p{n},Elm,3,3" for n in range(12))))
    lines = [line.strip() for line in run.stdout.splitlines()]
    assert lines[-3:] == [
        "To talk about",
        "",
        "No theme stands out in the answers. Choose together what to talk about.",
    ]


def columns_said(*arguments, **settings):
    """What the summary says, by its first column."""
    run = CliRunner().invoke(
        main,
        ["analyse", "answers.csv", "--framework", "tiny.yaml", *arguments],
        terminal_width=78,
        **settings,
    )
    assert (run.exit_code, run.stderr) == (0, "")
    found, term = {}, ""
    for line in run.stdout.splitlines():
        if re.match(r"  \S", line):
            term, _, said = line.strip().partition("  ")
            found[term] = said.strip()
        elif term and line.startswith("   "):
            found[term] += " " + line.strip()
        else:
            term = ""
    return found


@pytest.mark.parametrize(
    ("schools", "said"),
    [
        ({"Elm": 12, "Oak": 12}, "2"),
        ({"Elm": 12, "Oak": 12, "": 7}, "2, not known of 7 people"),
        ({"Elm": 12, "Oak": 12, "": 4}, "2, not known of some people; "),
        ({"Elm": 12, "Oak": 12, "Yew": 3, "Ash": 3, "": 7}, "4, not known of some people; "),
        ({"Elm": 12, "Oak": 3, "": 7}, "2, not known of some people; "),
    ],
    ids=["known", "many", "few", "hidden groups", "one hidden"],
)
def test_how_many_are_in_no_group_is_said_only_where_it_gives_no_head_count_away(schools, said):
    answers = rows(*(line for school, count in schools.items() for line in people(count, school)))
    Path("answers.csv").write_text(answers, encoding="utf-8")
    found = columns_said("--partner-column", "school")["Partners"]
    assert found == said if said[-1] != " " else found.startswith(said) or found == said.rstrip("; ")
    assert re.findall(r"\d+", found.split(";")[0]) == re.findall(r"\d+", said)


def test_in_an_open_round_everything_is_counted():
    Path("answers.csv").write_text(
        rows(
            *(f"p{n},S{n},4,5,{'head' if n else ''}" for n in range(4)),
            header="who,school,LEAD01,LEAD02,role",
        ),
        encoding="utf-8",
    )
    signed = ["--mode", "open", "--partner-column", "school", "--role-column", "role"]
    assert columns_said(*signed)["Roles"] == "1, not known of 1 person"


def test_every_column_that_is_ignored_is_named():
    names = [f"note{n}" for n in range(30)]
    answers = rows(*(f"{n},{line}" + ",x" * 30 for n, line in enumerate(people())))
    header = ",who,school,LEAD01,LEAD02," + ",".join(names)
    answers = answers.replace("who,school,LEAD01,LEAD02", header, 1)
    Path("answers.csv").write_text(answers, encoding="utf-8")
    assert columns_said()["Columns ignored"] == ", ".join(["column A", "who", "school", *names])


def test_comments_on_a_theme_without_ratings_are_explained():
    header = "who,school,LEAD01,LEAD01 comment,LEAD02 comment"
    answers = rows(*(f"p{n},Elm,4,,Good {n}." for n in range(12)), header=header)
    Path("answers.csv").write_text(answers, encoding="utf-8")
    said = columns_said()
    assert said["Comments without ratings"] == "LEAD02: the file has no column with ratings"
    assert "Comments" not in said


def test_who_says_nothing_makes_no_group_large_enough():
    """Four people and a row of NA are four."""
    said = ok(answers=rows(*people(4), "p9,Elm,NA,n/a", "p10,Elm,-,doesn't apply")).stdout
    assert "4 people answered" in said
    assert "fewer than five people" in " ".join(said.split())
    assert re.search(r"Rows without an answer +6, 7\n", said)


def test_many_rows_without_an_answer_are_counted():
    Path("answers.csv").write_text(rows(*people(), *["q,Elm,NA,"] * 40), encoding="utf-8")
    listed = ", ".join(str(row) for row in range(14, 26))
    assert columns_said()["Rows without an answer"] == f"{listed}, … (40 in all)"


@pytest.mark.parametrize(
    ("first", "stays", "goes"), [(None, "role", "partner"), ("partner", "partner", "role")]
)
def test_which_comparison_stays_can_be_chosen(first, stays, goes):
    """One teacher among heads, one head among teachers: both comparisons together would point at them."""
    lines = [f"{line},{'head' if n else 'teacher'}" for n, line in enumerate(people(18, "Elm"))]
    lines += [f"{line},{'teacher' if n else 'head'}" for n, line in enumerate(people(12, "Oak"))]
    arguments = ["--partner-column", "school", "--role-column", "role"]
    arguments += [] if first is None else ["--first-comparison", first]
    result = numbers(*arguments, answers=rows(*lines, header="who,school,LEAD01,LEAD02,role"))
    withheld = {found["breakdown"]: found["withheld"] for found in result["breakdowns"]}
    assert (withheld[stays], withheld[goes]) == (None, "one_breakdown")


def test_a_total_too_small_to_show_says_so_and_nothing_more():
    run = ok(answers=rows(*people(4)))
    assert "fewer than five people" in " ".join(run.stdout.split())
    assert "To talk about" not in run.stdout


def test_few_answers_are_a_first_impression():
    assert "Only eight people answered." in ok(answers=rows(*people(8))).stdout
    assert "first impression" not in ok(answers=rows(*people(12))).stdout


def test_with_files_their_names_are_said_in_place_of_the_agenda():
    run = ok("--json", "out.json", answers=rows(*people()))
    assert run.stdout.splitlines()[-1].split() == ["Written", "out.json"]
    assert "To talk about" not in run.stdout


def test_the_help_names_every_option():
    text = CliRunner().invoke(main, ["analyse", "--help"], terminal_width=100).output
    for option in (
        *(
            "--framework KEY|FILE",
            "--partner-column COLUMN",
            "--role-column COLUMN",
            "--person-column COLUMN",
        ),
        *("--map COLUMN=THEME", "--mode [confidential|open]", "--smallest-group N", "--small-partnership"),
        *("--first-comparison [role|partner]", "--weighting [people|partners]"),
        *("--earlier FILE", "--earlier-framework KEY|FILE", "--earlier-title TITLE"),
        *("--title TITLE", "--json FILE", "--pdf FILE", "--page [a4|letter]"),
    ):
        assert option in text


def test_every_sentence_can_be_translated():
    """In the pseudo-language nothing is left that is neither marked nor from the file."""
    answers = RIVERSIDE.read_bytes()
    environment = {"PET_LANGUAGE": language.PSEUDO}
    columns = ["--partner-column", "partner", "--role-column", "role"]
    run = ok(*columns, answers=answers, framework="school-partnerships", env=environment)
    framework = loader.builtin("school-partnerships")
    text = " ".join(run.stdout.split())
    for own in sorted(
        (
            *(theme.title.to("en") for theme in framework.themes),
            *(theme.topic.to("en") for theme in framework.themes),
            *(role.plural.to("en") for role in framework.roles),
            framework.title.to("en"),
        ),
        key=len,
        reverse=True,
    ):
        text = text.replace(own, "")
    assert outside(text).split() == ["person"]
    help_text = CliRunner().invoke(main, ["analyse", "--help"], env=environment, terminal_width=200).output
    options = help_text.split(language.pseudo("Options"))[-1]
    assert help_text.count(language.OPENING) >= 12, options


def outside(text):
    """The words that stand in no marked sentence."""
    depth, found = 0, []
    for character in text:
        depth += (character == language.OPENING) - (character == language.CLOSING)
        if depth == 0:
            found.append(character)
    return "".join(c if c.isalpha() else " " for c in "".join(found))


def test_the_numbers_alone_load_no_drawing_library():
    Path("answers.csv").write_text(rows(*people()), encoding="utf-8")
    code = (
        "import sys; from pet.cli import main\n"
        "main(['analyse', 'answers.csv', '--framework', 'tiny.yaml', '--json', 'o.json'], standalone_mode=False)\n"
        "print(sorted({'matplotlib', 'reportlab', 'flask', 'sqlalchemy'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert run.stdout.splitlines()[-1] == "[]"
