"""A framework as one of its forms asks it: full, core or pulse."""

from dataclasses import replace

from pet.frameworks.model import FULL, Component, Framework


def of_form(framework: Framework, form: str) -> Framework:
    """The framework without what a form leaves out, so that nothing unasked looks like too few answers."""
    if form == FULL:
        return framework
    chosen = set(framework.form(form))
    kept = (_of_form(component, chosen) for component in framework.components)
    return replace(framework, components=tuple(component for component in kept if component.areas))


def _of_form(component: Component, chosen: set[str]) -> Component:
    areas = (
        replace(area, themes=tuple(theme for theme in area.themes if theme.id in chosen))
        for area in component.areas
    )
    return replace(component, areas=tuple(area for area in areas if area.themes))
