"""The kinds of single values that a framework file is made of; those that hold others are in `structures`.

Each kind reads a node of the file, noting every problem with its place, and describes itself as JSON Schema. So
the format is written down once, in `rules`, for the loader and for editors alike.
"""

import re
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.frameworks.model import Text
from pet.frameworks.reading import Found, Reading, Schema
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.untrusted import Items, Node, Scalar, shown

# Line ends and spaces of a file are layout. Only these: a non-breaking space is part of the text.
_LAYOUT = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")
_LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


@dataclass(frozen=True, slots=True)
class Word:
    """A short text of a fixed form, such as an id.

    Attributes:
        pattern: a regular expression for the whole word.
        form: the same as a sentence.
    """

    pattern: str
    form: LazyProxy

    def read(self, node: Node, reading: Reading) -> Found | None:
        """The word."""
        if isinstance(node, Scalar) and re.fullmatch(self.pattern, node.source, re.ASCII):
            return Found(node.source, node)
        reading.refuse(node, str(self.form))
        return None

    def schema(self) -> Schema:
        """A string that fits the pattern."""
        return {"type": "string", "pattern": f"^({self.pattern})$"}


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `least` on."""

    least: int

    def read(self, node: Node, reading: Reading) -> Found | None:
        """The number."""
        number = node.integer if isinstance(node, Scalar) else None
        if number is not None and number >= self.least:
            return Found(number, node)
        reading.refuse(
            node, _("A whole number is expected here, {least} or more, without quotes.", least=self.least)
        )
        return None

    def schema(self) -> Schema:
        """An integer."""
        return {"type": "integer", "minimum": self.least}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def read(self, node: Node, reading: Reading) -> Found | None:
        """The flag."""
        flag = node.flag if isinstance(node, Scalar) else None
        if flag is not None:
            return Found(flag, node)
        reading.refuse(node, _("Write true or false here, without quotes."))
        return None

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Words:
    """A text for people: in the framework's language, or a map from language codes to texts.

    Attributes:
        most: the largest number of characters in each language.
    """

    most: int

    def read(self, node: Node, reading: Reading) -> Found | None:
        """The `Text`, the framework's own language first."""
        if isinstance(node, Scalar):
            text = self._one(node, reading)
            return None if text is None else Found(Text(((reading.language, text),)), node)
        if isinstance(node, Items):
            reading.refuse(node, _("A text is expected here, not a list."))
            return None
        versions = {code: self._version(code, child, reading) for code, child in node.entries.items()}
        if reading.language not in versions:
            reading.refuse(
                node,
                _(
                    "The text in “{language}” is missing, the framework’s own language.",
                    language=reading.language,
                ),
            )
            return None
        known = [(code, text) for code, text in versions.items() if text is not None]
        own_first = sorted(known, key=lambda version: version[0] != reading.language)
        return Found(Text(tuple(own_first)), node) if len(known) == len(versions) else None

    def _version(self, code: str, node: Node, reading: Reading) -> str | None:
        if not re.fullmatch(_LANGUAGE, code, re.ASCII):
            reading.refuse(
                node, _("“{code}” is not a language code. Use one such as “en” or “de-AT”.", code=shown(code))
            )
            return None
        if not isinstance(node, Scalar):
            reading.refuse(node, _("A text is expected here."))
            return None
        return self._one(node, reading)

    def _one(self, node: Scalar, reading: Reading) -> str | None:
        text = _LAYOUT.sub(" ", node.source).strip()
        if not text or node.is_nothing:
            reading.refuse(node, _("This is empty."))
            return None
        if len(text) > self.most:
            reading.refuse(
                node,
                _(
                    "This text is too long: it has {length} characters, {most} at most.",
                    length=len(text),
                    most=self.most,
                ),
            )
            return None
        return text

    def schema(self) -> Schema:
        """A string, or a map of strings; the loader takes `2024` or `true` without quotes for what is written."""
        text = {"type": ["string", "number", "boolean"], "pattern": "\\S", "maxLength": self.most}
        return {
            "anyOf": [
                text,
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^({_LANGUAGE})$"},
                    "additionalProperties": text,
                },
            ]
        }


IDENTIFIER = Word(
    r"[A-Za-z][A-Za-z0-9_.-]{0,63}",
    lazy_gettext(
        "An id starts with a letter; letters, digits, “_”, “.” and “-” may follow, 64 characters in all."
    ),
)
SLUG = Word(
    r"(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*",
    lazy_gettext(
        "A key is made of small letters, digits and single hyphens, such as “school-partnerships”; 64 characters in all."
    ),
)
LANGUAGE_CODE = Word(_LANGUAGE, lazy_gettext("A language code is expected here, such as “en” or “de-AT”."))
