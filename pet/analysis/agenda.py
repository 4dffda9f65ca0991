"""The proposed agenda: the few themes worth the room's time, in the order of a good meeting.

Chosen by what the result shows and by nothing behind it, so that the choice itself gives nothing away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pet.analysis.options import Thresholds
from pet.analysis.result import AgendaItem, Gap, Pattern, Section, ThemeResult
from pet.frameworks.model import Framework

MEETING_MINUTES = 90
OPENING_MINUTES = 5
CLOSING_MINUTES = 10
QUESTIONS = 3

LONGEST = {Section.SHARE: 10, Section.DIFFER: 20, Section.CHALLENGE: 15, Section.UNKNOWN: 10}
"""Minutes for one theme when there is time."""

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


@dataclass(frozen=True, slots=True)
class _Candidate:
    theme: ThemeResult
    component: str
    reason: str
    rank: int
    weight: float
    """The heavier, the sooner, among candidates with the same reason; not comparable between reasons."""


def agenda(
    themes: Sequence[ThemeResult], gaps: Sequence[Gap], framework: Framework, thresholds: Thresholds
) -> tuple[AgendaItem, ...]:
    """At most `agenda_themes` themes: strengths, then differences, shared challenges and unknowns.

    Within a section the better reason comes first (split views and gaps between groups, then minorities, a few
    apart, scattered views); equal reasons are spread over reasons and components before the strongest is taken.
    """
    waiting = _candidates(themes, gaps, framework)
    chosen: list[_Candidate] = []
    for section in _TURNS:
        if waiting[section] and len(chosen) < thresholds.agenda_themes:
            best = min(waiting[section], key=_order(chosen))
            waiting[section].remove(best)
            chosen.append(best)
    places = list(Section)
    chosen.sort(key=lambda candidate: places.index(candidate.theme.section))
    minutes = _minutes([candidate.theme.section for candidate in chosen])
    return tuple(_item(*pair) for pair in zip(chosen, minutes, strict=True))


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


def _candidates(
    themes: Sequence[ThemeResult], gaps: Sequence[Gap], framework: Framework
) -> dict[Section, list[_Candidate]]:
    components = {theme.id: component.id for component in framework.components for theme in component.themes}
    widest = {gap.theme: gap.steps or 0.0 for gap in reversed(gaps)}
    waiting: dict[Section, list[_Candidate]] = {section: [] for section in Section}
    for theme in themes:
        if theme.section in LONGEST:
            reason, rank = _MINORITY if theme.minority is not None else _REASONS[theme.pattern]
            weight = _weight(theme, reason, widest.get(theme.id, 0.0))
            waiting[theme.section].append(_Candidate(theme, components[theme.id], reason, rank, weight))
    return waiting


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


def _minutes(sections: Sequence[Section]) -> list[int]:
    """Whole minutes per theme, adding up to what opening and closing leave of the meeting, or to less."""
    longest = [LONGEST[section] for section in sections]
    available = MEETING_MINUTES - OPENING_MINUTES - CLOSING_MINUTES
    if sum(longest) <= available:
        return longest
    minutes = [most * available // sum(longest) for most in longest]
    # What rounding down has left goes to the longest talks first: they can use it best.
    by_length = sorted(range(len(longest)), key=lambda place: -longest[place])
    for place in by_length[: available - sum(minutes)]:
        minutes[place] += 1
    return minutes


def _item(candidate: _Candidate, minutes: int) -> AgendaItem:
    theme = candidate.theme
    asked = Pattern.FEW_APART if theme.minority is not None else theme.pattern
    return AgendaItem(
        theme=theme.id,
        section=theme.section,
        reason=candidate.reason,
        minutes=minutes,
        questions=tuple(f"{asked.value}.{number}" for number in range(1, QUESTIONS + 1)),
    )
