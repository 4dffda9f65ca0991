"""Make the invented answers in `examples/` again, always the same bytes; `--check` only compares.

The stories are tables in `riverside.py`, `riverside_later.py`, `riverside_autumn.py`, `four_heads.py`, `lantern.py`
and `harbour.py` beside this file; `dealing.py` deals the answers of Riverside.
"""

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import four_heads
import harbour
import lantern
import riverside
import riverside_autumn
import riverside_later
from dealing import SIGNS, Answers, Person, Story, answers, chance, comments

from pet.frameworks import loader
from pet.frameworks.model import CORE, FULL

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FRAMEWORK = loader.builtin("school-partnerships")
SECOND = loader.find(str(EXAMPLES / "riverside-framework-2.yaml"))
VOLUNTEERS = loader.builtin("volunteer-networks")
HUBS = loader.builtin("outreach-hubs")


def main() -> int:
    """Write the files, or say which are not as this script makes them."""
    files = {
        **riverside_files(),
        "four-heads.csv": four_heads_csv(),
        "lantern.csv": lantern_csv(),
        "harbour.csv": harbour_csv(),
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


def riverside_files() -> dict[str, bytes]:
    """The files of the nine schools: of the first time, of a year later, and of the few who have answered since."""
    first = _at_riverside(riverside.SCHOOLS)
    stayed = _without(first, riverside_later.LEFT)
    second = [*stayed, *_at_riverside(riverside_later.CAME, number=len(first))]
    labels = {**_labels(second[len(stayed) :], number=len(first) + 1), **_labels(first)}
    once = Story(FRAMEWORK, FULL, first, riverside.LEADS, riverside.SHAPES)
    later = once._replace(
        framework=SECOND,
        people=second,
        shapes={**riverside.SHAPES, **riverside_later.CHANGED},
        salt=" later",
        before=(at_first := answers(once)),
    )
    autumn = later._replace(
        form=CORE,
        people=_of(second, riverside_autumn.SCHOOLS),
        shapes={**later.shapes, **riverside_autumn.CHANGED},
        salt=" autumn",
        before=(a_year_later := answers(later)),
    )
    return {
        "riverside.csv": _riverside_csv(once, at_first, riverside.COMMENTS, labels),
        "riverside-later.csv": _riverside_csv(later, a_year_later, riverside_later.COMMENTS, labels),
        "riverside-autumn.csv": _riverside_csv(autumn, answers(autumn), riverside_autumn.COMMENTS, labels),
    }


def _at_riverside(schools: Mapping[str, str], *, number: int = 0) -> list[Person]:
    """People by school and letter, counted on from this number."""
    everybody = [
        (school, riverside.ROLES[letter]) for school, letters in schools.items() for letter in letters
    ]
    return [Person(place, school, role) for place, (school, role) in enumerate(everybody, number)]


def _of(people: list[Person], schools: Mapping[str, str]) -> list[Person]:
    """Of these people the first of each school and letter."""
    found: list[Person] = []
    for wanted in _at_riverside(schools):
        found.append(next(one for one in people if one not in found and one[1:] == wanted[1:]))
    return found


def _without(people: list[Person], schools: Mapping[str, str]) -> list[Person]:
    left = _of(people, schools)
    return [person for person in people if person not in left]


def _shuffled(people: Iterable[Person]) -> list[Person]:
    """In an order that says nothing."""
    return sorted(people, key=lambda person: chance("row", person.number))


def _labels(people: Iterable[Person], *, number: int = 1) -> dict[Person, str]:
    """What tells one person from another in all files."""
    return {person: f"R{place:02}" for place, person in enumerate(_shuffled(people), number)}


def _riverside_csv(story: Story, said: Answers, lines: str, labels: Mapping[Person, str]) -> bytes:
    written = comments(lines, said, story, riverside.ROLES)
    header = ["person", "partner", "role", *said, *(f"{theme} comment" for theme in written)]
    rows = [
        [
            labels[person],
            person.school,
            FRAMEWORK.role(person.role).label.to("en"),
            *(said[theme].get(person, "") for theme in said),
            *(given.get(person, "") for given in written.values()),
        ]
        for person in _shuffled(story.people)
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


def harbour_csv() -> bytes:
    """The file of the sixteen of three organisations, as they were asked."""
    header = ["partner", "role", *harbour.SHEETS]
    rows = [
        [
            partner,
            HUBS.role(role).label.to("en"),
            *(SIGNS.get(signs[place], signs[place]) for signs in harbour.SHEETS.values()),
        ]
        for place, (partner, role) in enumerate(harbour.PEOPLE)
    ]
    return _csv([header, *rows])


def _csv(rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


if __name__ == "__main__":
    sys.exit(main())
