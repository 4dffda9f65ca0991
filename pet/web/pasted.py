"""The secret part of a link that somebody pasted."""

import re
from urllib.parse import urlsplit

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def code_in(typed: str) -> str:
    """The secret part of a link, or the code itself; empty where there is none."""
    whole = "".join(typed.split())  # mail programs break lines inside links
    try:
        path = urlsplit(whole).path
    except ValueError:
        return ""
    code = path.rstrip("/").rpartition("/")[2]
    return code if _CODE.fullmatch(code) else ""
