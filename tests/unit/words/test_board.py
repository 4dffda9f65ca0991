"""Questions a board may ask: made from what the record holds, about what was agreed first, never about a person."""

from dataclasses import replace
from datetime import date

import pytest

from pet.analysis.kinds import Pattern, Section
from pet.record.model import Action, Record, Status
from pet.words import board
from tests.support import invented, records

FRAMEWORK = invented.framework()
COMPLETE = Action(what="Meet", owner="Jo", due=date(2027, 1, 1), resource="Two evenings", is_priority=True)
MADE = ("riverside", "plain", "harbour", "four_heads", "core", "too_few")


def record(*actions, themes=(), **fields):
    return Record(
        framework=FRAMEWORK,
        computed=invented.result(
            themes or [invented.theme(pattern=Pattern.SHARED_MIDDLE, section=Section.REST)]
        ),
        actions=actions,
        as_of=date(2026, 11, 20),
        **fields,
    )


def asked(made):
    return [question.text for question in board.questions(made)]


def test_the_questions_of_riverside():
    found = board.questions(records.riverside())
    assert [question.hint for question in found] == [
        "See “What we agreed to do” and “What became of the last actions”.",
        "See “What we agreed to do”.",
        "See “What we agreed to do”.",
        "See “Where we differ”.",
        "See “What is hard for us”.",
        "See “What many of us don’t know”.",
        "See “Whose voice is missing”.",
    ]
    assert found[0].text.startswith("Two actions are overdue.")
    assert found[1].text == "Two actions have no owner or no date yet. Who takes them on, and by when?"


@pytest.mark.parametrize("name", MADE)
def test_at_most_seven_and_each_is_a_question_with_its_place(name):
    found = board.questions(getattr(records, name)())
    assert 1 <= len(found) <= board.MOST
    assert all(question.text.endswith("?") and question.hint.endswith(".") for question in found)


@pytest.mark.parametrize("name", MADE)
def test_none_points_at_a_person_or_a_partner(name):
    made = getattr(records, name)()
    every = [*made.actions, *made.became]
    names = {action.owner for action in every} | {action.partner for action in every}
    names |= {group.name for groups in made.result.groups.values() for group in groups if not group.role}
    said = " ".join(asked(made))
    assert [name for name in names - {"", "leads", "members"} if name in said] == []


def test_a_round_in_which_all_is_well_asks_nothing():
    made = record(COMPLETE)
    whole = replace(made.computed, invited=made.computed.respondents)
    assert asked(replace(made, computed=whole)) == []


def test_what_a_priority_lacks_is_asked_once_for_each_kind():
    assert asked(record(replace(COMPLETE, owner="")))[0] == "One action has no owner yet. Who takes it on?"
    assert asked(record(*[replace(COMPLETE, due=None)] * 2))[0] == (
        "Two actions have no date yet. By when will they be done?"
    )
    assert asked(record(replace(COMPLETE, resource="")))[0].startswith("For one priority nothing is said yet")


def test_an_action_with_nobody_named_is_asked_about_though_it_is_no_priority():
    other = replace(COMPLETE, owner="", is_priority=False)
    assert asked(record(COMPLETE, other))[0] == "One action has no owner yet. Who takes it on?"
    assert [
        text for text in asked(record(COMPLETE, replace(other, partner="North"))) if "owner" in text
    ] == []


def test_what_has_ended_lacks_nothing():
    ended = Action(what="Talk", is_priority=True, status=Status.DROPPED)
    assert [text for text in asked(record(ended)) if "priorit" in text or "owner" in text] == []


def test_a_round_without_actions_asks_for_them():
    assert asked(record())[0].startswith("No actions are recorded for this round yet.")


def test_where_owner_and_date_lack_it_is_one_question():
    lacking = [replace(COMPLETE, owner=""), replace(COMPLETE, due=None), COMPLETE]
    assert asked(record(*lacking))[0] == (
        "Two actions have no owner or no date yet. Who takes them on, and by when?"
    )


@pytest.mark.parametrize(
    ("actions", "ending"),
    [
        ((), "What is the smallest step that people would notice?"),
        ((COMPLETE,), "None of the actions is linked to this. Is that meant so?"),
        ((replace(COMPLETE, theme="t1"),), "How will people notice that what we agreed helps?"),
    ],
)
def test_a_difficulty_is_set_beside_what_was_agreed(actions, ending):
    hard = invented.theme(pattern=Pattern.SHARED_CHALLENGE, section=Section.CHALLENGE)
    found = [text for text in asked(record(*actions, themes=[hard])) if "difficulty" in text]
    assert [text.endswith(ending) for text in found] == [True]


def test_too_few_answers_are_all_that_is_asked_about():
    found = board.questions(records.too_few())
    assert found[-1].text.startswith("3 people answered, too few to show anything.")
