"""How closely one distribution is told: what a theme, of everybody or of a group, may say of so many people."""

from collections.abc import Sequence

from pet.analysis.kinds import Detail, Pattern
from pet.analysis.options import Options, Weighting
from pet.analysis.patterns import section_of
from pet.analysis.privacy import total_detail
from pet.analysis.result_themes import Measures, ThemeResult
from pet.language import gettext as _
from pet.record.bounds import Found

_NEARLY = 1e-6
_WORDS = ("median", "agreement_level")
_IN_FULL = ("shares", "mean", "interpolated_median", "quartiles", "score")
_MEASURES = (*_WORDS, *_IN_FULL, "counts", "bins", "agreement")
_OF_THEME = ("camps", "minority", "interval", "effective")


def too_close() -> str:
    """What is said where something is told of too few people."""
    return _("So few people’s answers must not be told as closely as this.")


def odd() -> str:
    """What is said where something contradicts the rest."""
    return _("does not go with the rest.")


def of_measures(where: str, theme: Measures, people: int, options: Options, points: int) -> Found:
    """What is wrong with the measures of a theme.

    Args:
        where: its path.
        theme: of everybody, or of a group.
        people: how many answered, of everybody or of the group.
        options: what was promised.
        points: of the scale.
    """
    yield from _shape(where, theme, points)
    heads = (theme.valid, theme.dont_know)
    if None in heads:
        if any(value is not None for value in (*heads, theme.dont_know_share)) or fields_told(
            theme, _MEASURES
        ):
            yield f"{where}.valid", odd()
        return
    valid, base = theme.valid or 0, (theme.valid or 0) + (theme.dont_know or 0)
    if base > people:
        yield f"{where}.valid", _("is more than how many people answered.")
    if base < options.smallest_group and not options.is_open:
        yield f"{where}.valid", too_close()
    least = {Detail.NONE: 0, Detail.DISTRIBUTION: _for_distribution(theme, options)}
    if valid < least.get(theme.detail, options.smallest_group):
        yield f"{where}.detail", too_close()


def _for_distribution(theme: Measures, options: Options) -> int:
    of_everybody = isinstance(theme, ThemeResult) and not options.is_open
    return options.thresholds.distribution_from if of_everybody else options.distribution_size


def fields_told(part: object, names: Sequence[str]) -> list[str]:
    """Which of these fields say anything."""
    return [name for name in names if getattr(part, name) is not None]


def _shape(where: str, theme: Measures, points: int) -> Found:
    """How much of a theme is told goes with its detail, and every distribution has a place for each point."""
    for name in ("counts", "shares"):
        values = getattr(theme, name)
        if values is not None and len(values) != points:
            yield f"{where}.{name}", _("must have {number} values.", number=points)
    allowed = {
        Detail.NONE: (),
        Detail.SUMMARY: _WORDS,
        Detail.THREE_BINS: (*_WORDS, "bins"),
        Detail.DISTRIBUTION: tuple(name for name in _MEASURES if name != "bins"),
    }[theme.detail]
    for name in fields_told(theme, [name for name in _MEASURES if name not in allowed]):
        yield f"{where}.{name}", too_close()
    for name in _needed(theme.detail):
        if getattr(theme, name) is None:
            yield f"{where}.{name}", _("missing.")
    yield from _sums(where, theme)


def _needed(detail: Detail) -> tuple[str, ...]:
    return {
        Detail.NONE: (),
        Detail.SUMMARY: ("median",),
        Detail.THREE_BINS: ("median", "bins"),
        Detail.DISTRIBUTION: ("median", *_IN_FULL),
    }[detail]


def _sums(where: str, theme: Measures) -> Found:
    for name in ("counts", "bins"):
        values = getattr(theme, name)
        if values is not None and sum(values) != theme.valid:
            yield f"{where}.{name}", odd()
    if theme.shares is not None and abs(sum(theme.shares) - 1) > _NEARLY:
        yield f"{where}.shares", odd()
    if theme.counts is not None and theme.shares is not None and theme.valid:
        pairs = zip(theme.counts, theme.shares, strict=False)
        if any(abs(number / theme.valid - share) > _NEARLY for number, share in pairs):
            yield f"{where}.shares", odd()
    if theme.median is not None and ((2 * theme.median) % 1 or theme.median < 1):
        yield f"{where}.median", odd()
    if theme.quartiles is not None and theme.quartiles[0] > theme.quartiles[1]:
        yield f"{where}.quartiles", odd()


def of_theme(where: str, theme: ThemeResult, options: Options) -> Found:
    """What is wrong with what a theme of everybody tells besides its measures."""
    if theme.valid is not None and theme.detail not in _details(theme.valid, options):
        yield f"{where}.detail", too_close()
    in_full = theme.detail is Detail.DISTRIBUTION
    if not in_full:
        yield from _of_a_summary(where, theme)
    if (theme.counts is None) is (in_full and options.weighting is Weighting.PEOPLE):
        yield f"{where}.counts", odd()
    if theme.section is not section_of(theme.pattern, theme.minority):
        yield f"{where}.section", odd()
    if theme.camps is not None and (theme.pattern is not Pattern.SPLIT or theme.camps[0] >= theme.camps[1]):
        yield f"{where}.camps", odd()
    if theme.interval is not None and theme.interval[0] > theme.interval[1]:
        yield f"{where}.interval", odd()
    yield from _asked(where, theme, options)


def _of_a_summary(where: str, theme: ThemeResult) -> Found:
    for name in fields_told(theme, _OF_THEME):
        yield f"{where}.{name}", too_close()
    if theme.could_be_chance:
        yield f"{where}.could_be_chance", too_close()
    if theme.detail is Detail.NONE and theme.pattern not in (Pattern.TOO_FEW, Pattern.UNSURE):
        yield f"{where}.pattern", too_close()


def _details(valid: int, options: Options) -> tuple[Detail, ...]:
    """Where every partner counts the same, low, middle and high are not told, but a summary."""
    detail = total_detail(valid, options)
    return (detail, Detail.SUMMARY) if detail is Detail.THREE_BINS else (detail,)


def _asked(where: str, theme: ThemeResult, options: Options) -> Found:
    least = 0 if options.is_open else options.smallest_group
    for name in fields_told(theme, ("not_applicable", "unanswered")):
        if theme.asked is None or theme.asked < least or getattr(theme, name) > theme.asked:
            yield f"{where}.{name}", too_close()
