"""For somebody whose browser is not (or not any more) the one that opened a response: the return link opens it again."""

from dataclasses import dataclass

from pet.language import gettext as _
from pet.services.texts import many_lines, one_line
from pet.web.kept import Kept
from pet.web.render import render_plainly


@dataclass(frozen=True, slots=True, kw_only=True)
class LostSessionPage:
    """Asks for the return link.

    Attributes:
        title: in a few words.
        problem: what was wrong with the link that was given, or empty.
        given: that link.
        has_typed: whether something was typed that is kept here.
        hidden: what was typed, carried along.
        to: where the link is sent to (the endpoint `answering.reopen`).
    """

    title: str
    problem: str
    given: str
    has_typed: bool
    hidden: tuple[tuple[str, str], ...]
    to: str = "/reopen"


def show(typed: Kept | None, *, given: str = "", problem: str = "") -> str:
    """The page, with everything that was typed."""
    page = LostSessionPage(
        title=_("Paste your own link to go on"),
        problem=problem,
        given=one_line(given),
        has_typed=typed is not None and bool(typed.fields),
        hidden=tuple((one_line(name), many_lines(value)) for name, value in typed.hidden()) if typed else (),
    )
    return render_plainly("errors/lost_session.html", page)
