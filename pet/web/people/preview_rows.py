"""The rows of a list on the page that previews it: which are shown, and what is said of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from pet.language import gettext as _
from pet.services.importing.batches import Batch
from pet.services.importing.matching import Item, Plan, What
from pet.services.roles import Roles
from pet.untrusted import shown
from pet.web.people import preview_cautions
from pet.web.people.places import here
from pet.words.numbers import whole

MOST_ROWS_SHOWN = 200
WIDEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the list: its number, what would happen, who it is, and why or what changes."""

    number: str
    what: str
    who: str
    more: str


def line(item: Item, roles: Roles) -> Line:
    """One row in words."""
    words = {What.ADD: _("add"), What.CHANGE: _("change"), What.SKIP: _("skip"), What.WRONG: _("wrong")}
    return Line(
        number=str(item.row.number),
        what=words[item.what],
        who=_who(item, roles),
        more=" ".join(_more(item, roles)),
    )


def _who(item: Item, roles: Roles) -> str:
    if item.what is What.WRONG:
        parts: tuple[str, ...] = item.row.cells
    else:
        parts = (item.name, item.email or "", item.partner, roles.name(item.role_id))
    return " · ".join(shown(part, most=WIDEST) for part in parts if part) or "–"


def _more(item: Item, roles: Roles) -> list[str]:
    if item.what is not What.CHANGE or item.person is None:
        return [*(item.why or item.notes), *preview_cautions.of_row(item)]
    was = item.person
    found = []
    if was.is_archived:
        found.append(_("Is asked again."))
    if was.name != item.name:
        found.append(_("Name: “{was}” becomes “{new}”.", was=was.name, new=item.name))
    if was.role_id != item.role_id:
        found.append(
            _(
                "Role: “{was}” becomes “{new}”.",
                was=roles.name(was.role_id) or "–",
                new=roles.name(item.role_id),
            )
        )
    return found


def filtered(plan: Plan, show: str) -> Sequence[Item]:
    """The rows of what is asked for, all of them for an empty word."""
    return [item for item in plan.items if show in ("", item.what.value)]


def filters(plan: Plan, batch: Batch, show: str) -> tuple[tuple[str, str, bool], ...]:
    """What one can ask for: its label, its address, and whether it is what is shown now."""
    labels = {
        "": _("All"),
        "add": _("Added"),
        "change": _("Changed"),
        "skip": _("Skipped"),
        "wrong": _("Wrong"),
    }
    counts = {what.value: count for what, count in plan.counts.items()} | {"": len(plan.items)}
    return tuple(
        (
            _("{label} ({number})", label=label, number=whole(counts.get(value, 0))),
            here("preview", import_id=batch.public_id, **({"show": value} if value else {})) + "#rows",
            value == show,
        )
        for value, label in labels.items()
        if counts.get(value) or not value
    )
