"""The site for a WSGI server: `gunicorn "pet.wsgi:create()"`, or simply `pet serve`."""

from flask import Flask

from pet.db import schema
from pet.db.session import Database
from pet.jobs.queue import Queue
from pet.services import first_steps
from pet.settings import Settings, from_environment
from pet.web import journal
from pet.web.app import create_app


def create(settings: Settings | None = None) -> Flask:
    """The site with these settings, or with those of the environment; it says what happens on standard error.

    No connection to the database is open afterwards, so that a server can fork.

    Raises:
        PetError: a setting cannot be used, or the database is not one for this version of PET.
    """
    settings = settings or from_environment()
    database = Database(settings.database_url)
    try:
        schema.require_current(database)
        _prepare_first_steps(settings, database)
    finally:
        database.close()
    Queue(settings.instance).wake_after_commits(database)
    journal.to_standard_error()
    return create_app(settings, database=database)


def _prepare_first_steps(settings: Settings, database: Database) -> None:
    """While nobody has an account, the setup code lies ready for the page that makes the first one."""
    with database.reading() as session:
        is_new = first_steps.is_new(session)
    if is_new:
        first_steps.make_setup_code(settings.instance)
    else:
        first_steps.forget_setup_code(settings.instance)
