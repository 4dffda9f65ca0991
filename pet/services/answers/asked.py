"""What one respondent is asked, and whether a change answers it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from pet.frameworks.model import Area, Component, Framework, Theme
from pet.language import gettext as _
from pet.services.answers.held import APART, Change, Key, Kind
from pet.untrusted import Problems, shown

LONGEST_TEXT = 10_000
MOST_CHANGES = 1_000


def themes_asked(framework: Framework, form: str, role_id: str | None) -> tuple[Theme, ...]:
    """The themes that a round of this form puts to people of this role, in order."""
    chosen = set(framework.form(form))
    return tuple(theme for theme in framework.themes if theme.id in chosen and theme.is_asked_of(role_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedArea:
    """One page of the questionnaire: an area with those of its themes that are asked.

    Attributes:
        number: its place among the pages, from 1.
        component_number: the component's place among those that are asked about, from 1.
    """

    number: int
    area: Area
    component: Component
    component_number: int
    themes: tuple[Theme, ...]


@dataclass(frozen=True)
class Asked:
    """Everything that one respondent is asked."""

    framework: Framework
    form: str
    role_id: str | None

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The themes, in order."""
        return themes_asked(self.framework, self.form, self.role_id)

    @cached_property
    def areas(self) -> tuple[AskedArea, ...]:
        """The areas with at least one theme asked, in order."""
        asked = {theme.id for theme in self.themes}
        pages: list[AskedArea] = []
        components: list[str] = []
        for component in self.framework.components:
            for area in component.areas:
                themes = tuple(theme for theme in area.themes if theme.id in asked)
                if not themes:
                    continue
                if component.id not in components:
                    components.append(component.id)
                pages.append(
                    AskedArea(
                        number=len(pages) + 1,
                        area=area,
                        component=component,
                        component_number=len(components),
                        themes=themes,
                    )
                )
        return tuple(pages)

    @cached_property
    def _ids(self) -> dict[Kind, Collection[str]]:
        themes = {theme.id for theme in self.themes}
        return {
            Kind.RATING: themes,
            Kind.COMMENT: themes,
            Kind.EVIDENCE: {page.area.id for page in self.areas},
            Kind.OPEN: {question.id for question in self.framework.open_questions},
        }

    def checked(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """The changes with their texts cleaned.

        Raises:
            InvalidInputError: with every change that answers nothing that was asked, and why.
        """
        problems = Problems(_("Your answers"))
        checked = tuple(self._checked(f"changes[{n}]", change, problems) for n, change in enumerate(changes))
        if len(checked) > MOST_CHANGES:
            problems.add("changes", _("Too many answers at once: {most} at most.", most=MOST_CHANGES))
        _refuse_repeated(checked, problems)
        problems.raise_any()
        return checked

    def _checked(self, where: str, change: Change, problems: Problems) -> Change:
        if change.part_id not in self._ids[change.kind]:
            problems.add(f"{where}.part", _("“{id}” is not asked here.", id=shown(change.part_id)))
        if type(change.base_version) is not int or change.base_version < 0:
            problems.add(f"{where}.base", _("The version must be a whole number from 0 on."))
        if change.kind is Kind.RATING:
            self._check_rating(f"{where}.value", change.value, problems)
            return change
        return _with_clean_text(f"{where}.text", change, problems)

    def _check_rating(self, where: str, value: object, problems: Problems) -> None:
        size = self.framework.scale.size
        on_scale = type(value) is int and 1 <= value <= size
        if not (on_scale or value is None or value in APART):
            problems.add(
                where, _("Choose a point from 1 to {size}, “Don’t know” or “Doesn’t apply”.", size=size)
            )


def _with_clean_text(where: str, change: Change, problems: Problems) -> Change:
    if not isinstance(change.value, str | None):
        problems.add(where, _("This must be a text."))
        return change
    clean = change.cleaned()
    length = len(clean.value or "") if isinstance(clean.value, str | None) else 0
    if length > LONGEST_TEXT:
        problems.add(
            where,
            _(
                "This text is too long: it has {number} characters, {most} at most can be kept.",
                number=length,
                most=LONGEST_TEXT,
            ),
        )
    return clean


def _refuse_repeated(changes: Iterable[Change], problems: Problems) -> None:
    seen: set[Key] = set()
    for number, change in enumerate(changes):
        if change.key in seen:
            problems.add(f"changes[{number}].part", _("“{id}” is given twice.", id=shown(str(change.key))))
        seen.add(change.key)
