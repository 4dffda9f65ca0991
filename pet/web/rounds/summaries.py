"""Where few answered: the texts on each area, and a box in which their reader sums them up in their own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.db.errors import UnavailableError
from pet.errors import PetError, Problem
from pet.language import current
from pet.language import gettext as _
from pet.services import comments, rounds
from pet.services.readings import AreaTexts, Reading
from pet.services.rounds import RoundFacts
from pet.web.guard import requires
from pet.web.render import render
from pet.web.rounds import about, flagged
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.flagged import Piece
from pet.web.rounds.reading import finished
from pet.web.rounds.reading_page import FINISH, THEN
from pet.web.site import database

DIGEST = "digest-"  # with the area's id: the name of its box


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """An area with what was written on it.

    Attributes:
        id: for the name of its box.
        title, question: of the area.
        texts: what was written, in pieces.
        can: whether it can be summed up.
        words: what stands in the box.
        problem: what is wrong with it, or empty.
    """

    id: str
    title: str
    question: str
    texts: tuple[tuple[Piece, ...], ...]
    can: bool
    words: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariesPage:
    """templates/rounds/summaries.html.

    Attributes:
        title: in a few words.
        round: the title of the round.
        rows: the areas on which something was written.
        here: where the form goes.
        back: the comments.
        finished: whether the reader has finished, so that the page is to be read only.
        note: why nothing was kept, or empty.
        saved: whether everything has just been kept.
    """

    title: str
    round: str
    rows: tuple[AreaRow, ...]
    here: str
    back: str
    finished: bool
    note: str
    saved: bool

    @property
    def problems(self) -> tuple[tuple[str, str, str], ...]:
        """What is wrong: id and title of the area, and the sentence."""
        return tuple((row.id, row.title, row.problem) for row in self.rows if row.problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    note: str = ""


@blueprint.get("/rounds/<round_id>/comments/summaries", endpoint="summaries")
@requires(Permission.READ_COMMENTS_FIRST)
def show(round_id: str) -> str | Response:
    """What was written on each area, and what the reader wrote of it so far."""
    return _shown(round_id, _Sent())


@blueprint.post("/rounds/<round_id>/comments/summaries", endpoint="summaries_written")
@requires(Permission.READ_COMMENTS_FIRST)
def written(round_id: str) -> Response | str | tuple[str | Response, int]:
    """Keep them; what cannot be kept is shown again as it was typed."""
    texts = {
        name.removeprefix(DIGEST): text for name, text in request.form.items() if name.startswith(DIGEST)
    }
    try:
        with database().writing() as session:
            problems = comments.keep_digests(session, round_id=about.round_id(), texts=texts)
    except UnavailableError:
        raise
    except PetError as error:
        return _shown(round_id, _Sent(texts=texts, note=str(error))), 422
    if problems:
        return _shown(round_id, _Sent(texts=texts, problems=problems)), 422
    if request.form.get(THEN) == FINISH:
        return finished(round_id, for_good=False)
    return redirect(url_for("rounds.summaries", round_id=round_id, saved=1), 303)


def _shown(round_id: str, sent: _Sent) -> str | Response:
    """The page; where comments themselves are shown, or nothing is, the page that says so."""
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        reading = comments.to_read(session, about.round_id()) if facts.closed_at is not None else None
    if reading is None or not reading.few:
        return redirect(url_for("rounds.comments", round_id=round_id), 303)
    return render("rounds/summaries.html", _page(facts, reading, sent))


def _page(facts: RoundFacts, reading: Reading, sent: _Sent) -> SummariesPage:
    return SummariesPage(
        title=_("Sum up what was written"),
        round=facts.title,
        rows=tuple(_row(found, sent) for found in reading.areas()),
        here=url_for("rounds.summaries_written", round_id=facts.public_id),
        back=url_for("rounds.comments", round_id=facts.public_id, page=1),
        finished=reading.finished,
        note=sent.note,
        saved="saved" in request.args and request.method == "GET",
    )


def _row(found: AreaTexts, sent: _Sent) -> AreaRow:
    area = found.area
    problem = sent.problems.get(area.id)
    return AreaRow(
        id=area.id,
        title=area.title.to(current()),
        question=area.question.to(current()),
        texts=tuple(flagged.pieces(item) for item in found.items),
        can=found.can_be_summed_up,
        words=sent.texts.get(area.id, found.digest),
        problem=problem.message if problem is not None else "",
    )
