"""The invented partnerships: always the same bytes, and a story in which everything that PET can find is found."""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pet.analysis.answers import ColumnNames, read
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Pattern, Section
from pet.analysis.options import Breakdown, Mode, Options
from pet.frameworks import loader
from pet.frameworks.model import CORE, PULSE
from pet.untrusted import Problems, parse_csv

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FRAMEWORK = loader.builtin("school-partnerships")
SECOND = loader.find(str(EXAMPLES / "riverside-framework-2.yaml"))


def result_of(name, mode, framework=FRAMEWORK, **columns):
    problems = Problems(name)
    table = parse_csv((EXAMPLES / name).read_bytes(), problems=problems)
    names = ColumnNames(partner="partner", role="role", **columns)
    answers = read(table, framework, names, mode=mode, problems=problems)
    assert (answers.ignored, answers.empty_rows, answers.themes_without_column) == ((), (), ())
    assert answers.not_asked_but_answered == 0
    assert None not in answers.ratings.roles.role_ids
    return evaluate(answers.ratings, answers.comments, Options(mode=mode))


@pytest.fixture(scope="module")
def riverside():
    return result_of("riverside.csv", Mode.CONFIDENTIAL, person="person")


@pytest.fixture(scope="module")
def four_heads():
    return result_of("four-heads.csv", Mode.OPEN)


def records(name):
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_are_what_the_generator_makes():
    command = [sys.executable, ROOT / "tools" / "make_examples.py", "--check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_nine_schools_and_about_fifty_people():
    people = records("riverside.csv")
    schools = Counter(person["partner"] for person in people)
    assert sorted(schools.values()) == [3, 3, 4, 6, 6, 6, 7, 8, 9]
    assert len({person["person"] for person in people}) == len(people) == 52
    assert len({person["role"] for person in people}) == 6


def test_every_pattern_and_the_minority_note_occur(riverside):
    found = {theme.pattern for theme in riverside.themes}
    assert found == set(Pattern) - {Pattern.VIEWS_DIFFER}
    assert [theme.id for theme in riverside.themes if theme.minority is not None] == [
        "purpose.responsibility"
    ]
    assert {theme.section for theme in riverside.themes} == set(Section)


def test_the_story_is_the_one_that_is_told(riverside):
    patterns = {theme.id: theme.pattern for theme in riverside.themes}
    told = {
        "purpose.common_reason": Pattern.SHARED_STRENGTH,
        "learning.peer_review": Pattern.SHARED_STRENGTH,
        "trust.candour": Pattern.SPLIT,
        "capacity.contribution": Pattern.SPLIT,
        "leadership.breadth": Pattern.GROUP_GAP,
        "leadership.clarity": Pattern.UNSURE,
        "trust.reliability": Pattern.FEW_APART,
        "voice.time": Pattern.SHARED_CHALLENGE,
        "capacity.future": Pattern.SHARED_CHALLENGE,
        "impact.measures": Pattern.TOO_FEW,
    }
    assert {theme_id: patterns[theme_id] for theme_id in told} == told
    gaps = [(gap.theme, gap.breakdown, gap.group, gap.higher) for gap in riverside.gaps]
    assert gaps == [
        ("voice.reach", Breakdown.ROLE, "Teacher or support staff", False),
        ("leadership.breadth", Breakdown.ROLE, "Headteacher", True),
        ("voice.edge", Breakdown.ROLE, "Headteacher", True),
        ("voice.community", Breakdown.ROLE, "Family or community", False),
        ("leadership.clarity", Breakdown.LEADS, "leads", True),
    ]


def test_small_schools_and_roles_are_withheld_and_both_comparisons_shown(riverside):
    hidden = {
        breakdown: [group.name for group in groups if not group.shown]
        for breakdown, groups in riverside.groups.items()
    }
    assert hidden == {
        Breakdown.PARTNER: ["Alder Road Primary", "Heron Way School", "Reedbank Infants"],
        Breakdown.ROLE: ["Governor or trustee", "Partnership staff"],
        Breakdown.LEADS: [],
    }


def test_no_comment_names_a_school_or_speaks_of_its_own_office():
    telling = list({row["partner"] for row in records("riverside.csv")})
    telling += ["as a head", "as head", "as a governor", "as a teacher", " mr ", " mrs ", " ms "]
    texts = [
        text
        for name in ("riverside.csv", "riverside-later.csv", "riverside-autumn.csv", "four-heads.csv")
        for row in records(name)
        for column, text in row.items()
        if column.endswith(" comment") and text
    ]
    assert len(texts) == 125
    assert [(text, word) for text in texts for word in telling if word.lower() in text.lower()] == []
    assert len(set(texts)) == len(texts)


def test_four_signed_sheets_hide_nothing(four_heads):
    assert [group.name for group in four_heads.groups[Breakdown.PARTNER]] == [
        *("Fell View Primary", "Lower Dale Primary", "Stonebridge School", "Upper Dale Primary")
    ]
    assert all(group.shown for group in four_heads.groups[Breakdown.PARTNER])
    assert four_heads.comments_withheld == 0
    found = Counter(theme.pattern for theme in four_heads.themes)
    assert found[Pattern.SPLIT] == 3
    assert four_heads.theme("impact.learning").pattern is Pattern.UNSURE
    assert four_heads.theme("voice.time").pattern is Pattern.SHARED_CHALLENGE
    assert four_heads.theme("learning.expertise").pattern is Pattern.SHARED_STRENGTH


def who(name):
    return {row["person"]: (row["partner"], row["role"]) for row in records(name)}


def test_most_come_back_a_year_later_as_who_they_were():
    first, later, autumn = (who(f"riverside{name}.csv") for name in ("", "-later", "-autumn"))
    again = first.keys() & later.keys()
    assert (len(first), len(later), len(again)) == (52, 54, 33)
    assert all(first[person] == later[person] for person in again)
    assert autumn.items() <= later.items()


def test_a_year_later_everybody_is_asked_the_second_version():
    result = result_of("riverside-later.csv", Mode.CONFIDENTIAL, SECOND, person="person")
    assert (result.framework.version, result.respondents) == (2, 54)
    assert {theme.section for theme in result.themes} == set(Section)


def test_half_a_year_later_fourteen_have_answered_the_core_form():
    people = records("riverside-autumn.csv")
    assert len(people) == 14
    themes = [column for column in people[0] if column in SECOND.theme_ids]
    assert themes == list(SECOND.form(CORE))
    asked = {role.label.to("en"): role.id for role in SECOND.roles}
    for person in people:
        for theme in themes:
            assert SECOND.theme(theme).is_asked_of(asked[person["role"]]) or not person[theme]


def test_seven_of_three_hubs_answered_the_pulse_form():
    people = records("lantern.csv")
    volunteers = loader.builtin("volunteer-networks")
    assert [column for column in people[0] if "." in column] == list(volunteers.form(PULSE))
    assert Counter(person["partner"] for person in people) == {
        "Hillside Hub": 2,
        "Quayside Hub": 3,
        "Station Road Hub": 2,
    }
