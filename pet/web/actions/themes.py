"""The themes that an action can be about: those of the conversation first, then all others that are shown."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from pet.language import gettext as _
from pet.services import agenda
from pet.services.actions import ActionFacts
from pet.services.results import Stored
from pet.web.actions.forms import Groups
from pet.words.phrases import title


def talked_about(stored: Stored | None) -> tuple[str, ...]:
    """The themes of the agenda, chosen or else proposed, in their order."""
    if stored is None:
        return ()
    shown = {theme.id for theme in agenda.to_choose_from(stored)}
    return tuple(dict.fromkeys(item.theme for item in stored.result.agenda if item.theme in shown))


def to_begin_with(
    session: Session, round_id: int, stored: Stored | None, agreed: Iterable[ActionFacts]
) -> tuple[str, ...]:
    """The themes of the conversation that somebody saved, in its order, of which nothing is agreed yet."""
    if agenda.chosen(session, round_id).choice is None:
        return ()
    done = {one.said.theme for one in agreed}
    return tuple(theme for theme in talked_about(stored) if theme not in done)


def groups(stored: Stored | None, kept: str | None = None) -> Groups:
    """By group its themes, as pairs of an id and a label; one that is `kept` but shown no more stays."""
    if stored is None:
        return ()
    talked = talked_about(stored)
    rest = tuple(theme.id for theme in agenda.to_choose_from(stored) if theme.id not in talked)
    is_known = kept is not None and kept in stored.framework.theme_ids and kept not in (*talked, *rest)
    found = (
        (_("Of the conversation"), talked),
        (_("Other themes"), (*rest, kept) if is_known and kept is not None else rest),
    )
    return tuple(
        (name, tuple((id_, title(stored.framework, id_)) for id_ in ids)) for name, ids in found if ids
    )
