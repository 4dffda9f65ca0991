"""The proposed agenda: the few themes worth the room's time, in the order of a good meeting.

Chosen by what the result shows and by nothing behind it, so that the choice itself gives nothing away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pet.analysis.kinds import Pattern, Section
from pet.analysis.meeting import fitting
from pet.analysis.options import Thresholds
from pet.analysis.result_change import Change
from pet.analysis.result_conversation import MEETINGS, AgendaItem
from pet.analysis.result_groups import Gap
from pet.analysis.result_themes import ThemeResult
from pet.frameworks.model import Framework

QUESTIONS = 3
HEARD_IN_AN_HOUR = 4
"""So many of the themes chosen first have time in a meeting of 60 minutes, whatever they are."""

_TURNS = (
    Section.DIFFER,
    Section.SHARE,
    Section.CHALLENGE,
    Section.UNKNOWN,
    Section.DIFFER,
    Section.DIFFER,
    Section.CHALLENGE,
    Section.SHARE,
    Section.UNKNOWN,
)
"""Whose turn it is to give the next theme: every section is heard before one is heard twice."""

_REASONS = {
    Pattern.SPLIT: ("split", 0),
    Pattern.GROUP_GAP: ("group_gap", 0),
    Pattern.FEW_APART: ("few_apart", 2),
    Pattern.VIEWS_DIFFER: ("views_differ", 2),
    Pattern.SCATTERED: ("scattered", 3),
    Pattern.SHARED_STRENGTH: ("strongest_shared", 0),
    Pattern.SHARED_CHALLENGE: ("challenge", 0),
    Pattern.UNSURE: ("unsure", 0),
}
"""Per pattern the reason it gives and its rank within its section."""
_MINORITY = ("minority", 1)
RULES = frozenset(name for name, _ in (*_REASONS.values(), _MINORITY))
"""The ids of the rules that put a theme on the agenda."""
_PLACES = frozenset(_TURNS)
MOVED = "moved"
CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class _Candidate:
    theme: ThemeResult
    component: str
    reason: str
    rank: int
    weight: float
    """The heavier, the sooner, among candidates with the same reason; not comparable between reasons."""


def agenda(
    themes: Sequence[ThemeResult],
    gaps: Sequence[Gap],
    framework: Framework,
    thresholds: Thresholds,
    change: Change | None = None,
) -> tuple[AgendaItem, ...]:
    """At most `agenda_themes` themes: strengths, then differences, shared challenges and unknowns.

    Within a section the better reason comes first (split views and gaps between groups, then minorities, a few
    apart, scattered views); equal reasons are spread over reasons and components before the strongest is taken.
    The theme that moved most since the earlier round is always there, among the first four chosen; where no rule
    put it there, the last chosen gives up its place. It is one only: what happened in between is a question for
    the whole meeting, and would be asked again with every other theme.

    The order of choosing is the order of need: a meeting that is too short for all leaves out the last chosen first.
    """
    waiting = _candidates(themes, gaps, framework)
    chosen: list[_Candidate] = []
    for section in _TURNS:
        if waiting[section] and len(chosen) < thresholds.agenda_themes:
            best = min(waiting[section], key=_order(chosen))
            waiting[section].remove(best)
            chosen.append(best)
    chosen = _with_moved(chosen, _moved(themes, change), thresholds.agenda_themes)
    sections = [candidate.theme.section for candidate in chosen]
    lengths = zip(*(fitting(sections, meeting) for meeting in MEETINGS), strict=True)
    places = list(Section)
    pairs = sorted(zip(chosen, lengths, strict=True), key=lambda pair: places.index(pair[0].theme.section))
    return tuple(item(candidate.theme, candidate.reason, minutes) for candidate, minutes in pairs)


def reason(theme: ThemeResult, change: Change | None) -> str:
    """Why a theme belongs on an agenda; `chosen` where no rule would have put it there."""
    if theme.section in _PLACES:
        return _rule(theme)[0]
    return MOVED if has_moved(theme, change) else CHOSEN


def has_moved(theme: ThemeResult, change: Change | None) -> bool:
    """Whether the answers to this theme went up or down since the earlier round."""
    found = change.theme(theme.id) if change is not None else None
    return found is not None and found.moved is not None


def item(theme: ThemeResult, because: str, minutes: tuple[int, ...]) -> AgendaItem:
    """A theme on an agenda, with the questions of its pattern, or about what moved."""
    asked = MOVED if because == MOVED else _asked(theme).value
    return AgendaItem(
        theme=theme.id,
        section=theme.section,
        reason=because,
        minutes=minutes,
        questions=tuple(f"{asked}.{number}" for number in range(1, QUESTIONS + 1)),
    )


def _order(chosen: Sequence[_Candidate]) -> Callable[[_Candidate], tuple[float, ...]]:
    reasons = [candidate.reason for candidate in chosen]
    components = [candidate.component for candidate in chosen]
    precedence = [reason for reason, _ in (*_REASONS.values(), _MINORITY)]

    def order(candidate: _Candidate) -> tuple[float, ...]:
        return (
            candidate.rank,
            reasons.count(candidate.reason),
            components.count(candidate.component),
            precedence.index(candidate.reason),
            -candidate.weight,
        )

    return order


def _asked(theme: ThemeResult) -> Pattern:
    return Pattern.FEW_APART if theme.minority is not None else theme.pattern


def _candidates(
    themes: Sequence[ThemeResult], gaps: Sequence[Gap], framework: Framework
) -> dict[Section, list[_Candidate]]:
    components = {theme.id: component.id for component in framework.components for theme in component.themes}
    widest = {gap.theme: gap.steps or 0.0 for gap in reversed(gaps)}
    waiting: dict[Section, list[_Candidate]] = {section: [] for section in Section}
    for theme in themes:
        if theme.section in _PLACES:
            because, rank = _rule(theme)
            weight = _weight(theme, because, widest.get(theme.id, 0.0))
            waiting[theme.section].append(_Candidate(theme, components[theme.id], because, rank, weight))
    return waiting


def _moved(themes: Sequence[ThemeResult], change: Change | None) -> list[_Candidate]:
    """The themes that are shown and have moved since the earlier round, the furthest first."""
    if change is None:
        return []
    found = [
        _Candidate(theme, "", MOVED, 0, abs(changed.mean_change or 0.0))
        for theme in themes
        if theme.pattern is not Pattern.TOO_FEW
        if (changed := change.theme(theme.id)) is not None and changed.moved is not None
    ]
    return sorted(found, key=lambda candidate: -candidate.weight)


def _with_moved(chosen: list[_Candidate], moved: Sequence[_Candidate], most: int) -> list[_Candidate]:
    """With the theme that moved most; if a rule chose it already, a place that is left goes to the next that moved."""
    if not moved:
        return chosen
    taken = [candidate.theme.id for candidate in chosen]
    place = min(HEARD_IN_AN_HOUR, most) - 1
    first = moved[0]
    if first.theme.id not in taken:
        return [*chosen[:place], first, *chosen[place:]][:most]
    at = taken.index(first.theme.id)
    sooner = [chosen[at], *chosen[place:at], *chosen[at + 1 :]] if at > place else chosen[place:]
    next_moved = [candidate for candidate in moved if candidate.theme.id not in taken][:1]
    return [*chosen[:place], *sooner, *next_moved][:most]


def _rule(theme: ThemeResult) -> tuple[str, int]:
    return _MINORITY if theme.minority is not None else _REASONS[theme.pattern]


def _weight(theme: ThemeResult, reason: str, gap: float) -> float:
    typical = theme.typical or 0.0
    known = {
        "unsure": theme.dont_know_share or 0.0,
        "group_gap": gap,
        "minority": theme.minority or 0.0,
        "strongest_shared": typical,
        "challenge": -typical,
    }
    apart = 1 - theme.agreement if theme.agreement is not None else 0.0
    return known.get(reason, apart)
