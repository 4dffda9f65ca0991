"""What a copy of a database holds: every row of every table with the place where it lies, and the bytes of the file.

A row is a dictionary of its columns. What a database keeps besides is in it under names with a leading `@`: on
PostgreSQL the place and the transaction of a row and the numbers of what it keeps apart, on SQLite the row id and the
places in the file and its log at which the row's own text stands.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from pet.db.engine import sqlite_file
from pet.db.models import METADATA

PAGE = 4096
_KEPT_APART = {"response": ("ratings",), "comment": ("text",)}
# By what text a row is found in a file: drawn at random, so it stands nowhere else.
_NAMED_BY = {"response": "public_id", "comment": "public_id", "return_link": "sha256", "session": "sha256"}


@dataclass(frozen=True)
class Dump:
    """A copy of a whole database: rows by table, in the order in which they lie."""

    tables: dict


def take(database) -> Dump:
    """A copy as it is now."""
    file = sqlite_file(database.engine)
    with database.engine.connect() as connection:
        tables = {
            name: _sqlite(connection, name, table) if file else _postgresql(connection, name)
            for name, table in METADATA.tables.items()
        }
    if file:
        _add_places(tables, file.read_bytes(), "@file")
        log = Path(f"{file}-wal")
        if log.exists():
            _add_places(tables, log.read_bytes(), "@log")
    return Dump(tables)


def _postgresql(connection, name):
    apart = "".join(
        f', pg_column_toast_chunk_id({column}) AS "@apart_{column}"' for column in _KEPT_APART.get(name, ())
    )
    places = 'ctid::text AS "@ctid", xmin::text AS "@xmin", cmin::text AS "@cmin"'
    rows = connection.execute(text(f'SELECT *, {places}{apart} FROM "{name}"'))  # noqa: S608 -- names of ours
    return [_placed(dict(row)) for row in rows.mappings()]


def _placed(row):
    """Numbers in place of what PostgreSQL gives as text: they are ordered as numbers are."""
    page, line = re.findall(r"\d+", row["@ctid"])
    return row | {"@ctid": (int(page), int(line)), "@xmin": int(row["@xmin"]), "@cmin": int(row["@cmin"])}


def _sqlite(connection, name, table):
    has_rowid = table.dialect_options["sqlite"].get("with_rowid", True)
    place = ', rowid AS "@rowid"' if has_rowid else ""
    rows = connection.execute(text(f'SELECT *{place} FROM "{name}"'))  # noqa: S608 -- names of ours
    return [dict(row) for row in rows.mappings()]


def _add_places(tables, raw, name):
    """Where a row's own text stands: the first and the last time, and within a page."""
    for table, column in _NAMED_BY.items():
        for row in tables[table]:
            found = [one.start() for one in re.finditer(re.escape(row[column].encode()), raw)]
            if found:
                row[f"{name}_first"], row[f"{name}_last"] = found[0], found[-1]
                row[f"{name}_page"] = found[0] // PAGE
                row[f"{name}_in_page"] = -(found[0] % PAGE)
