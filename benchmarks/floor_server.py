"""The floors as a server, with the settings of the site's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import Server
from tests.support.visitor import Visitor


class Floors(Visitor):
    """A client of the floors, which also puts files where they read them."""

    def __init__(self, url: str, folder: Path) -> None:
        super().__init__(url)
        self._folder = folder

    def keep(self, name: str, content: bytes) -> None:
        """Let the floors have a file."""
        (self._folder / name).write_bytes(content)


@contextmanager
def floors(folder: Path) -> Iterator[Floors]:
    """The floors, served from a folder of their own."""
    folder.mkdir()
    server = Server(folder, "", application="benchmarks.floors:app")
    server.environ["PET_BENCH_FOLDER"] = str(folder)
    client = Floors(server.url, folder)
    try:
        server.start()
        yield client
    finally:
        client.close()
        server.stop()
