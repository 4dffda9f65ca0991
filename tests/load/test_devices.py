"""Two devices with one sheet, and requests that arrive twice: nothing is overwritten in silence, nothing happens twice."""

import http.client
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support import factories, story
from tests.support.effort import EFFORT
from tests.support.server import serving
from tests.support.visitor import Visitor, begin, comment, new_operation, rating

pytestmark = pytest.mark.enable_socket
EDITS = min(1000, 150 * EFFORT)


@pytest.fixture
def site(database_urls, tmp_path):
    with database_urls(tmp_path) as url, serving(tmp_path, url) as server:
        yield server


@pytest.fixture
def devices(site):
    """Two devices of one person in one response, and the address of its saves."""
    with site.database.writing() as session:
        asked = story.open_round(session, story.account(session), source=factories.framework_source())
    one, other = Visitor(site.url), Visitor(site.url)
    public_id = begin(one, asked.open_code, partner=asked.partner, role="head")
    other.cookies, other.token = dict(one.cookies), one.token
    yield (one, other), public_id, asked.themes
    for device in (one, other):
        device.close()


def test_a_device_that_has_not_seen_the_last_edit_is_told_both_and_overwrites_nothing(site, devices):
    tabs, public_id, themes = devices
    chance = random.Random(7)  # noqa: S311 -- the same edits in every run
    kept = {}
    seen = [{}, {}]
    refused = 0
    for number in range(EDITS):
        device, theme = chance.randrange(2), chance.choice(themes[:3])
        base, words = seen[device].get(theme, 0), f"Edit {number}"
        answer = tabs[device].send(
            f"/responses/{public_id}/saves", new_operation(comment(theme, words, base))
        )
        version, text = kept.get(theme, (0, ""))
        if base == version:
            assert answer.status == http.client.OK
            kept[theme] = (version + 1, words)
        else:
            refused += 1
            assert answer.status == http.client.CONFLICT
            (conflict,) = answer.json["conflicts"]
            assert (conflict["v"], conflict["stored"]["text"]) == (version, text)
            assert conflict["yours"]["text"] == words
        seen[device][theme] = kept[theme][0]
    assert refused > EDITS / 10
    assert story.answers_of(site.database, public_id) == {
        f"comment:{theme}": text for theme, (_version, text) in kept.items()
    }


def test_the_same_save_sent_by_both_at_once_is_one(site, devices):
    tabs, public_id, themes = devices
    operation = new_operation(rating(themes[0], 4, 0))
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda tab: tab.send(f"/responses/{public_id}/saves", operation), tabs))
    assert [answer.status for answer in answers] == [http.client.OK] * 2
    assert answers[0].json == answers[1].json
    assert story.versions_of(site.database, public_id) == {themes[0]: 1}


def test_the_same_operation_with_other_content_is_refused(site, devices):
    (tab, _other), public_id, themes = devices
    operation = new_operation(rating(themes[0], 4, 0))
    tab.send(f"/responses/{public_id}/saves", operation)
    answer = tab.send(f"/responses/{public_id}/saves", {**operation, "changes": [rating(themes[0], 1, 1)]})
    assert answer.status == http.client.UNPROCESSABLE_ENTITY
    assert story.answers_of(site.database, public_id) == {f"rating:{themes[0]}": 4}


def test_sent_twice_at_once_the_answers_are_sent_once_with_the_same_receipt(site, devices):
    tabs, public_id, themes = devices
    tabs[0].send(f"/responses/{public_id}/saves", new_operation(rating(themes[0], 4, 0)))
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda tab: tab.post(f"/responses/{public_id}/check"), tabs))
    assert [(answer.status, answer.location) for answer in answers] == [
        (http.client.SEE_OTHER, f"/responses/{public_id}/sent")
    ] * 2
    assert story.state_of(site.database, public_id) == "submitted"
