"""What a reminder of actions says, and what of it still holds at the moment at which the letter goes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from pet.db.models import Action, Letter
from pet.services.actions import standing
from pet.services.letters.kinds import LetterKind
from pet.services.letters.sealing import Contents

ACTIONS, SIGNS_IN = "actions", "signs_in"
Standing = Mapping[tuple[int, str], Mapping[str, "Due"]]
"""By round and address of the owner, by the public id of the action, what somebody may be reminded of now."""


class NeedlessError(Exception):
    """Nothing that this letter reminds of is still to be done by whoever it goes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An action of which somebody is reminded.

    Attributes:
        action: its public id.
        what: what is done.
        due: the day by which it is done.
    """

    action: str
    what: str
    due: date


def facts(every: Sequence[Due], *, signs_in: bool) -> dict[str, str]:
    """What is sealed into the letter; who signs in gets the way to say how it goes."""
    said = json.dumps([[one.action, one.what, one.due.isoformat()] for one in every])
    return {ACTIONS: said, SIGNS_IN: "yes"} if signs_in else {ACTIONS: said}


def of(contents: Contents) -> tuple[Due, ...]:
    """What the letter reminds of."""
    said = json.loads(contents.facts[ACTIONS])
    return tuple(Due(action=action, what=what, due=date.fromisoformat(due)) for action, what, due in said)


def standing_now(session: Session, letters: Iterable[Letter]) -> Standing:
    """What the owners of these letters may be reminded of now: one statement, none where no letter is of this kind."""
    rounds = {one.round_id for one in letters if one.kind == LetterKind.ACTION.value}
    if not rounds:
        return {}
    open_ones = standing.query().where(
        Action.round_id.in_(rounds),
        Action.reminders.is_(True),
        Action.ended_on.is_(None),
        Action.due.is_not(None),
    )
    found: dict[tuple[int, str], dict[str, Due]] = {}
    for row in session.execute(open_ones):
        action, address = row.Action, row.account_email or row.person_email
        if address:
            mine = found.setdefault((action.round_id, address), {})
            mine[action.public_id] = Due(action=action.public_id, what=action.what, due=action.due)
    return found


def narrowed(letter: Letter, contents: Contents, now: Standing) -> Contents:
    """The same in the words that hold now, without what has ended, has another day or another owner, or is gone.

    Raises:
        NeedlessError: nothing is left.
    """
    mine = now.get((letter.round_id or 0, letter.to_address), {})
    told = {one.action: one.due for one in of(contents)}
    left = [mine[id_] for id_, due in told.items() if id_ in mine and mine[id_].due == due]
    if not left:
        raise NeedlessError
    return replace(contents, facts=facts(left, signs_in=SIGNS_IN in contents.facts))
