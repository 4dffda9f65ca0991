"""What a lead is told about a round: where it stands, what to do next, what closing and releasing will do."""

from datetime import datetime, timedelta

from pet.analysis.comments import needs_digests
from pet.analysis.options import Mode, Options
from pet.language import gettext as _
from pet.language import lazy_gettext, ngettext
from pet.services.overview import Overview
from pet.services.rounds import Phase, RoundFacts
from pet.web.rounds import afterwards, elsewhere
from pet.words import dates, first_reader
from pet.words.numbers import percent
from pet.words.phrases import spelled

_STATES = {
    Phase.DRAFT: lazy_gettext("Draft"),
    Phase.EARLY: lazy_gettext("Not open yet"),
    Phase.ACCEPTING: lazy_gettext("Open"),
    Phase.OVER: lazy_gettext("Closing date passed"),
    Phase.CLOSED: lazy_gettext("Closed"),
    Phase.RELEASED: lazy_gettext("Released"),
}


def reader(facts: RoundFacts) -> str:
    """Who reads comments first, and what they are; empty where nobody is named."""
    return first_reader.reader_name(facts.reader.name, facts.reader.role) if facts.reader else ""


def state(phase: Phase) -> str:
    """Where a round stands, in a word or two."""
    return str(_STATES[phase])


def dated(facts: RoundFacts, now: datetime) -> str:
    """Where a round stands, with its date."""
    match facts.phase(now):
        case Phase.DRAFT:
            return _("A draft: nobody can answer it.")
        case Phase.EARLY:
            return _("Takes answers from {moment} on.", moment=dates.moment(facts.opens_at))
        case Phase.ACCEPTING:
            return _("Takes answers until {moment}.", moment=dates.moment(facts.closes_at))
        case Phase.OVER:
            return _(
                "Took answers until {moment}. It has not been closed.", moment=dates.moment(facts.closes_at)
            )
        case Phase.CLOSED:
            return _("Closed on {day}. Not released.", day=dates.day(facts.closed_at or facts.closes_at))
        case _:
            return _("Released on {day}.", day=dates.day(facts.released_at or facts.closes_at))


def next_step(overview: Overview, now: datetime, *, leads: bool, follows: bool, reads: bool) -> str:
    """The next sensible step, for somebody who leads or follows the round or not, and reads the comments or not."""
    facts = overview.facts
    phase = facts.phase(now)
    if waits_for_reader(overview) and (phase is Phase.CLOSED or reads):
        return _read_next(facts, reads=reads)
    if phase is Phase.EARLY:
        return _before_it_opens(facts, leads=leads)
    if phase is Phase.ACCEPTING:
        return _while_it_runs(facts, now, leads=leads)
    steps = {
        Phase.DRAFT: _("Go on setting it up, then launch it.")
        if leads
        else _("A lead sets it up, and launches it."),
        Phase.OVER: _("Close it, and see what came out of it.") if leads else _("A lead closes it."),
        Phase.CLOSED: _once_closed(facts, leads=leads),
        Phase.RELEASED: afterwards.next_step(facts, leads=leads, follows=follows),
    }
    return steps[phase]


def _once_closed(facts: RoundFacts, *, leads: bool) -> str:
    if facts.is_imported:
        return elsewhere.release_step(leads=leads, is_hidden=facts.is_hidden)
    if facts.is_hidden and leads:
        return _("Too few answered to show a result. Release it, so that everybody who answered learns that.")
    if facts.is_hidden:
        return _("Too few answered to show a result. A lead releases it, so that everybody learns that.")
    if leads:
        return _("Look at the results, then release them to everybody who answered.")
    return _("Look at the results. A lead releases them to everybody who answered.")


def none_can_be_shown(overview: Overview) -> bool:
    """Whether so few answered or wrote that no comment is shown, whatever its reader decides."""
    promised = options(overview.facts)
    limits = promised.thresholds
    if promised.is_open:
        return False
    if overview.sent < promised.smallest_group:
        return True
    if needs_digests(overview.sent, promised):
        return not overview.comments
    return overview.comments < limits.comments_from_texts


def waits_for_reader(overview: Overview) -> bool:
    """Whether somebody has comments to read of which some may be shown."""
    return overview.facts.waits_for_reader and not none_can_be_shown(overview)


def _before_it_opens(facts: RoundFacts, *, leads: bool) -> str:
    if facts.by_letter:
        return _("Wait for its first day: the letters go out by themselves.")
    if leads:
        return _("Wait for its first day, then pass the link on.")
    return _("Wait for its first day. Then a lead passes the link on.")


def reminds_at(facts: RoundFacts, now: datetime) -> datetime | None:
    """When the next reminder goes out by itself; `None` where none does."""
    moments = [facts.closes_at - timedelta(days=days) for days in facts.reminders if facts.by_letter]
    return min((moment for moment in moments if moment > now), default=None)


def _while_it_runs(facts: RoundFacts, now: datetime, *, leads: bool) -> str:
    if moment := reminds_at(facts, now):
        return _("Nothing to do now: the next reminder goes out on {day} by itself.", day=dates.day(moment))
    if facts.by_letter and facts.is_anonymous:
        return _("Wait for answers. Nobody can see who has answered, so a reminder goes to everybody.")
    if facts.by_letter:
        return _("Wait for answers, and remind those who have not sent theirs.")
    if leads:
        return _("Pass the link on, and wait for answers.")
    return _("Wait for answers. A lead passes the link on, and closes the round.")


