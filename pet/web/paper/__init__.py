"""Typing in what people wrote on paper: whose sheet it is, then all of it on one page, sent at once."""

from pet.web.paper.blueprint import blueprint

from pet.web.paper import blank, printed, quick, typing_in  # isort: skip -- they add their pages to it

__all__ = ["blank", "blueprint", "printed", "quick", "typing_in"]
