"""“Have we been too kind?” on the page of a result: where something stands out, and only there."""

from pet.access.actor import Role
from pet.services import results
from pet.words import comfort
from tests.support.factories import PARTNERS
from tests.support.pages import words
from tests.support.released import over, varied

TITLE = "Have we been too kind?"


def ended(database, answered):
    with database.writing() as session:
        return over(session, answered)


def page_of(client, found):
    client.sign_in(found.people[Role.LEAD])
    return client.page(f"{found.url}/results/")


def kind_people(number=20):
    return [(PARTNERS[n % 3], ("head", "teacher")[n % 2], 5) for n in range(number)]


def test_the_notes_stand_on_the_page_with_their_questions(client, database):
    found = ended(database, kind_people())
    page = page_of(client, found)
    with database.reading() as session:
        of = results.stored(session, found.round_id)
    told = comfort.of(of.result, of.framework)
    section = next(element for element in page.root.iter() if element.get("id") == "comfort")
    assert [words(heading) for heading in section.iter("h2")] == [told.title] == [TITLE]
    assert [[words(part) for part in item.iter("p")] for item in section.iter("li")] == [
        [note.said, note.question] for note in told.notes
    ]
    assert len(told.notes) == 2
    assert told.introduction in page.text
    assert (TITLE, "#comfort") in page.links


def test_where_nothing_stands_out_nothing_is_said(client, database):
    page = page_of(client, ended(database, varied(24, roles=None)))
    assert TITLE not in page.text
    assert "#comfort" not in [target for _label, target in page.links]
