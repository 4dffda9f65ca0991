"""The table of what people wrote: the place and the text, and nothing that says who wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pet.analysis.kinds import WordsKind
from pet.analysis.result import Result
from pet.exports.tables import values
from pet.exports.tables.columns import code
from pet.exports.tables.measures import theme_id, title
from pet.exports.tables.model import Column, Of, Table, as_written, one_line, table
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.record.model import Record
from pet.words.phrases import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A text, and where it was written."""

    kind: str
    text: str
    area: str | None = None
    theme: str | None = None
    question: str | None = None


def of(record: Record) -> Table:
    """Every text in the order of the result, which says nothing."""
    framework = record.framework
    columns: list[Of[_Said]] = [
        (code("kind", _("Kind"), _("What sort of text it is."), values.texts()), lambda said: said.kind),
        (
            Column(
                name="place",
                label=_("Place"),
                meaning=_("The theme, the area or the question, as the questionnaire calls it."),
            ),
            lambda said: _place(said, framework),
        ),
        (
            Column(name="area_id", label=_("Id of the area"), meaning=_("Empty for a question at the end.")),
            lambda said: said.area,
        ),
        (theme_id(), lambda said: said.theme),
        (
            Column(name="question_id", label=_("Id of the question"), meaning=_("Of a question at the end.")),
            lambda said: said.question,
        ),
        (
            Column(
                name="text",
                label=_("Text"),
                meaning=_("What was written. An apostrophe before a sign such as “=” was put there by PET."),
            ),
            lambda said: as_written(said.text),
        ),
    ]
    return table("comments", columns, _texts(record.result, framework))


def _texts(result: Result, framework: Framework) -> Iterator[_Said]:
    areas = {area.id for area in framework.areas}
    for found in result.comments:
        for text in found.texts:
            yield _Said(kind="comment", text=text, area=found.area, theme=found.theme)
    for words in result.words:
        for text in words.texts:
            is_evidence = words.kind is WordsKind.EVIDENCE
            where = {"area" if is_evidence else "question": words.part}
            yield _Said(kind=words.kind.value, text=text, **where)
    for digest in result.digests:
        place = {"area" if digest.area in areas else "question": digest.area}
        yield _Said(kind="digest", text=digest.text, **place)


def _place(said: _Said, framework: Framework) -> str | None:
    if said.question is None:
        return title(framework, said.theme or said.area)
    asked = {question.id: question.text for question in framework.open_questions}
    return one_line(in_words(asked[said.question])) if said.question in asked else None
