"""Forms about single people of a round."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from pet.errors import InvalidInputError
from pet.language import gettext as _
from pet.services.people_changes import LONGEST_EMAIL, Given
from pet.web.forms.choosing import Choose, choices
from pet.web.lazy import lazy_gettext

LONGEST_NAME = 200
_NOTHING = "-"


def _stripped(typed: str | None) -> str:
    return (typed or "").strip()


class AddressForm(Form):
    """Another address for somebody."""

    email = StringField(
        lazy_gettext("The right address"),
        [DataRequired(lazy_gettext("Type the e-mail address of this person.")), Length(max=LONGEST_EMAIL)],
        filters=[_stripped],
        render_kw={"type": "email", "autocomplete": "off", "maxlength": LONGEST_EMAIL},
    )


class LostForm(Form):
    """In an anonymous round: that a new link is only for somebody who has not sent their answers."""

    lost = BooleanField(
        lazy_gettext("This person asked for it, and told me that they have not sent their answers"),
        [
            InputRequired(
                lazy_gettext(
                    "Ask the person first, then tick this. Whoever has sent their answers and uses a new link answers twice."
                )
            )
        ],
    )


class ForgottenForm(Form):
    """Somebody who was forgotten."""

    name = StringField(
        lazy_gettext("Name"),
        [Length(max=LONGEST_NAME)],
        filters=[_stripped],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    email = StringField(
        lazy_gettext("E-mail address"),
        [Length(max=LONGEST_EMAIL)],
        filters=[_stripped],
        render_kw={"type": "email", "autocomplete": "off", "maxlength": LONGEST_EMAIL},
    )
    partner = Choose(lazy_gettext("Partner"))
    role = Choose(lazy_gettext("Role"))
    two_letters = BooleanField(lazy_gettext("They answer for two partners, and get two letters"))

    @classmethod
    def of(
        cls,
        partners: Sequence[tuple[int, str]],
        roles: Sequence[tuple[str, str]],
        posted: MultiDict[str, str] | None = None,
        *,
        own: int | None = None,
    ) -> "ForgottenForm":
        """The form with these partners and roles to choose from: pairs of an id and a name; `own` is the only partner."""
        form = cls()
        nobody = [(_NOTHING, _("No partner"))] if own is None else []
        form.partner.choices = choices([*nobody, *((str(id_), name) for id_, name in partners)])
        form.role.choices = choices([(_NOTHING, _("Not known")), *roles])
        form.process(posted, partner=str(own) if own is not None else _NOTHING, role=_NOTHING)
        return form

    def take(self, wrong: InvalidInputError) -> None:
        """Put what a service found wrong beside the fields it names."""
        for problem in wrong.problems:
            field = {"email": self.email, "partner": self.partner}.get(problem.where, self.name)
            field.errors = [*field.errors, problem.message]

    def given(self) -> Given:
        """What was typed and chosen."""
        partner, role = str(self.partner.data), str(self.role.data)
        return Given(
            name=self.name.data or "",
            email=self.email.data or "",
            partner_id=int(partner) if partner != _NOTHING else None,
            role_id=role if role != _NOTHING else None,
            two_letters=bool(self.two_letters.data),
        )
