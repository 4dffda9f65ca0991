"""The first steps with a sheet: the way back to it, and as whom one answers."""

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from pet.access.policy import Permission
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import responses
from pet.services.answers.sheet import Sheet
from pet.services.responses import Choices, NotAcceptingError
from pet.web.answering import opening, promises, qr, refusing, steps
from pet.web.answering.arriving_pages import PromisePage, WayBackPage, WhoPage
from pet.web.answering.blueprint import blueprint
from pet.web.forms.who import PARTNER, ROLE, WhoForm
from pet.web.guard import requires, target
from pet.web.render import render
from pet.web.site import database, now
from pet.words import effort

Answered = str | tuple[str, int] | Answer
ANOTHER = "another"


def response_id_here() -> int:
    """The id of the response that this request is about, which the guard has let through.

    Raises:
        LookupError: the page is about none; a fault in the program.
    """
    found = target().response_id
    if found is None:
        raise LookupError("no response in this address")
    return found


def sheet_here() -> Sheet:
    """The sheet that this request is about."""
    with database().reading() as db:
        return responses.sheet(db, response_id_here())


@blueprint.get("/responses/<response_id>/")
@requires(Permission.USE_OWN_RESPONSE)
def go_on(response_id: str) -> Answer:
    """To where one left off."""
    del response_id
    return redirect(steps.go_on_url(sheet_here()), 303)


@blueprint.get("/responses/<response_id>/way-back")
@requires(Permission.USE_OWN_RESPONSE)
def way_back(response_id: str) -> str:
    """One's own link, while it can be shown."""
    sheet = sheet_here()
    address = opening.shown(response_id)
    stopped = request.args.get("via") == steps.STOP
    made = request.args.get("via") == ANOTHER and bool(address)
    page = WayBackPage(
        title=_way_back_title(stopped=stopped, shown=bool(address)),
        states=(*(_saved(sheet) if stopped else ()), *(_another() if made else ())),
        heading=_("Your way back") if stopped else "",
        address=address,
        picture=qr.data_address(address) if address else "",
        by_letter=sheet.round.by_letter,
        lasts=promises.lasts(sheet.round),
        make_url=url_for("answering.way_back", response_id=response_id),
        close=steps.close_url(response_id),
    )
    return render("answering/way_back.html", page)


@blueprint.post("/responses/<response_id>/way-back")
@requires(Permission.USE_OWN_RESPONSE)
def make_way_back(response_id: str) -> Answer:
    """Make one more link, or go on."""
    if request.form.get("go") == "on" or sheet_here().round.by_letter:  # there a letter has the only link
        opening.forget(response_id)
        return redirect(url_for("answering.go_on", response_id=response_id), 303)
    with database().writing() as db:
        token = responses.new_return_link(db, response_id=response_id_here())
    opening.show_once(response_id, token)
    return redirect(url_for("answering.way_back", response_id=response_id, via=ANOTHER), 303)


def _way_back_title(*, stopped: bool, shown: bool) -> str:
    if stopped:
        return _("Stop for now")
    return _("Your way back") if shown else _("Continue on another device")


def _saved(sheet: Sheet) -> tuple[str, ...]:
    """That one can leave, for somebody who stops."""
    far = effort.how_far(sheet.answered, sheet.asked)
    if sheet.submitted:
        return (_("Saved. {how_far}, and sent. You can close this window.", how_far=far),)
    return (_("Saved. {how_far}, not sent yet. You can close this window.", how_far=far),)


def _another() -> tuple[str, ...]:
    return (_("This is another link. The earlier one still works too."),)


@blueprint.get("/responses/<response_id>/who")
@requires(Permission.USE_OWN_RESPONSE)
def who(response_id: str) -> Answered:
    """As whom one answers."""
    del response_id
    with database().reading() as db:
        sheet = responses.sheet(db, response_id_here())
        choices = responses.choices(db, sheet.round.id, sheet.response_id)
    if not sheet.round.accepts(now()):
        return redirect(steps.check_url(sheet), 303)
    return render("answering/who.html", _who(sheet, _form(sheet, choices)))


@blueprint.post("/responses/<response_id>/who")
@requires(Permission.USE_OWN_RESPONSE)
def choose_who(response_id: str) -> Answered:
    """Keep as whom one answers, which decides what is asked."""
    opening.forget(response_id)
    try:
        with database().writing() as db:
            sheet = responses.sheet(db, response_id_here())
            choices = responses.choices(db, sheet.round.id, sheet.response_id)
            form = _form(sheet, choices, posted=True)
            problem = _identify(db, sheet, choices, form) if form.validate() else ""
    except NotAcceptingError as closed:
        return refusing.closed(closed, sheet.round, ())
    if form.errors or problem:
        form.form_errors += [problem] if problem else []
        return render("answering/who.html", _who(sheet, form)), 422
    if request.args.get("via") == "check":
        return redirect(steps.check_url(sheet), 303)
    return redirect(url_for("answering.go_on", response_id=response_id), 303)


@blueprint.get("/responses/<response_id>/promise")
@requires(Permission.USE_OWN_RESPONSE)
def promise(response_id: str) -> str:
    """How answers are kept safe."""
    facts = sheet_here().round
    page = PromisePage(
        title=_("How your answers are kept safe"),
        sections=promises.kept_safe(facts),
        back=url_for("answering.go_on", response_id=response_id),
    )
    return render("answering/promise.html", page)


def _form(sheet: Sheet, choices: Choices, *, posted: bool = False) -> WhoForm:
    partner = next((p.public_id for p in choices.partners if p.id == sheet.partner_id), "")
    chosen_before = (partner, sheet.role_id or "")
    return WhoForm(choices.partners, choices.roles, chosen_before, request.form if posted else None)


def _identify(db: Session, sheet: Sheet, choices: Choices, form: WhoForm) -> str:
    """What is wrong with the choice, or empty once it is kept."""
    partner = next((p.id for p in choices.partners if p.public_id == form.chosen(PARTNER)), None)
    try:
        responses.identify(
            db,
            response_id=sheet.response_id,
            partner_id=partner,
            role_id=form.chosen(ROLE) or None,
            now=now(),
        )
    except NotAcceptingError:
        raise
    except PetError as error:
        return str(error)
    return ""


def _who(sheet: Sheet, form: WhoForm) -> WhoPage:
    return WhoPage(
        title=_("Who you answer for") if sheet.round.is_signed else _("Who you answer as"),
        form=form,
        is_signed=sheet.round.is_signed,
        back=steps.check_url(sheet) if request.args.get("via") == "check" else "",
        changes=sheet.answered > 0,
    )
