"""Deals answers to invented people: whoever is on one side of a theme gets that side's shape exactly.

The answers are spread evenly over schools and roles, so that no group stands apart by accident. Who answered before
answers alike again, as far as the shape allows.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import fsum
from types import MappingProxyType
from typing import NamedTuple

from pet.frameworks.model import Framework

WORDS = ("1", "2", "3", "4", "5", "don't know", "doesn't apply", "")
POINTS = 5
SIGNS = {"?": "don't know", "-": "doesn't apply"}
GOLDEN = 0.6180339887498949  # steps of this part of a circle spread evenly however many are taken
DEALS = 200  # ways of dealing that are tried
WAVERING = 1.6  # points between the lowest and the highest that a person may mean by the same answer


class Person(NamedTuple):
    """One who answers, by the place in the list of all who ever did."""

    number: int
    school: str
    role: str


Answers = Mapping[str, Mapping[Person, str]]
"""By theme, what each person who is asked says."""


class Story(NamedTuple):
    """Who answers what, and says what.

    Attributes:
        before: what these people said the time before; empty for the first time.
    """

    framework: Framework
    form: str
    people: Sequence[Person]
    leads: Sequence[str]
    shapes: Mapping[str, Mapping[str, str]]
    salt: str = ""
    before: Answers = MappingProxyType({})


def answers(story: Story) -> Answers:
    """What everybody says on each theme of the form."""
    return {theme_id: _of_theme(theme_id, story) for theme_id in story.framework.form(story.form)}


def comments(
    lines: str, said: Answers, story: Story, roles: Mapping[str, str]
) -> dict[str, dict[Person, str]]:
    """Each comment given to somebody whose answer it fits, nobody saying much."""
    found: dict[str, dict[Person, str]] = {}
    spoken: dict[Person, int] = {}
    for line in lines.strip().splitlines():
        theme, fits, words = line.split(maxsplit=2)
        signs, _colon, who = fits.partition(":")
        wanted = [SIGNS.get(sign, sign) for sign in signs]
        given = found.setdefault(theme, {})
        fitting = [
            person
            for person, answer in said[theme].items()
            if answer in wanted and person not in given and _would_say(person, who, roles)
        ]
        person = min(fitting, key=lambda one: (spoken.get(one, 0), chance(words, one.number)))
        given[person] = words
        spoken[person] = spoken.get(person, 0) + 1
    order = {theme: place for place, theme in enumerate(story.framework.theme_ids)}
    return dict(sorted(found.items(), key=lambda item: order[item[0]]))


def chance(*parts: object) -> float:
    """A number from 0 to 1 that is always the same for the same parts, on every Python."""
    digest = sha256(" ".join(map(str, ("riverside 1", *parts))).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _of_theme(theme_id: str, story: Story) -> dict[Person, str]:
    shapes = story.shapes[theme_id]
    theme = story.framework.theme(theme_id)
    sides: dict[str, list[Person]] = {side: [] for side in shapes}
    for person in story.people:
        if theme.is_asked_of(person.role):
            leads = "leads" if person.role in story.leads else ""
            sides[next(side for side in (person.school, person.role, leads, "all") if side in shapes)].append(
                person
            )
    said = _said_before((theme_id, *theme.replaces), story.before)
    return {
        person: answer
        for side, there in sides.items()
        for person, answer in zip(
            there, _dealt(shapes[side], there, said, f"{theme_id} {side}{story.salt}"), strict=True
        )
    }


def _said_before(theme_ids: Sequence[str], before: Answers) -> dict[Person, str]:
    """What each person said on the first of these themes that they were asked."""
    found: dict[Person, str] = {}
    for theme_id in theme_ids:
        found = {**before.get(theme_id, {}), **found}
    return found


def _dealt(shape: str, there: list[Person], before: Mapping[Person, str], salt: str) -> list[str]:
    """The answers of a shape, dealt so that schools and roles differ as little as they can."""
    deals = [_deal(shape, len(there), chance(salt, attempt)) for attempt in range(DEALS)]
    if before:
        deals = [
            _redealt(deal, there, before, f"{salt} again {attempt}") for attempt, deal in enumerate(deals)
        ]
    return [WORDS[place] for place in min(deals, key=lambda deal: _unevenness(deal, there))]


def _deal(shape: str, count: int, start: float) -> list[int]:
    """Places in `WORDS` for so many people, neighbours as different as can be."""
    shares = [float(share) for share in shape.replace("|", " ").split()]
    upto = [fsum(shares[: place + 1]) for place in range(len(shares))]  # `sum` rounds otherwise from 3.12 on
    deal = [0] * count
    for rank, turn in enumerate(sorted(range(count), key=lambda turn: (start + turn * GOLDEN) % 1)):
        deal[turn] = next(place for place, end in enumerate(upto) if end > (rank + 0.5) / count * upto[-1])
    return deal


def _redealt(deal: list[int], there: list[Person], before: Mapping[Person, str], salt: str) -> list[int]:
    """The same places, given to those who said alike before: as a rule, the higher then, the higher now."""
    found: dict[Person, int] = {}
    for place in range(POINTS, len(WORDS)):
        left = [person for person in there if person not in found]
        left.sort(key=lambda one: (before.get(one) != WORDS[place], chance(salt, place, one.number)))
        found |= dict.fromkeys(left[: deal.count(place)], place)
    left = [person for person in there if person not in found]
    rated = sorted(place for place in deal if place < POINTS)
    found |= dict(zip(_by_leaning(left, before, salt), rated, strict=True))
    return [found[person] for person in there]


def _by_leaning(there: list[Person], before: Mapping[Person, str], salt: str) -> list[Person]:
    """From the lowest to the highest, as each answered before; whoever did not comes in anywhere."""
    lots = {person: chance(salt, person.number) for person in there}
    rated = [person for person in there if before.get(person, "") in WORDS[:POINTS]]
    rated.sort(key=lambda one: int(before[one]) + WAVERING * lots[one])
    places = {person: rank / len(rated) for rank, person in enumerate(rated)}
    return sorted(there, key=lambda one: places.get(one, lots[one]))


def _unevenness(deal: list[int], there: list[Person]) -> int:
    """How far the schools and roles lie from the whole, larger groups counting more."""
    groups: dict[str, list[int]] = {}
    for person, place in zip(there, deal, strict=True):
        groups.setdefault(person.school, []).append(place)
        groups.setdefault(person.role, []).append(place)
    return sum(abs(sum(group) * len(deal) - sum(deal) * len(group)) for group in groups.values())


def _would_say(person: Person, who: str, roles: Mapping[str, str]) -> bool:
    return not who or person.role in [roles.get(letter) for letter in who] or person.school.startswith(who)
