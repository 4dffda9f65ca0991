"""Actions in words: where each stands, who does it by when, what it needs, and all of them in one sentence.

An action is overdue as of a day and never by itself: that day comes with the record, so that the same record says the
same. What nobody filled in is said plainly, and no sentence says whose fault that is.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from babel.support import LazyProxy

from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.record.model import Action, Status
from pet.words import dates
from pet.words.phrases import listing, spelled, title

_NAMES: Mapping[Status, LazyProxy] = {
    Status.PLANNED: lazy_gettext("Planned"),
    Status.UNDER_WAY: lazy_gettext("Under way"),
    Status.DONE: lazy_gettext("Done"),
    Status.DROPPED: lazy_gettext("Dropped"),
}
OVERDUE = "overdue"
"""Where an action stands beside the statuses that somebody can choose."""
_ORDER: tuple[str, ...] = (
    Status.DONE,
    Status.UNDER_WAY,
    Status.PLANNED,
    OVERDUE,
    Status.DROPPED,
)

_PARTS: Mapping[str, Callable[[int], str]] = {
    Status.DONE: lambda n: ngettext("{count} is done", "{count} are done", n, count=spelled(n)),
    Status.UNDER_WAY: lambda n: ngettext(
        "{count} is under way", "{count} are under way", n, count=spelled(n)
    ),
    Status.PLANNED: lambda n: ngettext("{count} is planned", "{count} are planned", n, count=spelled(n)),
    OVERDUE: lambda n: ngettext("{count} is overdue", "{count} are overdue", n, count=spelled(n)),
    Status.DROPPED: lambda n: ngettext("{count} was dropped", "{count} were dropped", n, count=spelled(n)),
}
_ALIKE: Mapping[str, Callable[[int], str]] = {
    Status.DONE: lambda n: ngettext(
        "The one action is done.", "All {count} actions are done.", n, count=spelled(n)
    ),
    Status.UNDER_WAY: lambda n: ngettext(
        "The one action is under way.", "All {count} actions are under way.", n, count=spelled(n)
    ),
    Status.PLANNED: lambda n: ngettext(
        "The one action is planned.", "All {count} actions are planned.", n, count=spelled(n)
    ),
    OVERDUE: lambda n: ngettext(
        "The one action is overdue.", "All {count} actions are overdue.", n, count=spelled(n)
    ),
    Status.DROPPED: lambda n: ngettext(
        "The one action was dropped.", "All {count} actions were dropped.", n, count=spelled(n)
    ),
}
_BOTH: Mapping[str, LazyProxy] = {
    Status.DONE: lazy_gettext("Both actions are done."),
    Status.UNDER_WAY: lazy_gettext("Both actions are under way."),
    Status.PLANNED: lazy_gettext("Both actions are planned."),
    OVERDUE: lazy_gettext("Both actions are overdue."),
    Status.DROPPED: lazy_gettext("Both actions were dropped."),
}


def name(status: Status) -> str:
    """What a status is called, as in a list to choose from."""
    return str(_NAMES[status])


def status(action: Action, as_of: date | None) -> str:
    """Where an action stands in a word or two: `Planned`, `Under way`, `Done`, `Dropped` or `Overdue`.

    Args:
        action: which.
        as_of: the day as of which it is told; without one nothing is overdue.
    """
    return _("Overdue") if action.is_overdue(as_of) else name(action.status)


def due(action: Action) -> str:
    """The day by which it is done, as in `15 January 2027`, or that none was set."""
    return _("No date yet") if action.due is None else dates.plain(action.due)


def owner(action: Action) -> str:
    """Who does it, with the partner where it is that partner’s, or that nobody is named."""
    if action.owner and action.partner:
        return _("{owner}, {partner}", owner=action.owner, partner=action.partner)
    return action.owner or action.partner or _("Nobody named yet")


def resource(action: Action) -> str:
    """What it needs, or that nothing is said of that: of what has ended nothing more will be."""
    return action.resource or (_("Not said") if action.status.has_ended else _("Not said yet"))


def about(action: Action, framework: Framework) -> str:
    """What should get better: the aim, else the title of the theme; empty where neither is known.

    Args:
        action: which; its theme may come from an earlier version of the framework.
        framework: what was asked.
    """
    return action.aim or theme(action, framework)


def theme(action: Action, framework: Framework) -> str:
    """The title of its theme; empty where it has none, or one that this framework does not know."""
    if action.theme is None or action.theme not in framework.theme_ids:
        return ""
    return title(framework, action.theme)


def note(action: Action) -> str:
    """How it goes, with the day on which that was written, if it is known; empty where nothing was written."""
    if not action.note or action.note_on is None:
        return action.note
    return _("{note} ({day})", note=action.note, day=dates.plain(action.note_on))


def ended(action: Action) -> str:
    """The day it was done or dropped, if it was and the day is known; else empty."""
    if action.ended_on is None or not action.status.has_ended:
        return ""
    day = dates.plain(action.ended_on)
    if action.status is Status.DONE:
        return _("Done on {day}", day=day)
    return _("Dropped on {day}", day=day)


def as_of(day: date | None) -> str:
    """As of which day actions are told; empty where that is not known."""
    return "" if day is None else _("As of {day}.", day=dates.plain(day))


def summary(actions: Sequence[Action], as_of: date | None) -> str:
    """All of them in one sentence, as in `Of four actions two are done, one is under way, and one is overdue`."""
    found = Counter(OVERDUE if action.is_overdue(as_of) else action.status for action in actions)
    standings = [standing for standing in _ORDER if found[standing]]
    total = len(actions)
    if not standings:
        return _("No actions are recorded.")
    if len(standings) == 1:
        return str(_BOTH[standings[0]]) if total == 2 else _ALIKE[standings[0]](total)
    parts = [_PARTS[standing](found[standing]) for standing in standings]
    return ngettext(
        "Of {count} action {parts}.",
        "Of {count} actions {parts}.",
        total,
        count=spelled(total),
        parts=listing(parts),
    )


def lacking(action: Action) -> str:
    """What a running action still needs to be said of it, in a sentence; empty where nothing is missing."""
    missing = [] if action.status.has_ended else _missing(action)
    if not missing:
        return ""
    return _("Still to be agreed: {things}.", things=listing(missing))


def _missing(action: Action) -> list[str]:
    return [
        *([] if action.owner or action.partner else [_("who does it")]),
        *([] if action.due else [_("by when")]),
        *([] if action.resource else [_("what it needs")]),
    ]
