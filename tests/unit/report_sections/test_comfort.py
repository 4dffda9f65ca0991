"""“Have we been too kind?” in the report: there where something stands out, before the conversation, and readable."""

import io
import re

import outloud
from pypdf import PdfReader

from pet.analysis.kinds import Comfort
from pet.analysis.result_conversation import ComfortNote
from pet.report.document import build
from pet.words import comfort
from tests.support import invented, reports

TITLE = "Have we been too kind?"
NOTES = (
    ComfortNote(rule=Comfort.UNIFORM_HIGHS, parts=("t1", "t2", "t3", "t4", "t5", "t6", "t7")),
    ComfortNote(rule=Comfort.NO_DONT_KNOW),
    ComfortNote(rule=Comfort.HIGHS_WITHOUT_EVIDENCE, parts=("a11",)),
    ComfortNote(rule=Comfort.SAME_THROUGHOUT, share=0.25),
    ComfortNote(rule=Comfort.LEADS_ABOVE, parts=("c1", "c2")),
)


def made(*notes):
    framework = invented.framework(components=4)
    return invented.replace(reports.result(framework, 42), comfort=notes), framework


def chapters(data):
    outline = PdfReader(io.BytesIO(data)).outline
    return [entry.title for entry in outline if not isinstance(entry, list)]


def test_every_note_and_its_question_stand_in_the_report():
    result, framework = made(*NOTES)
    data = build(result, framework)
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))
    section = comfort.of(result, framework)
    said = [section.introduction, *(part for note in section.notes for part in (note.said, note.question))]
    assert [text.count(part) for part in said] == [1] * len(said)


def test_it_stands_before_the_conversation():
    titles = chapters(build(*made(*NOTES)))
    assert titles[titles.index(TITLE) + 1] == "The conversation"


def test_nothing_is_said_where_nothing_stands_out():
    assert TITLE not in chapters(build(*made()))


def test_the_validator_has_nothing_to_say(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(build(*made(*NOTES)))
    found = outloud.check(str(path))
    assert found.error is None
    assert [f"{finding.rule} {finding.message}" for finding in found.findings] == []
