"""Rounds that follow one another, and results of one round that follow one another: nobody is told by the difference."""

import json

import pytest
from sqlalchemy import delete, func, select, update

from pet.analysis.kinds import Basis, Withheld
from pet.analysis.options import Mode, Weighting
from pet.db.models import Response, ResultSnapshot, Round, StoredResult
from pet.errors import InvalidInputError, PetError
from pet.services import matrix, responses, results, rounds
from pet.services.responses import BegunError
from tests.support.factories import (
    NOW,
    PARTNERS,
    framework_source,
    make_answered,
    make_partnership,
    make_response,
    make_round,
)

ASH, BEECH, CEDAR = PARTNERS
THEME = "c1.a1.t1"


def known(numbers, *, shift=0):
    """People who are known by their number; all are teachers, ten or so of each partner."""
    return [(PARTNERS[n % 3], "teacher", (n + shift) % 5 + 1, f"p{n}") for n in numbers]


def closed(session, partnership, answered, *, follows=None, source=None, **fields):
    made = make_round(session, partnership, follows=follows.id if follows else None, source=source, **fields)
    made_of = make_answered(session, made, answered)
    rounds.close(session, round_id=made.id, now=NOW)
    return made, made_of


def change_of(session, made):
    return results.stored(session, made.id).result.change


@pytest.fixture
def partnership(database):
    with database.writing() as session:
        return make_partnership(session)


def test_a_round_follows_one_of_its_own_partnership_that_is_over(database, partnership):
    with database.writing() as session:
        first = make_round(session, partnership)
        other, _sent = closed(session, make_partnership(session, name="Other"), known(range(6)))
        for follows, why in ((first.id, "Close the earlier round first"), (other.id, "of this partnership")):
            with pytest.raises(InvalidInputError, match=why):
                make_round(session, partnership, follows=follows)
        with pytest.raises(InvalidInputError, match="of this partnership"):
            make_round(session, partnership, follows=999_999)
        rounds.close(session, round_id=first.id, now=NOW)
        second = make_round(session, partnership, follows=first.id)
        facts = rounds.facts(session, second.id)
        assert (facts.follows_id, facts.follows) == (first.id, first.title)
        assert rounds.facts(session, first.id).follows is None
        rounds.release(session, round_id=first.id, now=NOW)
        assert make_round(session, partnership, follows=first.id).follows_id == first.id
    assert first.follows_id is None


def test_only_a_confidential_round_keeps_who_is_who(database, partnership):
    with database.writing() as session:
        signed = make_round(session, partnership, mode=Mode.OPEN)
        with pytest.raises(ValueError, match="confidential"):
            responses.start(session, round_id=signed.id, now=NOW, person="one")
        secret = make_round(session, partnership)
        session.execute(update(Round).where(Round.id == secret.id).values(mode="anonymous"))
        session.expire_all()
        with pytest.raises(ValueError, match="confidential"):
            responses.start(session, round_id=secret.id, now=NOW, person="one")
        assert session.scalar(select(func.count()).select_from(Response)) == 0


def test_a_person_has_one_sheet_in_a_round(database, partnership):
    with database.writing() as session:
        one, other = make_round(session, partnership), make_round(session, partnership)
        responses.start(session, round_id=one.id, now=NOW, person="one")
        responses.start(session, round_id=other.id, now=NOW, person="one")
        with pytest.raises(BegunError, match="already"):
            responses.start(session, round_id=one.id, now=NOW, person="one")
        for _nobody in range(2):
            responses.start(session, round_id=one.id, now=NOW)
        assert session.scalar(select(func.count()).where(Response.round_id == one.id)) == 3


def test_the_matrix_says_who_is_who_where_it_is_known(database, partnership):
    with database.writing() as session:
        made = make_round(session, partnership)
        people = [(ASH, "head", 1, "a"), (ASH, "head", 2), (ASH, "head", 2), (ASH, "head", 3, "c")]
        make_answered(session, made, people)
        ratings, _comments = matrix.ratings_of(session, made.id)
        nobody = make_round(session, partnership)
        make_answered(session, nobody, [(ASH, "head", 1)])
        assert matrix.ratings_of(session, nobody.id)[0].persons is None
        session.execute(update(Round).where(Round.id == made.id).values(mode="anonymous"))
        session.expire_all()
        assert matrix.ratings_of(session, made.id)[0].persons is None
    values = dict(zip(ratings.persons, ratings.values[:, 0].tolist(), strict=True))
    assert {person: value for person, value in values.items() if value != 2} == {"a": 1, "c": 3}
    assert sorted(ratings.persons) == ["", "", "a", "c"]


