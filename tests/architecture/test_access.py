"""Every address × everybody there is, held against docs/access.md; and no address without a declaration."""

import pytest
from sqlalchemy import update

from pet.access.actor import SITE, Role
from pet.access.policy import Permission
from pet.db.models import Partnership
from pet.services import partnerships
from pet.web import guard, targets
from pet.web.app import create_app
from pet.web.public.blueprint import blueprint
from tests.support import access, matrix
from tests.support.client import app  # noqa: F401 -- a fixture
from tests.support.factories import NOW, make_account, make_member, make_partnership

pytestmark = pytest.mark.own_app  # they add pages, and put the views aside

OPEN, AFTER = "While the round is open or closed", "After its release"


@pytest.fixture
def world(worlds, engine_name):
    """A site with something behind every address; its views are put aside."""
    return worlds(engine_name)


def test_the_document_is_the_site(world):
    kept = access.DOCUMENT.read_text(encoding="utf-8").splitlines()
    assert access.document(world, matrix).splitlines() == kept, (
        "run tools/make_access.py and read what changed"
    )


def told(heading):
    """By page, what everybody is told in one table of the document."""
    part = access.DOCUMENT.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    header, _rule, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {
        page: dict(zip(header[1:], cells, strict=True))
        for pages, *cells in rows
        for page in pages.split("<br>")
    }


@pytest.mark.parametrize("heading", [OPEN, AFTER])
def test_who_belongs_elsewhere_cannot_tell_what_exists(heading):
    absent = told("What does not exist")
    differences = [
        (page, actor)
        for page, cells in told(heading).items()
        for actor in ("stranger", "respondent of another", "lead of another")
        if cells[actor] != absent[page][actor]
    ]
    assert differences == []


def test_who_leads_one_partner_cannot_tell_what_there_is_at_another():
    cells = told("What is another partner's")
    assert {cells[page][actor] for page in cells for actor in ("member", "partner lead")} == {"not there"}


def test_nobody_is_given_what_does_not_exist():
    cells = {cell for row in told("What does not exist").values() for cell in row.values()}
    assert cells == {"sign in", "not there"}


@pytest.mark.parametrize("heading", [OPEN, AFTER])
def test_who_looks_after_the_site_sees_no_answers_and_no_results(heading):
    rows = {page: cells["administrator"] for page, cells in told(heading).items()}
    granted = {page for page, cell in rows.items() if cell not in ("no", "not there")}
    assert granted == {page for page in rows if page.endswith(("/delete`", "/keep`")) or "/site/" in page}


@pytest.mark.parametrize("heading", [OPEN, AFTER])
def test_a_response_is_its_respondents_alone(heading):
    mine = [cells for page, cells in told(heading).items() if "/responses/" in page]
    assert {frozenset(name for name, cell in cells.items() if cell == "yes") for cells in mine} == {
        frozenset({"respondent"})
    }


@pytest.mark.engine("sqlite")
class TestDeclarations:
    def test_every_view_says_who_may_see_it(self, app):  # noqa: F811 -- the fixture
        assert [name for name, view in app.view_functions.items() if guard.access_of(view) is None] == []

    def test_a_site_with_a_silent_view_does_not_start(self, settings, database, monkeypatch):
        monkeypatch.setattr(blueprint, "_got_registered_once", False)
        before = list(blueprint.deferred_functions)
        blueprint.add_url_rule("/silent", "silent", lambda: "")
        try:
            with pytest.raises(RuntimeError, match=r"no access declared for: public\.silent$"):
                create_app(settings, database=database)
        finally:
            blueprint.deferred_functions[:] = before

    def test_a_view_without_a_name_in_the_policy_is_closed_to_all(self, app, database):  # noqa: F811 -- the fixture
        app.add_url_rule("/nobody", "nobody", guard.requires("no such permission")(lambda **_ids: {}))
        with database.writing() as db:
            administrator = make_account(db, is_admin=True)
        client = app.test_client()
        statuses = [client.get("/nobody").status_code]
        client.sign_in(administrator.id)
        assert [*statuses, client.get("/nobody").status_code] == [303, 403]


OWN = {"partnership_id", "round_id", "partner_id", "person_id", "invitation_id", "import_id", "account_id"}
OWN |= {"appointment_id", "action_id"}


def named(side):
    return {name: value for name, value in side.items() if name in OWN}


