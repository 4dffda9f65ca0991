"""The sheets with tables: the numbers are the tables' own."""

from collections.abc import Mapping, Sequence

from pet.exports.tables.model import Table
from pet.exports.workbook.styles import Shape
from pet.exports.workbook.view import Pick, View
from pet.language import gettext as _
from pet.record.model import Record
from pet.words import people
from pet.words.toofew import why


def of(record: Record, tables: Mapping[str, Table]) -> tuple[View, ...]:
    """The sheets with tables, in order; one of change only where there is an earlier round."""
    change = [_change(tables["change"])] if "change" in tables else []
    made = [
        _themes(record, tables["themes"]),
        _groups(record, tables["groups"]),
        *change,
        _comments(record, tables["comments"]),
        _agenda(tables["agenda"]),
        _actions(tables["actions"]),
    ]
    return tuple(made)


def _view(table: Table, picks: Sequence[Pick], **fields: object) -> View:
    """A view without the columns in which nothing stands."""
    kept = tuple(pick for pick in picks if pick.always or _is_used(table, pick.name))
    return View(table=table, picks=kept, **fields)  # type: ignore[arg-type]  # -- named by the callers below


def _is_used(table: Table, name: str) -> bool:
    place = table.place(name)
    minutes = name.startswith("minutes_")
    return any(row[place] not in ((None, "", 0) if minutes else (None, "")) for row in table.rows)


def _themes(record: Record, table: Table) -> View:
    points = range(1, record.framework.scale.size + 1)
    picks = [
        Pick(name="number", width=9, always=True),
        Pick(name="theme", width=24, always=True),
        Pick(name="statement", width=44, always=True),
        Pick(name="component", width=22, always=True),
        Pick(name="area", width=22, always=True),
        Pick(name="n_valid", width=10, shape=Shape.WHOLE, always=True),
        *(Pick(name=f"count_{n}", width=11, shape=Shape.WHOLE) for n in points),
        *(Pick(name=f"share_{n}", width=11, shape=Shape.SHARE, barred=True) for n in points),
        *(
            Pick(name=name, width=11, shape=Shape.WHOLE)
            for name in ("below_middle", "in_middle", "above_middle")
        ),
        Pick(name="dont_know", width=11, shape=Shape.WHOLE, always=True),
        Pick(name="dont_know_share", width=11, shape=Shape.SHARE, barred=True),
        Pick(name="not_applicable", width=11, shape=Shape.WHOLE),
        Pick(name="unanswered", width=11, shape=Shape.WHOLE),
        Pick(name="typical", width=11, shape=Shape.TENTH, always=True),
        Pick(name="lower_quartile", width=10, shape=Shape.TENTH),
        Pick(name="upper_quartile", width=10, shape=Shape.TENTH),
        Pick(name="mean", width=11, shape=Shape.HUNDREDTH),
        Pick(name="agreement_level", width=12, always=True),
        Pick(name="agreement", width=12, shape=Shape.HUNDREDTH),
        Pick(name="agreement_low", width=12, shape=Shape.HUNDREDTH),
        Pick(name="agreement_high", width=12, shape=Shape.HUNDREDTH),
        Pick(name="pattern_name", width=22, always=True),
        Pick(name="section", width=22, always=True),
        Pick(name="withheld", width=34),
    ]
    return _view(
        table,
        picks,
        title=_("Themes"),
        frozen=2,
        empty=_nothing(record),
        about=_("every statement with its answers, everybody together"),
    )


def _nothing(record: Record) -> str:
    return why(record.result) if record.result.withheld is not None else _("There is nothing to show.")


