"""Every sentence a person reads passes through here: gettext without a web framework.

`use(code)` sets the language for a block (per request on the web, per recipient elsewhere); `gettext` and
`ngettext` answer in it. `lazy_gettext` is for texts made when a module is imported. The language `PSEUDO`
marks every sentence, so that a test can see one that was missed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from string import Formatter

from babel import Locale
from babel.support import LazyProxy, Translations

from pet.paths import PACKAGE

SOURCE = "en"
PSEUDO = "en-XA"
OPENING, CLOSING = "\u27e6", "\u27e7"

_ACCENTED = str.maketrans("aeiouyAEIOUYcnCN", "áéíóúýÁÉÍÓÚÝçñÇÑ")


def pseudo(message: str) -> str:
    """The message in the pseudo-language: accented, longer by its brackets, placeholders untouched."""
    parts = []
    for literal, field, spec, conversion in Formatter().parse(message):
        parts.append(literal.translate(_ACCENTED).replace("{", "{{").replace("}", "}}"))
        if field is not None:
            parts.append(
                "{" + field + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
            )
    return f"{OPENING}{''.join(parts)}{CLOSING}"


class _PseudoTranslations(NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


_language: ContextVar[str] = ContextVar("language", default=SOURCE)
_loaded: dict[str, NullTranslations] = {}


def current() -> str:
    """The code of the language in use, such as `en` or `de`."""
    return _language.get()


def locale() -> Locale:
    """The locale of the language in use, for numbers, lists and dates."""
    return Locale.parse(SOURCE if current() == PSEUDO else current(), sep="-")


@contextmanager
def use(code: str) -> Iterator[None]:
    """Speak the language `code` inside the block."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str, /, **values: object) -> str:
    """The message in the language in use, with `{name}` fields filled in from `values`."""
    return _translations().gettext(message).format(**values) if values else _translations().gettext(message)


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """The message for `number` things; `{number}` is filled in with it, other fields from `values`."""
    return _translations().ngettext(one, many, number).format(number=number, **values)


def lazy_gettext(message: str) -> LazyProxy:
    """A text that finds its language when it is shown, not when the module is imported."""
    return LazyProxy(gettext, message, enable_cache=False)


def _translations() -> NullTranslations:
    code = current()
    if code not in _loaded:
        _loaded[code] = _load(code)
    return _loaded[code]


def _load(code: str) -> NullTranslations:
    if code == PSEUDO:
        return _PseudoTranslations()
    return Translations.load(PACKAGE / "locale", [code.replace("-", "_")])
