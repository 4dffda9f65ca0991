"""How long an evaluation takes and how that grows; as a script, one evaluation in a process of its own.

`python -m benchmarks.evaluating 10000` prints seconds (imports excluded), peak memory in MB, and how many p it holds.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.timing import medians, peak
from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Options, Weighting
from pet.analysis.ratings import Grouping, Ratings
from pet.analysis.result import Result
from pet.frameworks import loader
from pet.frameworks.model import Framework

PARTNERS, ROLES = 12, 4
ANSWERED = 0.8
"""The share of the people asked who answered: the others make the intervals."""
PEOPLE_GROWN, GROUPS_GROWN = (200, 2_000, 20_000), (6, 12, 24, 48)
PEOPLE_BESIDE_GROUPS = 2_000


def round_of(people: int, partners: int = PARTNERS, roles: int = ROLES) -> Ratings:
    """Answers to 42 themes that are put to everybody; on a third of them, every fourth partner differs by a step."""
    framework = _put_to_all(loader.builtin("school-partnerships"))
    random = np.random.default_rng(42)
    themes = len(framework.themes)
    partner, role = random.integers(0, partners, size=people), random.integers(0, roles, size=people)
    typical = 3.5 + random.uniform(-0.7, 0.7, size=themes)
    apart = np.outer(partner % 4 == 0, np.arange(themes) % 3 == 0) * -1.4
    values = np.clip(np.rint(random.normal(typical + apart, 1.0)), 1, 5)
    values = np.where(random.random(values.shape) < 0.08, -1, values).astype(np.int8)
    role_ids = tuple(role.id for role in framework.roles[:roles])
    return Ratings(
        framework,
        values,
        Grouping(tuple(f"Partner {number:02}" for number in range(1, partners + 1)), partner),
        Grouping(role_ids, role, role_ids),
    )


def _put_to_all(framework: Framework) -> Framework:
    components = tuple(
        replace(
            component,
            areas=tuple(
                replace(area, themes=tuple(replace(theme, asked_of=()) for theme in area.themes))
                for area in component.areas
            ),
        )
        for component in framework.components
    )
    return replace(framework, components=components)


def evaluated(ratings: Ratings) -> Result:
    """The result with intervals and p."""
    return evaluate(ratings, (), Options(invited=round(ratings.respondents / ANSWERED)))


def by_partners(ratings: Ratings) -> Callable[[], Result]:
    """An evaluation in which every partner counts the same."""
    options = Options(invited=round(ratings.respondents / ANSWERED), weighting=Weighting.PARTNERS)
    return lambda: evaluate(ratings, (), options)


def beside_an_earlier_round(ratings: Ratings) -> Callable[[], Result]:
    """An evaluation beside a round that the same people answered a step higher; without what that one took."""
    known = replace(ratings, persons=tuple(f"p{number}" for number in range(ratings.respondents)))
    higher = np.where(
        (known.values > 0) & (known.values < known.framework.scale.size), known.values + 1, known.values
    )
    then = replace(known, values=higher.astype(np.int8))
    earlier = Earlier(then, evaluated(then))
    return lambda: evaluate(known, (), Options(invited=round(known.respondents / ANSWERED)), earlier)


def counting_pass(ratings: Ratings) -> np.ndarray:
    """The floor of an evaluation: count every rating once."""
    themes = ratings.values.shape[1]
    codes = (ratings.values.astype(np.intp) + 3) + 9 * np.arange(themes)
    return np.bincount(codes.ravel(), minlength=9 * themes)


def told(result: Result) -> tuple[int, int]:
    """How many intervals and how many p a result holds."""
    groups = (group for groups in result.groups.values() for group in groups)
    return (
        sum(theme.interval is not None for theme in result.themes),
        sum(theme.gap_p is not None for group in groups for theme in group.themes),
    )


def growth() -> str:
    """With people and with groups: each step's seconds, and how many times as long it took as the step before."""
    lines = [
        "| what grows | to | median | p | times as many | times as long | long / many |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    groups = [(size, round_of(PEOPLE_BESIDE_GROUPS, size)) for size in GROUPS_GROWN]
    people = [(size, round_of(size)) for size in PEOPLE_GROWN]
    lines += _steps(f"people of {PARTNERS} partners", people, lambda ratings: lambda: evaluated(ratings))
    lines += _steps(
        f"partners of {PEOPLE_BESIDE_GROUPS:,} people", groups, lambda ratings: lambda: evaluated(ratings)
    )
    lines += _steps(f"people of {PARTNERS} partners that count the same", people, by_partners)
    lines += _steps(
        f"people of {PARTNERS} partners, beside an earlier round", people, beside_an_earlier_round
    )
    return "\n".join(lines)


def _steps(
    what: str, sizes: Sequence[tuple[int, Ratings]], prepared: Callable[[Ratings], Callable[[], Result]]
) -> Iterator[str]:
    """A line for each step, and one for all steps together."""
    seen: list[tuple[int, float]] = []
    for size, ratings in sizes:
        work = prepared(ratings)
        seconds, _ = medians(work, lambda: None, 3)
        seen.append((size, seconds))
        ratios = _ratios(seen[-2:]) if len(seen) > 1 else "– | – | –"
        yield f"| {what} | {size:,} | {seconds * 1000:.0f} ms | {told(work())[1]} | {ratios} |"
    yield f"| {what} | in all | | | {_ratios(seen)} |"


def _ratios(seen: list[tuple[int, float]]) -> str:
    """From the first to the last: above 1.00 at the end is worse than linear."""
    (first, short), (last, long) = seen[0], seen[-1]
    return f"{last / first:.0f} | {long / short:.2f} | {long / short / (last / first):.2f}"


def main() -> None:
    """One evaluation."""
    ratings = round_of(int(sys.argv[1]))
    start = time.perf_counter()
    result = evaluated(ratings)
    seconds = time.perf_counter() - start
    print(seconds, peak(), told(result)[1])


if __name__ == "__main__":
    main()
