"""Everything that changed between two versions of a framework, old and new words side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pet.frameworks.changes import Crosswalk, Link, crosswalk
from pet.frameworks.model import Area, Component, Framework, OpenQuestion, Role, Scale, Text, Theme

Value = str | bool | int | tuple[str, ...] | None
Part = Component | Area | Role | OpenQuestion


class Became(StrEnum):
    """What became of a part that is no theme."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after.

    Attributes:
        field: its name in the file; `area` and `component` for where a part stands.
        of: the role of a second wording, the point of a descriptor or of the scale; else `None`.
        language: for a text, in which language it changed; else `None`.
        before, after: its value; `None` is not there.
    """

    field: str
    of: str | None
    language: str | None
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class PartChange:
    """A component, area, role or open question; in `fields` only what changed in one that stayed."""

    id: str
    became: Became
    name: Text
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeDifference:
    """A theme of the later version in which something changed.

    Attributes:
        theme: as it is now.
        link: how it comes about.
        earlier: the themes it comes from, as they were.
        fields: what changed in one that is the same or reworded.
    """

    theme: Theme
    link: Link
    earlier: tuple[Theme, ...]
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class FormChange:
    """Which themes of the later version came into a form, and which of the earlier one are no longer in it."""

    name: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """From an earlier framework to a later one; what did not change is not in it.

    Attributes:
        about: title, purpose and language of the framework.
        scale: labels of the points and of the answers set apart; `crosswalk.scale_changed` sums up the points.
        roles, components, areas, open_questions: in the order of the later one, dropped ones last.
        themes: in the order of the later one; `dropped`, as they were, in the order of the earlier one.
        forms: the short forms.
        reordered: ids of themes that both have stand in another order.
        crosswalk: what became of each theme, also of those that are the same.
    """

    about: tuple[FieldChange, ...]
    scale: tuple[FieldChange, ...]
    roles: tuple[PartChange, ...]
    components: tuple[PartChange, ...]
    areas: tuple[PartChange, ...]
    themes: tuple[ThemeDifference, ...]
    dropped: tuple[Theme, ...]
    forms: tuple[FormChange, ...]
    open_questions: tuple[PartChange, ...]
    reordered: bool
    crosswalk: Crosswalk

    @property
    def nothing(self) -> bool:
        """Whether the two ask the same in the same words."""
        lists = (self.about, self.scale, self.roles, self.components, self.areas, self.themes)
        return not (any(lists) or self.dropped or self.forms or self.open_questions or self.reordered)


def diff(earlier: Framework, later: Framework) -> Differences:
    """Everything that changed from one framework to the other."""
    links = crosswalk(earlier, later)
    return Differences(
        about=tuple(_about(earlier, later)),
        scale=tuple(_scale(earlier.scale, later.scale)),
        roles=_parts(earlier.roles, later.roles, {}, {}),
        components=_parts(earlier.components, later.components, {}, {}),
        areas=_parts(earlier.areas, later.areas, _components_of(earlier), _components_of(later)),
        themes=tuple(_themes(earlier, later, links)),
        dropped=tuple(earlier.theme(theme_id) for theme_id in links.dropped),
        forms=tuple(_forms(earlier, later)),
        open_questions=_parts(earlier.open_questions, later.open_questions, {}, {}),
        reordered=_reordered(earlier, later),
        crosswalk=links,
    )


def _about(earlier: Framework, later: Framework) -> Iterator[FieldChange]:
    yield from _text("title", earlier.title, later.title)
    yield from _text("purpose", earlier.purpose, later.purpose)
    yield from _value("language", earlier.language, later.language)


def _scale(earlier: Scale, later: Scale) -> Iterator[FieldChange]:
    yield from _texts("points", _numbered(earlier.points), _numbered(later.points))
    yield from _text("dont_know", earlier.dont_know, later.dont_know)
    yield from _text("not_applicable", earlier.not_applicable, later.not_applicable)


def _numbered(points: Sequence[Text]) -> Mapping[str, Text]:
    return {str(point): label for point, label in enumerate(points, start=1)}


def _components_of(framework: Framework) -> Mapping[str, str]:
    return {area.id: component.id for component in framework.components for area in component.areas}


def _areas_of(framework: Framework) -> Mapping[str, str]:
    return {theme.id: area.id for area in framework.areas for theme in area.themes}


def _parts(
    earlier: Sequence[Part], later: Sequence[Part], stood: Mapping[str, str], stands: Mapping[str, str]
) -> tuple[PartChange, ...]:
    """What became of parts of one kind; `stood` and `stands` say in which component an area is."""
    then = {part.id: part for part in earlier}
    now = {part.id for part in later}
    changes = []
    for part in later:
        if part.id not in then:
            changes.append(PartChange(part.id, Became.ADDED, _name(part)))
            continue
        fields = [*_part_fields(then[part.id], part)]
        fields += _value("component", stood.get(part.id), stands.get(part.id))
        if fields:
            changes.append(PartChange(part.id, Became.CHANGED, _name(part), tuple(fields)))
    gone = [PartChange(part.id, Became.DROPPED, _name(part)) for part in earlier if part.id not in now]
    return (*changes, *gone)


def _name(part: Part) -> Text:
    if isinstance(part, Role):
        return part.label
    return part.text if isinstance(part, OpenQuestion) else part.title


def _part_fields(before: Part, after: Part) -> Iterator[FieldChange]:
    words, told = _words_of(before), _words_of(after)
    for name in words:
        yield from _text(name, words[name], told[name])
    if isinstance(before, Role) and isinstance(after, Role):
        yield from _value("leads", before.leads, after.leads)


def _words_of(part: Part) -> Mapping[str, Text]:
    if isinstance(part, Role):
        return {"label": part.label, "plural": part.plural}
    if isinstance(part, OpenQuestion):
        return {"text": part.text}
    if isinstance(part, Area):
        return {"title": part.title, "question": part.question}
    return {"title": part.title, "purpose": part.purpose}


def _themes(earlier: Framework, later: Framework, links: Crosswalk) -> Iterator[ThemeDifference]:
    stood, stands = _areas_of(earlier), _areas_of(later)
    for link in links.themes:
        theme = later.theme(link.theme)
        before = tuple(earlier.theme(theme_id) for theme_id in link.earlier)
        fields: tuple[FieldChange, ...] = ()
        if link.holds:
            moved = _value("area", stood[before[0].id], stands[theme.id])
            fields = (*_theme_fields(before[0], theme), *moved)
        if fields or link.link is not Link.SAME:
            yield ThemeDifference(theme, link.link, before, fields)


def _theme_fields(before: Theme, after: Theme) -> Iterator[FieldChange]:
    yield from _text("title", before.title, after.title)
    yield from _text("topic", before.topic, after.topic)
    yield from _text("statement", before.statement, after.statement)
    yield from _texts("wordings", before.wordings, after.wordings)
    yield from _texts("descriptors", _by_point(before), _by_point(after))
    yield from _value("asked_of", before.asked_of, after.asked_of)
    yield from _value("importance", before.importance, after.importance)


def _by_point(theme: Theme) -> Mapping[str, Text]:
    return {str(point): text for point, text in sorted(theme.descriptors.items())}


def _forms(earlier: Framework, later: Framework) -> Iterator[FormChange]:
    for name in (*later.forms, *(name for name in earlier.forms if name not in later.forms)):
        then, now = earlier.forms.get(name, ()), later.forms.get(name, ())
        added = tuple(theme for theme in now if theme not in then)
        dropped = tuple(theme for theme in then if theme not in now)
        if added or dropped:
            yield FormChange(name, added, dropped)


def _reordered(earlier: Framework, later: Framework) -> bool:
    then, now = set(earlier.theme_ids), set(later.theme_ids)
    return [theme for theme in earlier.theme_ids if theme in now] != [
        theme for theme in later.theme_ids if theme in then
    ]


def _texts(field: str, before: Mapping[str, Text], after: Mapping[str, Text]) -> Iterator[FieldChange]:
    for key in (*before, *(key for key in after if key not in before)):
        yield from _text(field, before.get(key), after.get(key), key)


def _text(
    field: str, before: Text | None, after: Text | None, of: str | None = None
) -> Iterator[FieldChange]:
    then = dict(before.versions) if before else {}
    now = dict(after.versions) if after else {}
    for language in (*then, *(language for language in now if language not in then)):
        if then.get(language) != now.get(language):
            yield FieldChange(field, of, language, then.get(language), now.get(language))


def _value(field: str, before: Value, after: Value) -> Iterator[FieldChange]:
    if before != after:
        yield FieldChange(field, None, None, before, after)
