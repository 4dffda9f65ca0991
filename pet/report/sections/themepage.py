"""A page to talk about one theme: its finding, its bar, three questions, a few comments, and boxes to write in."""

from pet.analysis.kinds import Pattern
from pet.analysis.result_conversation import AgendaItem
from pet.analysis.result_themes import ThemeResult
from pet.charts import build
from pet.language import gettext as _
from pet.language import ngettext
from pet.report.flowables import (
    Body,
    Boxes,
    Heading,
    Lead,
    NumberedList,
    Quote,
    SectionStart,
    Small,
)
from pet.report.sections.book import Book, Story, height, lesser
from pet.words import agenda, findings, groups, questions, sections, uncertainty
from pet.words.numbers import whole
from pet.words.phrases import topic

QUOTED = 3
LEAST_BOXES, MOST_BOXES, BOX_MARGIN = 190.0, 270.0, 24.0  # points


def story(item: AgendaItem, book: Book) -> Story:
    """A page for one theme: as many comments as leave room to write, and boxes for what is left."""
    theme = book.themes[item.theme]
    heading = Heading(
        2,
        agenda.moved_heading(item, book.result, book.framework)
        or findings.heading(theme, book.framework, book.result),
        kicker=_kicker(item, book),
        bookmark=book.title(item.theme),
        rule=True,
    )
    above: Story = [
        SectionStart(book.title(item.theme)),
        heading,
        Lead(book.statement(item.theme)),
        *_pictured(theme, book),
        *([Body(moved)] if (moved := agenda.then_and_now(item.theme, book.result)) else []),
        lesser(3, _("To talk about")),
        NumberedList(questions.texts(item.questions, topic(book.framework, item.theme))),
    ]
    above += _comments(book.comments.get(item.theme, ()), above, book.room - LEAST_BOXES)
    return [*above, _boxes(book.room - height(above))]


def _kicker(item: AgendaItem, book: Book) -> str:
    """Its place in the meeting, and its minutes where one length of meeting was chosen."""
    chosen = agenda.chosen_length(book.result.agenda)
    if chosen is None:
        return sections.of(item)
    return _(
        "{section} · {minutes}",
        section=sections.of(item),
        minutes=agenda.minutes(item.minutes_in(chosen)),
    )


def _pictured(theme: ThemeResult, book: Book) -> Story:
    """The bar and what it says; where groups see the theme differently, the group's bar above all others'."""
    gap = groups.gap_of(book.result, theme.id) if theme.pattern is Pattern.GROUP_GAP else None
    if gap is not None:
        compared = build.group_bars(book.result, book.framework, theme.id, gap.breakdown, gap.group)
        if compared is not None:
            return [*book.chart(compared), Body(_said(theme, book, together=False))]
    said = findings.sentence(theme, book.framework, book.result)
    together = build.bars(book.result, book.framework, [theme.id], finding=said)
    return [*book.chart(together), Body(_said(theme, book))]


def _said(theme: ThemeResult, book: Book, *, together: bool = True) -> str:
    """What the answers say, and how far apart they are, also had everybody answered, where they are shown together."""
    said = [
        findings.sentence(theme, book.framework, book.result),
        findings.agreement(theme, book.framework) if together else "",
        uncertainty.sentence(theme, book.result) if together else "",
        findings.caution(theme, book.result),
    ]
    return " ".join(sentence for sentence in said if sentence)


def _comments(texts: tuple[str, ...], above: Story, room: float) -> Story:
    """As many of the comments as there is room for below the rest, at most three."""
    for number in range(min(QUOTED, len(texts)), 0, -1):
        more = len(texts) - number
        shown: Story = [
            lesser(3, _("What people wrote")),
            *(Quote(words) for words in texts[:number]),
            *([Small(_more(more))] if more else []),
        ]
        if height([*above, *shown]) <= room:
            return shown
    return []


def _boxes(room: float) -> Boxes:
    boxes = [
        (_("What do we see?"), _("only facts")),
        (_("So what?"), _("what it means for us")),
        (_("Now what?"), _("who does what by when")),
    ]
    return Boxes(boxes, height=min(max(room - BOX_MARGIN, LEAST_BOXES - BOX_MARGIN), MOST_BOXES))


def _more(more: int) -> str:
    return ngettext(
        "{count} more is in the full report under “What people wrote”.",
        "{count} more are in the full report under “What people wrote”.",
        more,
        count=whole(more),
    )
