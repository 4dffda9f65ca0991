"""“Have we been too kind?” in words: gentle, one question each, never about a person."""

import re

import pytest

from pet import language
from pet.analysis.kinds import Comfort
from pet.analysis.result_conversation import ComfortNote
from pet.words import comfort
from tests.support import invented

FRAMEWORK = invented.framework()
NOTES = {
    Comfort.UNIFORM_HIGHS: ComfortNote(rule=Comfort.UNIFORM_HIGHS, parts=("t1", "t2", "t3")),
    Comfort.NO_DONT_KNOW: ComfortNote(rule=Comfort.NO_DONT_KNOW),
    Comfort.HIGHS_WITHOUT_EVIDENCE: ComfortNote(rule=Comfort.HIGHS_WITHOUT_EVIDENCE, parts=("a11", "a21")),
    Comfort.SAME_THROUGHOUT: ComfortNote(rule=Comfort.SAME_THROUGHOUT, share=0.25),
    Comfort.LEADS_ABOVE: ComfortNote(rule=Comfort.LEADS_ABOVE, parts=("c1", "c3")),
}


def of(*notes):
    return comfort.of(invented.result([invented.theme()], comfort=notes), FRAMEWORK)


def said(rule, **fields):
    (note,) = of(invented.replace(NOTES[rule], **fields)).notes
    return note.said


def test_nothing_is_said_where_nothing_stands_out():
    assert of() is None


def test_each_note_says_what_stands_out():
    assert {rule: said(rule) for rule in Comfort} == {
        Comfort.UNIFORM_HIGHS: (
            "On three themes the answers are high and nearly all the same, and nobody answered “Don’t know”: "
            "“Theme 1”, “Theme 2”, and “Theme 3”."
        ),
        Comfort.NO_DONT_KNOW: (
            "Nobody answered “Don’t know”, on any theme that is shown here. Few people can see everything that a "
            "partnership does."
        ),
        Comfort.HIGHS_WITHOUT_EVIDENCE: (
            "The answers are high on “Area 1.1” and “Area 2.1”, and hardly anything is written there about how we "
            "know. Elsewhere many wrote it down."
        ),
        Comfort.SAME_THROUGHOUT: (
            "Of those who rated ten themes or more, about one in four gave one and the same answer nearly all the way "
            "through. It may be what they think; it may also be a full day, or a form that felt long."
        ),
        Comfort.LEADS_ABOVE: (
            "Leaders answered clearly higher than everybody else on “Component 1” and “Component 3”."
        ),
    }


def test_each_note_asks_one_question_of_its_own():
    asked = [note.question for note in of(*NOTES.values()).notes]
    assert len(set(asked)) == len(Comfort)
    assert [len(re.findall(r"[?]", question)) for question in asked] == [
        1 if question.endswith("?") or "?" in question else 0 for question in asked
    ]
    assert [question for question in asked if "?" not in question] == []


def test_of_many_themes_the_first_stand_for_all():
    many = said(Comfort.UNIFORM_HIGHS, parts=tuple(f"t{n}" for n in range(1, 10)))
    assert many.endswith("“Theme 1”, “Theme 2”, “Theme 3”, “Theme 4”, “Theme 5”, and four more.")
    six = said(Comfort.UNIFORM_HIGHS, parts=tuple(f"t{n}" for n in range(1, 7)))
    assert six.endswith("“Theme 5”, and “Theme 6”.")


def test_no_note_blames_or_counts_people():
    section = of(*NOTES.values())
    words = " ".join(
        [section.title, section.introduction, *(f"{n.said} {n.question}" for n in section.notes)]
    )
    assert section.title == "Have we been too kind?"
    assert (
        re.findall(r"\b(consensus|dishonest|wrong|lie|lied|careless|fault|bias|straight-lin\w*|you)\b", words)
        == []
    )
    assert re.findall(r"\d+ (people|person|answers)", words) == []


@pytest.mark.parametrize("rule", Comfort)
def test_no_sentence_passes_the_translators_by(rule):
    with language.use(language.PSEUDO):
        section = of(NOTES[rule])
    said = (section.title, section.introduction, section.notes[0].said, section.notes[0].question)
    assert [unmarked(text) for text in said] == [""] * len(said)


def unmarked(text):
    """What of a text stands outside the marks, letters only."""
    before = None
    while before != text:
        before, text = text, re.sub("⟦[^⟦⟧]*⟧", "", text)
    return re.sub(r"[\W\d_]", "", text)
