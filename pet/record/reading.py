"""A record back from the files of an archive: typed, strict, every problem with its path.

`of_documents` of what `Record.as_document`, `Result.as_dict` and the framework's file say gives the same record again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pet.analysis.agenda_choice import Choice, Pick
from pet.analysis.result import Result
from pet.analysis.result_conversation import MEETINGS
from pet.analysis.result_json import from_dict, reader
from pet.errors import PetError
from pet.frameworks import loader
from pet.frameworks.forms import of_form
from pet.frameworks.model import FULL, Framework
from pet.language import gettext as _
from pet.record.checking import check
from pet.record.model import FORMAT, Action, Record
from pet.untrusted import Problems

FRAMEWORK_FILE, RESULT_FILE, RECORD_FILE = "framework.yaml", "result.json", "record.json"
_LONGEST_TALK, _MOST_TALKS, _LONGEST_AGENDA_NOTE = 60, 8, 2_000
_MOST_ACTIONS = 200
_LONGEST_NAME, _LONGEST_TEXT = 200, 10_000
_LONGEST = {"what": 500, "aim": 300, "owner": _LONGEST_NAME, "resource": 300, "partner": _LONGEST_NAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agenda:
    meeting: int
    themes: tuple[tuple[str, int], ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """The keys of `record.json` after `format`."""

    partnership: str
    title: str
    form: str
    opened_on: date | None
    closed_on: date | None
    met_on: date | None
    as_of: date | None
    agenda: _Agenda | None
    talk_note: str
    actions: tuple[Action, ...]
    became_of: str
    became: tuple[Action, ...]


def of_documents(document: Any, result: Any, source: str) -> Record:
    """The record that an archive holds.

    Args:
        document: the plain values of `record.json`.
        result: the plain values of `result.json`.
        source: the framework's file.

    Raises:
        PetError: it is of a later format than this PET knows.
        InvalidInputError: something is missing, unknown or not what it must be; with all of it.
    """
    _refuse_later(document)
    found = _document(document)
    framework = loader.load(source.encode())
    computed = from_dict(result, source=RESULT_FILE)
    problems = Problems(RECORD_FILE)
    if found.form != FULL and found.form not in framework.forms:
        problems.add("form", _("This framework has no such form."))
        problems.raise_any()
    asked = of_form(framework, found.form)
    _check(found, framework, problems)
    problems.raise_any()
    check(computed, asked, RESULT_FILE)
    return _record(found, source, asked, computed)


def _refuse_later(document: Any) -> None:
    told = document.get("format") if isinstance(document, Mapping) else None
    if isinstance(told, str) and told != FORMAT and told.startswith("pet.record/"):
        raise PetError(
            _(
                "The record has the format {format}, and this version of PET knows {known}. Use a later version of PET.",
                format=told[:40],
                known=FORMAT,
            )
        )


def _document(document: Any) -> _Document:
    problems = Problems(RECORD_FILE)
    if isinstance(document, Mapping):
        if document.get("format") != FORMAT:
            problems.add("format", _("must be “{known}”.", known=FORMAT))
        document = {key: value for key, value in document.items() if key != "format"}
    found: _Document = reader(_Document)(document, "", problems)
    problems.raise_any()
    return found


def _check(found: _Document, framework: Framework, problems: Problems) -> None:
    """What the types do not say."""
    for where, text in (("partnership", found.partnership), ("title", found.title)):
        if len(text) > _LONGEST_NAME:
            problems.add(where, _too_long(_LONGEST_NAME))
    if len(found.became_of) > _LONGEST_NAME:
        problems.add("became_of", _too_long(_LONGEST_NAME))
    if len(found.talk_note) > _LONGEST_TEXT:
        problems.add("talk_note", _too_long(_LONGEST_TEXT))
    if found.opened_on and found.closed_on and found.opened_on > found.closed_on:
        problems.add("closed_on", _("lies before the day on which the round opened."))
    if found.agenda is not None:
        _check_agenda(found.agenda, framework, problems)
    _check_actions(found, framework, problems)


def _check_actions(found: _Document, framework: Framework, problems: Problems) -> None:
    """Those of the round before may be about themes that are not asked any more."""
    themes = set(framework.theme_ids)
    for name, actions in (("actions", found.actions), ("became", found.became)):
        if len(actions) > _MOST_ACTIONS:
            problems.stop(_("There are too many: {most} at most.", most=_MOST_ACTIONS), name)
        for index, action in enumerate(actions):
            for field, message in _wrong(action):
                problems.add(f"{name}[{index}].{field}", message)
            if name == "actions" and action.theme is not None and action.theme not in themes:
                problems.add(f"{name}[{index}].theme", _("The framework has no such theme."))


def _check_agenda(agenda: _Agenda, framework: Framework, problems: Problems) -> None:
    if agenda.meeting not in MEETINGS:
        problems.add("agenda.meeting", _("must be one of: {words}.", words=", ".join(map(str, MEETINGS))))
    if len(agenda.themes) > _MOST_TALKS:
        problems.add("agenda.themes", _("There are too many: {most} at most.", most=_MOST_TALKS))
    if len({theme for theme, _minutes in agenda.themes}) < len(agenda.themes):
        problems.add("agenda.themes", _("Something is in it twice."))
    if len(agenda.note) > _LONGEST_AGENDA_NOTE:
        problems.add("agenda.note", _too_long(_LONGEST_AGENDA_NOTE))
    for index, (theme, minutes) in enumerate(agenda.themes):
        if theme not in framework.theme_ids:
            problems.add(f"agenda.themes[{index}]", _("The framework has no such theme."))
        if not 1 <= minutes <= _LONGEST_TALK:
            problems.add(f"agenda.themes[{index}]", _("must be 1 to {most} minutes.", most=_LONGEST_TALK))


def _wrong(action: Action) -> Iterator[tuple[str, str]]:
    if not action.what.strip():
        yield "what", _("missing.")
    if len(action.note) > _LONGEST_TEXT:
        yield "note", _too_long(_LONGEST_TEXT)
    for field, most in _LONGEST.items():
        if len(getattr(action, field)) > most:
            yield field, _too_long(most)
    if action.status.has_ended is not (action.ended_on is not None):
        yield "ended_on", _("must be there where an action was done or dropped, and nowhere else.")


def _too_long(most: int) -> str:
    return _("This text is too long: {most} characters at most.", most=most)


def _record(found: _Document, source: str, asked: Framework, computed: Result) -> Record:
    agenda = found.agenda
    picks = tuple(Pick(theme=theme, minutes=minutes) for theme, minutes in agenda.themes) if agenda else ()
    return Record(
        framework=asked,
        computed=computed,
        source=source,
        form=found.form,
        choice=Choice(meeting=agenda.meeting, picks=picks, note=agenda.note) if agenda else None,
        partnership=found.partnership,
        title=found.title,
        opened_on=found.opened_on,
        closed_on=found.closed_on,
        met_on=found.met_on,
        as_of=found.as_of,
        talk_note=found.talk_note,
        actions=found.actions,
        became_of=found.became_of,
        became=found.became,
    )
