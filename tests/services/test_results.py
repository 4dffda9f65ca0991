"""Results: who counts, what was promised, and that what is stored is what is read."""

import hashlib
import json

import pytest
from sqlalchemy import select, update

from pet.analysis.kinds import Withheld, WordsKind
from pet.analysis.options import Breakdown, Mode
from pet.analysis.ratings import NoRating
from pet.db.models import Comment, Partner, Response, Round, StoredResult
from pet.errors import InvalidInputError, PetError
from pet.services import matrix, partnerships, responses, results, rounds
from tests.support.factories import (
    NOW,
    PARTNERS,
    answer,
    framework_source,
    make_answered,
    make_partnership,
    make_response,
    make_round,
)
from tests.support.statements import noted

ASH, BEECH, CEDAR = PARTNERS
LAST = "c2.a2.t2"  # asked of heads only


def people(number=12, *, role="teacher"):
    return [(PARTNERS[n % 3], role, n % 5 + 1) for n in range(number)]


def closed(session, answered=None, **fields):
    made = make_round(session, **fields)
    make_answered(session, made, people() if answered is None else answered)
    return rounds.close(session, round_id=made.id, now=NOW)


def write(session, made, number, text, *, shown=None, kind="theme", part="c1.a1.t1"):
    """What the person of this number wrote, and what the reader made of it."""
    ids = session.scalars(select(Response.id).where(Response.round_id == made.id).order_by(Response.id)).all()
    session.add(Comment(response_id=ids[number], kind=kind, part_id=part, text=text, v=1, shown_text=shown))
    session.flush()


def by_partner(ratings):
    """The rows of each partner, in any order."""
    found = {}
    for member, row in zip(ratings.partners.members.tolist(), ratings.values.tolist(), strict=True):
        found.setdefault(ratings.partners.names[member], []).append(row)
    return found


def test_every_kind_of_answer_becomes_what_it_means(database):
    with database.writing() as session:
        made = make_round(session)
        values = {"c1.a1.t1": 5, "c1.a1.t2": "dont_know", "c1.a2.t1": "not_applicable", "c1.a2.t2": 2}
        make_answered(session, made, [(ASH, "head", values)])
        started = make_response(session, made, partner=BEECH, role="teacher")
        answer(session, started, {"c1.a1.t1": 3, "c1.a1.t2": 4})
        answer(session, started, {"c1.a1.t2": None})
        ratings, comments = matrix.ratings_of(session, made.id)
    blank = NoRating.UNANSWERED
    assert by_partner(ratings) == {
        ASH: [[5, NoRating.DONT_KNOW, NoRating.NOT_APPLICABLE, 2, blank, blank, blank, blank]],
        BEECH: [[3, blank, blank, blank, blank, blank, blank, NoRating.NOT_ASKED]],
    }
    assert ratings.roles.names == ("Headteacher", "Teacher")
    assert ratings.roles.role_ids == ("head", "teacher")
    assert comments == ()


def test_only_what_was_sent_counts(database):
    with database.writing() as session:
        made = make_round(session)
        make_answered(session, made, people(3))
        answer(session, make_response(session, made, partner=ASH, role="head"), 1, submit=False)
        answer(session, withdrawn := make_response(session, made, partner=ASH, role="head"), 1)
        responses.withdraw(session, response_id=withdrawn.response_id)
        ratings, _comments = matrix.ratings_of(session, made.id)
    assert ratings.respondents == 3
    assert ratings.roles.names == ("Teacher",)


def test_an_answer_from_an_earlier_role_does_not_count_where_the_new_one_is_not_asked(database):
    with database.writing() as session:
        made = make_round(session)
        started = make_response(session, made, partner=ASH, role="head")
        answer(session, started, 4)
        own = make_partner_of(session, made)
        responses.identify(
            session, response_id=started.response_id, partner_id=own, role_id="teacher", now=NOW
        )
        write(session, made, 0, "As a head.", shown="As a head.", part=LAST)
        write(session, made, 0, "As anybody.", shown="As anybody.")
        session.execute(update(Round).values(comments_read_at=NOW))
        ratings, comments = matrix.ratings_of(session, made.id)
    assert ratings.values.tolist() == [[4] * 7 + [NoRating.NOT_ASKED]]
    assert [comment.text for comment in comments] == ["As anybody."]


def make_partner_of(session, made):
    return session.scalars(select(Response.partner_id).where(Response.round_id == made.id)).one()


