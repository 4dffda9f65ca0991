"""The permission matrix of the design, cell by cell, on both engines; and no page outside it.

The rows, the cells and the pages that carry each action out are in pet/access/matrix.yaml.
"""

from dataclasses import replace

import click
import pytest
from sqlalchemy import select

import pet.cli
from pet.access import policy
from pet.access.actor import SITE
from pet.access.policy import Decision
from pet.db.models import Round
from pet.errors import PetError
from pet.services import rounds_drafts, rounds_promise, sessions
from pet.services.audit import PET
from pet.web import guard, targets
from pet.web.targets import RESPONSE
from tests.support import access, matrix
from tests.support.databases import ENGINES
from tests.support.factories import NOW
from tests.support.matrix import ROLES, actions, beside

# What the design promises and PET has not yet: an entry goes when its page comes.
NOT_BUILT = {
    **dict.fromkeys((21, 25, 27, 41, 42, 43, 44, 49, 51, 52), ROLES),
    24: ("OL",),
    38: ("SA",),
    39: ("SA",),
}
"""Besides, everything of coordinators of programmes (PC), who do not exist yet."""


def cells(*, built=True):
    """The number and role of every cell that is built, or of every one that is not."""
    return [(action.number, role) for action in actions() for role in ROLES if action.is_built(role) is built]


def each(rows):
    """A test for each row on each engine, called like `14-OL-sqlite`."""
    made = [(*row, engine) for row in rows for engine in ENGINES]
    return [pytest.param(*row, id="-".join(str(part) for part in row)) for row in made]


def misjudged(world, role, asked):
    """The questions that are not answered as they should be."""
    found = [(one, matrix.told(world, role, one)) for one in asked]
    return [f"{one}: {answer}" for one, answer in found if answer != one.expected]


@pytest.mark.parametrize(("number", "role", "engine"), each(cells()))
def test_cell(number, role, engine, worlds):
    world, action = worlds(engine), actions()[number - 1]
    asked = list(matrix.questions(world, action, role))
    assert misjudged(world, role, asked) == []
    others = [check(world, action, role) for check in (_inside, _command, _nothing, _promise)]
    assert asked or any(others), "nothing was tried"


def _inside(world, action, role):
    """A permission that a page asks for within itself."""
    if not action.inside:
        return False
    allowed = action.cells[role] == "y"
    decided = policy.decide(_actor(world, role), matrix.permission(action), _target(world, action))
    assert (decided is Decision.GRANTED) is (allowed or (action.number, role) == PROMISE)
    return True


PROMISE = (32, "PL")  # may set rounds up; what was promised is kept by the services


def _actor(world, role):
    client = world.browsers[role, True]
    with client.session_transaction() as cookie:
        account, opened = cookie.get("_user_id"), dict(cookie.get("responses", ())).values()
    with world.database.reading() as db:
        return sessions.look_up(db, account, opened, now=NOW).actor


def _target(world, action):
    of_round = action.inside == "set_up_round"
    ids = {"round_id": world.rounds["open"]} if of_round else {"partnership_id": world.own["partnership_id"]}
    if action.inside == "see_site_health":
        return SITE
    with world.database.reading() as db:
        return targets.resolve(db, ids).target


def _command(_world, action, role):
    """Whoever has the machine; nobody through a page."""
    if not action.command:
        return False
    for words in action.command.split(", "):
        command = pet.cli.main
        for word in words.split():
            command = command.get_command(click.Context(command), word)
        assert command is not None
    assert (action.cells[role] == "CLI") is (role == "SA")
    assert not action.endpoints
    return True


def _nothing(_world, action, role):
    """No page, no command and no permission: every page of the site is in another row."""
    if not action.nothing:
        return False
    assert (action.cells[role], action.endpoints, action.inside, action.command) == ("-", (), "", "")
    return True


def _promise(world, action, role):
    """A lead who tries to change what was promised once somebody has answered."""
    if (action.number, role) != PROMISE:
        return False
    with pytest.raises(PetError, match="fixed"):
        _lower_the_promise(world)
    return True


