"""Whole reports, read back: valid for the validator, with the sections that have something to say, and no more."""

import io
import re
from itertools import pairwise

import outloud
import pytest
from pypdf import PdfReader

from pet import language
from pet.analysis.agenda import item as agenda_item
from pet.analysis.agenda_choice import Choice, Pick, laid_over
from pet.analysis.kinds import Detail, Moved, Pattern, Section, Withheld
from pet.analysis.options import Breakdown, Mode
from pet.analysis.ratings import Grouping
from pet.analysis.result_conversation import MEETINGS
from pet.record.model import Record
from pet.report.document import build
from pet.report.flowables import Heading, Quote, Strong
from pet.report.sections import agenda, comments, glance
from pet.report.sections.book import Book
from pet.words.numbers import decimal
from tests.support import changed, invented, reports

PLAIN = ("We meet too late in the day.", "It works because people know each other.", "Nobody told us.")


def _book(result, framework):
    return Book(Record(framework=framework, computed=result))


def _framework(points=5):
    return invented.framework(points, components=4, areas=2, themes=2)


def _usual(points=5):
    framework = _framework(points)
    return reports.result(framework, 42, comments=reports.comments(framework, PLAIN)), framework


def _summary():
    framework = _framework()
    return reports.result(framework, 8, partners=()), framework


def _three_bins():
    framework = _framework()
    return reports.result(framework, 7, small=True, partners=(), roles=False), framework


def _open():
    framework = _framework()
    partners = ("North", "South", "East", "West")
    few = reports.comments(framework, PLAIN, each=1)[:4]
    return reports.result(framework, 4, mode=Mode.OPEN, partners=partners, comments=few), framework


def _too_few():
    framework = _framework()
    return reports.result(framework, 4), framework


def _hostile():
    framework = reports.reworded(_framework(), lambda n: reports.HOSTILE[n % len(reports.HOSTILE)])
    texts = tuple(text.replace("\ud800", "") for text in reports.HOSTILE)  # no file of answers can hold one
    written = reports.comments(framework, texts)
    result = reports.result(framework, 42, comments=written, partners=reports.HOSTILE[:3])
    return invented.replace(result, title=reports.HOSTILE[2]), framework


def _many_partners():
    framework = invented.framework(components=2, areas=2, themes=3)
    partners = tuple(str(number) for number in range(1, 50))
    return reports.result(framework, 490, partners=partners, roles=False), framework


def _one_component():
    framework = invented.framework(components=1, areas=1, themes=1)
    return reports.result(framework, 12, partners=(), roles=False), framework


ROUNDS = {
    "usual": _usual,
    "four points": lambda: _usual(4),
    "seven points": lambda: _usual(7),
    "summary": _summary,
    "three bins": _three_bins,
    "open": _open,
    "too few": _too_few,
    "hostile": _hostile,
    "many partners": _many_partners,
    "one component": _one_component,
}


def _read(data):
    return PdfReader(io.BytesIO(data))


def _text(data):
    return "\n".join(page.extract_text() for page in _read(data).pages)


def _chapters(data):
    """The bookmarks of the first level."""
    return [entry.title for entry in _read(data).outline if not isinstance(entry, list)]


@pytest.mark.parametrize(
    ("name", "paper"), [*((name, "a4") for name in ROUNDS), ("usual", "letter"), ("hostile", "letter")]
)
def test_the_validator_has_nothing_to_say(tmp_path, name, paper):
    path = tmp_path / "report.pdf"
    path.write_bytes(build(*ROUNDS[name](), page=paper))
    found = outloud.check(str(path))
    assert found.error is None
    assert [f"{finding.rule} {finding.message}" for finding in found.findings] == []


