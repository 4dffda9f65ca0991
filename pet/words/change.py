"""What has changed since an earlier round, in words that neither praise nor blame.

A higher answer is no success and a lower one no failure: people may see more than before. So every finding comes with
a reason to ask first. Where no line is drawn between then and now, `pet.words.breaks` says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.analysis.kinds import Basis, Moved, Spread
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.analysis.result_change import Change, ThemeChange
from pet.frameworks.changes import Link
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words import questions, sides
from pet.words.numbers import decimal, fraction_of_steps, steps, whole
from pet.words.phrases import listing, topic

_DOT = " · "
ASKED_ABOUT = 2
"""Up to here a question names what moved."""

Kind = Moved | Spread
_HEADINGS: Mapping[Kind, LazyProxy] = {
    Moved.UP: lazy_gettext("Answers went up"),
    Moved.DOWN: lazy_gettext("Answers went down"),
    Spread.CONVERGED: lazy_gettext("Answers came closer together"),
    Spread.DIVERGED: lazy_gettext("Answers went further apart"),
}
_NOTES: Mapping[Kind, LazyProxy] = {
    Moved.UP: lazy_gettext("A higher answer is no success by itself. Ask what happened in between."),
    Moved.DOWN: lazy_gettext(
        "A lower answer may be insight: people who have come to know more may see more. Ask before judging."
    ),
    Spread.CONVERGED: lazy_gettext(
        "Closer together is not the same as better: people may have talked, or some may no longer say what they think."
    ),
    Spread.DIVERGED: lazy_gettext(
        "Further apart is no fault: people may say more openly what they see, or see more of it."
    ),
}
_WORDS: Mapping[Kind, LazyProxy] = {
    Moved.UP: lazy_gettext("higher"),
    Moved.DOWN: lazy_gettext("lower"),
    Spread.CONVERGED: lazy_gettext("closer together"),
    Spread.DIVERGED: lazy_gettext("further apart"),
}
NO_LINE: Mapping[Link, LazyProxy] = {
    Link.MERGED: lazy_gettext("no line: several statements before"),
    Link.SPLIT: lazy_gettext("no line: part of one statement before"),
    Link.NEW: lazy_gettext("no line: new"),
    Link.NOT_ASKED: lazy_gettext("no line: not asked in that round"),
    Link.OTHERS_ASKED: lazy_gettext("no line: put to other roles"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The themes on which one thing happened.

    Attributes:
        kind: what happened.
        heading: the same in words.
        note: why to ask before judging.
        items: theme and sentence, in the order of the framework.
    """

    kind: Kind
    heading: str
    note: str
    items: tuple[tuple[str, str], ...]


def headline(change: Change, result: Result) -> str:
    """The heading of everything that is said of change."""
    if not change.title:
        return _("What has changed since the earlier round")
    return _("What has changed since {round}", round=earlier_name(change, result))


def earlier_name(change: Change, result: Result) -> str:
    """What the earlier round is called where it stands alone."""
    return _own_name(change.title, result.title) or _("The earlier round")


def rounds(change: Change, result: Result) -> tuple[str, str]:
    """What the two rounds are called beside each other."""
    then, now = _own_name(change.title, result.title), _own_name(result.title, change.title)
    return (then, now) if then and now and then != now else (_("Then"), _("Now"))


def _own_name(name: str, other: str) -> str:
    """The name without what both begin with, such as that of the partnership before the dot."""
    parts, others = name.split(_DOT), other.split(_DOT)
    while len(parts) > 1 and others and parts[0] == others[0]:
        del parts[0], others[0]
    return _DOT.join(parts)


def who(change: Change, result: Result) -> str:
    """Whose answers are compared with whose."""
    if not any(theme.compared for theme in change.themes):
        return _("There is no theme on which the two rounds can be compared.")
    if change.basis is Basis.PAIRED and change.people is not None:
        return _both_times(change.people, result)
    then, now = whole(change.respondents), whole(result.respondents)
    if result.mode is Mode.OPEN:
        return _(
            "This compares all the answer sheets from the earlier round ({then}) with all those from this one ({now}). "
            "They may come from other partners.",
            then=then,
            now=now,
        )
    return _(
        "This compares everybody who answered in the earlier round ({then} people) with everybody who answered in this "
        "one ({now} people). They may not be the same people.",
        then=then,
        now=now,
    )


def _both_times(count: int, result: Result) -> str:
    """Who is compared with themselves: people, or in open rounds partners, one signed sheet each."""
    if result.mode is Mode.OPEN:
        return ngettext(
            "This compares the sheet of the one partner that signed both times with its own earlier one: on every "
            "theme that it rated in both rounds.",
            "This compares the sheets of the {count} partners that signed both times, each with its own earlier one: on "
            "every theme, those that rated it in both rounds.",
            count,
            count=whole(count),
        )
    return _(
        "This compares up to {count} people who answered both times, each with their own earlier answer: on every "
        "theme, those who rated it in both rounds.",
        count=whole(count),
    )