def _lower_the_promise(world):
    with world.database.writing() as db:
        row = db.scalars(select(Round).where(Round.public_id == world.rounds["open"])).one()
        rounds_drafts.set_promise(
            db,
            round_id=row.id,
            promise=replace(rounds_promise.promise_of(row), smallest_group=3, small_partnership=True),
            reader_id=None,
            follows_id=None,
            by=PET,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("row", "role", "engine"),
    each((row, role) for row in range(len(beside())) for role in ROLES if beside()[row].is_built(role)),
)
def test_cell_beside(row, role, engine, worlds):
    world = worlds(engine)
    asked = list(matrix.questions(world, beside()[row], role))
    assert asked
    assert misjudged(world, role, asked) == []


ELSEWHERE = {row.__name__: row for row in matrix.ELSEWHERE}


@pytest.mark.parametrize(
    ("row", "number", "engine"),
    each((row, action.number) for row in ELSEWHERE for action in actions() if action.endpoints),
)
def test_elsewhere(row, number, engine, worlds):
    """The same role elsewhere: every action is tried with the object of the other side."""
    world, action = worlds(engine), actions()[number - 1]
    for endpoint in matrix.guarded(world, action):
        for role, question in ELSEWHERE[row](world, endpoint, action):
            assert misjudged(world, role, [question]) == [], role


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("role", ["ME", "OL", "PL", "FA"])
def test_nobody_reads_names_from_elsewhere(role, engine, worlds, site):
    """Every page that somebody may open, asked for in earnest: no name of another partnership or partner is on it."""
    world = worlds(engine)
    client = site(world).test_client()
    client.strict = client.pauses = False
    client.sign_in(world.accounts[role])
    ids = {name: value for name, value in world.own.items() if name != "import_id"}  # its list is empty
    read = 0
    for method, rule in access.addresses(world.app):
        if method != "GET" or RESPONSE in rule.arguments or "path" in rule.arguments:
            continue
        response = client.get(access.address(rule.rule, ids))
        if response.status_code == 200 and response.mimetype == "text/html":
            words = response.get_data(as_text=True)
            read += 1
            assert [name for name in foreign(role) if name in words] == [], rule.rule
    assert read > {"ME": 4, "OL": 8, "PL": 20, "FA": 6}[role]


def foreign(role):
    """What somebody in this role must not read: names of people of another partnership, and of another partner."""
    found = [f"{kind} {name} There" for kind in KINDS for name in ("Ash School", "Whole")]
    if role in ("ME", "OL"):
        found += [f"{kind} {name} Here" for kind in KINDS[:1] for name in ("Beech School", "Whole")]
    return found


KINDS = ("Person of", "Offer to", "Team of")


class TestTheFile:
    """The data file is the design's, whole, and names every page."""

    def test_it_has_54_rows_and_432_cells(self):
        assert [action.number for action in actions()] == list(range(1, 55))
        assert {tuple(action.cells) for action in actions()} == {ROLES}
        assert len(cells()) + len(cells(built=False)) == 54 * 8

    def test_what_is_not_built_is_said_by_name(self):
        missing = {
            action.number: ROLES if "all" in action.not_built else tuple(action.not_built)
            for action in actions()
            if action.not_built
        }
        assert missing == NOT_BUILT

    @pytest.mark.parametrize("engine", ENGINES[:1])
    def test_every_page_is_in_it_and_every_name_is_a_page(self, worlds, engine):
        named = {endpoint for action in (*actions(), *beside()) for endpoint in action.endpoints}
        plumbing = set(matrix.document()["plumbing"])
        assert named & plumbing == set()
        assert named | plumbing == set(worlds(engine).app.view_functions)

    @pytest.mark.parametrize("engine", ENGINES[:1])
    def test_what_lets_everybody_in_says_so(self, worlds, engine):
        """A page that is public is plumbing, opened by a token, or a page for everybody."""
        said = {*matrix.document()["plumbing"], *actions()[0].routes}
        said |= {endpoint for action in actions() for endpoint in action.by_link}
        views = worlds(engine).app.view_functions
        public = {name for name, view in views.items() if guard.access_of(view) == guard.PUBLIC}
        assert public == said
