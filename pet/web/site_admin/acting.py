"""What is done for the accounts of the site. It gives no right to see answers or results."""

from collections.abc import Callable
from datetime import datetime

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.services import site_accounts
from pet.services.audit import By
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.site import database, now, site
from pet.web.site_admin.blueprint import blueprint

_Act = Callable[[Session, int, By, datetime], None]


def _acted(name: str, act: _Act) -> Response:
    with database().writing() as db:
        act(db, guard.id_of("account_id"), identity.by(), now())
    public_id = (request.view_args or {})["account_id"]
    return redirect(url_for("site_admin.account", account_id=public_id, said=name), 303)


@blueprint.post("/site/accounts/<account_id>/disable")
@requires(Permission.LOOK_AFTER_ACCOUNTS)
def disable(account_id: str) -> Response:
    """Sign them out everywhere, and let them sign in no more."""
    del account_id
    return _acted("disable", lambda db, one, by, at: site_accounts.disable(db, one, by=by, now=at))


@blueprint.post("/site/accounts/<account_id>/enable")
@requires(Permission.LOOK_AFTER_ACCOUNTS)
def enable(account_id: str) -> Response:
    """Let them sign in again."""
    del account_id
    return _acted("enable", lambda db, one, by, at: site_accounts.enable(db, one, by=by, now=at))


@blueprint.post("/site/accounts/<account_id>/reset")
@requires(Permission.LOOK_AFTER_ACCOUNTS)
def reset(account_id: str) -> Response:
    """Mail them a link to choose a new password."""
    del account_id
    post = site().post
    return _acted("reset", lambda db, one, by, at: site_accounts.start_reset(db, post, one, by=by, now=at))


@blueprint.post("/site/accounts/<account_id>/make-administrator")
@requires(Permission.LOOK_AFTER_ACCOUNTS)
def make_administrator(account_id: str) -> Response:
    """Let them look after the site."""
    del account_id
    return _acted(
        "make-administrator",
        lambda db, one, by, at: site_accounts.make_administrator(db, one, by=by, now=at),
    )


@blueprint.post("/site/accounts/<account_id>/end-administrator")
@requires(Permission.LOOK_AFTER_ACCOUNTS)
def end_administrator(account_id: str) -> Response:
    """Let them look after the site no more."""
    del account_id
    return _acted(
        "end-administrator",
        lambda db, one, by, at: site_accounts.end_administrator(db, one, by=by, now=at),
    )
