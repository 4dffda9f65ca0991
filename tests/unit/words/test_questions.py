import re

import pytest

from pet.analysis.kinds import Pattern
from pet.words import questions

EVERY = (*(n for pattern in Pattern for n in questions.ids(pattern)), *questions.MOVED)


def test_every_pattern_has_three_questions_that_end_as_sentences():
    for pattern in Pattern:
        asked = questions.texts(questions.ids(pattern), "the library bus")
        assert len(set(asked)) == 3
        assert all(question[-1] in ".?)" for question in asked)


def test_the_topic_stands_in_the_question():
    assert questions.text("unsure.1", "the library bus") == (
        "Some of us could not judge the library bus. What would we need to see or hear first?"
    )


def test_a_topic_with_braces_is_only_text():
    assert questions.text("few_apart.1", "{0.__class__}") == (
        "What good reasons could there be to see {0.__class__} one way, and what good reasons to see it differently?"
    )


@pytest.mark.parametrize("unknown", ["split.4", "split.0", "split", "moved.4", "split.x", "hidden.1", ""])
def test_a_question_that_does_not_exist_is_an_error(unknown):
    with pytest.raises(KeyError):
        questions.text(unknown, "x")


def test_no_question_asks_why_somebody_is_low():
    everything = " ".join(questions.texts(EVERY, "x")).lower()
    assert [
        word for word in ("consensus", "why are", "wrong", "error", "outlier", "member") if word in everything
    ] == []


def test_no_question_asks_for_a_person_or_for_what_somebody_answered():
    everything = " ".join(questions.texts(EVERY, "x"))
    assert (
        re.findall(r"\bwho (?:here|contributes|answered|could|gave|sees)\b|In one sentence each", everything)
        == []
    )


def test_the_questions_about_a_few_or_a_minority_do_not_say_where_most_answers_lie():
    asked = " ".join(questions.texts(questions.ids(Pattern.FEW_APART), "x"))
    assert [word for word in ("most", "Most", "together") if word in asked] == []


def test_what_moved_has_three_questions():
    assert questions.texts(questions.MOVED, "the library bus") == (
        "When it comes to the library bus, what happened between the two rounds that may have to do with this?",
        "Has the matter itself changed, or do we look at it with other eyes?",
        "What did we set out to do last time, and what became of it?",
    )
