"""Names of files that people find again."""

import re

LONGEST = 80


def file_name(title: str, ending: str) -> str:
    """The title in lower case with hyphens, and what it is: `riverside-autumn-2026-report.pdf`."""
    words = re.sub(r"[^\w]+", "-", title.casefold()).strip("-_")[:LONGEST].strip("-_")
    return f"{words}-{ending}" if words else ending
