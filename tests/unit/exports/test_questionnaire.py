"""The questionnaire on paper: all that is asked, for a validator and for somebody with a pen."""

import io
import re
from dataclasses import replace

import outloud
import pytest
from pypdf import PdfReader

from pet.analysis.options import Options
from pet.exports import questionnaire
from pet.frameworks import loader
from pet.frameworks.forms import of_form
from pet.frameworks.model import Text
from pet.language import PSEUDO, use
from pet.words import who_sees
from tests.support.rounds import framework as small

KEYS = loader.builtin_keys()

USUAL = who_sees.on_paper(Options(), "Fay Field (facilitator)")


def sheet(framework, **given):
    told = {
        "title": "Autumn 2026",
        "partnership": "Riverside Partnership",
        "promise": ("Nobody sees what you answered.", "Fay (facilitator) reads comments first."),
        "until": "Hand it in before Friday.",
        "partners": ("Ash School", "Beech School"),
        "code": "ABCDEFGH",
    }
    return questionnaire.build(framework, **told | given)


def pages_of(made):
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def squeezed(words):
    return re.sub(r"\s+", "", words)


def findings(tmp_path, made):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(made)
    found = outloud.check(str(path))
    assert found.error is None
    return [f"{finding.rule} {finding.message}" for finding in found.findings]


def where_words_begin(page):
    """In points from the lower left corner."""
    found = []

    def visit(words, matrix, text_matrix, _font, _size):
        if words.strip():
            x, y = text_matrix[4], text_matrix[5]
            across = x * matrix[0] + y * matrix[2] + matrix[4]
            found.append((across, x * matrix[1] + y * matrix[3] + matrix[5]))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("key", KEYS)
def test_every_framework_form_and_paper_is_valid_and_whole(tmp_path, key):
    framework = loader.builtin(key)
    for form, page in (("full", "a4"), ("core", "letter"), ("pulse", "a4")):
        made = sheet(framework, form=form, page=page)
        assert findings(tmp_path, made) == []
        text = squeezed(" ".join(pages_of(made)))
        asked = of_form(framework, form)
        missing = [one.id for one in asked.themes if squeezed(one.statement.to("en")) not in text]
        assert missing == []
        assert all(squeezed(one.text.to("en")) in text for one in asked.open_questions)
        assert text.count("Youmayquoteme") >= len(asked.themes) + len(asked.areas)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("page", ["a4", "letter"])
def test_an_area_stays_on_one_page_and_no_page_but_the_last_is_nearly_empty(key, page):
    framework = loader.builtin(key)
    for form, role in (("pulse", None), ("core", None), ("full", None), ("full", framework.roles[0].id)):
        asked = of_form(framework, form)
        made = sheet(framework, form=form, page=page, role=role)
        pages = [squeezed(text) for text in pages_of(made)]
        for area in asked.areas:
            themes = [theme for theme in area.themes if theme.is_asked_of(role)]
            words = [theme.wording_for(role).to("en") for theme in themes]
            parts = [squeezed(part) for part in [*words, *([area.question.to("en")] if words else [])]]
            assert not parts or any(all(part in text for part in parts) for text in pages), area.id
        lowest = [
            min(y for _x, y in where_words_begin(one) if y > 60) for one in PdfReader(io.BytesIO(made)).pages
        ]
        assert all(y < 420 for y in lowest[:-1]), (form, role, lowest)
        assert all("Yourrole" in text for text in pages[:1] if role is None)


@pytest.mark.parametrize(("page", "most"), [("a4", 7), ("letter", 8)])
def test_twenty_one_statements_take_few_sheets(page, most):
    made = sheet(loader.builtin("school-partnerships"), form="core", page=page)
    assert len(PdfReader(io.BytesIO(made)).pages) <= most


def test_an_area_taller_than_a_page_goes_on_over_the_page(tmp_path):
    framework = loader.builtin("school-partnerships")
    area = framework.areas[0]
    many = tuple(replace(area.themes[0], id=f"{area.themes[0].id}{number}") for number in range(30))
    component = replace(framework.components[0], areas=(replace(area, themes=many),))
    made = sheet(replace(framework, components=(component,)), role=framework.roles[0].id)
    assert findings(tmp_path, made) == []
    texts = pages_of(made)
    words = squeezed(area.themes[0].wording_for(framework.roles[0].id).to("en"))
    assert sum(squeezed(text).count(words) for text in texts) == len(many)
    assert "Strongly" in texts[2]
    for page in PdfReader(io.BytesIO(made)).pages:
        assert all(y >= 20 for _x, y in where_words_begin(page))


