"""The matrix of ratings that goes into an evaluation."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from pet.analysis.kinds import WordsKind
from pet.frameworks.model import Framework

IntArray = npt.NDArray[np.intp]


class NoRating(IntEnum):
    """Why a cell holds no rating; the four are never merged."""

    UNANSWERED = 0
    DONT_KNOW = -1
    NOT_APPLICABLE = -2
    NOT_ASKED = -3


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which group each respondent is in.

    Attributes:
        names: the groups as given with the answers, in the fixed order in which they are shown.
        members: per respondent the index into `names`, or -1 where the group is not known.
        role_ids: for roles, per group the id of the framework's role, or `None` where it has no such role.
    """

    names: tuple[str, ...]
    members: IntArray
    role_ids: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        """Make the array read-only; refuse indices outside the names, and names that would merge two groups."""
        if len(set(self.names)) != len(self.names):
            raise ValueError("each group must have a name of its own")
        members = np.asarray(self.members, dtype=np.intp)
        if members.ndim != 1 or (members.size and not -1 <= members.min() <= members.max() < len(self.names)):
            raise ValueError("members must be one index into names, or -1, per respondent")
        object.__setattr__(self, "members", _read_only(members))

    @property
    def sizes(self) -> IntArray:
        """The number of respondents of each group, in the order of `names`."""
        return np.bincount(self.members[self.members >= 0], minlength=len(self.names))


@dataclass(frozen=True, slots=True)
class Ratings:
    """What the respondents of one round rated: checked when made, read-only after.

    Attributes:
        framework: what was asked; its themes are the columns, in order.
        values: respondents x themes; a point 1..K, or a `NoRating`.
        partners: the partner of each respondent, if known.
        roles: the role of each respondent, if known.
        persons: what tells one respondent from another across rounds, empty for who is not known; never part of a result.

    Raises:
        ValueError: the shapes do not fit each other, or a value is not on the scale.
    """

    framework: Framework
    values: npt.NDArray[np.int8]
    partners: Grouping | None = None
    roles: Grouping | None = None
    persons: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Check shapes and values once, so that nothing later has to."""
        values = np.asarray(self.values)
        if not np.issubdtype(values.dtype, np.integer):
            raise ValueError("values must be whole numbers")
        if values.ndim != 2 or values.shape[1] != len(self.framework.themes):
            raise ValueError("values must have one column per theme of the framework")
        if values.size and (values.min() < min(NoRating) or values.max() > self.framework.scale.size):
            raise ValueError("a value lies outside the scale")
        for grouping in (self.partners, self.roles):
            if grouping is not None and len(grouping.members) != len(values):
                raise ValueError("a grouping must have one entry per respondent")
        if self.persons is not None and len(self.persons) != len(values):
            raise ValueError("persons must have one entry per respondent")
        object.__setattr__(self, "values", _read_only(values.astype(np.int8)))

    @property
    def respondents(self) -> int:
        """The number of people who answered."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Comment:
    """Something a respondent wrote: about a theme, how they know, or an answer to an open question.

    Attributes:
        part_id: the theme; of other words the area or the open question.
        text: what was written.
        respondent: the row of the respondent in `Ratings.values`, so that one who writes often counts once;
            `None` for somebody who wrote nothing else. Never part of a result.
        kind: which other words; `None` for a comment on a theme.
        quotable: whether the respondent agreed to be quoted word for word.
    """

    part_id: str
    text: str
    respondent: int | None = None
    kind: WordsKind | None = None
    quotable: bool = False


def _read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view
