"""“You said, we did”: whatever people type, it reads as a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from pet.analysis.evaluate import evaluate
from pet.frameworks.model import Text
from pet.record.model import Action, Status
from pet.words import became
from pet.words.phrases import sentence_end, without_stop
from tests.support.rounds import framework, ratings

TODAY = date(2026, 11, 20)
FRAMEWORK = framework(1)
THEME = evaluate(ratings([("A", "head", [5])] * 12, 1)).themes[0]


def asking(statement):
    """The framework with this statement."""
    [component] = FRAMEWORK.components
    [area] = component.areas
    theme = replace(area.themes[0], statement=Text((("en", statement),)))
    return replace(FRAMEWORK, components=(replace(component, areas=(replace(area, themes=(theme,)),)),))


@pytest.mark.parametrize(
    ("typed", "ended"),
    [
        ("Ask Ann", "Ask Ann."),
        ("Ask Ann. ", "Ask Ann."),
        ("Who pays?", "Who pays?"),
        ("She said “no.”", "She said “no.”"),
        ("Meet (twice)", "Meet (twice)."),
        ("Meet (Twice!)", "Meet (Twice!)"),
        ("and so on …", "and so on …"),
        ("NASA and iPads", "NASA and iPads."),
        ("", ""),
    ],
)
def test_a_sentence_ends_once(typed, ended):
    assert sentence_end(typed) == ended


@pytest.mark.parametrize("statement", ["McKay leads us", "McKay leads us.", "McKay leads us. "])
def test_the_statement_ends_once_and_keeps_its_letters(statement):
    assert became.asked(THEME, asking(statement)) == "“McKay leads us.”"


def test_nobody_is_told_to_have_said_the_statement():
    said = became.you_said(THEME, asking("McKay leads us"))
    assert said == "The answers lie mostly high, and not far from one another."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Paint the hall.", "Paint the hall."),
        ("We did: paint the hall", "paint the hall"),
        ("we did: ", "we did:"),
        ("We did it", "We did it"),
    ],
)
def test_what_stands_before_a_deed_is_not_said_twice(typed, said):
    done = Action(what=typed, status=Status.DONE)
    assert (became.we(done), became.deed(done)) == ("We did", said)


def test_a_line_has_no_stop_within():
    done = Action(what="Paint the hall.", status=Status.DONE, ended_on=TODAY)
    assert became.lines([done], TODAY) == ("Paint the hall (Done on 20 November 2026)",)
    assert without_stop("and so on...") == "and so on..."
