"""The letters of a round: their words, how they will arrive, and a test to oneself."""

from pet.web.letters.blueprint import blueprint

from pet.web.letters import editing, overview  # isort: skip -- they add their pages to it

__all__ = ["blueprint", "editing", "overview"]
