"""The matrix of what everybody sent, and what they wrote, as it goes into an evaluation."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from pet.analysis.answers import people
from pet.analysis.kinds import WordsKind
from pet.analysis.options import Mode
from pet.analysis.ratings import Comment, Grouping, NoRating, Ratings
from pet.db.models import Comment as CommentRow
from pet.db.models import Partner, Response, ResponseState
from pet.frameworks.forms import of_form
from pet.frameworks.model import FULL, Framework
from pet.services import frameworks
from pet.services.answers.asked import themes_asked
from pet.services.answers.held import DONT_KNOW, NOT_APPLICABLE, Answer, from_document
from pet.services.rounds_facts import RoundFacts
from pet.services.rounds_reading import facts
from pet.untrusted import plain

_NO_RATING = {
    DONT_KNOW: NoRating.DONT_KNOW,
    NOT_APPLICABLE: NoRating.NOT_APPLICABLE,
    None: NoRating.UNANSWERED,
}
_VERSION_LENGTH = 16
_OTHER_WORDS = {kind.value: kind for kind in WordsKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What everybody sent in a round.

    Attributes:
        ratings: one row for each person.
        comments: what they wrote, as the round's reader let it through.
        people: in the order of the rows, by the key of the response the version of its answers: another one with
            every save, and not made from what was answered.
    """

    ratings: Ratings
    comments: tuple[Comment, ...]
    people: Mapping[str, str]


def ratings_of(session: Session, round_id: int) -> tuple[Ratings, tuple[Comment, ...]]:
    """The matrix of everybody who sent their answers, and what they wrote, as the round's reader let it through.

    Raises:
        PetError: there is no such round.
    """
    found = sent(session, facts(session, round_id))
    return found.ratings, found.comments


def sent(session: Session, of: RoundFacts) -> Sent:
    """What everybody sent in a round, each sheet decoded once.

    A theme that a person was not asked stays not asked, whatever their sheet holds from an earlier role.
    """
    framework = of_form(frameworks.of_version(session, of.framework_version_id, of.framework_sha256), of.form)
    rows = session.execute(
        select(
            *(Response.id, Response.role_id, Response.partner_id, Response.person),
            *(Partner.name, Response.ratings),
        )
        .outerjoin(Partner, Partner.id == Response.partner_id)
        .where(Response.round_id == of.id, Response.state == ResponseState.SUBMITTED)
        .order_by(Response.public_id)  # random: an order that says nothing
    ).all()
    ratings = Ratings(
        framework=framework,
        values=_matrix(rows, framework),
        partners=_partners(rows),
        roles=people.roles([row.role_id or "" for row in rows], framework),
        persons=_persons(rows, of.mode),
    )
    return Sent(
        ratings=ratings,
        comments=_written(session, of, rows, ratings),
        people={str(row.id): _version(row) for row in rows},
    )


def _persons(rows: Sequence[Row[Any]], mode: Mode) -> tuple[str, ...] | None:
    """Who is who across rounds, where it is known and the round promised to keep it to itself.

    Whoever is not known has an empty key, and is nobody of another round.
    """
    if mode is not Mode.CONFIDENTIAL or not any(row.person for row in rows):
        return None
    return tuple(row.person or "" for row in rows)


def _version(row: Row[Any]) -> str:
    versions = {theme_id: answer.version for theme_id, answer in from_document(row.ratings).items()}
    marks = json.dumps([row.partner_id, row.role_id, versions], sort_keys=True)
    return hashlib.sha256(marks.encode()).hexdigest()[:_VERSION_LENGTH]


def _matrix(rows: Sequence[Row[Any]], framework: Framework) -> Any:
    values = np.full((len(rows), len(framework.themes)), NoRating.NOT_ASKED, dtype=np.int8)
    asked: dict[str | None, list[tuple[int, str]]] = {}
    place = {theme_id: index for index, theme_id in enumerate(framework.theme_ids)}
    for number, row in enumerate(rows):
        if row.role_id not in asked:
            themes = themes_asked(framework, FULL, row.role_id)
            asked[row.role_id] = [(place[theme.id], theme.id) for theme in themes]
        answers = from_document(row.ratings)
        for index, theme_id in asked[row.role_id]:
            values[number, index] = _value(answers.get(theme_id))
    return values


def _value(answer: Answer | None) -> int:
    """A point of the scale, or why there is none."""
    said = answer.value if answer is not None else None
    return said if isinstance(said, int) else _NO_RATING[said]


def _partners(rows: Sequence[Row[Any]]) -> Grouping | None:
    """The partner of each person, by its id, in the order of their names."""
    names = {row.partner_id: row.name for row in rows if row.partner_id is not None}
    if not names:
        return None
    ids = sorted(names, key=lambda id_: (people.natural(plain(names[id_])), names[id_]))
    place = {id_: index for index, id_ in enumerate(ids)}
    members = np.array([place.get(row.partner_id, -1) for row in rows], dtype=np.intp)
    return Grouping(tuple(names[id_] for id_ in ids), members)


def _written(
    session: Session, of: RoundFacts, rows: Sequence[Row[Any]], ratings: Ratings
) -> tuple[Comment, ...]:
    """What was written on what the writer is asked, as the reader lets it be shown; nothing before they finished."""
    if of.comments_read_at is None:
        return ()
    place = {row.id: number for number, row in enumerate(rows)}
    found = session.execute(
        select(
            CommentRow.response_id,
            CommentRow.kind,
            CommentRow.part_id,
            CommentRow.text,
            CommentRow.shown_text,
            CommentRow.quotable,
        )
        .join(Response, Response.id == CommentRow.response_id)
        .where(Response.round_id == of.id, Response.state == ResponseState.SUBMITTED)
        .order_by(CommentRow.public_id)
    )
    texts = (
        Comment(
            row.part_id,
            row.shown_text,
            place[row.response_id],
            _OTHER_WORDS.get(row.kind),
            # What the reader put into other words is no quote, whoever may be quoted.
            quotable=row.quotable and row.shown_text == row.text,
        )
        for row in found
        if row.shown_text
    )
    themes = _themes_of_parts(ratings.framework)
    return tuple(text for text in texts if _is_asked(text, themes, ratings))


def _themes_of_parts(framework: Framework) -> Mapping[tuple[WordsKind | None, str], Sequence[int]]:
    """The columns of the themes with which a part is asked; none for an open question, which everybody is asked."""
    column = {theme_id: index for index, theme_id in enumerate(framework.theme_ids)}
    return {
        **{(None, theme_id): [index] for theme_id, index in column.items()},
        **{
            (WordsKind.EVIDENCE, area.id): [column[theme.id] for theme in area.themes]
            for area in framework.areas
        },
        **{(WordsKind.OPEN, question.id): [] for question in framework.open_questions},
    }


def _is_asked(
    text: Comment, themes: Mapping[tuple[WordsKind | None, str], Sequence[int]], ratings: Ratings
) -> bool:
    """Whether the one who wrote this is still asked it: roles and forms change."""
    columns = themes.get((text.kind, text.part_id))
    if columns is None:
        return False
    return not columns or bool((ratings.values[text.respondent, columns] != NoRating.NOT_ASKED).any())