def test_those_who_answered_both_times_are_set_beside_themselves(database, partnership):
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)), title="Spring 2026")
        assert change_of(session, first) is None
        second, _sent = closed(session, partnership, known(range(12, 50), shift=1), follows=first)
        change = change_of(session, second)
        document = results.document(session, second.id)
    assert (change.title, change.basis, change.people) == (
        "Riverside Partnership · Spring 2026",
        Basis.PAIRED,
        24,
    )
    assert change.theme(THEME).people == 24
    assert not any(f'"p{n}"' in document for n in range(50))


def test_a_later_version_of_the_framework_is_followed_theme_by_theme(database, partnership):
    later = framework_source(version=2).replace(b"statement 1.1.1 holds", b"statement 1.1.1 still holds")
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)))
        second, _sent = closed(session, partnership, known(range(36)), follows=first, source=later)
        change = change_of(session, second)
    assert change.framework.version == 1
    assert [theme.link.value for theme in change.themes] == ["reworded"] + ["same"] * 7


def test_two_who_are_not_known_are_nobody_s_pair(database, partnership):
    with database.writing() as session:
        first, _sent = closed(session, partnership, [*known(range(36)), (ASH, "teacher", 1)])
        second, _sent = closed(
            session, partnership, [*known(range(12, 50)), (ASH, "teacher", 5)], follows=first
        )
        assert change_of(session, second).people == 24


def test_where_somebody_withdrew_nobody_is_paired_and_nothing_is_computed_anew(database, partnership):
    """What is shown of now and then comes from the two results alone: it is the same with and without the one."""
    later = known(range(12, 50), shift=1)
    with database.writing() as session:
        first, sent = closed(session, partnership, known(range(36)))
        told = results.document(session, first.id)
        strangers = [(partner, role, value) for partner, role, value, _person in later]
        unknown, _sent = closed(session, partnership, strangers, follows=first)
        expected = change_of(session, unknown)
        responses.withdraw(session, response_id=sent[20].response_id)
        second, _sent = closed(session, partnership, later, follows=first)
        assert results.document(session, first.id) == told
        assert change_of(session, second) == expected
    assert (expected.basis, expected.people, expected.respondents) == (Basis.UNPAIRED, None, 36)
    assert all(theme.compared for theme in expected.themes[:-1])


def test_somebody_who_withdrew_and_somebody_new_are_not_taken_for_one(database, partnership):
    """As many as before is not the same people as before."""
    with database.writing() as session:
        first, sent = closed(session, partnership, known(range(36)))
        responses.withdraw(session, response_id=sent[20].response_id)
        session.execute(update(Round).where(Round.id == first.id).values(state="open", closed_at=None))
        session.expire_all()
        make_answered(session, first, [(ASH, "teacher", 5, "new")])
        session.execute(update(Round).where(Round.id == first.id).values(state="closed", closed_at=NOW))
        session.expire_all()
        second, _sent = closed(session, partnership, known(range(12, 50)), follows=first)
        assert change_of(session, second).basis is Basis.UNPAIRED


def test_the_answers_of_a_round_are_paired_once(database, partnership):
    """Pairs with two rounds would differ by those few who came back once."""
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)))
        second, _sent = closed(session, partnership, known(range(12, 50)), follows=first)
        beside, _sent = closed(session, partnership, known(range(11, 50)), follows=first)
        third, _sent = closed(session, partnership, known(range(12, 55)), follows=second)
        fourth, _sent = closed(session, partnership, known(range(24, 70)), follows=third)
        found = [change_of(session, one).basis for one in (second, beside, third, fourth)]
    assert found == [Basis.PAIRED, Basis.UNPAIRED, Basis.UNPAIRED, Basis.PAIRED]


def chain(session, partnership, *, between=lambda _first: None):
    """Three rounds in a row, of which each shares people with the one before; `between` happens after the second."""
    first, sent = closed(session, partnership, known(range(36)))
    second, _sent = closed(session, partnership, known(range(12, 50), shift=1), follows=first)
    between(sent)
    third, _sent = closed(session, partnership, known(range(24, 62), shift=2), follows=second)
    return first, second, third


