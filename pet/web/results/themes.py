"""Components, areas and themes of a result as a page shows them."""

from collections.abc import Mapping

from pet.analysis.kinds import Pattern, WordsKind
from pet.analysis.result import Result, ThemeResult
from pet.frameworks import model as asked
from pet.frameworks.model import Framework
from pet.web.results.figures import Wall
from pet.web.results.model import Area, Component, Link, OpenQuestion, Theme, Words
from pet.words import findings, levels, patterns, questions, standing, uncertainty, withheld, written
from pet.words.phrases import in_words, title, topic

Comments = Mapping[str, tuple[str, ...]]


def link(theme_id: str, framework: Framework) -> Link:
    """Where a theme stands on the page."""
    return Link(anchor=_anchor(theme_id), label=title(framework, theme_id))


def components(result: Result, framework: Framework, wall: Wall) -> tuple[Component, ...]:
    """All components in the order of the framework."""
    comments = {group.theme or group.area: group.texts for group in result.comments}
    known = {composite.id: composite for composite in result.components}
    found = []
    for component in framework.components:
        said = (
            standing.of(known[component.id], framework, result),
            standing.by_area(component, result),
        )
        found.append(
            Component(
                anchor=_anchor(component.id),
                number=framework.numbers[component.id],
                title=in_words(component.title),
                purpose=in_words(component.purpose),
                standing=" ".join(sentence for sentence in said if sentence),
                areas=tuple(_area(area, result, framework, wall, comments) for area in component.areas),
            )
        )
    return tuple(found)


def _area(area: asked.Area, result: Result, framework: Framework, wall: Wall, comments: Comments) -> Area:
    return Area(
        anchor=_anchor(area.id),
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
    )


def _of_area(area_id: str, result: Result, framework: Framework) -> str:
    return next(
        (standing.of_area(known, framework, result) for known in result.areas if known.id == area_id), ""
    )


def words(result: Result, framework: Framework) -> Words | None:
    """What people answered to the open questions; `None` where nothing of it is shown."""
    found = [
        OpenQuestion(question=in_words(question.text), texts=texts)
        for question in framework.open_questions
        if (texts := _words(WordsKind.OPEN, question.id, result))
    ]
    return Words(title=written.at_the_end(), questions=tuple(found)) if found else None


def _words(kind: WordsKind, part: str, result: Result) -> tuple[str, ...]:
    return next((words.texts for words in result.words if (words.kind, words.part) == (kind, part)), ())


def _theme(
    theme: ThemeResult, result: Result, framework: Framework, wall: Wall, comments: tuple[str, ...]
) -> Theme:
    figure = wall.figure(f"bars-{theme.id}")
    return Theme(
        anchor=_anchor(theme.id),
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


def _anchor(part_id: str) -> str:
    return f"part-{part_id}"