def _read_next(facts: RoundFacts, *, reads: bool) -> str:
    if reads:
        return _("Read the comments first: none is shown before.")
    if facts.reader is None:
        return _(
            "A lead reads the comments first. Results that are released before get the comments once they are read."
        )
    return _(
        "{name} reads the comments first. Results that are released before get the comments once {name} has read them.",
        name=facts.reader.name,
    )


def pass_on(*, leads: bool) -> str:
    """What is to be done with the link, and by whom."""
    if leads:
        return _("Send it to the people you want to ask, and to nobody else: whoever has it can answer.")
    return _("A lead sends it to the people who are asked, and to nobody else: whoever has it can answer.")


def read_first(facts: RoundFacts) -> str:
    """That comments are read before they are shown, and by whom."""
    if facts.reader is None:
        return _("No comment is shown before a lead has read it.")
    return _("No comment is shown before {name} has read it.", name=facts.reader.name)


def rate(submitted: int, invited: int | None) -> str:
    """The response rate, or a dash where nobody knows how many are asked."""
    return percent(min(submitted / invited, 1)) if invited else "–"


def options(facts: RoundFacts) -> Options:
    """How the round is evaluated."""
    return Options(
        title=facts.title,
        mode=facts.mode,
        smallest_group=facts.smallest_group,
        small_partnership=facts.small_partnership,
        first_comparison=facts.first_comparison,
        invited=facts.invited,
    )


def sent(facts: RoundFacts, number: int) -> str:
    """How many have sent their answers, as a sentence."""
    if facts.mode is Mode.OPEN:
        return ngettext(
            "One partner has sent its sheet.", "{number} partners have sent their sheets.", number
        )
    return ngettext("One person has sent their answers.", "{number} people have sent their answers.", number)


def left_out(facts: RoundFacts, started: int) -> str:
    """What becomes of those who started and have not sent; empty where there is nobody."""
    if not started:
        return ""
    if facts.mode is Mode.OPEN:
        return ngettext(
            "One more partner has started and not sent its sheet. It will be left out.",
            "{number} more partners have started and not sent their sheets. They will be left out.",
            started,
        )
    return ngettext(
        "One more person has started and not sent their answers. They will be left out.",
        "{number} more people have started and not sent their answers. They will be left out.",
        started,
    )


def will_be_shown(facts: RoundFacts, number: int) -> str:
    """What the results will show, given how many have sent their answers; the rules are pet.analysis.privacy's."""
    promised = options(facts)
    least = spelled(promised.smallest_group)
    if number < promised.smallest_group:
        return _too_few(promised, number)
    if promised.is_open:
        return _("Each partner’s sheet will be shown with its name.")
    if number < promised.thresholds.distribution_from:
        detail = (
            _("how many answers are low, in the middle and high")
            if facts.small_partnership
            else _("the typical answer and a word for how close together the answers lie")
        )
        return _(
            "Of each theme, {detail} will be shown: with so few people, no more than that.", detail=detail
        )
    return _(
        "The answers of everybody together will be shown, and those of each group in which {number} or more "
        "answered and nobody’s answers can be worked out.",
        number=least,
    )


def _too_few(promised: Options, number: int) -> str:
    if not number:
        return _("Nobody has sent answers, so there will be nothing to show.")
    return _(
        "Fewer than {number} people have sent their answers. Nothing will be shown but how many they were. "
        "If you can, wait until more have answered.",
        number=spelled(promised.smallest_group),
    )


def is_shown(facts: RoundFacts, number: int) -> str:
    """What the results show, of a round that is closed; that they show nothing is said by the stored result."""
    if not facts.is_hidden:
        return will_be_shown(facts, number)
    return _("Too few answered to show a result. Nothing is shown but how many they were.")


def nothing_to_read(facts: RoundFacts) -> str:
    """Why nobody reads comments where the result shows nothing."""
    if facts.is_signed:
        return _(
            "Too few partners sent their sheets to show a result. So nothing they wrote is shown, and nobody reads it."
        )
    return _(
        "Fewer than {number} people sent their answers. With so few it would be easy to guess who wrote what. So "
        "nothing they wrote is shown, and nobody reads it, you neither.",
        number=spelled(facts.smallest_group),
    )


def _read_or_too_few(overview: Overview) -> str:
    if none_can_be_shown(overview):
        return _("Too few people answered or wrote for any comment to be shown, so nobody need read them.")
    return _("Comments are shown as their reader let them through, where enough people wrote.")


def comments_then(overview: Overview, *, reads: bool) -> str:
    """What becomes of the comments on release."""
    if overview.facts.is_imported:
        return elsewhere.comments()
    if not overview.comments:
        return _("Nobody wrote a comment.")
    if overview.facts.is_hidden:
        return nothing_to_read(overview.facts)
    if none_can_be_shown(overview) or not overview.facts.waits_for_reader:
        return _read_or_too_few(overview)
    return _still_reading(overview.facts, reads=reads)


def _still_reading(facts: RoundFacts, *, reads: bool) -> str:
    if reads:
        return _(
            "You have not finished reading the comments. The results show none of them until you have, and get them "
            "then, released or not."
        )
    if facts.reader is None:
        return _(
            "The comments have not been read yet. The results show none of them until a lead has read them, and get "
            "them then, released or not."
        )
    return _(
        "{name} has not finished reading the comments. The results show none of them until then, and get them then, "
        "released or not.",
        name=facts.reader.name,
    )
