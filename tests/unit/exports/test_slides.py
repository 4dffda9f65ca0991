"""The deck: native charts with the result's own numbers, notes to speak from, words that fit, the same bytes."""

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from posixpath import dirname, join, normpath

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from reportlab.pdfbase.pdfmetrics import stringWidth

from pet.charts import build as specs
from pet.exports import slides, zipped
from pet.exports.slides import charts, fitting, tables, template
from pet.language import PSEUDO, use
from pet.record.model import Action, Record
from pet.words import questions
from pet.words.numbers import rounded
from pet.words.phrases import topic
from tests.support import records, reports, results

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
HOSTILE = (
    *reports.HOSTILE,
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "הערות על השותפות שלנו",
    "w" * 10_000,
    "many words " * 900,
)


@cache
def made(name):
    return slides.build(getattr(records, name)())


@cache
def opened(data):
    return Presentation(BytesIO(data))


def shapes(data):
    return [shape for slide in opened(data).slides for shape in slide.shapes]


def xml(thing):
    return thing._element  # noqa: SLF001 -- the library shows some things in no other way


def native(data):
    return [shape for shape in shapes(data) if shape.shape_type is MSO_SHAPE_TYPE.CHART]


def series(shape):
    return [(one.name, tuple(one.values)) for one in shape.chart.plots[0].series]


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def titles(data):
    return [slide.shapes.title.text_frame.text for slide in opened(data).slides]


@cache
def hostile():
    framework = reports.reworded(
        results.framework(points=7, components=12), lambda n: HOSTILE[n % len(HOSTILE)]
    )
    actions = tuple(Action(what=text, owner=text, resource=text, note=text) for text in HOSTILE)
    return Record(
        framework=framework,
        computed=reports.result(framework, 40),
        partnership=HOSTILE[-1],
        title=HOSTILE[1],
        talk_note="\n".join(HOSTILE),
        actions=actions,
        became=actions,
    )


@cache
def long_titles(points):
    words = "partnership working across every school and college of the valley "
    framework = reports.reworded(
        results.framework(points=points, components=12), lambda n: f"{n} {words * 5}"[:300]
    )
    return Record(framework=framework, computed=reports.result(framework, 40), title=words * 4)


DECKS = {
    "riverside": lambda: made("riverside"),
    "harbour": lambda: made("harbour"),
    "four heads": lambda: made("four_heads"),
    "plain": lambda: made("plain"),
    "core": lambda: made("core"),
    "too few": lambda: made("too_few"),
    "hostile": lambda: slides.build(hostile()),
    "long, four points": lambda: slides.build(long_titles(4)),
    "long, seven points": lambda: slides.build(long_titles(7)),
}


@pytest.fixture(scope="module", params=DECKS)
def deck(request):
    return DECKS[request.param]()


def test_every_slide_has_a_title_and_notes(deck):
    for slide in opened(deck).slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text.strip()
        assert notes(slide).strip()


def test_the_deck_is_wide_and_holds_two_layouts_and_no_pictures(deck):
    found = opened(deck)
    assert (found.slide_width.pt, found.slide_height.pt) == (960, 540)
    assert [layout.name for layout in found.slide_layouts] == ["Title Slide", "Title Only"]
    assert not any(shape.shape_type is MSO_SHAPE_TYPE.PICTURE for shape in shapes(deck))
    assert not any(name.endswith((".jpeg", ".png", ".bin", ".emf")) for name in zipped.unpack(deck))


def test_everything_lies_on_the_slide_and_fits_its_box(deck):
    for shape in shapes(deck):
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left.pt + shape.width.pt <= 960
        assert shape.top.pt + shape.height.pt <= 540
        if shape.has_text_frame and shape.text_frame.text and not shape.name.startswith("Slide Number"):
            assert tall(shape.text_frame, shape.width.pt) <= shape.height.pt + 0.5, shape.text_frame.text
        if shape.has_table:
            assert rows_fit(shape.table)
            assert shape.top.pt + sum(row.height.pt for row in shape.table.rows) <= 500


