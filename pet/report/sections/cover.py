"""The cover: whose round this is and when it was, how many answered, what they were promised, and for whom this is."""

from pet.analysis.options import Breakdown
from pet.language import gettext as _
from pet.language import ngettext
from pet.report import styles
from pet.report.flowables import Contents, Cover, Space
from pet.report.sections.book import Book, Story
from pet.report.stack import tall
from pet.report.text import Markup, bold, join, text
from pet.words import dates, pairs, promise
from pet.words.numbers import whole

_ABOVE = 40.0  # points: between the facts and what stands below them


def story(book: Book, *, edition: str = "", about: str = "", below: Story | None = None) -> Story:
    """The cover page.

    Args:
        book: the report.
        edition: what this edition is called; empty where there is but one.
        about: for whom it is and when to read it, in a sentence.
        below: what stands under the facts where there is room, else on the page that follows.
    """
    under = [Space(_ABOVE), *below] if below else []
    cover = _cover(book, edition, about, under)
    if not below or tall(cover, styles.WIDTH) <= book.room:
        return [cover]
    return [_cover(book, edition, about, []), *below]


def _cover(book: Book, edition: str, about: str, below: Story) -> Cover:
    record = book.record
    named = bool(record.partnership and record.title)
    return Cover(
        record.partnership if named else book.name,
        kicker=edition or _("A partnership looks at its own work"),
        subtitle=record.title if named else _("What we share, where we differ, and what to talk about"),
        facts=[*_days(book), _who(book), _promise(book), *([bold(about)] if about else [])],
        below=below,
    )


def contents() -> Story:
    """The table of contents."""
    return [Contents(_("Contents"))]


def _days(book: Book) -> list[str]:
    """When people answered, and when they met."""
    record, days = book.record, []
    if record.opened_on and record.closed_on:
        days.append(
            _(
                "Answers from {first} to {last}",
                first=dates.plain(record.opened_on),
                last=dates.plain(record.closed_on),
            )
        )
    elif record.closed_on:
        days.append(_("Answers until {last}", last=dates.plain(record.closed_on)))
    if record.met_on:
        day = dates.plain(record.met_on)
        held = _("The conversation was held on {day}", day=day)
        days.append(held if record.has_met else _("Conversation on {day}", day=day))
    return days


def _who(book: Book) -> Markup:
    """How many answered, and of how many partners."""
    return join([text(said) for said in (promise.answered(book.result), *_partners(book))], " · ")


def _promise(book: Book) -> str:
    """What kind of round it was, and in the same breath what that means, also for who answered both times."""
    matched = pairs.matched(book.result.change, book.result)
    return _(
        "{mode}. {promise}",
        mode=promise.name(book.result.mode),
        promise=" ".join([*promise.sentences(book.result), *([matched] if matched else [])]),
    )


def _partners(book: Book) -> list[str]:
    partners = book.result.breakdown(Breakdown.PARTNER)
    if partners is None or book.is_open:
        return []
    return [ngettext("{count} partner", "{count} partners", partners.groups, count=whole(partners.groups))]
