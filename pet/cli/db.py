"""`pet db`: make the database ready, and check that it is what this version of PET expects."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from pet.cli import FAILED
from pet.db import schema
from pet.db.comparing import Differences, differences
from pet.db.engine import journal_mode, sqlite_file, sqlite_module
from pet.db.errors import UnavailableError
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _
from pet.settings import from_environment


def command() -> click.Group:
    """The group `pet db` in the language in use."""
    return click.Group(
        "db",
        help=_(
            "Make the database ready, and check it.\n\n"
            "Answers are kept in a database: a file in the instance folder, or a PostgreSQL server where "
            "PET_DATABASE_URL names one."
        ),
        commands=[
            _command("upgrade", _upgrade, _("Make the database ready for this version of PET.")),
            _command("check", _check, _("Check that the database is what this version of PET expects.")),
        ],
    )


def _command(name: str, callback: Callable[[], None], text: str) -> click.Command:
    return click.Command(name, callback=callback, help=text, short_help=text)


def _upgrade() -> None:
    with _database() as database:
        taken: list[schema.Step] = []
        schema.upgrade(database, told=taken.append)
        for step in taken:
            click.echo(_("Done: {step} ({revision})", step=step.title, revision=step.revision))
        if taken:
            click.echo(_("The database is ready."))
        else:
            click.echo(_("The database was ready already; nothing was changed."))


def _check() -> None:
    with _database(makes=False) as database:
        schema.require_current(database)
        found = differences(database)
        damage = schema.damage(database)
    _tell_differences(found)
    for line in damage:
        click.echo(_("Damaged: {line}", line=line), err=True)
    if found or damage:
        click.get_current_context().exit(FAILED)
    click.echo(_("The database is whole, and is what this version of PET expects."))


def _tell_differences(found: Differences) -> None:
    for line in found.only_in_database:
        click.echo(_("Only in the database: {line}", line=line), err=True)
    for line in found.only_in_models:
        click.echo(_("Missing in the database: {line}", line=line), err=True)


@contextmanager
def _database(*, makes: bool = True) -> Iterator[Database]:
    """The database of the settings; says first which one it is. `makes`: what the settings make."""
    database = Database(from_environment(makes=makes).database_url)
    try:
        _introduce(database)
        yield database
    except UnavailableError as error:
        raise PetError(_("The database cannot be used: {reason}", reason=error.reason)) from error
    finally:
        database.close()


def _introduce(database: Database) -> None:
    file = sqlite_file(database.engine)
    if file is None:
        click.echo(_("Database: {address}", address=database.engine.url.render_as_string(hide_password=True)))
        return
    module = sqlite_module()
    click.echo(_("Database: {file}, SQLite {version}", file=file, version=module.sqlite_version))
    if journal_mode(module.sqlite_version_info) != "wal":
        click.echo(
            _(
                "This SQLite has a fault that can damage a database written the fast way, so PET writes the slower way. "
                "It goes with SQLite 3.51.3 or newer."
            )
        )
