"""What stands above the texts that people wrote beside their comments on themes."""

from pet.frameworks.model import Area
from pet.language import gettext as _
from pet.words.phrases import in_words


def how_they_know(area: Area) -> str:
    """The heading of the answers to “How do we know?” on an area."""
    return _("How people know: {area}", area=in_words(area.title))


def at_the_end() -> str:
    """The heading of the answers to the open questions."""
    return _("In people’s own words")


def summed_up(area: Area) -> str:
    """Over what the reader of the comments wrote in their place."""
    return _("{area}, summed up by who read what people wrote", area=in_words(area.title))
