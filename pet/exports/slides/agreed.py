"""What came of it: the actions of the round before, what the talk changed, what was agreed, and what happens next."""

from collections.abc import Sequence

from pet.exports.slides.making import Making
from pet.exports.slides.page import BODY, LARGE
from pet.language import gettext as _
from pet.record.model import Action, Record
from pet.words import actions as words
from pet.words import board, dates


def became(making: Making) -> None:
    """What became of what was agreed in the round before; nothing where that is not known."""
    record = making.record
    if not record.became:
        return
    rows = [
        (action.what, words.status(action, record.as_of), words.note(action) or words.ended(action) or "–")
        for action in record.became
    ]
    with making.page() as page:
        page.title(words.summary(record.became, record.as_of), kicker=board.became_title())
        page.table((_("What"), _("Where it stands"), _("How it goes")), rows, BODY, (0.44, 0.18, 0.38))
        page.spoken += [
            _("Agreed in: {round}.", round=record.became_of) if record.became_of else "",
            words.as_of(record.as_of),
            _("Ask what helped, and what stood in the way. Nobody has to answer for anybody else."),
        ]


def talk(making: Making) -> None:
    """What the conversation changed, in the words of whoever led it."""
    note = making.record.talk_note.strip()
    if not note:
        return
    with making.page() as page:
        page.title(_("What the conversation changed"), kicker=_("After the conversation"))
        page.say([line for line in note.splitlines() if line.strip()], BODY, LARGE, gap=0.6)
        page.spoken.append(_("Ask whether this is how others remember it."))


def priorities(making: Making) -> None:
    """The few actions that matter most, as a table; an empty one to fill in where none is agreed yet."""
    record = making.record
    header = (_("What"), _("Who"), _("By when"), _("What it needs"))
    rows = [
        (action.what, words.owner(action), words.due(action), words.resource(action))
        for action in record.priorities
    ]
    with making.page() as page:
        page.title(
            words.summary(record.actions, record.as_of) if rows else _("Who does what by when?"),
            kicker=board.priorities_title(),
        )
        page.table(header, rows or [("",) * 4] * 4, BODY, (0.42, 0.2, 0.18, 0.2))
        page.spoken += [*_in_full(record.actions, record), words.as_of(record.as_of)]
        if not rows:
            page.spoken.append(_("Fill this in together before the meeting ends."))


def _in_full(actions: Sequence[Action], record: Record) -> list[str]:
    """All actions in a paragraph each, those that are no priority too."""
    return [
        " · ".join(
            part
            for part in (
                action.what,
                words.about(action, record.framework),
                words.owner(action),
                words.due(action),
                words.resource(action),
                words.status(action, record.as_of),
                words.note(action),
            )
            if part
        )
        for action in actions
    ]


def next_steps(making: Making) -> None:
    """What happens after the meeting."""
    said = _steps(making.record)
    with making.page() as page:
        page.title(_("What happens next"))
        page.say(said, BODY, LARGE, gap=0.7)
        page.spoken += [
            _("Close with one list: who does what by when, and when you look at it again."),
            *said,
        ]


def _steps(record: Record) -> list[str]:
    open_ones = [action for action in record.actions if not action.status.has_ended]
    dated = sorted(action.due for action in open_ones if action.due and not action.is_overdue(record.as_of))
    return [
        _("Everybody who was here can say whether the list of actions is right.")
        if record.actions
        else _("We write down who does what by when."),
        *([_("The next date on the list is {day}.", day=dates.plain(dated[0]))] if dated else []),
        _("Everybody who answered hears what came out and what becomes of it."),
        _("The next round begins with what became of these actions."),
    ]
