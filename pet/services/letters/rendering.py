"""From what a letter says to its two parts, plain text and HTML, by a plain Jinja environment."""

import re
import textwrap
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pet.language import PSEUDO, SOURCE, current, gettext, ngettext
from pet.paths import STATIC, TEMPLATES
from pet.services.letters.words import Words

_WIDTH = 72
_TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
_DARK = "@media (prefers-color-scheme: dark)"


def text(words: Words) -> str:
    """The letter as plain text."""
    return _environment().get_template("email/letter.txt").render(words=words).strip() + "\n"


def html(words: Words) -> str:
    """The letter as a page of HTML that loads nothing."""
    template = _environment().get_template("email/letter.html")
    return template.render(words=words, language=language(), style=_style())


def language() -> str:
    """The language of a letter, as its `lang` says it."""
    return SOURCE if current() == PSEUDO else current()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(_=gettext, ngettext=ngettext)
    made.filters.update(paragraph=_paragraph, item=_item, colon=_colon)
    return made


def _paragraph(said: str) -> str:
    return "\n".join(_wrapped(line) for line in str(said).splitlines())


def _item(said: str) -> str:
    return _wrapped(str(said), first="- ", following="  ")


def _colon(said: str) -> str:
    return gettext("{label}:", label=said)


def _wrapped(line: str, first: str = "", following: str = "") -> str:
    return textwrap.fill(
        line,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )


@cache
def _style() -> Markup:
    """The style sheet of the preview, with colours in place of the names that mail programs do not know."""
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    rules = re.sub(
        r"/\*.*?\*/", "", (STATIC / "css" / "letter.css").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    light, dark = (dict(_TOKEN.findall(part)) for part in tokens.split(_DARK, 1))
    coloured = _coloured(rules, light) + f"{_DARK} {{{_coloured(rules, light | dark)}}}"
    return Markup("<style>{}</style>").format(Markup(coloured))  # noqa: S704 -- our own style sheet


def _coloured(rules: str, colours: dict[str, str]) -> str:
    return re.sub(r"var\(--([\w-]+)\)", lambda found: colours[found.group(1)], rules)
