"""Charts and files of a result: guarded like the page, kept for a year under their hash, never under another."""

import xml.etree.ElementTree as ET

import pytest

from pet.access.actor import Role
from pet.charts import gallery
from pet.services import made as made_files
from pet.services import results
from tests.support.factories import PARTNERS
from tests.support.released import over, varied

LEAD, MEMBER = Role.LEAD, Role.MEMBER
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def found(database):
    """A released round."""
    with database.writing() as session:
        return over(session, released=True)


@pytest.fixture
def stored(database, found):
    with database.reading() as session:
        return results.stored(session, found.round_id)


@pytest.fixture
def lead(client, found):
    client.sign_in(found.people[LEAD])
    return client


def radar(found, stored, **changes):
    """The address of the radar; `None` leaves a part out."""
    given = {"size": "page", "v": made_files.edition(stored), **changes}
    query = "&".join(f"{name}={value}" for name, value in given.items() if value is not None)
    return f"{found.url}/charts/radar.svg?{query}"


def test_a_chart_may_be_kept_for_a_year_and_can_do_nothing(lead, found, stored):
    answer = lead.get(radar(found, stored))
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert (
        answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("size", ["file", "page", "phone"])
def test_a_chart_is_the_one_that_is_drawn_and_says_what_it_shows(lead, found, stored, size):
    chart = gallery.of(stored.result, stored.framework)["radar"]
    answer = lead.get(radar(found, stored, size=size))
    assert answer.data == chart.pictures[size].drawn("svg")
    root = ET.fromstring(answer.data)  # noqa: S314 -- our own bytes
    assert root.findtext(f"{SVG}title") == chart.spec.finding
    assert root.findtext(f"{SVG}desc") == chart.spec.description


def test_a_chart_without_a_size_is_the_file(lead, found, stored):
    assert lead.get(radar(found, stored, size=None)).data == lead.get(radar(found, stored, size="file")).data


def test_a_chart_as_png_has_its_own_policy(lead, found, stored):
    answer = lead.get(f"{found.url}/charts/radar.png?v={made_files.edition(stored)}")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.data.startswith(b"\x89PNG")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("radar.svg", "v={other}"),
        ("radar.svg", ""),
        ("radar.svg", "v="),
        ("radar.svg", "v={edition}&size=huge"),
        ("radar.svg", "v={edition}&size="),
        ("none.svg", "v={edition}"),
        ("..%2f..%2fsecret-key.svg", "v={edition}"),
        ("radar.gif", "v={edition}"),
        ("radar", "v={edition}"),
    ],
)
def test_another_name_hash_or_size_is_not_there(lead, found, stored, name, query):
    edition = made_files.edition(stored)
    answer = lead.get(f"{found.url}/charts/{name}?{query.format(edition=edition, other='0' * len(edition))}")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_picture_on_the_page_is_there_in_every_size(lead, found):
    page = lead.page(f"{found.url}/results/")
    addresses = {image.get("src") for image in page.all("img")}
    addresses |= {source.get("srcset") for source in page.all("source")}
    addresses |= {address for _text, address in page.links if "/charts/" in address}
    assert len(addresses) > 30
    assert {lead.get(address).status_code for address in addresses} == {200}


def test_a_picture_has_the_room_that_the_page_keeps_for_it(lead, found):
    page = lead.page(f"{found.url}/results/")
    for image in page.all("img")[:4]:
        root = ET.fromstring(lead.get(image.get("src")).data)  # noqa: S314 -- our own bytes
        wide, high = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
        assert (int(image.get("width")), int(image.get("height"))) == (round(wide * 1.5), round(high * 1.5))


def test_the_hash_changes_with_the_result(client, database, stored):
    with database.writing() as session:
        other = over(session, varied(12), released=True)
    with database.reading() as session:
        assert made_files.edition(results.stored(session, other.round_id)) != made_files.edition(stored)
    client.sign_in(other.people[LEAD])
    assert client.get(radar(other, stored)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "charts/radar.svg",
        "files/full-report.pdf",
        "files/result.json",
        "files/themes.csv",
        "report.pdf",
        "results/",
    ],
)
def test_a_file_asks_who_wants_it(client, new_client, database, path):
    with database.writing() as session:
        closed = over(session)
    nobody = client.get(f"{closed.url}/{path}")
    assert (nobody.status_code, nobody.headers["Cache-Control"]) == (303, "no-store")
    member = new_client()
    member.sign_in(closed.people[MEMBER])
    assert member.get(f"{closed.url}/{path}").status_code == 403
    admin_like = new_client()
    assert admin_like.get(f"/rounds/none-such/{path}").status_code == 303


def test_a_chart_is_made_once(lead, found, stored, settings):
    first = lead.get(radar(found, stored)).data
    [kept] = (settings.instance / "made").glob("*.svg")
    kept.write_bytes(b"from the shelf")
    assert lead.get(radar(found, stored)).data == b"from the shelf"
    assert first != b"from the shelf"


def test_a_title_in_any_script_makes_a_name(client, database):
    with database.writing() as session:
        found = over(session, [(PARTNERS[0], "head", 3)] * 6, title="Frühling: «été» 春 / 2026")
    client.sign_in(found.people[LEAD])
    said = client.get(f"{found.url}/files/record.json").headers["Content-Disposition"]
    assert said.startswith("attachment; filename=")
    assert (
        "filename*=UTF-8''riverside-partnership-fr%C3%BChling-%C3%A9t%C3%A9-%E6%98%A5-2026-record.json"
        in said
    )
