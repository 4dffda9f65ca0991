"""What stands above the texts that people wrote beside their comments on themes."""

from pet.analysis.comments import parts_summed_up
from pet.analysis.result import Result
from pet.frameworks.model import Area, Framework, OpenQuestion
from pet.language import gettext as _
from pet.words.phrases import in_words


def how_they_know(area: Area) -> str:
    """The heading of the answers to “How do we know?” on an area."""
    return _("How people know: {area}", area=in_words(area.title))


def at_the_end() -> str:
    """The heading of the answers to the open questions."""
    return _("In people’s own words")


def summed_up(part: Area | OpenQuestion) -> str:
    """Over what the reader of the comments wrote in their place."""
    if isinstance(part, OpenQuestion):
        return _("Answers to “{question}”, summed up by who read them", question=in_words(part.text))
    return _("{area}, summed up by who read what people wrote", area=in_words(part.title))


def digest(part: Area | OpenQuestion, result: Result, framework: Framework) -> str:
    """What the reader wrote in place of what people did, on an area or to an open question; empty where nothing."""
    if part not in parts_summed_up(framework):
        return ""
    return next((one.text for one in result.digests if one.area == part.id), "")
