"""People at the floor: the same client at the same pace as those at the site."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.floor_server import floors
from tests.load.crowd import LOST
from tests.support.visitor import Visitor


@dataclass
class Bystander:
    """Somebody who does at the floor what a respondent does at the site."""

    url: str
    public_id: str = "floor"
    seconds: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    submitting: float = 0.0

    def __post_init__(self) -> None:
        """Connections of their own for saving and for looking."""
        self._saving, self._reading = Visitor(self.url), Visitor(self.url)

    def save(self) -> bool:
        """One row."""
        begun = time.perf_counter()
        try:
            answer = self._saving.send("/insert", {})
        except LOST:
            return False
        self.seconds.append(time.perf_counter() - begun)
        if answer.status != http.client.OK:
            self.refused.append(answer.status)
        return True

    def look(self) -> float:
        """A page."""
        begun = time.perf_counter()
        assert self._reading.get("/bare").status == http.client.OK
        return time.perf_counter() - begun

    def submit(self) -> None:
        """One row as well."""
        self.save()
        self.submitting = self.seconds[-1]

    def close(self) -> None:
        """Close both."""
        self._saving.close()
        self._reading.close()


@contextmanager
def bystanders(folder: Path) -> Iterator[Callable[[int], list[Bystander]]]:
    """Makes people at the floor, who have been there before."""
    with floors(folder / "floors") as floor, ExitStack() as leaving:

        def gather(number: int) -> list[Bystander]:
            people = [Bystander(floor.url) for _ in range(number)]
            for person in people:
                leaving.callback(person.close)
                person.save(), person.look()
                person.seconds.clear()
            return people

        yield gather
