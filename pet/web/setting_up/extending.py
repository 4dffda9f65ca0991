"""More time for a round that runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import StringField

from pet.access.actor import State
from pet.access.policy import Permission
from pet.db.models import Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import rounds
from pet.web import guard
from pet.web.forms.choosing import choices
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.lazy import lazy_gettext
from pet.web.render import render
from pet.web.setting_up import problems, steps
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.timing import MomentForm, Ticks, reminder_choices, typed
from pet.web.site import database, now
from pet.words import dates

_DAY = {"type": "date", "autocomplete": "off"}
_TIME = {"type": "time", "autocomplete": "off"}
MORE_DAYS = 7


class ExtendForm(MomentForm):
    """Until when."""

    closes_day = StringField(lazy_gettext("Closes on"), render_kw=_DAY)
    closes_time = StringField(lazy_gettext("at"), render_kw=_TIME)
    reminders = Ticks(lazy_gettext("Reminders that go out by themselves"))

    def __init__(
        self, posted: MultiDict[str, str] | None = None, data: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(posted, data=data)
        self.reminders.choices = choices(reminder_choices())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendPage:
    """templates/setting_up/extend.html.

    Attributes:
        can: whether it can be extended.
        told: until when people were told that they have.
        zone: by which clocks dates are meant.
        reminds: whether reminders go out by themselves.
    """

    title: str
    round: str
    form: ExtendForm
    can: bool
    told: str
    zone: str
    reminds: bool
    back: str


@blueprint.get("/rounds/<round_id>/extend")
@requires(Permission.SET_UP_ROUND)
def extend(round_id: str) -> str:
    """Until when."""
    del round_id
    with database().reading() as session:
        row = steps.row_of(session)
    later = dates.near(max(row.closes_at, now()), MORE_DAYS, _clock(row))
    data = {**typed("closes", later), "reminders": [str(days) for days in row.reminders]}
    return _page(row, ExtendForm(data=data))


@blueprint.post("/rounds/<round_id>/extend", endpoint="extend_now")
@requires(Permission.SET_UP_ROUND)
def extend_now(round_id: str) -> Response | tuple[str, int]:
    """Give people more time."""
    form = ExtendForm(request.form)
    is_right, closes = form.validate(), form.moment("closes")
    if is_right and closes is not None:
        try:
            with database().writing() as session:
                rounds.extend(
                    session,
                    round_id=guard.round_id(),
                    closes_at=closes,
                    by=by(),
                    now=now(),
                    reminders=[int(days) for days in form.reminders.data or ()],
                )
            return redirect(url_for("rounds.status", round_id=round_id), 303)
        except PetError as refused:
            problems.put(form, refused, {_("closing date"): "closes_day"})
    with database().reading() as session:
        row = steps.row_of(session)
    return _page(row, form), 422


def _clock(row: Round) -> time:
    return dates.here(row.closes_at).time().replace(second=0, microsecond=0)


def _page(row: Round, form: ExtendForm) -> str:
    page = ExtendPage(
        title=_("More time"),
        round=row.title,
        form=form,
        can=row.state == State.OPEN,
        told=_("People were told that they have until {moment}.", moment=dates.moment(row.closes_at)),
        zone=dates.zone_name(),
        reminds=row.way == rounds.LETTERS,
        back=url_for("rounds.status", round_id=row.public_id),
    )
    return render("setting_up/extend.html", page)
