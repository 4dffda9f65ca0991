"""Components, areas and themes of a result as a page shows them."""

from collections.abc import Mapping

from pet.analysis.kinds import Pattern, WordsKind
from pet.analysis.result import Result
from pet.analysis.result_themes import Composite, ThemeResult
from pet.frameworks import model as asked
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.web.results.figures import Wall
from pet.web.results.model import Area, Component, OpenQuestion, Theme, Words
from pet.web.results.shown import Link
from pet.words import findings, levels, patterns, questions, standing, uncertainty, withheld, written
from pet.words.numbers import decimal
from pet.words.phrases import in_words, title, topic

Comments = Mapping[str, tuple[str, ...]]


def link(theme_id: str, framework: Framework) -> Link:
    """Where a theme stands on the page."""
    return Link(anchor=anchor(theme_id), label=title(framework, theme_id))


def components(result: Result, framework: Framework, wall: Wall) -> tuple[Component, ...]:
    """All components in the order of the framework."""
    comments = {group.theme or group.area: group.texts for group in result.comments}
    known = {composite.id: composite for composite in result.components}
    return tuple(
        Component(
            anchor=anchor(component.id),
            number=framework.numbers[component.id],
            title=in_words(component.title),
            mark=_mark(known[component.id]),
            purpose=in_words(component.purpose),
            standing=standing.of(known[component.id], framework, result),
            by_area=standing.by_area(component, result),
            areas=tuple(_area(area, result, framework, wall, comments) for area in component.areas),
        )
        for component in framework.components
    )


def _mark(part: Composite) -> str:
    """What the radar says of it: typical answer and closeness; empty where it says nothing."""
    if part.typical is None:
        return ""
    if part.agreement_level is None:
        return decimal(part.typical)
    return _("{typical} · {word}", typical=decimal(part.typical), word=levels.word(part.agreement_level))


def _area(area: asked.Area, result: Result, framework: Framework, wall: Wall, comments: Comments) -> Area:
    return Area(
        anchor=anchor(area.id),
        number=framework.numbers[area.id],
        title=in_words(area.title),
        question=in_words(area.question),
        standing=_of_area(area.id, result, framework),
        themes=tuple(
            _theme(result.theme(theme.id), result, framework, wall, comments.get(theme.id, ()))
            for theme in area.themes
        ),
        comments=comments.get(area.id, ()),
        evidence=_words(WordsKind.EVIDENCE, area.id, result),
        digest=written.digest(area, result, framework),
    )


def _of_area(area_id: str, result: Result, framework: Framework) -> str:
    return next(
        (standing.of_area(known, framework, result) for known in result.areas if known.id == area_id), ""
    )


def words(result: Result, framework: Framework) -> Words | None:
    """What people answered to the open questions; `None` where nothing of it is shown."""
    every = [_open_question(question, result, framework) for question in framework.open_questions]
    found = tuple(one for one in every if one.texts or one.digest)
    return Words(title=written.at_the_end(), questions=found) if found else None


def _open_question(question: asked.OpenQuestion, result: Result, framework: Framework) -> OpenQuestion:
    return OpenQuestion(
        question=in_words(question.text),
        texts=_words(WordsKind.OPEN, question.id, result),
        summed_up=written.summed_up(question),
        digest=written.digest(question, result, framework),
    )


def _words(kind: WordsKind, part: str, result: Result) -> tuple[str, ...]:
    return next((words.texts for words in result.words if (words.kind, words.part) == (kind, part)), ())


def _theme(
    theme: ThemeResult, result: Result, framework: Framework, wall: Wall, comments: tuple[str, ...]
) -> Theme:
    figure = wall.figure(f"bars-{theme.id}")
    return Theme(
        anchor=anchor(theme.id),
        number=framework.numbers[theme.id],
        title=title(framework, theme.id),
        statement=in_words(framework.theme(theme.id).statement),
        figure=figure,
        pattern=patterns.of(theme, framework),
        word=levels.sentence(theme.agreement_level) if theme.agreement_level else "",
        said=findings.sentence(theme, framework, result),
        apart=_apart(theme, result, framework),
        caution=findings.caution(theme, result) or "",
        withheld=_why_nothing(theme, result) if figure is None else "",
        questions=_questions(theme, result, framework),
        comments=comments,
    )


def _apart(theme: ThemeResult, result: Result, framework: Framework) -> str:
    """How far apart the answers lie, and how it might look had everybody answered: what is known of it."""
    said = (findings.agreement(theme, framework), uncertainty.sentence(theme, result))
    return " ".join(sentence for sentence in said if sentence)


def _why_nothing(theme: ThemeResult, result: Result) -> str:
    return withheld.reason(theme.withheld, result.smallest_group) if theme.withheld else ""


def _questions(theme: ThemeResult, result: Result, framework: Framework) -> tuple[str, ...]:
    """Those of the agenda where it is on it; a minority is asked about like a few apart."""
    proposed = {item.theme: item.questions for item in result.agenda}
    pattern = Pattern.FEW_APART if theme.minority is not None else theme.pattern
    return questions.texts(proposed.get(theme.id) or questions.ids(pattern), topic(framework, theme.id))


def anchor(part_id: str) -> str:
    """The id that a part of the framework has on the page."""
    return f"part-{part_id}"
