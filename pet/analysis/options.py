"""How a round is evaluated: its privacy mode, its smallest group, and every threshold in one place."""

from dataclasses import dataclass, field
from enum import StrEnum

from pet.errors import PetError
from pet.language import gettext as _

SMALLEST_ALLOWED_GROUP = 3


class Mode(StrEnum):
    """What a round has promised the people who answer (design: the three privacy modes)."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    OPEN = "open"


class Breakdown(StrEnum):
    """A way of sorting respondents into groups that may be shown."""

    PARTNER = "partner"
    ROLE = "role"
    LEADS = "leads"


class Weighting(StrEnum):
    """Whose answers count how much: every person the same, or every partner the same."""

    PEOPLE = "people"
    PARTNERS = "partners"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every threshold of the method that is a choice; stored with each result.

    Shares are 0 to 1, sizes count people. `None` for `medium_agreement` means the rule of Burke & Dunlap
    (2002), an average deviation of at most K/6: 1 - K / (3 (K - 1)).
    """

    medium_agreement: float | None = None
    high_agreement: float = 0.75
    unsure_share: float = 1 / 3
    unsure_people: int = 3
    group_gap_share: float = 0.25
    group_gap_p: float = 0.10
    group_gap_people_share: float = 0.15
    few_apart_people: int = 10
    few_apart_share: float = 0.15
    few_apart_steps: float = 2.0
    side_share: float = 0.75
    minority_people: int = 10
    minority_voices: int = 3
    minority_share: float = 0.15
    chance_p: float = 0.05
    tentative_below: int = 8
    distribution_from: int = 10
    comments_from_people: int = 10
    comments_from_texts: int = 3
    gaps_listed: int = 5
    agenda_themes: int = 6
    moved_steps: float = 0.5
    moved_p: float = 0.10
    spread_change: float = 0.15
    kind_high: float = 0.75
    kind_agreement: float = 0.9
    kind_themes_share: float = 1 / 3
    kind_themes: int = 5
    kind_people: int = 10
    kind_answers: int = 10
    kind_evidence_share: float = 1 / 3
    kind_writers_share: float = 0.1
    kind_same_answers: float = 0.9
    kind_same_share: float = 0.2
    kind_leads_steps: float = 0.5
    kind_leads_share: float = 0.5

    def medium_for(self, points: int) -> float:
        """Theta: the agreement from which answers count as shared, on a scale of `points` points."""
        if self.medium_agreement is not None:
            return self.medium_agreement
        return 1 - points / (3 * (points - 1))


@dataclass(frozen=True, slots=True)
class Options:
    """What `evaluate` is told about a round.

    Attributes:
        title: what the round is called; carried along so that every output is headed alike.
        mode: the privacy mode.
        smallest_group: k, the fewest people behind anything shown; 1 in open mode.
        small_partnership: whether small-partnership mode was announced before anyone answered.
        first_comparison: the breakdown that stays when two together would single people out.
        invited: how many people were asked, if known.
        weighting: whose answers count how much; one for the whole result (R4).
        thresholds: the choices of the method.

    Raises:
        PetError: `smallest_group` is under 3 although the mode promises anonymity.
    """

    title: str = ""
    mode: Mode = Mode.CONFIDENTIAL
    smallest_group: int = 5
    small_partnership: bool = False
    first_comparison: Breakdown = Breakdown.ROLE
    invited: int | None = None
    weighting: Weighting = Weighting.PEOPLE
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        """Open mode hides nothing, so its smallest group is always one."""
        if self.mode is Mode.OPEN:
            object.__setattr__(self, "smallest_group", 1)
        elif self.smallest_group < SMALLEST_ALLOWED_GROUP:
            raise PetError(
                _(
                    "The smallest group must be {least} or more: a group of {given} cannot hide anyone. "
                    "Only an open round, in which every answer is signed, has no smallest group.",
                    least=SMALLEST_ALLOWED_GROUP,
                    given=self.smallest_group,
                )
            )

    @property
    def is_open(self) -> bool:
        """Whether every answer is signed, so that nothing is hidden."""
        return self.mode is Mode.OPEN

    @property
    def distribution_size(self) -> int:
        """The fewest valid answers of a subgroup whose distribution may be shown (R8)."""
        if self.is_open:
            return 1
        return max(self.thresholds.distribution_from, 2 * self.smallest_group)
