"""What the page that previews a list asks: what a partner or role is, and whether to leave a row out."""

from dataclasses import dataclass

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.importing.batches import Batch
from pet.services.importing.matching import Plan
from pet.services.importing.meaning import Choice
from pet.services.roles import Roles
from pet.untrusted import shown
from pet.web.people.preview_rows import MOST_ROWS_SHOWN, WIDEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something to choose.

    Attributes:
        number: tells its field from others.
        key: the words as they are compared.
        label: what is asked.
        options: value, label and whether it is chosen now.
    """

    number: int
    key: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A row to look at: its number, who, why, and whether it is left out."""

    number: int
    who: str
    why: str
    is_out: bool


def partner_choice(number: int, choice: Choice) -> Asked:
    """Whether a name that is like that of a partner means this partner."""
    words, (like, name) = shown(choice.words, most=WIDEST), choice.like
    return Asked(
        number=number,
        key=choice.key,
        label=ngettext("“{words}” ({number} row)", "“{words}” ({number} rows)", choice.rows, words=words),
        options=(
            (like, _("This is “{name}”", name=name), choice.meant == like),
            ("", _("Another one, called “{name}”", name=words), choice.meant != like),
        ),
    )


def role_choice(number: int, choice: Choice, roles: Roles) -> Asked:
    """Which role words mean that are the name of none."""
    words = shown(choice.words, most=WIDEST)
    return Asked(
        number=number,
        key=choice.key,
        label=ngettext("“{words}” ({number} row)", "“{words}” ({number} rows)", choice.rows, words=words),
        options=(
            ("", _("Role not known"), not choice.meant),
            *((role_id, name, choice.meant == role_id) for role_id, name in roles.choices),
        ),
    )


def noted_rows(plan: Plan, batch: Batch) -> tuple[Noted, ...]:
    """Rows that look like somebody who is there already, and those that were left out; the first ones."""
    items = [item for item in plan.items if item.notes or item.row.number in batch.chosen.left_out]
    return tuple(
        Noted(
            number=item.row.number,
            who=" · ".join(part for part in (item.name or item.row.name, item.row.email) if part),
            why=" ".join(item.notes or item.why),
            is_out=item.row.number in batch.chosen.left_out,
        )
        for item in items[:MOST_ROWS_SHOWN]
    )
