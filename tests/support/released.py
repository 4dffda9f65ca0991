"""Rounds that came to an end, for tests of the pages of results: closed or released, with people of every kind."""

from dataclasses import dataclass

from pet.access.actor import Role
from pet.services import rounds
from tests.support.factories import (
    NOW,
    PARTNERS,
    framework_source,
    make_account,
    make_answered,
    make_member,
    make_partnership,
    make_round,
)

SOURCE = framework_source(components=3)
ROLES = ("head", "teacher")


@dataclass(frozen=True)
class Over:
    """A round that is over, and who may come to its results.

    Attributes:
        round_id, public_id: of the round.
        people: account ids by role.
        started: what each respondent was given, in the order of their answers.
    """

    round_id: int
    public_id: str
    people: dict[Role, int]
    started: list

    @property
    def url(self):
        return f"/rounds/{self.public_id}"


def varied(number, *, roles=ROLES, partners=PARTNERS):
    """So many people; every theme has another shape of answers, and every fifth answer is "don't know"."""
    shapes = ([5, 4, 4, 5], [1, 5, 1, 5], [2, 1, 2, 1], [3, 3, 2, 4], [1, 2, 4, 5])
    ids = [f"c{c}.a{a}.t{t}" for c in (1, 2, 3) for a in (1, 2) for t in (1, 2)]
    found = []
    for n in range(number):
        role = roles[n % len(roles)] if roles else None
        values = {theme: shapes[place % 5][(n + place) % 4] for place, theme in enumerate(ids)}
        values |= {theme: "dont_know" for place, theme in enumerate(ids) if (n + place) % 9 == 8}
        if role != "head":
            values.pop(ids[-1])
        found.append((partners[n % len(partners)], role, values))
    return found


def over(
    session, answered=None, *, partners=PARTNERS, source=SOURCE, released=False, state="closed", **fields
):
    """A round with its lead, facilitator, reader and member; `state` may be `open` or `draft`."""
    partnership = make_partnership(session, partners=partners)
    people = {}
    for role in (Role.LEAD, Role.FACILITATOR, Role.MEMBER):
        account = make_account(
            session, email=f"{role.value}{partnership.id}@example.org", name=f"A {role.value}"
        )
        make_member(session, account, partnership, role)
        people[role] = account.id
    given = {"reader_id": people[Role.FACILITATOR], **fields}
    made = make_round(
        session, partnership, source=source, state="draft" if state == "draft" else "open", **given
    )
    started = [] if state == "draft" else make_answered(session, made, answered or varied(24))
    if state == "closed":
        rounds.close(session, round_id=made.id, now=NOW)
    if released:
        rounds.release(session, round_id=made.id, now=NOW)
    return Over(round_id=made.id, public_id=made.public_id, people=people, started=started)
