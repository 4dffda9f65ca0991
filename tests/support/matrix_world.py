"""A site with everything that an address can name, twice in one partnership and once in another, and a browser for each role.

Views are put aside, so that what is seen is the answer of the guard; the same question is put only once.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import delete, select, update

from pet.access.actor import Role
from pet.db.models import (
    Account,
    Action,
    Appointment,
    ImportBatch,
    Invitation,
    Membership,
    Partner,
    Person,
    Response,
    Round,
    WebSession,
)
from pet.services import sessions
from pet.web.site import EXTENSION
from tests.support import access
from tests.support.factories import NOW, make_account, make_member, make_partnership, make_round

IN_PARTNERSHIP = {"ME": Role.MEMBER, "OL": Role.PARTNER_LEAD, "PL": Role.LEAD, "FA": Role.FACILITATOR}
ANSWERING = ("IR", "ME", "OL", "PL")
ROUNDS = {
    "open": {},
    "anonymous": {"mode": "anonymous"},
    "closed": {"state": "closed", "closed_at": NOW},
    "released": {"state": "released", "closed_at": NOW, "released_at": NOW + timedelta(hours=1)},
    "read by the lead": {},
    "read by nobody": {},
}


@dataclass
class World:
    """A site and who and what there is.

    Attributes:
        app, database: of the site.
        accounts: ids in the database, by role and by name.
        own: public ids by the name of their argument: of the partner that the member and the partner lead belong to.
        others: the same of another partner of the same partnership.
        whole: the same of the partnership as a whole, of which no partner lead has any.
        there: the same of another partnership.
        rounds: public ids of the rounds of the partnership, by the names in `ROUNDS`.
        actions: public ids of actions of their own, by role; all of the partner that the member belongs to.
        responses: public id and id in the database, by role and round.
        browsers: by role, and whether they have just shown that it is them.
        told: what the guard said, by question.
    """

    app: object
    database: object
    accounts: dict = field(default_factory=dict)
    own: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)
    whole: dict = field(default_factory=dict)
    there: dict = field(default_factory=dict)
    rounds: dict = field(default_factory=dict)
    actions: dict = field(default_factory=dict)
    responses: dict = field(default_factory=dict)
    browsers: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)

    def status(self, browser, endpoint, ids, *, anyone_creates=False):
        """What the guard answers to this browser (a key of `browsers`) at the address of this endpoint with these ids."""
        [rule] = self.app.url_map.iter_rules(endpoint)
        [method] = rule.methods - {"HEAD", "OPTIONS"}
        view, path = self.app.view_functions[endpoint], access.address(rule.rule, ids)
        named = tuple(ids.get(name, "") for name in sorted(rule.arguments))
        question = (
            browser,
            vars(view)["_pet_access"],
            *named,
            method == "GET",
            "_pet_deleted" in vars(view),
            anyone_creates,
        )
        if question not in self.told:
            self._allow(anyone_creates=anyone_creates)
            self.told[question] = self.browsers[browser].open(path, method=method).status_code
        return self.told[question]

    def _allow(self, *, anyone_creates):
        site = self.app.extensions[EXTENSION]
        if site.settings.anyone_creates is not anyone_creates:
            settings = replace(site.settings, anyone_creates=anyone_creates)
            self.app.extensions[EXTENSION] = replace(site, settings=settings)


def make_world(app, database):
    """Fill an empty site, and let everybody in."""
    world = World(app, database)
    with database.writing() as db:
        here = make_partnership(db, "Here")
        ash, beech, _cedar = _partners(db, here)
        for letters, role in IN_PARTNERSHIP.items():
            world.accounts[letters] = _member(db, here, letters, role, ash.id)
        beech_lead = _member(db, here, "lead of Beech", Role.PARTNER_LEAD, beech.id)
        _rounds(db, world, here)
        world.actions = {
            letters: _action(db, here, ash.id, world.rounds["open"], world.accounts[letters])
            for letters in IN_PARTNERSHIP
        }
        world.own = _things(db, here, ash, world.accounts["OL"], world.rounds["open"])
        world.others = _things(db, here, beech, beech_lead, world.rounds["open"])
        world.whole = _things(db, here, None, world.accounts["PL"], world.rounds["open"])
        _another_partnership(db, world)
        world.accounts["SA"] = make_account(db, "admin@example.org", "Sue Site", is_admin=True).id
        world.accounts["nobody"] = make_account(db, "nobody@example.org", "Noa Nobody").id
        world.accounts["former"] = _member(db, here, "former", Role.FACILITATOR, None)
        world.accounts["disabled"] = _member(db, here, "disabled", Role.LEAD, None)
    access.without_views(app)
    for role in ("AN", "IR", "IR there", *world.accounts):
        for fresh in (True, False):
            world.browsers[role, fresh] = _browser(world, role, fresh=fresh)
    with database.writing() as db:  # now that they are signed in
        db.execute(delete(Membership).where(Membership.account_id == world.accounts["former"]))
        db.execute(update(Account).where(Account.id == world.accounts["disabled"]).values(disabled_at=NOW))
    return world


def _partners(db, partnership):
    return db.scalars(
        select(Partner).where(Partner.partnership_id == partnership.id).order_by(Partner.position)
    ).all()


def _member(db, partnership, name, role, partner_id):
    account = make_account(
        db, f"{name.lower().replace(' ', '.')}@{partnership.name.lower()}.example.org", name
    )
    own = partner_id if role in (Role.MEMBER, Role.PARTNER_LEAD) else None
    make_member(db, account, partnership, role, own)
    return account.id


def _rounds(db, world, partnership):
    """A round in every state, in each of which everybody who answers has sent a sheet of their own."""
    for name, values in ROUNDS.items():
        reader = {"read by the lead": world.accounts["PL"], "read by nobody": None}.get(
            name, world.accounts["FA"]
        )
        round_ = make_round(db, partnership, title=name, reader_id=reader)
        if values:
            db.execute(update(Round).where(Round.id == round_.id).values(**values))
        world.rounds[name] = round_.public_id
        for role in ANSWERING:
            sheet = Response(
                round_id=round_.id, started_on=NOW.date(), state="submitted", submitted_on=NOW.date()
            )
            db.add(sheet)
            db.flush()
            world.responses[role, name] = (sheet.public_id, sheet.id)


def _things(db, partnership, partner, imported_by, round_):
    """A person, an invitation, a list, somebody of the team and an offer: of one partner, or of the whole."""
    name, role = (partner.name, Role.MEMBER) if partner else ("Whole", Role.LEAD)
    partner_id = partner.id if partner else None
    account = db.get_one(
        Account, _member(db, partnership, f"Team of {name} {partnership.name}", role, partner_id)
    )
    person = Person(
        partnership_id=partnership.id,
        partner_id=partner_id,
        name=f"Person of {name} {partnership.name}",
        created_on=NOW.date(),
    )
    batch = ImportBatch(
        partnership_id=partnership.id,
        account_id=imported_by,
        own_partner_id=partner_id,
        document={},
        created_at=NOW,
    )
    offer = Appointment(
        sha256=f"{partnership.name} {name}".rjust(64, "0"),
        partnership_id=partnership.id,
        partner_id=partner_id,
        role=role.value,
        email="offer@example.org",
        name=f"Offer to {name} {partnership.name}",
        created_at=NOW,
        expires_at=NOW + timedelta(days=14),
    )
    db.add_all([person, batch, offer])
    db.flush()
    round_id = db.scalars(select(Round.id).where(Round.public_id == round_)).one()
    invitation = Invitation(
        round_id=round_id, person_id=person.id, partner_id=partner_id, anonymous=False, invited_on=NOW.date()
    )
    db.add(invitation)
    db.flush()
    return {
        "action_id": _action(db, partnership, partner_id, round_, imported_by),
        "partnership_id": partnership.public_id,
        "round_id": round_,
        "partner_id": partner.public_id if partner else None,
        "person_id": person.public_id,
        "invitation_id": invitation.public_id,
        "import_id": batch.public_id,
        "account_id": account.public_id,
        "appointment_id": offer.public_id,
    }


def _action(db, partnership, partner_id, round_, owner_id):
    """The public id of an action in this account's hands."""
    action = Action(
        partnership_id=partnership.id,
        round_id=db.scalars(select(Round.id).where(Round.public_id == round_)).one(),
        partner_id=partner_id,
        position=0,
        what="Something that was agreed",
        owner_account_id=owner_id,
        created_at=NOW,
        updated_at=NOW,
    )
    db.add(action)
    db.flush()
    return action.public_id


