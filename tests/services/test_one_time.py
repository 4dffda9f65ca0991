"""Mailed links: they work once and for ten minutes, and asking for one tells nobody who has an account."""

from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from pet.db.models import Account, Letter, OneTimeLink, WebSession
from pet.services import accounts, one_time, own_account, own_sessions, passwords, sessions, throttles
from pet.services.letters import Post, sealing
from pet.services.one_time import LASTS, Purpose
from tests.support.factories import NOW, make_account
from tests.support.statements import noted

SITES_KEY = "of the tests, and long enough for one"
POST = Post(secret=SITES_KEY, base_url="http://localhost", can_send=True)
ADDRESS = "198.51.100.7"


def ask(db, email, purpose=Purpose.SIGN_IN, *, at=NOW, address=ADDRESS):
    return one_time.ask(db, POST, purpose=purpose, email=email, address=address, now=at)


def last_token(db):
    """What stands in the letter written last."""
    letter = db.scalars(select(Letter).order_by(Letter.created_at.desc())).first()
    return sealing.open_(POST, letter.sealed, public_id=letter.public_id).token


@pytest.fixture
def ada(database):
    with database.writing() as db:
        return make_account(db, "ada@example.org").id


@pytest.fixture
def link(database, ada):
    del ada
    with database.writing() as db:
        ask(db, "ada@example.org")
        return last_token(db)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_letter_goes_to_who_has_an_account_and_to_nobody_else(database, ada, purpose):
    with database.writing() as db:
        for email in ("ada@example.org", "nobody@example.org", "not an address"):
            ask(db, email, purpose)
    with database.reading() as db:
        [letter] = db.scalars(select(Letter)).all()
        [kept] = db.scalars(select(OneTimeLink)).all()
    assert (letter.kind, letter.to_address, letter.account_id) == (purpose.value, "ada@example.org", ada)
    assert (kept.account_id, kept.purpose, kept.expires_at) == (ada, purpose.value, NOW + LASTS)


@pytest.mark.parametrize("who", ["known", "unknown", "disabled", "without a password"])
def test_whoever_it_is_the_database_is_asked_the_same(database, who):
    def statements(email):
        with database.writing() as db, noted(database) as found:
            ask(db, email)
        return found

    with database.writing() as db:
        account = make_account(db, "ada@example.org")
        account.password_hash = None if who == "without a password" else "x"
        account.disabled_at = NOW if who == "disabled" else None
        make_account(db, "someone@example.org")
    expected = statements("someone@example.org")
    assert statements("nobody@example.org" if who == "unknown" else "ada@example.org") == expected
    assert sum(one.startswith("INSERT INTO letter") for one in expected) == 1


def test_no_password_is_hashed_when_a_link_is_asked_for(database, ada, monkeypatch):
    del ada

    class Never(PasswordHasher):
        def verify(self, *_arguments, **_more):
            raise AssertionError

    monkeypatch.setattr(passwords, "_HASHER", Never())
    with database.writing() as db:
        assert [ask(db, email) for email in ("ada@example.org", "nobody@example.org")] == [timedelta(0)] * 2


def test_the_token_is_not_kept(database, link):
    with database.reading() as db:
        assert db.scalars(select(OneTimeLink.sha256)).all() == [sessions.digest(link)]


@pytest.mark.parametrize(("after", "works"), [(0, True), (599, True), (600, False)])
def test_it_works_for_ten_minutes(database, link, ada, after, works):
    at = NOW + timedelta(seconds=after)
    with database.writing() as db:
        seen = one_time.owner(db, link, Purpose.SIGN_IN, now=at)
        used = one_time.use(db, link, Purpose.SIGN_IN, now=at)
    assert [one.account_id if one else None for one in (seen, used)] == [ada if works else None] * 2


def test_it_works_once(database, link):
    with database.writing() as db:
        assert one_time.use(db, link, Purpose.SIGN_IN, now=NOW) is not None
        assert one_time.use(db, link, Purpose.SIGN_IN, now=NOW) is None


