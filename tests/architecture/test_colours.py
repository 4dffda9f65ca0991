"""Everything can be read: the contrast of every pair of colours that pages use, in the light and in the dark."""

import re

import pytest

from pet.charts import style
from pet.paths import STATIC

TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
TEXT, CONTROL = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11
GROUNDS = ("screen", "paper", "shade", "chosen")
NOTICES = ("shade", "good-ground", "caution-ground", "wrong-ground")
PAIRS = [
    *(("ink", ground, TEXT) for ground in (*GROUNDS, *NOTICES)),
    *(("muted", ground, TEXT) for ground in GROUNDS),
    *(("accent", ground, TEXT) for ground in (*GROUNDS, *NOTICES)),
    *(("accent-strong", ground, TEXT) for ground in (*GROUNDS, *NOTICES)),
    *(("caution", ground, TEXT) for ground in ("screen", "paper", "caution-ground")),
    *(("wrong", ground, TEXT) for ground in ("screen", "paper", "wrong-ground")),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("chart-ink", "chart", TEXT),
    *(("focus", ground, CONTROL) for ground in (*GROUNDS, *NOTICES)),
    *(("control", ground, CONTROL) for ground in ("screen", "paper")),
    ("ink", "paper", CONTROL),  # the ring of a choice
    ("accent", "track", CONTROL),  # the progress line
]


def colours():
    """The tokens in the light, and in the dark, where those that are not named again stay."""
    light_part, dark_part = TOKENS.split("@media (prefers-color-scheme: dark)")
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in (light_part, dark_part))
    return {"light": light, "dark": light | dark}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_it_is_defined():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_can_be_read(scheme):
    found = colours()[scheme]
    weak = {
        f"{front} on {back}": round(contrast(found[front], found[back]), 2)
        for front, back, least in PAIRS
        if contrast(found[front], found[back]) < least
    }
    assert weak == {}


def test_pages_have_the_colours_of_the_charts():
    light = colours()["light"]
    assert {name: light[name] for name in ("screen", "chart", "ink", "muted", "accent", "rule")} == {
        "screen": style.SCREEN,
        "chart": style.SCREEN,
        "ink": style.INK,
        "muted": style.MUTED,
        "accent": style.ACCENT,
        "rule": style.GRID,
    }


def test_no_colour_stands_outside_the_tokens():
    """But for white and black where the medium asks: on paper, behind a QR code, behind a dialog, in forced colours."""
    found = {
        sheet.name: re.findall(
            r"#[0-9a-f]{3,8}\b|\brgb\(|\bhsl\(", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        )
        for sheet in sorted((STATIC / "css").glob("*.css"))
        if sheet.name not in ("tokens.css", "print.css") and (text := sheet.read_text(encoding="utf-8"))
    }
    assert {name: hits for name, hits in found.items() if hits} == {
        "charts.css": ["#fcfaf7"],
        "pet.css": ["#fff", "rgb("],
    }
