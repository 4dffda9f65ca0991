"""What one cell in a file of answers says: a point of the scale, or why there is none."""

from collections.abc import Mapping
from unicodedata import normalize

from pet.analysis.ratings import NoRating
from pet.frameworks.model import Scale
from pet.frameworks.reading import nearest
from pet.language import gettext as _
from pet.untrusted import shown

# Every apostrophe that keyboards and word processors produce, and characters without width.
_SAME = str.maketrans(
    {**dict.fromkeys("`\u00b4\u02bc\u2018\u2019\u201b", "'"), **dict.fromkeys("\u200b\u2060\ufeff")}
)

_USUAL: Mapping[NoRating, tuple[str, ...]] = {
    NoRating.UNANSWERED: ("", "blank", "(blank)", "no answer", "not answered", "unanswered"),
    NoRating.DONT_KNOW: (
        *("don't know", "dont know", "do not know", "dont_know", "dk", "d/k", "d.k", "idk"),
        *("i don't know", "i dont know", "i do not know", "no idea", "?", "??", "???"),
        *("not sure", "unsure", "i'm not sure", "im not sure", "i am not sure"),
        *("can't say", "cant say", "cannot say", "can't judge", "cant judge", "cannot judge"),
    ),
    NoRating.NOT_APPLICABLE: (
        *("n/a", "na", "n.a", "n. a", "not applicable", "not_applicable"),
        *("doesn't apply", "doesnt apply", "does not apply"),
        *("doesn't apply to us", "doesnt apply to us", "does not apply to us"),
        *("doesn't apply to me", "doesnt apply to me", "does not apply to me"),
    ),
    NoRating.NOT_ASKED: ("not asked", "not_asked"),
}


def plain(text: str) -> str:
    """The text as it is compared: letter case, kinds of apostrophes and widths of spaces do not count."""
    return " ".join(normalize("NFKC", text.translate(_SAME)).casefold().split())


def quoted(text: str) -> str:
    """The text as a message shows it, in quotes."""
    return f'"{shown(text)}"'


def meanings(scale: Scale) -> dict[str, int]:
    """What each word and number means on this scale, by its `plain` form: a point 1..K or a `NoRating`.

    The scale's own labels count in every language of the framework and win over usual spellings: "Not sure"
    may be the middle point of a scale. Where labels are numbers that differ from the positions (0 to 4),
    the labels alone count, for a 1 could mean either.
    """
    words = {word: int(code) for code, usual in _USUAL.items() for word in usual}
    words |= {plain(text): int(NoRating.DONT_KNOW) for _code, text in scale.dont_know.versions}
    words |= {plain(text): int(NoRating.NOT_APPLICABLE) for _code, text in scale.not_applicable.versions}
    labels = {
        _whole(plain(text)): point
        for point, label in enumerate(scale.points, start=1)
        for _code, text in label.versions
    }
    if all(label == str(point) for label, point in labels.items() if label.isdecimal()):
        words |= {str(point): point for point in range(1, scale.size + 1)}
    return words | labels


def meaning(cell: str, words: Mapping[str, int]) -> int | None:
    """What the cell says: a point 1..K, a `NoRating`, or `None` if it cannot be understood."""
    text = plain(cell)
    for spelling in (text, _whole(text), text.rstrip(".") or text):
        if spelling in words:
            return words[spelling]
    return None


def why_not(cell: str, scale: Scale) -> str:
    """What is wrong with a cell that means nothing on this scale, as a sentence."""
    text = plain(cell)
    value = quoted(cell)
    if _whole(text.lstrip("+-")).isdecimal():
        return _(
            "{value} is not on the scale from 1 to {points}. If it means that there is no answer, leave the cell empty.",
            value=value,
            points=scale.size,
        )
    if text.replace(",", ".").replace(".", "", 1).isdecimal():
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


def _whole(text: str) -> str:
    """A whole number written with decimals (`4.0`, `4,00`) without them; any other text as it is."""
    whole, _point, decimals = text.replace(",", ".").partition(".")
    return whole if whole.isdecimal() and not decimals.strip("0") else text
