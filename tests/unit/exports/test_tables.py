"""Tables as CSV: the result's numbers with the types of the codebook, and no cell that a spreadsheet would run."""

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest

from pet.analysis.kinds import WordsKind
from pet.analysis.result_texts import CommentGroup, Digest, Words
from pet.exports import catalogue, makers, tables
from pet.exports.tables import values
from pet.exports.tables.model import Kind
from pet.exports.tables.writing import safe, written
from pet.record.model import Action, Record
from pet.words import sections
from tests.support import records, reports
from tests.support.results import STRENGTH, TWO_CAMPS, Answers, framework, open_round, result

FRAMEWORK = framework(components=3, themes=2)
RECORDS = (
    records.riverside,
    records.plain,
    records.harbour,
    records.four_heads,
    records.core,
    records.too_few,
)
NAMES = ("themes", "components", "groups", "gaps", "comments", "agenda", "actions", "codebook")
PANDAS = {Kind.INTEGER: "Int64", Kind.YES_NO: "Int64", Kind.NUMBER: "Float64", Kind.DATE: "string"}


def read(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def record(found, of=FRAMEWORK, **fields):
    return Record(framework=of, computed=found, **fields)


def themes(found, of=FRAMEWORK):
    return read(tables.files(record(found, of))["themes.csv"])


def number(value):
    return "" if value is None else repr(float(value))


def test_a_row_for_each_theme_with_its_numbers():
    found = result(FRAMEWORK, Answers(STRENGTH), on={"c1a1t1": Answers(TWO_CAMPS, 2)})
    rows = themes(found)
    assert [row["theme_id"] for row in rows] == list(FRAMEWORK.theme_ids)
    first, theme = rows[0], found.themes[0]
    assert [first[f"count_{n}"] for n in range(1, 6)] == [str(n) for n in TWO_CAMPS]
    assert (first["n_valid"], first["dont_know"]) == (str(theme.valid), str(theme.dont_know))
    assert float(first["agreement"]) == theme.agreement
    assert (first["agreement_level"], first["pattern"]) == ("low", "split")
    assert first["pattern_name"] == "Two camps"


def test_what_is_withheld_is_empty_and_says_why():
    first = themes(result(FRAMEWORK, Answers((1, 0, 1, 5, 1))))[0]
    assert {first[name] for name in ("count_1", "share_5", "mean", "agreement", "interpolated_median")} == {
        ""
    }
    assert first["withheld"] == "summary"


def test_every_value_of_the_result_is_in_the_table():
    made = records.riverside()
    for row, theme in zip(read(tables.files(made)["themes.csv"]), made.result.themes, strict=True):
        expected = {
            **{f"share_{n}": number(share) for n, share in enumerate(theme.shares or (), start=1)},
            "typical": number(theme.typical),
            "mean": number(theme.mean),
            "lower_quartile": number(theme.quartiles and theme.quartiles[0]),
            "agreement_high": number(theme.interval and theme.interval[1]),
            "section": theme.section.value,
            "detail": theme.detail.value,
            "withheld": theme.withheld.value if theme.withheld else "",
            "could_be_chance": str(int(theme.could_be_chance)),
        }
        assert {name: row[name] for name in expected} == expected


def test_groups_are_those_that_are_shown_and_no_others():
    made = records.riverside()
    rows = read(tables.files(made)["groups.csv"])
    shown = {
        (of.value, group.name)
        for of, found in made.result.groups.items()
        for group in found
        if group.shown and not made.result.breakdown(of).withheld
    }
    hidden = {group.name for found in made.result.groups.values() for group in found if not group.shown}
    assert {(row["breakdown"], row["group"]) for row in rows} == shown
    assert hidden
    assert not hidden & {row["group"] for row in rows}
    assert len(rows) == len(shown) * len(made.framework.themes)


def test_components_come_with_their_areas_and_say_which_theme_lies_furthest_apart():
    made = records.riverside()
    rows = read(tables.files(made)["components.csv"])
    parts = {part.id: part for part in (*made.result.components, *made.result.areas)}
    assert len(rows) == len(parts)
    assert all(row["typical"] == number(parts[row["part_id"]].typical) for row in rows)
    assert [row["part"] for row in rows[:3]] == ["component", "area", "area"]
    assert all(row["part_id"].startswith(f"{row['component_id']}.") for row in rows if row["part"] == "area")


def test_change_is_there_where_there_is_an_earlier_round_and_only_there():
    assert "change.csv" not in tables.files(records.harbour())
    made = records.riverside()
    rows = {row["part_id"]: row for row in read(tables.files(made)["change.csv"])}
    for theme in made.result.change.themes:
        assert (rows[theme.id]["before"], rows[theme.id]["moved"]) == (
            number(theme.before),
            theme.moved or "",
        )
        assert rows[theme.id]["what_happened"]
    for part in made.result.change.components:
        assert rows[part.id]["after"] == number(part.after)


def test_texts_keep_the_order_of_the_result_and_name_no_writer():
    of = FRAMEWORK
    made = replace(
        result(of, Answers(STRENGTH)),
        comments=(CommentGroup(area="c1a1", theme=None, texts=("Zebra.", "Apple.", "Two\r\nlines")),),
        words=(Words(kind=WordsKind.EVIDENCE, part="c2a1", texts=("We counted.",)),),
        digests=(
            Digest(area="c3a1", text="Several people spoke of time."),
            Digest(area="q1", text="Some asked for help."),
        ),
    )
    rows = read(tables.files(record(made))["comments.csv"])
    assert [(row["kind"], row["area_id"] or row["question_id"], row["text"]) for row in rows] == [
        ("comment", "c1a1", "Zebra."),
        ("comment", "c1a1", "Apple."),
        ("comment", "c1a1", "Two\nlines"),
        ("evidence", "c2a1", "We counted."),
        ("digest", "c3a1", "Several people spoke of time."),
        ("digest", "q1", "Some asked for help."),
    ]
    assert [row["area_id"] for row in rows][-1] == ""
    assert list(rows[0]) == ["kind", "place", "area_id", "theme_id", "question_id", "text"]


def test_questions_at_the_end_are_named():
    rows = read(tables.files(records.riverside())["comments.csv"])
    asked = {row["place"] for row in rows if row["kind"] == "open"}
    assert asked == {question.text.to("en") for question in records.riverside().framework.open_questions[:3]}


def test_nothing_anybody_wrote_is_in_a_record_without_comments():
    made = records.riverside()
    said = [text for found in (*made.result.comments, *made.result.words) for text in found.texts]
    files = tables.files(made.without_comments())
    assert said
    assert read(files["comments.csv"]) == []
    assert not any(text.encode() in content for text in said for content in files.values())


def test_actions_are_told_with_what_became_of_those_before():
    made = records.riverside()
    rows = read(tables.files(made)["actions.csv"])
    assert [row["agreed"] for row in rows] == ["this"] * 5 + ["earlier"] * 4
    assert [row["what"] for row in rows] == [one.what for one in (*made.actions, *made.became)]
    assert [row["is_overdue"] for row in rows] == ["0", "0", "1", "0", "0", "0", "1", "0", "0"]
    assert (rows[0]["due"], rows[0]["theme"]) == ("2027-01-15", "Time to take part")


def test_an_action_on_a_theme_of_then_has_its_id_and_no_title():
    made = records.with_actions(records.harbour(), Action(what="Go on", theme="long.gone"))
    row = read(tables.files(made)["actions.csv"])[0]
    assert (row["theme_id"], row["number"], row["theme"]) == ("long.gone", "", "")


def test_the_agenda_is_the_chosen_one():
    made = records.riverside()
    rows = read(tables.files(made)["agenda.csv"])
    assert [row["theme_id"] for row in rows] == [pick.theme for pick in made.choice.picks]
    assert [row["minutes_90"] for row in rows] == [str(pick.minutes) for pick in made.choice.picks]
    assert all(row["question_1"] for row in rows)
    others = [row[f"minutes_{length}"] for row in rows for length in (45, 60, 120)]
    assert set(others) == {""}, "lengths that nobody chose"


def test_what_moved_stands_where_the_page_says():
    made = records.riverside()
    rows = read(tables.files(made)["agenda.csv"])
    parts = values.parts_of_the_agenda()
    assert [parts[row["section"]] for row in rows] == [sections.of(item) for item in made.result.agenda]
    assert "changed" in {row["section"] for row in rows}


def test_what_a_facilitator_noted_for_the_agenda_is_nowhere():
    assert not any(
        b"Only the facilitator" in content for content in tables.files(records.riverside()).values()
    )


def test_the_tables_are_those_of_the_catalogue_and_the_result_is_made_in_one_place_only():
    made = records.riverside()
    assert set(tables.files(made)) == set(catalogue.TABLES)
    stored = makers.make(made, "result.json")
    assert stored.decode() == makers.result_document(made.computed)
    assert json.loads(stored) == json.loads(json.dumps(made.computed.as_dict()))


@pytest.mark.parametrize("make", RECORDS)
def test_pandas_reads_every_table_with_the_types_of_the_codebook(make):
    made = make()
    files, known = tables.files(made), tables.of(made)
    assert set(NAMES) <= set(known)
    for name, table in known.items():
        types = {column.name: PANDAS.get(column.kind, "string") for column in table.columns}
        days = [column.name for column in table.columns if column.kind is Kind.DATE]
        frame = pd.read_csv(
            io.BytesIO(files[f"{name}.csv"]),
            encoding="utf-8-sig",
            dtype=types,
            parse_dates=days,
            date_format="%Y-%m-%d",
            na_values=[""],
            keep_default_na=False,
        )
        assert list(frame.columns) == [column.name for column in table.columns]
        assert len(frame) == len(table.rows)
        for column in table.columns:
            _fits(frame[column.name].dropna(), column)


def _fits(values, column):
    if column.kind.is_numeric:
        assert pd.api.types.is_numeric_dtype(values)
        assert column.low is None or (values >= column.low - 1e-9).all(), column.name
        assert column.high is None or (values <= column.high + 1e-9).all(), column.name
    elif column.kind is Kind.CODE:
        assert set(values) <= set(column.values), column.name
    elif column.kind is Kind.DATE and len(values):
        assert pd.api.types.is_datetime64_any_dtype(values)


@pytest.mark.parametrize("make", RECORDS)
def test_pandas_guesses_no_text_where_numbers_stand(make):
    made = make()
    files = tables.files(made)
    for name, table in tables.of(made).items():
        frame = pd.read_csv(io.BytesIO(files[f"{name}.csv"]), encoding="utf-8-sig")
        for column in (column for column in table.columns if column.kind.is_numeric):
            values = frame[column.name].dropna()
            assert values.empty or pd.api.types.is_numeric_dtype(values), column.name


@pytest.mark.parametrize("make", RECORDS)
def test_the_same_record_gives_the_same_bytes(make):
    assert tables.files(make()) == tables.files(make())


def test_signed_sheets_have_a_group_each():
    found = open_round(FRAMEWORK)
    rows = read(tables.files(record(found))["groups.csv"])
    assert {row["group"] for row in rows} == {"Ashgrove", "Beck Lane", "Cotterill", "Dene"}


@pytest.mark.parametrize(
    ("cell", "harmless"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\t=1", "\t'=1"),
        ("\r=1", "\r'=1"),
        ("\tplain", "\tplain"),
        ("  =1", "  '=1"),
        ('"=1"', '"\'=1"'),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("a;=1", "a;'=1"),
        ('a; "@x', "a; \"'@x"),
        ("one\n=2", "one\n'=2"),
        ("one\n \n-two", "one\n \n'-two"),
        ("a; b - c = d", "a; b - c = d"),
        ("me@example.org", "me@example.org"),
        ("Plain – and simple", "Plain – and simple"),
        ("", ""),
        (-1.5, -1.5),
        (None, None),
    ],
)
def test_no_text_is_taken_for_a_formula(cell, harmless):
    assert safe(cell) == harmless


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_NONE])
def test_no_cell_begins_with_a_formula_however_the_file_is_cut(delimiter, quoting):
    texts = ["=1", "a;=1", "a\t=1", 'a;"=1"', "a\n=1", "a;\t+1", "x\r\n@y", ";-1", '";"=1"']
    content = written([[text, 1, -0.5] for text in texts]).decode("utf-8-sig")
    if quoting == csv.QUOTE_NONE:
        lines = content.splitlines()
        cells = [cell for line in lines for cell in line.split(delimiter)]
    else:
        cells = [
            cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter) for cell in row
        ]
    texts_found = [cell.strip(' "\t') for cell in cells]
    assert not [cell for cell in texts_found if cell.startswith(("=", "+", "@"))]


