"""People who sign in: how they are added, and what a try to sign in does."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from pet.access.actor import Role
from pet.db.models import Account, Membership
from pet.errors import InvalidInputError, PetError
from pet.services import accounts, passwords, sessions
from tests.support.factories import NOW, make_partnership

RIGHT = "plum lantern orbit seven"
SITES_KEY = "of the tests, and long enough for one"


def add(db, email="ada@example.org", **given):
    return accounts.add(db, **{"email": email, "name": "Ada Archer", "password": RIGHT, "now": NOW, **given})


def begin(db, email="ada@example.org", address="198.51.100.7"):
    return accounts.begin(db, email=email, address=address, secret=SITES_KEY, now=NOW)


class TestAdding:
    def test_an_account_is_kept_as_it_will_be_looked_up(self, database):
        with database.writing() as db:
            add(db, "  Ada@Example.ORG ", name="  Ada   Archer ", is_admin=True)
        with database.reading() as db:
            [account] = db.scalars(select(Account)).all()
        assert (account.email, account.name, account.is_admin) == ("ada@example.org", "Ada Archer", True)

    def test_the_password_is_kept_as_argon2id_with_the_parameters_of_the_design(self, database):
        with database.writing() as db:
            kept = add(db).password_hash
        assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")

    def test_one_address_is_one_account(self, database):
        with database.writing() as db:
            add(db)
            with pytest.raises(
                PetError, match=r"^There is an account with the e-mail address ada@example.org already\.$"
            ):
                add(db, "ADA@example.org")

    @pytest.mark.parametrize(
        "email",
        [
            *("", "ada", "@example.org", "ada@", "ada@@example.org", "a b@example.org", "ada@example..org"),
            *(
                "ada@example.org\nBcc: x@example.org",
                "ada@.org",
                '"a"@example.org',
                "<ada@example.org>",
                "a" * 65 + "@example.org",
            ),
            "a@" + "b" * 253,
        ],
    )
    def test_an_address_that_cannot_be_one(self, database, email):
        with database.writing() as db, pytest.raises(InvalidInputError) as refused:
            add(db, email)
        assert [problem.where for problem in refused.value.problems] == ["e-mail address"]

    def test_everything_wrong_is_said_at_once(self, database):
        with database.writing() as db, pytest.raises(InvalidInputError) as refused:
            add(db, "ada", name=" ", password=RIGHT[:5])
        assert [problem.where for problem in refused.value.problems] == ["e-mail address", "name", "password"]

    def test_a_role_in_a_partnership_is_given_and_replaced(self, database):
        with database.writing() as db:
            account, partnership = add(db), make_partnership(db)
            for role in (Role.LEAD, Role.FACILITATOR):
                accounts.make_lead(db, account_id=account.id, partnership_id=partnership.id, role=role)
            rows = db.scalars(select(Membership)).all()
            assert [(row.account_id, row.partnership_id, row.role) for row in rows] == [
                (account.id, partnership.id, "facilitator")
            ]

    @pytest.mark.parametrize("role", [Role.MEMBER, Role.PARTNER_LEAD])
    def test_no_other_role_is_given_by_the_name_of_lead(self, database, role):
        with database.writing() as db:
            account, partnership = add(db), make_partnership(db)
            with pytest.raises(ValueError, match="neither leads nor facilitates"):
                accounts.make_lead(db, account_id=account.id, partnership_id=partnership.id, role=role)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        (RIGHT, None),
        ("x7 kq pv 9d mw z", None),
        ("fünf rötliche Äpfel", None),
        ("correct horse battery", None),
        ("fourteen chars", "at least 15"),
        ("", "at least 15"),
        ("ab cd ef gh ij " * 8 + "123456789", "at most 128"),
        ("archer of the green wood", "your name"),
        ("the ARCHER and the wood", "your name"),
        ("lantern example seven", "your name"),
        ("our partnership 2026", "your name"),
        ("my password is long", "your name"),
        ("aaaaaaaaaaaaaaaaaaa", "pattern"),
        ("abcabcabcabcabcabc", "pattern"),
        ("abcdabcdabcdabc", "pattern"),
        ("lantern lantern", "pattern"),
        ("abcdefghijklmnop", "pattern"),
        ("012345678901234", "pattern"),
        ("ponmlkjihgfedcba", "pattern"),
    ],
)
def test_what_makes_a_bad_password(password, reason):
    said = passwords.problem_with(password, email="ada@example.org", name="Ada Archer")
    assert (said is None) if reason is None else (reason in said)


def test_a_password_is_the_same_from_every_keyboard():
    kept = passwords.hashed("fu\u0308nf rote A\u0308pfel")
    assert passwords.is_right("fünf rote Äpfel", kept)
    assert not passwords.is_right("funf rote Apfel", kept)


def test_at_most_two_passwords_are_hashed_at_once(monkeypatch):
    running, most, lock = 0, 0, threading.Lock()
    two_are_in = threading.Barrier(2)

    class Slow(PasswordHasher):
        def hash(self, *_arguments, **_more):
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            two_are_in.wait(timeout=30)
            with lock:
                running -= 1
            return "hash"

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    threads = [threading.Thread(target=passwords.hashed, args=("x",)) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert most == 2


class TestSigningIn:
    def test_the_three_steps_open_a_session(self, database):
        with database.writing() as db:
            account = add(db)
        with database.writing() as db:
            attempt = begin(db)
        verdict = accounts.verify(attempt, RIGHT)
        with database.writing() as db:
            token = accounts.finish(db, attempt, verdict, now=NOW)
        with database.reading() as db:
            assert sessions.look_up(db, token, (), now=NOW).actor.account_id == account.id

    def test_a_hash_of_other_parameters_is_made_anew(self, database):
        old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(RIGHT)
        with database.writing() as db:
            add(db).password_hash = old
        with database.writing() as db:
            attempt = begin(db)
        verdict = accounts.verify(attempt, RIGHT)
        with database.writing() as db:
            accounts.finish(db, attempt, verdict, now=NOW)
            [kept] = db.scalars(select(Account.password_hash)).all()
        assert (kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$"), passwords.is_right(RIGHT, kept)) == (
            True,
            True,
        )

    def test_a_wrong_password_changes_no_hash(self, database):
        with database.writing() as db:
            kept = add(db).password_hash
            attempt = begin(db)
        verdict = accounts.verify(attempt, "wrong")
        assert (verdict.is_right, verdict.new_hash) == (False, None)
        with database.writing() as db:
            assert accounts.finish(db, attempt, verdict, now=NOW) is None
            assert db.scalars(select(Account.password_hash)).all() == [kept]

    @pytest.mark.parametrize("who", ["unknown", "without a password", "disabled", "known"])
    def test_whoever_it_is_one_hash_is_made(self, database, monkeypatch, who):
        with database.writing() as db:
            account = add(db)
            account.password_hash = None if who == "without a password" else account.password_hash
            account.disabled_at = NOW if who == "disabled" else None
        with database.writing() as db:
            attempt = begin(db, "nobody@example.org" if who == "unknown" else "ada@example.org")
        looked_at = []
        passwords.is_right("x", None)  # the hash of nobody is made once

        class Counting(PasswordHasher):
            def verify(self, kept, password):
                looked_at.append(kept[:31])
                return super().verify(kept, password)

        monkeypatch.setattr(passwords, "_HASHER", Counting(time_cost=2, memory_cost=19456, parallelism=1))
        assert not accounts.verify(attempt, "wrong password here").is_right
        assert looked_at == ["$argon2id$v=19$m=19456,t=2,p=1$"]

    def test_the_password_of_nobody_opens_nothing(self, database):
        with database.writing() as db:
            attempt = begin(db, "nobody@example.org")
        verdict = accounts.verify(attempt, "the password of nobody")
        with database.writing() as db:
            assert accounts.finish(db, attempt, verdict, now=NOW) is None

    def test_tries_are_counted_before_the_password_is_looked_at(self, database):
        with database.writing() as db:
            add(db)
        waits = []
        for _try in range(7):
            with database.writing() as db:
                waits.append(begin(db).wait.total_seconds())
        assert waits == [0, 0, 0, 0, 0, 1, 1]

    def test_of_seven_at_once_with_one_free_try_one_is_looked_at(self, database):
        for _try in range(4):
            with database.writing() as db:
                begin(db)
        barrier = threading.Barrier(7)

        def try_once(_number):
            barrier.wait(timeout=30)
            with database.writing() as db:
                return begin(db).wait.total_seconds()

        with ThreadPoolExecutor(7) as threads:
            waits = sorted(threads.map(try_once, range(7)))
        assert waits == [0, 1, 1, 1, 1, 1, 1]

    def test_no_secret_is_shown_by_accident(self, database):
        with database.writing() as db:
            add(db)
            attempt = begin(db)
        shown = repr(attempt) + repr(accounts.Verdict(is_right=True, new_hash="secret"))
        assert ("argon2" in shown, "secret" in shown) == (False, False)
