"""The improvement report: what a board reads after the meeting, in about six pages.

A governor finds in it what to be proud of, what worries, what is planned, who does it by when and what it takes, what
became of the last actions, and what to ask.
"""

from collections.abc import Sequence

from pet.analysis.kinds import Section
from pet.analysis.result_themes import ThemeResult
from pet.charts import build
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.report.flowables import Body, BulletList, Fine, Heading, Note, SectionStart, Together
from pet.report.sections import agreed, board, cover, essentials, picture, since, talk, themes
from pet.report.sections.book import Book, Story, chapter, following, height, lesser
from pet.report.text import bold, fill
from pet.words import actions, glance, method, pairs, people, promise, sections
from pet.words import board as questions

MOST, MOST_DIFFERING, LEAST = 3, 5, 1  # themes of each kind that stand with their bars

_INTRODUCTIONS = {
    Section.SHARE: lazy_gettext("Something to be proud of, and to build on."),
    Section.CHALLENGE: lazy_gettext("Something to worry about together."),
    Section.DIFFER: lazy_gettext("Different views usually come from different experience."),
}


def story(book: Book) -> Story:
    """From a cover that says what it is about to what is not shown and why."""
    return [
        *_cover(book),
        *_glance(book),
        *_strong_and_hard(book),
        *_differ(book),
        SectionStart(_("Actions")),
        *following(questions.priorities_title(), agreed.priorities(book), first=True),
        *following(questions.became_title(), agreed.earlier(book)),
        *since.story(book),
        SectionStart(_("Questions")),
        *following(questions.title(), board.story(book), first=True),
        *_not_shown(book),
    ]


def _cover(book: Book) -> Story:
    """The cover, with as much of how to read the report as leaves it one page."""
    caution = promise.caution(book.result)
    said = [*_in_short(book), *([Fine(caution)] if caution else [])]
    for most in range(essentials.MOST, -1, -1):
        page = cover.story(
            book,
            edition=_("Improvement report"),
            about=_("For the board: what we found, what we agreed, and what became of the last actions."),
            below=[*said, *essentials.story(book, most=most)],
        )
        if len(page) == 1:
            break
    return page


def _in_short(book: Book) -> Story:
    """What was agreed and what became of the last actions, a sentence each."""
    record = book.record
    said = [(_("Agreed now."), actions.summary(record.actions, record.as_of))]
    if record.became:
        said.append((_("Agreed before."), actions.summary(record.became, record.as_of)))
    lines = [fill(_("{term} {said}"), term=bold(term), said=sentence) for term, sentence in said]
    return [lesser(2, _("In short")), *map(Fine, lines)]


def _glance(book: Book) -> Story:
    """The picture, the sentences, and whose voice is missing."""
    head = chapter(book.glance.headline, kicker=_("At a glance"), bookmark=_("At a glance"))
    change = book.result.change
    then_and_now = build.change_radar(book.result, book.framework)
    spec = then_and_now or build.radar(book.result, book.framework)
    whose = pairs.whose(change, book.result) if change is not None and then_and_now is not None else ""
    missing = [(sections.missing(), book.glance.missing)] if book.glance.missing else []
    return picture.story(book, head, spec, more=missing, whose=whose)


def _strong_and_hard(book: Book) -> Story:
    """What we share and what is hard, each with the bars of its most telling themes, on one page."""
    for most in range(MOST, LEAST - 1, -1):
        page = [
            SectionStart(_("Strong and hard")),
            *_part(Section.SHARE, book, most, first=True),
            *_part(Section.CHALLENGE, book, most),
        ]
        if height(page) <= book.room:
            break
    return page


def _differ(book: Book) -> Story:
    """Where views differ, what many do not know, and what the conversation changed."""
    unknown = glance.sentence(Section.UNKNOWN, book.result, book.framework)
    said = [
        Heading(2, sections.title(Section.UNKNOWN), listed=False),
        Body(unknown),
        *talk.story(book),
    ]
    for most in range(MOST_DIFFERING, LEAST - 1, -1):
        page = [SectionStart(_("Differences")), *_part(Section.DIFFER, book, most, first=True), *said]
        if height(page) <= book.room:
            break
    return page


def _part(section: Section, book: Book, most: int, *, first: bool = False) -> Story:
    """A part of the meeting: the bars of so many of its themes, or the sentence that says there is none."""
    found = _shown_first(section, book)[:most]
    sentence = glance.sentence(section, book.result, book.framework)
    if not found:
        return following(sections.title(section), [Body(sentence)], first=first)
    shown = [
        Body(f"{_INTRODUCTIONS[section]} {_which(found, book)}"),
        *themes.story(found, book, finding=sentence),
    ]
    return following(sections.title(section), shown, first=first)


def _shown_first(section: Section, book: Book) -> list[ThemeResult]:
    """The themes of a part: those of the agenda first, so that what is to be talked about has its bar."""
    talked = _on_agenda(book)
    return sorted(glance.themes_of(section, book.result), key=lambda theme: theme.id not in talked)


def _on_agenda(book: Book) -> set[str]:
    return {item.theme for item in book.result.agenda}


def _which(found: Sequence[ThemeResult], book: Book) -> str:
    """Why these themes are shown and no others."""
    if any(theme.id in _on_agenda(book) for theme in found):
        return _("Themes to talk about come first, then those that stand out most:")
    return _("These themes stand out most:")


def _not_shown(book: Book) -> Story:
    """What is withheld and why, and how the report was made."""
    reasons = people.not_shown(book.result)
    said: Story = [BulletList(reasons)] if reasons else [Body(people.nothing_withheld(book.result))]
    made = Note(method.origin(book.result, book.framework))
    return [Together([Heading(2, _("What is not shown, and why"), listed=False), *said, made])]
