"""The axes of radar and strip, and the table and sentences that go with them."""

from collections.abc import Sequence

from pet.analysis.kinds import Level
from pet.analysis.result import Result
from pet.analysis.result_themes import Composite
from pet.charts.spec import Table
from pet.charts.spec.radar import Axis
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words import levels, withheld
from pet.words.numbers import decimal
from pet.words.phrases import listing, point, sentence_end, spelled, title

FEWEST, MOST, NUMBERED_FROM = 3, 12, 9
TIED_AT_MOST = 2
UNKNOWN = "–"
_CLOSENESS = (Level.LOW, Level.MEDIUM, Level.HIGH)


def axes_of(result: Result) -> tuple[Composite, ...]:
    """The components, or the areas where there are fewer than three components."""
    return result.components if len(result.components) >= FEWEST else result.areas


def draws_radar(axes: Sequence[Composite]) -> bool:
    """Whether these axes make a shape: three to twelve, with a value on at least three."""
    return len(axes) <= MOST and sum(axis.typical is not None for axis in axes) >= FEWEST


def why_no_radar(result: Result) -> str:
    """Why there is only a strip, or an empty text where there is a radar."""
    axes = axes_of(result)
    if draws_radar(axes):
        return ""
    if len(axes) > MOST:
        return _(
            "There is no radar: with more than {most} axes nobody could read its shape.", most=spelled(MOST)
        )
    return _(
        "There is no radar: it takes at least {fewest} parts with enough answers.", fewest=spelled(FEWEST)
    )


def axis(part: Composite, framework: Framework) -> Axis:
    """One axis with its agreement in a word, or why nothing is shown."""
    return Axis(
        number=framework.numbers[part.id],
        label=title(framework, part.id),
        word=agreement_word(part),
        shown=part.typical is not None,
    )


def agreement_word(part: Composite) -> str:
    """Agreement in a word, why nothing is shown, or nothing where it is not defined."""
    if part.typical is None:
        return hidden(part)
    return levels.word(part.agreement_level) if part.agreement_level is not None else ""


def hidden(part: Composite) -> str:
    """Why there is no value, in a word or two."""
    return withheld.short(part.withheld) if part.withheld is not None else _("no answers")


def scale_words(framework: Framework) -> tuple[str, ...]:
    """The answer words, lowest first."""
    return tuple(point(framework, position) for position in range(1, framework.scale.size + 1))


def table(parts: Sequence[Composite], framework: Framework) -> Table:
    """The numbers of radar and strip."""
    return Table(
        header=(
            _("Part"),
            _("Typical answer (1–{points})", points=framework.scale.size),
            _("Middle half of the answers"),
            _("How close together"),
            _("Themes behind it"),
        ),
        rows=tuple(_row(part, framework) for part in parts),
    )


def _row(part: Composite, framework: Framework) -> tuple[str, ...]:
    return (
        title(framework, part.id),
        UNKNOWN if part.typical is None else decimal(part.typical),
        UNKNOWN if part.typical is None else span(part.band),
        agreement_word(part) or UNKNOWN,
        _("{used} of {total}", used=part.themes_used, total=part.themes_total),
    )


def span(band: tuple[float, float] | None) -> str:
    """A band as people read it."""
    if band is None:
        return UNKNOWN
    return _("{low} to {high}", low=decimal(band[0]), high=decimal(band[1]))


def describe(finding: str, parts: Sequence[Composite], framework: Framework) -> str:
    """The finding, the scale and the numbers, in sentences."""
    sentences = [_sentence(part, framework) for part in parts]
    return " ".join([stopped(finding), scale_sentence(framework), *sentences])


def scale_sentence(framework: Framework) -> str:
    """From which answer to which the scale goes."""
    words = scale_words(framework)
    return _(
        "The scale goes from 1 (“{lowest}”) to {points} (“{highest}”).",
        lowest=words[0],
        points=len(words),
        highest=words[-1],
    )


def stopped(sentence: str) -> str:
    """The sentence with its full stop, where it stands among others."""
    return sentence_end(sentence)


def _sentence(part: Composite, framework: Framework) -> str:
    return spoken(title(framework, part.id), part.typical, part.band, agreement_word(part))


def spoken(name: str, typical: float | None, band: tuple[float, float] | None, word: str) -> str:
    """What is known of a part or theme in a sentence; nothing stands for what is not known."""
    if typical is None:
        return _("{part}: {reason}.", part=name, reason=word)
    value = decimal(typical)
    if band is not None:
        value = _("{typical}, middle half {band}", typical=value, band=span(band))
    if word:
        return _("{part}: {typical}, {word}.", part=name, typical=value, word=word)
    return _("{part}: {typical}.", part=name, typical=value)


def finding(parts: Sequence[Composite], framework: Framework) -> str:
    """Where answers are highest and where they lie furthest apart, in one sentence."""
    shown = [part for part in parts if part.typical is not None]
    values = [decimal(part.typical or 0) for part in shown]
    highest = _highest(shown, values, framework)
    if len(shown) == 1:
        return _(
            "On {part} the typical answer lies at {value}", part=_quoted(shown[0], framework), value=values[0]
        )
    if not highest:
        return _much_the_same(parts, framework)
    if all(part.agreement_level is Level.HIGH for part in shown):
        return _("Answers are highest on {highest} and lie close together throughout", highest=highest)
    apart = _furthest_apart(shown)
    if apart is None:
        return _("Answers are highest on {highest}", highest=highest)
    if highest == _quoted(apart, framework):
        return _("On {part} the answers are highest, and they lie furthest apart there too", part=highest)
    return _(
        "Answers are highest on {highest} and lie furthest apart on {apart}",
        highest=highest,
        apart=_quoted(apart, framework),
    )


def _much_the_same(parts: Sequence[Composite], framework: Framework) -> str:
    areas = {area.id for component in framework.components for area in component.areas}
    if all(part.id in areas for part in parts):
        return _("The typical answers are much the same in most areas")
    return _("The typical answers are much the same in most components")


def _highest(parts: Sequence[Composite], values: Sequence[str], framework: Framework) -> str:
    """The parts that share the highest number as readers see it; empty where most or all do."""
    top = values[max(range(len(parts)), key=lambda n: parts[n].typical or 0)]
    tied = [part for part, value in zip(parts, values, strict=True) if value == top]
    if len(tied) > min(TIED_AT_MOST, len(parts) - 1):
        return ""
    return listing([_quoted(part, framework) for part in tied])


def _quoted(part: Composite, framework: Framework) -> str:
    return _("“{title}”", title=title(framework, part.id))


def _furthest_apart(parts: Sequence[Composite]) -> Composite | None:
    """The part whose answers lie furthest apart, if one stands out.

    A part of which only a summary is shown has a word and no number: it may lie further apart unless its word is closer.
    """
    known = sorted(
        (part for part in parts if part.agreement is not None), key=lambda part: part.agreement or 0
    )
    if len(known) < 2 or known[0].agreement == known[1].agreement:
        return None
    others = [part for part in parts if part.agreement is None]
    return known[0] if all(_is_closer(part, known[0]) for part in others) else None


def _is_closer(part: Composite, other: Composite) -> bool:
    """Whether the word says that the answers to `part` lie closer together than those to `other`."""
    if part.agreement_level is None or other.agreement_level is None:
        return False
    return _CLOSENESS.index(part.agreement_level) > _CLOSENESS.index(other.agreement_level)
