"""The forms with which somebody is asked into a team, or made something else in it."""

from collections.abc import Sequence

from wtforms import Form, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from pet.access.actor import Role
from pet.language import gettext as _
from pet.services import accounts
from pet.services.duties import Duty
from pet.services.partnerships import PartnerName
from pet.services.team import IN_PARTNER, LEADERS
from pet.services.texts import one_line
from pet.web import duty_words
from pet.web.forms.choosing import Choose, Pick, choices
from pet.web.lazy import lazy_gettext

NO_PARTNER = "none"


class DutyForm(Form):
    """What somebody is to be, and of which partner."""

    role = Pick(lazy_gettext("Role"), [InputRequired(lazy_gettext("Choose a role."))])
    partner = Choose(lazy_gettext("Partner"))

    def offer(self, partners: Sequence[PartnerName], *, within: int | None) -> None:
        """Let only that be chosen which whoever fills it in may give: nobody gives more than they are."""
        roles = IN_PARTNER if within is not None else (*LEADERS, *IN_PARTNER)
        self.role.choices = choices((role.value, _described(role)) for role in roles)
        own = [one for one in partners if within in (None, one.id)]
        whole = [(NO_PARTNER, _("None: the whole partnership"))] if within is None else []
        self.partner.choices = choices([*whole, *((one.public_id, one.name) for one in own)])
        self._ids = {one.public_id: one.id for one in own}

    def duty(self) -> Duty:
        """What was chosen; a facilitator belongs to no partner."""
        role = Role(self.role.data)
        partner = None if role is Role.FACILITATOR else self._ids.get(self.partner.data or "")
        return Duty(role=role, partner_id=partner)

    def is_whole(self) -> bool:
        """Whether everything fits together; else the fields say what does not."""
        if not self.validate():
            return False
        if self.duty().role is Role.PARTNER_LEAD and self.duty().partner_id is None:
            self.partner.errors = [_("Choose the partner that they lead.")]
        return not self.errors


class OfferForm(DutyForm):
    """Whom to ask."""

    name = StringField(
        lazy_gettext("Name"),
        [DataRequired(lazy_gettext("Type their name.")), Length(max=accounts.LONGEST_NAME)],
        filters=[lambda typed: one_line(typed or "")],
        render_kw={"autocomplete": "off"},
    )
    email = StringField(
        lazy_gettext("E-mail address"),
        [DataRequired(lazy_gettext("Type their e-mail address.")), Length(max=accounts.LONGEST_EMAIL)],
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "email", "autocomplete": "off"},
    )


def _described(role: Role) -> str:
    return _("{role}: {explained}", role=duty_words.name(role), explained=duty_words.explained(role))
