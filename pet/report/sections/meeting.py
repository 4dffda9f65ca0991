"""What we share, where we differ, what is hard for us, what many of us don't know: the order of a good meeting."""

from pet.analysis.result import Section
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.report.flowables import Body, Lead, Note, SectionStart
from pet.report.sections import themes
from pet.report.sections.book import Book, Story, following
from pet.words import glance, sections
from pet.words.phrases import sentence_start, spelled

ORDER = (Section.SHARE, Section.DIFFER, Section.CHALLENGE, Section.UNKNOWN)
MOST = 5

_INTRODUCTIONS = {
    Section.SHARE: lazy_gettext("Start here. What works already shows what this partnership can do."),
    Section.DIFFER: lazy_gettext(
        "Here it is most worth talking. Different views usually rest on different experience; "
        "the aim is to understand them, not to bring everybody to one answer."
    ),
    Section.CHALLENGE: lazy_gettext(
        "Here answers point to the same difficulty: the ground for a common step."
    ),
    Section.UNKNOWN: lazy_gettext(
        "Not knowing is a finding of its own. It usually says that something is not visible enough, "
        "not that somebody has failed to look."
    ),
}


def story(book: Book) -> Story:
    """Each part of the meeting with its most telling themes; parts without any are left out."""
    parts: list[Story] = []
    for section in ORDER:
        if part := _part(section, book, first=not parts):
            parts.append(part)
    return (
        [SectionStart(_("What our answers say")), *(flowable for part in parts for flowable in part)]
        if parts
        else []
    )


def _part(section: Section, book: Book, *, first: bool) -> Story:
    found = glance.themes_of(section, book.result)
    if not found:
        return []
    more = len(found) - MOST
    return following(
        sections.title(section),
        [
            Lead(glance.sentence(section, book.result, book.framework)),
            Body(_INTRODUCTIONS[section]),
            *themes.story(found[:MOST], book),
            *([_more(more)] if more > 0 else []),
        ],
        first=first,
    )


def _more(more: int) -> Note:
    return Note(
        ngettext(
            "{count} more theme belongs here; it stands with its component in the pages that follow.",
            "{count} more themes belong here; they stand with their components in the pages that follow.",
            more,
            count=sentence_start(spelled(more)),
        )
    )
