"""The permission matrix (pet/access/matrix.yaml): what it says, and what the site must answer for each of its cells.

A cell becomes questions: this browser asks at this page for this object and is to be told this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from pathlib import Path

import yaml

from pet.access.policy import FRESH, Permission
from pet.paths import PACKAGE
from pet.web import guard
from pet.web.targets import RESPONSE
from tests.support.matrix_world import ANSWERING

DATA = PACKAGE / "access" / "matrix.yaml"
ROLES = ("AN", "IR", "ME", "OL", "PL", "FA", "PC", "SA")
MEMBERS = ("ME", "OL", "PL", "FA")
SCOPED = {
    "partner_id",
    "person_id",
    "invitation_id",
    "import_id",
    "account_id",
    "appointment_id",
    "action_id",
}
YES, SIGN_IN, NO, NOT_THERE, AGAIN = "yes", "sign in", "no", "not there", "show again that it is you"


@dataclass(frozen=True)
class Action:
    """One row of the matrix; its parts are explained at the top of the file."""

    name: str
    cells: Mapping[str, str]
    number: int = 0
    routes: tuple = ()
    by_account: tuple = ()
    by_link: tuple = ()
    others: tuple = ()
    inside: str = ""
    command: str = ""
    nothing: str = ""
    note: str = ""
    not_built: Mapping[str, str] = field(default_factory=dict)

    @property
    def endpoints(self):
        """All pages that it names."""
        return (*self.routes, *self.by_account, *self.by_link, *self.others)

    def is_built(self, role):
        """Whether somebody in this role could do it, or be refused it, today."""
        return role != "PC" and not {"all", role} & set(self.not_built)


@cache
def document(path: Path = DATA):
    """The file as it is."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _actions(rows):
    return tuple(Action(**row) for row in rows)


@cache
def actions():
    """The 54 rows of the design, in their order."""
    return _actions(document()["actions"])


@cache
def beside():
    """The rows that the design has not."""
    return _actions(document()["beside"])


@dataclass(frozen=True)
class Question:
    """Who asks where for what, and what they must be told.

    Attributes:
        endpoint: the page.
        round: which of the rounds of the world it is about.
        whose: `own`, `others`, `whole` or `there`: of which partner or partnership the things in the address are; of
            a response, whether it is one's own. `mixed` addresses are of two partnerships.
        fresh: whether the person has just shown that it is them.
        anyone_creates: the setting of the site.
        expected: one of `YES` and the other words.
    """

    endpoint: str
    expected: str
    round: str = "open"
    whose: str = "own"
    fresh: bool = True
    anyone_creates: bool = False


def ids_for(world, role, question):
    """The public ids in the address of a question."""
    if question.whose in _MIXED:
        return _mixed(world, *_MIXED[question.whose])
    ids = {name: value for name, value in getattr(world, question.whose).items() if value}
    if question.whose == "there":
        return ids
    ids["round_id"] = world.rounds[question.round]
    if question.whose == "own":
        ids["action_id"] = world.actions.get(role, ids["action_id"])
    ids[RESPONSE] = world.responses[_answers_as(role, question), question.round][0]
    return ids


_MIXED = {"mixed": ("own", "there"), "mixed the other way": ("there", "own")}


def _mixed(world, around, within):
    """A partnership or round of one side, and what hangs on it of the other."""
    outer, inner = getattr(world, around), getattr(world, within)
    return {**inner, "partnership_id": outer["partnership_id"], "round_id": outer["round_id"]}


def _answers_as(role, question):
    """Whose sheet: one's own, or that of somebody else; who has none asks for that of the one who was invited."""
    if question.whose == "own":
        return role if role in ANSWERING else "IR"
    return "ME" if role == "IR" else "IR"


def told(world, role, question):
    """What the guard says."""
    endpoint = question.endpoint
    status = world.status(
        (role, question.fresh),
        endpoint,
        ids_for(world, role, question),
        anyone_creates=question.anyone_creates,
    )
    if status in (HTTPStatus.SEE_OTHER, HTTPStatus.UNAUTHORIZED):
        return SIGN_IN if role in ("AN", "IR", "disabled") else AGAIN
    return {204: YES, 403: NO, 404: NOT_THERE}[status]


