"""Why a theme is on the agenda, and the agenda as a plan of the meeting.

Nothing is said of "most" or "many" where only a summary is shown or few were asked; there the answers are spoken of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.analysis.agenda import MOVED
from pet.analysis.agenda_choice import meetings
from pet.analysis.kinds import Basis, Detail, Moved, Spread
from pet.analysis.meeting import CLOSING_MINUTES, OPENING_MINUTES, talk
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.analysis.result_change import ThemeChange
from pet.analysis.result_conversation import MEETINGS, AgendaItem
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words.change import Kind, earlier_name, kinds
from pet.words.findings import leans_one_way, many_unsure
from pet.words.groups import gap_of, gap_sentence
from pet.words.numbers import decimal, share, whole
from pet.words.phrases import title, topic

_REASONS = {
    "strongest_shared": lazy_gettext("A strength to build on: what makes it work may help elsewhere."),
    "split": lazy_gettext("Two views stand against each other, and both have reasons worth hearing."),
    "group_gap": lazy_gettext("It looks different from different places in the partnership."),
    "minority": lazy_gettext(
        "Most answers lean one way; {share} see it otherwise and may have noticed something."
    ),
    "few_apart": lazy_gettext("Most answers lie together; a few people may see what others overlook."),
    "scattered": lazy_gettext(
        "Answers lie all over the scale: first find out whether we mean the same thing."
    ),
    "views_differ": lazy_gettext("The answers lie apart: it is worth hearing what is behind them."),
    "challenge": lazy_gettext("Many answers point to the same difficulty: a place to start together."),
    "unsure": lazy_gettext("Many could not judge it: perhaps it is not visible enough."),
    "moved": lazy_gettext("The answers have moved since the earlier round: what happened in between?"),
    "chosen": lazy_gettext("Chosen for this meeting by whoever leads it."),
}
_FROM_FEW = {
    "strongest_shared": lazy_gettext("The answers are high: what makes it work may help elsewhere."),
    "split": lazy_gettext("The answers stand on two sides, and both may have reasons worth hearing."),
    "group_gap": lazy_gettext("The answers seem to differ with the place in the partnership."),
    "scattered": lazy_gettext("The answers lie apart: first find out whether we mean the same thing."),
    "challenge": lazy_gettext("The answers point to a difficulty: perhaps a place to start together."),
    "unsure": lazy_gettext("Several people could not judge it: perhaps it is not visible enough."),
}
"""Said instead where only a summary is shown or few were asked."""
_BOTH_SIDES = lazy_gettext(
    "Answers lie on both sides; {share} see it otherwise than the typical answer and may have noticed something."
)
_MOVED = {
    Moved.UP: lazy_gettext("The answers are higher than in the earlier round: what happened in between?"),
    Moved.DOWN: lazy_gettext(
        "The answers are lower than in the earlier round: has something changed, or do we know more now?"
    ),
}
_MOVED_TOO = {
    Moved.UP: lazy_gettext("The answers are also higher than in the earlier round."),
    Moved.DOWN: lazy_gettext("The answers are also lower than in the earlier round."),
}
"""Said besides where a theme was chosen for another reason."""
_MOVED_HEADINGS = {
    Moved.UP: lazy_gettext("Answers went up: {topic}"),
    Moved.DOWN: lazy_gettext("Answers went down: {topic}"),
}
_WENT: Mapping[Kind, LazyProxy] = {
    Moved.UP: lazy_gettext("went up"),
    Moved.DOWN: lazy_gettext("went down"),
    Spread.CONVERGED: lazy_gettext("came closer together"),
    Spread.DIVERGED: lazy_gettext("went further apart"),
}
_AGAIN = {
    "split": lazy_gettext("Here too there are two camps, each with good reasons."),
    "chosen": lazy_gettext("Chosen for this meeting, too."),
}
"""Said where the same reason stands above in the list already."""


def reason(item: AgendaItem, result: Result, framework: Framework) -> str:
    """Why this theme was chosen, in a sentence, and in another where its answers have moved as well.

    Raises:
        KeyError: no rule has this id.
    """
    change = _changed(item.theme, result)
    if item.reason == MOVED:
        return str(_MOVED[change.moved] if change is not None and change.moved else _REASONS[MOVED])
    said = _because(item, result, framework)
    if change is None or change.moved is None:
        return said
    return f"{said} {_MOVED_TOO[change.moved]}"


def _because(item: AgendaItem, result: Result, framework: Framework) -> str:
    gap = gap_of(result, item.theme) if item.reason == "group_gap" else None
    if gap is not None:
        return gap_sentence(gap, result, framework)
    theme = result.theme(item.theme)
    minority = share(theme.minority or 0)
    if item.reason == "minority" and not leans_one_way(theme):
        return str(_BOTH_SIDES).format(share=minority)
    if item.reason in _FROM_FEW and _from_few(item.reason, theme, result):
        return str(_FROM_FEW[item.reason])
    again = _ranks_second(item, result) and item.reason in _AGAIN
    return str((_AGAIN if again else _REASONS)[item.reason]).format(share=minority)


def _from_few(because: str, theme: ThemeResult, result: Result) -> bool:
    """Whether a sentence about many would say more than is known; in open rounds every sheet is there to be read."""
    if because == "unsure":
        return not many_unsure(theme, result)
    if result.mode is Mode.OPEN:
        return (theme.valid or 0) < result.thresholds.tentative_below
    return theme.tentative or theme.detail is not Detail.DISTRIBUTION


def _changed(theme_id: str, result: Result) -> ThemeChange | None:
    return result.change.theme(theme_id) if result.change is not None else None


def moved_heading(item: AgendaItem, result: Result, framework: Framework) -> str:
    """The heading of a theme that was chosen because its answers moved; empty for any other."""
    change = _changed(item.theme, result)
    if item.reason != MOVED or change is None or change.moved is None:
        return ""
    return str(_MOVED_HEADINGS[change.moved]).format(topic=topic(framework, item.theme))


def then_and_now(theme_id: str, result: Result) -> str:
    """The typical answer in the earlier round and in this one, where the answers moved; else empty."""
    change = _changed(theme_id, result)
    if result.change is None or change is None or change.moved is None:
        return ""
    fields = {"before": decimal(change.before or 0), "after": decimal(change.after or 0)}
    if result.change.basis is Basis.PAIRED:
        return _(
            "Of those who answered both times, the typical answer was {before} then and is {after} now.",
            **fields,
        )
    if not result.change.title:
        return _("The typical answer was {before} in the earlier round and is {after} now.", **fields)
    return _(
        "The typical answer was {before} in {round} and is {after} now.",
        round=earlier_name(result.change, result),
        **fields,
    )


def went(theme_id: str, result: Result) -> tuple[str, ...]:
    """What happened to the answers since the earlier round, in a few words each; nothing where nothing did."""
    change = _changed(theme_id, result)
    return tuple(str(_WENT[kind]) for kind in kinds(change)) if change is not None else ()


def _ranks_second(item: AgendaItem, result: Result) -> bool:
    """Whether every second theme with this reason is meant, so that no sentence follows itself."""
    alike = [other.theme for other in result.agenda if other.reason == item.reason]
    return item.theme in alike and alike.index(item.theme) % 2 == 1


def minutes(number: int) -> str:
    """How long to talk."""
    return ngettext("{count} minute", "{count} minutes", number, count=whole(number))


def introduction(items: Sequence[AgendaItem]) -> str:
    """Whether the agenda is a proposal, or who chose it and for how long a meeting."""
    chosen = chosen_length(items)
    if chosen is None:
        return _("A proposal for one meeting. Whoever leads it chooses, leaves out and reorders.")
    return _("Chosen for a meeting of {minutes} by whoever leads it.", minutes=minutes(chosen))


def chosen_length(items: Sequence[AgendaItem]) -> int | None:
    """The length of the meeting that somebody chose, or `None` where the agenda is a proposal for several."""
    found = meetings(items)
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The minutes of an agenda as a table: a column for each length of meeting, or one alone.

    Attributes:
        lengths: what each column is called.
        opening, closing, total: minutes per column.
        rows: title of each theme, and its minutes per column; a dash where the meeting has no time for it.
    """

    lengths: tuple[str, ...]
    opening: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    closing: tuple[str, ...]
    total: tuple[str, ...]


