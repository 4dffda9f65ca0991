"""The forms by which people show that it is them; they stand on their own pages, and where a session has ended."""

from dataclasses import dataclass

from wtforms import Form, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from pet.language import gettext as _
from pet.services.passwords import LONGEST
from pet.web.kept import Kept
from pet.web.lazy import lazy_gettext
from pet.web.render import render_plainly
from pet.web.return_to import HOME
from pet.web.site import site


class EmailForm(Form):
    """Who is it?"""

    email = StringField(
        lazy_gettext("E-mail address"),
        [DataRequired(lazy_gettext("Type your e-mail address.")), Length(max=320)],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "email", "autocomplete": "username", "maxlength": 320},
    )


class PasswordForm(Form):
    """Is it them?"""

    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(lazy_gettext("Type your password."))],
        render_kw={"autocomplete": "current-password", "maxlength": LONGEST},
    )


class SignInForm(EmailForm, PasswordForm):
    """Both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The sign-in form.

    Attributes:
        title: in a few words.
        form: the fields.
        refused: why the last try did not work, or empty.
        next_path: where to go afterwards; a page of this site.
        hidden: what was typed before and is carried along.
        sends_letters: whether the site can mail a link.
    """

    title: str
    form: SignInForm
    refused: str
    next_path: str
    hidden: tuple[tuple[str, str], ...]
    sends_letters: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainPage:
    """Asks somebody who is signed in to show once more that it is them.

    Attributes:
        title: in a few words.
        form: the field for the password.
        refused: why the last try did not work, or empty.
        next_path: where to go afterwards; a page of this site.
        hidden: what was typed before and is carried along.
        sends_letters: whether the site can mail a link.
        was_sent: whether a link has just been mailed.
    """

    title: str
    form: PasswordForm
    refused: str
    next_path: str
    hidden: tuple[tuple[str, str], ...]
    sends_letters: bool
    was_sent: bool


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
        sends_letters=site().post.can_send,
    )
    return render_plainly("signing_in/sign_in.html", page)


def show_again(
    form: PasswordForm | None = None,
    *,
    next_path: str = HOME,
    kept: Kept | None = None,
    refused: str = "",
    was_sent: bool = False,
) -> str:
    """The page before something that not everybody at this keyboard should be able to do."""
    page = AgainPage(
        title=_("Show that it is you"),
        form=form or PasswordForm(),
        refused=refused,
        next_path=next_path,
        hidden=tuple(kept.hidden()) if kept is not None else (),
        sends_letters=site().post.can_send,
        was_sent=was_sent,
    )
    return render_plainly("signing_in/again.html", page)