def test_partners_stand_in_the_order_of_their_names_and_say_nothing(database):
    with database.writing() as session:
        partnership = make_partnership(session, partners=("School 10", "alder", "School 9"))
        made = make_round(session, partnership)
        make_answered(session, made, [(name, "teacher", 3) for name in ("School 10", "alder", "School 9")])
        ratings, _comments = matrix.ratings_of(session, made.id)
    assert ratings.partners.names == ("alder", "School 9", "School 10")


def test_a_short_form_asks_nothing_else(database):
    with database.writing() as session:
        made = closed(session, form="pulse")
        stored = results.stored(session, made.id)
    assert [theme.id for theme in stored.result.themes] == ["c1.a1.t1", "c2.a1.t1"]
    assert [theme.asked for theme in stored.result.themes] == [12, 12]
    assert stored.framework.theme_ids == ("c1.a1.t1", "c2.a1.t1")
    assert [area.id for area in stored.framework.areas] == ["c1.a1", "c2.a1"]


def test_nothing_that_was_written_is_told_before_the_reader_has_finished(database):
    with database.writing() as session:
        made = closed(session)
        for number, shown in enumerate(["One.", "Two, reworded.", "Three.", "", None]):
            write(session, made, number, f"As written {number}", shown=shown)
        write(
            session,
            made,
            5,
            "The minutes say so.",
            shown="The minutes say so.",
            kind="evidence",
            part="c1.a1",
        )
        before = matrix.ratings_of(session, made.id)[1]
        session.execute(update(Round).values(comments_read_at=NOW))
        session.expire_all()
        after = matrix.ratings_of(session, made.id)[1]
        results.compute_and_store(session, round_id=made.id, now=NOW)
        stored = results.stored(session, made.id)
    assert before == ()
    assert sorted(comment.text for comment in after) == [
        "One.",
        "The minutes say so.",
        "Three.",
        "Two, reworded.",
    ]
    assert [sorted(group.texts) for group in stored.result.comments] == [["One.", "Three.", "Two, reworded."]]
    assert (stored.result.words, stored.result.comments_withheld) == ((), 1)


EVIDENCE, OPEN = WordsKind.EVIDENCE, WordsKind.OPEN
QUESTION = "help"


def read_by_now(session):
    session.execute(update(Round).values(comments_read_at=NOW))
    session.expire_all()


def test_how_people_know_and_the_open_questions_come_with_the_comments_and_change_no_number(database):
    with database.writing() as session:
        made = closed(session)
        before = results.stored(session, made.id).result
        for number, shown in enumerate(["One.", "Two, reworded.", "Three.", "", None]):
            for kind, part in (("evidence", "c1.a1"), ("open", QUESTION)):
                write(session, made, number, f"As written {number}", shown=shown, kind=kind, part=part)
        read_by_now(session)
        results.show_comments(session, round_id=made.id, now=NOW)
        after = results.stored(session, made.id).result
    assert [(words.kind, words.part, sorted(words.texts)) for words in after.words] == [
        (EVIDENCE, "c1.a1", ["One.", "Three.", "Two, reworded."]),
        (OPEN, QUESTION, ["One.", "Three.", "Two, reworded."]),
    ]
    assert {**after.as_dict(), "words": []} == before.as_dict()


def test_words_on_what_the_round_or_the_role_is_not_asked_are_no_part_of_it(database):
    with database.writing() as session:
        made = closed(session, form="pulse")
        for kind, part in (
            ("evidence", "c1.a1"),  # asked
            ("evidence", "c1.a2"),  # not in this form
            ("open", QUESTION),
            ("open", "never_asked"),
            ("evidence", QUESTION),
        ):
            write(session, made, 0, "Plain.", shown="Plain.", kind=kind, part=part)
        read_by_now(session)
        found = matrix.ratings_of(session, made.id)[1]
    assert sorted((text.kind, text.part_id) for text in found) == [(EVIDENCE, "c1.a1"), (OPEN, QUESTION)]


def test_how_somebody_knows_counts_while_their_role_is_asked_about_the_area(database):
    """Of the last area a teacher is asked one theme, of the theme asked of heads alone nothing."""
    with database.writing() as session:
        made = make_round(session, source=framework_source(areas=1, themes=1))
        make_answered(session, made, [(ASH, "teacher", 3)])
        for part in ("c1.a1", "c2.a1"):
            write(session, made, 0, "Plain.", shown="Plain.", kind="evidence", part=part)
        read_by_now(session)
        found = matrix.ratings_of(session, made.id)[1]
    assert [text.part_id for text in found] == ["c1.a1"]


