"""Two people at once on the page of priorities: what stands there now beside what one typed, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pet.language import gettext as _
from pet.record.model import Action
from pet.services.actions import ActionFacts, Given
from pet.services.actions.talk import Kept, Wanted
from pet.words import actions, dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field in which both differ; what is empty says so.

    Attributes:
        word: what the field is called.
        theirs, mine: what is kept, and what was typed; the latter is empty where nothing was typed for it.
    """

    word: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An action, or the conversation, in which both differ: its heading and its fields."""

    title: str
    fields: tuple[Field, ...]


def differences(kept: Kept, wanted: Wanted, themes: Mapping[str, str]) -> tuple[Difference, ...]:
    """All that differs between what is kept and what somebody sent.

    Args:
        kept: what is kept now.
        wanted: what was sent.
        themes: what each theme is called, by its id.
    """
    sent = {public_id: given for public_id, given in wanted.rows if public_id}
    there = {one.public_id for one in kept.priorities}
    gone = [one for one in kept.others if one.public_id in sent]
    found = [
        *(_of_action(one, sent.get(one.public_id), themes) for one in (*kept.priorities, *gone)),
        Difference(title=_("The conversation"), fields=tuple(_of_talk(kept, wanted))),
    ]
    known = there | {one.public_id for one in gone}
    removed = (given.what for public_id, given in sent.items() if public_id not in known)
    return (
        *(one for one in found if one.fields),
        *(
            Difference(title=_("“{what}” is not on the list any more.", what=what), fields=())
            for what in removed
        ),
    )


def _of_action(one: ActionFacts, given: Given | None, themes: Mapping[str, str]) -> Difference:
    what = one.said.what
    if given is None:
        new = tuple(
            Field(word=word, theirs=value, mine="") for word, value in _values(one.said, themes) if value
        )
        return Difference(title=_("“{what}” is new", what=what), fields=new)
    both = zip(_values(one.said, themes), _values(given, themes), strict=True)
    fields = tuple(_field(word, theirs, mine) for (word, theirs), (_word, mine) in both if theirs != mine)
    if one.said.status.has_ended:
        standing = actions.ended(one.said) or actions.name(one.said.status)
        fields = (*fields, Field(word=_("Where it stands"), theirs=standing, mine=""))
    elif not one.said.is_priority:
        fields = (*fields, Field(word=_("Priority"), theirs=_("It is not a priority any more"), mine=""))
    return Difference(title=_("“{what}”", what=what), fields=fields)


def _of_talk(kept: Kept, wanted: Wanted) -> Iterator[Field]:
    if kept.met_on != wanted.met_on:
        yield _field(_("Day of the conversation"), _day(kept.met_on), _day(wanted.met_on))
    note = "\n".join(wanted.note.splitlines()).strip()
    if "\n".join(kept.note.splitlines()) != note:
        yield _field(_("What the conversation changed"), kept.note, note)


def _field(word: str, theirs: str, mine: str) -> Field:
    return Field(word=word, theirs=theirs or _("empty"), mine=mine or _("empty"))


def _values(said: Action | Given, themes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What the page asks of an action, each with its word."""
    theme = themes.get(said.theme, said.theme) if said.theme is not None else ""
    return (
        (_("What is done"), said.what),
        (_("Theme that it is about"), theme),
        (_("What should get better"), said.aim),
        (_("Who does it"), said.owner),
        (_("By when"), _day(said.due)),
        (_("What it needs"), said.resource),
    )


def _day(day: date | None) -> str:
    return dates.plain(day) if day is not None else ""
