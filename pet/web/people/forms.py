"""The forms of these pages."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, Form, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from pet.language import gettext as _
from pet.services import kinds, partnerships
from pet.services.kinds import Kind
from pet.services.naming import lines, repeated, wrong_name
from pet.services.partnerships import MOST_PARTNERS, PartnerName, Sort
from pet.services.people import PersonFacts
from pet.services.people_changes import Given, checked_email
from pet.services.roles import Roles
from pet.services.texts import one_line
from pet.web.forms.choosing import Choose, Pick, choices
from pet.web.lazy import lazy_gettext

_LONGEST_LIST = 60_000  # characters: more names than a partnership may have
NOBODY = ""


def _clean(typed: str | None) -> str:
    return one_line(typed or "")


class OneOrNone(Choose):
    """One of a list, or its empty entry."""

    @property
    def _has_empty(self) -> bool:
        listed: Any = self.choices
        return any(choice.value == NOBODY for choice in listed or ())

    def pre_validate(self, form: Any) -> None:
        """Take what was not sent as none; refuse what is not in the list."""
        if self.data not in (None, "None", NOBODY) or not self._has_empty:
            super().pre_validate(form)


class PartnershipForm(Form):
    """What a partnership is called, its kind and its time zone."""

    name = StringField(
        lazy_gettext("What is the partnership called?"),
        [DataRequired(lazy_gettext("Give the partnership a name."))],
        filters=[_clean],
    )
    kind = Pick(
        lazy_gettext("What kind is it?"),
        [DataRequired(lazy_gettext("Choose the kind that comes closest."))],
    )
    time_zone = StringField(
        lazy_gettext("Time zone"),
        [DataRequired(lazy_gettext("Choose a time zone, such as Europe/London."))],
        filters=[lambda typed: partnerships.time_zone_named(typed or "")],
        render_kw={"list": "time-zones", "maxlength": 64, "autocomplete": "off"},
    )

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]  # -- as WTForms takes them
        self.kind.choices = choices([(kind.value, str(kinds.words(kind).label)) for kind in Kind])

    def validate_name(self, field: StringField) -> None:
        """A name that can be used."""
        if reason := wrong_name(field.data or ""):
            raise ValidationError(reason)

    def validate_time_zone(self, field: StringField) -> None:
        """A time zone that there is."""
        if field.data not in partnerships.time_zones():
            raise ValidationError(_("Choose a time zone from the list, such as Europe/London."))

    @property
    def sort(self) -> Sort:
        """Kind and time zone."""
        return Sort(kind=Kind(self.kind.data), time_zone=self.time_zone.data or "")


class NewPartnershipForm(PartnershipForm):
    """The same, with its first partners and, for who looks after the site, its lead."""

    partners = TextAreaField(
        lazy_gettext("The schools or organisations in it, one on each line (if you like)"),
        [Optional(), Length(max=_LONGEST_LIST, message=lazy_gettext("This list is too long."))],
        render_kw={"rows": 6},
    )
    leads = BooleanField(lazy_gettext("I lead it myself"), default=True)
    one_more = BooleanField(lazy_gettext("That is right: I want one more of this name"))
    lead_name = StringField(lazy_gettext("Name of the lead"), filters=[_clean])
    lead_email = StringField(
        lazy_gettext("E-mail address of the lead"),
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "email", "maxlength": 320},
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The partners."""
        return lines(self.partners.data or "")

    def validate_partners(self, field: TextAreaField) -> None:
        """Names that can be used, none of them twice."""
        del field
        wrong = [f"{name[:40]}: {reason}" for name in self.names if (reason := wrong_name(name))]
        wrong += [_("“{name}” is given twice.", name=name) for _number, name in repeated(self.names)]
        if len(self.names) > MOST_PARTNERS:
            wrong = [_("There are too many: {most} at most.", most=MOST_PARTNERS)]
        if wrong:
            raise ValidationError(" ".join(wrong[:10]))

    def check_lead(self) -> bool:
        """Whether somebody leads it: the one who makes it, or whoever is named. Adds what is wrong to its field."""
        if self.leads.data:
            return True
        if not self.lead_name.data:
            self.lead_name.errors = [_("Give the name of the lead.")]
        elif reason := wrong_name(self.lead_name.data):
            self.lead_name.errors = [reason]
        try:
            checked_email(self.lead_email.data or "")
        except ValueError as error:
            self.lead_email.errors = [str(error)]
        return not (self.lead_name.errors or self.lead_email.errors)


class PersonForm(Form):
    """Somebody who can be asked."""

    name = StringField(lazy_gettext("Name"), filters=[_clean])
    email = StringField(
        lazy_gettext("E-mail address"),
        filters=[lambda typed: (typed or "").strip()],
        render_kw={"type": "email", "maxlength": 320},
    )
    partner = OneOrNone(lazy_gettext("Partner"))
    role = OneOrNone(lazy_gettext("Role"))
    two_letters = BooleanField(lazy_gettext("That is right: they answer for both, and get two letters"))

    def offer(
        self, partners: Sequence[PartnerName], roles: Roles, *, own: bool, now: PersonFacts | None = None
    ) -> None:
        """Fill the lists; whoever leads one partner only is offered that one. What somebody has stays on offer."""
        self._ids = {one.public_id: one.id for one in partners}
        pairs = [(one.public_id, one.name) for one in partners]
        self.partner.choices = choices(pairs if own else [(NOBODY, _("No partner")), *pairs])
        named = list(roles.choices)
        if now is not None and now.role_id and now.role_id not in dict(named):
            named.append((now.role_id, roles.name(now.role_id)))
        self.role.choices = choices([(NOBODY, _("Not known")), *named])

    @property
    def given(self) -> Given:
        """What was typed."""
        return Given(
            name=self.name.data or "",
            email=self.email.data or "",
            partner_id=self._ids.get(self.partner.data or ""),
            role_id=self.role.data or None,
            two_letters=bool(self.two_letters.data),
        )


class BringForm(Form):
    """A list of people, typed, pasted or as a file."""

    text = TextAreaField(
        lazy_gettext("Type or paste the list"), render_kw={"rows": 10, "spellcheck": "false"}
    )
    file = FileField(
        lazy_gettext("Or choose a file: CSV or XLSX"), render_kw={"accept": ".csv,.txt,.tsv,.xlsx"}
    )
    partner = OneOrNone(lazy_gettext("For rows that name no partner"))

    def offer(self, partners: Sequence[PartnerName]) -> None:
        """Fill the list of partners."""
        self._ids = {one.public_id: one.id for one in partners}
        pairs = [(one.public_id, one.name) for one in partners]
        self.partner.choices = choices([(NOBODY, _("No partner")), *pairs])

    @property
    def partner_id(self) -> int | None:
        """The partner of rows that name none."""
        return self._ids.get(self.partner.data or "")
