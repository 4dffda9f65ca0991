"""Somewhere to go."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Something to follow, and what it is called."""

    label: str
    url: str