def test_of_two_at_once_one_has_it(link, at_once):
    def use(db):
        return one_time.use(db, link, Purpose.SIGN_IN, now=NOW)

    _waited, one, two = at_once(use, use)
    assert sorted(found.result() is not None for found in (one, two)) == [False, True]


def test_a_link_for_one_thing_does_no_other(database, link):
    with database.writing() as db:
        assert one_time.owner(db, link, Purpose.RESET, now=NOW) is None
        assert one_time.use(db, link, Purpose.RESET, now=NOW) is None
        assert one_time.owner(db, link, Purpose.SIGN_IN, now=NOW) is not None


def test_a_disabled_account_cannot_use_it(database, link, ada):
    with database.writing() as db:
        db.get_one(Account, ada).disabled_at = NOW
        assert one_time.owner(db, link, Purpose.SIGN_IN, now=NOW) is None
        assert one_time.use(db, link, Purpose.SIGN_IN, now=NOW) is None


class TestThrottles:
    @pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
    def test_five_letters_to_one_address_in_an_hour_and_nobody_is_told_so(self, database, ada, email):
        del ada
        for n in range(7):
            with database.writing() as db:
                assert ask(db, email, address=f"198.51.100.{n}") == timedelta(0)
        with database.writing() as db:
            assert len(db.scalars(select(Letter)).all()) == (5 if email.startswith("ada") else 0)

    def test_a_stranger_who_asks_again_and_again_keeps_nobody_out(self, database, ada):
        del ada

        def sent(minute):
            with database.writing() as db:
                before = db.scalar(select(func.count()).select_from(Letter))
                at = NOW + timedelta(minutes=minute)
                assert ask(db, "ada@example.org", Purpose.RESET, at=at, address=None) == timedelta(0)
                return db.scalar(select(func.count()).select_from(Letter)) - before

        assert [sent(0) for _time in range(6)] == [1] * 5 + [0]
        assert [sent(minute) for minute in (9, 10, 11, 19, 20, 30)] == [0, 1, 0, 0, 1, 1]

    @pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
    def test_whether_a_letter_is_held_back_the_database_is_asked_the_same_for_anybody(self, database, email):
        with database.writing() as db:
            make_account(db, "ada@example.org")
            make_account(db, "someone@example.org")

        def seventh(of):
            for n in range(7):
                with database.writing() as db, noted(database) as found:
                    ask(db, of, address=f"198.51.100.{n}")
            return found

        assert seventh(email) == seventh("someone@example.org")

    def test_invented_addresses_use_up_nobodys_letters(self, database, ada, monkeypatch):
        del ada
        few = replace(throttles.LETTERS_OF_SITE, most=3)
        monkeypatch.setattr(throttles, "LETTERS_OF_SITE", few)
        for n in range(5):
            with database.writing() as db:
                assert ask(db, f"nobody{n}@example.org", address=f"2001:db8:{n}::1") == timedelta(0)
        for purpose in (Purpose.RESET, Purpose.SIGN_IN, Purpose.RESET):
            with database.writing() as db:
                assert ask(db, "ada@example.org", purpose) == timedelta(0)
        for email in ("ada@example.org", "nobody@example.org"):  # what is refused tells nothing, either
            with database.writing() as db:
                assert ask(db, email) == timedelta(hours=1)

    def test_of_one_customer_all_networks_count_together(self, database):
        addresses = [f"2001:db8:7:{n:x}::1" for n in range(121)]
        waits = []
        for n, address in enumerate(addresses):
            with database.writing() as db:
                waits.append(bool(ask(db, f"somebody{n}@example.org", address=address)))
        assert waits == [False] * 120 + [True]

    def test_thirty_from_one_network(self, database):
        for n in range(30):
            with database.writing() as db:
                assert ask(db, f"somebody{n}@example.org") == timedelta(0)
        with database.writing() as db:
            assert ask(db, "one.more@example.org") == timedelta(hours=1)
            assert ask(db, "one.more@example.org", address="203.0.113.9") == timedelta(0)


