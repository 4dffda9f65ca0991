"""As whom a person answers: their organisation and their role, from the lists of the round."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from pet.frameworks.model import Role
from pet.language import current
from pet.language import gettext as _
from pet.services.partnerships import PartnerName
from pet.web.forms.choosing import Choose, Pairs, choices

PARTNER, ROLE = "partner", "role"


class WhoForm(BaseForm):
    """Partner and role; a list of one is not asked."""

    def __init__(
        self,
        partners: Sequence[PartnerName],
        roles: Sequence[Role],
        now: tuple[str, str],
        posted: MultiDict[str, str] | None = None,
    ) -> None:
        """`now` is the public id of the partner and the id of the role chosen before, empty for none."""
        self._only = {PARTNER: _only([p.public_id for p in partners]), ROLE: _only([r.id for r in roles])}
        asked = {
            PARTNER: (_("Your organisation"), [(p.public_id, p.name) for p in partners]),
            ROLE: (_("Your role"), [(r.id, r.label.to(current())) for r in roles]),
        }
        fields = {name: _list(*asked[name]) for name in asked if len(asked[name][1]) > 1}
        super().__init__(fields, meta=DefaultMeta())
        self.process(formdata=posted, data=dict(zip((PARTNER, ROLE), now, strict=True)))

    def chosen(self, name: str) -> str:
        """The public id of the partner, or the id of the role; empty where there is none to choose."""
        return str(self[name].data or "") if name in self else self._only[name]


def _list(label: str, pairs: Pairs) -> "UnboundField[Choose]":
    return UnboundField(Choose, label, choices=choices([("", _("Choose …")), *pairs]))


def _only(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else ""
