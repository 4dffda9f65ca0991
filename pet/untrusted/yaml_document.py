"""YAML from outside: a tree of texts, lists and maps that knows its lines, and nothing else.

The tree is made from PyYAML's events, so no tag builds an object, no alias multiplies anything and no nesting
reaches Python's stack. Scalars keep the characters as written; what asks for them decides what they mean, so
that a label `No`, an id `1e5` and a language `no` stay what they look like.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import yaml

from pet.language import gettext as _
from pet.untrusted.files import UNWANTED, decode, shown
from pet.untrusted.limits import DOCUMENT, Limits
from pet.untrusted.problems import Problems

# The C parser is about eight times as fast; PyYAML may have been built without it.
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_NOTHING = frozenset({"", "~", "null"})
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written.

    Attributes:
        path: where it is, such as `roles[0].label`; empty for the whole document.
        line: from 1; for the value of a key the line of the key.
        source: the characters, without quotes.
        plain: written without quotes, so that it may stand for a number, yes or no, or nothing.
    """

    path: str
    line: int
    source: str
    plain: bool

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is given: empty, `~` or `null` without quotes."""
        return self.plain and self.source.lower() in _NOTHING

    @property
    def integer(self) -> int | None:
        """The whole number, or `None`; only decimal digits count (`010` and `1_000` are not numbers here)."""
        return int(self.source) if self.plain and _INTEGER.fullmatch(self.source) else None

    @property
    def flag(self) -> bool | None:
        """True for `true`, `yes`, `on`; False for `false`, `no`, `off`; else `None`."""
        word = self.source.lower() if self.plain else ""
        return (word in _TRUE) if word in _TRUE | _FALSE else None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    path: str
    line: int
    items: Sequence["Node"]


@dataclass(frozen=True, slots=True)
class Entries:
    """A map; keys are texts as written."""

    path: str
    line: int
    entries: Mapping[str, "Node"]


Node = Scalar | Items | Entries


def parse_yaml(data: bytes, limits: Limits = DOCUMENT, *, problems: Problems) -> Node:
    """The tree of a YAML file of one document.

    Duplicate keys, tags, anchors, aliases and unwanted characters are added to `problems`.

    Raises:
        InvalidInputError: not YAML, more than one document, or a limit is exceeded.
    """
    text = decode(data, limits.size, problems)
    _refuse_unwanted(text, problems)
    return _Composer(limits, problems).compose(_events(text, problems))


def _refuse_unwanted(text: str, problems: Problems) -> None:
    found = UNWANTED.search(text)
    if found:
        problems.stop(_unwanted(found[0]), line=text.count("\n", 0, found.start()) + 1)


def _unwanted(character: str) -> str:
    return _("The character {code} cannot be used in a text.", code=f"U+{ord(character):04X}")


def _events(text: str, problems: Problems) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_PARSER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.stop(_syntax(error.problem or ""), line=mark.line + 1 if mark else None)
    except yaml.YAMLError as error:
        problems.stop(_syntax(str(error)))


def _syntax(reason: str) -> str:
    """What the parser says, and what usually helps."""
    if "mapping values are not allowed" in reason:
        return _("A text with a colon and a space in it needs quotes around it.")
    if "cannot start any token" in reason:
        return _(
            "Indent with spaces, not with tabs; a text that starts with @, % or ` needs quotes around it."
        )
    return _(
        "This cannot be read as YAML ({reason}). Look at the indentation and the quotes here and just above.",
        reason=shown(reason),
    )


@dataclass(slots=True)
class _Frame:
    """A container that is still open: its node and, in a map, the key that waits for its value."""

    node: Items | Entries
    items: list[Node]
    entries: dict[str, Node]
    key: str | None = None
    key_line: int = 0

    @property
    def wants_key(self) -> bool:
        return isinstance(self.node, Entries) and self.key is None

    def place(self, line: int) -> tuple[str, int]:
        """The path and line of the value that comes next."""
        if self.key is None:
            return f"{self.node.path}[{len(self.items)}]", line
        return (f"{self.node.path}.{self.key}" if self.node.path else self.key), self.key_line

    def put(self, node: Node) -> None:
        if self.key is None:
            self.items.append(node)
        else:
            self.entries.setdefault(self.key, node)
            self.key = None


class _Composer:
    """Builds the tree from events with a stack of its own."""

    def __init__(self, limits: Limits, problems: Problems) -> None:
        self._limits = limits
        self._problems = problems
        self._root: Node | None = None
        self._stack: list[_Frame] = []
        self._nodes = 0

    def compose(self, events: Iterator[yaml.Event]) -> Node:
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._stack.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
                self._stop(_("The file holds more than one document. Keep one of them."), event)
        if self._root is None:
            self._problems.stop(_("The file is empty."))
        return self._root

    def _node(self, event: yaml.NodeEvent) -> None:
        self._check(event)
        frame = self._stack[-1] if self._stack else None
        if frame and frame.wants_key:
            self._key(frame, event)
            return
        path, line = frame.place(_line(event)) if frame else ("", _line(event))
        node = self._make(event, path, line)
        if frame:
            frame.put(node)
        else:
            self._root = node

    def _check(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            self._stop(_("The file holds too much: {most} values at most.", most=self._limits.nodes), event)
        if event.anchor is not None:
            self._add(_("Anchors (&) and aliases (*) cannot be used. Write the text out."), event)
        if getattr(event, "tag", None) is not None:
            self._add(_("Tags (!) cannot be used."), event)

    def _key(self, frame: _Frame, event: yaml.NodeEvent) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(_("A word is expected before the colon."), event)
        key, line = self._text(event), _line(event)
        if len(key) > self._limits.key:
            self._stop(
                _("This word before a colon is too long: {most} characters at most.", most=self._limits.key),
                event,
            )
        frame.key, frame.key_line = key, line
        if key in frame.entries:
            first = frame.entries[key].line
            path, _line_of_key = frame.place(line)
            self._problems.add(
                path, _("“{key}” is given twice; the first is in line {first}.", key=key, first=first), line
            )

    def _make(self, event: yaml.NodeEvent, path: str, line: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return Scalar(path, line, f"*{event.anchor}", plain=True)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(path, line, self._text(event), plain=event.implicit[0])
        items: list[Node] = []
        entries: dict[str, Node] = {}
        in_list = isinstance(event, yaml.SequenceStartEvent)
        node = Items(path, line, items) if in_list else Entries(path, line, entries)
        if len(self._stack) >= self._limits.depth:
            self._stop(
                _("Too many levels inside each other: {most} at most.", most=self._limits.depth), event
            )
        self._stack.append(_Frame(node, items, entries))
        return node

    def _text(self, event: yaml.ScalarEvent) -> str:
        """The characters of a scalar; escapes in quotes can make some that the file itself does not have."""
        text = str(event.value)
        if len(text) > self._limits.text:
            self._stop(_("This text is too long: {most} characters at most.", most=self._limits.text), event)
        unwanted = UNWANTED.search(text)
        if unwanted:
            self._add(_unwanted(unwanted[0]), event)
            return UNWANTED.sub("\ufffd", text)
        return text

    def _where(self, event: yaml.Event) -> str:
        if not self._stack:
            return ""
        frame = self._stack[-1]
        return frame.node.path if frame.wants_key else frame.place(_line(event))[0]

    def _add(self, message: str, event: yaml.Event) -> None:
        self._problems.add(self._where(event), message, _line(event))

    def _stop(self, message: str, event: yaml.Event) -> NoReturn:
        self._problems.stop(message, self._where(event), _line(event))


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1
