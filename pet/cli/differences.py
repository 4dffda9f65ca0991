"""What `pet frameworks diff` says: for people on the terminal, and as JSON for machines."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click

from pet.frameworks.changes import Link
from pet.frameworks.differences import (
    Became,
    Differences,
    FieldChange,
    FormChange,
    PartChange,
    ThemeDifference,
    Value,
)
from pet.frameworks.model import CORE, PULSE, Framework, Text, Theme
from pet.language import current
from pet.language import gettext as _
from pet.untrusted import shown

FORMAT = "pet.framework-diff/1"


def as_json(earlier: Framework, later: Framework, found: Differences) -> str:
    """Everything that changed, for machines (docs/frameworks.md)."""
    document = {
        "format": FORMAT,
        "earlier": {"key": earlier.key, "version": earlier.version},
        "later": {"key": later.key, "version": later.version},
        "about": [asdict(change) for change in found.about],
        "scale_changed": found.crosswalk.scale_changed,
        "scale": [asdict(change) for change in found.scale],
        "crosswalk": [asdict(link) for link in found.crosswalk.themes],
        "themes": [
            {
                **_theme_json(change.theme),
                "link": change.link,
                "earlier": [_theme_json(theme) for theme in change.earlier],
                "fields": [asdict(field) for field in change.fields],
            }
            for change in found.themes
        ],
        "dropped": [_theme_json(theme) for theme in found.dropped],
        "reordered": found.reordered,
        **{
            name: [_part_json(part) for part in parts]
            for name, parts in (
                ("components", found.components),
                ("areas", found.areas),
                ("roles", found.roles),
                ("open_questions", found.open_questions),
            )
        },
        "forms": [asdict(form) for form in found.forms],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _theme_json(theme: Theme) -> dict[str, Any]:
    return {"id": theme.id, "title": dict(theme.title.versions), "statement": dict(theme.statement.versions)}


def _part_json(part: PartChange) -> dict[str, Any]:
    return {
        "id": part.id,
        "became": part.became,
        "name": dict(part.name.versions),
        "fields": [asdict(field) for field in part.fields],
    }


class Comparison:
    """Two frameworks beside each other as lines of text."""

    def __init__(self, earlier: Framework, later: Framework, found: Differences, width: int) -> None:
        """The lines are at most `width` characters wide where words allow it."""
        self._earlier, self._later, self._found, self._width = earlier, later, found, width
        self._fields = _field_names()

    def lines(self) -> Iterator[str]:
        """Themes first: they decide what may be compared over the years."""
        yield from self._wrapped(_heads(self._earlier, self._later))
        yield ""
        if self._found.nothing:
            yield from self._wrapped(_("Both ask the same in the same words."))
            return
        if self._nothing_linked():
            yield from self._wrapped(
                _(
                    "These are two different frameworks ({earlier}, {later}): no theme of one comes from the other, "
                    "so nothing can be compared.",
                    earlier=self._earlier.key,
                    later=self._later.key,
                )
            )
        yield from self._wrapped(_counted(self._found))
        if self._found.crosswalk.scale_changed:
            yield from self._wrapped(
                _("The scale has other points or labels: no answers can be compared over the two versions.")
            )
        yield from self._themes()
        yield from self._rest()

    def _nothing_linked(self) -> bool:
        """Whether these are two frameworks of which neither was made from the other."""
        links = {link.link for link in self._found.crosswalk.themes}
        return self._earlier.key != self._later.key and links <= {Link.NEW}

    def _themes(self) -> Iterator[str]:
        for link, heading in _headings():
            changes = [change for change in self._found.themes if change.link is link]
            if changes:
                yield from self._heading(heading)
            for change in changes:
                yield from self._theme(change)
        if self._found.dropped:
            yield from self._heading(_("No longer asked"))
            for theme in self._found.dropped:
                yield from self._stated(self._earlier, theme, 2)
        if self._found.reordered:
            yield ""
            yield from self._wrapped(_("The themes that both ask stand in another order."))

    def _theme(self, change: ThemeDifference) -> Iterator[str]:
        yield from self._stated(self._later, change.theme, 2, statement=not change.fields)
        if change.link in (Link.MERGED, Link.SPLIT):
            yield from self._wrapped(_("comes from"), 8)
            for theme in change.earlier:
                yield from self._stated(self._earlier, theme, 10)
        elif change.earlier and change.earlier[0].id != change.theme.id:
            yield from self._wrapped(_("was called {id}", id=change.earlier[0].id), 8)
        yield from self._changed(change.fields, 8)

    def _stated(
        self, framework: Framework, theme: Theme, indent: int, *, statement: bool = True
    ) -> Iterator[str]:
        number = f"{framework.numbers[theme.id]}  "
        title = _("{title} ({note})", title=_in(theme.title), note=theme.id)
        yield from self._wrapped(title, indent, number)
        if statement:
            yield from self._wrapped(_in(theme.statement), indent + len(number))

    def _rest(self) -> Iterator[str]:
        found = self._found
        yield from self._parts(_("Components"), found.components)
        yield from self._parts(_("Areas"), found.areas)
        yield from self._parts(_("Roles"), found.roles)
        yield from self._fields_of(_("Scale"), found.scale)
        if found.forms:
            yield from self._heading(_("Forms"))
            for form in found.forms:
                yield from self._form(form)
        yield from self._parts(_("Open questions"), found.open_questions)
        yield from self._fields_of(_("The framework itself"), found.about)

    def _parts(self, heading: str, parts: Sequence[PartChange]) -> Iterator[str]:
        if parts:
            yield from self._heading(heading)
        for part in parts:
            yield from self._wrapped(_became(part), 2)
            yield from self._changed(part.fields, 8)

    def _fields_of(self, heading: str, changes: Sequence[FieldChange]) -> Iterator[str]:
        if changes:
            yield from self._heading(heading)
            yield from self._changed(changes, 2)

    def _form(self, form: FormChange) -> Iterator[str]:
        names = {CORE: _("core form"), PULSE: _("pulse form")}
        yield from self._wrapped(names[form.name], 2)
        if form.added:
            yield from self._wrapped(_("in: {themes}", themes=", ".join(form.added)), 8)
        if form.dropped:
            yield from self._wrapped(_("out: {themes}", themes=", ".join(form.dropped)), 8)

    def _changed(self, changes: Sequence[FieldChange], indent: int) -> Iterator[str]:
        for change in changes:
            yield from self._wrapped(self._field(change), indent)
            yield from self._wrapped(_("was: {value}", value=_shown(change.before)), indent + 2)
            yield from self._wrapped(_("now: {value}", value=_shown(change.after)), indent + 2)

    def _field(self, change: FieldChange) -> str:
        """What changed, with the role or point and the language where they are needed to tell."""
        notes = [change.of] if change.of else []
        if change.language and change.language != self._later.language:
            notes.append(change.language)
        name = self._fields[change.field]
        return _("{field} ({notes})", field=name, notes=", ".join(notes)) if notes else name

    def _heading(self, text: str) -> Iterator[str]:
        yield ""
        yield from self._wrapped(text)

    def _wrapped(self, text: str, indent: int = 0, lead: str = "") -> Iterator[str]:
        first = " " * indent + lead
        wrapped = click.wrap_text(text, self._width, initial_indent=first, subsequent_indent=" " * len(first))
        yield from wrapped.split("\n")


def _in(text: Text) -> str:
    return text.to(current())


def _heads(earlier: Framework, later: Framework) -> str:
    if earlier.key == later.key:
        return _(
            "{title} ({key}): from version {earlier} to version {later}",
            title=_in(later.title),
            key=later.key,
            earlier=earlier.version,
            later=later.version,
        )
    return _(
        "From {earlier} ({earlier_key}) to {later} ({later_key})",
        earlier=_in(earlier.title),
        earlier_key=earlier.key,
        later=_in(later.title),
        later_key=later.key,
    )


def _counted(found: Differences) -> str:
    links = [link.link for link in found.crosswalk.themes]
    return _(
        "Themes: {same} the same, {reworded} reworded, {merged} merged, {split} from a split, {new} new, "
        "{dropped} no longer asked.",
        dropped=len(found.dropped),
        **{link.value: links.count(link) for link in Link if link not in (Link.NOT_ASKED, Link.OTHERS_ASKED)},
    )


def _headings() -> tuple[tuple[Link, str], ...]:
    return (
        (Link.REWORDED, _("Reworded: the same question in other words")),
        (Link.MERGED, _("Merged: answers given before are not compared")),
        (Link.SPLIT, _("From a split: answers given before are not compared")),
        (Link.NEW, _("New")),
        (Link.SAME, _("The same question, but for this")),
    )


def _field_names() -> Mapping[str, str]:
    return {
        "title": _("title"),
        "purpose": _("purpose"),
        "language": _("language"),
        "question": _("question"),
        "topic": _("topic"),
        "statement": _("statement"),
        "wordings": _("second wording"),
        "descriptors": _("descriptor"),
        "asked_of": _("asked of"),
        "importance": _("importance is asked"),
        "area": _("area"),
        "component": _("component"),
        "points": _("point"),
        "dont_know": _("the label of “Don’t know”"),
        "not_applicable": _("the label of “Doesn’t apply to us”"),
        "label": _("label"),
        "plural": _("plural"),
        "leads": _("leads"),
        "text": _("text"),
    }


def _became(part: PartChange) -> str:
    name = _("{title} ({note})", title=_in(part.name), note=part.id)
    if part.became is Became.ADDED:
        return _("new: {part}", part=name)
    return _("gone: {part}", part=name) if part.became is Became.DROPPED else name


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(value) or _("everybody")
    return _("nothing") if value is None else shown(str(value), most=1000)
