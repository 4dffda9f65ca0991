"""One invented world per worker: rounds in every state, for pages that are only looked at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import Partnership, Round
from pet.record.model import Status
from pet.services import actions
from pet.services.actions import Given, Progress
from tests.support import factories, story

COMMENT = "It has been easier since the joint visits, said person {number}"
SMALL = {"source": factories.framework_source(), "partners": factories.PARTNERS}
NOW = datetime.now(UTC)
ROUNDS = {
    "full": {},
    "released": {},
    "unread": SMALL,
    "small": {**SMALL, "small_partnership": True},
    "too few": SMALL,
    "nobody answered": SMALL,
    "signed": {**SMALL, "mode": Mode.OPEN, "smallest_group": 1},
    "running": {**SMALL, "invited": 30},
    "signed running": {**SMALL, "mode": Mode.OPEN, "smallest_group": 1},
    "early": {**SMALL, "opens_at": NOW + timedelta(days=1)},
    "over": SMALL,
    "draft": {**SMALL, "state": "draft"},
}
ANSWERED = {"full": 24, "released": 24, "unread": 12, "small": 7, "too few": 3, "running": 6, "over": 6}
CLOSED = ("full", "released", "unread", "small", "too few", "nobody answered", "signed")
LEAD, MEMBER, NOBODY = "lead@example.org", "member@example.org", "nobody@example.org"


@dataclass(frozen=True)
class World:
    """What there is.

    Attributes:
        rounds: a `story.Asked` for each name in `ROUNDS`; `LEAD` leads them all.
        links: tokens of a way back into a response that was sent, by the round's name; and into one in the round
            `running` that is complete and not sent, by "answered".
    """

    rounds: dict
    links: dict


def make(session):
    """All of it."""
    lead, member = story.account(session, LEAD), story.account(session, MEMBER, "Mo Member")
    story.account(session, NOBODY, "No Body")
    rounds = {name: story.open_round(session, lead, **given) for name, given in ROUNDS.items()}
    links = {
        name: story.answer_all(session, rounds[name], number, comment=COMMENT)[0].return_token
        for name, number in ANSWERED.items()
    }
    _sign(session, rounds["signed"])
    links["answered"] = _answer(session, rounds["running"])
    for name in CLOSED:
        story.close(session, rounds[name])
    for name in ("full", "released"):
        story.read_comments(session, rounds[name])
    story.release(session, rounds["released"])
    _agree(session, rounds["released"])
    story.end(session, rounds["over"])
    partnership = session.get(Round, rounds["released"].round_id).partnership_id
    factories.make_member(session, member, session.get(Partnership, partnership), Role.MEMBER)
    return World(rounds, links)


def _agree(session, asked):
    """Something that is late, a priority, and something done."""
    late = {"owner": "Mo Member", "due": NOW.date() - timedelta(days=9), "resource": "An afternoon"}
    given = (
        Given(what="Put one calendar on every wall", theme=asked.themes[0], **late),
        Given(what="Meet twice a term", aim="Know one another", is_priority=True),
        Given(what="Ask everybody what they read", theme=asked.themes[1], owner="The heads"),
    )
    for one in given:
        row = actions.add(session, round_id=asked.round_id, given=one, now=NOW - timedelta(days=10))
    done = Progress(status=Status.DONE, note="All nine schools took part.")
    actions.update(session, action_id=row.id, version=1, progress=done, now=NOW)


def _sign(session, asked):
    """Each partner gives its sheet."""
    row = session.get(Round, asked.round_id)
    for partner in factories.PARTNERS:
        started = factories.make_response(session, row, partner=partner, now=NOW)
        factories.answer(session, started, 4, now=NOW)


def _answer(session, asked):
    """Everything answered, nothing sent."""
    row = session.get(Round, asked.round_id)
    started = factories.make_response(session, row, partner="Ash School", role="head", now=NOW)
    words = {f"comment:{asked.themes[0]}": COMMENT.format(number=1), "open:purpose": "To learn."}
    factories.answer(session, started, 4, words, submit=False, now=NOW)
    return started.return_token
