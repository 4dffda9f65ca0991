"""A document with everything in it, and what reads it back."""

import io
from dataclasses import dataclass, field

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from pypdf import PdfReader
from pypdf.generic import ContentStream

from pet.report import text
from pet.report.flowables import (
    Body,
    Boxes,
    BulletList,
    Callout,
    ChartFigure,
    Contents,
    Cover,
    DataTable,
    Heading,
    Lead,
    Note,
    NumberedList,
    Quote,
    Rule,
    SectionStart,
    SideBySide,
    Small,
    Space,
    Strong,
    Together,
)
from pet.report.page import Meta, render

HOSTILE = (
    "<b>unbalanced <img src='/invented/path.png'/> & <para> &#0; </font>",
    "nul\x00 bell\x07 mark\ufeff odd\ufffe\uffff lone\ud800",
    "turned \u202eround\u202c and \u2067back\u2069",
    "שלום 漢字 😀 👩\u200d👩\u200d👧 → ✓ Łódź",
    "w" * 200_000,
    "漢" * 10_000,
    "word " * 2_000,
    "line\n" * 5_000,
    "{not_a_field} %s %(x)s \\n $x_1$ $",
    "",
)


def chart(label="7", width=300.0):
    """A figure without axes: a hatched bar and its label."""
    figure = Figure(figsize=(width / 72, 0.8), dpi=72)
    figure.add_artist(Rectangle((10, 10), 80, 30, facecolor="#dfc27d", hatch="/", transform=Affine2D()))
    figure.add_artist(Text(50, 25, label, ha="center", va="center", transform=Affine2D(), parse_math=False))
    return figure


def everything():
    """A story with every flowable."""
    return [
        Cover(
            "An invented report", kicker="Kicker", subtitle="Subtitle", facts=["A fact."], note="A promise."
        ),
        Contents("Contents"),
        SectionStart("First section"),
        Heading(1, "The first finding", kicker="What we share", key="first"),
        Lead("A statement."),
        ChartFigure(chart(), "The alternative text of the chart.", caption="How to read the chart."),
        Heading(2, "A part"),
        Body(
            text.fill(
                "Some {words} and {more}.", words=text.bold("bold"), more=text.link("a link", "#second")
            )
        ),
        NumberedList(["One reason", "Another reason"]),
        BulletList(["A dotted item", "Another dotted item"]),
        Together([Strong("Strong line"), Note("A note.")]),
        SectionStart("Second section"),
        Heading(1, "The second finding", key="second"),
        DataTable(
            ["Theme", "Answers", "Word"], [[f"Theme {n}", str(n), "close"] for n in range(45)], caption="All"
        ),
        SideBySide([ChartFigure(chart(), "Another chart.")], [Body("Beside the chart.")]),
        Callout([Strong("Notice"), Body("One thing.")]),
        Quote("A comment\nin two lines."),
        Rule(),
        Space(10),
        Small("Small print."),
        Body(text.link("A paragraph that is a link", "https://example.org/?a=1&b=2")),
        Body("Words that go on. " * 400),
        Boxes([("What do we see?", "only facts"), ("So what?", ""), ("Now what?", "who, when")]),
        Heading(4, "A heading that leaves levels out"),
        Body("The end."),
    ]


def hostile():
    """A story in which every text is bad."""
    story = [SectionStart(HOSTILE[0])]
    for number, bad in enumerate(HOSTILE):
        story += [
            Heading(1 + number % 4, bad or "Empty", kicker=bad),
            Body(bad),
            Quote(bad),
            NumberedList([bad, bad]),
            ChartFigure(chart(bad[:50]), f"People answered this in several ways: {bad[:40]}", caption=bad),
            DataTable(
                ["Name", "Comment", "n"], [["a", bad, "1"], ["b", "fine", "2"], ["c", bad, "3"]], caption=bad
            ),
            Boxes([(bad[:300], bad[:300])]),
            Callout([Body(bad)]),
            SideBySide([Body(bad)], [Body("Beside.")]),
        ]
    return story


def meta(**changed):
    """What the documents say about themselves."""
    given = {
        "title": "An invented report",
        "language": "en",
        "footer": "Groups smaller than five are not shown.",
    }
    return Meta(**(given | changed))


@dataclass
class Mark:
    """One marked-content sequence of a page."""

    tag: str
    number: int | None
    text: str = ""
    paints: int = 0


@dataclass
class Page:
    """What is on a page, as content streams say it."""

    marks: list[Mark] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    deepest: int = 0


_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_PAINTS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"}


def read_page(reader, page):
    """Walk the content stream of a page."""
    found, open_marks = Page(), []
    for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if operator == b"BDC" else {}
            open_marks.append(Mark(str(operands[0]), properties.get("/MCID")))
            found.marks.append(open_marks[-1])
            found.deepest = max(found.deepest, len(open_marks))
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in _SHOWS | _PAINTS:
            if not open_marks:
                found.unmarked.append(operator.decode())
            else:
                open_marks[-1].paints += 1
    assert open_marks == []
    return found


@pytest.fixture(scope="session")
def sample():
    """The bytes of the document with everything in it."""
    return render(everything(), meta())


@pytest.fixture(scope="session")
def reader(sample):
    """The document, read back."""
    return PdfReader(io.BytesIO(sample), strict=True)
