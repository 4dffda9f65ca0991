"""Pages of a running site, each beside its floor: asked for in turn, through the same server settings.

The site and the floors run in processes of their own; one client asks both over a kept connection. The statements
of a page are counted in this process, on the same database, with the same cookies.
"""

import http.client
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from benchmarks.floor_server import Floors, floors
from pet.db import schema
from pet.db.models import Production, StoredResult
from pet.db.session import Database
from pet.jobs import producing
from pet.jobs.work import Work
from pet.settings import from_environment
from pet.web.app import create_app
from tests.load.crowd import percentile
from tests.support import story
from tests.support.server import Server, serving
from tests.support.statements import noted
from tests.support.visitor import Answer, Visitor, begin, new_operation, rating

RUNS = 200
PEOPLE = 200


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        what, floor: what was measured, and beside what.
        times, floor_times: of each run, in seconds.
        statements: of one request, or `None` where they were not counted.
        aim: the ratio to stay below, or `None`.
    """

    what: str
    times: list[float]
    floor: str
    floor_times: list[float]
    statements: int | None
    aim: float | None = None

    @property
    def ratio(self) -> float:
        """Of the medians."""
        return statistics.median(self.times) / statistics.median(self.floor_times)


def measure() -> list[Row]:
    """All pages, on SQLite with 200 people of nine partners and 42 themes."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        url = f"sqlite:///{instance / 'pet.sqlite3'}"
        schema.upgrade(database := Database(url))
        with database.writing() as session:
            asked = story.open_round(session, story.account(session))
            read = story.open_round(session, story.account(session), name="Valley Partnership")
            story.answer_all(session, read, PEOPLE)
            story.close(session, read)
        database.close()
        with serving(instance, url) as site, floors(instance / "floors") as floor:
            floor.keep("result.json", _stored(site.database, read.round_id))
            return [*_answering(site, floor, asked), *_reading(site, instance, floor, read)]


def _stored(database: Database, round_id: int) -> bytes:
    with database.reading() as session:
        query = select(StoredResult.document).where(StoredResult.round_id == round_id)
        return session.scalars(query).one().encode()


def _answering(site: Server, floor: Floors, asked: story.Asked) -> Iterator[Row]:
    """A page of the questionnaire, and a save."""
    person = Visitor(site.url)
    public_id = begin(person, asked.open_code, partner=asked.partner, role=asked.role)
    path = f"/responses/{public_id}/areas/1"
    page = _turns(lambda: person.get(path), lambda: floor.get("/bare"))
    yield Row("questionnaire page", page[0], "a bare Flask page", page[1], statements(site, person, path), 3)
    versions = dict.fromkeys(asked.themes, 0)

    def operation() -> dict[str, object]:
        theme = min(versions, key=lambda one: versions[one])
        versions[theme] += 1
        return new_operation(rating(theme, versions[theme] % 5 + 1, versions[theme] - 1))

    saves = f"/responses/{public_id}/saves"
    save = _turns(lambda: person.send(saves, operation()), lambda: floor.send("/insert", {}))
    counted = statements(site, person, saves, operation)
    yield Row("save of one answer", save[0], "a bare page with one insert", save[1], counted, 4)


def _reading(site: Server, instance: Path, floor: Floors, read: story.Asked) -> Iterator[Row]:
    """The results page and the report."""
    lead = Visitor(site.url)
    lead.get("/sign-in")
    signed_in = lead.post("/sign-in", email=read.email, password=story.PASSWORD)
    assert signed_in.status == http.client.SEE_OTHER, signed_in.text
    path = f"/rounds/{read.public_id}/results/"
    first = _timed(lambda: lead.get(path))
    cells = len(re.findall(r"<t[dh]\b", lead.get(path).text))
    warm = _turns(lambda: lead.get(path), lambda: floor.get(f"/table/{cells}"))
    words = f"the JSON decoded into a table of {cells:,} cells"
    yield Row("results page, warm", warm[0], words, warm[1], statements(site, lead, path), 2)
    yield Row("results page, first of a process", [first], words, warm[1], None)
    pdf = f"/rounds/{read.public_id}/files/full-report.pdf"
    cold = _timed(lambda: _made(site, instance, lead, pdf))
    floor.keep("report.pdf", lead.get(pdf).body)
    stored = _turns(lambda: lead.get(pdf), lambda: floor.get("/file"))
    yield Row("report (PDF), stored", stored[0], "the same bytes", stored[1], statements(site, lead, pdf))
    yield Row("report (PDF), made", [cold], "the same bytes", stored[1], None)


def _made(site: Server, instance: Path, lead: Visitor, file: str) -> Answer:
    """Ask for a file, make it as a worker does, that one alone, and fetch it."""
    with site.database.writing() as session:
        session.execute(delete(Production))
    lead.get(file)
    lead.post(file)
    settings = from_environment({"PET_INSTANCE": str(instance), "PET_DATABASE_URL": site.database.url})
    assert producing.make_due(Work(settings=settings, database=site.database)) == 1
    return lead.get(file)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    answer = work()
    taken = time.perf_counter() - begun
    assert answer.status == http.client.OK, answer.text
    return taken


def _turns(work: Callable[[], object], floor: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Seconds of both, run in turn so that a change of the machine's speed meets both."""
    for _ in range(20):  # both processes, all threads
        _timed(work), _timed(floor)
    times = [(_timed(work), _timed(floor)) for _ in range(RUNS)]
    return [one for one, _ in times], [one for _, one in times]


def statements(site: Server, person: Visitor, path: str, make: Callable[[], object] | None = None) -> int:
    """How many SQL statements one request takes in a process that has answered one before; `make` what is sent."""
    ask = within(site, person)

    def once() -> int:
        sent = {} if make is None else {"method": "POST", "json": make()}
        return ask(path, **sent).status_code

    once()
    with noted(site.database) as seen:
        assert once() == http.client.OK
    return len(seen)


def within(site: Server, person: Visitor) -> Callable[..., TestResponse]:
    """Asks the site in this process, where statements can be counted, with the cookies that somebody has now."""
    app = create_app(from_environment(site.environ), database=site.database)
    headers = {"Cookie": person.cookie, "X-CSRFToken": person.token, "Origin": site.url}
    return partial(app.test_client(use_cookies=False).open, base_url=site.url, headers=headers)


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| what | median | p95 | SQL | floor | its median | its p95 | ratio | aim |",
        "|---|---:|---:|---:|---|---:|---:|---:|---:|",
        *(
            f"| {row.what} | {_ms(row.times, 0.5)} | {_ms(row.times, 0.95)} "
            f"| {'–' if row.statements is None else row.statements} | {row.floor} "
            f"| {_ms(row.floor_times, 0.5)} | {_ms(row.floor_times, 0.95)} | {row.ratio:.1f} "
            f"| {'–' if row.aim is None else f'≤ {row.aim:g}'} |"
            for row in rows
        ),
    ]
    return "\n".join(lines)


def _ms(times: list[float], share: float) -> str:
    return f"{percentile(times, share):.1f} ms" if len(times) > 1 or share == 0.5 else "–"


if __name__ == "__main__":
    print(table(measure()))
