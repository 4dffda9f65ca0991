"""`pet log`: whether somebody changed the log of a partnership or of the site behind PET's back."""

import click

from pet.cli import FAILED
from pet.db import schema
from pet.db.errors import UnavailableError
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import audit, audit_checks
from pet.services.audit_checks import Verdict
from pet.settings import from_environment


def command() -> click.Group:
    """The group `pet log` in the language in use."""
    return click.Group(
        "log",
        help=_("Check that nobody changed the log of what was done."),
        commands=[_check_command()],
    )


def _check_command() -> click.Command:
    return click.Command(
        "check",
        callback=_check,
        params=[
            click.Option(
                ["--seal", "seals"],
                multiple=True,
                metavar="SEAL",
                help=_("A seal that an earlier check showed: it must still be there. Can be repeated."),
            )
        ],
        help=_(
            "Check that in no log an entry was changed, taken out or put in.\n\n"
            "Each entry is sealed over the one before. Keep the seals that this shows in another place and give them "
            "to the next check: only so is it seen that the last entries of a log were cut off. "
            "The exit code is 0 for whole logs, and 2 otherwise."
        ),
        short_help=_("Check that the logs are whole."),
    )


def _check(seals: tuple[str, ...]) -> None:
    verdicts = _verdicts(seals)
    for one in verdicts:
        _tell(one)
    missing = sorted(set(seals).difference(*(one.seen for one in verdicts)))
    for seal in missing:
        click.echo(_("Missing: the entry with the seal {seal} is in no log any more.", seal=seal), err=True)
    if missing or not all(one.is_whole for one in verdicts):
        click.get_current_context().exit(FAILED)
    click.echo(_("Every log is whole."))


def _verdicts(seals: tuple[str, ...]) -> tuple[Verdict, ...]:
    database = Database(from_environment(makes=False).database_url)
    try:
        schema.require_current(database)
        with database.reading() as session:
            return tuple(
                audit_checks.verify(session, chain, heads=seals) for chain in audit_checks.chains(session)
            )
    except UnavailableError as error:
        raise PetError(_("The database cannot be used: {reason}", reason=error.reason)) from error
    finally:
        database.close()


def _tell(one: Verdict) -> None:
    name = _("the site") if one.chain == audit.SITE else one.chain
    if one.is_whole:
        line = ngettext(
            "Log of {name}: {number} entry, whole. Its seal: {seal}",
            "Log of {name}: {number} entries, whole. Its seal: {seal}",
            one.events,
            name=name,
            seal=one.head,
        )
        click.echo(line)
        return
    click.echo(
        _(
            "Log of {name}: it does not hold together from entry {number} on.",
            name=name,
            number=one.wrong,
        ),
        err=True,
    )
