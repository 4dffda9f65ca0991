"""One's own account: name, password, and the browsers in which one is signed in.

Passkeys and one-time codes will have their section on this page, between the password and the browsers.
"""

from dataclasses import dataclass

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, StringField
from wtforms.validators import DataRequired, Length

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import accounts, own_account, own_sessions, passwords
from pet.services.own_account import OwnAccount
from pet.services.own_sessions import OwnSession
from pet.services.texts import one_line
from pet.web import devices, identity, new_password
from pet.web.account.blueprint import blueprint
from pet.web.guard import requires
from pet.web.lazy import lazy_gettext
from pet.web.new_password import NewPasswordForm
from pet.web.render import render
from pet.web.site import database, now, site
from pet.words import dates


class NameForm(Form):
    """What colleagues call somebody."""

    name = StringField(
        lazy_gettext("Your name"),
        [DataRequired(lazy_gettext("Type your name.")), Length(max=accounts.LONGEST_NAME)],
        filters=[lambda typed: one_line(typed or "")],
        render_kw={"autocomplete": "name"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """A browser in which somebody is signed in.

    Attributes:
        key: names it in the form that ends it.
        device: what kind it is.
        since: since when, and when it was used last.
        is_this: whether it is the one that asks.
    """

    key: str
    device: str
    since: str
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """One's own account.

    Attributes:
        title: in a few words.
        facts: pairs of a word and what it is.
        form: the field for the name.
        password: what to do with the password, in a few words.
        browsers: where one is signed in, this one first.
        accounts_url: where an administrator looks after accounts, or empty.
        said: what has just been done, or empty.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    form: NameForm
    password: str
    browsers: tuple[Browser, ...]
    accounts_url: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPage:
    """Where somebody chooses another password.

    Attributes:
        title: in a few words.
        form: the fields.
        hint: what makes a good one.
    """

    title: str
    form: NewPasswordForm
    hint: str


@blueprint.get("/account")
@requires(Permission.USE_OWN_ACCOUNT)
def show() -> str:
    """What is kept, and where one is signed in."""
    return _page(None)


@blueprint.post("/account", endpoint="rename")
@requires(Permission.USE_OWN_ACCOUNT)
def rename() -> Response:
    """Another name."""
    form = NameForm(request.form)
    if not form.validate():
        return make_response(_page(form), 422)
    with database().writing() as db:
        own_account.rename(db, _me(), form.name.data or "")
    return redirect(url_for("account.show", said="name"), 303)


@blueprint.get("/account/password")
@requires(Permission.CHANGE_OWN_ACCOUNT)
def password() -> str:
    """The form for another password."""
    return _password_page(NewPasswordForm())


@blueprint.post("/account/password", endpoint="change_password")
@requires(Permission.CHANGE_OWN_ACCOUNT)
def change_password() -> Response:
    """Keep it; every other browser is signed out, and this one gets a new session."""
    form, token = NewPasswordForm(request.form), identity.account_token() or ""
    with database().reading() as db:
        own = own_account.of(db, _me())
    if not form.is_good(email=own.email, name=own.name):
        return make_response(_password_page(form), 422)
    kept = passwords.hashed(form.chosen)
    with database().writing() as db:
        own_account.change_password(db, site().post, account_id=_me(), new_hash=kept, but=token, now=now())
        fresh = own_sessions.renew(db, token)
    identity.sign_in(fresh)
    return redirect(url_for("account.show", said="password"), 303)


@blueprint.post("/account/browsers/end")
@requires(Permission.USE_OWN_ACCOUNT)
def end_browser() -> Response:
    """Sign out in one other browser."""
    with database().writing() as db:
        own_sessions.end_one(db, _me(), request.form.get("key", ""))
    return redirect(url_for("account.show", said="ended"), 303)


@blueprint.post("/account/browsers/end-others")
@requires(Permission.USE_OWN_ACCOUNT)
def end_other_browsers() -> Response:
    """Sign out everywhere else."""
    with database().writing() as db:
        own_sessions.end_all(db, _me(), but=identity.account_token())
    return redirect(url_for("account.show", said="ended"), 303)


def _me() -> int:
    return identity.actor().account_id or 0


def _page(form: NameForm | None) -> str:
    with database().reading() as db:
        own = own_account.of(db, _me())
        browsers = own_sessions.of(db, _me(), token=identity.account_token(), now=now())
    said = {
        "name": _("Your name is changed."),
        "password": _("Your new password is kept. You are signed out in every other browser."),
        "ended": _("You are signed out there."),
    }
    page = AccountPage(
        title=_("Your account"),
        facts=_facts(own),
        form=form or NameForm(data={"name": own.name}),
        password=_("Change the password") if own.has_password else _("Choose a password"),
        browsers=tuple(_browser(one) for one in browsers),
        accounts_url=url_for("site_admin.accounts") if own.is_admin else "",
        said=said.get(request.args.get("said", ""), ""),
    )
    return render("account/account.html", page)


def _facts(own: OwnAccount) -> tuple[tuple[str, str], ...]:
    facts = [(_("E-mail address"), own.email)]
    if own.is_admin:
        facts.append((_("This site"), _("You look after it.")))
    return tuple(facts)


def _browser(one: OwnSession) -> Browser:
    times = _(
        "Signed in {since}, last used {used}", since=dates.moment(one.since), used=dates.moment(one.last_used)
    )
    return Browser(key=one.key, device=devices.words(one.device), since=times, is_this=one.is_this)


def _password_page(form: NewPasswordForm) -> str:
    page = PasswordPage(title=_("Choose a new password"), form=form, hint=new_password.hint())
    return render("account/password.html", page)
