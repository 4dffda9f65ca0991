"""“You said, we did”: what people answered on a theme, and what was done about it."""

from collections.abc import Mapping, Sequence
from datetime import date

from babel.support import LazyProxy

from pet.analysis.result import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.record.model import Action, Status
from pet.words import actions, dates, patterns
from pet.words.phrases import in_words

_WE: Mapping[Status, LazyProxy] = {
    Status.DONE: lazy_gettext("We did"),
    Status.UNDER_WAY: lazy_gettext("We are doing"),
    Status.PLANNED: lazy_gettext("We are going to do"),
    Status.DROPPED: lazy_gettext("We dropped"),
}
MOST_LINES = 6


def we(action: Action) -> str:
    """What stands before what was agreed, as in `We did`."""
    return str(_WE[action.status])


def you_said(theme: ThemeResult, framework: Framework) -> str:
    """The statement and what was found on it, as in `“We share staff.” Shared challenge.`."""
    statement = in_words(framework.theme(theme.id).statement)
    return _("“{statement}” {pattern}.", statement=statement, pattern=patterns.of(theme, framework))


def standing(action: Action, today: date) -> str:
    """Where it stands, with who does it by when as long as it has not ended."""
    if action.status.has_ended:
        return actions.ended(action) or actions.status(action, today)
    who = _("by {owner}", owner=actions.owner(action)) if action.owner or action.partner else ""
    when = _("due {day}", day=dates.plain(action.due)) if action.due is not None else ""
    return ", ".join(part for part in (actions.status(action, today), who, when) if part)


def lines(agreed: Sequence[Action], today: date) -> tuple[str, ...]:
    """A line for each of the first few actions, and how many more there are."""
    found = [
        _(
            "{what} ({standing})",
            what=action.what,
            standing=actions.ended(action) or actions.status(action, today),
        )
        for action in agreed[:MOST_LINES]
    ]
    rest = len(agreed) - MOST_LINES
    if rest > 0:
        found.append(ngettext("And {number} more.", "And {number} more.", rest))
    return tuple(found)
