"""Signing in by a mailed link: asking for one tells nobody who has an account, and opening one uses nothing up."""

import math
from dataclasses import dataclass
from typing import Never

from flask import abort, make_response, redirect, request, session
from werkzeug.wrappers import Response

from pet.language import gettext as _
from pet.services import one_time, sessions
from pet.services.one_time import Purpose
from pet.web import identity, link_misses, tries
from pet.web.guard import public
from pet.web.render import render
from pet.web.return_to import own_path
from pet.web.sign_in_form import EmailForm
from pet.web.signing_in import going_on
from pet.web.signing_in.blueprint import blueprint
from pet.web.site import database, now, site

_NEXT = "after_link"  # in the cookie: where to go once the link was used in the same browser


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """Where somebody asks for a link.

    Attributes:
        title: in a few words.
        form: the field for the address.
        action: where the form goes.
        intro: what will happen.
        refused: why it did not work, or empty.
        next_path: where to go once the link was used.
        sends_letters: whether the site can mail one.
    """

    title: str
    form: EmailForm
    action: str
    intro: str
    refused: str
    next_path: str
    sends_letters: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage:
    """A letter may be on its way.

    Attributes:
        title: in a few words.
        next_path: where to go once the link was used.
        hidden: what was typed before and is carried along.
    """

    title: str
    next_path: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePage:
    """A link that signs in by the press of a button."""

    title: str
    token: str
    name: str
    email: str


@blueprint.get("/sign-in/link")
@public
def link() -> str:
    """Ask for a link."""
    return _ask_page(EmailForm(), next_path=own_path(request.args.get("next", "")))


@blueprint.post("/sign-in/link", endpoint="send_link")
@public
def send_link() -> Response:
    """Mail a link, if there is such an account; the answer is the same if there is none."""
    form = EmailForm(request.form)
    if not form.validate() or not site().post.can_send:
        return make_response(_ask_page(form, next_path=going_on.next_path()), 422)
    seconds = ask_for(form, Purpose.SIGN_IN)
    if seconds:
        page = _ask_page(form, refused=tries.wait_words(seconds), next_path=going_on.next_path())
        return going_on.too_many(page, seconds)
    session[_NEXT] = going_on.next_path()
    return make_response(sent_page())


def ask_for(form: EmailForm, purpose: Purpose) -> int:
    """Mail a link if there is such an account; seconds to wait, or 0 where it was done."""
    with database().writing() as db:
        wait = one_time.ask(
            db,
            site().post,
            purpose=purpose,
            email=form.email.data or "",
            address=request.remote_addr,
            now=now(),
        )
    return math.ceil(wait.total_seconds())


def sent_page() -> str:
    """The page after it, the same for everybody."""
    typed = going_on.carried()
    page = SentPage(
        title=_("Look at your letters"),
        next_path=going_on.next_path(),
        hidden=tuple(typed.hidden()) if typed else (),
    )
    return render("signing_in/sent.html", page)


def _ask_page(form: EmailForm, *, refused: str = "", next_path: str = "/") -> str:
    page = AskPage(
        title=_("Sign in by a link"),
        form=form,
        action="signing_in.send_link",
        intro=_("PET sends you a letter with a link. It signs you in without your password."),
        refused=refused,
        next_path=next_path,
        sends_letters=site().post.can_send,
    )
    return render("signing_in/ask.html", page)


@blueprint.get("/sign-in/link/<token>")
@public
def open_link(token: str) -> str:
    """Whom the link signs in; programs that look at letters open links, so nothing happens yet."""
    with database().reading() as db:
        owner = one_time.owner(db, token, Purpose.SIGN_IN, now=now())
    if owner is None:
        refuse_old()
    page = UsePage(title=_("Sign in"), token=token, name=owner.name, email=owner.email)
    return render("signing_in/use_link.html", page)


@blueprint.post("/sign-in/link/<token>", endpoint="use_link")
@public
def use_link(token: str) -> Response:
    """Sign in; the link is used up."""
    before, next_path = identity.account_token(), own_path(session.get(_NEXT, ""))
    with database().writing() as db:
        owner = one_time.use(db, token, Purpose.SIGN_IN, now=now())
        fresh = owner and sessions.open_for_account(db, owner.account_id, now=now(), device=tries.device())
        if fresh and before:
            sessions.end(db, before)
    if not fresh:
        refuse_old()
    identity.sign_in(fresh)
    return redirect(next_path, 303)


def refuse_old() -> Never:
    """For a link that does not work, whatever the reason: 410, and each is counted."""
    link_misses.refuse_many()
    abort(
        410,
        _(
            "This link does not work any more: it works once, and for ten minutes. You can ask for another where you sign in."
        ),
    )
