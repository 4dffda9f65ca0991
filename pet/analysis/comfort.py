"""“Have we been too kind?”: what to ask of the answers as a whole (docs/statistics.md).

Friendly partnerships tend to rate themselves well. Five rules notice it, each from something that an honest
evaluator would ask about; none says that the answers are wrong, and none is about a person.

What can be worked out from a note, together with everything else that is shown:

- Uniform highs, no “Don't know” and leads above are made of values that stand in the same result, by rules and limits
  that stand there too. Whoever reads the result could find them by hand, so they tell nothing new.
- Highs without evidence adds one word to what is shown: hardly any of the ten people or more who were asked wrote how
  they know. It is about who wrote and not about what anybody rated, it gives no count, and it reads the same whether
  nobody wrote or one in ten. Their texts are shown or withheld by R9, as without this note.
- Same throughout tells a share of the people who rated enough to answer so, in steps of a twentieth, and only where k of
  them or more do and k or more do not. How many rated enough stands nowhere. It names neither a rating nor a theme nor a group, so it says of no smaller set what it answered.
  Being of no one theme, it is not part of the sums that R4 keeps in one system.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from pet.analysis.agreement import reaches
from pet.analysis.comments import asked_about
from pet.analysis.kinds import Comfort, WordsKind
from pet.analysis.options import Breakdown, Mode
from pet.analysis.ratings import Comment, Ratings
from pet.analysis.result import Result
from pet.analysis.result_conversation import ComfortNote
from pet.analysis.result_themes import Composite, ThemeResult

_TWENTIETHS = 20


def comfort(result: Result, ratings: Ratings, comments: Iterable[Comment]) -> tuple[ComfortNote, ...]:
    """What to ask, in the order of the rules; empty where nothing stands out.

    Args:
        result: what is shown of the round, but for these notes.
        ratings: who rated what; only head counts of at least k people are taken from it.
        comments: what people wrote, as far as it may be shown; none before its reader has finished.
    """
    found = (
        _uniform_highs(result),
        _no_dont_know(result),
        _highs_without_evidence(result, ratings, comments),
        _same_throughout(result, ratings),
        _leads_above(result),
    )
    return tuple(note for note in found if note)


def with_words(result: Result, ratings: Ratings, comments: Iterable[Comment]) -> tuple[ComfortNote, ...]:
    """The notes of a result when its words are shown later than its numbers.

    The one note that is about words is made now. All others are about ratings and stay as they were, even where
    somebody has withdrawn since.
    """
    told = _highs_without_evidence(result, ratings, comments)
    known = {note.rule: note for note in result.comfort}
    known.pop(Comfort.HIGHS_WITHOUT_EVIDENCE, None)
    if told:
        known[told.rule] = told
    return tuple(known[rule] for rule in Comfort if rule in known)


def same_throughout(ratings: Ratings, answers: int, share: float) -> tuple[int, int]:
    """How many people gave one rating to `share` or more of all they rated, and of how many.

    Both are of people who rated `answers` themes or more: of others nobody could tell. One rating has to be given
    `answers` times or more.
    """
    points = range(1, ratings.framework.scale.size + 1)
    given = np.stack([np.count_nonzero(ratings.values == point, axis=1) for point in points])
    most = given.max(axis=0)
    rated = given.sum(axis=0)
    alike = (most >= answers) & (most >= share * rated)
    return int(np.count_nonzero(alike)), int(np.count_nonzero(rated >= answers))


def _uniform_highs(result: Result) -> ComfortNote | None:
    """Many themes on which nearly everybody gave the same high answer, and nobody did not know."""
    limits = result.thresholds
    shown = [theme for theme in result.themes if theme.typical is not None]
    found = [theme.id for theme in shown if _is_uniform_high(theme, result)]
    enough = len(found) >= limits.kind_themes and len(found) >= limits.kind_themes_share * len(shown)
    return ComfortNote(rule=Comfort.UNIFORM_HIGHS, parts=tuple(found)) if enough else None


def _is_uniform_high(theme: ThemeResult, result: Result) -> bool:
    return (
        theme.dont_know == 0
        and theme.agreement is not None  # withheld without a distribution
        and reaches(theme.agreement, result.thresholds.kind_agreement)
        and _is_high(theme, result)
    )


def _is_high(part: ThemeResult | Composite, result: Result) -> bool:
    """Whether the typical answer lies in the top quarter of the scale."""
    top = 1 + result.thresholds.kind_high * (result.points - 1)
    return part.typical is not None and reaches(part.typical, top)


def _no_dont_know(result: Result) -> ComfortNote | None:
    """Nobody, on no theme that is shown, answered “Don't know”."""
    limits = result.thresholds
    told = [theme.dont_know for theme in result.themes if theme.dont_know_share is not None]
    if result.respondents < limits.kind_people or len(told) < limits.kind_answers or any(told):
        return None
    return ComfortNote(rule=Comfort.NO_DONT_KNOW)


