"""What comes from outside: files a person might really have, and files made to hurt."""

import json
import os
import subprocess
import sys

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from pet.errors import InvalidInputError, PetError, Problem
from pet.untrusted import (
    Entries,
    Items,
    Limits,
    Problems,
    Scalar,
    TableLimits,
    cell,
    exists,
    letter,
    parse_csv,
    parse_json,
    parse_yaml,
    read,
    shown,
    yaml_document,
)
from pet.untrusted import plain as compared
from pet.untrusted.problems import MOST


def read_whole(parse, data, *limits):
    problems = Problems("the source")
    value = parse(data if isinstance(data, bytes) else data.encode(), *limits, problems=problems)
    problems.raise_any()
    return value


def problems_of(parse, data, *limits):
    with pytest.raises(InvalidInputError) as caught:
        read_whole(parse, data, *limits)
    assert caught.value.source == "the source"
    return [str(problem) for problem in caught.value.problems]


def plain(node):
    if isinstance(node, Entries):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return node.source


# --- problems -------------------------------------------------------------------------------------------------


def test_problems_come_in_the_order_of_their_lines_and_those_without_a_line_last():
    problems = Problems("x")
    problems.add("row 9", "b")
    problems.add("c", "late", 12)
    problems.add("row 2", "a")
    problems.add("d", "early", 3)
    with pytest.raises(InvalidInputError) as caught:
        problems.raise_any()
    assert [problem.where for problem in caught.value.problems] == ["d", "c", "row 9", "row 2"]


def test_a_flood_of_problems_ends_with_a_note():
    problems = Problems("x")
    for number in range(MOST - 1):
        problems.add("", str(number))
    with pytest.raises(InvalidInputError) as caught:
        problems.add("", "one more")
    assert len(caught.value.problems) == MOST + 1
    assert caught.value.problems[-1].message == "There are more problems; the first 5000 are listed."


def test_no_problem_is_no_error():
    Problems("x").raise_any()


# --- files ----------------------------------------------------------------------------------------------------


