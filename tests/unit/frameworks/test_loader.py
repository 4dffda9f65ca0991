"""From a file to a framework, or to a list of everything that is wrong with it."""

import re
import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pet.errors import InvalidInputError, PetError
from pet.frameworks import loader, rules
from pet.frameworks.model import Framework, Text
from pet.frameworks.spellings import USUAL, Apart, spelling
from pet.language import PSEUDO, use
from tests.support.effort import EFFORT

SMALL = """\
format: pet.framework/1
key: small
version: 3
language: en
title: Small
purpose: For tests.
scale:
  points: [Low, Middle, High]
components:
  - id: c
    title: Component
    purpose: It matters.
    areas:
      - id: a
        title: Area
        question: What is asked?
        themes:
          - id: t
            title: Theme
            statement: We do this.
"""

LARGE = """\
format: pet.framework/1
key: large
version: 1
language: en
title: {de: Groß, en: Large}
purpose: >-
  Two
  lines.
scale:
  points: [No, 2, {en: Yes, no: Ja}]
  dont_know: Can’t say
  not_applicable: Not us
roles:
  - {id: no, label: Norwegian, plural: Norwegians, leads: yes}
  - {id: b, label: Bee}
components:
  - id: c
    title: C
    purpose: P
    areas:
      - id: c.a
        title: A
        question: Q
        themes:
          - id: T1
            title: One
            topic: our one thing
            statement: First.
            asked_of: [no]
            wordings: {no: Første.}
            descriptors: {1: lowest, "3": highest}
            importance: true
          - {id: T2, title: {en: Two, de: Zwei}, statement: Second., replaces: [X, Y]}
          - {id: 1e5x, title: Not an id, statement: Never loaded.}
forms:
  core: [T2, T1]
  pulse: [T1]
open_questions:
  - {id: why, text: Why?}
""".replace("          - {id: 1e5x, title: Not an id, statement: Never loaded.}\n", "")


def problems_of(text):
    with pytest.raises(InvalidInputError) as caught:
        loader.load(text.encode())
    return [str(problem) for problem in caught.value.problems]


