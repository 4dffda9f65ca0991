"""Coming, going and coming back: one sheet for each start, nothing left open, and no wait for a right link."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from pet.db.models import Response, ReturnLink, Throttle, WebSession
from pet.services import throttles
from pet.services.sessions import RESPONDENT
from tests.support.answering import Journey, journey, rating, started

__all__ = ["journey", "started"]
COMMENT = "c1.a1.t1:comment"


def count(database, table):
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(table))


class TestStartingOnce:
    def test_the_same_form_sent_twice_leads_to_the_same_sheet_and_link(self, journey):
        form = journey.client.page(f"/o/{journey.code}").form_without_action()
        places, links = [], []
        for _click in range(2):
            answer = journey.client.post(f"/o/{journey.code}", data=form)
            places.append((answer.status_code, answer.location))
            page = journey.client.page(answer.location)
            links.append([e.get("value") for e in page.all("input") if e.get("id") == "address"])
        assert places[0][0] == 303
        assert (places[0], links[0]) == (places[1], links[1])
        assert (count(journey.database, Response), count(journey.database, ReturnLink)) == (1, 1)

    def test_both_clicks_at_the_same_moment_make_one_sheet(self, journey, new_client):
        form = journey.client.page(f"/o/{journey.code}").form_without_action()
        cookie = journey.client.get_cookie("pet").value
        clients = [new_client() for _click in range(4)]
        for client in clients:
            client.set_cookie("pet", cookie)
        with ThreadPoolExecutor(4) as pool:
            answers = pool.map(lambda client: client.post(f"/o/{journey.code}", data=form), clients)
            places = [answer.location for answer in answers]
        assert len(set(places)) == 1
        assert count(journey.database, Response) == 1

    def test_after_closing_here_the_next_person_begins_a_sheet_of_their_own(self, journey):
        form = journey.client.page(f"/o/{journey.code}").form_without_action()
        first = journey.client.post(f"/o/{journey.code}", data=form).location
        journey.client.page(first)
        journey.client.submit(first.replace("way-back", "close"))
        journey.client.page("/sign-in")
        second = journey.client.post(f"/o/{journey.code}", data=form | {"csrf_token": journey.client.token})
        assert second.status_code == 303
        assert second.location != first

    def test_two_people_get_two_sheets(self, journey, new_client):
        places = set()
        for client in (journey.client, new_client()):
            form = client.page(f"/o/{journey.code}").form_without_action()
            places.add(client.post(f"/o/{journey.code}", data=form).location)
        assert len(places) == 2

    def test_a_network_begins_several_hundred_an_hour_and_reads_why_no_more(self, journey, monkeypatch):
        monkeypatch.setattr(throttles, "STARTS", throttles.Quota(most=2, window=timedelta(hours=1)))
        for _person in range(2):
            form = journey.client.page(f"/o/{journey.code}").form_without_action()
            assert journey.client.post(f"/o/{journey.code}", data=form).status_code == 303
        form = journey.client.page(f"/o/{journey.code}").form_without_action()
        refused = journey.client.post(f"/o/{journey.code}", data=form)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
        assert "Very many people have started from your network" in refused.text
        assert (
            throttles.Quota(most=600, window=timedelta(hours=1)).next_try(
                599, journey.clock(), journey.clock()
            )
            is None
        )
        journey.clock.move(hours=1)
        form = journey.client.page(f"/o/{journey.code}").form_without_action()
        assert journey.client.post(f"/o/{journey.code}", data=form).status_code == 303


class TestClosingHere:
    @pytest.mark.parametrize("rest", ["way-back", "check", "sent"])
    def test_a_shared_device_forgets_and_the_link_opens_it_again(self, started, rest):
        started.send(**{"c1.a1.t1:rating": "4"})
        started.client.submit(started.path("check"))
        page = started.client.page(started.path(rest))
        assert "Close on this device" in page.text
        stolen = started.client.get_cookie("pet").value
        answer = started.client.submit(started.path("close"))
        assert (answer.status_code, answer.location) == (303, "/closed-here")
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        said = started.client.page("/closed-here").text
        assert "To come back, open your own link" in said
        assert "This browser’s history may still hold your own link" in said
        assert "Nobody" not in said
        assert count(started.database, WebSession) == 0
        with started.client.session_transaction() as cookie:
            assert (cookie["responses"], "return_tokens" in cookie) == ([], False)
        started.client.page(started.path("areas/1"), 401)
        started.client.set_cookie("pet", stolen)
        started.client.page(started.path("areas/1"), 401)
        started.client.page(started.link)
        assert started.client.submit(started.link).status_code == 303
        started.client.page(started.path("check"))

    def test_stop_for_now_leads_to_where_it_can_be_closed(self, started):
        stopped = started.send(go="stop")
        page = started.client.page(stopped.location)
        assert "Close on this device" in page.text

    def test_what_else_is_open_in_the_browser_stays(self, started):
        other = Journey(
            started.client, started.database, started.clock, started.code, started.round_id
        ).start()
        started.client.submit(started.path("close"))
        assert other.client.page(other.path("areas/1")).status == 200


class TestComingBack:
    def test_opening_ones_link_begins_the_day_anew_and_ends_the_old_session(self, started):
        for _half_hour in range(47):
            started.clock.move(minutes=30)
            started.client.page(started.path("areas/1"))
        started.client.page(started.link)
        started.client.submit(started.link)
        assert count(started.database, WebSession) == 1
        started.clock.move(minutes=45)
        assert started.client.page(started.path("areas/1")).status == 200

    def test_a_right_link_works_however_often_others_there_guessed(self, started, new_client):
        guesser, colleague = new_client(), new_client()
        guesser.strict = False
        statuses = [guesser.get(f"/r/guess{n}").status_code for n in range(31)]
        assert statuses == [404] * 30 + [429]
        assert [guesser.get(path).status_code for path in ("/o/guess", "/r/guess")] == [429, 429]
        colleague.page(f"/o/{started.code}")
        assert colleague.submit(f"/o/{started.code}").status_code == 303
        colleague.page(started.link)
        assert colleague.submit(started.link).status_code == 303
        assert colleague.submit("/link", {"link": started.link}).status_code == 303
        assert colleague.submit("/reopen", {"link": started.link}).status_code == 303

    def test_guesses_that_are_refused_write_nothing(self, started, new_client):
        guesser = new_client()
        guesser.strict = False
        for n in range(30):
            guesser.get(f"/r/guess{n}")
        with started.database.reading() as db:
            before = db.execute(select(Throttle.failures)).all()
        guesser.get("/r/guess")
        with started.database.reading() as db:
            assert db.execute(select(Throttle.failures)).all() == before

    def test_a_wait_on_the_page_for_the_link_keeps_what_was_typed(self, started, new_client):
        fields = started.fields() | {COMMENT: "Every character of this.", "go": "on"}
        started.clock.move(minutes=61)
        page = started.client.submitted(started.path("areas/1"), fields, status=401)
        guesser = new_client()
        guesser.strict = False
        for n in range(30):
            guesser.get(f"/r/guess{n}")
        wrong = page.form("/reopen") | {"link": "http://localhost/r/wrong"}
        answer = started.client.submit("/reopen", wrong)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
        page = started.client.submitted("/reopen", wrong, status=429)
        assert "Please wait 10 minutes" in page.text
        again = page.form("/reopen")
        assert again["link"] == "http://localhost/r/wrong"
        assert started.client.submit("/reopen", again | {"link": started.link}).status_code == 303
        assert started.comment("c1.a1.t1") == "Every character of this."


class TestBeingThere:
    def test_a_save_says_how_long_the_session_lasts_now(self, started):
        started.client.page(started.path("areas/1"))
        started.clock.move(minutes=50)
        assert started.save(rating()).json["ends"] == RESPONDENT.idle.total_seconds()

    def test_a_save_notes_that_one_is_there_in_the_same_transaction(self, started, monkeypatch):
        with started.database.writing() as db:
            db.execute(update(WebSession).values(seen_at=started.clock() - timedelta(minutes=30)))
        monkeypatch.setattr("pet.web.guard.note_seen", lambda _now: pytest.fail("written twice"))
        assert started.save(rating()).status_code == 200
        with started.database.reading() as db:
            assert db.scalars(select(WebSession.seen_at)).all() == [started.clock()]