def test_files_that_cannot_be_read_are_one_sentence_each(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    said = {}
    long = "x" * 256
    for name in ("missing.csv", ".", "file/inside", long):
        with pytest.raises(PetError) as caught:
            read(tmp_path / name, 10)
        said[name] = str(caught.value).replace(str(tmp_path), "TMP")
    assert said.pop(long) in (
        f"“TMP/{long}” cannot be read: File name too long.",
        f"“{str(tmp_path / long)[:299]}…” cannot be read: File name too long.".replace(str(tmp_path), "TMP"),
    )
    assert said == {
        "missing.csv": "There is no file “TMP/missing.csv”.",
        ".": "“TMP” is a folder, not a file.",
        "file/inside": "There is no file “TMP/file/inside”.",
    }


def test_a_file_one_may_not_read_is_a_sentence(tmp_path):
    path = tmp_path / "secret"
    path.write_bytes(b"x")
    path.chmod(0)
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from pet.errors import PetError\n"
        "from pet.untrusted import read\n"
        "os.geteuid() or os.setuid(65534)\n"
        "try:\n    read(Path(sys.argv[1]), 10)\nexcept PetError as error:\n    print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert run.stdout.startswith("You are not allowed to read “")


def test_a_name_that_the_system_refuses_names_no_file(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    names = ("file", ".", "missing", "file/inside", "x" * 256, "a\0b")
    assert [exists(tmp_path / name) for name in names] == [True, True, False, False, False, False]


def test_a_name_in_a_folder_one_may_not_enter_names_no_file(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    tmp_path.chmod(0)
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from pet.untrusted import exists\n"
        "os.geteuid() or os.setuid(65534)\n"
        "print(exists(Path(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "file")]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    finally:
        tmp_path.chmod(0o700)
    assert run.stdout == "False\n"


def test_an_endless_file_is_read_only_as_far_as_the_limit(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"a" * 100)
    assert read(path, 10) == b"a" * 11


@pytest.mark.parametrize("parse", [parse_yaml, parse_json, parse_csv])
def test_every_parser_refuses_empty_large_and_binary_files(parse):
    tight = TableLimits(size=1024 * 1024) if parse is parse_csv else Limits(size=1024 * 1024)
    office = "This is a document or spreadsheet of an office program. Save it as a text file first (CSV for answers)."
    assert problems_of(parse, b"") == ["The file is empty."]
    assert problems_of(parse, b" \n\t\r\n") == ["The file is empty."]
    assert problems_of(parse, b"\xef\xbb\xbf") == ["The file is empty."]
    assert problems_of(parse, b"a" * (1024 * 1024 + 1), tight) == ["The file is too large: 1 MB at most."]
    assert problems_of(parse, b"PK\x03\x04\x14\0\6\0") == [office]
    assert problems_of(parse, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == [office]


def test_what_is_repeated_from_outside_is_short_and_harmless():
    assert shown("a\x1b[31m\n  b\0") == "a\ufffd[31m b\ufffd"
    assert shown("x" * 100) == "x" * 59 + "…"


# --- YAML -----------------------------------------------------------------------------------------------------

DOCUMENT = """\
# a comment
title: One
roles:
  - id: a
    label: >-
      two
      lines
  - {id: b,
     label: 'quoted'}
no: 5
1: [x, "y"]
"""


@pytest.fixture(params=["C", "Python"])
def parser(request, monkeypatch):
    """Both of PyYAML's parsers; the slow one stands in where the fast one was not built."""
    loader = yaml.CSafeLoader if request.param == "C" else yaml.SafeLoader
    monkeypatch.setattr(yaml_document, "_PARSER", loader)


@pytest.mark.usefixtures("parser")
def test_yaml_keeps_texts_as_written():
    assert plain(read_whole(parse_yaml, DOCUMENT)) == {
        "title": "One",
        "roles": [{"id": "a", "label": "two lines"}, {"id": "b", "label": "quoted"}],
        "no": "5",
        "1": ["x", "y"],
    }


@pytest.mark.usefixtures("parser")
def test_yaml_knows_the_line_and_path_of_everything():
    def places(node):
        yield node.path, node.line
        for child in getattr(node, "items", None) or getattr(node, "entries", {}).values():
            yield from places(child)

    assert list(places(read_whole(parse_yaml, DOCUMENT))) == [
        ("", 2),
        ("title", 2),
        ("roles", 3),
        ("roles[0]", 4),
        ("roles[0].id", 4),
        ("roles[0].label", 5),
        ("roles[1]", 8),
        ("roles[1].id", 8),
        ("roles[1].label", 9),
        ("no", 10),
        ("1", 11),
        ("1[0]", 11),
        ("1[1]", 11),
    ]


@pytest.mark.parametrize(
    ("source", "integer", "flag", "nothing"),
    [
        ("5", 5, None, False),
        ("-5", -5, None, False),
        ("0", 0, None, False),
        ("'5'", None, None, False),
        ("010", None, None, False),
        ("1_000", None, None, False),
        ("1:30", None, None, False),
        ("1e5", None, None, False),
        ("٣", None, None, False),
        ("9" * 5000, None, None, False),
        ("No", None, False, False),
        ("on", None, True, False),
        ("TRUE", None, True, False),
        ("'true'", None, None, False),
        ("~", None, None, True),
        ("Null", None, None, True),
        ("", None, None, True),
        ("''", None, None, False),
    ],
)
@pytest.mark.usefixtures("parser")
def test_what_a_scalar_may_mean(source, integer, flag, nothing):
    node = read_whole(parse_yaml, f"a: {source}").entries["a"]
    assert isinstance(node, Scalar)
    assert (node.integer, node.flag, node.is_nothing) == (integer, flag, nothing)


@pytest.mark.usefixtures("parser")
def test_yaml_builds_no_objects_and_follows_no_aliases():
    data = "a: &x [1]\nb: *x\nc: !!python/object/apply:os.system [echo]\nd: !!str 5\n<<: {e: 1}\n"
    assert problems_of(parse_yaml, data) == [
        "a, line 1: Anchors (&) and aliases (*) cannot be used. Write the text out.",
        "b, line 2: Anchors (&) and aliases (*) cannot be used. Write the text out.",
        "c, line 3: Tags (!) cannot be used.",
        "d, line 4: Tags (!) cannot be used.",
    ]


@pytest.mark.usefixtures("parser")
def test_yaml_names_both_places_of_a_key_given_twice_and_keeps_the_first():
    data = "a:\n  b: 1\n  c: 2\n  b: {d: 3, d: 4}\n'a': 5\n"
    problems = Problems("x")
    assert plain(parse_yaml(data.encode(), problems=problems)) == {"a": {"b": "1", "c": "2"}}
    assert problems.found == [
        Problem("a.b", "“b” is given twice; the first is in line 2.", 4),
        Problem("a.b.d", "“d” is given twice; the first is in line 4.", 4),
        Problem("a", "“a” is given twice; the first is in line 1.", 5),
    ]


QUOTES = "A text with a colon and a space in it needs quotes around it."
TABS = "Indent with spaces, not with tabs; a text that starts with @, % or ` needs quotes around it."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: one\nb: two: three", f"line 2: {QUOTES}"),
        ("a:\n\t- b", f"line 2: {TABS}"),
        ("a: @b", f"line 1: {TABS}"),
        ("a: 1\n---\nb: 2", "line 2: The file holds more than one document. Keep one of them."),
        ("? [a, b]\n: c", "line 1: A word is expected before the colon."),
        ("# only a comment", "The file is empty."),
        ("a: b\nc: \0", "line 2: The character U+0000 cannot be used in a text."),
        ("a: b\nc: \x1b", "line 2: The character U+001B cannot be used in a text."),
        ('a: "\\0"', "a, line 1: The character U+0000 cannot be used in a text."),
        ('a: "\\uFEFF"', "a, line 1: The character U+FEFF cannot be used in a text."),
    ],
)
@pytest.mark.usefixtures("parser")
def test_yaml_says_what_helps(data, expected):
    assert problems_of(parse_yaml, data) == [expected]


@pytest.mark.usefixtures("parser")
def test_other_syntax_errors_carry_the_words_of_the_parser():
    (problem,) = problems_of(parse_yaml, "a: 1\nb: 'open\n")
    assert problem.startswith("line 3: This cannot be read as YAML (found unexpected end of stream")


@pytest.mark.usefixtures("parser")
def test_half_a_surrogate_pair_never_gets_through():
    (problem,) = problems_of(parse_yaml, 'a: "\\ud800"')
    assert problem.startswith(("a, line 1: The character U+D800", "line 1: This cannot be read as YAML"))


def test_yaml_in_the_encodings_of_windows():
    for data in ("a: ü".encode("utf-8-sig"), "a: ü".encode("utf-16")):
        assert plain(read_whole(parse_yaml, data)) == {"a": "ü"}
    assert problems_of(parse_yaml, "a: 1\nb: ü".encode("latin-1")) == [
        "line 2: This is not a text file in UTF-8. Save it again with this encoding."
    ]


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        ("[[[1]]]", Limits(depth=2), "[0][0], line 1: Too many levels inside each other: 2 at most."),
        ("a: {b: {c: 1}}", Limits(depth=2), "a.b, line 1: Too many levels inside each other: 2 at most."),
        ("[1, 2, 3]", Limits(nodes=3), "[2], line 1: The file holds too much: 3 values at most."),
        ("a: 12345", Limits(text=4), "a, line 1: This text is too long: 4 characters at most."),
        (
            "a: {bcd: 1}",
            Limits(key=2),
            "a, line 1: This word before a colon is too long: 2 characters at most.",
        ),
    ],
)
@pytest.mark.usefixtures("parser")
def test_yaml_limits(data, limits, expected):
    assert problems_of(parse_yaml, data, limits) == [expected]


