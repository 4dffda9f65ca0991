"""What came out: the radar, four sentences, and the most telling themes of each part of the meeting."""

from collections.abc import Sequence

from pet.analysis.kinds import Section
from pet.analysis.result_themes import ThemeResult
from pet.charts import build
from pet.charts.spec.radar import Radar
from pet.exports.slides import charts
from pet.exports.slides.making import Making
from pet.exports.slides.page import BODY, LARGE, LEFT, TALL, TEXT, TOP, WIDE, Page
from pet.language import gettext as _
from pet.words import findings, glance, sections
from pet.words import questions as asking
from pet.words.phrases import topic

MEETING = (Section.SHARE, Section.DIFFER, Section.CHALLENGE, Section.UNKNOWN)
MOST = 4
"""Themes on a slide: as many as are readable from the back of a room."""

RADAR = 410.0
"""Points across, beside its numbers."""

_GAP = 24.0
_LEGEND, _ROW = 50.0, 60.0


def at_a_glance(making: Making) -> None:
    """The picture of the whole with its numbers, and what it says in four sentences."""
    _picture(making)
    found = making.glance
    said = [_("{title}: {sentence}", title=title, sentence=sentence) for title, sentence in found.sentences]
    with making.page() as page:
        page.title(found.headline, kicker=_("At a glance"))
        page.say(said, BODY, LARGE, gap=0.7)
        page.spoken += [_("Read the sentences aloud, and ask what surprises people."), *said, found.missing]


def _picture(making: Making) -> None:
    spec = build.radar(making.result, making.framework)
    if spec is None:
        _numbers(making)
        return
    with making.page() as page:
        page.title(spec.finding, kicker=_("At a glance"))
        charts.radar(page, spec, (LEFT, TOP - 6.0, RADAR, TALL + 6.0))
        beside(page, spec)
        page.spoken += [
            _("How to read it: the line is the typical answer; further out is higher."),
            *([_("Dotted: where the middle half of the answers lies.")] if spec.outlines[0].bands else []),
            _("Far apart is not a fault: it is a reason to talk."),
        ]


def beside(page: Page, spec: Radar) -> None:
    """The numbers of a radar at its right, a row for each axis."""
    left, lines = LEFT + RADAR + _GAP, len(spec.outlines)
    worded = lines == 1  # beside two lines there is no room for how close together the answers are
    names = (_("Typical"),) if worded else spec.table.header[1 : lines + 1]
    header = (spec.table.header[0], *names, *([_("How close")] if worded else []))
    # Then and now, there is no row for what is not compared.
    axes = spec.axes if worded else [axis for axis in spec.axes if axis.shown]
    rows = [
        (
            _("{number} {title}", number=axis.number, title=row[0]),
            *row[1 : lines + 1],
            *([axis.word] if worded else []),
        )
        for axis, row in zip(axes, spec.table.rows, strict=True)
    ]
    page.table(
        header, rows, (left, TOP, LEFT + WIDE - left, TALL), (0.55, 0.19, 0.26) if worded else (0.6, 0.2, 0.2)
    )


def _numbers(making: Making) -> None:
    """The same numbers as a table where the axes make no shape."""
    spec = build.strip(making.result, making.framework)
    if spec is None:
        return
    with making.page() as page:
        page.title(spec.finding, kicker=_("At a glance"))
        values = len(spec.table.header) - 1
        page.table(spec.table.header, spec.table.rows, BODY, (0.4, *(0.6 / values,) * values))
        page.spoken += [spec.description, _("How to read it: {reading}", reading=spec.reading)]


def meeting(making: Making) -> None:
    """What we share, where we differ, what is hard for us, what many don’t know; parts without any are left out."""
    for section in MEETING:
        if glance.themes_of(section, making.result):
            _part(section, making)


def _part(section: Section, making: Making) -> None:
    result, framework = making.result, making.framework
    found = glance.themes_of(section, result)
    said = glance.sentence(section, result, framework)
    first, more = found[:MOST], [making.called(theme.id) for theme in found[MOST:]]
    with making.page() as page:
        page.title(said, kicker=sections.title(section))
        _bars(page, first, said, making)
        page.spoken += [findings.sentence(theme, framework, result) for theme in first]
        page.spoken += [
            _("A question to begin with: {question}", question=question)
            for question in asking.texts(asking.ids(found[0].pattern)[:1], topic(framework, found[0].id))
        ]
        if more:
            page.spoken.append(_("Also found here: {themes}.", themes=" · ".join(more)))


def _bars(page: Page, themes: Sequence[ThemeResult], finding: str, making: Making) -> None:
    """The bars of the themes; where they are few, there is room for what was asked."""
    spec = build.bars(making.result, making.framework, [theme.id for theme in themes], finding=finding)
    assert spec is not None  # the themes are those of the result
    rows = len(charts.drawn(spec))
    tall = _LEGEND + _ROW * max(rows, 1.5)
    asked = [making.statement(theme.id) for theme in themes] if len(themes) < 3 else []
    beside = charts.bars(page, spec, (LEFT, TOP, WIDE, tall))
    top = TOP + tall + 8.0 if rows else TOP
    said = [text for text in (*asked, beside) if text]
    page.say(said, (LEFT, top, WIDE, TOP + TALL - top), TEXT, gap=0.4)
