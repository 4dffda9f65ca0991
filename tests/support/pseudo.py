"""No sentence of a page was missed: in the pseudo-language every word of PET's own stands between its brackets."""

import re

from pet.language import CLOSING, OPENING
from tests.support.pages import Page

_INNERMOST = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")
_SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title", "content")
_SILENT_META = ("viewport", "color-scheme", "csrf-token")
_NAMES = ("PET",)


def missed(page: Page, *known: str) -> list[str]:
    """The words that a person reads or hears on this page and that passed through no translation.

    Args:
        page: made in the language `PSEUDO`; one sentence may stand inside another.
        known: what came from outside and is not translated, such as the name of a partnership.
    """
    return [words for text in _texts(page) for words in _outside(text, known)]


def _texts(page):
    for element in page.root.iter():
        if element.tag not in ("script", "style"):
            yield element.text or ""
        yield element.tail or ""
        if element.tag == "meta" and (element.get("charset") or element.get("name") in _SILENT_META):
            continue
        yield from (element.get(name) or "" for name in _SPOKEN)
        yield from (value for name, value in element.items() if name.startswith("data-") and OPENING in value)
        if element.tag == "input" and element.get("type") in ("submit", "button"):
            yield element.get("value") or ""


def _outside(text, known):
    for name in sorted((*known, *_NAMES), key=len, reverse=True):
        text = text.replace(name, " ")
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(" ", text)
    return re.findall(r"[^\W\d_]{2,}", text)
