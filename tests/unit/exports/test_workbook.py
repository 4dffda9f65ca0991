"""The workbook opens, holds numbers as numbers and texts as texts, no formula, and can be filtered and printed."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from pet.analysis.result_texts import CommentGroup
from pet.exports import tables, workbook
from pet.exports.workbook.texts import LONGEST_CELL, cell, sheet_name
from pet.language import PSEUDO, use
from pet.record.model import Action, Record
from tests.support import records, reports
from tests.support.results import STRENGTH, Answers, framework, open_round, result
from tests.support.workbooks import opened, rows

RECORDS = (
    records.riverside,
    records.plain,
    records.harbour,
    records.four_heads,
    records.core,
    records.too_few,
)
TABLES = ("Themes", "Groups", "Change", "Comments", "Agenda", "Actions", "Codebook")
FRAMEWORK = framework(components=3, themes=2)


@pytest.fixture(scope="module")
def riverside():
    return opened(workbook.build(records.riverside()))


@pytest.mark.parametrize("make", RECORDS)
def test_it_opens_and_every_part_of_it_is_well_formed(make):
    content = workbook.build(make())
    names = opened(content).sheetnames
    assert names[:2] == ["Read me", "Summary"]
    assert names[-1] == "Codebook"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(parts.read(name))  # noqa: S314 -- our own file


@pytest.mark.parametrize("make", RECORDS)
def test_the_same_record_gives_the_same_bytes(make):
    assert workbook.build(make()) == workbook.build(make())


def test_there_is_a_sheet_of_change_only_where_there_is_an_earlier_round(riverside):
    assert riverside.sheetnames == ["Read me", "Summary", *TABLES]
    assert "Change" not in opened(workbook.build(records.harbour())).sheetnames


@pytest.mark.parametrize("make", RECORDS)
def test_no_cell_is_a_formula(make):
    for sheet in opened(workbook.build(make())):
        assert not [one.coordinate for row in sheet.iter_rows() for one in row if one.data_type == "f"]


def test_numbers_are_numbers_days_are_days_and_the_rest_is_text(riverside):
    head = [one.value for one in riverside["Themes"][1]]
    first = dict(zip(head, riverside["Themes"][2], strict=True))
    formats = {
        "Answers": "0",
        "5: Strongly agree": "0",
        "5: Strongly agree (share)": "0%",
        "Typical answer (1–5)": "0.0",
        "Agreement (0–1)": "0.00",
    }
    assert {name: (first[name].data_type, first[name].number_format) for name in formats} == {
        name: ("n", code) for name, code in formats.items()
    }
    assert (first["Number"].data_type, first["Statement"].alignment.wrap_text) == ("s", True)
    due = next(row for row in rows(riverside["Actions"]) if row["By when"])["By when"]
    assert isinstance(due, datetime)
    assert due == datetime(2027, 1, 15)  # noqa: DTZ001 -- a workbook's days have no zone


def test_cells_hold_the_numbers_of_the_tables_unrounded(riverside):
    table = tables.of(records.riverside())["themes"]
    for row, expected in zip(rows(riverside["Themes"]), table.rows, strict=True):
        for name, label in (
            ("n_valid", "Answers"),
            ("typical", "Typical answer (1–5)"),
            ("agreement", "Agreement (0–1)"),
        ):
            value = expected[table.place(name)]
            assert row[label] == (None if value is None else pytest.approx(value, abs=1e-13)), name


@pytest.mark.parametrize("name", TABLES)
def test_heads_stay_in_view_rows_can_be_filtered_and_pages_printed(riverside, name):
    sheet = riverside[name]
    assert sheet.freeze_panes is not None
    assert sheet.freeze_panes.endswith("2")
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("9", "0") or (
        int(sheet.page_setup.paperSize),
        int(sheet.page_setup.fitToHeight),
    ) == (9, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert not sheet.merged_cells.ranges
    assert all(one.font.bold for one in sheet[1])
    assert all(sheet.column_dimensions[one.column_letter].width >= 8 for one in sheet[1] if one.column == 1)


def test_no_column_is_empty_without_a_reason(riverside):
    for name in ("Themes", "Groups", "Change", "Actions"):
        sheet = riverside[name]
        for column in sheet.iter_cols(min_row=2, values_only=True):
            assert any(value is not None for value in column), name


def test_codes_stand_in_words(riverside):
    assert {row["How close together"] for row in rows(riverside["Themes"])} <= {
        "close",
        "mixed",
        "far apart",
        None,
    }
    assert {row["Worth asking about"] for row in rows(riverside["Groups"])} <= {"yes", "no", None}
    assert {row["Agreed"] for row in rows(riverside["Actions"])} == {
        "agreed after this round",
        "agreed after the round before",
    }


def test_the_codebook_describes_every_column_of_every_sheet(riverside):
    described = [(row["Sheet"], row["Column"]) for row in rows(riverside["Codebook"])]
    heads = [(name, one.value) for name in TABLES[:-1] for one in riverside[name][1]]
    assert described == heads
    known = {
        f"{name}.csv: {column.name}"
        for name, table in tables.of(records.riverside()).items()
        for column in table.columns
    }
    assert {row["Column in the CSV files"] for row in rows(riverside["Codebook"])} <= known


def test_the_first_sheet_says_what_was_promised_and_leads_everywhere(riverside):
    sheet = riverside["Read me"]
    text = " ".join(str(one.value) for row in sheet.iter_rows() for one in row if one.value)
    for said in (
        "Riverside Learning Partnership",
        "Second look · 4 May 2026 to 26 May 2026 · 54 of 62 people answered",
        "Groups smaller than five are not shown.",
        "Groups of fewer than five people are not shown, so that nobody can be recognised.",
        "Typical answer",
    ):
        assert said in text, said
    links = [one.hyperlink.location for row in sheet.iter_rows() for one in row if one.hyperlink]
    assert links == [
        f"'{name}'!A1" if " " in name else f"{name}!A1" for name in riverside.sheetnames[1:]
    ] or links == [f"'{name}'!A1" for name in riverside.sheetnames[1:]]


def test_the_summary_says_what_the_report_says(riverside):
    sheet = riverside["Summary"]
    text = [one.value for row in sheet.iter_rows() for one in row if one.value is not None]
    assert "What we share" in text
    made = records.riverside()
    for part in made.result.components:
        assert pytest.approx(part.typical, abs=1e-13) in [value for value in text if isinstance(value, float)]
    assert len(sheet._charts) == 3  # noqa: SLF001 -- openpyxl has no other way to say it


def test_radars_are_lines_with_dots_and_never_filled():
    with zipfile.ZipFile(io.BytesIO(workbook.build(records.riverside()))) as parts:
        charts = [
            parts.read(name).decode() for name in parts.namelist() if re.search(r"charts/chart\d", name)
        ]
        drawing = "".join(
            parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name
        )
    radars = [chart for chart in charts if "<c:radarChart>" in chart]
    assert len(radars) == 2
    assert all('<c:radarStyle val="marker"/>' in radar for radar in radars)
    assert sum('<a:prstDash val="dash"/>' in radar for radar in radars) == 1
    assert all('<c:min val="1"/>' in radar and '<c:max val="5"/>' in radar for radar in radars)
    assert drawing.count('descr="') == 3


def test_where_too_few_answered_it_says_so_and_shows_nothing():
    book = opened(workbook.build(records.too_few()))
    said = [one.value for one in book["Read me"]["B"] if one.value]
    assert any("Results are shown from five people on." in text for text in said)
    assert not book["Summary"]._charts  # noqa: SLF001 -- as above
    assert all(
        not isinstance(value, int | float)
        for name in ("Summary", "Themes", "Groups")
        for row in book[name].iter_rows(values_only=True)
        for value in row
    )


def test_without_comments_nothing_is_left_of_them():
    made = records.riverside()
    said = made.result.comments[0].texts[0]
    assert said.encode() in b"".join(_parts(workbook.build(made)))
    assert said.encode() not in b"".join(_parts(workbook.build(made.without_comments())))


def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [parts.read(name) for name in parts.namelist()]


HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "https://example.org/?a=1",
    "internal:Themes!A1",
    "_x0041_ _x000D_",
    "007",
    "1e5",
    "x\x00y\x07\x1bz\ufffe\ud800",
    "<b>&amp;</b>",
)


def hostile(text):
    of = reports.reworded(FRAMEWORK, lambda _n: text)
    found = replace(
        result(of, Answers(STRENGTH), partners=False),
        comments=(CommentGroup(area="c1a1", theme="c1a1t1", texts=(text,)),),
    )
    action = Action(what=text, owner=text, resource=text, note=text)
    return Record(
        framework=of, computed=found, partnership=text, title=text, actions=(action,), became_of=text
    )


@pytest.mark.parametrize("text", [*HOSTILE, *reports.HOSTILE])
def test_hostile_texts_stay_texts(text):
    book = opened(workbook.build(hostile(text)))
    clean = re.sub("[\x00\x07\x1b\ufffe\ufeff\ud800]", "", text).strip()
    [written] = [row["Text"] for row in rows(book["Comments"])]
    assert written == clean
    assert all(one.data_type != "f" for sheet in book for row in sheet.iter_rows() for one in row)
    assert [one.hyperlink for row in book["Comments"].iter_rows() for one in row if one.hyperlink] == []


def test_a_text_that_would_run_is_marked_as_a_text_for_whoever_edits_it():
    book = opened(workbook.build(hostile("=1+1")))
    assert book["Comments"]["C2"].quotePrefix
    assert not opened(workbook.build(hostile("plain")))["Comments"]["C2"].quotePrefix


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000])
def test_a_text_that_no_cell_holds_is_cut_and_says_so(text):
    content = workbook.build(hostile(text))
    [written] = [row["Text"] for row in rows(opened(content)["Comments"])]
    assert len(written.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert written.endswith("all of it is in the CSV and JSON files)")
    assert len(cell("x" * LONGEST_CELL)) == LONGEST_CELL


@pytest.mark.parametrize("text", ["t" * 300, "many words " * 40])
def test_long_titles_open(text):
    assert len(opened(workbook.build(hostile(text))).sheetnames) == 8


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Themes", (), "Themes"),
        ("A[b]:c*d?e/f\\g", (), "A b c d e f g"),
        ("Themes", ("themes",), "Themes 2"),
        ("History", (), "History."),
        ("'quoted'", (), "quoted"),
        ("", (), "–"),
        ("n" * 40, (), "n" * 31),
        ("n" * 40, ("n" * 31,), "n" * 29 + " 2"),
        ("nul\x00", (), "nul"),
    ],
)
def test_names_of_sheets_are_such_as_sheets_may_have(wanted, taken, name):
    assert sheet_name(wanted, taken) == name


def test_it_speaks_the_language_in_use():
    with use(PSEUDO):
        book = opened(workbook.build(records.riverside()))
    assert all(name.startswith("\u27e6") for name in book.sheetnames)
    heads = [one.value for name in book.sheetnames[2:] for one in book[name][1]]
    assert all("\u27e6" in head or head == "Don’t know" or "apply" in head for head in heads)


def test_an_open_round_has_a_row_for_each_sheet_and_theme():
    made = Record(framework=FRAMEWORK, computed=open_round(FRAMEWORK))
    found = rows(opened(workbook.build(made))["Groups"])
    assert len(found) == 4 * len(FRAMEWORK.themes)


@pytest.mark.parametrize("points", [3, 4, 5, 6, 7])
def test_every_scale_has_its_columns(points):
    of = framework(points=points, components=4)
    made = Record(framework=of, computed=result(of, Answers((5,) * points)))
    head = [one.value for one in opened(workbook.build(made))["Themes"][1]]
    assert [name for name in head if re.match(r"\d: ", name) and "share" not in name] == [
        f"{n}: {label.to('en')}" for n, label in enumerate(of.scale.points, start=1)
    ]
