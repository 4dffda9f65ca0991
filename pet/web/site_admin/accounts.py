"""The accounts of the site: found, and looked at one by one."""

from dataclasses import dataclass

from flask import request, url_for
from wtforms import Form, StringField

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import site_accounts
from pet.services.site_accounts import Found, SiteAccount
from pet.services.texts import one_line
from pet.web import guard, identity
from pet.web.guard import requires
from pet.web.lazy import lazy_gettext
from pet.web.render import render
from pet.web.site import database, site
from pet.web.site_admin.blueprint import blueprint
from pet.words import dates

_MOST_WORDS = 100


class SearchForm(Form):
    """What to look for."""

    q = StringField(
        lazy_gettext("Name or e-mail address"),
        filters=[lambda typed: one_line(typed or "")[:_MOST_WORDS]],
        render_kw={"type": "search", "autocomplete": "off", "maxlength": _MOST_WORDS},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One account in the list: whose, where it is looked after, and what there is to know."""

    name: str
    email: str
    url: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """Some accounts of the site.

    Attributes:
        title: in a few words.
        form: the search.
        count: how many were found, in words.
        lines: those of this page.
        earlier, later: addresses of the pages beside this one, or empty.
    """

    title: str
    form: SearchForm
    count: str
    lines: tuple[Line, ...]
    earlier: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAccountPage:
    """One account of the site.

    Attributes:
        title: its name.
        facts: pairs of a word and what it is.
        account_id: its public id.
        account: as the service tells it.
        command: what gives them a new password in a terminal.
        is_me: whether it is one's own.
        sends_letters: whether the site can mail a link.
        said: what has just been done, or empty.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    account_id: str
    account: SiteAccount
    command: str
    is_me: bool
    sends_letters: bool
    said: str


@blueprint.get("/site/accounts")
@requires(Permission.LOOK_AFTER_ACCOUNTS)
def accounts() -> str:
    """Find an account."""
    form = SearchForm(request.args)
    with database().reading() as db:
        found = site_accounts.find(db, form.q.data or "", page=request.args.get("page", default=1, type=int))
    page = AccountsPage(
        title=_("Accounts"),
        form=form,
        count=ngettext("{number} account", "{number} accounts", found.total),
        lines=tuple(_line(one) for one in found.accounts),
        earlier=_beside(form, found, -1),
        later=_beside(form, found, 1),
    )
    return render("site_admin/accounts.html", page)


def _beside(form: SearchForm, found: Found, step: int) -> str:
    page = found.page + step
    if not 1 <= page <= found.pages:
        return ""
    return url_for("site_admin.accounts", q=form.q.data or None, page=page)


def _line(one: SiteAccount) -> Line:
    return Line(
        name=one.name,
        email=one.email,
        url=url_for("site_admin.account", account_id=one.public_id),
        state=_state(one),
    )


def _state(one: SiteAccount) -> str:
    if one.is_disabled:
        return _("Cannot sign in")
    return _("Looks after this site") if one.is_admin else ""


@blueprint.get("/site/accounts/<account_id>")
@requires(Permission.LOOK_AFTER_ACCOUNTS)
def account(account_id: str) -> str:
    """What can be done for one account."""
    with database().reading() as db:
        one = site_accounts.one(db, guard.id_of("account_id"))
    said = {
        "disable": _("They are signed out everywhere and cannot sign in. You can undo it here."),
        "enable": _("They can sign in again."),
        "reset": _("A letter with a link to choose a new password is on its way to them."),
        "make-administrator": _("They look after this site from their next sign-in on."),
        "end-administrator": _("They look after this site no more."),
    }
    page = OneAccountPage(
        title=one.name,
        facts=(
            (_("E-mail address"), one.email),
            (_("Since"), dates.day(one.since)),
            (_("State"), _state(one) or _("Can sign in")),
        ),
        account_id=account_id,
        account=one,
        command=f"pet user password {one.email}",
        is_me=one.id == identity.actor().account_id,
        sends_letters=site().post.can_send,
        said=said.get(request.args.get("said", ""), ""),
    )
    return render("site_admin/account.html", page)
