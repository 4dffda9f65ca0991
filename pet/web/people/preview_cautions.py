"""What to look at in a list before it is taken over, in whole sentences: who gets no letter, who belongs to nobody."""

from collections.abc import Sequence

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.importing.matching import Item, Plan, What


def of_plan(plan: Plan) -> tuple[str, ...]:
    """What is said above the rows."""
    added = [item for item in plan.items if item.what is What.ADD]
    bare = sum(not item.email for item in added)
    alone = sum(not item.partner for item in added)
    found = []
    if bare:
        found.append(
            ngettext(
                "{number} person has no e-mail address here and will get no letter.",
                "{number} people have no e-mail address here and will get no letter.",
                bare,
            )
        )
    if alone:
        found.append(
            ngettext(
                "{number} person belongs to no partner. Name one in the list, or add it on their page later.",
                "{number} people belong to no partner. Name one in the list, or add it on their pages later.",
                alone,
            )
        )
    return tuple(found)


def of_row(item: Item) -> Sequence[str]:
    """The same of one row that adds somebody."""
    if item.what is not What.ADD:
        return ()
    return (
        *((_("No e-mail address: will get no letter."),) if not item.email else ()),
        *((_("Belongs to no partner."),) if not item.partner else ()),
    )
