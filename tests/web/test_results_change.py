"""What has changed since an earlier round, on the page of a result."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from pet.access.actor import Role
from pet.analysis.kinds import Basis
from pet.charts import build
from pet.charts.spec.radar import Line
from pet.language import PSEUDO
from pet.services import results
from tests.support import changed
from tests.support.client import make_app
from tests.support.factories import NOW
from tests.support.pages import words
from tests.support.pseudo import missed
from tests.support.released import over, varied

pytestmark = pytest.mark.engine("sqlite")


@pytest.fixture
def made(database):
    """Makes a round that is over beside an earlier one, and what is stored of it."""

    def make(*, change=True, **fields):
        with database.writing() as session:
            found = over(session, varied(24))
            stored = results.stored(session, found.round_id)
            if change:
                with_change = changed.with_change(stored.result, **fields)
                results.store(session, found.round_id, with_change, now=NOW)
        with database.reading() as session:
            return found, results.stored(session, found.round_id)

    return make


def _page(client, found):
    client.sign_in(found.people[Role.LEAD])
    return client.page(f"{found.url}/results/")


def _section(page):
    return next((element for element in page.root.iter() if element.get("id") == "change"), None)


def test_without_an_earlier_round_there_is_no_section_and_no_empty_heading(client, made):
    found, _stored = made(change=False)
    page = _page(client, found)
    assert _section(page) is None
    assert "What has changed" not in page.text


def test_the_section_says_it_all_in_this_order(client, made):
    found, _stored = made(basis=Basis.PAIRED)
    page = _page(client, found)
    section = _section(page)
    assert [words(one) for one in section.iter("h2")] == ["What has changed since Spring 2025"]
    assert [words(one) for one in section.iter("h3")] == [
        "Answers went up",
        "Answers went down",
        "Answers came closer together",
        "Answers went further apart",
        "To talk about",
        "Components then and now",
        "Theme by theme",
        "Where the words changed",
        "Where no line is drawn, and why",
    ]
    assert "This compares up to 38 people who answered both times" in words(section)
    assert ("What has changed since Spring 2025", "#change") in page.links


def test_every_slope_hangs_there_with_its_picture_and_its_table(client, made):
    found, stored = made()
    section = _section(_page(client, found))
    drawn = build.slopes(stored.result, stored.framework)
    assert [words(one) for one in section.iter("h4")] == [slope.finding for slope in drawn]
    pictures = [one for one in section.iter("img") if "/slope-" in one.get("src")]
    assert [one.get("alt") for one in pictures] == [slope.description for slope in drawn]
    answers = [client.get(one.get("src")) for one in pictures]
    assert [(answer.status_code, answer.mimetype) for answer in answers] == [(200, "image/svg+xml")] * len(
        drawn
    )
    tables = [
        [tuple(words(cell) for cell in row) for row in table.iter("tr")] for table in section.iter("table")
    ]
    assert [slope.name for slope in drawn if [slope.table.header, *slope.table.rows] not in tables] == []


def test_what_moved_leads_to_its_theme(client, made):
    found, stored = made()
    section = _section(_page(client, found))
    first = next(one for one in section.iter("a") if (one.get("href") or "").startswith("#part-"))
    assert (first.get("href"), words(first)) == (
        f"#part-{stored.framework.theme_ids[0]}",
        stored.framework.themes[0].title.to("en"),
    )


def test_the_radar_of_then_and_now_hangs_in_the_section(client, made):
    found, stored = made()
    page = _page(client, found)
    radar = build.change_radar(stored.result, stored.framework)
    images = [image for image in page.all("img") if image.get("alt") == radar.description]
    assert [image in list(_section(page).iter("img")) for image in images] == [True]
    assert client.get(images[0].get("src")).status_code == 200


def test_the_radar_at_a_glance_dashes_the_earlier_round_where_like_stands_beside_like(client, made):
    found, stored = made()
    now = {part.id: part.typical for part in stored.result.components}
    parts = [replace(part, before=2.5, after=now[part.id]) for part in stored.result.change.components]
    other = replace(parts[0], after=parts[0].after - 0.2)  # fewer themes, or fewer people, than the line
    for known, dashed in ((parts, (2.5, 2.5, 2.5)), ([other, *parts[1:]], None)):
        told = replace(stored.result.change, components=tuple(known))
        radar = build.radar_since(replace(stored.result, change=told), stored.framework)
        lines = [one.typical for one in radar.outlines if one.line is Line.EARLIER]
        assert lines == ([dashed] if dashed else [])
        assert ("Spring 2025" in radar.description) is bool(dashed)
        assert ("Spring 2025" in radar.table.header) is bool(dashed)
    shown = build.radar_since(stored.result, stored.framework)
    assert _page(client, found).all("img")[0].get("alt") == shown.description


def test_names_of_rounds_and_statements_of_then_are_only_text(client, made, database):
    found, stored = made()
    told = replace(
        stored.result.change,
        title="<script>alert(1)</script>",
        earlier_themes=tuple(
            replace(one, title={"en": "<b>bold</b>"}, statement={"en": "<img src=x>"})
            for one in stored.result.change.earlier_themes
        ),
    )
    with database.writing() as session:
        results.store(session, found.round_id, replace(stored.result, change=told), now=NOW)
    section = _section(_page(client, found))
    assert "What has changed since <script>alert(1)</script>" in words(section)
    assert "“<img src=x>”" in words(section)
    assert [one.tag for one in section.iter() if one.tag in ("script", "b") and "alert" in words(one)] == []


def test_no_sentence_was_missed(settings, database, clock, made):
    found, stored = made()
    client = make_app(replace(settings, language=PSEUDO), database, clock).test_client()
    section = _section(_page(client, found))
    asked, change = stored.framework, stored.result.change
    parts = (*asked.components, *asked.areas, *asked.themes, *asked.scale.points)
    texts = [
        getattr(part, name)
        for part in parts
        for name in ("title", "statement", "topic")
        if hasattr(part, name)
    ]
    earlier = [text for theme in change.earlier_themes for text in (theme.title["en"], theme.statement["en"])]
    known = [
        *(text.to("en") for text in (*texts, *asked.scale.points)),
        *earlier,
        change.title,
        stored.result.title,
    ]
    assert missed(SimpleNamespace(root=section), *known, "SVG", "PNG") == []
