"""Steps of somebody who answers, for the tests of these pages: through the strict client, without a script."""

import uuid
from dataclasses import dataclass

import pytest

from pet.services import responses, rounds
from tests.support import factories

THEMES = tuple(f"c{c}.a{a}.t{t}" for c in (1, 2) for a in (1, 2) for t in (1, 2))


@dataclass
class Journey:
    """One browser and one round.

    Attributes:
        client: the browser.
        code: of the round's open link.
        round_id: in the database.
        own: public id of the response, once started.
        link: the return link as a path, once started.
    """

    client: object
    database: object
    clock: object
    code: str
    round_id: int
    own: str = ""
    link: str = ""

    def path(self, rest=""):
        return f"/responses/{self.own}/{rest}"

    def start(self, partner="Ash School", role="head"):
        """Start and say who one is."""
        self.client.page(f"/o/{self.code}")
        response = self.client.submit(f"/o/{self.code}")
        assert response.status_code == 303
        self.own = response.location.split("/")[2]
        page = self.client.page(response.location)
        self.link = next(e.get("value") for e in page.all("input") if e.get("id") == "address").removeprefix(
            "http://localhost"
        )
        if partner:
            self.who(partner, role)
        return self

    def who(self, partner, role):
        page = self.client.page(self.path("who"))
        value = next(o.get("value") for o in page.all("option") if o.text == partner)
        response = self.client.submit(self.path("who"), {"partner": value, "role": role})
        assert response.status_code == 303, response.text

    def fields(self, rest="areas/1"):
        """The hidden fields of a page, and whatever is chosen and written there."""
        page = self.client.page(self.path(rest))
        fields = page.form(self.path(rest))
        for control in page.all("input"):
            if control.get("checked") is not None:
                fields[control.get("name")] = control.get("value")
        for control in page.all("textarea"):
            fields[control.get("name")] = "".join(control.itertext()).strip("\r\n")
        return fields

    def send(self, rest="areas/1", fields=None, **changed):
        """Send a page as it stands with some fields changed; names as in `t1.rating` are of area c1.a1."""
        fields = dict(self.fields(rest) if fields is None else fields)
        return self.client.submit(self.path(rest), fields | {"go": "on"} | changed)

    def save(self, *changes, op=None, client=None, own=None):
        """Save as the script does."""
        document = {"op": op or str(uuid.uuid4()), "changes": list(changes)}
        return (client or self.client).send(f"/responses/{own or self.own}/saves", document)

    def sheet(self):
        """What is stored."""
        own = self.response_id
        with self.database.reading() as db:
            return responses.sheet(db, own)

    @property
    def response_id(self):
        with self.database.reading() as db:
            return responses.resume(db, token=self.link.rpartition("/")[2])[0]

    def answer(self, theme):
        return self.sheet().answer(theme).value

    def comment(self, theme):
        return self.sheet().words_at(factories.Kind.COMMENT, theme).text

    def close(self):
        with self.database.writing() as db:
            rounds.close(db, round_id=self.round_id, now=self.clock())

    def release(self):
        with self.database.writing() as db:
            rounds.release(db, round_id=self.round_id, now=self.clock())


def rating(part="c1.a1.t1", value=4, base=0):
    return {"kind": "rating", "part": part, "value": value, "base": base}


def words(part="c1.a1.t1", text="So it is.", base=0, kind="comment", *, quotable=False):
    return {"kind": kind, "part": part, "text": text, "quotable": quotable, "base": base}


def make_round(database, **fields):
    """The id and the code of a round with a lead who reads comments first."""
    with database.writing() as db:
        partnership = factories.make_partnership(db)
        account = factories.make_account(db)
        factories.make_member(db, account, partnership)
        row = factories.make_round(db, partnership, **{"reader_id": account.id, **fields})
        return row.id, row.open_code


@pytest.fixture
def journey(client, database, clock):
    """A browser in front of an open round of eight themes in four areas, and two open questions."""
    round_id, code = make_round(database)
    return Journey(client, database, clock, code, round_id)


@pytest.fixture
def started(journey):
    """The same, for somebody who has started as a headteacher of Ash School."""
    return journey.start()
