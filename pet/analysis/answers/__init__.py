"""A file of answers becomes `Ratings`: everything that is wrong with it is said at once, or it is all read."""

from pet.analysis.answers.columns import ColumnNames
from pet.analysis.answers.reading import Answers, read

__all__ = ["Answers", "ColumnNames", "read"]
