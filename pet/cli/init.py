"""`pet init`: from nothing to a site with an administrator; run again it changes nothing."""

import click

from pet.cli import passwords as asking
from pet.db import schema
from pet.db.session import Database
from pet.language import gettext as _
from pet.services import first_steps, passwords
from pet.settings import Settings, from_environment
from pet.web.site import utc_now


def command() -> click.Command:
    """The command `pet init` in the language in use."""
    return click.Command(
        "init",
        callback=_init,
        params=[
            click.Option(
                ["--name"], metavar="NAME", help=_("The administrator’s name; asked for if missing.")
            ),
            click.Option(["--email"], metavar="EMAIL", help=_("Their e-mail address; asked for if missing.")),
            asking.option(),
        ],
        help=_(
            "Set up a new site: its folder, its secret key, its database and its first administrator.\n\n"
            "The password needs at least {number} characters; a few words in a row do well. "
            "On a site that is set up already this changes nothing.",
            number=passwords.SHORTEST,
        ),
    )


def _init(name: str | None, email: str | None, *, password_stdin: bool) -> None:
    settings = from_environment()
    database = Database(settings.database_url)
    try:
        _make_ready(database, settings)
        with database.reading() as session:
            is_ready = first_steps.has_administrator(session)
        if is_ready:
            click.echo(_("This site has its administrator already; nothing was changed."))
        else:
            _make_administrator(database, settings, name, email, password_stdin=password_stdin)
    finally:
        database.close()
    click.echo(_("Next: pet serve"))
    click.echo(_("Then open {address} and sign in.", address=f"{settings.base_url}/sign-in"))


def _make_ready(database: Database, settings: Settings) -> None:
    click.echo(_("The folder of this site: {folder}", folder=settings.instance))
    schema.upgrade(database)
    click.echo(_("The database is ready."))


def _make_administrator(
    database: Database, settings: Settings, name: str | None, email: str | None, *, password_stdin: bool
) -> None:
    click.echo(
        _("Who looks after this site? They can begin partnerships and help people who cannot sign in.")
    )
    name = name or click.prompt(_("Name"))
    email = email or click.prompt(_("E-mail address"))
    password = asking.asked(from_stdin=password_stdin)
    with database.writing() as session:
        first_steps.make_administrator(
            session,
            email=email,
            name=name,
            password=password,
            secret=settings.secret_key,
            now=utc_now(),
        )
    first_steps.forget_setup_code(settings.instance)
    click.echo(_("{email} can sign in now.", email=email))
