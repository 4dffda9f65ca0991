"""What every page must be, held against the page itself: parsed as HTML5, as strictly as can be."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

_CONTROLS = ("input", "select", "textarea")
_NEED_NO_LABEL = ("hidden", "submit", "button", "image", "reset")
_IDS_WANTED = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list")


def words(element: Element) -> str:
    """The text of an element as it is read, with single spaces."""
    return " ".join("".join(element.itertext()).split())


@dataclass(frozen=True)
class Page:
    """A page that was parsed.

    Attributes:
        root: its `html` element.
        status: of the answer.
    """

    root: Element
    status: int

    def all(self, name):
        """All elements of this name."""
        return list(self.root.iter(name))

    @property
    def title(self):
        """What the browser's tab says, without the name of the site."""
        return words(self.all("title")[0]).removesuffix(" · PET")

    @property
    def h1(self):
        return words(self.all("h1")[0])

    @property
    def text(self):
        """All that is read on the page, without its head."""
        return words(self.all("body")[0])

    @property
    def links(self):
        """Text and address of every link, in order."""
        return [(words(link), link.get("href")) for link in self.all("a")]

    @property
    def offers(self):
        """Text and address of every link, and of every file that is asked for with a button, in order."""
        found = ((one, one.get("href") or one.get("action") or "") for one in self.root.iter())
        return [
            (words(one), address)
            for one, address in found
            if one.tag == "a" or (one.tag == "form" and "/files/" in address)
        ]

    @property
    def token(self):
        """The CSRF token for forms and scripts, or empty."""
        found = [meta.get("content") for meta in self.all("meta") if meta.get("name") == "csrf-token"]
        found += [field.get("value") for field in self.all("input") if field.get("name") == "csrf_token"]
        return next(iter(found), "")

    def form(self, action):
        """The fields of the form that goes to `action`, as a browser would send them untouched."""
        [found] = [form for form in self.all("form") if form.get("action") == action]
        return {
            field.get("name"): field.get("value", "")
            for field in found.iter("input")
            if field.get("name") and field.get("type") not in ("radio", "checkbox", "submit")
        }

    def form_without_action(self):
        """The same for the one form that comes back to its own page."""
        return self.form(None)


def parse(html: str, status: int = 200) -> Page:
    """The page; fails where it is not HTML5."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    lines = html.splitlines()
    assert [(lines[line - 1], error, details) for (line, _column), error, details in parser.errors] == [], (
        "this is not HTML5"
    )
    return Page(root, status)


def faults(page: Page) -> list[str]:
    """Everything that a page must be and this one is not."""
    return [fault for check in _CHECKS for fault in check(page)]


def _language(page):
    if not page.root.get("lang"):
        yield "no language"


def _one_heading(page):
    headings = [words(h1) for h1 in page.all("h1")]
    if len(headings) != 1:
        yield f"not one h1: {headings}"
    elif not (page.title.startswith(headings[0]) or headings[0].startswith(page.title)):
        yield f"the title “{page.title}” does not start with the h1 “{headings[0]}”"


def _headings_in_order(page):
    levels = [int(e.tag[1]) for e in page.root.iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _ids(page):
    ids = Counter(e.get("id") for e in page.root.iter() if e.get("id") is not None)
    for name, times in ids.items():
        if times > 1 or not name or " " in name:
            yield f"id “{name}” is there {times} times"
    for element in page.root.iter():
        for attribute in _IDS_WANTED:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{element.tag} {attribute}=“{name}” leads nowhere"
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            yield f"link to “{href}” leads nowhere"


def _labels(page):
    labelled = {label.get("for") for label in page.all("label")}
    inside = {id(e) for label in page.all("label") for e in label.iter()}
    for name in _CONTROLS:
        for control in page.all(name):
            if (
                control.get("type") in _NEED_NO_LABEL
                or control.get("id") in labelled
                or id(control) in inside
            ):
                continue
            if not (control.get("aria-label") or control.get("aria-labelledby")):
                yield f"{name} “{control.get('name')}” has no label"


def _names(page):
    for name in ("a", "button", "legend", "summary", "label", "th", "caption", "figcaption"):
        for element in page.all(name):
            said = (
                words(element) or element.get("aria-label") or any(i.get("alt") for i in element.iter("img"))
            )
            if not said:
                yield f"{name} says nothing"


def _pictures(page):
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"img {image.get('src')} has no alt"


def _header_cells(page):
    for cell in page.all("th"):
        if cell.get("scope") not in ("row", "col", "rowgroup", "colgroup"):
            yield f"th “{words(cell)}” has no scope"


def _nothing_inline(page):
    for element in page.root.iter():
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"inline {element.tag}"
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{element.tag} has {attribute}"
            if (element.get(attribute) or "").strip().lower().startswith("javascript:"):
                yield f"{element.tag} {attribute} runs a script"


def _forms(page):
    for form in page.all("form"):
        fields = {field.get("name") for field in form.iter("input")}
        if form.get("method") == "post" and "csrf_token" not in fields:
            yield f"the form to {form.get('action')} has no token"


_CHECKS = (
    _language,
    _one_heading,
    _headings_in_order,
    _ids,
    _labels,
    _names,
    _pictures,
    _header_cells,
    _nothing_inline,
    _forms,
)
