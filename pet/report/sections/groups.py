"""How groups see it: leaders beside everybody else, roles, gaps worth asking about, partners."""

from reportlab.platypus import Flowable

from pet.analysis.options import Breakdown
from pet.analysis.result import GroupResult
from pet.charts import build
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Column, DataTable, Heading, Lead, Note, SideBySide, Together
from pet.report.sections import gaps
from pet.report.sections.book import Book, Story, chapter
from pet.words import groups, promise
from pet.words.numbers import decimal
from pet.words.phrases import listing

RADAR_SHARE = 0.56  # of the width; its numbers stand beside it
ROWS_BESIDE = 20
MOST_BESIDE = 10  # columns of tables that stand beside each other


def story(book: Book) -> Story:
    """What may be shown of groups; nothing where no comparison is shown."""
    body = (
        _open(book) if book.is_open else [*_leads(book), *_roles(book), *gaps.story(book), *_partners(book)]
    )
    if not body:
        return []
    title = _("Partner by partner") if book.is_open else _("How groups see it")
    return [*chapter(title), *body]


def _open(book: Book) -> Story:
    spec = build.partner_radars(book.result, book.framework)
    if spec is None and not book.shown_groups(Breakdown.PARTNER):
        return []
    return [
        Lead(promise.sentences(book.result)[0]),
        *book.chart(spec, reading=True),
        *gaps.story(book),
        *_partners(book),
    ]


def _leads(book: Book) -> Story:
    shown = book.shown_groups(Breakdown.LEADS)
    if len(shown) < 2:
        return []
    spec = build.group_radar(book.result, book.framework, Breakdown.LEADS, [group.name for group in shown])
    if spec is None:
        return []
    columns = [Column(share=2.0), *(Column(share=1.0, align="right") for _cell in spec.table.header[1:])]
    numbers = DataTable(spec.table.header, spec.table.rows, columns=columns)
    radar = book.chart(spec, width=(styles.WIDTH - styles.GAP) * RADAR_SHARE, reading=True)
    return [
        Heading(2, _("Leaders and everybody else"), listed=False),
        SideBySide(radar, [numbers], share=RADAR_SHARE, gap=styles.GAP),
    ]


def _roles(book: Book) -> Story:
    """Typical answers of roles; leaders stand beside their radar."""
    return [] if book.is_open else _table(Breakdown.ROLE, book)


def _partners(book: Book) -> Story:
    """Typical answers of partners; the roles' table, where there is one, has the key to the numbers."""
    return _table(Breakdown.PARTNER, book, keyed=bool(_roles(book)))


def _table(of: Breakdown, book: Book, *, keyed: bool = False) -> Story:
    rows = [_row(group, of, book) for group in book.shown_groups(of)]
    if len(rows) < 2:
        return []
    name = groups.breakdown(of)
    key = [] if keyed else [_key(book)]
    header = [name, *(book.framework.numbers[part.id] for part in book.framework.components)]
    story = [
        Heading(2, _("{groups}: typical answers", groups=name), listed=False),
        Note(
            " ".join(
                [_("In the order in which they were named; this is no ranking."), *key, *_hidden(of, book)]
            )
        ),
        _beside(header, rows),
    ]
    return [Together(story)]


def _beside(header: list[str], rows: list[list[str]]) -> Flowable:
    """One table, or two or three beside each other where many rows hold few numbers."""
    columns = [Column(share=4.0), *(Column(share=1.0, align="right") for _cell in header[1:])]
    parts = -(-len(rows) // ROWS_BESIDE)
    if parts * len(header) > MOST_BESIDE or parts > 3:
        parts = 1
    size = -(-len(rows) // parts)
    tables: Story = [
        DataTable(header, rows[start : start + size], columns=columns) for start in range(0, len(rows), size)
    ]
    for count in range(2, len(tables) + 1):  # from the right: each pair is one column of the next
        tables[-2:] = [SideBySide(tables[-2:-1], tables[-1:], share=1 / count)]
    return tables[0]


def _key(book: Book) -> str:
    key = [
        _("{number} {title}", number=book.framework.numbers[part.id], title=book.title(part.id))
        for part in book.framework.components
    ]
    return _("Components: {key}.", key="; ".join(key))


def _hidden(of: Breakdown, book: Book) -> list[str]:
    hidden = [groups.label(group, of, book.framework) for group in book.result.groups[of] if not group.shown]
    return [_("Not shown on their own: {groups}.", groups=listing(hidden))] if hidden else []


def _row(group: GroupResult, of: Breakdown, book: Book) -> list[str]:
    known = {part.id: part.typical for part in group.components}
    typical = [_typical(known.get(part.id)) for part in book.framework.components]
    return [groups.label(group, of, book.framework), *typical]


def _typical(value: float | None) -> str:
    return "–" if value is None else decimal(value)
