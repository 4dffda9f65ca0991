"""The first administrator: only while nobody has an account, and only with the code from the site's own folder."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, request
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from pet.language import gettext as _
from pet.services import accounts, first_steps, sessions
from pet.web import identity, link_misses, new_password, tries
from pet.web.guard import public
from pet.web.lazy import lazy_gettext
from pet.web.new_password import NewPasswordForm
from pet.web.render import render
from pet.web.return_to import HOME
from pet.web.setup_first.blueprint import blueprint
from pet.web.site import database, now, site


class SetupForm(NewPasswordForm):
    """Who looks after the site from now on."""

    code = StringField(
        lazy_gettext("Setup code"),
        [DataRequired(lazy_gettext("Type the setup code.")), Length(max=100)],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    name = StringField(
        lazy_gettext("Your name"),
        [DataRequired(lazy_gettext("Type your name.")), Length(max=accounts.LONGEST_NAME)],
        render_kw={"autocomplete": "name"},
    )
    email = StringField(
        lazy_gettext("Your e-mail address"),
        [DataRequired(lazy_gettext("Type your e-mail address.")), Length(max=accounts.LONGEST_EMAIL)],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "email", "autocomplete": "username"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPage:
    """Where the first administrator makes an account.

    Attributes:
        title: in a few words.
        form: the fields.
        hint: what makes a good password.
    """

    title: str
    form: SetupForm
    hint: str


@blueprint.get("/setup")
@public
def setup() -> str:
    """The form, as long as nobody has an account."""
    _refuse_ready_site()
    return _page(SetupForm())


@blueprint.post("/setup", endpoint="setup_now")
@public
def setup_now() -> Response:
    """Make the account and sign in; then this page is gone."""
    _refuse_ready_site()
    form = SetupForm(request.form)
    if not _is_good(form):
        return make_response(_page(form), 422)
    with database().writing() as db:
        account = first_steps.make_administrator(
            db,
            email=form.email.data or "",
            name=form.name.data or "",
            password=form.chosen,
            secret=site().settings.secret_key,
            now=now(),
        )
        token = account and sessions.open_for_account(db, account.id, now=now(), device=tries.device())
    if not token:
        abort(404)  # somebody was quicker
    first_steps.forget_setup_code(site().settings.instance)
    identity.sign_in(token)
    return redirect(HOME, 303)


def _is_good(form: SetupForm) -> bool:
    """Whether everything can be kept; the code is looked at first, and each wrong one is counted."""
    filled = form.validate()
    if form.code.data and not first_steps.is_setup_code(site().settings.instance, form.code.data):
        link_misses.refuse_many()
        form.code.errors = [_("This is not the setup code. It stands where PET was started.")]
        return False
    problems = accounts.problems_with(
        email=accounts.normal_email(form.email.data or ""), name=form.name.data or "", password=form.chosen
    )
    if filled and problems:
        new_password.tell(new_password.places(form), problems)
        return False
    return filled and form.is_good(email=form.email.data or "", name=form.name.data or "")


def _refuse_ready_site() -> None:
    with database().reading() as db:
        is_new = first_steps.is_new(db)
    if not is_new:
        abort(404)


def _page(form: SetupForm) -> str:
    page = SetupPage(title=_("Set up this site"), form=form, hint=new_password.hint())
    return render("site_admin/setup.html", page)
