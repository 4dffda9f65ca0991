"""`pet demo`: the invented partnerships on a running site, with one command."""

import errno
import logging
import os
import socket
from pathlib import Path

import click

from pet.cli.seed import letters_folder, seed, whom_to_be
from pet.cli.serve import HOST, PORT, serve
from pet.db import schema
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _
from pet.mail.folder import INDEX
from pet.settings import Settings, from_environment

_LAST_PORT = 65535


def command() -> click.Command:
    """The command `pet demo` in the language in use."""
    return click.Command(
        "demo",
        callback=_demo,
        params=[
            click.Option(
                ["--port"],
                type=click.IntRange(1, _LAST_PORT),
                default=PORT,
                show_default=True,
                metavar="PORT",
                help=_("The port to listen on."),
            )
        ],
        help=_(
            "Run a site with invented partnerships, to try PET with.\n\n"
            "Makes the database ready, puts the invented partnerships into it, says whom to be, and runs the site until "
            "it is stopped with Ctrl+C. Only this machine can reach it."
        ),
    )


def _demo(port: int) -> None:
    _refuse_taken_port(port)
    os.environ["PET_BASE_URL"] = f"http://{HOST}:{port}"  # whatever is set: only this machine reaches a demo
    settings = _with_letters(from_environment())
    database = Database(settings.database_url)
    try:
        schema.upgrade(database)
    finally:
        database.close()
    seeded = seed(settings)
    click.echo("\n".join(whom_to_be(seeded, settings.base_url)))
    _say_where_letters_are(settings)
    _log_to(settings.instance / "requests.log")
    serve(port=port)


def _with_letters(settings: Settings) -> Settings:
    """Letters are written into a folder unless they were set to go elsewhere; the worker reads it, too."""
    if not os.environ.get("PET_MAIL", "").strip():
        os.environ["PET_MAIL"] = f"folder:{settings.instance / 'letters'}"
    return from_environment()


def _say_where_letters_are(settings: Settings) -> None:
    folder = letters_folder(settings)
    if folder is not None:
        click.echo(
            _(
                "Its letters go into a folder, and to nobody. Open this file in a browser to read them: {file}",
                file=folder / INDEX,
            )
        )


def _log_to(file: Path) -> None:
    """Keep the line of each request out of the terminal, where it would push away whom to be."""
    logging.getLogger("pet.requests").addHandler(logging.FileHandler(file, delay=True))
    click.echo(_("Every request is noted in {file}", file=file))


def _refuse_taken_port(port: int) -> None:
    """Say so before anything else is done or printed.

    Raises:
        PetError: another program listens there.
    """
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return  # `serve` says what it is
            other = port + 1 if port < _LAST_PORT else PORT
            raise PetError(
                _(
                    "Port {port} is in use by another program. Stop that program, or choose another port: "
                    "make demo PORT={other} (or pet demo --port {other})",
                    port=port,
                    other=other,
                )
            ) from error
