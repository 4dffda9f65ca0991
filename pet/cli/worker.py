"""`pet worker`: sends letters and does what comes by the clock, until it is stopped."""

import click

from pet import worker
from pet.language import gettext as _
from pet.settings import Settings, from_environment


def command() -> click.Command:
    """The command `pet worker` in the language in use."""
    return click.Command(
        "worker",
        callback=_work,
        params=[click.Option(["--parent"], type=int, hidden=True)],
        help=_(
            "Send letters, close rounds on their day and do what else comes by the clock, until it is stopped with Ctrl+C.\n\n"
            "“pet serve” brings one along. More of them, on other machines too, share the work."
        ),
    )


def _work(parent: int | None) -> None:
    settings = from_environment()
    worker.to_standard_error()
    if parent is None:
        _introduce(settings)
    worker.run(settings, parent=parent)
    if parent is None:
        click.echo(_("The worker has ended. Letters that wait are sent when it runs again."))


def _introduce(settings: Settings) -> None:
    click.echo(_("The worker is running. Stop it with Ctrl+C: the letter in hand is finished first."))
    if not settings.mail:
        click.echo(_("This site sends no letters: PET_MAIL names no mail server."))