def test_the_order_is_that_of_a_good_meeting():
    assert _chapters(build(*_usual())) == [
        "How to read this report",
        "Who took part",
        "At a glance",
        "What we share",
        "Where we differ",
        "What is hard for us",
        "What many of us don’t know",
        "All themes on one map",
        "Component 1",
        "Component 2",
        "Component 3",
        "Component 4",
        "How groups see it",
        "The conversation",
        "All themes in numbers",
        "Method and definitions",
    ]


def test_sections_without_data_are_left_out_and_the_contents_know():
    framework = _framework()
    themes = [invented.theme(theme.id, pattern=Pattern.SHARED_STRENGTH) for theme in framework.themes]
    result = invented.result(themes, components=tuple(invented.composite(f"c{n}") for n in range(1, 5)))
    data = build(result, framework)
    assert _chapters(data) == [
        "How to read this report",
        "Who took part",
        "At a glance",
        "What we share",
        "All themes on one map",
        "Component 1",
        "Component 2",
        "Component 3",
        "Component 4",
        "All themes in numbers",
        "Method and definitions",
    ]
    assert "Where we differ" not in _read(data).pages[1].extract_text()


def test_an_open_round_is_shown_partner_by_partner_and_hides_nothing():
    data = build(*_open())
    text = _text(data)
    assert "Partner by partner" in _chapters(data)
    assert "What people wrote" in _chapters(data)
    assert "There is nothing to hide; every sheet is signed." in text
    assert "All themes, partner by partner" in text
    assert re.findall(r"not shown|first impression|could be chance|smaller than", text, re.IGNORECASE) == []


SAID = ("The minutes say so.", "We count them twice a year.", "Everybody says it.")


def test_a_few_words_stand_with_the_comments_each_under_what_it_answers():
    """Where comments are few everything is one chapter, the open questions last."""
    framework = _framework()
    few = [*reports.comments(framework, PLAIN)[:3], *reports.words(framework, SAID)[-6:]]
    data = build(reports.result(framework, 42, comments=few), framework)
    assert "What people wrote" in _chapters(data)
    text, last = re.sub(r"\s+", " ", _text(data)), framework.areas[-1].title.to("en")
    chapter = text[text.rindex("Read it to understand what is behind the numbers") :]
    places = [chapter.index(heading) for heading in (f"How people know: {last}", "What helps?")]
    assert places == sorted(places)
    assert [text.count(said) for said in SAID] == [2, 2, 2]
    assert "In people’s own words" not in text


def test_many_words_stand_with_their_component_and_open_answers_have_a_chapter():
    framework = _framework()
    many = [*reports.comments(framework, PLAIN), *reports.words(framework, SAID)]
    data = build(reports.result(framework, 42, comments=many), framework)
    chapters = _chapters(data)
    assert "What people wrote" not in chapters
    assert chapters.index("How groups see it") + 1 == chapters.index("In people’s own words")
    text = re.sub(r"\s+", " ", _text(data))
    assert [text.count(f"How people know: {area.title.to('en')}") for area in framework.areas] == [1] * 8
    assert text.count("What helps?") == 1
    assert text.index("What helps?") > text.index("Read it to understand what is behind the numbers")
    assert [text.count(said) for said in SAID] == [9, 9, 9]


def test_too_few_is_a_short_honest_report():
    data = build(*_too_few())
    assert len(_read(data).pages) == 2
    text = _text(data)
    assert "4 people answered" in text
    assert "What you can do" in text
    assert "Theme 1" not in text


@pytest.mark.parametrize("made", [_summary, _three_bins])
def test_few_answers_are_cautioned_once(made):
    result, framework = made()
    text = re.sub(r"\s+", " ", _text(build(result, framework)))
    assert text.count("Take everything here as a first impression") == 1
    assert re.findall(r"take it as a first impression|could be chance:", text) == []


