"""Actions in words: where each stands as of a day, and all of them in one sentence."""

from datetime import date

import pytest

from pet.record.model import Action, Status
from pet.words import actions
from tests.support import invented

TODAY = date(2026, 11, 20)
YESTERDAY = date(2026, 11, 19)
FRAMEWORK = invented.framework()


def action(status=Status.PLANNED, **fields):
    return Action(what="Talk", status=status, **fields)


LATE = action(due=YESTERDAY)


@pytest.mark.parametrize(
    ("made", "word"),
    [
        (action(), "Planned"),
        (action(Status.UNDER_WAY, due=TODAY), "Under way"),
        (action(Status.UNDER_WAY, due=YESTERDAY), "Overdue"),
        (action(Status.PLANNED, due=YESTERDAY), "Overdue"),
        (action(Status.DONE, due=YESTERDAY), "Done"),
        (action(Status.DROPPED, due=YESTERDAY), "Dropped"),
    ],
)
def test_an_action_is_overdue_once_its_day_has_passed_and_it_has_not_ended(made, word):
    assert actions.status(made, TODAY) == word


def test_without_a_day_nothing_is_overdue():
    assert actions.status(LATE, None) == "Planned"
    assert actions.summary([LATE], None) == "The one action is planned."


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([], "No actions are recorded."),
        ([action(Status.DONE)], "The one action is done."),
        ([LATE, LATE], "Both actions are overdue."),
        ([action(Status.DROPPED)] * 3, "All three actions were dropped."),
        ([action(), action(Status.DONE)], "Of two actions one is done and one is planned."),
        (
            [LATE, action(Status.DONE), action(Status.UNDER_WAY), action(Status.DONE)],
            "Of four actions two are done, one is under way, and one is overdue.",
        ),
        (
            [action(Status.DROPPED)] * 2 + [action()] * 14,
            "Of 16 actions 14 are planned and two were dropped.",
        ),
    ],
)
def test_all_of_them_in_one_sentence(found, sentence):
    assert actions.summary(found, TODAY) == sentence


def test_what_nobody_filled_in_is_said():
    bare = action()
    said = (actions.owner(bare), actions.due(bare), actions.resource(bare), actions.note(bare))
    assert said == ("Nobody named yet", "No date yet", "Not said yet", "")
    assert actions.lacking(bare) == "Still to be agreed: who does it, by when, and what it needs."


def test_nothing_is_asked_of_what_has_ended_or_is_complete():
    assert actions.lacking(action(Status.DROPPED)) == ""
    assert actions.lacking(action(partner="North", due=TODAY, resource="Two evenings")) == ""


def test_owner_and_partner_stand_together():
    assert actions.owner(action(owner="Jo")) == "Jo"
    assert actions.owner(action(partner="North")) == "North"
    assert actions.owner(action(owner="Jo", partner="North")) == "Jo, North"


def test_the_aim_comes_before_the_theme_and_a_theme_of_an_older_framework_is_left_out():
    assert actions.about(action(theme="t1", aim="More time"), FRAMEWORK) == "More time"
    assert actions.about(action(theme="t1"), FRAMEWORK) == "Theme 1"
    assert actions.about(action(theme="gone.long.ago"), FRAMEWORK) == ""


def test_days_stand_without_their_names():
    made = action(Status.DONE, due=TODAY, note="It works", note_on=YESTERDAY, ended_on=YESTERDAY)
    assert actions.due(made) == "20 November 2026"
    assert actions.note(made) == "It works (19 November 2026)"
    assert actions.ended(made) == "Done on 19 November 2026"
    assert actions.as_of(TODAY) == "As of 20 November 2026."
    assert actions.as_of(None) == ""


def test_what_runs_has_not_ended_whatever_day_is_kept():
    assert actions.ended(action(ended_on=YESTERDAY)) == ""
    assert actions.ended(action(Status.DROPPED, ended_on=YESTERDAY)) == "Dropped on 19 November 2026"
