"""Attackers that join people to answers. Each is given copies of a database and gives guesses: by id of a response the
id of a person. None knows anything of PET's services but the names of its tables and columns.
"""

import hashlib
import itertools
import re
from collections import Counter, defaultdict

from pet.services.letters import sealing

ANSWERS = ("response", "comment", "operation", "return_link", "session")
PEOPLE = ("person", "invitation", "invitation_link", "letter")
_LONG_NUMBER = 10**6  # what is drawn at random; small numbers are the same in many places
_WORD = re.compile(r"[A-Za-z0-9_-]{20,100}")
ADDED = ("", "invitation", "response")
_RARE = 3


def of_response(table, row):
    """The response that a row belongs to."""
    return row["id"] if table == "response" else row.get("response_id")


class Copy:
    """A copy, looked at as rows that belong to answers and rows that belong to people."""

    def __init__(self, dump):
        self.tables = dump.tables
        self._invited = {row["id"]: row["person_id"] for row in dump.tables["invitation"]}

    def of_person(self, table, row):
        """The person that a row belongs to."""
        if table == "person":
            return row["id"]
        return self._invited.get(row["id"] if table == "invitation" else row.get("invitation_id"))

    def answers(self):
        """Table, row and id of the response."""
        return [
            (table, row, of_response(table, row))
            for table in ANSWERS
            for row in self.tables[table]
            if of_response(table, row) is not None
        ]

    def people(self):
        """Table, row and id of the person."""
        return [
            (table, row, self.of_person(table, row))
            for table in PEOPLE
            for row in self.tables[table]
            if self.of_person(table, row) is not None
        ]


def orders(owned):
    """Every order in which these rows can be put, by where it comes from: their owners, each once, forth and back."""
    by_table = defaultdict(list)
    for table, row, owner in owned:
        by_table[table].append((row, owner))
    found = {}
    for table, rows in by_table.items():
        found[table, "as they lie"] = _once(owner for _row, owner in rows)
        for column in set().union(*(row for row, _owner in rows)):
            able = [(row[column], owner) for row, owner in rows if row.get(column) is not None]
            if len({str(value) for value, _owner in able}) > 1:
                found[table, column] = _once(owner for _v, owner in sorted(able, key=_comparable))
                found[table, column, "last"] = _once(
                    owner for _v, owner in sorted(able, key=_comparable, reverse=True)
                )[::-1]
    return found


def _comparable(pair):
    value = pair[0]
    return (isinstance(value, str), value) if isinstance(value, (str, int, tuple)) else (True, str(value))


def _once(owners):
    return list(dict.fromkeys(owners))


def by_order(copy, groups=None, responses=None):
    """Lay every order of answers beside every order of people, forth and back, within what is known of each.

    Args:
        copy: of the database.
        groups: by id of a person and, in `responses`, of a response as whom they answer, where that is known.
    """
    people = orders(copy.people())
    for where, order in orders(copy.answers()).items():
        for whose, persons in people.items():
            for back in (False, True):
                yield (
                    (where, whose, back),
                    _beside(order[::-1] if back else order, persons, groups, responses),
                )


def _beside(order, persons, groups, responses):
    if groups is None:
        return dict(zip(order, persons, strict=False))
    guess = {}
    for group in set(groups.values()):
        mine = [one for one in order if responses.get(one) == group]
        guess |= dict(zip(mine, [one for one in persons if groups[one] == group], strict=False))
    return guess


def by_text(copy, *more):
    """Join rows that hold the same long text or number, or the hash of it; `more` are texts of people found elsewhere.

    What people write is left out: it is no key.
    """
    told = _told(copy, more)
    guess = {}
    for table, row, response in copy.answers():
        for value in _distinctive(row) if table != "comment" else ():
            for one in (value, *_hashes(value)):
                if 0 < len(told.get(one, ())) < _RARE:
                    guess.setdefault(response, min(told[one]))
    return guess


def _told(copy, more):
    """Every long text or number in rows of people, and the hashes of it, with the people whose rows these are."""
    told = defaultdict(set)
    found = [(value, person) for _table, row, person in copy.people() for value in _distinctive(row)]
    for person, value in itertools.chain(*more):
        found.append((value, person))
    for value, person in found:
        for one in (value, *_hashes(value)):
            told[one].add(person)
    return told


def _hashes(value):
    if not isinstance(value, str):
        return []
    return [hashlib.sha256((value + word).encode()).hexdigest() for word in ADDED]


def _distinctive(row):
    for column, value in row.items():
        if column.startswith("@"):
            continue
        if isinstance(value, int) and value > _LONG_NUMBER:
            yield value
        if isinstance(value, str):
            yield from _WORD.findall(value)


def by_partner_and_role(copy):
    """Guess within those who share what is kept of a response: whoever is alone with it is found for sure."""
    asked = defaultdict(list)
    for row in copy.tables["invitation"]:
        asked[row["partner_id"], row["role_id"]].append(row["person_id"])
    guess = {}
    for row in copy.tables["response"]:
        able = [
            person
            for (partner, role), persons in asked.items()
            if row["partner_id"] in (None, partner) and row["role_id"] in (None, role)
            for person in persons
        ]
        if len(able) == 1:
            guess[row["id"]] = able[0]
    return guess


def by_outbox(copy, outbox, post):
    """Open what letters hold with the site's own key, which whoever runs the server has, and look for their tokens."""
    waiting = Copy(outbox)
    tokens = []
    for letter in outbox.tables["letter"]:
        if letter["sealed"] is not None:
            sealed = bytes(letter["sealed"])
            token = sealing.open_(post, sealed, public_id=letter["public_id"]).token
            tokens.append((waiting.of_person("letter", letter), token))
    return by_text(copy, tokens)


def by_difference(around):
    """Two copies with one answer between them: whose rows changed, and which answers."""
    guess = {}
    for before, after in around:
        changed = _changed(Copy(before), Copy(after))
        responses = [one for one in changed["answers"] if one not in changed["before"]]
        if len(responses) == 1 and len(changed["people"]) == 1:
            guess[responses[0]] = changed["people"][0]
    return guess


def _changed(before, after):
    return {
        "people": _differing(before.people(), after.people()),
        "answers": _differing(before.answers(), after.answers()),
        "before": {one for _table, _row, one in before.answers()},
    }


def _differing(before, after):
    """Owners of rows that came or are not what they were; where they lie counts as well."""
    known = Counter((table, repr(sorted(row.items(), key=str))) for table, row, _owner in before)
    return _once(owner for table, row, owner in after if not known[table, repr(sorted(row.items(), key=str))])


def by_log(copy, names):
    """Whoever an event of the log names, in the order of the log, beside answers as they lie."""
    persons = []
    for event in sorted(copy.tables["audit_event"], key=lambda one: one["number"]):
        said = f"{event['who']} {event['about']}"
        persons += [person for person, name in names.items() if re.search(rf"{re.escape(name)}\b", said)]
    return dict(zip(_once(owner for _t, _r, owner in copy.answers()), _once(persons), strict=False))
