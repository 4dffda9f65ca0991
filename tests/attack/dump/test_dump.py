"""Who has the database of an anonymous round cannot tell whose answers are whose; of a confidential one they can.

Every protection is switched off in turn, and then the attack succeeds: so these tests can fail.
"""

import itertools
import random
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from pet.analysis.options import Mode
from pet.db.models import METADATA, Invitation
from pet.db.session import Database
from pet.services import beginning, invited, mixing, promises, sessions
from tests.attack.dump import chance, joining, story
from tests.attack.dump.joining import Copy
from tests.support.effort import EFFORT

STORIES = 1 + min(EFFORT, 10)
MOST_LIKE = 6.0  # standard deviations: by chance once in 500 million
WATCHED = (
    "@xmin",
    "@ctid",
    "@cmin",
    "@file_first",
    "@file_last",
    "@log_first",
    "@log_last",
    "created_at",
    "seen_at",
)


@pytest.fixture
def tell(database_urls, tmp_path_factory):
    """Tells a story in a database of its own."""

    def told(mode=Mode.ANONYMOUS, **how):
        with database_urls(tmp_path_factory.mktemp("story")) as url:
            database = Database(url)
            try:
                return story.tell(database, mode, **how)
            finally:
                database.close()

    return told


_anonymous = {}


@pytest.fixture
def anonymous(tell, engine_name):
    """Rounds whose promise is kept, told once for all tests: in the order of the list and in that of the letters."""
    if engine_name not in _anonymous:
        _anonymous[engine_name] = [tell(by_letters=bool(number % 2)) for number in range(STORIES)]
    return _anonymous[engine_name]


@pytest.fixture
def confidential(tell, engine_name):
    """The same in a round that keeps who is who."""
    if (engine_name, "confidential") not in _anonymous:
        _anonymous[engine_name, "confidential"] = tell(Mode.CONFIDENTIAL)
    return _anonymous[engine_name, "confidential"]


def right(told, guess):
    return sum(told.truth[response] == person for response, person in guess.items() if response in told.truth)


def most(told):
    """So many are right by chance, for whoever knows all that the round may keep."""
    return chance.most_by_chance(Counter(told.groups.values()).values())


def found_by_order(told, dump):
    """The most that one of all orders tells, with and without knowing as whom people answer."""
    copy = Copy(dump)
    of_responses = {response: told.groups[person] for response, person in told.truth.items()}
    guesses = itertools.chain(
        joining.by_order(copy), joining.by_order(copy, groups=told.groups, responses=of_responses)
    )
    return max((right(told, guess), str(how)) for how, guess in guesses)


def found_by_difference(told):
    return right(told, joining.by_difference(told.around.values()))


def found_by_text(told, dump):
    return right(told, joining.by_text(Copy(dump)))


def likeness(told, dump):
    """The likest that any place or time of a row is to the order in which people came."""
    came = {response: number for number, response in enumerate(told.truth)}
    found = {}
    for table in joining.ANSWERS:
        rows = [row for row in dump.tables[table] if joining.of_response(table, row) in came]
        for column in WATCHED:
            placed = [(row[column], came[joining.of_response(table, row)]) for row in rows if column in row]
            if len({place for place, _number in placed}) > 1:
                found[table, column] = chance.likeness([in_order(placed)])
        pages = defaultdict(list)
        for row in rows:
            if "@file_in_page" in row:
                pages[row["@file_page"]].append((row["@file_in_page"], came[joining.of_response(table, row)]))
        if pages:
            found[table, "within pages"] = chance.likeness([in_order(page) for page in pages.values()])
    return max((value, key) for key, value in found.items()) if found else (0.0, "nothing")


def in_order(placed):
    """The numbers in the order of their places; those in the same place in any."""
    drawn = random.Random(0).sample(placed, len(placed))  # noqa: S311 -- breaks ties the same way each time
    return [number for _place, number in sorted(drawn, key=lambda one: one[0])]