def _another_partnership(db, world):
    """One of which the lead of the first is a member, with the same things in it."""
    there = make_partnership(db, "There")
    oak = _partners(db, there)[0]
    make_member(db, db.get_one(Account, world.accounts["PL"]), there, Role.MEMBER, oak.id)
    world.accounts["lead there"] = _member(db, there, "lead there", Role.LEAD, None)
    round_ = make_round(db, there, title="There")
    sheet = Response(round_id=round_.id, started_on=NOW.date(), state="submitted", submitted_on=NOW.date())
    db.add(sheet)
    db.flush()
    oak_lead = _member(db, there, "lead of a partner", Role.PARTNER_LEAD, oak.id)
    world.there = _things(db, there, oak, oak_lead, round_.public_id)
    world.there["response_id"] = sheet.public_id
    world.there["action_id"] = _action(db, there, oak.id, round_.public_id, world.accounts["PL"])
    world.responses["there", "open"] = (sheet.public_id, sheet.id)


def _browser(world, role, *, fresh):
    client = world.app.test_client()
    client.strict = client.pauses = False
    if role in world.accounts:
        client.sign_in(world.accounts[role])
        if not fresh:
            _forget_when(world, client)
    if role in ANSWERING:
        for name in ROUNDS:
            client.open_response(*world.responses[role, name])
    if role == "IR there":
        client.open_response(*world.responses["there", "open"])
    return client


def _forget_when(world, client):
    """It is long ago that they showed that it is them."""
    with client.session_transaction() as cookie:
        kept = sessions.digest(cookie["_user_id"])
    with world.database.writing() as db:
        db.execute(update(WebSession).where(WebSession.sha256 == kept).values(verified_at=None))
