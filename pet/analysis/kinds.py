"""The words of a result that stand for something: why, how much, which shape, where it belongs."""

from enum import StrEnum


class Withheld(StrEnum):
    """Why a value is not shown. Primary and complementary hiding share one reason on purpose."""

    TOO_FEW = "too_few"
    SUMMARY = "summary"
    ONE_BREAKDOWN = "one_breakdown"


class Detail(StrEnum):
    """How much of a distribution is shown (R8)."""

    NONE = "none"
    SUMMARY = "summary"
    THREE_BINS = "three_bins"
    DISTRIBUTION = "distribution"


class Level(StrEnum):
    """Agreement in words: high is "close", medium "mixed", low "far apart"."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Pattern(StrEnum):
    """The shape of the answers to one theme; the first rule that fits (docs/statistics.md).

    `VIEWS_DIFFER` stands for split and scattered where the distribution may not be shown.
    """

    TOO_FEW = "too_few"
    UNSURE = "unsure"
    GROUP_GAP = "group_gap"
    SPLIT = "split"
    FEW_APART = "few_apart"
    SHARED_STRENGTH = "shared_strength"
    SHARED_CHALLENGE = "shared_challenge"
    SHARED_MIDDLE = "shared_middle"
    SCATTERED = "scattered"
    VIEWS_DIFFER = "views_differ"


class WordsKind(StrEnum):
    """What people wrote beside their comments on themes."""

    EVIDENCE = "evidence"
    OPEN = "open"


class Section(StrEnum):
    """Where a theme belongs in a conversation, in the order of a good meeting."""

    SHARE = "share"
    DIFFER = "differ"
    CHALLENGE = "challenge"
    UNKNOWN = "unknown"
    REST = "rest"


class Basis(StrEnum):
    """How two rounds are compared: the same people, or everybody then with everybody now."""

    PAIRED = "paired"
    UNPAIRED = "unpaired"


class Moved(StrEnum):
    """Which way the answers to a theme went since the earlier round."""

    UP = "up"
    DOWN = "down"


class Spread(StrEnum):
    """Whether the answers to a theme came closer together since the earlier round, or went further apart."""

    CONVERGED = "converged"
    DIVERGED = "diverged"


class Comfort(StrEnum):
    """The rules of “Have we been too kind?” (docs/statistics.md)."""

    UNIFORM_HIGHS = "uniform_highs"
    NO_DONT_KNOW = "no_dont_know"
    HIGHS_WITHOUT_EVIDENCE = "highs_without_evidence"
    SAME_THROUGHOUT = "same_throughout"
    LEADS_ABOVE = "leads_above"
