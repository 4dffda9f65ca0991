"""Where few answered: a reader's digest of each area and each open question, and word for word only what may be quoted."""

import json

import pytest
from sqlalchemy import select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.analysis.result_json import from_dict
from pet.db.models import Account, Comment, Digest, Response
from pet.errors import InvalidInputError, PetError
from pet.services import comments, flag_names, responses, results, rounds, rounds_making
from pet.services.comments import Decided, Decision, WrittenMeanwhileError
from pet.words import people
from tests.services.test_comments import PARTNERS, closed_round, kept, write
from tests.support.factories import (
    NOW,
    answer,
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)

SECRET, OPEN_SECRET = "Never to be shown.", "Nor this."
QUOTED = ("Quote me on a theme.", "Quote me on evidence.")


def few(session, *, people=7):
    """So many answered. Three wrote on an area, one of them without wanting to be quoted; two at the end."""
    partnership = make_partnership(session)
    made = make_round(session, partnership)
    words = [
        ({"comment:c1.a1.t1": SECRET}, False),
        ({"comment:c1.a1.t2": QUOTED[0]}, True),
        ({"evidence:c1.a1": QUOTED[1]}, True),
        ({"open:help": OPEN_SECRET}, False),
        ({"open:help": "Quote me at the end."}, True),
        ({"comment:c2.a1.t1": "Alone on this area."}, False),
    ]
    for number in range(people):
        started = make_response(session, made)
        answer(session, started, 4)
        if number < len(words):
            write(session, started, words[number][0], quotable=words[number][1])
    rounds.close(session, round_id=made.id, now=NOW)
    return made


def keep_all(session, made):
    """Keep what may be kept; the rest is let through all the same, by whoever got round the rules."""
    reading = comments.to_read(session, made.id)
    decided = {
        item.id: Decided(decision=Decision.KEEP, text=item.text) for item in reading.items if item.quotable
    }
    assert comments.decide(session, round_id=made.id, decided=decided) == {}
    for row in session.scalars(select(Comment).where(Comment.quotable.is_(False))):
        row.shown_text = f"Reworded {row.public_id}"


def summed_up(session, made, **texts):
    """What is wrong with digests of areas, here written with `_` in place of the point."""
    named = {area.replace("_", "."): text for area, text in texts.items()}
    edition = comments.to_read(session, made.id).edition
    return comments.keep_digests(session, round_id=made.id, texts=named, edition=edition)


def finished(session, made):
    comments.finish(session, round_id=made.id, now=NOW)
    return results.stored(session, made.id).result


def test_the_result_holds_digests_and_only_what_may_be_quoted(database):
    with database.writing() as session:
        made = few(session)
        keep_all(session, made)
        problems = summed_up(
            session, made, c1_a1="  Two of us see it\r\nalike. ", c2_a1="Of one", c9="No area"
        )
        assert list(problems) == ["c2.a1"]
        assert "Fewer than two people" in problems["c2.a1"].message
        assert results.stored(session, made.id).result.digests == ()
        result = finished(session, made)
    assert [(one.area, one.text) for one in result.digests] == [("c1.a1", "Two of us see it\nalike.")]
    (group,) = result.comments
    assert (group.area, group.theme, set(group.texts)) == ("c1.a1", None, set(QUOTED))
    assert [(found.part, found.texts) for found in result.words] == [("help", ("Quote me at the end.",))]
    document = json.dumps(result.as_dict())
    assert not any(text in document for text in (SECRET, OPEN_SECRET, "Reworded", "Alone"))
    assert result.comments_withheld == 3
    assert from_dict(json.loads(document)) == result


def test_only_what_may_be_quoted_is_decided_on(database):
    with database.writing() as session:
        made = few(session)
        reading = comments.to_read(session, made.id)
        assert (reading.few, reading.waiting, len(reading.items)) == (True, 3, 6)
        assert [(found.part.id, found.can_be_summed_up) for found in reading.parts()] == [
            ("c1.a1", True),
            ("c2.a1", False),
            ("help", True),
        ]
        assert comments.leave_out_rest(session, round_id=made.id) == 3
        untouched = select(Comment.text).where(Comment.shown_text.is_(None))
        assert set(session.scalars(untouched)) == {SECRET, OPEN_SECRET, "Alone on this area."}
        assert finished(session, made).comments == ()


def test_an_open_question_is_summed_up_as_an_area_is_and_comes_after_them(database):
    with database.writing() as session:
        made = few(session)
        keep_all(session, made)
        assert summed_up(session, made, help="Two of us ask for time.", c1_a1="We see it alike.") == {}
        assert comments.to_read(session, made.id).summed_up == {"c1.a1", "help"}
        result = finished(session, made)
    assert [(one.area, one.text) for one in result.digests] == [
        ("c1.a1", "We see it alike."),
        ("help", "Two of us ask for time."),
    ]


