"""“You said, we did”: what people answered on a theme, and what was done about it."""

from collections.abc import Mapping, Sequence
from datetime import date

from babel.support import LazyProxy

from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.record.model import Action, Status
from pet.words import actions, dates, patterns
from pet.words.phrases import in_words, sentence_end, without_stop

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


def deed(action: Action) -> str:
    """What was agreed, to stand behind `we`: where somebody typed these words too, they are not said twice."""
    what, label = action.what.strip(), f"{we(action)}:"
    if not what.casefold().startswith(label.casefold()):
        return what
    return what[len(label) :].strip() or what


def asked(theme: ThemeResult, framework: Framework) -> str:
    """The statement, to stand behind `You were asked`: nobody is to read it as what people said."""
    return _("“{statement}”", statement=sentence_end(in_words(framework.theme(theme.id).statement)))


def you_said(theme: ThemeResult, framework: Framework) -> str:
    """What the answers say, to stand behind `You said`, as in `Many answers are low, many are high, and …`."""
    return patterns.saying(theme, framework)


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
            what=without_stop(action.what),
            standing=actions.ended(action) or actions.status(action, today),
        )
        for action in agreed[:MOST_LINES]
    ]
    rest = len(agreed) - MOST_LINES
    if rest > 0:
        found.append(ngettext("And {number} more.", "And {number} more.", rest))
    return tuple(found)