def test_exactly_at_the_limits_is_fine():
    limits = Limits(size=10, depth=2, nodes=5, text=3, key=1)
    assert plain(read_whole(parse_yaml, "a: [b,ccc]", limits)) == {"a": ["b", "ccc"]}


@pytest.mark.parametrize(
    "data", ["[" * 500_000, "- " * 300_000, "{" * 500_000, "? " * 300_000, "a: " * 300_000]
)
def test_deep_nesting_ends_at_once(data):
    assert len(problems_of(parse_yaml, data)) == 1
    assert len(problems_of(parse_json, data)) == 1


def test_a_bomb_of_aliases_does_not_go_off():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert len(problems_of(parse_yaml, "\n".join(lines))) == 1 + 9 * 10


@given(
    st.one_of(st.binary(max_size=200), st.text(alphabet="ab:-?[]{},\"'&*!|>#%@ \n\t\\0é\ufeff", max_size=80))
)
@example(b"%YAML 9.9\n---\na")
@example(b"\xff\xfe\x00\xd8")
def test_no_bytes_at_all_make_a_parser_raise_anything_else(data):
    data = data if isinstance(data, bytes) else data.encode()
    for parse in (parse_yaml, parse_json, parse_csv):
        try:
            parse(data, problems=Problems("x"))
        except InvalidInputError as error:
            assert error.problems  # noqa: PT017 -- any input may pass or be refused


