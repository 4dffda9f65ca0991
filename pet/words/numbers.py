"""Numbers as people read them, in the language in use."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal, format_percent

from pet.language import gettext as _
from pet.language import lazy_gettext, locale

# The nearest twentieth in words; nothing finer is said, and nothing that sounds finer than it is.
_SHARES = (
    lazy_gettext("hardly anybody"),
    lazy_gettext("about one in twenty"),
    lazy_gettext("about one in ten"),
    lazy_gettext("about one in seven"),
    lazy_gettext("about one in five"),
    lazy_gettext("about one in four"),
    lazy_gettext("about three in ten"),
    lazy_gettext("about one in three"),
    lazy_gettext("about two in five"),
    lazy_gettext("nearly half"),
    lazy_gettext("about half"),
    lazy_gettext("just over half"),
    lazy_gettext("about three in five"),
    lazy_gettext("about two in three"),
    lazy_gettext("about seven in ten"),
    lazy_gettext("about three in four"),
    lazy_gettext("about four in five"),
    lazy_gettext("about six in seven"),
    lazy_gettext("about nine in ten"),
    lazy_gettext("nearly everybody"),
    lazy_gettext("nearly everybody"),
)

_NEARLY_HALF = 9  # twentieths

_FRACTIONS = (
    (1 / 4, lazy_gettext("a quarter of a step"), lazy_gettext("about a quarter of a step")),
    (1 / 3, lazy_gettext("a third of a step"), lazy_gettext("about a third of a step")),
    (2 / 5, lazy_gettext("two fifths of a step"), lazy_gettext("about two fifths of a step")),
    (1 / 2, lazy_gettext("half a step"), lazy_gettext("about half a step")),
    (3 / 5, lazy_gettext("three fifths of a step"), lazy_gettext("about three fifths of a step")),
    (2 / 3, lazy_gettext("two thirds of a step"), lazy_gettext("about two thirds of a step")),
    (3 / 4, lazy_gettext("three quarters of a step"), lazy_gettext("about three quarters of a step")),
    (4 / 5, lazy_gettext("four fifths of a step"), lazy_gettext("about four fifths of a step")),
    (1, lazy_gettext("one step"), lazy_gettext("about one step")),
)
_EXACT = 0.002

_STEPS = {
    1: lazy_gettext("about half a step"),
    2: lazy_gettext("about one step"),
    3: lazy_gettext("about one and a half steps"),
    4: lazy_gettext("about two steps"),
    5: lazy_gettext("about two and a half steps"),
    6: lazy_gettext("about three steps"),
}


def rounded(value: float, places: int = 0) -> float:
    """The number to so many decimals, a half away from zero: as spreadsheets round what they show.

    So a workbook that holds 4.25 and shows one decimal says 4.3, and so does every page.
    """
    digits = Decimal(f"{value:.15g}")  # as many as a spreadsheet knows
    return float(digits.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) + 0.0  # no minus before a zero


def decimal(value: float, places: int = 1) -> str:
    """The number with a fixed number of decimals, as in `3.8`."""
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    return str(format_decimal(rounded(value, places), format=pattern, locale=locale()))


def signed(value: float, places: int = 1) -> str:
    """A move on the scale with its sign, as in `+0.5` and `−0.3`; none before a zero."""
    number = rounded(value, places)
    said = decimal(abs(number), places)
    if number == 0:
        return said
    return _("+{number}", number=said) if number > 0 else _("−{number}", number=said)


def exact(value: float, places: int = 3) -> str:
    """The number with as many decimals as it needs, up to `places`, as in `0.75` and `0.583`."""
    return str(format_decimal(rounded(value, places), format=f"#,##0.{'#' * places}", locale=locale()))


def whole(value: int) -> str:
    """A whole number with the language's own separators, as in `2,042`."""
    return str(format_decimal(value, format="#,##0", locale=locale()))


def percent(share: float, step: int = 1) -> str:
    """A share of 0 to 1 as a percentage, rounded to whole multiples of `step` per cent."""
    return str(format_percent(rounded(share * 100 / step) * step / 100, locale=locale()))


def share(value: float, *, exact: bool = False) -> str:
    """A share of 0 to 1 of the people who answered, in words, to the nearest twentieth.

    Only where the whole distribution is shown anyway (`exact`) may it say that nobody or everybody is meant.
    """
    if exact and value in (0, 1):
        return _("everybody") if value else _("nobody")
    twentieths = min(20, max(0, round(value * 20)))
    if twentieths == _NEARLY_HALF and value < _NEARLY_HALF / 20 - _EXACT:
        twentieths -= 1  # “nearly half” is a strong word: it never stands for less
    return str(_SHARES[twentieths])


def fraction_of_steps(value: float) -> str:
    """A limit on the scale in words, for steps of around one: as a plain fraction, else with one or two decimals."""
    nearest, said, about = min(_FRACTIONS, key=lambda fraction: abs(fraction[0] - value))
    if abs(nearest - value) <= _EXACT:
        return str(said)
    if value < 1:
        return str(about)
    if abs(round(value, 2) - value) <= _EXACT:
        return _("{number} steps", number=exact(value, 2))
    return _("about {number} steps", number=exact(value, 1))


def steps(value: float) -> str:
    """A distance on the scale in words, to the nearest half step."""
    halves = max(1, round(value * 2))
    return (
        str(_STEPS[halves])
        if halves in _STEPS
        else _("about {number} steps", number=decimal(halves / 2, halves % 2))
    )
