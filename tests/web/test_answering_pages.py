"""The pages of answering as such: statements per page, what reading changes, the pseudo-language."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from pet.language import CLOSING, OPENING, PSEUDO
from pet.web.app import create_app
from tests.support import factories, pages, statements
from tests.support.answering import Journey, journey, make_round, started, words
from tests.support.client import StrictClient

__all__ = ["journey", "started"]
PAGES = (
    "",
    "way-back",
    "who",
    "areas/1",
    "areas/4",
    "words",
    "check",
    "sent",
    "withdraw",
    "promise",
    "saves",
)
FILES = ("answers.csv", "answers.json", "answers.pdf")
MOST_STATEMENTS = 12


def filled(client, database, clock, themes):
    """Somebody in the middle of a round with so many themes to an area, with a comment on each theme of the first."""
    round_id, code = make_round(database, source=factories.framework_source(themes=themes))
    journey = Journey(client, database, clock, code, round_id).start()
    ids = [f"c1.a1.t{t}" for t in range(1, themes + 1)]
    journey.send(**{f"{one}:rating": "3" for one in ids}, **{f"{one}:comment": "So." for one in ids})
    client.submit(journey.path("check"))
    return journey


@pytest.mark.parametrize("themes", [2, 9])
def test_no_page_asks_more_of_the_database_for_more_themes(client, database, clock, themes):
    one = filled(client, database, clock, themes)
    addresses = [f"/o/{one.code}", one.link, *(one.path(page) for page in (*PAGES, *FILES))]
    counts = {}
    for address in addresses:
        with statements.noted(database) as noted:
            assert client.get(address).status_code in (200, 303)
        counts[address.replace(one.own, "").replace(one.code, "").replace(one.link, "link")] = len(noted)
    with statements.noted(database) as noted:
        assert one.save(words("c1.a1.t1", "Again.", base=1)).status_code == 200
    counts["save"] = len(noted)
    with statements.noted(database) as noted:
        one.client.submit(
            one.path("areas/1"),
            {"c1.a1.t2:rating": "5", "c1.a1.t2:rating.base": "1-0000000000000000", "go": "on"},
        )
    counts["send"] = len(noted)
    assert {name: n for name, n in counts.items() if n > MOST_STATEMENTS} == {}
    expected = KNOWN.setdefault(database.engine.dialect.name, counts)
    assert counts == expected


KNOWN = {}


def content(database):
    """Every row of every table, but when sessions were seen."""
    with database.reading() as db:
        names = (
            "response",
            "comment",
            "operation",
            "return_link",
            "round",
            "throttle",
            "account",
            "stored_result",
        )
        found = {name: sorted(map(str, db.execute(text(f"SELECT * FROM {name}")).all())) for name in names}  # noqa: S608 -- names from above
        return found | {"session": len(db.execute(text("SELECT * FROM session")).all())}


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_changes_nothing(started, method):
    started.send(**{"c1.a1.t1:rating": "3"})
    before = content(started.database)
    started.clock.move(minutes=5)
    for address in (
        f"/o/{started.code}",
        started.link,
        "/withdrawn",
        *(started.path(p) for p in (*PAGES, *FILES)),
    ):
        assert getattr(started.client, method)(address).status_code in (200, 303)
    assert content(started.database) == before


def test_every_answer_is_kept_out_of_caches_and_referrers(started):
    for page in (*PAGES, *FILES):
        headers = started.client.get(started.path(page)).headers
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.fixture
def pseudo(settings, database, clock):
    """A browser on a site that speaks the pseudo-language."""
    app = create_app(replace(settings, language=PSEUDO), database=database, clock=clock)
    app.config["TESTING"] = True
    app.test_client_class = StrictClient
    return app.test_client()


# Names that people gave, days, lists, and the texts of the invented framework.
OURS = re.compile(
    r"Riverside Partnership|Autumn 2026|Ada Lead|(Ash|Beech|Cedar) School|Headteacher|Teacher|Invented framework|For tests only\."
    r"|(Area|Component) [\d.]+|Why \d matters\.|What about area [\d.]+\?|The statement [\d.]+ holds here\.|What would help most\?"
    r"|In one sentence: what is this partnership for\?|Strongly (dis)?agree|Disagree|Agree|In between|Don’t know|Doesn’t apply to us"
    r"|[A-Z][a-z]+day|October|PET|So\.|\band\b"
)


def untranslated(page):
    """Pieces of a page that did not pass through gettext."""
    [body] = page.all("body")
    rest = [
        OURS.sub("", re.sub(f"{OPENING}[^{CLOSING}]*{CLOSING}", "", _flat(piece)))
        for piece in body.itertext()
    ]
    return [piece.strip() for piece in rest if any(char.isalpha() for char in piece)]


def _flat(piece):
    """Without brackets inside brackets, where one translated text is part of another."""
    inner = re.compile(f"{OPENING}([^{OPENING}{CLOSING}]*){OPENING}([^{OPENING}{CLOSING}]*){CLOSING}")
    while inner.search(piece):
        piece = inner.sub(rf"{OPENING}\1\2", piece)
    return piece


@pytest.mark.engine("sqlite")
def test_every_sentence_passes_through_gettext(pseudo, database, clock):
    round_id, code = make_round(database)
    one = Journey(pseudo, database, clock, code, round_id).start()
    one.send(**{"c1.a1.t1:rating": "3", "c1.a1.t1:comment": "So."})
    old = one.fields()
    one.save(words("c1.a1.t1", "So.", base=1, quotable=True))
    shown = [pseudo.page(a) for a in (f"/o/{code}", one.link, "/withdrawn")]
    shown += [
        pseudo.page(one.path(p))
        for p in ("way-back", "who", "areas/1", "words", "check", "withdraw", "promise")
    ]
    shown.append(pseudo.page("/r/nowhere", 404))
    shown.append(pseudo.submitted(one.path("who"), {"partner": "x", "role": "x"}, status=422))
    shown.append(pseudo.submitted(one.path("areas/1"), {}, status=422))
    shown.append(pseudo.submitted(one.path("areas/1"), old | {"c1.a1.t1:comment": "So. So."}, status=409))
    pseudo.submit(one.path("check"))
    shown.append(pseudo.page(one.path("sent")))
    clock.move(days=15)
    pseudo.submit(one.link)
    shown += [
        pseudo.page(one.path("check")),
        pseudo.submitted(one.path("areas/1"), old | {"c1.a1.t2:rating": "2"}, status=409),
    ]
    assert {p.h1: left for p in shown if (left := untranslated(p))} == {}
    assert all(isinstance(page, pages.Page) for page in shown)
