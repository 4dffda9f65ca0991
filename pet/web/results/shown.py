"""Small things that every part of a page of results is made of: a picture, a chart, a place on the page."""

from dataclasses import dataclass

from pet.charts.spec import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One size of a picture: its address, and its width and height in CSS pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart on a page, as templates/components/figure.html shows it.

    Attributes:
        name: part of the id under which it can be linked to.
        finding: its caption.
        alt: the finding and the numbers.
        reading: how to read it.
        src, width, height: the picture on a screen.
        narrow: the picture on a phone.
        svg_url, png_url: addresses of the files to download.
        table: the same numbers.
    """

    name: str
    finding: str
    alt: str
    reading: str
    src: str
    width: int
    height: int
    narrow: Source
    svg_url: str
    png_url: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place on the page and what it is called."""

    anchor: str
    label: str
