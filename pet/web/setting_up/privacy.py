"""The second step: what people are promised. Only what can be kept with those who will be asked is offered."""

from dataclasses import dataclass

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from pet.access.actor import Role
from pet.access.policy import Permission
from pet.db.models import Account, Membership
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import overview, rounds_drafts, rounds_promise
from pet.services.promises import SMALLER_GROUP, Offers
from pet.web import guard
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.render import render
from pet.web.setting_up import problems, steps
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.privacy_form import Around, PrivacyForm, only_signed
from pet.web.setting_up.steps import Place, Step
from pet.web.site import database, now
from pet.words import first_reader, promise, promising


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
    return tuple((row.id, first_reader.reader_name(row.name, Role(row.role))) for row in rows)


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
        if only_signed(offers)
        else _("They read what people write without names, and take out what points at a person."),
        why_asks=_why_asks(offers) if "asks" in form else (),
        why_earlier=tuple(
            _("“{round}”: {why}", round=one.title, why=one.why_not) for one in around.earlier if one.why_not
        ),
    )
    return render("setting_up/privacy.html", page)


def _why_asks(offers: Offers) -> tuple[str, ...]:
    return tuple(why for asks, why in offers.why_not.items() if asks not in offers.asks[SMALLER_GROUP])
