"""What a letter says, as plain sentences; `rendering` sets them as text and as HTML."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The one link of a letter.

    Attributes:
        label: what it does.
        url: where it leads.
    """

    label: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a letter says.

    Attributes:
        sender: whose letter it is: the name of a partnership, or `PET`.
        subject: one line.
        note: above everything, such as “this is a test”; or empty.
        greeting: the first line.
        paragraphs: what a lead can write otherwise.
        link: what to do, or `None`.
        facts: below it, what PET says itself, whatever a lead wrote.
        why: the small print: why this came, and from where the address is.
    """

    sender: str
    subject: str
    note: str = ""
    greeting: str
    paragraphs: tuple[str, ...]
    link: Link | None
    facts: tuple[str, ...]
    why: str


def site_name(base_url: str) -> str:
    """What the site is called by its address."""
    return urlsplit(base_url).netloc
