"""The accounts of a site, and its first administrator."""

import stat

import pytest
from sqlalchemy import select

from pet.db.models import Account, AuditEvent, Letter, OneTimeLink, WebSession
from pet.errors import PetError
from pet.services import first_steps, sessions, site_accounts
from pet.services.audit import By
from pet.services.letters import Post
from tests.support.factories import NOW, make_account
from tests.support.statements import noted

SITES_KEY = "of the tests, and long enough for one"
POST = Post(secret=SITES_KEY, base_url="http://localhost", can_send=True)
NO_POST = Post(secret=SITES_KEY, base_url="http://localhost", can_send=False)
GOOD = "plum lantern orbit seven"


@pytest.fixture
def people(database):
    """An administrator and somebody else: their ids, and who the first is."""
    with database.writing() as db:
        admin = make_account(db, "admin@example.org", "Amal Admin", is_admin=True)
        other = make_account(db, "ben@example.org", "Ben Other")
        sessions.open_for_account(db, other.id, now=NOW)
        return admin.id, other.id, By(account_id=admin.id, name="Amal Admin")


def acts(db):
    return db.execute(select(AuditEvent.act, AuditEvent.who, AuditEvent.chain).order_by(AuditEvent.id)).all()


class TestLookingAfter:
    def test_who_is_disabled_is_out_at_once_and_back_when_enabled(self, database, people):
        _admin, other, by = people
        with database.writing() as db:
            site_accounts.disable(db, other, by=by, now=NOW)
            assert db.scalars(select(WebSession)).all() == []
            assert site_accounts.one(db, other).is_disabled
            site_accounts.enable(db, other, by=by, now=NOW)
            assert not site_accounts.one(db, other).is_disabled
            assert acts(db) == [
                ("disable_account", "Amal Admin", "site"),
                ("enable_account", "Amal Admin", "site"),
            ]

    def test_doing_it_twice_is_noted_once(self, database, people):
        _admin, other, by = people
        with database.writing() as db:
            for _time in range(2):
                site_accounts.disable(db, other, by=by, now=NOW)
                site_accounts.make_administrator(db, other, by=by, now=NOW)
            assert [act for act, _who, _chain in acts(db)] == ["disable_account", "make_administrator"]

    @pytest.mark.parametrize("act", [site_accounts.disable, site_accounts.end_administrator])
    def test_nobody_does_it_to_themselves_so_one_is_always_left(self, database, people, act):
        admin, _other, by = people
        with database.writing() as db, pytest.raises(PetError, match="their own account"):
            act(db, admin, by=by, now=NOW)

    def test_of_two_who_end_each_other_one_is_left(self, database, people, at_once):
        admin, other, by = people
        with database.writing() as db:
            site_accounts.make_administrator(db, other, by=by, now=NOW)
        _waited, one, two = at_once(
            lambda db: site_accounts.end_administrator(db, other, by=by, now=NOW),
            lambda db: site_accounts.end_administrator(
                db, admin, by=By(account_id=other, name="Ben Other"), now=NOW
            ),
        )
        assert one.result() is None
        with pytest.raises(PetError, match="no more"):
            two.result()

    def test_a_new_administrator_signs_in_anew(self, database, people):
        _admin, other, by = people
        with database.writing() as db:
            site_accounts.make_administrator(db, other, by=by, now=NOW)
            assert db.scalars(select(WebSession)).all() == []

    def test_a_reset_is_a_letter_to_them_alone(self, database, people):
        _admin, other, by = people
        with database.writing() as db:
            assert site_accounts.start_reset(db, POST, other, by=by, now=NOW) is None
            [letter], [link] = db.scalars(select(Letter)).all(), db.scalars(select(OneTimeLink)).all()
        assert (letter.kind, letter.to_address, link.account_id) == ("reset", "ben@example.org", other)

    def test_without_letters_it_says_what_helps(self, database, people):
        _admin, other, by = people
        with database.writing() as db, pytest.raises(PetError, match=r"pet user password ben@example\.org"):
            site_accounts.start_reset(db, NO_POST, other, by=by, now=NOW)


class TestFinding:
    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("", ["Amal Admin", "Ben Other"]),
            ("ADMIN amal", ["Amal Admin"]),
            ("example.org", ["Amal Admin", "Ben Other"]),
            ("%", []),
            ("_", []),
            ("nobody", []),
        ],
    )
    @pytest.mark.usefixtures("people")
    def test_by_name_or_address(self, database, words, names):
        with database.reading() as db:
            assert [one.name for one in site_accounts.find(db, words).accounts] == names

    def test_many_come_in_pages_and_cost_as_little_as_few(self, database):
        with database.writing() as db:
            for n in range(120):
                make_account(db, f"n{n}@example.org", f"Name {n:03}")
        with database.reading() as db, noted(database) as statements:
            found = site_accounts.find(db, page=3)
        assert (len(found.accounts), found.total, found.page, found.pages) == (20, 120, 3, 3)
        assert len(statements) == 2
        with database.reading() as db:
            assert [site_accounts.find(db, page=page).page for page in (-1, 99)] == [1, 3]


class TestTheFirst:
    def make(self, db, email="first@example.org"):
        return first_steps.make_administrator(
            db, email=email, name="Ada First", password=GOOD, secret=SITES_KEY, now=NOW
        )

    def test_there_is_one_and_no_second(self, database):
        with database.writing() as db:
            assert (first_steps.is_new(db), first_steps.has_administrator(db)) == (True, False)
            assert self.make(db).is_admin
            assert self.make(db, "second@example.org") is None
            assert (first_steps.is_new(db), first_steps.has_administrator(db)) == (False, True)
            assert acts(db) == [("first_administrator", "Ada First", "site")]

    def test_of_two_at_once_one_is_first(self, database, at_once):
        _waited, one, two = at_once(self.make, lambda db: self.make(db, "second@example.org"))
        assert (one.result() is not None, two.result()) == (True, None)
        with database.reading() as db:
            assert db.scalars(select(Account.email)).all() == ["first@example.org"]


class TestSetupCode:
    def test_it_is_made_once_for_its_owner_alone(self, tmp_path):
        assert first_steps.setup_code(tmp_path) is None
        code = first_steps.make_setup_code(tmp_path)
        assert (first_steps.make_setup_code(tmp_path), first_steps.setup_code(tmp_path)) == (code, code)
        assert stat.S_IMODE((tmp_path / "setup-code").stat().st_mode) == 0o600
        assert len(code.replace("-", "")) == 16

    def test_it_is_right_in_whatever_spelling(self, tmp_path):
        code = first_steps.make_setup_code(tmp_path)
        right = (code, code.upper(), code.replace("-", " "), f" {code} ")
        wrong = ("", "-", code[:-1], code + "a")
        given = [first_steps.is_setup_code(tmp_path, one) for one in (*right, *wrong)]
        assert given == [True] * 4 + [False] * 4

    def test_without_one_nothing_is_right(self, tmp_path):
        first_steps.make_setup_code(tmp_path)
        first_steps.forget_setup_code(tmp_path)
        assert not any(first_steps.is_setup_code(tmp_path, one) for one in ("", "None", "-"))
