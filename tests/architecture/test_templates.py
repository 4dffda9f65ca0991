"""What must hold for all templates and for what they load."""

import re
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import nodes

from pet.paths import PACKAGE, STATIC, TEMPLATES
from pet.web import assets
from tests.support import templates
from tests.support.templates import COMPUTED

ROOT = Path(__file__).parents[2]
ENV = templates.environment()
SOURCES = templates.sources()
LONGEST = 80
# Longer for a reason: it says who looked twice.
LOOKED_AT_TWICE = {}
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
SHEETS = sorted((STATIC / "css").rglob("*.css"))

each_template = pytest.mark.parametrize("name", SOURCES)
each_script = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)


def inline(source):
    """Whatever the security policy would refuse."""
    found = []
    for tag, attributes in templates.page_of(ENV, source).tags:
        found += [f"{tag} {name}" for name in attributes if name == "style" or name.startswith("on")]
        found += [
            f"{tag} {name}"
            for name, value in attributes.items()
            if (value or "").strip().lower().startswith("javascript:")
        ]
        if tag == "style" or (tag == "script" and "src" not in attributes):
            found.append(tag)
    return found


def unreasoned(source):
    """Lines with `safe` and no reason beside it."""
    return [
        line.strip()
        for line in source.splitlines()
        if re.search(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false", line)
        and not re.search(r"\{#-? safe: .{10,}#\}", line)
    ]


def unspoken(source):
    """Words and sentences that did not pass through gettext."""
    return [*templates.page_of(ENV, source).words, *templates.untranslated(ENV.parse(source))]


def misfilled(source):
    """Messages that are computed, or whose fields are not those they are given."""
    found = []
    for messages, given in templates.translations(ENV.parse(source)):
        for message in messages:
            if message is None:
                found.append("a message that is not one text")
            elif {name for _text, name, _spec, _conversion in Formatter().parse(message) if name} - given:
                found.append(message)
    return found


@each_template
def test_it_compiles(name):
    ENV.compile(SOURCES[name], name)


@each_template
def test_nothing_inline(name):
    assert inline(SOURCES[name]) == []


@each_template
def test_what_is_called_safe_says_why(name):
    assert unreasoned(SOURCES[name]) == []


@each_template
def test_every_sentence_passes_through_gettext(name):
    assert unspoken(SOURCES[name]) == []


@each_template
def test_every_message_gets_what_it_names(name):
    assert misfilled(SOURCES[name]) == []


@each_template
def test_it_fits_on_a_page(name):
    assert len(SOURCES[name].splitlines()) <= LOOKED_AT_TWICE.get(name, LONGEST)


@each_template
def test_what_it_loads_exists(name):
    wanted = [call.args[0] for call in templates.calls(ENV.parse(SOURCES[name]), ("asset",))]
    assert [path for path in wanted if not isinstance(path, nodes.Const)] == []
    assert [path.value for path in wanted if not (STATIC / path.value).is_file()] == []


@each_template
def test_its_classes_are_known(name):
    given = {known for known in templates.classes(ENV, SOURCES[name]) if COMPUTED not in known}
    assert given - classes_of([*SHEETS, STATIC / "vendor" / "bootstrap" / "bootstrap.css"]) == set()


def test_every_class_of_ours_is_used():
    """By a template, perhaps with its end computed, or by name in a script or in the code of a page."""
    given = set().union(*(templates.classes(ENV, source) for source in SOURCES.values()))
    begun = tuple(name.partition(COMPUTED)[0] for name in given if COMPUTED in name[1:])
    code = [*SCRIPTS, *(PACKAGE / "web").rglob("*.py"), *(TEMPLATES / "components").glob("*.html")]
    named = set(re.findall(r"[\w-]+", "\n".join(file.read_text(encoding="utf-8") for file in code)))
    unused = {name for name in classes_of(SHEETS) - given - named if not (begun and name.startswith(begun))}
    assert unused == set()


@each_template
def test_every_form_that_posts_carries_a_token(name):
    source = templates.markup(ENV, SOURCES[name])
    posts = len(re.findall(r"<form\b[^>]*method=\"?post", source, re.IGNORECASE))
    tokens = len(templates.calls(ENV.parse(SOURCES[name]), ("csrf", "csrf_token")))
    assert tokens >= posts


def classes_of(sheets):
    return {
        found
        for sheet in sheets
        for found in re.findall(
            r"\.(-?[A-Za-z_][\w-]*)(?=[^{}]*\{)", without_comments(sheet.read_text(encoding="utf-8"))
        )
    }


def without_comments(css):
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (inline, '<p style="color: red">{{ x }}</p>'),
        (inline, '<a onclick="go()" href="{{ x }}"></a>'),
        (inline, '<a href="javascript:go()"></a>'),
        (inline, "<style>p { color: red }</style>"),
        (inline, "<script>{{ x }}</script>"),
        (unreasoned, "{{ page.text | safe }}"),
        (unspoken, "<p>Hello {{ name }}</p>"),
        (unspoken, '<img alt="A chart" src="{{ x }}">'),
        (unspoken, '{{ notice("info", "Nothing is lost.") }}'),
        (misfilled, '{{ _("Hello {name}", title=x) }}'),
        (misfilled, '{{ _("Hello " ~ name) }}'),
    ],
)
def test_the_checks_find_what_they_look_for(check, source):
    assert check(source) != []


