"""Many people who came by a letter of their own, and answer at one node of a site while they look at another."""

import http.client
import threading
import time
from contextlib import contextmanager

from tests.load.crowd import Respondent, at_once
from tests.support.visitor import Visitor, new_operation, rating


class Invitee(Respondent):
    """One person with a letter.

    Attributes:
        submitting: how long it took to send their answers, or `None`.
    """

    def __init__(self, url, token, themes, seed, *, other=None):
        """`other` is where a second node of the site answers."""
        super().__init__(url, "", themes, seed)
        self._path = f"/r/{token}"
        self._other = other or url
        self.submitting = None

    def begin(self):
        """Open the link in the letter, and start."""
        page = self._visitor.get(self._path)
        assert page.status == http.client.OK, page.text
        started = self._visitor.post(self._path)
        assert started.status == http.client.SEE_OTHER, started.text
        self.public_id = started.location.split("/")[2]
        assert self._visitor.get(f"/responses/{self.public_id}/areas/1").status == http.client.OK
        self._reading = Visitor(self._other)
        self._reading.cookies.update(self._visitor.cookies)

    def answer_all(self):
        """Rate every theme in one save, and look at what is about to be sent."""
        self.pending = new_operation(
            *(rating(theme, self._random.randint(1, 5), 0) for theme in self._themes)
        )
        assert self.send_pending()
        assert not self.refused, self.refused
        assert self._visitor.get(f"/responses/{self.public_id}/check").status == http.client.OK

    def submit(self):
        """Send the answers."""
        begun = time.perf_counter()
        answer = self._visitor.post(f"/responses/{self.public_id}/check")
        self.submitting = time.perf_counter() - begun
        if answer.status != http.client.SEE_OTHER or not answer.location.endswith("/sent"):
            self.refused.append((answer.status, answer.body[:200]))


@contextmanager
def gathered(urls, tokens, themes):
    """Everybody with one of these tokens has started, each at one of the nodes at these addresses."""
    people = [
        Invitee(urls[n % len(urls)], token, themes, n, other=urls[(n + 1) % len(urls)])
        for n, token in enumerate(tokens)
    ]
    try:
        at_once(lambda person: person.begin(), people, threads=8)
        yield people
    finally:
        for person in people:
            person.close()


def within(seconds, work, people):
    """Let all do this once, one after the other started evenly within so many seconds."""
    ready = threading.Barrier(len(people) + 1)
    begun = 0.0

    def at_ones_time(numbered):
        number, person = numbered
        ready.wait()
        time.sleep(max(0.0, begun + number * seconds / len(people) - time.monotonic()))
        work(person)

    def begin():
        nonlocal begun
        begun = time.monotonic()
        ready.wait()

    starter = threading.Thread(target=begin)
    starter.start()
    at_once(at_ones_time, enumerate(people), threads=len(people))
    starter.join()
