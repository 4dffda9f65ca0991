"""Laws of saving: what is saved is what is read, and the order of different places does not matter."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pet.frameworks.loader import builtin, builtin_keys
from pet.services import responses
from pet.services.answers.asked import Asked
from pet.services.answers.held import Answer, Change, Kind, Words, from_document, merge, to_document
from pet.services.texts import many_lines
from tests.support.factories import NOW, make_response, make_round

POINTS = st.one_of(st.integers(1, 5), st.sampled_from(["dont_know", "not_applicable", None]))
TEXTS = st.text(st.characters(), max_size=40)
THEMES = [f"c{c}.a{a}.t{t}" for c in (1, 2) for a in (1, 2) for t in (1, 2)]
PLACES = {
    Kind.RATING: st.sampled_from(THEMES),
    Kind.COMMENT: st.sampled_from(THEMES),
    Kind.EVIDENCE: st.sampled_from(["c1.a1", "c1.a2", "c2.a1", "c2.a2"]),
    Kind.OPEN: st.sampled_from(["purpose", "help"]),
}
SAME_DATABASE = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def change_of(draw, newest=0):
    kind = draw(st.sampled_from(list(Kind)))
    return Change(
        kind=kind,
        part_id=draw(PLACES[kind]),
        value=draw(POINTS if kind is Kind.RATING else TEXTS),
        quotable=kind is not Kind.RATING and draw(st.booleans()),
        base_version=draw(st.integers(0, newest)),
    )


def changes_of(**of):
    return st.lists(change_of(**of), min_size=1, max_size=12, unique_by=lambda change: change.key)


@pytest.fixture
def fresh(database):
    """Makes an empty response in one round."""
    with database.writing() as session:
        made = make_round(session)

    def make():
        with database.writing() as session:
            return make_response(session, made, role="head").response_id

    return make


def save(database, response_id, changes):
    with database.writing() as session:
        return responses.save(
            session, response_id=response_id, op_id=str(uuid.uuid4()), changes=tuple(changes), now=NOW
        )


def held(database, response_id):
    with database.reading() as session:
        return responses.sheet(session, response_id).held


def expected(change):
    """What a sheet holds after the first change at its place."""
    if change.kind is Kind.RATING:
        return Answer(change.value, 1) if change.value is not None else None
    text = many_lines(change.value)
    return Words(text, change.quotable, 1) if text else None


@SAME_DATABASE
@given(changes=changes_of())
def test_what_is_saved_is_what_is_read(database, fresh, changes):
    response_id = fresh()
    saved = save(database, response_id, changes)
    found = {change.key: expected(change) for change in changes if expected(change)}
    assert held(database, response_id) == found
    assert saved.versions == {str(change.key): 1 if expected(change) else 0 for change in changes}
    assert saved.conflicts == ()


@settings(SAME_DATABASE, max_examples=15)
@given(changes=changes_of(), data=st.data())
def test_saves_about_different_places_may_come_in_any_order_and_in_any_parcels(
    database, fresh, changes, data
):
    first, second = fresh(), fresh()
    save(database, first, changes)
    shuffled = data.draw(st.permutations(changes))
    cut = data.draw(st.integers(0, len(shuffled)))
    for parcel in (shuffled[:cut], shuffled[cut:]):
        save(database, second, parcel)
    assert held(database, first) == held(database, second)


@given(changes=changes_of(newest=2), before=changes_of(), data=st.data())
def test_merging_never_depends_on_order_and_a_second_time_finds_nothing_new(changes, before, data):
    stored = merge({}, before).held
    merged = merge(stored, changes)
    other = merge(stored, data.draw(st.permutations(changes)))
    assert (other.held, other.versions) == (merged.held, merged.versions)
    assert set(other.conflicts) == set(merged.conflicts)
    again = merge({**stored, **merged.held}, changes)
    assert (again.held, again.versions, again.conflicts) == ({}, merged.versions, merged.conflicts)


@given(changes=changes_of(newest=2), before=changes_of())
def test_every_change_is_saved_or_handed_back_and_no_version_goes_down(changes, before):
    stored = merge({}, before).held
    merged = merge(stored, changes)
    assert {conflict.key for conflict in merged.conflicts} | set(merged.versions) == {c.key for c in changes}
    assert {conflict.key for conflict in merged.conflicts} & set(merged.versions) == set()
    for change in changes:
        if change.key in merged.held:
            assert merged.held[change.key].version == change.base_version + 1
        for conflict in merged.conflicts:
            assert not conflict.yours.says(conflict.stored)


@given(answers=st.dictionaries(st.sampled_from(THEMES), st.builds(Answer, POINTS, st.integers(1, 9))))
def test_answers_come_back_from_the_document_as_they_went_in(answers):
    assert from_document(to_document(answers)) == answers


@pytest.mark.parametrize("name", builtin_keys())
@pytest.mark.parametrize("form", ["full", "core", "pulse"])
def test_the_pages_of_every_framework_hold_exactly_what_is_asked(name, form):
    framework = builtin(name)
    for role_id in (None, *[role.id for role in framework.roles]):
        asked = Asked(framework, form, role_id)
        assert tuple(theme for page in asked.areas for theme in page.themes) == asked.themes
        assert [page.number for page in asked.areas] == list(range(1, len(asked.areas) + 1))
        assert {theme.id for theme in asked.themes} == {
            theme_id for theme_id in framework.form(form) if framework.theme(theme_id).is_asked_of(role_id)
        }
