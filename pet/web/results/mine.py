"""One's own answers beside everybody's: for the person who gave them, once the round is released."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, abort, url_for

from pet.access.actor import State
from pet.access.policy import Permission
from pet.analysis.result_themes import ThemeResult
from pet.charts import build, gallery
from pet.charts.gallery import SIZES, Chart, Format, Size
from pet.frameworks.model import Component, Framework, Theme
from pet.language import gettext as _
from pet.services import actions, results, rounds
from pet.services.results import Stored
from pet.web import drawing
from pet.web.guard import requires, target
from pet.web.identity import actor
from pet.web.render import render
from pet.web.results import about, figures
from pet.web.results.blueprint import blueprint
from pet.web.results.files import answer
from pet.web.results.shown import Figure, Source
from pet.web.site import database
from pet.words import levels, own
from pet.words.own import Own
from pet.words.phrases import in_words

NOT_KEPT = "no-store"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One theme: one's own answer, the typical one, and how close together all answers lie."""

    title: str
    statement: str
    mine: str
    typical: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One component with its themes."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyViewPage:
    """templates/results/my_view.html; `results` is the address of the whole result, `became` that of what was done, or empty, `close` what closes it here."""

    title: str
    summary: str
    manner: str
    figure: Figure | None
    sides: tuple[Side, ...]
    results: str
    became: str
    close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetPage:
    """templates/results/not_yet.html."""

    title: str
    text: str
    back: str


@blueprint.get("/responses/<response_id>/view")
@requires(Permission.USE_OWN_RESPONSE)
def my_view(response_id: str) -> str:
    """My view beside everybody's, visible to me alone."""
    if target().state is not State.RELEASED:
        text = _("The results of this round have not been released yet. Come back by the same link.")
        return render("results/not_yet.html", _not_yet(response_id, text))
    if not _was_sent():
        text = _("Your answers were not sent before the round closed, so they are not part of the results.")
        return render("results/not_yet.html", _not_yet(response_id, text))
    stored, mine = _mine()
    with database().reading() as session:
        round_id = rounds.facts(session, about.round_id()).public_id
        is_agreed = actions.are_there(session, about.round_id())
    if stored.result.withheld is not None:
        text = _("Too few have answered to show results, so there is nothing to set beside your answers.")
        return render("results/not_yet.html", _not_yet(response_id, text))
    address = url_for("results.show", round_id=round_id)
    became = url_for("actions.became", round_id=round_id) if is_agreed else ""
    return render("results/my_view.html", _page(response_id, stored, mine, (address, became)))


@blueprint.get("/responses/<response_id>/view/chart-<size>.<any(svg, png):kind>")
@requires(Permission.USE_OWN_RESPONSE)
def my_chart(response_id: str, size: Size, kind: Format) -> Response:
    """My answers beside the typical ones, drawn now and kept nowhere."""
    del response_id
    if target().state is not State.RELEASED or not _was_sent() or size not in SIZES:
        abort(404)
    chart = _chart(*_mine())
    if chart is None:
        abort(404)
    with drawing.turn():
        picture = chart.pictures[size].drawn(kind)
    return answer(picture, kind, NOT_KEPT)


def _was_sent() -> bool:
    return any(one.response_id == target().response_id and one.submitted for one in actor().opened)


def _mine() -> tuple[Stored, Mapping[str, Own]]:
    """The stored result and one's own answers."""
    with database().reading() as session:
        stored = results.stored(session, about.round_id())
        mine = results.own_answers(session, target().response_id or 0)
    if stored is None:
        abort(404)
    return stored, mine


def _chart(stored: Stored, mine: Mapping[str, Own]) -> Chart | None:
    strip = build.own_strip(stored.result, stored.framework, own.points(mine))
    return gallery.alone(strip) if strip is not None else None


def _not_yet(response_id: str, text: str) -> NotYetPage:
    return NotYetPage(
        title=_("Nothing to compare yet"),
        text=text,
        back=url_for("answering.go_on", response_id=response_id),
    )


def _page(
    response_id: str, stored: Stored, mine: Mapping[str, Own], addresses: tuple[str, str]
) -> MyViewPage:
    address, became = addresses
    sides = (_side(component, stored, mine) for component in stored.framework.components)
    return MyViewPage(
        title=_("My view beside everybody’s"),
        summary=own.summary(stored.result, mine),
        manner=own.manner(),
        figure=_figure(response_id, _chart(stored, mine)),
        sides=tuple(side for side in sides if side.rows),
        results=address,
        became=became,
        close=url_for("answering.close_here", response_id=response_id),
    )


def _side(component: Component, stored: Stored, mine: Mapping[str, Own]) -> Side:
    """The component with those of its themes that this person's role is asked."""
    rows = (
        _row(asked, stored.result.theme(asked.id), stored.framework, mine[asked.id])
        for asked in component.themes
        if asked.id in mine
    )
    return Side(title=in_words(component.title), rows=tuple(rows))


def _row(asked: Theme, theme: ThemeResult, framework: Framework, mine: Own) -> Row:
    return Row(
        title=in_words(asked.title),
        statement=in_words(asked.statement),
        mine=own.answer(mine, framework),
        typical=own.typical(theme, framework),
        word=levels.word(theme.agreement_level) if theme.agreement_level else "–",
    )


def _figure(response_id: str, chart: Chart | None) -> Figure | None:
    if chart is None:
        return None

    def address(size: Size, kind: Format) -> str:
        return url_for("results.my_chart", response_id=response_id, size=size, kind=kind)

    def source(size: Size) -> Source:
        wide, high = chart.pictures[size].pixels
        return Source(src=address(size, "svg"), width=wide, height=high)

    return figures.figure(
        chart.spec,
        page=source("page"),
        phone=source("phone"),
        files=(address("file", "svg"), address("file", "png")),
    )
