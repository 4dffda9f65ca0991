"""A whole journey through a real site, in confidence and anonymously: its logs hold no token, no address, no answer."""

import html
import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from pet.analysis.options import Mode
from pet.db.models import AuditEvent, Invitation, Letter, Person, Response, Round
from pet.services import accounts
from pet.services.letters import Post
from tests.support import by_letter
from tests.support.factories import make_member, make_partnership
from tests.support.server import serving
from tests.support.visitor import Visitor, new_operation

pytestmark = [pytest.mark.enable_socket, pytest.mark.engine("sqlite")]
SECRET = "of the tests, and long enough for one"  # noqa: S105 -- of no site
PASSWORD, WRONG = "seven purple teapots sing", "six purple teapots sing"
WORDS = "Marmalade on Thursdays"
LEAD = "lena@example.org"
PATIENCE = 60
LINK = re.compile(r"http://[0-9.:]+(/(?:r|sign-in/link|reset|appointments)/([\w-]{20,}))")


class Place:
    """A real site whose letters go into a folder, with a partnership and its lead."""

    def __init__(self, server, letters):
        self.server, self.letters, self.visitors = server, letters, []
        self.post = Post(secret=SECRET, base_url=server.url, can_send=True)
        self.secrets = {PASSWORD, WRONG, WORDS, LEAD, SECRET}
        with server.database.writing() as db:
            account = accounts.add(db, email=LEAD, name="Lena Lead", password=PASSWORD, now=datetime.now(UTC))
            self.partnership = make_partnership(db)
            make_member(db, account, self.partnership)
        self.page = f"/partnerships/{self.partnership.public_id}"

    def round(self, mode, people):
        """A round that runs, whose letters wait."""
        now = datetime.now(UTC)
        self.secrets |= {f"{name.lower()}@example.org" for name, _partner, _role in people}
        with self.server.database.writing() as db:
            row = by_letter.make_letters(
                db,
                mode=mode,
                people=people,
                partnership=self.partnership,
                post=self.post,
                opens_at=now - timedelta(hours=1),
                closes_at=now + timedelta(days=7),
            )
        return f"/rounds/{row.public_id}"

    def mailed(self, what, number=1):
        """Path of every link of this kind in the letters, once so many have come."""
        patient_until = time.monotonic() + PATIENCE
        while len(found := self._links(what)) < number:
            assert time.monotonic() < patient_until, self.server.said()
            time.sleep(0.1)
        return found

    def _links(self, what):
        texts = [path.read_text("utf-8") for path in self.letters.glob("*.txt")]
        links = {match for text in texts for match in LINK.findall(text)}
        self.secrets |= {token for _path, token in links}
        return sorted(path for path, _token in links if path.startswith(what))

    def visitor(self):
        self.visitors.append(Visitor(self.server.url))
        return self.visitors[-1]

    def keeps(self, visitor):
        """What a browser carries, too, is nobody's business."""
        self.secrets |= {
            part for value in visitor.cookies.values() for part in value.split(".") if len(part) > 20
        }
        self.secrets.add(visitor.token)


@pytest.fixture
def place(database, tmp_path):
    letters = tmp_path / "letters"
    environ = {"PET_MAIL": f"folder:{letters}", "PET_SECRET_KEY": SECRET, "PET_MAIL_FROM": "pet@example.org"}
    with serving(tmp_path, database.url, workers=1, worker=True, environ=environ.items()) as server:
        place = Place(server, letters)
        yield place
        for visitor in place.visitors:
            visitor.close()


def sign_in(place):
    lead = place.visitor()
    lead.get("/sign-in")
    assert lead.post("/sign-in", email=LEAD, password=WRONG).status == 422
    assert lead.post("/sign-in", email=LEAD, password=PASSWORD).status == 303
    place.keeps(lead)
    return lead


