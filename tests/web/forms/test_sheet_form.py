"""The forms made from frameworks: what is held, shown in a browser and sent back, is what was held."""

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from pet.frameworks import loader
from pet.frameworks.model import FULL
from pet.paths import DEFINITIONS
from pet.services.answers.asked import LONGEST_TEXT, Asked
from pet.services.answers.held import DONT_KNOW, NOT_APPLICABLE, Answer, Key, Kind, Words
from pet.services.texts import many_lines
from pet.web.forms.marks import mark, version_of
from pet.web.forms.sheet import area_form, name_of, read_answers, read_changes, strays, words_form

FRAMEWORKS = {file.stem: loader.load(file.read_bytes()) for file in sorted(DEFINITIONS.glob("*.yaml"))}
CASES = [(key, role.id if role else None) for key, one in FRAMEWORKS.items() for role in (None, *one.roles)]
HOSTILE = (
    "\n\nfirst lines are empty",
    "a\tb  c ",
    "<b>&amp;</b>",
    "“quotes” 'and' \"more\"",
    "z" * 300,
    "שלום 😀",
)


def browser(form):
    """What a browser sends of a form that nobody touched: made from its HTML, as HTML says."""
    html = "<!doctype html><title>t</title><form>" + "".join(str(field()) for field in form) + "</form>"
    root = html5lib.parse(html, namespaceHTMLElements=False)
    sent = MultiDict()
    for field in root.iter():
        name, kind = field.get("name"), field.get("type")
        if field.tag == "textarea":
            text = "".join(field.itertext())
            sent.add(name, text.replace("\r\n", "\n").replace("\n", "\r\n"))
        elif field.tag == "input" and (kind not in ("radio", "checkbox") or field.get("checked") is not None):
            sent.add(name, field.get("value", ""))
    return sent


def held_of(page, size, seed=0):
    """Something held at every place of a page, every kind of answer in turn."""
    values = [None, *range(1, size + 1), DONT_KNOW, NOT_APPLICABLE]
    held = {}
    for number, theme in enumerate(page.themes, start=seed):
        held[Key(Kind.RATING, theme.id)] = Answer(values[number % len(values)], number % 4)
        text = many_lines(("", *HOSTILE)[number % 7])
        held[Key(Kind.COMMENT, theme.id)] = Words(text, bool(text) and number % 2 == 0, number % 3)
    held[Key(Kind.EVIDENCE, page.area.id)] = Words("We count.", quotable=False, version=9)
    return held


@pytest.mark.parametrize(("framework", "role"), CASES)
def test_what_is_held_comes_back_from_every_page(framework, role):
    scale = FRAMEWORKS[framework].scale
    for page in Asked(FRAMEWORKS[framework], FULL, role).areas:
        for seed in (0, 3, 6):
            held = held_of(page, scale.size, seed)
            form = area_form(page, scale, role, held, browser(area_form(page, scale, role, held)))
            assert form.validate(), form.errors
            assert read_answers(form) == held
            assert read_changes(form, held) == ()


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_open_questions_come_back(framework):
    questions = FRAMEWORKS[framework].open_questions
    held = {
        Key(Kind.OPEN, one.id): Words(many_lines(text), quotable=True, version=2)
        for one, text in zip(questions, HOSTILE, strict=False)
    }
    form = words_form(questions, held, browser(words_form(questions, held)))
    assert form.validate(), form.errors
    assert read_answers(form) == held


PAGE = Asked(FRAMEWORKS["school-partnerships"], FULL, None).areas[0]
SCALE = FRAMEWORKS["school-partnerships"].scale
RATING, COMMENT = Key(Kind.RATING, PAGE.themes[0].id), Key(Kind.COMMENT, PAGE.themes[0].id)


def filled(held=None, **changed):
    """The form of a page as sent with some fields changed; a name in `changed` stands for one of its themes."""
    sent = browser(area_form(PAGE, SCALE, None, held or {}))
    for name, value in changed.items():
        sent[
            {"rating": name_of(RATING), "comment": name_of(COMMENT), "base": name_of(RATING) + ".base"}.get(
                name, name
            )
        ] = value
    return area_form(PAGE, SCALE, None, held or {}, sent)