def test_each_role_reads_its_own_words_and_nothing_that_is_not_asked_of_it():
    framework = loader.builtin("school-partnerships")
    for role in framework.roles:
        text = squeezed(" ".join(pages_of(sheet(framework, role=role.id))))
        for theme in framework.themes:
            words = squeezed(theme.wording_for(role.id).to("en"))
            assert (words in text) is theme.is_asked_of(role.id), (role.id, theme.id)
        assert squeezed(f"This sheet is for the role: {role.label.to('en')}") in text


@pytest.mark.parametrize("key", KEYS)
def test_a_pile_of_sheets_can_be_sorted_by_role_and_the_first_page_says_what_the_code_is(key):
    framework = loader.builtin(key)
    for role in framework.roles:
        first, *others = pages_of(sheet(framework, role=role.id))
        label = role.label.to("en")
        assert all(squeezed(f"{label} ·") in squeezed(text) for text in (first, *others))
        words = squeezed(first)
        whose = words.index(squeezed(f"This sheet is for the role: {label}"))
        assert whose < words.index(squeezed("Who can see what")) < words.index("Yourorganisation")
        assert squeezed("“ABCDEFGH” at the top names this round, and the number after it the page") in words
    anybody = sheet(framework, code="")
    assert not [text for text in pages_of(anybody) if "· Autumn" in text or "at the top names" in text]


def test_the_first_area_stands_on_the_first_page_where_it_has_room():
    framework = loader.builtin("school-partnerships")
    first = pages_of(
        sheet(framework, role="teacher", promise=USUAL, partners=[f"School {n}" for n in "abcdef"])
    )[0]
    assert squeezed(framework.areas[0].themes[-1].wording_for("teacher").to("en")) in squeezed(first)


def test_every_page_has_its_code_and_says_what_the_boxes_mean():
    framework = loader.builtin("school-partnerships")
    pages = pages_of(sheet(framework))
    for number, text in enumerate(pages, start=1):
        assert f"ABCDEFGH · {number}" in text
        boxes = re.search(r"1 2 3 4 5 \? –", " ".join(text.split()))
        if boxes:
            words = squeezed(text)
            assert all(squeezed(f"{sign}{label}") in words for sign, label in questionnaire.signs(framework))
    assert sum("Strongly" in text for text in pages) > 3


def test_a_number_is_the_same_on_the_sheets_of_all_roles():
    framework = loader.builtin("school-partnerships")
    numbers = questionnaire.numbered(framework)
    assert list(numbers.values()) == list(range(1, len(framework.themes) + 1))
    for role in framework.roles[:2]:
        text = "".join(pages_of(sheet(framework, role=role.id)))
        for theme in framework.themes:
            if theme.is_asked_of(role.id):
                begins = theme.wording_for(role.id).to("en")[:20]
                assert re.search(rf"(?<!\d){numbers[theme.id]}\s+{re.escape(begins)}", text), theme.id


@pytest.mark.parametrize("points", [3, 7])
def test_long_statements_many_partners_and_hostile_words_stay_on_the_page(tmp_path, points):
    hostile = "<b>Bold & “broken” ﷽ " + "Donaudampfschifffahrtsgesellschaft" * 4
    long = Text((("en", ("A statement of three hundred letters that goes on and on. " * 6)[:300]),))
    framework = small(9)
    scale = replace(
        framework.scale, points=tuple(Text((("en", f"Very strongly disagree {n}"),)) for n in range(points))
    )
    components = tuple(
        replace(
            component,
            areas=tuple(
                replace(area, themes=tuple(replace(theme, statement=long) for theme in area.themes))
                for area in component.areas
            ),
        )
        for component in framework.components
    )
    framework = replace(framework, scale=scale, components=components)
    for partners in (tuple(f"School {n} {hostile}" for n in range(24)), tuple(map(str, range(30)))):
        made = sheet(framework, partners=partners, title=hostile, partnership=hostile, promise=(hostile,))
        assert findings(tmp_path, made) == []
        for page in PdfReader(io.BytesIO(made)).pages:
            places = where_words_begin(page)
            assert all(20 <= x <= float(page.mediabox.width) - 20 for x, _y in places)
            assert all(20 <= y <= float(page.mediabox.height) - 20 for _x, y in places)


def test_in_another_language_it_is_as_valid(tmp_path):
    with use(PSEUDO):
        assert findings(tmp_path, sheet(loader.builtin("school-partnerships"), form="pulse")) == []


def test_the_title_of_the_document_is_not_too_long(tmp_path):
    made = sheet(small(3), title="A round with a long title " * 8)
    assert findings(tmp_path, made) == []
    assert len(PdfReader(io.BytesIO(made)).metadata.title) < 200


def test_the_same_values_give_the_same_bytes():
    framework = small(4)
    assert sheet(framework) == sheet(framework)
    assert sheet(framework) != sheet(framework, code="OTHER")
