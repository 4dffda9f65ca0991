"""Every page in every state: axe finds nothing, nothing scrolls sideways, at both widths, light and dark."""

import pytest

from tests.browser import states_of_trust  # noqa: F401 -- brings more states
from tests.browser.states import STATES
from tests.support import browser as browsers

pytestmark = pytest.mark.enable_socket
NARROWEST = {"width": 320, "height": 740}
EVERYTHING, COLOURS = (), ("color-contrast", "link-in-text-block")
LOOKS = (
    (browsers.PHONE, "light", EVERYTHING),
    (browsers.PHONE, "dark", COLOURS),
    (browsers.DESK, "dark", EVERYTHING),
    (browsers.DESK, "light", COLOURS),
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(arrive, state):
    page = arrive(state)
    found = {}
    for width in (NARROWEST, browsers.PHONE, browsers.DESK):
        page.set_viewport_size(width)
        found[f"sideways at {width['width']}"] = browsers.sideways(page)
    for width, scheme, rules in LOOKS:
        page.set_viewport_size(width)
        page.emulate_media(color_scheme=scheme)
        found[f"axe at {width['width']}, {scheme}"] = browsers.faults(page, rules=rules)
    assert {where: faults for where, faults in found.items() if faults} == {}
