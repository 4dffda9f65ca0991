"""What a board reads, what everybody reads, and what hangs on the wall: improvement report, brief and posters."""

import io
from dataclasses import replace
from functools import cache

import outloud
import pytest
from pypdf import PdfReader

from pet.language import PSEUDO, use
from pet.record.model import Action, Status
from pet.report.editions import Edition, build
from pet.report.page import PAPERS
from pet.words import actions, board
from tests.architecture.test_pseudo_language import in_digits, outside_the_brackets
from tests.support import records

MADE = ("riverside", "plain", "harbour", "four_heads", "core", "hostile")
OURS = (Edition.IMPROVEMENT, Edition.BRIEF, Edition.POSTERS)


@cache
def made(name, edition, page="a4"):
    return build(getattr(records, name)(), edition, page=page)


def reader(data):
    return PdfReader(io.BytesIO(data), strict=True)


def texts(data):
    """Every page in one line, without the ends of lines."""
    return [" ".join(page.extract_text().split()) for page in reader(data).pages]


@pytest.mark.parametrize("edition", OURS)
@pytest.mark.parametrize("name", [*MADE, "too_few"])
def test_the_validator_has_nothing_to_say(tmp_path, name, edition):
    path = tmp_path / "made.pdf"
    path.write_bytes(made(name, edition))
    found = outloud.check(str(path))
    assert found.error is None
    assert [f"{finding.rule} {finding.message}" for finding in found.findings] == []


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("page", ["a4", "letter"])
def test_the_brief_has_two_pages_whatever_its_texts(name, page):
    assert len(reader(made(name, Edition.BRIEF, page)).pages) == 2


@pytest.mark.parametrize("points", [4, 7])
def test_the_brief_has_two_pages_on_every_scale(points):
    data = build(records.hostile(points), Edition.BRIEF)
    assert len(reader(data).pages) == 2


@pytest.mark.parametrize("name", ["riverside", "plain", "harbour", "four_heads", "core"])
@pytest.mark.parametrize("page", ["a4", "letter"])
def test_the_improvement_report_has_about_six_pages(name, page):
    assert 6 <= len(reader(made(name, Edition.IMPROVEMENT, page)).pages) <= 7


def test_a_governor_finds_what_was_agreed_who_by_when_and_what_it_takes():
    said = texts(made("riverside", Edition.IMPROVEMENT))
    page = next(text for text in said if "What we agreed to do" in text and "What and why" in text)
    record = records.riverside()
    for action in record.priorities:
        cells = (action.what, actions.owner(action), actions.due(action), actions.resource(action))
        assert [cell for cell in cells if cell not in page] == []
        assert actions.status(action, record.as_of) in page
    assert "Read the goals aloud" in page  # agreed, and no priority


@pytest.mark.parametrize("edition", [Edition.IMPROVEMENT, Edition.FULL])
def test_an_action_tells_its_aim_and_its_theme(edition):
    record = records.riverside()
    theme = min(record.framework.theme_ids)
    action = replace(record.actions[0], aim="Fewer clashes", theme=theme, is_priority=True)
    said = " ".join(texts(build(replace(record, actions=(action,)), edition)))
    assert "Fewer clashes" in said
    assert f"Theme: {actions.theme(action, record.framework)}" in said


def test_a_date_stands_in_one_line():
    lines = "\n".join(page.extract_text() for page in reader(made("riverside", Edition.IMPROVEMENT)).pages)
    record = records.riverside()
    days = [actions.due(action) for action in (*record.priorities, *record.became)]
    assert [day for day in days if day not in lines] == []


def test_a_governor_finds_what_became_of_the_last_actions():
    said = texts(made("riverside", Edition.IMPROVEMENT))
    page = next(text for text in said if "What became of the last actions" in text and "Outcome" in text)
    for action in records.riverside().became:
        assert action.what in page
        assert action.note in page
    assert "Of four actions one is done, one is planned, one is overdue, and one was dropped." in page


