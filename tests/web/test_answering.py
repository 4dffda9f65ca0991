"""The journey of somebody who answers: from the link to “thank you” and afterwards, without JavaScript."""

import csv
import io
import json

import pytest
from pypdf import PdfReader

from pet.analysis.options import Mode
from pet.db.models import Response, ReturnLink, WebSession
from tests.support import factories
from tests.support.answering import THEMES, Journey, journey, make_round, started

__all__ = ["journey", "started"]


def test_the_welcome_says_all_that_matters(journey):
    page = journey.client.page(f"/o/{journey.code}")
    assert page.h1 == "Autumn 2026"
    for words in (
        "Riverside Partnership asks you",
        "7 to 8 statements and two questions in your own words",
        "5 minutes",
        "Monday 19 October 2026 at 09:00 (UTC)",
        "Nobody sees what you answered",
        "groups of five or more",
        "Ada Lead (lead of the partnership) reads comments first",
        "Only answers that you send count.",
        "until the round closes",
    ):
        assert words in page.text


def test_opening_the_link_changes_nothing_and_starting_makes_one_response(journey):
    for method in ("get", "head", "get"):
        assert getattr(journey.client, method)(f"/o/{journey.code}").status_code == 200
    assert rows(journey, Response) == 0
    journey.start(partner="")
    assert (rows(journey, Response), rows(journey, ReturnLink)) == (1, 1)
    for method in ("get", "head"):
        assert getattr(journey.client, method)(journey.link).status_code == 200
    assert (rows(journey, Response), rows(journey, WebSession)) == (1, 1)


def rows(journey, model):
    with journey.database.reading() as db:
        return db.query(model).count()


def test_the_whole_journey(journey):
    client = journey.client
    journey.start(partner="")
    assert client.submit(journey.path("way-back"), {"go": "on"}).location == journey.path()
    assert client.get(journey.path()).location == journey.path("who")
    journey.who("Ash School", "head")
    assert client.get(journey.path()).location == journey.path("areas/1")
    for number in range(1, 5):
        area = f"c{(number + 1) // 2}.a{(number + 1) % 2 + 1}"
        response = journey.send(
            f"areas/{number}",
            **{
                f"{area}.t1:rating": "4",
                f"{area}.t2:rating": "dont_know",
                f"{area}.t1:comment": "It is <b>so</b>.\r\nReally.",
                f"{area}.t1:quotable": "y",
                f"{area}:evidence": "We counted.",
            },
        )
        assert response.status_code == 303, response.text
    assert response.location == journey.path("words")
    assert journey.send("words", **{"purpose:open": "To learn."}).location == journey.path("check")
    check = client.page(journey.path("check"))
    for words in (
        "It is <b>so</b>.",
        "We counted.",
        "To learn.",
        "May be quoted",
        "not sent yet",
        "Headteacher, Ash School",
    ):
        assert words in check.text
    assert "has no answer" not in check.text
    assert client.submit(journey.path("check")).location == journey.path("sent")
    sent = client.page(journey.path("sent"))
    assert sent.h1 == "Thank you, your answers are sent"
    assert "19 October 2026" in sent.text
    sheet = journey.sheet()
    assert sheet.submitted
    assert {theme: sheet.answer(theme).value for theme in THEMES} == {
        theme: 4 if theme.endswith("t1") else "dont_know" for theme in THEMES
    }
    assert sheet.words_at(factories.Kind.COMMENT, "c1.a1.t1").text == "It is <b>so</b>.\nReally."


def test_nobody_is_thanked_for_what_was_not_sent(started):
    assert started.client.get(started.path("sent")).location == started.path("check")
    page = started.client.submitted(started.path("check"), status=422)
    assert "There is no answer yet" in page.text
    assert "8 statements have no answer." in page.text
    assert "You can send" not in page.text
    assert not started.sheet().submitted


def test_gaps_are_named_and_never_forced(started):
    started.send(**{"c1.a1.t1:rating": "2"})
    page = started.client.page(started.path("check"))
    assert "7 statements have no answer. You can send your answers with gaps." in page.text
    assert ("Go to the first gap", started.path("areas/1#theme-c1.a1.t2")) in page.links
    assert started.client.submit(started.path("check")).status_code == 303
    page = started.client.page(started.path("check"))
    assert "7 statements have no answer." in page.text
    assert "You can send" not in page.text


