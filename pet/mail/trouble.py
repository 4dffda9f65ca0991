"""What kind of trouble kept a message back: told without the words of a mail server, in which an address may stand."""

from enum import StrEnum

from pet.language import gettext as _


class Trouble(StrEnum):
    """What kind of trouble it was; kept in front of what the server said."""

    SILENCE = "silence"
    REFUSAL = "refusal"
    ENCRYPTION = "encryption"
    SIGN_IN = "sign-in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    LETTER = "letter"
    LOST = "lost"
    FOLDER = "folder"
    OTHER = "other"


def words(trouble: Trouble) -> str:
    """The kind of trouble in a few words, for whoever looks after the site."""
    return {
        Trouble.SILENCE: _("no answer from the mail server"),
        Trouble.REFUSAL: _("the mail server does not talk with PET now"),
        Trouble.ENCRYPTION: _("no encrypted connection with the mail server"),
        Trouble.SIGN_IN: _("the mail server refused the sign-in, or wants one"),
        Trouble.SENDER: _("the mail server refused the sender (PET_MAIL_FROM)"),
        Trouble.RECIPIENT: _("the mail server does not take letters to this address now"),
        Trouble.LETTER: _("the mail server does not take this letter now"),
        Trouble.LOST: _("the connection with the mail server was lost on the way"),
        Trouble.FOLDER: _("the folder for letters cannot be written into"),
        Trouble.OTHER: _("another reason"),
    }[trouble]


def marked(trouble: Trouble, reason: str) -> str:
    """The reason as it is kept."""
    return reason if trouble is Trouble.OTHER else f"{mark(trouble)}{reason}"


def mark(trouble: Trouble) -> str:
    """How a kept reason of this kind begins."""
    return f"{trouble.value}: "
