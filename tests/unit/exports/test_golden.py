"""The golden archives: read by this PET, and made anew from what is in them.

With the locked versions of all libraries every file has the same bytes. With later ones the same things must be said:
the result, the tables, the words and the number of pages. `PET_GOLDEN=write` (or tools/make_golden.py) writes them anew,
where an output was meant to change.
"""

import functools
import io
import os
import platform
import re
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from pet.exports import archive
from tools import make_golden

FOLDER = Path(__file__).parents[2] / "golden"
LOCK = Path(__file__).parents[3] / "locks"
NAMES = sorted(file.stem for file in FOLDER.glob("*.zip"))
MADE_WITH = (
    "reportlab",
    "matplotlib",
    "python-pptx",
    "xlsxwriter",
    "babel",
    "pillow",
    "fonttools",
    "numpy",
    "lxml",
)
EXACT = (".csv", ".R", ".sps", ".do", ".json", ".yaml", ".html")
each = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module", autouse=True)
def _written():
    if os.environ.get("PET_GOLDEN") == "write":
        make_golden.main()


@functools.cache
def read(name):
    return archive.read((FOLDER / f"{name}.zip").read_bytes())


@functools.cache
def rebuilt(name):
    return archive.rebuild(read(name))


def locked():
    """The versions that the golden archives were made with; of some libraries one for each version of Python."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in LOCK.glob("*.txt"))
    return set(re.findall(r"^([a-z0-9.-]+==[^\s;\\]+)", text, flags=re.MULTILINE))


def other_versions():
    """Libraries whose version is none of the locked ones, and a Python that adds floats otherwise than that of the archives.

    From 3.12 on `sum` is more exact: a place that lies right between two ten-thousandths of a point is rounded otherwise.
    """
    libraries = [one for name in MADE_WITH if (one := f"{name}=={metadata.version(name)}") not in locked()]
    return [*libraries, *([f"Python {platform.python_version()}"] if sys.version_info >= (3, 12) else [])]


def test_there_are_golden_archives():
    assert set(NAMES) >= set(make_golden.ROUNDS), "run tools/make_golden.py"


@each
def test_every_file_is_made_anew_byte_for_byte(name):
    if other := other_versions():
        pytest.skip(f"other versions than the locked ones: {', '.join(other)}")
    if read(name).program != archive.program():
        pytest.skip("of an earlier PET")
    made = rebuilt(name)
    assert sorted(made) == sorted(read(name).files)
    assert [file for file, content in made.items() if content != read(name).files[file]] == []


@each
@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # of openpyxl, at data bars
def test_results_tables_and_pages_say_the_same(name):
    """Also with later versions of everything."""
    held, made = read(name).files, rebuilt(name)
    for file in (one for one in held if one.endswith(EXACT)):
        if not file.endswith(".html"):  # holds a picture
            assert made[file] == held[file], file
    for file in (one for one in held if one.endswith(".pdf")):
        assert said(made[file]) == said(held[file]), file
    for file, saying in (("slides.pptx", slides), ("workbook.xlsx", cells)):
        if file in held:
            assert saying(made[file]) == saying(held[file]), file


@each
def test_it_can_be_opened_without_pet(name):
    with zipfile.ZipFile(FOLDER / f"{name}.zip") as packed:
        assert packed.testzip() is None
        assert packed.read("full-report.pdf").startswith(b"%PDF-1.")


def said(pdf):
    """The words of each page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def slides(pptx):
    deck = Presentation(io.BytesIO(pptx))
    return [
        [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in deck.slides
    ]


def cells(xlsx):
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