def lines(change: Change, result: Result) -> str:
    """Why a line may be steep and not count as moved, and the other way round: the rule is not what is drawn."""
    if change.basis is Basis.PAIRED and result.mode is Mode.OPEN:
        return _(
            "The lines show typical answers; whether a theme counts as higher or lower depends on how far each partner’s "
            "answer moved on average (“Average move” in the table), so a flat line may count and a steep one may not."
        )
    if change.basis is Basis.PAIRED:
        return _(
            "The lines show typical answers; whether a theme counts as higher or lower depends on how far each person’s "
            "answer moved on average (“Average move” in the table), so a flat line may count and a steep one may not."
        )
    return _(
        "The lines show typical answers; whether a theme counts as higher or lower depends on how far the average "
        "answer moved (“Average move” in the table), so a flat line may count and a steep one may not."
    )


def rule(result: Result) -> str:
    """From where on a change is called one."""
    return _(
        "We say “higher” or “lower” only where answers moved by {steps} or more on average and chance alone would "
        "seldom do that, and “closer together” or “further apart” only where the difference is plain.",
        steps=fraction_of_steps(result.thresholds.moved_steps),
    )


def parts_heading() -> str:
    """What stands above the components then and now."""
    return _("Components then and now")


def about_parts(change: Change, result: Result) -> str:
    """What the numbers of components then and now are made of."""
    if change.basis is Basis.PAIRED and result.mode is Mode.OPEN:
        return _(
            "Both numbers come from the same themes and the same partners: those that signed both times. "
            "So they may differ from the numbers for all sheets elsewhere."
        )
    if change.basis is Basis.PAIRED:
        return _(
            "Both numbers come from the same themes and the same people: those who answered both times. "
            "So they may differ from the numbers for everybody elsewhere."
        )
    return _(
        "Both numbers come from the same themes: those that can be compared. So they may differ from the numbers elsewhere."
    )


def found(change: Change, result: Result, framework: Framework) -> tuple[Found, ...]:
    """What went up, what went down, what came closer together, what went further apart; only what happened."""
    made = []
    for kind in (*Moved, *Spread):
        themes = [theme for theme in change.themes if kind in kinds(theme)]
        if themes:
            items = tuple((theme.id, _sentence(theme, kind, result, framework)) for theme in themes)
            made.append(Found(kind=kind, heading=str(_HEADINGS[kind]), note=str(_NOTES[kind]), items=items))
    return tuple(made)


def kinds(theme: ThemeChange) -> tuple[Kind, ...]:
    """What happened on a theme: nothing, one thing or two."""
    return tuple(kind for kind in (theme.moved, theme.spread) if kind is not None)


def word(theme: ThemeChange, change: Change) -> str:
    """What happened on a theme, or why nothing is compared, in a few words for a cell of a table."""
    if not theme.compared:
        return _not_compared(theme, change)
    happened = [str(_WORDS[kind]) for kind in kinds(theme)] or [_("no clear change")]
    if theme.link is Link.REWORDED:
        happened.append(words_changed())
    return ", ".join(happened)


def spread_word(spread: Spread) -> str:
    """Closer together or further apart, for a key."""
    return str(_WORDS[spread])


def words_changed() -> str:
    """What is said of a theme whose statement is not that of then."""
    return _("the words changed")


def _not_compared(theme: ThemeChange, change: Change) -> str:
    if change.scale_changed:
        return _("not comparable")
    if theme.link in NO_LINE:
        return str(NO_LINE[theme.link])
    return _("not shown") if theme.withheld is not None else _("no answers to compare")


def _sentence(theme: ThemeChange, kind: Kind, result: Result, framework: Framework) -> str:
    if isinstance(kind, Spread):
        return _apart(theme, framework)
    before, after = decimal(theme.before or 0), decimal(theme.after or 0)
    if before == after:
        said = _("The typical answer is {typical}, as before.", typical=after)
    else:
        said = _("The typical answer went from {before} to {after}.", before=before, after=after)
    more = sides.said(theme, result) or _mean(theme)
    return f"{said} {more}" if more else said


def _mean(theme: ThemeChange) -> str:
    if theme.mean_change is None:
        return ""
    moved = steps(abs(theme.mean_change))
    if theme.mean_change > 0:
        return _("On average, answers are {steps} higher.", steps=moved)
    return _("On average, answers are {steps} lower.", steps=moved)


def _apart(theme: ThemeChange, framework: Framework) -> str:
    """How far answers lay from the typical answer then and now: AD_md = (1 - A) (K - 1) / 2, in steps."""
    if theme.agreement_before is None or theme.agreement_after is None:
        return ""
    before, after = (
        decimal((1 - agreement) * (framework.scale.size - 1) / 2)
        for agreement in (theme.agreement_before, theme.agreement_after)
    )
    return _(
        "On average, answers were {before} steps away from the typical answer before, and are {after} steps away now.",
        before=before,
        after=after,
    )


def to_ask(change: Change, framework: Framework) -> tuple[str, ...]:
    """The dialogue questions about what moved; none where nothing did."""
    moved = [theme.id for theme in change.themes if kinds(theme)]
    if not moved:
        return ()
    named = [topic(framework, theme_id) for theme_id in moved]
    return questions.texts(
        questions.MOVED, listing(named) if len(named) <= ASKED_ABOUT else _("these themes")
    )