def test_the_checks_leave_alone_what_is_right():
    source = '<p class="meta">{{ _("Hello {name}", name=x) }} · PET</p>{{ page.qr | safe }}{# safe: made by segno here #}'
    assert [check(source) for check in (inline, unreasoned, unspoken, misfilled)] == [[], [], [], []]
    assert templates.classes(ENV, '<p class="meta a-{{ x }}"></p>') == {"meta", f"a-{COMPUTED}"}


@each_script
def test_scripts_write_text_only(script):
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(\s*[\"'](on|style)"
    assert re.findall(forbidden, script.read_text(encoding="utf-8")) == []


def test_every_script_is_loaded_somewhere():
    loading = "\n".join([*SOURCES.values(), *(script.read_text(encoding="utf-8") for script in SCRIPTS)])
    assert [script.name for script in SCRIPTS if f"/{script.name}" not in loading] == []


def test_every_stylesheet_is_linked():
    linked = {
        call.args[0].value
        for source in SOURCES.values()
        for call in templates.calls(ENV.parse(source), ("asset",))
    }
    ours = {sheet.relative_to(STATIC).as_posix() for sheet in SHEETS}
    assert ours - linked == set()


def test_static_files_lead_only_to_each_other():
    assert set(assets.read(STATIC)) >= {"css/pet.css", "css/tokens.css", "js/session.js", "js/copy.js"}
    for file in (*SHEETS, *SCRIPTS):
        assert (
            re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", without_comments(file.read_text(encoding="utf-8")))
            == []
        )


@pytest.mark.parametrize("folder", [STATIC / "vendor", ROOT / "tests" / "vendor"], ids=["static", "tests"])
def test_what_others_made_carries_its_licence(folder):
    bare = [
        place.name
        for place in folder.iterdir()
        if place.is_dir() and not any(file.name.upper().startswith("LICENSE") for file in place.iterdir())
    ]
    assert bare == []
    assert [file.name for file in folder.iterdir() if file.is_file()] == []


def test_the_typeface_carries_its_licence():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_bootstrap_is_of_the_version_that_its_recipe_names():
    recipe = (ROOT / "tools" / "make_bootstrap.sh").read_text(encoding="utf-8")
    version = re.search(r"^BOOTSTRAP=(\S+)$", recipe, re.MULTILINE)[1]
    compiled = (STATIC / "vendor" / "bootstrap" / "bootstrap.css").read_text(encoding="utf-8")
    assert compiled.startswith(f"/* Bootstrap v{version}, ")
