"""The first slides: whose round it is, how to read it, who took part, and what is not shown."""

from pet.analysis.options import Breakdown, Mode
from pet.exports.slides.making import Making, name
from pet.exports.slides.page import BODY, LEFT, TALL, TEXT, TOP, WIDE, Page
from pet.language import gettext as _
from pet.words import dates, groups, people, promise, toofew
from pet.words.numbers import whole
from pet.words.phrases import in_words, listing, point

_GAP = 32.0
_HALF = (WIDE - _GAP) / 2


def title(making: Making) -> None:
    """Whose round it is, when it was, how many answered, and what they were promised."""
    record, result = making.record, making.result
    with making.page(opening=True) as page:
        page.title(record.partnership or name(record))
        page.subtitle(
            [
                *([name(record)] if record.partnership else []),
                *_days(making),
                _("{answered}.", answered=promise.answered(result)),
                " ".join(promise.sentences(result)),
            ]
        )
        page.spoken += [
            _("Say what this meeting is for, and that nobody has to tell how they answered."),
            _(
                "There is no overall mark and no ranking. A view that few people hold is a view, not an error."
            ),
        ]


def _days(making: Making) -> list[str]:
    opened, closed, met = making.record.opened_on, making.record.closed_on, making.record.met_on
    said = []
    if opened and closed:
        said.append(_("Answered {first} to {last}", first=dates.plain(opened), last=dates.plain(closed)))
    elif closed:
        said.append(_("Answered until {last}", last=dates.plain(closed)))
    if met:
        said.append(_("Talked about on {day}", day=dates.plain(met)))
    return [" · ".join(said)] if said else []


def too_few(making: Making) -> None:
    """The whole deck where too few answered: why nothing is shown, and what can be done."""
    with making.page() as page:
        page.title(toofew.title())
        said = [toofew.why(making.result), *toofew.what_to_do()]
        page.say(said, BODY, TEXT, gap=0.6)
        page.spoken += said


def reading(making: Making) -> None:
    """How to read the slides that follow, on one slide."""
    with making.page() as page:
        page.title(_("How to read these pictures"), kicker=_("Before we begin"))
        page.say(_points(making), BODY, (24.0, 22.0, 20.0, 18.0), gap=0.6)
        page.spoken += [
            _("Give people a moment to read this, and ask whether anything is unclear."),
            _(
                "Close together is not the same as good, and far apart is not a fault: it is a reason to talk."
            ),
        ]


def _points(making: Making) -> list[str]:
    scale = making.framework.scale
    return [
        _(
            "A bar shows all answers to one statement. Brown and hatched: below the middle of the scale. Blue: above it."
        ),
        _(
            "“{dont_know}” and “{not_applicable}” are never part of a bar.",
            dont_know=in_words(scale.dont_know),
            not_applicable=in_words(scale.not_applicable),
        ),
        _(
            "Typical answer: the one in the middle when all are put in order, from 1 (“{lowest}”) to {points} "
            "(“{highest}”).",
            lowest=point(making.framework, 1),
            points=scale.size,
            highest=point(making.framework, scale.size),
        ),
        _("Close, mixed, far apart: how near the answers lie to one another. Close is not the same as good."),
        _("There is no overall mark and no ranking."),
    ]


def who(making: Making) -> None:
    """Who took part at the left, what is not shown and why at the right."""
    result = making.result
    with making.page() as page:
        page.title(_("{answered}", answered=promise.answered(result)), kicker=_("Who took part"))
        here = [making.glance.missing, *_groups(making)]
        page.say([said for said in here if said], (LEFT, TOP, _HALF, TALL), TEXT, gap=0.6)
        _not_shown(making, page)
        page.spoken += [*(said for said in here if said), people.not_compared(result)]


def _not_shown(making: Making, page: Page) -> None:
    hidden = people.not_shown(making.result) or (people.nothing_withheld(making.result),)
    left = LEFT + _HALF + _GAP
    head = _("What is not shown, and why") if making.result.mode is not Mode.OPEN else _("What is shown")
    page.say([head], (left, TOP, _HALF, 30.0), (20.0,), bold=True)
    page.say(hidden, (left, TOP + 34.0, _HALF, TALL - 34.0), TEXT, gap=0.6)
    page.spoken += hidden


def _groups(making: Making) -> list[str]:
    """Each breakdown in a line or two: the groups that are shown with their people, or how many there are."""
    said = []
    for breakdown in making.result.breakdowns:
        if breakdown.breakdown is Breakdown.LEADS:
            continue  # the roles say the same more finely, and there is little room
        shown = people.shown_groups(making.result, breakdown.breakdown)
        sizes = sorted(group.valid for group in shown if group.valid is not None)
        if len(shown) < 2 or not sizes:
            continue
        if len(shown) > 5:
            said.append(people.many(breakdown, sizes))
            continue
        named = [
            _(
                "{group} {count}",
                group=groups.label(group, breakdown.breakdown, making.framework),
                count=whole(group.valid or 0),
            )
            for group in shown
        ]
        rest = people.rest(breakdown)
        line = _(
            "{breakdown}: {groups}.", breakdown=groups.breakdown(breakdown.breakdown), groups=listing(named)
        )
        said.append(f"{line} {rest}" if rest else line)
    return said
