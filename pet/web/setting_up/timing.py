"""The third step: when the round runs, how people come in, and what goes by the clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from flask import request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from pet.access.policy import Permission
from pet.db.models import Person, Round
from pet.errors import PetError
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import people, rounds, rounds_drafts
from pet.web import guard
from pet.web.forms.choosing import choices
from pet.web.guard import requires
from pet.web.identity import by
from pet.web.lazy import lazy_gettext
from pet.web.render import render
from pet.web.setting_up import problems, steps
from pet.web.setting_up.blueprint import blueprint
from pet.web.setting_up.steps import Place, Step
from pet.web.site import database, now, site
from pet.words import dates

FIRST_YEAR, LAST_YEAR = 2000, 2199
DAYS_BEFORE = (14, 7, 3, 2, 1)
_DAY = {"type": "date", "autocomplete": "off"}
_TIME = {"type": "time", "autocomplete": "off"}
_BY_PLACE = {"closing date": "closes_day", "people asked": "invited", "reminders": "reminders"}


class Ticks(SelectMultipleField):
    """Any of several."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MomentForm(Form):
    """A form with moments, each typed as a day and a time by the clocks of the partnership."""

    def moment(self, name: str) -> datetime | None:
        """The moment that was typed, in UTC; with what is wrong noted at its field, or `None`."""
        day, clock = self[f"{name}_day"], self[f"{name}_time"]
        on = _day(day.data)
        if on is None:
            day.errors = [*day.errors, _("Give a day, such as 2026-11-27.")]
            return None
        try:
            at = time.fromisoformat((clock.data or "").strip())
        except ValueError:
            clock.errors = [*clock.errors, _("Give a time, such as 17:00.")]
            return None
        try:
            return dates.read(on, at.replace(tzinfo=None))
        except PetError as refused:
            clock.errors = [*clock.errors, str(refused)]
            return None


def _day(given: str | None) -> date | None:
    """The day that was typed; `None` for what is none, or of another age."""
    try:
        on = date.fromisoformat((given or "").strip())
    except ValueError:
        return None
    return on if FIRST_YEAR <= on.year <= LAST_YEAR else None


def typed(name: str, value: datetime) -> dict[str, str]:
    """A moment as its two fields want it."""
    clock = dates.here(value)
    return {f"{name}_day": clock.date().isoformat(), f"{name}_time": clock.strftime("%H:%M")}


def reminder_choices() -> list[tuple[str, str]]:
    """How many days before the closing date a reminder can go out."""
    return [
        (str(days), ngettext("One day before the end", "{number} days before the end", days))
        for days in DAYS_BEFORE
    ]


