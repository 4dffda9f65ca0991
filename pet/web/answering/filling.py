"""The questionnaire: one area of enquiry to a page, and the open questions at the end."""

from http import HTTPStatus

from flask import abort, redirect, request
from werkzeug.wrappers import Response as Answer

from pet.access.policy import Permission
from pet.services.answers.asked import AskedArea
from pet.services.answers.sheet import Sheet
from pet.web.answering import cards, changing, recording, refusing, steps
from pet.web.answering.blueprint import blueprint
from pet.web.answering.recording import Recorded
from pet.web.answering.starting import response_id_here, sheet_here
from pet.web.forms.sheet import Posted, SheetForm, area_form, words_form
from pet.web.guard import requires
from pet.web.render import render

Answered = str | tuple[str, int] | Answer
CHECK = "check"


@blueprint.get("/responses/<response_id>/areas/<int:number>")
@requires(Permission.USE_OWN_RESPONSE)
def area(response_id: str, number: int) -> Answered:
    """The themes of one area that this person is asked."""
    del response_id
    sheet = sheet_here()
    elsewhere = steps.to_answer(sheet)
    if elsewhere is not None:
        return elsewhere
    if not 1 <= number <= len(sheet.areas):
        abort(404)
    page = sheet.areas[number - 1]
    form = area_form(page, sheet.framework.scale, sheet.role_id, sheet.held)
    return render(
        "answering/sheet.html", cards.area_page(sheet, page, form, came_from=_came_from(request.args))
    )


@blueprint.post("/responses/<response_id>/areas/<int:number>")
@requires(Permission.USE_OWN_RESPONSE)
def save_area(response_id: str, number: int) -> Answered:
    """Save the page and go where the button says."""
    del response_id
    return send_area(response_id_here(), number, request.form)


@blueprint.get("/responses/<response_id>/words")
@requires(Permission.USE_OWN_RESPONSE)
def words(response_id: str) -> Answered:
    """The open questions."""
    del response_id
    sheet = sheet_here()
    elsewhere = steps.to_answer(sheet)
    if elsewhere is not None:
        return elsewhere
    form = words_form(sheet.framework.open_questions, sheet.held)
    return render("answering/sheet.html", cards.words_page(sheet, form, came_from=_came_from(request.args)))


@blueprint.post("/responses/<response_id>/words")
@requires(Permission.USE_OWN_RESPONSE)
def save_words(response_id: str) -> Answered:
    """Save the open questions and go where the button says."""
    del response_id
    return send_words(response_id_here(), request.form)


def send_area(response_id: int, number: int, posted: Posted) -> Answered:
    """Save an area as it was sent; which area it was is in the form, for numbers move when the role changes."""

    def make(sheet: Sheet, posted: Posted) -> SheetForm:
        return area_form(
            _page(sheet, number, posted), sheet.framework.scale, sheet.role_id, sheet.held, posted
        )

    done = recording.record(response_id, posted, make)
    page = _page(done.sheet, number, posted)
    refused = _refused(done, posted, steps.area_url(done.sheet, page.number))
    if refused is not None:
        return refused
    if done.form.errors:
        shown = cards.area_page(done.sheet, page, done.form, came_from=_came_from(posted), posted=posted)
        return render("answering/sheet.html", shown), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(_next_of_area(done.sheet, page.number, posted), 303)


def send_words(response_id: int, posted: Posted) -> Answered:
    """Save the open questions as they were sent."""

    def make(sheet: Sheet, posted: Posted) -> SheetForm:
        return words_form(sheet.framework.open_questions, sheet.held, posted)

    done = recording.record(response_id, posted, make)
    refused = _refused(done, posted, steps.words_url(done.sheet))
    if refused is not None:
        return refused
    if done.form.errors:
        shown = cards.words_page(done.sheet, done.form, came_from=_came_from(posted), posted=posted)
        return render("answering/sheet.html", shown), HTTPStatus.UNPROCESSABLE_ENTITY
    if posted.get("go") == "back":
        return redirect(steps.area_url(done.sheet, len(done.sheet.areas)), 303)
    if posted.get("go") == steps.STOP:
        return redirect(steps.stop_url(done.sheet), 303)
    return redirect(steps.check_url(done.sheet), 303)


def _page(sheet: Sheet, number: int, posted: Posted) -> AskedArea:
    """The area that was sent; else the one at this number."""
    named = next((page for page in sheet.areas if page.area.id == posted.get("area")), None)
    if named is not None:
        return named
    if not 1 <= number <= len(sheet.areas):
        abort(404)
    return sheet.areas[number - 1]


def _refused(done: Recorded, posted: Posted, action: str) -> Answered | None:
    """What stands against going on: the round, that nobody said who they are, or an answer changed elsewhere."""
    if done.closed is not None:
        return refusing.closed(done.closed, done.sheet.round, cards.typed(done.sheet, done.form, posted))
    if not done.sheet.identified:
        return refusing.nobody(done.sheet, cards.typed(done.sheet, done.form, posted))
    if done.conflicts:
        shown = changing.conflict_page(done, posted, action)
        return render("answering/conflict.html", shown), HTTPStatus.CONFLICT
    return None


def _next_of_area(sheet: Sheet, number: int, posted: Posted) -> str:
    taken_back = posted.get("take_back")
    if taken_back:
        return steps.area_url(sheet, number, taken_back)
    go = posted.get("go")
    if go == steps.STOP:
        return steps.stop_url(sheet)
    if posted.get("via") == CHECK:
        return steps.check_url(sheet)
    return steps.before(sheet, number) if go == "back" else steps.after(sheet, number)


def _came_from(given: Posted) -> str:
    return CHECK if given.get("via") == CHECK else ""
