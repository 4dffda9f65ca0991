"""Where the line between two rounds is marked or breaks, in words: which themes, what they were, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.analysis.kinds import Basis, Withheld
from pet.analysis.result_change import Change, EarlierTheme, ThemeChange
from pet.frameworks.changes import Link
from pet.frameworks.model import Framework, Text
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words.change import NO_LINE
from pet.words.numbers import whole
from pet.words.phrases import in_words, listing, title

NAMED = 12
"""Up to here themes are listed by name; more are counted."""

_WITHHELD: Mapping[Withheld, LazyProxy] = {
    Withheld.TOO_FEW: lazy_gettext(
        "Not compared, so that nobody can be recognised: {themes}. Too few people stand behind these answers in one of "
        "the rounds, or the answers of a few could be worked out."
    ),
    Withheld.SUMMARY: lazy_gettext(
        "Not compared, because in one of the rounds no more than a typical answer may be shown: {themes}."
    ),
    Withheld.ONE_BREAKDOWN: lazy_gettext(
        "Not compared, because together with the groups the comparison could point to single people: {themes}."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """A theme whose words changed while its line is kept: its title now, and its statement then and now."""

    theme: str
    title: str
    before: str
    after: str


def reworded(change: Change, framework: Framework) -> tuple[Reworded, ...]:
    """The themes with a line whose words changed, with their statement then and now."""
    earlier = _earlier(change)
    return tuple(
        Reworded(
            theme=theme.id,
            title=title(framework, theme.id),
            before=_("“{statement}”", statement=_text(earlier[theme.earlier[0]].statement)),
            after=_after(theme, earlier[theme.earlier[0]], framework),
        )
        for theme in change.themes
        if theme.compared and theme.link is Link.REWORDED and set(theme.earlier[:1]) & earlier.keys()
    )


def _after(theme: ThemeChange, before: EarlierTheme, framework: Framework) -> str:
    """The statement now; where it is that of then, other words changed that people read with it."""
    statement = in_words(framework.theme(theme.id).statement)
    if statement == _text(before.statement):
        return _(
            "The same statement; the wording for a role, or what a point of the scale stands for, has changed."
        )
    return _("“{statement}”", statement=statement)


def heading() -> str:
    """What stands above where nothing is compared, and why."""
    return _("Where no line is drawn, and why")


def reworded_heading() -> str:
    """What stands above the themes with a line whose words changed."""
    return _("Where the words changed")


def about_reworded() -> str:
    """What to make of a line between two wordings."""
    return _(
        "The line is kept because the statement is about the same thing. Still, different words may get different answers."
    )


def broken(change: Change, framework: Framework) -> tuple[str, ...]:
    """Where no line can be drawn because something else is asked now: which themes, and why, a sentence or two each."""
    if change.scale_changed:
        return (
            _(
                "There were different answers to choose from in the earlier round. So no line is drawn on any theme: "
                "the same number would not mean the same thing."
            ),
        )
    made = [
        *_merged(change, framework),
        *_split(change, framework),
        _new(change, framework),
        _not_asked(change, framework),
        _others_asked(change, framework),
        _dropped(change, framework),
    ]
    return tuple(sentence for sentence in made if sentence)


def _merged(change: Change, framework: Framework) -> list[str]:
    return [
        _(
            "{now} now asks in one statement what used to be {then}. No line is drawn: answers to several statements "
            "cannot be compared with answers to one.",
            now=_quoted(title(framework, theme.id)),
            then=listing([_earlier_title(theme_id, change, framework) for theme_id in theme.earlier]),
        )
        for theme in change.themes
        if theme.link is Link.MERGED
    ]


def _split(change: Change, framework: Framework) -> list[str]:
    """One sentence for all themes that come from the same one."""
    parts: dict[tuple[str, ...], list[str]] = {}
    for theme in change.themes:
        if theme.link is Link.SPLIT:
            parts.setdefault(theme.earlier, []).append(_quoted(title(framework, theme.id)))
    return [
        _(
            "What used to be {then} is now asked as {now}. No line is drawn: each earlier answer was about all of it "
            "at once.",
            then=listing([_earlier_title(theme_id, change, framework) for theme_id in earlier]),
            now=listing(now),
        )
        for earlier, now in parts.items()
    ]


def _new(change: Change, framework: Framework) -> str:
    new = [theme.id for theme in change.themes if theme.link is Link.NEW]
    return _many(
        [_quoted(title(framework, theme_id)) for theme_id in new],
        lambda themes: _(
            "Asked for the first time: {themes}. There is nothing to compare the answers with.", themes=themes
        ),
    )


def _not_asked(change: Change, framework: Framework) -> str:
    left_out = [theme.id for theme in change.themes if theme.link is Link.NOT_ASKED]
    return _many(
        [_quoted(title(framework, theme_id)) for theme_id in left_out],
        lambda themes: _(
            "Left out of the shorter questionnaire in that round: {themes}. There is nothing to compare the answers with.",
            themes=themes,
        ),
    )


def _others_asked(change: Change, framework: Framework) -> str:
    others = [theme.id for theme in change.themes if theme.link is Link.OTHERS_ASKED]
    return _many(
        [_quoted(title(framework, theme_id)) for theme_id in others],
        lambda themes: _(
            "Put to other roles than then: {themes}. No line is drawn: others were asked, so the answers could differ "
            "even if nobody had changed theirs.",
            themes=themes,
        ),
    )


def _dropped(change: Change, framework: Framework) -> str:
    return _many(
        [_earlier_title(theme_id, change, framework) for theme_id in change.dropped],
        lambda themes: _("No longer asked: {themes}.", themes=themes),
    )


def withheld(change: Change, framework: Framework) -> tuple[str, ...]:
    """Where nothing is compared although the line holds: which themes, and why."""
    if change.scale_changed:
        return ()
    open_ = [
        theme
        for theme in change.themes
        if not theme.compared and theme.link not in NO_LINE and not theme.withheld
    ]
    made = [_withheld(reason, change, framework) for reason in Withheld]
    without = _many(
        [_quoted(title(framework, theme.id)) for theme in open_],
        lambda themes: _unanswered(themes, change),
    )
    return tuple(sentence for sentence in (*made, without) if sentence)


def _unanswered(themes: str, change: Change) -> str:
    if change.basis is Basis.PAIRED:
        return _("Not compared, because nobody gave an answer in both rounds: {themes}.", themes=themes)
    return _("Not compared, because nobody gave an answer in one of the rounds: {themes}.", themes=themes)


def _withheld(reason: Withheld, change: Change, framework: Framework) -> str:
    themes = [
        _quoted(title(framework, theme.id))
        for theme in change.themes
        if theme.withheld is reason and theme.link not in NO_LINE
    ]
    return _many(themes, lambda named: str(_WITHHELD[reason]).format(themes=named))


def _many(names: Sequence[str], sentence: Callable[[str], str]) -> str:
    """The sentence about these themes, by name or by number; empty where there are none."""
    if not names:
        return ""
    count = ngettext("{count} theme", "{count} themes", len(names), count=whole(len(names)))
    return sentence(listing(names) if len(names) <= NAMED else count)


def _earlier(change: Change) -> dict[str, EarlierTheme]:
    return {theme.id: theme for theme in change.earlier_themes}


def _earlier_title(theme_id: str, change: Change, framework: Framework) -> str:
    """The title of then in quotes; where its words are those of now, the title of now."""
    known = _earlier(change).get(theme_id)
    if known is not None:
        return _quoted(_text(known.title))
    return _quoted(title(framework, theme_id) if theme_id in framework.theme_ids else theme_id)


def _text(versions: Mapping[str, str]) -> str:
    return in_words(Text(tuple(versions.items())))


def _quoted(words: str) -> str:
    return _("“{title}”", title=words)
