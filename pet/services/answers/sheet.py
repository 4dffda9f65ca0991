"""One respondent's sheet: what is asked and what they have said, read in two statements however much it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pet.db.models import Comment, Partner, Response, ResponseState, Round
from pet.errors import PetError
from pet.frameworks.model import Framework, Role, Theme
from pet.language import gettext as _
from pet.services import frameworks, rounds_reading
from pet.services.answers.asked import Asked, AskedArea
from pet.services.answers.held import KIND_FROM_TABLE, Answer, Held, Key, Kind, Words, from_document
from pet.services.rounds_facts import RoundFacts

_ID = "response_id"
_QUERY = (
    rounds_reading.query()
    .join(Response, Response.round_id == Round.id)
    .outerjoin(Partner, Partner.id == Response.partner_id)
    .add_columns(
        Response.public_id,
        Response.partner_id,
        Partner.name,
        Response.role_id,
        Response.identified,
        Response.state,
        Response.ratings,
        Response.active_seconds,
    )
    .where(Response.id == bindparam(_ID))
)


class NoSuchResponseError(PetError):
    """These answers are not here: they were withdrawn, or never were."""

    def __init__(self) -> None:
        super().__init__(_("These answers are not here any more."))


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one respondent is asked and has said.

    Attributes:
        round: the round, its promise and its window of time.
        framework: what it asks.
        partner: the partner they answer for, or `None`.
        role_id: the role they answer in, or `None`.
        identified: whether they have said as whom they answer.
        state: a `ResponseState`.
        answers: by theme; also what was said before a change of role and does not count now.
        words: comments, evidence and open answers by place; the same.
        active_seconds: time spent answering so far.
    """

    response_id: int
    public_id: str
    round: RoundFacts
    framework: Framework
    partner_id: int | None
    partner: str | None
    role_id: str | None
    identified: bool
    state: str
    answers: Mapping[str, Answer]
    words: Mapping[Key, Words]
    active_seconds: int

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.framework, self.round.form, self.role_id)

    @property
    def role(self) -> Role | None:
        """The role they answer in."""
        return self.framework.role(self.role_id) if self.role_id else None

    @property
    def submitted(self) -> bool:
        """Whether they have sent their answers, so that these count."""
        return self.state == ResponseState.SUBMITTED

    @property
    def active_minutes(self) -> int:
        """Whole minutes spent so far."""
        return self.active_seconds // 60

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes they are asked, in order."""
        return self._asked.themes

    @property
    def areas(self) -> tuple[AskedArea, ...]:
        """The pages of the questionnaire."""
        return self._asked.areas

    def answer(self, theme_id: str) -> Answer:
        """What they say about a theme; version 0 for nothing ever."""
        return self.answers.get(theme_id, Answer())

    def words_at(self, kind: Kind, part_id: str) -> Words:
        """What they wrote at a place; version 0 for nothing ever."""
        return self.words.get(Key(kind, part_id), Words())

    @property
    def held(self) -> dict[Key, Held]:
        """Everything, by place."""
        return {Key(Kind.RATING, theme_id): answer for theme_id, answer in self.answers.items()} | dict(
            self.words
        )

    @cached_property
    def gaps(self) -> tuple[Theme, ...]:
        """The themes that are asked and have no answer."""
        return tuple(theme for theme in self.themes if not self.answer(theme.id).is_given)

    @property
    def asked(self) -> int:
        """How many themes are asked."""
        return len(self.themes)

    @property
    def answered(self) -> int:
        """How many of them have an answer; "don't know" is one."""
        return self.asked - len(self.gaps)

    @property
    def area_to_go_on(self) -> AskedArea | None:
        """The page with the first gap; `None` if there is no gap."""
        if not self.gaps:
            return None
        return next(page for page in self.areas if self.gaps[0] in page.themes)


def sheet(session: Session, response_id: int) -> Sheet:
    """A respondent's sheet.

    Raises:
        NoSuchResponseError: it was withdrawn, or never was.
    """
    row = session.execute(_QUERY, {_ID: response_id}).one_or_none()
    if row is None:
        raise NoSuchResponseError
    facts = rounds_reading.from_row(row)
    public_id, partner_id, partner, role_id, identified, state, ratings, seconds = row[
        rounds_reading.HOW_MANY_COLUMNS :
    ]
    return Sheet(
        response_id=response_id,
        public_id=public_id,
        round=facts,
        framework=frameworks.of_version(session, facts.framework_version_id, facts.framework_sha256),
        partner_id=partner_id,
        partner=partner,
        role_id=role_id,
        identified=identified,
        state=state,
        answers=from_document(ratings),
        words={key: words_of(found) for key, found in comments(session, response_id).items()},
        active_seconds=seconds,
    )


def comments(
    session: Session, response_id: int, part_ids: Collection[str] | None = None
) -> dict[Key, Comment]:
    """The rows of a response's comments by place; only those about `part_ids` if given."""
    query = select(Comment).where(Comment.response_id == response_id)
    if part_ids is not None:
        query = query.where(Comment.part_id.in_(part_ids))
    return {Key(KIND_FROM_TABLE[row.kind], row.part_id): row for row in session.scalars(query)}


def words_of(row: Comment) -> Words:
    """A comment without its row."""
    return Words(row.text, row.quotable, row.v)
