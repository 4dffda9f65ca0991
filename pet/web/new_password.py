"""A form in which somebody chooses a password, and what is wrong with the one they chose."""

from collections.abc import Mapping, Sequence

from wtforms import Field, Form, PasswordField
from wtforms.validators import InputRequired

from pet.errors import Problem
from pet.language import gettext as _
from pet.services import passwords
from pet.web.lazy import lazy_gettext


class NewPasswordForm(Form):
    """A new password, twice. Its fields bear the names that pet/web/kept.py never puts on a page."""

    password = PasswordField(
        lazy_gettext("New password"),
        [InputRequired(lazy_gettext("Choose a password."))],
        render_kw={"autocomplete": "new-password", "maxlength": passwords.LONGEST},
    )
    password_again = PasswordField(
        lazy_gettext("The same password again"),
        [InputRequired(lazy_gettext("Type the same password again."))],
        render_kw={"autocomplete": "new-password", "maxlength": passwords.LONGEST},
    )

    def is_good(self, *, email: str, name: str) -> bool:
        """Whether everything is there and the password is a good one for this person; else the fields say why."""
        if not self.validate():
            return False
        chosen = self.password.data or ""
        if reason := passwords.problem_with(chosen, email=email, name=name):
            self.password.errors = [reason]
        elif chosen != self.password_again.data:
            self.password_again.errors = [_("The two passwords differ. Type the same one twice.")]
        return not self.errors

    @property
    def chosen(self) -> str:
        """The password."""
        return self.password.data or ""


def hint() -> str:
    """What makes a good password."""
    return _(
        "At least {number} characters. A few words in a row do well; your name does not.",
        number=passwords.SHORTEST,
    )


def tell(fields: Mapping[str, Field], problems: Sequence[Problem]) -> None:
    """Say at each field what is wrong with it; `fields` by the place that the problems name."""
    for problem in problems:
        said = str(problem)
        fields[problem.where].errors = [said[:1].upper() + said[1:]]


def places(form: Form) -> dict[str, Field]:
    """Where `accounts.problems_with` finds fault, as the fields of a form."""
    names = {_("e-mail address"): "email", _("name"): "name", _("password"): "password"}
    return {where: form[name] for where, name in names.items() if name in form}