def plan(items: Sequence[AgendaItem], framework: Framework) -> Plan:
    """The agenda as a plan."""
    found = meetings(items) or MEETINGS
    around = OPENING_MINUTES + CLOSING_MINUTES
    return Plan(
        lengths=(_("Minutes"),)
        if len(found) == 1
        else tuple(_("{number} min", number=whole(meeting)) for meeting in found),
        opening=(whole(OPENING_MINUTES),) * len(found),
        rows=tuple(
            (title(framework, item.theme), tuple(_cell(item.minutes_in(meeting)) for meeting in found))
            for item in items
        ),
        closing=(whole(CLOSING_MINUTES),) * len(found),
        total=tuple(whole(around + sum(item.minutes_in(meeting) for item in items)) for meeting in found),
    )


def plan_note(items: Sequence[AgendaItem]) -> str:
    """How to read the plan: what columns and dashes mean, or what is left over; and what to leave out first."""
    chosen = chosen_length(items)
    if chosen is not None:
        parts = [_left_over(talk(chosen) - sum(item.minutes_in(chosen) for item in items)), _leave_out(items)]
        return " ".join(part for part in parts if part)
    columns = meetings(items) or MEETINGS
    if all(item.minutes_in(meeting) for item in items for meeting in columns):
        parts = [_("Choose the column that fits your meeting."), _leave_out(items)]
        return " ".join(part for part in parts if part)
    return _(
        "Choose the column that fits your meeting. A dash: no time for it there, leave it for another day. Where time "
        "runs short in the meeting, leave out first what has a dash in a shorter one, then the last ones of the list."
    )


def _left_over(left: int) -> str:
    if left <= 0:
        return ""
    return ngettext(
        "One minute is left over, for whatever needs longer.",
        "{number} minutes are left over, for a break or whatever needs longer.",
        left,
    )


def _leave_out(items: Sequence[AgendaItem]) -> str:
    """What to leave out first; nothing of one theme alone."""
    if len(items) < 2:
        return ""
    return _("Where time runs short, leave out the last ones of the list first.")


def _cell(number: int) -> str:
    return whole(number) if number else "–"
