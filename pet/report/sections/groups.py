"""How groups see it: leaders beside everybody else, roles, gaps worth asking about, partners."""

from dataclasses import replace

from reportlab.platypus import Flowable

from pet.analysis.options import Breakdown
from pet.analysis.result_groups import GroupResult
from pet.analysis.result_themes import Composite
from pet.charts import build
from pet.charts.build.axes import axes_of
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Column, DataTable, Heading, Lead, Legend, Note, SideBySide, Together
from pet.report.sections import gaps
from pet.report.sections.book import Book, Story, chapter, evenly, numeric
from pet.report.text import Markup, bold
from pet.words import comparison, groups, promise

RADAR_SHARE = 0.5  # of the width; its numbers stand beside it
MOST_PANELS = 12  # radars on one figure
ROWS_BESIDE = 20
MOST_BESIDE, MOST_BESIDE_BRACKETS = 10, 7  # columns of tables that stand beside each other


def story(book: Book) -> Story:
    """What may be shown of groups; nothing where no comparison is shown."""
    body = (
        _open(book) if book.is_open else [*_leads(book), *_roles(book), *gaps.story(book), *_partners(book)]
    )
    if not body:
        return []
    title = _("Partner by partner") if book.is_open else _("How groups see it")
    return [*chapter(title, running=_("Groups")), *body]


def _open(book: Book) -> Story:
    content = [*_radars(book), *gaps.story(book), *_partners(book)]
    return [Lead(promise.sentences(book.result)[0]), *content] if content else []


def _radars(book: Book) -> Story:
    """The partners’ radars, few enough on each figure to stay readable; how to read them stands below the last."""
    drawn = build.partner_radars(book.result, book.framework)
    if drawn is None:
        return []
    names = {panel.name for panel in drawn.panels}
    shaped = [
        group
        for group in book.shown_groups(Breakdown.PARTNER)
        if groups.label(group, Breakdown.PARTNER, book.framework) in names
    ]
    return [
        flowable
        for some in evenly(shaped, MOST_PANELS)
        for flowable in book.chart(
            build.partner_radars(
                replace(book.result, groups={**book.result.groups, Breakdown.PARTNER: tuple(some)}),
                book.framework,
            ),
            reading=some[-1] is shaped[-1],
        )
    ]


def _leads(book: Book) -> Story:
    shown = book.shown_groups(Breakdown.LEADS)
    if len(shown) < 2:
        return []
    spec = build.group_radar(book.result, book.framework, Breakdown.LEADS, [group.name for group in shown])
    if spec is None:
        return []
    radar = book.chart(spec, width=(styles.WIDTH - styles.GAP) * RADAR_SHARE, reading=True)
    return [
        Heading(2, groups.leaders_heading(book.framework), listed=False),
        SideBySide(radar, _beside_radar(shown, book), share=RADAR_SHARE, gap=styles.GAP),
    ]


def _beside_radar(shown: tuple[GroupResult, ...], book: Book) -> Story:
    """The numbers of leaders, of everybody else, and of everybody on the very same statements."""
    axes = axes_of(book.result)
    known = [{part.id: part for part in (*group.components, *group.areas)} for group in shown]
    parts = [[found.get(axis.id) for found in known] for axis in axes]
    alike = all(len(set(map(comparison.everybody, row))) == 1 for row in parts)
    names = [groups.label(group, Breakdown.LEADS, book.framework) for group in shown]
    header = [book.kind(axes[0].id), *names, *([_("Everybody")] if alike else [])]
    cell = comparison.alone if alike else comparison.beside_everybody
    rows = [
        [book.title(axis.id), *map(cell, row), *([comparison.everybody(row[0])] if alike else [])]
        for axis, row in zip(axes, parts, strict=True)
    ]
    columns = numeric(header, (styles.WIDTH - styles.GAP) * (1 - RADAR_SHARE))
    return [
        DataTable(header, rows, columns=columns, dense=True),
        *([] if alike else [Note(comparison.brackets())]),
    ]


def _roles(book: Book) -> Story:
    """Typical answers of roles; leaders stand beside their radar."""
    return [] if book.is_open else _table(Breakdown.ROLE, book)


def _partners(book: Book) -> Story:
    """Typical answers of partners."""
    return _table(Breakdown.PARTNER, book)


def _table(of: Breakdown, book: Book) -> Story:
    """Typical answers of groups, each beside those of everybody; the key stands with every table."""
    shown = book.shown_groups(of)
    if len(shown) < 2:
        return []
    parts = [comparison.parts_of(group, book.framework) for group in shown]
    together = _together(parts) if len(shown) > ROWS_BESIDE else []
    cell = comparison.alone if together else comparison.beside_everybody
    labels = [groups.label(group, of, book.framework) for group in shown]
    rows = [[label, *map(cell, row)] for label, row in zip(labels, parts, strict=True)]
    name = groups.breakdown(of)
    header = [name, *(book.framework.numbers[part.id] for part in book.framework.components)]
    notes = [
        groups.order(of, shown),
        _("First row: everybody, on the same statements.") if together else comparison.brackets(),
        *([comparison.dash()] if any(comparison.NOT_KNOWN in row for row in rows) else []),
        comparison.hidden(of, book.result, book.framework),
    ]
    story = [
        Heading(2, _("{groups}: typical answers", groups=name), listed=False),
        Legend(" ".join(note for note in [*notes, comparison.key(book.framework)] if note)),
        _beside(header, together, rows),
    ]
    return [Together(story)]


def _together(parts: list[list[Composite | None]]) -> list[list[Markup]]:
    """One row of everybody's typical answers, where that is the same for all groups; else nothing."""
    columns = [set(map(comparison.everybody, column)) for column in zip(*parts, strict=True)]
    if any(len(values) > 1 for values in columns):
        return []
    return [[bold(_("Everybody")), *(bold(value) for values in columns for value in values)]]


def _beside(header: list[str], together: list[list[Markup]], rows: list[list[str]]) -> Flowable:
    """One table, or two or three beside each other where many rows hold few numbers."""
    columns = [Column(share=2.6), *(Column(share=1.2, align="right") for _cell in header[1:])]
    parts = -(-len(rows) // ROWS_BESIDE)
    if parts * len(header) > (MOST_BESIDE if together else MOST_BESIDE_BRACKETS) or parts > 3:
        parts = 1
    size = -(-len(rows) // parts)
    chunks = [rows[start : start + size] for start in range(0, len(rows), size)]
    tables: Story = [DataTable(header, [*together, *chunk], columns=columns, dense=True) for chunk in chunks]
    for count in range(2, len(tables) + 1):  # from the right: each pair is one column of the next
        tables[-2:] = [SideBySide(tables[-2:-1], tables[-1:], share=1 / count)]
    return tables[0]