def test_a_summary_shows_no_count_no_share_and_no_one_who_means_everybody():
    result, framework = _summary()
    assert {theme.detail for theme in result.themes} <= {Detail.SUMMARY, Detail.NONE}
    text = re.sub(r"\s+", " ", _text(build(result, framework)))
    method = text.index("Method and definitions", text.index("Component 4 of 4"))
    said = text[:method]
    assert (
        re.findall(r"\d+ of \d+ (?:answered|could)|\d%|[Ee]verybody answered|unanimous|steps from", said)
        == []
    )
    assert "camps on" not in said


def test_a_hidden_partner_has_a_name_and_nothing_else():
    framework = _framework()
    members = ["North"] * 15 + ["South"] * 14 + ["Hidden Hill"] * 3 + ["Hidden Dale"] * 3
    ratings = reports.ratings(
        framework, len(members), partners=("North", "South", "Hidden Hill", "Hidden Dale")
    )
    names = ratings.partners.names
    grouping = type(ratings.partners)(names, [names.index(member) for member in members])
    result = reports.evaluate(
        invented.replace(ratings, partners=grouping, roles=None), (), reports.Options(title="Invented round")
    )
    hidden = [group for group in next(iter(result.groups.values())) if group.withheld is Withheld.TOO_FEW]
    assert {group.name for group in hidden} >= {"Hidden Hill", "Hidden Dale"}
    data = build(result, framework)
    assert _with_numbers(data, ("Hidden Hill", "Hidden Dale")) == set()
    assert _with_numbers(data, ("North", "South")) == {"North", "South"}  # so the line above can fail


def _with_numbers(data, names):
    """Those of the names that share a line of the page with a number that has a decimal place, as in a table."""
    lines = [
        line
        for page in _read(data).pages
        for line in page.extract_text(extraction_mode="layout").splitlines()
    ]
    return {name for name in names for line in lines if name in line and re.search(r"\d\.\d", line)}


def test_many_partners_stay_compact():
    data = build(*_many_partners())
    assert len(_read(data).pages) <= 26


def test_the_same_result_gives_the_same_bytes():
    assert build(*_usual()) == build(*_usual())


def test_every_statement_is_in_the_report():
    result, framework = _usual()
    text = re.sub(r"\s+", " ", _text(build(result, framework)))
    assert [theme.id for theme in framework.themes if theme.statement.to("en") not in text] == []


@pytest.mark.parametrize("name", ["usual", "summary", "three bins", "open", "too few"])
def test_no_word_of_a_report_passes_the_translators_by(name):
    """With a framework without letters every letter in the report is ours, and stands between the marks."""
    people = {"usual": 42, "summary": 8, "three bins": 7, "open": 4, "too few": 4}[name]
    framework = reports.reworded(_framework(), lambda number: f"¤{number}")
    mode = Mode.OPEN if name == "open" else Mode.CONFIDENTIAL
    texts = ("¤1", "¤2", "¤3")
    written = [*reports.comments(framework, texts), *reports.words(framework, texts)]
    partners = ("¤1", "¤2", "¤3", "¤4")[: 4 if name == "open" else 3]
    result = reports.result(
        framework, people, comments=written, mode=mode, small=name == "three bins", partners=partners
    )
    with language.use(language.PSEUDO):
        text = _text(build(invented.replace(result, title="¤"), framework))
    text = re.sub(r"\d+\.\d+[a-z]", "", text)  # the numbers of themes
    before = None
    while before != text:
        before, text = text, re.sub("⟦[^⟦⟧]*⟧", "", text)
    assert re.findall(r"[^\W\d_]+", text) == []


def _pages(data):
    return [re.sub(r"\s+", " ", page.extract_text()) for page in _read(data).pages]


def _page(data, words):
    return next(page for page in _pages(data) if words in page)


def test_one_name_for_the_typical_answer_and_no_part_where_a_component_is_meant():
    text = " ".join(_pages(build(*_usual())))
    assert re.findall(r"middle answer|\bparts? of the questionnaire|\bPart\b", text) == []


