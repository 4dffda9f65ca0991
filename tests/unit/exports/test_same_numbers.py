"""The same figures stand everywhere: tables of pages, descriptions of charts, PDF, workbook, slides, CSV and JSON.

Each source is read as somebody finds it who has only that file; then all say the same of every theme and component.
Numbers are compared as they are shown: with one decimal, a half away from zero (docs/result-format.md).
"""

import csv
import io
import json
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

import pytest
from pptx import Presentation
from pypdf import PdfReader

from pet.charts import build, encode, gallery
from pet.charts.draw import figure
from pet.exports import makers, slides, tables, workbook
from pet.record.model import Record
from pet.report import editions
from tests.support import records, reports
from tests.support.invented import framework
from tests.support.workbooks import opened, rows

WORDS = {"high": "close", "medium": "mixed", "low": "far apart", "": "–", None: "–"}


def small():
    """Seven people in small-partnership mode: counts below, in and above the middle only."""
    asked = framework(5, components=4, areas=2, themes=2)
    found = reports.result(asked, 7, small=True, partners=(), roles=False)
    return Record(framework=asked, computed=found, partnership="Small partnership", title="First look")


RECORDS = {"change": records.riverside, "small": small, "open": records.four_heads, "pulse": records.harbour}


@dataclass(frozen=True)
class Theme:
    """What is said of a theme, as it is shown; what a source does not say is `None`."""

    counts: tuple | None = None
    bins: tuple | None = None
    valid: str | None = None
    dont_know: str | None = None
    typical: str | None = None
    word: str | None = None


def shown(value):
    """A number with one decimal, worked out here once more."""
    if value in (None, ""):
        return "–"
    return str(Decimal(f"{float(value):.15g}").quantize(Decimal("0.1"), ROUND_HALF_UP))


def whole(value):
    return "–" if value in (None, "") else str(int(value))


@pytest.fixture(scope="module", params=RECORDS)
def record(request):
    return RECORDS[request.param]()


@pytest.fixture(scope="module")
def files(record):
    return {**tables.files(record), "result.json": makers.make(record, "result.json")}


@pytest.fixture(scope="module")
def in_json(record, files):
    """What all others are held against."""
    found = json.loads(files["result.json"])
    themes = {
        theme["id"]: Theme(
            counts=theme["counts"] and tuple(map(str, theme["counts"])),
            bins=theme["bins"] and tuple(map(str, theme["bins"])),
            valid=whole(theme["valid"]),
            dont_know=whole(theme["dont_know"]),
            typical=shown(
                theme["median"] if theme["interpolated_median"] is None else theme["interpolated_median"]
            ),
            word=WORDS[theme["agreement_level"]],
        )
        for theme in found["themes"]
    }
    parts = {
        part["id"]: (shown(part["typical"]), WORDS[part["agreement_level"]]) for part in found["components"]
    }
    assert len(themes) == len(record.framework.themes)
    return themes, parts


def agree(found, expected, least):
    """Whatever a source says of a theme is what the JSON says; and it says something of so many."""
    assert len(found) >= least
    for theme, told in found.items():
        for name in ("counts", "bins", "valid", "dont_know", "typical", "word"):
            value = getattr(told, name)
            if value is not None:
                assert value == getattr(expected[theme], name), (theme, name)


def test_csv(record, files, in_json):
    themes, parts = in_json

    def read(name):
        return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))

    size = record.framework.scale.size
    found = {
        row["theme_id"]: Theme(
            counts=tuple(row[f"count_{n}"] for n in range(1, size + 1)) if row["count_1"] else None,
            bins=tuple(row[f"{place}_middle"] for place in ("below", "in", "above"))
            if row["in_middle"]
            else None,
            valid=whole(row["n_valid"]),
            dont_know=whole(row["dont_know"]),
            typical=shown(row["typical"]),
            word=WORDS[row["agreement_level"]],
        )
        for row in read("themes.csv")
    }
    agree(found, themes, len(themes))
    told = {
        row["part_id"]: (shown(row["typical"]), WORDS[row["agreement_level"]])
        for row in read("components.csv")
        if row["part"] == "component"
    }
    assert told == parts


def test_workbook(record, in_json):
    themes, parts = in_json
    book = opened(workbook.build(record))
    size, points = record.framework.scale.size, record.framework.scale.points
    ids = {record.framework.numbers[theme]: theme for theme in themes}
    dont_know = record.framework.scale.dont_know.to("en")
    found = {}
    for row in rows(book["Themes"]):
        counts = tuple(whole(row.get(f"{n}: {points[n - 1].to('en')}")) for n in range(1, size + 1))
        bins = tuple(
            whole(row.get(name)) for name in ("Below the middle", "In the middle", "Above the middle")
        )
        found[ids[row["Number"]]] = Theme(
            counts=None if "–" in counts else counts,
            bins=None if "–" in bins else bins,
            valid=whole(row["Answers"]),
            dont_know=whole(row[dont_know]),
            typical=shown(row[f"Typical answer (1–{size})"]),
            word=row["How close together"] or "–",
        )
    agree(found, themes, len(themes))
    titles = {record.framework.part(part).title.to("en"): part for part in parts}
    summary = [row for row in book["Summary"].iter_rows(values_only=True) if row[0] in titles]
    assert {titles[row[0]]: (shown(row[1]), row[2] or "–") for row in summary[: len(parts)]} == parts


def bars(record):
    return {
        theme.id: spec
        for theme in record.result.themes
        if (spec := build.bars(record.result, record.framework, [theme.id], per_cent=False)) is not None
    }


