"""Make the invented answers in `examples/` again, always the same bytes; `--check` only compares.

The stories are tables in `riverside.py`, `riverside_autumn.py`, `four_heads.py` and `lantern.py` beside this file. Whoever is on one side of a theme
gets that side's shape exactly, spread evenly over schools, so that no group stands apart by accident.
"""

import csv
import io
import sys
from collections.abc import Mapping
from hashlib import sha256
from math import fsum
from pathlib import Path
from typing import NamedTuple

import four_heads
import lantern
import riverside
import riverside_autumn

from pet.frameworks import loader
from pet.frameworks.model import CORE

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FRAMEWORK = loader.builtin("school-partnerships")
VOLUNTEERS = loader.builtin("volunteer-networks")
WORDS = ("1", "2", "3", "4", "5", "don't know", "doesn't apply", "")
SIGNS = {"?": "don't know", "-": "doesn't apply"}
GOLDEN = 0.6180339887498949  # steps of this part of a circle spread evenly however many are taken
DEALS = 200  # ways of dealing that are tried


class Person(NamedTuple):
    """One who answers, by the place in the list of all."""

    number: int
    school: str
    role: str


class Story(NamedTuple):
    """Who answers what, and says what."""

    schools: Mapping[str, str]
    shapes: Mapping[str, Mapping[str, str]]
    comments: str
    theme_ids: tuple[str, ...]
    salt: str = ""


SPRING = Story(riverside.SCHOOLS, riverside.SHAPES, riverside.COMMENTS, FRAMEWORK.theme_ids)
AUTUMN = Story(
    riverside_autumn.SCHOOLS,
    {**riverside.SHAPES, **riverside_autumn.CHANGED},
    riverside_autumn.COMMENTS,
    FRAMEWORK.form(CORE),
    " autumn",
)


def main() -> int:
    """Write the files, or say which are not as this script makes them."""
    files = {
        "riverside.csv": riverside_csv(SPRING),
        "riverside-autumn.csv": riverside_csv(AUTUMN),
        "four-heads.csv": four_heads_csv(),
        "lantern.csv": lantern_csv(),
    }
    if "--check" not in sys.argv:
        for name, data in files.items():
            (EXAMPLES / name).write_bytes(data)
        return 0
    changed = [name for name, data in files.items() if not _is(EXAMPLES / name, data)]
    for name in changed:
        print(f"examples/{name} is not what tools/make_examples.py makes")
    return len(changed)


def _is(file: Path, data: bytes) -> bool:
    return file.exists() and file.read_bytes() == data


def riverside_csv(story: Story) -> bytes:
    """The file of the nine schools, in an order that says nothing."""
    people = [
        Person(number, school, role)
        for number, (school, role) in enumerate(
            (school, riverside.ROLES[letter])
            for school, letters in story.schools.items()
            for letter in letters
        )
    ]
    answers = {theme: _answers(theme, people, story) for theme in story.theme_ids}
    comments = _comments(answers, story)
    header = ["person", "partner", "role", *answers, *(f"{theme} comment" for theme in comments)]
    shuffled = sorted(people, key=lambda person: _chance("row", person.number))
    rows = [
        [
            f"R{row:02}",
            person.school,
            FRAMEWORK.role(person.role).label.to("en"),
            *(answers[theme].get(person, "") for theme in answers),
            *(said.get(person, "") for said in comments.values()),
        ]
        for row, person in enumerate(shuffled, start=1)
    ]
    return _csv([header, *rows])


def four_heads_csv() -> bytes:
    """The file of the four signed sheets."""
    comments = [line.split(maxsplit=2) for line in four_heads.COMMENTS.strip().splitlines()]
    commented = dict.fromkeys(theme for _number, theme, _words in comments)
    said = {(number, theme): words for number, theme, words in comments}
    header = ["partner", "role", *FRAMEWORK.theme_ids, *(f"{theme} comment" for theme in commented)]
    rows = [
        [
            school,
            FRAMEWORK.role(four_heads.ROLE).label.to("en"),
            *(
                SIGNS.get(sign, sign)
                for theme in FRAMEWORK.theme_ids
                for sign in four_heads.SHEETS[theme][place]
            ),
            *(said.get((str(place + 1), theme), "") for theme in commented),
        ]
        for place, school in enumerate(four_heads.SCHOOLS)
    ]
    return _csv([header, *rows])


