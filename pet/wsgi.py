"""The site for a WSGI server: `gunicorn "pet.wsgi:create()"`, or simply `pet serve`."""

from flask import Flask

from pet.db import schema
from pet.db.session import Database
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
    finally:
        database.close()
    journal.to_standard_error()
    return create_app(settings, database=database)
