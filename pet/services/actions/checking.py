"""What is wrong with what somebody wants an action to say, beside the others on its list."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pet.db.models import Action, Partner, Round
from pet.errors import InvalidInputError, Problem
from pet.language import gettext as _
from pet.record.model import MOST_PRIORITIES, Status
from pet.services.actions.given import Given

MOST_ACTIONS = 100
"""On the list of one round: nobody talks of more, and every page and report shows all."""


_ENDED = tuple(status.value for status in Status if status.has_ended)


def check(
    session: Session,
    row: Round,
    given: Given,
    found: Action,
    wrong: Collection[Problem] = (),
    status: Status = Status.PLANNED,
) -> None:
    """Nothing, or everything that is wrong; `status` is where the action is to stand."""
    problems = [*given.problems(), *wrong]
    if (
        given.theme is not None
        and given.theme != found.theme_id
        and given.theme not in shown(session, row.id)
    ):
        problems.append(
            Problem("theme", _("This theme is not shown in the results. Choose another or none."))
        )
    if given.partner_id is not None and not _is_partner(session, row, given.partner_id):
        problems.append(Problem("partner", _("Choose a partner from the list.")))
    if given.is_priority and not status.has_ended and not takes_place(found) and is_full(session, row.id):
        problems.append(Problem("is_priority", too_many()))
    raise_any(problems)


def too_many() -> str:
    """What is said where one more would be marked."""
    return _(
        "{most} actions are marked as priorities already, and more than that nobody keeps in mind. Press “Not "
        "a priority any more” at one of them first.",
        most=MOST_PRIORITIES,
    )


def full(session: Session, round_id: int, more: int) -> list[Problem]:
    """That the list has no place for this many more, or nothing."""
    there = session.scalar(select(func.count()).where(Action.round_id == round_id)) or 0
    if there + more <= MOST_ACTIONS:
        return []
    said = _(
        "A round has at most {most} actions. Remove one that is needed no more first.", most=MOST_ACTIONS
    )
    return [Problem("", said)]


def shown(session: Session, round_id: int) -> frozenset[str]:
    """The themes that the result of this round shows."""
    from pet.services import agenda, results  # noqa: PLC0415 -- the statistics are loaded only where a theme is named

    stored = results.stored(session, round_id)
    return frozenset() if stored is None else frozenset(theme.id for theme in agenda.to_choose_from(stored))


def takes_place(action: Action) -> bool:
    """Whether it is one of the few that a board keeps in mind: marked, and not done or dropped."""
    return bool(action.is_priority) and action.status not in _ENDED


def is_full(session: Session, round_id: int) -> bool:
    """Whether as many as a board keeps in mind are marked; what is done or dropped has given its place back."""
    marked = select(func.count()).where(
        Action.round_id == round_id, Action.is_priority.is_(True), Action.status.not_in(_ENDED)
    )
    return (session.scalar(marked) or 0) >= MOST_PRIORITIES


def _is_partner(session: Session, row: Round, partner_id: int) -> bool:
    return (
        session.scalar(
            select(Partner.id).where(Partner.id == partner_id, Partner.partnership_id == row.partnership_id)
        )
        is not None
    )


def raise_any(problems: list[Problem]) -> None:
    """Refuse what is wrong, if anything is."""
    if problems:
        raise InvalidInputError("", tuple(problems))
