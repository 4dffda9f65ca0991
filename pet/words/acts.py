"""The log in sentences: what was done, by each act of `pet.services.acts`, and with what."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from babel.lists import format_list
from babel.support import LazyProxy

from pet.language import gettext, locale, ngettext
from pet.language import lazy_gettext as _
from pet.words import dates

Value = str | int | Sequence[str] | None

SENTENCES: Mapping[str, LazyProxy] = MappingProxyType(
    {
        "create_partnership": _("Made the partnership “{name}”."),
        "edit_partnership": _(
            "Changed the name, kind or time zone of the partnership. It is called “{name}”."
        ),
        "archive_partnership": _("Put the partnership away: nothing new is begun in it."),
        "reopen_partnership": _("Took the partnership up again."),
        "delete_partnership": _("Deleted the partnership “{name}”. For fourteen days that can be undone."),
        "keep_partnership": _("Kept the partnership “{name}” after all."),
        "remove_partnership": _("The partnership “{name}” and all that was in it is gone for good."),
        "add_partner": _("Added the partner “{partner}”."),
        "edit_partner": _("Changed the name or the place of the partner “{partner}”."),
        "archive_partner": _("Put the partner “{partner}” away: it takes no part in new rounds."),
        "reopen_partner": _("Let the partner “{partner}” take part again."),
        "remove_partner": _("Took out the partner “{partner}”."),
        "add_person": _("Added a person to the list of people."),
        "edit_person": _("Changed a person in the list of people."),
        "archive_person": _("Put a person away: they are not asked any more."),
        "reopen_person": _("Put a person on the list again."),
        "import_people": _("Took over a list of people."),
        "undo_import": _("Took back a list of people."),
        "appoint": _("Offered “{person}” a role in the partnership."),
        "accept_appointment": _("“{person}” took the role that was offered."),
        "withdraw_appointment": _("Took back the offer of a role to “{person}”."),
        "remove_member": _("“{person}” has no role in the partnership any more."),
        "change_role": _("Gave “{person}” another role."),
        "create_round": _("Made the round “{round}”."),
        "edit_round": _("Changed the round “{round}”."),
        "launch_round": _("Launched the round “{round}”."),
        "take_round_back": _("Took the round “{round}” back before anybody had answered."),
        "extend_round": _("Changed the closing date of the round “{round}”."),
        "close_round": _("Closed the round “{round}”."),
        "release_round": _("Released the results of the round “{round}”."),
        "delete_round": _("Deleted the round “{round}”."),
        "import_round": _("Brought in the round “{round}” from an archive."),
        "edit_letters": _("Changed the letters of the round “{round}”."),
        "invite": _("Invited people to the round “{round}”."),
        "new_link": _("Sent somebody a new link to the round “{round}”."),
        "revoke_invitation": _("Took back an invitation to the round “{round}”."),
        "restore_invitation": _("Gave somebody back their invitation to the round “{round}”."),
        "type_paper": _("Typed in a paper sheet of the round “{round}”."),
        "remind": _("Sent a reminder of the round “{round}”."),
        "tell_closing": _("Wrote that the round “{round}” is over."),
        "tell_results": _("Wrote that the results of the round “{round}” are there."),
        "choose_agenda": _("Chose what to talk about after the round “{round}”."),
        "add_action": _("Added an action after the round “{round}”."),
        "edit_action": _("Changed an action after the round “{round}”."),
        "update_action": _("Said how an action after the round “{round}” goes."),
        "remove_action": _("Took an action after the round “{round}” off the list."),
        "order_actions": _("Changed the order or the priorities of the actions after the round “{round}”."),
        "keep_priorities": _("Wrote down what was agreed after the round “{round}”."),
        "finish_comments": _("Finished reading the comments of the round “{round}”."),
        "forget": _("Forgot what is kept no longer than was promised."),
        "first_administrator": _("“{person}” set up this site as its first administrator."),
        "add_account": _("Added an account for “{person}”."),
        "disable_account": _("Blocked the account of “{person}”."),
        "enable_account": _("Let “{person}” sign in again."),
        "start_reset": _("Sent “{person}” a link to choose a new password."),
        "set_password": _("Set a new password for “{person}”."),
        "make_administrator": _("Made “{person}” an administrator of the site."),
        "end_administrator": _("“{person}” is no administrator of the site any more."),
    }
)
WHAT: Mapping[str, LazyProxy] = MappingProxyType(
    {
        "asked": _("What is asked."),
        "questions": _("Its own questions."),
        "promise": _("What people are promised."),
        "dates": _("Dates, and how people come in."),
    }
)
ROLES: Mapping[str, LazyProxy] = MappingProxyType(
    {
        "member": _("member"),
        "partner_lead": _("lead of one partner"),
        "lead": _("lead of the partnership"),
        "facilitator": _("facilitator"),
    }
)


def sentence(act: str, about: Mapping[str, Value]) -> str:
    """What was done, in one sentence; an act of another version of PET is called as it called itself."""
    known = SENTENCES.get(act)
    if known is None:
        return gettext("Something that this version of PET does not know: {act}.", act=act)
    return str(known).format_map(_Said(about))


class _Said(dict[str, object]):
    """What an event is about; what it does not say is left open."""

    def __missing__(self, _name: str) -> str:
        return "…"


def details(act: str, about: Mapping[str, Value]) -> tuple[str, ...]:
    """What is not in the sentence: how many, of which partner, until when."""
    said = str(SENTENCES.get(act, ""))
    found = [
        tell(value)
        for name, tell in _DETAILS.items()
        if (value := about.get(name)) is not None and f"{{{name}}}" not in said
    ]
    return tuple(one for one in found if one)


def _people(value: Value) -> str:
    return ngettext("{number} person.", "{number} people.", _number(value))


def _letters(value: Value) -> str:
    return ngettext("{number} letter.", "{number} letters.", _number(value))


def _partners(value: Value) -> str:
    if isinstance(value, int):
        return ngettext("{number} partner.", "{number} partners.", value)
    return gettext("Partners: {names}.", names=_list(value))


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _list(value: Value) -> str:
    return format_list(list(value), locale=locale()) if isinstance(value, list | tuple) else str(value)


def _until(value: Value) -> str:
    try:
        until = datetime.fromisoformat(str(value))
    except ValueError:
        return ""
    return gettext("Until {moment}.", moment=dates.moment(until)) if until.tzinfo else ""


_DETAILS: Mapping[str, Callable[[Value], str]] = MappingProxyType(
    {
        "before": lambda value: gettext("Before: “{name}”.", name=value),
        "partner": lambda value: gettext("Partner: “{name}”.", name=value),
        "round": lambda value: gettext("Round: “{name}”.", name=value),
        "role": lambda value: gettext("Role: {role}.", role=ROLES.get(str(value), value)),
        "what": lambda value: str(WHAT.get(str(value), "")),
        "people": _people,
        "letters": _letters,
        "partners": _partners,
        "until": _until,
        "added": lambda value: ngettext("{number} added.", "{number} added.", _number(value)),
        "changed": lambda value: ngettext("{number} changed.", "{number} changed.", _number(value)),
    }
)
