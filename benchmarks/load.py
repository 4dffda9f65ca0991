"""Many people at once (design: reliability.md §5, L1 and L4): 200 answer at an even pace while pages are opened."""

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.load import kept, paced
from tests.load.crowd import gathered, percentile
from tests.support import story
from tests.support.databases import PostgresqlMaker, SqliteMaker
from tests.support.server import serving, wait_for_the_disk

PEOPLE, SECONDS, SAVES_A_SECOND, PAGES_A_SECOND = 200, 60, 25, 10
SHARES = (0.5, 0.95, 0.99)


def table() -> str:
    """What was seen on both engines, as a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        postgresql = PostgresqlMaker()
        try:
            seen = {
                "SQLite": _run(Path(folder), SqliteMaker(Path(folder)).url),
                "PostgreSQL": _run(Path(folder), postgresql.url),
            }
        finally:
            postgresql.stop()
    lines = [
        f"{PEOPLE} people answer for {SECONDS} s, {SAVES_A_SECOND} saves a second, while {PAGES_A_SECOND} pages a second are opened.",
        "",
        "| engine | what | number | p50 | p95 | p99 | refused | lost |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for engine, (run, lost) in seen.items():
        for what, seconds in (("saves", run.saves), ("pages", run.pages)):
            shares = " | ".join(f"{percentile(seconds, share):.1f} ms" for share in SHARES)
            lines.append(f"| {engine} | {what} | {len(seconds)} | {shares} | {len(run.refused)} | {lost} |")
    return "\n".join(lines)


def _run(folder: Path, urls: Callable[[Path], AbstractContextManager[str]]) -> tuple[paced.Measured, int]:
    """The run, and how many acknowledged values were not in the database afterwards."""
    with urls(folder) as url:
        wait_for_the_disk(url)
        with serving(folder, url) as site:
            with site.database.writing() as session:
                asked = story.open_round(session, story.account(session))
            with gathered(site.url, asked, PEOPLE) as people:
                run = paced.run(
                    people, seconds=SECONDS, saves_a_second=SAVES_A_SECOND, pages_a_second=PAGES_A_SECOND
                )
                return run, len(kept.losses(site.database, people)) + len(run.lost)


if __name__ == "__main__":
    print(table())
