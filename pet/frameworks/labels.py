"""Labels and names that a file of answers could not tell apart."""

from collections.abc import Iterator
from itertools import pairwise

from pet.frameworks.reading import Found, Reading
from pet.frameworks.spellings import MEANINGS, USUAL, Apart, default_labels, number, spelling
from pet.language import gettext as _
from pet.untrusted import plain


def check_scale(scale: Found, reading: Reading) -> None:
    """Note labels that read alike, that usually say that there is no rating, or that are another point's number."""
    apart = {kind: found for kind in Apart if (found := scale.get(kind))}
    _alike((*scale.all("points"), *apart.values()), reading)
    usual = {word: kind for kind, words in USUAL.items() for word in words}
    usual |= {
        spelling(label): kind
        for kind, label in default_labels(reading.language).items()
        if not _given(scale, kind)
    }
    for label in scale.all("points"):
        _usual(label, None, usual, reading)
    for kind, label in apart.items():
        _usual(label, kind, usual, reading)
    _numbers(scale, reading)


def check_roles(roles: tuple[Found, ...], reading: Reading) -> None:
    """Note every id, label and plural that another role has already: their answers would be put together."""
    first: dict[str, tuple[int, Found]] = {}
    for index, role in enumerate(roles):
        for found, text in _names(role):
            other, earlier = first.setdefault(plain(text), (index, found))
            if other != index and not _same_id(found, earlier):
                reading.refuse(
                    found.node,
                    _(
                        "“{name}” reads like {path} in line {line}, which names another role. Their answers could not be told apart.",
                        name=text,
                        path=earlier.node.path,
                        line=earlier.node.line,
                    ),
                )


def _names(role: Found) -> Iterator[tuple[Found, str]]:
    """What a role may be called in a file of answers, each with what it was read from."""
    if identifier := role.get("id"):
        yield identifier, identifier.value
    for field in ("label", "plural"):
        if found := role.get(field):
            yield from ((found, text) for _language, text in found.value.versions)


def _same_id(one: Found, other: Found) -> bool:
    """Whether both are the same id, which is refused as such; a `Text` is never equal to an id."""
    return isinstance(one.value, str) and one.value == other.value


def _given(scale: Found, kind: Apart) -> bool:
    return scale.get(kind) is not None


def _alike(labels: tuple[Found, ...], reading: Reading) -> None:
    first: dict[str, str] = {}
    for label in labels:
        for _language, text in label.value.versions:
            earlier = first.setdefault(spelling(text), label.node.path)
            if earlier != label.node.path:
                reading.refuse(
                    label.node, _("“{label}” is the same label as {path}.", label=text, path=earlier)
                )


def _usual(label: Found, own: Apart | None, usual: dict[str, Apart], reading: Reading) -> None:
    """A label must not be how people and programs write something else (`own` is what it does say)."""
    for _language, text in label.value.versions:
        kind = usual.get(spelling(text), own)
        if kind is not None and kind is not own:
            reading.refuse(
                label.node,
                _(
                    "“{label}” is a usual way of writing “{meaning}” in answers. Use another label.",
                    label=text,
                    meaning=MEANINGS[kind],
                ),
            )


def _numbers(scale: Found, reading: Reading) -> None:
    """A label that is the number of another point, unless all labels are numbers that rise (0 to 4)."""
    points = scale.all("points")
    numbers = [{number(spelling(text)) for _language, text in point.value.versions} for point in points]
    if _all_rise(numbers) or len(points) != _size(scale):
        return
    for position, (point, found) in enumerate(zip(points, numbers, strict=True), start=1):
        for other in sorted(value for value in found if value is not None and value != position):
            if other in range(1, len(points) + 1):
                reading.refuse(
                    point.node,
                    _(
                        "This label is the number {number}, but the point is number {position}. Number all points upwards, or none.",
                        number=int(other),
                        position=position,
                    ),
                )


def _all_rise(numbers: list[set[float | None]]) -> bool:
    values = [value for found in numbers for value in found if value is not None]
    one_each = len(values) == len(numbers) and all(len(found) == 1 for found in numbers)
    return one_each and all(low < high for low, high in pairwise(values))


def _size(scale: Found) -> int:
    """How many points the file has, also those that could not be read."""
    points = scale.get("points")
    return len(points.node.items) if points else 0  # type: ignore[union-attr]  # -- a list was read from it
