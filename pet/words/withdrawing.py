"""What becomes of answers that are taken back."""

from pet.analysis.options import Options
from pet.language import gettext as _
from pet.words import by_letter
from pet.words.by_letter import BY_LINK, ComingIn


def at_any_time(options: Options) -> str:
    """What becomes of answers that are taken back, at any time."""
    if options.is_open:
        return _(
            "You can withdraw your sheet: all of it is deleted. After the round has closed its result stays as it is, "
            "with the answers of your partner and with comments that were let through."
        )
    return _(
        "You can withdraw your answers: all of them are deleted. After the round has closed its numbers stay as they "
        "are, and so do comments that were let through; nothing in them points to you."
    )


def now(
    options: Options, *, is_closed: bool, are_comments_read: bool, coming: ComingIn = BY_LINK
) -> tuple[str, ...]:
    """What happens when somebody takes their answers back now, before they do.

    Args:
        options: how the round is evaluated.
        is_closed: whether the result was made already.
        are_comments_read: whether the comments that were let through are in it.
        coming: how people come to the round.
    """
    gone = _gone(options, coming)
    if not is_closed:
        again = (by_letter.withdrawn(),) if coming.by_letter else ()
        return (gone, _("It cannot be brought back."), *again)
    if options.is_open:
        numbers = _(
            "The result of this round has been made already. It stays as it is, with your partner’s sheet in it."
        )
    else:
        numbers = _(
            "The result of this round has been made already. Its numbers stay as they are; nothing in them points to you."
        )
    if are_comments_read:
        texts = _(
            "Comments that were let through stay in it too, without anything that says who wrote them. All others are "
            "deleted."
        )
    else:
        texts = _(
            "Comments have not been let through yet: yours are deleted, and the result will not show them."
        )
    return (gone, numbers, texts)


def _gone(options: Options, coming: ComingIn) -> str:
    if not coming.by_letter:
        return _("Everything you answered and wrote here is deleted at once, and your link stops working.")
    if options.is_open:
        return _(
            "Everything in this sheet is deleted at once, also what others of your partner answered and wrote in it."
        )
    return _("Everything you answered and wrote here is deleted at once.")
