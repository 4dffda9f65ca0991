"""What is read from a framework file, each value with its place, and how problems are worded on the way."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any, Protocol

from pet.language import gettext as _
from pet.untrusted import Node, Problems, Scalar, shown

# A file may be made to hurt: suggestions are slow to find, so only the first problems get one.
_SUGGESTIONS, _LISTED = 40, 12
_COMPARED_LENGTH, _COMPARED_NAMES = 40, 200

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A value that could be read, and where it stands.

    Attributes:
        value: what the kind makes of it: a text, a number, a tuple or a map of further `Found`.
        node: the node it was read from.
    """

    value: Any
    node: Node

    def get(self, name: str) -> "Found | None":
        """The field of this name of a record, if it is there and could be read."""
        found: Found | None = self.value.get(name)
        return found

    def all(self, name: str) -> tuple["Found", ...]:
        """The items of a list in a field of a record; none if the field is not there."""
        found = self.get(name)
        return found.value if found else ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known while a file is read.

    Attributes:
        problems: collects what is wrong.
        language: the framework's own language.
    """

    problems: Problems
    language: str

    def refuse(self, node: Node, message: str) -> None:
        """Note a problem with a node."""
        self.problems.add(node.path, message, node.line)

    def refuse_unknown(self, node: Node, word: str, names: Collection[str]) -> None:
        """Note that a word is not one of the names, and which of them may be meant."""
        few = len(self.problems.found) < _SUGGESTIONS
        meant = nearest(word, names) if few else None
        if meant:
            message = _("“{word}” is not known here. Did you mean “{name}”?", word=shown(word), name=meant)
        elif few and 0 < len(names) <= _LISTED:
            message = _(
                "“{word}” is not known here. Possible are: {names}.", word=shown(word), names=", ".join(names)
            )
        else:
            message = _("“{word}” is not known here.", word=shown(word))
        self.refuse(node, message)


class Kind(Protocol):
    """A kind of value."""

    def read(self, node: Node, reading: Reading) -> Found | None:
        """The value, or `None` after noting what is wrong."""

    def schema(self) -> Schema:
        """The same as JSON Schema."""


def read(kind: Kind, node: Node, reading: Reading) -> Found | None:
    """The value of a node, which must not be empty."""
    if isinstance(node, Scalar) and node.is_nothing:
        reading.refuse(node, _("This is empty."))
        return None
    return kind.read(node, reading)


def nearest(word: str, names: Collection[str]) -> str | None:
    """The name that was probably meant. Comparing is slow, so only short words and the first names are compared."""
    if len(word) > _COMPARED_LENGTH:
        return None
    lowered = {name.lower(): name for name in islice(names, _COMPARED_NAMES)}
    close = get_close_matches(word.lower(), lowered, n=1)
    return lowered[close[0]] if close else None


def refuse_repeated(words: Iterable[Found], reading: Reading) -> None:
    """Note every word that was used before, with the place of the first."""
    first: dict[str, Node] = {}
    for word in words:
        earlier = first.setdefault(word.value, word.node)
        if earlier is not word.node:
            reading.refuse(
                word.node,
                _(
                    "“{word}” is used twice; the first is {path} in line {line}.",
                    word=word.value,
                    path=earlier.path,
                    line=earlier.line,
                ),
            )
