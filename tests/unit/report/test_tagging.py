"""The structure of a written document, as another library reads it."""

import io
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from pypdf import PdfReader

from pet.report import fonts
from pet.report.flowables import Body, Contents, Heading
from pet.report.page import render
from pet.report.text import link
from tests.unit.report.conftest import everything, meta, read_page

_HEADING = re.compile(r"/H[1-6]")


def elements(reader):
    """Every structure element, in the order of reading."""

    def walk(element):
        yield element
        for kid in kids(element):
            if "/S" in kid:
                yield from walk(kid)

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def kids(element):
    """The dictionaries among the kids of an element."""
    return [kid.get_object() for kid in element.get("/K", []) if hasattr(kid.get_object(), "keys")]


def marks_of(element):
    """`(page reference, MCID)` of each piece of content of an element."""
    found = []
    for kid in element.get("/K", []):
        content = kid.get_object()
        if isinstance(content, int):
            found.append((element.raw_get("/Pg").idnum, int(content)))
        elif content.get("/Type") == "/MCR":
            found.append((content.raw_get("/Pg").idnum, int(content["/MCID"])))
    return found


def by_role(reader, role):
    """The elements with that role."""
    return [element for element in elements(reader) if element["/S"] == role]


def parents(reader):
    """The parent tree as a mapping."""
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    return {int(key): value.get_object() for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def test_nothing_is_drawn_outside_elements_and_artifacts_and_none_lies_in_another(reader):
    for page in reader.pages:
        found = read_page(reader, page)
        assert found.unmarked == []
        assert found.deepest == 1


def test_every_piece_of_content_has_its_element_and_the_way_back(reader):
    back = parents(reader)
    claimed = {mark: element for element in elements(reader) for mark in marks_of(element)}
    drawn = {}
    for page in reader.pages:
        numbered = [mark for mark in read_page(reader, page).marks if mark.number is not None]
        assert [mark.number for mark in numbered] == list(range(len(numbered)))
        assert len(back[page["/StructParents"]]) == len(numbered)
        for mark in numbered:
            drawn[page.indirect_reference.idnum, mark.number] = mark.tag
            element = back[page["/StructParents"]][mark.number].get_object()
            assert element["/S"] == mark.tag
            assert claimed[page.indirect_reference.idnum, mark.number] == element
    assert claimed.keys() == drawn.keys()


def test_no_mark_is_empty_but_those_where_a_link_begins_or_ends(reader):
    empty = [m.tag for page in reader.pages for m in read_page(reader, page).marks if not m.paints]
    assert set(empty) <= {"/P", "/Artifact"}


def test_the_order_of_reading_is_the_order_of_the_story(reader):
    roles = [
        element["/S"] for element in elements(reader) if element["/S"] not in {"/TR", "/TH", "/TD", "/TOCI"}
    ]
    assert roles[:11] == [
        "/Document",
        "/Sect",
        "/P",
        "/H1",
        "/P",
        "/P",
        "/P",
        "/Sect",
        "/H1",
        "/TOC",
        "/Reference",
    ]
    second = [element for element in elements(reader) if element["/S"] == "/Sect"][2]
    assert [kid["/S"] for kid in kids(second)] == ["/P", "/H1", "/P", "/Div", "/Sect"]
    part = kids(second)[-1]
    assert [kid["/S"] for kid in kids(part)] == ["/H2", "/P", "/L", "/L", "/P", "/P"]


def test_a_paragraph_on_two_pages_is_one_element(reader):
    spread = [e for e in by_role(reader, "/P") if len({page for page, _ in marks_of(e)}) > 1]
    assert len(spread) == 1


def test_tables_have_header_cells_with_scope_and_are_read_once(reader):
    (table,) = by_role(reader, "/Table")
    caption, header, *rows = kids(table)
    assert caption["/S"] == "/Caption"
    assert [(cell["/S"], cell["/A"]["/Scope"]) for cell in kids(header)] == [("/TH", "/Column")] * 3
    assert len(rows) == 45
    assert {(len(kids(row)), kids(row)[0]["/A"]["/Scope"]) for row in rows} == {(3, "/Row")}
    assert {cell["/S"] for row in rows for cell in kids(row)[1:]} == {"/TD"}
    assert all(len(marks_of(cell)) == 1 for row in [header, *rows] for cell in kids(row))


def test_lists_have_labels_and_bodies(reader):
    numbered, dotted = by_role(reader, "/L")
    assert numbered["/A"]["/ListNumbering"] == "/Decimal"
    assert dotted["/A"]["/ListNumbering"] == "/Disc"
    for item in [*kids(numbered), *kids(dotted)]:
        assert [part["/S"] for part in kids(item)] == ["/Lbl", "/LBody"]


def test_figures_say_what_they_show_and_where_they_stand(reader):
    first, second = by_role(reader, "/Figure")
    assert (first["/Alt"], second["/Alt"]) == ("The alternative text of the chart.", "Another chart.")
    left, bottom, right, top = (float(edge) for edge in first["/A"]["/BBox"])
    assert (right - left, top - bottom) == pytest.approx((300.0, 57.6), abs=0.02)


def test_no_level_of_heading_is_left_out(reader):
    levels = [int(e["/S"][2]) for e in elements(reader) if _HEADING.fullmatch(e["/S"])]
    assert levels == [1, 1, 1, 2, 1, 2]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_and_contents_name_the_headings_and_their_pages(reader):
    def outline(entries):
        return [
            outline(e) if isinstance(e, list) else (e.title, reader.get_destination_page_number(e))
            for e in entries
        ]

    assert outline(reader.outline) == [
        ("The first finding", 2),
        [("A part", 2)],
        ("The second finding", 3),
        [("A heading that leaves levels out", 7)],
    ]
    listed = [line.strip() for line in reader.pages[1].extract_text().splitlines()]
    assert listed[:7] == ["Contents", "The first finding", "3", "A part", "3", "The second finding", "4"]


def test_words_from_outside_take_no_room_that_is_kept_for_numbers_of_pages():
    said = "% room for number 0. We said so."
    story = [Contents("Contents"), Heading(1, "A finding"), Body(said), Heading(1, said)]
    pages = PdfReader(io.BytesIO(render(story, meta()))).pages
    shown = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert shown.count(said) == 3  # in the contents, in the text, as a heading


def test_links_are_elements_with_their_words_and_lead_back(reader):
    back = parents(reader)
    annotations = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    assert len(annotations) == len(by_role(reader, "/Link")) == 5
    for annotation in annotations:
        element = back[annotation["/StructParent"]]
        assert element["/S"] == "/Link"
        assert marks_of(element) != []
        assert [kid["/Obj"] for kid in kids(element) if kid.get("/Type") == "/OBJR"] == [annotation]
    assert [a["/Contents"] for a in annotations][-2:] == ["a link", "A paragraph that is a link"]
    assert annotations[-1]["/A"]["/URI"] == "https://example.org/?a=1&b=2"


def test_a_link_to_a_heading_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="not there: nowhere"):
        render([Body(link("words", "#nowhere"))], meta())


