"""The sign-in form, which stands on its own page and where a session has ended."""

from dataclasses import dataclass

from wtforms import Form, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from pet.language import gettext as _
from pet.services.passwords import LONGEST
from pet.web.kept import Kept
from pet.web.lazy import lazy_gettext
from pet.web.render import render_plainly
from pet.web.return_to import HOME


class SignInForm(Form):
    """Who is it?"""

    email = StringField(
        lazy_gettext("E-mail address"),
        [DataRequired(lazy_gettext("Type your e-mail address.")), Length(max=320)],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "email", "autocomplete": "username", "maxlength": 320},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(lazy_gettext("Type your password."))],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The sign-in form.

    Attributes:
        title: in a few words.
        form: the fields.
        refused: why the last try did not work, or empty.
        next_path: where to go afterwards; a page of this site.
        hidden: what was typed before and is carried along.
    """

    title: str
    form: SignInForm
    refused: str
    next_path: str
    hidden: tuple[tuple[str, str], ...]


def show_sign_in(
    form: SignInForm | None = None, *, next_path: str = HOME, kept: Kept | None = None, refused: str = ""
) -> str:
    """The page with the form."""
    page = SignInPage(
        title=_("Sign in"),
        form=form or SignInForm(),
        refused=refused,
        next_path=next_path,
        hidden=tuple(kept.hidden()) if kept is not None else (),
    )
    return render_plainly("signing_in/sign_in.html", page)