@pytest.mark.parametrize("page", ["a4", "letter"])
def test_a_note_has_its_day_and_what_stands_apart_from_why(page):
    pages = [one.extract_text() for one in reader(made("riverside", Edition.IMPROVEMENT, page)).pages]
    agreed = next(text for text in pages if "What we agreed to do" in text and "Status" in text)
    became = next(text for text in pages if "What became of the last actions" in text and "Outcome" in text)
    assert "(12 November 2026)" in agreed
    assert "(2 March 2026)" in became
    assert "(18 June 2026)" in became
    assert became.replace("\n", " ").count("20 May 2026") == 1  # it ended on the day of its note
    assert [line for line in became.split("\n") if line.startswith("Theme: ")] != []
    assert "planning. Staff" not in agreed.replace("\n", " ")


def test_no_row_of_the_last_actions_stands_alone_on_a_page():
    record = records.riverside()
    for count in range(1, 30, 4):
        became = tuple(replace(one, note="word " * count) for one in record.became[:3] * 2)
        pages = texts(build(replace(record, became=became), Edition.IMPROVEMENT, page="letter"))
        rows = [
            sum(text.count(one) for one in ("Theme: Candour", "Theme: Secure", "Theme: Early"))
            for text in pages
        ]
        assert sum(rows) >= 6
        assert 1 not in [number for number, text in zip(rows, pages, strict=True) if "Outcome" in text]


def test_a_governor_finds_the_talk_the_strengths_the_worries_and_the_questions():
    whole = " ".join(texts(made("riverside", Edition.IMPROVEMENT)))
    wanted = [
        *("Something to be proud of", "Something to worry about", "What has changed since First look"),
        *("We met on 17 June 2026.", "It was lack of time.", "What is not shown, and why"),
        *(question.text for question in board.questions(records.riverside())),
    ]
    assert [words for words in wanted if words not in whole] == []


def test_numbers_stand_under_whose_answers_they_are():
    said = texts(made("riverside", Edition.IMPROVEMENT))
    assert "The 33 people who answered both times" in said[1]
    assert "Everybody’s answers (54), one line each" in said[1]
    page = next(text for text in said if "What has changed since First look" in text)
    assert "The 33 people who answered both times Component" in page
    assert "a key that stands on no page and in no report" in said[0]
    without = texts(made("harbour", Edition.IMPROVEMENT))
    assert "a key" not in without[0]
    assert "Everybody’s answers (16), one line each" in without[1]


def test_the_themes_that_changed_add_up_to_those_compared():
    whole = " ".join(texts(made("riverside", Edition.IMPROVEMENT)))
    assert (
        "Of the 36 themes that are compared, answers went up on three, went down on one, only came closer together on "
        "one, only went further apart on one, and did not change clearly on 30."
    ) in whole


def test_what_is_to_be_talked_about_has_its_bar():
    record = replace(records.riverside(), choice=None)
    read = texts(build(record, Edition.IMPROVEMENT))
    page = next(text for text in read if "Something to worry about together." in text)
    assert page.index("Secure future") < page.index("Telling the story")
    differ = next(text for text in read if "Different views usually come" in text)
    assert differ.index("Reach into schools") < differ.index("Fair contribution")
    assert "Themes to talk about come first, then those that stand out most:" in differ


def test_the_last_actions_say_what_they_need():
    said = texts(made("riverside", Edition.IMPROVEMENT))
    page = next(text for text in said if "What became of the last actions" in text and "Outcome" in text)
    assert "Four days of the coordinator" in page
    assert page.count("Not said") == 3
    assert page.count("Not said yet") == 1  # of what has ended nothing more will be said


def test_what_only_the_facilitator_reads_is_in_none():
    for edition in OURS:
        assert records.riverside().choice.note not in " ".join(texts(made("riverside", edition)))


def test_without_actions_there_are_boxes_to_fill_in_and_what_to_talk_about():
    whole = " ".join(texts(made("plain", Edition.IMPROVEMENT)))
    wanted = (
        "No actions are recorded for this round yet.",
        "Proposed to talk about",
        "What do we agree to do?",
        "No conversation about these results is recorded yet.",
    )
    assert [words for words in wanted if words not in whole] == []


