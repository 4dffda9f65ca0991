"""Whether the tables in a database are those of the models: every table, column and rule as a line of text.

Alembic compares most of this but never CHECKs, so both sides are described in the same words here. What the models
mean is asked of the same engine: on SQLite of a database in memory, on PostgreSQL of temporary tables.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Inspector, create_engine, inspect, text
from sqlalchemy.pool import StaticPool

from pet.db.engine import sqlite_module
from pet.db.models import METADATA
from pet.db.schema import VERSIONS
from pet.db.session import Database


@dataclass(frozen=True, slots=True)
class Differences:
    """What is described on one side only, in lines such as `round: check ck_round_form_known: form IN (…)`."""

    only_in_database: tuple[str, ...]
    only_in_models: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.only_in_database or self.only_in_models)


def differences(database: Database) -> Differences:
    """What the tables in the database and the models do not have in common.

    Raises:
        UnavailableError: the database cannot be read now.
    """
    if database.engine.dialect.name == "sqlite":
        with database.reading() as session, _models_on_sqlite() as expected:
            return _compared(_found(session.connection()), _described(expected, METADATA.tables))
    with database.writing() as session:  # temporary tables are written, and taken back
        connection = session.connection()
        found = _found(connection)
        connection = connection.execution_options(schema_translate_map={None: "pg_temp"})
        METADATA.create_all(connection, checkfirst=False)
        schema = connection.scalar(text("SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()"))
        meant = _described(connection, METADATA.tables, schema)
        session.rollback()
    return _compared(found, meant)


@contextmanager
def _models_on_sqlite() -> Iterator[Connection]:
    engine = create_engine("sqlite://", module=sqlite_module(), poolclass=StaticPool)
    try:
        METADATA.create_all(engine)
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _compared(found: set[str], expected: set[str]) -> Differences:
    return Differences(tuple(sorted(found - expected)), tuple(sorted(expected - found)))


def _found(connection: Connection) -> set[str]:
    return _described(connection, set(inspect(connection).get_table_names()) - {VERSIONS})


def _described(connection: Connection, tables: Iterable[str], schema: str | None = None) -> set[str]:
    inspector = inspect(connection)
    return {f"{table}: {line}" for table in tables for line in _lines(inspector, table, schema)}


def _lines(inspector: Inspector, table: str, schema: str | None) -> Iterator[str]:
    own = f'"{schema}".'  # as numbers that count up name the place where they count
    for column in inspector.get_columns(table, schema):
        filled = "" if column["nullable"] else " NOT NULL"
        default = "" if column["default"] is None else f" DEFAULT {column['default']}".replace(own, "")
        kind = column["type"].compile(inspector.dialect)
        yield f"column {column['name']} {kind}{filled}{default}"
    key = inspector.get_pk_constraint(table, schema)
    yield f"primary key {key['name']} {_listed(key['constrained_columns'])}"
    for unique in inspector.get_unique_constraints(table, schema):
        yield f"unique {unique['name']} {_listed(unique['column_names'])}"
    for link in inspector.get_foreign_keys(table, schema):
        target = f"{link['referred_table']} {_listed(link['referred_columns'])}"
        how = _options(link["options"])
        yield f"foreign key {link['name']} {_listed(link['constrained_columns'])} to {target}{how}"
    for index in inspector.get_indexes(table, schema):
        if "duplicates_constraint" not in index:
            kind = "unique index" if index["unique"] else "index"
            yield f"{kind} {index['name']} {_listed(index['column_names'])}"
    for check in inspector.get_check_constraints(table, schema):
        yield f"check {check['name']}: {' '.join(check['sqltext'].split())}"
    options = inspector.get_table_options(table, schema)
    if options:
        yield f"table{_options(options)}"


def _listed(names: Iterable[str | None]) -> str:
    return f"({', '.join(map(str, names))})"


def _options(options: Mapping[str, Any]) -> str:
    return "".join(f" {name}={value}" for name, value in sorted(options.items()))
