"""The kinds of values that hold others: lists, maps, and records with fixed fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.frameworks.kinds import Word
from pet.frameworks.reading import Found, Kind, Reading, Schema, read, refuse_repeated
from pet.language import gettext as _
from pet.untrusted import Entries, Items, Node


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind with `least` to `most` items; without `repeats` no word stands in it twice."""

    kind: Kind
    least: int
    most: int
    repeats: bool = True

    def read(self, node: Node, reading: Reading) -> Found | None:
        """A tuple of what could be read of the items."""
        if not isinstance(node, Items):
            reading.refuse(node, _("A list is expected here: lines that start with “- ”, or [one, two]."))
            return None
        count = len(node.items)
        if not self.least <= count <= self.most:
            reading.refuse(
                node,
                _(
                    "This list has {count} items; it takes {least} to {most}.",
                    count=count,
                    least=self.least,
                    most=self.most,
                ),
            )
        items = [
            item for item in (read(self.kind, child, reading) for child in node.items[: self.most]) if item
        ]
        if not self.repeats:
            refuse_repeated(items, reading)
        return Found(tuple(items), node)

    def schema(self) -> Schema:
        """An array."""
        limits = {"minItems": self.least, "maxItems": self.most}
        return {
            "type": "array",
            "items": self.kind.schema(),
            **limits,
            **({} if self.repeats else {"uniqueItems": True}),
        }


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map from words of a pattern to values of one kind."""

    key: Word
    kind: Kind

    def read(self, node: Node, reading: Reading) -> Found | None:
        """A dict of what could be read."""
        if not isinstance(node, Entries):
            reading.refuse(node, _no_map())
            return None
        values: dict[str, Found] = {}
        for name, child in node.entries.items():
            if not re.fullmatch(self.key.pattern, name, re.ASCII):
                reading.refuse(child, str(self.key.form))
            elif found := read(self.kind, child, reading):
                values[name] = found
        return Found(values, node)

    def schema(self) -> Schema:
        """An object with property names of the pattern."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^({self.key.pattern})$"},
            "additionalProperties": self.kind.schema(),
        }


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record.

    Attributes:
        kind: what its value is.
        about: what it is for, in a sentence, shown by editors.
        required: whether it must be given.
    """

    kind: Kind
    about: LazyProxy
    required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A map with fixed fields, by name."""

    fields: Mapping[str, Field]

    def read(self, node: Node, reading: Reading) -> Found | None:
        """A dict of the fields that could be read."""
        if not isinstance(node, Entries):
            reading.refuse(node, _no_map())
            return None
        self._refuse_missing(node, reading)
        values: dict[str, Found] = {}
        for name, child in node.entries.items():
            if name not in self.fields:
                reading.refuse_unknown(child, name, self.fields)
            elif found := read(self.fields[name].kind, child, reading):
                values[name] = found
        return Found(values, node)

    def _refuse_missing(self, node: Entries, reading: Reading) -> None:
        for name, known in self.fields.items():
            if known.required and name not in node.entries:
                path = f"{node.path}.{name}" if node.path else name
                reading.problems.add(path, _("This is missing."), node.line)

    def schema(self) -> Schema:
        """An object that takes these properties only."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, known in self.fields.items() if known.required],
            "properties": {
                name: {"description": str(known.about), **known.kind.schema()}
                for name, known in self.fields.items()
            },
        }


def _no_map() -> str:
    return _("Named values are expected here, such as “title: …”.")
