"""What the page holds that previews a list, made from what the services say."""

from dataclasses import dataclass

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.importing.batches import Batch
from pet.services.importing.matching import Plan, What
from pet.services.importing.rows import as_lines
from pet.services.roles import Roles
from pet.untrusted import shown
from pet.web.link import Link
from pet.web.people import preview_cautions
from pet.web.people.places import here, neighbours
from pet.web.people.preview_choices import Asked, Noted, noted_rows, partner_choice, role_choice
from pet.web.people.preview_rows import MOST_ROWS_SHOWN, Line, filtered, filters, line
from pet.words.numbers import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the page knows from the form before.

    Attributes:
        refused: why the list was not taken over, or empty.
        show: which rows to show, or empty for all.
        without: whether the rows that are wrong were to be left out.
        mended: lines that could not be read, as typed; `None` where they could.
    """

    refused: str = ""
    show: str = ""
    without: bool = False
    mended: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """What a list would do.

    Attributes:
        title: in a few words.
        source: where the list came from.
        refused: why it was not taken over, or empty.
        facts: pairs of a word and a number.
        columns: which column was read as what, in words.
        notes: what else there is to say about how it was read.
        wrong: the rows that are wrong, all of them.
        wrong_numbers, wrong_lines: the same for the text in which they can be mended.
        lines_hint: how such a line is written.
        without: the tick that leaves them out: its label and whether it is set.
        partners, roles: what is to be chosen.
        noted: rows to look at.
        asked: their numbers.
        new_partners: what they would be called.
        filters: label, address and whether it is this one.
        rows: of the filter, the first ones.
        more: that there are more than are shown, or empty.
        seen: the hash of all of it.
        can: whether there is something to take over.
        confirm: what the button says.
        here, again: addresses of this page, and of the one to begin anew.
        neighbours: the pages beside this one.
    """

    title: str
    source: str
    refused: str
    facts: tuple[tuple[str, str], ...]
    columns: str
    notes: tuple[str, ...]
    cautions: tuple[str, ...]
    wrong: tuple[Line, ...]
    wrong_numbers: str
    wrong_lines: str
    lines_hint: str
    without: tuple[str, bool]
    partners: tuple[Asked, ...]
    roles: tuple[Asked, ...]
    noted: tuple[Noted, ...]
    asked: str
    new_partners: tuple[str, ...]
    filters: tuple[tuple[str, str, bool], ...]
    rows: tuple[Line, ...]
    more: str
    seen: str
    can: bool
    confirm: str
    here: str
    again: str
    neighbours: tuple[Link, ...]


def preview_page(batch: Batch, plan: Plan, roles: Roles, kept: Kept, partner_label: str) -> PreviewPage:
    """What this list would do."""
    wrong = [item for item in plan.items if item.what is What.WRONG]
    noted = noted_rows(plan, batch)
    chosen = filtered(plan, kept.show)
    adds, changes = plan.counts.get(What.ADD, 0), plan.counts.get(What.CHANGE, 0)
    return PreviewPage(
        title=_("Look at the list"),
        source=batch.source or typed(),
        refused=kept.refused,
        facts=_facts(plan),
        columns=_columns(batch, partner_label),
        notes=batch.notes,
        cautions=preview_cautions.of_plan(plan),
        wrong=tuple(line(item, roles) for item in wrong),
        wrong_numbers=",".join(str(item.row.number) for item in wrong),
        wrong_lines=as_lines([item.row for item in wrong]) if kept.mended is None else kept.mended,
        lines_hint=_("One line each: name; e-mail; {partner}; role.", partner=partner_label.lower()),
        without=(
            ngettext(
                "Leave out the {number} row that is wrong",
                "Leave out the {number} rows that are wrong",
                len(wrong),
            ),
            kept.without,
        ),
        partners=tuple(partner_choice(number, one) for number, one in enumerate(plan.partners)),
        roles=tuple(role_choice(number, one, roles) for number, one in enumerate(plan.roles)),
        noted=noted,
        asked=",".join(str(one.number) for one in noted),
        new_partners=plan.new_partners,
        filters=filters(plan, batch, kept.show),
        rows=tuple(line(item, roles) for item in chosen[:MOST_ROWS_SHOWN]),
        more=_("The first {most} of {all} rows are shown.", most=MOST_ROWS_SHOWN, all=whole(len(chosen)))
        if len(chosen) > MOST_ROWS_SHOWN
        else "",
        seen=plan.sha256,
        can=adds + changes > 0,
        confirm=_confirm(adds, changes),
        here=here("decide", import_id=batch.public_id),
        again=here("bring"),
        neighbours=neighbours("bring"),
    )


def typed() -> str:
    """What a list is called that came without the name of a file."""
    return _("A list that was typed")


def _facts(plan: Plan) -> tuple[tuple[str, str], ...]:
    words = {
        What.ADD: _("Will be added"),
        What.CHANGE: _("Will be changed"),
        What.SKIP: _("Skipped"),
        What.WRONG: _("Wrong"),
    }
    return tuple((label, whole(plan.counts.get(what, 0))) for what, label in words.items())


def _columns(batch: Batch, partner_label: str) -> str:
    names = {"name": _("Name"), "email": _("E-mail"), "partner": partner_label, "role": _("Role")}
    read = _(
        "Read: {columns}.",
        columns=", ".join(f"{names[what]} ({shown(heading)})" for what, heading in batch.columns),
    )
    if not batch.unread:
        return read
    return read + " " + _("Not read: {columns}.", columns=", ".join(shown(one) for one in batch.unread))


def _confirm(adds: int, changes: int) -> str:
    if not changes:
        return ngettext("Add {number} person", "Add {number} people", adds)
    if not adds:
        return ngettext("Change {number} person", "Change {number} people", changes)
    return _("Add {adds} and change {changes}", adds=whole(adds), changes=whole(changes))
