"""The invented partnerships: made once, through the same services as real answers, and with the same results."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from pet.analysis.answers import ColumnNames, read
from pet.analysis.change import Earlier
from pet.analysis.evaluate import evaluate
from pet.analysis.kinds import Basis, Moved, Spread, Withheld
from pet.analysis.options import Mode, Options
from pet.analysis.result_change import FrameworkRef
from pet.db.models import (
    Account,
    Comment,
    Invitation,
    Letter,
    Partnership,
    Person,
    Response,
    Round,
    StoredResult,
)
from pet.errors import PetError
from pet.frameworks import loader
from pet.frameworks.changes import Link
from pet.paths import EXAMPLES
from pet.record.model import Status
from pet.services import (
    accounts,
    audit_checks,
    demo,
    invitations,
    partnerships,
    progress,
    records,
    responses,
    results,
    rounds,
)
from pet.services.actions import reminding
from pet.services.demo import credentials
from pet.services.letters import Post
from pet.services.rounds import Phase
from pet.untrusted import Problems, parse_csv

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
SECRET = "the secret of an invented site, long enough"  # noqa: S105 -- of an invented site
TABLES = (Account, Partnership, Round, Response, Comment, StoredResult)


def seed(database, now=NOW, **options):
    with database.writing() as session:
        return demo.seed(session, now=now, secret=SECRET, **options)


def rows(session):
    return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) for table in TABLES}


def answers_of_file(name, mode, framework=None):
    framework = loader.find(str(EXAMPLES / framework) if framework else "school-partnerships")
    problems = Problems(name)
    table = parse_csv((EXAMPLES / name).read_bytes(), problems=problems)
    role = None if mode is Mode.OPEN else "role"
    person = None if mode is Mode.OPEN else "person"
    columns = ColumnNames(partner="partner", role=role, person=person)
    return read(table, framework, columns, mode=mode, problems=problems)


def result_of_file(name, mode, *, framework=None, earlier=None, **options):
    answers = answers_of_file(name, mode, framework)
    return evaluate(answers.ratings, answers.comments, Options(mode=mode, **options), earlier)


def test_a_year_later_the_same_people_are_set_beside_themselves(database):
    seed(database)
    with database.reading() as session:
        rows_by_title = {row.title: row for row in session.scalars(select(Round))}
        change = results.stored(session, rows_by_title["Second look"].id).result.change
    follows = {title: row.follows_id for title, row in rows_by_title.items() if row.follows_id}
    ids = {title: row.id for title, row in rows_by_title.items()}
    assert follows == {"Second look": ids["First look"], "Autumn check": ids["Second look"]}
    assert (change.title, change.framework) == (
        "Riverside Learning Partnership · First look",
        FrameworkRef(key="school-partnerships", version=1),
    )
    assert (change.basis, change.people, change.respondents) == (Basis.PAIRED, 33, 52)
    moved = {theme.id: theme.moved for theme in change.themes if theme.moved}
    assert moved == {
        "trust.candour": Moved.UP,
        "leadership.clarity": Moved.UP,
        "leadership.answering": Moved.UP,
        "learning.development": Moved.DOWN,
    }
    spread = {theme.id: theme.spread for theme in change.themes if theme.spread}
    assert spread == {
        "purpose.few_goals": Spread.DIVERGED,
        "trust.candour": Spread.CONVERGED,
        "trust.disagreement": Spread.CONVERGED,
    }
    links = {theme.id: theme.link for theme in change.themes if theme.link is not Link.SAME}
    assert links == {
        "trust.candour": Link.REWORDED,
        "leadership.clarity": Link.REWORDED,
        "impact.follow_through": Link.REWORDED,
        "voice.served": Link.MERGED,
        "voice.hearing_back": Link.NEW,
        "capacity.early_word": Link.SPLIT,
        "capacity.useful_news": Link.SPLIT,
    }
    assert change.dropped == ("capacity.organisation",)


def test_the_same_people_are_known_again_in_the_same_partnership_alone(database):
    seed(database)
    with database.reading() as session:
        query = select(Response.person).join(Round, Round.id == Response.round_id)
        persons = {
            title: set(session.scalars(query.where(Round.title == title)))
            for title in (
                *("First look", "Second look", "Autumn check", "Four signed sheets"),
                *("Seven of nine", "Without names"),
            )
        }
    first, second, check = (persons[title] for title in ("First look", "Second look", "Autumn check"))
    assert (len(first & second), len(first - second), len(second - first)) == (33, 19, 21)
    assert (
        check < second
    )  # fourteen who have sent, two who have only started: their letters tell who they are
    assert len(check) == 16
    assert persons["Four signed sheets"] == persons["Seven of nine"] == persons["Without names"] == {None}


def test_the_seeded_answers_come_out_as_the_files_do(database):
    seed(database)
    with database.reading() as session:
        released = session.scalars(select(Round).where(Round.state == "released"))
        found = {row.title: results.stored(session, row.id).result for row in released}
    riverside, later, valley = (found[title] for title in ("First look", "Second look", "Four signed sheets"))
    assert riverside == result_of_file("riverside.csv", Mode.CONFIDENTIAL, title=riverside.title, invited=61)
    assert later == result_of_file(
        "riverside-later.csv",
        Mode.CONFIDENTIAL,
        framework="riverside-framework-2.yaml",
        earlier=Earlier(answers_of_file("riverside.csv", Mode.CONFIDENTIAL).ratings, riverside),
        title=later.title,
        invited=62,
    )
    assert valley == result_of_file("four-heads.csv", Mode.OPEN, title=valley.title, invited=4)
    assert {title: (one.respondents, one.withheld) for title, one in found.items()} == {
        "First look": (52, None),
        "Second look": (54, None),
        "Four signed sheets": (4, None),
        "Seven of nine": (7, None),
        "A try with three people": (3, Withheld.TOO_FEW),
        "Without names": (16, None),
    }


def test_what_a_visitor_is_told_works(database):
    seeded = seed(database)
    with database.reading() as session:
        invited = invitations.of_token(session, seeded.letter_token)
        facts = invited.round
        far = rounds.progress(session, facts.id)
        response_id, _public_id = responses.resume(session, token=seeded.return_token)
        answered = responses.sheet(session, response_id)
    assert facts.phase(NOW) is Phase.ACCEPTING
    assert facts.closes_at == NOW.replace(hour=17) + timedelta(days=14)
    assert (far.submitted, far.started) == (14, 2)
    assert (invited.partner, invited.response_id) == ("Otter Lane Primary", None)
    assert answered.round.phase(NOW) is Phase.RELEASED
    assert answered.submitted
    for who in seeded.people:
        with database.writing() as session:
            attempt = accounts.begin(session, email=who.email, address=None, secret=SECRET, now=NOW)
        assert accounts.verify(attempt, who.password).is_right
    assert all(who.email.endswith("example.org") and len(who.password) >= 15 for who in seeded.people)


def test_seeding_twice_changes_nothing_and_a_round_that_is_over_is_not_offered(database):
    said = []
    first = seed(database, tell=said.append)
    with database.reading() as session:
        before = rows(session)
    again = seed(database, NOW + timedelta(days=15), tell=said.append)
    with database.reading() as session:
        assert rows(session) == before
    assert (first.made, again.made) == (True, False)
    assert again == replace(first, made=False, letter_token=None)
    assert said[0] == "Riverside Learning Partnership: people answer “First look”."
    assert len(said) == 7


def test_nothing_is_seeded_beside_partnerships_that_are_not_invented(database):
    with database.writing() as session:
        partnerships.create(session, name="A real one", now=NOW)
    with pytest.raises(PetError, match="--anyway"):
        seed(database)
    with database.reading() as session:
        assert rows(session)["account"] == 0
    assert seed(database, anyway=True).made


def test_sixty_people_are_asked_by_letter_and_one_letter_came_back(database):
    seed(database)
    with database.reading() as session:
        row = session.scalars(select(Round).where(Round.title == "Autumn check")).one()
        found = progress.of_round(session, row)
        [post] = progress.mailings(session, row.id)
        addresses = session.scalars(select(Person.email)).all()
    assert (found.asked, sum(one.asked for one in found.by_partner)) == (60, 60)
    assert (post.sent, post.bounced, post.waiting) == (59, 1, 0)
    assert all(address.endswith("example.org") for address in addresses)
    assert len(set(addresses)) == len(addresses) == 80


def test_where_letters_go_into_a_folder_those_of_the_open_round_wait_for_the_worker(database):
    with database.writing() as session:
        post = Post(secret=SECRET, base_url="http://localhost", can_send=True)
        demo.seed(session, now=NOW, secret=SECRET, letters_to=post)
        query = select(Round.title, Letter.state, func.count()).join(Round, Round.id == Letter.round_id)
        found = {
            (title, state): n
            for title, state, n in session.execute(query.group_by(Round.title, Letter.state))
        }
    assert found == {
        ("Autumn check", "queued"): 59,
        ("Autumn check", "bounced"): 1,
        ("Without names", "sent"): 20,
    }


def test_nothing_leads_from_a_person_to_an_answer_of_the_anonymous_round(database):
    seed(database)
    with database.reading() as session:
        row = session.scalars(select(Round).where(Round.title == "Without names")).one()
        invited = session.scalars(select(Invitation).where(Invitation.round_id == row.id)).all()
        roles = set(session.scalars(select(Response.role_id).where(Response.round_id == row.id)))
    assert (row.mode, row.state, len(invited)) == ("anonymous", "released", 20)
    assert {one.response_id for one in invited} == {None}
    assert roles == {None}


def test_the_logs_tell_who_did_what_and_hold_together(database):
    seed(database)
    with database.reading() as session:
        chains = audit_checks.chains(session)
        assert all(audit_checks.verify(session, chain).is_whole for chain in chains)
    assert len(chains) >= 4


def test_passwords_and_links_are_of_one_site_alone():
    people = ("riverside-lead", "valley-lead")
    for made in (credentials.password, credentials.return_token):
        found = {made(secret, key) for secret in (SECRET, SECRET + "!") for key in people}
        assert len(found) == 4
        assert made(SECRET, "riverside-lead") in found
    assert len(credentials.password(SECRET, "x")) == 20
    assert len(credentials.return_token(SECRET, "x")) == 43


def test_what_was_agreed_after_two_rounds_stands_in_every_way_that_it_can(database):
    """Five actions with one of each status and one overdue, then four priorities; no reminder is due at once."""
    seed(database)
    with database.reading() as session:
        ids = {row.title: row.id for row in session.scalars(select(Round))}
        first, second = (
            records.of_round(session, ids[title], now=NOW) for title in ("First look", "Second look")
        )
        due = reminding.due(session, NOW)
    assert Counter(one.status for one in first.actions) == {
        Status.DONE: 2,
        Status.UNDER_WAY: 1,
        Status.PLANNED: 1,
        Status.DROPPED: 1,
    }
    assert len(first.overdue()) == 1
    assert (len(second.priorities), second.became_of, second.became) == (4, "First look", first.actions)
    assert all(record.talk_note and record.met_on for record in (first, second))
    assert due == []
