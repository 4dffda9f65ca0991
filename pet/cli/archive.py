"""`pet archive`: a round as one file, written from the database of a site and brought into that of another."""

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from pet.cli import output
from pet.cli.report import bar
from pet.db import schema
from pet.db.models import Round
from pet.db.session import Database
from pet.errors import PetError
from pet.exports import archive as archives
from pet.exports.archive import PAPERS
from pet.language import gettext as _
from pet.record.model import Record
from pet.services import archives as bringing
from pet.services import records
from pet.settings import from_environment
from pet.untrusted import file_name
from pet.untrusted import read as read_file


def command() -> click.Group:
    """The group `pet archive` in the language in use."""
    return click.Group(
        "archive",
        help=_("Keep a round as one file, and bring it to another site."),
        commands=[_write_command(), _import_command()],
    )


def _write_command() -> click.Command:
    return click.Command(
        "write",
        callback=_write,
        context_settings={"ignore_unknown_options": True},  # an id may begin with a hyphen
        params=[
            click.Argument(["round_id"], metavar="ROUND"),
            click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE"),
            click.Option(
                ["--page"],
                type=click.Choice(PAPERS),
                default=PAPERS[0],
                show_default=True,
                help=_("The paper of the reports in it."),
            ),
            click.Option(["--force"], is_flag=True, help=_("Write over a file that is there.")),
        ],
        short_help=_("Write the archive of a closed round."),
        help=_(
            "Write the archive of a closed round.\n\n"
            "ROUND is the id in the address of its pages. The archive holds what was asked, what came out, what was "
            "agreed, and every file made from it. It holds nobody’s address, and no answer of anybody, except in an "
            "open round, where every sheet is signed."
        ),
    )


def _write(round_id: str, file: Path, page: str, *, force: bool) -> None:
    output.check([file], sources=[])
    if not force:
        _refuse_kept(file)
    settings = from_environment(makes=False)
    database = Database(settings.database_url)
    try:
        schema.require_current(database)
        with database.reading() as session:
            record = _record(session, round_id)
    finally:
        database.close()
    with bar(_("Making the archive")) as progress:
        content = archives.write(record, page=page, language=settings.language, progress=progress)
    output.write({file: content})
    click.echo(_("Written: {file}", file=file))


def _refuse_kept(file: Path) -> None:
    """An archive may be all that is left of a round.

    Raises:
        PetError: the file is there already; devices are written to.
    """
    if file != output.STANDARD_OUTPUT and file.is_file():
        raise PetError(
            _(
                "“{name}” is there already. Choose another name, or write over it with --force.",
                name=file_name(file),
            )
        )


def _record(session: Session, public_id: str) -> Record:
    """The round of this id, as its leads see it.

    Raises:
        PetError: there is none, or it is not closed.
    """
    number = session.scalar(select(Round.id).where(Round.public_id == public_id))
    if number is None:
        raise PetError(_("There is no such round."))
    record = records.of_round(session, number, now=datetime.now(UTC))
    if record is None:
        raise PetError(_("This round is not closed yet: there is nothing to keep."))
    return record


def _import_command() -> click.Command:
    return click.Command(
        "import",
        callback=_import,
        params=[
            click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE"),
            click.Option(
                ["--partnership"],
                default="",
                metavar="NAME",
                help=_(
                    "Into the partnership of this name or id; it is made if there is none. Without it, the name in the "
                    "archive."
                ),
            ),
        ],
        short_help=_("Bring a round in from its archive."),
        help=_(
            "Bring a round in from its archive.\n\n"
            "It comes closed and not released: its leads see the results, and release them when they like. No answers "
            "come with it. The same one twice is one round, also where it was made for other paper or by another version "
            "of PET; one in which anything was changed since is another."
        ),
    )


def _import(file: Path, partnership: str) -> None:
    archive = archives.read(read_file(file, archives.LARGEST), source=file_name(file))
    settings = from_environment()
    database = Database(settings.database_url)
    try:
        schema.require_current(database)
        with database.writing() as session:
            brought = bringing.bring_in(
                session, archive, partnership=partnership.strip(), now=datetime.now(UTC)
            )
    finally:
        database.close()
    if not brought.is_new:
        click.echo(_("The round “{round}” was brought in before; nothing has changed.", round=brought.round))
    else:
        click.echo(
            _(
                "The round “{round}” is in “{partnership}” now.",
                round=brought.round,
                partnership=brought.partnership,
            )
        )
    click.echo(f"  {settings.base_url}/rounds/{brought.round_id}/results/")
    if brought.made_partnership:
        click.echo(
            _(
                "The partnership is new and nobody leads it. Add somebody who does: pet user add EMAIL --name NAME "
                "--lead-of {id}",
                id=brought.partnership_id,
            )
        )
