"""Typing in what is ticked on paper as rows of signs, and the sheet as a file."""

import io
import re

import outloud
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from pet.access.actor import Role
from pet.services import signs
from pet.services.answers.held import DONT_KNOW, NOT_APPLICABLE
from tests.support.factories import make_round
from tests.web.test_paper import Desk, labels


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("4 3 5 ? –", (4, 3, 5, DONT_KNOW, NOT_APPLICABLE)),
        ("435?-", (4, 3, 5, DONT_KNOW, NOT_APPLICABLE)),
        (" 1,2;3/4|5 ", (1, 2, 3, 4, 5)),
        ("._ 1 . _", (None, None, 1, None, None)),
        ("", (None,) * 5),
        ("  \t ", (None,) * 5),
    ],
)
def test_what_a_row_says(typed, values):
    assert signs.read(typed, [7, 8, 9, 10, 11], 5) == signs.Row(values=values)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1 2 6", "Statement 9: “6” stands for nothing. Type 1 to 5, ? or -"),
        ("1 0", "Statement 8: “0” stands for nothing"),
        ("x", "Statement 7: “x” stands for nothing"),
        ("¹²³", "Statement 7: “¹” stands for nothing"),
        ("٣ 1 1", "Statement 7: “٣” stands for nothing"),
        ("1 2", "Statement 9 and what follows have no sign. Type . where no box is ticked."),
        ("1 2 3 4", "Statements 7 to 9: there are 4 signs here for 3 statements."),
    ],
)
def test_what_is_wrong_with_a_row_names_the_statement(typed, said):
    row = signs.read(typed, [7, 8, 9], 5)
    assert said in row.problem
    assert row.values == ()


def test_two_signs_for_one_statement_name_it():
    row = signs.read("1 2", [7], 5)
    assert row.problem == "Statement 7: there are 2 signs here for one statement. Leave one."


@given(st.text(max_size=30), st.integers(1, 8), st.integers(3, 7))
def test_any_row_is_read_or_refused(typed, asked, points):
    row = signs.read(typed, range(1, asked + 1), points)
    assert bool(row.problem) is not bool(row.values)
    assert len(row.values) in (0, asked)


@pytest.fixture
def desk(client, database):
    return Desk(client, database, make_round)


def rows(desk, status=200, **typed):
    page = desk.client.page(f"{desk.url}/quick", query_string=desk.whose())
    fields = page.form(f"{desk.url}/quick")
    return desk.client.submitted(f"{desk.url}/quick", {**fields, **typed}, status)


def asked(desk):
    """The rows of the page, each with its running numbers."""
    page = desk.client.page(f"{desk.url}/quick", query_string=desk.whose())
    return {
        field.get("name"): [int(found) for found in re.findall(r"\d+", next(_label(page, field.get("id"))))]
        for field in page.all("input")
        if field.get("name", "").startswith("row-")
    }


def _label(page, field_id):
    return ("".join(one.itertext()) for one in page.all("label") if one.get("for") == field_id)


def full(desk, sign):
    """This sign for every statement of every row."""
    numbers = asked(desk)
    return {name: sign * (last[-1] - last[0] + 1) for name, last in numbers.items()}


def test_rows_become_the_sheet_and_then_an_answer(desk):
    given_signs = full(desk, "4")
    first = next(iter(given_signs))
    given_signs[first] = "?" + "-" + "." * (len(given_signs[first]) - 2)
    sheet = rows(desk, **given_signs)
    assert desk.stored() == []
    assert "Nothing is kept yet." in sheet.text
    ratings = {
        one.get("name"): one.get("value") for one in sheet.all("input") if one.get("checked") is not None
    }
    fields = sheet.form(f"{desk.url}/sheet") | ratings
    assert set(ratings.values()) == {"4", DONT_KNOW, NOT_APPLICABLE}
    answer = desk.client.submit(f"{desk.url}/sheet", {**fields, "help:open": "Time"})
    assert answer.status_code == 303
    [kept] = desk.stored()
    assert kept.submitted
    assert {kept.answer(name.removesuffix(":rating")).value for name in ratings} == {
        4,
        DONT_KNOW,
        NOT_APPLICABLE,
    }
    assert [words.text for words in kept.words.values()] == ["Time"]


def test_a_wrong_row_is_named_and_all_rows_come_back(desk):
    given_signs = full(desk, "3")
    first, second, *_others = given_signs
    given_signs[first] = "9" + given_signs[first][1:]
    given_signs[second] += "3"
    page = rows(desk, 422, **given_signs)
    assert "Statement 1: “9” stands for nothing." in page.text
    assert "Look where one is too many." in page.text
    sent = page.form(f"{desk.url}/quick")
    assert {name: sent[name] for name in given_signs} == given_signs
    links = [link for _words, link in page.links]
    assert {f"#{first}", f"#{second}"} <= set(links)
    assert desk.stored() == []


def test_a_role_that_is_not_among_the_choices_is_refused_and_the_rows_stay(desk):
    page = rows(desk, 422, **full(desk, "3"), role="king")
    assert "Choose one from the list" in page.text


def test_the_page_says_what_the_signs_mean_and_leads_on_and_back(desk):
    begin = desk.client.page(desk.url)
    buttons = {button.get("formaction") for button in begin.all("button")}
    assert f"{desk.url}/quick" in buttons
    page = desk.client.page(f"{desk.url}/quick", query_string=desk.whose())
    assert "From: Teacher · Ash School" in page.text
    signs_told = ["".join(one.itertext()) for one in page.all("dt")]
    assert signs_told == ["1", "2", "3", "4", "5", "?", "–", "."]
    assert all(label.startswith("Statement") for label in labels(page))
    assert any("/paper/sheet?" in link for _words, link in page.links)


def test_the_sheet_is_a_file_with_a_number_at_each_statement(desk, tmp_path):
    for query in ("", "?paper=letter", "?role=head&paper=a4", "?role=king&paper=b7"):
        answer = desk.client.get(f"{desk.url}/blank.pdf{query}")
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        path = tmp_path / "sheet.pdf"
        path.write_bytes(answer.data)
        found = outloud.check(str(path))
        assert (found.error, found.findings) == (None, [])
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
        assert "Hand this sheet to a lead" in " ".join(text.split())
        assert "Ash School" in text


def test_each_role_has_a_file_of_its_own_that_says_whose_it_is(desk):
    page = desk.client.page(f"{desk.url}")
    files = {label: url for label, url in page.links if url and "blank.pdf" in url}
    assert list(files) == ["PDF for: Headteacher", "PDF for: Teacher"]
    names = [desk.client.get(url).headers["Content-Disposition"] for url in files.values()]
    assert names == [
        f"attachment; filename=riverside-partnership-autumn-2026-{role}-questionnaire.pdf"
        for role in ("headteacher", "teacher")
    ]


def test_who_leads_one_partner_gets_a_sheet_for_that_one(client, database):
    desk = Desk(client, database, make_round, Role.PARTNER_LEAD, "Ash School")
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(client.get(f"{desk.url}/blank.pdf").data)).pages
    )
    assert "Ash School" in text
    assert "Beech School" not in text
