"""The pages on which a lead writes letters: what they show is what arrives, and nothing typed is lost."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from pet.access.actor import Role
from pet.analysis.options import Mode
from pet.db.models import AuditEvent, Letter, Round
from pet.errors import PetError
from pet.jobs.queue import Queue
from pet.jobs.work import Work
from pet.services.audit import PET
from pet.services.letters import LetterKind, composing, rendering, texts
from pet.web.app import create_app
from tests.support import factories
from tests.support.by_letter import POST, make_letters
from tests.support.client import StrictClient
from tests.support.pages import words
from tests.support.statements import noted

TYPED = {
    "subject": "Please tell us what you think",
    "greeting": "Dear {name}",
    "body": "The first paragraph.\r\n\r\nThe <b>second</b> one,\r\nin two lines.",
}


@dataclass(frozen=True)
class Scene:
    round_id: int
    public_id: str
    lead: int

    def url(self, kind="invitation"):
        return f"/rounds/{self.public_id}/letters/{kind}"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "letters"


@pytest.fixture
def app(settings, database, clock, folder):
    """A site that sends letters, into a folder."""
    sending = replace(settings, mail=f"folder:{folder}", mail_from="pet@example.org")
    app = create_app(sending, database=database, clock=clock)
    app.test_client_class = StrictClient
    return app


@pytest.fixture
def scene(database):
    def make(mode=Mode.CONFIDENTIAL):
        with database.writing() as session:
            partnership = factories.make_partnership(session)
            lead = factories.make_account(session)
            factories.make_member(session, lead, partnership)
            row = make_letters(session, mode=mode, partnership=partnership)
            return Scene(round_id=row.id, public_id=row.public_id, lead=lead.id)

    return make


@pytest.fixture
def here(scene, client):
    """A confidential round, and its lead signed in."""
    made = scene()
    client.sign_in(made.lead)
    client.page(made.url())
    return made


def kept(database, scene):
    with database.reading() as session:
        return session.get_one(Round, scene.round_id).letter_texts


def marked(page, name):
    """What the elements of this class say."""
    return [words(one) for one in page.root.iter() if name in (one.get("class") or "").split()]


def said(page, name):
    (text,) = marked(page, name)
    return text


def problems(page):
    (found,) = [one for one in page.all("ul") if one.get("class") == "error-summary-list"]
    return [words(one) for one in found]


def told(page):
    return [words(one) for one in page.all("div") if one.get("role") == "status"]


def value(page, name):
    (field,) = [one for kind in ("input", "textarea") for one in page.all(kind) if one.get("name") == name]
    return field.get("value") if field.tag == "input" else (field.text or "").removeprefix("\n")


def buttons(page):
    return [one.get("value") for one in page.all("button") if one.get("name") == "do"]


def test_all_letters_are_listed_with_whose_words_they_have(here, client):
    client.submit(here.url(), TYPED)
    page = client.page(f"/rounds/{here.public_id}/letters")
    assert [words(one) for one in page.all("h2")][:4] == ["Invitation", "Reminder", "Last call", "Results"]
    assert marked(page, "meta") == ["In your own words.", *["In the usual words."] * 3]


@pytest.mark.parametrize("kind", ["invitation", "reminder", "closing", "results"])
@pytest.mark.parametrize("mode", list(Mode))
def test_every_letter_can_be_seen_in_every_mode(scene, client, mode, kind):
    made = scene(mode)
    client.sign_in(made.lead)
    page = client.page(made.url(kind))
    carries_a_link = mode is not Mode.ANONYMOUS or kind == "invitation"
    assert (marked(page, "letter-button") != []) is carries_a_link
    assert ("their-own-link" in said(page, "letter-plain")) is carries_a_link
    assert [one for one in page.links if "their-own-link" in one[1]] == []


def test_words_are_kept_and_come_back(here, client, database):
    page = client.submitted(here.url(), TYPED, status=303)
    page = client.page(f"{here.url()}?done=save")
    assert told(page) == ["Saved."]
    assert value(page, "subject") == TYPED["subject"]
    assert value(page, "body").splitlines() == TYPED["body"].splitlines()
    assert kept(database, here) == {
        "invitation": {**TYPED, "body": TYPED["body"].replace("\r\n", "\n")},
    }
    assert said(page, "letter-subject") == TYPED["subject"]
    assert "The <b>second</b> one," in said(page, "letter")
    assert "Dear Ada Lead" in said(page, "letter")


def test_what_is_looked_at_is_not_kept(here, client, database):
    page = client.submitted(here.url(), {**TYPED, "do": "look"})
    assert said(page, "letter-subject") == TYPED["subject"]
    assert told(page) == ["This is not saved yet."]
    assert value(page, "subject") == TYPED["subject"]
    assert kept(database, here) == {}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"subject": " "}, "Give the letter a subject."),
        ({"subject": "x" * 121}, "Shorten the subject to 120 characters."),
        ({"greeting": ""}, "Write a greeting, such as “Hello {name},”."),
        ({"body": "\x00 \r\n"}, "Write a sentence or two."),
        ({"body": "x" * 4001}, "Shorten the letter to 4,000 characters."),
        ({"greeting": "Hello {nmae},"}, "“{nmae}” is no sign that PET knows. The only one is {name}."),
        ({"greeting": "Dear {name"}, "“{name” has only one of its brackets. Write {name}."),
        ({"greeting": "Dear name}"}, "“}” has only one of its brackets. Write {name}."),
        (
            {"subject": "{name}, please"},
            "“{name}” would arrive as it stands. Take it out: only the greeting can have a sign, {name}.",
        ),
        (
            {"body": "Open {link} soon."},
            "“{link}” would arrive as it stands. Take it out: only the greeting can have a sign, {name}.",
        ),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(here, client, database, wrong, problem):
    page = client.submitted(here.url(), TYPED | wrong, status=422)
    assert problems(page) == [problem]
    for name in set(TYPED) - set(wrong):
        assert value(page, name).splitlines() == TYPED[name].splitlines()
    assert kept(database, here) == {}


def test_a_sign_that_means_nothing_is_refused_by_whatever_way_it_comes(here, database):
    with database.writing() as session, pytest.raises(PetError, match="only one of its brackets"):
        texts.change(
            session,
            round_id=here.round_id,
            kind=LetterKind.INVITATION,
            texts=texts.Texts(**{**TYPED, "greeting": "Dear {name"}),
            by=PET,
            now=factories.NOW,
        )


@pytest.mark.parametrize("mode", list(Mode))
def test_every_letter_says_to_whom_it_goes(scene, client, mode):
    made = scene(mode)
    client.sign_in(made.lead)
    text = client.page(f"/rounds/{made.public_id}/letters").text
    to = {
        Mode.CONFIDENTIAL: "Goes to everybody who answered, when you release the results.",
        Mode.ANONYMOUS: "Goes to everybody who was asked, when you release the results.",
        Mode.OPEN: "Goes to everybody whose partner sent its sheet, when you release the results.",
    }
    assert [mode for mode, said in to.items() if said in text] == [mode]


def test_the_usual_words_come_back(here, client, database):
    client.submit(here.url(), TYPED)
    assert client.submit(here.url(), {"do": "usual"}).status_code == 303
    assert kept(database, here) == {}
    page = client.page(here.url())
    assert said(page, "letter-subject") == "Your view of Riverside Partnership"


def test_changes_are_in_the_log_and_what_was_written_is_not(here, client, database):
    client.submit(here.url(), TYPED)
    with database.reading() as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert (event.act, event.about) == ("edit_letters", {"round": "Autumn 2026", "letter": "invitation"})


def test_saving_the_same_words_again_writes_nothing(here, client, database):
    page = client.page(here.url())
    same = {name: value(page, name) for name in TYPED}
    assert client.submit(here.url(), same).status_code == 303
    assert kept(database, here) == {}


def test_a_test_goes_to_oneself_with_what_was_typed(here, client, database, folder, settings, clock):
    assert client.submit(here.url(), {**TYPED, "do": "test"}).status_code == 303
    done = told(client.page(f"{here.url()}?done=test"))
    assert done == ["Saved. A test is on its way to your own address."]
    with database.reading() as session:
        letter = session.scalars(select(Letter).where(Letter.kind == "test")).one()
    assert (letter.to_address, letter.state) == ("lead@example.org", "queued")
    sending = replace(settings, mail=f"folder:{folder}", mail_from="pet@example.org")
    work = Work(settings=sending, database=database, clock=clock)
    Queue(settings.instance, work, immediate=True).wake()
    texts = [file.read_text(encoding="utf-8") for file in folder.glob("*.txt")]
    (mine,) = [one for one in texts if "This is a test" in one]
    assert "The <b>second</b> one,\nin two lines." in mine
    assert f"http://localhost{here.url()}" in mine
    assert "/r/" not in mine
    raw = [file.read_text(encoding="utf-8") for file in folder.glob("*.eml")]
    assert [one for one in raw if "Reply-To: lead@example.org" not in one] == []
    assert "writes to lead@example.org" in client.page(f"/rounds/{here.public_id}/letters").text


def test_tests_are_few(here, client, database):
    for _ in range(10):
        assert client.submit(here.url(), {**TYPED, "do": "test"}).status_code == 303
    page = client.submitted(here.url(), {**TYPED, "do": "test"}, status=429)
    assert problems(page) == ["Your words are saved. That was many tests: the next one can go in 60 minutes."]
    with database.reading() as session:
        assert len(session.scalars(select(Letter).where(Letter.kind == "test")).all()) == 10


def test_a_site_without_mail_offers_no_test_and_says_why(settings, database, scene, clock):
    made = scene()
    app = create_app(settings, database=database, clock=clock)
    app.test_client_class = StrictClient
    client = app.test_client()
    client.sign_in(made.lead)
    page = client.page(made.url())
    assert buttons(page) == ["save", "look"]
    assert "This site sends no letters" in page.text
    assert client.submit(made.url(), {**TYPED, "do": "test"}).status_code == 303


def test_there_are_four_letters_and_no_other(here, client):
    assert client.get(here.url("sign_in")).status_code == 404
    assert client.submit(here.url("sign_in"), TYPED).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(Role.LEAD, 200), (Role.FACILITATOR, 403), (Role.MEMBER, 403), (None, 404)]
)
def test_letters_are_the_lead_s(here, client, database, role, status):
    with database.writing() as session:
        account = factories.make_account(session, email="other@example.org")
        if role is not None:
            partnership = session.get_one(Round, here.round_id).partnership_id
            factories.make_member(session, account, _Ref(partnership), role)
    client.sign_in(account.id)
    assert client.get(here.url()).status_code == status
    assert client.get(f"/rounds/{here.public_id}/letters").status_code == status
    assert client.submit(here.url(), TYPED).status_code == (303 if status == 200 else status)


@dataclass(frozen=True)
class _Ref:
    id: int


def test_looking_asks_little_of_the_database(here, client, database):
    client.page(here.url())
    with noted(database) as statements:
        client.page(here.url())
    assert len(statements) <= 12


def test_what_the_page_shows_is_what_arrives(here, client, database):
    """The preview and the letter have the same words, but for the name and the link."""
    client.submit(here.url(), TYPED)
    page = client.page(here.url())
    with database.reading() as session:
        about = composing.about(session, POST, here.round_id)
        letter = composing.round_words.of(
            about,
            LetterKind.INVITATION,
            composing.Addressee(name="Ada Lead", token="their-own-link"),  # noqa: S106 -- opens nothing
        )
    assert said(page, "letter-plain").split() == rendering.text(letter).split()
    for one in (letter.subject, letter.greeting, *letter.facts, letter.why):
        assert one in said(page, "letter")
