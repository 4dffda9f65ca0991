"""Everything that changed between two versions of a framework."""

from dataclasses import replace

import pytest

from pet.frameworks.differences import Became, FieldChange, FormChange, PartChange, ThemeDifference, diff
from pet.frameworks.loader import builtin, builtin_keys, load
from pet.frameworks.model import CORE, PULSE, Text
from pet.paths import EXAMPLES

FIRST = builtin("school-partnerships")
SECOND = load(EXAMPLES / "riverside-framework-2.yaml")


def english(text):
    return Text((("en", text),))


def switched(field, *, on):
    """A flag that was turned on or off."""
    return FieldChange(field, None, None, not on, on)


def change(field, before, after, *, of=None, language="en"):
    return FieldChange(field, of, language, before, after)


def with_component(framework, change):
    """The framework with its first component changed."""
    first, *others = framework.components
    return replace(framework, components=(change(first), *others))


def with_area(framework, change):
    return with_component(
        framework, lambda first: replace(first, areas=(change(first.areas[0]), *first.areas[1:]))
    )


def with_theme(framework, **fields):
    """The framework with its first theme changed."""
    return with_area(
        framework, lambda area: replace(area, themes=(replace(area.themes[0], **fields), *area.themes[1:]))
    )


@pytest.mark.parametrize("key", builtin_keys())
def test_a_framework_beside_itself_differs_in_nothing(key):
    assert diff(builtin(key), builtin(key)).nothing


def test_a_version_number_alone_is_no_difference():
    assert diff(FIRST, replace(FIRST, version=2)).nothing


def test_the_second_version_of_riverside_is_told_theme_by_theme():
    found = diff(FIRST, SECOND)
    assert [(one.theme.id, one.link.value, len(one.earlier)) for one in found.themes] == [
        ("trust.candour", "reworded", 1),
        ("leadership.clarity", "reworded", 1),
        ("voice.served", "merged", 2),
        ("voice.hearing_back", "new", 0),
        ("capacity.early_word", "split", 1),
        ("capacity.useful_news", "split", 1),
        ("impact.follow_through", "reworded", 1),
    ]
    assert found.dropped == (FIRST.theme("capacity.organisation"),)
    assert (found.about, found.scale, found.roles, found.open_questions) == ((), (), (), ())
    assert (found.components, found.reordered, found.nothing) == ((), False, False)
    assert [(part.id, part.became) for part in found.areas] == [("capacity.coordination", Became.CHANGED)]
    assert found.forms == (
        FormChange(CORE, ("voice.served", "capacity.early_word"), ("voice.pupils", "capacity.communication")),
    )


