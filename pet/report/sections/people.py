"""Who took part, whose voice is missing, and what is withheld and why."""

from pet.analysis.options import Breakdown
from pet.analysis.result import BreakdownResult, Withheld
from pet.language import gettext as _
from pet.language import ngettext
from pet.report.flowables import Body, BulletList, Column, DataTable, Heading, Lead, SideBySide
from pet.report.sections.book import Book, Story, following
from pet.words import groups, promise, withheld
from pet.words.numbers import whole
from pet.words.phrases import listing

MOST_ROWS = 16


def story(book: Book) -> Story:
    """The number of answers, the groups that are shown, and the reasons for what is not."""
    parts = [part for breakdown in book.result.breakdowns if (part := _breakdown(breakdown, book))]
    content: Story = [
        Lead(_("{answered}.", answered=promise.answered(book.result))),
        *([Body(book.glance.missing)] if book.glance.missing else []),
        *_columns(parts, book),
        *_withheld(book),
    ]
    return following(_("Who took part"), content)


def _columns(parts: list[Story], book: Book) -> Story:
    """Two breakdowns stand beside each other; who is not shown in one may be who is not shown in the other."""
    if len(parts) == 2:
        return [SideBySide(*parts), *_same_people(book)]
    return [flowable for part in parts for flowable in part]


def _same_people(book: Book) -> Story:
    of = (Breakdown.PARTNER, Breakdown.ROLE)
    rests = [breakdown.rest for breakdown in book.result.breakdowns if breakdown.breakdown in of]
    if len(rests) < 2 or not all(rests):
        return []
    return [
        Body(
            _(
                "People whose partner is not shown and people whose role is not shown may in part be the same people."
            )
        )
    ]


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
        return [Body(_many(breakdown, sizes)), *_rest(breakdown)]
    table = DataTable(
        [_("Shown on their own"), _("Answered")],
        rows,
        columns=[Column(share=0.6), Column(share=0.4)],
    )
    return [heading, table, *_rest(breakdown)]


def _many(breakdown: BreakdownResult, sizes: list[int]) -> str:
    return _(
        "{breakdown}: {shown} of {groups} can be shown on their own, with {least} to {most} people each.",
        breakdown=groups.breakdown(breakdown.breakdown),
        shown=whole(breakdown.shown),
        groups=whole(breakdown.groups),
        least=whole(sizes[0]),
        most=whole(sizes[-1]),
    )


def _rest(breakdown: BreakdownResult) -> Story:
    if not breakdown.rest:
        return []
    return [
        Body(
            ngettext(
                "The answers of {count} more person are in the whole, but not shown on their own.",
                "The answers of {count} more people are in the whole, but not shown on their own.",
                breakdown.rest,
                count=whole(breakdown.rest),
            )
        )
    ]


def _withheld(book: Book) -> Story:
    if book.is_open:
        return [Body(promise.sentences(book.result)[0])]
    reasons = [withheld.explanation(reason, book.result) for reason in _reasons(book)]
    if not reasons and not _comments(book):
        return [Body(_("Nothing had to be withheld, because no group is too small to be shown."))]
    return [
        Heading(2, _("What is not shown, and why"), listed=False),
        *([Body(_not_compared(book))] if _not_compared(book) else []),
        BulletList([*reasons, *_comments(book)]),
    ]


def _reasons(book: Book) -> list[Withheld]:
    """Every reason that applies anywhere in this report, each once."""
    result = book.result
    everywhere = [
        *(theme.withheld for theme in result.themes),
        *(breakdown.withheld for breakdown in result.breakdowns),
        *(group.withheld for found in result.groups.values() for group in found),
        *(theme.withheld for found in result.groups.values() for group in found for theme in group.themes),
        *(Withheld.ONE_BREAKDOWN for breakdown in result.breakdowns if breakdown.themes_withheld),
    ]
    return [reason for reason in Withheld if reason in everywhere]


def _comments(book: Book) -> list[str]:
    number = book.result.comments_withheld
    if not number:
        return []
    return [
        ngettext(
            "{count} comment is not shown, because too few people wrote on the same matter.",
            "{count} comments are not shown, because too few people wrote on the same matter.",
            number,
            count=whole(number),
        )
    ]


def _not_compared(book: Book) -> str:
    """Which comparisons are not made at all."""
    hidden = [
        groups.breakdown(breakdown.breakdown)
        for breakdown in book.result.breakdowns
        if breakdown.withheld or not breakdown.shown
    ]
    return _("Not compared in this report: {breakdowns}.", breakdowns=listing(hidden)) if hidden else ""