@pytest.mark.parametrize(
    "gone", [[OPEN_SECRET], [OPEN_SECRET, "Quote me at the end."]], ids=["one", "nobody"]
)
def test_what_fewer_than_two_answered_to_an_open_question_is_not_summed_up(database, gone):
    with database.writing() as session:
        made = few(session)
        assert summed_up(session, made, help="Two of us ask for time.") == {}
        withdraw_all(session, *gone)
        assert list(summed_up(session, made, help="Other words")) == ["help"]
        comments.leave_out_rest(session, round_id=made.id)
        assert finished(session, made).digests == ()


def test_from_ten_on_nobody_sums_anything_up(database):
    with database.writing() as session:
        made = few(session, people=10)
        assert comments.to_read(session, made.id).few is False
        with pytest.raises(PetError, match="nobody sums them up"):
            summed_up(session, made, c1_a1="Something")


def test_how_many_there_were_at_the_close_decides(database):
    """A digest that appears because somebody withdrew would tell that somebody did."""
    with database.writing() as session:
        made = few(session, people=10)
        silent = select(Response.id).where(Response.id.not_in(select(Comment.response_id)))
        responses.withdraw(session, response_id=session.scalars(silent).first())
        keep_all(session, made)
        session.add(Digest(round_id=made.id, area_id="c1.a1", text="From nowhere"))
        result = finished(session, made)
    assert (result.digests, result.comments, result.words) == ((), (), ())


def test_an_open_round_shows_what_was_let_through_where_it_was_written(database):
    with database.writing() as session:
        partnership = make_partnership(session, partners=PARTNERS)
        made = make_round(session, partnership, mode=Mode.OPEN, smallest_group=1)
        for partner in PARTNERS:
            started = make_response(session, made, partner=partner, role=None)
            answer(session, started, 4, {"comment:c1.a1.t1": f"From {partner}"})
        rounds.close(session, round_id=made.id, now=NOW)
        for row in session.scalars(select(Comment)):
            row.quotable = True
        reading = comments.to_read(session, made.id)
        assert reading.few is False
        comments.decide(session, round_id=made.id, decided=kept(reading))
        result = finished(session, made)
    assert [group.theme for group in result.comments] == ["c1.a1.t1"]


def test_a_digest_is_changed_taken_away_and_final_in_the_end(database):
    def keep(text):
        return summed_up(session, made, c1_a1=text)

    with database.writing() as session:
        made = few(session)
        keep("First")
        keep("Second")
        assert comments.to_read(session, made.id).digests == {"c1.a1": "Second"}
        keep("")
        assert comments.to_read(session, made.id).digests == {}
        assert list(keep("x" * 20_000)) == ["c1.a1"]
        keep("Last")
        comments.leave_out_rest(session, round_id=made.id)
        finished(session, made)
        assert keep("Last") == {}
        with pytest.raises(PetError, match="Nothing can be changed any more"):
            keep("Later still")


def withdraw_all(session, *texts):
    writers = select(Comment.response_id).where(Comment.text.in_(texts)).distinct()
    for response_id in session.scalars(writers).all():
        responses.withdraw(session, response_id=response_id)


@pytest.mark.parametrize("gone", [(SECRET, QUOTED[0]), (SECRET, *QUOTED)], ids=["one is left", "nobody is"])
def test_a_digest_does_not_outlive_the_texts_it_tells_of(database, gone):
    with database.writing() as session:
        made = few(session)
        keep_all(session, made)
        assert summed_up(session, made, c1_a1="Two of us think so.") == {}
        withdraw_all(session, *gone)
        assert list(summed_up(session, made, c1_a1="Two of us think so.")) == ["c1.a1"]
        assert list(summed_up(session, made, c1_a1="Other words")) == ["c1.a1"]
        assert finished(session, made).digests == ()
        assert session.scalars(select(Digest)).all() == []


def test_a_digest_can_be_taken_away_whatever_became_of_its_area(database):
    with database.writing() as session:
        made = few(session)
        summed_up(session, made, c1_a1="Two of us think so.")
        withdraw_all(session, SECRET, *QUOTED)
        assert summed_up(session, made, c1_a1="") == {}
        assert session.scalars(select(Digest)).all() == []


