"""What letters say: the lead's words, and below them what must be there whatever the lead wrote."""

import re
from datetime import UTC, date, datetime

import html5lib
import pytest
from sqlalchemy import select

from pet.analysis.options import Mode
from pet.db.models import Action, Letter, Person
from pet.language import PSEUDO, use
from pet.mail.outcome import Fate
from pet.services import letters
from pet.services.audit import PET
from pet.services.letters import (
    LetterKind,
    Post,
    To,
    account_words,
    agreed,
    composing,
    rendering,
    round_words,
    texts,
)
from pet.services.letters.agreed import Due
from pet.services.letters.round_words import Addressee
from pet.services.letters.sealing import Contents
from pet.services.letters.texts import Texts
from tests.support import factories
from tests.support.by_letter import POST, make_letters
from tests.support.factories import NOW
from tests.support.statements import noted

TOKEN = "Zk3p9pT0o2QwX6v1yB8nM4rS7uA5cD2eF0gH1iJ2kL3"  # noqa: S105 -- of no link
OF_ACCOUNTS = {
    LetterKind.SIGN_IN: {},
    LetterKind.RESET: {},
    LetterKind.APPOINTMENT: {
        "role": "partner_lead",
        "inviter": "Ada",
        "partnership": "Riverside",
        "partner": "Ash",
    },
    LetterKind.NOTICE: {"notice": "password_changed"},
}
OF_ROUNDS = {
    LetterKind.TEST: {"of": "reminder"},
    LetterKind.ACTION: agreed.facts(
        [Due(action="of-an-action", what="Share one calendar", due=date(2026, 11, 20))], signs_in=False
    ),
}


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


def about(session, *, mode=Mode.CONFIDENTIAL, zone="UTC", names=("Ada Lead",), **fields):
    partnership = factories.make_partnership(session)
    partnership.time_zone = zone
    for number, name in enumerate(names):
        account = factories.make_account(session, f"lead{number}@example.org", name)
        factories.make_member(session, account, partnership)
    row = make_letters(session, mode=mode, partnership=partnership, **fields)
    return composing.about(session, POST, row.id)


def words(found, kind=LetterKind.INVITATION, name="Pat Pattern"):
    return round_words.of(found, kind, Addressee(name=name, token=TOKEN))


def test_an_invitation_reads_like_a_letter(session):
    said = rendering.text(words(about(session, zone="Europe/London", names=("Ada Lead", "Bo Second"))))
    assert said == (
        "Hello Pat Pattern,\n"
        "\n"
        "Riverside Partnership is looking at how well it works together. Your\n"
        "view counts, and no special knowledge is needed.\n"
        "\n"
        "You can stop at any time and go on later with the same link. Thank you\n"
        "for your help.\n"
        "\n"
        "Open the questions:\n"
        f"http://localhost/r/{TOKEN}\n"
        "\n"
        "- You can answer until Monday 19 October 2026 at 10:00 (London time).\n"
        "\n"
        "- Nobody sees what you answered: neither those who lead the round nor\n"
        "  anybody in your organisation. Results are shown only for groups of\n"
        "  five or more.\n"
        "\n"
        "- The link is yours alone: whoever has it can answer in your place.\n"
        "  Please do not pass this letter on.\n"
        "\n"
        "- Questions? Please ask Ada Lead and Bo Second, who lead Riverside\n"
        "  Partnership.\n"
        "\n"
        "-- \n"
        "You get this letter because Riverside Partnership has put your address\n"
        "on its list. PET uses the address for letters of this partnership and\n"
        "for nothing else.\n"
    )


CALLS = (LetterKind.REMINDER, LetterKind.CLOSING, LetterKind.RESULTS)


@pytest.mark.parametrize("kind", CALLS)
def test_in_an_anonymous_round_only_the_first_letter_has_a_link(session, kind):
    found = about(session, mode=Mode.ANONYMOUS)
    said = rendering.text(words(found, kind))
    assert TOKEN not in said + rendering.html(words(found, kind))
    assert "the link in your first letter" in " ".join(said.split())
    first = words(found)
    assert first.link.url.endswith(TOKEN)
    assert any("Keep this letter" in fact for fact in first.facts)


