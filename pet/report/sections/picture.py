"""The one picture of a round: the radar, the earlier round dashed where there is one, its strip, and the sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from matplotlib.figure import Figure

from pet.charts import build
from pet.charts.draw import figure
from pet.charts.spec import Spec
from pet.charts.spec.radar import Radar
from pet.language import gettext as _
from pet.report import styles
from pet.report.flowables import Body, ChartFigure, Fine, SideBySide
from pet.report.prose import Words
from pet.report.sections.book import Book, Story, height, lesser
from pet.report.sections.fitting import fitting
from pet.report.text import clean
from pet.words import sections
from pet.words.numbers import whole

_WIDEST, _MARGIN = 280.0, 60.0  # points: a radar that is made smaller; what a page keeps free around it
SHARES = (0.56, 0.52, 0.48, 0.44, 0.4)  # of the width: the pictures beside the sentences, as large as fits
Said = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How much stands on the page.

    Attributes:
        reading: whether how to read the radar stands below it.
        strip: whether the numbers follow as a strip.
        kind: how large the sentences are.
        longest: the most characters of a sentence.
    """

    reading: bool = False
    strip: bool = True
    kind: type[Words] = Fine
    longest: int = 600


_LOOKS = (_Look(reading=True, kind=Body), _Look(kind=Body), _Look())
_SHORT_LOOKS = (_Look(longest=240), _Look(longest=120), _Look(strip=False, longest=120))
_LAST = _Look(strip=False, longest=120)


def story(
    book: Book, above: Story, spec: Radar | None, *, more: Sequence[Said] = (), whose: str = ""
) -> Story:
    """A page, and never more than one: radar and strip at the left, the sentences at the right, as large as fits.

    Where texts are so long that nothing else helps, the strip and the ends of sentences are left out, and the radar
    becomes smaller.

    Args:
        book: the report.
        above: what heads the page.
        spec: the radar; `None` where the axes make no shape.
        more: titles and sentences that follow those of the result at a glance.
        whose: whose answers the radar shows, above it; empty where it shows everybody's.
    """
    said = [*sentences(book), *more]
    return fitting(_versions(book, above, spec, said, whose), book.room)


def _versions(
    book: Book, above: Story, spec: Radar | None, said: Sequence[Said], whose: str
) -> Iterator[Story]:
    gallery = _Gallery()
    head: Story = [lesser(2, whose)] if whose and spec is not None else []
    strip = build.strip(book.result, book.framework)
    tries = [*product(SHARES, _LOOKS), *((share, look) for look in _SHORT_LOOKS for share in SHARES[::2])]
    for share, look in tries:
        left = (styles.WIDTH - styles.GAP) * share
        pictures: Story = [] if spec is None else [*head, gallery.hang(spec, left, reading=look.reading)]
        if strip is not None and (look.strip or spec is None):
            pictures += [lesser(2, _strip_title(book)), gallery.hang(strip, left, reading=spec is None)]
        yield [*above, SideBySide(pictures, _told(said, look), share=share, gap=styles.GAP)]
    most = book.room - height(above) - _MARGIN
    shrunk = [] if spec is None else [*head, _Low(figure(spec, width=_WIDEST), spec.description, most=most)]
    yield [*above, SideBySide(shrunk, _told(said, _LAST), share=SHARES[-1], gap=styles.GAP)]


class _Gallery:
    """Charts by name and width, each drawn once: that takes longer than all the rest."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, float], Figure] = {}

    def hang(self, spec: Spec, width: float, *, reading: bool) -> ChartFigure:
        """The chart, with how to read it below or not."""
        if (spec.name, width) not in self._drawn:
            self._drawn[spec.name, width] = figure(spec, width=width)
        drawn = self._drawn[spec.name, width]
        return ChartFigure(drawn, spec.description, caption=spec.reading if reading else "")


class _Low(ChartFigure):
    """A chart made smaller until it is no higher than `most` points."""

    def __init__(self, drawn: Figure, alt: str, *, most: float) -> None:
        super().__init__(drawn, alt)
        self.most = most

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Both its width and its height fit; see ReportLab."""
        super().wrap(width, height)
        self._scale *= min(1.0, max(self.most, 1.0) / self.height)
        self.height = self._size[1] * self._scale
        return self.width, self.height


def _strip_title(book: Book) -> str:
    """Whose answers the strip shows, and how many they are."""
    count = whole(book.result.respondents)
    if book.is_open:
        return _("The answers of all partners ({count}), one line each", count=count)
    return _("Everybody’s answers ({count}), one line each", count=count)


def sentences(book: Book) -> list[Said]:
    """What we share, where we differ, what is hard, what many do not know, and what has changed."""
    found = book.glance
    changed = [(sections.changed(), found.changed)] if found.changed else []
    return [*found.sentences, *changed]


def _told(said: Sequence[Said], look: _Look) -> Story:
    return [
        flowable
        for title, words in said
        for flowable in (lesser(2, title), look.kind(clean(words, longest=look.longest)))
    ]
