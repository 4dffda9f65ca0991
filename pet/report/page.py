"""From a story to the bytes of a PDF: papers, the running head and foot, and the loop that fills the pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from reportlab.platypus import Flowable

from pet.record.progress import Progress, silent
from pet.report import fonts, styles, text
from pet.report.contents import Contents, Cover
from pet.report.metadata import Meta
from pet.report.prose import Heading
from pet.report.stack import SideBySide, Stack, fill
from pet.report.tagging import TaggedCanvas

__all__ = ["PAPERS", "Meta", "Paper", "PaperName", "render"]

PaperName = Literal["a4", "letter", "a3"]

# Validators take what lies in the outer 12 % of a page for a running head or foot, so words of the story stay within.
_EDGE = 0.12
_HEAD, _FOOT = 48.0, 41.0  # from the edge of the paper to the baselines of head and foot
_LEADING = 12.0
_RUNNING = (fonts.REGULAR, 9.0)
_PROSE_WORDS = 8
_FEWEST_WORDS = 2
_DRAWN = 0.95  # of the work is done when all pages are drawn; the rest is writing the file


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, in points.

    Attributes:
        width: of the sheet.
        height: of the sheet.
        measure: the width of the text area: the same on A4 and US Letter, wider on posters.
    """

    width: float
    height: float
    measure: float = styles.WIDTH

    @property
    def left(self) -> float:
        """The left edge of the text area."""
        return (self.width - self.measure) / 2

    @property
    def top(self) -> float:
        """The upper edge of the text area; its first line of text lies a little below."""
        return self.height * (1 - _EDGE) + 7.0

    @property
    def room(self) -> float:
        """The height of the text area."""
        return self.top - self.height * _EDGE + 10.0


PAPERS: dict[PaperName, Paper] = {
    "a4": Paper(595.28, 841.89),
    "letter": Paper(612.0, 792.0),
    "a3": Paper(841.89, 1190.55, 720.0),
}


def render(
    story: Sequence[Flowable], meta: Meta, *, page: PaperName = "a4", progress: Progress = silent
) -> bytes:
    """The story as a tagged PDF; the same story and meta give the same bytes.

    Args:
        story: flowables of `pet.report.flowables`, made for this call: they can be drawn once.
        meta: title, language, head and foot.
        page: `a4`, `letter`, or `a3` for posters.
        progress: told after every page which share of the story is drawn.

    Raises:
        ValueError: the story was drawn before.
    """
    paper, rest = PAPERS[page], list(story)
    _tell_contents(rest)
    title = _running_title(text.clean(meta.running or meta.title), rest)
    file = BytesIO()
    canvas = TaggedCanvas(file, pagesize=(paper.width, paper.height), meta=meta)
    section, length = "", max(len(rest), 1)
    while rest or canvas.getPageNumber() == 1:
        here, rest = fill(rest, paper.measure, paper.room, fresh=True)
        if here and isinstance(here[0], Stack) and here[0].running:
            canvas.start_running(here[0].running)
        _draw(here, canvas, paper)
        section, running = canvas.turn_running(section)
        if not any(isinstance(flowable, Cover) for flowable in here):
            coded = f"{text.clean(meta.code)} · {canvas.getPageNumber()}" if meta.code else running
            _draw_head(canvas, paper, title, coded)
            _draw_foot(canvas, paper, text.clean(meta.footer))
        canvas.showPage()
        progress(max(1.0 - len(rest) / length, 0.0) * _DRAWN)
    canvas.save()
    progress(1.0)
    return file.getvalue()


def _draw(flowables: Sequence[Flowable], canvas: TaggedCanvas, paper: Paper) -> None:
    stack = Stack(flowables)
    stack.wrap(paper.measure, paper.room)
    stack.drawOn(canvas, paper.left, paper.top - stack.height)


def _draw_head(canvas: TaggedCanvas, paper: Paper, title: str, section: str) -> None:
    """The document at the left, the section at the right."""
    title = fonts.shorten(_label(title), *_RUNNING, paper.measure * 0.58)
    section = fonts.shorten(_label(section), *_RUNNING, paper.measure * 0.38)
    top = paper.height - _HEAD
    # Where even so the two together would pass for a sentence that screen readers skip, they share no line.
    lower = top - _LEADING if _reads_like_prose(f"{title} {section}") else top
    with canvas.artifact("Header"):
        canvas.setFillColor(styles.MUTED)
        canvas.draw_text(paper.left, top, title, _RUNNING)
        canvas.draw_text(paper.left + paper.measure, lower, section, _RUNNING, align="right")


def _draw_foot(canvas: TaggedCanvas, paper: Paper, promise: str) -> None:
    """A line, the promise at the left, the number of the page at the right."""
    right = paper.left + paper.measure
    with canvas.artifact("Footer"):
        canvas.setFillColor(styles.MUTED)
        canvas.rule(paper.left, _FOOT + 14, paper.measure, colour=styles.RULE, thickness=0.75)
        canvas.draw_text(paper.left, _FOOT, fonts.shorten(promise, *_RUNNING, paper.measure - 60), _RUNNING)
        canvas.draw_text(right, _FOOT, str(canvas.getPageNumber()), _RUNNING, align="right")


def _label(words: str) -> str:
    """The words, or the first of them where they would pass for a sentence."""
    return f"{' '.join(words.split()[: _PROSE_WORDS - 1])}…" if _reads_like_prose(words) else words


def _running_title(title: str, story: Sequence[Flowable]) -> str:
    """The title, cut the same on every page to as many of its first words as may share a line with the sections."""
    named = [str(getattr(flowable, "running", "")) for flowable in story]
    sections = [_label(running) for running in named if running]
    shortest = _first_words(title, _FEWEST_WORDS)
    sections = [section for section in sections if not _reads_like_prose(f"{shortest} {section}")]
    for count in range(len(title.split()), _FEWEST_WORDS, -1):
        said = _first_words(title, count)
        if not any(_reads_like_prose(f"{said} {section}") for section in sections):
            return said
    return shortest


def _first_words(title: str, count: int) -> str:
    words = title.split()
    return title if count >= len(words) else f"{' '.join(words[:count])}…"


def _reads_like_prose(line: str) -> bool:
    words = line.split()
    return len(words) >= _PROSE_WORDS and sum(word[:1].islower() for word in words) >= _PROSE_WORDS // 2


def _tell_contents(story: Sequence[Flowable]) -> None:
    """Give every heading a key of its own, and the contents the headings."""
    headings = list(_headings(story))
    taken: set[str] = set()
    for number, heading in enumerate(headings, 1):
        if not heading.key or heading.key in taken:
            heading.key = f"heading-{number}"
        taken.add(heading.key)
    for flowable in story:
        if isinstance(flowable, Contents):
            flowable.take(headings)


def _headings(flowables: Iterable[Flowable]) -> Iterator[Heading]:
    for flowable in flowables:
        if isinstance(flowable, Heading):
            yield flowable
        elif isinstance(flowable, Stack):
            yield from _headings(flowable.children)
        elif isinstance(flowable, SideBySide):
            yield from _headings([*flowable.left.children, *flowable.right.children])