def test_people_come_back_to_the_first_gap_on_any_device(started, new_client):
    started.send(**{"c1.a1.t1:rating": "2"})
    other = new_client()
    page = other.page(started.link)
    assert "1 of 8 answered" in page.text
    assert other.submit(started.link).location == started.path()
    assert other.get(started.path()).location == started.path("areas/1#theme-c1.a1.t2")


@pytest.mark.parametrize(
    ("go", "to"),
    [
        ("on", "areas/3"),
        ("back", "areas/1"),
        ("stop", "way-back?via=stop"),
        ("", "areas/3"),
        ("elsewhere", "areas/3"),
    ],
)
def test_buttons_go_where_they_say(started, go, to):
    assert started.send("areas/2", go=go).location == started.path(to)


def test_in_front_of_the_first_area_is_who_one_is(started):
    assert started.send("areas/1", go="back").location == started.path("who")
    assert started.send("words", go="back").location == started.path("areas/4")


def test_a_change_from_the_check_leads_back_to_it(started):
    page = started.client.page(started.path("check"))
    [link] = [url for words, url in page.links if words == "Change: The statement 2.1.1 holds here."]
    assert link == started.path("areas/3?via=check#theme-c2.a1.t1")
    fields = started.client.page(link.partition("#")[0]).form(started.path("areas/3"))
    assert started.send("areas/3", fields).location == started.path("check")


def test_an_answer_can_be_taken_back(started):
    started.send(**{"c1.a1.t1:rating": "2"})
    response = started.send(take_back="c1.a1.t1")
    assert response.location == started.path("areas/1#theme-c1.a1.t1")
    assert started.answer("c1.a1.t1") is None


def test_a_role_is_asked_what_it_can_know(started):
    assert "8 answered" in started.client.page(started.path("areas/1")).text
    started.who("Beech School", "teacher")
    page = started.client.page(started.path("areas/4"))
    assert "0 of 7 answered" in page.text
    assert "The statement 2.2.2 holds here." not in page.text
    assert started.client.get(started.path("areas/5")).status_code == 404
    assert started.client.get(started.path("areas/0")).status_code == 404


def test_another_link_can_be_made_at_any_time(started):
    assert "fingerprint" in started.client.page(started.path("way-back")).text
    made = started.client.submit(started.path("way-back"), {"go": "make"})
    assert made.status_code == 303
    page = started.client.page(made.location)
    [link] = [e.get("value") for e in page.all("input") if e.get("id") == "address"]
    assert link != started.link
    assert "This is another link. The earlier one still works too." in page.text
    assert "QR code" in next(e.get("alt") for e in page.all("img"))
    assert started.client.submit(started.path("way-back"), {"go": "on"}).status_code == 303
    assert "fingerprint" in started.client.page(started.path("way-back")).text
    assert started.client.get(link).status_code == started.client.get(started.link).status_code == 200


def test_answers_can_be_changed_after_sending(started):
    started.send(**{"c1.a1.t1:rating": "2"})
    started.client.submit(started.path("check"))
    assert "each change counts as soon as it is saved" in started.client.page(started.path("check")).text
    started.send(**{"c1.a1.t1:rating": "5"})
    assert (started.sheet().submitted, started.answer("c1.a1.t1")) == (True, 5)


