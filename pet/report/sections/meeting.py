"""What we share, where we differ, what is hard for us, what many of us don't know: the order of a good meeting."""

from collections.abc import Sequence

from pet.analysis.kinds import Section
from pet.analysis.result_themes import ThemeResult
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.report import styles
from pet.report.flowables import Body, Lead, Note, SectionStart
from pet.report.sections import themes
from pet.report.sections.book import Book, Story, following, height
from pet.report.stack import tall
from pet.words import glance, sections
from pet.words.phrases import listing, sentence_start, spelled

ORDER = (Section.SHARE, Section.DIFFER, Section.CHALLENGE, Section.UNKNOWN)
MOST, LEAST = 5, 3  # themes: as many as leave the chapter on one page

_INTRODUCTIONS = {
    Section.SHARE: lazy_gettext("Start here. What works already shows what this partnership can do."),
    Section.DIFFER: lazy_gettext(
        "Talking helps most here. Different views usually come from different experience; "
        "the aim is to understand them, not to bring everybody to one answer."
    ),
    Section.CHALLENGE: lazy_gettext("Where the answers are low, there may be a first step to take together."),
    Section.UNKNOWN: lazy_gettext(
        "Not knowing is a finding too. It usually means that something is hard to see from where people stand, "
        "and that is nobody’s fault."
    ),
}


def story(book: Book) -> Story:
    """Each part of the meeting with its most telling themes; parts without any are left out."""
    some = [section for section in ORDER if glance.themes_of(section, book.result)]
    parts = [_part(section, book, first=number == 0) for number, section in enumerate(some)]
    for number in range(1, len(some)):
        if height([*parts[number - 1], *parts[number]]) > book.room:
            closer = [_part(section, book, dense=True) for section in some[number - 1 : number + 1]]
            if height([*closer[0], *closer[1]]) <= book.room:
                parts[number - 1 : number + 1] = closer
    return (
        [SectionStart(_("Our answers")), *(flowable for part in parts for flowable in part)] if parts else []
    )


def _part(section: Section, book: Book, *, first: bool = False, dense: bool = False) -> Story:
    """As many themes as leave it on one page; in tables whose rows stand close where that brings two parts together."""
    found = glance.themes_of(section, book.result)
    for most in range(MOST, LEAST - 1, -1):
        content = _content(section, found, most, book, dense=dense)
        part = following(sections.title(section), content, first=first)
        if height(part) <= book.room:
            break
    return part


def _content(
    section: Section, found: Sequence[ThemeResult], most: int, book: Book, *, dense: bool = False
) -> Story:
    more = [book.title(theme.id) for theme in found[most:]]
    sentence = glance.sentence(section, book.result, book.framework)
    return [
        Lead(sentence),
        Body(_INTRODUCTIONS[section]),
        *themes.story(found[:most], book, finding=sentence, dense=dense),
        *([_more(more)] if more else []),
    ]


def _more(titles: list[str]) -> Note:
    """How many more there are, and which, where their names take no more than two lines."""
    count = sentence_start(spelled(len(titles)))
    named = Note(
        ngettext(
            "{count} more is on the page of its component: {themes}.",
            "{count} more are on the pages of their components: {themes}.",
            len(titles),
            count=count,
            themes=listing(titles),
        )
    )
    if tall(named, styles.WIDTH) <= 2 * styles.paragraph("note").leading:
        return named
    return Note(
        ngettext(
            "{count} more is on the page of its component.",
            "{count} more are on the pages of their components.",
            len(titles),
            count=count,
        )
    )