def administer(place, lead, round_):
    """Everything a lead does with people and letters."""
    place.secrets |= {"zoe@example.org", "offer@example.org", "nobody@example.org"}
    partner = place.server.database
    with partner.reading() as db:
        invited = db.scalars(
            select(Invitation.public_id)
            .join(Round, Round.id == Invitation.round_id)
            .where(Round.public_id == round_.rpartition("/")[2])
        ).first()
    read = [
        lead.get(path).status
        for path in (f"{place.page}/people", f"{round_}/", f"{round_}/people", f"{place.page}/log")
    ]
    assert read == [200] * 4
    assert lead.get(f"{place.page}/people?search=zoe@example.org").status == 200
    lead.get(f"{place.page}/people/new")
    lead.post(f"{place.page}/people/new", name="Zoe", email="zoe@example.org", partner="")
    lead.post(f"{place.page}/import", text="Name,E-mail\nZoe,zoe@example.org\n")
    lead.post(
        f"{place.page}/team/offers", name="Otto", email="offer@example.org", role="lead", partner="none"
    )
    lead.post(f"{round_}/people/{invited}/new-link", lost="y")
    lead.post(f"{round_}/remind")
    stranger = place.visitor()
    for path in ("/sign-in/link", "/reset"):
        stranger.get(path)
        for email in (LEAD, "nobody@example.org"):
            assert stranger.post(path, email=email).status in (200, 303)
    place.mailed("/sign-in/link/")
    [reset, *_] = place.mailed("/reset/")
    [offer, *_] = place.mailed("/appointments/")
    stranger.get(reset)
    assert stranger.post(reset, password="x", password_again="y").status == 422  # noqa: S106 -- refused
    assert stranger.get(offer).status == 200


def answer(place, link, *, withdraw):
    """Somebody opens their link, answers with words of their own, and sends it or takes it all back."""
    person = place.visitor()
    assert person.get(link).status == 200
    started = person.post(link)
    assert started.status == 303, started.text
    own = f"/responses/{started.location.split('/')[2]}"
    if started.location.endswith("/who"):
        person.get(f"{own}/who")
        person.post(f"{own}/who")
    assert person.get(f"{own}/areas/1").status == 200
    changes = [
        {"kind": "rating", "part": "c1.a1.t1", "value": 4, "base": 0},
        {"kind": "theme", "part": "c1.a1.t1", "text": WORDS, "quotable": False, "base": 0},
        {"kind": "open", "part": "purpose", "text": WORDS, "quotable": False, "base": 0},
    ]
    statuses = [person.send(f"{own}/saves", new_operation(one)).status for one in changes]
    assert 200 in statuses
    person.send(f"{own}/saves", {"op": WORDS, "changes": WORDS})  # not as it should be
    person.ask(
        "POST", f"{own}/words", f"purpose={WORDS}", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    person.get(f"{own}/check")
    assert person.post(f"{own}/check").status == 303
    if withdraw:
        person.get(f"{own}/withdraw")
        assert person.post(f"{own}/withdraw", sure="y", confirm="y").status in (303, 422)
    place.keeps(person)


def wander(place):
    """What goes wrong: links with a slip, forms without their token, addresses that nobody made."""
    lost = place.visitor()
    slip = "Zz9" * 14
    place.secrets |= {slip, "Sesame-open"}
    statuses = [
        lost.get(f"/{kind}/{slip}").status for kind in ("r", "o", "reset", "sign-in/link", "appointments")
    ]
    assert set(statuses) <= {404, 410, 429}
    lost.get("/link")
    lost.post("/link", link=f"{place.server.url}/r/{slip}")
    lost.ask(
        "POST", "/sign-in", "password=Sesame-open", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    lost.get(f"/?token={slip}")
    lost.get(f"/rounds/{slip}/?next={slip}")


def told(place):
    """All that was noted: of requests and failures, by the server and the worker, and of what was done."""
    with place.server.database.reading() as db:
        events = [repr((row.who, row.act, row.about)) for row in db.scalars(select(AuditEvent))]
    said = place.server.log.read_text(encoding="utf-8", errors="replace")
    return {"the log of the server": said, "the log of what was done": "\n".join(events)}


def found(place):
    """Which secrets stand where, as they are or as they are written in addresses and JSON."""
    written = {
        spelling
        for secret in place.secrets
        if secret
        for spelling in (secret, secret.replace("@", "%40"), secret.replace(" ", "+"), html.escape(secret))
    }
    return [
        (where, secret) for where, text in told(place).items() for secret in sorted(written) if secret in text
    ]


@pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS], ids=str)
def test_no_token_no_address_and_no_answer_in_any_log(place, mode):
    people = [(name, "Ash School", "head") for name in ("Ann", "Ben", "Cem")]
    round_ = place.round(mode, people)
    links = place.mailed("/r/", 3)
    lead = sign_in(place)
    for number, link in enumerate(links):
        answer(place, link, withdraw=number == 0)
    administer(place, lead, round_)
    wander(place)
    assert found(place) == []
    said = told(place)
    assert '"route": "/r/<token>"' in said["the log of the server"]
    assert said["the log of the server"].count('"route"') > 50
    assert "'invite'" in said["the log of what was done"]
    with place.server.database.reading() as db:
        rows = [db.scalars(select(table)).first() for table in (Response, Letter, Person)]
    assert all(rows), "nothing was done"
    place.secrets.add("/r/<token>")
    assert found(place) == [("the log of the server", "/r/<token>")], "what stands there would be found"