# --- JSON -----------------------------------------------------------------------------------------------------


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**16), 10**16)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text('abé\n"\\,[]{}', max_size=6),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text("ab.", max_size=3), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_json_comes_back_as_it_went_out(value):
    assert read_whole(parse_json, json.dumps(value), Limits(depth=100)) == value


def test_json_names_every_problem_with_its_path():
    data = """{"a": [1, NaN, {"b": 1e999}], "a": 2, "c": "\\ud800", "\\u0000": {"d": "\\u0000"},
               "e": -Infinity, "f": 12345678901234567890}"""
    assert problems_of(parse_json, data) == [
        "a: “a” is given twice.",
        "\ufffd: The character U+0000 cannot be used in a text.",
        "a[1]: “NaN” is not a number that can be used.",
        "a[2].b: “1e999” is not a number that can be used.",
        "c: The character U+D800 cannot be used in a text.",
        "\ufffd.d: The character U+0000 cannot be used in a text.",
        "e: “-Infinity” is not a number that can be used.",
        "f: “12345678901234567890” is not a number that can be used.",
    ]


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        ("[[[1]]]", Limits(depth=2), "Too many levels inside each other: 2 at most."),
        ('{"a": {"b": {}}}', Limits(depth=2), "Too many levels inside each other: 2 at most."),
        ("[1, 2, 3]", Limits(nodes=3), "The file holds too much: 3 values at most."),
        ('{"a": "12345"}', Limits(text=4), "a: This text is too long: 4 characters at most."),
        ('{"abc": 1}', Limits(key=2), "abc: This text is too long: 2 characters at most."),
        (
            '{\n"a": 1,\n"b" 2}',
            Limits(),
            "line 3: This is not valid JSON (Expecting ':' delimiter).",
        ),
        ("9" * 5000, Limits(), f"“{'9' * 59}…” is not a number that can be used."),
        (
            '"' + '\\"' * 500_000,
            Limits(),
            "line 1: This is not valid JSON (Unterminated string starting at).",
        ),
    ],
)
def test_json_limits(data, limits, expected):
    assert problems_of(parse_json, data, limits) == [expected]


def test_brackets_and_commas_inside_strings_are_not_counted():
    assert read_whole(parse_json, '["[[[[,,,,\\"{{{{"]', Limits(depth=1, nodes=2)) == ['[[[[,,,,"{{{{']


def test_json_counts_every_value_before_it_is_parsed():
    assert read_whole(parse_json, '{"a": [1, 2], "b": 3}', Limits(depth=2, nodes=5)) == {"a": [1, 2], "b": 3}
    with pytest.raises(InvalidInputError):
        read_whole(parse_json, '{"a": [1, 2], "b": 3}', Limits(nodes=4))


# --- CSV ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_as_spreadsheets_write_it(delimiter, encoding, end):
    text = end.join([delimiter.join(("Schule", "Größe")), delimiter.join(("Ä", "“3”")), ""])
    table = read_whole(parse_csv, text.encode(encoding))
    assert (table.header, table.rows, table.numbers) == (("Schule", "Größe"), (("Ä", "“3”"),), (2,))


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    table = read_whole(parse_csv, 'a,b\n1,"two\nlines, and ""quotes"""\n\n,\n5,x\n')
    assert table.rows == (("1", 'two\nlines, and "quotes"'), ("5", "x"))
    assert table.numbers == (2, 5)


def test_the_delimiter_is_that_of_the_header_outside_quotes():
    table = read_whole(parse_csv, '"a, b, c";d\n"1;2";"3,4,5"\n')
    assert (table.header, table.rows) == (("a, b, c", "d"), (("1;2", "3,4,5"),))
    assert read_whole(parse_csv, '"one\nname, long";b\n1;2').header == ("one\nname, long", "b")


def test_one_column_needs_no_delimiter():
    assert read_whole(parse_csv, "a\n1\n2").rows == (("1",), ("2",))


def test_blank_cells_beyond_the_last_column_are_dropped():
    table = read_whole(parse_csv, " a ,b,, \n1,2,,\n3, 4\n")
    assert (table.header, table.rows) == (("a", "b"), (("1", "2"), ("3", " 4")))


