"""The brief: two pages for whoever reads nothing else. The picture first, then what to talk about and what was agreed.

It never has a third page: what is too long is left out, from the explanations to the ends of long sentences.
"""

from dataclasses import dataclass

from pet.analysis.result_conversation import AgendaItem
from pet.charts import build
from pet.charts.build.axes import stopped
from pet.language import gettext as _
from pet.record.model import Action
from pet.report.flowables import (
    Body,
    Boxes,
    BulletList,
    Heading,
    Note,
    NumberedList,
    SectionStart,
    Small,
)
from pet.report.sections import essentials, picture
from pet.report.sections.book import Book, Story, height
from pet.report.sections.fitting import fitting
from pet.report.text import Markup, bold, clean, fill, join, text
from pet.words import actions, agenda, dates, promise, sections
from pet.words.phrases import topic

_LONGEST_HEADLINE = 150  # characters: four lines
_LEAST_BOX, _MOST_BOX, _BOX_ABOVE = 70.0, 230.0, 22.0  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How much stands on the second page.

    Attributes:
        statements, reasons: whether each theme has its statement, and why it was chosen.
        longest: the most characters of any text.
        reading: how many paragraphs say how to read it.
    """

    statements: bool = True
    reasons: bool = True
    longest: int = 300
    reading: int = essentials.MOST


_LOOKS = (
    _Look(),
    _Look(statements=False),
    _Look(statements=False, longest=140),
    _Look(statements=False, longest=140, reading=3),
    _Look(statements=False, longest=140, reading=2),
    _Look(statements=False, longest=140, reading=0),
    _Look(statements=False, reasons=False, longest=140, reading=0),
    _Look(statements=False, reasons=False, longest=60, reading=0),
    _Look(statements=False, reasons=False, longest=30, reading=0),
)


def story(book: Book) -> Story:
    """The two pages."""
    return [*_picture(book), *_next(book)]


def _picture(book: Book) -> Story:
    """The finding, the radar and the sentences."""
    headline = clean(book.glance.headline, longest=_LONGEST_HEADLINE)
    above = [
        SectionStart(_("At a glance")),
        Heading(1, headline, kicker=clean(_kicker(book), longest=140), bookmark=_("At a glance")),
        *_who(book),
    ]
    spec = build.radar_since(book.result, book.framework)
    missing = [(sections.missing(), book.glance.missing)] if book.glance.missing else []
    return picture.story(book, above, spec, more=missing)


def _kicker(book: Book) -> str:
    return _("Brief · {name}", name=book.name)


def _who(book: Book) -> Story:
    """How many answered, and when."""
    closed = book.record.closed_on
    until = _("until {day}", day=dates.plain(closed)) if closed else ""
    said = " · ".join(part for part in (promise.answered(book.result), until) if part)
    return [Note(said)]


def _next(book: Book) -> Story:
    """What to talk about first, what was agreed, how to read it, the promise; a box to write in where nothing was agreed."""
    page = fitting((_page(book, look) for look in _LOOKS), book.room)
    left = book.room - height(page) - _BOX_ABOVE
    if book.record.actions or left < _LEAST_BOX:
        return page
    box = (_("What do we agree to do?"), _("who does what by when, and what it needs"))
    return [*page, Boxes([box], height=min(left, _MOST_BOX))]


def _page(book: Book, look: _Look) -> Story:
    return [
        SectionStart(_("What next")),
        *_talk(book, look),
        *_agreed(book, look),
        *essentials.story(book, most=look.reading),
        *_promise(book),
    ]


def _talk(book: Book, look: _Look) -> Story:
    """The themes of the agenda."""
    items = book.result.agenda
    head: Story = [Heading(1, _("Talk about these first"))]
    if not items:
        return [*head, Body(_("No theme stands out. Choose together what to talk about."))]
    return [*head, NumberedList([_theme(item, book, look) for item in items])]


def _theme(item: AgendaItem, book: Book, look: _Look) -> Markup:
    """Its title, its statement, and why it was chosen."""
    said = [_named(item, book, look)]
    if look.statements:
        said.append(text(book.statement(item.theme), longest=look.longest))
    if look.reasons:
        said.append(text(agenda.reason(item, book.result, book.framework), longest=look.longest))
    return join(said)


def _named(item: AgendaItem, book: Book, look: _Look) -> Markup:
    """Its title, with the phrase by which sentences call it where there is room."""
    title = clean(book.title(item.theme), longest=look.longest)
    phrase = clean(topic(book.framework, item.theme), longest=look.longest)
    if not look.reasons or title.casefold() == phrase.casefold():
        return bold(stopped(title))
    return fill(_("{title} – {phrase}"), title=bold(title), phrase=stopped(phrase))


def _agreed(book: Book, look: _Look) -> Story:
    """The priorities in a line each, and the last actions in a sentence."""
    record = book.record
    lines = [_action(action, book, look) for action in record.priorities]
    before = actions.summary(record.became, record.as_of) if record.became else ""
    return [
        Heading(2, _("What we agreed"), listed=False),
        Body(actions.summary(record.actions, record.as_of)),
        *([BulletList(lines)] if lines else []),
        *([Body(join([bold(_("Agreed before.")), text(before)]))] if before else []),
    ]


def _action(action: Action, book: Book, look: _Look) -> Markup:
    return fill(
        _("{what} {owner} · {due} · {status}"),
        what=bold(stopped(clean(action.what, longest=look.longest))),
        owner=text(actions.owner(action), longest=look.longest),
        due=actions.due(action),
        status=actions.status(action, book.record.as_of),
    )


def _promise(book: Book) -> Story:
    """The promise, and the one caution where few answered."""
    caution = promise.caution(book.result)
    said = [
        _("{mode}.", mode=promise.name(book.result.mode)),
        *promise.sentences(book.result),
        *([caution] if caution else []),
    ]
    return [Small(" ".join(said))]
