"""What is said where too few answered: how many, why nothing is shown, and what can be done."""

from pet.analysis.result import Result
from pet.language import gettext as _
from pet.words.phrases import spelled


def title() -> str:
    """The heading of the one page that there is."""
    return _("Too few have answered to show results")


def why(result: Result) -> str:
    """Why nothing is shown."""
    return _(
        "Results are shown from {least} people on. With fewer, it would be easy to guess who said what, "
        "and everybody who answered was promised that this would not happen. So nothing is shown here: "
        "no typical answers, no pictures and no comments.",
        least=spelled(result.smallest_group),
    )


def what_to_do() -> tuple[str, ...]:
    """What a lead can do, a sentence or two each."""
    return (
        _(
            "Ask again in another round. A personal word works better than a reminder; say how long it takes and why it "
            "matters."
        ),
        _("Ask two or more people in each partner, so that more than one voice speaks for it."),
        _("Give people more time, and agree on a day on which most can answer."),
        _(
            "Or start an open round instead, in which each partner gives one joint, signed answer sheet "
            "and nothing is hidden. Those who have answered must be told before it begins."
        ),
    )
