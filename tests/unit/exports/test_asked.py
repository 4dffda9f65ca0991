"""What was asked, to read: every statement as each role read it, and nothing that invites anybody to fill it in."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options
from pet.exports import asked, catalogue, makers
from pet.frameworks import loader
from pet.language import PSEUDO, use
from pet.record.model import Record
from pet.words import promise
from tests.support.rounds import framework as small
from tests.support.rounds import ratings
from tests.unit.exports.test_questionnaire import KEYS, findings, pages_of, squeezed, where_words_begin

INVITING = (
    "hand",
    "tick",
    "fill in",
    "quote me",
    "your organisation",
    "your role",
    "nobody sees",
    "do not write",
    "type",
)


def record_of(framework, *, roles=True, mode=Mode.CONFIDENTIAL, people=12):
    """Of a round in which each theme got the same answer from everybody."""
    count = len(framework.themes)
    ids = [role.id for role in framework.roles][:2] if roles else [None]
    leads = {role.id: role.leads for role in framework.roles}
    answers = [(f"School {n % 2}", ids[n % len(ids)], [4] * count) for n in range(people)]
    computed = evaluate(
        ratings(answers, framed=framework, roles=leads), options=Options(title="Spring", mode=mode)
    )
    return Record(framework=framework, computed=computed, title="Spring", partnership="Hill Partnership")


def text_of(made):
    return " ".join(" ".join(pages_of(made)).split())


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("page", ["a4", "letter"])
def test_every_framework_is_valid_and_whole_in_the_words_of_every_role(tmp_path, key, page):
    framework = loader.builtin(key)
    made = asked.build(record_of(framework), page=page)
    assert findings(tmp_path, made) == []
    text = squeezed(text_of(made))
    for theme in framework.themes:
        assert squeezed(theme.statement.to("en")) in text
        for role in framework.roles:
            if role.id in theme.wordings and theme.is_asked_of(role.id):
                assert squeezed(theme.wordings[role.id].to("en")) in text, (theme.id, role.id)
    assert all(squeezed(one.text.to("en")) in text for one in framework.open_questions)
    assert {"Hill Partnership", "Spring"} <= {
        words for words in ("Hill Partnership", "Spring") if squeezed(words) in text
    }


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("page", ["a4", "letter"])
def test_no_page_is_nearly_empty(key, page):
    made = asked.build(record_of(loader.builtin(key)), page=page)
    pages = PdfReader(io.BytesIO(made)).pages
    lowest = [min(y for _x, y in where_words_begin(one) if y > 60) for one in pages]
    assert all(y < 300 for y in lowest[:-1]), lowest
    assert len(pages[-1].extract_text().splitlines()) > 10


def test_it_invites_nobody_to_fill_it_in_and_promises_nothing():
    record = record_of(loader.builtin("school-partnerships"))
    made = text_of(makers.make(record, catalogue.QUESTIONNAIRE)).casefold()
    record_words = " ".join(theme.statement.to("en") for theme in record.framework.themes).casefold()
    assert [words for words in INVITING if words in made and words not in record_words] == []
    assert [one for one in promise.sentences(record.computed) if one.casefold() in made] == []
    assert catalogue.title(catalogue.QUESTIONNAIRE) == "What was asked, to read"


def test_roles_that_read_the_same_words_are_told_together_and_who_alone_was_asked():
    framework = small(1, roles={"head": True, "teacher": False, "governor": False})
    theme = framework.themes[0]
    own = replace(theme.statement, versions=(("en", "We see it."),))
    theme = replace(
        theme, asked_of=("head", "teacher"), wordings={"head": own, "teacher": own, "governor": own}
    )
    component = framework.components[0]
    area = replace(component.areas[0], themes=(theme,))
    framework = replace(framework, components=(replace(component, areas=(area,)),))
    text = text_of(asked.build(record_of(framework)))
    assert "1. Statement of t1 Not for governor For head and teacher: We see it." in text
    assert text.count("We see it.") == 1


@pytest.mark.parametrize("given", [{"roles": False}, {"mode": Mode.OPEN}])
def test_where_no_role_was_asked_all_read_the_same_words(given):
    text = text_of(asked.build(record_of(loader.builtin("school-partnerships"), **given)))
    assert "For families" not in text
    assert "Not for" not in text


def test_where_too_few_answered_it_is_all_there(tmp_path):
    made = asked.build(record_of(loader.builtin("school-partnerships"), people=2))
    assert findings(tmp_path, made) == []
    assert "For families and community" in text_of(made)


def test_in_another_language_it_is_as_valid_and_the_same_record_gives_the_same_bytes(tmp_path):
    record = record_of(small(4))
    assert asked.build(record) == asked.build(record)
    with use(PSEUDO):
        assert findings(tmp_path, asked.build(record)) == []


@pytest.mark.parametrize("words", ["A round with a long title " * 8, "<b>Bold & “broken” ﷽ " + "Donau" * 40])
def test_long_and_hostile_titles_stay_on_the_page(tmp_path, words):
    record = replace(record_of(small(40, per_area=40)), title=words, partnership=words)
    made = asked.build(record)
    assert findings(tmp_path, made) == []
    for page in PdfReader(io.BytesIO(made)).pages:
        assert all(20 <= x <= 575 and 20 <= y <= 822 for x, y in where_words_begin(page))
