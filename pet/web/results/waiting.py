"""The page of a file that is not made yet: a button that asks for it, and how far it is."""

from dataclasses import dataclass

from flask import jsonify, request, url_for
from werkzeug.wrappers import Response

from pet.exports import catalogue
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import made
from pet.services.productions import State
from pet.web.render import render
from pet.web.results import about, kept, seeking
from pet.web.results.seeking import Sought
from pet.web.site import now

PATIENCE = 30
"""Seconds in the queue after which the page says that nobody seems to work."""
_PAPERS = {"a4": "A4", "letter": "US Letter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MakingPage:
    """templates/results/making.html.

    Attributes:
        kicker: of which round.
        state: `none`, `queued`, `making`, `ready` or `failed`.
        said: how far it is, in a sentence.
        done: the same as a whole number of per cent.
        is_awaited: whether it comes by itself.
        file_url, ask_url, look_url: where the file is, is asked for, and is told how far it is.
        back: to all files.
    """

    title: str
    kicker: str
    state: str
    said: str
    done: int
    is_awaited: bool
    file_url: str
    ask_url: str
    look_url: str
    back: str


def shown(sought: Sought) -> Response | str:
    """How far a file is: as JSON where a script asks, else as a page."""
    page = _page(sought)
    if request.args.get("format") == "json":
        return jsonify(state=page.state, said=page.said, done=page.done, awaited=page.is_awaited)
    return render("results/making.html", page)


def _page(sought: Sought) -> MakingPage:
    round_id = sought.facts.public_id
    state = _state(sought)
    return MakingPage(
        title=title(sought),
        kicker=sought.facts.title,
        state=state,
        said=_said(state, sought),
        done=_done(state, sought),
        is_awaited=state in (State.QUEUED, State.MAKING),
        file_url=seeking.address("file", round_id, sought),
        ask_url=seeking.address("ask", round_id, sought),
        look_url=seeking.address("making", round_id, sought, as_json=True),
        back=url_for("results.show", round_id=round_id, seen_by=about.seen_by(), _anchor="downloads"),
    )


def title(sought: Sought) -> str:
    """What the file is called, with its paper where it comes on several."""
    name = catalogue.title(sought.file.name)
    if not sought.file.papers:
        return name
    return _("{file}, on {paper}", file=name, paper=_PAPERS[sought.wish.page])


def _state(sought: Sought) -> str:
    if made.size(kept.shelf(), sought.ground.copy) is not None:
        return State.READY
    if sought.standing is None or sought.standing.state is State.READY:
        return "none"  # it was swept from the shelf, or is made by a worker that has another one
    return sought.standing.state


def _done(state: str, sought: Sought) -> int:
    if state == State.READY:
        return 100
    return int(sought.standing.progress * 100) if sought.standing is not None and state != "none" else 0


def _said(state: str, sought: Sought) -> str:
    standing = sought.standing
    if state == State.READY:
        return _("It is ready.")
    if standing is None or state == "none":
        return _(
            "This file has not been made yet. It takes a few seconds, and is kept for whoever comes next."
        )
    if state == State.FAILED:
        return standing.problem
    if state == State.MAKING:
        return _("{number} % is done.", number=_done(state, sought))
    waits = int((now() - standing.asked_at).total_seconds())
    if waits <= PATIENCE:
        return _("It will be begun in a moment.")
    return ngettext(
        "It has been waiting for {number} second. Either other files come first, or the part of PET that makes files "
        "is not running: whoever looks after this site can start it with “pet worker”.",
        "It has been waiting for {number} seconds. Either other files come first, or the part of PET that makes files "
        "is not running: whoever looks after this site can start it with “pet worker”.",
        waits,
    )
