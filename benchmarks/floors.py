"""The least that a page can cost, served as PET's pages are: what their times are held against.

`/bare` is a page without a question to the database, `/insert` adds one row under the same sync as a save, or so many,
`/table` decodes a stored result and fills a table of so many cells, `/file` sends a file as it is.
"""

import json
import os
import threading
from pathlib import Path

from flask import Flask, Response, render_template
from jinja2 import DictLoader

from pet.db import engine

FOLDER = Path(os.environ["PET_BENCH_FOLDER"])
RESULT, REPORT, ROWS = FOLDER / "result.json", FOLDER / "report.pdf", FOLDER / "floor.sqlite3"
_PAGE = "<!doctype html><html lang=en><title>Bare</title><h1>{{ heading }}</h1>"
_TABLE = """<!doctype html><html lang=en><title>Table</title><h1>{{ heading }}</h1><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>"""
_COLUMNS = 8
app = Flask(__name__, static_folder=None)
app.jinja_loader = DictLoader({"page.html": _PAGE, "table.html": _TABLE})
_own = threading.local()


@app.get("/healthz")
def healthz() -> str:
    """It is there."""
    return "ok"


@app.get("/bare")
def bare() -> str:
    """A template with one value."""
    return render_template("page.html", heading="Bare")


@app.post("/insert")
@app.post("/insert/<int:rows>")
def insert(rows: int = 1) -> dict[str, int]:
    """One row, or so many, committed before the answer."""
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO save (document) VALUES (?)", [("x" * 200,)] * rows)
    connection.execute("COMMIT")
    return {"saved": rows}


@app.get("/table/<int:cells>")
def table(cells: int) -> str:
    """The stored result decoded, and a table of so many cells filled with its values."""
    values = list(_leaves(json.loads(RESULT.read_bytes())))
    filled = [values[number % len(values)] for number in range(cells)]
    rows = [filled[start : start + _COLUMNS] for start in range(0, cells, _COLUMNS)]
    return render_template("table.html", heading="Table", rows=rows)


@app.get("/file")
def file() -> Response:
    """The report's bytes."""
    return Response(REPORT.read_bytes(), mimetype="application/pdf")


def _connection():  # noqa: ANN202 -- of whichever SQLite module the site uses
    if not hasattr(_own, "connection"):
        module = engine.sqlite_module()
        _own.connection = module.connect(ROWS, timeout=10, isolation_level=None)
        mode = engine.journal_mode(module.sqlite_version_info)
        _own.connection.execute(f"PRAGMA journal_mode={mode}")
        _own.connection.execute("PRAGMA synchronous=FULL")
        _own.connection.execute("CREATE TABLE IF NOT EXISTS save (id INTEGER PRIMARY KEY, document TEXT)")
    return _own.connection


def _leaves(value: object):  # noqa: ANN202 -- strings and numbers, one after the other
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value
