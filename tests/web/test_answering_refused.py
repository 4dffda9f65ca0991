"""What cannot be saved comes back with everything typed: bad input, conflicts, the close, a lost session."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.answering import Journey, journey, rating, started, words

__all__ = ["journey", "started"]
RATING, COMMENT = "c1.a1.t1:rating", "c1.a1.t1:comment"


def texts(page):
    """What stands in the text boxes of a page."""
    return ["".join(e.itertext()).strip("\r\n") for e in page.all("textarea")]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({RATING: "9"}, "Choose one of the answers of “The statement 1.1.1 holds here.”."),
        ({RATING: "four"}, "Choose one of the answers of “The statement 1.1.1 holds here.”."),
        ({RATING + ".base": "nonsense"}, "Some of what was sent could not be understood."),
        ({"c9.a9.t9:rating": "3"}, "Some of what was sent is not asked on this page."),
        ({"c1.a1:evidence": "x" * 10_001}, "10001 characters, 10000 at most can be kept."),
    ],
)
def test_a_post_that_cannot_be_understood_is_refused_and_gives_everything_back(started, fields, said):
    fields = (
        started.fields() | {"c1.a1.t2:comment": "Typed & kept.", "c1.a1.t2:rating": "2", "go": "on"} | fields
    )
    page = started.client.submitted(started.path("areas/1"), fields, status=422)
    assert said in page.text
    assert "Typed & kept." in texts(page)
    checked = {e.get("name"): e.get("value") for e in page.all("input") if e.get("checked") is not None}
    assert checked == {"c1.a1.t2:rating": "2"}
    assert started.answer("c1.a1.t2") is None
    assert started.comment("c1.a1.t2") == ""


@pytest.mark.parametrize(("rest", "name"), [("areas/1", "c1.a1.t1:comment"), ("words", "purpose:open")])
def test_a_text_that_is_too_long_is_marked_for_a_screen_reader(started, rest, name):
    fields = started.fields(rest) | {name: "x" * 10_001, "go": "on"}
    page = started.client.submitted(started.path(rest), fields, status=422)
    marked = [e.get("name") for e in page.all("textarea") if e.get("aria-invalid") == "true"]
    assert marked == [name]
    assert [e for e in page.all("textarea") if e.get("maxlength")] == []  # a browser would cut without a word
    assert "x" * 10_001 in texts(page)


def test_once_mended_the_page_is_saved(started):
    fields = started.fields() | {RATING: "9", "c1.a1.t2:comment": "Typed & kept.", "go": "on"}
    page = started.client.submitted(started.path("areas/1"), fields, status=422)
    again = page.form(started.path("areas/1")) | {RATING: "4", "c1.a1.t2:comment": texts(page)[1], "go": "on"}
    assert started.client.submit(started.path("areas/1"), again).status_code == 303
    assert (started.answer("c1.a1.t1"), started.comment("c1.a1.t2")) == (4, "Typed & kept.")


def test_what_was_meant_for_another_page_is_shown(started):
    fields = {
        "c1.a1.t1:comment": "A thought.",
        "c1.a1.t1:comment.base": "0-0123456789abcdef",
        "area": "c1.a2",
    }
    page = started.client.submitted(started.path("areas/2"), fields, status=422)
    assert "A thought." in page.text


@pytest.mark.parametrize("rest", ["areas/1", "words", "areas/99"])
def test_an_empty_post_is_refused(started, rest):
    response = started.client.submit(started.path(rest), {})
    assert response.status_code == (404 if rest == "areas/99" else 422)


def test_a_control_character_goes_and_the_rest_stays(started):
    assert started.send(**{COMMENT: "from\x0bWord\x00 \ufeffhere"}).status_code == 303
    assert started.comment("c1.a1.t1") == "fromWord here"


def test_two_tabs_that_differ_get_both_texts_and_nothing_is_lost(started):
    old = started.fields()
    started.send(fields=old, **{COMMENT: "From the first tab.", RATING: "4"})
    response = started.send(
        fields=old, **{COMMENT: "From the second tab.", RATING: "2", "c1.a1.t2:rating": "5"}
    )
    assert response.status_code == 409
    assert (started.comment("c1.a1.t1"), started.answer("c1.a1.t1")) == ("From the first tab.", 4)
    assert started.answer("c1.a1.t2") == 5  # what did not collide is saved
    for said in ("From the first tab.", "From the second tab.", "Agree", "Disagree"):
        assert said in response.text


@pytest.mark.parametrize(
    ("keep", "comment"),
    [
        ("mine", "From the second tab."),
        ("stored", "From the first tab."),
        ("both", "From the first tab.\n\nFrom the second tab."),
    ],
)
def test_the_person_decides_which_to_keep(started, keep, comment):
    old = started.fields()
    started.send(fields=old, **{COMMENT: "From the first tab."})
    page = started.client.submitted(
        started.path("areas/1"), old | {COMMENT: "From the second tab.", "go": "on"}, status=409
    )
    for said in ("What you have here", "Keep mine", "Keep the stored one", "Keep both"):
        assert said in page.text
    assert "What you sent" not in page.text
    fields = page.form(started.path("areas/1")) | {COMMENT + ".keep": keep, "go": "on"}
    assert started.client.submit(started.path("areas/1"), fields).location == started.path("areas/2")
    assert started.comment("c1.a1.t1") == comment


@pytest.mark.parametrize(("keep", "value"), [("mine", None), ("stored", 4)])
def test_an_answer_taken_back_can_collide_too(started, keep, value):
    started.send(**{RATING: "2"})
    old = started.fields()
    started.send(fields=old, **{RATING: "4"})
    page = started.client.submitted(started.path("areas/1"), old | {"take_back": "c1.a1.t1"}, status=409)
    fields = page.form(started.path("areas/1")) | {RATING + ".keep": keep, "go": "on"}
    assert started.client.submit(started.path("areas/1"), fields).status_code == 303
    assert started.answer("c1.a1.t1") == value


def test_a_second_conflict_asks_again(started):
    old = started.fields()
    started.send(fields=old, **{COMMENT: "First."})
    page = started.client.submitted(
        started.path("areas/1"), old | {COMMENT: "Second.", "go": "on"}, status=409
    )
    started.save(words(text="Third.", base=1))
    fields = page.form(started.path("areas/1")) | {COMMENT + ".keep": "mine", "go": "on"}
    page = started.client.submitted(started.path("areas/1"), fields, status=409)
    assert "Third." in page.text
    assert "Second." in page.text


def test_the_same_form_sent_twice_is_one(started):
    fields = started.fields() | {COMMENT: "Once.", RATING: "4"}
    assert started.send(fields=fields).status_code == started.send(fields=fields).status_code == 303
    assert started.sheet().answer("c1.a1.t1").version == 1


def test_after_the_close_everything_typed_is_shown(started):
    fields = started.fields() | {COMMENT: "Too late.", RATING: "4", "go": "on"}
    started.clock.move(days=15)
    started.client.submit(started.link)
    page = started.client.submitted(started.path("areas/1"), fields, status=409)
    assert page.h1 == "This round is closed"
    for said in ("was not stored", "Too late.", "Agree", "Ada Lead", "The statement 1.1.1 holds here."):
        assert said in page.text
    assert started.comment("c1.a1.t1") == ""


def test_nobody_sends_after_the_close(started):
    started.send(**{RATING: "4"})
    started.clock.move(days=15)
    started.client.submit(started.link)
    assert started.client.submitted(started.path("check"), status=409).h1 == "This round is closed"
    assert not started.sheet().submitted
    assert started.client.submit(started.path("who"), {"partner": "x", "role": "head"}).status_code in (
        409,
        422,
    )


def test_before_saying_who_one_is_what_was_typed_is_shown(journey):
    journey.start(partner="")
    page = journey.client.submitted(
        journey.path("areas/1"),
        {
            COMMENT: "A thought.",
            COMMENT + ".base": "0-0123456789abcdef",
            RATING: "3",
            RATING + ".base": "0-0123456789abcdef",
        },
        status=409,
    )
    assert page.h1 == "First say who you answer as"
    assert "A thought." in page.text


def lost(started):
    """The page that comes back when the session had ended while somebody typed."""
    fields = started.fields() | {COMMENT: "Every character of this.", RATING: "4", "go": "on"}
    started.clock.move(minutes=61)
    return started.client.submitted(started.path("areas/1"), fields, status=401)


def test_a_lost_session_keeps_everything_typed_until_the_link_is_given(started):
    page = lost(started)
    response = started.client.submit(
        "/reopen", page.form("/reopen") | {"link": f"http://localhost{started.link}"}
    )
    assert response.location == started.path("areas/2")
    assert (started.comment("c1.a1.t1"), started.answer("c1.a1.t1")) == ("Every character of this.", 4)


def test_a_wrong_link_loses_nothing(started):
    page = lost(started)
    for link in ("", "http://localhost/r/wrong", "nonsense"):
        page = started.client.submitted("/reopen", page.form("/reopen") | {"link": link}, status=422)
        assert "Every character of this." in page.form("/reopen").values()
    response = started.client.submit(
        "/reopen", page.form("/reopen") | {"link": started.link.rpartition("/")[2]}
    )
    assert response.location == started.path("areas/2")
    assert started.comment("c1.a1.t1") == "Every character of this."


def test_the_link_of_other_answers_saves_nothing_there(started, new_client):
    other = Journey(new_client(), started.database, started.clock, started.code, started.round_id).start()
    page = lost(started)
    page = started.client.submitted("/reopen", page.form("/reopen") | {"link": other.link}, status=409)
    assert page.h1 == "This link leads to other answers"
    assert "Every character of this." in page.text
    assert (other.comment("c1.a1.t1"), started.comment("c1.a1.t1")) == ("", "")


def test_a_conflict_is_shown_after_coming_back(started, new_client):
    page = lost(started)
    device = new_client()
    device.submit(started.link)
    Journey(
        device, started.database, started.clock, started.code, started.round_id, started.own, started.link
    ).save(rating(value=1))
    response = started.client.submit("/reopen", page.form("/reopen") | {"link": started.link})
    assert response.status_code == 409
    assert "What is stored" in response.text
    assert (started.comment("c1.a1.t1"), started.answer("c1.a1.t1")) == ("Every character of this.", 1)


def test_other_forms_come_back_to_be_sent_again(started):
    started.client.page(started.path("check"))
    started.clock.move(minutes=61)
    page = started.client.submitted(started.path("check"), status=401)
    assert started.client.submit("/reopen", page.form("/reopen") | {"link": started.link}).status_code in (
        200,
        303,
    )


def test_a_form_with_an_old_token_comes_back_whole(started):
    fields = started.fields() | {COMMENT: "Every character of this.", "go": "on"}
    page = started.client.submitted(started.path("areas/1"), fields | {"csrf_token": "old"}, status=400)
    again = page.form(started.path("areas/1"))
    assert started.client.post(started.path("areas/1"), data=again).status_code == 303
    assert started.comment("c1.a1.t1") == "Every character of this."


@pytest.mark.parametrize(
    "path",
    [
        "/o/{code}",
        "{link}",
        "{own}areas/1",
        "{own}who",
        "{own}check",
        "{own}withdraw",
        "{own}way-back",
        "/reopen",
    ],
)
def test_nothing_is_done_without_a_token(started, path):
    address = path.format(code=started.code, link=started.link, own=started.path())
    before = started.sheet()
    assert started.client.post(address, data={"go": "make"}).status_code == 400
    assert started.sheet() == before


FIELDS = st.dictionaries(
    st.sampled_from(
        [
            RATING,
            COMMENT,
            "c1.a1.t1:quotable",
            RATING + ".base",
            COMMENT + ".base",
            COMMENT + ".keep",
            "c1.a1:evidence",
            "c1.a1:evidence.base",
            "area",
            "via",
            "go",
            "take_back",
            "x:open",
            "partner",
            "role",
            "link",
            "kept_path",
            "kept-a",
        ]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12)
    | st.sampled_from(["4", "dont_know", "1-0123456789abcdef", "c1.a2", "both", "/responses/x/areas/1"]),
    max_size=8,
)


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("path", ["areas/1", "words", "who", "way-back", "/reopen"])
@given(fields=FIELDS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_no_form_breaks_the_site(started, path, fields):
    """Whatever comes is accepted or refused, and never an error of ours."""
    address = path if path.startswith("/") else started.path(path)
    assert started.client.submit(address, fields).status_code in (200, 303, 409, 422, 429)
