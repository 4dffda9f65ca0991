"""A picture of every page in every state, to be looked at: `make long` writes them to instance/pictures/pages."""

import re

import pytest

from tests.browser.states import STATES
from tests.support import browser as browsers

pytestmark = [pytest.mark.enable_socket, pytest.mark.long]
FOLDER = browsers.ROOT / "instance" / "pictures" / "pages"
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "print": {"media": "print", "color_scheme": "light"},
}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_picture_is_taken_of_every_look_and_nothing_scrolls_sideways(arrive, state):
    page = arrive(state)
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", state.name)
    wide = {}
    for width, size in browsers.WIDTHS.items():
        page.set_viewport_size(size)
        for look, media in LOOKS.items():
            page.emulate_media(
                **{"media": "screen", "color_scheme": "light", "forced_colors": "none", **media}
            )
            page.screenshot(path=FOLDER / f"{name}-{width}-{look}.png", full_page=True)
            wide[width, look] = browsers.sideways(page)
        in_grey(page, FOLDER / f"{name}-{width}-grey.png")
    assert {where: found for where, found in wide.items() if found} == {}


def in_grey(page, file):
    """The picture as somebody sees it who sees no colour."""
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
    eyes = page.context.new_cdp_session(page)
    eyes.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    page.screenshot(path=file, full_page=True)
    eyes.send("Emulation.setEmulatedVisionDeficiency", {"type": "none"})
    eyes.detach()
