"""The files that the pages of a round lead to, under the names that they have on every page."""

from dataclasses import dataclass

from flask import url_for

from pet.exports import catalogue
from pet.language import gettext as _
from pet.services import productions
from pet.services.rounds import REPORT, RoundFacts
from pet.web.download_words import to_download
from pet.web.link import Link
from pet.web.rounds import about


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that is got with one press: whoever presses it has it, or has it made."""

    label: str
    url: str
    is_file: bool = True


def wanted(facts: RoundFacts) -> tuple[Download, ...]:
    """What people want next of a round that is closed: the booklet before the conversation, and what is for afterwards.

    Where too few answered there is one report alone, which says so.
    """
    if not _may_have(facts):
        return ()
    if facts.is_hidden:
        return (_report(catalogue.FULL_REPORT, facts),)
    return (_report(catalogue.IMPROVEMENT, facts) if facts.agreed else booklet(facts),)


def others(facts: RoundFacts) -> tuple[Link | Download, ...]:
    """What is wanted less often: the booklet once something was agreed, and all the other files."""
    if facts.is_hidden or not _may_have(facts):
        return ()
    url = url_for("results.show", round_id=facts.public_id, _anchor="downloads")
    every = Link(label=_("See all reports and files"), url=url)
    return (booklet(facts), every) if facts.agreed else (every,)


def booklet(facts: RoundFacts) -> Download:
    """To what everybody reads before the conversation."""
    return _report(catalogue.CONVERSATION, facts)


def _may_have(facts: RoundFacts) -> bool:
    return about.follows() or facts.shows_members(REPORT)


def _report(name: str, facts: RoundFacts) -> Download:
    url = url_for("results.file", round_id=facts.public_id, name=name, page=productions.A4)
    return Download(label=to_download(name), url=url)
