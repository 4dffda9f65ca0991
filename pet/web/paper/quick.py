"""Quick entry: one row of signs for each area, then the whole sheet with what they mean, to look over and send."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from pet.access.policy import Permission
from pet.exports import questionnaire
from pet.frameworks.forms import of_form
from pet.frameworks.model import Theme
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import signs
from pet.services.answers.held import Key, Kind
from pet.services.paper import Choices
from pet.services.signs import Value
from pet.web.forms.sheet import name_of
from pet.web.guard import requires
from pet.web.paper import pages, typing_in
from pet.web.paper.blueprint import blueprint
from pet.web.paper.typing_in import TYPED, Answered
from pet.web.paper.whose import Given, WhoseForm
from pet.web.render import render
from pet.web.site import now
from pet.words.phrases import in_words

ROW = "row-"  # with the area's number


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickArea:
    """An area with its row.

    Attributes:
        component: where one begins, its title; else empty.
        title: of the area.
        row: the name of its field.
        statements: running number and sentence of each.
    """

    component: str
    title: str
    row: str
    statements: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickPage:
    """templates/paper/quick.html.

    Attributes:
        title: in a few words.
        round: its title.
        whose: as far as it is known, in words; empty for nothing.
        signs: each sign and what it stands for.
        areas: what is asked.
        form: a field for each area.
        carried: names and values of what goes along unseen.
        action: where the form goes.
        whole: the whole sheet instead, with a box for each answer.
        back: where one chooses whose sheet it is.
    """

    title: str
    round: str
    whose: str
    signs: tuple[tuple[str, str], ...]
    areas: tuple[QuickArea, ...]
    form: "RowsForm"
    carried: tuple[tuple[str, str], ...]
    action: str
    whole: str
    back: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """The statements of an area that this person is asked, with their running numbers."""

    area: QuickArea
    themes: tuple[Theme, ...]

    @property
    def numbers(self) -> list[int]:
        return [number for number, _statement in self.area.statements]


class RowsForm(BaseForm):
    """A field for each area; what is wrong with a row stands at its field."""

    def __init__(self, asked: Iterable[_Asked], given: Given | None) -> None:
        self._asked = tuple(asked)
        fields = {
            one.area.row: UnboundField(
                StringField,
                _label(one.numbers),
                render_kw={"maxlength": signs.LONGEST, "autocapitalize": "off", "spellcheck": "false"},
            )
            for one in self._asked
        }
        super().__init__(fields, meta=DefaultMeta())
        self.process(formdata=given)

    def read(self, points: int) -> dict[str, Value]:
        """What every row says, by id of the theme; what is wrong is in `errors`."""
        said: dict[str, Value] = {}
        for one in self._asked:
            field: Any = self[one.area.row]
            row = signs.read((field.data or "")[: signs.LONGEST + 1], one.numbers, points)
            if row.problem:
                field.errors = [row.problem]
            said |= {theme.id: value for theme, value in zip(one.themes, row.values, strict=False)}
        return said


@blueprint.get("/rounds/<round_id>/paper/quick")
@requires(Permission.TYPE_PAPER)
def quick(round_id: str) -> Answered:
    """A row for each area, empty."""
    found = typing_in.choices_here()
    whose = WhoseForm(found, request.args, request.args)
    if not found.round.accepts(now()):
        return redirect(url_for("paper.begin", round_id=round_id), 303)
    if not whose.validate():
        return typing_in.whose_page(round_id, found, whose), HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(round_id, found, whose, RowsForm(_asked(found, whose), None))


@blueprint.post("/rounds/<round_id>/paper/quick", endpoint="quick_read")
@requires(Permission.TYPE_PAPER)
def read(round_id: str) -> Response | str | tuple[str, int]:
    """The whole sheet with what the rows mean, to look over and send; nothing is kept before that."""
    found = typing_in.choices_here()
    whose = WhoseForm(found, request.form, request.form)
    rows = RowsForm(_asked(found, whose), request.form)
    said = rows.read(found.framework.scale.size)
    if not whose.validate():
        rows.form_errors += [str(error) for errors in whose.errors.values() for error in errors]
    if rows.errors:
        return _page(round_id, found, whose, rows), HTTPStatus.UNPROCESSABLE_ENTITY
    given = {name_of(Key(Kind.RATING, id_)): str(value) for id_, value in said.items() if value is not None}
    form = typing_in.sheet_form(found, whose, MultiDict(given))
    return typing_in.sheet_page(round_id, found, whose, form, note=_note(len(given), len(said)))


def _note(answered: int, asked: int) -> str:
    return _(
        "Nothing is kept yet. {answered} of {asked} statements have an answer. Look them over, add what was written, and "
        "send the sheet at the end of the page.",
        answered=answered,
        asked=asked,
    )


def _asked(found: Choices, whose: WhoseForm) -> list[_Asked]:
    role_id = whose.whose().role_id
    asked = found.asked(role_id)
    numbers = questionnaire.numbered(of_form(found.framework, found.round.form))
    made, before = [], ""
    for page in asked.areas:
        component = in_words(page.component.title)
        area = QuickArea(
            component=component if component != before else "",
            title=in_words(page.area.title),
            row=f"{ROW}{page.number}",
            statements=tuple(
                (numbers[theme.id], in_words(theme.wording_for(role_id))) for theme in page.themes
            ),
        )
        made.append(_Asked(area, page.themes))
        before = component
    return made


def _label(numbers: list[int]) -> str:
    return ngettext(
        "Statement {first}",
        "Statements {first} to {last}",
        len(numbers),
        first=numbers[0],
        last=numbers[-1],
    )


def _page(round_id: str, found: Choices, whose: WhoseForm, form: RowsForm) -> str:
    typed = typing_in.typed_before(request.values)
    chosen: dict[str, Any] = dict(whose.fields_to_carry())
    page = QuickPage(
        title=_("Type in the ticks"),
        round=found.round.title,
        whose=pages.whose(whose),
        signs=(*questionnaire.signs(found.framework), (".", _("No box is ticked"))),
        areas=tuple(one.area for one in _asked(found, whose)),
        form=form,
        carried=((TYPED, str(typed)), *whose.fields_to_carry()),
        action=url_for("paper.quick_read", round_id=round_id),
        whole=url_for("paper.sheet", round_id=round_id, typed=typed or None, **chosen),
        back=typing_in.begin_url(round_id, whose, typed),
    )
    return render("paper/quick.html", page)
