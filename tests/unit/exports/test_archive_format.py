"""docs/archive-format.md says what an archive holds: every file, and every field in its order."""

import json
import re
from pathlib import Path

import pytest

from pet.exports import archive, catalogue
from tests.support import records

PAGE = (Path(__file__).parents[3] / "docs" / "archive-format.md").read_text("utf-8")
RECORD = records.riverside().as_document()
MANIFEST = json.loads(archive._manifest({}, page="a4", language="en"))  # noqa: SLF001 -- the very one
OBJECTS = {
    "Manifest": MANIFEST,
    "Record": RECORD,
    "Agenda": RECORD["agenda"],
    "Action": RECORD["actions"][0],
}


def section(heading):
    return re.split(r"^## ", PAGE.split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(heading):
    return re.findall(r"^\| `([\w.-]+)` \|", section(heading), re.MULTILINE)


@pytest.mark.parametrize(("heading", "document"), OBJECTS.items(), ids=list(OBJECTS))
def test_every_field_is_described_in_its_order(heading, document):
    assert first_cells(heading) == list(document)


def test_every_file_is_described():
    names = {file.name for file in catalogue.ALL} - {catalogue.ARCHIVE}
    assert set(first_cells("Files")) == names | {archive.MANIFEST}


def test_the_formats_are_those_of_the_code():
    assert re.search(r"`format` \| `\"(.*?)\"`", section("Manifest"))[1] == archive.FORMAT
    assert re.search(r"`format` \| `\"(.*?)\"`", section("Record"))[1] == RECORD["format"]
