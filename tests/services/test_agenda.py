"""What somebody chose for the conversation: kept with the round, laid over its result, and never in it."""

import json
import re
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from pet.analysis.agenda_choice import Choice, Pick
from pet.analysis.kinds import Pattern, Section
from pet.db.models import AuditEvent, Round
from pet.errors import PetError
from pet.frameworks.kinds import IDENTIFIER
from pet.services import agenda, results, rounds
from pet.services.acts import Act
from pet.services.agenda import MEETING, NOTE, THEMES, ChosenMeanwhileError, Wanted
from pet.words import glance
from tests.support.factories import NOW, make_answered, make_round
from tests.support.released import over, varied

FIRST, SECOND, THIRD = "c1.a1.t1", "c1.a2.t1", "c2.a1.t1"
WANTED = Wanted(meeting=60, picks=((SECOND, 15), (FIRST, 10)), note=" Bring tea.\r\n ")
CHOICE = Choice(
    meeting=60, picks=(Pick(theme=SECOND, minutes=15), Pick(theme=FIRST, minutes=10)), note="Bring tea."
)


@pytest.fixture
def made(database):
    with database.writing() as session:
        return over(session)


@pytest.fixture
def choose(database, made):
    def act(wanted=WANTED, edition=None):
        with database.writing() as session:
            if edition is None:
                edition = agenda.chosen(session, made.round_id).edition
            return agenda.choose(session, round_id=made.round_id, wanted=wanted, edition=edition, now=NOW)

    return act


@pytest.fixture
def forget(database, made):
    def act(edition):
        with database.writing() as session:
            return agenda.forget(session, round_id=made.round_id, edition=edition, now=NOW)

    return act


@pytest.fixture
def stored(database, made):
    def read():
        with database.reading() as session:
            return results.stored(session, made.round_id)

    return read


@pytest.fixture
def kept(database, made):
    def read():
        with database.reading() as session:
            return agenda.chosen(session, made.round_id)

    return read


def ids(items):
    return [item.theme for item in items]


def test_before_anybody_chose_the_proposal_holds(stored, kept):
    of = stored()
    assert kept().choice is None
    assert of.result.agenda == of.proposed != ()
    assert agenda.proposed(of, 45).picks == tuple(
        Pick(theme=item.theme, minutes=item.minutes_in(45)) for item in of.proposed if item.minutes_in(45)
    )


def test_what_is_chosen_is_laid_over_the_result_and_its_document_stays(database, made, choose, stored, kept):
    before = stored()
    with database.reading() as session:
        document = results.document(session, made.round_id)
    assert choose() == {}
    after = stored()
    assert kept().choice == CHOICE
    assert [(item.theme, item.minutes) for item in after.result.agenda] == [
        (SECOND, (0, 15, 0, 0)),
        (FIRST, (0, 10, 0, 0)),
    ]
    assert replace(after.result, agenda=before.result.agenda) == before.result
    assert after.proposed == before.proposed
    assert (after.sha256, after.identity == before.identity) == (before.sha256, False)
    with database.reading() as session:
        assert results.document(session, made.round_id) == document


def test_the_note_is_in_no_result(choose, stored):
    choose()
    assert "Bring tea" not in json.dumps(stored().result.as_dict())


def test_comments_shown_later_keep_the_choice_and_the_stored_proposal(database, made, choose, stored):
    proposed = stored().proposed
    choose()
    with database.writing() as session:
        results.show_comments(session, round_id=made.round_id, now=NOW)
    after = stored()
    assert (after.proposed, ids(after.result.agenda)) == (proposed, [SECOND, FIRST])


def test_back_to_the_proposal(choose, forget, stored, kept):
    before = stored()
    choose()
    assert forget(kept().edition) is True
    assert (kept().choice, stored()) == (None, before)
    assert forget("whatever is said of a choice that is gone") is False


def test_what_was_found_is_the_same_whoever_chose_the_conversation(choose, stored):
    before = stored()
    found = [theme.id for section in Section for theme in glance.themes_of(section, before.result)]
    for theme in reversed(found):
        assert choose(Wanted(meeting=60, picks=((theme, 15),), note="")) == {}
        after = stored()
        assert ids(after.result.agenda) == [theme]
        assert glance.of(after.result, after.framework) == glance.of(before.result, before.framework)


def test_lengths_of_which_an_old_proposal_knows_nothing_are_not_offered(stored):
    of = stored()
    assert agenda.lengths(of) == (45, 60, 90, 120)
    old = tuple(replace(item, minutes=(0, 0, *item.minutes[2:])) for item in of.proposed)
    assert agenda.lengths(replace(of, proposed=old)) == (90, 120)
    assert agenda.lengths(replace(of, proposed=())) == (45, 60, 90, 120)


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        ({"meeting": None}, {MEETING: "Choose how long the meeting is."}),
        ({"meeting": 75}, {MEETING: "Choose how long the meeting is."}),
        ({"picks": ()}, {THEMES: "Choose one theme or more, or go back to the proposal."}),
        (
            {"picks": ((FIRST, 5), (FIRST, 5))},
            {THEMES: "A theme stands here twice: remove it once."},
        ),
        (
            {"picks": ((FIRST, 5), ("c9", 5))},
            {THEMES: "A theme that stood here is not shown in the results, so it was left out."},
        ),
        (
            {"picks": ((FIRST, None), (SECOND, 0), (THIRD, 61))},
            dict.fromkeys((FIRST, SECOND, THIRD), "Give whole minutes, from 1 to 60."),
        ),
        (
            {"picks": ((FIRST, 30), (SECOND, 16))},
            {
                MEETING: "The themes take 1 minute more than this meeting has. Give one less, remove one, or "
                "choose a longer meeting."
            },
        ),
        ({"note": "x" * 2001}, {NOTE: "Make this shorter: at most 2000 characters."}),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept(choose, kept, wanted, wrong):
    assert choose(replace(WANTED, **wanted)) == wrong
    assert kept().choice is None


