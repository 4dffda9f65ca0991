"""What has changed since an earlier round: what moved, component by component, and where no line can be drawn."""

from collections.abc import Sequence
from dataclasses import replace

from pet.analysis.result_change import Change
from pet.charts import build
from pet.charts.spec import Slope
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import (
    Body,
    BulletList,
    Column,
    DataTable,
    Heading,
    Lead,
    Note,
    NumberedList,
    SideBySide,
    Together,
)
from pet.report.sections.book import Book, Story, chapter, lesser, numeric
from pet.report.text import bold, fill
from pet.words import breaks
from pet.words import change as words

RADAR_SHARE = 0.5  # of the width; its numbers stand beside it
WORDS = 168.0  # points: what changed, in a few words


def story(book: Book) -> Story:
    """The chapter, or nothing without an earlier round."""
    change = book.result.change
    if change is None:
        return []
    return [
        *chapter(words.headline(change, book.result), bookmark=_("What has changed"), running=_("Change")),
        Lead(words.who(change, book.result)),
        *([Note(words.rule(book.result))] if _compares(change) else []),
        *_found(change, book),
        *_questions(change, book),
        *_parts(change, book),
        *_slopes(book),
        *_reworded(change, book),
        *_without_line(change, book),
    ]


def _found(change: Change, book: Book) -> Story:
    """What went up and down, closer together and further apart, each with a reason to ask first."""
    story: Story = []
    for found in words.found(change, book.result, book.framework):
        items = [
            fill(_("{theme}. {sentence}"), theme=bold(book.title(theme)), sentence=sentence)
            for theme, sentence in found.items
        ]
        first = [lesser(2, found.heading), Note(found.note), BulletList(items)]
        story.append(Together(first))
    rest = words.rest(change)
    return [*story, *([Body(rest)] if rest else [])]


def _compares(change: Change) -> bool:
    return any(theme.compared for theme in change.themes)


def _questions(change: Change, book: Book) -> Story:
    asked = words.to_ask(change, book.framework)
    if not asked:
        return []
    return [Together([Heading(2, _("To talk about"), listed=False), NumberedList(asked)])]


def _parts(change: Change, book: Book) -> Story:
    """The components then and now, over the very same themes: a radar where they make a shape, and their numbers."""
    spec = build.change_table(book.result, book.framework)
    if spec is None:
        return []
    heading = Heading(2, words.parts_heading(), listed=False)
    radar = build.change_radar(book.result, book.framework)
    wide = styles.WIDTH if radar is None else (styles.WIDTH - styles.GAP) * (1 - RADAR_SHARE)
    table = DataTable(spec.header, spec.rows, columns=numeric(spec.header, wide))
    note = Note(words.about_parts(change, book.result))
    if radar is None:
        return [Together([heading, note, table])]
    picture = book.chart(radar, width=styles.WIDTH - styles.GAP - wide, reading=True)
    return [Together([heading, note, SideBySide(picture, [table], share=RADAR_SHARE, gap=styles.GAP)])]


def _slopes(book: Book) -> Story:
    """The slopes, two beside each other where each is one panel, and then their numbers in one table."""
    slopes = build.slopes(book.result, book.framework)
    if not slopes:
        return []
    rows = [_row(some, book) for some in _beside(slopes)]
    opening = [Heading(2, _("Theme by theme"), listed=False), Note(build.slopes_reading(slopes))]
    numbers = Heading(2, _("Theme by theme in numbers"), listed=False)
    return [Together([*opening, *rows[0]]), *map(Together, rows[1:]), numbers, _table(slopes, book)]


def _beside(slopes: Sequence[Slope]) -> list[tuple[Slope, ...]]:
    """Slopes of one panel in twos, the others alone."""
    found: list[tuple[Slope, ...]] = []
    for slope in slopes:
        if found and len(found[-1]) == 1 and len(found[-1][0].panels) == len(slope.panels) == 1:
            found[-1] = (*found[-1], slope)
        else:
            found.append((slope,))
    return found


def _row(slopes: Sequence[Slope], book: Book) -> Story:
    wide = styles.WIDTH if len(slopes[0].panels) > 1 else (styles.WIDTH - styles.GAP) / 2
    drawn: list[Story] = [
        [lesser(3, spec.finding), *book.chart(replace(spec, keyed=False), width=wide)] for spec in slopes
    ]
    return [SideBySide(*drawn, gap=styles.GAP)] if len(drawn) > 1 else drawn[0]


def _table(slopes: Sequence[Slope], book: Book) -> DataTable:
    """The numbers of all slopes, below the names of their components."""
    header = slopes[0].table.header
    names = {build.slope_name(component.id): component.id for component in book.framework.components}
    rows: list[list[object]] = []
    for spec in slopes:
        rows.append([bold(book.title(names[spec.name])), *([""] * (len(header) - 1))])
        rows.extend(map(list, spec.table.rows))
    columns = [*numeric(header[:-1], styles.WIDTH - WORDS), Column(share=WORDS)]
    return DataTable(header, rows, columns=columns)


def _reworded(change: Change, book: Book) -> Story:
    """Themes whose words changed: both statements, beside each other."""
    rows = [[bold(one.title), one.before, one.after] for one in breaks.reworded(change, book.framework)]
    if not rows:
        return []
    then, now = words.rounds(change, book.result)
    columns = [Column(share=0.24), Column(share=0.38), Column(share=0.38)]
    table = DataTable([_("Theme"), then, now], rows, columns=columns)
    return [Heading(2, breaks.reworded_heading(), listed=False), table, Note(breaks.about_reworded())]


def _without_line(change: Change, book: Book) -> Story:
    """Where nothing is compared, and why."""
    said = [*breaks.broken(change, book.framework), *breaks.withheld(change, book.framework)]
    if not said:
        return []
    return [Heading(2, breaks.heading(), listed=False), BulletList(said)]
