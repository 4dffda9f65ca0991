"""All themes in one table, and the numbers behind the charts."""

from collections.abc import Sequence

from pet.analysis.kinds import Detail
from pet.analysis.options import Breakdown, Weighting
from pet.analysis.result_groups import GroupTheme
from pet.analysis.result_themes import ThemeResult
from pet.charts import build
from pet.charts.build.axes import axes_of
from pet.charts.build.segments import Unit, numbers
from pet.charts.spec import Spec, Table
from pet.charts.spec.bars import Bars
from pet.charts.spec.quadrant import Quadrant
from pet.charts.spec.radar import Radar, Radars
from pet.charts.spec.slope import Slope
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Column, DataTable, Heading, Legend, SideBySide, Together
from pet.report.sections import change, uncertainty
from pet.report.sections.book import CELL_GAP, Book, Story, chapter, evenly, height, lesser, numeric
from pet.report.text import Markup, bold, join, text
from pet.words import groups, levels, patterns
from pet.words.numbers import decimal, whole
from pet.words.phrases import in_words, point

DIGIT = 6.2  # points: a digit in a table

MOST_SIGNED = 8
MOST_BESIDE = 24  # rows of a table that stands beside another
_APART = 28.0  # points between tables that stand beside each other: nearer, they would read as one
LONGEST_HEAD = 40  # characters
HIGHEST = 0.7  # of a page: what is higher becomes several tables


def story(book: Book) -> Story:
    """The table of all themes, then the table of every chart that it does not cover."""
    return [
        *chapter(_("All themes in numbers"), running=_("Numbers")),
        *_themes(book),
        *_bins(book),
        *_signed(book),
        *uncertainty.story(book),
        *_charts(book),
        *_gaps(book),
        *change.numbers(book),
        *_map(book),
    ]


def _themes(book: Book) -> Story:
    counted = any(theme.detail is Detail.DISTRIBUTION for theme in book.result.themes)
    points = range(1, book.framework.scale.size + 1) if counted else range(0)
    header = [
        _("Theme"),
        *(whole(number) for number in points),
        in_words(book.framework.scale.dont_know),
        _("Typical answer"),
        _("Answers lie"),
        _("Pattern"),
    ]
    rows = [_row(theme, len(points), book) for theme in book.result.themes]
    table = DataTable(_short(header), rows, columns=_columns(rows, len(points)), dense=True)
    if not counted:
        return [table]
    return [Heading(2, _heading(book), listed=False), Legend(_key(book)), table]


def _heading(book: Book) -> str:
    if book.result.weighting is Weighting.PARTNERS:
        return _("Answers in per cent, theme by theme")
    return _("Counts of answers, theme by theme")


def _bins(book: Book) -> Story:
    """The numbers of bars that show only below, in and above the middle."""
    ids = [theme.id for theme in book.result.themes if theme.detail is Detail.THREE_BINS]
    spec = build.bars(book.result, book.framework, ids)
    if spec is None:
        return []
    heading = Heading(2, _("Below, in and above the middle, in counts"), listed=False)
    return [heading, _table(spec)]


def _map(book: Book) -> Story:
    """The numbers of the map."""
    drawn = [spec for spec in book.drawn if isinstance(spec, Quadrant)][:1]
    heading = Heading(2, _("The map of themes in numbers"), listed=False)
    return [flowable for spec in drawn for flowable in (heading, *_halves(spec))]