class TestAnAnonymousRound:
    def test_no_order_of_anything_joins_people_to_answers(self, anonymous):
        for told in anonymous:
            for dump in (told.filled, told.end):
                assert found_by_order(told, dump) <= (most(told), "~")

    def test_where_rows_lie_says_nothing_of_the_order_in_which_people_came(self, anonymous):
        for told in anonymous:
            for dump in (told.filled, told.end):
                assert likeness(told, dump) <= (MOST_LIKE, ("~",))

    def test_no_text_and_no_hash_of_a_text_joins_them(self, anonymous):
        assert [found_by_text(told, dump) for told in anonymous for dump in (told.filled, told.end)] == [
            0
        ] * (2 * STORIES)

    def test_as_whom_they_answer_is_kept_of_so_many_that_nobody_stands_out(self, anonymous):
        for told in anonymous:
            assert joining.by_partner_and_role(Copy(told.end)) == {}
            kept = Counter((row["partner_id"], row["role_id"]) for row in told.end.tables["response"])
            assert kept == {(None, "head"): 12, (None, "teacher"): 12}

    def test_two_copies_with_one_answer_between_them_differ_in_that_answer_alone(self, anonymous):
        for told in anonymous:
            assert found_by_difference(told) == 0
            for before, after in told.around.values():
                assert changed_tables(before, after) <= set(joining.ANSWERS)
            assert changed_tables(told.start, told.end) <= {
                *joining.ANSWERS,
                "round",
                "stored_result",
                "result_snapshot",
                "audit_event",
                "production",  # the files that a close and a release ask for
            }

    def test_the_outbox_tells_nothing_once_the_letters_are_delivered(self, anonymous):
        for told in anonymous:
            assert joining.by_outbox(Copy(told.end), told.end, story.POST) == {}
            assert {row["sealed"] for row in told.end.tables["letter"]} == {None}

    def test_the_log_names_nobody(self, anonymous):
        for told in anonymous:
            names = {row["id"]: row["name"] for row in told.end.tables["person"]}
            assert joining.by_log(Copy(told.end), names) == {}

    def test_no_time_finer_than_a_day_is_kept_of_answering(self, anonymous):
        for told in anonymous:
            for dump in (told.filled, told.end):
                for table in joining.ANSWERS:
                    fine = [
                        (table, column)
                        for row in dump.tables[table]
                        for column, value in row.items()
                        if is_finer_than_a_day(table, column, value)
                    ]
                    assert fine == []
                assert {row["active_seconds"] for row in dump.tables["response"]} == {0}
                assert dump.tables["operation"] == []

    def test_all_that_leads_from_a_response_is_mixed(self):
        """A new table that hangs on a response is mixed as well, or leads to it from a person, which is forbidden."""
        pointing = {
            table.name
            for table in METADATA.tables.values()
            for key in table.foreign_keys
            if key.column.table.name == "response"
        }
        assert pointing == {*(table.name for table in mixing.HANGING), "invitation"}
        assert {"response", *(table.name for table in mixing.HANGING)} == set(joining.ANSWERS)


def changed_tables(before, after):
    return {
        name
        for name in before.tables
        if sorted(map(repr, before.tables[name])) != sorted(map(repr, after.tables[name]))
    }


def is_finer_than_a_day(table, column, value):
    kind = METADATA.tables[table].c.get(column)
    if value is None or kind is None or not str(kind.type).startswith(("DATETIME", "TIMESTAMP")):
        return False
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.time() != datetime.min.time()


class TestAConfidentialRound:
    """It keeps who is who, and so the same attackers find everybody."""

    def test_by_number(self, confidential):
        assert found_by_text(confidential, confidential.end) == 24

    def test_by_order(self, confidential):
        assert found_by_order(confidential, confidential.filled)[0] == 24

    def test_by_difference(self, confidential):
        assert found_by_difference(confidential) == 24

    def test_by_partner_and_role(self, confidential):
        assert right(confidential, joining.by_partner_and_role(Copy(confidential.end))) == 24


