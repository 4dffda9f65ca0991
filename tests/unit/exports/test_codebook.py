"""The codebook describes every column of every table; docs/tables.md says the same; syntax files name them all."""

import csv
import io
import re
from pathlib import Path

import pytest

from pet.exports import tables
from pet.exports.tables.model import Kind
from pet.exports.tables.syntax import r, spss, stata
from pet.language import PSEUDO, use
from pet.record.model import Record
from tests.support import records, reports
from tests.support.results import STRENGTH, WORDS, Answers, framework, result

PAGE = (Path(__file__).parents[3] / "docs" / "tables.md").read_text("utf-8")
HOSTILE = "say \"no\", it's `1' $x \\ %s; */ //\nquit. <b>"


def book(record):
    content = tables.files(record)["codebook.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def header(content):
    return next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_column_of_every_table_is_described_once_in_its_order():
    record = records.riverside()
    described = {}
    for row in book(record):
        described.setdefault(row["file"], []).append(row["column"])
    files = {name: header(content) for name, content in tables.files(record).items() if name.endswith(".csv")}
    assert described == files


def test_every_column_has_a_label_a_meaning_and_a_type():
    for row in book(records.riverside()):
        assert row["label"], row
        assert row["meaning"].endswith((".", "?")), row
        assert row["type"] in set(Kind), row
        assert bool(row["values"]) == (row["type"] in ("code", "yes_no")), row


def test_names_are_for_programs_and_the_same_in_every_language():
    known = [(row["file"], row["column"], row["type"]) for row in book(records.harbour())]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", column) for _file, column, _type in known)
    with use(PSEUDO):
        told = book(records.harbour())
    assert [(row["file"], row["column"], row["type"]) for row in told] == known
    assert all(row["label"].startswith("\u27e6") for row in told if row["column"] in ("number", "withheld"))


def test_codes_and_types_are_the_same_in_every_language():
    def codes():
        return [
            [column.values.keys() for column in table.columns]
            for table in tables.of(records.riverside()).values()
        ]

    english = codes()
    with use(PSEUDO):
        assert codes() == english


def section(name):
    return re.split(r"^## ", PAGE.split(f"\n## `{name}`\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_page_describes_every_table_with_every_column_and_code():
    record = records.riverside()
    for name, table in tables.of(record).items():
        listed = re.findall(r"^\| `([a-z0-9_…K]+)` \|", section(f"{name}.csv"), re.MULTILINE)
        columns = [re.sub(r"^(count|share)_\d$", r"\1_1…K", column.name) for column in table.columns]
        assert listed == list(dict.fromkeys(columns)), name
        for column in table.columns:
            if column.kind is Kind.CODE:
                line = next(
                    row for row in section(f"{name}.csv").splitlines() if row.startswith(f"| `{column.name}`")
                )
                assert re.findall(r"`(\w+)`", line.split("|", 3)[3]) == list(column.values), (
                    name,
                    column.name,
                )


def test_the_page_names_every_file():
    for name in tables.files(records.riverside()):
        assert f"`{name}`" in PAGE, name


@pytest.mark.parametrize("points", WORDS)
def test_the_syntax_files_name_the_columns_of_the_table_and_no_others(points):
    of = framework(points=points, components=3)
    counts = (0, *([4] * (points - 1)))
    files = tables.files(Record(framework=of, computed=result(of, Answers(counts))))
    columns = header(files["themes.csv"])
    script, syntax, do = (files[f"themes.{ending}"].decode("utf-8-sig") for ending in ("R", "sps", "do"))
    assert re.findall(r"^    (\w+) = \"(?:character|integer|numeric)\"", script, re.MULTILINE) == columns
    assert re.findall(r'^attr\(themes\$(\w+), "label"\)', script, re.MULTILINE) == columns
    assert re.findall(r"^    (\w+) [AF]\d", syntax, re.MULTILINE) == columns
    labelled = syntax.split("VARIABLE LABELS", 1)[1].split("  .", 1)[0]
    assert re.findall(r"^  (\w+) '", labelled, re.MULTILINE) == columns
    places = [
        int(n) for found in re.findall(r"(?:string|numeric)cols\(([\d ]+)\)", do) for n in found.split()
    ]
    assert sorted(places) == list(range(1, len(columns) + 1))
    assert [
        name for name in re.findall(r"^label variable (\w+) ", do, re.MULTILINE) if name in columns
    ] == columns


def test_every_code_has_its_label_in_every_syntax_file():
    table = tables.of(records.riverside())["themes"]
    script, syntax, do = r.of(table).decode(), spss.of(table).decode("utf-8-sig"), stata.of(table).decode()
    for column in table.columns:
        for code, label in column.values.items():
            if column.kind is Kind.CODE:
                assert f'"{code}"' in script
                assert f'"{label}"' in script
                assert f"'{code}' '{label}'" in syntax
                assert f'"{label}"' in do
        if column.kind is Kind.YES_NO:
            assert f"VALUE LABELS {column.name}\r\n  1 'yes'\r\n  0 'no'" in syntax
            assert f'label define l_{column.name} 1 "yes" 0 "no"' in do


def hostile_table():
    of = reports.reworded(framework(components=3), lambda n: f"{HOSTILE}{n}")
    return tables.of(Record(framework=of, computed=result(of, Answers(STRENGTH))))["themes"]


def test_hostile_labels_stay_texts_in_r():
    script = r.of(hostile_table()).decode()
    assert '"1: say \\"no\\", it' in script
    without = re.sub(
        r'"(?:[^"\\\n]|\\.)*"', "", "\n".join(line for line in script.splitlines() if line[:1] != "#")
    )
    assert '"' not in without
    assert "quit" not in without


def test_hostile_labels_stay_texts_in_spss():
    syntax = spss.of(hostile_table()).decode("utf-8-sig")
    assert "'1: say \"no\", it''s" in syntax
    without = re.sub(r"'(?:[^'\r\n]|'')*'", "", syntax)
    assert "'" not in without
    assert "quit" not in without


def test_hostile_labels_stay_texts_in_stata():
    do = stata.of(hostile_table()).decode()
    assert "say ”no”, it's ‘1'" in do
    without = re.sub(r'"[^"\n]*"', "", do)
    assert not set('"`$') & set(without)
    assert "quit" not in without
    assert not set("`$") & set(do)


def test_labels_are_as_long_as_the_programs_read_them():
    of = reports.reworded(framework(components=3), lambda n: f"漢{n} " * 100)
    table = tables.of(Record(framework=of, computed=result(of, Answers(STRENGTH))))["themes"]
    assert max(len(text) for text in re.findall(r'"([^"]*)"', stata.of(table).decode())) <= 80
    lines = spss.of(table).decode("utf-8-sig").split("VARIABLE LABELS")[1].splitlines()
    assert max(len(line.encode()) for line in lines) <= 256
