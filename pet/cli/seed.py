"""`pet seed`: put the invented partnerships into the database, and say whom to be."""

from collections.abc import Iterator
from pathlib import Path

import click

from pet.access.actor import Role
from pet.db import schema
from pet.db.session import Database
from pet.language import gettext as _
from pet.language import lazy_gettext
from pet.services import demo, letters
from pet.services.demo import Seeded, Who
from pet.settings import Settings, from_environment
from pet.web.site import utc_now

_ROLES = {
    Role.LEAD: lazy_gettext("lead"),
    Role.FACILITATOR: lazy_gettext("facilitator"),
    Role.PARTNER_LEAD: lazy_gettext("partner lead"),
    Role.MEMBER: lazy_gettext("member"),
}


def command() -> click.Command:
    """The command `pet seed` in the language in use."""
    return click.Command(
        "seed",
        callback=_seed,
        params=[
            click.Option(
                ["--anyway"],
                is_flag=True,
                help=_("Also into a database that holds other partnerships."),
            )
        ],
        help=_(
            "Put invented partnerships into the database, to try PET with.\n\n"
            "Their people can sign in, and one round takes answers. Doing it twice changes nothing. Passwords are made "
            "from the secret key of this site and printed each time."
        ),
    )


def _seed(*, anyway: bool) -> None:
    settings = from_environment()
    seeded = seed(settings, anyway=anyway)
    click.echo("\n".join(whom_to_be(seeded, settings.base_url)))


def seed(settings: Settings, *, anyway: bool = False) -> Seeded:
    """Make the invented partnerships in the database of the settings, or find them there.

    Raises:
        PetError: the database is not ready, or holds other partnerships.
    """
    database = Database(settings.database_url)
    try:
        schema.require_current(database)
        with database.writing() as session:
            return demo.seed(
                session,
                now=utc_now(),
                secret=settings.secret_key,
                anyway=anyway,
                letters_to=letters.post_of(settings) if letters_folder(settings) else None,
                tell=click.echo,
            )
    finally:
        database.close()


def letters_folder(settings: Settings) -> Path | None:
    """Where this site writes its letters; `None` where they go out, and invented ones must not, or it sends none."""
    kind, _colon, folder = settings.mail.partition(":")
    return Path(folder) if kind == "folder" else None


def whom_to_be(seeded: Seeded, base_url: str) -> Iterator[str]:
    """What a visitor needs, line by line."""
    yield ""
    yield _("Everybody in it is invented.")
    yield ""
    if seeded.letter_token is not None:
        yield _(
            "Answer the questions of a round that is open, by a letter; best in a window as narrow as a phone:"
        )
        yield f"  {base_url}/r/{seeded.letter_token}"
    else:
        yield _("The round that took answers is over. A new one comes with a new demo: make fresh-demo")
    yield ""
    yield _("Be somebody who answered a round whose results are out:")
    yield f"  {base_url}/r/{seeded.return_token}"
    yield ""
    yield _("Lead a partnership, or take part in one: sign in at {address}", address=f"{base_url}/sign-in")
    yield from _people(seeded.people)
    yield ""


def _people(people: tuple[Who, ...]) -> Iterator[str]:
    width = max(len(one.email) for one in people)
    label_width = max(len(str(label)) for label in _ROLES.values())
    before = None
    for one in people:
        if one.partnership != before:
            yield f"  {one.partnership}" if one.partnership else "  " + _("Who looks after the site")
        before = one.partnership
        role = str(_ROLES[one.role]) if one.role is not None else ""
        yield f"    {role:{label_width}}  {one.email:{width}}  {one.password}"
