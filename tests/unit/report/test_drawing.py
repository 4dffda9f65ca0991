"""Figures on the canvas: vectors stay vectors, text stays text."""

import io

import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from pypdf import PdfReader
from pypdf.generic import ContentStream

from pet.paths import FONTS
from pet.report import fonts
from pet.report.drawing import CanvasRenderer
from pet.report.flowables import ChartFigure
from pet.report.page import render
from tests.unit.report.conftest import chart, meta

PLAIN = Affine2D()


def drawn(*artists, dpi=72):
    """The operations of a page with a figure of these artists, and the reader of the file."""
    figure = Figure(figsize=(3, 2), dpi=dpi)
    figure.patch.set_visible(False)
    for artist in artists:
        artist.set_transform(PLAIN)
        figure.add_artist(artist)
    reader = PdfReader(io.BytesIO(render([ChartFigure(figure, "x")], meta())))
    operations = ContentStream(reader.pages[0]["/Contents"].get_object(), reader).operations
    start = next(
        n for n, (operands, op) in enumerate(operations) if op == b"BDC" and operands[0] == "/Figure"
    )
    end = next(n for n, (_, op) in enumerate(operations) if n > start and op == b"EMC")
    return [
        (op.decode(), [float(o) if hasattr(o, "as_numeric") else o for o in operands])
        for operands, op in operations[start:end]
    ]


def of(operations, *names):
    """The operations with these operators."""
    return [operation for operation in operations if operation[0] in names]


def test_a_line_is_stroked_as_it_is():
    line = Line2D([10, 50], [20, 40], color="#0f5c6e", lw=2, dashes=(3, 1), solid_capstyle="round")
    operations = drawn(line)
    assert of(operations, "m", "l") == [("m", [10, 20]), ("l", [50, 40])]
    assert ("S", []) in operations
    assert of(operations, "w")[-1] == ("w", [2.0])
    assert of(operations, "d")[-1][1][0] == [6, 2]


def test_an_area_is_filled_and_see_through():
    operations = drawn(Rectangle((10, 10), 20, 30, facecolor="#ff0000", alpha=0.5, lw=0))
    assert ("f", []) in operations
    assert ("rg", [1, 0, 0]) in operations
    assert len(of(operations, "gs")) == 1
    assert ("h", []) in operations


def test_quadratic_curves_become_cubic_ones():
    arch = PathPatch(Path([(0, 0), (30, 60), (60, 0)], [Path.MOVETO, Path.CURVE3, Path.CURVE3]), fill=False)
    assert of(drawn(arch), "c") == [("c", [20, 40, 40, 40, 60, 0])]


def test_clips_and_hatches_stay_within_their_shape():
    box = Rectangle((10, 10), 40, 40, facecolor="#dfc27d", hatch="/", lw=0)
    operations = drawn(box)
    assert len(of(operations, "W")) == 1
    assert len(of(operations, "B", "S")) == 1
    clipped = Rectangle((0, 0), 90, 90, facecolor="#dfc27d", lw=0)
    clipped.set_clip_path(Path.circle((40, 40), 20), PLAIN)
    assert len(of(drawn(clipped), "W")) == 1


def test_nothing_invisible_is_painted():
    operations = drawn(Rectangle((1, 1), 5, 5, fill=False, lw=0))
    assert of(operations, "f", "S", "B") == []


def test_text_is_text_in_our_fonts_wherever_it_turns():
    operations = drawn(Text(50, 60, "Trust → $x$", rotation=90, fontsize=10))
    words = "".join(part for _, operands in of(operations, "Tj") for part in operands)
    assert words.startswith("Trust ")
    assert words.endswith(" $x$")
    assert [size for _, (_, size) in of(operations, "Tf")] == [10, 10, 10]
    assert any(matrix[1] == 1 and matrix[2] == -1 for _, matrix in of(operations, "cm"))


def test_a_figure_made_for_another_resolution_has_the_same_size():
    assert drawn(dpi=72) == drawn(dpi=200)
    figure = Figure(figsize=(1, 1), dpi=200)
    render([ChartFigure(figure, "x")], meta())
    assert figure.dpi == 200


def test_a_character_without_a_glyph_is_a_visible_gap():
    reader = PdfReader(io.BytesIO(render([ChartFigure(chart("漢\x00字"), "x")], meta())))
    assert "\ufffd\ufffd" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    ("asked", "face"),
    [
        ({"weight": "bold"}, fonts.BOLD),
        ({"weight": 600}, fonts.SEMIBOLD),
        ({"style": "italic"}, fonts.ITALIC),
        ({"family": "monospace"}, fonts.REGULAR),
        ({"fname": str(FONTS / "AtkinsonHyperlegibleNext-SemiBold.ttf")}, fonts.SEMIBOLD),
        ({"fname": "/invented/DejaVuSans-Bold.ttf"}, fonts.BOLD),
    ],
)
def test_texts_are_set_in_the_nearest_face(asked, face):
    renderer = CanvasRenderer(None, 10, 10)
    width, height, descent = renderer.get_text_width_height_descent(
        "Wide", FontProperties(size=20, **asked), ismath=False
    )
    assert width == fonts.width("Wide", face, 20)
    assert (height, descent) == pytest.approx((18.4, 4.0))