class TestTargets:
    """Ids that do not belong together name nothing; what belongs to one partner says so."""

    def resolve(self, world, ids, **settings):
        with world.database.reading() as db:
            return targets.resolve(db, ids, **settings)

    def test_ids_that_belong_together_do(self, world):
        public, response_id = world.responses["IR", "open"]
        found = self.resolve(world, {**named(world.own), "response_id": public})
        assert (found.target.response_id, found.partnership) == (response_id, "Here")
        assert set(found.ids) == OWN | {"response_id"}
        assert found.target.partner_id == found.ids["partner_id"]
        assert self.resolve(world, {"name": "x"}).target is SITE

    def test_ids_of_two_partnerships_name_nothing(self, world):
        pairs = [(one, other) for one in OWN for other in OWN if one != other]
        mixed = [{one: world.own[one], other: world.there[other]} for one, other in pairs]
        assert [ids for ids in mixed if self.resolve(world, ids) is not None] == []

    def test_ids_of_two_partners_name_nothing_beside_one_of_them(self, world):
        inner = OWN - {"partnership_id", "round_id", "partner_id"}
        mixed = [{"partner_id": world.others["partner_id"], name: world.own[name]} for name in inner]
        assert [ids for ids in mixed if self.resolve(world, ids) is not None] == []
        person = {"person_id": world.own["person_id"], "invitation_id": world.others["invitation_id"]}
        assert self.resolve(world, person) is None

    @pytest.mark.parametrize("name", sorted(OWN - {"partnership_id", "round_id", "partner_id"}))
    def test_what_is_one_partners_says_so_and_what_is_the_wholes_is_nobodys(self, world, name):
        def partner_of(side):
            around = {"partnership_id": side["partnership_id"]} if name == "account_id" else {}
            return self.resolve(world, {**around, name: side[name]}).target.partner_id

        partner = {
            side: self.resolve(world, {"partner_id": getattr(world, side)["partner_id"]})
            for side in ("own", "others")
        }
        assert partner_of(world.own) == partner["own"].ids["partner_id"]
        assert partner_of(world.others) == partner["others"].ids["partner_id"]
        assert partner_of(world.whole) == targets.NO_PARTNER

    def test_an_account_by_itself_is_the_sites(self, world):
        found = self.resolve(world, {"account_id": world.own["account_id"]})
        assert (found.target, set(found.ids)) == (SITE, {"account_id"})
        assert self.resolve(world, {"account_id": "A" * 22}) is None

    def test_a_round_says_whether_it_is_anonymous(self, world):
        found = {
            name: self.resolve(world, {"round_id": world.rounds[name]}).target
            for name in ("open", "anonymous")
        }
        assert [found[name].is_anonymous for name in ("open", "anonymous")] == [False, True]

    def test_everything_of_a_deleted_partnership_is_not_there(self, world):
        of_here = [{name: world.own[name]} for name in OWN - {"account_id"}]
        mark(world, NOW)
        try:
            assert [ids for ids in of_here if self.resolve(world, ids) is not None] == []
            assert all(self.resolve(world, ids, deleted_too=True) for ids in of_here)
        finally:
            mark(world, None)

    @pytest.mark.parametrize("ids", [{}, {"partnership_id"}], ids=["site", "partnership"])
    def test_the_setting_of_the_site_is_in_every_target(self, world, ids):
        asked = {name: world.own[name] for name in ids}
        found = [self.resolve(world, asked, anyone_creates=value).target for value in (False, True)]
        assert [target.anyone_creates for target in found] == [False, True]

    def test_a_lead_of_both_is_not_helped(self, site, world):
        both = site(world)
        both.add_url_rule(
            "/p/<partnership_id>/r/<round_id>",
            "mixed",
            guard.requires(Permission.FOLLOW_ROUND)(lambda **_ids: {}),
        )
        client = both.test_client()
        client.sign_in(world.accounts["PL"])
        own = f"/p/{world.own['partnership_id']}/r/{world.own['round_id']}"
        mixed = f"/p/{world.own['partnership_id']}/r/{world.there['round_id']}"
        assert [client.get(path).status_code for path in (own, mixed)] == [200, 404]


def mark(world, deleted_at):
    """Let the partnership be deleted, or not."""
    with world.database.writing() as db:
        db.execute(update(Partnership).where(Partnership.name == "Here").values(deleted_at=deleted_at))


class TestOwnPartner:
    """Who sees all partners, and who one."""

    @pytest.mark.parametrize(
        ("role", "sees"),
        [(Role.LEAD, None), (Role.FACILITATOR, None), (Role.PARTNER_LEAD, "own"), (Role.MEMBER, "own")],
        ids=str,
    )
    def test_a_lead_sees_all_and_the_lead_of_a_partner_their_own(self, app, database, role, sees):  # noqa: F811 -- the fixture
        def view(**_ids):
            return {"partner": guard.own_partner_id(), "partnership": guard.partnership_id()}

        app.add_url_rule("/own/<partnership_id>", "own", guard.requires(Permission.SEE_PARTNERSHIP)(view))
        with database.writing() as db:
            partnership = make_partnership(db)
            partner_id = first_partner(db, partnership.id)
            account = make_account(db)
            make_member(db, account, partnership, role, partner_id if sees else None)
        client = app.test_client()
        client.sign_in(account.id)
        said = client.get(f"/own/{partnership.public_id}").get_json()
        assert said == {"partner": partner_id if sees else None, "partnership": partnership.id}

    def test_a_member_of_no_partner_sees_none(self, app, database):  # noqa: F811 -- the fixture
        def view(**_ids):
            return {"partner": guard.own_partner_id()}

        app.add_url_rule("/own/<partnership_id>", "own", guard.requires(Permission.SEE_PARTNERSHIP)(view))
        with database.writing() as db:
            partnership, account = make_partnership(db), make_account(db)
            make_member(db, account, partnership, Role.MEMBER)
        client = app.test_client()
        client.sign_in(account.id)
        assert client.get(f"/own/{partnership.public_id}").get_json() == {"partner": targets.NO_PARTNER}


def first_partner(db, partnership_id):
    """The id of the first partner."""
    return partnerships.partners(db, partnership_id)[0].id
