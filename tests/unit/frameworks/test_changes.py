"""What became of each theme between two versions of a framework."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pet.errors import InvalidInputError
from pet.frameworks.changes import Link, ThemeLink, crosswalk, of_forms, of_roles, same_words
from pet.frameworks.loader import builtin, builtin_keys, load
from pet.frameworks.model import Area, Component, Framework, Role, Scale, Text, Theme
from pet.paths import EXAMPLES

VERSION_2 = EXAMPLES / "riverside-framework-2.yaml"


def english(text):
    return Text((("en", text),))


def theme(theme_id, statement=None, **fields):
    return Theme(
        theme_id, english(theme_id), english(theme_id), english(statement or f"We do {theme_id}."), **fields
    )


def role(role_id):
    return Role(role_id, english(role_id), english(role_id), leads=False)


def framework(*themes, points=("Low", "Middle", "High"), roles=("head", "parent"), version=1):
    area = Area("area", english("Area"), english("What?"), themes)
    return Framework(
        key="small",
        version=version,
        language="en",
        title=english("Small"),
        purpose=english("For tests."),
        scale=Scale(tuple(map(english, points)), english("Don’t know"), english("Doesn’t apply")),
        roles=tuple(map(role, roles)),
        components=(Component("component", english("Component"), english("It matters."), (area,)),),
        forms={},
        open_questions=(),
    )


def links(earlier, later):
    found = crosswalk(framework(*earlier), framework(*later, version=2))
    return [(link.theme, link.link.value, link.earlier) for link in found.themes], found.dropped


# --- themes ---------------------------------------------------------------------------------------------------


def test_a_new_title_topic_or_place_leaves_a_theme_the_same():
    moved = replace(theme("a"), title=english("Other"), topic=english("other things"))
    assert links([theme("a"), theme("b")], [theme("b"), moved]) == (
        [("b", "same", ("b",)), ("a", "same", ("a",))],
        (),
    )


def test_other_words_under_the_same_id_are_reworded():
    assert links([theme("a")], [theme("a", "We do it well.")]) == ([("a", "reworded", ("a",))], ())


def test_another_second_wording_is_reworded():
    before = theme("a", wordings={"parent": english("They do.")})
    after = theme("a", wordings={"parent": english("They all do.")})
    assert links([before], [after]) == ([("a", "reworded", ("a",))], ())
    assert links([theme("a")], [before]) == ([("a", "reworded", ("a",))], ())
    assert links([before], [theme("a")]) == ([("a", "reworded", ("a",))], ())


def test_a_wording_that_nobody_reads_in_both_versions_is_no_change():
    before = theme("a", wordings={"parent": english("They do.")})
    after = theme("a", asked_of=("head",))
    assert links([before], [after]) == ([("a", "same", ("a",))], ())
    gone = crosswalk(framework(before), framework(theme("a"), roles=("head",)))
    assert gone.themes == (ThemeLink("a", Link.SAME, ("a",)),)


@pytest.mark.parametrize(
    ("before", "after", "link"),
    [
        ({1: {"en": "Never"}}, {1: {"en": "Hardly ever"}}, "reworded"),
        ({1: {"en": "Never"}}, {}, "reworded"),
        ({}, {3: {"en": "Always"}}, "reworded"),
        ({1: {"en": "Never"}}, {3: {"en": "Never"}}, "reworded"),
        ({1: {"en": "Never"}}, {1: {"en": "Never", "de": "Nie"}}, "same"),
    ],
)
def test_other_descriptors_of_points_are_reworded(before, after, link):
    """What a point stands for is part of what people read when they answer."""
    then, now = (
        theme("a", descriptors={point: Text(tuple(words.items())) for point, words in given.items()})
        for given in (before, after)
    )
    assert links([then], [now]) == ([("a", link, ("a",))], ())


def test_one_theme_in_the_place_of_another_is_reworded():
    assert links([theme("a")], [theme("b", replaces=("a",))]) == ([("b", "reworded", ("a",))], ())
    same_sentence = theme("b", "We do a.", replaces=("a",))
    assert links([theme("a")], [same_sentence]) == ([("b", "reworded", ("a",))], ())


def test_several_put_together_are_merged_in_the_order_of_before():
    assert links([theme("a"), theme("b")], [theme("c", replaces=("b", "a"))]) == (
        [("c", "merged", ("a", "b"))],
        (),
    )


def test_a_theme_that_stays_and_takes_in_another_is_merged():
    assert links([theme("a"), theme("b")], [theme("a", replaces=("b",))]) == (
        [("a", "merged", ("a", "b"))],
        (),
    )


def test_one_taken_apart_is_split():
    parts = [theme("b", replaces=("a",)), theme("c", replaces=("a",))]
    assert links([theme("a")], parts) == ([("b", "split", ("a",)), ("c", "split", ("a",))], ())


def test_one_that_also_went_into_a_merger_is_split():
    parts = [theme("c", replaces=("a", "b")), theme("d", replaces=("b",))]
    assert links([theme("a"), theme("b")], parts) == (
        [("c", "merged", ("a", "b")), ("d", "split", ("b",))],
        (),
    )


def test_new_and_dropped_themes_have_no_other_side():
    assert links([theme("a"), theme("b")], [theme("a"), theme("c")]) == (
        [("a", "same", ("a",)), ("c", "new", ())],
        ("b",),
    )


def test_ids_of_other_versions_are_passed_over():
    third = theme("c", replaces=("a", "b"))
    assert links([theme("b", replaces=("a",))], [third]) == ([("c", "reworded", ("b",))], ())
    assert links([theme("a")], [third]) == ([("c", "reworded", ("a",))], ())
    assert links([theme("c", replaces=("a", "b"))], [third]) == ([("c", "same", ("c",))], ())


def test_a_line_holds_only_where_the_question_is_the_same():
    assert {link: ThemeLink("a", link, ()).holds for link in Link} == {
        Link.SAME: True,
        Link.REWORDED: True,
        Link.MERGED: False,
        Link.SPLIT: False,
        Link.NEW: False,
        Link.NOT_ASKED: False,
        Link.OTHERS_ASKED: False,
    }


# --- who is asked ---------------------------------------------------------------------------------------------


def by_roles(then, now, roles_then=("head", "parent"), roles_now=("head", "parent"), **fields):
    """The link of a theme that is put to these roles then and now, where everybody is compared."""
    earlier = framework(theme("a", asked_of=then), roles=roles_then)
    later = framework(theme("a", asked_of=now, **fields), roles=roles_now)
    walk = crosswalk(earlier, later)
    assert all(link.link is not Link.OTHERS_ASKED for link in walk.themes)
    (link,) = of_roles(walk, earlier, later).themes
    return link.link.value, link.earlier


@pytest.mark.parametrize(
    ("then", "now", "link"),
    [
        ((), (), "same"),
        ((), ("head",), "others_asked"),
        (("head",), (), "others_asked"),
        (("head",), ("parent",), "others_asked"),
        (("head", "parent"), (), "same"),
        (("head", "parent"), ("parent", "head"), "same"),
    ],
)
def test_a_theme_that_is_put_to_other_roles_is_asked_of_others(then, now, link):
    assert by_roles(then, now) == (link, ("a",))


def test_roles_that_one_version_does_not_have_are_passed_over():
    assert by_roles((), (), roles_now=("head", "parent", "carer")) == ("same", ("a",))
    assert by_roles(("head",), (), roles_now=("head", "carer")) == ("same", ("a",))
    assert by_roles((), ("head",), roles_then=("head", "carer")) == ("same", ("a",))
    assert by_roles((), ("head",), roles_then=("head", "parent", "carer")) == ("others_asked", ("a",))


def test_whether_others_are_asked_matters_only_where_there_is_a_line():
    earlier = framework(theme("a"), theme("b"), theme("e"))
    later = framework(
        theme("c", asked_of=("head",), replaces=("a", "b")),
        theme("d", asked_of=("head",)),
        theme("e", "We do that.", asked_of=("head",)),
    )
    walk = crosswalk(earlier, later)
    assert [link.link.value for link in of_roles(walk, earlier, later).themes] == [
        "merged", "new", "others_asked",
    ]  # fmt: skip
    short = of_forms(walk, ("a", "b"), later.theme_ids)
    assert [link.link.value for link in of_roles(short, earlier, later).themes] == [
        "merged", "new", "not_asked",
    ]  # fmt: skip


# --- scale and languages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "changed"),
    [
        (("Low", "Middle", "High"), False),
        (("Low", "Middle", "Very high"), True),
        (("High", "Middle", "Low"), True),
        (("Low", "Middle", "High", "Top"), True),
        (("Low", "Middle"), True),
    ],
)
def test_other_points_or_labels_are_another_scale(points, changed):
    found = crosswalk(framework(theme("a")), framework(theme("a"), points=points))
    assert (found.scale_changed, found.themes) == (changed, (ThemeLink("a", Link.SAME, ("a",)),))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"en": "Yes"}, {"en": "Yes", "de": "Ja"}, True),
        ({"de": "Ja", "en": "Yes"}, {"en": "Yes"}, True),
        ({"en": "Yes"}, {"en": "Yes.", "de": "Ja"}, False),
        ({"en": "Yes", "de": "Ja"}, {"en": "Yes", "de": "Jawohl"}, False),
        ({"en": "Yes"}, {"de": "Ja"}, False),
    ],
)
def test_a_translation_more_or_less_is_no_change(one, other, same):
    assert same_words(Text(tuple(one.items())), Text(tuple(other.items()))) is same


# --- laws -----------------------------------------------------------------------------------------------------

IDS = st.sampled_from("abcdef")


@st.composite
def versions(draw):
    """Two frameworks of which the later replaces what it likes of the earlier, as a file may."""
    before = draw(st.lists(IDS, min_size=1, unique=True))
    after = draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True))
    gone = [theme_id for theme_id in "abcdef" if theme_id not in after]
    replaced = st.lists(st.sampled_from(gone), max_size=3, unique=True) if gone else st.just([])
    words = st.sampled_from((None, "Other words."))
    later = [theme(theme_id, draw(words), replaces=tuple(draw(replaced))) for theme_id in after]
    return framework(*map(theme, before)), framework(*later, version=2)


@given(versions())
def test_every_theme_of_both_versions_is_accounted_for(pair):
    earlier, later = pair
    found = crosswalk(earlier, later)
    assert tuple(link.theme for link in found.themes) == later.theme_ids
    carried = {origin for link in found.themes for origin in link.earlier}
    assert carried | set(found.dropped) == set(earlier.theme_ids)
    assert carried & set(found.dropped) == set()


@given(versions())
def test_no_earlier_theme_has_two_lines(pair):
    found = crosswalk(*pair)
    lines = [link.earlier for link in found.themes if link.holds]
    assert [len(origins) for origins in lines] == [1] * len(lines)
    ends = [origins[0] for origins in lines]
    others = [origin for link in found.themes if link.link is Link.SPLIT for origin in link.earlier]
    assert (len(ends), set(ends) & set(others)) == (len(set(ends)), set())


@pytest.mark.parametrize("key", builtin_keys())
def test_a_framework_beside_itself_is_the_same(key):
    found = crosswalk(builtin(key), builtin(key))
    assert {link.link for link in found.themes} == {Link.SAME}
    assert (found.dropped, found.scale_changed) == ((), False)


# --- the file -------------------------------------------------------------------------------------------------


def problems_of(text):
    with pytest.raises(InvalidInputError) as caught:
        load(text.encode())
    return [str(problem) for problem in caught.value.problems]


def replacing(ids):
    """The second version, its merged theme with these instead of what it replaces."""
    return VERSION_2.read_text(encoding="utf-8").replace("[voice.pupils, voice.community]", ids)


GONE = r"A theme that takes its place needs the old one to be gone\."
PLACE = r"components\[3\]\.areas\[2\]\.themes\[0\]\.replaces"


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (
            "[voice.pupils, trust.candour]",
            rf"{PLACE}\[1\], line \d+: “trust.candour” is still in this framework, so nothing replaces it\. {GONE}",
        ),
        (
            "[voice.served]",
            rf"{PLACE}\[0\], line \d+: “voice.served” is still in this framework, .*",
        ),
        (
            "[voice]",
            rf"{PLACE}\[0\], line \d+: “voice” is still in this framework, .*",
        ),
        (
            "[voice.pupils, voice.pupils]",
            rf"{PLACE}\[1\], line \d+: “voice.pupils” is used twice; the first is {PLACE}\[0\] in line \d+\.",
        ),
        ("[]", rf"{PLACE}, line \d+: This list has 0 items; it takes 1 to 20\."),
        ("voice.pupils", rf"{PLACE}, line \d+: A list is expected here: .*"),
    ],
)
def test_what_cannot_be_replaced_is_refused_with_its_place(ids, expected):
    (problem,) = problems_of(replacing(ids))
    assert re.fullmatch(expected, problem), problem
