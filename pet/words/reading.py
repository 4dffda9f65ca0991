"""How to read the charts and words: a term and a plain sentence each, only for what the reader will meet."""

from pet.analysis.kinds import Detail
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.words import patterns, promise, uncertainty
from pet.words.numbers import decimal, fraction_of_steps
from pet.words.phrases import in_words, point, spelled


def points(result: Result, framework: Framework) -> tuple[tuple[str, str], ...]:
    """Pairs of what is met and what it means, in the order in which they are met."""
    return (
        (_("The questionnaire"), _questionnaire(result, framework)),
        (_("The answers"), _answers(framework)),
        *_bars(result),
        (
            _("Typical answer"),
            _typical(result, framework),
        ),
        (_("Close, mixed, far apart"), _closeness(result)),
        *_missing(result),
        *patterns.sayings(result),
        *_written(result),
        (
            _("What you will not find"),
            _(
                "There is no overall mark and no ranking. A view that few people hold is a view, not an error."
            ),
        ),
    )


def essentials(result: Result, framework: Framework) -> tuple[tuple[str, str], ...]:
    """As `points`, but only what nobody can do without: the answers, the bars, typical answer and closeness."""
    return (
        (_("The answers"), _answers(framework)),
        *_bars(result),
        (_("Typical answer"), _typical(result, framework)),
        (_("Close, mixed, far apart"), _closeness(result)),
        *_missing(result),
    )


def _questionnaire(result: Result, framework: Framework) -> str:
    sentences = [
        ngettext(
            "It has {count} component. A component is made of areas, and an area of a few themes; "
            "each theme is one statement.",
            "It has {count} components. A component is made of areas, and an area of a few themes; "
            "each theme is one statement.",
            len(framework.components),
            count=spelled(len(framework.components)),
        )
    ]
    if any(theme.asked is None or theme.asked < result.respondents for theme in result.themes):
        sentences.append(_("Not every statement was put to everybody."))
    return " ".join(sentences)


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
    one = promise.one_answer(result)
    if Detail.DISTRIBUTION in details:
        said = _bar_with_counts(result)
        return ((_("The bars"), f"{said} {one}" if one else said),)
    return ((_("The bars"), one),) if one else ()


def _bar_with_counts(result: Result) -> str:
    if result.mode is Mode.OPEN:
        numbers = _(
            "One bar for each statement, with the number of partners who gave each answer. A bar shows shares: it is "
            "equally long for few and for many answers."
        )
    else:
        numbers = _(
            "One bar for each statement, with the number of answers, or per cent where there are many. A bar shows "
            "shares: it is equally long for few and for many answers."
        )
    colours = _(
        "Left of the line, brown and hatched: answers below the middle of the scale. Right of it, blue: answers "
        "above. Small circles beside it: don’t know."
    )
    return f"{numbers} {colours}"


def _typical(result: Result, framework: Framework) -> str:
    """Where it stands in a bar, and how the words, which name a point of the scale, go together with the numbers."""
    drawn = any(theme.detail is Detail.DISTRIBUTION for theme in result.themes)
    finer = any(theme.interpolated_median is not None for theme in result.themes)
    sentences = [
        _in_the_bar() if drawn else _("The answer in the middle when all answers are put in order."),
        _(
            "In numbers it runs from 1 to {points}; for areas and components it is the average over their themes.",
            points=result.points,
        ),
        _finer(framework) if finer else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _in_the_bar() -> str:
    return _(
        "The answer in the middle when all answers are put in order: half of them lie to the left of its triangle, half "
        "to the right. So it always stands in the middle of the bar; what matters is in which colour it stands."
    )


def _finer(framework: Framework) -> str:
    """What the decimal of a theme's typical answer says, by the example of a point in the middle of the scale."""
    position = (framework.scale.size + 1) // 2
    return _(
        "Of a theme, {number} means “{answer}”, with more answers above that than below.",
        number=decimal(position + 0.3),
        answer=point(framework, position),
    )


def _missing(result: Result) -> tuple[tuple[str, str], ...]:
    """What those who did not answer could change, where that is said of themes."""
    said = uncertainty.explained(result)
    return ((_("Had everybody answered"), said),) if said else ()


def _written(result: Result) -> tuple[tuple[str, str], ...]:
    """That comments are not always in their writers' words: which of them are not, nobody can tell from a result."""
    if result.mode is Mode.OPEN or not (result.comments or result.words or result.digests):
        return ()
    if result.digests:
        said = _(
            "So few answered that comments are not shown one by one. The person who read them sums up each area and each open "
            "question. Only what its writer agreed to have quoted appears word for word. The order says nothing."
        )
        return ((_("What people wrote"), said),)
    return (
        (
            _("What people wrote"),
            _(
                "One person read it before it could be shown. Some of it may be in that person’s words, so that "
                "nobody is recognised by the way they write. The order says nothing."
            ),
        ),
    )


def _closeness(result: Result) -> str:
    """Where close ends and far apart begins, in steps: AD_md = (1 - A) (K - 1) / 2."""
    limits, steps = result.thresholds, (result.points - 1) / 2
    return _(
        "How near the answers lie to one another. Close: on average within {near} of the typical answer. "
        "Far apart: on average more than {far} from it. Mixed: in between. Close together is not the same as "
        "good, and far apart is not a fault: it is a reason to talk.",
        near=fraction_of_steps((1 - limits.high_agreement) * steps),
        far=fraction_of_steps((1 - limits.medium_for(result.points)) * steps),
    )
