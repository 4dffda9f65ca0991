"""Many people at once (design: reliability.md §5, L1 to L4), all with letters, beside a bare page under the same load.

In an anonymous round every save writes the rows of others anew as well, so that their order tells nothing: it is measured
for itself. The floor answers the same client at the same pace, saves with one row, and pages with a template.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import letter_rounds
from benchmarks.bystanders import Bystander, bystanders
from pet.analysis.options import Mode
from tests.load import by_letter, kept, paced
from tests.load.by_letter import Invitee
from tests.load.crowd import percentile
from tests.support import story
from tests.support.databases import PostgresqlMaker, SqliteMaker
from tests.support.server import Server, serving, wait_for_the_disk

SECONDS, FLOOR_SECONDS, PAGES_A_SECOND = 15, 10, 10
WORKSHOP, WORKSHOP_SECONDS = 60, 2
SHARES = (0.5, 0.95, 0.99)


@dataclass(frozen=True, kw_only=True)
class Load:
    """So many people who save at an even pace, at so many nodes on an engine.

    Attributes:
        hold: what was promised of the saves and of the pages, in words.
    """

    name: str
    people: int
    saves_a_second: int
    mode: Mode = Mode.CONFIDENTIAL
    engine: str = "SQLite"
    nodes: int = 1
    hold: tuple[str, str] = ("p95 150 ms, p99 400 ms", "p95 300 ms")

    @property
    def said(self) -> str:
        """What it is, in words."""
        nodes = f", {self.nodes} nodes" if self.nodes > 1 else ""
        round_ = ", anonymous" if self.mode is Mode.ANONYMOUS else ""
        return (
            f"{self.name}: {self.people} people, {self.saves_a_second} saves/s, {self.engine}{nodes}{round_}"
        )


_SECOND = ("p95 200 ms, p99 500 ms", "–")
LOADS = (
    Load(name="L1, L4", people=200, saves_a_second=25),
    Load(name="L1, L4", people=200, saves_a_second=25, mode=Mode.ANONYMOUS),
    Load(name="L1, L4", people=200, saves_a_second=25, mode=Mode.ANONYMOUS, engine="PostgreSQL"),
    Load(name="L2", people=400, saves_a_second=50, engine="PostgreSQL", nodes=2, hold=_SECOND),
)
WORKSHOPS = tuple(
    Load(name="L3", people=WORKSHOP, saves_a_second=0, mode=mode)
    for mode in (Mode.CONFIDENTIAL, Mode.ANONYMOUS)
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: seconds of everything that was asked, beside those of the floor."""

    what: str
    seconds: Sequence[float]
    floor: Sequence[float]
    hold: str
    refused: int
    lost: int


def measure() -> Iterator[Row]:
    """All loads; floors are run once for each pace."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as leaving:
        folder = Path(name)
        postgresql = PostgresqlMaker()
        leaving.callback(postgresql.stop)
        urls = {"SQLite": SqliteMaker(folder).url, "PostgreSQL": postgresql.url}
        bare: dict[int, paced.Measured] = {}
        with bystanders(folder) as standing_by:
            for pace, people in {load.saves_a_second: load.people for load in LOADS}.items():
                bare[pace] = _paced(standing_by(people), pace, FLOOR_SECONDS)
            workshop = _workshop(standing_by(WORKSHOP))
        for number, load in enumerate(LOADS):
            with _people(folder / f"load-{number}", urls[load.engine], load) as (site, people):
                run = _paced(people, load.saves_a_second, SECONDS)
                lost = len(run.lost) + len(kept.losses(site.database, people))
            floor = bare[load.saves_a_second]
            for what, ours, theirs, hold in (
                ("saves", run.saves, floor.saves, load.hold[0]),
                ("pages", run.pages, floor.pages, load.hold[1]),
            ):
                said = f"{load.said}: {what}"
                yield Row(
                    what=said, seconds=ours, floor=theirs, hold=hold, refused=len(run.refused), lost=lost
                )
        for number, load in enumerate(WORKSHOPS):
            with _people(folder / f"workshop-{number}", urls[load.engine], load) as (site, people):
                yield _workshop_row(site, people, load, workshop)


def _workshop_row(site: Server, people: list[Invitee], load: Load, floor: list[float]) -> Row:
    for person in people:
        person.answer_all()
    seconds = _workshop(people)
    sent = [story.state_of(site.database, person.public_id) == "submitted" for person in people]
    round_ = ", anonymous" if load.mode is Mode.ANONYMOUS else ""
    return Row(
        what=f"{load.name}: {WORKSHOP} send within {WORKSHOP_SECONDS} s, {load.engine}{round_}",
        seconds=seconds,
        floor=floor,
        hold="p95 1.5 s, all ≤ 5 s",
        refused=sum(len(person.refused) for person in people),
        lost=sent.count(False),
    )


def _paced(people: Sequence[Invitee | Bystander], pace: int, seconds: int) -> paced.Measured:
    return paced.run(people, seconds=seconds, saves_a_second=pace, pages_a_second=PAGES_A_SECOND)


def _workshop(people: Sequence[Invitee | Bystander]) -> list[float]:
    by_letter.within(WORKSHOP_SECONDS, lambda person: person.submit(), people)
    return [person.submitting for person in people]


@contextmanager
def _people(
    folder: Path, urls: Callable[..., Iterator[str]], load: Load
) -> Iterator[tuple[Server, list[Invitee]]]:
    """A site with so many nodes, and everybody who was invited has started; the first node, and they."""
    folder.mkdir()
    with ExitStack() as leaving:
        url = leaving.enter_context(urls(folder))
        wait_for_the_disk(url)
        nodes = [
            leaving.enter_context(serving(folder, url, environ=letter_rounds.MAIL)) for _ in range(load.nodes)
        ]
        with nodes[0].database.writing() as session:
            made = letter_rounds.launched(session, story.account(session), load.people, mode=load.mode)
        addresses = [node.url for node in nodes]
        people = leaving.enter_context(by_letter.gathered(addresses, made.fresh, made.themes))
        yield nodes[0], people


def table() -> str:
    """What was seen, as a Markdown table."""
    lines = [
        f"Each for {SECONDS} s, while {PAGES_A_SECOND} pages a second are opened. The floor: the same at bare Flask pages.",
        "",
        "| load | number | p50 | p95 | p99 | floor p50 | p95 | p99 | p50 ratio | refused | lost | to hold |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
        *map(_line, measure()),
    ]
    return "\n".join(lines)


def _line(row: Row) -> str:
    times = [percentile(one, share) for one in (row.seconds, row.floor) for share in SHARES]
    said = " | ".join(f"{one:.1f} ms" for one in times)
    ratio = f"{times[0] / times[3]:.1f}"
    return f"| {row.what} | {len(row.seconds)} | {said} | {ratio} | {row.refused} | {row.lost} | {row.hold} |"


if __name__ == "__main__":
    print(table())
