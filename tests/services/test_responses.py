"""Responses from start to withdrawal, all but the saving of answers."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from pet.analysis.options import Mode
from pet.db.engine import sqlite_module
from pet.db.models import Comment, Operation, Response, ReturnLink, WebSession
from pet.errors import PetError
from pet.services import partnerships, responses, rounds, sessions
from pet.services.responses import Answer, Kind, Words
from tests.support.factories import (
    NOW,
    answer,
    framework_source,
    key,
    make_framework,
    make_partnership,
    make_response,
    make_round,
)
from tests.support.statements import noted

BARE = framework_source().replace(b"            asked_of: [head]\n", b"")
BARE = BARE[: BARE.index(b"roles:")] + BARE[BARE.index(b"open_questions:") :]


def partner_ids(session, round_):
    return {one.name: one.id for one in partnerships.partners(session, round_.partnership_id)}


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_a_new_response_is_empty_and_knows_its_day_only(database):
    with database.writing() as session:
        made = make_round(session)
        started = responses.start(session, round_id=made.id, now=NOW)
    with database.reading() as session:
        row = session.get(Response, started.response_id)
        assert (row.public_id, row.state, row.ratings, row.active_seconds) == (
            started.public_id,
            "started",
            {},
            0,
        )
        assert (row.started_on, row.submitted_on, row.identified) == (NOW.date(), None, False)


def test_a_link_leads_back_and_only_its_hash_is_kept(database):
    with database.writing() as session:
        made = make_round(session)
        started = responses.start(session, round_id=made.id, now=NOW)
        other = responses.start(session, round_id=made.id, now=NOW)
        another_link = responses.new_return_link(session, response_id=started.response_id)
    with database.reading() as session:
        here = (started.response_id, started.public_id)
        assert responses.resume(session, token=started.return_token) == here
        assert responses.resume(session, token=another_link) == here
        assert responses.resume(session, token=other.return_token) == (other.response_id, other.public_id)
        kept = set(session.scalars(select(ReturnLink.sha256)))
        assert kept == {
            sessions.digest(token) for token in (started.return_token, another_link, other.return_token)
        }


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "a\x00b"])
def test_an_unknown_link_leads_nowhere(database, token):
    with database.writing() as session:
        make_round(session)
        assert responses.resume(session, token=token) is None


@pytest.mark.parametrize(("days", "why"), [(-2, "not started yet"), (14, "closed")])
def test_nobody_starts_outside_the_window_of_time(database, days, why):
    with database.writing() as session:
        made = make_round(session)
        with pytest.raises(responses.NotAcceptingError, match=why):
            responses.start(session, round_id=made.id, now=NOW + timedelta(days=days))
        assert count(session, Response) == 0


def test_where_there_is_nothing_to_choose_nobody_is_asked_who_they_are(database):
    with database.writing() as session:
        bare = make_partnership(session, "Bare", partners=())
        made = make_round(session, bare, source=BARE)
        started = responses.start(session, round_id=made.id, now=NOW)
        assert responses.choices(session, made.id) == responses.Choices(partners=(), roles=())
        answer(session, started, 4)
        assert responses.sheet(session, started.response_id).submitted


def test_choices_are_the_partners_and_the_roles_of_the_framework(database):
    with database.writing() as session:
        made = make_round(session)
        found = responses.choices(session, made.id)
        assert [one.name for one in found.partners] == ["Ash School", "Beech School", "Cedar School"]
        assert [role.id for role in found.roles] == ["head", "teacher"]


def test_who_one_is_decides_what_is_asked(database):
    with database.writing() as session:
        made = make_round(session)
        sheets = {
            role: responses.sheet(session, make_response(session, made, role=role).response_id)
            for role in ("head", "teacher", None)
        }
    asked = {role: [theme.id for theme in sheet.themes] for role, sheet in sheets.items()}
    everything = [f"c{c}.a{a}.t{t}" for c in (1, 2) for a in (1, 2) for t in (1, 2)]
    assert asked == {"head": everything, "teacher": everything[:-1], None: everything}
    assert sheets["head"].role.id == "head"
    assert sheets[None].role is None


@pytest.mark.parametrize(
    ("form", "themes"),
    [("core", ["c1.a1.t1", "c1.a2.t1", "c2.a1.t1", "c2.a2.t1"]), ("pulse", ["c1.a1.t1", "c2.a1.t1"])],
)
def test_the_form_decides_what_is_asked_and_which_pages_there_are(database, form, themes):
    with database.writing() as session:
        made = make_round(session, form=form)
        sheet = responses.sheet(session, make_response(session, made).response_id)
    assert [theme.id for theme in sheet.themes] == themes
    pages = [(page.number, page.component_number, page.area.id) for page in sheet.areas]
    assert pages == [
        (number, int(theme[1]), theme.rpartition(".")[0]) for number, theme in enumerate(themes, start=1)
    ]


def test_only_the_choices_can_be_chosen(database):
    with database.writing() as session:
        made = make_round(session)
        elsewhere = make_partnership(session, "Elsewhere", ("Dogwood School",))
        foreign = partnerships.partners(session, elsewhere.id)[0].id
        started = responses.start(session, round_id=made.id, now=NOW)
        for partner, role, why in (
            (foreign, None, "partner"),
            (999, None, "partner"),
            (None, "cook", "role"),
        ):
            with pytest.raises(PetError, match=f"Choose a {why} from the list"):
                responses.identify(
                    session, response_id=started.response_id, partner_id=partner, role_id=role, now=NOW
                )
        assert not responses.sheet(session, started.response_id).identified


def test_a_change_of_role_keeps_every_answer_but_only_what_is_asked_counts(database):
    with database.writing() as session:
        made = make_round(session)
        started = make_response(session, made, role="head")
        answer(session, started, 4, {"comment:c2.a2.t2": "As a head"})
        before = responses.sheet(session, started.response_id)
        responses.identify(
            session, response_id=started.response_id, partner_id=None, role_id="teacher", now=NOW
        )
        after = responses.sheet(session, started.response_id)
        assert (after.answered, after.asked, after.submitted) == (7, 7, True)
        assert (after.answers, after.words) == (before.answers, before.words)
        responses.identify(session, response_id=started.response_id, partner_id=None, role_id="head", now=NOW)
        again = responses.sheet(session, started.response_id)
        assert (again.answered, again.asked, again.answer("c2.a2.t2")) == (8, 8, Answer(4, 1))


def test_nobody_becomes_another_after_the_end(database):
    with database.writing() as session:
        started = make_response(session, make_round(session), role="head")
        with pytest.raises(responses.NotAcceptingError):
            responses.identify(
                session,
                response_id=started.response_id,
                partner_id=None,
                role_id="teacher",
                now=NOW + timedelta(days=14),
            )


def test_each_partner_gives_one_sheet_in_a_signed_round(database):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        ids = partner_ids(session, made)
        first = make_response(session, made, partner="Ash School")
        answer(session, first, 4)
        second = responses.start(session, round_id=made.id, now=NOW)
        with pytest.raises(
            responses.TakenError, match="Ash School has an answer sheet in this round already"
        ):
            responses.identify(
                session,
                response_id=second.response_id,
                partner_id=ids["Ash School"],
                role_id=None,
                now=NOW,
            )
        responses.identify(
            session, response_id=second.response_id, partner_id=ids["Beech School"], role_id=None, now=NOW
        )
        responses.identify(
            session, response_id=first.response_id, partner_id=ids["Ash School"], role_id=None, now=NOW
        )
        assert responses.sheet(session, first.response_id).submitted


def test_a_sheet_that_moves_to_another_partner_frees_the_first(database):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        ids = partner_ids(session, made)
        first = make_response(session, made, partner="Ash School")
        responses.identify(
            session, response_id=first.response_id, partner_id=ids["Cedar School"], role_id=None, now=NOW
        )
        make_response(session, made, partner="Ash School")
        with pytest.raises(responses.TakenError, match="Cedar School"):
            make_response(session, made, partner="Cedar School")


def test_the_sheet_of_a_signed_round_is_a_partners_and_nobodys_role(database):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        assert responses.choices(session, made.id).roles == ()
        with pytest.raises(PetError, match="Choose a role"):
            make_response(session, made, partner="Ash School", role="head")
        with pytest.raises(PetError, match="Choose the partner that gives"):
            make_response(session, made)
        sheet = responses.sheet(session, make_response(session, made, partner="Ash School").response_id)
        assert (sheet.asked, sheet.partner) == (8, "Ash School")


def test_another_signed_round_of_the_same_partners_begins_anew(database):
    with database.writing() as session:
        partnership = make_partnership(session)
        for title in ("Autumn", "Spring"):
            make_response(
                session,
                make_round(session, partnership, mode=Mode.OPEN, title=title),
                partner="Ash School",
            )
        assert count(session, Response) == 2


def test_many_people_of_one_partner_answer_in_other_rounds(database):
    with database.writing() as session:
        made = make_round(session)
        for _ in range(3):
            make_response(session, made, partner="Ash School")
        assert count(session, Response) == 3


def test_sending_keeps_the_day_and_sending_again_changes_nothing(database):
    with database.writing() as session:
        started = make_response(session, make_round(session))
        answer(session, started, {"c1.a1.t1": "dont_know"}, submit=False)
        assert not responses.sheet(session, started.response_id).submitted
        responses.submit(session, response_id=started.response_id, now=NOW, since=NOW - timedelta(minutes=2))
        responses.submit(
            session,
            response_id=started.response_id,
            now=NOW + timedelta(days=1),
            since=NOW + timedelta(hours=23),
        )
    with database.reading() as session:
        row = session.get(Response, started.response_id)
        assert (row.state, row.submitted_on, row.active_seconds) == ("submitted", NOW.date(), 120)


def test_sending_again_after_the_close_is_no_error(database):
    with database.writing() as session:
        made = make_round(session)
        started = make_response(session, made)
        answer(session, started, 4)
        responses.submit(session, response_id=started.response_id, now=NOW + timedelta(days=14))
        rounds.close(session, round_id=made.id, now=NOW)
        responses.submit(session, response_id=started.response_id, now=NOW + timedelta(days=15))
        assert session.get(Response, started.response_id).submitted_on == NOW.date()


def test_a_signed_sheet_is_not_sent_before_a_partner_signs_it(database):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        started = responses.start(session, round_id=made.id, now=NOW)
        session.get(Response, started.response_id).identified = True
        answer(session, started, 4, submit=False)
        with pytest.raises(responses.NotIdentifiedError):
            responses.submit(session, response_id=started.response_id, now=NOW)


def test_changes_after_sending_keep_it_sent(database):
    with database.writing() as session:
        started = make_response(session, make_round(session))
        answer(session, started, 4)
        answer(session, started, {"c1.a1.t1": 2, "c1.a1.t2": None}, submit=False)
        sheet = responses.sheet(session, started.response_id)
        assert (sheet.state, sheet.answer("c1.a1.t1").value, sheet.answered) == ("submitted", 2, 7)
        assert session.get(Response, started.response_id).submitted_on == date(2026, 10, 5)


def test_nothing_is_sent_where_nothing_was_answered(database):
    with database.writing() as session:
        started = make_response(session, make_round(session), role="teacher")
        with pytest.raises(responses.NothingToSendError):
            responses.submit(session, response_id=started.response_id, now=NOW)
        answer(session, started, {"c1.a1.t1": 4}, {"open:help": "x"}, submit=False)
        answer(session, started, {"c1.a1.t1": None}, {"open:help": " "}, submit=False)
        with pytest.raises(responses.NothingToSendError):
            responses.submit(session, response_id=started.response_id, now=NOW)


def test_what_is_not_asked_of_the_new_role_is_nothing_to_send(database):
    with database.writing() as session:
        started = make_response(session, make_round(session), role="head")
        answer(session, started, {"c2.a2.t2": 4}, submit=False)
        responses.identify(
            session, response_id=started.response_id, partner_id=None, role_id="teacher", now=NOW
        )
        with pytest.raises(responses.NothingToSendError):
            responses.submit(session, response_id=started.response_id, now=NOW)


def test_words_alone_can_be_sent(database):
    with database.writing() as session:
        started = make_response(session, make_round(session))
        answer(session, started, {}, {"open:help": "More time together"})
        assert responses.sheet(session, started.response_id).submitted


@pytest.mark.parametrize("days", [-2, 14])
def test_nothing_is_sent_outside_the_window_of_time(database, days):
    with database.writing() as session:
        started = make_response(session, make_round(session))
        answer(session, started, 4, submit=False)
        with pytest.raises(responses.NotAcceptingError):
            responses.submit(session, response_id=started.response_id, now=NOW + timedelta(days=days))


def test_who_has_not_said_who_they_are_neither_saves_nor_sends(database):
    with database.writing() as session:
        started = responses.start(session, round_id=make_round(session).id, now=NOW)
        with pytest.raises(responses.NotIdentifiedError):
            answer(session, started, 4, submit=False)
        with pytest.raises(responses.NotIdentifiedError):
            responses.submit(session, response_id=started.response_id, now=NOW)


def test_withdrawing_leaves_nothing_behind(database):
    with database.writing() as session:
        made = make_round(session)
        stays, goes = (make_response(session, made) for _ in range(2))
        for started in (stays, goes):
            answer(session, started, 4, {"comment:c1.a1.t1": "Mine", "open:help": "Mine too"})
            responses.new_return_link(session, response_id=started.response_id)
            sessions.open_for_response(session, started.response_id, now=NOW)
    with database.writing() as session:
        responses.withdraw(session, response_id=goes.response_id)
    with database.writing() as session:
        left = [count(session, table) for table in (Response, Comment, Operation, ReturnLink, WebSession)]
        assert left == [1, 2, 1, 2, 1]
        assert responses.resume(session, token=goes.return_token) is None
        assert responses.sheet(session, stays.response_id).answered == 8
        for act in (
            lambda: responses.sheet(session, goes.response_id),
            lambda: answer(session, goes, 4),
            lambda: responses.submit(session, response_id=goes.response_id, now=NOW),
            lambda: responses.withdraw(session, response_id=goes.response_id),
        ):
            with pytest.raises(responses.NoSuchResponseError):
                act()


def test_withdrawing_is_possible_at_any_time_and_frees_the_partner(database):
    with database.writing() as session:
        made = make_round(session, mode=Mode.OPEN)
        first = make_response(session, made, partner="Ash School")
        answer(session, first, 4)
        responses.withdraw(session, response_id=first.response_id)
        make_response(session, made, partner="Ash School")


def spent(session, made, seconds):
    """A submitted response that took this long, in steps of a minute and a rest."""
    started = make_response(session, made)
    steps = [60] * (seconds // 60) + ([seconds % 60] if seconds % 60 else [])
    for number, step in enumerate(steps):
        answer(
            session,
            started,
            {"c1.a1.t1": 1 + number % 5},
            submit=False,
            since=NOW - timedelta(seconds=step),
        )
    responses.submit(session, response_id=started.response_id, now=NOW)


def test_until_ten_have_answered_minutes_are_a_rule_of_thumb(database):
    with database.writing() as session:
        made = make_round(session)
        estimates = [responses.minutes_estimate(session, round_id=made.id, themes=n) for n in (0, 1, 3, 42)]
        assert estimates == [2, 3, 3, 16]


def test_from_ten_on_minutes_are_the_median_of_those_who_sent_theirs(database):
    with database.writing() as session:
        made = make_round(session)
        for seconds in (10, 20, 60, 120, 290, 310, 400, 500, 600):
            spent(session, made, seconds)
        assert responses.minutes_estimate(session, round_id=made.id, themes=42) == 16
        unsent = make_response(session, made)
        answer(session, unsent, {"c1.a1.t1": 4}, submit=False, since=NOW - timedelta(seconds=60))
        spent(session, made, 0 + 1)
        # 1, 10, 20, 60, 120, 290, 310, 400, 500, 600: half-way between 120 and 290 seconds
        assert responses.minutes_estimate(session, round_id=made.id, themes=42) == 4
        answer(session, unsent, {"c1.a1.t1": 5}, since=NOW)
        # 1, 10, 20, 60, 60, 120, 290, …: the one in the middle is 120
        assert responses.minutes_estimate(session, round_id=made.id, themes=42) == 2


def test_responses_of_which_no_time_is_known_do_not_make_the_estimate_shorter(database):
    with database.writing() as session:
        made = make_round(session)
        for _ in range(10):
            answer(session, make_response(session, made), {"c1.a1.t1": 4})
        assert responses.minutes_estimate(session, round_id=made.id, themes=42) == 16


def test_a_sheet_says_where_to_go_on(database):
    with database.writing() as session:
        started = make_response(session, make_round(session))
        answer(session, started, {"c1.a1.t1": 4, "c1.a1.t2": "not_applicable", "c1.a2.t2": 3}, submit=False)
        sheet = responses.sheet(session, started.response_id)
        assert (sheet.answered, sheet.asked, sheet.area_to_go_on.number) == (3, 8, 2)
        assert [theme.id for theme in sheet.gaps] == [
            "c1.a2.t1",
            "c2.a1.t1",
            "c2.a1.t2",
            "c2.a2.t1",
            "c2.a2.t2",
        ]
        answer(session, started, "dont_know", submit=False)
        sheet = responses.sheet(session, started.response_id)
        assert (sheet.gaps, sheet.area_to_go_on) == ((), None)


def test_a_sheet_tells_what_is_held_and_version_zero_elsewhere(database):
    with database.writing() as session:
        started = make_response(session, make_round(session))
        answer(session, started, {"c1.a1.t1": 4}, {"evidence:c1.a1": "Minutes of May"}, submit=False)
        sheet = responses.sheet(session, started.response_id)
    assert (sheet.answer("c1.a1.t1"), sheet.answer("c1.a1.t2")) == (Answer(4, 1), Answer(None, 0))
    assert sheet.words_at(Kind.EVIDENCE, "c1.a1") == Words("Minutes of May", quotable=False, version=1)
    assert sheet.words_at(Kind.COMMENT, "c1.a1.t1") == Words()
    assert set(sheet.held) == {key("rating:c1.a1.t1"), key("evidence:c1.a1")}


@pytest.mark.parametrize("role", [None, "head"])
def test_a_sheet_costs_as_many_statements_for_two_themes_as_for_sixty(database, role):
    def statements(source):
        with database.writing() as session:
            made = make_round(session, make_partnership(session), source=source)
            make_framework(session, source)
            started = make_response(session, made, partner="Ash School", role=role)
            words = {
                f"comment:{theme.id}": "x" for theme in responses.sheet(session, started.response_id).themes
            }
            answer(session, started, 4, words)
        with noted(database) as found, database.reading() as session:
            assert responses.sheet(session, started.response_id).answered
        return len(found)

    assert [statements(framework_source(1, 1, 2)), statements(framework_source(4, 3, 5))] == [2, 2]


@pytest.mark.engine("sqlite")
def test_what_was_taken_back_is_in_no_file(database, tmp_path):
    said = "Taken back word for word " * 400  # longer than a page of the file
    with database.writing() as session:
        made = make_round(session)
        stays, goes = (make_response(session, made) for _ in range(2))
        answer(session, stays, 4, {"comment:c1.a1.t1": "Stays word for word"})
        answer(session, goes, 4, {"comment:c1.a1.t1": said, "open:help": "Taken back too"})
    assert b"Taken back" in everything(tmp_path)
    with database.writing() as session:
        responses.withdraw(session, response_id=goes.response_id)
    for _time in ("while the connections are open", "after that"):
        assert b"Taken back" not in everything(tmp_path)
        assert b"Stays word for word" in everything(tmp_path)
        database.close()


@pytest.mark.engine("sqlite")
def test_where_somebody_reads_the_files_are_emptied_by_the_next_writer(database, tmp_path):
    with database.writing() as session:
        started = make_response(session, make_round(session))
        answer(session, started, 4, {"open:help": "Taken back"})
    reader = sqlite_module().connect(tmp_path / "pet.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM response").fetchone()
    with database.writing() as session:
        responses.withdraw(session, response_id=started.response_id)
    reader.close()
    with database.writing() as session:
        make_partnership(session, "Somebody else")
    assert b"Taken back" not in everything(tmp_path)


def everything(folder):
    return b"".join(file.read_bytes() for file in folder.glob("pet.sqlite3*"))
