"""Editions of invented records: valid, within their pages and margins, whatever the partnership looks like."""

import io
from dataclasses import replace
from datetime import date

import outloud
import pytest
from pypdf import PdfReader

from pet.analysis.options import Mode
from pet.record.model import Action, Record, Status
from pet.report import page as pages
from pet.report.editions import Edition, build
from pet.report.page import PAPERS
from pet.report.prose import Heading
from pet.report.stack import Stack
from tests.support import invented, records, reports

WORD, LONG = "Yes.", "We met in the library and talked for a long time about what to keep. " * 21
EDITIONS = (Edition.CONVERSATION, Edition.FULL)


def record(*, partners=3, words=WORD, points=5, components=7, people=42, actions=4, themes=3):
    """A round of a partnership of this shape, in which something was agreed."""
    framework = invented.framework(points, components=components, areas=2, themes=themes)
    names = tuple(f"Partner {number:02}" for number in range(partners))
    comments = reports.comments(framework, (words,))
    result = reports.result(framework, max(people, 2 * partners), partners=names, comments=comments)
    agreed = tuple(
        Action(
            what=f"Do number {n}",
            owner="Ruth",
            due=date(2027, 1, 1 + n),
            theme=framework.themes[n].id,
            resource="Time",
        )
        for n in range(actions)
    )
    return Record(
        framework=framework,
        computed=result,
        partnership="Invented Partnership",
        title="Autumn",
        opened_on=date(2026, 9, 14),
        closed_on=date(2026, 10, 9),
        met_on=date(2026, 11, 4),
        as_of=date(2026, 11, 22),
        talk_note="It turned out that there were two lists.",
        actions=agreed,
        became_of="Spring",
        became=(Action(what="Share a calendar", status=Status.DONE, ended_on=date(2026, 5, 1)),),
    )


PARTNERSHIPS = {
    "small": {"partners": 3, "words": WORD, "points": 4, "components": 5},
    "large": {"partners": 30, "words": LONG, "points": 7, "components": 12, "people": 90},
}
MANY = [
    {"partners": partners, "words": words, "points": points, "components": components, "people": 60}
    for partners in (3, 12, 30)
    for words in (WORD, LONG)
    for points, components in ((4, 5), (5, 7), (6, 9), (7, 12))
]


@pytest.fixture
def laid_out(monkeypatch):
    """What stands on each page and how high it is, as it was drawn."""
    found = []
    draw = pages._draw  # noqa: SLF001 -- the one place where a page is known whole

    def watch(flowables, canvas, paper):
        stack = Stack(flowables)
        stack.wrap(paper.measure, paper.room)
        found.append((stack.height, list(flowables)))
        draw(flowables, canvas, paper)

    monkeypatch.setattr(pages, "_draw", watch)
    return found


def _check(tmp_path, laid_out, made, paper):
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    found = outloud.check(str(path))
    assert found.error is None
    assert [f"{finding.rule} {finding.message}" for finding in found.findings] == []
    too_high = [n for n, (high, _all) in enumerate(laid_out, 1) if high > PAPERS[paper].room + 0.01]
    assert too_high == []
    assert [n for n, (_high, flowables) in enumerate(laid_out, 1) if isinstance(flowables[-1], Heading)] == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("name", "paper"), [("small", "a4"), ("large", "letter")])
def test_nothing_overflows_and_no_heading_stands_last(tmp_path, laid_out, name, paper, edition):
    made = build(record(**PARTNERSHIPS[name]), edition, page=paper)
    _check(tmp_path, laid_out, made, paper)


@pytest.mark.long
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    "shape", MANY, ids=lambda shape: "-".join(str(len(str(v))) + str(v)[:4] for v in shape.values())
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_partnership_breaks_the_layout(tmp_path, laid_out, shape, paper, edition):
    _check(tmp_path, laid_out, build(record(**shape), edition, page=paper), paper)


