"""People who answer at an even pace, and pages that are looked at meanwhile (design: reliability.md §5, L1 and L4)."""

import threading
import time
from dataclasses import dataclass

from tests.load.crowd import at_once, percentile

READERS = 4  # so that one slow page does not keep the next one waiting


@dataclass(frozen=True)
class Measured:
    """What a run showed.

    Attributes:
        saves, pages: seconds of each.
        refused: answers to saves that were not 200.
        lost: people whose reply was lost.
    """

    saves: list
    pages: list
    refused: list
    lost: list

    def __str__(self):
        return f"{_line('saves', self.saves)}; {_line('pages', self.pages)}"


def _line(what, seconds):
    shares = ", ".join(
        f"p{share:.0%}"[:-1] + f" {percentile(seconds, share)} ms" for share in (0.5, 0.95, 0.99)
    )
    return f"{len(seconds)} {what}: {shares}"


def run(people, *, seconds, saves_a_second, pages_a_second):
    """Let each save at their own even pace for so long, while pages are opened at theirs."""
    begun = time.monotonic()
    end = begun + seconds
    pace = len(people) / saves_a_second
    pages, lost = [], []

    def answer(numbered):
        number, person = numbered
        for due in _times(begun + number / saves_a_second, pace, end):
            _wait(due)
            if not person.save():
                lost.append(person.public_id)

    def look(reader):
        for number, due in enumerate(_times(begun + reader / pages_a_second, READERS / pages_a_second, end)):
            _wait(due)
            pages.append(people[(number * READERS + reader) % len(people)].look())

    readers = [threading.Thread(target=look, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    at_once(answer, enumerate(people), threads=len(people))
    for reader in readers:
        reader.join()
    return Measured(
        [taken for person in people for taken in person.seconds],
        pages,
        [refused for person in people for refused in person.refused],
        lost,
    )


def _times(first, step, end):
    due = first
    while due < end:
        yield due
        due += step


def _wait(due):
    time.sleep(max(0.0, due - time.monotonic()))
