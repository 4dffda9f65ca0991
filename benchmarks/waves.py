"""What writes to, or about, thousands of people at once: a list taken over, a launch, reminders, and letters sent.

Whatever somebody waits for before a page is held against a bare page that writes as many rows in one transaction; sending
against a loop over `smtplib` that hands the same messages over one connection, one after the other.
"""

import html
import http.client
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import update

from benchmarks import letter_rounds, posting
from benchmarks.floor_server import Floors, floors
from benchmarks.letter_rounds import ByLetter
from pet.db import schema
from pet.db.models import Letter
from pet.db.session import Database
from tests.support import story
from tests.support.server import Server, serving
from tests.support.visitor import Visitor

SIZES = (500, 5_000)
_ROWS_OF_A_LETTER = 3  # an invitation, its link and its letter


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: how many people, and the seconds beside those of the floor."""

    what: str
    people: int
    seconds: float
    floor: str
    floor_seconds: float
    note: str = ""


def measure() -> Iterator[Row]:
    """Everything, on SQLite."""
    with tempfile.TemporaryDirectory() as name, posting.mail_server() as port, ExitStack() as leaving:
        folder = Path(name)
        url = f"sqlite:///{folder / 'pet.sqlite3'}"
        schema.upgrade(database := Database(url))
        with database.writing() as session:
            lead = story.account(session)
            email, drafts = lead.email, [letter_rounds.draft(session, lead, people) for people in SIZES]
            empty = letter_rounds.draft(session, lead, 0)
        database.close()
        mail = {**letter_rounds.MAIL, "PET_MAIL": f"smtp://127.0.0.1:{port}"}
        site = leaving.enter_context(serving(folder, url, environ=mail))
        floor = leaving.enter_context(floors(folder / "floors"))
        visitor = letter_rounds.signed_in(site, email)
        yield _import(visitor, floor, empty, SIZES[1])
        for people, draft in zip(SIZES, drafts, strict=True):
            yield _launch(visitor, floor, draft, people)
        yield _sending(site, drafts[0], port)
        yield _reminders(site, visitor, floor, drafts[1])


def _import(lead: Visitor, floor: Floors, made: ByLetter, people: int) -> Row:
    """A list is pasted, looked at, and taken over: three pages."""
    text = "Name;E-mail;School\n" + "".join(
        f"Guest {number};guest{number}@example.org;{story.PARTNERS[number % 9]}\n" for number in range(people)
    )
    place = f"/partnerships/{made.partnership}/import"
    lead.get(place)
    steps = [_seconds(lambda: lead.post(place, text=text, partner=""), http.client.SEE_OTHER)]
    preview = steps[0][1].location
    steps.append(_seconds(lambda: lead.get(preview)))
    hidden = re.findall(r'name="(seen|wrong|asked)" value="([^"]*)"', steps[1][1].text)
    fields = {name: html.unescape(value) for name, value in hidden}
    steps.append(_seconds(lambda: lead.post(preview, do="confirm", **fields), http.client.SEE_OTHER))
    taken = [seconds for seconds, _answer in steps]
    assert f"{people} people were added" in lead.get(preview).text
    told = "read {:.1f} s, preview {:.1f} s, taken over {:.1f} s; aim ≤ 10 s".format(*taken)
    what, beside = "a pasted list, from reading to taking over", "as many rows in one transaction"
    return Row(
        what=what,
        people=people,
        seconds=sum(taken),
        floor=beside,
        floor_seconds=_bare(floor, people),
        note=told,
    )


def _launch(lead: Visitor, floor: Floors, draft: ByLetter, people: int) -> Row:
    place = f"/rounds/{draft.public_id}/set-up/check"
    lead.get(place)
    seconds, _answer = _seconds(lambda: lead.post(place, many="1"), http.client.SEE_OTHER)
    rows = _ROWS_OF_A_LETTER * people
    return Row(
        what="launch: everybody’s letter is queued",
        people=people,
        seconds=seconds,
        floor=f"{rows:,} rows in one transaction",
        floor_seconds=_bare(floor, rows),
    )


def _reminders(site: Server, lead: Visitor, floor: Floors, made: ByLetter) -> Row:
    """To everybody, for nobody has answered."""
    with site.database.writing() as session:
        session.execute(
            update(Letter)
            .where(Letter.round_id == made.round_id)
            .values(state="sent", sealed=None, taken_until=None)
        )
    place = f"/rounds/{made.public_id}/remind"
    lead.get(place)
    seconds, answer = _seconds(lambda: lead.post(place), http.client.SEE_OTHER)
    people = int(re.search(r"reminded=(\d+)", answer.headers["location"])[1])
    rows = (_ROWS_OF_A_LETTER - 1) * people
    return Row(
        what="reminders, queued",
        people=people,
        seconds=seconds,
        floor=f"{rows:,} rows in one transaction",
        floor_seconds=_bare(floor, rows),
    )


def _sending(site: Server, made: ByLetter, port: int) -> Row:
    """What the worker does with a launch of so many that all may go within the hour."""
    ours, bare = posting.both(site, made.round_id, port, SIZES[0])
    return Row(
        what="letters sent by SMTP, each written down before the next",
        people=SIZES[0],
        seconds=ours,
        floor="smtplib, the same messages over one connection",
        floor_seconds=bare,
        note=f"{SIZES[0] / ours:.0f} a second beside {SIZES[0] / bare:.0f}",
    )


def _bare(floor: Floors, rows: int) -> float:
    return statistics.median(_timed(lambda: floor.send(f"/insert/{rows}", {})) for _ in range(5))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _seconds(work: Callable[[], object], status: int = http.client.OK) -> tuple[float, object]:
    begun = time.perf_counter()
    answer = work()
    taken = time.perf_counter() - begun
    assert answer.status == status, answer.text
    return taken, answer


def table() -> str:
    """What was measured, as a Markdown table."""
    lines = [
        "| what | people | time | floor | its time | ratio | note |",
        "|---|---:|---:|---|---:|---:|---|",
        *(
            f"| {row.what} | {row.people:,} | {row.seconds:.2f} s | {row.floor} | {row.floor_seconds * 1000:.0f} ms "
            f"| {row.seconds / row.floor_seconds:.1f} | {row.note} |"
            for row in measure()
        ),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