def test_an_anonymous_reminder_thanks_those_who_have_answered(session):
    said = " ".join(rendering.text(words(about(session, mode=Mode.ANONYMOUS), LetterKind.REMINDER)).split())
    assert "If you have sent your answers: thank you" in said


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.OPEN])
def test_elsewhere_every_letter_has_its_link(session, mode, kind):
    assert words(about(session, mode=mode), kind).link.url == f"http://localhost/r/{TOKEN}"


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("kind", [LetterKind.INVITATION, *CALLS])
def test_what_must_be_there_is_there_whatever_a_lead_wrote(session, mode, kind):
    found = about(session, mode=mode)
    usual = words(found, kind)
    own = round_words.preview(
        found, kind, Addressee(name="Pat", token=TOKEN), Texts(subject="x", greeting="y", body="z")
    )
    assert (own.facts, own.link, own.why, own.sender) == (usual.facts, usual.link, usual.why, usual.sender)
    assert own.facts[-1].startswith("Questions?")
    assert len(own.facts) >= 2


def test_the_words_of_a_lead_are_text_and_nothing_else(session):
    found = about(session)
    body = "<script>alert(1)</script> https://example.org\n\n{name} {{ 7 * 7 }} {% for x in y %}"
    own = round_words.preview(
        found,
        LetterKind.INVITATION,
        Addressee(name="<b>Pat</b>", token=TOKEN),
        Texts(subject="{name}", greeting="Dear {name} & all", body=body),
    )
    page = rendering.html(own)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; https://example.org" in page
    assert "{name} {{ 7 * 7 }} {% for x in y %}" in page
    assert "Dear b Pat /b &amp; all" in page
    assert re.findall(r'href="([^"]*)"', page) == [f"http://localhost/r/{TOKEN}"]
    assert "Dear b Pat /b & all" in rendering.text(own)


@pytest.mark.parametrize(("name", "greeting"), [("Pat", "Hello Pat,"), ("", "Hello,"), (" \r\n", "Hello,")])
def test_somebody_without_a_name_is_greeted_too(session, name, greeting):
    assert words(about(session), name=name).greeting == greeting


def test_days_are_those_of_the_partnership(session):
    closes = datetime(2026, 10, 20, 23, 30, tzinfo=UTC)
    for zone, said in (("UTC", "Tuesday 20"), ("Asia/Tokyo", "Wednesday 21")):
        found = about(session, zone=zone, names=(), closes_at=closes, people=())
        assert said in " ".join(words(found).facts)


def test_what_a_lead_wrote_is_kept_and_forgotten(session):
    found = about(session)
    own = Texts(subject="Ours", greeting="Dear {name}", body="One.\n\nTwo.")
    texts.change(session, round_id=found.facts.id, kind=LetterKind.INVITATION, texts=own, by=PET, now=NOW)
    changed = words(composing.about(session, POST, found.facts.id))
    assert (changed.subject, changed.greeting, changed.paragraphs) == (
        "Ours",
        "Dear Pat Pattern",
        ("One.", "Two."),
    )
    texts.forget(session, round_id=found.facts.id, kind=LetterKind.INVITATION, by=PET, now=NOW)
    assert words(composing.about(session, POST, found.facts.id)) == words(found)


def test_a_letter_is_whole_html_that_loads_nothing(session):
    found = about(session)
    pages = [rendering.html(words(found, kind)) for kind in (LetterKind.INVITATION, *CALLS)]
    pages += [rendering.html(of_account(kind)) for kind in OF_ACCOUNTS]
    for page in pages:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        root = parser.parse(page)
        assert parser.errors == []
        assert root.get("lang") == "en"
        assert len(list(root.iter("h1"))) == 1
        assert {one.tag for one in root.iter()} & {
            "img",
            "script",
            "link",
            "iframe",
            "form",
            "object",
        } == set()
        assert "url(" not in page
        assert "var(" not in page


def of_account(kind):
    contents = Contents(token=TOKEN, facts=OF_ACCOUNTS[kind])
    return account_words.of(kind, contents, name="Pat", base_url="https://pet.example.org")


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (LetterKind.SIGN_IN, f"/sign-in/link/{TOKEN}"),
        (LetterKind.RESET, f"/reset/{TOKEN}"),
        (LetterKind.APPOINTMENT, f"/appointments/{TOKEN}"),
        (LetterKind.NOTICE, "/sign-in"),
    ],
)
def test_links_of_accounts_lead_where_they_should(kind, path):
    assert of_account(kind).link.url == f"https://pet.example.org{path}"


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (
            "lead",
            "Ada asks you to lead Riverside. You would be the first to set it up: PET shows you how, step by step.",
        ),
        ("facilitator", "Ada asks you to facilitate Riverside."),
        ("partner_lead", "Ada asks you to lead Ash in Riverside."),
        ("member", "Ada asks you to be a member of Riverside."),
    ],
)
def test_an_offer_says_what_is_asked(role, said):
    contents = Contents(token=TOKEN, facts={**OF_ACCOUNTS[LetterKind.APPOINTMENT], "role": role})
    found = account_words.of(LetterKind.APPOINTMENT, contents, name="Pat", base_url="https://pet.example.org")
    assert found.paragraphs[0] == said


