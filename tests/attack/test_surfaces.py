"""Nobody can be singled out of a page, its charts and the report; and they are read well enough to see it if so."""

import html
import io
import json
import logging
import re

import pytest
from pypdf import PdfReader

from pet.access.actor import Role
from pet.analysis.kinds import Basis
from pet.exports import tables
from pet.exports import workbook as workbooks
from pet.record.model import Record
from pet.services import results
from tests.attack.attacker import Attacker, parts_of, published, weights, worked_out
from tests.attack.kinds import before_and_now
from tests.attack.partnerships import invented
from tests.attack.reading import document
from tests.attack.surfaces import Reader, of_chart, of_page, of_report, sentences
from tests.attack.tables import claims, of_workbook, read, themes, workbook
from tests.attack.test_partnerships import primary
from tests.support.downloads import got
from tests.support.factories import NOW, framework_source
from tests.support.pages import parse
from tests.support.released import over

pytestmark = pytest.mark.engine("sqlite")
PAIRED, UNPAIRED = 15, 12
"""Partnerships of two rounds that are compared in either way."""
PLURALS = {
    "head": "headteachers",
    "deputy": "deputies",
    "teacher": "teachers",
    "governor": "governors",
    "parent": "parents",
}


def source(roles, version):
    """A framework of two components with these roles; every theme is put to everybody, unless answers say not."""
    lines = "".join(
        f"  - {{id: {role}, label: {role.capitalize()}, plural: {PLURALS[role]}, leads: {str(leads).lower()}}}\n"
        for role, leads in roles.items()
    )
    text = framework_source(components=2, version=version).decode()
    text = re.sub(r"roles:\n(?:  - .*\n)+", lambda _: f"roles:\n{lines}", text)
    return text.replace("            asked_of: [head]\n", "").encode()


def labels_of(partnership, framed):
    """What groups are called wherever they are named."""
    found = {name: ("partner", name) for name in partnership.matrix.partners.names}
    for role in framed.roles:
        plural = role.plural.to("en")
        found |= dict.fromkeys((plural, plural.capitalize()), ("role", role.id))
    return {**found, "Leaders": ("leads", "leads"), "Everybody else": ("leads", "members")}


class Site:
    """Where a result is published: all that a reader gets of it."""

    def __init__(self, client, database, partnership_of, version):
        self.client, self.database = client, database
        roles = dict(
            list(
                {"head": True, "deputy": True, "teacher": False, "governor": False, "parent": False}.items()
            )[version % 2 : 2 + version % 4]
        )
        with database.writing() as session:
            self.made = over(session, [("Ash School", next(iter(roles)), 3)], source=source(roles, version))
            self.framed = results.stored(session, self.made.round_id).framework
        self.partnership = partnership_of(self.framed, roles)
        client.sign_in(self.made.people[Role.FACILITATOR])

    def publish(self):
        """Evaluate and store; gives what was made, and the document as it is fetched."""
        made = published(self.partnership)
        with self.database.writing() as session:
            results.store(session, self.made.round_id, made.result, now=NOW)
        return made, json.loads(self._get("result.json"))

    def surfaces(self):
        """What page, charts and report say."""
        page = self._get("results/").decode()
        # One picture of each chart: the others are the same at another size.
        charts = {
            found.partition("?")[0]: html.unescape(found)
            for found in re.findall(r'(?:src|srcset)="([^" ]+\.svg\?[^" ]*)', page)
        }
        report = PdfReader(io.BytesIO(self._get("report.pdf")))
        return {
            "page": list(of_page(parse(page))),
            "charts": [
                said
                for address in charts.values()
                for said in of_chart(self.client.get(address).get_data(as_text=True))
            ],
            "workbook": [
                said for line in workbook(workbooks.build(results_of(self)))[1] for said in sentences(line)
            ],
            "report": list(of_report(text.splitlines() for page in report.pages for text in _texts(page))),
        }

    def document(self):
        return self._get("result.json")

    def tables(self, document):
        """What the table that is fetched, all tables and the workbook tell, by what they are."""
        found = results_of(self)
        labels = labels_of(self.partnership, self.framed)
        return {
            "table": list(themes(read(self._get("result.csv")), document)),
            "tables": list(claims(tables.files(found), document)),
            "workbook": list(of_workbook(workbooks.build(found), document, labels, self.framed)),
        }

    def _get(self, path):
        address = f"{self.made.url}/{path}"
        answer = self.client.get(address) if path.endswith("/") else got(self.client, address)
        assert answer.status_code == 200, path
        return answer.data


def results_of(place):
    """The record of what is published."""
    with place.database.reading() as session:
        stored = results.stored(session, place.made.round_id)
    return Record(framework=stored.framework, computed=stored.result)


def _texts(page):
    """A page as it is laid out, and as it was written: turned text is only in the second."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    return page.extract_text(extraction_mode="layout"), page.extract_text()


def site(client, database, seed):
    def of(framed, roles):
        return invented(seed, partners=(3, 14), framed=framed, roles=roles)

    return Site(client, database, of, seed + 2)


def site_of_two_rounds(client, database, seed):
    def of(framed, roles):
        return before_and_now(seed, framed=framed, roles=roles)

    return Site(client, database, of, seed + 2)


def leaks(place):
    made, found = place.publish()
    if found["withheld"] is not None:
        return []
    reader = Reader(found, place.framed, labels_of(place.partnership, place.framed))
    more = [claim for found_there in place.tables(found).values() for claim in found_there]
    for said in place.surfaces().values():
        more += reader.claims(said)
    return list(worked_out(place.partnership, made, found, more))


@pytest.mark.parametrize("basis", Basis)
def test_nobody_is_found_where_a_round_is_set_beside_an_earlier_one(client, database, basis):
    place = site_of_two_rounds(client, database, {Basis.PAIRED: PAIRED, Basis.UNPAIRED: UNPAIRED}[basis])
    assert leaks(place) == []
    change = json.loads(place.document())["change"]
    assert change["basis"] == basis
    assert any(theme["before"] is not None for theme in change["themes"])
    said = place.surfaces()
    for name in ("page", "report"):
        assert any("What has changed since Then" in one.text for one in said[name]), name


@pytest.mark.parametrize("seed", [1, 4])
def test_nobody_is_found_in_pages_charts_and_reports(client, database, seed):
    assert leaks(site(client, database, seed)) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 130))
def test_nobody_is_found_in_pages_charts_and_reports_of_thirty(client, database, seed):
    made = site_of_two_rounds if seed % 3 == 0 else site
    assert leaks(made(client, database, seed)) == []


def test_who_is_shown_against_the_rules_is_found_on_every_surface(client, database, monkeypatch):
    """The document is the one that keeps to the rules; page, charts and report are made from another."""
    place = site(client, database, 12)
    made, known = place.publish()
    reader = Reader(known, place.framed, labels_of(place.partnership, place.framed))
    attacker = Attacker(place.partnership, weights(place.partnership, known, made.pools))
    kept = list(document(known, parts_of(place.framed)))
    primary(monkeypatch)
    place.publish()
    for name, said in place.surfaces().items():
        if name != "workbook":  # its sentences are those of the report; its tables are below
            assert list(attacker.leaks([*kept, *reader.claims(said)])), name
    for name, told in place.tables(known).items():
        assert name == "table" or list(attacker.leaks([*kept, *told])), name
