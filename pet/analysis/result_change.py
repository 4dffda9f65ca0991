"""The part of a result that sets a round beside an earlier one: plain numbers and ids, nothing withheld in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pet.analysis.kinds import Basis, Moved, Spread, Withheld
from pet.frameworks.changes import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRef:
    """Which framework was answered."""

    key: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTheme:
    """A theme as it was asked in the earlier round, where it is not asked in the same words now.

    Attributes:
        id: the theme in the earlier framework.
        title, statement: by language, as in `frameworks.model.Text`.
    """

    id: str
    title: Mapping[str, str]
    statement: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChange:
    """One theme since the earlier round; a value is `None` where it is withheld or the line breaks.

    Attributes:
        id: the theme as asked now.
        link: what became of it between the two frameworks.
        earlier: the themes it comes from, by their ids then; empty for a new one.
        withheld: why nothing is compared although the line holds.
        before, after: the typical answer (interpolated median) then and now, of the people compared.
        mean_change: mean now less mean then, in steps.
        agreement_before, agreement_after: A then and now, of the people compared.
        people: how many are compared with themselves; `None` unless paired.
        higher, same, lower: how many of them answered higher, the same, lower; `None` unless paired.
        steps: W1 between then and now; `None` if paired.
        dominance: paired (higher - lower) / people, else Cliff's delta; -1 to 1, positive where answers went up.
        p: of the exact sign test if paired, else of the permutation test; `None` where every partner counts the same.
        moved: the answers went up or down, and hardly by chance; `None` without `p`.
        spread: they came closer together or went further apart.
    """

    id: str
    link: Link
    earlier: tuple[str, ...]
    withheld: Withheld | None = None
    before: float | None = None
    after: float | None = None
    mean_change: float | None = None
    agreement_before: float | None = None
    agreement_after: float | None = None
    people: int | None = None
    higher: int | None = None
    same: int | None = None
    lower: int | None = None
    steps: float | None = None
    dominance: float | None = None
    p: float | None = None
    moved: Moved | None = None
    spread: Spread | None = None

    @property
    def compared(self) -> bool:
        """Whether there is a line from then to now."""
        return self.before is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeChange:
    """A component since the earlier round: means over the very same themes then and now.

    Attributes:
        id: the component as it is now.
        before, after: mean of the typical answers of the themes compared; `None` where no theme is.
        themes_used: how many themes are compared, of `themes_total` asked now.
    """

    id: str
    before: float | None
    after: float | None
    themes_used: int
    themes_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """This round beside an earlier one.

    Attributes:
        title: what the earlier round was called.
        framework: what was asked then.
        respondents: how many answered then.
        basis: whether the same people are compared; never both.
        people: how many answered both times, if paired.
        scale_changed: the scales differ, so that no theme can be compared.
        themes: in the order of the framework now.
        components: in the order of the framework now.
        dropped: themes of then that are not asked any more, by their ids then.
        earlier_themes: themes of then whose words are not those of now.
    """

    title: str
    framework: FrameworkRef
    respondents: int
    basis: Basis
    people: int | None
    scale_changed: bool
    themes: tuple[ThemeChange, ...]
    components: tuple[CompositeChange, ...]
    dropped: tuple[str, ...]
    earlier_themes: tuple[EarlierTheme, ...]

    def theme(self, theme_id: str) -> ThemeChange | None:
        """The change of one theme as asked now."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)
