"""This round beside an earlier one: what may be compared, and what has changed.

Either the people who answered both times are compared with themselves, or everybody then with everybody now; never
both. The unpaired comparison is made of what both results show, so it tells nothing that they do not. The paired one
is one more set of people; `pet.analysis.pairing` says when it may be told (docs/privacy.md, R7).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean

from pet.analysis.kinds import Basis, Withheld
from pet.analysis.moved import named
from pet.analysis.options import Mode, Options, Weighting
from pet.analysis.paired import paired_change
from pet.analysis.pairing import Pairing, Round
from pet.analysis.ratings import Ratings
from pet.analysis.recognised import Columns, recognised
from pet.analysis.result import Result
from pet.analysis.result_change import Change, CompositeChange, EarlierTheme, ThemeChange
from pet.analysis.unpaired import comparable, unpaired
from pet.frameworks.changes import Crosswalk, Link, ThemeLink, crosswalk, of_forms, of_roles
from pet.frameworks.model import Framework, Theme


@dataclass(frozen=True, slots=True)
class Earlier:
    """The round before, as it was computed and shown.

    Whoever calls `evaluate` answers for what one result cannot know: where either of the two rounds is published
    more than once (R6), or the earlier one is the earlier one of another round too, leave out `Ratings.persons`.

    Attributes:
        ratings: the answers that `result` was made from.
        result: what was shown of them.
        walk: from the whole framework of then to that of now, where one of the rounds asked a part of its framework.
        before: where `result` is itself paired with a round before, the answers of that round as they were then: who
            was paired is one more thing published of these people. Without it there are no pairs now.

    Raises:
        ValueError: the two do not belong together.
    """

    ratings: Ratings
    result: Result
    before: Ratings | None = None
    walk: Crosswalk | None = None

    def __post_init__(self) -> None:
        """Refuse a result of other answers."""
        framework = self.ratings.framework
        asked = self.result.framework.key, self.result.framework.version
        answered = self.ratings.respondents == self.result.respondents
        if asked != (framework.key, framework.version) or not answered:
            raise ValueError("the earlier result was not made from these answers")


def change(ratings: Ratings, result: Result, options: Options, earlier: Earlier) -> Change | None:
    """What has changed since the earlier round.

    Args:
        ratings: the answers of this round.
        result: what is shown of them; its groups are what the pairs must not give away.
        options: what this round has promised.
        earlier: the round before.

    Returns:
        The comparison; `None` where one round counts people and the other partners: what differs between the two
        could be the counting alone, and no round is shown in two weightings (R4).
    """
    if earlier.result.weighting is not result.weighting:
        return None
    then, now = earlier.ratings.framework, ratings.framework
    walk = of_forms(earlier.walk or crosswalk(then, now), then.theme_ids, now.theme_ids)
    basis, themes, people = _compared(earlier, Round(ratings, result), walk, options)
    return Change(
        title=earlier.result.title,
        framework=earlier.result.framework,
        respondents=earlier.result.respondents,
        basis=basis,
        people=people,
        scale_changed=walk.scale_changed,
        themes=themes,
        components=_components(ratings.framework, themes),
        dropped=walk.dropped,
        earlier_themes=_earlier_themes(earlier.ratings.framework, walk),
    )


def _compared(
    earlier: Earlier, now: Round, walk: Crosswalk, options: Options
) -> tuple[Basis, tuple[ThemeChange, ...], int | None]:
    """The themes by the basis that is chosen, and how many people are compared with themselves.

    The choice goes by head counts: pairs, unless R7 withholds them or they would compare fewer than half as many themes
    as everybody does.
    """
    if walk.scale_changed:
        return Basis.UNPAIRED, tuple(map(_bare, walk.themes)), None
    then = Round(earlier.ratings, earlier.result)
    everybody = of_roles(walk, then.ratings.framework, now.ratings.framework).themes
    pairing = _pairing(earlier, now, options)
    if pairing is not None:
        sizes = _sizes(earlier.result, options)
        themes = tuple(_paired(link, pairing, sizes, options) for link in walk.themes)
        of_pairs = sum(theme.compared for theme in themes)
        if 0 < of_pairs >= sum(comparable(link, then, now) for link in everybody) / 2:
            return Basis.PAIRED, themes, pairing.pairs.people
    return Basis.UNPAIRED, tuple(unpaired(link, then, now, options.thresholds) for link in everybody), None


def _pairing(earlier: Earlier, now: Round, options: Options) -> Pairing | None:
    """Those who answered both times, if they may be told at all.

    Where every partner counts the same there are none: pairs count people, which beside the other sums would be a
    second weighting (R4).
    """
    if earlier.result.mode is not options.mode or options.weighting is not Weighting.PEOPLE:
        return None
    then, pairs = _as_published(earlier), recognised(earlier.ratings, now.ratings, options.mode)
    if then is None or pairs is None:
        return None
    found = Pairing(then, now, pairs)
    return found if found.allowed(_sizes(earlier.result, options)[0]) else None


def _as_published(earlier: Earlier) -> Round | None:
    """The earlier round with the pairs that it was itself compared by; `None` if it is not known who they were.

    An open round hides nobody, so in one there is nothing to ask of them.
    """
    told = earlier.result.change
    if told is None or told.basis is Basis.UNPAIRED or earlier.result.mode is Mode.OPEN:
        return Round(earlier.ratings, earlier.result)
    if earlier.before is None:
        return None
    columns = {
        theme.id: _columns(earlier.before, earlier.ratings, (theme.earlier[0], theme.id))
        for theme in told.themes
        if theme.compared
    }
    pairs = recognised(earlier.before, earlier.ratings, earlier.result.mode)
    return Round(earlier.ratings, earlier.result, pairs, columns)


def _columns(then: Ratings, now: Ratings, themes: tuple[str, str]) -> Columns:
    return then.framework.theme_ids.index(themes[0]), now.framework.theme_ids.index(themes[1])


def _sizes(then: Result, options: Options) -> tuple[int, int, int]:
    """The fewest people for each depth: what both rounds have promised."""
    k = max(then.smallest_group, options.smallest_group)
    full = max(then.thresholds.distribution_from, 2 * then.smallest_group, options.distribution_size)
    return k, k, options.distribution_size if options.is_open else full


def _paired(link: ThemeLink, pairing: Pairing, sizes: tuple[int, int, int], options: Options) -> ThemeChange:
    bare = _bare(link)
    if not link.holds:
        return bare
    columns = _columns(pairing.then.ratings, pairing.now.ratings, (link.earlier[0], link.theme))
    if not pairing.allowed_on(columns, sizes):
        return replace(bare, withheld=None if options.is_open else Withheld.TOO_FEW)
    found = paired_change(*pairing.pairs.ratings(columns), pairing.now.result.points)
    return bare if found is None else named(replace(bare, **asdict(found)), found.p, options.thresholds)


def _bare(link: ThemeLink) -> ThemeChange:
    return ThemeChange(id=link.theme, link=link.link, earlier=link.earlier)


def _components(framework: Framework, themes: Sequence[ThemeChange]) -> tuple[CompositeChange, ...]:
    """Means over the themes with a line from then to now, so that both are made of the very same themes."""
    compared = {
        theme.id: (theme.before, theme.after)
        for theme in themes
        if theme.before is not None and theme.after is not None
    }
    found = []
    for component in framework.components:
        lines = [compared[theme.id] for theme in component.themes if theme.id in compared]
        before, after = zip(*lines, strict=True) if lines else ((), ())
        found.append(
            CompositeChange(
                id=component.id,
                before=fmean(before) if before else None,
                after=fmean(after) if after else None,
                themes_used=len(lines),
                themes_total=len(component.themes),
            )
        )
    return tuple(found)


def _earlier_themes(framework: Framework, walk: Crosswalk) -> tuple[EarlierTheme, ...]:
    """The themes of then of which something is said, and whose words are not those of now; in their order."""
    told = {origin for link in walk.themes if link.link is not Link.SAME for origin in link.earlier}
    return tuple(_as_asked(theme) for theme in framework.themes if theme.id in {*told, *walk.dropped})


def _as_asked(theme: Theme) -> EarlierTheme:
    return EarlierTheme(
        id=theme.id, title=dict(theme.title.versions), statement=dict(theme.statement.versions)
    )