class TestWithAProtectionSwitchedOff:
    @pytest.mark.engine("postgresql")
    def test_rows_that_are_not_mixed_lie_in_the_order_in_which_people_came(self, tell, monkeypatch):
        monkeypatch.setattr(mixing, "mix", lambda session, *_about, **_around: session.flush())
        told = tell(watched=False)
        assert found_by_order(told, told.end)[0] == 24
        assert likeness(told, told.end)[0] > MOST_LIKE

    @pytest.mark.engine("sqlite")
    def test_in_the_pages_of_a_file_too(self, tell, monkeypatch):
        monkeypatch.setattr(mixing, "mix", lambda session, *_about, **_around: session.flush())
        told = tell(watched=False)
        assert likeness(told, told.end)[0] > MOST_LIKE

    @pytest.mark.engine("postgresql")
    def test_browsers_are_mixed_for_the_same_reason(self, tell, monkeypatch):
        monkeypatch.setattr(mixing, "mix", lambda session, *_about, **_around: session.flush())
        without = tell(watched=False)
        monkeypatch.setattr(mixing, "mix_sessions", lambda session, _round_id: session.flush())
        assert ("session", "@ctid") not in like(without)
        assert ("session", "@ctid") in like(tell(watched=False))

    def test_times_to_five_minutes_tell_the_order(self, tell, monkeypatch):
        monkeypatch.setattr(sessions, "_next_midnight", sessions.stepped)
        assert found_by_order(told := tell(watched=False), told.filled)[0] == 24

    def test_letters_that_keep_their_token_tell_everything_to_who_has_the_key(self, anonymous):
        for told in anonymous:
            assert right(told, joining.by_outbox(Copy(told.end), told.outbox, story.POST)) == 24

    def test_partner_and_role_of_one_person_name_them(self, tell, monkeypatch):
        monkeypatch.setattr(promises, "kept_apart", lambda _people, _least: tuple(promises.Asks))
        told = tell(watched=False)
        assert right(told, joining.by_partner_and_role(Copy(told.end))) == 24

    def test_an_invitation_that_is_marked_is_found_between_two_copies(self, tell, monkeypatch):
        begin = beginning._by_token  # noqa: SLF001 -- the protection lies there

        def marking(session, facts, found, token, now):
            session.get_one(Invitation, found.invitation_id).delivery = "none"
            return begin(session, facts, found, token, now)

        monkeypatch.setattr(beginning, "_by_token", marking)
        assert found_by_difference(tell()) == 24

    @pytest.mark.engine("postgresql")
    def test_even_one_that_is_only_locked_is_found(self, tell, monkeypatch):
        begin = beginning._by_token  # noqa: SLF001 -- the protection lies there

        def locking(session, facts, found, token, now):
            touched = text("UPDATE invitation SET delivery = delivery WHERE id = :id")
            session.execute(touched, {"id": found.invitation_id})
            return begin(session, facts, found, token, now)

        monkeypatch.setattr(beginning, "_by_token", locking)
        assert found_by_difference(tell()) == 24

    def test_one_hash_for_both_would_join_them(self, tell, monkeypatch):
        own = invited.digest
        for module in [one for name, one in sys.modules.items() if name.startswith("pet.services.")]:
            if getattr(module, "digest", None) is own:
                monkeypatch.setattr(module, "digest", sessions.digest)
        told = tell(watched=False)
        assert found_by_text(told, told.end) == 24


def like(told):
    """Tables and places that are like the order in which people came."""
    came = {response: number for number, response in enumerate(told.truth)}
    found = set()
    for column in WATCHED:
        rows = [row for row in told.filled.tables["session"] if row["response_id"] in came and column in row]
        order = in_order([(row[column], came[row["response_id"]]) for row in rows])
        if len({row[column] for row in rows}) > 1 and chance.likeness([order]) > MOST_LIKE:
            found.add(("session", column))
    return found


class TestChance:
    """What these tests hold the attackers against."""

    def test_so_many_are_right_by_chance(self):
        assert chance.most_by_chance([1, 1]) == 2
        assert chance.most_by_chance([2], rarely=0.4) == 2
        assert chance.most_by_chance([3], rarely=0.4) == 1
        assert chance.most_by_chance([24]) == 11
        assert chance.most_by_chance([12, 12]) < 20

    def test_how_alike_orders_are(self):
        assert chance.likeness([[1, 3, 2]]) == pytest.approx(0.5222, abs=1e-4)
        assert chance.likeness([list(range(24))]) == pytest.approx(6.85, abs=0.01)
        assert chance.likeness([]) == chance.likeness([[1]]) == 0
