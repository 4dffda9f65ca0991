"""Writes docs/access.md anew from pet/access/matrix.yaml and the running site: `.venv/bin/python tools/make_access.py`.

Read the difference before you commit it: each changed cell is somebody who may do more, or less, than before.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pet.db import schema
from pet.db.session import Database
from pet.settings import Settings
from tests.support import access, matrix
from tests.support.client import make_app
from tests.support.factories import NOW
from tests.support.matrix_world import make_world


def main() -> None:
    """Write the document."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            instance=Path(folder),
            database_url=f"sqlite:///{folder}/pet.sqlite3",
            secret_key="of this run only, and long enough",  # noqa: S106 -- kept nowhere
            base_url="http://localhost",
        )
        database = Database(settings.database_url)
        schema.upgrade(database)
        world = make_world(make_app(settings, database, lambda: NOW), database)
        access.DOCUMENT.write_text(access.document(world, matrix), encoding="utf-8")
        database.close()
    print(f"written: {access.DOCUMENT}")


main()
