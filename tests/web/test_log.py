"""The log of a partnership and of the site, and deleting a partnership with its undo."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from pet.access.actor import Role
from pet.db.models import AuditEvent, Partnership, WebSession
from pet.services import audit, deleting
from pet.services.audit import Act, By
from pet.services.deleting import UNDO
from tests.support.factories import NOW, make_account, make_member, make_partnership, make_round
from tests.support.statements import noted

ADA = By(account_id=1, name="Ada Lead")


def verified(database):
    """Everybody has just shown that it is them."""
    with database.writing() as db:
        db.execute(update(WebSession).values(verified_at=NOW))


def stale(database):
    with database.writing() as db:
        db.execute(update(WebSession).values(verified_at=None))


@pytest.fixture
def world(database):
    """A partnership with a round, a lead, a facilitator and an administrator of the site."""
    with database.writing() as db:
        partnership = make_partnership(db, "Riverside")
        lead, other = make_account(db), make_account(db, "fay@example.org", "Fay Facilitator")
        make_member(db, lead, partnership)
        make_member(db, other, partnership, Role.FACILITATOR)
        round_ = make_round(db, partnership)
        administrator = make_account(db, "admin@example.org", "Sue Site", is_admin=True)
        return {
            "id": partnership.id,
            "page": f"/partnerships/{partnership.public_id}/",
            "round": f"/rounds/{round_.public_id}/",
            "lead": lead.id,
            "facilitator": other.id,
            "administrator": administrator.id,
        }


def note(database, partnership_id, act=Act.REMIND, times=1, **about):
    for _time in range(times):
        with database.writing() as db:
            audit.note(db, ADA, act, partnership_id=partnership_id, about=about, now=NOW)


class TestLog:
    def test_a_lead_reads_what_was_done_when_and_by_whom(self, client, world, database):
        note(database, world["id"], Act.REMIND, round="Autumn 2026", letters=12, partner="Ash School")
        client.sign_in(world["lead"])
        page = client.page(f"{world['page']}log")
        assert "Sent a reminder of the round “Autumn 2026”." in page.text
        assert "Partner: “Ash School”. 12 letters." in page.text
        assert "Ada Lead · Monday 5 October 2026 at 09:00 (UTC)" in page.text
        assert "This log is whole: " in page.text

    def test_a_change_behind_pets_back_is_said(self, client, world, database):
        note(database, world["id"], times=3, round="Autumn 2026")
        with database.writing() as db:
            last = AuditEvent.number == audit.page(db, audit.chain_of(db, world["id"])).total - 1
            own = AuditEvent.partnership_id == world["id"]
            db.connection().execute(update(AuditEvent).where(own, last).values(who="Nobody"))
        client.sign_in(world["lead"])
        page = client.page(f"{world['page']}log")
        assert "Somebody changed this log behind PET’s back" in page.text
        assert "This log is whole" not in page.text

    def test_a_long_log_is_in_parts(self, client, world, database, monkeypatch):
        for module in ("pet.services.audit", "pet.web.log.reading"):
            monkeypatch.setattr(f"{module}.ROWS_PER_PAGE", 2)
        with database.reading() as db:
            before = audit.page(db, audit.chain_of(db, world["id"])).total
        note(database, world["id"], times=5 - before, round="Autumn 2026")
        client.sign_in(world["lead"])
        first = client.page(f"{world['page']}log")
        assert "Page 1 of 3" in first.text
        assert [link for _words, link in first.links if "page=" in link] == [f"{world['page']}log?page=2"]
        assert "Page 3 of 3" in client.page(f"{world['page']}log?page=3").text
        for wrong in ("4", "0", "-1", "x", "", "²", "9999999"):
            client.page(f"{world['page']}log?page={wrong}", 404)

    def test_a_new_site_has_an_empty_log(self, client, world):
        client.sign_in(world["administrator"])
        assert "Nothing was done yet." in client.page("/site/log").text

    def test_a_page_costs_the_same_for_one_and_for_many(self, client, world, database):
        client.sign_in(world["lead"])
        asked = []
        for more in (1, 39):
            note(database, world["id"], times=more, round="Autumn 2026")
            with noted(database) as statements:
                client.page(f"{world['page']}log")
            asked.append(len(statements))
        assert asked[0] == asked[1]
        assert asked[0] < 15

    def test_who_leads_nothing_reads_no_log(self, client, world):
        client.sign_in(world["facilitator"])
        client.page(f"{world['page']}log", 403)
        client.page("/site/log", 404)


class TestDeleting:
    @pytest.fixture
    def lead(self, client, world, database):
        client.sign_in(world["lead"])
        verified(database)
        return client

    def test_it_asks_who_it_is_first(self, client, world, database):
        client.sign_in(world["lead"])
        stale(database)
        asked = client.get(f"{world['page']}delete")
        assert (asked.status_code, asked.location) == (
            303,
            f"/sign-in/again?next={world['page']}delete",
        )
        assert client.submit(f"{world['page']}delete").status_code == 401
        with database.reading() as db:
            assert db.get_one(Partnership, world["id"]).deleted_at is None

    def test_it_says_what_goes_deletes_and_is_undone(self, lead, world):
        page = lead.page(f"{world['page']}delete")
        assert "1 round" in page.text
        assert "3 partners" in page.text
        assert "Monday 19 October 2026" in page.text
        assert lead.submit(f"{world['page']}delete").location == f"{world['page']}delete"
        assert lead.get(world["page"]).status_code == 404
        assert lead.get(world["round"]).status_code == 404
        home = lead.page("/")
        assert "Deleted. Until Monday 19 October 2026 you can keep it after all." in home.text
        assert ("Riverside", f"{world['page']}delete") in home.links
        assert "Keep the partnership" in lead.page(f"{world['page']}delete").text
        assert lead.submit(f"{world['page']}keep").location == world["page"]
        assert lead.page(world["page"]).status == 200
        assert "Deleted" not in lead.page("/").text

    def test_who_looks_after_the_site_finds_it_and_keeps_it(self, client, world, database):
        with database.writing() as db:
            deleting.mark(db, partnership_id=world["id"], by=ADA, now=NOW)
        client.sign_in(world["administrator"])
        verified(database)
        listed = client.page("/site/log")
        assert "It goes for good on Monday 19 October 2026 at 09:00 (UTC)." in listed.text
        assert ("Riverside", f"{world['page']}delete") in listed.links
        assert client.submit(f"{world['page']}keep").location == "/site/log"
        assert client.get(world["page"]).status_code == 403

    def test_for_everybody_else_it_does_not_exist(self, client, world, database):
        with database.writing() as db:
            deleting.mark(db, partnership_id=world["id"], by=ADA, now=NOW)
        client.sign_in(world["facilitator"])
        assert [
            client.get(f"{world['page']}{page}").status_code for page in ("", "log", "people", "delete")
        ] == [404, 404, 404, 403]

    def test_after_fourteen_days_it_is_gone_for_its_lead_too(self, lead, world, database):
        with database.writing() as db:
            deleting.mark(db, partnership_id=world["id"], by=ADA, now=NOW - UNDO - timedelta(seconds=1))
            deleting.sweep(db, now=NOW)
        assert lead.get(f"{world['page']}delete").status_code == 404