def tall(frame, wide):
    high = 0.0
    for paragraph in frame.paragraphs:
        size = paragraph.runs[0].font.size.pt
        bold = bool(paragraph.runs[0].font.bold)
        high += (paragraph.space_before.pt if paragraph.space_before else 0) + fitting.height(
            [paragraph.text], size, wide, bold=bold
        )
    return high


def rows_fit(table):
    return all(
        tall(cell.text_frame, column.width.pt - 12) <= row.height.pt - 4.9
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if cell.text
    )


def test_nothing_that_people_read_is_smaller_than_eighteen_points(deck):
    for shape in shapes(deck):
        if shape.is_placeholder and shape.placeholder_format.type in {13, 15}:
            continue
        frames = [shape.text_frame] if shape.has_text_frame else []
        frames += [cell.text_frame for cell in shape.table.iter_cells()] if shape.has_table else []
        sizes = [run.font.size.pt for frame in frames for p in frame.paragraphs for run in p.runs if run.text]
        assert all(size >= 18 for size in sizes)


def test_pictures_are_native_charts_with_a_text_for_those_who_do_not_see_them(deck):
    for shape in shapes(deck):
        if shape.has_chart or shape.has_table:
            assert xml(shape).nvGraphicFramePr.cNvPr.get("descr").strip()


def test_every_part_is_well_formed_and_no_relation_leads_nowhere(deck):
    files = zipped.unpack(deck)
    types = etree.fromstring(files["[Content_Types].xml"])
    declared = {one.get("PartName") for one in types} | {one.get("Extension") for one in types}
    for name, content in files.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(content)
        assert f"/{name}" in declared or name.rpartition(".")[2] in declared
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            for relation in root:
                assert normpath(join(f"/{folder}", relation.get("Target"))).lstrip("/") in files
        else:
            used = {v for one in root.iter() for k, v in one.attrib.items() if k.startswith(RELATION) and v}
            known = f"{dirname(name)}/_rels/{name.rpartition('/')[2]}.rels"
            ids = {one.get("Id") for one in etree.fromstring(files[known])} if known in files else set()
            assert used <= ids


def test_shapes_of_a_slide_have_ids_of_their_own(deck):
    for slide in opened(deck).slides:
        ids = [int(one.get("id")) for one in xml(slide).iter() if one.tag.endswith("}cNvPr")]
        assert len(ids) == len(set(ids))