def test_every_round_in_a_row_is_paired_with_the_one_before(database, partnership):
    with database.writing() as session:
        _first, second, third = chain(session, partnership)
        fourth, _sent = closed(session, partnership, known(range(36, 74)), follows=third)
        beside, _sent = closed(session, partnership, known(range(24, 62)), follows=second)
        found = [
            (change.basis, change.people)
            for change in (change_of(session, one) for one in (second, third, fourth))
        ]
        assert found == [(Basis.PAIRED, 24), (Basis.PAIRED, 26), (Basis.PAIRED, 26)]
        assert change_of(session, third).theme(THEME).people == 26
        assert change_of(session, beside).basis is Basis.UNPAIRED
        before = [results.document(session, one.id) for one in (second, third)]
        for one in (second, third):
            results.compute_and_store(session, round_id=one.id, now=NOW)
        assert [results.document(session, one.id) for one in (second, third)] == before


def test_pairs_of_the_round_before_count_as_published(database, partnership):
    """All but two of the pairs are those of the round before: the two would be the difference."""
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)))
        second, _sent = closed(session, partnership, known(range(12, 50)), follows=first)
        again, _sent = closed(session, partnership, known([*range(12, 38), *range(50, 62)]), follows=second)
        assert [change_of(session, one).basis for one in (second, again)] == [Basis.PAIRED, Basis.UNPAIRED]


def test_where_somebody_of_the_first_round_withdrew_the_third_is_not_paired(database, partnership):
    """Who was paired with the first can no longer be told, so nobody knows what the third would tell beside it."""
    with database.writing() as session:
        withdraw = lambda sent: responses.withdraw(session, response_id=sent[20].response_id)  # noqa: E731 -- read once
        _first, second, third = chain(session, partnership, between=withdraw)
        assert [change_of(session, one).basis for one in (second, third)] == [Basis.PAIRED, Basis.UNPAIRED]
        assert change_of(session, third).theme(THEME).compared


def test_a_round_is_not_paired_once_one_that_follows_it_is(database, partnership):
    """The later one was not told of these pairs."""
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)))
        second, _sent = closed(session, partnership, known(range(12, 50)), follows=first)
        session.execute(update(Round).where(Round.id == second.id).values(follows_id=None))
        session.expire_all()
        results.compute_and_store(session, round_id=second.id, now=NOW)
        third, _sent = closed(session, partnership, known(range(24, 62)), follows=second)
        session.execute(update(Round).where(Round.id == second.id).values(follows_id=first.id))
        session.expire_all()
        results.compute_and_store(session, round_id=second.id, now=NOW)
        assert [change_of(session, one).basis for one in (second, third)] == [Basis.UNPAIRED, Basis.PAIRED]


def test_a_theme_that_is_put_to_others_now_is_no_change(database, partnership):
    """Nobody changed an answer: heads say 5 and teachers 2."""

    def heads_and_teachers(start):
        return [
            (PARTNERS[n % 3], role, value, f"p{start + n}")
            for role, value, places in (("head", 5, range(12)), ("teacher", 2, range(12, 24)))
            for n in places
        ]

    later = framework_source(version=2).replace(
        b"statement 1.1.1 holds here.\n", b"statement 1.1.1 holds here.\n            asked_of: [head]\n"
    )
    with database.writing() as session:
        first, _sent = closed(session, partnership, heads_and_teachers(0))
        second, _sent = closed(session, partnership, heads_and_teachers(100), follows=first, source=later)
        change = change_of(session, second)
        document = json.loads(results.document(session, second.id))
    assert change.basis is Basis.UNPAIRED
    assert [theme.link.value for theme in change.themes] == ["others_asked"] + ["same"] * 7
    assert not change.themes[0].compared
    assert [theme.moved for theme in change.themes] == [None] * 8
    assert document["change"]["themes"][0]["link"] == "others_asked"


def test_where_every_partner_counts_the_same_nothing_is_said_to_have_moved(database, partnership):
    """Neither while all answers behind the earlier result are there, nor once one has been withdrawn."""

    def of_partners(numbers, value):
        return [(PARTNERS[n % 3], "teacher", value, f"p{n}") for n in numbers]

    fields = {"weighting": Weighting.PARTNERS}
    with database.writing() as session:
        first, sent = closed(session, partnership, of_partners(range(36), 2), **fields)
        second, _sent = closed(session, partnership, of_partners(range(36), 5), follows=first, **fields)
        responses.withdraw(session, response_id=sent[0].response_id)
        third, _sent = closed(session, partnership, of_partners(range(36), 5), follows=first, **fields)
        before, after = change_of(session, second), change_of(session, third)
    assert before == after
    theme = after.theme(THEME)
    assert (theme.mean_change, theme.p, theme.moved, theme.spread) == (3, None, None, None)


