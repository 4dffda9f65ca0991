"""`pet letters`: how letters fare, and another try for those that did not go."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from pet.db import schema
from pet.db.session import Database
from pet.jobs.queue import Queue
from pet.jobs.work import utc_now
from pet.language import gettext as _
from pet.language import ngettext
from pet.mail.trouble import words
from pet.services import letters
from pet.services.letters import again, standing
from pet.services.letters.standing import Delivery
from pet.settings import Settings, from_environment
from pet.words import dates

_SECONDS = 0.5  # between two looks


def command() -> click.Group:
    """The group `pet letters` in the language in use."""
    return click.Group(
        "letters",
        help=_("See how letters fare, and send them again."),
        commands=[_status_command(), _retry_command()],
    )


def _status_command() -> click.Command:
    return click.Command(
        "status",
        callback=_status,
        params=[
            click.Option(
                ["--watch"],
                is_flag=True,
                help=_("Show a bar until no letter waits any more, or Ctrl+C is pressed."),
            )
        ],
        help=_("Say how many letters wait, were sent, came back or were given up."),
        short_help=_("Say how letters fare."),
    )


def _retry_command() -> click.Command:
    return click.Command(
        "retry",
        callback=_retry,
        help=_(
            "Try letters now that wait after a failure, and those that were given up.\n\n"
            "Do it once the mail server works again."
        ),
        short_help=_("Try letters again that did not go."),
    )


def _status(*, watch: bool) -> None:
    with _database(makes=False) as (_settings, database):
        if watch:
            _watch(database)
        with database.reading() as session:
            found, since = standing.everywhere(session), standing.waiting_since(session)
            troubles = standing.troubles(session)
    for word, number in _lines(found):
        click.echo(f"{number:>7}  {word}")
    if since is not None and since <= utc_now():
        click.echo(_("The oldest has been due since {moment}.", moment=dates.moment(since)))
    if troubles:
        click.echo(_("Why letters did not go when they were last tried:"))
    for trouble, number in troubles.items():
        click.echo(f"{number:>7}  {words(trouble)}")


def _lines(found: Delivery) -> tuple[tuple[str, int], ...]:
    return (
        (_("waiting"), found.queued),
        (_("sent"), found.sent),
        (_("refused by the mail server"), found.bounced),
        (_("given up after several tries"), found.failed),
        (_("not wanted any more"), found.cancelled),
    )


def _watch(database: Database) -> None:
    """A bar that fills while letters go out; those that came meanwhile lengthen it."""
    first = _now(database)
    done_before = first.total - first.queued
    with click.progressbar(length=max(1, first.queued), label=_("Letters"), file=sys.stderr) as bar:
        found = first
        while found.queued:
            time.sleep(_SECONDS)
            found = _now(database)
            bar.length = max(1, found.total - done_before)
            bar.update(found.total - found.queued - done_before - bar.pos)
        bar.update((bar.length or 0) - bar.pos)


def _now(database: Database) -> Delivery:
    with database.reading() as session:
        return standing.everywhere(session)


def _retry() -> None:
    with _database() as (settings, database):
        Queue(settings.instance).wake_after_commits(database)
        with database.writing() as session:
            done = again.try_again(session, letters.post_of(settings), now=utc_now())
    number = done.hurried + done.revived
    click.echo(
        ngettext("{number} letter is tried again.", "{number} letters are tried again.", number)
        if number
        else _("There is no letter to try again.")
    )
    if done.left:
        click.echo(
            ngettext(
                "{number} letter needs a new link, which a lead can send on the page of the round’s people.",
                "{number} letters need a new link, which a lead can send on the page of the round’s people.",
                done.left,
            )
        )


@contextmanager
def _database(*, makes: bool = True) -> Iterator[tuple[Settings, Database]]:
    settings = from_environment(makes=makes)
    database = Database(settings.database_url)
    try:
        schema.require_current(database)
        yield settings, database
    finally:
        database.close()
