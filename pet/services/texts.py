"""What people type, cleaned so that both engines keep the same."""

import re

from pet.untrusted.files import UNWANTED

_LINE_END = re.compile("\r\n?")


def one_line(given: str) -> str:
    """A name or title: without characters that no text contains, and with single spaces."""
    return " ".join(UNWANTED.sub("", given).split())


def many_lines(given: str) -> str:
    """A comment: without characters that no text contains, one kind of line end, and empty if nothing can be read."""
    clean = UNWANTED.sub("", _LINE_END.sub("\n", given))
    return clean if clean.strip() else ""