def test_only_what_was_changed_is_saved():
    form = filled(rating="4", comment="Since spring.")
    assert form.validate()
    assert [(c.key, c.value, c.base_version) for c in read_changes(form, {})] == [
        (RATING, 4, 0),
        (COMMENT, "Since spring.", 0),
    ]


def test_a_tab_left_open_puts_nothing_back():
    old = browser(area_form(PAGE, SCALE, None, {RATING: Answer(3, 1)}))
    now = {RATING: Answer(5, 2)}
    form = area_form(PAGE, SCALE, None, now, old)
    assert form.validate()
    assert read_changes(form, now) == ()


def test_an_answer_is_taken_back_only_by_its_button():
    held = {RATING: Answer(3, 1)}
    sent = browser(area_form(PAGE, SCALE, None, held))
    del sent[name_of(RATING)]  # a browser cannot do that; whatever it was, it took nothing back
    assert read_changes(area_form(PAGE, SCALE, None, held, sent), held) == ()
    [change] = read_changes(filled(held, take_back=RATING.part_id), held)
    assert (change.key, change.value, change.base_version) == (RATING, None, 1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rating": "9"}, "Choose one of the answers"),
        ({"rating": "4; DROP TABLE"}, "Choose one of the answers"),
        ({"comment": "x" * (LONGEST_TEXT + 1)}, "10001 characters"),
        ({"base": "not a mark"}, "could not be understood"),
        ({"base": ""}, "could not be understood"),
        ({"other.theme:rating": "3"}, "not asked on this page"),
    ],
)
def test_what_cannot_be_understood_is_said(fields, said):
    form = filled(**fields)
    assert not form.validate()
    problems = [*form.form_errors, *(p for field in form for p in field.errors)]
    assert [said in problem for problem in problems] == [True], problems


def test_a_post_without_anything_of_the_page_cannot_be_understood():
    form = area_form(PAGE, SCALE, None, {}, MultiDict({"hello": "world"}))
    assert not form.validate()
    assert read_answers(form) == {}


def test_what_does_not_belong_here_is_kept():
    sent = MultiDict({"elsewhere:comment": " A thought. ", "elsewhere:note": "x", "other:rating": ""})
    assert strays(area_form(PAGE, SCALE, None, {}, sent), sent) == (" A thought. ",)


@pytest.mark.parametrize(
    ("keep", "saved"), [("mine", "Mine."), ("stored", None), ("both", "Theirs.\n\nMine.")]
)
def test_of_two_texts_the_one_chosen_is_saved(keep, saved):
    stored = {COMMENT: Words("Theirs.", version=3)}
    sent = {
        name_of(COMMENT): "Mine.",
        name_of(COMMENT) + ".base": mark(stored[COMMENT]),
        name_of(COMMENT) + ".keep": keep,
    }
    form = area_form(PAGE, SCALE, None, stored, MultiDict(sent))
    assert form.validate(), form.errors
    assert [(c.value, c.base_version) for c in read_changes(form, stored)] == ([(saved, 3)] if saved else [])


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=8), st.integers(0, 2**16))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_no_post_breaks_the_form(pairs, which):
    """Whatever comes: it is understood, or it is refused."""
    names = [field.name for field in area_form(PAGE, SCALE, None, {})]
    sent = MultiDict(
        [(names[which % len(names)] if n % 2 else name, value) for n, (name, value) in enumerate(pairs)]
    )
    form = area_form(PAGE, SCALE, None, {}, sent)
    if form.validate():
        for change in read_changes(form, {}):
            assert change.key in form.keys


@pytest.mark.parametrize(
    "given_",
    [
        "",
        "1",
        "1-",
        "-1-0123456789abcdef",
        "1-0123456789ABCDEF",
        "٣-0123456789abcdef",
        "1-0123456789abcdef\n",
    ],
)
def test_what_is_no_mark(given_):
    assert version_of(given_) is None
