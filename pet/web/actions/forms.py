"""The form of an action, whole on its own page and as one of five rows on another."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # -- the stubs end before 3.3

from pet.errors import Problem
from pet.language import gettext as _
from pet.record.model import Status
from pet.services.actions import (
    LONGEST_AIM,
    LONGEST_NOTE,
    LONGEST_OWNER,
    LONGEST_RESOURCE,
    LONGEST_WHAT,
    ActionFacts,
    Given,
    Progress,
)
from pet.services.actions.given import no_day
from pet.web.forms.choosing import Choose, Pick, choices
from pet.web.lazy import lazy_gettext
from pet.words import actions

NOTHING = ""
Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
_DAY = {"type": "date", "autocomplete": "off"}


def note(field: Any, message: str) -> None:
    """Say once what is wrong at a field, however many found it."""
    if message not in map(str, field.errors):
        field.errors = [*field.errors, message]


class OneOrNone(Choose):
    """One of a list, or its empty entry."""

    def pre_validate(self, form: Any) -> None:
        """Take what was not sent as none; refuse what is not in the list."""
        if self.data not in (None, "None", NOTHING):
            super().pre_validate(form)


class DayField(StringField):
    """A day, or nothing; what cannot be read stays in the field."""

    def day(self) -> date | None:
        """The day that was typed; with what is wrong noted at this field, or `None`."""
        typed = (self.data or "").strip()
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self.errors = [*self.errors, no_day()]
            return None


class RowForm(Form):
    """What an action says, in the fields that every row has; `offered` is the theme that PET chose for an empty one."""

    id = HiddenField()
    offered = HiddenField()
    what = StringField(
        lazy_gettext("What is done"), render_kw={"maxlength": LONGEST_WHAT, "autocomplete": "off"}
    )
    theme = OneOrNone(lazy_gettext("Theme that it is about"))
    aim = StringField(
        lazy_gettext("What should get better"), render_kw={"maxlength": LONGEST_AIM, "autocomplete": "off"}
    )
    owner = StringField(
        lazy_gettext("Who does it"),
        render_kw={"maxlength": LONGEST_OWNER, "autocomplete": "off", "list": "owners"},
    )
    due = DayField(lazy_gettext("By when"), render_kw=_DAY)
    resource = StringField(
        lazy_gettext("What it needs"), render_kw={"maxlength": LONGEST_RESOURCE, "autocomplete": "off"}
    )

    def offer_themes(self, groups: Groups) -> None:
        """Let these themes be chosen: by group pairs of an id and a label."""
        listed = [SelectChoice(value=NOTHING, label=_("No theme"))]
        for name, themes in groups:
            listed += [SelectChoice(value=id_, label=label, optgroup=name or None) for id_, label in themes]
        field: Any = self.theme
        field.choices = listed

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or chosen; the theme that stood there from the start is nobody's choice."""
        typed = (self[name].data or "" for name in ("what", "aim", "owner", "due", "resource"))
        untouched = (None, "None", NOTHING, self.offered.data)
        return self.theme.data in untouched and not any(text.strip() for text in typed)

    def given(self, **more: Any) -> Given:
        """What was typed; what is wrong with it by itself is noted at its fields."""
        given = Given(
            what=self.what.data or "",
            aim=self.aim.data or "",
            owner=self.owner.data or "",
            due=self.due.day(),
            resource=self.resource.data or "",
            theme=str(self.theme.data) if self.theme.data not in (None, "None", NOTHING) else None,
            **more,
        ).cleaned()
        self.take(given.problems())
        return given

    def take(self, problems: Sequence[Problem]) -> None:
        """Put what a service found wrong beside the fields that it names."""
        for problem in problems:
            if problem.where in self:
                note(self[problem.where], problem.message)
            else:
                self.form_errors.append(problem.message)


class ActionForm(RowForm):
    """A whole action; the nonce makes a form for a new one differ from every other."""

    partner = OneOrNone(lazy_gettext("Whose action it is"))
    is_priority = BooleanField(lazy_gettext("It is one of the priorities that a board sees"))
    reminders = BooleanField(lazy_gettext("Remind them by letter, a week before and once the day has passed"))
    status = Pick(lazy_gettext("Where it stands"))
    note = TextAreaField(lazy_gettext("How it is going"), render_kw={"rows": 3, "maxlength": LONGEST_NOTE})
    version = HiddenField()
    nonce = HiddenField()

    @classmethod
    def of(
        cls,
        themes: Groups,
        partners: Sequence[tuple[int, str]],
        posted: MultiDict[str, str] | None,
        before: Mapping[str, Any],
    ) -> "ActionForm":
        """The form as it was sent, or with what is there `before`."""
        form = cls()
        form.offer_themes(themes)
        whole = (NOTHING, _("The whole partnership"))
        form.partner.choices = choices([whole, *((str(id_), name) for id_, name in partners)])
        form.status.choices = statuses()
        form.process(posted, data=before)
        return form

    def progress(self) -> Progress:
        """How it goes."""
        return Progress(status=Status(self.status.data or Status.PLANNED), note=self.note.data or "")


class UpdateForm(Form):
    """How an action goes."""

    status = Pick(lazy_gettext("Where it stands"))
    note = TextAreaField(lazy_gettext("In a few words"), render_kw={"rows": 4, "maxlength": LONGEST_NOTE})
    version = HiddenField()

    @classmethod
    def of(cls, posted: MultiDict[str, str] | None, before: Mapping[str, Any]) -> "UpdateForm":
        """The form as it was sent, or with what is there `before`."""
        form = cls()
        form.status.choices = statuses()
        form.process(posted, data=before)
        return form

    def progress(self) -> Progress:
        """How it goes."""
        return Progress(status=Status(self.status.data or Status.PLANNED), note=self.note.data or "")

    def take(self, problems: Sequence[Problem]) -> None:
        """Put what a service found wrong beside the field."""
        self.note.errors = [*self.note.errors, *(problem.message for problem in problems)]


def statuses() -> Any:
    """Where an action can stand, to choose from."""
    return choices([(one.value, actions.name(one)) for one in Status])


def of_action(action: ActionFacts) -> dict[str, Any]:
    """An action as its fields want it."""
    said = action.said
    return {
        "id": action.public_id,
        "what": said.what,
        "theme": said.theme or NOTHING,
        "aim": said.aim,
        "owner": said.owner,
        "due": said.due.isoformat() if said.due else "",
        "resource": said.resource,
        "partner": str(action.partner_id or NOTHING),
        "is_priority": said.is_priority,
        "reminders": action.reminders,
        "status": said.status.value,
        "note": said.note,
        "version": str(action.version),
    }


def version_in(typed: str | None) -> int:
    """The version that a form stands on; 0, which none has, where it names none."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
