"""The framework: what a partnership is asked, as immutable values.

A framework has components, a component has areas of enquiry, an area has themes; a theme is the smallest
thing rated. Ids are fixed by hand and never reused; numbers such as `2.1a` come from the position and are
only for display. The loader makes these values and `rules` says what must hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pet.untrusted import letter

FULL, CORE, PULSE = "full", "core", "pulse"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages, the framework's own language first.

    Attributes:
        versions: pairs of language code and text, at least one.
    """

    versions: tuple[tuple[str, str], ...]

    def to(self, language: str) -> str:
        """The text in `language`, else in its base language (`de` for `de-AT`), else as first written."""
        known = dict(self.versions)
        return known.get(language) or known.get(language.partition("-")[0]) or self.versions[0][1]


@dataclass(frozen=True, slots=True)
class Scale:
    """The allowed ratings: point 1 is the lowest, point `len(points)` the highest.

    Attributes:
        points: the label of each point in order; three to seven.
        dont_know: the label of "Don't know", set apart from the points.
        not_applicable: the label of "Doesn't apply to us", set apart from the points.
    """

    points: tuple[Text, ...]
    dont_know: Text
    not_applicable: Text

    @property
    def size(self) -> int:
        """K, the number of points."""
        return len(self.points)


@dataclass(frozen=True, slots=True)
class Role:
    """A role people answer in.

    Attributes:
        id: fixed by hand.
        label: one person of the role, as chosen from a list ("Headteacher").
        plural: several of them inside a sentence ("headteachers").
        leads: whether people of this role count as leaders when leaders are compared with everybody else.
    """

    id: str
    label: Text
    plural: Text
    leads: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """The smallest thing rated.

    Attributes:
        id: fixed by hand, never reused.
        title: two or three words ("Candour").
        topic: a noun phrase that fits into a sentence ("openness about weaknesses").
        statement: what people agree or disagree with.
        asked_of: ids of the roles that are asked; empty means all.
        wordings: a second wording of the statement by role id.
        descriptors: what a point means for this theme, by point.
        importance: whether "How important is this now?" is asked as well.
        replaces: ids of themes of earlier versions whose place this one takes, by itself or with others.
    """

    id: str
    title: Text
    topic: Text
    statement: Text
    asked_of: tuple[str, ...] = ()
    wordings: Mapping[str, Text] = field(default_factory=dict)
    descriptors: Mapping[int, Text] = field(default_factory=dict)
    importance: bool = False
    replaces: tuple[str, ...] = ()

    def is_asked_of(self, role_id: str | None) -> bool:
        """Whether this theme is put to people of this role; people without a role are asked everything."""
        return not self.asked_of or role_id is None or role_id in self.asked_of

    def wording_for(self, role_id: str | None) -> Text:
        """The statement as people of this role read it."""
        return self.wordings.get(role_id, self.statement) if role_id else self.statement


@dataclass(frozen=True, slots=True)
class Area:
    """An area of enquiry: one page of the questionnaire."""

    id: str
    title: Text
    question: Text
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """The top level: one axis of the radar."""

    id: str
    title: Text
    purpose: Text
    areas: tuple[Area, ...]

    @property
    def themes(self) -> tuple[Theme, ...]:
        """All themes of all areas, in order."""
        return tuple(theme for area in self.areas for theme in area.themes)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question at the end, answered in words."""

    id: str
    text: Text


@dataclass(frozen=True)
class Framework:
    """A versioned set of what is asked, with its scale; immutable once published.

    Attributes:
        key: names the framework in files, addresses and commands.
        version: counts the published versions of `key`, from 1.
        language: the code of the language in which every text is given.
        title: what it is called.
        purpose: for whom it is and what it is for, in a sentence or two.
        scale: the allowed ratings.
        roles: the roles people answer in; may be empty.
        components: the tree of what is asked.
        forms: theme ids of the short forms, by `CORE` and `PULSE`; a form that is not given is missing.
        open_questions: asked at the end, in words.
    """

    key: str
    version: int
    language: str
    title: Text
    purpose: Text
    scale: Scale
    roles: tuple[Role, ...]
    components: tuple[Component, ...]
    forms: Mapping[str, tuple[str, ...]]
    open_questions: tuple[OpenQuestion, ...]

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """All areas of enquiry, in order."""
        return tuple(area for component in self.components for area in component.areas)

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """All themes, in order."""
        return tuple(theme for component in self.components for theme in component.themes)

    @cached_property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of all themes, in order."""
        return tuple(theme.id for theme in self.themes)

    @cached_property
    def _parts(self) -> Mapping[str, Component | Area | Theme]:
        parts: tuple[Component | Area | Theme, ...] = (*self.components, *self.areas, *self.themes)
        return {part.id: part for part in parts}

    @cached_property
    def _roles(self) -> Mapping[str, Role]:
        return {role.id: role for role in self.roles}

    def part(self, part_id: str) -> Component | Area | Theme:
        """The component, area or theme of this id.

        Raises:
            KeyError: no part has this id.
        """
        return self._parts[part_id]

    def theme(self, theme_id: str) -> Theme:
        """The theme of this id.

        Raises:
            KeyError: no theme has this id.
        """
        part = self._parts[theme_id]
        if not isinstance(part, Theme):
            raise KeyError(theme_id)
        return part

    def role(self, role_id: str) -> Role | None:
        """The role of this id, or `None`."""
        return self._roles.get(role_id)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number drawn beside each part, by id: `2` for a component, `2.1` for an area, `2.1a` for a theme."""
        numbers: dict[str, str] = {}
        for c, component in enumerate(self.components, start=1):
            numbers[component.id] = str(c)
            for a, area in enumerate(component.areas, start=1):
                numbers[area.id] = f"{c}.{a}"
                for t, theme in enumerate(area.themes):
                    numbers[theme.id] = f"{c}.{a}{letter(t).lower()}"
        return numbers

    def form(self, name: str) -> tuple[str, ...]:
        """The theme ids of a form, in the order of the framework.

        Raises:
            KeyError: this framework has no such form.
        """
        return self.theme_ids if name == FULL else self.forms[name]
