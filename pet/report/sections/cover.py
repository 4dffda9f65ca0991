"""The cover: what this is, how many answered, what they were promised."""

from pet.analysis.options import Breakdown
from pet.language import gettext as _
from pet.language import ngettext
from pet.report.flowables import Contents, Cover
from pet.report.sections.book import Book, Story
from pet.words import promise
from pet.words.numbers import whole
from pet.words.phrases import in_words


def story(book: Book) -> Story:
    """The cover page."""
    result = book.result
    return [
        Cover(
            result.title or in_words(book.framework.title),
            kicker=_("A partnership looks at its own work"),
            subtitle=_("What we share, where we differ, and what to talk about"),
            facts=[promise.answered(result), *_partners(book), _promise(book)],
        )
    ]


def contents() -> Story:
    """The table of contents."""
    return [Contents(_("Contents"))]


def _promise(book: Book) -> str:
    """What kind of round it was, and in the same breath what that means."""
    return _(
        "{mode}. {promise}",
        mode=promise.name(book.result.mode),
        promise=" ".join(promise.sentences(book.result)),
    )


def _partners(book: Book) -> list[str]:
    partners = book.result.breakdown(Breakdown.PARTNER)
    if partners is None or book.is_open:
        return []
    return [ngettext("{count} partner", "{count} partners", partners.groups, count=whole(partners.groups))]
