"""What `pet analyse` takes on the command line."""

from pathlib import Path
from typing import Literal, get_args

import click

from pet.analysis.options import Breakdown, Mode, Options, Weighting
from pet.language import gettext as _

Page = Literal["a4", "letter"]
PAGES = get_args(Page)


def parameters() -> list[click.Parameter]:
    """All of it, in the order of `pet analyse --help`."""
    return [_source(), *_who(), *_promise(), *_earlier(), *_results()]


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
            help=_("The column that tells people apart, in one round or in two; it is never shown."),
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
        click.Option(
            ["--weighting"],
            type=click.Choice([kind.value for kind in Weighting]),
            default=Options().weighting.value,
            show_default=True,
            help=_(
                "Whose answers count the same for everybody together: every person’s, or every partner’s however "
                "many of its people answered; --partner-column names the partner."
            ),
        ),
    ]


def _earlier() -> list[click.Parameter]:
    return [
        click.Option(
            ["--earlier", "earlier_file"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=_(
                "The answers of an earlier round, to see what has changed. It has the same columns and made the same "
                "promise. With --person-column, people are compared with themselves where that gives nobody away. "
                "It cannot be standard input."
            ),
        ),
        click.Option(
            ["--earlier-framework"],
            metavar="KEY|FILE",
            help=_(
                "What was asked then, if it was not the same; without it, the old answers are read as those of now."
            ),
        ),
        click.Option(["--earlier-title"], metavar="TITLE", help=_("What the earlier round was called.")),
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