def test_several_texts_of_one_person_are_not_summed_up(database):
    with database.writing() as session:
        made = make_round(session, make_partnership(session))
        said = {"comment:c1.a1.t1": "One", "comment:c1.a1.t2": "Two", "evidence:c1.a1": "Three"}
        for number in range(7):
            started = make_response(session, made)
            answer(session, started, 4)
            if number == 0:
                write(session, started, said, quotable=False)
        rounds.close(session, round_id=made.id, now=NOW)
        (area,) = comments.to_read(session, made.id).parts()
        assert (len(area.items), area.writers, area.can_be_summed_up) == (3, 1, False)
        assert list(summed_up(session, made, c1_a1="What one says")) == ["c1.a1"]
        assert finished(session, made).digests == ()


def test_an_older_page_wipes_nothing_that_was_written_since(database):
    with database.writing() as session:
        made = few(session)
        older = comments.to_read(session, made.id).edition
        summed_up(session, made, c1_a1="Long and careful")
        for text in ("", "Short"):
            with pytest.raises(WrittenMeanwhileError):
                comments.keep_digests(session, round_id=made.id, texts={"c1.a1": text}, edition=older)
        assert session.scalars(select(Digest.text)).all() == ["Long and careful"]
        same = {"c1.a1": "Long and careful "}
        assert comments.keep_digests(session, round_id=made.id, texts=same, edition=older) == {}


def test_of_few_other_words_never_stand_as_a_quote(database):
    with database.writing() as session:
        made = few(session)
        items = [item for item in comments.to_read(session, made.id).items if item.quotable]
        decided = {
            item.id: Decided(decision=Decision.REWORD, text="Invented by the reader") for item in items
        }
        problems = comments.decide(session, round_id=made.id, decided=decided)
        assert problems.keys() == decided.keys()
        assert all("Keep it as it is, or leave it out" in problem.message for problem in problems.values())
        for row in session.scalars(select(Comment).where(Comment.quotable)):
            row.shown_text = "Invented by the reader"  # as before it was refused
        result = finished(session, made)
    assert (result.comments, result.words) == ((), ())


def test_what_few_wrote_is_said_not_to_be_shown_whatever_became_of_it(database):
    with database.writing() as session:
        made = few(session)
        comments.leave_out_rest(session, round_id=made.id)
        result = finished(session, made)
    assert result.comments_withheld == 0
    assert [said for said in people.not_shown(result) if said.startswith("So few answered that comments")]


def test_names_are_looked_for_only_where_somebody_asks(database):
    with database.writing() as session:
        made = few(session)
        before = looked()
        assert summed_up(session, made, c1_a1="Two of us think so.") == {}
        item = comments.to_read(session, made.id).items[0]
        assert looked() == before
        assert item.flags == item.flags
        assert looked() == before + 1


def looked():
    """In how many texts names were looked for so far."""
    known = flag_names._name_words.cache_info()  # noqa: SLF001 -- it is asked once for each text
    return known.hits + known.misses


def test_without_what_people_wrote_there_is_no_digest_either(database):
    with database.writing() as session:
        made = few(session)
        keep_all(session, made)
        summed_up(session, made, c1_a1="Summed up")
        finished(session, made)
        stored = results.stored(session, made.id)
    assert results.without_comments(stored).result.digests == ()


def test_names_of_the_partnership_are_marked(database):
    with database.writing() as session:
        made = closed_round(session)  # its reader is called Fay Facilitator
        for row in session.scalars(select(Comment)):
            row.text = "Fay of Ash said so."
        items = comments.to_read(session, made.id).items
    assert {tuple((item.text[f.start : f.end], f.why) for f in item.flags) for item in items} == {
        (("Fay", "person"), ("Ash", "partner"))
    }


def test_the_reader_is_a_facilitator_or_else_a_lead_by_name(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        assert rounds_making.first_reader(session, partnership.id) is None
        for name, role in (("Mia", Role.MEMBER), ("Zoe", Role.LEAD), ("Abe", Role.LEAD)):
            account = make_account(session, f"{name.lower()}@example.org", name)
            make_member(session, account, partnership, role)
        abe = session.scalar(select(Account.id).where(Account.name == "Abe"))
        assert rounds_making.first_reader(session, partnership.id) == abe
        fay = make_account(session, "fay@example.org", "Fay")
        make_member(session, fay, partnership, Role.FACILITATOR)
        assert rounds_making.first_reader(session, partnership.id) == fay.id


def test_a_result_that_was_stored_before_there_were_digests_can_be_read(database):
    with database.writing() as session:
        made = closed_round(session)
        before = json.loads(results.document(session, made.id))
    del before["digests"]
    assert from_dict(before).digests == ()
    del before["words"]
    with pytest.raises(InvalidInputError, match="words"):
        from_dict(before)
