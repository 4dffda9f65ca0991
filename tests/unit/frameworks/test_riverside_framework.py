"""The invented second version of “School partnerships”: what became of it, and the voice it speaks in."""

import pytest

from pet.frameworks.changes import crosswalk
from pet.frameworks.loader import builtin, load
from pet.frameworks.model import CORE, PULSE
from pet.paths import EXAMPLES
from tests.unit.frameworks import test_definitions as definitions

FIRST = builtin("school-partnerships")
SECOND = load(EXAMPLES / "riverside-framework-2.yaml")


def test_it_is_the_second_version_of_the_same_framework():
    assert (SECOND.key, SECOND.version, SECOND.scale, SECOND.roles) == (
        "school-partnerships",
        2,
        FIRST.scale,
        FIRST.roles,
    )


def test_three_are_reworded_two_merged_one_split_one_new_one_dropped():
    found = crosswalk(FIRST, SECOND)
    assert [(link.theme, link.link.value, link.earlier) for link in found.themes if link.link != "same"] == [
        ("trust.candour", "reworded", ("trust.candour",)),
        ("leadership.clarity", "reworded", ("leadership.clarity",)),
        ("voice.served", "merged", ("voice.pupils", "voice.community")),
        ("voice.hearing_back", "new", ()),
        ("capacity.early_word", "split", ("capacity.communication",)),
        ("capacity.useful_news", "split", ("capacity.communication",)),
        ("impact.follow_through", "reworded", ("impact.follow_through",)),
    ]
    assert (found.dropped, found.scale_changed) == (("capacity.organisation",), False)


def test_it_has_the_size_and_the_forms_of_the_first():
    sizes = [(len(one.areas), len(one.themes), len(one.form(CORE))) for one in (FIRST, SECOND)]
    assert sizes == [(21, 42, 21)] * 2
    assert [
        [theme.id in SECOND.form(CORE) for theme in area.themes].count(True) for area in SECOND.areas
    ] == ([1] * 21)
    assert SECOND.form(PULSE) == FIRST.form(PULSE)


def test_nobody_but_leaders_is_asked_more_than_36_statements():
    counts = {role.id: len(definitions.asked(SECOND, role.id)) for role in SECOND.roles if not role.leads}
    assert {role: count for role, count in counts.items() if count > 36} == {}


@pytest.mark.parametrize(
    "rule",
    [
        definitions.test_statements_are_one_short_sentence,
        definitions.test_statements_hold_one_idea,
        definitions.test_statements_negate_nothing,
        definitions.test_statements_are_in_plain_british_words,
        definitions.test_statements_and_topics_are_all_different,
        definitions.test_titles_fit_under_a_chart,
        definitions.test_topics_fit_inside_a_sentence,
        definitions.test_areas_open_with_a_question_and_components_with_a_reason,
        definitions.test_second_wording_differs_from_the_statement,
        definitions.test_each_role_named_by_a_theme_exists_and_is_asked,
        definitions.test_ids_are_unique_and_begin_with_the_id_of_their_component,
    ],
    ids=lambda rule: rule.__name__,
)
def test_it_is_held_to_the_rules_of_the_built_in_frameworks(rule, monkeypatch):
    monkeypatch.setattr(definitions, "builtin", lambda _key: SECOND)
    rule("school-partnerships")


def test_people_outside_a_school_are_never_asked_about_my_school():
    for role in ("partnership_staff", "family"):
        read = [SECOND.theme(theme).wording_for(role).to("en") for theme in definitions.asked(SECOND, role)]
        assert [text for text in read if "my school" in text] == []
