"""A statement as people read it: in one wording, or where roles have one of their own, in each with who read it. Pure."""

from collections.abc import Iterable

from pet.frameworks.model import Role, Theme
from pet.language import current
from pet.language import gettext as _
from pet.words.phrases import listing


def statements(theme: Theme, roles: Iterable[Role]) -> tuple[str, ...]:
    """What was in front of those who wrote on a theme, when nobody is told who wrote.

    The general wording comes last, and not at all where every role that is asked has one of its own.

    Args:
        theme: what they wrote on.
        roles: which people could say they have; none where nobody was asked for theirs.
    """
    asked = [role for role in roles if theme.is_asked_of(role.id)]
    general = theme.statement.to(current())
    own: dict[str, list[str]] = {}
    for role in asked:
        own.setdefault(theme.wording_for(role.id).to(current()), []).append(role.plural.to(current()))
    is_general = general in own or not own
    own.pop(general, None)
    if len(own) + is_general == 1:
        return (general,) if is_general else tuple(own)
    told = [
        _("As put to {roles}: {statement}", roles=listing(who), statement=statement)
        for statement, who in own.items()
    ]
    last = [_("As put to everybody else: {statement}", statement=general)] if is_general else []
    return (*told, *last)
