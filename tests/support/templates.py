"""What a template says, apart from what it computes: for tests that look at all of them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask import Flask
from jinja2 import nodes

from pet.paths import TEMPLATES
from pet.web import render

# Stands for whatever is computed; a private character, so that no template holds it.
COMPUTED = "\ue000"
SPOKEN = ("alt", "title", "aria-label", "placeholder", "label", "content")
# Words that are the same in every language.
NAMES = {"PET", "SVG", "PNG", "PDF", "CSV", "JSON", "QR"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[A-Z“‘][^\W\d_]*[a-z’][^\W\d_]*([ ,.…?!’]|$)")
_TRANSLATING = ("_", "gettext", "ngettext")


def environment():
    """Jinja as the pages have it."""
    app = Flask("templates", template_folder=str(TEMPLATES))
    render.init_app(app)
    return app.jinja_env


def sources():
    """All templates by name."""
    return {
        file.relative_to(TEMPLATES).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(TEMPLATES.rglob("*.html"))
    }


def markup(env, source):
    """The HTML that stands in the template itself, with `COMPUTED` for each expression."""
    found = []
    for _line, kind, text in env.lex(source):
        if kind == "data":
            found.append(text)
        elif kind == "variable_begin":
            found.append(COMPUTED)
    return "".join(found)


@dataclass
class Page(HTMLParser):
    """The tags and the words of a piece of HTML."""

    tags: list = field(default_factory=list)
    words: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        for name, value in attributes:
            if name in SPOKEN and (tag, name) != ("meta", "content"):
                self.handle_data(value or "")

    def handle_data(self, data):
        self.words += [word for word in _WORD.findall(data) if word not in NAMES]


def page_of(env, source):
    """The template's own HTML, taken apart."""
    page = Page()
    page.feed(markup(env, source))
    page.close()
    return page


def calls(tree, names):
    """All calls of functions or macros with these names."""
    return [
        call
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in names
    ]


def untranslated(tree):
    """Texts inside expressions that read like a sentence and do not pass through gettext."""
    translated = {id(text) for call in calls(tree, _TRANSLATING) for text in call.find_all(nodes.Const)}
    return [
        text.value
        for text in tree.find_all(nodes.Const)
        if isinstance(text.value, str) and _SENTENCE.match(text.value) and id(text) not in translated
    ]


def translations(tree):
    """Each call of gettext: its messages, and the names of the values it is given."""
    for call in calls(tree, _TRANSLATING):
        many = call.node.name == "ngettext"
        messages = [text.value if isinstance(text, nodes.Const) else None for text in call.args[: 1 + many]]
        given = {value.key for value in call.kwargs} | ({"number"} if many else set())
        yield messages, given


def classes(env, source):
    """The class names that a template gives, in its HTML and to the fields that it calls; some hold `COMPUTED`."""
    texts = [attributes.get("class") or "" for _tag, attributes in page_of(env, source).tags]
    for call in env.parse(source).find_all(nodes.Call):
        texts += [
            value.value.value
            for value in call.kwargs
            if value.key == "class" and isinstance(value.value, nodes.Const)
        ]
    return {name for text in texts for name in text.split()}
