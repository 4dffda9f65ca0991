"""`pet analyse`: from a file of answers to a report and its numbers."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from pet.analysis.answers import Answers, ColumnNames, read
from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.analysis.result import Result
from pet.cli import output, summary
from pet.cli.analyse_options import Page, parameters
from pet.errors import PetError
from pet.frameworks import loader
from pet.language import gettext as _
from pet.untrusted import Problems, TableLimits, exists, parse_csv
from pet.untrusted import read as read_file

STANDARD_INPUT = Path("-")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the caller asks for."""

    source: Path
    framework: str
    columns: ColumnNames
    options: Options
    json: Path | None
    pdf: Path | None
    page: Page
    earlier: "Task | None" = None
    names_earlier_framework: bool = False

    @property
    def targets(self) -> tuple[Path, ...]:
        """What is to be written."""
        return tuple(target for target in (self.json, self.pdf) if target is not None)

    @property
    def sources(self) -> tuple[Path, ...]:
        """What is read, and so never written."""
        own = tuple(path for path in (self.source, Path(self.framework)) if exists(path))
        return own if self.earlier is None else own + self.earlier.sources


def command() -> click.Command:
    """The command `pet analyse` in the language in use."""
    return click.Command(
        "analyse",
        callback=_analyse,
        params=parameters(),
        help=_(
            "Turn a file of answers into a report and its numbers.\n\n"
            "ANSWERS is a CSV file with one row per person; - reads it from standard input. Columns named like "
            "the themes of the framework hold the answers, and “<theme> comment” holds what people wrote on "
            "one. A cell holds a point of the scale, its label, “not sure”, “n/a”, or nothing.\n\n"
            "A point may be written 4, 4.0 or 4,0. “n/a” and “NA” mean “doesn’t apply”. A dash, “none”, “null”, "
            "“NaN” and “#N/A” mean that there is no answer, like an empty cell. Rows without any rating, “don’t "
            "know” or comment are left out and listed.\n\n"
            "Without --json and --pdf, what to talk about is printed. If anything is wrong with the file, "
            "all of it is listed, nothing is written, and the exit code is 2."
        ),
    )


def _analyse(answers: Path, json_file: Path | None, pdf_file: Path | None, **chosen: Any) -> None:
    task = Task(
        source=answers,
        framework=chosen["framework"],
        columns=ColumnNames(
            partner=chosen["partner_column"],
            role=chosen["role_column"],
            person=chosen["person_column"],
            themes=_mapped(chosen["mapped"]),
        ),
        options=Options(
            title=_characters(chosen["title"]),
            mode=Mode(chosen["mode"]),
            smallest_group=chosen["smallest_group"],
            small_partnership=chosen["small_partnership"],
            first_comparison=Breakdown(chosen["first_comparison"]),
            weighting=_weighting(chosen["weighting"], chosen["partner_column"]),
        ),
        json=json_file,
        pdf=pdf_file,
        page=chosen["page"],
    )
    named = chosen["earlier_framework"] is not None
    _run(replace(task, earlier=_then(task, chosen), names_earlier_framework=named))


def _then(task: Task, chosen: dict[str, Any]) -> Task | None:
    """The earlier round: the same columns and the same promise, whatever was asked then."""
    file, framework, title = (chosen[f"earlier_{name}"] for name in ("file", "framework", "title"))
    if file is None:
        if framework is not None or title is not None:
            raise PetError(
                _("--earlier-framework and --earlier-title need --earlier with the answers of then.")
            )
        return None
    if file == STANDARD_INPUT:
        raise PetError(_("--earlier takes a file: standard input is for the answers of now."))
    framework = framework or task.framework
    themes = loader.find(framework).theme_ids
    known = tuple(pair for pair in task.columns.themes if pair[1] in themes)
    return replace(
        task,
        source=file,
        framework=framework,
        columns=replace(task.columns, themes=known),
        options=replace(task.options, title=_characters(title or "")),
    )


def _weighting(chosen: str, partner_column: str | None) -> Weighting:
    weighting = Weighting(chosen)
    if weighting is Weighting.PARTNERS and partner_column is None:
        raise PetError(
            _("--weighting partners needs --partner-column: without it nobody knows whose answers these are.")
        )
    return weighting


def _mapped(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Column and theme of each pair; a column's name may hold `=` itself, an id may not."""
    parts = [pair.rpartition("=") for pair in pairs]
    for pair, (column, _equals, theme) in zip(pairs, parts, strict=True):
        if not column.strip() or not theme.strip():
            raise PetError(_("--map {pair} is not of the form COLUMN=THEME.", pair=pair))
    return tuple((column, theme) for column, _equals, theme in parts)


def _characters(text: str) -> str:
    """A command line may hold bytes that are no characters; they are replaced visibly."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _run(task: Task) -> None:
    output.check(task.targets, sources=task.sources)
    answers = read_answers(task)
    then = None if task.earlier is None else read_answers(task.earlier)
    result = _step(
        _("Working out what the answers say"),
        lambda: evaluate(answers.ratings, answers.comments, task.options, _earlier_round(task, then)),
    )
    contents: dict[Path, bytes] = {}
    if task.json is not None:
        contents[task.json] = as_json(result)
    if task.pdf is not None:
        contents[task.pdf] = _step(_("Making the report"), lambda: _pdf(task, answers, result))
    text = summary.text(
        answers,
        result,
        [str(target) for target in task.targets if target != output.STANDARD_OUTPUT],
        None if then is None else summary.Then(then, as_now=not task.names_earlier_framework),
    )
    output.write(contents)
    click.echo(text, err=output.STANDARD_OUTPUT in contents)


def _earlier_round(task: Task, then: Answers | None) -> Earlier | None:
    if task.earlier is None or then is None:
        return None
    return Earlier(then.ratings, evaluate(then.ratings, then.comments, task.earlier.options))


def read_answers(task: Task) -> Answers:
    """The answers of the file.

    Raises:
        PetError: the framework or the file cannot be read; with all problems in it.
    """
    framework = loader.find(task.framework)
    limits = TableLimits()
    if task.source == STANDARD_INPUT:
        name = _("standard input")
        data = sys.stdin.buffer.read(limits.size + 1)
    else:
        name = str(task.source)
        data = read_file(task.source, limits.size)
    problems = Problems(name)
    table = parse_csv(data, limits, problems=problems)
    return read(table, framework, task.columns, mode=task.options.mode, problems=problems)


def as_json(result: Result) -> bytes:
    """The documented JSON, numbers not rounded (docs/result-format.md)."""
    text = json.dumps(result.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def _pdf(task: Task, answers: Answers, result: Result) -> bytes:
    from pet.report import document  # noqa: PLC0415 -- loads matplotlib and reportlab, which other uses do without

    return document.build(result, answers.ratings.framework, page=task.page)


def _step(label: str, work: Callable[[], T]) -> T:
    """Say on a terminal what is going on; a pipe hears nothing."""
    if not sys.stderr.isatty():
        return work()
    click.echo(f"{label} …", err=True, nl=False)
    try:
        return work()
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
