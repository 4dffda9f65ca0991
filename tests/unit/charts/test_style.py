"""Colours hold up: contrast of what stands on them, and the two sides told apart in grey."""

from itertools import pairwise

import pytest

from pet.charts import style


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_ratio_is_that_of_the_guideline():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#8c510a") == pytest.approx(6.4, abs=0.05)


@pytest.mark.parametrize("points", [2, 3, 4, 5, 6, 7])
def test_numbers_can_be_read_on_every_fill(points):
    low = [fill.colour for fill in style.palette(points) if contrast(fill.colour, fill.ink) < 4.5]
    assert low == []


@pytest.mark.parametrize("points", [3, 4, 5, 6, 7])
def test_the_low_side_alone_is_hatched_and_the_lowest_point_narrowest(points):
    fills = style.palette(points)
    assert len(fills) == points
    assert [fill.hatch is not None for fill in fills] == [n < points // 2 for n in range(points)]
    apart = [fill.hatch for fill in fills if fill.hatch is not None]
    assert apart == sorted(apart)


def test_five_points_have_the_colours_of_the_design():
    assert [fill.colour for fill in style.palette(5)] == [
        "#8c510a",
        "#dfc27d",
        "#f0f0f0",
        "#92c5de",
        "#2166ac",
    ]


@pytest.mark.parametrize("points", [3, 4, 5, 6, 7])
def test_neighbours_differ_in_grey_or_in_hatching(points):
    fills = style.palette(points)
    for one, other in pairwise(fills):
        assert contrast(one.colour, other.colour) >= 1.15 or one.hatch != other.hatch


@pytest.mark.parametrize("colour", [style.INK, style.MUTED, style.ACCENT, style.SECOND, style.DONT_KNOW])
@pytest.mark.parametrize("ground", [style.WHITE, style.SCREEN, style.SHADE, style.BAND])
def test_letters_and_lines_stand_out(colour, ground):
    assert contrast(colour, ground) >= 4.5
