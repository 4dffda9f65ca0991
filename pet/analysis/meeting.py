"""A meeting's time: how much of it is for talking, and how it is shared out among the themes."""

from collections.abc import Sequence

from pet.analysis.kinds import Section
from pet.analysis.result_conversation import USUAL_MEETING

OPENING_MINUTES = 5
CLOSING_MINUTES = 10

LEAST = {
    Section.SHARE: 8,
    Section.DIFFER: 10,
    Section.CHALLENGE: 10,
    Section.UNKNOWN: 8,
    Section.REST: 10,
}
"""Below this a theme is better left for another time: half a minute for the bar, as long alone, two in pairs and
five together are eight."""

LONGEST = {
    Section.SHARE: 10,
    Section.DIFFER: 20,
    Section.CHALLENGE: 15,
    Section.UNKNOWN: 10,
    Section.REST: 15,
}
"""Minutes for one theme when there is time; two views need twice as long as one."""


def talk(meeting: int) -> int:
    """The minutes that opening and closing leave for the themes."""
    return meeting - OPENING_MINUTES - CLOSING_MINUTES


def most(section: Section, meeting: int) -> int:
    """The longest time for one theme; a meeting longer than the usual one may give a quarter more."""
    return LONGEST[section] * 5 // 4 if meeting > USUAL_MEETING else LONGEST[section]


def fitting(sections: Sequence[Section], meeting: int) -> list[int]:
    """Minutes for each theme, the most needed first; 0 for the first that does not fit and for all after it."""
    room, fit = talk(meeting), 0
    for section in sections:
        room -= LEAST[section]
        if room < 0:
            break
        fit += 1
    return [*shared_out(sections[:fit], meeting), *[0] * (len(sections) - fit)]


def shared_out(sections: Sequence[Section], meeting: int) -> list[int]:
    """Minutes for all of the themes, evenly by what each can use; shorter than `LEAST` where there are too many."""
    available = talk(meeting)
    minutes = [LEAST[section] for section in sections]
    if sum(minutes) > available:
        minutes = [1] * len(sections)
    for _minute in range(available - sum(minutes)):
        open_ = [
            (minutes[place] / LONGEST[section], -LONGEST[section], place)
            for place, section in enumerate(sections)
            if minutes[place] < most(section, meeting)
        ]
        if not open_:
            break
        minutes[min(open_)[-1]] += 1
    return minutes