class TestReset:
    @pytest.fixture
    def reset_link(self, database, ada):
        del ada
        with database.writing() as db:
            ask(db, "ada@example.org", Purpose.RESET)
            return last_token(db)

    def test_all_sessions_end_but_the_new_one_and_a_letter_says_so(self, database, ada, reset_link):
        with database.writing() as db:
            for _browser in range(2):
                sessions.open_for_account(db, ada, now=NOW)
        with database.writing() as db:
            db.get_one(Account, ada).email_proven = False
            db.flush()
            token = own_account.reset(db, POST, token=reset_link, new_hash="new", now=NOW)
            assert db.get_one(Account, ada).email_proven
        with database.reading() as db:
            assert db.scalars(select(WebSession.sha256)).all() == [sessions.digest(token)]
            kept = db.scalars(select(Account.password_hash)).all()
            kinds = db.scalars(select(Letter.kind).order_by(Letter.kind)).all()
        assert (kept, kinds) == (["new"], ["notice", "reset"])

    def test_other_links_are_void(self, database, ada, reset_link):
        del ada
        with database.writing() as db:
            ask(db, "ada@example.org")
            own_account.reset(db, POST, token=reset_link, new_hash="new", now=NOW)
            assert db.scalar(select(func.count()).select_from(OneTimeLink)) == 0

    def test_a_link_that_is_over_changes_nothing(self, database, ada, reset_link):
        late = NOW + LASTS
        with database.writing() as db:
            assert own_account.reset(db, POST, token=reset_link, new_hash="new", now=late) is None
            assert db.get_one(Account, ada).password_hash is None

    def test_failures_at_the_account_are_forgiven(self, database, ada, reset_link):
        del ada
        for n in range(101):
            with database.writing() as db:
                attempt = accounts.begin(
                    db, email="ada@example.org", address=f"10.0.{n}.1", secret=POST.secret, now=NOW
                )
        assert attempt.wait
        with database.writing() as db:
            own_account.reset(db, POST, token=reset_link, new_hash="new", now=NOW)
            again = accounts.begin(
                db, email="ada@example.org", address="10.1.0.1", secret=POST.secret, now=NOW
            )
        assert not again.wait


class TestOwnSessions:
    def test_each_is_told_this_one_first(self, database, ada):
        with database.writing() as db:
            mine = sessions.open_for_account(db, ada, now=NOW, device="Firefox/Windows")
            sessions.open_for_account(db, ada, now=NOW + timedelta(minutes=5), device="Safari/iPhone")
            sessions.open_for_account(db, ada, now=NOW - timedelta(hours=13))  # over
            found = own_sessions.of(db, ada, token=mine, now=NOW + timedelta(minutes=6))
        assert [(one.device, one.is_this) for one in found] == [
            ("Firefox/Windows", True),
            ("Safari/iPhone", False),
        ]

    def test_nobody_ends_somebody_elses(self, database, ada):
        with database.writing() as db:
            other = make_account(db, "ben@example.org")
            token = sessions.open_for_account(db, other.id, now=NOW)
            own_sessions.end_one(db, ada, sessions.digest(token))
            own_sessions.end_all(db, ada)
            assert sessions.look_up(db, token, (), now=NOW).actor.account_id == other.id

    def test_a_renewed_session_is_the_same_under_another_id(self, database, ada):
        with database.writing() as db:
            old = sessions.open_for_account(db, ada, now=NOW, device="Firefox/Windows")
            new = own_sessions.renew(db, old)
        with database.reading() as db:
            [row] = db.scalars(select(WebSession)).all()
        assert old != new
        assert (row.sha256, row.verified_at, row.created_at, row.device) == (
            sessions.digest(new),
            NOW,
            NOW,
            "Firefox/Windows",
        )

    @pytest.mark.parametrize(("minutes", "fresh"), [(0, True), (9.99, True), (10, False)])
    def test_somebody_counts_as_having_shown_it_for_ten_minutes(self, database, ada, minutes, fresh):
        with database.writing() as db, noted(database) as statements:
            token = sessions.open_for_account(db, ada, now=NOW)
            statements.clear()
            seen = sessions.look_up(db, token, (), now=NOW + timedelta(minutes=minutes))
        assert (seen.actor.is_fresh, len(statements)) == (fresh, 2)
