"""`pet user`: people who sign in."""

import sys

import click
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pet.db import schema
from pet.db.models import Partnership
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import accounts, passwords
from pet.settings import from_environment
from pet.web.site import utc_now


def command() -> click.Group:
    """The group `pet user` in the language in use."""
    return click.Group("user", help=_("People who sign in."), commands=[_add_command()])


def _add_command() -> click.Command:
    return click.Command(
        "add",
        callback=_add,
        params=[
            click.Argument(["email"], metavar=_("EMAIL")),
            click.Option(["--name"], required=True, metavar="NAME", help=_("What colleagues call them.")),
            click.Option(
                ["--lead-of"],
                multiple=True,
                metavar="PARTNERSHIP",
                help=_("Make them a lead of this partnership, by its name or id. Can be repeated."),
            ),
            click.Option(
                ["--admin", "is_admin"],
                is_flag=True,
                help=_("Let them look after the site. It gives no right to see answers or results."),
            ),
            click.Option(
                ["--password-stdin"],
                is_flag=True,
                help=_("Read the password from standard input instead of asking for it."),
            ),
        ],
        help=_(
            "Add somebody who can sign in.\n\n"
            "The password needs at least {number} characters; a few words in a row do well.",
            number=passwords.SHORTEST,
        ),
    )


def _add(email: str, name: str, lead_of: tuple[str, ...], *, is_admin: bool, password_stdin: bool) -> None:
    database = Database(from_environment().database_url)
    try:
        schema.require_current(database)
        with database.reading() as session:
            partnerships = [_partnership(session, wanted) for wanted in lead_of]
        password = _from_standard_input() if password_stdin else _asked()
        with database.writing() as session:
            account = accounts.add(
                session, email=email, name=name, password=password, is_admin=is_admin, now=utc_now()
            )
            for partnership in partnerships:
                accounts.make_lead(session, account_id=account.id, partnership_id=partnership)
    finally:
        database.close()
    click.echo(_("{email} can sign in now.", email=account.email))


def _partnership(session: Session, wanted: str) -> int:
    """The id in the database of a partnership that is called so."""
    found = session.scalars(
        select(Partnership.id).where(or_(Partnership.public_id == wanted, Partnership.name == wanted))
    ).all()
    if len(found) == 1:
        return found[0]
    if found:
        raise PetError(_("Several partnerships are called “{name}”. Give the id of one.", name=wanted))
    raise PetError(_("There is no partnership called “{name}”.", name=wanted))


def _from_standard_input() -> str:
    return sys.stdin.readline(passwords.LONGEST + 3).rstrip("\r\n")


def _asked() -> str:
    password: str = click.prompt(
        _("Password"), hide_input=True, confirmation_prompt=_("The same password again")
    )
    return password
