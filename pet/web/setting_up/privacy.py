"""The second step: what people are promised. Only what can be kept with those who will be asked is offered."""

from dataclasses import dataclass
from typing import Any

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.analysis.options import Breakdown, Mode, Weighting
from pet.db.models import Account, Membership, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import overview, rounds_drafts, rounds_promise
from pet.services.overview import Size
from pet.services.promises import SMALLER_GROUP, USUAL_GROUP, Asks, Offers, Promise
from pet.services.rounds_drafts import Earlier
from pet.web import guard
from pet.web.forms.choosing import choices
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.setting_up import problems, steps
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.steps import Place, Step
from pet.web.site import database, now
from pet.words import asking, promise, promising

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several, with what it means.

    Attributes:
        value, label: as in the form.
        hint: what it means.
        proposed: whether it suits most.
    """

    value: str
    label: str
    hint: str
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyPage:
    """templates/setting_up/privacy.html.

    Attributes:
        counted: how many will be asked.
        modes: the modes that can be kept.
        refused: name of each other mode, and why it cannot.
        hidden: what stays hidden with so few people, or nothing.
        warnings: what is said beside the smaller group and the weighting, or empty.
        reads: what the reader of comments does.
        why_asks: why not more may be asked in an anonymous round.
        why_earlier: which earlier rounds it cannot follow, and why.
    """

    title: str
    place: Place
    form: PrivacyForm
    counted: str
    modes: tuple[Choice, ...]
    refused: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    smaller: str
    heavy: str
    reads: str
    why_asks: tuple[str, ...]
    why_earlier: tuple[str, ...]


@blueprint.get("/rounds/<round_id>/set-up/privacy")
@requires(Permission.SET_UP_ROUND)
def privacy(round_id: str) -> str | Response:
    """What can be promised."""
    del round_id
    with database().reading() as session:
        around = _around(session)
    return steps.launched(around.row) or _page(around, PrivacyForm(around))


@blueprint.post("/rounds/<round_id>/set-up/privacy", endpoint="keep_privacy")
@requires(Permission.SET_UP_ROUND)
def keep_privacy(round_id: str) -> Response | tuple[str, int]:
    """Keep it, and on."""
    del round_id
    with database().reading() as session:
        around = _around(session)
    form = PrivacyForm(around, request.form)
    if form.validate():
        try:
            with database().writing() as session:
                row = rounds_drafts.set_promise(
                    session,
                    round_id=guard.round_id(),
                    promise=form.promise(),
                    reader_id=form.number("reader"),
                    follows_id=form.number("follows"),
                    by=by(),
                    now=now(),
                )
            return steps.go(row, Step.PRIVACY)
        except PetError as refused:
            problems.put(form, refused, {_("earlier round"): "follows", _("reader of comments"): "reader"})
    return _page(around, form), 422


def _around(session: Session) -> Around:
    row = steps.row_of(session)
    offers, _asked = rounds_promise.offers_for(session, row)
    return Around(
        row=row,
        offers=offers,
        size=overview.size(session, row.partnership_id),
        readers=_readers(session, row.partnership_id),
        earlier=rounds_drafts.earlier_rounds(session, row),
    )


def _readers(session: Session, partnership_id: int) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Account.id, Account.name, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.partnership_id == partnership_id,
            Membership.role.in_((Role.FACILITATOR.value, Role.LEAD.value)),
            Account.disabled_at.is_(None),
        )
        .order_by(Membership.role, Account.name)
    )
    return tuple((row.id, asking.reader_name(row.name, Role(row.role))) for row in rows)


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
    if _only_signed(offers):
        left |= {"smallest_group", "small_partnership", "weighting", "first_comparison"}
    return left


def _only_signed(offers: Offers) -> bool:
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


def _page(around: Around, form: PrivacyForm) -> str:
    offers = around.offers
    page = PrivacyPage(
        title=_("Privacy"),
        place=steps.place(around.row, Step.PRIVACY),
        form=form,
        counted=promising.counted(offers.people, around.size.partners - around.size.empty, around.size.empty),
        modes=tuple(
            Choice(
                value=mode.value,
                label=promise.name(mode),
                hint=promising.means(mode),
                proposed=mode is offers.proposed,
            )
            for mode in offers.modes
        ),
        refused=tuple((promise.name(mode), why) for mode, why in offers.refused.items()),
        hidden=promising.stays_hidden() if "small_partnership" in form else (),
        smaller=promising.smaller_group(offers.groups[-1]) if offers.groups else "",
        heavy=promising.heavy(offers.heaviest) if offers.is_heavy else "",
        reads=_("They read what partners write, and take out what points at a person.")
        if _only_signed(offers)
        else _("They read what people write without names, and take out what points at a person."),
        why_asks=_why_asks(offers) if "asks" in form else (),
        why_earlier=tuple(
            _("“{round}”: {why}", round=one.title, why=one.why_not) for one in around.earlier if one.why_not
        ),
    )
    return render("setting_up/privacy.html", page)


def _why_asks(offers: Offers) -> tuple[str, ...]:
    return tuple(why for asks, why in offers.why_not.items() if asks not in offers.asks[SMALLER_GROUP])