def test_a_reworded_theme_has_its_words_then_and_now():
    candour = diff(FIRST, SECOND).themes[0]
    assert candour == ThemeDifference(
        theme=SECOND.theme("trust.candour"),
        link=candour.link,
        earlier=(FIRST.theme("trust.candour"),),
        fields=(
            change("topic", "openness about weaknesses", "openness about what is hard"),
            change(
                "statement",
                "I can be open here about my school’s weaknesses.",
                "I can talk openly here about what my school finds hard.",
            ),
            change(
                "wordings",
                "Schools here are open with us about their weaknesses.",
                "Schools here talk openly with us about what they find hard.",
                of="partnership_staff",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": english("Why")}, [change("title", "Common reason", "Why")]),
        ({"topic": english("the reason")}, [change("topic", "our common purpose", "the reason")]),
        (
            {"wordings": {}},
            [change("wordings", "It is clear to me why these schools work together.", None, of="family")],
        ),
        (
            {"descriptors": {5: english("All do."), 1: english("None does.")}},
            [
                change("descriptors", None, "None does.", of="1"),
                change("descriptors", None, "All do.", of="5"),
            ],
        ),
        (
            {"asked_of": ("headteacher", "family")},
            [change("asked_of", (), ("headteacher", "family"), language=None)],
        ),
        ({"importance": True}, [switched("importance", on=True)]),
        (
            {"title": Text((("en", "Common reason"), ("de", "Gemeinsamer Grund")))},
            [change("title", None, "Gemeinsamer Grund", language="de")],
        ),
    ],
)
def test_each_field_of_a_theme_is_told(fields, expected):
    found = diff(FIRST, with_theme(FIRST, **fields))
    assert [(one.theme.id, list(one.fields)) for one in found.themes] == [("purpose.common_reason", expected)]


def test_a_list_of_what_is_replaced_is_no_difference_by_itself():
    assert diff(FIRST, with_theme(FIRST, replaces=("purpose.older",))).nothing


def test_a_theme_in_another_area_has_moved():
    component = FIRST.components[0]
    first, second, third = component.areas
    moved = replace(second, themes=(first.themes[1], *second.themes))
    areas = (replace(first, themes=first.themes[:1]), moved, third)
    found = diff(FIRST, with_component(FIRST, lambda part: replace(part, areas=areas)))
    assert [(one.theme.id, one.fields) for one in found.themes] == [
        ("purpose.fit", (change("area", "purpose.shared", "purpose.focus", language=None),))
    ]
    assert (found.areas, found.reordered) == ((), False)


def test_themes_in_another_order_are_noted_once():
    found = diff(FIRST, with_area(FIRST, lambda area: replace(area, themes=area.themes[::-1])))
    assert (found.reordered, found.themes, found.nothing) == (True, (), False)


def test_components_and_areas_are_changed_added_or_dropped():
    first, second, *others = FIRST.components
    later = replace(
        FIRST,
        components=(
            replace(first, purpose=english("Why not?"), areas=(*first.areas, second.areas[0])),
            replace(second, areas=second.areas[1:]),
            *others[:-1],
            replace(
                others[-1], id="effect", areas=tuple(replace(a, id=f"x.{a.id}") for a in others[-1].areas)
            ),
        ),
    )
    found = diff(FIRST, later)
    assert found.components == (
        PartChange(
            "purpose", Became.CHANGED, first.title, (change("purpose", first.purpose.to("en"), "Why not?"),)
        ),
        PartChange("effect", Became.ADDED, others[-1].title),
        PartChange("impact", Became.DROPPED, others[-1].title),
    )
    assert [(part.id, part.became.value, part.fields) for part in found.areas] == [
        ("trust.confidence", "changed", (change("component", "trust", "purpose", language=None),)),
        *((f"x.impact.{name}", "added", ()) for name in ("difference", "evidence", "acting")),
        *((f"impact.{name}", "dropped", ()) for name in ("difference", "evidence", "acting")),
    ]


def test_roles_are_changed_added_or_dropped():
    head, leader, *others = FIRST.roles
    pupil = replace(head, id="pupil", label=english("Pupil"))
    later = replace(FIRST, roles=(replace(head, leads=False, plural=english("heads")), pupil, *others))
    assert diff(FIRST, later).roles == (
        PartChange(
            "headteacher",
            Became.CHANGED,
            head.label,
            (change("plural", "headteachers", "heads"), switched("leads", on=False)),
        ),
        PartChange("pupil", Became.ADDED, pupil.label),
        PartChange("leader", Became.DROPPED, leader.label),
    )


def test_scale_and_its_labels_are_told():
    scale = FIRST.scale
    later = replace(
        FIRST,
        scale=replace(scale, points=(*scale.points, english("Beyond")), dont_know=english("Can’t say")),
    )
    found = diff(FIRST, later)
    assert found.scale == (
        change("points", None, "Beyond", of="6"),
        change("dont_know", "Don’t know", "Can’t say"),
    )
    assert (found.crosswalk.scale_changed, found.nothing) == (True, False)
    assert not diff(
        FIRST, replace(FIRST, scale=replace(scale, not_applicable=english("No")))
    ).crosswalk.scale_changed


def test_forms_questions_and_the_framework_itself_are_told():
    question = FIRST.open_questions[0]
    later = replace(
        FIRST,
        title=english("Schools"),
        language="en-GB",
        forms={CORE: FIRST.form(CORE)},
        open_questions=(replace(question, text=english("What for?")),),
    )
    found = diff(FIRST, later)
    assert found.about == (
        change("title", "School partnerships", "Schools"),
        change("language", "en", "en-GB", language=None),
    )
    assert found.forms == (FormChange(PULSE, (), FIRST.form(PULSE)),)
    assert [(part.id, part.became.value, part.fields) for part in found.open_questions] == [
        ("one_sentence", "changed", (change("text", question.text.to("en"), "What for?"),)),
        *((one.id, "dropped", ()) for one in FIRST.open_questions[1:]),
    ]
