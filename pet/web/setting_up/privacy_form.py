"""The form in which a lead chooses what people are promised: its fields, what they depend on, and what it says."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired

from pet.analysis.options import Breakdown, Mode, Weighting
from pet.db.models import Round
from pet.language import gettext as _
from pet.services.overview import Size
from pet.services.promises import SMALLER_GROUP, USUAL_GROUP, Asks, Offers, Promise
from pet.services.rounds_drafts import Earlier
from pet.web.forms.choosing import choices
from pet.words import promise, promising

NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the choices of this step depend on.

    Attributes:
        readers: account and name of everybody who can read comments first.
    """

    row: Round
    offers: Offers
    size: Size
    readers: tuple[tuple[int, str], ...]
    earlier: tuple[Earlier, ...]


class PrivacyForm(BaseForm):
    """What people are promised."""

    def __init__(self, around: Around, posted: MultiDict[str, str] | None = None) -> None:
        super().__init__(_fields(around), meta=DefaultMeta())
        self.process(formdata=posted, data=_data(around))

    def promise(self) -> Promise:
        """What was chosen; what is not asked with this mode is as usual."""
        return Promise(
            mode=Mode(self["mode"].data),
            smallest_group=int(self._chosen("smallest_group", str(USUAL_GROUP))),
            small_partnership=bool(self._chosen("small_partnership", "")),
            first_comparison=Breakdown(self._chosen("first_comparison", Breakdown.ROLE.value)),
            weighting=Weighting(self._chosen("weighting", Weighting.PEOPLE.value)),
            asks=Asks(self._chosen("asks", Asks.BOTH.value)),
        )

    def number(self, name: str) -> int | None:
        """The id that was chosen, or `None` for nobody."""
        chosen = self._chosen(name, NOBODY)
        return None if chosen == NOBODY else int(chosen)

    def _chosen(self, name: str, usual: str) -> str:
        return str(self[name].data or usual) if name in self and self[name].data is not False else usual


def _fields(around: Around) -> dict[str, Any]:
    offers = around.offers
    fields: dict[str, Any] = {
        "mode": RadioField(
            _("Privacy"),
            [InputRequired(_("Choose what people are promised."))],
            choices=choices((mode.value, promise.name(mode)) for mode in offers.modes),
        ),
        "smallest_group": RadioField(
            _("Smallest group that is shown"),
            choices=choices((str(size), promising.group(size, USUAL_GROUP)) for size in offers.groups),
        ),
        "small_partnership": BooleanField(promising.small_partnership()),
        "asks": RadioField(
            _("In an anonymous round, what is kept with the answers"),
            choices=choices(
                (one.value, promising.asks(one, smaller=one not in offers.asks[USUAL_GROUP]))
                for one in offers.asks[SMALLER_GROUP]
            ),
        ),
        "weighting": RadioField(
            _("Whose answers count how much"),
            choices=choices((one.value, promising.weighting(one)) for one in Weighting),
        ),
        "first_comparison": RadioField(
            _("What is compared first"),
            choices=choices(
                (one.value, promising.compared(one)) for one in (Breakdown.ROLE, Breakdown.PARTNER)
            ),
        ),
        "reader": SelectField(
            _("Who reads comments first"),
            choices=choices(
                [
                    *((str(id_), name) for id_, name in around.readers),
                    *([] if around.readers else [(NOBODY, promising.reader_default())]),
                ]
            ),
        ),
        "follows": SelectField(
            _("Set it beside an earlier round"),
            choices=choices(
                [
                    (NOBODY, _("No: this round stands by itself")),
                    *((str(one.id), one.title) for one in around.earlier),
                ]
            ),
        ),
    }
    return {name: field for name, field in fields.items() if name not in _left_out(around)}


def _left_out(around: Around) -> set[str]:
    """What is not asked, because there is nothing to choose."""
    offers = around.offers
    left = set()
    if not offers.groups:
        left |= {"smallest_group"}
    if not offers.small:
        left |= {"small_partnership"}
    if Mode.ANONYMOUS not in offers.modes:
        left |= {"asks"}
    if not around.earlier:
        left |= {"follows"}
    if only_signed(offers):
        left |= {"smallest_group", "small_partnership", "weighting", "first_comparison"}
    return left


def only_signed(offers: Offers) -> bool:
    """Whether nothing but a joint sheet of each partner is offered: then no people are counted, weighed or compared."""
    return set(offers.modes) == {Mode.OPEN}


def _data(around: Around) -> dict[str, object]:
    row, asks = around.row, around.offers.asks
    return {
        "mode": row.mode,
        "smallest_group": str(row.smallest_group if row.mode != Mode.OPEN else USUAL_GROUP),
        "small_partnership": row.small_partnership,
        "asks": row.asks if row.mode == Mode.ANONYMOUS else asks[USUAL_GROUP][0],
        "weighting": row.weighting,
        "first_comparison": row.first_comparison,
        "reader": str(row.reader_id or next((id_ for id_, _name in around.readers), NOBODY)),
        "follows": str(row.follows_id or NOBODY),
    }
