"""Labels in a column: each as near to where it belongs as the others allow, none over another."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], highs: Sequence[float], limits: tuple[float, float]) -> tuple[float, ...]:
    """The middles of labels of these heights, with the least sum of squared moves (pool adjacent violators).

    Args:
        wanted: where each would best stand, its middle, from top to bottom.
        highs: how high each is.
        limits: the upper and the lower edge of the column; the labels together are no higher.
    """
    offsets = [sum(highs[:n]) + high / 2 for n, high in enumerate(highs)]
    blocks: list[list[float]] = []
    for place, offset in zip(wanted, offsets, strict=True):
        blocks.append([place - offset])
        while len(blocks) > 1 and _mean(blocks[-2]) > _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    least, most = limits[0], max(limits[1] - sum(highs), limits[0])
    starts = (min(max(_mean(block), least), most) for block in blocks for _one in block)
    return tuple(start + offset for start, offset in zip(starts, offsets, strict=True))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