def _highs_without_evidence(
    result: Result, ratings: Ratings, comments: Iterable[Comment]
) -> ComfortNote | None:
    """Areas that are rated high while hardly anybody wrote how they know, although many did elsewhere."""
    limits = result.thresholds
    writers = _writers(comments)
    everywhere: set[object] = set().union(*writers.values())
    some = max(limits.kind_evidence_share * ratings.respondents, result.smallest_group)
    if len(everywhere) < some:
        return None
    found = []
    for area in ratings.framework.areas:
        asked = asked_about([theme.id for theme in area.themes], ratings)
        few = len(writers.get(area.id, ())) <= limits.kind_writers_share * asked
        if asked >= limits.kind_people and few and _is_high(_composite(area.id, result.areas), result):
            found.append(area.id)
    return ComfortNote(rule=Comfort.HIGHS_WITHOUT_EVIDENCE, parts=tuple(found)) if found else None


def _writers(comments: Iterable[Comment]) -> dict[str, set[object]]:
    """Who wrote how they know, by area; somebody who wrote nothing else is one of their own."""
    writers: dict[str, set[object]] = {}
    for comment in comments:
        if comment.kind is WordsKind.EVIDENCE and comment.text.strip():
            writer = object() if comment.respondent is None else comment.respondent
            writers.setdefault(comment.part_id, set()).add(writer)
    return writers


def _composite(part_id: str, parts: Sequence[Composite]) -> Composite:
    return next(part for part in parts if part.id == part_id)


def _same_throughout(result: Result, ratings: Ratings) -> ComfortNote | None:
    """People who gave one and the same rating all the way through; never few of them, never all but few."""
    limits = result.thresholds
    if result.mode is Mode.OPEN:
        return None
    alike, rated = same_throughout(ratings, limits.kind_answers, limits.kind_same_answers)
    if min(alike, rated - alike) < result.smallest_group or alike < limits.kind_same_share * rated:
        return None
    share = round(_TWENTIETHS * alike / rated) / _TWENTIETHS
    return ComfortNote(rule=Comfort.SAME_THROUGHOUT, share=share)


def _leads_above(result: Result) -> ComfortNote | None:
    """Components that leaders rate well above everybody else, where that is so on half of them or more."""
    limits = result.thresholds
    sides = result.groups.get(Breakdown.LEADS, ())
    if len(sides) != 2 or not all(side.shown for side in sides):
        return None
    leads, others = (side.components for side in sides)
    above = {
        one.id: reaches(one.typical - other.typical, limits.kind_leads_steps)
        for one, other in zip(leads, others, strict=True)
        if one.typical is not None and other.typical is not None
    }
    found = tuple(part for part, higher in above.items() if higher)
    enough = found and len(found) >= limits.kind_leads_share * len(above)
    return ComfortNote(rule=Comfort.LEADS_ABOVE, parts=found) if enough else None
