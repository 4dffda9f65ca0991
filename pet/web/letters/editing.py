"""The page on which a lead writes a letter and sees how it will arrive."""

import math
from dataclasses import asdict, dataclass
from datetime import timedelta
from http import HTTPStatus

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.language import ngettext
from pet.services.letters import LetterKind, composing, rendering, round_words, testing, texts
from pet.services.letters.kinds import OF_A_ROUND
from pet.services.letters.round_words import About, Addressee
from pet.services.letters.words import Words
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.letters.blueprint import blueprint
from pet.web.letters.form import LetterForm
from pet.web.letters.naming import Named, named
from pet.web.letters.overview import silent
from pet.web.render import render
from pet.web.site import database, now, site

SAVE, LOOK, TEST, USUAL = "save", "look", "test", "usual"
_SOMEBODY_S_LINK = "their-own-link"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """templates/letters/edit.html.

    Attributes:
        title: what the letter is called.
        round, round_id: its title and its public id.
        letter: what it is called, and when it goes.
        form: its words.
        done: what was just done, or empty.
        silent: why no letters go, or empty.
        can_test: whether a test can be sent.
        is_own: whether a lead wrote something in place of the usual words.
        words, plain: how it will arrive, as HTML and as plain text.
    """

    title: str
    round: str
    round_id: str
    letter: Named
    form: LetterForm
    done: str
    silent: str
    can_test: bool
    is_own: bool
    words: Words
    plain: str


@blueprint.get("/rounds/<round_id>/letters/<kind>")
@requires(Permission.SET_UP_ROUND)
def edit(round_id: str, kind: str) -> str | Response:
    """The letter as it is now; of a round that was held elsewhere, the page that says why there is none."""
    about, chosen = _about(), _kind(kind)
    if about.facts.is_imported:
        return redirect(url_for("letters.overview", round_id=round_id), HTTPStatus.SEE_OTHER)
    form = LetterForm(data=asdict(texts.of(about.facts, chosen, about.own)))
    return _page(round_id, about, chosen, form, _DONE.get(request.args.get("done", ""), lambda: "")())


@blueprint.post("/rounds/<round_id>/letters/<kind>", endpoint="write")
@requires(Permission.SET_UP_ROUND)
def write(round_id: str, kind: str) -> Response | str | tuple[str, int]:
    """Keep what was typed, show how it looks, send a test, or go back to the usual words."""
    chosen, act = _kind(kind), request.form.get("do", SAVE)
    if act == USUAL:
        return _forgotten(round_id, chosen)
    form = LetterForm(request.form)
    if not form.validate():
        return _page(round_id, _about(), chosen, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if act == LOOK:
        return _page(round_id, _about(), chosen, form, _("This is not saved yet."))
    return _saved(round_id, chosen, form, test=act == TEST)


def _saved(round_id: str, kind: LetterKind, form: LetterForm, *, test: bool) -> Response | tuple[str, int]:
    with database().writing() as session:
        about = composing.about(session, site().post, guard.round_id())
        if form.texts() != texts.of(about.facts, kind, about.own):
            texts.change(
                session,
                round_id=guard.round_id(),
                kind=kind,
                texts=form.texts(),
                by=identity.by(),
                now=now(),
            )
        wait = _test(session, about, kind) if test and site().post.can_send else timedelta(0)
    if wait:
        form.form_errors.append(_too_many(wait))
        return _page(round_id, _about(), kind, form), HTTPStatus.TOO_MANY_REQUESTS
    return redirect(_here(round_id, kind, TEST if test else SAVE), HTTPStatus.SEE_OTHER)


def _test(session: Session, about: About, kind: LetterKind) -> timedelta:
    account_id = identity.actor().account_id
    assert account_id is not None, "only somebody who is signed in comes here"
    return testing.send_test(
        session, site().post, facts=about.facts, kind=kind, account_id=account_id, now=now()
    )


def _too_many(wait: timedelta) -> str:
    return ngettext(
        "Your words are saved. That was many tests: the next one can go in a minute.",
        "Your words are saved. That was many tests: the next one can go in {number} minutes.",
        math.ceil(wait / timedelta(minutes=1)),
    )


def _forgotten(round_id: str, kind: LetterKind) -> Response:
    with database().writing() as session:
        texts.forget(session, round_id=guard.round_id(), kind=kind, by=identity.by(), now=now())
    return redirect(_here(round_id, kind, USUAL), HTTPStatus.SEE_OTHER)


def _page(round_id: str, about: About, kind: LetterKind, form: LetterForm, done: str = "") -> str:
    words = round_words.preview(about, kind, _somebody(), form.texts())
    letter = named(kind, about.facts)
    page = EditPage(
        title=letter.title,
        round=about.facts.title,
        round_id=round_id,
        letter=letter,
        form=form,
        done=done,
        silent=silent(about.facts),
        can_test=site().post.can_send,
        is_own=texts.is_own(about.own, kind),
        words=words,
        plain=rendering.text(words),
    )
    return render("letters/edit.html", page)


def _somebody() -> Addressee:
    """Whoever reads the preview, with a link that opens nothing."""
    return Addressee(name=identity.seen().name, token=_SOMEBODY_S_LINK)


def _about() -> About:
    with database().reading() as session:
        return composing.about(session, site().post, guard.round_id())


def _kind(kind: str) -> LetterKind:
    if kind not in {one.value for one in OF_A_ROUND}:
        abort(HTTPStatus.NOT_FOUND)
    return LetterKind(kind)


def _here(round_id: str, kind: LetterKind, done: str) -> str:
    return url_for("letters.edit", round_id=round_id, kind=kind.value, done=done)


_DONE = {
    SAVE: lambda: _("Saved."),
    TEST: lambda: _("Saved. A test is on its way to your own address."),
    USUAL: lambda: _("The usual words are back."),
}