def test_the_promise_stands_on_the_cover_once_and_at_the_foot_of_all_other_pages():
    pages = _pages(build(*_usual()))
    assert [page.count("Groups smaller than five are not shown.") for page in pages] == [1] * len(pages)


def test_a_groups_answers_stand_beside_those_of_everybody_on_the_same_statements():
    result, framework = _usual()
    data = build(result, framework)
    shown = [group for group in result.groups[Breakdown.ROLE] if group.shown]
    assert len(shown) > 1
    page = _page(data, "Roles: typical answers")
    pairs = [
        f"{decimal(part.typical)} ({decimal(part.everybody)})"
        for group in shown
        for part in group.components
        if part.typical is not None
    ]
    assert pairs
    assert [pair for pair in pairs if pair not in page] == []
    assert (
        "In brackets: everybody, over the same statements as the group, which are not the same for every group."
        in page
    )
    assert re.search(
        r"Components: 1 Component 1; [^.]+\. Roles 1 2 ", page
    )  # the key is next to what it explains


def test_leaders_stand_beside_everybody_else_and_everybody():
    page = _page(build(*_usual()), "Leaders (heads) and everybody else")
    assert re.search(r"Component Leaders Everybody else Everybody Component 1 \d\.\d \d\.\d \d\.\d ", page)


def test_the_agenda_accounts_for_four_lengths_of_meeting():
    result, framework = _usual()
    page = _page(build(result, framework), "A proposal for one meeting")
    talk = [sum(item.minutes_in(meeting) for item in result.agenda) for meeting in MEETINGS]
    assert "45 min 60 min 90 min 120 min" in page
    assert f"In all The whole meeting, in minutes. {' '.join(str(15 + minutes) for minutes in talk)}" in page
    for item in result.agenda:
        minutes = " ".join(str(number) if number else "–" for number in item.minutes)
        theme = framework.theme(item.theme)
        called = f"{theme.title.to('en')} – {theme.topic.to('en')}"
        assert re.search(rf"{re.escape(called)}, in [^–]*? {minutes}\b", page)
    assert "Close with one list" in page


def test_what_has_changed_stands_at_a_glance_and_on_the_page_of_the_theme_that_moved_most():
    result, framework = _usual()
    [moved, *_rest] = [theme.id for theme in result.themes if theme.id != result.agenda[0].theme]
    theme = changed.theme(moved, 4.1, 2.7, moved=Moved.DOWN)
    result = invented.replace(result, change=changed.change([theme], title="First look"))
    proposal = agenda_item(result.theme(moved), "moved", (0, 10, 12, 15))
    result = invented.replace(result, agenda=(result.agenda[0], proposal))
    about = framework.theme(moved).topic.to("en")
    pages = _pages(build(result, framework))
    [glanced] = [page for page in pages if "What has changed Since First look, answers went" in page]
    assert f"Since First look, answers went down on {about}." in glanced
    [sheet] = [page for page in pages if f"Answers went down: {about}" in page]
    assert "What has changed Answers went down" in sheet
    assert "The typical answer was 4.1 in First look and is 2.7 now." in sheet
    assert "What do we see?" in sheet


def test_the_minutes_of_one_meeting_stand_below_one_word():
    result, framework = _usual()
    picks = (Pick(theme=result.agenda[0].theme, minutes=12),)
    data = build(laid_over(result, Choice(meeting=45, picks=picks)), framework)
    assert "Why this one Minutes" in _page(data, "Chosen for a meeting of 45 minutes")


def test_a_chosen_agenda_stands_alone():
    result, framework = _usual()
    themes = [item.theme for item in result.agenda][:2]
    picks = tuple(
        Pick(theme=theme, minutes=number) for number, theme in enumerate(reversed(themes), start=11)
    )
    data = build(laid_over(result, Choice(meeting=45, picks=picks, note="Bring tea.")), framework)
    page = _page(data, "Chosen for a meeting of 45 minutes by whoever leads it.")
    assert "A proposal" not in page
    assert "In all The whole meeting, in minutes. 38" in page
    assert "7 minutes are left over" in page
    assert "Bring tea" not in _text(data)
    titles = [framework.theme(theme).title.to("en") for theme in themes]
    assert page.index(titles[1]) < page.index(titles[0])
    assert "· 11 minutes" in _text(data)


