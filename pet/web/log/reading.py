"""The log of a partnership, for its leads, and that of the site, for who looks after it."""

import math
from dataclasses import dataclass

from flask import abort, request, url_for
from sqlalchemy.orm import Session

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import audit, audit_checks, deleting
from pet.services.audit import ROWS_PER_PAGE, SITE, Event
from pet.services.audit_checks import Verdict
from pet.services.deleting import Deleted
from pet.web import guard
from pet.web.guard import requires
from pet.web.log.blueprint import blueprint
from pet.web.render import render
from pet.web.site import database
from pet.words import acts, dates

_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act.

    Attributes:
        said: what was done, in a sentence.
        details: what else there is to say, a sentence each.
        who: by whom.
        moment: when, in words.
    """

    said: str
    details: tuple[str, ...]
    who: str
    moment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A partnership that is to be deleted.

    Attributes:
        name: what it is called.
        when: when it goes for good, in a sentence.
        url: the page that undoes it.
    """

    name: str
    when: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """A part of a log.

    Attributes:
        title: in a few words.
        intro: what stands in it, and what does not.
        whole: that nothing was changed in it, or where something was.
        is_whole: whether that is so.
        lines: the newest first.
        place: which of how many pages this is, or empty.
        newer, older: addresses of the pages beside it, or empty.
        leaving: partnerships that are to be deleted; of the site only.
    """

    title: str
    intro: str
    whole: str
    is_whole: bool
    lines: tuple[Line, ...]
    place: str
    newer: str
    older: str
    leaving: tuple[Leaving, ...]


@blueprint.get("/partnerships/<partnership_id>/log")
@requires(Permission.SEE_LOG)
def partnership(partnership_id: str) -> str:
    """What was done to a partnership."""
    del partnership_id
    intro = _(
        "What leads, facilitators and PET did here. Nothing about answering stands in it: not who answered, and not what."
    )
    with database().reading() as session:
        chain = audit.chain_of(session, guard.partnership_id())
        page = _page(session, chain, title=_("Log"), intro=intro)
    return render("log/log.html", page)


@blueprint.get("/site/log")
@requires(Permission.SEE_SITE_LOG)
def site_log() -> str:
    """What was done to the site."""
    intro = _("What administrators did to accounts, and which partnerships were deleted.")
    with database().reading() as session:
        leaving = tuple(_leaving(one) for one in deleting.deleted(session))
        page = _page(session, SITE, title=_("Log of the site"), intro=intro, leaving=leaving)
    return render("log/log.html", page)


def _page(
    session: Session, chain: str, *, title: str, intro: str, leaving: tuple[Leaving, ...] = ()
) -> LogPage:
    number = _number()
    found = audit.page(session, chain, number=number)
    last = max(1, math.ceil(found.total / ROWS_PER_PAGE))
    if number > last:
        abort(404)
    checked = audit_checks.verify(session, chain)
    return LogPage(
        title=title,
        intro=intro,
        whole=_whole(checked),
        is_whole=checked.is_whole,
        lines=tuple(_line(event) for event in found.events),
        place=_("Page {number} of {last}", number=number, last=last) if last > 1 else "",
        newer=_address(number - 1) if number > 1 else "",
        older=_address(number + 1) if number < last else "",
        leaving=leaving,
    )


def _number() -> int:
    given = request.args.get("page", "1")
    if not (given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS and int(given)):
        abort(404)
    return int(given)


def _address(number: int) -> str:
    """This page with another part of the log."""
    return url_for(str(request.endpoint), **(request.view_args or {}), page=number)


def _whole(checked: Verdict) -> str:
    if checked.is_whole:
        return ngettext(
            "This log is whole: {number} entry, and none was changed, taken out or put in later.",
            "This log is whole: {number} entries, and none was changed, taken out or put in later.",
            checked.events,
        )
    return _(
        "Somebody changed this log behind PET’s back: it does not hold together from entry {number} on. Tell whoever runs this site.",
        number=checked.wrong,
    )


def _line(event: Event) -> Line:
    return Line(
        said=acts.sentence(event.act, event.about),
        details=acts.details(event.act, event.about),
        who=event.who,
        moment=dates.moment(event.at),
    )


def _leaving(one: Deleted) -> Leaving:
    return Leaving(
        name=one.name,
        when=_("It goes for good on {moment}.", moment=dates.moment(one.until)),
        url=url_for("log.delete", partnership_id=one.public_id),
    )
