"""What error pages say: what happened, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.support import LazyProxy

from pet.language import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class ErrorText:
    """The words for one kind of error; each finds its language when it is shown.

    Attributes:
        name: what programs are told.
        title: the heading.
        happened: one sentence.
        to_do: one or two sentences.
    """

    name: str
    title: LazyProxy
    happened: LazyProxy
    to_do: LazyProxy


TEXTS: Mapping[int, ErrorText] = {
    400: ErrorText(
        "bad_request",
        _("This request could not be understood"),
        _("The address or the form that reached us was not complete."),
        _("Go back, load the page again and try once more."),
    ),
    401: ErrorText(
        "session",
        _("Please sign in"),
        _("You are not signed in, or your time was up."),
        _("Sign in to go on."),
    ),
    403: ErrorText(
        "forbidden",
        _("This page is not open to you"),
        _("Your role in this partnership does not include what you asked for."),
        _("If you need it, ask a lead of the partnership."),
    ),
    404: ErrorText(
        "not_found",
        _("There is no such page"),
        _("The address may have a slip in it, or the page is not one that you can see."),
        _("Check the address. If you came by a link, copy all of it, up to its last character."),
    ),
    405: ErrorText(
        "wrong_method",
        _("This page cannot be used like that"),
        _("The page exists, but it is not made to be opened or sent to in this way."),
        _("Go back and use the buttons on the page before."),
    ),
    409: ErrorText(
        "conflict",
        _("That is not possible now"),
        _("Something has changed since the page was loaded, so what you asked for does not fit any more."),
        _("Go back and load the page again to see how things stand."),
    ),
    410: ErrorText(
        "gone",
        _("This link has ended"),
        _("The link was right once, and does not open anything any more."),
        _("Ask the person who sent it to you for a new one."),
    ),
    413: ErrorText(
        "too_large",
        _("That was too much at once"),
        _("What you sent is larger than this page accepts, so nothing of it was stored."),
        _(
            "Your browser’s Back button often, but not always, brings back what you typed. Copy it, and send it in parts."
        ),
    ),
    415: ErrorText(
        "wrong_type",
        _("This kind of content is not accepted here"),
        _("What was sent is not in a form that this page can read."),
        _("Go back and use the buttons on the page before."),
    ),
    422: ErrorText(
        "unreadable",
        _("This could not be read"),
        _("Something in what you sent cannot be used, so nothing of it was stored."),
        _("Go back, look at it again and send it once more."),
    ),
    429: ErrorText(
        "too_many",
        _("Too many tries"),
        _("There were more tries from your network than we accept in this time."),
        _("Wait a little, then try again."),
    ),
    500: ErrorText(
        "failed",
        _("Something went wrong on our side"),
        _("The mistake is ours and has been noted. What was saved before is safe."),
        _("Try again in a moment. If it happens again, tell whoever runs this site the reference below."),
    ),
    503: ErrorText(
        "busy",
        _("The site is busy"),
        _("Your request could not be carried out just now, and nothing of it was stored."),
        _("Wait a few seconds, then load this page again."),
    ),
}
