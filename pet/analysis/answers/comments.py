"""What people wrote on themes, in the columns beside the ratings."""

from collections.abc import Iterator, Mapping
from itertools import compress

import numpy as np
import numpy.typing as npt

from pet.analysis.answers.cells import comment
from pet.analysis.answers.sheet import Sheet
from pet.analysis.options import Mode
from pet.analysis.ratings import Comment

Flags = npt.NDArray[np.bool_]


def columns(sheet: Sheet, mode: Mode) -> Mapping[str, int]:
    """The columns of comments by theme, without those that could never be shown.

    Comments on a theme that the file has no ratings of count only in an open round: elsewhere they are shown
    where enough people were asked about the theme (R9), and here nobody was.
    """
    found = sheet.layout.comments
    rated = sheet.layout.themes
    return {theme: index for theme, index in found.items() if theme in rated or mode is Mode.OPEN}


def unrated(sheet: Sheet) -> Iterator[str]:
    """The themes that somebody wrote on but that the file has no ratings of."""
    for theme_id, index in sheet.layout.comments.items():
        if theme_id not in sheet.layout.themes and any(map(comment, sheet.cells(index))):
            yield theme_id


def written(sheet: Sheet, index: int) -> Flags:
    """Per row, whether there is a comment in the column."""
    return np.array([comment(cell) != "" for cell in sheet.cells(index)], dtype=np.bool_)


def comments(sheet: Sheet, mode: Mode, kept: Flags) -> Iterator[Comment]:
    """All comments, each with the place of its row among those that are kept."""
    for theme_id, index in columns(sheet, mode).items():
        for respondent, cell in enumerate(compress(sheet.cells(index), kept)):
            if text := comment(cell):
                yield Comment(theme_id, text, respondent)
