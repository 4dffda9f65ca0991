"""Who took part, whose voice is missing, and what is withheld and why."""

from pet.analysis.options import Breakdown
from pet.analysis.result import BreakdownResult
from pet.language import gettext as _
from pet.report.flowables import Body, BulletList, Column, DataTable, Heading, Lead, SideBySide
from pet.report.sections.book import Book, Story, following
from pet.words import groups, people, promise
from pet.words.numbers import whole
from pet.words.phrases import listing

MOST_ROWS = 16


def story(book: Book, *, missing: bool = True) -> Story:
    """The number of answers, the groups that are shown, and the reasons for what is not.

    Args:
        book: the report.
        missing: whether it says whose voice is missing; else that stands elsewhere.
    """
    parts = [part for breakdown in book.result.breakdowns if (part := _breakdown(breakdown, book))]
    content: Story = [
        Lead(_("{answered}.", answered=promise.answered(book.result))),
        *([Body(book.glance.missing)] if missing and book.glance.missing else []),
        *_columns(parts, book),
        *_withheld(book),
    ]
    return following(_("Who took part"), content)


def _columns(parts: list[Story], book: Book) -> Story:
    """Two breakdowns stand beside each other; who is not shown in one may be who is not shown in the other."""
    if len(parts) == 2:
        return [SideBySide(*parts), *_said(people.same_people(book.result))]
    return [flowable for part in parts for flowable in part]


def _said(sentence: str) -> Story:
    return [Body(sentence)] if sentence else []


def _breakdown(breakdown: BreakdownResult, book: Book) -> Story:
    if breakdown.breakdown is Breakdown.LEADS or breakdown.withheld:
        return []
    shown = book.shown_groups(breakdown.breakdown)
    if not shown or breakdown.groups < 2:
        return []
    names = [groups.label(group, breakdown.breakdown, book.framework) for group in shown]
    heading = Heading(2, groups.breakdown(breakdown.breakdown), listed=False)
    if book.is_open:
        return [heading, BulletList(names) if len(names) <= MOST_ROWS else Body(listing(names))]
    rows = [(name, whole(group.valid or 0)) for name, group in zip(names, shown, strict=True)]
    if len(rows) > MOST_ROWS:
        sizes = sorted(group.valid or 0 for group in shown)
        return [Body(people.many(breakdown, sizes)), *_said(people.rest(breakdown))]
    table = DataTable(
        [_("Shown on their own"), _("Answered")],
        rows,
        columns=[Column(share=0.7), Column(share=0.3)],
        dense=True,
    )
    return [heading, table, *_said(people.rest(breakdown))]


def _withheld(book: Book) -> Story:
    reasons = people.not_shown(book.result)
    if not reasons:
        return [Body(people.nothing_withheld(book.result))]
    return [
        Heading(2, _("What is not shown, and why"), listed=False),
        *_said(people.not_compared(book.result)),
        BulletList(reasons),
    ]