def test_own_answers_as_files(started):
    started.send(
        **{"c1.a1.t1:rating": "2", "c1.a1.t1:comment": "=HYPERLINK(1)", "c1.a1.t2:rating": "not_applicable"}
    )
    table = started.client.get(started.path("answers.csv"))
    assert table.headers["Content-Disposition"] == 'attachment; filename="my-answers.csv"'
    read = list(csv.reader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert read[:3] == [
        ["Part", "Question", "Answer", "Comment", "May be quoted"],
        ["Component 1", "The statement 1.1.1 holds here.", "Disagree", "'=HYPERLINK(1)", "no"],
        ["Component 1", "The statement 1.1.2 holds here.", "Doesn’t apply to us", "", ""],
    ]
    document = json.loads(started.client.get(started.path("answers.json")).data)
    assert document["ratings"] == {"c1.a1.t1": 2, "c1.a1.t2": "not_applicable"}
    assert document["words"] == [
        {"kind": "comment", "part": "c1.a1.t1", "text": "=HYPERLINK(1)", "quotable": False}
    ]
    assert (document["partner"], document["role"]) == ("Ash School", "head")
    pdf = started.client.get(started.path("answers.pdf"))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    assert pdf.mimetype == "application/pdf"
    for words in ("The statement 1.1.1 holds here.", "Disagree", "=HYPERLINK(1)", "Not sent."):
        assert words in text


def test_withdrawing_asks_once_and_leaves_nothing(started, new_client):
    started.send(**{"c1.a1.t1:rating": "2", "c1.a1.t1:comment": "A thought."})
    assert "deleted at once" in started.client.page(started.path("withdraw")).text
    assert rows(started, Response) == 1
    assert started.client.submit(started.path("withdraw")).location == "/withdrawn"
    assert started.client.page("/withdrawn").h1 == "Your answers are deleted"
    assert (rows(started, Response), rows(started, ReturnLink), rows(started, WebSession)) == (0, 0, 0)
    assert started.client.get(started.path("check")).status_code in (401, 404)
    gone = new_client().page(started.link, 404)
    never = new_client().page("/r/never", 404)
    assert gone.text == never.text


def test_links_that_lead_nowhere_all_say_the_same(journey, new_client):
    texts = {new_client().page(path, 404).text for path in ("/o/x", "/r/x", "/o/" + "x" * 43)}
    assert len(texts) == 1
    for path in ("/o/x", "/r/x"):
        assert journey.client.submit(path).status_code == 404


def test_who_guesses_links_must_wait(journey):
    for number in range(30):
        assert journey.client.get(f"/r/guess{number}").status_code == 404
    assert journey.client.get("/r/guess").status_code == 429
    assert journey.client.get(f"/o/{journey.code}").status_code == 200


def test_a_round_that_has_not_begun(client, database, clock):
    _id, code = make_round(database, opens_at=clock.now.replace(day=7))
    page = client.page(f"/o/{code}")
    assert "It opens on Wednesday 7 October 2026" in page.text
    assert page.all("form") == []
    assert client.submit(f"/o/{code}").location == f"/o/{code}"


def test_after_the_close_answers_can_be_read_only(started):
    started.send(**{"c1.a1.t1:rating": "2"})
    started.client.submit(started.path("check"))
    started.clock.move(days=15)
    assert started.client.submit(started.link).status_code == 303
    for rest in ("", "who", "areas/1", "words", "sent"):
        assert started.client.get(started.path(rest)).location == started.path("check")
    page = started.client.page(started.path("check"))
    assert "This round is closed." in page.text
    assert "Disagree" in page.text
    assert [words for words, _url in page.links if words.startswith("Change")] == []
    assert "Read my answers" in started.client.page(started.link).text


def test_after_release_the_link_leads_to_the_results(started):
    started.send(**{"c1.a1.t1:rating": "2"})
    started.client.submit(started.path("check"))
    started.close()
    assert [w for w, _url in started.client.page(started.path("check")).links if "results" in w] == []
    started.release()
    links = dict(started.client.page(started.path("check")).links)
    back = started.client.page(started.link)
    assert back.h1 == "The results are out"
    assert [e.text for e in back.all("button")] == ["See the results", "Read my answers"]
    results = started.client.submit(started.link, {"go": "results"}).location
    assert results == links["See the results"]
    assert started.client.page(results).status == 200
    assert started.client.submit(started.link, {"go": "answers"}).location == started.path()
    assert links["My view beside everybody’s"] == started.path("view")
    assert links["See the results"].endswith("/results/")


def test_who_did_not_send_is_told_so(started):
    started.send(**{"c1.a1.t1:rating": "2"})
    started.close()
    assert "not sent, so they are in no result" in started.client.page(started.path("check")).text
    started.release()
    assert started.client.page(started.link).h1 == "Your answers"
    assert started.client.submit(started.link, {"go": "results"}).location == started.path("check")


def test_an_open_round_takes_one_sheet_of_each_partner(client, new_client, database, clock):
    round_id, code = make_round(database, mode=Mode.OPEN, smallest_group=1)
    first = Journey(client, database, clock, code, round_id).start(partner="")
    assert "signs it with its name" in client.page(f"/o/{code}").text
    page = client.page(first.path("who"))
    assert "role" not in [e.get("name") for e in page.all("select")]
    value = next(o.get("value") for o in page.all("option") if o.text == "Ash School")
    assert client.submit(first.path("who"), {"partner": value}).status_code == 303
    second = Journey(new_client(), database, clock, code, round_id).start(partner="")
    refused = second.client.submitted(second.path("who"), {"partner": value}, status=422)
    assert "Ash School has an answer sheet in this round already" in refused.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose one from the list “Your organisation”."),
        ({"partner": "no such", "role": "head"}, "Choose one from the list “Your organisation”."),
        ({"partner": "", "role": "chief"}, "Choose one from the list “Your role”."),
    ],
)
def test_who_one_is_must_be_on_the_list(journey, fields, said):
    journey.start(partner="")
    assert said in journey.client.submitted(journey.path("who"), fields, status=422).text


