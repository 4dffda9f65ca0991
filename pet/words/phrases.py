"""Small pieces of sentences: lists, small numbers as words, texts of a framework."""

from collections.abc import Sequence

from babel.lists import format_list

from pet.frameworks.model import Framework, Text
from pet.language import current, lazy_gettext, locale
from pet.language import gettext as _
from pet.words.numbers import whole

_SPELLED = (
    lazy_gettext("no"),
    lazy_gettext("one"),
    lazy_gettext("two"),
    lazy_gettext("three"),
    lazy_gettext("four"),
    lazy_gettext("five"),
    lazy_gettext("six"),
    lazy_gettext("seven"),
    lazy_gettext("eight"),
    lazy_gettext("nine"),
    lazy_gettext("ten"),
    lazy_gettext("eleven"),
    lazy_gettext("twelve"),
)

_ENDS = (".", "!", "?", "…", ":")
_CLOSING = "”’\"')]»"  # may stand behind the end of a sentence


def spelled(number: int) -> str:
    """A number of things as a word up to twelve, in digits above."""
    return str(_SPELLED[number]) if 0 <= number < len(_SPELLED) else whole(number)


def listing(items: Sequence[str]) -> str:
    """The items as a list inside a sentence: `a`, `a and b`, `a, b, and c`; items that are lists are kept apart."""
    open_items = [item for item in items if not item.startswith("“")]  # quotation marks keep apart as well
    if len(items) > 1 and any(", " in item for item in open_items):
        return _("{items}; and {last}", items="; ".join(items[:-1]), last=items[-1])
    if len(items) == 2 and any(_conjunction() in item for item in open_items):
        return _("{first}, and {last}", first=items[0], last=items[1])
    return format_list(list(items), locale=locale())


def _conjunction() -> str:
    """What stands between the two items of a list in the language in use, as in ` and `."""
    return format_list(["x", "x"], locale=locale()).strip("x")


def sentence_start(phrase: str) -> str:
    """The phrase with a capital, for the start of a sentence."""
    return phrase[:1].upper() + phrase[1:]


def sentence_end(phrase: str) -> str:
    """The phrase with a full stop, for the end of a sentence, unless it has an end of its own: `Who?`, `He said “no.”`."""
    phrase = phrase.rstrip()
    if not phrase or phrase.rstrip(_CLOSING).endswith(_ENDS):
        return phrase
    return _("{sentence}.", sentence=phrase)


def without_stop(phrase: str) -> str:
    """The phrase without its full stop, to stand within a sentence; `…` and `...` stay."""
    phrase = phrase.rstrip()
    return phrase[:-1] if phrase.endswith(".") and not phrase.endswith("..") else phrase


def in_words(text: Text) -> str:
    """A framework's text in the language in use."""
    return text.to(current())


def topic(framework: Framework, theme_id: str) -> str:
    """The noun phrase with which a theme fits into a sentence."""
    return in_words(framework.theme(theme_id).topic)


def title(framework: Framework, part_id: str) -> str:
    """The title of a component, area or theme."""
    return in_words(framework.part(part_id).title)


def point(framework: Framework, position: int) -> str:
    """The label of a point of the scale, 1 to K."""
    return in_words(framework.scale.points[position - 1])
