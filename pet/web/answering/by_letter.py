"""The first page for somebody who is asked in person: as whom they answer, and who can see what."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import request
from sqlalchemy.orm import Session

from pet.errors import PetError
from pet.frameworks.model import Framework
from pet.language import current
from pet.language import gettext as _
from pet.services import contacts, invitations
from pet.services.own_links import OwnLink
from pet.services.responses import BegunError
from pet.services.rounds_facts import NotAcceptingError, Phase, RoundFacts
from pet.web.answering import asked, before, nowhere, promises
from pet.web.answering.arriving_pages import Begin, InvitedPage, NoticePage
from pet.web.forms.not_sent import NotSentForm
from pet.web.render import render
from pet.web.site import database, now
from pet.words.phrases import listing

OVER = (Phase.OVER, Phase.CLOSED, Phase.RELEASED)


def shown(link: OwnLink, form: NotSentForm | None = None) -> str | tuple[str, int]:
    """What a letter asks, for somebody who has not begun by it; with the form that was sent if it was not right."""
    facts, found = link.round, link.invited
    if found is None or facts.phase(now()) in OVER:
        return nowhere.closed(facts)
    begin = Begin(label=_("Start"), name="", value="")
    with database().reading() as db:
        page = page_of(
            db,
            facts,
            whom=((found.partner_id, found.partner, found.role_id),),
            begins=(begin,) if facts.accepts(now()) else (),
            form=form or (NotSentForm() if link.is_renewed else None),
        )
    text = render("answering/invited.html", page)
    return (text, HTTPStatus.UNPROCESSABLE_ENTITY) if form is not None else text


def page_of(
    db: Session,
    facts: RoundFacts,
    *,
    whom: Sequence[tuple[int | None, str, str | None]],
    begins: tuple[Begin, ...],
    form: NotSentForm | None = None,
    by_account: bool = False,
) -> InvitedPage:
    """The page.

    Args:
        db: the session.
        facts: of the round.
        whom: as whom one is asked: id and name of the partner, and the role; several for who is asked for several partners.
        begins: the buttons.
        form: where one says first that nothing was sent yet, if that is asked.
        by_account: whether it is for somebody who is signed in.
    """
    only = whom[0] if len(whom) == 1 else (None, "", None)
    told = asked.of_round(db, facts, only[2])
    return InvitedPage(
        title=facts.title,
        partnership=facts.partnership,
        purpose=told.purpose,
        facts=told.facts,
        by_role=told.by_role,
        whom=_whom(facts, told.framework, only),
        together=together(db, facts, only[0]),
        promise=promises.in_short(facts),
        more=promises.the_rest(facts),
        link=() if by_account else promises.lasts(facts),
        refused=asked.refused(facts),
        leads=listing(contacts.leads(db, facts.partnership_id)),
        begins=begins,
        form=form,
        action=request.path,
        before=before.of(db, facts),
    )


def _whom(facts: RoundFacts, framework: Framework, whom: tuple[int | None, str, str | None]) -> str:
    """As whom one answers, as far as that is known and kept."""
    _partner_id, partner, role_id = whom
    partner = partner if facts.is_asked("partner") else ""
    known = framework.role(role_id) if role_id and facts.is_asked("role") else None
    role = known.label.to(current()) if known is not None else ""
    if facts.is_signed and partner:
        return _("You answer together, for {partner}.", partner=partner)
    if partner and role:
        return _("You answer for {partner}, as: {role}.", partner=partner, role=role)
    if partner:
        return _("You answer for {partner}.", partner=partner)
    return _("You answer as: {role}.", role=role) if role else ""


def together(db: Session, facts: RoundFacts, partner_id: int | None) -> str:
    """Who else edits the joint sheet of a partner, by name; empty where there is none."""
    if not facts.is_signed or partner_id is None:
        return ""
    names = invitations.editors(db, facts.id, partner_id)
    if not names:
        return ""
    return _(
        "This sheet is edited by: {names}. Each of them can read it, change it and send it.",
        names=listing(names),
    )


def refused(facts: RoundFacts, error: PetError) -> tuple[str, int]:
    """Nothing can be begun now (409)."""
    if isinstance(error, NotAcceptingError) and facts.phase(now()) in OVER:
        return nowhere.closed(facts)
    title = (
        _("Your answers are here already")
        if isinstance(error, BegunError)
        else _("You cannot answer here now")
    )
    page = NoticePage(title=title, sentences=(str(error),))
    return render("answering/notice.html", page), HTTPStatus.CONFLICT
