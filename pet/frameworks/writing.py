"""A framework as a file again: what the loader reads from it is the same framework.

JSON, which is YAML too: every text is quoted, so none can be taken for anything else.
"""

import json
from typing import Any

from pet.frameworks.model import Area, Component, Framework, Text, Theme
from pet.frameworks.rules import FORMAT


def source(framework: Framework) -> bytes:
    """The file of a framework (docs/frameworks.md)."""
    document = {
        "format": FORMAT,
        "key": framework.key,
        "version": framework.version,
        "language": framework.language,
        "title": _text(framework.title),
        "purpose": _text(framework.purpose),
        "scale": {
            "points": [_text(point) for point in framework.scale.points],
            "dont_know": _text(framework.scale.dont_know),
            "not_applicable": _text(framework.scale.not_applicable),
        },
        "roles": [
            {"id": role.id, "label": _text(role.label), "plural": _text(role.plural), "leads": role.leads}
            for role in framework.roles
        ],
        "components": [_component(component) for component in framework.components],
        "forms": {name: list(themes) for name, themes in framework.forms.items()},
        "open_questions": [{"id": one.id, "text": _text(one.text)} for one in framework.open_questions],
    }
    kept = {name: value for name, value in document.items() if value not in ([], {})}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def _text(text: Text) -> str | dict[str, str]:
    """One language is written as it is, several by their codes."""
    return text.versions[0][1] if len(text.versions) == 1 else dict(text.versions)


def _component(component: Component) -> dict[str, Any]:
    return {
        "id": component.id,
        "title": _text(component.title),
        "purpose": _text(component.purpose),
        "areas": [_area(area) for area in component.areas],
    }


def _area(area: Area) -> dict[str, Any]:
    return {
        "id": area.id,
        "title": _text(area.title),
        "question": _text(area.question),
        "themes": [_theme(theme) for theme in area.themes],
    }


def _theme(theme: Theme) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": theme.id,
        "title": _text(theme.title),
        "topic": _text(theme.topic),
        "statement": _text(theme.statement),
        "asked_of": list(theme.asked_of),
        "wordings": {role: _text(text) for role, text in theme.wordings.items()},
        "descriptors": {str(point): _text(text) for point, text in theme.descriptors.items()},
        "importance": theme.importance,
        "replaces": list(theme.replaces),
    }
    return {name: value for name, value in document.items() if value not in ([], {})}
