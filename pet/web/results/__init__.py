"""Reading results: the page, its charts and files, and one's own view beside everybody's."""

from pet.web.results.blueprint import blueprint

from pet.web.results import files, mine, reading  # isort: skip -- they add their pages to it

__all__ = ["blueprint", "files", "mine", "reading"]
