"""`make bench`: every figure is a median, beside its floor measured in the same run; the ratio is what to quote.

Absolute times say something about the machine as well; ratios say something about PET.
"""

import argparse
import io
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks import evaluating, load, pages, people_pages, waves
from benchmarks.invented import ratings_of
from benchmarks.timing import medians
from pet.analysis.evaluate import evaluate
from pet.charts import build, draw, encode

FIGURES = Path(__file__).parent / "figures.md"
ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "lq2002.csv"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, its floor, and both medians in seconds."""

    what: str
    seconds: float
    floor: str
    floor_seconds: float
    note: str = ""


def evaluations() -> Iterator[Row]:
    """Evaluate beside one counting pass; the peak memory is that of a process of its own."""
    for people, runs, aim in ((200, 9, "1 s"), (10_000, 7, "2 s, 300 MB")):
        ratings = evaluating.round_of(people)
        work, floor = medians(
            lambda ratings=ratings: evaluating.evaluated(ratings),
            lambda ratings=ratings: evaluating.counting_pass(ratings),
            runs,
        )
        intervals, tested = evaluating.told(evaluating.evaluated(ratings))
        _, memory, _ = _child("evaluating", str(people))
        what = f"evaluate {people:,} × 42, {evaluating.PARTNERS} partners, {evaluating.ROLES} roles"
        note = f"{intervals} intervals, {tested} p; peak {memory:.0f} MB; aim ≤ {aim}"
        yield Row(what, work, "one NumPy counting pass", floor, note)


def charts() -> Iterator[Row]:
    """Radar and bar beside an empty figure, all drawn to SVG."""
    ratings = ratings_of(200)
    result = evaluate(ratings)
    radar = build.radar(result, ratings.framework)
    bar = build.bars(result, ratings.framework, ratings.framework.theme_ids[:1])
    for what, spec in (("radar of 7 components as SVG", radar), ("bar of one theme as SVG", bar)):
        work, floor = medians(
            lambda spec=spec: encode.svg(draw.figure(spec, width=480), spec),
            lambda: Figure(figsize=(6, 6)).savefig(io.BytesIO(), format="svg"),
            15,
        )
        yield Row(what, work, "an empty figure as SVG", floor)


def reports() -> Iterator[Row]:
    """The PDF of 42 themes beside as many blank pages, each in a process of its own for its peak memory."""
    work, floor = [], []
    for _ in range(3):
        work.append(_child("report"))
        floor.append(_child("blank", str(work[-1][2])))
    seconds, memory = (statistics.median(run[i] for run in work) for i in (0, 1))
    floor_seconds, floor_memory = (statistics.median(run[i] for run in floor) for i in (0, 1))
    pages = work[0][2]
    note = f"{pages} pages; peak {memory:.0f} MB, floor {floor_memory:.0f} MB"
    yield Row("PDF of 42 themes, 200 people", seconds, f"{pages} blank ReportLab pages", floor_seconds, note)


def outputs() -> Iterator[Row]:
    """What is made from a record with change, comments and actions, beside a blank PDF of as many pages."""
    for name, aim in (
        ("full-report.pdf", "3 s, 250 MB"),
        ("conversation.pdf", "–"),
        ("improvement-report.pdf", "–"),
        ("workbook.xlsx", "0.5 s"),
        ("slides.pptx", "2 s"),
    ):
        runs = [_child("outputs", name) for _ in range(3)]
        seconds, memory = (statistics.median(run[i] for run in runs) for i in (0, 1))
        pages = runs[0][2]
        floor = statistics.median(_child("blank", str(pages))[0] for _ in range(3))
        note = f"{pages} pages; peak {memory:.0f} MB; aim ≤ {aim}"
        yield Row(name, seconds, f"{pages} blank ReportLab pages", floor, note)


def _child(task: str, *arguments: str) -> tuple[float, float, int]:
    """Seconds inside the process (imports excluded), its peak memory in MB, pages."""
    run = subprocess.run(  # noqa: S603 -- a module of this package, with its own arguments
        [sys.executable, "-m", f"benchmarks.{task}", *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, memory, pages = run.stdout.split()
    return float(seconds), float(memory), int(pages)


def whole_command() -> Iterator[Row]:
    """2,042 real people from CSV to PDF and JSON, as one process, beside starting Python with the same imports."""
    if not REAL.is_file():
        print(f"No real data at {REAL}: the whole command was not measured", file=sys.stderr)
        return
    out = ROOT / "instance" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "pet", "analyse", str(REAL), "--framework", "examples/lq2002.yaml"),
        *("--partner-column", "COMPID", "--person-column", "SUB"),
        *("--pdf", str(out / "lq2002.pdf"), "--json", str(out / "lq2002.json")),
    ]
    imports = [sys.executable, "-c", "import pet.report.document, pet.analysis.evaluate"]
    work, floor = medians(lambda: _run(command), lambda: _run(imports), 3)
    yield Row("2,042 people, 49 groups: CSV to PDF and JSON", work, "Python and the same imports", floor)


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 -- our own command


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| what | median | floor | its median | ratio | note |",
        "|---|---:|---|---:|---:|---|",
        *(
            f"| {row.what} | {_time(row.seconds)} | {row.floor} | {_time(row.floor_seconds)} "
            f"| {row.seconds / row.floor_seconds:.1f} | {row.note} |"
            for row in rows
        ),
    ]
    return "\n".join(lines)


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


SECTIONS: dict[str, Callable[[], str]] = {
    "": lambda: table([*evaluations(), *charts(), *reports(), *whole_command()]),
    "Files of a round": lambda: table([*outputs()]),
    "Growth of an evaluation": evaluating.growth,
    "Pages": lambda: pages.table(pages.measure()),
    "Pages about people": lambda: people_pages.table(people_pages.measure()),
    "Thousands at once": waves.table,
    "Under load": load.table,
}


def _said(heading: str, made: Callable[[], str]) -> str:
    """A part of the page; how long it took is said meanwhile."""
    begun = time.monotonic()
    text = f"## {heading}\n\n{made()}" if heading else made()
    print(f"{heading or 'Evaluation and report'}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return text


def main() -> None:
    """Measure everything, print the table, and keep it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {FIGURES.name}")
    arguments = parser.parse_args()
    text = "\n\n".join(_said(heading, made) for heading, made in SECTIONS.items())
    print(text)
    if arguments.write:
        machine = f"Python {platform.python_version()}, {platform.machine()}, two cores"
        FIGURES.write_text(f"# Figures\n\nMade by `make bench` ({machine}).\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