def lantern_csv() -> bytes:
    """The file of the seven of three hubs."""
    header = ["partner", "role", *lantern.SHEETS]
    rows = [
        [
            hub,
            VOLUNTEERS.role(role).label.to("en"),
            *(SIGNS.get(signs[place], signs[place]) for signs in lantern.SHEETS.values()),
        ]
        for place, (hub, role) in enumerate(lantern.PEOPLE)
    ]
    return _csv([header, *rows])


def _answers(theme_id: str, people: list[Person], story: Story) -> dict[Person, str]:
    """What each person who is asked says on a theme."""
    shapes = story.shapes[theme_id]
    theme = FRAMEWORK.theme(theme_id)
    sides: dict[str, list[Person]] = {side: [] for side in shapes}
    for person in people:
        if theme.is_asked_of(person.role):
            leads = "leads" if person.role in riverside.LEADS else ""
            sides[next(side for side in (person.school, person.role, leads, "all") if side in shapes)].append(
                person
            )
    return {
        person: answer
        for side, there in sides.items()
        for person, answer in zip(
            there, _dealt(shapes[side], there, f"{theme_id} {side}{story.salt}"), strict=True
        )
    }


def _dealt(shape: str, there: list[Person], salt: str) -> list[str]:
    """The answers of a shape, dealt so that schools and roles differ as little as they can."""
    deals = [_deal(shape, len(there), _chance(salt, attempt)) for attempt in range(DEALS)]
    return [WORDS[place] for place in min(deals, key=lambda deal: _unevenness(deal, there))]


def _deal(shape: str, count: int, start: float) -> list[int]:
    """Places in `WORDS` for so many people, neighbours as different as can be."""
    shares = [float(share) for share in shape.replace("|", " ").split()]
    upto = [fsum(shares[: place + 1]) for place in range(len(shares))]  # `sum` rounds otherwise from 3.12 on
    deal = [0] * count
    for rank, turn in enumerate(sorted(range(count), key=lambda turn: (start + turn * GOLDEN) % 1)):
        deal[turn] = next(place for place, end in enumerate(upto) if end > (rank + 0.5) / count * upto[-1])
    return deal


def _unevenness(deal: list[int], there: list[Person]) -> int:
    """How far the schools and roles lie from the whole, larger groups counting more."""
    groups: dict[str, list[int]] = {}
    for person, place in zip(there, deal, strict=True):
        groups.setdefault(person.school, []).append(place)
        groups.setdefault(person.role, []).append(place)
    return sum(abs(sum(group) * len(deal) - sum(deal) * len(group)) for group in groups.values())


def _comments(answers: dict[str, dict[Person, str]], story: Story) -> dict[str, dict[Person, str]]:
    """Each comment given to somebody whose answer it fits, nobody saying much."""
    comments = [line.split(maxsplit=2) for line in story.comments.strip().splitlines()]
    said: dict[str, dict[Person, str]] = {theme: {} for theme, _fits, _words in comments}
    spoken: dict[Person, int] = {}
    for theme, fits, words in comments:
        signs, _colon, who = fits.partition(":")
        wanted = [SIGNS.get(sign, sign) for sign in signs]
        fitting = [
            person
            for person, answer in answers[theme].items()
            if answer in wanted and person not in said[theme] and _would_say(person, who)
        ]
        person = min(fitting, key=lambda one: (spoken.get(one, 0), _chance(words, one.number)))
        said[theme][person] = words
        spoken[person] = spoken.get(person, 0) + 1
    order = {theme: place for place, theme in enumerate(FRAMEWORK.theme_ids)}
    return dict(sorted(said.items(), key=lambda item: order[item[0]]))


def _would_say(person: Person, who: str) -> bool:
    roles = [riverside.ROLES.get(letter) for letter in who]
    return not who or person.role in roles or person.school.startswith(who)


def _chance(*parts: object) -> float:
    """A number from 0 to 1 that is always the same for the same parts, on every Python."""
    digest = sha256(" ".join(map(str, ("riverside 1", *parts))).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _csv(rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


if __name__ == "__main__":
    sys.exit(main())
