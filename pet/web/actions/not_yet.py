"""Why nothing can be written down yet."""

from dataclasses import dataclass

from pet.access.policy import Permission
from pet.language import gettext as _
from pet.services.rounds import RoundFacts
from pet.web.actions import about
from pet.web.render import render


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetPage:
    """templates/actions/not_yet.html."""

    title: str
    round: str
    text: str
    back: str


def page(facts: RoundFacts) -> str | None:
    """The page that says so; `None` where the sender sees what was agreed, and so what came out of the round.

    The themes to choose from would tell more: the lead of one partner sees them only once the round is released.
    """
    if about.may(Permission.SEE_ACTIONS):
        return None
    text = (
        _("Actions are agreed once the round is closed.")
        if facts.closed_at is None
        else _("Actions are agreed once the results are released.")
    )
    shown = NotYetPage(
        title=_("Not yet"),
        round=facts.title,
        text=text,
        back=f"/rounds/{facts.public_id}/",
    )
    return render("actions/not_yet.html", shown)
