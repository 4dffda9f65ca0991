"""The notes on whether a partnership was too kind, where words come after the numbers."""

from sqlalchemy import select, update

from pet.analysis.kinds import Comfort
from pet.analysis.result_conversation import ComfortNote
from pet.db.models import Comment, Response, Round
from pet.services import responses, results, rounds
from tests.support.factories import NOW, PARTNERS, framework_source, make_answered, make_round

SOURCE = framework_source(components=3)
EVERY_NOTE_ON_RATINGS = [Comfort.UNIFORM_HIGHS, Comfort.NO_DONT_KNOW]
UNTOLD = ComfortNote(rule=Comfort.HIGHS_WITHOUT_EVIDENCE, parts=("c1.a2", "c2.a1", "c2.a2", "c3.a1", "c3.a2"))


def too_kind(session, people=20):
    """A closed round in which everybody agrees strongly with everything, and half say how they know on one area."""
    made = make_round(session, source=SOURCE)
    started = make_answered(session, made, [(PARTNERS[n % 3], "teacher", 5) for n in range(people)])
    ids = session.scalars(select(Response.id).where(Response.round_id == made.id)).all()
    for response_id in ids[::2]:
        session.add(
            Comment(
                response_id=response_id, kind="evidence", part_id="c1.a1", text="So.", v=1, shown_text="So."
            )
        )
    session.flush()
    rounds.close(session, round_id=made.id, now=NOW)
    return made, started


def read_by_now(session):
    session.execute(update(Round).values(comments_read_at=NOW))
    session.expire_all()


def shown(session, made):
    return results.stored(session, made.id).result


def test_before_the_comments_are_read_nothing_is_said_of_words(database):
    with database.writing() as session:
        made, _started = too_kind(session)
        assert [note.rule for note in shown(session, made).comfort] == EVERY_NOTE_ON_RATINGS


def test_words_laid_over_a_result_bring_their_note_and_change_nothing_else(database):
    with database.writing() as session:
        made, _started = too_kind(session)
        before = shown(session, made)
        read_by_now(session)
        results.show_comments(session, round_id=made.id, now=NOW)
        after = shown(session, made)
    assert after.comfort == (*before.comfort, UNTOLD)
    assert {**after.as_dict(), "comfort": None, "words": None} == {
        **before.as_dict(),
        "comfort": None,
        "words": None,
    }


def test_a_withdrawal_before_the_words_are_shown_changes_no_note_on_ratings(database):
    with database.writing() as session:
        made, started = too_kind(session, people=10)
        before = shown(session, made)
        responses.withdraw(session, response_id=started[1].response_id)
        read_by_now(session)
        results.show_comments(session, round_id=made.id, now=NOW)
        after = shown(session, made)
    assert [note.rule for note in before.comfort] == EVERY_NOTE_ON_RATINGS
    assert after.comfort == before.comfort  # nine people are too few for a note on words
