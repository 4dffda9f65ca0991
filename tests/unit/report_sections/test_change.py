"""The chapter on what has changed: there where there is an earlier round, whole, valid and the same each time."""

import io

import outloud
import pytest
from pypdf import PdfReader

from pet.analysis.kinds import Basis, Withheld
from pet.charts import build as charts
from pet.frameworks.changes import Link
from pet.record.model import Record
from pet.report.document import build
from pet.report.sections import change
from pet.report.sections.book import Book
from tests.support import changed, invented, reports

FRAMEWORK = invented.framework(components=4, areas=2, themes=2)
PLAIN = reports.result(FRAMEWORK, 42)


def _hostile():
    framework = reports.reworded(FRAMEWORK, lambda n: reports.HOSTILE[n % len(reports.HOSTILE)])
    made = changed.with_change(reports.result(framework, 42))
    worst = [
        changed.earlier(one.id, words, words)
        for one, words in zip(made.change.earlier_themes, reports.HOSTILE * 9, strict=False)
    ]
    told = invented.replace(made.change, title=reports.HOSTILE[5], earlier_themes=tuple(worst))
    return invented.replace(made, change=told), framework


def _crowded():
    framework = invented.framework(components=1, areas=4, themes=8)
    made = reports.result(framework, 42)
    themes = tuple(changed.theme(theme.id) for theme in framework.themes)
    return invented.replace(made, change=changed.change(themes)), framework


def _nothing_compared():
    themes = [
        changed.apart(theme.id, Link.SAME, (theme.id,), withheld=Withheld.TOO_FEW)
        for theme in FRAMEWORK.themes
    ]
    return invented.replace(PLAIN, change=changed.change(themes)), FRAMEWORK


ROUNDS = {
    "paired": lambda: (changed.with_change(PLAIN, basis=Basis.PAIRED), FRAMEWORK),
    "unpaired": lambda: (changed.with_change(PLAIN), FRAMEWORK),
    "hostile": _hostile,
    "crowded": _crowded,
    "nothing compared": _nothing_compared,
}


def _text(result, framework):
    pages = PdfReader(io.BytesIO(build(result, framework))).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def _chapters(data):
    return [entry.title for entry in PdfReader(io.BytesIO(data)).outline if not isinstance(entry, list)]


@pytest.mark.parametrize(("name", "paper"), [*((name, "a4") for name in ROUNDS), ("hostile", "letter")])
def test_the_validator_has_nothing_to_say_and_the_bytes_are_the_same_each_time(tmp_path, name, paper):
    path = tmp_path / "report.pdf"
    made = build(*ROUNDS[name](), page=paper)
    path.write_bytes(made)
    found = outloud.check(str(path))
    assert found.error is None
    assert [f"{finding.rule} {finding.message}" for finding in found.findings] == []
    assert build(*ROUNDS[name](), page=paper) == made


def test_the_chapter_follows_the_groups():
    chapters = _chapters(build(*ROUNDS["paired"]()))
    assert chapters[chapters.index("How groups see it") + 1] == "What has changed"
    assert "What has changed" not in _chapters(build(PLAIN, FRAMEWORK))
    assert change.story(Book(Record(framework=FRAMEWORK, computed=PLAIN))) == []


def test_it_says_who_is_compared_what_moved_and_where_no_line_is_drawn():
    said = _text(*ROUNDS["paired"]())
    sentences = (
        "What has changed since Spring 2025",
        "This compares up to 38 people who answered both times, each with their own earlier answer",
        "Answers went up",
        "Answers went down",
        "A lower answer may be insight",
        "Answers came closer together",
        "Answers went further apart",
        "Has the matter itself changed, or do we look at it with other eyes?",
        "Components then and now",
        "“Component 1”: answers moved on 2 of 4 themes compared, 1 closer together",
        "Where the words changed",
        "“What was asked then.”",
        "“Theme 8” now asks in one statement what used to be “Old candour” and “Old trust”.",
        "What used to be “Old meetings” is now asked as “Theme 9” and “Theme 11”.",
        "Asked for the first time: “Theme 7”.",
        "No longer asked: “Old buildings”.",
        "Not compared, so that nobody can be recognised: “Theme 12”.",
    )
    assert [sentence for sentence in sentences if sentence not in said] == []


def test_the_numbers_of_all_slopes_stand_in_one_table():
    result, framework = ROUNDS["paired"]()
    said = _text(result, framework)
    assert said.count("Theme by theme, then and now") == 1
    table = said.split("Theme by theme, then and now")[1]
    rows = [row for spec in charts.slopes(result, framework) for row in spec.table.rows]
    assert [" ".join(row) for row in rows if " ".join(row) not in table] == []
    assert len(rows) == 16


def test_the_radar_of_then_and_now_stands_in_the_chapter_and_not_in_the_overview():
    said = _text(*ROUNDS["paired"]())
    before, after = said.split("This compares up to 38 people")
    assert ("Dashed: Spring 2025." in before, after.count("Dashed: Spring 2025.")) == (False, 1)


def test_where_nothing_is_compared_there_is_no_empty_heading():
    said = _text(*ROUNDS["nothing compared"]())
    assert "There is no theme on which the two rounds can be compared." in said
    assert "Not compared, so that nobody can be recognised: 16 themes." in said
    empty = (
        "Answers went",
        "To talk about What",
        "Components then",
        "Theme by theme",
        "Where the words changed",
    )
    assert [heading for heading in empty if heading in said] == []
