"""Where few answered: the texts on each area and to each open question, and a box in which their reader sums them up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pet.access.policy import Permission
from pet.db.errors import UnavailableError
from pet.errors import PetError, Problem
from pet.frameworks.model import Area
from pet.language import current
from pet.language import gettext as _
from pet.services import comments, rounds
from pet.services.comments import WrittenMeanwhileError
from pet.services.readings import PartTexts, Reading
from pet.services.rounds import RoundFacts
from pet.services.telltale import telltale
from pet.services.texts import many_lines
from pet.web.guard import requires
from pet.web.render import render
from pet.web.rounds import about, flagged, telling
from pet.web.rounds.blueprint import blueprint
from pet.web.rounds.flagged import Piece
from pet.web.rounds.reading import finished
from pet.web.rounds.reading_page import FINISH, THEN
from pet.web.site import database

DIGEST = "digest-"  # with the id of the area or the open question: the name of its box
EDITION = "edition"  # of what was written when the page was opened


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """An area or an open question with what was written on it.

    Attributes:
        id: for the name of its box.
        title, question: of the area; of an open question its words, and empty.
        texts: what was written, in pieces.
        can: whether it can be summed up.
        cannot: why not, and what is shown all the same; empty where it can.
        words: what stands in the box, or is final; where it cannot be summed up, what was written for it and is not
            shown.
        late: words that came after the end of the reading and are not kept, or empty.
        is_other: whether something else is saved than stands in the box, because somebody was faster.
        theirs: what is saved.
        problem: what is wrong with it, or empty.
        to_look: sentences about what is saved and may point at somebody; the reader may leave it.
    """

    id: str
    title: str
    question: str
    texts: tuple[tuple[Piece, ...], ...]
    can: bool
    cannot: str
    words: str
    late: str
    is_other: bool
    theirs: str
    problem: str
    to_look: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariesPage:
    """templates/rounds/summaries.html.

    Attributes:
        title: in a few words.
        round: the title of the round.
        rows: the areas and open questions on which something was written.
        here: where the form goes.
        back: the comments.
        edition: what the page stands on.
        finished: whether the reader has finished, so that the page is to be read only.
        note: why nothing was kept, or empty.
        saved: whether everything has just been kept.
    """

    title: str
    round: str
    rows: tuple[PartRow, ...]
    here: str
    back: str
    edition: str
    finished: bool
    note: str
    saved: bool

    @property
    def problems(self) -> tuple[tuple[str, str, str], ...]:
        """What is wrong: id and title of the area or the question, and the sentence."""
        return tuple((row.id, row.title, row.problem) for row in self.rows if row.problem)

    @property
    def to_look(self) -> str:
        """How many summaries have something that may point at somebody, as a sentence; empty for none."""
        return telling.in_all(sum(bool(row.to_look) for row in self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    note: str = ""
    was_late: bool = False


@blueprint.get("/rounds/<round_id>/comments/summaries", endpoint="summaries")
@requires(Permission.READ_COMMENTS_FIRST)
def show(round_id: str) -> str | Response:
    """What was written, and what the reader wrote of it so far."""
    return _shown(round_id, _Sent())


@blueprint.post("/rounds/<round_id>/comments/summaries", endpoint="summaries_written")
@requires(Permission.READ_COMMENTS_FIRST)
def written(round_id: str) -> Response | str | tuple[str | Response, int]:
    """Keep them; what cannot be kept is shown again as it was typed.

    Where something new may point at somebody, the page comes back before the reading can be finished: once.
    """
    texts = {
        name.removeprefix(DIGEST): text for name, text in request.form.items() if name.startswith(DIGEST)
    }
    try:
        with database().writing() as session:
            before = comments.to_read(session, about.round_id()).digests
            problems = comments.keep_digests(
                session, round_id=about.round_id(), texts=texts, edition=request.form.get(EDITION, "")
            )
            is_to_look = _is_to_look(comments.to_read(session, about.round_id()), before)
    except UnavailableError:
        raise
    except WrittenMeanwhileError as error:
        return _shown(round_id, _Sent(texts=texts, note=str(error), was_late=True)), 409
    except PetError as error:
        return _shown(round_id, _Sent(texts=texts, note=str(error))), 422
    if problems:
        return _shown(round_id, _Sent(texts=texts, problems=problems)), 422
    if request.form.get(THEN) == FINISH and not is_to_look:
        return finished(round_id, for_good=False)
    return redirect(url_for("rounds.summaries", round_id=round_id, saved=1), 303)


def _is_to_look(reading: Reading, before: Mapping[str, str]) -> bool:
    """Whether in a summary that was not saved before something may point at somebody."""
    new = (text for part, text in reading.digests.items() if before.get(part) != text)
    return not reading.finished and any(telltale(text, reading) for text in new)


def _shown(round_id: str, sent: _Sent) -> str | Response:
    """The page; where comments themselves are shown, or nothing is, the page that says so."""
    with database().reading() as session:
        facts = rounds.facts(session, about.round_id())
        reading = comments.to_read(session, about.round_id()) if facts.closed_at is not None else None
    if reading is None or not reading.few or facts.is_imported:
        return redirect(url_for("rounds.comments", round_id=round_id), 303)
    return render("rounds/summaries.html", _page(facts, reading, sent))


def _page(facts: RoundFacts, reading: Reading, sent: _Sent) -> SummariesPage:
    typed = {part for part, text in sent.texts.items() if text.strip()}
    return SummariesPage(
        title=_("Sum up what was written"),
        round=facts.title,
        rows=_rows(reading, sent, typed),
        here=url_for("rounds.summaries_written", round_id=facts.public_id),
        back=url_for("rounds.comments", round_id=facts.public_id, page=1),
        edition=reading.edition,
        finished=reading.finished,
        note=sent.note,
        saved="saved" in request.args and request.method == "GET",
    )


def _rows(reading: Reading, sent: _Sent, typed: Collection[str]) -> tuple[PartRow, ...]:
    return tuple(_row(found, reading, sent) for found in reading.parts(also=typed))


def _row(found: PartTexts, reading: Reading, sent: _Sent) -> PartRow:
    part = found.part
    problem = sent.problems.get(part.id)
    words = sent.texts.get(part.id, found.digest)
    is_other = many_lines(words).strip() != found.digest
    title, question = (part.title, part.question) if isinstance(part, Area) else (part.text, None)
    can = found.can_be_summed_up or (reading.finished and bool(found.digest))  # shown, whoever withdrew since
    return PartRow(
        id=part.id,
        title=title.to(current()),
        question=question.to(current()) if question is not None else "",
        texts=tuple(flagged.pieces(item) for item in found.items),
        can=can,
        cannot="" if can else telling.cannot(found),
        words=found.digest if can and reading.finished else words,
        late=words if can and reading.finished and is_other else "",
        is_other=sent.was_late and is_other,
        theirs=found.digest,
        problem=problem.message if problem is not None else "",
        to_look=_to_look(found.digest, reading) if can and part.id not in sent.texts else (),
    )


def _to_look(digest: str, reading: Reading) -> tuple[str, ...]:
    """Of what is saved, while it can be changed."""
    return () if reading.finished else telling.sentences(telltale(digest, reading), digest)