def test_a_column_without_a_name_in_the_middle_stays():
    assert read_whole(parse_csv, "a,,c\n1,2,3").header == ("a", "", "c")


def test_a_short_row_is_filled_up_so_that_the_rest_of_it_can_be_read():
    problems = Problems("answers.csv")
    table = parse_csv(b"a,b,c\n1,2\n1,2,3,4", problems=problems)
    assert (table.rows, table.numbers, len(problems.found)) == ((("1", "2", ""),), (2,), 2)


def test_every_row_that_does_not_fit_is_reported():
    data = "a,b,c\n1,2\n1,2,3\n1,2,3,4\n" + f"1,{'x' * 11},3\n"
    assert problems_of(parse_csv, data, TableLimits(cell=10)) == [
        "row 2: This row has 2 cells, the header has 3.",
        "row 4: This row has 4 cells, the header has 3.",
        "row 5, column b: This text is too long: 10 characters at most.",
    ]


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        ("a\n1\n2\n3", TableLimits(rows=2), "The table is too long: 2 rows at most."),
        ("a,b,c", TableLimits(columns=2), "The table is too wide: 2 columns at most."),
        (",\n1,2", TableLimits(), "row 1: The first row is empty. It must hold the names of the columns."),
        (
            "\na,b\n1,2",
            TableLimits(),
            "row 1: The first row is empty. It must hold the names of the columns.",
        ),
        ("a\n1\0", TableLimits(), "line 2: This is not a text file: it contains the character U+0000."),
        (
            b"a\n\x81\xff",
            TableLimits(),
            "line 2: This is not a text file in UTF-8. Save it again with this encoding.",
        ),
        ('a,b\n1,"x', TableLimits(), "line 2: The quotes around a cell do not fit (unexpected end of data)."),
        (
            'a,b\n1,"x"y',
            TableLimits(),
            "line 2: The quotes around a cell do not fit (',' expected after '\"').",
        ),
    ],
)
def test_csv_limits(data, limits, expected):
    assert problems_of(parse_csv, data, limits) == [expected]


def test_exactly_as_many_rows_as_allowed_are_fine():
    assert len(read_whole(parse_csv, "a\n1\n2", TableLimits(rows=2, columns=1, cell=1)).rows) == 2


def test_a_cell_beyond_what_the_csv_module_takes_is_a_problem_too():
    (problem,) = problems_of(parse_csv, f'a\n"{"x" * 200_000}"')
    assert problem == (
        "line 2: A cell that ends here or starts above is too long: 32767 characters at most. "
        "Perhaps the quotation mark at its end is missing."
    )


def test_the_place_of_a_cell():
    assert cell(5, "LEAD01") == "row 5, column LEAD01"


def test_the_real_number_of_rows_and_columns_is_read():
    header = ",".join(f"T{n}" for n in range(45))
    data = header + "\n" + "\n".join(",".join("3" for _ in range(45)) for _ in range(10_000))
    table = read_whole(parse_csv, data)
    assert (len(table.rows), len(table.header), table.numbers[-1]) == (10_000, 45, 10_001)


# --- comparing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("  Don\u2019T\u00a0 \u200bKnow\ufeff ", "don't know"),
        ("\uff07\uff21\uff11\uff0d\uff42`\u00b4", "'a1-b''"),
        ("\u201eOne\u201c \u00abtwo\u00bb", '"one" "two"'),
        ("A\u2011B\u2013C\u2014D\u2212E", "a-b-c-d-e"),
        ("sch\u00aduli\u200dsch", "schulisch"),
        ("WEISS wei\u00df", "weiss weiss"),
        ("Cafe\u0301", "caf\u00e9"),
        ("\u2026", "..."),
    ],
)
def test_comparison_ignores_case_widths_signs_and_invisible_characters(text, same):
    assert compared(text) == same


@given(st.text())
def test_what_is_compared_has_neither_spaces_around_it_nor_two_in_a_row(text):
    assert compared(text) == " ".join(compared(text).split())


def test_letters_are_those_of_a_spreadsheet():
    places = (0, 25, 26, 51, 52, 701, 702)
    assert [letter(place) for place in places] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_long_cell_under_no_name_is_found_by_its_letter():
    assert problems_of(parse_csv, ",a\nxxxx,1", TableLimits(cell=3)) == [
        f"{cell(2, 'A')}: This text is too long: 3 characters at most."
    ]
