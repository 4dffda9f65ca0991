"""Short paragraphs in two columns: more on a page, in lines that are still easy to read."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pet.report import styles
from pet.report.stack import SideBySide, tall

_AFTER = 6.0  # points below a pair of columns


def in_columns(flowables: Sequence[Flowable], *, most: float, first: float | None = None) -> list[Flowable]:
    """The flowables in pairs of columns as equally high as may be, each pair on one page.

    Args:
        flowables: in the order of reading, each low enough for a column.
        most: the height of a whole page, in points.
        first: what is left of the page on which they begin; a whole page if not said.
    """
    reach, room, start = _Reach(flowables), most if first is None else first, 0
    pairs: list[Flowable] = []
    while start < len(flowables):
        end = reach.end(start, room)
        cut = reach.cut(start, end)
        pair = SideBySide(flowables[start:cut], flowables[cut:end], gap=styles.GAP)
        pair.after = _AFTER
        pairs.append(pair)
        start, room = end, most
    return pairs


class _Reach:
    """How high runs of the flowables are in a column, each measured once."""

    def __init__(self, flowables: Sequence[Flowable]) -> None:
        self._keeps = [bool(getattr(flowable, "keeps_next", False)) for flowable in flowables]
        self._unders, self._tops = [0.0], list[float]()
        after = 0.0
        for flowable in flowables:
            high = tall(flowable, (styles.WIDTH - styles.GAP) / 2)
            self._tops.append(self._unders[-1] + max(after, flowable.getSpaceBefore()))
            self._unders.append(self._tops[-1] + high)
            after = flowable.getSpaceAfter()

    def end(self, start: int, room: float) -> int:
        """After which flowable a pair of columns of this height ends; it holds at least one."""
        for end in range(len(self._tops), start + 1, -1):
            cut = self.cut(start, end)
            if not self._keeps[end - 1] and max(self._high(start, cut), self._high(cut, end)) <= room:
                return end
        return start + 1

    def cut(self, start: int, end: int) -> int:
        """Where the right column begins so that the higher one is low; after nothing that keeps its next."""
        cuts = [cut for cut in range(start + 1, end + 1) if cut == end or not self._keeps[cut - 1]]
        return min(cuts, key=lambda cut: max(self._high(start, cut), self._high(cut, end)))

    def _high(self, start: int, end: int) -> float:
        return self._unders[end] - self._tops[start] if end > start else 0.0
