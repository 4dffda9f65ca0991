"""The first step: what is asked. A framework as a tree, one of its forms, and how it looks to each role."""

from dataclasses import dataclass
from math import ceil

from flask import request, url_for
from werkzeug.wrappers import Response
from wtforms import Form, RadioField, StringField
from wtforms.validators import InputRequired

from pet.access.policy import Permission
from pet.charts.spec import Table
from pet.db.models import Round
from pet.errors import PetError
from pet.frameworks.model import FULL, Framework
from pet.language import current
from pet.language import gettext as _
from pet.services import own_questions, responses, rounds, rounds_drafts
from pet.services.rounds_drafts import FrameworkChoice
from pet.web import guard
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.lazy import lazy_gettext
from pet.web.render import render
from pet.web.setting_up import problems, steps
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.forms import LONG, NAMES
from pet.web.setting_up.steps import Place, Step
from pet.web.setting_up.tree import Branch, tree
from pet.web.site import database, now
from pet.words.numbers import whole
from pet.words.phrases import in_words


class AskedForm(Form):
    """What is asked."""

    title = StringField(
        lazy_gettext("What the round is called"),
        [InputRequired(lazy_gettext("Give a title, such as “Autumn 2026”."))],
        render_kw={"maxlength": rounds.LONGEST_TITLE},
    )
    framework = RadioField(
        lazy_gettext("Framework"), [InputRequired(lazy_gettext("Choose a framework."))], validate_choice=False
    )
    form = RadioField(
        lazy_gettext("How much of it"),
        [InputRequired(lazy_gettext("Choose how much is asked."))],
        validate_choice=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A framework to choose.

    Attributes:
        key: its value in the form.
        title, purpose: of the framework.
        chosen: whether it is.
        tree: all of what it asks.
        counts: how many statements and minutes each form is for each role.
    """

    key: str
    title: str
    purpose: str
    chosen: bool
    tree: tuple[Branch, ...]
    counts: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """templates/setting_up/asked.html: `own` are the questions of their own."""

    title: str
    place: Place
    form: AskedForm
    offers: tuple[Offer, ...]
    forms: tuple[tuple[str, str, bool], ...]
    own: tuple[str, ...]


@blueprint.get("/rounds/<round_id>/set-up/asked")
@requires(Permission.SET_UP_ROUND)
def asked(round_id: str) -> str | Response:
    """What is asked."""
    del round_id
    with database().reading() as session:
        row = steps.row_of(session)
        choices, framework = (
            rounds_drafts.framework_choices(session, row),
            rounds_drafts.asked_by(session, row),
        )
    chosen = next((one.key for one in choices if one.is_asked), "")
    form = AskedForm(data={"title": row.title, "framework": chosen, "form": row.form})
    return steps.launched(row) or _page(row, form, choices, framework)


@blueprint.post("/rounds/<round_id>/set-up/asked", endpoint="keep_asked")
@requires(Permission.SET_UP_ROUND)
def keep_asked(round_id: str) -> Response | tuple[str, int]:
    """Keep it, and on."""
    del round_id
    form = AskedForm(request.form)
    if form.validate():
        try:
            with database().writing() as session:
                row = rounds_drafts.set_asked(
                    session,
                    round_id=guard.round_id(),
                    title=form.title.data or "",
                    framework=form.framework.data or "",
                    form=form.form.data or "",
                    by=by(),
                    now=now(),
                )
            return steps.go(row, Step.ASKED)
        except PetError as refused:
            problems.put(form, refused, {_("title"): "title", _("form"): "form"})
    with database().reading() as session:
        row = steps.row_of(session)
        choices, framework = (
            rounds_drafts.framework_choices(session, row),
            rounds_drafts.asked_by(session, row),
        )
    return _page(row, form, choices, framework), 422


def _page(row: Round, form: AskedForm, choices: tuple[FrameworkChoice, ...], framework: Framework) -> str:
    page = AskedPage(
        title=_("What is asked"),
        place=steps.place(row, Step.ASKED),
        form=form,
        offers=tuple(_offer(one, choices, form) for one in choices),
        forms=tuple((name, str(label), form.form.data == name) for name, label in LONG.items()),
        own=tuple(one.text for one in own_questions.of(framework)),
    )
    return render("setting_up/asked.html", page)


def _offer(choice: FrameworkChoice, choices: tuple[FrameworkChoice, ...], form: AskedForm) -> Offer:
    framework = choice.framework
    return Offer(
        key=choice.key,
        title=_title(choice, choices),
        purpose=in_words(framework.purpose),
        chosen=form.framework.data == choice.key,
        tree=tree(framework, FULL, None),
        counts=counts(framework),
    )


def _title(choice: FrameworkChoice, choices: tuple[FrameworkChoice, ...]) -> str:
    """With its version where several are called so."""
    title = in_words(choice.framework.title)
    if [in_words(one.framework.title) for one in choices].count(title) > 1:
        title = _("{title}, version {version}", title=title, version=whole(choice.framework.version))
    return _("{title} (proposed)", title=title) if choice.is_proposed else title


def counts(framework: Framework) -> Table:
    """How many statements each role is asked in each form, and how many minutes that takes."""
    forms = [name for name in LONG if name == FULL or name in framework.forms]
    roles: list[tuple[str, str | None]] = [(role.label.to(current()), role.id) for role in framework.roles]
    roles = roles or [(_("Everybody"), None)]
    rows = [
        [
            label,
            *(_length(len(responses.themes_asked(framework, name, role))) for name in forms),
        ]
        for label, role in roles
    ]
    return Table(
        header=(_("Role"), *(str(NAMES[name]) for name in forms)), rows=tuple(tuple(row) for row in rows)
    )


def _length(themes: int) -> str:
    minutes = ceil((themes * responses.SECONDS_A_STATEMENT + responses.SECONDS_BESIDES) / 60)
    return _("{themes} statements, {minutes} min", themes=whole(themes), minutes=whole(minutes))


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """templates/setting_up/preview.html.

    Attributes:
        roles: label, address and whether it is the one shown, of each role.
        length: how many statements and minutes.
        tree: what people of this role are asked, in their words.
        answers: the labels to choose from.
        questions: what they are asked in their own words.
        back: the step.
    """

    title: str
    round: str
    roles: tuple[tuple[str, str, bool], ...]
    length: str
    tree: tuple[Branch, ...]
    answers: tuple[str, ...]
    questions: tuple[str, ...]
    back: str


@blueprint.get("/rounds/<round_id>/set-up/preview")
@requires(Permission.SET_UP_ROUND)
def preview(round_id: str) -> str:
    """What people of one role are asked, in the words in which they read it."""
    with database().reading() as session:
        row = steps.row_of(session)
        framework = rounds_drafts.asked_by(session, row)
    roles = {} if row.mode == "open" else {role.id: role.label.to(current()) for role in framework.roles}
    role = request.args.get("role", "")
    role = role if role in roles else next(iter(roles), "")
    here = url_for("setting_up.preview", round_id=round_id)
    scale = framework.scale
    page = PreviewPage(
        title=_("What people are asked"),
        round=row.title,
        roles=tuple((label, f"{here}?role={id_}", id_ == role) for id_, label in roles.items()),
        length=_length(len(responses.themes_asked(framework, row.form, role or None))),
        tree=tree(framework, row.form, role or None),
        answers=tuple(in_words(label) for label in (*scale.points, scale.dont_know, scale.not_applicable)),
        questions=tuple(in_words(one.text) for one in framework.open_questions),
        back=steps.url(row, Step.ASKED),
    )
    return render("setting_up/preview.html", page)