def test_comments_change_no_number(database):
    with database.writing() as session:
        made = closed(session)
        before = results.stored(session, made.id).result
        for number in range(3):
            write(session, made, number, "Plain.", shown="Plain.")
        session.execute(update(Round).values(comments_read_at=NOW))
        session.expire_all()
        results.compute_and_store(session, round_id=made.id, now=NOW)
        after = results.stored(session, made.id).result
    assert after.comments != before.comments
    assert {**after.as_dict(), "comments": []} == before.as_dict()


def test_the_result_keeps_the_promise_of_its_round(database):
    with database.writing() as session:
        made = closed(
            session,
            smallest_group=6,
            small_partnership=True,
            first_comparison=Breakdown.PARTNER,
            invited=14,
        )
        found = results.stored(session, made.id).result
    assert (found.mode, found.smallest_group, found.small_partnership) == (Mode.CONFIDENTIAL, 6, True)
    assert (found.respondents, found.invited) == (12, 14)
    assert found.title == "Riverside Partnership · Autumn 2026"


def test_a_number_asked_that_is_too_small_is_not_told(database):
    with database.writing() as session:
        assert results.stored(session, closed(session, invited=11).id).result.invited is None


def test_too_few_leave_nothing_but_their_number(database):
    with database.writing() as session:
        found = results.stored(session, closed(session, people(4)).id).result
    assert (found.withheld, found.respondents, found.themes) == (Withheld.TOO_FEW, 4, ())


def test_a_round_without_answers_can_be_closed(database):
    with database.writing() as session:
        assert results.stored(session, closed(session, []).id).result.respondents == 0


def test_signed_sheets_name_their_partners(database):
    with database.writing() as session:
        made = closed(session, [(name, None, 3 + n) for n, name in enumerate(PARTNERS)], mode=Mode.OPEN)
        found = results.stored(session, made.id).result
    assert [group.name for group in found.groups[Breakdown.PARTNER]] == list(PARTNERS)
    assert [group.themes[0].median for group in found.groups[Breakdown.PARTNER]] == [3, 4, 5]


def test_what_is_stored_is_what_is_read(database):
    with database.writing() as session:
        made = closed(session)
        row = session.scalars(select(StoredResult)).one()
        stored = results.stored(session, made.id)
        assert results.document(session, made.id) == row.document
    assert hashlib.sha256(row.document.encode()).hexdigest() == row.sha256 == stored.sha256
    assert json.loads(row.document) == stored.result.as_dict()
    assert row.created_at == NOW


def test_before_it_is_closed_there_is_no_result(database):
    with database.writing() as session:
        made = make_round(session)
        make_answered(session, made, people())
        assert results.stored(session, made.id) is None
        assert results.document(session, made.id) is None


def test_it_is_computed_again_in_the_place_of_the_first(database):
    with database.writing() as session:
        made = closed(session)
        first = results.stored(session, made.id)
        results.compute_and_store(session, round_id=made.id, now=NOW)
        assert results.stored(session, made.id) is first
        session.execute(update(Response).values(ratings={"c1.a1.t1": {"rating": 1, "v": 1}}))
        results.compute_and_store(session, round_id=made.id, now=NOW)
        second = results.stored(session, made.id)
        assert len(session.scalars(select(StoredResult)).all()) == 1
    assert second.identity != first.identity
    assert second.result.themes[0].counts == (12, 0, 0, 0, 0)


def test_it_is_decoded_once_in_a_process(database):
    with database.writing() as session:
        made = closed(session)
        first = results.stored(session, made.id)
        with noted(database) as statements:
            assert results.stored(session, made.id) is first
    assert len(statements) == 1
    assert "document" not in statements[0]


