"""Own questions: a valid copy of the framework, ids that never mean two things, and no copy left behind."""

import pytest
from sqlalchemy import select

from pet.db.models import FrameworkVersion, Round
from pet.errors import InvalidInputError, PetError
from pet.frameworks import loader, writing
from pet.paths import EXAMPLES
from pet.services import frameworks, own_questions, rounds, rounds_drafts
from pet.services.audit import PET
from pet.services.own_questions import OwnQuestion, Sort
from tests.support.factories import NOW, builtin_source, make_partnership, make_round

RATED = OwnQuestion(sort=Sort.RATED, text="Our meetings start on time.")
WORDS = OwnQuestion(sort=Sort.WORDS, text="What should we stop?")


@pytest.mark.parametrize("key", loader.builtin_keys())
def test_a_framework_that_is_written_is_read_as_the_same(key):
    assert loader.load(writing.source(loader.builtin(key))) == loader.builtin(key)


@pytest.mark.parametrize("name", ["lq2002.yaml", "riverside-framework-2.yaml"])
def test_a_framework_of_somebody_else_too(name):
    framework = loader.load(EXAMPLES / name)
    assert loader.load(writing.source(framework)) == framework


def draft(session, partnership=None):
    return make_round(session, partnership, state="draft", source=builtin_source(), form="core")


def put(session, row, *questions):
    rounds_drafts.set_questions(session, round_id=row.id, questions=questions, by=PET, now=NOW)
    return rounds_drafts.asked_by(session, row)


def ids(framework):
    return [one.id for one in own_questions.of(framework)]


def test_own_questions_are_in_a_copy_and_in_every_form(database):
    with database.writing() as session:
        row = draft(session)
        asked = put(session, row, RATED, WORDS)
        base = loader.builtin("school-partnerships")
    assert ids(asked) == ["own.r1", "own.w2"]
    assert asked.form("core") == (*base.form("core"), "own.r1")
    assert asked.form("pulse")[-1] == asked.theme_ids[-1] == "own.r1"
    assert (asked.components[:-1], asked.open_questions[:-1]) == (base.components, base.open_questions)
    assert asked.key.startswith("school-partnerships-own-")
    assert own_questions.without(asked) == base
    assert [(one.sort, one.text) for one in own_questions.of(asked)] == [
        (Sort.RATED, RATED.text),
        (Sort.WORDS, WORDS.text),
    ]


def test_editing_again_replaces_the_copy_and_keeps_the_ids(database):
    with database.writing() as session:
        row = draft(session)
        first = own_questions.of(put(session, row, RATED, WORDS))
        changed = OwnQuestion(id=first[0].id, sort=Sort.RATED, text="Our meetings end on time.")
        asked = put(session, row, changed, *first[1:], OwnQuestion(sort=Sort.RATED, text="We listen."))
        assert ids(asked) == ["own.r1", "own.r3", "own.w2"]
        assert asked.theme("own.r1").statement.to("en") == "Our meetings end on time."
        keys = session.scalars(select(FrameworkVersion.key)).all()
        assert sorted(keys) == sorted(["school-partnerships", asked.key])


def test_without_questions_the_framework_itself_is_asked_again(database):
    with database.writing() as session:
        row = draft(session)
        before = row.framework_version_id
        put(session, row, RATED)
        assert row.framework_version_id != before
        put(session, row, OwnQuestion(sort=Sort.RATED, text="   "))
        assert row.framework_version_id == before
        assert session.scalars(select(FrameworkVersion.key)).all() == ["school-partnerships"]


def test_an_id_that_a_launched_round_asks_is_never_another_question(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        launched = draft(session, partnership)
        asked = put(session, launched, RATED)
        rounds.open_(session, round_id=launched.id)
        version = launched.framework_version_id
        following = draft(session, partnership)
        again = put(session, following, OwnQuestion(sort=Sort.RATED, text="Something else."))
        assert (ids(asked), ids(again)) == (["own.r1"], ["own.r2"])
        kept = put(session, following, *own_questions.of(asked))
        assert ids(kept) == ["own.r1"]
        assert session.get_one(Round, launched.id).framework_version_id == version
        assert frameworks.load(session.get_one(FrameworkVersion, version)) == asked


@pytest.mark.parametrize("given", ["own.r9", "purpose.fit", "own.w1", "", "own.r1'"])
def test_an_id_that_was_made_up_is_not_taken(database, given):
    with database.writing() as session:
        row = draft(session)
        assert ids(put(session, row, OwnQuestion(id=given, sort=Sort.RATED, text="Ours."))) == ["own.r1"]


def test_the_same_id_twice_is_two_questions(database):
    with database.writing() as session:
        row = draft(session)
        put(session, row, RATED)
        twice = OwnQuestion(id="own.r1", sort=Sort.RATED, text="Ours.")
        assert ids(put(session, row, twice, twice)) == ["own.r1", "own.r2"]


def test_partnerships_do_not_see_the_ids_of_others(database):
    with database.writing() as session:
        first, second = (draft(session, make_partnership(session, name)) for name in ("One", "Other"))
        assert (ids(put(session, first, RATED)), ids(put(session, second, WORDS))) == (["own.r1"], ["own.w1"])


def test_too_many_and_too_long_ones_are_refused(database):
    with database.writing() as session:
        row = draft(session)
        with pytest.raises(InvalidInputError, match="up to 10"):
            put(session, row, *[OwnQuestion(sort=Sort.WORDS, text=f"Why {n}?") for n in range(11)])
        with pytest.raises(InvalidInputError, match="question 2: This question is too long"):
            put(session, row, WORDS, OwnQuestion(sort=Sort.WORDS, text="x" * 301))
        session.rollback()


def test_a_nasty_text_stays_a_text(database):
    text = "“Quotes” \"and\" {braces} 'or': [lists] # & <b>tags</b> \\ – ü 漢"
    with database.writing() as session:
        asked = put(session, draft(session), OwnQuestion(sort=Sort.RATED, text=text))
    assert own_questions.of(asked)[0].text == text


def test_changing_the_framework_keeps_own_questions(database):
    with database.writing() as session:
        row = draft(session)
        put(session, row, RATED, WORDS)
        rounds_drafts.set_asked(
            session,
            round_id=row.id,
            title="Spring",
            framework="outreach-hubs",
            form="pulse",
            by=PET,
            now=NOW,
        )
        asked = rounds_drafts.asked_by(session, row)
        assert own_questions.without(asked) == loader.builtin("outreach-hubs")
        assert ids(asked) == ["own.r1", "own.w2"]
        with pytest.raises(PetError, match="not here any more"):
            rounds_drafts.set_asked(
                session, round_id=row.id, title="x", framework="nothing", form="core", by=PET, now=NOW
            )
        session.rollback()
