"""A lead's pages for a round: where it stands, closing it, reading its comments, releasing it."""

from pet.web.rounds.blueprint import blueprint

from pet.web.rounds import adding, agenda, deciding, following, people, reading, reminding, summaries  # isort: skip -- they add their pages to it

__all__ = [
    "adding",
    "agenda",
    "blueprint",
    "deciding",
    "following",
    "people",
    "reading",
    "reminding",
    "summaries",
]
