"""`pet analyse`: from a file of answers to a report and its numbers."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import click

from pet.analysis.answers import Answers, ColumnNames, read
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Breakdown, Mode, Options
from pet.analysis.result import Result
from pet.cli import output, summary
from pet.errors import PetError
from pet.frameworks import loader
from pet.language import gettext as _
from pet.untrusted import Problems, TableLimits, exists, parse_csv
from pet.untrusted import read as read_file

STANDARD_INPUT = Path("-")
T = TypeVar("T")
Page = Literal["a4", "letter"]
PAGES = get_args(Page)


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

    @property
    def targets(self) -> tuple[Path, ...]:
        """What is to be written."""
        return tuple(target for target in (self.json, self.pdf) if target is not None)

    @property
    def sources(self) -> tuple[Path, ...]:
        """What is read, and so never written."""
        return tuple(path for path in (self.source, Path(self.framework)) if exists(path))


def command() -> click.Command:
    """The command `pet analyse` in the language in use."""
    return click.Command(
        "analyse",
        callback=_analyse,
        params=[_source(), *_who(), *_promise(), *_results()],
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


def _source() -> click.Parameter:
    return click.Argument(["answers"], type=click.Path(path_type=Path, allow_dash=True), metavar="ANSWERS")


def _who() -> list[click.Parameter]:
    return [
        click.Option(
            ["--framework"],
            required=True,
            metavar="KEY|FILE",
            help=_("What was asked: a built-in framework (pet frameworks list) or a file."),
        ),
        click.Option(["--partner-column"], metavar="COLUMN", help=_("The column that names the partner.")),
        click.Option(["--role-column"], metavar="COLUMN", help=_("The column that names the role.")),
        click.Option(
            ["--person-column"],
            metavar="COLUMN",
            help=_("The column that tells people apart; it is only checked and never shown."),
        ),
        click.Option(
            ["--map", "mapped"],
            multiple=True,
            metavar="COLUMN=THEME",
            help=_("A column with the answers to a theme that has another name. Can be repeated."),
        ),
    ]


def _promise() -> list[click.Parameter]:
    return [
        click.Option(
            ["--mode"],
            type=click.Choice([Mode.CONFIDENTIAL.value, Mode.OPEN.value]),
            default=Mode.CONFIDENTIAL.value,
            show_default=True,
            help=_(
                "What people were promised. Open: nothing is hidden, for each row is the signed sheet of a partner; "
                "--partner-column names it."
            ),
        ),
        click.Option(
            ["--smallest-group"],
            type=int,
            default=Options().smallest_group,
            show_default=True,
            metavar="N",
            help=_("The fewest people behind anything that is shown; at least 3 unless open."),
        ),
        click.Option(
            ["--small-partnership"],
            is_flag=True,
            help=_(
                "Count low, middle and high answers of fewer than ten people, if that was announced to them."
            ),
        ),
        click.Option(
            ["--first-comparison"],
            type=click.Choice([Breakdown.ROLE.value, Breakdown.PARTNER.value]),
            default=Options().first_comparison.value,
            show_default=True,
            help=_("Which comparison stays where roles and partners together would point at people."),
        ),
    ]


def _results() -> list[click.Parameter]:
    file = click.Path(path_type=Path, allow_dash=True)
    return [
        click.Option(
            ["--title"], default="", metavar="TITLE", help=_("What to call this round in the report.")
        ),
        click.Option(
            ["--json", "json_file"],
            type=file,
            metavar="FILE",
            help=_("Write all numbers here; - prints them."),
        ),
        click.Option(["--pdf", "pdf_file"], type=file, metavar="FILE", help=_("Write the report here.")),
        click.Option(
            ["--page"],
            type=click.Choice(PAGES),
            default=PAGES[0],
            show_default=True,
            help=_("The paper of the report."),
        ),
    ]


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
        ),
        json=json_file,
        pdf=pdf_file,
        page=chosen["page"],
    )
    _run(task)


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
    result = _step(
        _("Working out what the answers say"),
        lambda: evaluate(answers.ratings, answers.comments, task.options),
    )
    contents: dict[Path, bytes] = {}
    if task.json is not None:
        contents[task.json] = as_json(result)
    if task.pdf is not None:
        contents[task.pdf] = _step(_("Making the report"), lambda: _pdf(task, answers, result))
    text = summary.text(
        answers, result, [str(target) for target in task.targets if target != output.STANDARD_OUTPUT]
    )
    output.write(contents)
    click.echo(text, err=output.STANDARD_OUTPUT in contents)


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
