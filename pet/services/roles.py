"""The roles that people of a partnership can have: those of the framework of its newest round, or of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.db.models import Partnership, Round
from pet.frameworks import loader
from pet.frameworks.model import Role
from pet.language import current
from pet.services import frameworks
from pet.services.kinds import Kind, framework_key
from pet.untrusted import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The roles of a partnership, in their order.

    Attributes:
        choices: pairs of id and name, to choose from.
        others: names of roles of the framework that its kind proposes; people may still have them.
    """

    choices: tuple[tuple[str, str], ...]
    others: Mapping[str, str] = field(default_factory=dict)
    _spellings: Mapping[str, str] = field(default_factory=dict)

    def name(self, role_id: str | None) -> str:
        """What the role is called; empty for none, its id where no framework at hand knows it."""
        if role_id is None:
            return ""
        return dict(self.choices).get(role_id) or self.others.get(role_id, role_id)

    def named(self, text: str) -> str | None:
        """The id of the role that is called so: its name, its plural or its id, in whatever spelling."""
        return self._spellings.get(plain(text))


def of_partnership(session: Session, partnership_id: int) -> Roles:
    """The roles to choose from for people of this partnership."""
    newest = select(Round.id).where(Round.partnership_id == partnership_id).order_by(Round.id.desc()).limit(1)
    round_id = session.scalar(newest)
    kind = session.scalars(select(Partnership.kind).where(Partnership.id == partnership_id)).one()
    usual = loader.builtin(framework_key(Kind(kind))).roles
    roles = usual if round_id is None else frameworks.of_round(session, round_id).roles
    return _of(roles, usual)


def _of(roles: tuple[Role, ...], usual: tuple[Role, ...]) -> Roles:
    spellings: dict[str, str] = {}
    for role in roles:
        for text in (role.id, *_versions(role)):
            spellings.setdefault(plain(text), role.id)
    return Roles(
        choices=tuple((role.id, role.label.to(current())) for role in roles),
        others={role.id: role.label.to(current()) for role in usual},
        _spellings=spellings,
    )


def _versions(role: Role) -> tuple[str, ...]:
    """Its names in every language."""
    return tuple(text for named in (role.label, role.plural) for _language, text in named.versions)
