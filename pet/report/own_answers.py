"""One person's own answers as a tagged PDF, for themselves alone."""

from dataclasses import dataclass

from pet.language import gettext as _
from pet.language import locale
from pet.report.flowables import Body, Heading, Lead, Note, Quote, Strong, Together
from pet.report.page import Meta, PaperName, render
from pet.report.sections.book import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing asked, and what was said.

    Attributes:
        answer: the label of a choice, or words; empty for none.
        comment: beside a rating, or empty.
        is_text: whether the answer is words.
        quotable: whether the words may be quoted.
    """

    asked: str
    answer: str
    comment: str
    is_text: bool
    quotable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component, or the open questions."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswers:
    """Everything one person said in one round.

    Attributes:
        title: of the round.
        facts: a sentence each: as whom they answered, whether the answers are sent.
    """

    title: str
    partnership: str
    facts: tuple[str, ...]
    parts: tuple[Part, ...]


def build(answers: OwnAnswers, *, page: PaperName = "a4") -> bytes:
    """The document; the same answers give the same bytes."""
    title = _("Your answers")
    story: Story = [
        Heading(1, title, kicker=answers.partnership),
        Lead(answers.title),
        *map(Body, answers.facts),
    ]
    for part in answers.parts:
        story += _part(part)
    meta = Meta(
        title=_("Your answers: {round}", round=answers.title),
        language=str(locale()).replace("_", "-"),
        subject=answers.partnership,
        running=answers.partnership,
        footer=_("Your own copy, for yourself alone"),
    )
    return render(story, meta, page=page)


def _part(part: Part) -> Story:
    heading, story = Heading(2, part.title), []
    for line in part.lines:
        story += _line(line)
    return [Together([heading, story[0]]), *story[1:]] if story else [heading]


def _line(line: Line) -> Story:
    if line.is_text:
        said: Story = [Strong(line.asked), Quote(line.answer) if line.answer else Note(_("No answer"))]
        return [*said, *_quotable(line, line.answer)]
    answer = Strong(line.answer) if line.answer else Note(_("No answer"))
    comment = [Quote(line.comment)] if line.comment else []
    return [Together([Body(line.asked), answer]), *comment, *_quotable(line, line.comment)]


def _quotable(line: Line, words: str) -> Story:
    return [Note(_("May be quoted word for word."))] if words and line.quotable else []
