"""The whole report where too few answered: how many, why nothing is shown, and what can be done."""

from pet.language import gettext as _
from pet.report.flowables import Body, BulletList, Heading, Lead
from pet.report.sections.book import Book, Story, chapter
from pet.words import promise
from pet.words.phrases import spelled


def story(book: Book) -> Story:
    """One honest page."""
    least = spelled(book.result.smallest_group)
    return [
        *chapter(_("Too few have answered to show results"), bookmark=_("Too few answers")),
        Lead(_("{answered}.", answered=promise.answered(book.result))),
        Body(
            _(
                "Results are shown from {least} people on. With fewer, it would be easy to guess who said what, "
                "and everybody who answered was promised that this would not happen. So nothing is shown here: "
                "no typical answers, no pictures and no comments.",
                least=least,
            )
        ),
        Heading(2, _("What you can do"), listed=False),
        BulletList(
            [
                _(
                    "Ask again. A personal word works better than a reminder; say how long it takes and why it matters."
                ),
                _("Ask two or more people in each partner, so that more than one voice speaks for it."),
                _("Keep the round open a little longer: answers given so far are kept."),
                _(
                    "Or start an open round instead, in which each partner gives one joint, signed answer sheet "
                    "and nothing is hidden. Those who have answered must be told before it begins."
                ),
            ]
        ),
    ]
