"""All that one person was asked and has said, in the order of the questionnaire."""

from itertools import groupby

from pet.frameworks.model import Theme
from pet.language import current
from pet.language import gettext as _
from pet.services.answers.asked import AskedArea
from pet.services.answers.held import Kind
from pet.services.answers.sheet import Sheet
from pet.web.answering import steps
from pet.web.answering.ending_pages import Line, Part
from pet.web.forms.sheet import points_of
from pet.words.phrases import in_words

CHECK = "check"
MOST_LINES, MOST_CHARACTERS = 4, 280


def parts(sheet: Sheet, *, can_change: bool) -> tuple[Part, ...]:
    """Components and open questions, each with its lines; with links to change them where that is possible."""
    found = []
    for _number, pages in groupby(sheet.areas, key=lambda page: page.component_number):
        areas = list(pages)
        lines = tuple(line for page in areas for line in _lines(sheet, page, can_change=can_change))
        found.append(Part(title=in_words(areas[0].component.title), lines=lines))
    if sheet.framework.open_questions:
        lines = tuple(
            _written(
                sheet,
                (Kind.OPEN, one.id),
                in_words(one.text),
                steps.words_url(sheet, came_from=CHECK) + f"#{one.id}:open" if can_change else "",
            )
            for one in sheet.framework.open_questions
        )
        found.append(Part(title=_("In your own words"), lines=lines))
    return tuple(found)


def _lines(sheet: Sheet, page: AskedArea, *, can_change: bool) -> list[Line]:
    lines = [_rated(sheet, page, theme, can_change=can_change) for theme in page.themes]
    if sheet.words_at(Kind.EVIDENCE, page.area.id).is_given:
        lines.append(
            _written(
                sheet,
                (Kind.EVIDENCE, page.area.id),
                _("{area}: how do we know?", area=in_words(page.area.title)),
                steps.area_url(sheet, page.number, came_from=CHECK) if can_change else "",
            )
        )
    return lines


def _rated(sheet: Sheet, page: AskedArea, theme: Theme, *, can_change: bool) -> Line:
    said = sheet.answer(theme.id)
    comment = sheet.words_at(Kind.COMMENT, theme.id)
    return Line(
        asked=theme.wording_for(sheet.role_id).to(current()),
        answer=dict(points_of(sheet.framework.scale)).get(str(said.value), "") if said.is_given else "",
        comment=comment.text,
        start=_start(comment.text),
        quotable=comment.quotable,
        is_text=False,
        change=steps.area_url(sheet, page.number, theme.id, came_from=CHECK) if can_change else "",
    )


def _written(sheet: Sheet, place: tuple[Kind, str], asked: str, change: str) -> Line:
    words = sheet.words_at(*place)
    return Line(
        asked=asked,
        answer=words.text,
        comment="",
        start=_start(words.text),
        quotable=words.quotable,
        is_text=True,
        change=change,
    )


def _start(text: str) -> str:
    """The first lines of a text, where all of it would push everything else away; else empty."""
    start = "\n".join(text.split("\n")[:MOST_LINES])
    if len(start) > MOST_CHARACTERS:
        start = start[:MOST_CHARACTERS].rsplit(maxsplit=1)[0]
    return _("{start} …", start=start.rstrip()) if len(start) < len(text) else ""
