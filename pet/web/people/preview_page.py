"""What the page of a list holds, made from what the services say."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.importing.batches import Batch
from pet.services.importing.matching import Item, Plan, What
from pet.services.importing.meaning import Choice
from pet.services.importing.rows import as_lines
from pet.services.roles import Roles
from pet.untrusted import shown
from pet.web.link import Link
from pet.web.people import preview_cautions
from pet.web.people.places import here, neighbours, to_partnership
from pet.words.numbers import whole

MOST_ROWS_SHOWN = 200
FIELD = SimpleNamespace(partner="partner", role="role")
_WIDEST = 120


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
class Line:
    """One row of the list: its number, what would happen, who it is, and why or what changes."""

    number: str
    what: str
    who: str
    more: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePage:
    """What a list did.

    Attributes:
        title: in a few words.
        said: what was done, a sentence each.
        left: what was left when it was taken back, a sentence each.
        undo: where the form goes that takes it back, or empty.
        next: where to go now, the most sensible first.
    """

    title: str
    said: tuple[str, ...]
    left: tuple[str, ...]
    undo: str
    next: tuple[Link, ...]


def preview_page(batch: Batch, plan: Plan, roles: Roles, kept: Kept, partner_label: str) -> PreviewPage:
    """What this list would do."""
    wrong = [item for item in plan.items if item.what is What.WRONG]
    noted = _noted(plan, batch)
    chosen = _filtered(plan, kept.show)
    adds, changes = plan.counts.get(What.ADD, 0), plan.counts.get(What.CHANGE, 0)
    return PreviewPage(
        title=_("Look at the list"),
        source=batch.source or typed(),
        refused=kept.refused,
        facts=_facts(plan),
        columns=_columns(batch, partner_label),
        notes=batch.notes,
        cautions=preview_cautions.of_plan(plan),
        wrong=tuple(_line(item, roles) for item in wrong),
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
        partners=tuple(_partner_choice(number, one) for number, one in enumerate(plan.partners)),
        roles=tuple(_role_choice(number, one, roles) for number, one in enumerate(plan.roles)),
        noted=noted,
        asked=",".join(str(one.number) for one in noted),
        new_partners=plan.new_partners,
        filters=_filters(plan, batch, kept.show),
        rows=tuple(_line(item, roles) for item in chosen[:MOST_ROWS_SHOWN]),
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


def _filtered(plan: Plan, show: str) -> Sequence[Item]:
    return [item for item in plan.items if show in ("", item.what.value)]


def _filters(plan: Plan, batch: Batch, show: str) -> tuple[tuple[str, str, bool], ...]:
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


def _line(item: Item, roles: Roles) -> Line:
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
    return " · ".join(shown(part, most=_WIDEST) for part in parts if part) or "–"


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


def _partner_choice(number: int, choice: Choice) -> Asked:
    words, (like, name) = shown(choice.words, most=_WIDEST), choice.like
    return Asked(
        number=number,
        key=choice.key,
        label=ngettext("“{words}” ({number} row)", "“{words}” ({number} rows)", choice.rows, words=words),
        options=(
            (like, _("This is “{name}”", name=name), choice.meant == like),
            ("", _("Another one, called “{name}”", name=words), choice.meant != like),
        ),
    )


def _role_choice(number: int, choice: Choice, roles: Roles) -> Asked:
    words = shown(choice.words, most=_WIDEST)
    return Asked(
        number=number,
        key=choice.key,
        label=ngettext("“{words}” ({number} row)", "“{words}” ({number} rows)", choice.rows, words=words),
        options=(
            ("", _("Role not known"), not choice.meant),
            *((role_id, name, choice.meant == role_id) for role_id, name in roles.choices),
        ),
    )


def _noted(plan: Plan, batch: Batch) -> tuple[Noted, ...]:
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


def done_page(batch: Batch) -> DonePage:
    """What this list did, or that it was taken back."""
    people = Link(label=_("See the people"), url=here("people"))
    bring = Link(label=_("Bring in another list"), url=here("bring"))
    if batch.state == "undone":
        return DonePage(
            title=_("The list is taken back"),
            said=_undone(batch),
            left=_left(batch),
            undo="",
            next=(bring, people),
        )
    added, changed = len(batch.done["added"]), len(batch.done["changed"])
    said = [ngettext("{number} person was added.", "{number} people were added.", added)] if added else []
    said += (
        [ngettext("{number} person was changed.", "{number} people were changed.", changed)]
        if changed
        else []
    )
    made = len(batch.done["partners"])
    said += [ngettext("{number} partner was made.", "{number} partners were made.", made)] if made else []
    return DonePage(
        title=_("The list is taken over"),
        said=(*said, _("No letter went out: people get one when you launch a round or invite them.")),
        left=(),
        undo=here("undo", import_id=batch.public_id),
        next=(to_partnership(), people, bring),
    )


def _undone(batch: Batch) -> tuple[str, ...]:
    undone = batch.undone
    return (
        ngettext(
            "{number} person was taken out again.", "{number} people were taken out again.", undone["removed"]
        ),
        ngettext("{number} person is as before.", "{number} people are as before.", undone["restored"]),
    )


def _left(batch: Batch) -> tuple[str, ...]:
    undone = batch.undone
    found = []
    if undone["invited"]:
        found.append(
            ngettext(
                "{number} person was invited meanwhile and stays.",
                "{number} people were invited meanwhile and stay.",
                undone["invited"],
            )
        )
    if undone["changed"]:
        found.append(
            ngettext(
                "{number} person was changed meanwhile and stays so.",
                "{number} people were changed meanwhile and stay so.",
                undone["changed"],
            )
        )
    if undone["partners"]:
        found.append(
            _("These stay, for people or answers hang on them: {names}.", names=", ".join(undone["partners"]))
        )
    return tuple(found)
