"""“Send again”: a form that could not be taken comes back with everything typed and a fresh token."""

from dataclasses import dataclass

from pet.language import gettext as _
from pet.web.kept import Kept
from pet.web.render import render_plainly


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgainPage:
    """A form that only needs to be sent once more.

    Attributes:
        title: in a few words.
        sentences: what happened, and what to do.
        to: where it goes; a page of this site.
        fields: names and values as they were typed.
        asks_password: whether a password has to be typed again, which is never kept on a page.
    """

    title: str
    sentences: tuple[str, ...]
    to: str
    fields: tuple[tuple[str, str], ...]
    asks_password: bool


def show(kept: Kept) -> str:
    """The page for a form whose token was too old."""
    return after(
        kept,
        title=_("Please send this again"),
        sentences=(
            _(
                "Nothing of it has been stored yet. The page had been open for a long time, or you signed in anew. For your safety we ask you to send it once more."
            ),
        ),
    )


def after(kept: Kept, *, title: str, sentences: tuple[str, ...]) -> str:
    """The page with everything that was typed, after something else went wrong."""
    page = SendAgainPage(
        title=title,
        sentences=sentences,
        to=kept.path,
        fields=kept.fields,
        asks_password=kept.had_password,
    )
    return render_plainly("errors/send_again.html", page)
