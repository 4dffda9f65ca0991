"""The `pet` command: one module per command, imported only when that command runs.

Each module has a function `command()` that builds its `click.Command` when it is needed, so that every help
text is plain `gettext` in the language in use. Callbacks may raise any `PetError`: its sentence goes to
standard error and the exit code is 2.
"""

import os
import sys
from collections.abc import Mapping
from importlib import import_module, metadata
from io import TextIOWrapper
from typing import IO, Any

import click
from babel.core import UnknownLocaleError
from babel.support import LazyProxy

from pet.errors import PetError
from pet.language import current, lazy_gettext, locale, use
from pet.language import gettext as _

LANGUAGE_VARIABLE = "PET_LANGUAGE"
FAILED = 2

_COMMANDS: Mapping[str, LazyProxy] = {
    "analyse": lazy_gettext("Turn a file of answers into a report and its numbers."),
    "archive": lazy_gettext("Keep a round as one file, and bring it to another site."),
    "db": lazy_gettext("Make the database ready, and check it."),
    "demo": lazy_gettext("Run a site with invented partnerships, to try PET."),
    "frameworks": lazy_gettext("See the frameworks, and check one of your own."),
    "init": lazy_gettext("Set up a new site and its first administrator."),
    "letters": lazy_gettext("See how letters fare, and send them again."),
    "log": lazy_gettext("Check the log of what was done."),
    "people": lazy_gettext("Bring in a list of people."),
    "report": lazy_gettext("Make every file of a round anew from its archive."),
    "seed": lazy_gettext("Fill an empty database with invented partnerships."),
    "serve": lazy_gettext("Run the site."),
    "user": lazy_gettext("Add people who sign in, and help those who cannot."),
    "worker": lazy_gettext("Send letters and do what comes by the clock."),
}


class Failure(click.ClickException):
    """The end of a command that could not do its work: a sentence for the person who called it."""

    exit_code = FAILED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence to standard error, without a prefix."""
        click.echo(self.message, file=file, err=file is None)


class Program(click.Group):
    """The group of all commands. What a person reads is made in `main`, once the language is known."""

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run a command in the language that the environment asks for."""
        _show_any_character()
        with use(os.environ.get(LANGUAGE_VARIABLE) or current()):
            self.help = _(
                "PET: a partnership looks at itself.\n\n"
                "People answer how well they work together. PET shows what they share, where their views "
                "differ and what to talk about first."
            )
            self.params = [_version_option()]
            return super().main(*args, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"pet.cli.{cmd_name}").command()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, str(text)) for name, text in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say what went wrong in a sentence, never with a traceback."""
        try:
            _check_language()
            return super().invoke(ctx)
        except PetError as error:
            raise Failure(str(error)) from error


def _check_language() -> None:
    try:
        locale()
    except (ValueError, UnknownLocaleError) as error:
        raise PetError(
            _(
                "{variable} is “{code}”, which is not a language code. Use one such as “en”.",
                variable=LANGUAGE_VARIABLE,
                code=current(),
            )
        ) from error


def _show_any_character() -> None:
    """A terminal that lacks a character shows its code instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _version_option() -> click.Option:
    def show(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 -- click calls it so
        if value:
            click.echo(_("pet {version}", version=_version()))
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=_("Show the version and stop."),
    )


def _version() -> str:
    try:
        return metadata.version("pet-partnership")
    except metadata.PackageNotFoundError:
        return _("(run from its source, not installed)")


main = Program(name="pet")
