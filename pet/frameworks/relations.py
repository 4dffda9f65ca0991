"""What must hold between the parts of a framework; what could not be read is left out without a second word."""

from collections.abc import Iterator

from pet.frameworks.labels import check_roles, check_scale
from pet.frameworks.reading import Found, Reading, refuse_repeated
from pet.frameworks.rules import MOST_THEMES
from pet.language import gettext as _
from pet.untrusted import Items


def check(framework: Found, reading: Reading) -> None:
    """Note everything that does not fit together."""
    themes = list(_themes(framework))
    _ids(framework, reading)
    _labels(framework, reading)
    _descriptors(framework, themes, reading)
    roles = _names(framework.all("roles"))
    for theme in themes:
        _asked_of(theme, roles, reading)
        _wordings(theme, roles, reading)
    _replaces(framework, themes, reading)
    _forms(framework, _names(themes), reading)
    if len(themes) > MOST_THEMES:
        reading.problems.add(
            "components",
            _(
                "A framework has {most} themes at most; this has {number}.",
                most=MOST_THEMES,
                number=len(themes),
            ),
        )


def _themes(framework: Found) -> Iterator[Found]:
    for component in framework.all("components"):
        for area in component.all("areas"):
            yield from area.all("themes")


def _parts(framework: Found) -> Iterator[Found]:
    """Components, areas and themes in the order of the file."""
    for component in framework.all("components"):
        yield component
        for area in component.all("areas"):
            yield area
            yield from area.all("themes")


def _ids_of(parts: Iterator[Found] | tuple[Found, ...] | list[Found]) -> list[Found]:
    return [found for part in parts if (found := part.get("id"))]


def _names(parts: tuple[Found, ...] | list[Found]) -> dict[str, None]:
    return {found.value: None for found in _ids_of(parts)}


def _ids(framework: Found, reading: Reading) -> None:
    refuse_repeated(_ids_of(_parts(framework)), reading)
    refuse_repeated(_ids_of(framework.all("roles")), reading)
    refuse_repeated(_ids_of(framework.all("open_questions")), reading)


def _labels(framework: Found, reading: Reading) -> None:
    if scale := framework.get("scale"):
        check_scale(scale, reading)
    check_roles(framework.all("roles"), reading)


def _descriptors(framework: Found, themes: list[Found], reading: Reading) -> None:
    size = _points(framework)
    for theme in themes:
        descriptors = theme.get("descriptors")
        for point, text in descriptors.value.items() if descriptors and size else ():
            if int(point) > size:
                reading.refuse(
                    text.node,
                    _("The scale has {size} points; there is no point {point}.", size=size, point=point),
                )


def _points(framework: Found) -> int:
    """How many points the scale is meant to have, also where a label cannot be read."""
    scale = framework.get("scale")
    points = scale.get("points") if scale else None
    return len(points.node.items) if points and isinstance(points.node, Items) else 0


def _asked_of(theme: Found, roles: dict[str, None], reading: Reading) -> None:
    for role in theme.all("asked_of"):
        if role.value not in roles:
            reading.refuse_unknown(role.node, role.value, roles)


def _wordings(theme: Found, roles: dict[str, None], reading: Reading) -> None:
    wordings = theme.get("wordings")
    asked = {role.value for role in theme.all("asked_of")}
    for role, text in wordings.value.items() if wordings else ():
        if role not in roles:
            reading.refuse_unknown(text.node, role, roles)
        elif asked and role not in asked:
            reading.refuse(
                text.node, _("“{role}” is not asked this theme, so there is nothing to word.", role=role)
            )


def _replaces(framework: Found, themes: list[Found], reading: Reading) -> None:
    """What takes the place of a theme that is still there would be two things under one id over the years."""
    here = {found.value for found in _ids_of(_parts(framework))}
    for theme in themes:
        for earlier in theme.all("replaces"):
            if earlier.value in here:
                reading.refuse(
                    earlier.node,
                    _(
                        "“{id}” is still in this framework, so nothing replaces it. "
                        "A theme that takes its place needs the old one to be gone.",
                        id=earlier.value,
                    ),
                )


def _forms(framework: Found, theme_ids: dict[str, None], reading: Reading) -> None:
    forms = framework.get("forms")
    if not forms:
        return
    core = {theme.value for theme in forms.all("core")}
    for name in ("core", "pulse"):
        for theme in forms.all(name):
            if theme.value not in theme_ids:
                reading.refuse_unknown(theme.node, theme.value, theme_ids)
            elif core and name == "pulse" and theme.value not in core:
                reading.refuse(
                    theme.node,
                    _("“{theme}” is not in the core form, so it cannot be in the pulse.", theme=theme.value),
                )
