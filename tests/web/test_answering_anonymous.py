"""Answering in an anonymous round: how long a browser may go on is in its cookie, and nowhere else."""

import pytest
from sqlalchemy import func, select

from pet.analysis.options import Mode
from pet.db.models import Response, Round, WebSession
from pet.services import accounts
from pet.services.answers.held import Key, Kind
from tests.support.answering import Journey, make_round, rating

PASSWORD = "a long enough pass phrase"  # noqa: S105 -- of nobody
LAST = {"c1.a1.t1:rating": "4"}


@pytest.fixture
def journey(client, database, clock):
    """A browser in front of an anonymous round with an open link."""
    round_id, code = make_round(database)
    with database.writing() as db:
        row = db.get_one(Round, round_id)
        row.mode, row.asks = Mode.ANONYMOUS.value, "role"
    return Journey(client, database, clock, code, round_id)


@pytest.fixture
def started(journey):
    """The same, for a teacher who has started."""
    journey.start(partner="")
    assert journey.client.submit(journey.path("who"), {"role": "teacher"}).status_code == 303
    return journey


def kept(database):
    with database.reading() as db:
        return sorted(map(str, db.execute(select(WebSession.__table__))))


def cookie(client):
    return client.get_cookie("pet").value


def lives(client, journey, status=200):
    client.page(journey.path("areas/1"), status)


def test_being_there_keeps_a_browser_open_and_writes_nothing(started):
    before = kept(started.database)
    for _visit in range(3):
        started.clock.move(minutes=55)
        lives(started.client, started)
    assert kept(started.database) == before
    started.clock.move(minutes=60)
    lives(started.client, started, 401)


def test_a_day_after_it_began_it_ends_however_busy(started):
    for _visit in range(26):
        started.clock.move(minutes=55)
        lives(started.client, started)
    started.clock.move(minutes=10)
    lives(started.client, started, 401)


def test_a_cookie_of_before_is_as_old_as_it_says(started, new_client):
    before = cookie(started.client)
    for _visit in range(2):
        started.clock.move(minutes=40)
        lives(started.client, started)
    other = new_client()
    other.set_cookie("pet", before)
    lives(other, started, 401)
    other.set_cookie("pet", cookie(started.client))
    lives(other, started)


def test_it_lives_over_midnight(journey):
    journey.clock.move(hours=14, minutes=50)
    journey.start(partner="")
    journey.client.submit(journey.path("who"), {"role": "teacher"})
    for minutes in (15, 50, 50):
        journey.clock.move(minutes=minutes)
        lives(journey.client, journey)


def test_the_warning_comes_at_the_right_time(started):
    def left():
        page = started.client.page(started.path("areas/1"))
        return int(next(iter(page.all("body"))).get("data-session-ends"))

    started.clock.move(minutes=3)
    assert left() == 57 * 60
    started.clock.move(minutes=2)
    assert left() == 60 * 60
    started.clock.move(minutes=50)
    assert started.client.send("/still-here", {}).get_json() == {"ends": 3600}
    started.clock.move(minutes=55)
    assert left() == 3600
    for _visit in range(23):
        started.clock.move(minutes=55)
        left()
    started.clock.move(minutes=10)
    assert left() == (24 * 60 - 1 * 5 - 50 - 55 - 23 * 55 - 10) * 60


def test_saving_keeps_it_open_too(started):
    for number in range(3):
        started.clock.move(minutes=40)
        assert started.save(rating(value=number + 1, base=number)).status_code == 200
    started.clock.move(minutes=40)
    assert started.send("areas/1", **LAST).status_code == 303
    assert started.answer("c1.a1.t1") == 4
    assert started.sheet().active_seconds == 0


def test_closed_on_this_device_is_closed_for_every_copy_of_the_cookie(started, new_client):
    before = cookie(started.client)
    started.client.page(started.path("way-back"))
    started.client.submit(started.path("close"))
    other = new_client()
    other.set_cookie("pet", before)
    lives(other, started, 401)
    assert kept(started.database) == []


def test_signing_in_keeps_it_open(started):
    with started.database.writing() as db:
        accounts.add(db, email="me@example.org", name="Me", password=PASSWORD, now=started.clock())
    started.client.page("/sign-in")
    fields = {"email": "me@example.org", "password": PASSWORD}
    assert started.client.submit("/sign-in", fields).status_code == 303
    lives(started.client, started)


class TestStartingOnce:
    def form(self, journey):
        return journey.client.page(f"/o/{journey.code}").form_without_action()

    def start(self, journey, form):
        answer = journey.client.post(f"/o/{journey.code}", data=form)
        assert answer.status_code == 303
        return answer.location

    def test_a_double_click_is_one_sheet(self, journey):
        form = self.form(journey)
        assert self.start(journey, form) == self.start(journey, form)
        with journey.database.reading() as db:
            assert db.scalar(select(func.count()).select_from(Response)) == 1

    def test_who_finds_the_form_an_hour_later_begins_a_sheet_of_their_own(self, journey):
        form = self.form(journey)
        first = self.start(journey, form)
        journey.clock.move(minutes=60)
        journey.client.page("/sign-in")
        assert self.start(journey, form | {"csrf_token": journey.client.token}) != first

    @pytest.mark.parametrize("when", ["", ".", ".x", ".٣", ".-1", ".99999999999999999999"])
    def test_a_form_that_does_not_say_when_it_was_shown_is_old(self, journey, when):
        form = self.form(journey) | {"nonce": f"some-nonce{when}"}
        assert self.start(journey, form) != self.start(journey, form)


def test_an_answer_made_elsewhere_meanwhile_is_asked_about(started, new_client):
    other = new_client()
    other.page(started.link)
    other.submit(started.link)
    started.save(rating(value=2))
    assert started.save(rating(value=5), client=other).status_code == 409
    assert started.sheet().held[Key(Kind.RATING, "c1.a1.t1")].value == 2