def test_a_meeting_of_which_nothing_was_written_down_is_told_as_such():
    record = replace(records.riverside(), talk_note="")
    whole = " ".join(texts(build(record, Edition.IMPROVEMENT)))
    assert "What it changed was not written down." in whole


def test_an_earlier_round_without_actions_is_no_missing_round():
    record = replace(records.riverside(), became=())
    whole = " ".join(texts(build(record, Edition.IMPROVEMENT)))
    assert "No actions are recorded for the round before, “First look”." in whole
    compared = " ".join(texts(made("plain", Edition.IMPROVEMENT)))
    assert "No actions are recorded for the earlier round." in compared
    assert "No earlier round is set beside this one" in " ".join(texts(made("harbour", Edition.IMPROVEMENT)))


def test_of_thirty_actions_five_are_priorities_and_the_others_are_counted():
    many = [Action(what=f"Thing {number:02}", status=Status.PLANNED) for number in range(30)]
    record = replace(records.riverside(), actions=tuple(many), became=tuple(many))
    whole = " ".join(texts(build(record, Edition.IMPROVEMENT)))
    assert "25 more actions were agreed that are not among the priorities." in whole
    assert "25 of them have no owner or no date yet." in whole
    assert "24 more are not listed here" in whole


def test_the_same_record_gives_the_same_bytes():
    for edition in OURS:
        assert build(records.harbour(), edition) == build(records.harbour(), edition)


def test_a_poster_for_each_theme_of_the_agenda_on_a3():
    record = records.riverside()
    pages = reader(made("riverside", Edition.POSTERS)).pages
    assert len(pages) == len(record.result.agenda) == 4
    assert {(float(page.mediabox.width), float(page.mediabox.height)) for page in pages} == {
        (PAPERS["a3"].width, PAPERS["a3"].height)
    }
    for text, item in zip(texts(made("riverside", Edition.POSTERS)), record.result.agenda, strict=True):
        theme = record.framework.theme(item.theme)
        for words in (theme.statement.to("en"), record.framework.numbers[theme.id], "What do we see?"):
            assert words in text


def test_without_an_agenda_the_first_six_themes_that_are_shown():
    record = records.harbour()
    without = replace(record, computed=replace(record.computed, agenda=()))
    assert len(reader(build(without, Edition.POSTERS)).pages) == 6


def test_hostile_texts_make_no_second_page_of_a_poster():
    assert len(reader(made("hostile", Edition.POSTERS)).pages) == len(records.hostile().result.agenda)


@pytest.mark.parametrize("edition", OURS)
def test_too_few_answers_are_said_and_nothing_else(edition):
    whole = " ".join(texts(made("too_few", edition)))
    assert "3 people answered" in whole
    assert "What is hard for us" not in whole


@pytest.mark.parametrize("edition", OURS)
@pytest.mark.parametrize("name", ["riverside", "core", "too_few"])
def test_no_sentence_was_missed(name, edition):
    numbers = iter(range(1000, 10**6))
    record = getattr(records, name)()
    digits = in_digits(record.framework, numbers)
    computed = replace(record.computed, title="4711", comments=(), words=())
    if computed.change is not None:
        computed = replace(computed, change=replace(computed.change, title="4712"))
    bare = {
        field: tuple(
            replace(one, **dict.fromkeys(("what", "aim", "owner", "resource", "note"), "77"), partner="")
            for one in getattr(record, field)
        )
        for field in ("actions", "became")
    }
    with use(PSEUDO):
        plain = replace(
            record, framework=digits, computed=computed, partnership="12", title="13", became_of="14", **bare
        )
        data = build(replace(plain, talk_note="15" if record.talk_note else ""), edition)
    missed = [words for page in reader(data).pages if (words := outside_the_brackets(page.extract_text()))]
    assert missed == []
