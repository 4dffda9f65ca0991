"""One's own answers as a PDF: everything in it, valid for the validator, also with bad texts."""

import io

import outloud
import pytest
from pypdf import PdfReader

from pet.report.own_answers import Line, OwnAnswers, Part, build
from tests.unit.report.conftest import HOSTILE


def line(asked="A statement.", answer="Agree", comment="", *, is_text=False, quotable=False):
    return Line(asked=asked, answer=answer, comment=comment, is_text=is_text, quotable=quotable)


def answers(*lines, title="Autumn 2026"):
    return OwnAnswers(
        title=title,
        partnership="Riverside Partnership",
        facts=("You answered as: Headteacher.", "Sent."),
        parts=(Part(title="Trust", lines=lines), Part(title="Nothing here", lines=())),
    )


USUAL = answers(
    line(comment="Since spring.", quotable=True),
    line(answer=""),
    line("Why?", "Because.", is_text=True),
    line("What?", "", is_text=True),
)
STORIES = {
    "usual": USUAL,
    "long": answers(*(line(f"Statement {n} of many.", comment="Words. " * (n % 9)) for n in range(60))),
    "hostile": answers(
        *(line(bad or "Empty", bad, bad, is_text=n % 2 == 0) for n, bad in enumerate(HOSTILE)),
        title=HOSTILE[0],
    ),
    "nothing": OwnAnswers(title="T", partnership="P", facts=(), parts=()),
}


@pytest.mark.parametrize("name", STORIES)
def test_the_validator_has_nothing_to_say(tmp_path, name):
    path = tmp_path / "answers.pdf"
    path.write_bytes(build(STORIES[name]))
    found = outloud.check(str(path))
    assert found.error is None
    assert [f"{finding.rule} {finding.message}" for finding in found.findings] == []


def test_everything_is_in_it():
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(build(USUAL))).pages)
    said = [
        "Riverside Partnership",
        "Your answers",
        "Autumn 2026",
        "You answered as",
        "Trust",
        "A statement.",
        "Agree",
        "Since spring.",
        "May be quoted word for word.",
        "No answer",
        "Why?",
        "Because.",
        "What?",
    ]
    assert [words for words in said if words not in text] == []


def test_the_same_answers_give_the_same_bytes():
    assert build(USUAL) == build(USUAL)
