"""Invented people answer: each row of a file goes through the same services as a real sheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from pet.analysis.answers import Answers, ColumnNames, read
from pet.analysis.options import Mode
from pet.analysis.ratings import NoRating
from pet.db.models import Round
from pet.frameworks.model import Framework
from pet.paths import EXAMPLES
from pet.services import frameworks, partnerships, responses
from pet.services.answers.asked import themes_asked
from pet.services.answers.held import DONT_KNOW, NOT_APPLICABLE, Change, Kind
from pet.services.demo import asking
from pet.services.demo.stories import Story
from pet.services.promises import Asks
from pet.untrusted import Problems, TableLimits, parse_csv
from pet.untrusted import read as read_file

_WORDS = {NoRating.DONT_KNOW: DONT_KNOW, NoRating.NOT_APPLICABLE: NOT_APPLICABLE}
_SAYS_NOTHING = (NoRating.UNANSWERED, NoRating.NOT_ASKED)
_NOT_QUOTABLE_EVERY = 4  # in a round that is still open, one comment in so many may not be quoted
_STARTED_WITH = 5  # ratings of somebody who has not sent them yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one invented person says; `person` tells them from others in every round, if it is known."""

    partner: str
    role_id: str | None
    person: str | None
    changes: tuple[Change, ...]


def read_answers(story: Story, framework: Framework) -> Answers:
    """The answers in the story's file."""
    problems = Problems(story.answers)
    table = parse_csv(read_file(EXAMPLES / story.answers, TableLimits().size), problems=problems)
    person = "person" if "person" in table.header else None
    columns = ColumnNames(partner="partner", role="role", person=person)
    return read(table, framework, columns, mode=story.mode, problems=problems)


def partner_names(story: Story, framework: Framework) -> tuple[str, ...]:
    """The partners that answer in a story."""
    partners = read_answers(story, framework).ratings.partners
    return partners.names if partners is not None else ()


def answer(session: Session, *, row: Round, story: Story, now: datetime) -> tuple[int, ...]:
    """Everybody in the story answers and sends; some only start.

    Returns:
        The ids of the responses that were sent.
    """
    framework = frameworks.of_round(session, row.id)
    sheets = list(_sheets(read_answers(story, framework), story))[: story.people]
    sent = []
    for number, sheet in enumerate(sheets):
        then = row.opens_at + (now - row.opens_at) * number / len(sheets)
        response_id = _filled_in(session, row, story, sheet, number, then)
        responses.submit(session, response_id=response_id, now=then)
        sent.append(response_id)
    answered = {sheet.person for sheet in sheets}
    for sheet in sheets[: story.started]:
        other = _other(story, framework, sheet, answered)
        begun = replace(sheet, person=other, changes=sheet.changes[:_STARTED_WITH])
        _filled_in(session, row, story, begun, 0, now)
        answered.add(other)
    return tuple(sent)


def _other(story: Story, framework: Framework, like: Sheet, answered: set[str | None]) -> str | None:
    """Somebody of the same role who is asked and has not answered, as far as anybody knows them."""
    if story.letters is None:
        return None
    asked = asking.those(story.letters, framework)
    return next(one.label for one in asked if one.role_id == like.role_id and one.label not in answered)


def _filled_in(session: Session, row: Round, story: Story, sheet: Sheet, number: int, now: datetime) -> int:
    """By the letter where there is one; a file without names has its people in the order of the letters."""
    if story.letters is None:
        partners = {one.name: one.id for one in partnerships.partners(session, row.partnership_id)}
        return _fill_in(session, row.id, partners, sheet, now)
    label = sheet.person or f"{story.letters.file} {number}"
    response_id = asking.start(session, row, label, now)
    responses.save(session, response_id=response_id, op_id=str(uuid4()), changes=sheet.changes, now=now)
    return response_id


def _fill_in(session: Session, round_id: int, partners: dict[str, int], sheet: Sheet, now: datetime) -> int:
    response_id = responses.start(session, round_id=round_id, now=now, person=sheet.person).response_id
    responses.identify(
        session,
        response_id=response_id,
        partner_id=partners[sheet.partner],
        role_id=sheet.role_id,
        now=now,
    )
    responses.save(session, response_id=response_id, op_id=str(uuid4()), changes=sheet.changes, now=now)
    return response_id


def _sheets(answers: Answers, story: Story) -> Iterator[Sheet]:
    ratings = answers.ratings
    assert ratings.partners is not None
    assert ratings.roles is not None
    for row in range(ratings.respondents):
        # A signed sheet is its partner's and has no role.
        role_id = (
            None
            if story.mode is Mode.OPEN or story.asks is not Asks.BOTH
            else ratings.roles.role_ids[ratings.roles.members[row]]
        )
        yield Sheet(
            partner=ratings.partners.names[ratings.partners.members[row]],
            role_id=role_id,
            person=ratings.persons[row] if ratings.persons is not None else None,
            changes=(
                *_rated(answers, row, role_id, story),
                *_commented(answers, row, story),
                *_said(row, story),
            ),
        )


def _rated(answers: Answers, row: int, role_id: str | None, story: Story) -> Iterator[Change]:
    framework = answers.ratings.framework
    places = {theme_id: place for place, theme_id in enumerate(framework.theme_ids)}
    for theme in themes_asked(framework, story.form, role_id):
        value = int(answers.ratings.values[row, places[theme.id]])
        if value not in _SAYS_NOTHING:
            said = value if value > 0 else _WORDS[NoRating(value)]
            yield Change(kind=Kind.RATING, part_id=theme.id, value=said)


def _commented(answers: Answers, row: int, story: Story) -> Iterator[Change]:
    for number, comment in enumerate(answers.comments, start=1):
        if comment.respondent == row:
            quotable = story.closed is not None or number % _NOT_QUOTABLE_EVERY != 0
            yield Change(kind=Kind.COMMENT, part_id=comment.part_id, value=comment.text, quotable=quotable)


def _said(row: int, story: Story) -> Iterator[Change]:
    for place, question_id, text in story.open_answers:
        if place == row:
            yield Change(kind=Kind.OPEN, part_id=question_id, value=text, quotable=True)
