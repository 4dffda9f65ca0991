"""Only pet/db/session.py begins and commits, so that a save is whole, and done before it is thanked for."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
OF_A_DATABASE = re.compile(r"(engine|connection|session|db|database|op|context)$")


def beginning_or_ending(tree):
    """Calls of `commit` on anything, and of `begin` on what sounds like a database."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            receiver = ast.unparse(node.func.value)
            if node.func.attr in {"commit", "autocommit_block"}:
                yield node.func.attr
            elif node.func.attr == "begin" and OF_A_DATABASE.search(receiver):
                yield "begin"


def test_nobody_else_begins_or_commits():
    found = {}
    for folder in ("pet", "migrations"):
        for path in (ROOT / folder).rglob("*.py"):
            if calls := set(beginning_or_ending(ast.parse(path.read_text(encoding="utf-8")))):
                found[path.relative_to(ROOT).as_posix()] = calls
    assert found == {"pet/db/session.py": {"begin", "commit"}}


def test_nobody_else_makes_sessions_or_engines():
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pet").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Session", "sessionmaker", "scoped_session", "create_engine"}
    }
    # comparing.py asks a database in memory what the models mean.
    assert makers == {"pet/db/session.py", "pet/db/engine.py", "pet/db/comparing.py"}