@pytest.mark.parametrize(
    ("role", "beside", "subject", "said"),
    [
        ("lead", {}, "Ada asks you to lead Riverside", "lead Riverside. You would"),
        (
            "lead",
            {"beside": "yes"},
            "Ada asks you to help lead Riverside",
            "lead Riverside together with them.",
        ),
        ("facilitator", {}, "Ada asks you to facilitate Riverside", "facilitate Riverside."),
    ],
)
def test_only_who_leads_asks_somebody_to_lead_beside_them(role, beside, subject, said):
    facts = {**OF_ACCOUNTS[LetterKind.APPOINTMENT], "role": role, **beside}
    contents = Contents(token=TOKEN, facts=facts)
    found = account_words.of(LetterKind.APPOINTMENT, contents, name="Pat", base_url="https://pet.example.org")
    assert (found.subject, said in found.paragraphs[0]) == (subject, True)


@pytest.mark.parametrize("kind", list(OF_ACCOUNTS))
def test_letters_of_accounts_pass_through_gettext(kind):
    plain = of_account(kind)
    with use(PSEUDO):
        other = of_account(kind)
        page = rendering.html(other)
    for one in (other.subject, other.greeting, *other.paragraphs, other.link.label, *other.facts, other.why):
        assert one.startswith("⟦"), one
    assert plain.subject not in page


# From the outbox


def queued(session, kind, address="pat@example.org", **fields):
    letter = letters.queue(session, POST, kind=kind, to=To(address, "Pat"), now=NOW, **fields)
    session.flush()
    return letter


def test_every_kind_of_letter_can_be_made(session):
    found = about(session, people=())
    of = {"partnership_id": found.facts.partnership_id}
    person = Person(**of, name="Pat", email="pat@example.org", created_on=NOW.date())
    session.add(person)
    session.flush()
    session.add(
        Action(
            **of,
            round_id=found.facts.id,
            public_id="of-an-action",
            position=0,
            what="Share one calendar",
            due=date(2026, 11, 20),
            owner_person_id=person.id,
            created_at=NOW,
            updated_at=NOW,
        )
    )
    for kind in LetterKind:
        of_round = kind in (LetterKind.INVITATION, *CALLS, LetterKind.TEST, LetterKind.ACTION)
        facts = {**OF_ACCOUNTS, **OF_ROUNDS}.get(kind, {})
        queued(session, kind, round_id=found.facts.id if of_round else None, token=TOKEN, facts=facts)
    ids = session.scalars(select(Letter.id)).all()
    made = composing.compose(session, POST, ids, sender="pet@example.org")
    assert [one.problem for one in made] == [None] * len(LetterKind)
    assert {one.parcel.sender for one in made} == {"pet@example.org"}
    assert TOKEN not in repr(made)


def test_what_is_wrong_with_one_holds_up_no_other(session):
    wrong = [
        queued(session, LetterKind.RESET, address="pat@example.org, evil@example.org", token=TOKEN),
        queued(session, LetterKind.NOTICE, facts={"notice": "unheard of"}),
        queued(session, LetterKind.RESET, token=TOKEN),
    ]
    wrong[2].sealed = b"damaged"
    right = queued(session, LetterKind.RESET, token=TOKEN)
    made = composing.compose(session, POST, [row.id for row in [*wrong, right]], sender="pet@example.org")
    assert [one.problem and one.problem.fate for one in made] == [Fate.REFUSED, Fate.LATER, Fate.LATER, None]


def test_a_batch_costs_the_same_for_one_and_for_many(database, session):
    make_letters(session, people=[(f"Pat{n}", "Ash School", "teacher") for n in range(20)])
    ids = session.scalars(select(Letter.id)).all()

    def statements(some):
        session.expire_all()
        with noted(database) as log:
            assert len(composing.compose(session, POST, some, sender="pet@example.org")) == len(some)
        return len(log)

    assert statements(ids[:1]) == statements(ids)


def test_a_secret_that_was_changed_still_opens_what_waits(session):
    letter = queued(session, LetterKind.RESET, token=TOKEN)
    secret = "another one, and long enough"  # noqa: S105 -- of no site
    newer = Post(secret=secret, base_url="http://localhost", can_send=True, earlier=(POST.secret,))
    (made,) = composing.compose(session, newer, [letter.id], sender="pet@example.org")
    assert TOKEN.encode() in made.parcel.content.replace(b"=\r\n", b"")
