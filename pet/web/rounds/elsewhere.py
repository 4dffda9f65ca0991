"""What is said of a round that was held elsewhere and brought in by an archive: only its results came along."""

from pet.language import gettext as _
from pet.language import ngettext


def not_by_partner() -> str:
    """Why there is no table of who has answered."""
    return _(
        "This round was held elsewhere and brought in by an archive. How many answered at each partner did not come "
        "along."
    )


def promise() -> tuple[str, ...]:
    """What can be said of what people were told before they started."""
    return (
        _(
            "This round was held elsewhere and brought in by an archive. What people were told there is not known here."
        ),
    )


def comments() -> str:
    """What becomes of the comments."""
    return _(
        "Whatever people wrote was read where the round was held. The results here show of it what the archive shows."
    )


def people() -> str:
    """Why there is no list of who was asked."""
    return _(
        "This round was held elsewhere and brought in by an archive. Who was asked there did not come along."
    )


def words_to_show() -> str:
    """What may go with the results besides them."""
    return _("What people wrote, as far as the archive shows it")


def release_step(*, leads: bool, is_hidden: bool) -> str:
    """What comes next before it is released."""
    if is_hidden:
        return _("Too few answered where the round was held to show a result.")
    if leads:
        return _("Look at the results, then release them to the members of the partnership.")
    return _("Look at the results. A lead releases them to the members of the partnership.")


def sees_it() -> str:
    """Who sees it once it is released, at the head of the page."""
    return _("Then every member of the partnership who has an account sees what you see.")


def who_sees(sent: int, *, is_signed: bool) -> tuple[str, ...]:
    """How they come to see it, and who does not, a sentence or more each."""
    return (
        _("The links did not come along, so nobody finds the results by a link.")
        if is_signed
        else ngettext(
            "One person answered where the round was held. The answers and the link did not come along, so nobody "
            "finds the results by a link.",
            "{number} people answered where the round was held. Their answers and links did not come along, so nobody "
            "finds the results by a link.",
            sent,
        ),
        _("Only members of the partnership who sign in see the results. Nobody is written to: tell them."),
    )