def _groups(record: Record, table: Table) -> View:
    picks = [
        Pick(name="breakdown", width=18, always=True),
        Pick(name="group_label", width=26, always=True),
        Pick(name="people", width=9, shape=Shape.WHOLE, always=True),
        Pick(name="number", width=9, always=True),
        Pick(name="theme", width=26, always=True),
        Pick(name="n_valid", width=10, shape=Shape.WHOLE, always=True),
        Pick(name="dont_know", width=11, shape=Shape.WHOLE),
        Pick(name="typical", width=11, shape=Shape.TENTH, always=True),
        Pick(name="agreement_level", width=12, always=True),
        Pick(name="gap_steps", width=16, shape=Shape.TENTH),
        Pick(name="gap_flagged", width=12),
        Pick(name="direction", width=30),
        Pick(name="withheld", width=40),
    ]
    return _view(
        table,
        picks,
        title=_("Groups"),
        frozen=2,
        empty=people.not_compared(record.result) or _("No group is shown on its own."),
        about=_("the same statements, group by group; only groups that are large enough"),
    )


def _change(table: Table) -> View:
    picks = [
        Pick(name="part", width=12, always=True),
        Pick(name="number", width=9, always=True),
        Pick(name="title", width=28, always=True),
        Pick(name="before", width=12, shape=Shape.TENTH, always=True),
        Pick(name="after", width=12, shape=Shape.TENTH, always=True),
        Pick(name="mean_change", width=12, shape=Shape.MOVE),
        Pick(name="what_happened", width=28, always=True),
        Pick(name="agreement_before", width=12, shape=Shape.HUNDREDTH),
        Pick(name="agreement_after", width=12, shape=Shape.HUNDREDTH),
        Pick(name="people", width=11, shape=Shape.WHOLE),
        Pick(name="link", width=30, always=True),
        Pick(name="themes_used", width=11, shape=Shape.WHOLE),
        Pick(name="themes_total", width=11, shape=Shape.WHOLE),
        Pick(name="withheld", width=40),
    ]
    return _view(
        table,
        picks,
        title=_("Change"),
        frozen=3,
        empty=_("There is nothing to show."),
        about=_("this round beside the earlier one"),
    )


def _comments(record: Record, table: Table) -> View:
    picks = [
        Pick(name="kind", width=24, always=True),
        Pick(name="place", width=36, always=True),
        Pick(name="text", width=100, always=True),
    ]
    hidden = record.result.comments_withheld
    return _view(
        table,
        picks,
        title=_("Comments"),
        frozen=0,
        empty=_("No text may be shown; why is said on the first sheet.")
        if hidden
        else _("There are no comments here."),
        about=_("what people wrote and may be shown; the order says nothing"),
    )


def _agenda(table: Table) -> View:
    picks = [
        Pick(name="position", width=8, shape=Shape.WHOLE, always=True),
        Pick(name="number", width=9, always=True),
        Pick(name="theme", width=26, always=True),
        Pick(name="section", width=22, always=True),
        Pick(name="reason", width=28, always=True),
        *(Pick(name=f"minutes_{length}", width=11, shape=Shape.WHOLE) for length in (45, 60, 90, 120)),
        *(Pick(name=f"question_{number}", width=40) for number in (1, 2, 3)),
    ]
    return _view(
        table,
        picks,
        title=_("Agenda"),
        frozen=3,
        empty=_("No theme is proposed for a conversation."),
        about=_("the themes of the conversation, with minutes and questions"),
    )


def _actions(table: Table) -> View:
    picks = [
        Pick(name="agreed", width=22, always=True),
        Pick(name="what", width=44, always=True),
        Pick(name="aim", width=36),
        Pick(name="owner", width=20, always=True),
        Pick(name="partner", width=22),
        Pick(name="due", width=12, shape=Shape.DATE, always=True),
        Pick(name="resource", width=28, always=True),
        Pick(name="theme", width=24),
        Pick(name="is_priority", width=10, always=True),
        Pick(name="status", width=12, always=True),
        Pick(name="is_overdue", width=10, always=True),
        Pick(name="note", width=40),
        Pick(name="note_on", width=12, shape=Shape.DATE),
        Pick(name="ended_on", width=12, shape=Shape.DATE),
    ]
    return _view(
        table,
        picks,
        title=_("Actions"),
        frozen=2,
        empty=_("Nothing has been agreed yet."),
        about=_("what was agreed, and what became of what was agreed before"),
    )
