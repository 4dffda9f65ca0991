"""Why a theme is on the agenda: never more than is known; and the agenda as a plan."""

import pytest

from pet.analysis.agenda_choice import Choice, Pick, laid_over
from pet.analysis.kinds import Basis, Moved, Pattern, Section, Spread
from pet.analysis.options import Mode
from pet.analysis.result_conversation import AgendaItem
from pet.words import agenda, questions, sections
from tests.support import changed, invented
from tests.unit.analysis.test_agenda import moved

FRAMEWORK = invented.framework()
CLAIMS = ("Most", "Many", "most", "many", "all over")


def item(reason, theme="t1", minutes=(5, 6, 7, 8)):
    return AgendaItem(theme=theme, section=Section.DIFFER, reason=reason, minutes=minutes, questions=())


@pytest.mark.parametrize(
    "reason", ["strongest_shared", "split", "group_gap", "scattered", "challenge", "unsure"]
)
@pytest.mark.parametrize(
    "few",
    [
        invented.summary_theme(dont_know=5),
        invented.theme(tentative=True, valid=7, counts=(0, 0, 0, 4, 3), dont_know=5),
        invented.summary_theme(dont_know=None),
    ],
    ids=["summary", "tentative", "withheld"],
)
def test_nothing_is_claimed_of_many_where_few_were_asked_or_a_summary_is_shown(reason, few):
    said = agenda.reason(item(reason), invented.result([few]), FRAMEWORK)
    many = agenda.reason(item(reason), invented.result([invented.theme(dont_know=9)]), FRAMEWORK)
    assert said != many
    assert [word for word in CLAIMS if word in said.split() or word in said] == []


def test_many_who_could_not_judge_are_many_whatever_the_others_said():
    theme = invented.theme(tentative=True, valid=5, dont_know=25, pattern=Pattern.UNSURE)
    assert agenda.reason(item("unsure"), invented.result([theme]), FRAMEWORK) == (
        "Many could not judge it: perhaps it is not visible enough."
    )


@pytest.mark.parametrize(("sheets", "said"), [(4, "The answers point"), (9, "Many answers point")])
def test_in_open_rounds_the_number_of_sheets_decides(sheets, said):
    result = invented.result([invented.theme(valid=sheets, dont_know=0)], mode=Mode.OPEN)
    assert agenda.reason(item("challenge"), result, FRAMEWORK).startswith(said)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (moved(t1=0.7), "The answers are higher than in the earlier round: what happened in between?"),
        (
            moved(t1=-0.7),
            "The answers are lower than in the earlier round: has something changed, or do we know more now?",
        ),
        (None, "The answers have moved since the earlier round: what happened in between?"),
    ],
)
def test_what_moved_says_which_way(change, expected):
    result = invented.result([invented.theme()], change=change)
    assert agenda.reason(item("moved"), result, FRAMEWORK) == expected


def test_what_was_chosen_says_so_and_not_twice_in_a_row():
    items = (item("chosen"), item("chosen", "t2"))
    result = invented.result([invented.theme(), invented.theme("t2")], agenda=items)
    assert [agenda.reason(one, result, FRAMEWORK) for one in items] == [
        "Chosen for this meeting by whoever leads it.",
        "Chosen for this meeting, too.",
    ]


def test_the_questions_about_what_moved_exist():
    assert len(questions.texts(("moved.1", "moved.2", "moved.3"), "x")) == 3


def test_a_proposal_is_a_plan_for_four_meetings():
    items = (item("split", minutes=(10, 12, 16, 22)), item("split", "t2", minutes=(0, 12, 16, 22)))
    plan = agenda.plan(items, FRAMEWORK)
    assert plan.lengths == ("45 min", "60 min", "90 min", "120 min")
    assert plan.rows == (("Theme 1", ("10", "12", "16", "22")), ("Theme 2", ("–", "12", "16", "22")))
    assert plan.total == ("25", "39", "47", "59")
    assert agenda.chosen_length(items) is None
    assert "A dash" in agenda.plan_note(items)
    assert "A dash" not in agenda.plan_note(items[:1])


