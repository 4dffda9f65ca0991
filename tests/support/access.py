"""Who gets which page: every address of the site, asked for by everybody there is.

The views themselves are put aside, so that what is seen is the answer of the guard alone.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from pet.access.actor import Role
from pet.db.models import Round
from pet.paths import PACKAGE
from pet.services import partnerships
from pet.web import guard
from pet.web.guard import PUBLIC
from tests.support.factories import (
    NOW,
    make_account,
    make_member,
    make_partnership,
    make_response,
    make_round,
)

DOCUMENT = PACKAGE.parent / "docs" / "access.md"
ACTORS = {
    "stranger": "somebody without an account or a link",
    "respondent": "opened one response of the round by its link, and has sent it",
    "respondent of another": "opened a response of another partnership",
    "member": "an account of the partnership",
    "partner lead": "leads one partner of it",
    "lead": "leads the partnership",
    "facilitator": "facilitates it, and reads the comments of the round first",
    "lead of another": "leads another partnership only",
    "administrator": "looks after the site",
}
_WORDS = {
    HTTPStatus.NO_CONTENT: "yes",
    HTTPStatus.SEE_OTHER: "sign in",
    HTTPStatus.UNAUTHORIZED: "sign in",
    HTTPStatus.FORBIDDEN: "no",
    HTTPStatus.NOT_FOUND: "not there",
}


@dataclass(frozen=True)
class Side:
    """A partnership with a round in which somebody has answered; public ids, and ids of the database."""

    ids: dict
    response_id: int
    round_id: int
    accounts: dict


def side(db, name):
    """One partnership, with an account in every role."""
    partnership = make_partnership(db, name)
    partner = partnerships.partners(db, partnership.id)[0]
    accounts = {}
    for role in Role:
        account = make_account(db, f"{role.value}@{name.lower()}.example.org", f"{name} {role.value}")
        make_member(db, account, partnership, role, partner.id)
        accounts[role] = account.id
    round_ = make_round(db, partnership, reader_id=accounts[Role.FACILITATOR])
    started = make_response(db, round_)
    db.execute(
        Round.metadata.tables["response"]
        .update()
        .where(Round.metadata.tables["response"].c.id == started.response_id)
        .values(state="submitted", submitted_on=NOW.date())
    )
    ids = {
        "partnership_id": partnership.public_id,
        "round_id": round_.public_id,
        "response_id": started.public_id,
    }
    return Side(ids, started.response_id, round_.id, accounts)


def release(db, round_id):
    """As if the lead had closed and released it."""
    round_ = db.get_one(Round, round_id)
    round_.state, round_.closed_at, round_.released_at = "released", NOW, NOW + timedelta(hours=1)
    db.flush()


def without_views(app):
    """Every view answers “yes” at once; what it asks for stays."""
    app.config["WTF_CSRF_METHODS"] = set()
    for endpoint, view in app.view_functions.items():
        access = guard.access_of(view)
        mark = guard.public if access == PUBLIC else guard.requires(access)
        app.view_functions[endpoint] = mark(lambda **_arguments: ("", HTTPStatus.NO_CONTENT))


def browsers(app, here, there, administrator):
    """A browser for each of `ACTORS`."""
    found = {name: app.test_client() for name in ACTORS}
    for client in found.values():
        client.strict = False
    found["respondent"].open_response(here.ids["response_id"], here.response_id)
    found["respondent of another"].open_response(there.ids["response_id"], there.response_id)
    for role in Role:
        found[role.value.replace("_", " ")].sign_in(here.accounts[role])
    found["lead of another"].sign_in(there.accounts[Role.LEAD])
    found["administrator"].sign_in(administrator)
    return found


def addresses(app):
    """Method, rule and arguments of every address, in the order of the document."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule.count("<"), rule.rule))
    for rule in rules:
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, rule


def address(rule, ids):
    """An address of this rule: with these ids, and with anything where something else is wanted."""

    def value(part):
        kind, _colon, name = part[1].rpartition(":")
        if kind.startswith("any("):
            return kind.removeprefix("any(").partition(",")[0].strip(" )")
        return ids.get(name, "1" if kind == "int" else "x")

    return re.sub(r"<([^>]+)>", value, rule)


def ask(client, method, rule, ids):
    """What the guard says to this browser."""
    response = client.open(address(rule.rule, ids), method=method)
    return _WORDS[HTTPStatus(response.status_code)]


def document(app, database):
    """The whole of docs/access.md."""
    with database.writing() as db:
        here, there = side(db, "Here"), side(db, "There")
        administrator = make_account(db, "admin@example.org", is_admin=True).id
    without_views(app)
    who = browsers(app, here, there, administrator)
    of_nothing = [one for one in addresses(app) if not _ids_in(one[1])]
    of_something = [one for one in addresses(app) if _ids_in(one[1])]
    parts = [_HEAD, *(f"- **{name}**: {what}" for name, what in ACTORS.items())]
    parts += ["", "## Pages about no partnership", "", *_table(who, of_nothing, here.ids)]
    parts += ["", "## While the round is open or closed", "", *_table(who, of_something, here.ids)]
    with database.writing() as db:
        release(db, here.round_id)
        release(db, there.round_id)
    parts += ["", "## After its release", "", *_table(who, of_something, here.ids)]
    parts += ["", "## What does not exist", "", *_table(who, of_something, dict.fromkeys(here.ids, "A" * 22))]
    return "\n".join(parts) + "\n"


def _ids_in(rule):
    return {"partnership_id", "round_id", "response_id"} & rule.arguments


def _table(who, rows, ids):
    """A row for all pages on which everybody is told the same."""
    told = {}
    for method, rule in rows:
        cells = tuple(ask(client, method, rule, ids) for client in who.values())
        told.setdefault(cells, []).append(f"{method} `{rule.rule}`")
    yield "| pages | " + " | ".join(who) + " |"
    yield "|---" * (len(who) + 1) + "|"
    for cells, pages in told.items():
        yield "| " + "<br>".join(pages) + " | " + " | ".join(cells) + " |"


_HEAD = """\
# Who may see and do what

Made by `tools/make_access.py` from the running site; a test holds it against the site. The rules themselves are in
`pet/access/policy.py`, one table.

- *yes*: the page answers. What it then shows may depend on more: results exist only after a round was closed, and
  the comments in them only after the round's reader has gone through them.
- *sign in*: asked to sign in, or on the pages of a response for the return link; what was typed is kept.
- *no*: refused, in one's own partnership or for who looks after the site (403).
- *not there*: the same answer as for what does not exist (404).

Who asks:
"""
