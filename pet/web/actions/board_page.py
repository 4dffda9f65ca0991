"""What the board of actions shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.record.model import Status
from pet.services.actions import ActionFacts, reminding
from pet.services.actions.talk import Kept
from pet.services.results import Stored
from pet.services.rounds import RoundFacts
from pet.web.actions import about
from pet.web.link import Link
from pet.web.site import site
from pet.words import actions, dates

UP, DOWN, MARK, UNMARK = "up", "down", "mark", "unmark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An action on the board.

    Attributes:
        id: its public id.
        what, about: what is done, and what should get better; the latter may be empty.
        facts: pairs of a word and what it is here: its theme, who, by when, what it needs.
        standing: where it stands where its group does not say so: that its day has passed, or the day it ended.
        is_overdue, is_priority: for marks that also stand in words.
        note: how it goes, or empty.
        links: what the person can do with it.
        order: where its buttons go, or empty for somebody who may not.
        is_first, is_last: whether it can go no further up or down in its group.
        focus: which of its buttons was pressed last, or empty.
        letters: whether and when somebody gets a letter about it, for those who may change it; or empty.
    """

    id: str
    what: str
    about: str
    facts: tuple[tuple[str, str], ...]
    standing: str
    is_overdue: bool
    is_priority: bool
    note: str
    links: tuple[Link, ...]
    order: str
    is_first: bool
    is_last: bool
    focus: str
    letters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The actions that stand alike."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """templates/actions/board.html.

    Attributes:
        round: its title.
        summary: all actions in one sentence.
        said, problem: what was just done, or why not; or empty.
        met: the day of the conversation in a sentence, or empty.
        talk: what it changed, a paragraph each.
        groups: the actions.
        empty: what to do where there are none.
        add, page: where one is added, and where five are at once; empty for somebody who may not.
        links: pages beside it.
    """

    title: str
    round: str
    summary: str
    said: str
    problem: str
    met: str
    talk: tuple[str, ...]
    groups: tuple[Group, ...]
    empty: str
    add: str
    page: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read for the board, and when."""

    facts: RoundFacts
    stored: Stored | None
    agreed: tuple[ActionFacts, ...]
    talk: Kept
    now: datetime

    @property
    def today(self) -> date:
        """The day it is for whoever looks."""
        return dates.here(self.now).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the last request.

    Attributes:
        said, problem: as on the page.
        focus: public id of an action and the button that was pressed.
    """

    said: str = ""
    problem: str = ""
    focus: tuple[str, str] = ("", "")


def board_page(read: Read, outcome: Outcome) -> BoardPage:
    """The board for the person who looks."""
    facts, may_add = read.facts, about.may(Permission.EDIT_ACTIONS)
    orders = about.may(Permission.ORDER_ACTIONS)
    return BoardPage(
        title=_("What was agreed"),
        round=facts.title,
        summary=actions.summary([one.said for one in read.agreed], read.today) if read.agreed else "",
        said=outcome.said,
        problem=outcome.problem,
        met=_("The conversation was on {day}.", day=dates.plain(read.talk.met_on))
        if read.talk.met_on
        else "",
        talk=tuple(part for part in read.talk.note.split("\n") if part.strip()),
        groups=tuple(_groups(read, outcome)),
        empty=_empty(may_add=may_add) if not read.agreed else "",
        add=url_for("actions.new", round_id=facts.public_id) if may_add else "",
        page=url_for("actions.priorities", round_id=facts.public_id) if orders else "",
        links=_links(facts, is_anything=bool(read.agreed)),
    )


def _empty(*, may_add: bool) -> str:
    if may_add:
        return _("Write down who does what by when, and everybody can see later what became of it.")
    return _("Once something is agreed, it stands here with who does it by when.")


def _links(facts: RoundFacts, *, is_anything: bool) -> tuple[Link, ...]:
    found = [Link(label=_("See the results"), url=url_for("results.show", round_id=facts.public_id))]
    if is_anything:
        url = url_for("actions.became", round_id=facts.public_id)
        found.insert(0, Link(label=_("What people said, and what became of it"), url=url))
    if about.may(Permission.FOLLOW_ROUND):
        url = url_for("rounds.status", round_id=facts.public_id)
        found.append(Link(label=_("Back to the round"), url=url))
    return tuple(found)


def _groups(read: Read, outcome: Outcome) -> Sequence[Group]:
    found = []
    for status in Status:
        alike = [one for one in read.agreed if one.said.status is status]
        rows = (_row(read, outcome, one, place, len(alike)) for place, one in enumerate(alike))
        if alike:
            found.append(Group(title=actions.name(status), rows=tuple(rows)))
    return found


def _row(read: Read, outcome: Outcome, action: ActionFacts, place: int, number: int) -> Row:
    said = action.said
    is_overdue = said.is_overdue(read.today)
    can_edit = about.can_edit(action)
    order = url_for("actions.order", action_id=action.public_id)
    return Row(
        id=action.public_id,
        what=said.what,
        about=said.aim,
        facts=_facts(action, read),
        standing=actions.status(said, read.today) if is_overdue else actions.ended(said),
        is_overdue=is_overdue,
        is_priority=said.is_priority,
        note=actions.note(said),
        links=_of_row(action, can_edit=can_edit),
        order=order if about.may(Permission.ORDER_ACTIONS) else "",
        is_first=place == 0,
        is_last=place == number - 1,
        focus=_focus(outcome.focus[1], is_first=place == 0, is_last=place == number - 1)
        if outcome.focus[0] == action.public_id
        else "",
        letters=_letters(action, read.now) if can_edit and not said.status.has_ended else "",
    )


def _focus(pressed: str, *, is_first: bool, is_last: bool) -> str:
    """The button at which the page comes back: at either end, and after a mark, the other one of its pair."""
    if is_first and is_last and pressed in (UP, DOWN):
        return ""
    ends = {UP: DOWN if is_first else UP, DOWN: UP if is_last else DOWN}
    return {**ends, MARK: UNMARK, UNMARK: MARK}.get(pressed, "")


def _facts(action: ActionFacts, read: Read) -> tuple[tuple[str, str], ...]:
    said = action.said
    theme = actions.theme(said, read.stored.framework) if read.stored is not None else ""
    found = (
        (_("Theme"), theme),
        (_("Who"), actions.owner(said)),
        (_("By when"), actions.due(said)),
        (_("Needs"), said.resource),
    )
    return tuple((word, value) for word, value in found if value)


def _of_row(action: ActionFacts, *, can_edit: bool) -> tuple[Link, ...]:
    can_update = about.can_update(action)
    offered = (
        (can_update, _("How is it going?"), "actions.update", None),
        # Whoever may change it but does not do it says how it goes among everything else that it says.
        (can_edit and not can_update, _("How is it going?"), "actions.edit", "status"),
        (can_edit, _("Change"), "actions.edit", None),
        (can_edit, _("Remove"), "actions.remove", None),
    )
    return tuple(
        Link(label=label, url=url_for(endpoint, action_id=action.public_id, _anchor=part))
        for may, label, endpoint, part in offered
        if may
    )


def _letters(action: ActionFacts, now: datetime) -> str:
    """Whether and when somebody gets a letter about it, and if not, why."""
    return _nobody(action) or _next_letter(action, now)


def _nobody(action: ActionFacts) -> str:
    """Why no letter goes whatever the day is; empty where letters go."""
    if not action.reminders:
        return _("Letters are turned off.")
    if not action.said.owner:
        return _("Nobody is reminded as long as nobody is named.")
    if not action.reminded:
        return _("Nobody is reminded: no name here is in the team or on the list of people.")
    if not action.in_use:
        return _("Nobody is reminded: the partnership is put away.")
    return "" if site().post.can_send else _("Nobody is reminded: this site sends no letters.")


def _next_letter(action: ActionFacts, now: datetime) -> str:
    name = action.reminded
    if action.said.due is None:
        return _("{name} is reminded by letter once there is a day.", name=name)
    day = reminding.coming(action, now)
    if day is None:
        return _("No more letters go, unless it gets another day.")
    if day == dates.here(now).date():
        return _("{name} gets a letter within a day.", name=name)
    return _("{name} gets a letter on {day}.", name=name, day=dates.plain(day))