def _pages(made):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_conversation_has_its_findings_on_pages_two_and_three_and_a_page_for_each_theme(paper):
    given = record()
    read = _pages(build(given, Edition.CONVERSATION, page=paper))
    assert 8 <= len(read) <= 12
    first = " ".join(read[1:3])
    for said in (
        "What we share",
        "Where we differ",
        "Talk about these first",
        "What became of the last actions",
    ):
        assert said in first
    for item in given.result.agenda:
        statement = given.framework.theme(item.theme).statement.to("en")
        assert [n for n, page in enumerate(read) if statement in page and "What do we see?" in page] != []
    assert "For whoever leads the meeting" in " ".join(read)
    assert "What it needs" in read[-1]


def test_the_cover_says_whose_round_it_is_when_it_was_and_which_edition_this_is():
    cover = _pages(build(record(), Edition.CONVERSATION))[0]
    for said in (
        "Invented Partnership",
        "Autumn",
        "Answers from 14 September 2026 to 9 October 2026",
        "The conversation was held on 4 November 2026",
        "42 people answered · 3 partners",
        "For the conversation",
    ):
        assert said in cover


def test_a_conversation_that_was_held_is_not_announced_and_actions_are_told_as_of_a_day():
    held, ahead = record(), replace(record(), met_on=date(2026, 12, 4))
    past, before = (_pages(build(made, Edition.CONVERSATION)) for made in (held, ahead))
    assert "Read it before you meet" not in " ".join(past)
    assert "Read it before you meet, and write in it when you do." in before[0]
    assert "Conversation on 4 December 2026" in before[0]
    for pages_ in (past, before):
        assert "What became of the last actions is told as of 22 November 2026." in pages_[0]
        assert "As of 22 November 2026." in " ".join(pages_[1:3])


def test_the_conversation_of_riverside_says_all_on_its_first_pages():
    read = _pages(build(replace(records.riverside(), choice=None), Edition.CONVERSATION))
    first = " ".join(read[1:3])
    for said in (
        "Whose voice is missing 8 of 62 who were asked have not answered.",
        "Few clear goals – the way we set out our main goals. Two views",
        "Reach into schools – the partnership’s reach into schools. Teachers and support staff (18 answers) answer",
        "Print a newsletter for families every month. Theme: Useful news.",
    ):
        assert said in first
    assert "a key that stands on no page and in no report" in read[0]
    led = next(page for page in read if "For whoever leads the meeting" in page)
    for said in (
        "Few clear goals – the way we set out our main goals, in",
        "Then look together at “At a glance”, and at what became of the last actions.",
        "leave out first what has a dash in a shorter one, then the last ones of the list",
        "half a minute for the bar and half a minute in silence. That is eight.",
    ):
        assert said in led
    assert "We look at it again on" in read[-1]
    assert "Who tells everybody" in read[-1]


def test_the_full_report_tells_what_was_agreed_and_what_became_of_it():
    read = " ".join(_pages(build(record(), Edition.FULL)))
    for said in (
        "It turned out that there were two lists.",
        "Do number 2",
        "4 January 2027",
        "Needs: Time.",
        "Share a calendar",
    ):
        assert said in read


def test_the_same_record_gives_the_same_bytes_and_tells_how_far_it_has_come():
    told = []
    one = build(record(), Edition.CONVERSATION, progress=told.append)
    assert one == build(record(), Edition.CONVERSATION)
    assert told == sorted(told)
    assert (told[-1], len(told) > 8) == (1.0, True)


@pytest.mark.parametrize("edition", list(Edition))
def test_too_few_answers_make_every_edition_one_honest_page(edition):
    framework = invented.framework(5, components=4, areas=2, themes=2)
    made = build(Record(framework=framework, computed=reports.result(framework, 4)), edition)
    assert len(PdfReader(io.BytesIO(made)).pages) == 2


def test_an_open_round_can_be_talked_about():
    framework = invented.framework(5, components=4, areas=2, themes=2)
    result = reports.result(framework, 4, mode=Mode.OPEN, partners=("North", "South", "East", "West"))
    read = _pages(build(Record(framework=framework, computed=result), Edition.CONVERSATION))
    assert "every sheet is signed" in read[0]
