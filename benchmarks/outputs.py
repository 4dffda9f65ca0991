"""Make one file of a round that has everything, and print seconds (imports excluded), peak memory in MB, pages."""

import io
import sys
import time

from benchmarks.evaluating import round_of
from benchmarks.timing import peak
from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Options
from pet.analysis.ratings import Comment
from pet.exports import makers
from pet.record.model import Action, Record

PEOPLE, COMMENTS, ACTIONS = 200, 150, 5


def record() -> Record:
    """42 themes, 12 partners, 200 people, beside an earlier round, with comments and actions."""
    now, then = round_of(PEOPLE), round_of(PEOPLE - 20)
    themes = now.framework.theme_ids
    comments = [
        Comment(themes[n % len(themes)], f"Comment {n}: we could say more about this.", n)
        for n in range(COMMENTS)
    ]
    earlier = Earlier(then, evaluate(then, (), Options(title="First look")))
    return Record(
        framework=now.framework,
        computed=evaluate(now, comments, Options(title="Second look"), earlier),
        partnership="A benchmark",
        actions=tuple(Action(what=f"Action {n}", theme=themes[n]) for n in range(ACTIONS)),
    )


def main(name: str) -> None:
    """Make it once before, in another round, so that modules are loaded as in a worker that has worked before."""
    made = record()
    makers.make(Record(framework=made.framework, computed=evaluate(round_of(30))), name)
    start = time.perf_counter()
    data = makers.make(made, name)
    seconds = time.perf_counter() - start
    print(seconds, peak(), _pages(name, data))


def _pages(name: str, data: bytes) -> int:
    if not name.endswith(".pdf"):
        return 1
    from pypdf import PdfReader  # noqa: PLC0415 -- after the memory was read

    return len(PdfReader(io.BytesIO(data)).pages)


if __name__ == "__main__":
    main(sys.argv[1])