def _of_cells(cells, record):
    """The cells of a table of bars for one theme."""
    size = record.framework.scale.size
    counted = cells[1:-3]
    return Theme(
        counts=counted if len(counted) == size else None,
        bins=counted if len(counted) == 3 < size else None,
        dont_know=cells[-3],
        valid=cells[-2],
        word=cells[-1],
    )


def test_tables_of_pages(record, in_json):
    themes, parts = in_json
    found = {
        theme: _of_cells(spec.table.rows[0], record)
        for theme, spec in bars(record).items()
        if spec.rows[0].kind in ("points", "bins")
    }
    agree(found, themes, len(themes) - 2)
    strip = build.theme_strip(record.result, record.framework, list(themes))
    told = {
        theme: Theme(typical=row[1], word=row[3] if row[3] in WORDS.values() else None)
        for theme, row in zip(themes, strip.table.rows, strict=True)
    }
    agree(told, themes, len(themes))
    spec = build.strip(record.result, record.framework)
    assert {part: (row[1], row[3]) for part, row in zip(parts, spec.table.rows, strict=True)} == parts


def description(spec):
    """What a chart says to those who do not see it, read from its file."""
    svg = ET.fromstring(encode.svg(figure(spec, width=400.0), spec))  # noqa: S314 -- our own file
    return " ".join(svg.find("{http://www.w3.org/2000/svg}desc").text.split())


def test_descriptions_of_charts(record, in_json):
    """Every kind of chart is drawn and its description read; of the many alike the first ones."""
    themes, parts = in_json
    found = {}
    for theme, spec in list(bars(record).items())[:4]:
        numbers = re.search(
            r": ([^:]*); don’t know (\S+); (\d+) answers?, (close|mixed|far apart)\.$", description(spec)
        )
        if numbers:
            counted = tuple(re.findall(r" (\d+)(?=,| and|$)", numbers[1]))
            size = record.framework.scale.size
            found[theme] = Theme(
                counts=counted if len(counted) == size else None,
                bins=counted if len(counted) == 3 < size else None,
                dont_know=numbers[2],
                valid=numbers[3],
                word=numbers[4],
            )
    agree(found, themes, 3)
    charts = gallery.of(record.result, record.framework)
    for name in ("radar", "strip"):
        said = description(charts[name].spec)
        for part, (typical, word) in parts.items():
            title = re.escape(record.framework.part(part).title.to("en"))
            told = re.search(
                rf"{title}: (\d\.\d)(?:, middle half [\d.]+ to [\d.]+)?, (close|mixed|far apart)\.", said
            )
            assert told, (name, part)
            assert told.groups() == (typical, word), (name, part)


def test_report(record, in_json):
    """The tables at the end of the full report."""
    themes, parts = in_json
    paper = PdfReader(io.BytesIO(editions.build(record, editions.Edition.FULL)))
    text = " ".join(" ".join(page.extract_text().split()) for page in paper.pages)
    text = text[text.rindex("All themes in numbers") :]
    for theme, told in themes.items():
        title = f"{record.framework.numbers[theme]} {record.framework.part(theme).title.to('en')}"
        counts = told.counts or (("–",) * record.framework.scale.size if "theme by theme" in text else ())
        cells = [title, *counts, told.dont_know, told.typical, told.word]
        assert " ".join(cells) in text, theme
    for part, (typical, word) in parts.items():
        title = re.escape(record.framework.part(part).title.to("en"))
        assert re.search(rf"{title} {typical} (?:\d\.\d to \d\.\d|–) {word} ", text), part


def test_slides(record, in_json):
    """The numbers that are in native charts and tables: whoever edits a deck finds these."""
    themes, parts = in_json
    found, told = {}, {}
    for slide in Presentation(io.BytesIO(slides.build(record))).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                found |= _of_chart(shape.chart, record)
            if shape.has_table:
                told |= _of_table(shape.table, record)
    assert told == parts
    agree(found, themes, 3)


def _of_chart(chart, record):
    """Bars: a series for each point (or side of the middle), a category for each theme, the word behind its title."""
    titles = {theme.title.to("en"): theme.id for theme in record.framework.themes}
    points = [point.to("en") for point in record.framework.scale.points]
    fields = {tuple(points): "counts", ("Below the middle", "In the middle", "Above the middle"): "bins"}
    plot = chart.plots[0]
    field = fields.get(tuple(series.name for series in plot.series))
    named = [str(one).rpartition(" · ") for one in plot.categories]
    if field is None or not all((one[0] or one[2]) in titles for one in named):
        return {}
    columns = zip(*(series.values for series in plot.series), strict=True)
    return {
        titles[one[0] or one[2]]: Theme(**{field: tuple(map(whole, column))}, word=one[2] if one[0] else None)
        for one, column in zip(named, columns, strict=True)
        if sum(column)
    }


def _of_table(table, record):
    """The table beside the radar."""
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    if cells[0][1:] != ["Typical", "How close"]:
        return {}
    numbers = {
        f"{record.framework.numbers[part.id]} {part.title.to('en')}": part.id
        for part in record.framework.components
    }
    return {numbers[row[0]]: (row[1], row[2]) for row in cells[1:]}


def test_the_components_have_their_number_in_every_chart_of_slides(record, in_json):
    _themes, parts = in_json
    radars = [
        shape.chart
        for slide in Presentation(io.BytesIO(slides.build(record))).slides
        for shape in slide.shapes
        if shape.has_chart and shape.chart.plots[0].series[0].name == "Everybody"
    ]
    assert radars
    for chart in radars:
        assert [shown(value) for value in chart.plots[0].series[0].values] == [
            typical for typical, _ in parts.values()
        ]