def changed(text, *changes):
    """The text with each `old` replaced by its `new`; each `old` must be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def english(text):
    return Text((("en", text),))


# --- what is loaded -------------------------------------------------------------------------------------------


def test_a_small_file_gets_its_defaults():
    framework = loader.load(SMALL.encode())
    (theme,) = framework.themes
    assert (framework.key, framework.version, framework.language) == ("small", 3, "en")
    assert framework.scale.points == (english("Low"), english("Middle"), english("High"))
    assert framework.scale.dont_know == english("Don’t know")
    assert framework.scale.not_applicable == english("Doesn’t apply to us")
    assert (framework.roles, framework.forms, framework.open_questions) == ((), {}, ())
    assert theme.topic == english("“Theme”")
    assert (theme.asked_of, theme.wordings, theme.descriptors, theme.importance) == ((), {}, {}, False)
    assert theme.replaces == ()
    assert framework.numbers == {"c": "1", "a": "1.1", "t": "1.1a"}


def test_a_large_file_is_read_as_written():
    framework = loader.load(LARGE.encode())
    one, two = framework.themes
    assert framework.title == Text((("en", "Large"), ("de", "Groß")))
    assert framework.purpose == english("Two lines.")
    assert framework.scale.points == (english("No"), english("2"), Text((("en", "Yes"), ("no", "Ja"))))
    assert framework.scale.not_applicable == english("Not us")
    assert [(role.id, role.plural, role.leads) for role in framework.roles] == [
        ("no", english("Norwegians"), True),
        ("b", english("Bee"), False),
    ]
    assert one.asked_of == ("no",)
    assert one.wordings == {"no": english("Første.")}
    assert one.descriptors == {1: english("lowest"), 3: english("highest")}
    assert one.importance is True
    assert (one.replaces, two.replaces) == ((), ("X", "Y"))
    assert one.topic == english("our one thing")
    assert two.topic == Text((("en", "“Two”"), ("de", "“Zwei”")))
    assert framework.forms == {"core": ("T1", "T2"), "pulse": ("T1",)}
    assert framework.open_questions[0].text == english("Why?")


def test_the_language_of_the_reader_does_not_reach_into_the_framework():
    with use(PSEUDO):
        marked = loader.load(SMALL.encode())
    assert marked == loader.load(SMALL.encode())


def test_non_breaking_spaces_are_part_of_a_text():
    framework = loader.load(changed(SMALL, ("title: Small", "title: '  Small\u00a0one   more '")).encode())
    assert framework.title == english("Small\u00a0one more")


def test_a_file_is_named_by_its_path(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(SMALL)
    assert (
        loader.load(path) == loader.load(str(path)) == loader.find(str(path)) == loader.load(SMALL.encode())
    )
    path.write_text("a: 1")
    with pytest.raises(InvalidInputError) as caught:
        loader.load(path)
    assert caught.value.source == str(path)


# --- what is refused ------------------------------------------------------------------------------------------

LIST = "A list is expected here: lines that start with “- ”, or [one, two]."
MAP = "Named values are expected here, such as “title: …”."
IDS = "An id starts with a letter; letters, digits, “_”, “.” and “-” may follow, 64 characters in all."
KEYS = "A key is made of small letters, digits and single hyphens, such as “school-partnerships”; 64 characters in all."
NUMBER = "A whole number is expected here, 1 or more, without quotes."
THEME = "components[0].areas[0].themes[0]"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("format: pet.framework/1\n", ""), ["format, line 1: This is missing."]),
        (
            ("framework/1", "framework/2"),
            ["format, line 1: Write “pet.framework/1” here: the format that this version of PET reads."],
        ),
        (("key: small", "key: Small"), [f"key, line 2: {KEYS}"]),
        (("key: small", "key: a--b"), [f"key, line 2: {KEYS}"]),
        (("key: small", f"key: {'a' * 65}"), [f"key, line 2: {KEYS}"]),
        (("version: 3", "version: 0"), [f"version, line 3: {NUMBER}"]),
        (("version: 3", "version: true"), [f"version, line 3: {NUMBER}"]),
        (("version: 3", "version: '3'"), [f"version, line 3: {NUMBER}"]),
        (("version: 3", "version: 1.5"), [f"version, line 3: {NUMBER}"]),
        (("version: 3", "version: [3]"), [f"version, line 3: {NUMBER}"]),
        (
            ("language: en", "language: English"),
            ["language, line 4: A language code is expected here, such as “en” or “de-AT”."],
        ),
        (
            ("title: Small", "titel: Small"),
            [
                "title, line 1: This is missing.",
                "titel, line 5: “titel” is not known here. Did you mean “title”?",
            ],
        ),
        (("title: Small", "title:"), ["title, line 5: This is empty."]),
        (("title: Small", "title: ' '"), ["title, line 5: This is empty."]),
        (("title: Small", "title: [Small]"), ["title, line 5: A text is expected here, not a list."]),
        (
            ("title: Small", f"title: {'x' * 81}"),
            ["title, line 5: This text is too long: it has 81 characters, 80 at most."],
        ),
        (
            ("title: Small", "title: {de: Klein}"),
            ["title, line 5: The text in “en” is missing, the framework’s own language."],
        ),
        (("title: Small", "title: {en: Small, de: ''}"), ["title.de, line 5: This is empty."]),
        (("title: Small", "title: {en: Small, de: [x]}"), ["title.de, line 5: A text is expected here."]),
        (
            ("title: Small", "title: {en: Small, German: Klein}"),
            ["title.German, line 5: “German” is not a language code. Use one such as “en” or “de-AT”."],
        ),
        (
            ("purpose: For tests.", 'purpose: "a\\x07b"'),
            ["purpose, line 6: The character U+0007 cannot be used in a text."],
        ),
        (("points: [Low, Middle, High]", "points: Low"), [f"scale.points, line 8: {LIST}"]),
        (
            ("points: [Low, Middle, High]", "points: [Low, High]"),
            ["scale.points, line 8: This list has 2 items; it takes 3 to 7."],
        ),
        (
            ("[Low, Middle, High]", "[a, b, c, d, e, f, g, h]"),
            ["scale.points, line 8: This list has 8 items; it takes 3 to 7."],
        ),
        (
            ("[Low, Middle, High]", "[Low, HIGH, High]"),
            ["scale.points[2], line 8: “High” is the same label as scale.points[1]."],
        ),
        (
            ("[Low, Middle, High]", "[Low, Middle, High]\n  dont_know: middle"),
            ["scale.dont_know, line 9: “middle” is the same label as scale.points[1]."],
        ),
        (
            ("[Low, Middle, High]", "[Low, {en: Middle, de: Hoch}, {en: High, de: Hoch}]"),
            ["scale.points[2], line 8: “Hoch” is the same label as scale.points[1]."],
        ),
        (
            ("[Low, Middle, High]", "[„Low“, '\"LOW\".', High]"),
            ['scale.points[1], line 8: “"LOW".” is the same label as scale.points[0].'],
        ),
        (
            ("[Low, Middle, High]", "[{en: Fast, de: Schnell}, Middle, {en: High, de: Fast}]"),
            ["scale.points[2], line 8: “Fast” is the same label as scale.points[0]."],
        ),
        (
            ("[Low, Middle, High]", "['1', '1.0', High]"),
            [
                "scale.points[1], line 8: “1.0” is the same label as scale.points[0].",
                "scale.points[1], line 8: This label is the number 1, but the point is number 2. Number all points upwards, or none.",
            ],
        ),
        (
            ("[Low, Middle, High]", "[0 never, '1', 2 always]"),
            [
                "scale.points[1], line 8: This label is the number 1, but the point is number 2. Number all points upwards, or none."
            ],
        ),
        (
            ("[Low, Middle, High]", "[3, 2, 1]"),
            [
                "scale.points[0], line 8: This label is the number 3, but the point is number 1. Number all points upwards, or none.",
                "scale.points[2], line 8: This label is the number 1, but the point is number 3. Number all points upwards, or none.",
            ],
        ),
        (
            ("[Low, Middle, High]", "[Low, Not sure, N/A.]"),
            [
                "scale.points[1], line 8: “Not sure” is a usual way of writing “don’t know” in answers. Use another label.",
                "scale.points[2], line 8: “N/A.” is a usual way of writing “doesn’t apply” in answers. Use another label.",
            ],
        ),
        (
            ("[Low, Middle, High]", "[None, 'DON`T KNOW', –]"),
            [
                "scale.points[0], line 8: “None” is a usual way of writing “no answer” in answers. Use another label.",
                "scale.points[1], line 8: “DON`T KNOW” is a usual way of writing “don’t know” in answers. Use another label.",
                "scale.points[2], line 8: “–” is a usual way of writing “no answer” in answers. Use another label.",
            ],
        ),
        (
            ("[Low, Middle, High]", "[Low, Middle, High]\n  dont_know: n/a\n  not_applicable: not asked"),
            [
                "scale.dont_know, line 9: “n/a” is a usual way of writing “doesn’t apply” in answers. Use another label.",
                "scale.not_applicable, line 10: “not asked” is a usual way of writing “not asked” in answers. Use another label.",
            ],
        ),
        (("id: c\n", "id: 1c\n"), [f"components[0].id, line 10: {IDS}"]),
        (("id: c\n", f"id: {'c' * 65}\n"), [f"components[0].id, line 10: {IDS}"]),
        (
            ("id: a\n", "id: c\n"),
            [
                "components[0].areas[0].id, line 14: “c” is used twice; the first is components[0].id in line 10."
            ],
        ),
        (("id: c\n", "id: a/b\n"), [f"components[0].id, line 10: {IDS}"]),
        (
            ("id: t\n", "id: c\n"),
            [f"{THEME}.id, line 18: “c” is used twice; the first is components[0].id in line 10."],
        ),
        (
            ("statement: We do this.", "importance: maybe"),
            [
                f"{THEME}.statement, line 18: This is missing.",
                f"{THEME}.importance, line 20: Write true or false here, without quotes.",
            ],
        ),
        (
            ("We do this.", "We do this.\n            descriptors: {1: a, 0: b, 4: c, x: d}"),
            [
                f"{THEME}.descriptors.0, line 21: A point of the scale is expected here: 1 is the lowest.",
                f"{THEME}.descriptors.x, line 21: A point of the scale is expected here: 1 is the lowest.",
                f"{THEME}.descriptors.4, line 21: The scale has 3 points; there is no point 4.",
            ],
        ),
        (
            ("We do this.", "We do this.\n            asked_of: [t]\n            wordings: [x]"),
            [f"{THEME}.asked_of[0], line 21: “t” is not known here.", f"{THEME}.wordings, line 22: {MAP}"],
        ),
    ],
)
def test_each_problem_has_its_path_line_and_sentence(change, expected):
    assert problems_of(changed(SMALL, change)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("id: b, label", "id: no, label"),
            ["roles[1].id, line 15: “no” is used twice; the first is roles[0].id in line 14."],
        ),
        (
            ("id: b, label: Bee", "id: b, label: NORWEGIAN"),
            [
                "roles[1].label, line 15: “NORWEGIAN” reads like roles[0].label in line 14, which names another role. Their answers could not be told apart."
            ],
        ),
        (
            ("label: Bee", "label: Bee, plural: 'No'"),
            [
                "roles[1].plural, line 15: “No” reads like roles[0].id in line 14, which names another role. Their answers could not be told apart."
            ],
        ),
        (
            ("id: b, label: Bee", "id: No, label: {en: Bee, de: norwegians}"),
            [
                "roles[1].id, line 15: “No” reads like roles[0].id in line 14, which names another role. Their answers could not be told apart.",
                "roles[1].label, line 15: “norwegians” reads like roles[0].plural in line 14, which names another role. Their answers could not be told apart.",
            ],
        ),
        (
            ("leads: yes", "leads: 'yes'"),
            ["roles[0].leads, line 14: Write true or false here, without quotes."],
        ),
        (
            ("asked_of: [no]", "asked_of: [no, n]"),
            [f"{THEME}.asked_of[1], line 29: “n” is not known here. Did you mean “no”?"],
        ),
        (
            ("asked_of: [no]", "asked_of: [no, b, no]"),
            [
                f"{THEME}.asked_of[2], line 29: “no” is used twice; the first is {THEME}.asked_of[0] in line 29."
            ],
        ),
        (
            ("asked_of: [no]", "asked_of: []"),
            [f"{THEME}.asked_of, line 29: This list has 0 items; it takes 1 to 30."],
        ),
        (
            ("asked_of: [no]", "asked_of: [b]"),
            [f"{THEME}.wordings.no, line 30: “no” is not asked this theme, so there is nothing to word."],
        ),
        (
            ("wordings: {no: Første.}", "wordings: {x-ray: X}"),
            [f"{THEME}.wordings.x-ray, line 30: “x-ray” is not known here. Possible are: no, b."],
        ),
        (
            ("core: [T2, T1]", "core: [T2]"),
            ["forms.pulse[0], line 36: “T1” is not in the core form, so it cannot be in the pulse."],
        ),
        (
            ("core: [T2, T1]", "core: [T2, T1, T3]"),
            ["forms.core[2], line 35: “T3” is not known here. Possible are: T1, T2."],
        ),
        (
            ("core: [T2, T1]", "core: [T2, T1, c.a]"),
            ["forms.core[2], line 35: “c.a” is not known here. Possible are: T1, T2."],
        ),
        (("  core: [T2, T1]\n", ""), ["forms.core, line 34: This is missing."]),
        (("pulse: [T1]", "pulse: []"), ["forms.pulse, line 36: This list has 0 items; it takes 1 to 500."]),
        (
            ("pulse: [T1]", "short: [T1]"),
            ["forms.short, line 36: “short” is not known here. Possible are: core, pulse."],
        ),
        (
            ("text: Why?}", "text: Why?}\n  - {id: why, text: Why not?}"),
            [
                "open_questions[1].id, line 39: “why” is used twice; the first is open_questions[0].id in line 38."
            ],
        ),
    ],
)
def test_what_must_hold_between_the_parts(change, expected):
    assert problems_of(changed(LARGE, change)) == expected


@pytest.mark.parametrize(
    "points",
    [
        "[0, 1, 2, 3]",
        "[-2, -1, 0, +1, +2]",
        "['1.0', 2, '3,0']",
        "[Low, 2, High]",
        "[None at all, 'No', 100]",
    ],
)
def test_labels_that_are_numbers_where_no_answer_can_be_mistaken(points):
    loader.load(changed(SMALL, ("[Low, Middle, High]", points)).encode())


def test_what_is_set_apart_may_be_called_as_people_usually_write_it():
    text = changed(SMALL, ("High]", "High]\n  dont_know: Not sure\n  not_applicable: Not applicable"))
    assert loader.load(text.encode()).scale.dont_know == english("Not sure")


def test_the_default_labels_count_where_none_is_given(monkeypatch):
    """As in a language that has its own words for them."""
    labels = {Apart.DONT_KNOW: "Weiß nicht", Apart.NOT_APPLICABLE: "Trifft nicht zu"}
    monkeypatch.setattr("pet.frameworks.labels.default_labels", lambda _language: labels)
    text = changed(SMALL, ("[Low, Middle, High]", "[Low, WEISS NICHT, High]"))
    assert problems_of(text) == [
        "scale.points[1], line 8: “WEISS NICHT” is a usual way of writing “don’t know” in answers. Use another label."
    ]
    given = changed(text, ("High]", "High]\n  dont_know: Can’t say"))
    assert loader.load(given.encode()).scale.points[1] == english("WEISS NICHT")


def test_the_usual_spellings_are_written_as_they_are_compared_and_mean_one_thing():
    words = [word for usual in USUAL.values() for word in usual]
    assert [word for word in words if spelling(word) != word] == []
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("part", ["components", "areas", "themes"])
def test_there_is_at_least_one_of_each(part):
    text = SMALL[: SMALL.index(f"{part}:")] + f"{part}: []\n"
    (problem,) = problems_of(text)
    assert re.fullmatch(rf".*{part}, line \d+: This list has 0 items; it takes 1 to \d+\.", problem)


def test_limits_on_components_and_themes():
    component = SMALL[SMALL.index("  - id: c") :]
    head = SMALL[: SMALL.index("  - id: c")]
    theme = component[component.index("          - id: t") :]

    def framework(components, themes):
        numbers = iter(range(10_000))
        one = component.replace(theme, theme * themes)
        return head + re.sub(r"id: \w+", lambda _match: f"id: x{next(numbers)}", one * components)

    assert len(loader.load(framework(20, 25).encode()).themes) == 500
    assert problems_of(framework(21, 1)) == ["components, line 9: This list has 21 items; it takes 1 to 20."]
    assert problems_of(framework(11, 46)) == ["components: A framework has 500 themes at most; this has 506."]


def test_all_problems_come_at_once_in_the_order_of_the_file():
    text = changed(
        LARGE,
        ("version: 1", "version: x"),
        ("label: Bee", "lable: Bee"),
        ("statement: Second.", "statement: ''"),
        ("pulse: [T1]", "pulse: [T9]"),
        ("text: Why?", "text: [Why]"),
    )
    assert problems_of(text) == [
        f"version, line 3: {NUMBER}",
        "roles[1].label, line 15: This is missing.",
        "roles[1].lable, line 15: “lable” is not known here. Did you mean “label”?",
        "components[0].areas[0].themes[1].statement, line 33: This is empty.",
        "forms.pulse[0], line 36: “T9” is not known here. Possible are: T1, T2.",
        "open_questions[0].text, line 38: A text is expected here, not a list.",
    ]


@pytest.mark.parametrize("text", ["just a text", "[1, 2]", "5"])
def test_a_file_that_is_no_framework_at_all(text):
    assert problems_of(text) == [f"line 1: {MAP}"]


def test_duplicate_keys_are_listed_with_everything_else():
    assert problems_of(changed(SMALL, ("version: 3", "version: x\nkey: again"))) == [
        f"version, line 3: {NUMBER}",
        "key, line 4: “key” is given twice; the first is in line 2.",
    ]


def test_only_the_first_problems_get_a_suggestion():
    """Suggestions compare each word with each name; a file of hundreds of long ids took a minute and a half."""
    ids = [f"t{letter}" for letter in string.ascii_letters]
    found = problems_of(SMALL + f"forms:\n  core: [{', '.join(ids)}]\n")
    assert ["Did you mean “t”" in problem for problem in found] == [True] * 40 + [False] * 12
    long = changed(SMALL, ("id: t\n", f"id: {'t' * 41}a\n")) + f"forms:\n  core: [{'t' * 41}b]\n"
    (problem,) = problems_of(long)
    assert problem.endswith(f"“{'t' * 41}b” is not known here. Possible are: {'t' * 41}a.")


# --- any file at all ------------------------------------------------------------------------------------------

NAMES = st.sampled_from(
    [
        *rules.FRAMEWORK.fields,
        *rules.SCALE.fields,
        *rules.ROLE.fields,
        *rules.COMPONENT.fields,
        *rules.AREA.fields,
        *rules.THEME.fields,
        *rules.FORMS.fields,
        "en",
    ]
)
SCALARS = st.sampled_from(
    ["pet.framework/1", "t", "c", "en", "x y", "", "~", "no", 1, 0, -3, 2.5, True, None, "é\n"]
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=20,
)


def load_or_refuse(data):
    try:
        assert isinstance(loader.load(data), Framework)
    except InvalidInputError as error:
        assert error.problems  # noqa: PT017 -- any document may pass or be refused


@given(DOCUMENTS)
def test_no_document_raises_anything_else(document):
    load_or_refuse(yaml.safe_dump(document).encode())


@settings(max_examples=300 * EFFORT)
@given(st.data())
def test_no_change_to_a_good_file_raises_anything_else(data):
    lines = LARGE.splitlines(keepends=True)
    for _step in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        column = data.draw(st.integers(0, len(line)))
        lines[place] = data.draw(
            st.sampled_from(["", line * 2, line[:column], f"  {line}", line[:column] + "\0" + line[column:]])
            | st.text("ab:-[]{}'\"#&*! \n\té", max_size=4).map(
                lambda text, at=column, old=line: old[:at] + text + old[at:]
            )
        )
    load_or_refuse("".join(lines).encode())


# --- what comes with PET --------------------------------------------------------------------------------------


def test_built_in_frameworks_are_found_by_their_key():
    keys = loader.builtin_keys()
    assert list(keys) == sorted(keys)
    assert [loader.builtin(key).key for key in keys] == list(keys)
    assert [loader.find(key) for key in keys] == [loader.builtin(key) for key in keys]


def test_a_key_that_does_not_exist_is_a_sentence():
    names = ", ".join(loader.builtin_keys())
    with pytest.raises(PetError, match=rf"^There is no framework “zzz”\. These come with PET: {names}\.$"):
        loader.find("zzz")
    with pytest.raises(
        PetError, match=r"^There is no framework “schol-partnerships”\. Did you mean “school-partnerships”\?$"
    ):
        loader.builtin("schol-partnerships")
    with pytest.raises(PetError, match=r"^There is no framework “x{59}…”"):
        loader.find("x" * 256)
    with pytest.raises(PetError, match=r"^“x{256}\.yaml” cannot be read: .*File name too long\.$"):
        loader.find("x" * 256 + ".yaml")
    with pytest.raises(PetError, match=r"^There is no framework “\.\./\.\./\.\./etc/passwd”"):
        loader.builtin("../../../etc/passwd")


def test_what_looks_like_a_file_is_a_file():
    with pytest.raises(PetError, match=r"^There is no file “my\.yaml”\.$"):
        loader.find("my.yaml")
    with pytest.raises(PetError, match=r"^There is no file “.*small”\.$"):
        loader.find(str(Path("somewhere") / "small"))
