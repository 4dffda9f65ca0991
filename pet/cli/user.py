"""`pet user`: people who sign in."""

import click
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pet.cli import passwords as asking
from pet.db import schema
from pet.db.models import Account, Partnership
from pet.db.session import Database
from pet.errors import PetError
from pet.language import gettext as _
from pet.services import accounts, audit, letters, own_account, passwords
from pet.services.acts import Act
from pet.settings import from_environment
from pet.web.site import utc_now


def command() -> click.Group:
    """The group `pet user` in the language in use."""
    return click.Group("user", help=_("People who sign in."), commands=[_add_command(), _password_command()])


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
            asking.option(),
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
        password = asking.asked(from_stdin=password_stdin)
        with database.writing() as session:
            account = accounts.add(
                session, email=email, name=name, password=password, is_admin=is_admin, now=utc_now()
            )
            for partnership in partnerships:
                accounts.make_lead(session, account_id=account.id, partnership_id=partnership)
            audit.note(session, audit.PET, Act.ADD_ACCOUNT, about={"person": account.name}, now=utc_now())
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


def _password_command() -> click.Command:
    return click.Command(
        "password",
        callback=_password,
        params=[click.Argument(["email"], metavar=_("EMAIL")), asking.option()],
        help=_(
            "Give somebody a new password, where the site cannot mail them a link.\n\n"
            "They are signed out everywhere. Tell them the password yourself, and ask them to change it."
        ),
    )


def _password(email: str, *, password_stdin: bool) -> None:
    settings = from_environment()
    database = Database(settings.database_url)
    try:
        schema.require_current(database)
        with database.reading() as session:
            account = _account(session, email)
        password = asking.asked(from_stdin=password_stdin)
        if reason := passwords.problem_with(password, email=account.email, name=account.name):
            raise PetError(reason)
        kept, post, now = passwords.hashed(password), letters.post_of(settings), utc_now()
        with database.writing() as session:
            own_account.change_password(session, post, account_id=account.id, new_hash=kept, now=now)
            accounts.forgive(session, email=account.email, secret=settings.secret_key)
            audit.note(session, audit.PET, Act.SET_PASSWORD, about={"person": account.name}, now=now)
    finally:
        database.close()
    click.echo(_("{email} can sign in with the new password now.", email=account.email))


def _account(session: Session, email: str) -> Account:
    account = session.scalar(select(Account).where(Account.email == accounts.normal_email(email)))
    if account is None:
        raise PetError(_("Nobody signs in with the e-mail address {email}.", email=email))
    return account
