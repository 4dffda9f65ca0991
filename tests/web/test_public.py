"""Pages for everybody: the first page, links that people paste, health, and how to report a hole."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import event, text

from pet.access.actor import Role
from pet.mail.outcome import later
from pet.mail.trouble import Trouble
from pet.services import letters, partnerships
from pet.services.letters import LetterKind, To, sending
from pet.web.public.machines import SECURITY_TEXT_EXPIRES
from tests.support.by_letter import POST
from tests.support.client import make_app
from tests.support.factories import make_account, make_member, make_partnership, make_response, make_round

sqlite = pytest.mark.engine("sqlite")  # these do not depend on the database


class TestHome:
    @sqlite
    def test_a_stranger_reads_what_pet_is_and_can_go_on(self, client):
        page = client.page("/")
        assert [link for link in page.links if link[1] in ("/link", "/sign-in")] == [
            ("I have a link", "/link"),
            ("Sign in", "/sign-in"),
        ]

    def test_people_see_their_own_partnerships_by_name(self, client, database):
        with database.writing() as db:
            account = make_account(db)
            for name, role in (("River", Role.LEAD), ("Ash", Role.FACILITATOR), ("Moor", None)):
                partnership = make_partnership(db, name)
                if role:
                    make_member(db, account, partnership, role)
        client.sign_in(account.id)
        page = client.page("/")
        theirs = [words for words, url in page.links if url.startswith("/partnerships/")]
        assert theirs == ["Ash", "River", "New partnership"]
        assert ("You are a lead." in page.text, "Ada Lead" in page.text) == (True, True)

    @pytest.mark.parametrize("is_admin", [True, False])
    def test_who_looks_after_the_site_finds_its_accounts(self, client, database, is_admin):
        with database.writing() as db:
            account = make_account(db, is_admin=is_admin)
        client.sign_in(account.id)
        assert (("The accounts of this site", "/site/accounts") in client.page("/").links) is is_admin

    @sqlite
    def test_every_role_has_its_words(self, client, database):
        with database.writing() as db:
            account = make_account(db)
            for role in Role:
                partnership = make_partnership(db, role.value)
                partner = partnerships.partners(db, partnership.id)[0]
                make_member(db, account, partnership, role, partner.id)
        client.sign_in(account.id)
        said = client.page("/").text
        words = (
            "You are a member.",
            "You lead one of its partners.",
            "You are a lead.",
            "You are its facilitator.",
        )
        assert [one for one in words if said.count(one) != 1] == []

    @sqlite
    def test_somebody_without_a_partnership_reads_what_would_bring_one(self, client, database):
        with database.writing() as db:
            account = make_account(db)
        client.sign_in(account.id)
        assert "You do not belong to a partnership yet." in client.page("/").text

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_database_as_often_for_three_as_for_one(self, client, database, number):
        with database.writing() as db:
            account = make_account(db)
            for n in range(number):
                make_member(db, account, make_partnership(db, f"Partnership {n}"))
        client.sign_in(account.id)
        client.pauses = False  # else being seen is written down, too
        statements = []

        def note(_connection, _cursor, statement, *_rest):
            if statement.startswith("SELECT"):
                statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        client.get("/")
        assert len(statements) == 4  # the session, theirs, and those of them that are to be deleted


class TestLink:
    @pytest.fixture
    def ways(self, database):
        with database.writing() as db:
            round_ = make_round(db)
            started = make_response(db, round_)
        return {"/o/": round_.open_code, "/r/": started.return_token}

    @pytest.mark.parametrize("kind", ["/o/", "/r/"])
    @pytest.mark.parametrize(
        "form",
        [
            "http://localhost{kind}{code}",
            "{code}",
            "  {code}\n",
            "http://localhost{kind}{broken}",
            "{kind}{code}/",
        ],
    )
    def test_a_link_or_its_code_leads_on(self, client, ways, kind, form):
        code = ways[kind]
        typed = form.format(kind=kind, code=code, broken=f"{code[:9]}\r\n {code[9:]}")
        response = client.submit("/link", {"link": typed})
        assert (response.status_code, response.location) == (303, f"{kind}{code}")

    @sqlite
    @pytest.mark.parametrize(
        "typed",
        ["unknown", "http://localhost/o/unknown", "//", "http://[", "%", "a b c", "/o/../r/", "☃", "x" * 900],
    )
    def test_what_leads_nowhere_is_said_and_kept(self, client, typed):
        page = client.submitted("/link", {"link": typed}, status=422)
        assert "We do not know this link." in page.text
        assert page.form("/link")["link"] == "".join(typed.split())

    @sqlite
    def test_nothing_pasted_is_said_too(self, client):
        assert "Paste your link" in client.submitted("/link", {"link": "  "}, status=422).text

    def test_after_thirty_misses_in_ten_minutes_a_network_waits(self, client, new_client, clock, ways):
        statuses = [client.submit("/link", {"link": f"guess{n}"}).status_code for n in range(31)]
        assert statuses == [422] * 30 + [429]
        refused = client.submit("/link", {"link": "guess"})
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
        page = client.submitted("/link", {"link": "guess"}, status=429)
        assert "Please wait 10 minutes" in page.text
        assert page.form("/link")["link"] == "guess"
        assert client.submit("/link", {"link": ways["/o/"]}).status_code == 303
        elsewhere = new_client()
        elsewhere.environ_base["REMOTE_ADDR"] = "198.51.100.7"
        assert elsewhere.submit("/link", {"link": "guess"}).status_code == 422
        clock.move(minutes=10)
        assert client.submit("/link", {"link": "guess"}).status_code == 422

    def test_finding_it_uses_nothing_up(self, client, ways):
        for _time in range(2):
            assert client.submit("/link", {"link": ways["/r/"]}).status_code == 303


class TestAccessibility:
    @sqlite
    @pytest.mark.parametrize(
        ("contact", "url"),
        [
            ("help@example.org", "mailto:help@example.org"),
            ("https://example.org/help", "https://example.org/help"),
        ],
    )
    def test_it_says_whom_to_write_to(self, settings, database, clock, contact, url):
        app = make_app(replace(settings, contact=contact), database, clock)
        assert (contact, url) in app.test_client().page("/accessibility").links

    @sqlite
    def test_without_a_contact_it_says_whom_to_tell(self, client):
        assert "Tell the person who sent you the link" in client.page("/accessibility").text


class TestHealth:
    @sqlite
    def test_being_alive_depends_on_nothing(self, client, monkeypatch, database):
        monkeypatch.setattr(type(database), "reading", None)
        response = client.get("/healthz")
        assert (response.status_code, response.data) == (200, b"ok\n")

    def test_a_stranger_hears_only_whether_it_is_ready(self, client):
        response = client.get("/readyz")
        assert (response.status_code, response.json) == (200, {"ready": True})

    def test_who_looks_after_the_site_hears_why(self, client, database):
        with database.writing() as db:
            account = make_account(db, is_admin=True)
        client.sign_in(account.id)
        expected = {"ready": True, "database": True, "tables": True, "room": True, "letters": True}
        assert client.get("/readyz").json == expected

    def test_who_looks_after_the_site_hears_what_kind_of_trouble_letters_have(self, client, database, clock):
        with database.writing() as db:
            account = make_account(db, is_admin=True)
            letters.queue(db, POST, kind=LetterKind.NOTICE, to=To("pat@example.org"), now=clock())
            hand = sending.take(db, now=clock())
            outcome = later("535 no, pat@example.org", trouble=Trouble.SIGN_IN)
            sending.settle(db, hand, hand.letter_ids[0], outcome, now=clock())
        assert client.get("/readyz").json == {"ready": True}
        client.sign_in(account.id)
        told = client.get("/readyz").json["letters_kept_back"]
        assert told == {"the mail server refused the sign-in, or wants one": 1}

    def test_a_letter_that_has_been_due_for_a_quarter_of_an_hour_is_not_right(self, client, database, clock):
        with database.writing() as db:
            letters.queue(db, POST, kind=LetterKind.NOTICE, to=To("pat@example.org"), now=clock())
        clock.move(minutes=14, seconds=59)
        assert client.get("/readyz").status_code == 200
        clock.move(seconds=1)
        assert client.get("/readyz").status_code == 503

    def test_a_letter_for_later_is_no_fault(self, client, database, clock):
        later = clock() + timedelta(days=1)
        with database.writing() as db:
            letters.queue(
                db, POST, kind=LetterKind.NOTICE, to=To("pat@example.org"), now=clock(), not_before=later
            )
        clock.move(minutes=20)
        assert client.get("/readyz").status_code == 200

    def test_a_lead_hears_no_more_than_a_stranger(self, client, database):
        with database.writing() as db:
            account = make_account(db)
        client.sign_in(account.id)
        assert client.get("/readyz").json == {"ready": True}

    def test_other_tables_are_not_ready(self, client, database):
        with database.writing() as db:
            db.execute(text("UPDATE alembic_version SET version_num = 'unheard-of'"))
        response = client.get("/readyz")
        assert (response.status_code, response.json) == (503, {"ready": False})

    @sqlite
    @pytest.mark.parametrize(("free", "status"), [(51, 200), (50, 503), (0, 503)])
    def test_a_disk_with_five_percent_left_is_not_ready(self, client, monkeypatch, free, status):
        usage = SimpleNamespace(total=1000, used=1000 - free, free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
        assert client.get("/readyz").status_code == status

    @pytest.mark.engine("sqlite")
    def test_a_database_that_is_away_is_not_ready_and_still_alive(self, settings, database, clock, tmp_path):
        (tmp_path / "pet.sqlite3").unlink()
        (tmp_path / "pet.sqlite3").mkdir()
        client = make_app(settings, database, clock).test_client()
        assert [client.get(path).status_code for path in ("/readyz", "/healthz")] == [503, 200]


class TestSecurityText:
    @sqlite
    def test_it_names_contact_and_end(self, settings, database, clock):
        app = make_app(replace(settings, contact="help@example.org"), database, clock)
        response = app.test_client().get("/.well-known/security.txt")
        assert response.content_type == "text/plain; charset=utf-8"
        assert response.get_data(as_text=True).splitlines() == [
            "Contact: mailto:help@example.org",
            f"Expires: {SECURITY_TEXT_EXPIRES}T00:00:00Z",
            "Canonical: http://localhost/.well-known/security.txt",
        ]

    @sqlite
    def test_without_a_contact_there_is_none(self, client):
        assert client.get("/.well-known/security.txt").status_code == 404

    def test_it_ends_in_more_than_a_month_and_less_than_a_year(self):
        today = datetime.now(UTC).date()
        left = SECURITY_TEXT_EXPIRES - today
        assert timedelta(days=30) < left < timedelta(days=365), "move SECURITY_TEXT_EXPIRES"


def test_whoever_was_signed_out_for_doing_nothing_is_told_so(client, database, clock):
    with database.writing() as session:
        account = make_account(session).id
    assert "You have been signed out" not in client.page("/").text
    client.sign_in(account)
    assert "You have been signed out" not in client.page("/").text
    clock.now += timedelta(hours=13)
    assert "You have been signed out" in client.page("/").text
