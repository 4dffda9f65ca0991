"""My view beside everybody's: for the one who answered, once it is released, and never more of others."""

import pytest

from pet.access.actor import Role
from pet.db.models import Response
from tests.support.factories import PARTNERS
from tests.support.pages import words
from tests.support.released import over, varied

MINE = {"c1.a1.t1": 1, "c1.a1.t2": "dont_know", "c1.a2.t1": "not_applicable", "c1.a2.t2": 5}


@pytest.fixture
def released(database):
    """A released round in which the first person gave the answers `MINE`."""

    def make(answered=None, *, released=True, **fields):
        answered = [(PARTNERS[0], "head", MINE), *(varied(23) if answered is None else answered)]
        with database.writing() as session:
            return over(session, answered, released=released, **fields)

    return make


def as_respondent(client, found, number=0):
    started = found.started[number]
    client.open_response(started.public_id, started.response_id)
    return f"/responses/{started.public_id}/view"


def rows(page):
    return {
        words(title): [words(cell) for cell in row.iter("td")]
        for table in page.all("table")
        for row in table.iter("tr")
        for title in row.iter("b")
    }


def test_my_answers_stand_beside_the_typical_ones(client, released):
    page = client.page(as_respondent(client, released()))
    assert page.h1 == "My view beside everybody’s"
    found = rows(page)
    assert found["Theme 1.1.1"][0] == "“Strongly disagree”"
    assert found["Theme 1.1.1"][1] == "“Agree”"
    assert [found[f"Theme {n}"][0] for n in ("1.1.2", "1.2.1", "2.1.1")] == [
        "Don’t know",
        "Doesn’t apply to us",
        "no answer",
    ]
    assert "A view that few people hold is a view, not an error" in page.text
    assert "On 0 of 2 statements you gave the typical answer." in page.text


def test_only_what_ones_role_is_asked_is_compared(client, released):
    """The last theme is asked of heads alone: a teacher has no row for it."""
    found = released([(PARTNERS[0], "teacher", {"c1.a1.t1": 4}), *varied(22)])
    head, teacher = (rows(client.page(as_respondent(client, found, number))) for number in (0, 1))
    assert head.keys() - teacher.keys() == {"Theme 3.2.2"}
    assert len(teacher) == 11


def test_it_leads_on_to_the_results_and_back(client, released):
    found = released()
    address = as_respondent(client, found)
    page = client.page(address)
    assert ("See all results", f"{found.url}/results/") in page.links
    assert ("My view beside everybody’s", address) in client.page(f"{found.url}/results/").links


def test_nobody_else_can_see_it(client, new_client, released):
    found = released()
    address = f"/responses/{found.started[0].public_id}/view"
    assert client.get(address).status_code == 401
    other = new_client()
    as_respondent(other, found, 1)
    for path in (address, f"{address}/chart-page.svg"):
        assert other.get(path).status_code == 404
    lead = new_client()
    lead.sign_in(found.people[Role.LEAD])
    assert lead.get(address).status_code == 404


def test_the_picture_is_kept_nowhere(client, released, settings):
    page = client.page(as_respondent(client, released()))
    [image] = page.all("img")
    answer = client.get(image.get("src"))
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not (settings.instance / "made").exists()
    assert b"Theme 1.1.1: yours 1, typical" in answer.data


def test_before_the_release_there_is_nothing_to_compare(client, released):
    found = released(released=False)
    address = as_respondent(client, found)
    page = client.page(address)
    assert page.h1 == "Nothing to compare yet"
    assert "have not been released yet" in page.text
    assert page.all("table") == []
    assert client.get(f"{address}/chart-page.svg").status_code == 404


def test_answers_that_were_not_sent_are_no_part_of_it(client, database, released):
    found = released()
    with database.writing() as session:
        row = session.get_one(Response, found.started[0].response_id)
        row.state, row.submitted_on = "started", None
    address = as_respondent(client, found)
    assert "were not sent before the round closed" in client.page(address).text
    assert client.get(f"{address}/chart-page.svg").status_code == 404


def test_too_few_answers_stay_hidden_here_too(client, released):
    found = released(varied(2))
    page = client.page(as_respondent(client, found))
    assert "Too few have answered" in page.text
    assert page.all("table") == []


def test_with_few_answers_it_shows_no_more_than_the_result_does(client, released):
    """Of seven answers the result shows typical answers alone."""
    found = released(varied(6))
    page = client.page(as_respondent(client, found))
    result = client.page(f"{found.url}/results/")
    for typical in {cells[1] for cells in rows(page).values()} - {"not shown"}:
        assert typical in result.text
    assert "Middle half" not in page.text


def test_a_theme_that_is_not_shown_is_not_shown_here(client, released):
    found = released(varied(23, roles=("teacher",)))  # the last theme is asked of heads, and there is one
    assert rows(client.page(as_respondent(client, found)))["Theme 3.2.2"] == ["no answer", "not shown", "–"]


@pytest.mark.parametrize("path", ["chart-huge.svg", "chart-page.gif", "chart-.svg"])
def test_a_picture_of_another_size_is_not_there(client, released, path):
    address = as_respondent(client, released())
    assert client.get(f"{address}/{path}").status_code == 404