def test_two_frameworks_with_the_same_numbers_are_two_results(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        one, other = (
            closed(session, partnership=partnership, source=source)
            for source in (framework_source(), framework_source().replace(b"Theme 1.1.1", b"Another title"))
        )
        found = [results.stored(session, made.id) for made in (one, other)]
    assert found[0].sha256 == found[1].sha256
    assert found[0].identity != found[1].identity
    assert [stored.framework.theme("c1.a1.t1").title.to("en") for stored in found] == [
        "Theme 1.1.1",
        "Another title",
    ]


def test_a_damaged_document_is_refused(database):
    with database.writing() as session:
        made = closed(session)
        session.execute(update(StoredResult).values(document='{"format": "pet.result/1"}', sha256="0" * 64))
        with pytest.raises(InvalidInputError, match="themes: missing"):
            results.stored(session, made.id)


def test_there_must_be_a_round(database):
    with database.reading() as session, pytest.raises(PetError):
        matrix.ratings_of(session, 999)


@pytest.mark.parametrize("number", [3, 30])
def test_the_matrix_takes_as_many_statements_for_many_people_as_for_few(database, number):
    with database.writing() as session:
        made = make_round(session)
        make_answered(session, made, people(number))
    with database.reading() as session, noted(database) as statements:
        matrix.ratings_of(session, made.id)
    assert len(statements) == 2  # the round, and the sheets


def test_own_answers_are_those_of_one_sheet(database):
    with database.writing() as session:
        made = make_round(session)
        values = {"c1.a1.t1": 5, "c1.a1.t2": "dont_know", "c1.a2.t1": "not_applicable"}
        [started] = make_answered(session, made, [(ASH, "head", values)])
        make_answered(session, made, people(2))
        answer(session, started, {"c1.a1.t1": None})
        own = results.own_answers(session, started.response_id)
    given = {"c1.a1.t2": "dont_know", "c1.a2.t1": "not_applicable"}
    rest = ("c1.a1.t1", "c1.a2.t2", "c2.a1.t1", "c2.a1.t2", "c2.a2.t1", LAST)
    assert own == {**given, **dict.fromkeys(rest)}


def test_own_answers_are_to_what_ones_role_is_asked_in_this_form(database):
    with database.writing() as session:
        made = make_round(session, form="pulse")
        [started] = make_answered(session, made, [(ASH, "head", 4)])
        other = make_round(session, made_partnership := make_partnership(session, name="Other"))
        [moved] = make_answered(session, other, [(ASH, "head", 4)])
        ash = partnerships.partners(session, made_partnership.id)[0].id
        responses.identify(session, response_id=moved.response_id, partner_id=ash, role_id="teacher", now=NOW)
        pulse, teacher = (results.own_answers(session, one.response_id) for one in (started, moved))
    assert pulse == {"c1.a1.t1": 4, "c2.a1.t1": 4}
    assert list(teacher.values()) == [4] * 7
    assert LAST not in teacher


def test_a_sheet_is_found_in_the_round_in_which_it_was_sent(database):
    with database.writing() as session:
        made, other = make_round(session), make_round(session, make_partnership(session, name="Other"))
        [sent] = make_answered(session, made, [(ASH, "head", 3)])
        unsent = make_response(session, made, partner=ASH, role="head")
        ids = [sent.response_id, unsent.response_id]
        assert results.sent_by(session, ids, made.id) == sent.public_id
        assert results.sent_by(session, ids, other.id) is None
        assert results.sent_by(session, [unsent.response_id], made.id) is None
        assert results.sent_by(session, [], made.id) is None


def test_comments_wait_until_the_reader_has_finished(database):
    words = {"comment:c1.a1.t1": "Plain."}
    with database.writing() as session:
        partnership = make_partnership(session)
        silent, made = make_round(session, partnership), make_round(session, partnership)
        make_answered(session, silent, [("Ash School", None, 4)] * 5)
        make_answered(session, made, [("Ash School", None, 4)] * 5, words=words)
        waits = [rounds.facts(session, made.id).waits_for_reader]
        for one in (silent, made):
            rounds.close(session, round_id=one.id, now=NOW)
            waits.append(rounds.facts(session, one.id).waits_for_reader)
        session.execute(update(Round).values(comments_read_at=NOW))
        waits.append(rounds.facts(session, made.id).waits_for_reader)
    assert waits == [False, False, True, False]


def test_partners_are_told_apart_by_who_they_are_not_by_how_they_are_written(database):
    """Two partners whose names compare alike were made before that was refused; each keeps its own answers."""
    with database.writing() as session:
        partnership = make_partnership(session, partners=("Ash 10", "Ash 9", "Beech"))
        ids = {row.name: row.id for row in session.scalars(select(Partner))}
        session.get(Partner, ids["Beech"]).name = "ash 9"
        made = make_round(session, partnership)
        make_answered(
            session, made, [("Ash 10", None, 1), ("ash 9", None, 2), ("Ash 9", None, 3), (None, None, 4)]
        )
        ratings, _comments = matrix.ratings_of(session, made.id)
    assert ratings.partners.names == ("Ash 9", "ash 9", "Ash 10")
    assert sorted(zip(ratings.partners.members.tolist(), ratings.values[:, 0].tolist(), strict=True)) == [
        (-1, 4),
        (0, 3),
        (1, 2),
        (2, 1),
    ]
