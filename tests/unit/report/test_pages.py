"""How stories break into pages, and what stands around them."""

import io

import pytest
from pypdf import PdfReader
from reportlab.platypus import Spacer

from pet.report import styles
from pet.report.flowables import (
    Body,
    Boxes,
    Callout,
    ChartFigure,
    Contents,
    DataTable,
    Heading,
    Quote,
    SectionStart,
    SideBySide,
    Space,
    Stack,
    Together,
)
from pet.report.page import PAPERS, render
from pet.report.stack import fill, tall
from tests.unit.report.conftest import chart, meta


def pages(story, *, page="a4", **changed):
    """The text of each page of a story, without the foot."""
    reader = PdfReader(io.BytesIO(render(story, meta(footer="", running="Head", **changed), page=page)))
    return [text.extract_text().split("\n") for text in reader.pages]


def test_both_papers_have_the_same_width_of_text_and_posters_a_wider_one():
    sizes = {
        name: (paper.width, paper.height, paper.left * 2 + paper.measure) for name, paper in PAPERS.items()
    }
    assert sizes == {
        "a4": (595.28, 841.89, 595.28),
        "letter": (612.0, 792.0, 612.0),
        "a3": (841.89, 1190.55, 841.89),
    }
    assert [PAPERS[name].measure for name in ("a4", "letter")] == [styles.WIDTH] * 2
    assert PAPERS["a3"].measure > styles.WIDTH
    assert all(600 < paper.room < paper.height for paper in PAPERS.values())


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_paper_is_the_one_asked_for(paper):
    box = PdfReader(io.BytesIO(render([Body("x")], meta(), page=paper))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == (PAPERS[paper].width, PAPERS[paper].height)


def test_what_fits_stays_and_the_rest_goes_on():
    blocks = [Space(100), Space(100), Space(100)]
    assert fill(blocks, 300, 250) == (blocks[:2], blocks[2:])
    assert fill(blocks, 300, 300) == (blocks, [])
    assert fill([], 300, 300) == ([], [])


def test_a_heading_never_stands_last():
    heading = Heading(2, "Title")
    high = tall(heading, 300)
    assert fill([Space(100), heading, Space(100)], 300, 150 + high)[0][1:] == []
    assert len(fill([Space(100), heading, Space(20)], 300, 150 + high)[0]) == 3


def test_a_section_starts_on_a_fresh_page_but_not_after_an_empty_one():
    assert len(pages([SectionStart("A"), Body("one"), SectionStart("B"), Body("two")])) == 2


def test_the_head_names_the_section_that_starts_on_the_page_or_goes_on():
    story = [SectionStart("First"), Body("one"), Space(500), Space(300), SectionStart("Second"), Body("two")]
    named = [[line.strip() for line in page if line.strip() in {"First", "Second"}] for page in pages(story)]
    assert named == [["First"], ["First"], ["Second"]]


def test_together_stays_on_one_page_until_it_is_taller_than_one():
    small = Together([Space(200), Space(200)])
    here, rest = fill([Space(400), small], 300, 700, fresh=True)
    assert (len(here), rest) == (1, [small])
    tall_one = Together([Space(400), Space(400)])
    here, rest = fill([tall_one], 300, 700, fresh=True)
    assert [block.points for block in [*here, *rest]] == [400, 400]
    assert (len(here), len(rest)) == (1, 1)


def test_columns_taller_than_a_page_stand_one_below_the_other():
    left, right = Space(900), Space(50)
    here, rest = fill([SideBySide([left], [right])], 300, 700, fresh=True)
    assert [*here, *rest] == [left, right]
    assert fill([SideBySide([left], [right], right_first=True)], 300, 700, fresh=True)[0][0] is right


def test_columns_are_read_in_their_order():
    story = [SideBySide([Body("left words")], [Body("right words")])]
    assert [line.strip() for line in pages(story)[0] if "words" in line] == ["left words", "right words"]
    turned = [SideBySide([Body("left words")], [Body("right words")], right_first=True)]
    assert [line.strip() for line in pages(turned)[0] if "words" in line] == ["right words", "left words"]


def test_what_no_page_can_hold_is_drawn_all_the_same():
    assert len(pages([Spacer(10, 5_000), Body("after")])) == 2


def test_a_figure_is_made_smaller_where_the_room_is_never_larger():
    assert tall(ChartFigure(chart(width=300.0), "x"), 500) == pytest.approx(57.6)
    assert tall(ChartFigure(chart(width=300.0), "x"), 150) == pytest.approx(28.8)


def test_boxes_grow_with_their_words_and_never_beyond_a_page():
    assert tall(Boxes([("A", "b")], height=5_000), 500) <= 540
    assert tall(Boxes([("A", "b")] * 3, height=10), 500) > 50


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_captions_and_boxes_leave_room_for_what_follows(level):
    long = "word " * 3_000
    assert tall(Heading(level, long, kicker=long), styles.WIDTH) < 320
    assert tall(ChartFigure(chart(), "x", caption=long), styles.WIDTH) < 320
    assert tall(Boxes([(long, long)] * 3, height=10), styles.WIDTH) < 500


def test_callouts_and_quotes_break_over_pages():
    for long in (Callout([Body("word " * 2_000)]), Quote("word " * 2_000), Stack([Body("word " * 2_000)])):
        here, rest = fill([long], styles.WIDTH, 400, fresh=True)
        assert (len(here), len(rest)) == (1, 1)
        assert type(here[0]) is type(rest[0]) is type(long)
        assert tall(here[0], styles.WIDTH) <= 400


def test_lines_are_never_longer_than_the_measure():
    body = Body("word " * 100)
    tall(body, styles.WIDTH)
    assert body.width == styles.MEASURE


def test_a_row_taller_than_the_page_is_split_and_the_header_comes_again():
    table = DataTable(["Who", "What", "n"], [["a", "word " * 3_000, "1"], ["b", "x", "2"], ["c", "y", "3"]])
    text = pages([table])
    assert len(text) > 2
    assert all(any("Who" in line for line in page) for page in text)
    assert sum(row.count("word") for page in text for row in page) == 2_000  # 10,000 characters are kept


def test_columns_of_numbers_stand_right_and_shares_divide_the_rest():
    table = DataTable(["Theme", "n", "Share"], [["a", "1", "10 %"], ["b", "12", "–"]])
    assert [table._align(number) for number in range(3)] == ["left", "right", "right"]  # noqa: SLF001 -- the decision is worth a test of its own
    tall(table, styles.WIDTH)
    widths = table.children[0].columns
    assert sum(widths) == pytest.approx(styles.WIDTH + 14.0)
    assert widths[0] > 300


def test_rows_are_as_long_as_the_header():
    with pytest.raises(ValueError, match="one cell per column"):
        DataTable(["a", "b"], [["1"]])


@pytest.mark.parametrize(("rows", "role"), [(1, "TD"), (2, "TD"), (3, "TH")])
def test_rows_have_header_cells_unless_headers_would_outnumber_cells(rows, role):
    table = DataTable(["a", "b", "c"], [["1", "2", "3"]] * rows)
    assert table.children[1].elements[0].role == role


@pytest.mark.parametrize(
    ("title", "section", "lines"),
    [
        ("Riverside · Autumn 2026", "Trust", {"Riverside · Autumn 2026", "Trust"}),
        ("What we say when we look at ourselves again", "Trust", {"What we say when we look…", "Trust"}),
    ],
)
def test_heads_are_labels_not_sentences(title, section, lines):
    reader = PdfReader(io.BytesIO(render([SectionStart(section), Body("x")], meta(running=title))))
    assert lines <= {line.strip() for line in reader.pages[0].extract_text().split("\n")}


def test_a_story_that_was_drawn_before_is_refused_in_words():
    story = [Body("Once only.")]
    render(story, meta())
    with pytest.raises(ValueError, match="this story was drawn before"):
        render(story, meta())


def test_what_is_optional_is_left_out_where_it_has_no_room_and_nothing_else_is():
    example = Together([Space(80)])
    example.optional = True
    first, last = Space(200), Space(40)
    assert fill([first, example, last], 300, 400, fresh=True) == ([first, example, last], [])
    assert fill([first, example, last], 300, 250, fresh=True) == ([first, last], [])


def test_a_piece_names_the_running_head_only_of_a_page_that_it_begins():
    def piece(high, running):
        made = Together([Body(running), Space(high)])
        made.running = running
        return made

    room = PAPERS["a4"].room
    found = pages([piece(room / 3, "One"), piece(room / 3, "Two"), piece(room / 2, "Three"), Body("Last")])
    heads = [" ".join(page) for page in found]
    assert [[head.count(name) for name in ("One", "Two", "Three")] for head in heads] == [
        [2, 1, 0],
        [0, 0, 2],
    ]


@pytest.mark.parametrize(("sections", "columns"), [(5, 1), (20, 2)])
def test_long_contents_stand_in_two_columns(sections, columns):
    contents = Contents("Contents")
    contents.take([Heading(1, f"Part {number}") for number in range(sections)])
    (listed,) = contents.children[1:]
    assert isinstance(listed.children[0], SideBySide) == (columns == 2)
