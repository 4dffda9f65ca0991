"""Which column of a file of answers holds what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pet.analysis.answers.cells import quoted
from pet.errors import Problem
from pet.frameworks.model import Framework
from pet.frameworks.reading import nearest
from pet.language import gettext as _
from pet.untrusted import letter, plain

COMMENT = "comment"
IDS_LISTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """The columns that the caller names.

    Attributes:
        partner, role, person: the column of each, if there is one.
        themes: pairs of a column and the id of the theme whose ratings it holds, for columns that are not
            named like their theme.
    """

    partner: str | None = None
    role: str | None = None
    person: str | None = None
    themes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything is, as column indices from 0.

    Attributes:
        names: the name of each column.
        partner, role, person: their columns.
        themes, comments: column by theme id.
        ignored: the columns that hold none of these, some without a name.
        problems: everything that is wrong with the names.
    """

    names: tuple[str, ...]
    partner: int | None
    role: int | None
    person: int | None
    themes: Mapping[str, int]
    comments: Mapping[str, int]
    ignored: tuple[int, ...]
    problems: tuple[Problem, ...]


def layout(header: Iterable[str], framework: Framework, chosen: ColumnNames) -> Layout:
    """Find every column: those the caller names first, then those named like a theme.

    A name counts as it is written; if nothing is written so, letter case does not matter as long as one
    thing only can be meant. `<theme id> comment` holds comments on the theme.
    """
    finder = _Finder(tuple(name.strip() for name in header), framework, _by_plain_id(framework))
    partner, role, person = (finder.named(name) for name in (chosen.partner, chosen.role, chosen.person))
    for column, theme_id in chosen.themes:
        finder.mapped(column, theme_id)
    ignored = finder.rest()
    return Layout(
        names=finder.names,
        partner=partner,
        role=role,
        person=person,
        themes=finder.only(finder.themes, _("several columns hold answers to {theme}: {columns}. Keep one.")),
        comments=finder.only(
            finder.comments, _("several columns hold comments on {theme}: {columns}. Keep one.")
        ),
        ignored=ignored,
        problems=tuple(finder.problems),
    )


@dataclass(slots=True)
class _Finder:
    names: tuple[str, ...]
    framework: Framework
    by_plain_id: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    themes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def named(self, name: str | None) -> int | None:
        """The column that the caller gave a name for; a problem if there is not exactly one."""
        if name is None:
            return None
        found = [i for i, known in enumerate(self.names) if known == name.strip()]
        found = found or [i for i, known in enumerate(self.names) if plain(known) == plain(name)]
        if len(found) == 1 and found[0] not in self.taken:
            self.taken.add(found[0])
            return found[0]
        self._problem(self._why_not(name, found))
        self.taken.update(found)
        return None

    def _why_not(self, name: str, found: list[int]) -> str:
        if len(found) > 1:
            return _(
                "{name} is the name of several columns ({letters}). Give each its own name.",
                name=quoted(name),
                letters=", ".join(map(letter, found)),
            )
        if found:
            return _("the column {name} is asked to hold two different things.", name=quoted(name))
        meant = nearest(name, tuple(filter(None, self.names)))
        if meant is None:
            return _("there is no column {name}.", name=quoted(name))
        return _("there is no column {name}. Did you mean {meant}?", name=quoted(name), meant=quoted(meant))

    def mapped(self, column: str, theme_id: str) -> None:
        """Take a column for the theme that the caller says."""
        index = self.named(column)
        theme = self._theme(theme_id.strip())
        if theme is None:
            self._unknown_theme(column, theme_id)
        elif index is not None:
            self.themes[theme].append(index)

    def _unknown_theme(self, column: str, theme_id: str) -> None:
        meant = nearest(theme_id, self.framework.theme_ids)
        if meant is None:
            text = _(
                "{column} is to hold the theme {theme}, but the framework has no such theme.",
                column=quoted(column),
                theme=quoted(theme_id),
            )
        else:
            text = _(
                "{column} is to hold the theme {theme}, but the framework has no such theme. Did you mean {meant}?",
                column=quoted(column),
                theme=quoted(theme_id),
                meant=quoted(meant),
            )
        self._problem(text)

    def rest(self) -> tuple[int, ...]:
        """Sort the columns that nobody named; those that are nothing of ours."""
        ignored = []
        for index, name in enumerate(self.names):
            if index in self.taken:
                continue
            if (theme_id := self._theme(name)) is not None:
                self.themes[theme_id].append(index)
            elif (theme_id := self._commented(name)) is not None:
                self.comments[theme_id].append(index)
            else:
                ignored.append(index)
        if not self.themes and not self.problems:
            self._problem(self._no_theme())
        return tuple(ignored)

    def _theme(self, name: str) -> str | None:
        return name if name in self.framework.theme_ids else self.by_plain_id.get(plain(name))

    def _commented(self, name: str) -> str | None:
        subject, _space, last = name.rpartition(" ")
        return self._theme(subject.rstrip()) if plain(last) == COMMENT else None

    def _no_theme(self) -> str:
        ids = self.framework.theme_ids
        return _(
            "no column is named like a theme of {framework}. Expected names such as {ids}.",
            framework=quoted(self.framework.key),
            ids=", ".join(ids[:IDS_LISTED]) + (", \u2026" if len(ids) > IDS_LISTED else ""),
        )

    def only(self, columns: Mapping[str, list[int]], several: str) -> dict[str, int]:
        """The one column of each theme; the problem `several` where there are more."""
        for theme_id, found in columns.items():
            if len(found) > 1:
                listed = ", ".join(f"{quoted(self.names[i])} ({letter(i)})" for i in found)
                self._problem(several.format(theme=theme_id, columns=listed))
        return {theme_id: found[0] for theme_id, found in columns.items() if len(found) == 1}

    def _problem(self, message: str) -> None:
        self.problems.append(Problem(_("row 1"), message))


def _by_plain_id(framework: Framework) -> dict[str, str]:
    """Theme ids by their plain form, without those that only letter case tells apart."""
    ids: dict[str, list[str]] = defaultdict(list)
    for theme_id in framework.theme_ids:
        ids[plain(theme_id)].append(theme_id)
    return {name: same[0] for name, same in ids.items() if len(same) == 1}
