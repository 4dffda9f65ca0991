"""A partnership with everything that pages about its people show: a round that runs, a draft, a list, and a long log."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from benchmarks import letter_rounds
from benchmarks.letter_rounds import ByLetter
from pet.db.models import Account
from pet.services import audit
from pet.services.acts import Act
from pet.services.audit import By
from pet.services.importing import batches, reading
from tests.support import story


@dataclass(frozen=True, kw_only=True)
class World:
    """One partnership with a round that is open, one with a draft, and a list that waits to be taken over."""

    open: ByLetter
    draft: ByLetter
    listed: str


def world(session: Session, lead: Account, people: int) -> World:
    """Of so many people, of whom two in five have sent; its list and its log are as long."""
    now = datetime.now(UTC)
    made = letter_rounds.launched(session, lead, people, answered=people * 2 // 5)
    draft = letter_rounds.draft(session, lead, people)
    by = By(account_id=lead.id, name=lead.name)
    for number in range(people):
        about = {"round": f"Round {number}", "letters": 12}
        audit.note(session, by, Act.REMIND, partnership_id=made.partnership_id, about=about, now=now)
    text = "Name;E-mail;School\n" + "".join(
        f"Guest {number};guest{number}@example.org;{story.PARTNERS[number % 9]}\n" for number in range(people)
    )
    sheet = reading.from_text(text, batches.hints(session, made.partnership_id), source="The list")
    listed = batches.keep(session, partnership_id=made.partnership_id, sheet=sheet, by=by, now=now)
    return World(open=made, draft=draft, listed=listed)


def paths(world: World) -> dict[str, str]:
    """Where its pages are, by what they are."""
    partnership, round_ = f"/partnerships/{world.open.partnership}", f"/rounds/{world.open.public_id}"
    return {
        "partnership": f"{partnership}/",
        "people": f"{partnership}/people",
        "people, searched": f"{partnership}/people?q=person+0003",
        "preview of a list": f"{partnership}/import/{world.listed}",
        "wizard: privacy": f"/rounds/{world.draft.public_id}/set-up/privacy",
        "wizard: check": f"/rounds/{world.draft.public_id}/set-up/check",
        "round": f"{round_}/",
        "people of a round": f"{round_}/people",
        "delivery (JSON)": f"{round_}/delivery",
        "before a reminder": f"{round_}/remind",
        "log": f"{partnership}/log",
        "own link, from the letter": f"/r/{world.open.fresh[0]}",
    }
