"""Whose sheet it is: a partner, a role and, where people are asked by name and promised no more, a person."""

from collections.abc import Mapping, Sequence

from werkzeug.datastructures import MultiDict
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from pet.language import current
from pet.language import gettext as _
from pet.services.paper import Choices, From, Somebody
from pet.web.forms.choosing import Choose, Pairs, choices

PARTNER, ROLE, PERSON = "partner", "role", "person"
NAMES = (PARTNER, ROLE, PERSON)
NOBODY = "-"
Given = MultiDict[str, str]


class WhoseForm(BaseForm):
    """A list of one partner or role is not asked; a sheet needs no name."""

    def __init__(self, found: Choices, given: Given | None, before: Given) -> None:
        """`given` is what was chosen now, if anything; `before` stands in the lists until then."""
        self._found = found
        pairs = {
            PARTNER: [(one.public_id, one.name) for one in found.partners],
            ROLE: [(one.id, one.label.to(current())) for one in found.roles],
        }
        self._only = {name: listed[0][0] if len(listed) == 1 else "" for name, listed in pairs.items()}
        labels = {
            PARTNER: _("Which organisation is the sheet from?"),
            ROLE: _("In which role did they answer?"),
        }
        fields = {name: _list(labels[name], listed) for name, listed in pairs.items() if len(listed) > 1}
        if found.people:
            fields[PERSON] = UnboundField(Choose, _("Who wrote it?"), choices=choices(_people(found)))
        super().__init__(fields, meta=DefaultMeta())
        self.process(formdata=given, data={name: before.get(name, "") for name in NAMES})
        if found.people and not self[PERSON].data:
            self[PERSON].data = NOBODY

    def chosen(self, name: str) -> str:
        """What was chosen, or the only one there is; empty where there is nothing to choose."""
        if name not in self:
            return self._only.get(name, "")
        given = str(self[name].data or "")
        return "" if given == NOBODY else given

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Whether one of each list was chosen, and the person answers for that partner."""
        super().validate(extra_validators)
        person = self._person()
        partner = self._partner_id()
        if person is not None and partner is not None and person.partner_id not in (None, partner):
            self[PERSON].errors = [
                *self[PERSON].errors,
                _("{name} is asked for another organisation. Choose that one above.", name=person.name),
            ]
        return not self.errors

    @property
    def asks(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._fields)

    def whose(self) -> From:
        """What was chosen, as `pet.services.paper` wants it."""
        return From(
            partner_id=self._partner_id(),
            role_id=self.chosen(ROLE) or None,
            invitation_id=self.chosen(PERSON),
        )

    def told(self) -> tuple[str, ...]:
        """What was chosen, in words: the person, the role and the organisation."""
        person = self._person()
        roles = {one.id: one.label.to(current()) for one in self._found.roles}
        partners = {one.public_id: one.name for one in self._found.partners}
        names = (
            person.name if person else "",
            roles.get(self.chosen(ROLE), ""),
            partners.get(self.chosen(PARTNER), ""),
        )
        return tuple(name for name in names if name)

    def fields_to_carry(self) -> tuple[tuple[str, str], ...]:
        """Names and values of all that was chosen, for the next form."""
        return tuple((name, str(self[name].data or "")) for name in NAMES if name in self)

    def _person(self) -> Somebody | None:
        chosen = self.chosen(PERSON)
        return next((one for one in self._found.people if one.invitation_id == chosen), None)

    def _partner_id(self) -> int | None:
        chosen = self.chosen(PARTNER)
        return next((one.id for one in self._found.partners if one.public_id == chosen), None)


def _list(label: str, pairs: Pairs) -> "UnboundField[Choose]":
    return UnboundField(Choose, label, choices=choices([("", _("Choose …")), *pairs]))


def _people(found: Choices) -> Pairs:
    partners = {one.id: one.name for one in found.partners}
    nobody = [(NOBODY, _("Not known, or they would rather not say"))]
    return nobody + [
        (one.invitation_id, _("{name}, {partner}", name=one.name, partner=partners[one.partner_id]))
        if one.partner_id in partners and len(partners) > 1
        else (one.invitation_id, one.name)
        for one in found.people
    ]
