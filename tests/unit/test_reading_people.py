"""Lists of people as they come: typed, pasted, CSV and XLSX, and files that mean harm."""

import csv
import io
import time
import tracemalloc
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pet.errors import InvalidInputError
from pet.frameworks import loader
from pet.services.importing import reading, workbook
from pet.services.importing.reading import Hints
from pet.services.importing.rows import MOST_BYTES, MOST_ROWS, as_lines
from pet.services.roles import Roles
from pet.untrusted import plain

SCHOOL_ROLES = loader.builtin("school-partnerships").roles
HINTS = Hints(
    roles=Roles(
        choices=tuple((role.id, role.label.to("en")) for role in SCHOOL_ROLES),
        _spellings={plain(text): role.id for role in SCHOOL_ROLES for text in (role.id, role.label.to("en"))},
    ),
    partners=("Ash School",),
)
ADA = ("Ada Archer", "ada@example.org", "Ash School", "Headteacher")


def text(given_text):
    return reading.from_text(given_text, HINTS, source="list")


def cells(sheet):
    return [row.cells for row in sheet.rows]


def data(given_bytes):
    return reading.from_bytes(given_bytes, HINTS, source="list.csv")


def xlsx(rows, *, hidden=(), title="People"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name in hidden:
        sheet = book.create_sheet(name, 0)
        sheet.append(["Hidden", "hidden@example.org"])
        sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(book, name, content):
    """The workbook with another file in it."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**files, name: content})


def refused(what, *arguments):
    with pytest.raises(InvalidInputError) as found:
        what(*arguments)
    return [str(problem) for problem in found.value.problems]


class TestText:
    @pytest.mark.parametrize("sign", ["\t", ";", ","])
    @pytest.mark.parametrize("heading", ["Name{0}E-mail{0}School{0}Role\n", ""])
    def test_columns_are_found_by_their_headings_or_by_what_is_in_them(self, sign, heading):
        assert cells(text(heading.format(sign) + sign.join(ADA))) == [ADA]

    @pytest.mark.parametrize("mark", ["*", " *", ":", " :"])
    def test_a_heading_may_say_that_it_must_be_filled_in(self, mark):
        sheet = text(f"Name{mark};E-mail{mark};School{mark};Role{mark}\n" + ";".join(ADA))
        assert cells(sheet) == [ADA]
        assert not sheet.unread

    def test_columns_in_any_order_and_first_and_last_name_apart(self):
        sheet = text(
            "Role,Surname,Phone,EMAIL ADDRESS,First name,Organisation\nHead,Archer,0123,a@example.org,Ada,Ash"
        )
        assert cells(sheet) == [("Ada Archer", "a@example.org", "Ash", "Head")]
        assert sheet.unread == ("Phone",)

    def test_without_headings_what_is_known_tells_the_columns(self):
        sheet = text(
            "headteacher;ada@example.org;Ash School;Ada Archer\nHeadteacher;b@example.org;Ash School;Bob Birch"
        )
        assert cells(sheet)[1] == ("Bob Birch", "b@example.org", "Ash School", "Headteacher")

    def test_addresses_alone(self):
        assert cells(text("a@example.org\n\nb@example.org\r\n")) == [
            ("", "a@example.org", "", ""),
            ("", "b@example.org", "", ""),
        ]
        assert [row.number for row in text("a@example.org\n\nb@example.org").rows] == [1, 3]

    def test_as_mail_programs_write_them(self):
        assert cells(
            text('Ada Archer <ada@example.org>; "Birch, Bob" <b@example.org>'.replace('"Birch, Bob"', "Bob"))
        ) == [
            ("Ada Archer", "ada@example.org", "", ""),
            ("Bob", "b@example.org", "", ""),
        ]

    def test_names_alone(self):
        assert cells(text("Ada Archer\nBob Birch")) == [("Ada Archer", "", "", ""), ("Bob Birch", "", "", "")]

    def test_a_comma_in_a_name_is_no_end_of_a_cell_where_semicolons_are(self):
        assert cells(text("Archer, Ada; ada@example.org")) == [("Archer, Ada", "ada@example.org", "", "")]

    def test_what_no_text_contains_is_left_out(self):
        assert cells(text("A\x00da\ud800\x07 \u2028Archer;ada@example.org\ufeff")) == [
            ("Ada Archer", "ada@example.org", "", "")
        ]

    @pytest.mark.parametrize(
        ("given_text", "why"),
        [
            ("", "There is nobody in it."),
            (" \n;;\n", "There is nobody in it."),
            ("Name;E-mail\n", "There is nobody below the headings."),
            (
                "Phone;Town\n1;x@example.org",
                "row 1: None of these columns is called “Name” or “E-mail”: Phone, Town. Call them so.",
            ),
            ("Name;Full name\nAda;Ada", "row 1: “Name” and “Full name” mean the same."),
            ("School;Role\nAsh;Head", "row 1: There is no column “Name” and none “E-mail”."),
            (
                'Name;E-mail\n"Ada;a@example.org\nBob;b@example.org',
                "line 3: The quotation marks around a cell do not fit (unexpected end of data).",
            ),
            (
                "x" * 2001 + ";a@example.org\n" + "y" * 2001,
                "row 1: A cell is too long: 2000 characters at most.",
            ),
            ("a@example.org\n" * (MOST_ROWS + 2), "The list is too long: 5000 people at most."),
            ("é" * MOST_BYTES, "The list is too large: 2 MB at most."),
        ],
        ids=lambda value: value[:20],
    )
    def test_what_cannot_be_read_says_where_and_why(self, given_text, why):
        assert refused(text, given_text)[0] == why

    def test_lines_to_mend_come_back_as_they_went(self):
        rows = text('Name;E-mail\n"A; ""x""";a@example.org\nBob;b').rows
        assert list(csv.reader(io.StringIO(as_lines(rows)), delimiter=";")) == [
            list(row.cells) for row in rows
        ]


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
    def test_every_encoding_that_spreadsheets_write(self, encoding):
        assert cells(data("Name;E-mail\nZoë Müller;z@example.org".encode(encoding))) == [
            ("Zoë Müller", "z@example.org", "", "")
        ]

    def test_a_workbook(self):
        rows = [("Name", "E-mail", "School", "Role", "Number"), (*ADA, 7), (), ("Bob", None, 12.0, None, 1)]
        sheet = data(xlsx(rows))
        assert cells(sheet) == [ADA, ("Bob", "", "12", "")]
        assert [row.number for row in sheet.rows] == [2, 4]
        assert (sheet.unread, sheet.notes) == (("Number",), ())

    def test_hidden_sheets_are_not_read(self):
        sheet = data(xlsx([ADA], hidden=("Secret",)))
        assert (cells(sheet), sheet.notes) == ([ADA], ("Only the sheet “People” was read.",))

    def test_a_formula_is_never_computed(self):
        assert cells(data(xlsx([("Name", "E-mail"), ("=1+1", "a@example.org")])))[0] == (
            "",
            "a@example.org",
            "",
            "",
        )

    @pytest.mark.parametrize("rows", [[], [(None, " ")]])
    def test_a_workbook_with_nothing_in_it(self, rows):
        assert refused(data, xlsx(rows)) == ["Every sheet of this workbook is hidden or empty."]

    @pytest.mark.parametrize("given_bytes", [b"", b"  \n", b"\xd0\xcf\x11\xe0" + b"x" * 600, b"\x81\x00\x01"])
    def test_what_is_no_list(self, given_bytes):
        assert len(refused(data, given_bytes)) == 1

    @pytest.mark.parametrize("cut", [4, 40, 400, -30])
    def test_a_damaged_workbook(self, cut):
        assert "workbook" in refused(data, xlsx([ADA])[:cut])[0]

    def test_every_byte_may_be_wrong(self):
        book = xlsx([ADA])
        for at in range(0, len(book), 97):
            wrong = bytearray(book)
            wrong[at] ^= 0xFF
            with suppress(InvalidInputError):
                data(bytes(wrong))

    def test_a_zip_that_is_no_workbook(self):
        assert refused(data, zipped({"a.txt": b"x"})) == [
            "This is not an XLSX workbook. Save the list as XLSX, or as CSV."
        ]


def sheet_of(content):
    start = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    )
    return start + content + b"</worksheet>"