def test_at_the_limits_it_is_kept(choose, kept, stored):
    shown = [theme.id for theme in agenda.to_choose_from(stored())]
    many = tuple((theme, 5) for theme in shown[:8])
    assert choose(Wanted(meeting=60, picks=many, note="x" * 2000)) == {}
    assert choose(Wanted(meeting=90, picks=((FIRST, 60), (SECOND, 15)), note="")) == {}
    assert choose(Wanted(meeting=120, picks=tuple((theme, 5) for theme in shown[:9]), note="")) == {
        THEMES: "Choose 8 themes at most: remove some."
    }
    assert kept().choice.meeting == 90


def test_what_the_result_does_not_show_cannot_be_chosen(database):
    """Asked of heads only, of whom there are three: their answers are shown to nobody."""
    hidden = "c3.a2.t2"
    people = [
        (partner, "head" if n < 3 else "teacher", {t: v for t, v in values.items() if t != hidden or n < 3})
        for n, (partner, _role, values) in enumerate(varied(24))
    ]
    with database.writing() as session:
        made = over(session, people)
        of = results.stored(session, made.round_id)
        assert of.result.theme(hidden).pattern is Pattern.TOO_FEW
        assert hidden not in ids_of(agenda.to_choose_from(of))
        wanted = replace(WANTED, picks=((hidden, 5),))
        edition = agenda.chosen(session, made.round_id).edition
        assert set(
            agenda.choose(session, round_id=made.round_id, wanted=wanted, edition=edition, now=NOW)
        ) == {THEMES}


def ids_of(themes):
    return [theme.id for theme in themes]


def test_a_theme_that_is_not_shown_any_more_is_left_out(database, made, choose, stored):
    choose()
    with database.writing() as session:
        document = session.scalar(select(Round.agenda).where(Round.id == made.round_id))
        gone = {**document, "themes": [["c9", 5], *document["themes"]]}
        session.execute(update(Round).where(Round.id == made.round_id).values(agenda=gone))
    assert ids(stored().result.agenda) == [SECOND, FIRST]


class TestTwoAtOnce:
    """Two people choose at the same time; nothing is lost without a word."""

    def test_the_second_is_told_what_the_first_saved(self, choose, kept):
        edition = kept().edition
        choose(edition=edition)
        with pytest.raises(ChosenMeanwhileError, match="Somebody else changed the conversation") as raised:
            choose(replace(WANTED, meeting=90), edition=edition)
        assert raised.value.kept == kept()
        assert kept().choice == CHOICE

    def test_it_can_be_replaced_knowingly(self, choose, kept):
        choose()
        assert choose(replace(WANTED, meeting=90), edition=kept().edition) == {}
        assert kept().choice.meeting == 90

    def test_it_is_in_the_log_each_time_something_changes(self, database, choose, forget, kept):
        choose()
        choose()
        forget(kept().edition)
        with database.reading() as session:
            events = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.CHOOSE_AGENDA)).all()
        assert [event.about for event in events] == [{"round": "Autumn 2026"}] * 2

    def test_a_form_sent_twice_is_no_quarrel(self, choose, kept):
        edition = kept().edition
        assert [choose(edition=edition), choose(edition=edition)] == [{}, {}]

    def test_going_back_and_choosing_collide_both_ways(self, choose, forget, kept):
        before = kept().edition
        choose()
        chosen = kept().edition
        with pytest.raises(ChosenMeanwhileError):
            forget(before)
        forget(chosen)
        with pytest.raises(ChosenMeanwhileError) as raised:
            choose(replace(WANTED, meeting=90), edition=chosen)
        assert raised.value.kept.choice is None

    def test_of_two_that_arrive_together_one_is_refused(self, made, at_once, kept):
        edition = kept().edition

        def choosing(meeting):
            wanted = replace(WANTED, meeting=meeting)
            return lambda session: agenda.choose(
                session, round_id=made.round_id, wanted=wanted, edition=edition, now=NOW
            )

        waited, one, two = at_once(choosing(60), choosing(90))
        assert (waited, one.result()) == (True, {})
        with pytest.raises(ChosenMeanwhileError):
            two.result()
        assert kept().choice.meeting == 60


def test_before_there_are_results_nothing_can_be_chosen(database):
    with database.writing() as session:
        running = make_round(session)
        few = make_round(session)
        make_answered(session, few, [(None, "teacher", 3)] * 2)
        rounds.close(session, round_id=few.id, now=NOW)
        for made, why in (
            (running, "The conversation can be chosen once the round is closed"),
            (few, "Too few people answered this round: there is nothing to choose themes from"),
        ):
            with pytest.raises(PetError, match=why):
                agenda.choose(session, round_id=made.id, wanted=WANTED, edition="", now=NOW)
        for ask in (agenda.chosen, lambda s, n: agenda.forget(s, round_id=n, edition="", now=NOW)):
            with pytest.raises(PetError, match="There is no such round"):
                ask(session, 999)


@pytest.mark.parametrize("place", [MEETING, NOTE, THEMES])
def test_no_theme_has_the_name_of_a_place_on_the_page(place):
    assert re.fullmatch(IDENTIFIER.pattern, place) is None
