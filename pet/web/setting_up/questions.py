"""Own questions: up to ten, each a statement to rate or a question in people's own words."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, StringField
from wtforms.validators import Length

from pet.access.policy import Permission
from pet.db.models import Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import own_questions, rounds_drafts
from pet.services.own_questions import LONGEST, MOST, OwnQuestion, Sort
from pet.web import guard
from pet.web.forms.choosing import choices
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.lazy import lazy_gettext
from pet.web.render import render
from pet.web.setting_up import problems, steps
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.steps import Step
from pet.web.site import database, now

SPARE = 3


class QuestionForm(Form):
    """One question."""

    id = HiddenField()
    text = StringField(
        lazy_gettext("Statement or question"),
        [Length(max=LONGEST, message=lazy_gettext("This question is too long: 300 characters at most."))],
        render_kw={"maxlength": LONGEST},
    )
    sort = RadioField(
        lazy_gettext("How it is answered"),
        choices=choices(
            [
                (Sort.RATED.value, lazy_gettext("A statement, on the scale")),
                (Sort.WORDS.value, lazy_gettext("A question, in people’s own words")),
            ]
        ),
        default=Sort.RATED.value,
    )


class QuestionsForm(Form):
    """All of them."""

    questions = FieldList(FormField(QuestionForm), max_entries=MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """templates/setting_up/questions.html."""

    title: str
    round: str
    form: QuestionsForm
    wrong: tuple[tuple[str, str], ...]
    most: int
    back: str


@blueprint.get("/rounds/<round_id>/set-up/questions")
@requires(Permission.SET_UP_ROUND)
def questions(round_id: str) -> str | Response:
    """The own questions, with empty places for more."""
    del round_id
    with database().reading() as session:
        row = steps.row_of(session)
        kept = own_questions.of(rounds_drafts.asked_by(session, row))
    given = [{"id": one.id, "text": one.text, "sort": one.sort.value} for one in kept]
    spare: list[dict[str, str]] = [{} for _one in range(min(SPARE, MOST - len(given)))]
    form = QuestionsForm(data={"questions": [*given, *spare]})
    return steps.launched(row) or _page(row, form)


@blueprint.post("/rounds/<round_id>/set-up/questions", endpoint="keep_questions")
@requires(Permission.SET_UP_ROUND)
def keep_questions(round_id: str) -> Response | tuple[str, int]:
    """Keep them; an empty one goes."""
    del round_id
    form = QuestionsForm(request.form)
    if form.validate():
        try:
            with database().writing() as session:
                row = rounds_drafts.set_questions(
                    session, round_id=guard.round_id(), questions=_given(form), by=by(), now=now()
                )
            return _on(row)
        except PetError as refused:
            problems.put(form, refused, {})
    with database().reading() as session:
        row = steps.row_of(session)
    return _page(row, form), 422


def _on(row: Round) -> Response:
    if request.form.get("then") == "more":
        return redirect(url_for("setting_up.questions", round_id=row.public_id), 303)
    return redirect(steps.url(row, Step.ASKED), 303)


def _given(form: QuestionsForm) -> list[OwnQuestion]:
    return [
        OwnQuestion(
            id=str(one.form.id.data or ""), text=str(one.form.text.data or ""), sort=Sort(one.form.sort.data)
        )
        for one in form.questions
    ]


def _page(row: Round, form: QuestionsForm) -> str:
    wrong = [
        (one.form.text.id, str(problem))
        for one in form.questions
        for problem in (*one.form.text.errors, *one.form.sort.errors)
    ]
    page = QuestionsPage(
        title=_("Your own questions"),
        round=row.title,
        form=form,
        wrong=(*[("", str(problem)) for problem in form.form_errors], *wrong),
        most=MOST,
        back=steps.url(row, Step.ASKED),
    )
    return render("setting_up/questions.html", page)
