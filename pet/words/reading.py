"""How to read the charts and words: a term and a plain sentence each, only for what the reader will meet."""

from pet.analysis.options import Mode
from pet.analysis.result import Detail, Result
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.words.phrases import in_words, point


def points(result: Result, framework: Framework) -> tuple[tuple[str, str], ...]:
    """Pairs of what is met and what it means, in the order in which they are met."""
    return (
        (_("The answers"), _answers(framework)),
        *_bars(result),
        (
            _("Typical answer"),
            _(
                "The answer in the middle when all answers are put in order: half lie below it, half above. "
                "Scores run from 1 to {points}.",
                points=framework.scale.size,
            ),
        ),
        (
            _("Close, mixed, far apart"),
            _(
                "How near the answers lie to one another. Close together is not the same as good, and far apart "
                "is not a fault: it is a reason to talk."
            ),
        ),
        (
            _("What you will not find"),
            _(
                "There is no overall mark and no ranking. A view that few people hold is a view, not an error."
            ),
        ),
    )


def _answers(framework: Framework) -> str:
    return _(
        "Each statement could be answered from “{lowest}” to “{highest}”. “{dont_know}” and “{not_applicable}” "
        "are kept apart: they never pull a result up or down.",
        lowest=point(framework, 1),
        highest=point(framework, framework.scale.size),
        dont_know=in_words(framework.scale.dont_know),
        not_applicable=in_words(framework.scale.not_applicable),
    )


def _bars(result: Result) -> tuple[tuple[str, str], ...]:
    details = {theme.detail for theme in result.themes}
    if Detail.DISTRIBUTION in details:
        return ((_("The bars"), _bar_with_counts(result)),)
    return ()


def _bar_with_counts(result: Result) -> str:
    if result.mode is Mode.OPEN:
        return _(
            "One bar for each statement, with the number of partners in each part. Left of the line, brown and "
            "hatched: answers below the middle. Right of it, blue: answers above. Small circles: don’t know."
        )
    return _(
        "One bar for each statement, with the number of people in each part. Left of the line, brown and "
        "hatched: answers below the middle. Right of it, blue: answers above. Small circles: don’t know."
    )