def test_the_document_says_what_it_is(reader):
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "/Filter" not in root["/Metadata"]
    packet = ET.fromstring(root["/Metadata"].get_data())  # noqa: S314 -- we wrote it
    said = {item.tag.split("}")[1]: "".join(item.itertext()).strip() for item in packet.iter()}
    assert said["part"] == "1"
    assert said["title"] == reader.metadata.title == "An invented report"
    assert all(page["/Tabs"] == "/S" for page in reader.pages)


def test_titles_may_hold_anything():
    data = render([Body("x")], meta(title="<a> & \x00 → 漢", author="]]> & co", subject="</rdf:RDF>"))
    read = PdfReader(io.BytesIO(data))
    assert read.metadata.title == "<a> & → 漢"
    packet = ET.fromstring(read.trailer["/Root"]["/Metadata"].get_data())  # noqa: S314 -- we wrote it
    assert [i.text for i in packet.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")][2] == "]]> & co"


def test_heads_and_feet_are_artifacts(reader):
    for number, page in enumerate(reader.pages):
        artifacts = [mark for mark in read_page(reader, page).marks if mark.tag == "/Artifact"]
        assert sum(mark.paints for mark in artifacts) >= (3 if number else 1)


def test_all_fonts_are_embedded_and_none_is_helvetica(reader, sample):
    assert b"Helvetica" not in sample
    used = {
        font.get_object()["/BaseFont"]: font.get_object()["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.split("+")[1] for name in used} == {
        "AtkinsonHyperlegibleNext-Bold",
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-SemiBold",
    }
    assert all("/FontFile2" in descriptor for descriptor in used.values())


def test_the_same_story_gives_the_same_bytes(sample):
    assert render(everything(), meta()) == sample


def test_headings_without_a_key_or_with_the_same_one_are_told_apart():
    story = [Heading(1, "One", key="same"), Body("x"), Heading(1, "Two", key="same"), Heading(2, "Three")]
    read = PdfReader(io.BytesIO(render(story, meta())))
    assert [read.outline[0].title, read.outline[1].title, read.outline[2][0].title] == ["One", "Two", "Three"]


def test_lines_of_a_paragraph_end_in_a_space_so_that_no_two_words_run_together():
    words = "Words that are long enough to go over several lines of this narrow page " * 4
    reader = PdfReader(io.BytesIO(render([Heading(1, "Lines"), Body(words)], meta())))
    content = b"".join(page.get_contents().get_data() for page in reader.pages)
    shown = re.findall(rb"\((.*?)(?<!\\)\) Tj T\*", content)
    lines = [line for line in shown if b"narrow" in line]
    assert len(lines) > 3
    assert [line for line in lines if not line.endswith(b" ")] == []


def test_a_very_long_head_is_shortened_at_once():
    fonts.register()
    cut = fonts.shorten("Ab Cd " * 20_000, fonts.REGULAR, 9, 100)
    assert cut.endswith("…")
    assert 80 < fonts.width(cut, fonts.REGULAR, 9) <= 100
    assert fonts.shorten("Ab", fonts.REGULAR, 9, 100) == "Ab"
    assert fonts.shorten("Abcdef", fonts.REGULAR, 9, 1) == "…"