def _halves(spec: Spec) -> Story:
    """The rows of the map in two tables beside each other; how close together stands in the table of all themes."""
    header = _short(spec.table.header[1:-1])
    columns = [Column(share=138.0), Column(share=48.0, align="right"), Column(share=66.0, align="right")]
    rows = [
        [_("{number} {title}", number=number, title=title), *numbers]
        for number, title, *numbers, _word in spec.table.rows
    ]
    tables = [
        DataTable(header, some, columns=columns, dense=True)
        for some in evenly(rows, min(MOST_BESIDE, -(-len(rows) // 2)))
    ]
    pairs = [tables[start : start + 2] for start in range(0, len(tables), 2)]
    return [SideBySide(pair[:1], pair[1:], gap=_APART) for pair in pairs]


def _table(spec: Spec) -> DataTable:
    """The text twin of a chart."""
    return _dense(spec.table.header, spec.table.rows)


def _dense(header: Sequence[str], rows: Sequence[Sequence[object]]) -> DataTable:
    return DataTable(_short(header), rows, columns=numeric(header, styles.WIDTH), dense=True)


def _columns(rows: list[list[str]], points: int) -> list[Column]:
    """Counts as wide as their digits; the theme takes what is left."""
    digits = max((len(cell) for row in rows for cell in row[1 : points + 2]), default=1)
    count = CELL_GAP + DIGIT * max(digits, 2)
    fixed = (*[count] * points, max(count, 44.0), 52.0, 58.0, 98.0)
    theme = max(styles.WIDTH + CELL_GAP - sum(fixed), 90.0)
    numbers = [Column(share=share, align="right") for share in fixed[:-2]]
    return [Column(share=theme), *numbers, *(Column(share=share) for share in fixed[-2:])]


def _row(theme: ThemeResult, points: int, book: Book) -> list[str]:
    unit = Unit.ANSWERS if theme.counts else Unit.PER_CENT
    answers = numbers(theme.answers, unit) if theme.answers else ("–",) * points
    return [
        _numbered(theme.id, book),
        *answers[:points],
        "–" if theme.dont_know is None else whole(theme.dont_know),
        "–" if theme.typical is None else decimal(theme.typical),
        levels.word(theme.agreement_level),
        patterns.of(theme, book.framework),
    ]


def _key(book: Book) -> str:
    labels = [
        _("{number} “{label}”", number=number, label=point(book.framework, number))
        for number in range(1, book.framework.scale.size + 1)
    ]
    if book.result.weighting is Weighting.PARTNERS:
        return _(
            "The columns are per cent of the answers, with every partner counting the same: {labels}.",
            labels=", ".join(labels),
        )
    return _("The columns count answers: {labels}.", labels=", ".join(labels))


def _charts(book: Book) -> Story:
    """The numbers of radars and strips; bars are in the table of all themes, the rest has its own."""
    seen: list[tuple[tuple[str, ...], ...]] = []
    story: Story = []
    for spec in book.drawn:
        if spec.table.rows not in seen and not _covered(spec):
            seen.append(spec.table.rows)
            kind = book.kind(axes_of(book.result)[0].id)
            table = DataTable(_short([kind, *spec.table.header[1:]]), spec.table.rows, dense=True)
            story.append(Together([Heading(2, _in_numbers(book), listed=False), table]))
    return story


def _in_numbers(book: Book) -> str:
    """What the radar and the strip show, without a finding: here it would read as a ranking."""
    if axes_of(book.result) == book.result.components:
        return _("All components in numbers")
    return _("All areas in numbers")


def _covered(spec: Spec) -> bool:
    return isinstance(spec, Bars | Quadrant | Radars | Slope) or (
        isinstance(spec, Radar) and len(spec.outlines) > 1
    )


def _gaps(book: Book) -> Story:
    """The bars of the gaps worth asking about; those with the same columns share a table."""
    drawn: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for gap in book.result.gaps:
        spec = build.group_bars(book.result, book.framework, gap.theme, gap.breakdown, gap.group)
        if spec is not None:
            drawn.setdefault(tuple(spec.table.header), []).append((book.title(gap.theme), spec.table))
    tables = [table for some in drawn.values() for table in _in_few_tables(some, book)]
    if not tables:
        return []
    heading = Heading(2, _("Worth asking about, in numbers"), listed=False)
    return [Together([heading, *tables[0]]), *map(Together, tables[1:])]


def _in_few_tables(gaps: Sequence[tuple[str, Table]], book: Book) -> list[Story]:
    """One table where that takes no more than most of a page, else one for each gap below its theme."""
    rows = [
        [join([bold(_("{term}.", term=theme)), text(row[0])]), *row[1:]]
        for theme, table in gaps
        for row in table.rows
    ]
    together: Story = [_dense(gaps[0][1].header, rows)]
    if height(together) <= HIGHEST * book.room:
        return [together]
    return [[lesser(3, theme), _dense(table.header, table.rows)] for theme, table in gaps]


def _signed(book: Book) -> Story:
    """In an open round every partner's answer to every theme, while the table is readable."""
    partners = book.shown_groups(Breakdown.PARTNER) if book.is_open else ()
    if not 1 < len(partners) <= MOST_SIGNED:
        return []
    header = [_("Theme"), *(groups.label(partner, Breakdown.PARTNER, book.framework) for partner in partners)]
    rows = [
        [_numbered(theme.id, book), *(_answer(partner.theme(theme.id)) for partner in partners)]
        for theme in book.result.themes
    ]
    columns = [Column(share=2.4), *(Column(share=1.0, align="right") for _partner in partners)]
    return [
        Heading(2, _("All themes, partner by partner"), listed=False),
        DataTable(_short(header), rows, columns=columns),
    ]


def _short(header: Sequence[str]) -> list[Markup]:
    """Labels from outside as heads of columns: a header is repeated on every page."""
    return [text(cell, longest=LONGEST_HEAD) for cell in header]


def _answer(theme: GroupTheme | None) -> str:
    return "–" if theme is None or theme.median is None else decimal(theme.median, theme.median % 1 > 0)


def _numbered(theme_id: str, book: Book) -> str:
    return _("{number} {title}", number=book.framework.numbers[theme_id], title=book.title(theme_id))