class TestHostile:
    """Small files that would cost much memory or time."""

    SHEET = "xl/worksheets/sheet1.xml"

    def cost(self, book):
        tracemalloc.start()
        begun = time.monotonic()
        with suppress(InvalidInputError):
            data(book)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak / 2**20, time.monotonic() - begun

    @pytest.mark.parametrize(
        "content",
        [
            b"<sheetData>" + b" " * (200 * 2**20) + b"</sheetData>",
            b"<sheetData><row>" + b"<c/>" * 3_000_000 + b"</row></sheetData>",
            b"<sheetData><row>" + b"<c/>" * 500_000 + b"</row></sheetData>",
            b"<sheetData>" + b"<row/>" * 1_000_000 + b"</sheetData>",
            b"<sheetData/>" + b"<x/>" * 1_000_000,
        ],
        ids=["much of nothing", "cells", "one row", "rows", "others"],
    )
    def test_what_unpacks_to_much(self, content):
        book = changed(xlsx([ADA]), self.SHEET, sheet_of(content))
        assert len(book) < MOST_BYTES
        megabytes, _seconds = self.cost(book)
        assert megabytes < 60
        assert "holds too much" in refused(data, book)[0]

    def test_a_sheet_that_claims_to_be_endless(self):
        content = (
            b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a@example.org</t></is></c></row>'
            b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        )
        book = changed(xlsx([ADA]), self.SHEET, sheet_of(content))
        megabytes, _seconds = self.cost(book)
        assert megabytes < 60
        assert cells(data(book)) == [("", "a@example.org", "", "")]

    def test_entities_are_refused(self):
        bomb = (
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
            + sheet_of(
                b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;@example.org</t></is></c></row></sheetData>'
            ).partition(b"?>")[2]
        )
        assert "cannot be read" in refused(data, changed(xlsx([ADA]), self.SHEET, bomb))[0]

    def test_styles_and_strings_without_end(self):
        for name in ("xl/styles.xml", "xl/sharedStrings.xml"):
            assert (
                "holds too much"
                in refused(data, changed(xlsx([ADA]), name, b"<a>" + b"<b/>" * 400_000 + b"</a>"))[0]
            )

    def test_thousands_of_files(self):
        book = xlsx([ADA])
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            files = {one: archive.read(one) for one in archive.namelist()}
        many = zipped({**files, **{f"x{n}": b"" for n in range(600)}})
        assert "holds too much" in refused(data, many)[0]

    def test_a_file_that_lies_about_its_size(self):
        content = sheet_of(b"<sheetData>" + b" " * (30 * 2**20) + b"</sheetData>")
        book = bytearray(changed(xlsx([ADA]), self.SHEET, content))
        at = (
            book.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
        )  # the size in the list at the end of the archive
        book[at : at + 4] = (1000).to_bytes(4, "little")
        assert self.cost(bytes(book))[0] < 60
        assert "damaged" in refused(data, bytes(book))[0]
        true = book.rindex(b"xl/worksheets/sheet1.xml") - 46 + 16  # and about its checksum
        book[true : true + 4] = zlib.crc32(content[:1000]).to_bytes(4, "little")
        assert self.cost(bytes(book))[0] < 20
        assert "cannot be read" in refused(data, bytes(book))[0]

    def test_it_is_read_through_what_refuses_entities(self):
        import openpyxl

        assert openpyxl.DEFUSEDXML
        assert workbook.SIGNATURE == b"PK\x03\x04"


name_like = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20
).filter(lambda one: "@" not in one and "<" not in one)
person = st.tuples(
    name_like, name_like.map(lambda one: f"x{abs(hash(one)) % 10**6}@example.org"), name_like, name_like
)
people = st.lists(person, min_size=1, max_size=8)
HEAD = ("Name", "E-mail", "Partner", "Role")


class TestRoundTrip:
    """What we write as a file reads back the same."""

    @given(people, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    def test_csv(self, rows, sign, encoding):
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=sign, quoting=csv.QUOTE_ALL).writerows([HEAD, *rows])
        assert cells(data(buffer.getvalue().encode(encoding))) == rows

    @settings(max_examples=25)
    @given(people)
    def test_workbook(self, rows):
        safe = [tuple(cell.replace("_x", "x").lstrip("=") or "x" for cell in row) for row in rows]
        assert cells(data(xlsx([HEAD, *safe]))) == safe

    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, given_bytes):
        with suppress(InvalidInputError):
            assert data(given_bytes).rows

    @given(st.text(max_size=300))
    def test_any_text_is_read_or_refused(self, given_text):
        with suppress(InvalidInputError):
            assert text(given_text).rows
