"""The documents as a PDF/UA-1 validator sees them, good stories and bad ones, on both papers."""

import io

import outloud
import pytest
from pypdf import PdfReader

from pet.report.flowables import Body, DataTable, Heading
from pet.report.page import render
from tests.unit.report.conftest import everything, hostile, meta, read_page

STORIES = {
    "everything": everything,
    "hostile": hostile,
    "one line": lambda: [Body("A line.")],
    "one heading": lambda: [Heading(3, "A heading")],
    "small table": lambda: [Heading(1, "T"), DataTable(["a", "b"], [["x", "1"], ["y", "2"], ["z", ""]])],
}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", STORIES)
def test_the_validator_has_nothing_to_say(tmp_path, name, paper):
    path = tmp_path / "report.pdf"
    path.write_bytes(render(STORIES[name](), meta(), page=paper))
    result = outloud.check(str(path))
    assert result.error is None
    assert [f"{finding.rule} {finding.message}" for finding in result.findings] == []


def test_bad_texts_leave_nothing_outside_and_no_picture_in():
    reader = PdfReader(io.BytesIO(render(hostile(), meta())))
    for page in reader.pages:
        assert read_page(reader, page).unmarked == []
        assert "/XObject" not in page["/Resources"]
        assert "/Annots" not in page
    text = "".join(page.extract_text() for page in reader.pages)
    assert "<b>unbalanced <img" in text
    assert "\x00" not in text


def test_a_story_of_nothing_is_an_empty_page():
    assert len(PdfReader(io.BytesIO(render([], meta()))).pages) == 1
