"""The check before every page: what is it about, and may this person?

A view says which permission it needs, or that it is for everybody. An application with a view that says neither
does not start.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, redirect, request
from flask_wtf import CSRFProtect
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.wrappers import Response

from pet.access import policy
from pet.access.actor import Role, Target
from pet.access.policy import Decision, Permission
from pet.web import origin, targets
from pet.web.identity import actor, note_seen
from pet.web.return_to import again_url, sign_in_url
from pet.web.site import database, now, site
from pet.web.targets import NO_PARTNER, Found
from pet.words import dates

View = TypeVar("View", bound=Callable[..., Any])
_ACCESS, _NO_TOKEN, _NOTES, _DELETED = "_pet_access", "_pet_no_token", "_pet_notes", "_pet_deleted"
_SAFE = ("GET", "HEAD", "OPTIONS")
csrf = CSRFProtect()
PUBLIC = "public"


class NotFresh(Unauthorized):
    """They may, once they have shown again that it is them; what was typed is kept meanwhile."""


def requires(permission: Permission) -> Callable[[View], View]:
    """This view needs a permission on what its address is about."""

    def mark(view: View) -> View:
        setattr(view, _ACCESS, permission)
        return view

    return mark


def public(view: View) -> View:
    """This view is for everybody."""
    setattr(view, _ACCESS, PUBLIC)
    return view


def sent_by_browsers(view: View) -> View:
    """This view takes what browsers send by themselves, without a token of ours; it must change nothing."""
    setattr(view, _NO_TOKEN, True)
    return public(view)


def notes_by_itself(view: View) -> View:
    """This view writes down that the person is there together with what it saves."""
    setattr(view, _NOTES, True)
    return view


def of_deleted_too(view: View) -> View:
    """This view is also about partnerships that are to be deleted, which exist for nobody else."""
    setattr(view, _DELETED, True)
    return view


def access_of(view: Callable[..., Any]) -> Permission | str | None:
    """What a view needs: a permission, `PUBLIC`, or `None` where it does not say."""
    found: Permission | str | None = getattr(view, _ACCESS, None)
    return found


def init_app(app: Flask) -> None:
    """Check every request; call `check_declared` once all views are there."""
    csrf.init_app(app)
    app.before_request(_check)


def check_declared(app: Flask) -> None:
    """Refuse to start with a view that does not say who may see it.

    Raises:
        RuntimeError: with the names of all such views.
    """
    silent = sorted(name for name, view in app.view_functions.items() if access_of(view) is None)
    if silent:
        raise RuntimeError(f"no access declared for: {', '.join(silent)}")


def target() -> Target:
    """What this request is about."""
    return found().target


def found() -> Found:
    """What this request is about, with the name of its partnership."""
    about: Found = g.found
    return about


def round_id() -> int:
    """The id in the database of the round that this request is about.

    Raises:
        LookupError: the address names no round; a fault in the program.
    """
    number = target().round_id
    if number is None:
        raise LookupError("no round in this address")
    return number


def id_of(name: str) -> int:
    """The id in the database of what this request names, such as `id_of("person_id")`.

    Raises:
        LookupError: the address names no such thing; a fault in the program.
    """
    number = found().ids.get(name)
    if number is None:
        raise LookupError(f"no {name} in this address")
    return number


def partnership_id() -> int:
    """The id in the database of the partnership that this request is about, as in `id_of`."""
    return id_of(targets.PARTNERSHIP)


def own_partner_id() -> int | None:
    """The one partner that the sender may see and change here; `None` for a lead or facilitator, who see all."""
    mine = actor().membership_in(target().partnership_id)
    if mine is not None and mine.role in (Role.LEAD, Role.FACILITATOR):
        return None
    return NO_PARTNER if mine is None or mine.partner_id is None else mine.partner_id


def may(permission: Permission) -> bool:
    """Whether the sender may do this, too, to what the request is about, if need be after showing that it is them."""
    return policy.decide(actor(), permission, target()) in (Decision.GRANTED, Decision.STALE)


def _check() -> Response | None:
    """Who may is asked first, so that a form refused for its token can be given back to the one who typed it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # there is no such page: the error page says so
    access = access_of(view)
    if access != PUBLIC:  # whatever else it is: what is not in the policy is nobody's
        refused = _permit(cast("Permission", access))
        if refused is not None:
            return refused
    if request.method not in _SAFE and not getattr(view, _NO_TOKEN, False):
        origin.check()
        csrf.protect()
    return None


def _permit(permission: Permission) -> Response | None:
    about = _about()
    if about is not None and policy.decide(actor(), permission, about.target) is Decision.GRANTED:
        g.found = about
        dates.use_zone(about.time_zone)
        if not getattr(current_app.view_functions[request.endpoint or ""], _NOTES, False):
            note_seen(now())
        return None
    return _refuse(permission, about)


def _about() -> Found | None:
    with database().reading() as session:
        return targets.resolve(
            session,
            request.view_args or {},
            anyone_creates=site().settings.anyone_creates,
            deleted_too=getattr(current_app.view_functions[request.endpoint or ""], _DELETED, False),
        )


def _refuse(permission: Permission, about: Found | None) -> Response:
    """Outside one's own partnership the answer is the same as for what does not exist."""
    nobody = actor().account_id is None
    if targets.RESPONSE in (request.view_args or {}):
        if nobody and not actor().opened:
            raise Unauthorized  # errors.py keeps what was typed
        raise Forbidden if actor().is_admin and about is not None else NotFound
    if nobody and request.method in _SAFE:
        return redirect(sign_in_url(), 303)
    if nobody:
        raise Unauthorized  # errors.py lets them sign in and keeps what was typed
    decision = policy.decide(actor(), permission, about.target) if about is not None else Decision.UNKNOWN
    if decision is Decision.STALE and request.method in _SAFE:
        return redirect(again_url(), 303)
    if decision is Decision.STALE:
        raise NotFresh  # errors.py asks for the password and keeps what was typed
    raise Forbidden if decision is Decision.FORBIDDEN else NotFound
