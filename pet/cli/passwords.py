"""A password for a command: asked for without showing it, or read from standard input."""

import sys

import click

from pet.language import gettext as _
from pet.services import passwords


def option() -> click.Option:
    """`--password-stdin`."""
    return click.Option(
        ["--password-stdin"],
        is_flag=True,
        help=_("Read the password from standard input instead of asking for it."),
    )


def asked(*, from_stdin: bool) -> str:
    """The password."""
    if from_stdin:
        return sys.stdin.readline(passwords.LONGEST + 3).rstrip("\r\n")
    typed: str = click.prompt(
        _("Password"), hide_input=True, confirmation_prompt=_("The same password again")
    )
    return typed
