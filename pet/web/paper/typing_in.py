"""Whose sheet it is, the sheet, and sending it. Looking changes nothing; only the last form is kept."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.db.errors import UnavailableError
from pet.errors import InvalidInputError, PetError
from pet.language import current
from pet.language import gettext as _
from pet.services import paper
from pet.services.answers.held import Kind
from pet.services.paper import Choices
from pet.services.rounds_facts import NotAcceptingError
from pet.web import guard, identity
from pet.web.forms.sheet import TAKE_BACK, SheetForm, read_changes, whole_form
from pet.web.guard import requires
from pet.web.paper import pages
from pet.web.paper.blank import is_offered
from pet.web.paper.blueprint import blueprint
from pet.web.paper.pages import TypedPage, WhosePage
from pet.web.paper.whose import PERSON, Given, WhoseForm
from pet.web.render import render
from pet.web.site import database, now

Answered = str | tuple[str, int] | Response
TYPED, OP = "typed", "op"
MOST_TYPED = 9999


@blueprint.get("/rounds/<round_id>/paper")
@requires(Permission.TYPE_PAPER)
def begin(round_id: str) -> str:
    """Whose sheet comes next; the organisation and the role of the one before stand there already."""
    found = choices_here()
    return whose_page(round_id, found, WhoseForm(found, None, request.args))


@blueprint.get("/rounds/<round_id>/paper/sheet")
@requires(Permission.TYPE_PAPER)
def sheet(round_id: str) -> Answered:
    """The whole sheet, empty."""
    found = choices_here()
    whose = WhoseForm(found, request.args, request.args)
    if not found.round.accepts(now()):
        return redirect(url_for("paper.begin", round_id=round_id), 303)
    if not whose.validate():
        return whose_page(round_id, found, whose), HTTPStatus.UNPROCESSABLE_ENTITY
    return sheet_page(round_id, found, whose, sheet_form(found, whose, None))


@blueprint.post("/rounds/<round_id>/paper/sheet")
@requires(Permission.TYPE_PAPER)
def send(round_id: str) -> Answered:
    """Keep and send it; whatever is wrong, the sheet comes back with everything typed."""
    found = choices_here()
    whose = WhoseForm(found, request.form, request.form)
    form = sheet_form(found, whose, request.form)
    if TAKE_BACK in request.form:
        return _taken_back(round_id, found, whose, form)
    is_right, is_known = form.validate(), whose.validate()
    if not is_known:
        form.form_errors += [str(error) for errors in whose.errors.values() for error in errors]
    if not (is_right and is_known):
        return sheet_page(round_id, found, whose, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        _keep(whose, form)
    except NotAcceptingError as closed:
        form.form_errors.append(str(closed))
        return sheet_page(round_id, found, whose, form), HTTPStatus.CONFLICT
    except UnavailableError:
        raise  # the page about it keeps what was typed
    except PetError as error:
        form.form_errors += _problems(error)
        return sheet_page(round_id, found, whose, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(begin_url(round_id, whose, typed_before(request.form) + 1, but=PERSON), 303)


def begin_url(round_id: str, whose: WhoseForm, typed: int, *, but: str = "") -> str:
    """The page of whose sheet it is, with what was chosen."""
    chosen: dict[str, Any] = {name: value for name, value in whose.fields_to_carry() if name != but}
    return url_for("paper.begin", round_id=round_id, typed=typed or None, **chosen)


def _keep(whose: WhoseForm, form: SheetForm) -> None:
    by, partner_id = identity.by(), guard.own_partner_id()
    with database().writing() as db:
        paper.type_in(
            db,
            round_id=guard.round_id(),
            op_id=request.form.get(OP, ""),
            whose=whose.whose(),
            changes=read_changes(form, {}),
            by=by,
            now=now(),
            partner_id=partner_id,
        )


def _problems(error: PetError) -> list[str]:
    if isinstance(error, InvalidInputError):
        return [problem.message for problem in error.problems]
    return [str(error)]


def _taken_back(round_id: str, found: Choices, whose: WhoseForm, form: SheetForm) -> str:
    """The same sheet without one of its answers: a choice that was clicked by mistake."""
    for key in form.keys:
        if key.kind is Kind.RATING and key.part_id == request.form[TAKE_BACK]:
            form.field(key).data = None
    return sheet_page(round_id, found, whose, form)


def choices_here() -> Choices:
    """Whose sheets this person can type in."""
    with database().reading() as db:
        return paper.choices(
            db,
            guard.round_id(),
            partner_id=guard.own_partner_id(),
            addresses=guard.may(Permission.SEE_DELIVERY),
        )


def sheet_form(found: Choices, whose: WhoseForm, posted: Given | None) -> SheetForm:
    """All that somebody in this role is asked, with what was sent."""
    asked = found.asked(whose.whose().role_id)
    framework = found.framework
    return whole_form(asked.areas, framework.open_questions, framework.scale, asked.role_id, posted)


def typed_before(values: Given) -> int:
    """How many this person has typed in before, as the form says: for the sentence about it and nothing else."""
    said = values.get(TYPED, "")
    return (
        min(int(said), MOST_TYPED)
        if said.isascii() and said.isdecimal() and len(said) <= len(str(MOST_TYPED))
        else 0
    )


def whose_page(round_id: str, found: Choices, form: WhoseForm) -> str:
    """Whose sheet it is."""
    facts, typed = found.round, typed_before(request.args)
    offered = is_offered(facts)
    page = WhosePage(
        title=_("Type in a paper sheet"),
        round=facts.title,
        done=pages.done(typed),
        refused="" if facts.accepts(now()) else str(NotAcceptingError(facts.phase(now()))),
        told=pages.told(found),
        form=form,
        typed=typed,
        action=url_for("paper.sheet", round_id=round_id),
        quick=url_for("paper.quick", round_id=round_id),
        blank=url_for("paper.blank", round_id=round_id) if offered else "",
        printed=_printed(round_id, found) if offered else (),
        back=f"/rounds/{round_id}/",
    )
    return render("paper/whose.html", page)


def _printed(round_id: str, found: Choices) -> tuple[tuple[str, str], ...]:
    """A file for each role; one alone where there is one role or none."""
    if len(found.roles) <= 1:
        label = _("An empty sheet as a PDF, with numbers for typing in")
        return ((label, url_for("paper.printed", round_id=round_id)),)
    return tuple(
        (
            _("PDF for: {role}", role=one.label.to(current())),
            url_for("paper.printed", round_id=round_id, role=one.id),
        )
        for one in found.roles
    )


def sheet_page(round_id: str, found: Choices, whose: WhoseForm, form: SheetForm, *, note: str = "") -> str:
    """The whole sheet; `note` says what to do with what stands there already."""
    posted = request.form if request.method == "POST" else None
    typed = typed_before(request.values)
    page = TypedPage(
        title=_("What the sheet says"),
        round=found.round.title,
        whose=pages.whose(whose),
        parts=pages.parts(found.asked(whose.whose().role_id)),
        texts=pages.texts(found),
        form=form,
        carried=(
            (OP, request.form.get(OP) or str(uuid.uuid4())),
            (TYPED, str(typed)),
            *whose.fields_to_carry(),
        ),
        note=note,
        strays=pages.left_over(form, posted),
        action=url_for("paper.send", round_id=round_id),
        back=begin_url(round_id, whose, typed),
        back_label=_("Choose again whose sheet it is") if whose.asks else _("Do not type it in"),
    )
    return render("paper/sheet.html", page)