def test_a_group_gap_on_the_agenda_shows_the_group_above_all_others():
    framework = _framework()
    people = 40
    ratings = reports.ratings(framework, people, partners=(), roles=False)
    values = ratings.values.copy()
    values[:, 0] = [1, 2] * 10 + [4, 5] * 10
    roles = Grouping(("head", "teacher"), [0] * 20 + [1] * 20, ("head", "teacher"))
    result = reports.evaluate(invented.replace(ratings, values=values, roles=roles), (), reports.Options())
    assert "t1" in [item.theme for item in result.agenda]
    pages = _pages(build(result, framework))
    page = next(page for page in pages if "What do we see?" in page and "“Statement number 1 holds" in page)
    assert "lower than everybody else" in page
    assert re.search(r"Heads.*All others|Leaders.*Everybody else", page)
    assert "On average an answer lies" not in page


def test_a_theme_that_some_see_otherwise_says_so_in_the_table_of_all_themes():
    framework = _framework()
    themes = [invented.theme(theme.id) for theme in framework.themes]
    themes[3] = invented.theme("t4", minority=0.25, section=Section.DIFFER)
    result = invented.result(themes, components=tuple(invented.composite(f"c{n}") for n in range(1, 5)))
    page = _page(build(result, framework), "The columns count answers")
    assert page.count("Shared strength, some differ") == 1


def test_the_key_of_the_map_lists_the_themes_on_it_and_names_the_others():
    framework = _framework()
    themes = [invented.theme(theme.id) for theme in framework.themes]
    themes[2] = invented.summary_theme("t3")
    result = invented.result(themes, components=tuple(invented.composite(f"c{n}") for n in range(1, 5)))
    page = _page(build(result, framework), "Each dot with its number is a theme")
    assert page.count("1.2a Theme 3") == 1
    assert "Not on the map, too few answers: 1.2a Theme 3" in page


@pytest.mark.parametrize("components", [4, 7, 9, 12])
def test_the_strip_never_stands_alone_on_a_page(components):
    framework = invented.framework(components=components, areas=1, themes=2)
    data = build(reports.result(framework, 42), framework)
    page = _page(data, "The same numbers, one line each")
    assert "Talk about these first" in page
    first = _page(data, "At a glance We ")
    assert "What many of us don’t know" in first  # the last of the four sentences
    assert " ".join(_pages(data)).count("All components in numbers") == 1


def test_whose_voice_is_missing_is_said_once():
    framework = _framework()
    result = invented.replace(reports.result(framework, 42), invited=50)
    missing = _book(result, framework).glance.missing
    assert missing
    assert " ".join(_pages(build(result, framework))).count(missing) == 1


def _figures(data):
    """The alternative texts of the figures, in the order of reading."""
    return [str(element["/Alt"]) for element in _elements(data) if element["/S"] == "/Figure"]


def _elements(data):
    left = [_read(data).trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()]
    while left:
        element = left.pop(0)
        if "/S" in element:
            yield element
            kids = (kid.get_object() for kid in element["/K"])
            left = [*(kid for kid in kids if isinstance(kid, dict)), *left]


def test_a_component_of_many_themes_has_several_readable_figures(tmp_path):
    framework = invented.framework(components=3, areas=1, themes=25)
    data = build(reports.result(framework, 42), framework)
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    assert [finding.rule for finding in outloud.check(str(path)).findings] == []
    rows = [len(re.findall(r"; [Uu]nsure|; don’t know", alt)) for alt in _figures(data)]
    assert max(rows) <= 12
    assert sum(rows) >= 75


