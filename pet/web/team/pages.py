"""What the page of a team holds."""

from dataclasses import dataclass

from flask import request, url_for

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services import partnerships, team
from pet.services.duties import Appointer
from pet.services.team import LEADERS, Member, OpenOffer
from pet.web import duty_words, guard, identity
from pet.web.guard import requires
from pet.web.render import render
from pet.web.site import database, now, site
from pet.web.team.blueprint import blueprint
from pet.web.team.forms import OfferForm
from pet.words import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Somebody of the team.

    Attributes:
        name, email: as kept.
        role: what they are.
        url: to the page that changes it.
        is_me: whether it is the person who looks.
        is_disabled: whether they cannot sign in.
    """

    name: str
    email: str
    role: str
    url: str
    is_me: bool
    is_disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """An offer that nobody has accepted yet: whom it was sent to, what it offers, until when, how to take it back."""

    name: str
    email: str
    role: str
    until: str
    withdraw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """Who is what in a partnership.

    Attributes:
        title: in a few words.
        partnership: its name.
        partnership_id: its public id.
        leaders: who leads and facilitates; empty for who sees one partner only.
        others: who leads or belongs to a partner.
        offers: what is open.
        form: for asking somebody.
        sees_all: whether whoever looks leads the partnership.
        sends_letters: whether the site sends letters.
        said: what has just been done, or empty.
    """

    title: str
    partnership: str
    partnership_id: str
    leaders: tuple[Line, ...]
    others: tuple[Line, ...]
    offers: tuple[OfferLine, ...]
    form: OfferForm
    sees_all: bool
    sends_letters: bool
    said: str


@blueprint.get("/partnerships/<partnership_id>/team")
@requires(Permission.APPOINT_IN_PARTNER)
def show(partnership_id: str) -> str:
    """Who is what, and who has been asked."""
    del partnership_id
    return page(None)


def appointer() -> Appointer:
    """Whoever sent this request, with what they may change."""
    return Appointer(by=identity.by(), within=guard.own_partner_id())


def prepared(form: OfferForm | None) -> OfferForm:
    """The form with what can be chosen in it."""
    form = form or OfferForm()
    within = guard.own_partner_id()
    with database().reading() as db:
        form.offer(partnerships.partners(db, guard.partnership_id()), within=within)
    return form


def page(form: OfferForm | None) -> str:
    """The page, with the form as it was typed."""
    within, about = guard.own_partner_id(), guard.found()
    with database().reading() as db:
        found = team.of(db, guard.partnership_id(), within=within, now=now())
    shown = TeamPage(
        title=_("Team"),
        partnership=about.partnership,
        partnership_id=about.partnership_id,
        leaders=tuple(_line(one) for one in found.members if one.role in LEADERS),
        others=tuple(_line(one) for one in found.members if one.role not in LEADERS),
        offers=tuple(_offer_line(one) for one in found.offers),
        form=form or prepared(None),
        sees_all=within is None,
        sends_letters=site().post.can_send,
        said=_said(request.args.get("said", "")),
    )
    return render("team/team.html", shown)


def _line(one: Member) -> Line:
    about = guard.found()
    return Line(
        name=one.name,
        email=one.email,
        role=duty_words.name(one.role, one.partner),
        url=url_for("team.person", partnership_id=about.partnership_id, account_id=one.public_id),
        is_me=one.account_id == identity.actor().account_id,
        is_disabled=one.is_disabled,
    )


def _offer_line(one: OpenOffer) -> OfferLine:
    about = guard.found()
    return OfferLine(
        name=one.name,
        email=one.email,
        role=duty_words.name(one.role, one.partner),
        until=_("Open until {moment}", moment=dates.moment(one.expires_at)),
        withdraw=url_for("team.withdraw", partnership_id=about.partnership_id, appointment_id=one.public_id),
    )


def _said(key: str) -> str:
    return {
        "asked": _("A letter is on its way to them. They are in the team once they accept."),
        "withdrawn": _("The offer is withdrawn; its link opens nothing any more."),
        "changed": _("It is changed."),
        "removed": _("They are out of the team. You can ask them again at any time."),
    }.get(key, "")
