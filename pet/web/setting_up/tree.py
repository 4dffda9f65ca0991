"""What a framework asks, as a tree to read."""

from dataclasses import dataclass

from pet.frameworks.model import Framework
from pet.services import responses
from pet.words.phrases import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Twig:
    """An area with its statements, each with its number."""

    title: str
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A component with its areas."""

    title: str
    areas: tuple[Twig, ...]


def tree(framework: Framework, form: str, role_id: str | None) -> tuple[Branch, ...]:
    """The components, areas and statements of a form, as people of a role read them; without a role as written."""
    asked = {theme.id for theme in responses.themes_asked(framework, form, role_id)}
    branches = []
    for component in framework.components:
        twigs = tuple(
            Twig(
                title=in_words(area.title),
                statements=tuple(
                    (framework.numbers[theme.id], in_words(theme.wording_for(role_id)))
                    for theme in area.themes
                    if theme.id in asked
                ),
            )
            for area in component.areas
        )
        kept = tuple(twig for twig in twigs if twig.statements)
        if kept:
            branches.append(Branch(title=in_words(component.title), areas=kept))
    return tuple(branches)