def test_partners_in_an_open_round_stand_on_several_figures():
    framework = _framework()
    partners = tuple(f"Partner {number:02}" for number in range(1, 31))
    data = build(reports.result(framework, 30, mode=Mode.OPEN, partners=partners), framework)
    found = [re.findall(r"Partner \d\d", alt) for alt in _figures(data) if "Each partner’s picture" in alt]
    assert [len(names) for names in found] == [10, 10, 10]
    assert [name for names in found for name in names] == list(partners)


def test_many_signed_partners_leave_no_sentence_alone_on_a_page():
    framework = _framework()
    partners = tuple(f"Partner {number:02}" for number in range(1, 31))
    pages = _pages(build(reports.result(framework, 30, mode=Mode.OPEN, partners=partners), framework))
    page = next(page for page in pages if "Who took part" in page and "30 partners answered" in page)
    assert "Each partner gave one joint answer sheet" in page


def test_one_open_sheet_makes_no_chapter_partner_by_partner():
    framework = _framework()
    data = build(reports.result(framework, 1, mode=Mode.OPEN, partners=("North",)), framework)
    assert "Partner by partner" not in _chapters(data)


def test_the_map_and_the_counts_have_their_tables():
    result, framework = _usual()
    pages = _pages(build(result, framework))
    start = next(number for number, page in enumerate(pages) if "The map of themes in numbers" in page)
    text = " ".join(pages[start:])
    text = text[text.index("The map of themes in numbers") :]
    rows = [
        f"{framework.numbers[theme.id]} Theme {theme.id[1:]} {decimal(theme.mean)} {decimal(theme.agreement, 2)}"
        for theme in result.themes
        if theme.score is not None
    ]
    assert len(rows) > 3
    assert [row for row in rows if row not in text] == []
    assert "Counts of answers, theme by theme" in " ".join(pages)


def test_three_bins_have_their_table():
    result, framework = _three_bins()
    text = " ".join(_pages(build(result, framework)))
    text = text[text.index("Below, in and above the middle, in counts") :]
    shown = [theme for theme in result.themes if theme.detail is Detail.THREE_BINS]
    assert len(shown) > 1
    for theme in shown:
        assert f"Theme {theme.id[1:]} {' '.join(map(str, theme.bins))} " in text


@pytest.mark.parametrize("name", ["usual", "open", "three bins"])
def test_headings_leave_no_level_out_and_small_ones_are_headings(name):
    data = build(*ROUNDS[name]())
    levels = [int(found[1]) for element in _elements(data) if (found := re.match(r"/H(\d)", element["/S"]))]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert 3 in levels


def test_no_bold_line_stands_for_a_heading():
    book = _book(*_usual())
    stories = [*glance.story(book), *comments.story(book), *agenda.story(book)]
    for component in book.framework.components:
        stories += comments.of_component(component, book)
    found = [type(flowable) for flowable in _within(stories)]
    assert found.count(Heading) > 10
    assert found.count(Strong) == 0


def _within(flowables):
    for flowable in flowables:
        yield flowable
        sides = (getattr(flowable, side).children for side in ("left", "right") if hasattr(flowable, side))
        for children in (getattr(flowable, "children", ()), *sides):
            yield from _within(children)


def test_no_comment_stands_alone_at_the_end():
    *_rest, last = comments.story(_book(*_open()))
    assert sum(isinstance(flowable, Quote) for flowable in _within([last])) == 2


def test_the_example_is_not_drawn_from_too_few():
    framework = _framework()
    result = reports.result(framework, 4, mode=Mode.OPEN, partners=("North", "South", "East", "West"))
    themes = tuple(invented.replace(theme, pattern=Pattern.TOO_FEW, section=None) for theme in result.themes)
    assert "An example from this report" in _text(build(result, framework))
    none = invented.replace(result, themes=themes, agenda=(), gaps=())
    assert "An example from this report" not in _text(build(none, framework))
