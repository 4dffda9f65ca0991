"""Who took part, whose voice is missing, and what is withheld and why."""

from pet.analysis.options import Breakdown
from pet.analysis.result_groups import BreakdownResult
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, BulletList, Column, DataTable, Fine, Heading, Lead, SideBySide
from pet.report.prose import Words
from pet.report.sections.book import Book, Story, following, height
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
    answered = Lead(_("{answered}.", answered=promise.answered(book.result)))
    voices = book.glance.missing if missing else ""
    content = min((_below(voices, book), _beside(voices, book)), key=height)
    return following(_("Who took part"), [answered, *content], running=_("About this report"))


def _below(voices: str, book: Book) -> Story:
    """Whose voice is missing, two breakdowns beside each other, and below them what is not shown."""
    parts, opening = _parts(book), _said(voices)
    if len(parts) == 2:
        return [*opening, SideBySide(*parts), *_said(people.same_people(book.result)), *_withheld(book)]
    return [*opening, *(flowable for part in parts for flowable in part), *_withheld(book)]


def _beside(voices: str, book: Book) -> Story:
    """The breakdowns at the left; beside them, in smaller type, whose voice is missing and what is not shown."""
    parts = _parts(book)
    if not parts or not people.not_shown(book.result):
        return _below(voices, book)
    same = people.same_people(book.result) if len(parts) == 2 else ""
    said = [*_said(voices, Fine), *_said(same, Fine), *_withheld(book, kind=Fine)]
    return [SideBySide([flowable for part in parts for flowable in part], said, gap=styles.GAP)]


def _parts(book: Book) -> list[Story]:
    """What is shown of each breakdown; who is not shown in one may be who is not shown in the other."""
    return [part for breakdown in book.result.breakdowns if (part := _breakdown(breakdown, book))]


def _said(sentence: str, kind: type[Words] = Body) -> Story:
    return [kind(sentence)] if sentence else []


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
    return [heading, table, *_said(people.rest(breakdown), Fine)]


def _withheld(book: Book, *, kind: type[Words] = Body) -> Story:
    reasons = people.not_shown(book.result)
    if not reasons:
        return [kind(people.nothing_withheld(book.result))]
    return [
        Heading(2, _("What is not shown, and why"), listed=False),
        *_said(people.not_compared(book.result), kind),
        BulletList(reasons, style=styles.paragraph("fine") if kind is Fine else None),
    ]
