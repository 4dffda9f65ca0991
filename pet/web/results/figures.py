"""Charts of a result as a page shows them."""

from dataclasses import dataclass

from flask import url_for

from pet.charts.gallery import Chart, Gallery, Picture
from pet.charts.spec import Spec
from pet.web.results.shown import Figure, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """The charts of one round with the addresses at which they hang.

    Attributes:
        gallery: the charts by name.
        round_id: the public id of the round.
        edition: the hash that is in every address.
    """

    gallery: Gallery
    round_id: str
    edition: str

    def figure(self, name: str) -> Figure | None:
        """The chart of this name, or `None` where there is none."""
        chart = self.gallery.get(name)
        return self._figure(chart) if chart is not None else None

    def _figure(self, chart: Chart) -> Figure:
        name = chart.spec.name
        return figure(
            chart.spec,
            page=self._source(chart.pictures["page"]),
            phone=self._source(chart.pictures["phone"]),
            files=(self._address(name, "svg", "file"), self._address(name, "png", "file")),
        )

    def _source(self, picture: Picture) -> Source:
        wide, high = picture.pixels
        return Source(src=self._address(picture.name, "svg", picture.size), width=wide, height=high)

    def _address(self, name: str, kind: str, size: str) -> str:
        return url_for(
            "results.chart", round_id=self.round_id, name=name, kind=kind, size=size, v=self.edition
        )


def figure(shown: Spec, *, page: Source, phone: Source, files: tuple[str, str]) -> Figure:
    """A chart with its pictures and the addresses of its files, SVG and PNG."""
    return Figure(
        name=shown.name,
        finding=shown.finding,
        alt=shown.description,
        reading=shown.reading,
        src=page.src,
        width=page.width,
        height=page.height,
        narrow=phone,
        svg_url=files[0],
        png_url=files[1],
        table=shown.table,
    )
