"""What `pet analyse` says on the terminal: what was read, what is withheld, and what to talk about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import click

from pet.analysis.answers import Answers
from pet.analysis.options import Breakdown
from pet.analysis.ratings import Grouping
from pet.analysis.result import Result
from pet.analysis.result_groups import BreakdownResult
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.untrusted import shown
from pet.words import agenda as agenda_words
from pet.words import breaks, glance, groups, promise, tally, withheld
from pet.words import change as change_words
from pet.words.numbers import whole
from pet.words.phrases import in_words, listing, title

LISTED = 12
Rows = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Then:
    """The earlier round as it was read.

    Attributes:
        answers: of that round.
        as_now: nobody said what was asked then, so it was taken to be what is asked now.
    """

    answers: Answers
    as_now: bool


def text(answers: Answers, result: Result, written: list[str], then: Then | None = None) -> str:
    """The summary; with the proposed conversation where nothing was written that holds it."""
    framework = answers.ratings.framework
    formatter = click.HelpFormatter()
    formatter.write_text(shown(result.title) or in_words(framework.title))
    formatter.write_paragraph()
    read_then = () if then is None else _read_then(then, result)
    _write(formatter, [*_read(answers, result), *_withheld(result, framework), *read_then])
    if result.withheld is None:
        found = glance.of(result, framework)
        formatter.write_paragraph()
        formatter.write_text(found.headline)
        formatter.write_paragraph()
        if (caution := promise.caution(result)) is not None:
            formatter.write_text(caution)
            formatter.write_paragraph()
        _write(formatter, list(found.sentences))
        _changed(formatter, result, framework)
        if not written:
            formatter.write_paragraph()
            formatter.write_text(_("To talk about"))
            formatter.write_paragraph()
            _talk(formatter, result, framework)
    if written:
        formatter.write_paragraph()
        _write(formatter, [(_("Written"), name) for name in written])
    return "".join(map(_harmless, formatter.getvalue().rstrip("\n")))


def _changed(formatter: click.HelpFormatter, result: Result, framework: Framework) -> None:
    """What has changed since an earlier round, or why nothing can be compared; nothing without one."""
    change = result.change
    if change is None:
        return
    formatter.write_paragraph()
    formatter.write_text(change_words.headline(change, result))
    formatter.write_paragraph()
    said = [change_words.who(change, result)]
    found = change_words.found(change, result, framework)
    if not any(theme.compared for theme in change.themes):
        said += [*breaks.broken(change, framework), *breaks.withheld(change, framework)]
    with formatter.indentation():
        formatter.write_text(" ".join(said))
    if found:
        formatter.write_paragraph()
        _write(formatter, [(one.heading, _themes_of(one, framework)) for one in found])
    if rest := tally.rest(change):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(rest)


def _themes_of(found: change_words.Found, framework: Framework) -> str:
    return listing([title(framework, theme) for theme, _sentence in found.items])


def _talk(formatter: click.HelpFormatter, result: Result, framework: Framework) -> None:
    """The proposed conversation, or that the answers propose none."""
    if result.agenda:
        _write(formatter, list(_agenda(result, framework)))
        return
    with formatter.indentation():
        formatter.write_text(_("No theme stands out in the answers. Choose together what to talk about."))


def _harmless(character: str) -> str:
    """Names from the file may hold characters that steer a terminal; they are replaced visibly."""
    return character if character.isprintable() or character in "\n\u00a0\u202f" else "\ufffd"


def _write(formatter: click.HelpFormatter, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.indentation():
            formatter.write_dl(rows)


def _read(answers: Answers, result: Result) -> Rows:
    ratings = answers.ratings
    yield _("Answers"), promise.answered(result)
    for breakdown, grouping in ((Breakdown.PARTNER, ratings.partners), (Breakdown.ROLE, ratings.roles)):
        if grouping is not None:
            shown_groups = result.breakdown(breakdown)
            parts = [_sorted(grouping, shown_groups, result), _withheld_of(shown_groups, result)]
            yield groups.breakdown(breakdown), "; ".join(filter(None, parts))
    yield _("Themes"), _themes(answers)
    if answers.comments:
        yield _("Comments"), _comments(len(answers.comments), result.comments_withheld)
    yield from _remarks(answers)


def _read_then(then: Then, result: Result) -> Rows:
    """What was read of the earlier round: with another framework than was asked, answers would be lost unseen."""
    answers, framework = then.answers, then.answers.ratings.framework
    yield (
        _("Earlier round"),
        promise.answered(replace(result, respondents=answers.ratings.respondents, invited=None)),
    )
    named = {"title": in_words(framework.title), "key": framework.key, "version": framework.version}
    if then.as_now:
        asked = _(
            "“{title}” ({key}, version {version}), as now; --earlier-framework can name another", **named
        )
    else:
        asked = _("“{title}” ({key}, version {version})", **named)
    yield _("Asked then"), asked
    yield _("Themes then"), _themes(answers)
    if answers.ignored:
        yield _("Columns ignored then"), ", ".join(map(shown, answers.ignored))


def _themes(answers: Answers) -> str:
    """How many themes of the framework the file has."""
    themes = len(answers.ratings.framework.themes)
    return _("{count} of {all}", count=whole(themes - len(answers.themes_without_column)), all=whole(themes))


def _sorted(grouping: Grouping, found: BreakdownResult | None, result: Result) -> str:
    """How many groups there are, and whether some people are in none of them.

    Outside open rounds their number is said only where it is no small one and no group is hidden: beside the
    groups that are shown it would give away how many people are in the others.
    """
    unknown = result.respondents - int(grouping.sizes.sum())
    count = whole(len(grouping.names))
    if not unknown:
        return count
    if unknown < result.smallest_group or not _all_shown(found):
        return _("{groups}, not known of some people", groups=count)
    return ngettext(
        "{groups}, not known of {count} person",
        "{groups}, not known of {count} people",
        unknown,
        groups=count,
        count=whole(unknown),
    )


def _all_shown(found: BreakdownResult | None) -> bool:
    return found is not None and found.withheld is None and found.shown == found.groups


def _remarks(answers: Answers) -> Rows:
    """What a careful reader should know about the file."""
    roles = answers.ratings.roles
    if roles is not None and None in roles.role_ids:
        names = [name for name, role_id in zip(roles.names, roles.role_ids, strict=True) if role_id is None]
        yield _("Roles not in the framework"), _listed(names)
    if answers.not_asked_but_answered:
        yield (
            _("Kept"),
            ngettext(
                "{count} answer to a theme that is not put to the role",
                "{count} answers to themes that are not put to the role",
                answers.not_asked_but_answered,
                count=whole(answers.not_asked_but_answered),
            ),
        )
    if answers.empty_rows:
        yield _("Rows without an answer"), _rows(answers.empty_rows)
    if answers.commented_without_column:
        yield (
            _("Comments without ratings"),
            _(
                "{themes}: the file has no column with ratings",
                themes=_listed(list(answers.commented_without_column)),
            ),
        )
    if answers.ignored:
        yield _("Columns ignored"), ", ".join(map(shown, answers.ignored))


def _rows(rows: tuple[int, ...]) -> str:
    """The numbers of rows; of many the first, and how many there are."""
    listed = _listed([str(row) for row in rows])
    if len(rows) <= LISTED:
        return listed
    return _("{rows} ({count} in all)", rows=listed, count=whole(len(rows)))


def _listed(names: list[str]) -> str:
    cleaned = [shown(name) for name in names[:LISTED]]
    return ", ".join([*cleaned, "…"] if len(names) > LISTED else cleaned)


def _comments(count: int, hidden: int) -> str:
    if not hidden:
        return whole(count)
    return ngettext(
        "{all}; {count} is not shown, because too few wrote on its subject",
        "{all}; {count} are not shown, because too few wrote on their subject",
        hidden,
        all=whole(count),
        count=whole(hidden),
    )


def _withheld(result: Result, framework: Framework) -> Rows:
    """What is not shown of the whole, and why."""
    hidden = [theme.id for theme in result.themes if theme.valid is None]
    if result.withheld is not None:
        yield _("Results"), withheld.reason(result.withheld, result.smallest_group)
    elif hidden:
        yield _("Themes not shown"), _listed([title(framework, theme_id) for theme_id in hidden])


def _withheld_of(breakdown: BreakdownResult | None, result: Result) -> str:
    """What is not shown of a breakdown."""
    if breakdown is None or _all_shown(breakdown):
        return ""
    if breakdown.withheld is not None:
        return withheld.reason(breakdown.withheld, result.smallest_group)
    return ngettext(
        "{count} is shown on its own, the others only together",
        "{count} are shown on their own, the others only together",
        breakdown.shown,
        count=whole(breakdown.shown),
    )


def _agenda(result: Result, framework: Framework) -> Rows:
    for number, item in enumerate(result.agenda, start=1):
        head = _("{number}. {theme}", number=whole(number), theme=title(framework, item.theme))
        yield head, agenda_words.reason(item, result, framework)
