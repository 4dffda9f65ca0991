"""The one way of text into the report.

`text()` takes anything from outside (comments, titles, names) and our own sentences alike, and gives `Markup`:
escaped, capped, without control characters, every character with a glyph in an embedded font. All flowables pass
what they are given through it, so a plain string is always safe and shows just what it says. Only what comes from
this module is ever read as markup:

    Body(fill(_("{share} agree."), share=bold(_("About one in four"))))

Do not put `bold(…)` into `gettext` itself: its answer is a plain string again, and the tags would show.
"""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

from pet.charts import style
from pet.report import fonts

LONGEST_TEXT = 10_000
LONGEST_WORD = 200
ELLIPSIS = "…"

_SCHEMES = frozenset({"http", "https", "mailto"})
# U+202F and U+2007 are unbreakable spaces too; the fonts know the plain one.
_UNBREAKABLE = str.maketrans({"\u202f": "\xa0", "\u2007": "\xa0"})
_BREAKABLE = re.compile(r"[^\S\xa0]+")
_LONG_WORD = re.compile(rf"(\S{{{LONGEST_WORD}}})\S+")
# Variation selectors choose a picture form of the character before them; neither font has any.
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NOTHING = frozenset({"Cc", "Cf", "Cs"})
_NONCHARACTERS = frozenset({0xFFFE, 0xFFFF})


class Markup(str):
    """Text that is ready for a flowable; made only in this module."""

    __slots__ = ()


def text(outside: object, *, longest: int = LONGEST_TEXT) -> Markup:
    """Anything as one line of safe text; `Markup` stays as it is, but loses its emphasis where it must be cut.

    Control characters, lone surrogates, byte order marks and marks that turn the direction of writing are taken
    out; white space becomes single spaces; a word longer than 200 characters and a text longer than `longest` are
    cut with an ellipsis; what neither font can show becomes U+FFFD.

    Args:
        outside: what to show, as `str()` gives it.
        longest: the most characters to keep, before escaping.
    """
    if isinstance(outside, Markup) and (len(outside) <= longest or len(plain(outside)) <= longest):
        return outside
    return _with_fallback(_escape(clean(outside, longest=longest)))


def lines(outside: object, *, longest: int = LONGEST_TEXT, most: int = 30) -> Markup:
    """As `text`, but line breaks stay: for comments.

    Empty lines go, and what follows the first `most` lines joins
    the last.
    """
    if isinstance(outside, Markup):
        return outside
    rows = [clean(row, longest=longest) for row in str(outside)[: 2 * longest].splitlines()[: longest + 1]]
    rows = [row for row in rows if row]
    kept = [*rows[: most - 1], " ".join(rows[most - 1 :])] if len(rows) > most else rows
    parts, left = [], longest
    for row in kept:
        parts.append(text(row, longest=max(left, 1)))
        left -= len(row)
        if left <= 0:
            break
    return Markup("<br/>".join(parts))


def clean(outside: object, *, longest: int = LONGEST_TEXT) -> str:
    """As `text`, but plain: not escaped and without a change of font. For alt texts, bookmarks and properties."""
    raw = (plain(outside) if isinstance(outside, Markup) else str(outside))[: 4 * longest].translate(
        _UNBREAKABLE
    )
    spaced = _BREAKABLE.sub(" ", raw)
    if not spaced.isascii() or not spaced.isprintable():
        spaced = "".join(char for char in _SELECTORS.sub("", spaced) if _shows(char))
        spaced = unicodedata.normalize("NFC", spaced)
    spaced = _BREAKABLE.sub(" ", spaced).strip(" ")
    return _cut(_LONG_WORD.sub(rf"\1{ELLIPSIS}", spaced), longest)


def plain(markup: Markup) -> str:
    """What a reader sees of the markup, without tags."""
    bare = re.sub("<[^>]*>", "", markup.replace("<br/>", " "))
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def bold(outside: object) -> Markup:
    """The text in bold."""
    return Markup(f"<b>{text(outside)}</b>")


def italic(outside: object) -> Markup:
    """The text in italics."""
    return Markup(f"<i>{text(outside)}</i>")


def link(outside: object, target: str) -> Markup:
    """The text as a link; where the target is not of the web, mail or this document, just the text.

    Args:
        outside: the words of the link.
        target: `https://…`, `mailto:…`, or `#key` for the heading with that `key`.
    """
    inner = text(outside)
    if not _may_be_followed(target):
        return inner
    return Markup(f'<a href="{_escape(target)}" color="{style.ACCENT}" underline="1">{inner}</a>')


def fill(template: str, **parts: object) -> Markup:
    """A translated sentence with `{name}` fields filled in by markup or by outside text.

    Args:
        template: the answer of `gettext` called without fields.
        parts: what to put in; plain strings are escaped.
    """
    return Markup(text(template).format(**{name: text(part) for name, part in parts.items()}))


def join(parts: Sequence[object], between: str = " ") -> Markup:
    """Whole sentences one after another.

    Args:
        parts: markup or plain strings.
        between: what stands between them.
    """
    return Markup(_escape(between).join(text(part) for part in parts))


def stacked(parts: Sequence[object]) -> Markup:
    """One below the other, each on a line of its own.

    Args:
        parts: markup or plain strings.
    """
    return Markup("<br/>".join(text(part) for part in parts))


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in _NOTHING and (ord(char) & 0xFFFF) not in _NONCHARACTERS


def _cut(line: str, longest: int) -> str:
    return line if len(line) <= longest else line[: max(longest - 1, 0)].rstrip() + ELLIPSIS


def _escape(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _with_fallback(escaped: str) -> Markup:
    if escaped.isascii():
        return Markup(escaped)
    tagged = fonts.lacking().sub(
        lambda run: f'<font face="{fonts.FALLBACK}">{fonts.substitute(run.group())}</font>', escaped
    )
    return Markup(tagged)


def _may_be_followed(target: str) -> bool:
    if target.startswith("#"):
        return target[1:].replace("-", "").replace("_", "").isalnum()
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and target.isascii() and target.isprintable() and " " not in target
