"""What has changed since an earlier round: what moved, component by component, and where no line can be drawn."""

from collections.abc import Sequence
from dataclasses import replace

from pet.analysis.result_change import Change
from pet.charts import build
from pet.charts.draw import figure
from pet.charts.spec.slope import Slope
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import (
    Body,
    BulletList,
    ChartFigure,
    Column,
    DataTable,
    Fine,
    Heading,
    Lead,
    Legend,
    Note,
    NumberedList,
    SideBySide,
    Small,
    Together,
    in_columns,
)
from pet.report.sections.book import Book, Story, chapter, height, lesser, numeric
from pet.report.text import bold, fill
from pet.words import breaks, pairs, tally
from pet.words import change as words
from pet.words.phrases import listing

RADAR_SHARE = 0.44  # of the width; its numbers stand beside it
WORDS = 196.0  # points: what changed, in a few words, most often on one line
BELOW_ROW = 6.0  # points: between rows of slopes


def story(book: Book) -> Story:
    """The chapter, or nothing without an earlier round."""
    change = book.result.change
    if change is None:
        return []
    return [
        *chapter(words.headline(change, book.result), bookmark=_("What has changed"), running=_("Change")),
        Lead(words.who(change, book.result)),
        *([Note(" ".join(_rule(change, book)))] if _compares(change) else []),
        *_found(change, book),
        *_questions(change, book),
        *_parts(change, book),
        *_without_line(change, book),
        *_reworded(change, book),
        *_slopes(book),
    ]


def _found(change: Change, book: Book) -> Story:
    """What went up and down, closer together and further apart, in two columns, each with a reason to ask first."""
    story: Story = []
    for found in words.found(change, book.result, book.framework):
        heading = lesser(2, found.heading)
        note = Small(found.note)
        note.keeps_next = True
        items = [
            Fine(fill(_("{theme}. {sentence}"), theme=bold(book.title(theme)), sentence=sentence))
            for theme, sentence in found.items
        ]
        story += [Together([heading, note, items[0]]), *items[1:]] if items else []
    rest = tally.rest(change)
    return [*in_columns(story, most=book.room / 2), *([Body(rest)] if rest else [])]


def _rule(change: Change, book: Book) -> list[str]:
    """From where on a change is called one, and how it is known who answered both times."""
    said = [words.rule(book.result), pairs.matched(change, book.result)]
    return [sentence for sentence in said if sentence]


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
    whose = lesser(3, pairs.whose(change, book.result))
    radar = build.change_radar(book.result, book.framework)
    wide = styles.WIDTH if radar is None else (styles.WIDTH - styles.GAP) * (1 - RADAR_SHARE)
    table = DataTable(spec.header, spec.rows, columns=numeric(spec.header, wide), dense=True)
    note = Note(words.about_parts(change, book.result))
    if radar is None:
        return [Together([heading, whose, note, table])]
    picture = book.chart(radar, width=styles.WIDTH - styles.GAP - wide, reading=True)
    return [Together([heading, whose, note, SideBySide(picture, [table], share=RADAR_SHARE, gap=styles.GAP)])]


def _slopes(book: Book) -> Story:
    """The slopes, two beside each other where each is one panel; lower where they all have room on a page so."""
    slopes = build.slopes(book.result, book.framework)
    if not slopes:
        return []
    for low in (False, True):
        page = _page_of(slopes, book, low=low)
        if height(page) <= book.room:
            return [Together(page)]
    return _page_of(slopes, book, low=False)


def _page_of(slopes: Sequence[Slope], book: Book, *, low: bool) -> Story:
    """Heading and key, then the slopes; how to read them stands in the place that an odd number leaves, or above."""
    reading, key = build.slopes_reading(slopes), _key(slopes[0])
    bare = [replace(spec, keyed=False, courses=(), reaches=(), reworded="", low=low) for spec in slopes]
    alone = all(len(spec.panels) == 1 for spec in slopes)
    cells: list[Story] = [[Fine(reading)]] if alone and len(slopes) % 2 else []
    above: Story = [] if cells else [Legend(reading)]
    rows = _beside_each_other([*cells, *(_cell(spec, book) for spec in bare)]) if alone else []
    rows = rows or [Together(_cell(spec, book)) for spec in bare]
    heading = Heading(2, _("Theme by theme"), listed=False)
    return [Together([heading, *above, *key, rows[0]]), *rows[1:]]


def _beside_each_other(cells: Sequence[Story]) -> Story:
    """Rows of two cells, the last of one cell where their number is odd."""
    pairs = [cells[start : start + 2] for start in range(0, len(cells), 2)]
    rows: Story = []
    for pair in pairs:
        row = SideBySide(pair[0], pair[1] if len(pair) > 1 else [], gap=styles.GAP)
        row.after = BELOW_ROW
        rows.append(row)
    return rows


def _key(spec: Slope) -> Story:
    """What the lines and signs are called, once for all slopes."""
    names = [*dict(spec.courses).values(), *dict(spec.reaches).values(), spec.reworded]
    if not any(names):
        return []
    drawn = figure(replace(spec, panels=(), keyed=False), width=styles.WIDTH)
    return [ChartFigure(drawn, listing([name for name in names if name]))]


def _cell(spec: Slope, book: Book) -> Story:
    """A slope below what it shows."""
    wide = styles.WIDTH if len(spec.panels) > 1 else (styles.WIDTH - styles.GAP) / 2
    heading = Heading(3, spec.finding, listed=False, looks="finding")
    return [heading, *book.chart(spec, width=wide)]


def numbers(book: Book) -> Story:
    """The numbers of all slopes in one table; nothing without an earlier round."""
    slopes = build.slopes(book.result, book.framework)
    if not slopes:
        return []
    return [Heading(2, _("Theme by theme, then and now"), listed=False), _table(slopes, book)]


def _table(slopes: Sequence[Slope], book: Book) -> DataTable:
    """The numbers of all slopes, theme by theme with its number."""
    header = slopes[0].table.header
    components = {build.slope_name(component.id): component for component in book.framework.components}
    changed = {theme.id for theme in book.result.change.themes} if book.result.change else set()
    rows = [
        [_("{number} {title}", number=book.framework.numbers[theme.id], title=row[0]), *row[1:]]
        for spec in slopes
        for theme, row in zip(
            (theme for theme in components[spec.name].themes if theme.id in changed),
            spec.table.rows,
            strict=True,
        )
    ]
    columns = [*numeric(header[:-1], styles.WIDTH - WORDS), Column(share=WORDS)]
    return DataTable(header, rows, columns=columns, dense=True)


def _reworded(change: Change, book: Book) -> Story:
    """Themes whose words changed: both statements, beside each other."""
    rows = [[bold(one.title), one.before, one.after] for one in breaks.reworded(change, book.framework)]
    if not rows:
        return []
    then, now = words.rounds(change, book.result)
    columns = [Column(share=0.24), Column(share=0.38), Column(share=0.38)]
    table = DataTable([_("Theme"), then, now], rows, columns=columns, dense=True)
    opening = Together([Heading(2, breaks.reworded_heading(), listed=False), Legend(breaks.about_reworded())])
    return [Together([opening, table])]


def _without_line(change: Change, book: Book) -> Story:
    """Where nothing is compared, and why."""
    said = [*breaks.broken(change, book.framework), *breaks.withheld(change, book.framework)]
    if not said:
        return []
    return [Heading(2, breaks.heading(), listed=False), BulletList(said, style=styles.paragraph("fine"))]