def arguments(world, endpoint):
    """The names in the address of a page."""
    [rule] = world.app.url_map.iter_rules(endpoint)
    return rule.arguments


def access_of(world, endpoint):
    """What the page asks for."""
    return guard.access_of(world.app.view_functions[endpoint])


def refused(world, role, endpoint, whose="own"):
    """How somebody is refused who may not: in the way that tells least."""
    names = arguments(world, endpoint)
    if RESPONSE in names:
        return {"AN": SIGN_IN, "SA": NO}.get(role, NOT_THERE)
    if role in ("AN", "IR"):
        return SIGN_IN
    if role == "SA":
        return NO
    if not names & {"partnership_id", "round_id", "action_id"}:
        return NOT_THERE  # of the site, where nobody has a partnership in common with it
    is_of_others = whose in ("others", "whole") and names & SCOPED
    return NOT_THERE if role in ("ME", "OL") and is_of_others else NO


def questions(world, action, role):
    """Everything that a cell says."""
    pages = action.routes if role == "IR" else (*action.routes, *action.by_account)
    if role == "IR" and not pages:
        pages = action.by_account
    for endpoint in pages:
        yield from _of_page(world, endpoint, role, action.cells[role])
    for endpoint in action.by_link:
        yield Question(endpoint, YES)
    for endpoint in action.others:
        allowed = action.cells[role] == "y"
        for whose in ("others", "whole") if arguments(world, endpoint) & SCOPED else ("others",):
            if whose == "whole" and "partner_id" in arguments(world, endpoint):
                continue
            yield Question(endpoint, YES if allowed else refused(world, role, endpoint, whose), whose=whose)


def _of_page(world, endpoint, role, cell):
    no = refused(world, role, endpoint)
    if cell == "-":
        yield from (Question(endpoint, no, round=name) for name in _rounds(world, endpoint))
        yield from _of_others(world, endpoint, role, allowed=False)
    elif cell == "y":
        yield from (Question(endpoint, YES, round=name) for name in _rounds(world, endpoint))
        yield from _of_others(world, endpoint, role, allowed=True)
    elif cell == "o":
        yield Question(endpoint, YES)
        yield from _of_others(world, endpoint, role, allowed=False)
    else:
        yield from _SPECIAL[cell](endpoint, no, access_of(world, endpoint), role)


def _rounds(world, endpoint):
    """The rounds to ask about; an invitation is to one of them only."""
    return ("open",) if arguments(world, endpoint) & SCOPED else ("open", "released")


def _of_others(world, endpoint, role, *, allowed):
    """The same page about what is another partner's, or somebody else's sheet."""
    names = arguments(world, endpoint)
    if RESPONSE in names:
        yield Question(endpoint, refused(world, role, endpoint), whose="others")
    elif names & SCOPED:
        for whose in ("others",) if "partner_id" in names else ("others", "whole"):
            yield Question(endpoint, YES if allowed else refused(world, role, endpoint, whose), whose=whose)


def _fresh(endpoint, _no, access, _role):
    yield Question(endpoint, YES)
    yield Question(endpoint, AGAIN if access in FRESH else YES, fresh=False)


def _wants_fresh(endpoint, _no, _access, _role):
    yield Question(endpoint, YES)
    yield Question(endpoint, AGAIN, fresh=False)


def _aggregates(endpoint, _no, _access, _role):
    yield from (Question(endpoint, YES, round=name) for name in ("closed", "released"))


def _after_release(endpoint, no, _access, _role):
    yield Question(endpoint, YES, round="released")
    yield from (Question(endpoint, no, round=name) for name in ("open", "closed", "anonymous"))


def _not_anonymous(endpoint, no, _access, _role):
    yield Question(endpoint, YES)
    yield Question(endpoint, no, round="anonymous")


def _as_set(endpoint, no, _access, _role):
    yield Question(endpoint, no)
    yield Question(endpoint, YES, anyone_creates=True)