class TimingForm(MomentForm):
    """When, and how."""

    way = RadioField(
        lazy_gettext("How people come in"), [InputRequired(lazy_gettext("Choose how people come in."))]
    )
    invited = StringField(
        lazy_gettext("How many people are asked, if you know"),
        render_kw={"inputmode": "numeric", "maxlength": 6, "autocomplete": "off"},
    )
    opens_day = StringField(lazy_gettext("Opens on"), render_kw=_DAY)
    opens_time = StringField(lazy_gettext("at (opening)"), render_kw=_TIME)
    closes_day = StringField(lazy_gettext("Closes on"), render_kw=_DAY)
    closes_time = StringField(lazy_gettext("at (closing)"), render_kw=_TIME)
    closes_by_itself = BooleanField(lazy_gettext("Close it at this moment by itself"))
    reminders = Ticks(lazy_gettext("Reminders that go out by themselves"))

    def __init__(
        self,
        *,
        ways: list[tuple[str, str]],
        posted: MultiDict[str, str] | None = None,
        data: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(posted, data=data)
        self.way.choices = choices(ways)
        self.reminders.choices = choices(reminder_choices())

    def number(self) -> int | None:
        """How many are asked; with what is wrong noted at its field."""
        given = (self.invited.data or "").strip()
        if not given:
            return None
        if given.isdecimal() and int(given) > 0:
            return int(given)
        self.invited.errors = [
            *self.invited.errors,
            _("Give a number from 1 on, or leave it empty."),
        ]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Whom letters could go to: how many people are on the list, and how many of them have an address."""

    people: int
    with_address: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingPage:
    """templates/setting_up/timing.html.

    Attributes:
        zone: by which clocks dates are meant.
        letters: what is to be said about letters, or why there are none.
        can_write: whether the words of letters can be changed.
    """

    title: str
    place: Place
    form: TimingForm
    zone: str
    letters: tuple[str, ...]
    can_write: bool
    people: str


@blueprint.get("/rounds/<round_id>/set-up/timing")
@requires(Permission.SET_UP_ROUND)
def timing(round_id: str) -> str | Response:
    """When it runs."""
    del round_id
    with database().reading() as session:
        row, addresses = steps.row_of(session), _addresses(session)
    form = TimingForm(ways=ways(addresses), data=_data(row))
    return steps.launched(row) or _page(row, addresses, form)


@blueprint.post("/rounds/<round_id>/set-up/timing", endpoint="keep_timing")
@requires(Permission.SET_UP_ROUND)
def keep_timing(round_id: str) -> Response | tuple[str, int]:
    """Keep it, and on."""
    del round_id
    with database().reading() as session:
        row, addresses = steps.row_of(session), _addresses(session)
    form = TimingForm(ways=ways(addresses), posted=request.form)
    is_right = form.validate()
    opens, closes, invited = form.moment("opens"), form.moment("closes"), form.number()
    if is_right and opens is not None and closes is not None and not form.invited.errors:
        try:
            return steps.go(_keep(form, opens, closes, invited), Step.TIMING)
        except PetError as refused:
            problems.put(form, refused, {_(place): name for place, name in _BY_PLACE.items()})
    return _page(row, addresses, form), 422


def _keep(form: TimingForm, opens: datetime, closes: datetime, invited: int | None) -> Round:
    with database().writing() as session:
        return rounds_drafts.set_dates(
            session,
            round_id=guard.round_id(),
            opens_at=opens,
            closes_at=closes,
            way=form.way.data or rounds.LINK,
            invited=invited,
            closes_by_itself=bool(form.closes_by_itself.data),
            reminders=[int(days) for days in form.reminders.data or ()],
            by=by(),
            now=now(),
        )


def _addresses(session: Session) -> Addresses:
    listed = people.counter(session, guard.partnership_id()).total()
    with_address = select(func.count()).where(
        Person.partnership_id == guard.partnership_id(),
        Person.archived_at.is_(None),
        Person.email.is_not(None),
    )
    return Addresses(people=listed, with_address=min(listed, session.scalar(with_address) or 0))


def ways(addresses: Addresses) -> list[tuple[str, str]]:
    """How people can come in."""
    link = (rounds.LINK, _("One link for everybody, which you pass on yourself"))
    if not site().post.can_send or not addresses.people:
        return [link]
    return [
        (rounds.LETTERS, _("A letter by e-mail to each person, with a link of their own (proposed)")),
        link,
    ]


def _data(row: Round) -> dict[str, object]:
    return {
        **typed("opens", row.opens_at),
        **typed("closes", row.closes_at),
        "way": row.way,
        "invited": str(row.invited or ""),
        "closes_by_itself": row.closes_by_itself,
        "reminders": [str(days) for days in row.reminders],
    }


def _page(row: Round, addresses: Addresses, form: TimingForm) -> str:
    page = TimingPage(
        title=_("Dates and letters"),
        place=steps.place(row, Step.TIMING),
        form=form,
        zone=dates.zone_name(),
        letters=_letters(addresses),
        can_write=site().post.can_send,
        people=url_for("rounds.partnership", partnership_id=guard.found().partnership_id),
    )
    return render("setting_up/timing.html", page)


def _letters(addresses: Addresses) -> tuple[str, ...]:
    if not site().post.can_send:
        return (
            _(
                "This site sends no letters, so people come by one link. Whoever runs the site can set mail up."
            ),
        )
    if not addresses.people:
        return (
            _(
                "Nobody is on the list of people yet, so people come by one link. Add people to write to them."
            ),
        )
    said = [
        ngettext(
            "A letter goes to {number} person.", "A letter goes to {number} people.", addresses.with_address
        )
    ]
    without = addresses.people - addresses.with_address
    if without:
        said.append(
            ngettext(
                "{number} person has no e-mail address: give them a paper sheet yourself.",
                "{number} people have no e-mail address: give them a paper sheet yourself.",
                without,
            )
        )
    return tuple(said)
