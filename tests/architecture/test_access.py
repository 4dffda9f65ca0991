"""Every address × everybody there is, held against docs/access.md; and no address without a declaration."""

import pytest

from pet.access.actor import SITE, Role
from pet.access.policy import Permission
from pet.web import guard, targets
from pet.web.app import create_app
from pet.web.public.blueprint import blueprint
from tests.support import access
from tests.support.client import app  # noqa: F401 -- a fixture
from tests.support.factories import make_account


def test_the_document_is_the_site(app, database):  # noqa: F811 -- the fixture
    kept = access.DOCUMENT.read_text(encoding="utf-8").splitlines()
    assert access.document(app, database).splitlines() == kept, (
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


@pytest.mark.parametrize("heading", ["While the round is open or closed", "After its release"])
def test_who_belongs_elsewhere_cannot_tell_what_exists(heading):
    absent = told("What does not exist")
    differences = [
        (page, actor)
        for page, cells in told(heading).items()
        for actor in ("stranger", "respondent of another", "lead of another")
        if cells[actor] != absent[page][actor]
    ]
    assert differences == []


def test_nobody_is_given_what_does_not_exist():
    cells = {cell for row in told("What does not exist").values() for cell in row.values()}
    assert cells == {"sign in", "not there"}


@pytest.mark.parametrize("heading", ["While the round is open or closed", "After its release"])
def test_who_looks_after_the_site_sees_no_answers_and_no_results(heading):
    assert {row["administrator"] for row in told(heading).values()} == {"no", "not there"}


@pytest.mark.parametrize("heading", ["While the round is open or closed", "After its release"])
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


class TestNestedIds:
    """Ids of two partnerships in one address name nothing."""

    @pytest.fixture
    def sides(self, database):
        with database.writing() as db:
            return access.side(db, "Here"), access.side(db, "There")

    @pytest.mark.parametrize(
        "own",
        [
            {"partnership_id"},
            {"round_id"},
            {"response_id"},
            {"partnership_id", "round_id"},
            {"round_id", "response_id"},
            {"partnership_id", "response_id"},
        ],
        ids=sorted,
    )
    def test_mixed_ids_name_nothing(self, database, sides, own):
        here, there = sides
        mixed = {name: (here if name in own else there).ids[name] for name in here.ids}
        with database.reading() as db:
            assert targets.resolve(db, mixed) is None

    def test_ids_that_belong_together_do(self, database, sides):
        here, _there = sides
        with database.reading() as db:
            found = targets.resolve(db, here.ids)
            assert (found.target.round_id, found.target.response_id, found.partnership) == (
                here.round_id,
                here.response_id,
                "Here",
            )
            assert targets.resolve(db, {"name": "x"}).target is SITE

    def test_a_lead_of_both_is_not_helped(self, app, sides):  # noqa: F811 -- the fixture
        here, there = sides
        app.add_url_rule(
            "/p/<partnership_id>/r/<round_id>",
            "mixed",
            guard.requires(Permission.FOLLOW_ROUND)(lambda **_ids: {}),
        )
        client = app.test_client()
        client.sign_in(here.accounts[Role.LEAD])
        own = f"/p/{here.ids['partnership_id']}/r/{here.ids['round_id']}"
        mixed = f"/p/{here.ids['partnership_id']}/r/{there.ids['round_id']}"
        assert [client.get(path).status_code for path in (own, mixed)] == [200, 404]