def test_a_framework_with_formulas_in_it_does_no_harm():
    of = reports.reworded(FRAMEWORK, lambda n: f"=HYPERLINK({n})")
    files = tables.files(record(result(of, Answers(STRENGTH)), of))
    for name, content in files.items():
        if name.endswith(".csv"):
            assert all(not cell.startswith("=") for row in read(content) for cell in [*row, *row.values()])
    assert read(files["themes.csv"])[0]["theme"].startswith("'=HYPERLINK(")


@pytest.mark.parametrize("hostile", reports.HOSTILE)
def test_hostile_texts_leave_every_table_readable(hostile):
    of = reports.reworded(FRAMEWORK, lambda n: f"{hostile} {n}")
    made = replace(
        result(of, Answers(STRENGTH)),
        comments=(CommentGroup(area="c1a1", theme="c1a1t1", texts=(hostile, f"{hostile}\n={hostile}")),),
    )
    known = record(made, of, actions=(Action(what=hostile, owner=hostile),))
    files = tables.files(known)
    for name, table in tables.of(known).items():
        frame = pd.read_csv(
            io.BytesIO(files[f"{name}.csv"]), encoding="utf-8-sig", dtype=str, keep_default_na=False
        )
        assert frame.shape == (len(table.rows), len(table.columns))