def test_of_lengths_without_any_minutes_neither_columns_nor_dashes_are_spoken_of():
    items = (item("split", minutes=(0, 12, 16, 0)), item("split", "t2", minutes=(0, 12, 16, 0)))
    assert agenda.plan(items, FRAMEWORK).lengths == ("60 min", "90 min")
    assert agenda.plan_note(items) == (
        "Choose the column that fits your meeting. Where time runs short, leave out the last ones of the list first."
    )
    none = (item("split", minutes=(0, 0, 0, 0)),)
    assert agenda.plan(none, FRAMEWORK).rows == (("Theme 1", ("–",) * 4),)
    assert "A dash" in agenda.plan_note(none)


def test_it_is_said_what_to_leave_out_first():
    result = invented.result([invented.theme(), invented.theme("t2")])
    picks = tuple(Pick(theme=theme, minutes=22) for theme in ("t1", "t2"))
    chosen = laid_over(result, Choice(meeting=60, picks=picks)).agenda
    assert agenda.plan_note(chosen).endswith("leave out the last ones of the list first.")
    dashed = (item("split", minutes=(10, 12, 16, 22)), item("split", "t2", minutes=(0, 12, 16, 22)))
    assert "leave out first what has a dash in a shorter one" in agenda.plan_note(dashed)


@pytest.mark.parametrize(
    ("minutes", "note"),
    [
        (44, "One minute is left over, for whatever needs longer."),
        (45, ""),
        (15, "30 minutes are left over, for a break or whatever needs longer."),
    ],
)
def test_what_was_chosen_is_a_plan_for_one(minutes, note):
    result = invented.result([invented.theme()])
    items = laid_over(result, Choice(meeting=60, picks=(Pick(theme="t1", minutes=minutes),))).agenda
    plan = agenda.plan(items, FRAMEWORK)
    assert (plan.lengths, plan.opening, plan.total) == (("Minutes",), ("5",), (str(15 + minutes),))
    assert (agenda.chosen_length(items), agenda.plan_note(items)) == (60, note)
    assert agenda.introduction(items) == "Chosen for a meeting of 60 minutes by whoever leads it."


@pytest.mark.parametrize(("step", "way"), [(0.7, "higher"), (-0.7, "lower")])
def test_what_was_chosen_for_another_reason_says_that_it_moved_too(step, way):
    result = invented.result([invented.theme(dont_know=9)], change=moved(t1=step))
    assert agenda.reason(item("scattered"), result, FRAMEWORK) == (
        "Answers lie all over the scale: first find out whether we mean the same thing. "
        f"The answers are also {way} than in the earlier round."
    )


def test_a_theme_chosen_for_its_change_is_headed_by_it():
    up, down = (invented.result([invented.theme()], change=moved(t1=step)) for step in (0.7, -0.7))
    of_change = item("moved")
    assert agenda.moved_heading(of_change, up, FRAMEWORK) == "Answers went up: the topic number 1"
    assert agenda.moved_heading(of_change, down, FRAMEWORK) == "Answers went down: the topic number 1"
    assert agenda.moved_heading(item("split"), down, FRAMEWORK) == ""
    assert [sections.of(one) for one in (of_change, item("split"))] == ["What has changed", "Where we differ"]


@pytest.mark.parametrize(
    ("theme", "title", "expected"),
    [
        (changed.theme("t1", 4.1, 2.7), "Spring", ""),
        (
            changed.theme("t1", 4.1, 2.7, moved=Moved.DOWN),
            "Spring",
            "The typical answer was 4.1 in Spring and is 2.7 now.",
        ),
        (
            changed.theme("t1", 4.1, 2.7, moved=Moved.DOWN),
            "",
            "The typical answer was 4.1 in the earlier round and is 2.7 now.",
        ),
    ],
)
def test_then_and_now_beside_each_other(theme, title, expected):
    result = invented.result([invented.theme()], change=changed.change([theme], title=title))
    assert agenda.then_and_now("t1", result) == expected
    paired = invented.replace(result.change, basis=Basis.PAIRED, people=30)
    said = agenda.then_and_now("t1", invented.replace(result, change=paired))
    assert said == (
        "Of those who answered both times, the typical answer was 4.1 then and is 2.7 now."
        if expected
        else ""
    )


def test_what_happened_in_a_few_words():
    theme = changed.theme("t1", 4.1, 2.7, moved=Moved.DOWN, spread=Spread.DIVERGED)
    result = invented.result([invented.theme()], change=changed.change([theme]))
    assert agenda.went("t1", result) == ("went down", "went further apart")
    assert agenda.went("t2", result) == agenda.went("t1", invented.result([invented.theme()])) == ()
