"""Many people who answer at once, each remembering what the site acknowledged to them."""

import http.client
import random
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.support.visitor import Visitor, begin, comment, new_operation, rating

LOST = (OSError, http.client.HTTPException)  # the site is gone, or went while it answered


class Respondent:
    """One person in one response.

    Attributes:
        public_id: of the response.
        acknowledged: the last value and version that the site said it has kept, by kind and part.
        pending: a save whose reply was lost, or `None`.
        seconds: how long each acknowledged save took.
        refused: answers to saves that were not 200.
    """

    def __init__(self, url, open_code, themes, seed):
        self._visitor = Visitor(url)
        self._reading = None
        self._open_code = open_code
        self._themes = themes
        self._random = random.Random(seed)  # noqa: S311 -- the same values in every run
        self.public_id = ""
        self.acknowledged = {}
        self.pending = None
        self.seconds = []
        self.refused = []

    def begin(self, **who):
        """Open the link, start, and say who."""
        self.public_id = begin(self._visitor, self._open_code, **who)

    def look(self):
        """Open a page of the questionnaire in another tab; how long it took."""
        if self._reading is None:
            self._reading = Visitor(self._visitor.url)
            self._reading.cookies.update(self._visitor.cookies)
        begun = time.perf_counter()
        answer = self._reading.get(f"/responses/{self.public_id}/areas/1")
        assert answer.status == http.client.OK, answer.text
        return time.perf_counter() - begun

    def save(self):
        """Save one changed theme, now and then with a comment; false when the reply was lost."""
        theme = self._random.choice(self._themes)
        held, version = self.acknowledged.get(("rating", theme), (0, 0))
        changes = [rating(theme, held % 5 + 1, version)]  # never the same again: that would be no change
        if self._random.random() < 0.2:
            words = f"Words {self._random.random()}"
            changes.append(comment(theme, words, self._base("comment", theme)))
        self.pending = new_operation(*changes)
        return self.send_pending()

    def send_pending(self):
        """Send the save that has no reply yet; false when the reply was lost again."""
        begun = time.perf_counter()
        try:
            answer = self._visitor.send(f"/responses/{self.public_id}/saves", self.pending)
        except LOST:
            self._visitor.close()
            return False
        if answer.status != http.client.OK:
            self.refused.append((answer.status, answer.body[:200]))
            return True
        self.seconds.append(time.perf_counter() - begun)
        self._note(answer.json["saved"])
        self.pending = None
        return True

    def sent(self):
        """What the save without a reply asked for: values by kind and part."""
        return dict(map(_value, self.pending["changes"])) if self.pending else {}

    def close(self):
        """Close the connections."""
        for visitor in filter(None, (self._visitor, self._reading)):
            visitor.close()

    def _base(self, kind, part):
        return self.acknowledged.get((kind, part), (None, 0))[1]

    def _note(self, versions):
        for key, value in map(_value, self.pending["changes"]):
            assert versions[":".join(key)] == self._base(*key) + 1, "a save was carried out twice"
            self.acknowledged[key] = (value, versions[":".join(key)])


def _value(change):
    value = change["value"] if change["kind"] == "rating" else change["text"]
    return (change["kind"], change["part"]), value


@contextmanager
def gathered(url, asked, size):
    """So many people who have started."""
    people = [Respondent(url, asked.open_code, asked.themes, number) for number in range(size)]
    try:
        at_once(lambda person: person.begin(partner=asked.partner, role=asked.role), people, threads=8)
        yield people
    finally:
        for person in people:
            person.close()


def at_once(work, people: Iterable[Respondent], *, threads=None):
    """Let all of them work at the same time."""
    people = list(people)
    with ThreadPoolExecutor(threads or len(people)) as pool:
        return list(pool.map(work, people))


def percentile(seconds, share):
    """The time within which this share of all was done, in milliseconds."""
    ordered = sorted(seconds)
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)