def test_the_zip_has_no_dates_and_sheets_have_no_formulas(deck):
    with zipfile.ZipFile(BytesIO(deck)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {zipped.WRITTEN_ON}
    for name, content in zipped.unpack(deck).items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                assert {entry.date_time for entry in archive.infolist()} == {zipped.WRITTEN_ON}
            sheet = openpyxl.load_workbook(BytesIO(content)).active
            assert not any(cell.data_type in "fe" for row in sheet.iter_rows() for cell in row)
            assert b"<f>" not in zipped.unpack(content)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("name", ["riverside", "four_heads"])
def test_the_same_record_gives_the_same_bytes(name):
    assert slides.build(getattr(records, name)()) == made(name)


def test_the_themes_of_the_agenda_have_their_three_questions_in_the_notes_and_on_a_slide():
    record = records.riverside()
    found = opened(made("riverside"))
    for item in record.result.agenda:
        asked = questions.texts(item.questions, topic(record.framework, item.theme))
        assert len(asked) == 3
        noted = [slide for slide in found.slides if all(question in notes(slide) for question in asked)]
        assert len(noted) == 2
        shown = "\n".join(shape.text_frame.text for shape in noted[1].shapes if shape.has_text_frame)
        assert all(question in shown for question in asked)


def test_bars_hold_the_answers_of_the_result():
    record = records.riverside()
    result = record.result
    counted = {theme.counts for theme in result.themes}
    found = [shape for shape in native(made("riverside")) if "BAR" in str(shape.chart.chart_type)]
    assert len(found) >= 6
    for shape in found:
        for answers in zip(*(values for _name, values in series(shape)), strict=True):
            assert tuple(map(int, answers)) in counted
    item = result.agenda[1]
    own = [values for _name, values in series(found[len(found) - len(result.agenda) + 1])]
    assert tuple(int(value) for (value,) in own) == result.theme(item.theme).counts


def test_the_radar_holds_the_components_and_is_never_filled():
    result = records.riverside().result
    first, second = [s for s in native(made("riverside")) if "RADAR" in str(s.chart.chart_type)]
    typical = tuple(rounded(part.typical, 1) for part in result.components)
    assert series(first)[0][1] == typical
    assert series(first)[1][1] == tuple(rounded(part.band[0], 1) for part in result.components)
    before = tuple(rounded(part.before, 1) for part in result.change.components)
    assert series(second)[0][1] == before
    for shape in (first, second):
        assert xml(shape.chart.plots[0]).xpath("c:radarStyle/@val") == ["marker"]
    dashes = [one.format.line.dash_style for one in second.chart.plots[0].series]
    assert dashes[0] is not None
    assert dashes[1] is None


def test_a_component_that_cannot_be_compared_has_no_row_beside_the_radar_of_change():
    record = records.riverside()
    change = record.computed.change
    first, *others = change.components
    gone = replace(first, before=None, after=None, themes_used=0)
    change = replace(change, components=(gone, *others))
    found = opened(slides.build(replace(record, computed=replace(record.computed, change=change))))
    [table] = [
        shape.table
        for slide in found.slides
        for shape in slide.shapes
        if shape.has_table
        and any(other.has_chart and "radar" in str(other.chart.chart_type).lower() for other in slide.shapes)
        and shape.table.cell(0, 1).text != "Typical"
    ]
    numbers = [row.cells[0].text.split()[0] for row in list(table.rows)[1:]]
    assert numbers == [record.framework.numbers[part.id] for part in others]


def test_lines_of_themes_that_moved_hold_both_rounds():
    result = records.riverside().result
    lines = [s for s in native(made("riverside")) if "LINE" in str(s.chart.chart_type)]
    changes = {
        (rounded(theme.before, 1), rounded(theme.after, 1))
        for theme in result.change.themes
        if theme.moved or theme.spread
    }
    assert {values for shape in lines for _name, values in series(shape)} == changes


def test_small_counts_stay_words():
    framework = results.framework()
    record = Record(framework=framework, computed=reports.result(framework, 7, small=False))
    found = slides.build(record)
    assert not any("BAR" in str(shape.chart.chart_type) for shape in native(found))
    binned = Record(framework=framework, computed=reports.result(framework, 7, small=True))
    for shape in native(slides.build(binned)):
        if "BAR" in str(shape.chart.chart_type):
            assert len(series(shape)) == 3


def test_where_nobody_gave_an_answer_no_label_is_left():
    for shape in native(made("riverside")):
        if "BAR" not in str(shape.chart.chart_type):
            continue
        for one in shape.chart.plots[0].series:
            gone = [int(place) for place in xml(one).xpath("c:dLbls/c:dLbl[c:delete]/c:idx/@val")]
            hatched = bool(xml(one).xpath("c:spPr/a:pattFill"))
            assert gone == [n for n, value in enumerate(one.values) if not value and hatched]


def test_no_sheet_holds_more_than_the_picture_of_its_slide():
    for shape in native(made("plain")):
        sheet = openpyxl.load_workbook(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
        held = [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2)]
        drawn = [list(values) for values in zip(*(values for _n, values in series(shape)), strict=True)]
        assert held == drawn


def test_a_percentage_below_one_is_shown_as_that():
    framework = results.framework()
    spec = specs.bars(
        results.result(framework, results.Answers((1, 40, 100, 400, 200))), framework, ["c1a1t1"]
    )
    row = charts.drawn(spec)[0]
    assert row.numbers[0] == "<1"
    assert charts.values(row) == (0.4, *map(float, row.numbers[1:]))


def test_what_was_agreed_and_what_became_of_it_stand_in_tables():
    found = [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in shapes(made("riverside"))
        if shape.has_table
    ]
    became, agreed = found[-2:]
    assert [row[1] for row in became[1:]] == ["Done", "Overdue", "Planned", "Dropped"]
    assert [row[1] for row in agreed[1:]] == ["Dana Osprey", "Jo Kestrel", "Kim Sample", "Robin Example"]


def test_without_actions_there_is_a_table_to_fill_in():
    assert "Who does what by when?" in titles(made("plain"))


def test_what_is_cut_stands_whole_in_the_notes():
    long = "Bring the nine schools together around one plan for reading. " * 12
    record = records.with_actions(records.riverside(), *[Action(what=long)] * 5)
    last = opened(slides.build(record)).slides[-2]
    [table] = [shape.table for shape in last.shapes if shape.has_table]
    assert table.cell(1, 0).text.endswith("…")
    assert long.strip() in notes(last)


def test_a_long_note_of_the_talk_is_cut_on_the_slide_and_whole_in_the_notes():
    long = "We had not known how much the smaller schools carry. " * 40
    found = opened(slides.build(replace(records.riverside(), talk_note=long)))
    [slide] = [s for s in found.slides if s.shapes.title.text_frame.text == "What the conversation changed"]
    shown = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert any(text.endswith("…") for text in shown)
    assert long.strip() in notes(slide)


@pytest.mark.parametrize("bold", [False, True])
def test_words_are_measured_at_least_as_wide_as_in_the_typeface_of_the_deck(bold):
    said = (
        "When it comes to our common purpose, what do we do that works? Name actions, not attitudes. WMQ mw @"
    )
    arial = stringWidth(said, "Helvetica-Bold" if bold else "Helvetica", 24)  # the same widths as Arial
    assert arial <= fitting.width(said, 24.0, bold=bold) <= 1.2 * arial


def test_properties_name_the_round_and_no_moment():
    properties = opened(made("riverside")).core_properties
    assert properties.title == "Riverside Learning Partnership · Second look"
    assert (properties.author, properties.last_modified_by) == ("PET", "PET")
    assert properties.created == properties.modified == datetime(2026, 11, 20)  # noqa: DTZ001 -- the file has no zone
    undated = opened(made("plain")).core_properties
    assert undated.created.date() == date(1980, 1, 1)
    assert undated.language == "en-GB"


def test_every_word_is_marked_with_its_language_and_the_typeface_is_everywhere():
    files = zipped.unpack(made("riverside"))
    for name, content in files.items():
        if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            runs = etree.fromstring(content).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r")
            assert all(run[0].get("lang") == "en-GB" for run in runs)
    theme = etree.fromstring(files["ppt/theme/theme1.xml"])
    latin = [one.get("typeface") for one in theme.iter("{*}latin")]
    assert set(latin) == {template.TYPEFACE}


def test_every_sentence_is_translated():
    with use(PSEUDO):
        found = titles(slides.build(records.riverside()))
    assert all("⟦" in title for title in found[1:])


def test_too_few_show_nothing_but_why():
    found = made("too_few")
    assert len(opened(found).slides) == 2
    assert native(found) == []


def test_comments_are_in_no_slide():
    result = records.riverside().result
    texts = {text for group in (*result.comments, *result.words) for text in group.texts}
    assert len(texts) > 5
    found = opened(made("riverside"))
    shown = [shape.text_frame.text for shape in shapes(made("riverside")) if shape.has_text_frame]
    said = "\n".join([*shown, *map(notes, found.slides)])
    assert not any(text in said for text in texts)


@pytest.mark.parametrize(
    ("texts", "box", "whole"),
    [
        (("short",), (200.0, 40.0), True),
        (("word " * 300,), (200.0, 40.0), False),
        (("w" * 5_000,), (200.0, 60.0), False),
        (("漢" * 400, "short"), (300.0, 90.0), False),
    ],
)
def test_words_fit_or_are_cut_visibly(texts, box, whole):
    found = fitting.fit(texts, box, (24.0, 18.0), gap=0.5)
    assert found.whole is whole
    assert fitting.height(found.texts, found.size, box[0], gap=0.5) <= box[1]
    assert whole or any(text.endswith("…") for text in found.texts)


def test_a_table_with_too_many_rows_says_how_many_more():
    found = tables.fit(("A", "B"), [(f"row {n}", "x") for n in range(40)], (400.0, 200.0), (0.5, 0.5))
    assert found.height <= 200
    assert found.rows[-1][0] == f"… and {40 - (len(found.rows) - 1)} more"
