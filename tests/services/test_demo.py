"""The invented partnerships: made once, through the same services as real answers, and with the same results."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from pet.analysis.answers import ColumnNames, read
from pet.analysis.evaluate import evaluate
from pet.analysis.options import Mode, Options
from pet.analysis.result import Withheld
from pet.db.models import Account, Comment, Partnership, Response, Round, StoredResult
from pet.errors import PetError
from pet.frameworks import loader
from pet.paths import EXAMPLES
from pet.services import accounts, demo, partnerships, responses, results, rounds
from pet.services.demo import credentials
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


def result_of_file(name, mode, **options):
    framework = loader.builtin("school-partnerships")
    problems = Problems(name)
    table = parse_csv((EXAMPLES / name).read_bytes(), problems=problems)
    role = None if mode is Mode.OPEN else "role"
    answers = read(table, framework, ColumnNames(partner="partner", role=role), mode=mode, problems=problems)
    return evaluate(answers.ratings, answers.comments, Options(mode=mode, **options))


def test_the_seeded_answers_come_out_as_the_files_do(database):
    seed(database)
    with database.reading() as session:
        released = session.scalars(select(Round).where(Round.state == "released"))
        found = {row.title: results.stored(session, row.id).result for row in released}
    riverside, valley = found["First look"], found["Four signed sheets"]
    assert riverside == result_of_file("riverside.csv", Mode.CONFIDENTIAL, title=riverside.title, invited=61)
    assert valley == result_of_file("four-heads.csv", Mode.OPEN, title=valley.title, invited=4)
    assert {title: (one.respondents, one.withheld) for title, one in found.items()} == {
        "First look": (52, None),
        "Four signed sheets": (4, None),
        "Seven of nine": (7, None),
        "A try with three people": (3, Withheld.TOO_FEW),
    }


def test_what_a_visitor_is_told_works(database):
    seeded = seed(database)
    with database.reading() as session:
        facts = rounds.by_open_code(session, seeded.open_code)
        progress = rounds.progress(session, facts.id)
        response_id, _public_id = responses.resume(session, token=seeded.return_token)
        answered = responses.sheet(session, response_id)
    assert facts.phase(NOW) is Phase.ACCEPTING
    assert facts.closes_at == NOW.replace(hour=17) + timedelta(days=14)
    assert (progress.submitted, progress.started) == (14, 2)
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
    assert again == replace(first, made=False, open_code=None)
    assert said[0] == "Riverside Learning Partnership: people answer “First look”."
    assert len(said) == 5


def test_nothing_is_seeded_beside_partnerships_that_are_not_invented(database):
    with database.writing() as session:
        partnerships.create(session, name="A real one", now=NOW)
    with pytest.raises(PetError, match="--anyway"):
        seed(database)
    with database.reading() as session:
        assert rows(session)["account"] == 0
    assert seed(database, anyway=True).made


def test_passwords_and_links_are_of_one_site_alone():
    people = ("riverside-lead", "valley-lead")
    for made in (credentials.password, credentials.return_token):
        found = {made(secret, key) for secret in (SECRET, SECRET + "!") for key in people}
        assert len(found) == 4
        assert made(SECRET, "riverside-lead") in found
    assert len(credentials.password(SECRET, "x")) == 20
    assert len(credentials.return_token(SECRET, "x")) == 43
