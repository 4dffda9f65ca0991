"""Text from outside that goes into the head of a message.

Python's own policies let an encoded word in a subject become a header of its own (CVE-2024-6923 and CVE-2026-1299), so
nothing that could be one, and nothing that ends a line, gets that far.
"""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from pet.errors import PetError
from pet.language import gettext as _

LONGEST_SUBJECT, LONGEST_NAME = 120, 100
_KEPT_JOINERS = "\u200c\u200d"  # scripts such as Persian need them
_ENCODED_WORD = re.compile(r"=(?=\?)")


class AddressError(PetError):
    """An address to which nothing can be sent."""


def line(text: str, *, most: int) -> str:
    """One line without control characters, without anything that could be an encoded word, cut at `most` characters."""
    visible = "".join(
        " " if unicodedata.category(one)[0] in "CZ" and one not in _KEPT_JOINERS else one for one in text
    )
    calm = " ".join(_ENCODED_WORD.sub("= ", visible).split())
    return calm if len(calm) <= most else calm[: most - 1].rstrip() + "…"


def subject(text: str) -> str:
    """A subject."""
    return line(text, most=LONGEST_SUBJECT)


def name(text: str) -> str:
    """A name beside an address, which cannot look like another address."""
    return line(re.sub(r'[<>"\\@]|://', " ", text), most=LONGEST_NAME)


def address(text: str) -> str:
    """An address as mail servers take it, with an international domain in ASCII.

    Raises:
        AddressError: nothing can be sent to it.
    """
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        found = None
    if not found:
        raise AddressError(_("this is not an address to which a letter can be sent"))
    return found