def test_a_list_of_one_is_not_asked(client, database, clock):
    with database.writing() as db:
        partnership = factories.make_partnership(db, partners=("Only School",))
        row = factories.make_round(db, partnership)
        made = row.id, row.open_code
    one = Journey(client, database, clock, made[1], made[0]).start(partner="")
    page = client.page(one.path("who"))
    assert [e.get("name") for e in page.all("select")] == ["role"]
    assert client.submit(one.path("who"), {"role": "teacher"}).status_code == 303
    assert (one.sheet().partner, one.sheet().role_id) == ("Only School", "teacher")


@pytest.mark.parametrize(
    ("days", "close", "day"),
    [
        (3, True, "Closed on Thursday 8 October 2026"),
        (15, True, "Closed on Tuesday 20 October 2026"),
        (15, False, "Closed on Monday 19 October 2026"),
    ],
)
def test_the_open_link_of_a_round_that_is_over_says_when_it_closed(started, new_client, days, close, day):
    started.clock.move(days=days)
    if close:
        started.close()
    page = new_client().page(f"/o/{started.code}")
    facts = " ".join(" ".join(e.itertext()) for e in page.all("dl")).split()
    assert " ".join(facts).endswith(day)
    assert "Open until" not in page.text
    assert "minutes" not in page.text


def test_who_has_a_sheet_here_is_asked_first_to_go_on_with_it(started, new_client):
    page = started.client.page(f"/o/{started.code}")
    assert ("Go on with the answers you started here", started.path()) in page.links
    assert "Is another person answering on this device?" in page.text
    assert [e.text for e in page.all("button")] == ["Start a new sheet"]
    other = new_client().page(f"/o/{started.code}")
    assert "you started here" not in other.text
    assert [e.text for e in other.all("button")] == ["Start"]
    started.close()
    page = started.client.page(f"/o/{started.code}")
    assert ("Read the answers you started here", started.path()) in page.links
    started.client.submit(started.path("close"))
    assert "you started here" not in started.client.page(f"/o/{started.code}").text


def test_of_two_sheets_here_the_last_opened_comes_first(started):
    second = Journey(started.client, started.database, started.clock, started.code, started.round_id).start()
    assert second.path() in dict(started.client.page(f"/o/{started.code}").links).values()
    started.client.submit(started.link)
    links = dict(started.client.page(f"/o/{started.code}").links)
    assert links["Go on with the answers you started here"] == started.path()


def test_a_sheet_of_another_round_is_not_offered(started, database):
    with database.writing() as db:
        code = factories.make_round(db, factories.make_partnership(db, name="Hillside")).open_code
    assert "you started here" not in started.client.page(f"/o/{code}").text


@pytest.mark.parametrize(("sent", "said"), [(False, "not sent yet"), (True, "and sent")])
def test_who_stops_reads_that_all_is_saved(started, sent, said):
    started.send(**{"c1.a1.t1:rating": "2"})
    if sent:
        started.client.submit(started.path("check"))
    page = started.client.page(started.send("areas/2", go="stop").location)
    assert page.h1 == "Stop for now"
    assert f"Saved. 1 of 8 answered, {said}. You can close this window." in page.text
    assert "Your way back" in page.text
    assert "Close on this device" in page.text
    assert "Saved." not in started.client.page(started.path("way-back")).text


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("A short text.\nOn two lines.", ""),
        ("word " * 100 + "end", ("word " * 55).rstrip() + " …"),
        ("\n".join("123456"), "1\n2\n3\n4 …"),
    ],
)
def test_a_long_text_is_folded_on_the_check_page(started, text, start):
    started.send(**{"c1.a1.t1:comment": text})
    page = started.client.page(started.path("check"))
    shown = ["".join(e.itertext()) for e in page.all("p") if "version" in (e.get("class") or "").split()]
    assert shown == ([start, text] if start else [text])
    assert len(page.all("details")) == bool(start)
