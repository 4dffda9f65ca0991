"""What the people who answered were promised, in the same words everywhere, and the one caution for the whole."""

from pet.analysis.kinds import Detail
from pet.analysis.options import Mode
from pet.analysis.result import Result
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.words.numbers import whole
from pet.words.phrases import spelled

_NAMES = {
    Mode.ANONYMOUS: lazy_gettext("Anonymous round"),
    Mode.CONFIDENTIAL: lazy_gettext("Confidential round"),
    Mode.OPEN: lazy_gettext("Open round"),
}
_WHO_SEES = {
    Mode.ANONYMOUS: lazy_gettext("Nothing links an answer to the person who gave it."),
    Mode.CONFIDENTIAL: lazy_gettext("Nobody sees what another person answered."),
    Mode.OPEN: lazy_gettext(
        "Each partner gave one joint answer sheet. There is nothing to hide; every sheet is signed."
    ),
}


def name(mode: Mode) -> str:
    """What the privacy mode is called."""
    return str(_NAMES[mode])


def sentences(result: Result) -> tuple[str, ...]:
    """The promise of the round's privacy mode."""
    who = str(_WHO_SEES[result.mode])
    return (who,) if result.mode is Mode.OPEN else (who, groups(result))


def groups(result: Result) -> str:
    """From how many people on a group is shown; in one line, also at the foot of every page."""
    if result.mode is Mode.OPEN:
        return _("Every answer sheet is signed by its partner.")
    return _("Groups smaller than {number} are not shown.", number=spelled(result.smallest_group))


def one_answer(result: Result) -> str:
    """That a bar may show that one person gave an answer, and never which; empty where no bar is drawn, or all signed."""
    details = {theme.detail for theme in result.themes}
    if result.mode is Mode.OPEN or not details & {Detail.DISTRIBUTION, Detail.THREE_BINS}:
        return ""
    least = result.smallest_group
    if Detail.THREE_BINS not in details:
        least = max(result.thresholds.distribution_from, 2 * least)
    return _(
        "A bar may show that one person gave an answer, but not who: nobody can tell from it which of the {number} or "
        "more people behind the bar it was.",
        number=spelled(least),
    )


def answered(result: Result) -> str:
    """How many people, or partners in an open round, answered, and of how many if that is known."""
    count = whole(result.respondents)
    if result.mode is Mode.OPEN:
        return ngettext("One partner answered", "{count} partners answered", result.respondents, count=count)
    if result.invited is None:
        return ngettext("{count} person answered", "{count} people answered", result.respondents, count=count)
    return ngettext(
        "{count} of {invited} people answered",
        "{count} of {invited} people answered",
        result.respondents,
        count=count,
        invited=whole(result.invited),
    )


def caution(result: Result) -> str | None:
    """The one caution for a result with few answers, said once for the whole; none in open mode."""
    if result.mode is Mode.OPEN or result.respondents >= result.thresholds.distribution_from:
        return None
    if any(theme.detail is Detail.THREE_BINS for theme in result.themes):
        return _(
            "Only {number} people answered. Take everything here as a first impression to talk about. "
            "Answers are counted as low, middle and high only, so that nobody can be recognised.",
            number=spelled(result.respondents),
        )
    return _(
        "Only {number} people answered. Take everything here as a first impression to talk about. "
        "Only typical answers are shown and no counts, so that nobody can be recognised.",
        number=spelled(result.respondents),
    )
