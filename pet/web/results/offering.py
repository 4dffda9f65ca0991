"""The files of a round as its page offers them: the two editions first, then all the others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import url_for

from pet.access.policy import Permission
from pet.exports import catalogue
from pet.exports.catalogue import File
from pet.language import gettext as _
from pet.record.model import Record
from pet.services import made, productions, records
from pet.services.made import Copy
from pet.services.results import Stored
from pet.services.rounds import RoundFacts
from pet.web.download_words import to_download
from pet.web.results import about, kept
from pet.web.results.seeking import PAPERS
from pet.web.site import database, now
from pet.words.numbers import decimal, whole

_EDITIONS = (catalogue.CONVERSATION, catalogue.IMPROVEMENT)
_DATA = (*catalogue.TABLES, catalogue.FRAMEWORK, catalogue.RESULT, catalogue.RECORD)
_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """One file to download.

    Attributes:
        url: its address.
        label: its paper, what it is, or what is done.
        kind: `PDF`, `CSV` and so on.
        size: how large it is, or empty where it has yet to be made.
        comes_at_once: whether its address gives it; else it is asked for there first, with a form.
    """

    url: str
    label: str
    kind: str
    size: str
    comes_at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kind of file: what it is called and for, and one link for each paper."""

    title: str
    about: str
    links: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """templates/results/_downloads.html; nothing at all where the reports were held back.

    Attributes:
        buttons: to the reports that most people want, the first one first.
        editions: the ones that are offered first.
        more: the others.
        data: tables and documents, for programs and people who work out something of their own.
    """

    buttons: tuple[FileLink, ...] = ()
    editions: tuple[Offer, ...] = ()
    more: tuple[Offer, ...] = ()
    data: tuple[FileLink, ...] = ()


def downloads(facts: RoundFacts, stored: Stored) -> Downloads:
    """What the sender may download of a result, which is shown as they may see it."""
    if not about.shows_report(facts):
        return Downloads()
    with database().reading() as session:
        record = records.of_round(session, facts.id, now=now(), stored=stored)
    if record is None:
        return Downloads()
    offered = {file.name: file for file in catalogue.files(record) if _may_have(file)}
    shelf = _Shelf(facts, stored, record)
    names = [name for name in offered if name not in (*_EDITIONS, *_DATA, catalogue.INDEX)]
    return Downloads(
        buttons=tuple(
            shelf.link(offered[name], PAPERS[0], to_download(name)) for name in _wanted(record, offered)
        ),
        editions=tuple(shelf.offer(offered[name]) for name in _EDITIONS if name in offered),
        more=tuple(shelf.offer(offered[name]) for name in names),
        data=tuple(
            shelf.link(offered[name], "a4", catalogue.title(name)) for name in _DATA if name in offered
        ),
    )


def _wanted(record: Record, offered: Collection[str]) -> tuple[str, ...]:
    """Before the meeting what people read for it, and what is for afterwards once something was agreed."""
    if catalogue.CONVERSATION not in offered:
        return (catalogue.FULL_REPORT,) if catalogue.FULL_REPORT in offered else ()
    return _EDITIONS if record.actions and catalogue.IMPROVEMENT in offered else _EDITIONS[:1]


def _may_have(file: File) -> bool:
    return file.for_everybody or about.may(Permission.EXPORT_RESULTS)


class _Shelf:
    """The files of one record, with what is known of each."""

    def __init__(self, facts: RoundFacts, stored: Stored, record: Record) -> None:
        self._facts, self._stored, self._record = facts, stored, record
        self._on = kept.shelf()
        self._identity = records.identity(record, stored.identity)

    def offer(self, file: File) -> Offer:
        papers = PAPERS if file.papers else PAPERS[:1]
        labels = {"a4": _("A4"), "letter": _("US Letter")}
        return Offer(
            title=catalogue.title(file.name),
            about=_purposes().get(file.name, ""),
            links=tuple(
                self.link(file, paper, labels[paper] if file.papers else _("Download")) for paper in papers
            ),
        )

    def link(self, file: File, paper: str, label: str) -> FileLink:
        size = made.size(self._on, self._copy(file, paper))
        return FileLink(
            url=self._url(file, paper),
            label=label,
            kind=file.name.rpartition(".")[2].upper(),
            size=_size(size) if size is not None else "",
            comes_at_once=size is not None or file.is_short,
        )

    def _url(self, file: File, paper: str) -> str:
        return url_for(
            "results.file" if file.for_everybody else "results.export",
            round_id=self._facts.public_id,
            name=file.name,
            page=paper if file.papers else None,
            seen_by=about.seen_by(),
        )

    def _copy(self, file: File, paper: str) -> Copy:
        page = paper if file.papers else productions.A4
        return made.copy_of(self._record, self._stored, file.name, page, identity=self._identity)


def _size(size: int) -> str:
    if size < _MB:
        return _("{number} KB", number=whole(max(1, round(size / _KB))))
    return _("{number} MB", number=decimal(size / _MB))


def _purposes() -> Mapping[str, str]:
    return {
        catalogue.CONVERSATION: _(
            "For everybody who comes to the meeting, to read before: who took part, what stands out, the themes to talk "
            "about, and room to write."
        ),
        catalogue.IMPROVEMENT: _(
            "For a board, after the meeting: what we share, where we differ, what was agreed and what became of it."
        ),
        catalogue.FULL_REPORT: _("All themes, all groups, the method: to look things up."),
        catalogue.BRIEF: _("Two pages for those who have five minutes."),
        catalogue.POSTERS: _("One theme on each A3 sheet, to hang up and walk along."),
        catalogue.QUESTIONNAIRE: _("Every statement of the questionnaire, also as each role read it."),
        catalogue.SLIDES: _("For a projector; the charts can be changed, the notes hold the questions."),
        catalogue.WORKBOOK: _("All numbers for a spreadsheet, with an explanation of each."),
        catalogue.ARCHIVE: _(
            "Everything in one file, for keeping. PET can make all files anew from it, on any computer."
        ),
    }