def test_computed_again_from_the_same_answers_it_is_paired_again(database, partnership):
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)))
        second, _sent = closed(session, partnership, known(range(12, 50)), follows=first)
        before = results.document(session, second.id)
        results.compute_and_store(session, round_id=second.id, now=NOW)
        assert results.document(session, second.id) == before


def test_a_round_that_was_computed_from_other_answers_is_not_paired_again(database, partnership):
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)))
        second, sent = closed(session, partnership, known(range(12, 50)), follows=first)
        for one in sent[::3][:5]:  # five of one partner
            responses.withdraw(session, response_id=one.response_id)
        results.compute_and_store(session, round_id=second.id, now=NOW)
        found = results.stored(session, second.id).result
    assert (found.respondents, found.change.basis) == (33, Basis.UNPAIRED)


def test_a_round_of_which_nothing_is_shown_is_followed_by_none(database, partnership):
    with database.writing() as session:
        few, _sent = closed(session, partnership, known(range(4)))
        second, _sent = closed(session, partnership, known(range(20)), follows=few)
        assert results.stored(session, few.id).result.withheld is Withheld.TOO_FEW
        assert change_of(session, second) is None


def test_signed_sheets_are_followed_by_name(database, partnership):
    def sheets(values):
        return [(partner, None, value) for partner, value in zip(PARTNERS, values, strict=True)]

    with database.writing() as session:
        first, sent = closed(session, partnership, sheets((1, 2, 3)), mode=Mode.OPEN)
        second, _sent = closed(session, partnership, sheets((2, 3, 5)), mode=Mode.OPEN, follows=first)
        assert change_of(session, second).theme(THEME).mean_change == pytest.approx(4 / 3)
        assert change_of(session, second).basis is Basis.PAIRED
        assert session.scalar(select(func.count()).select_from(ResultSnapshot)) == 0
        responses.withdraw(session, response_id=sent[0].response_id)
        third, _sent = closed(session, partnership, sheets((2, 3, 5)), mode=Mode.OPEN, follows=first)
        assert change_of(session, third).basis is Basis.UNPAIRED
        fourth, _sent = closed(session, partnership, sheets((1, 1, 1)), mode=Mode.OPEN, follows=second)
        assert (change_of(session, fourth).basis, change_of(session, fourth).people) == (Basis.PAIRED, 3)


def one_less(session, sent):
    responses.withdraw(session, response_id=sent[0].response_id)


def five_less_of_one_partner(session, sent):
    for one in sent[::3][:5]:
        responses.withdraw(session, response_id=one.response_id)


def six_less_of_three_partners(session, sent):
    for one in sent[:6]:
        responses.withdraw(session, response_id=one.response_id)


def one_save(session, sent):
    row = session.get(Response, sent[0].response_id)
    row.ratings = {**row.ratings, THEME: {"rating": 3, "v": 9}}
    session.flush()


def another_role(session, sent):
    session.execute(update(Response).where(Response.id == sent[0].response_id).values(role_id="head"))
    session.expire_all()


@pytest.mark.parametrize(
    ("happened", "allowed"),
    [
        (one_less, False),
        (one_save, False),
        (another_role, False),
        (six_less_of_three_partners, False),
        (five_less_of_one_partner, True),
    ],
)
def test_a_result_is_computed_again_only_where_nobody_is_told_by_it(database, partnership, happened, allowed):
    with database.writing() as session:
        made, sent = closed(session, partnership, known(range(36)))
        before = results.document(session, made.id)
        happened(session, sent)
        if allowed:
            results.compute_and_store(session, round_id=made.id, now=NOW)
        else:
            with pytest.raises(PetError, match="was shown before"):
                results.compute_and_store(session, round_id=made.id, now=NOW)
        kept = session.scalar(select(func.count()).select_from(ResultSnapshot))
        assert ((results.document(session, made.id) != before), kept) == (allowed, 2 if allowed else 1)


def test_every_earlier_result_counts_not_only_the_last(database, partnership):
    with database.writing() as session:
        made, sent = closed(session, partnership, known(range(45)))
        gone = [session.get(Response, one.response_id) for one in sent[::3][:6]]
        for row in gone:
            row.state, row.submitted_on = "started", None
        session.flush()
        results.compute_and_store(session, round_id=made.id, now=NOW)
        for row in gone[:5]:
            row.state, row.submitted_on = "submitted", NOW.date()
        session.flush()
        with pytest.raises(
            PetError, match="was shown before"
        ):  # five against the last, one against the first
            results.compute_and_store(session, round_id=made.id, now=NOW)


