"""From a result to chart specs. Nothing is computed here that the result does not already allow to be shown.

Every function answers `None` where there is nothing to draw.
"""

from pet.charts.build.axes import why_no_radar
from pet.charts.build.bars import bars, legend, many
from pet.charts.build.earlier import change_radar, change_table, radar_since
from pet.charts.build.group_bars import group_bars
from pet.charts.build.quadrant import quadrant
from pet.charts.build.radar import group_radar, partner_radars, radar
from pet.charts.build.slope import slope_name, slopes, slopes_reading
from pet.charts.build.strip import own_strip, strip, theme_strip

__all__ = [
    "bars",
    "change_radar",
    "change_table",
    "group_bars",
    "group_radar",
    "legend",
    "many",
    "own_strip",
    "partner_radars",
    "quadrant",
    "radar",
    "radar_since",
    "slope_name",
    "slopes",
    "slopes_reading",
    "strip",
    "theme_strip",
    "why_no_radar",
]
