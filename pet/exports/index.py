"""The page of an archive: what came out of a round and what was agreed, in one file that a browser opens without PET.

It holds no script and asks nothing of any network: what it looks like and its one picture are in it.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pet.analysis.kinds import WordsKind
from pet.analysis.result import Result
from pet.charts import gallery
from pet.charts.spec import Spec, Table
from pet.exports import catalogue
from pet.exports.index_themes import AboutComponent, components_of
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import locale
from pet.record.model import Action, Record
from pet.words import actions as action_words
from pet.words import dates, glance, method, promise, reading, toofew, written
from pet.words.phrases import in_words

_FOLDER = Path(__file__).parent
Pairs = tuple[tuple[str, str], ...]
Quotes = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    src: str
    width: int
    height: int
    alt: str
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """pet/exports/index.html."""

    language: str
    style: Markup
    title: str
    kicker: str
    headline: str
    introduction: tuple[str, ...]
    words: Mapping[str, str]
    contents: Pairs
    sentences: Pairs
    picture: _Picture | None
    overview: Table | None
    overview_caption: str
    components: tuple[AboutComponent, ...]
    written: Quotes
    talk: tuple[str, ...]
    agreed: tuple[tuple[str, Table], ...]
    files: Pairs
    promise: tuple[str, ...]
    definitions: Pairs
    origin: str


def build(record: Record, names: Sequence[str]) -> bytes:
    """The page as HTML; the same record gives the same bytes.

    Args:
        record: what it tells of.
        names: of the files that lie beside it.
    """
    return _template().get_template("index.html").render(page=_page(record, names)).encode()


@cache
def _template() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _page(record: Record, names: Sequence[str]) -> _Page:
    result, framework = record.result, record.framework
    shown = result.withheld is None
    said = glance.of(result, framework) if shown else None
    picture, overview = _overview(result, framework) if shown else (None, None)
    words = _words(has_agreed=bool(record.actions or record.became))
    components = tuple(components_of(result, framework)) if shown else ()
    written_texts, agreed = tuple(_written(result, framework)), tuple(_agreed(record))
    there = {
        "glance": shown,
        "themes": bool(components),
        "words": bool(written_texts),
        "actions": bool(agreed or record.talk_note.strip()),
        "files": True,
        "method": True,
    }
    return _Page(
        language=str(locale()).replace("_", "-"),
        style=Markup((_FOLDER / "index.css").read_text(encoding="utf-8")),  # noqa: S704 -- our own file
        title=result.title or in_words(framework.title),
        kicker=_kicker(record),
        headline=said.headline if said is not None else toofew.title(),
        introduction=_introduction(record),
        words=words,
        contents=tuple(
            (anchor, words[_LABELS.get(anchor, anchor)]) for anchor, is_there in there.items() if is_there
        ),
        sentences=_sentences(said),
        picture=picture,
        overview=overview.table if overview is not None else None,
        overview_caption=overview.finding if overview is not None else "",
        components=components,
        written=written_texts,
        talk=tuple(line for line in record.talk_note.split("\n") if line.strip()),
        agreed=agreed,
        files=tuple((name, catalogue.title(name)) for name in names),
        promise=(*promise.sentences(result), method.privacy(result)),
        definitions=(*reading.points(result, framework), *method.definitions(result, framework))
        if shown
        else (),
        origin=method.origin(result, framework),
    )


_LABELS = {"words": "written"}


def _words(*, has_agreed: bool) -> Mapping[str, str]:
    return {
        "contents": _("On this page"),
        "glance": _("At a glance"),
        "themes": _("All themes"),
        "written": written.at_the_end(),
        "actions": _("What was agreed") if has_agreed else _("What the conversation changed"),
        "files": _("The files beside this page"),
        "beside": _("They lie in the same folder, and every one of them opens without PET."),
        "method": _("How to read this, and how it was worked out"),
    }


def _kicker(record: Record) -> str:
    closed = _("closed on {day}", day=dates.day(record.closed_on)) if record.closed_on is not None else ""
    named = (record.partnership, record.title) if record.title else (record.result.title,)
    return " · ".join(part for part in (*named, promise.answered(record.result), closed) if part)


def _introduction(record: Record) -> tuple[str, ...]:
    if record.result.withheld is not None:
        return (toofew.why(record.result),)
    caution = promise.caution(record.result)
    return (caution,) if caution else ()


def _sentences(said: glance.Glance | None) -> Pairs:
    if said is None:
        return ()
    found = [*said.sentences]
    if said.changed:
        found.append((_("What has changed"), said.changed))
    if said.missing:
        found.append((_("Whose voice is missing"), said.missing))
    return tuple(found)


def _overview(result: Result, framework: Framework) -> tuple[_Picture | None, Spec | None]:
    """The radar, or the strip where there is none: as a picture within the page, and as the table beside it."""
    made = gallery.of(result, framework)
    chart = made.get("radar") or made.get("strip")
    if chart is None:
        return None, None
    shown = chart.pictures["file"]
    wide, high = shown.pixels
    source = b64encode(shown.drawn("svg")).decode()
    picture = _Picture(
        src=f"data:image/svg+xml;base64,{source}",
        width=wide,
        height=high,
        alt=chart.spec.description,
        finding=chart.spec.finding,
    )
    return picture, chart.spec


def _written(result: Result, framework: Framework) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What people wrote besides comments on single themes, and what a reader wrote in its place."""
    pooled = {group.area: group.texts for group in result.comments if group.theme is None}
    said = {(one.kind, one.part): one.texts for one in result.words}
    for area in framework.areas:
        heading = in_words(area.title)
        if digest := written.digest(area, result, framework):
            yield written.summed_up(area), (digest,)
        if texts := pooled.get(area.id, ()):
            yield heading, texts
        if texts := said.get((WordsKind.EVIDENCE, area.id), ()):
            yield written.how_they_know(area), texts
    for question in framework.open_questions:
        if digest := written.digest(question, result, framework):
            yield written.summed_up(question), (digest,)
        if texts := said.get((WordsKind.OPEN, question.id), ()):
            yield in_words(question.text), texts


def _agreed(record: Record) -> Iterator[tuple[str, Table]]:
    if record.actions:
        yield action_words.summary(record.actions, record.as_of), _actions(record.actions, record)
    if record.became:
        caption = _("What became of the actions of “{round}”", round=record.became_of)
        yield caption, _actions(record.became, record)


def _actions(actions: Sequence[Action], record: Record) -> Table:
    return Table(
        header=(
            _("What"),
            _("What should get better"),
            _("Who"),
            _("By when"),
            _("What it needs"),
            _("Where it stands"),
        ),
        rows=tuple(_action(action, record) for action in actions),
    )


def _action(action: Action, record: Record) -> tuple[str, ...]:
    stands = (
        action_words.status(action, record.as_of),
        action_words.ended(action),
        action_words.note(action),
    )
    return (
        action.what,
        action_words.about(action, record.framework),
        action_words.owner(action),
        action_words.due(action),
        action_words.resource(action),
        ". ".join(part.rstrip(".") for part in stands if part),
    )