def test_what_is_kept_of_a_result_says_who_was_in_it_and_nothing_they_said(database, partnership):
    with database.writing() as session:
        made, sent = closed(session, partnership, known(range(36)))
        twin, _sent = closed(session, partnership, known(range(36), shift=2))
        kept = [
            session.scalars(select(ResultSnapshot.taken).where(ResultSnapshot.round_id == one.id)).one()
            for one in (made, twin)
        ]
    assert sorted(person for person, _version in kept[0]["people"]) == sorted(
        str(one.response_id) for one in sent
    )
    versions = [sorted(version for _person, version in one["people"]) for one in kept]
    assert versions[0] == versions[1]
    assert "p1" not in json.dumps(kept)


def test_showing_comments_is_no_new_result_even_where_somebody_withdrew(database, partnership):
    with database.writing() as session:
        made, sent = closed(session, partnership, known(range(36)))
        one_less(session, sent)
        results.show_comments(session, round_id=made.id, now=NOW)
        assert results.stored(session, made.id).result.respondents == 36
        assert session.scalar(select(func.count()).select_from(ResultSnapshot)) == 1


def test_a_round_without_a_stored_result_is_followed_by_none(database, partnership):
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(36)))
        session.execute(delete(StoredResult))
        second, _sent = closed(session, partnership, known(range(36)), follows=first)
        assert change_of(session, second) is None


def test_those_who_only_started_are_in_neither(database, partnership):
    with database.writing() as session:
        first = make_round(session, partnership)
        make_answered(session, first, known(range(36)))
        make_response(session, first, partner=ASH, role="teacher", person="p40")
        rounds.close(session, round_id=first.id, now=NOW)
        second, _sent = closed(session, partnership, known(range(12, 50)), follows=first)
        assert change_of(session, second).people == 24


def test_what_a_shorter_form_leaves_out_is_neither_new_nor_dropped(database, partnership):
    with database.writing() as session:
        full, _sent = closed(session, partnership, known(range(36)))
        core, _sent = closed(session, partnership, known(range(36)), follows=full, form="core")
        again, _sent = closed(session, partnership, known(range(36)), follows=core)
        shorter, longer = change_of(session, core), change_of(session, again)
    asked = {theme.id for theme in shorter.themes}
    assert 0 < len(asked) < 8
    assert {theme.link.value for theme in shorter.themes} == {"same"}
    assert (shorter.dropped, shorter.earlier_themes) == ((), ())
    assert {theme.id: theme.link.value for theme in longer.themes} == {
        theme.id: "same" if theme.id in asked else "not_asked" for theme in longer.themes
    }
    assert [theme.before is None for theme in longer.themes] == [
        theme.id not in asked for theme in longer.themes
    ]


def test_where_every_partner_counts_the_same_a_result_is_computed_again_only_of_the_same_answers(
    database, partnership
):
    with database.writing() as session:
        made, _sent = closed(session, partnership, known(range(36)), weighting=Weighting.PARTNERS)
        assert results.stored(session, made.id).result.weighting is Weighting.PARTNERS
        results.compute_and_store(session, round_id=made.id, now=NOW)
        session.execute(update(Round).where(Round.id == made.id).values(state="open", closed_at=None))
        session.expire_all()
        make_answered(session, made, [(ASH, "teacher", 3), *known(range(40, 55))])
        with pytest.raises(PetError, match="shown before"):
            results.compute_and_store(session, round_id=made.id, now=NOW)


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"weighting": Weighting.PARTNERS}, "every partner"), ({"mode": Mode.OPEN}, "signed sheets")],
)
def test_what_cannot_be_compared_does_not_follow(database, partnership, fields, why):
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(6)))
        with pytest.raises(InvalidInputError, match=why):
            make_round(session, partnership, follows=first.id, **fields)


@pytest.mark.parametrize("damaged", ["{}", "{", "null"])
def test_a_damaged_result_of_the_earlier_round_keeps_no_round_from_being_closed(
    database, partnership, damaged
):
    with database.writing() as session:
        first, _sent = closed(session, partnership, known(range(12)))
        session.execute(update(StoredResult).values(document=damaged, sha256="0" * 64))
        second, _sent = closed(session, partnership, known(range(12)), follows=first)
        assert change_of(session, second) is None
