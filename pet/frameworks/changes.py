"""What became of a framework between two versions: the crosswalk, theme by theme."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from pet.frameworks.model import Framework, Scale, Text, Theme


class Link(StrEnum):
    """How a theme of the later version comes from the earlier one."""

    SAME = "same"
    REWORDED = "reworded"
    MERGED = "merged"
    SPLIT = "split"
    NEW = "new"
    NOT_ASKED = "not_asked"
    """It was in the earlier version, but the form of that round left it out; never in a crosswalk of whole versions."""
    OTHERS_ASKED = "others_asked"
    """The same question put to other roles, where everybody then is set beside everybody now; never in a crosswalk."""


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """One theme of the later version.

    Attributes:
        theme: its id.
        link: how it comes about.
        earlier: the themes it comes from, by their ids in the earlier version; empty for a new one.
    """

    theme: str
    link: Link
    earlier: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether answers then and now are about the same, so that a line may be drawn between them."""
        return self.link in (Link.SAME, Link.REWORDED)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """From an earlier framework to a later one.

    Attributes:
        themes: every theme of the later one, in its order.
        dropped: themes of the earlier one from which no later theme comes, in its order.
        scale_changed: the scales differ in their points or in the words of these.
    """

    themes: tuple[ThemeLink, ...]
    dropped: tuple[str, ...]
    scale_changed: bool


def crosswalk(earlier: Framework, later: Framework) -> Crosswalk:
    """What became of each theme.

    A theme with the id of an earlier one is the same, or reworded where its statement, the second wording for a role
    or the descriptor of a point differs. `Theme.replaces` names the earlier themes of others: one makes it reworded, or split where
    another theme replaces the same one; several make it merged. Ids in `replaces` that the earlier framework does
    not have belong to other versions and are passed over, so that the lists may stay over the years.
    """
    origins = {theme.id: _origins(theme, earlier) for theme in later.themes}
    heirs = Counter(origin for known in origins.values() for origin in known)
    known_to_both = tuple(role.id for role in later.roles if earlier.role(role.id))
    return Crosswalk(
        themes=tuple(
            ThemeLink(
                theme.id, _link(theme, origins[theme.id], earlier, heirs, known_to_both), origins[theme.id]
            )
            for theme in later.themes
        ),
        dropped=tuple(theme_id for theme_id in earlier.theme_ids if theme_id not in heirs),
        scale_changed=_scale_changed(earlier.scale, later.scale),
    )


def same_words(one: Text, other: Text) -> bool:
    """Whether two texts say the same in every language that both have; a translation added later is no change."""
    there = dict(other.versions)
    shared = [(text, there[language]) for language, text in one.versions if language in there]
    return bool(shared) and all(before == after for before, after in shared)


def _origins(theme: Theme, earlier: Framework) -> tuple[str, ...]:
    """The earlier themes from which one comes, in the order of the earlier framework."""
    named = {theme.id, *theme.replaces}
    return tuple(theme_id for theme_id in earlier.theme_ids if theme_id in named)


def _link(
    theme: Theme, origins: tuple[str, ...], earlier: Framework, heirs: Counter[str], roles: tuple[str, ...]
) -> Link:
    if not origins:
        return Link.NEW
    if len(origins) > 1:
        return Link.MERGED
    if heirs[origins[0]] > 1:
        return Link.SPLIT
    kept = origins[0] == theme.id and _reads_alike(earlier.theme(theme.id), theme, roles)
    return Link.SAME if kept else Link.REWORDED


def _reads_alike(before: Theme, after: Theme, roles: tuple[str, ...]) -> bool:
    """Whether whoever is asked both reads the same words; a new title or topic is no other question."""
    asked_both = [role for role in roles if before.is_asked_of(role) and after.is_asked_of(role)]
    return (
        same_words(before.statement, after.statement)
        and all(same_words(before.wording_for(role), after.wording_for(role)) for role in asked_both)
        and _described_alike(before, after)
    )


def _described_alike(before: Theme, after: Theme) -> bool:
    """Whether the same points are described, in the same words."""
    then, now = before.descriptors, after.descriptors
    return then.keys() == now.keys() and all(same_words(then[point], now[point]) for point in then)


def _scale_changed(before: Scale, after: Scale) -> bool:
    return before.size != after.size or not all(map(same_words, before.points, after.points))


def of_forms(walk: Crosswalk, then: Collection[str], now: Collection[str]) -> Crosswalk:
    """The part of a crosswalk that two rounds asked: what a short form left out is neither new nor dropped.

    Args:
        walk: from the whole earlier framework to the whole later one.
        then: the themes asked in the earlier round.
        now: the themes asked in the later one.
    """
    themes = (
        link if set(link.earlier) <= set(then) else ThemeLink(link.theme, Link.NOT_ASKED, ())
        for link in walk.themes
        if link.theme in now
    )
    dropped = tuple(theme for theme in walk.dropped if theme in then)
    return replace(walk, themes=tuple(themes), dropped=dropped)


def of_roles(walk: Crosswalk, earlier: Framework, later: Framework) -> Crosswalk:
    """The crosswalk for setting everybody then beside everybody now: a theme put to others has no line.

    Among the roles that both frameworks know. Somebody who answered both times is asked by the same role or by another;
    they are the same person, so whoever compares people with themselves keeps the line.

    Args:
        walk: from the earlier to the later one, of which these may be a part.
        earlier: what was asked then.
        later: what is asked now.
    """
    shared = [role.id for role in later.roles if earlier.role(role.id)]
    themes = (
        replace(link, link=Link.OTHERS_ASKED)
        if link.holds
        and _asked(earlier.theme(link.earlier[0]), shared) != _asked(later.theme(link.theme), shared)
        else link
        for link in walk.themes
    )
    return replace(walk, themes=tuple(themes))


def _asked(theme: Theme, roles: Collection[str]) -> frozenset[str]:
    return frozenset(role for role in roles if theme.is_asked_of(role))