def _as_reader(endpoint, no, _access, role):
    """Whoever the round names; where it names nobody, the lead."""
    for name, reader in (("open", "FA"), ("read by the lead", "PL"), ("read by nobody", "PL")):
        yield Question(endpoint, YES if role == reader else no, round=name)


_SPECIAL = {
    "s": _wants_fresh,
    "o s": _fresh,
    "Σ": _aggregates,
    "Σ after release": _after_release,
    "released parts": _after_release,
    "y (not anonymous)": _not_anonymous,
    "set": _as_set,
    "if named reader": _as_reader,
}


def permission(action):
    """What a page asks for within itself."""
    return Permission(action.inside)


# --- The same role elsewhere -----------------------------------------------------------------------------------


def nested(world, endpoint):
    """Whether an address names two things that must belong together."""
    return len(arguments(world, endpoint) & (SCOPED | {"partnership_id", "round_id", RESPONSE})) > 1


def guarded(world, action):
    """The pages of an action of which the guard decides, and that are about something."""
    pages = dict.fromkeys((*action.routes, *action.by_account, *action.others))
    about = SCOPED | {"partnership_id", "round_id", RESPONSE}
    return [one for one in pages if access_of(world, one) != guard.PUBLIC and arguments(world, one) & about]


def respondent_elsewhere(world, endpoint, _action):
    """Somebody with a link of their own, at another partnership."""
    yield (
        "IR",
        Question(endpoint, NOT_THERE if RESPONSE in arguments(world, endpoint) else SIGN_IN, whose="there"),
    )


def member_at_another_partner(world, endpoint, _action):
    """A member, at what is another partner's."""
    yield from _at_another_partner(world, endpoint, "ME")


def partner_lead_at_another_partner(world, endpoint, _action):
    """The lead of a partner, at what is another partner's or the whole partnership's."""
    yield from _at_another_partner(world, endpoint, "OL")


def _at_another_partner(world, endpoint, role):
    names = arguments(world, endpoint)
    if RESPONSE in names:
        yield role, Question(endpoint, NOT_THERE, whose="others")
    elif names & SCOPED and names & {"partnership_id", "round_id"}:
        for whose in ("others",) if "partner_id" in names else ("others", "whole"):
            yield role, Question(endpoint, NOT_THERE, whose=whose)


def anybody_at_another_partnership(_world, endpoint, _action):
    """Whoever belongs to one partnership, at another; a lead of the other at this one."""
    for role in ("ME", "OL", "FA"):
        yield role, Question(endpoint, NOT_THERE, whose="there")
    yield "lead there", Question(endpoint, NOT_THERE)


def lead_who_is_a_member_there(world, endpoint, action):
    """A lead, at another partnership in which they are a member; and ids of both in one address."""
    names = arguments(world, endpoint)
    if RESPONSE in names or not names & {"partnership_id", "round_id", "action_id"}:
        yield "PL", Question(endpoint, NOT_THERE, whose="there")
    else:
        member_may = action.cells["ME"] in ("y", "o")
        yield "PL", Question(endpoint, YES if member_may else NO, whose="there")
    if nested(world, endpoint):
        yield from (("PL", Question(endpoint, NOT_THERE, whose=whose)) for whose in _MIXED)


def facilitator_who_was_removed(_world, endpoint, _action):
    """Somebody who was a facilitator, and is signed in still."""
    yield "former", Question(endpoint, NOT_THERE)


def administrator(world, endpoint, action):
    """Who looks after the site, at answers, comments and results."""
    if action.cells["SA"] == "-":
        yield "SA", Question(endpoint, NO)
        yield (
            "SA",
            Question(endpoint, NO, round="open" if arguments(world, endpoint) & SCOPED else "released"),
        )


def disabled_account(world, endpoint, _action):
    """A lead whose account was disabled while they were signed in."""
    del world
    yield "disabled", Question(endpoint, SIGN_IN)


ELSEWHERE = (
    respondent_elsewhere,
    member_at_another_partner,
    partner_lead_at_another_partner,
    anybody_at_another_partnership,
    lead_who_is_a_member_there,
    facilitator_who_was_removed,
    administrator,
    disabled_account,
)
