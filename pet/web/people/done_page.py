"""What the page of a list holds once it was taken over, or taken back."""

from dataclasses import dataclass

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.importing.batches import Batch
from pet.web.link import Link
from pet.web.people.places import here, to_partnership


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePage:
    """What a list did.

    Attributes:
        title: in a few words.
        said: what was done, a sentence each.
        left: what was left when it was taken back, a sentence each.
        undo: where the form goes that takes it back, or empty.
        next: where to go now, the most sensible first.
    """

    title: str
    said: tuple[str, ...]
    left: tuple[str, ...]
    undo: str
    next: tuple[Link, ...]


def done_page(batch: Batch) -> DonePage:
    """What this list did, or that it was taken back."""
    people = Link(label=_("See the people"), url=here("people"))
    bring = Link(label=_("Bring in another list"), url=here("bring"))
    if batch.state == "undone":
        return DonePage(
            title=_("The list is taken back"),
            said=_undone(batch),
            left=_left(batch),
            undo="",
            next=(bring, people),
        )
    added, changed = len(batch.done["added"]), len(batch.done["changed"])
    said = [ngettext("{number} person was added.", "{number} people were added.", added)] if added else []
    said += (
        [ngettext("{number} person was changed.", "{number} people were changed.", changed)]
        if changed
        else []
    )
    made = len(batch.done["partners"])
    said += [ngettext("{number} partner was made.", "{number} partners were made.", made)] if made else []
    return DonePage(
        title=_("The list is taken over"),
        said=(*said, _("No letter went out: people get one when you launch a round or invite them.")),
        left=(),
        undo=here("undo", import_id=batch.public_id),
        next=(to_partnership(), people, bring),
    )


def _undone(batch: Batch) -> tuple[str, ...]:
    undone = batch.undone
    return (
        ngettext(
            "{number} person was taken out again.", "{number} people were taken out again.", undone["removed"]
        ),
        ngettext("{number} person is as before.", "{number} people are as before.", undone["restored"]),
    )


def _left(batch: Batch) -> tuple[str, ...]:
    undone = batch.undone
    found = []
    if undone["invited"]:
        found.append(
            ngettext(
                "{number} person was invited meanwhile and stays.",
                "{number} people were invited meanwhile and stay.",
                undone["invited"],
            )
        )
    if undone["changed"]:
        found.append(
            ngettext(
                "{number} person was changed meanwhile and stays so.",
                "{number} people were changed meanwhile and stay so.",
                undone["changed"],
            )
        )
    if undone["partners"]:
        found.append(
            _("These stay, for people or answers hang on them: {names}.", names=", ".join(undone["partners"]))
        )
    return tuple(found)
