"""What a round promises, as `pet.words.who_sees` and its neighbours want to be asked."""

from pet.access.actor import Role
from pet.analysis.options import Options
from pet.services.rounds_facts import RoundFacts
from pet.words import by_letter, first_reader, safekeeping, who_sees
from pet.words.by_letter import ComingIn


def options_of(facts: RoundFacts) -> Options:
    """The options with which this round will be evaluated."""
    return Options(
        title=facts.title,
        mode=facts.mode,
        smallest_group=facts.smallest_group,
        small_partnership=facts.small_partnership,
        first_comparison=facts.first_comparison,
        invited=facts.invited,
    )


def reader_of(facts: RoundFacts) -> str:
    """Name and role of who reads comments first, or empty."""
    return first_reader.reader_name(facts.reader.name, facts.reader.role) if facts.reader else ""


def _lead(facts: RoundFacts) -> str:
    """Name and role of who reads comments, where that is no facilitator; empty where it is."""
    if facts.reader is not None and facts.reader.role is Role.FACILITATOR:
        return ""
    return reader_of(facts) or first_reader.any_lead()


def coming_in(facts: RoundFacts) -> ComingIn:
    """How people come to it."""
    return ComingIn(by_letter=facts.by_letter, asks=facts.asks)


def lasts(facts: RoundFacts) -> tuple[str, ...]:
    """How long the way back works, and who can use it."""
    return by_letter.lasts(options_of(facts)) if facts.by_letter else safekeeping.link_lasts()


def who_can_see(facts: RoundFacts) -> tuple[str, ...]:
    """The box of the first page."""
    return who_sees.who_can_see(options_of(facts), reader_of(facts), facts.follows or "", coming_in(facts))


def in_short(facts: RoundFacts) -> tuple[str, ...]:
    """What of it everybody reads before they start."""
    return who_sees.in_short(options_of(facts), coming_in(facts), _lead(facts))


def the_rest(facts: RoundFacts) -> tuple[str, ...]:
    """All else in the box, folded away."""
    short = in_short(facts)
    return tuple(sentence for sentence in who_can_see(facts) if sentence not in short)


def kept_safe(facts: RoundFacts) -> tuple[safekeeping.Section, ...]:
    """The whole promise, on a page of its own."""
    return safekeeping.kept_safe(options_of(facts), reader_of(facts), facts.follows or "", coming_in(facts))


def reads_first(facts: RoundFacts) -> str:
    """Beside every text box."""
    return first_reader.reads_first(options_of(facts), reader_of(facts))


def foot(facts: RoundFacts) -> str:
    """At the foot of every page."""
    return who_sees.foot(options_of(facts))
