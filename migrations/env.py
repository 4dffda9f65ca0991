"""Runs migrations on the connection that pet.db.schema hands over, in one transaction: all steps or none."""
# ruff: noqa: INP001 -- Alembic loads this file by its path

from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationInfo
from sqlalchemy import Connection

from pet.db.base import Instant
from pet.db.models import METADATA
from pet.db.schema import Step
from pet.db.session import Database
from pet.settings import from_environment


def _plain_type(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own types as what they are in the database: a migration must not change when PET does."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def _told(*, step: MigrationInfo, **_rest: Any) -> None:
    """Pass on which step was taken."""
    script = step.up_revision
    context.config.attributes.get("told", print)(Step(script.revision, script.doc.rstrip(".")))


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters a table by making it anew
        render_item=_plain_type,
        transactional_ddl=True,
        on_version_apply=_told,
    )
    context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    _run(given)
else:  # `alembic revision`, when somebody writes a migration
    with Database(from_environment().database_url).migrating() as own:
        _run(own)
