"""What fits on a page: versions of it are made in turn, from the richest to the plainest."""

from collections.abc import Iterable

from pet.report.sections.book import Story, height


def fitting(versions: Iterable[Story], room: float) -> Story:
    """The first version that fits, or the last one where none does.

    Args:
        versions: at least one, made only when the ones before did not fit.
        room: the height of the page in points.
    """
    chosen: Story = []
    for version in versions:
        chosen = version
        if height(chosen) <= room:
            break
    return chosen
