"""Pages about people, at 5 and at 5,000 of them: how long each takes beside a bare page, and how many statements.

Both partnerships are of one site, so both pages and the floor are asked for in turn, in one run. The statements must be as
many for 5,000 people as for 5.
"""

import http.client
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from benchmarks import letter_rounds
from benchmarks.floor_server import Floors, floors
from benchmarks.pages import within
from benchmarks.people_world import World, paths, world
from pet.analysis.options import Mode
from pet.db import schema
from pet.db.models import Account
from pet.db.session import Database
from tests.load.crowd import percentile
from tests.support import story
from tests.support.server import Server, serving
from tests.support.statements import noted
from tests.support.visitor import Answer, Visitor

FEW, MANY = 5, 5_000
RUNS, LONG_RUNS, STARTS = 30, 5, 15
FEW_ANONYMOUS = 90  # fewer would know one another
_LONG = 0.1  # seconds: what takes longer than this is asked for a few times only


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: seconds and statements at 5 and at 5,000 people, and seconds of the floor."""

    what: str
    few: list[float]
    many: list[float]
    floor: list[float]
    beside: str = "a bare Flask page"
    statements: tuple[int, int]


def measure() -> Iterator[Row]:
    """All pages, on SQLite."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as leaving:
        folder = Path(name)
        url = f"sqlite:///{folder / 'pet.sqlite3'}"
        schema.upgrade(database := Database(url))
        with database.writing() as session:
            lead = story.account(session)
            few, many = (world(session, lead, people) for people in (FEW, MANY))
            starts = _to_start(session, lead, many)
            email = lead.email
        database.close()
        site = leaving.enter_context(serving(folder, url, environ=letter_rounds.MAIL))
        floor = leaving.enter_context(floors(folder / "floors"))
        yield from _pages(site, floor, letter_rounds.signed_in(site, email), few, many)
        for what, tokens in starts.items():
            yield _starts(site, floor, what, *tokens)


def _to_start(session: Session, lead: Account, many: World) -> dict[str, tuple[list[str], list[str]]]:
    """Tokens of people who have not begun: of small rounds, and of a large one."""
    small = [letter_rounds.launched(session, lead, FEW) for _ in range(STARTS // FEW + 1)]
    anonymous = [
        letter_rounds.launched(session, lead, people, mode=Mode.ANONYMOUS, answered=people * 2 // 5)
        for people in (FEW_ANONYMOUS, MANY)
    ]
    return {
        "start by letter": ([token for one in small for token in one.fresh], list(many.open.fresh)),
        f"the same in an anonymous round of {FEW_ANONYMOUS} and of {MANY:,}": (
            list(anonymous[0].fresh),
            list(anonymous[1].fresh),
        ),
    }


def _pages(site: Server, floor: Floors, lead: Visitor, few: World, many: World) -> Iterator[Row]:
    ask = within(site, lead)
    small, large = paths(few), paths(many)
    for what, path in small.items():
        seconds = _turns(partial(lead.get, path), partial(lead.get, large[what]), partial(floor.get, "/bare"))
        counted = tuple(_statements(site, partial(ask, one)) for one in (path, large[what]))
        yield Row(what=what, few=seconds[0], many=seconds[1], floor=seconds[2], statements=counted)


def _turns(*works: Callable[[], Answer]) -> list[list[float]]:
    """Seconds of each, asked for in turn so that a change of the machine's speed meets all."""
    for _ in range(2):
        longest = max(_timed(work) for work in works)
    runs = LONG_RUNS if longest > _LONG else RUNS
    times = [[_timed(work) for work in works] for _ in range(runs)]
    return [list(one) for one in zip(*times, strict=True)]


def _timed(work: Callable[[], Answer], status: int = http.client.OK) -> float:
    begun = time.perf_counter()
    answer = work()
    taken = time.perf_counter() - begun
    assert answer.status == status, answer.text
    return taken


def _statements(site: Server, ask: Callable[[], TestResponse], status: int = http.client.OK) -> int:
    if status == http.client.OK:
        ask()
    with noted(site.database) as seen:
        answer = ask()
    assert answer.status_code == status, answer.text
    return len(seen)


def _starts(site: Server, floor: Floors, what: str, few: list[str], many: list[str]) -> Row:
    """Each in a browser of its own, as people do."""
    counted = tuple(_start_within(site, tokens.pop()) for tokens in (few, many))
    seconds: tuple[list[float], list[float], list[float]] = ([], [], [])
    for pair in zip(few[:STARTS], many[:STARTS], strict=True):
        for token, taken in zip(pair, seconds, strict=False):
            taken.append(_start(site, token))
        seconds[2].append(_timed(lambda: floor.send("/insert", {})))
    small, large, bare = seconds
    beside = "a bare page with one insert"
    return Row(what=what, few=small, many=large, floor=bare, beside=beside, statements=counted)


def _start(site: Server, token: str) -> float:
    person = Visitor(site.url, timeout=120)
    assert person.get(f"/r/{token}").status == http.client.OK
    taken = _timed(lambda: person.post(f"/r/{token}"), http.client.SEE_OTHER)
    person.close()
    return taken


def _start_within(site: Server, token: str) -> int:
    person = Visitor(site.url)
    person.get(f"/r/{token}")
    ask = within(site, person)
    person.close()
    ask("/healthz")
    return _statements(site, partial(ask, f"/r/{token}", method="POST"), http.client.SEE_OTHER)


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        f"| what | SQL at {FEW} | {MANY:,} | at {FEW} | p95 | at {MANY:,} | p95 | floor | it | ratio at {FEW} | {MANY:,} |",
        "|---|---:|---:|---:|---:|---:|---:|---|---:|---:|---:|",
        *map(_line, rows),
    ]
    return "\n".join(lines)


def _line(row: Row) -> str:
    bare = statistics.median(row.floor)
    few, many = (statistics.median(times) / bare for times in (row.few, row.many))
    times = [percentile(one, share) for one in (row.few, row.many) for share in (0.5, 0.95)]
    measured = " | ".join(f"{one:.1f} ms" for one in times)
    return (
        f"| {row.what} | {row.statements[0]} | {row.statements[1]} | {measured} "
        f"| {row.beside} | {bare * 1000:.1f} ms | {few:.1f} | {many:.1f} |"
    )


if __name__ == "__main__":
    print(table(measure()))
