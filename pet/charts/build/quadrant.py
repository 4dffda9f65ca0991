"""The spec of the map: strength across, agreement up.

Where a theme lies across is its mean. The words give that on the scale of the answers, not as 0 to 100, which
stands in files only because people read it as a mark.
"""

from pet.analysis.kinds import Level
from pet.analysis.result import Result
from pet.analysis.result_themes import ThemeResult
from pet.charts.build.axes import stopped
from pet.charts.spec import Table
from pet.charts.spec.quadrant import Dot, Quadrant
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import levels
from pet.words.agenda import chosen_length
from pet.words.numbers import decimal
from pet.words.phrases import title

FEWEST = 3


def quadrant(result: Result, framework: Framework) -> Quadrant | None:
    """All themes whose distribution is shown; `None` where these are fewer than three."""
    chosen = {item.theme for item in result.agenda}
    themes = [theme for theme in result.themes if theme.score is not None and theme.agreement is not None]
    if len(themes) < FEWEST:
        return None
    cut = result.thresholds.medium_for(result.points)
    apart = sum(theme.agreement_level is Level.LOW for theme in themes)
    said = _finding(apart, len(themes), is_all=len(themes) == len(result.themes))
    return Quadrant(
        name="map",
        finding=said,
        description=_described(said, themes, framework),
        reading=_reading(result),
        table=_table(themes, framework),
        dots=tuple(_dot(theme, framework, chosen=theme.id in chosen) for theme in themes),
        cut=cut,
        across=(_("lower answers"), _("higher answers")),
        up=(_("answers far apart"), _("answers close together")),
        corners=(_("shared challenges"), _("shared strengths"), _("views differ")),
        empty=_("not possible"),
    )


def _finding(apart: int, number: int, *, is_all: bool) -> str:
    """On how many themes people differ; a theme that is not on the map may be one more, and is not counted."""
    if is_all:
        return ngettext(
            "On {apart} of {number} theme the answers lie far apart",
            "On {apart} of {number} themes the answers lie far apart",
            number,
            apart=apart,
        )
    return ngettext(
        "On {apart} of the {number} theme on the map the answers lie far apart",
        "On {apart} of the {number} themes on the map the answers lie far apart",
        number,
        apart=apart,
    )


def _reading(result: Result) -> str:
    """How to read it; what is filled was proposed, or somebody chose it."""
    if chosen_length(result.agenda) is not None:
        return _(
            "Each dot with its number is a theme. Further right: higher answers. Further up: answers that lie "
            "closer together. Filled: chosen for the conversation. The shaded corners stay empty by "
            "arithmetic: answers that are all very high or all very low cannot lie far apart."
        )
    return _(
        "Each dot with its number is a theme. Further right: higher answers. Further up: answers that lie "
        "closer together. Filled: proposed for the conversation. The shaded corners stay empty by "
        "arithmetic: answers that are all very high or all very low cannot lie far apart."
    )


def _dot(theme: ThemeResult, framework: Framework, *, chosen: bool) -> Dot:
    return Dot(
        theme=theme.id,
        number=framework.numbers[theme.id],
        label=title(framework, theme.id),
        strength=theme.score or 0.0,
        agreement=theme.agreement or 0.0,
        chosen=chosen,
    )


def _table(themes: list[ThemeResult], framework: Framework) -> Table:
    return Table(
        header=(
            _("Number"),
            _("Theme"),
            _("Average answer (1–{points})", points=framework.scale.size),
            _("Agreement (0–1)"),
            _("How close together"),
        ),
        rows=tuple(
            (
                framework.numbers[theme.id],
                title(framework, theme.id),
                decimal(theme.mean or 0.0),
                decimal(theme.agreement or 0.0, 2),
                levels.word(theme.agreement_level),
            )
            for theme in themes
        ),
    )


def _described(said: str, themes: list[ThemeResult], framework: Framework) -> str:
    sentences = [
        _(
            "{number} {theme}: average answer {average}, agreement {agreement}, {word}.",
            number=framework.numbers[theme.id],
            theme=title(framework, theme.id),
            average=decimal(theme.mean or 0.0),
            agreement=decimal(theme.agreement or 0.0, 2),
            word=levels.word(theme.agreement_level),
        )
        for theme in themes
    ]
    return " ".join([stopped(said), *sentences])
