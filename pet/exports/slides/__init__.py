"""A deck of slides to talk from: charts that can be edited, and questions in the notes of whoever speaks.

Made from a record alone: the same record gives the same bytes, and what a result withholds is in no slide, note or
sheet behind a chart. `deck` says what comes when, `page` puts things on a slide, `charts` makes the charts.
"""

from pet.exports.slides.deck import build

__all__ = ["build"]
