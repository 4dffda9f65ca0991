"""Changes made by hand, for tests of words, charts, pages and reports: every kind of thing that can happen."""

from dataclasses import replace

from pet.analysis.kinds import Basis, Moved, Spread, Withheld
from pet.analysis.result_change import (
    Change,
    CompositeChange,
    EarlierTheme,
    FrameworkRef,
    ThemeChange,
)
from pet.frameworks.changes import Link


def theme(theme_id, before=3.0, after=3.1, **fields):
    """A theme of unpaired people that did not move; `fields` replace what differs."""
    made = ThemeChange(
        id=theme_id,
        link=Link.SAME,
        earlier=(theme_id,),
        before=before,
        after=after,
        mean_change=after - before,
        agreement_before=0.6,
        agreement_after=0.6,
        steps=abs(after - before),
        dominance=0.1,
        p=0.5,
    )
    return replace(made, **fields)


def paired(theme_id, before=3.0, after=3.8, counts=(16, 20, 2), **fields):
    """A theme of people who answered both times, of whom so many answered higher, the same and lower."""
    higher, same, lower = counts
    people = sum(counts)
    numbers = {"people": people, "higher": higher, "same": same, "lower": lower, "steps": None}
    return theme(theme_id, before, after, dominance=(higher - lower) / people, **{**numbers, **fields})


def apart(theme_id, link=Link.NEW, earlier=(), **fields):
    """A theme of which nothing is compared."""
    return ThemeChange(id=theme_id, link=link, earlier=tuple(earlier), **fields)


def earlier(theme_id, title="Earlier title", statement="What was asked then."):
    return EarlierTheme(id=theme_id, title={"en": title}, statement={"en": statement})


def change(themes, **fields):
    """Everybody then beside everybody now; `fields` replace what differs."""
    made = Change(
        title="Spring 2025",
        framework=FrameworkRef(key="invented", version=2),
        respondents=40,
        basis=Basis.UNPAIRED,
        people=None,
        scale_changed=False,
        themes=tuple(themes),
        components=(),
        dropped=(),
        earlier_themes=(),
    )
    return replace(made, **fields)


def _happened(number, theme_id, before, after, make):
    """What happens to the themes in turn."""
    if number in (0, 9):
        return make(theme_id, before - 0.9, after, moved=Moved.UP)
    if number == 1:
        return (
            make(theme_id, before + 0.7, after, (1, 17, 20), moved=Moved.DOWN)
            if make is paired
            else make(theme_id, before + 0.7, after, moved=Moved.DOWN)
        )
    if number == 2:
        closer = {"agreement_before": 0.4, "agreement_after": 0.7, "spread": Spread.CONVERGED}
        return make(theme_id, before, after, **closer)
    if number == 4:
        further = {"agreement_before": 0.8, "agreement_after": 0.5, "spread": Spread.DIVERGED}
        return make(theme_id, after - 0.6, after, moved=Moved.UP, **further)
    return make(theme_id, before, after)


def _linked(number, theme_id):
    """Themes without a line, in turn."""
    if number == 6:
        return apart(theme_id)
    if number == 7:
        return apart(theme_id, Link.MERGED, ("old1", "old2"))
    if number in (8, 10):
        return apart(theme_id, Link.SPLIT, ("old3",))
    return apart(theme_id, Link.SAME, (theme_id,), withheld=Withheld.TOO_FEW) if number == 11 else None


def all_kinds(result, *, basis=Basis.UNPAIRED):
    """A change of this result in which everything happens that can: twelve themes or more."""
    make = paired if basis is Basis.PAIRED else theme
    themes = []
    for number, one in enumerate(result.themes):
        after = one.typical or 3.0
        after = min(max(after, 2.0), 4.0)
        before = after + ((number * 7) % 5 - 2) * 0.1
        made = _linked(number, one.id) or _happened(number, one.id, before, after, make)
        if number in (3, 13):
            made = replace(made, link=Link.REWORDED)
        themes.append(made)
    reworded = [earlier(one.id, "Title of then") for one in themes if one.link is Link.REWORDED]
    old = [
        earlier("old1", "Old candour"),
        earlier("old2", "Old trust"),
        earlier("old3", "Old meetings"),
        earlier("old4", "Old buildings"),
    ]
    return change(
        themes,
        basis=basis,
        people=38 if basis is Basis.PAIRED else None,
        components=tuple(_component(part) for part in result.components),
        dropped=("old4",),
        earlier_themes=(*reworded, *old),
    )


def _component(part):
    if part.typical is None:
        return CompositeChange(
            id=part.id, before=None, after=None, themes_used=0, themes_total=part.themes_total
        )
    return CompositeChange(
        id=part.id,
        before=max(part.typical - 0.4, 1.0),
        after=part.typical,
        themes_used=max(part.themes_used - 1, 1),
        themes_total=part.themes_total,
    )


def with_change(result, **fields):
    """The result beside an earlier round in which everything happened."""
    return replace(result, change=all_kinds(result, **fields))
