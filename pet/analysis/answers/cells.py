"""What one cell in a file of answers says: a point of the scale, or why there is none."""

from collections.abc import Mapping

from pet.analysis.ratings import NoRating
from pet.frameworks.model import Scale
from pet.frameworks.reading import nearest
from pet.frameworks.spellings import USUAL, Apart, number, spelling
from pet.language import gettext as _
from pet.untrusted import shown

_CODES: Mapping[Apart, NoRating] = {
    Apart.NO_ANSWER: NoRating.UNANSWERED,
    Apart.DONT_KNOW: NoRating.DONT_KNOW,
    Apart.NOT_APPLICABLE: NoRating.NOT_APPLICABLE,
    Apart.NOT_ASKED: NoRating.NOT_ASKED,
}
_SAYS_NOTHING = frozenset({*USUAL[Apart.NO_ANSWER], *USUAL[Apart.NOT_APPLICABLE], *USUAL[Apart.NOT_ASKED]})


def quoted(text: str) -> str:
    """The text as a message shows it, in quotes."""
    return f'"{shown(text)}"'


def meanings(scale: Scale) -> dict[str, int]:
    """What each word and number means on this scale, by its `spelling`: a point 1..K or a `NoRating`.

    The scale's own labels count in every language of the framework. Where labels are numbers that differ from
    the positions (0 to 4), the labels alone count, for a 1 could mean either. The rules of frameworks keep
    labels apart from each other and from the usual spellings; where a scale was not made by them, what says
    that there is no rating never becomes one.
    """
    labels = {
        spelling(text): point
        for point, label in enumerate(scale.points, start=1)
        for _code, text in label.versions
    }
    words = dict(labels)
    if all(number(label) in (None, point) for label, point in labels.items()):
        words |= {str(point): point for point in range(1, scale.size + 1)}
    words |= {spelling(text): int(NoRating.DONT_KNOW) for _code, text in scale.dont_know.versions}
    words |= {spelling(text): int(NoRating.NOT_APPLICABLE) for _code, text in scale.not_applicable.versions}
    return words | {word: int(_CODES[kind]) for kind, usual in USUAL.items() for word in usual}


def meaning(cell: str, words: Mapping[str, int]) -> int | None:
    """What the cell says: a point 1..K, a `NoRating`, or `None` if it cannot be understood."""
    return words.get(spelling(cell))


def comment(cell: str) -> str:
    """What somebody wrote, without spaces around it; nothing where programs fill in “NA” or people a dash."""
    return "" if spelling(cell) in _SAYS_NOTHING else cell.strip()


def why_not(cell: str, scale: Scale) -> str:
    """What is wrong with a cell that means nothing on this scale, as a sentence."""
    text = spelling(cell)
    value = quoted(cell)
    if text.lstrip("-").isdecimal():
        return _(
            "{value} is not on the scale from 1 to {points}. If it means that there is no answer, leave the cell empty.",
            value=value,
            points=scale.size,
        )
    if number(text) is not None:
        return _("{value} is not a whole number from 1 to {points}.", value=value, points=scale.size)
    labels = tuple(text for label in scale.points for _code, text in label.versions)
    meant = nearest(cell, (*labels, scale.dont_know.versions[0][1], scale.not_applicable.versions[0][1]))
    if meant is not None:
        return _("{value} is not an answer. Did you mean {meant}?", value=value, meant=quoted(meant))
    return _(
        "{value} is not a number from 1 to {points}, a label of the scale, {dont_know} or {not_applicable}.",
        value=value,
        points=scale.size,
        dont_know=quoted(scale.dont_know.versions[0][1]),
        not_applicable=quoted(scale.not_applicable.versions[0][1]),
    )
