"""From the rows of a file to `Answers`, or to every problem at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import numpy as np
import numpy.typing as npt

from pet.analysis.answers import comments, people
from pet.analysis.answers.cells import meaning, meanings, why_not
from pet.analysis.answers.columns import ColumnNames
from pet.analysis.answers.sheet import Found, Sheet, sheet
from pet.analysis.options import Mode
from pet.analysis.ratings import Comment, Grouping, NoRating, Ratings
from pet.errors import Problem
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.untrusted import Problems, Table
from pet.untrusted.problems import MOST

Matrix = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
UNREADABLE = -100
_SAYS_NOTHING = (NoRating.UNANSWERED, NoRating.NOT_ASKED, NoRating.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a file of answers held, and what a careful reader should know about it.

    Attributes:
        ratings: the ratings, one row per person.
        comments: what people wrote on themes, each with its row in `ratings`.
        ignored: columns that are neither a theme nor named by the caller, by name or letter.
        empty_rows: rows, as a spreadsheet numbers them, in which nobody rated anything, said that they do not
            know, or wrote a comment; they are left out.
        themes_without_column: ids of themes that the file does not have; they count as not asked.
        commented_without_column: those of them that somebody wrote on; only an open round keeps these comments.
        not_asked_but_answered: answers by people whose role is not asked the theme; they are kept.
    """

    ratings: Ratings
    comments: tuple[Comment, ...]
    ignored: tuple[str, ...]
    empty_rows: tuple[int, ...]
    themes_without_column: tuple[str, ...]
    commented_without_column: tuple[str, ...]
    not_asked_but_answered: int


def read(
    table: Table,
    framework: Framework,
    columns: ColumnNames | None = None,
    *,
    mode: Mode = Mode.CONFIDENTIAL,
    problems: Problems,
) -> Answers:
    """Read a table of answers, one row per person.

    Args:
        table: what the file held.
        framework: what was asked; columns named like its themes hold their ratings.
        columns: which columns hold partner, role and person, and themes under other names.
        mode: in open mode each partner has one row, its signed sheet.
        problems: what was found wrong with the table already; more is added in the order of the rows.

    Raises:
        InvalidInputError: with every problem of the file.
    """
    columns = columns or ColumnNames()
    read_sheet = sheet(table, framework, columns)
    values = _values(read_sheet, framework)
    silent = _silent(read_sheet, values, mode)
    found = [
        *_unsigned(columns, mode),
        *read_sheet.problems,
        *_unreadable(read_sheet, framework, values),
        *people.missing_or_repeated(read_sheet, signed=mode is Mode.OPEN, silent=silent.tolist()),
        *_nothing(read_sheet, silent),
    ]
    for _place, problem in sorted(found, key=lambda place_and_problem: place_and_problem[0]):
        problems.add(problem.where, problem.message)
    problems.raise_any()
    return _answers(read_sheet, framework, values, ~silent, mode)


def _unsigned(columns: ColumnNames, mode: Mode) -> Iterator[Found]:
    """The problem that nobody knows whose sheets these are."""
    if mode is Mode.OPEN and columns.partner is None:
        yield (
            (0, 0),
            Problem(
                "",
                _(
                    "in an open round each row is the signed sheet of a partner. Say which column names the partner."
                ),
            ),
        )


def _values(sheet: Sheet, framework: Framework) -> Matrix:
    """What the cells say, or `UNREADABLE`; themes without a column are not asked.

    Each spelling of a column is looked up once, not each cell.
    """
    values = np.full((len(sheet.rows), len(framework.themes)), NoRating.NOT_ASKED, dtype=np.int8)
    words = meanings(framework.scale)
    for position, theme_id in enumerate(framework.theme_ids):
        if theme_id in sheet.layout.themes:
            cells = sheet.cells(sheet.layout.themes[theme_id])
            codes = {cell: meaning(cell, words) for cell in set(cells)}
            readable = {cell: UNREADABLE if code is None else code for cell, code in codes.items()}
            values[:, position] = [readable[cell] for cell in cells]
    return values


def _unreadable(sheet: Sheet, framework: Framework, values: Matrix) -> Iterator[Found]:
    """The cells that mean nothing, row by row; no more rows of them than can be listed."""
    places = np.argwhere(values == UNREADABLE)
    last_row = places[: MOST + 1, 0].max(initial=-1)
    for row, position in places[places[:, 0] <= last_row].tolist():
        index = sheet.layout.themes[framework.theme_ids[position]]
        yield sheet.found(row, index, why_not(sheet.cells(index)[row], framework.scale))


def _silent(sheet: Sheet, values: Matrix, mode: Mode) -> Flags:
    """Per row, whether nothing is said in it; none while columns are in doubt.

    “Doesn't apply” alone says nothing: that is how many programs write that a cell is empty.
    """
    if sheet.problems:
        return np.zeros(len(values), dtype=np.bool_)
    silent: Flags = np.all(np.isin(values, _SAYS_NOTHING), axis=1)
    for index in comments.columns(sheet, mode).values():
        silent &= ~comments.written(sheet, index)
    return silent


def _nothing(sheet: Sheet, silent: Flags) -> Iterator[Found]:
    """The problem that there is nothing to read."""
    if not sheet.rows:
        yield (2, 0), Problem("", _("there are no answers below the names of the columns."))
    elif silent.all():
        yield (
            (2, 0),
            Problem("", _("nobody answered: every cell of the themes is empty or says “doesn’t apply”.")),
        )


def _answers(sheet: Sheet, framework: Framework, values: Matrix, kept: Flags, mode: Mode) -> Answers:
    columns = sheet.layout
    roles = _of(columns.role, sheet, kept)
    grouping = None if roles is None else people.roles(roles, framework)
    partners = _of(columns.partner, sheet, kept)
    persons = _of(columns.person, sheet, kept)
    asked = _asked(framework, grouping)
    values = values[kept]
    extra = ~asked & ((values > 0) | (values == NoRating.DONT_KNOW))
    ratings = Ratings(
        framework,
        np.where(asked | extra, values, np.int8(NoRating.NOT_ASKED)),
        partners=None if partners is None else people.partners(partners),
        roles=grouping,
        persons=None if persons is None else tuple(map(str.strip, persons)),
    )
    return Answers(
        ratings=ratings,
        comments=tuple(comments.comments(sheet, mode, kept)),
        ignored=sheet.ignored(),
        empty_rows=tuple(compress(sheet.rows, ~kept)),
        themes_without_column=tuple(id_ for id_ in framework.theme_ids if id_ not in columns.themes),
        commented_without_column=tuple(comments.unrated(sheet)),
        not_asked_but_answered=int(extra.sum()),
    )


def _of(index: int | None, sheet: Sheet, kept: Flags) -> tuple[str, ...] | None:
    return None if index is None else tuple(compress(sheet.cells(index), kept))


def _asked(framework: Framework, roles: Grouping | None) -> Flags:
    """Respondents x themes, or something that spreads to it: whether the person's role is asked the theme."""
    ids: tuple[str | None, ...] = (*(roles.role_ids if roles else ()), None)
    by_role = np.array([[theme.is_asked_of(role) for theme in framework.themes] for role in ids])
    return by_role if roles is None else by_role[roles.members]
