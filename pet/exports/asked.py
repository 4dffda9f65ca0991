"""What was asked in a round that is over, to read: every statement, also as a role read it where that has words of its own.

It is no sheet to fill in: it promises nothing, has no boxes, and asks nobody to hand anything in. Those sheets are made
by `pet.exports.questionnaire` while a round takes answers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pet.analysis.options import Breakdown, Mode
from pet.exports.questionnaire import asked_only, numbered
from pet.frameworks.model import Area, Component, Framework, Role, Theme
from pet.language import current, locale
from pet.language import gettext as _
from pet.record.model import Record
from pet.report import styles
from pet.report.flowables import Body, BulletList, Fine, Heading, NumberedList, Together
from pet.report.page import Meta, PaperName, render
from pet.report.sections.book import Story
from pet.report.text import Markup, clean, italic, stacked
from pet.words.phrases import in_words, listing

_LONGEST_TITLE = 150  # characters of the document’s title without what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was asked.

    Attributes:
        framework: as the round asked it.
        roles: those in which people answered; none where no role was asked, for then all read the same words.
    """

    framework: Framework
    roles: Sequence[Role]


def build(record: Record, *, page: PaperName = "a4") -> bytes:
    """What was asked, as a tagged PDF; the same record gives the same bytes.

    Args:
        record: of the round.
        page: the paper.
    """
    framework = record.framework
    title = record.title or in_words(framework.title)
    asked = _Asked(framework=framework, roles=framework.roles if _knows_roles(record) else ())
    meta = Meta(
        title=_("{round}: what was asked", round=clean(title, longest=_LONGEST_TITLE)),
        language=str(locale()).replace("_", "-"),
        subject=record.partnership,
        running=title,
        footer=_("What was asked, to read"),
    )
    story = [*_opening(record, title), *_parts(asked)]
    return render(story, meta, page=page)


def _knows_roles(record: Record) -> bool:
    """Whether people said in which role they answer; of a round that too few answered, that may be so."""
    result = record.computed
    if result.mode is Mode.OPEN:
        return False
    return result.withheld is not None or result.breakdown(Breakdown.ROLE) is not None


def _opening(record: Record, title: str) -> Story:
    framework = record.framework
    scale = framework.scale
    points = listing([f"“{in_words(label)}”" for label in scale.points])
    return [
        Heading(1, title, kicker=record.partnership or None),
        Body(_("This is what people were asked, in the order of the questionnaire.")),
        Body(in_words(framework.purpose)),
        Heading(2, _("How people could answer"), looks="heading3"),
        BulletList(
            [
                _("To every statement there was a choice of {points}.", points=points),
                _(
                    "“{unsure}” and “{apart}” could be chosen too.",
                    unsure=in_words(scale.dont_know),
                    apart=in_words(scale.not_applicable),
                ),
                _("There was room for a comment on every statement."),
                _("Of every area it was asked: How do we know?"),
            ],
            style=styles.paragraph("fine"),
        ),
    ]


def _parts(asked: _Asked) -> Story:
    """An area is never broken; the open questions stand with the last, so that no page has little but them."""
    areas = [part for component in asked.framework.components for part in _areas(component, asked)]
    last = _open_questions(asked.framework)
    if not areas:
        return last
    return [*(Together(area) for area in areas[:-1]), Together([*areas[-1], *last])]


def _areas(component: Component, asked: _Asked) -> Iterator[Story]:
    """What stands in each area; the first of a component begins with its title."""
    opening: Story = [Heading(2, in_words(component.title))]
    for area in component.areas:
        if area.themes:
            question = Fine(in_words(area.question))
            question.keeps_next = True
            yield [*opening, Heading(3, in_words(area.title)), question, _statements(area, asked)]
            opening = []


def _statements(area: Area, asked: _Asked) -> NumberedList:
    numbers = numbered(asked.framework)
    style = styles.paragraph("item").clone("asked", fontSize=10, leading=14)
    return NumberedList(
        [_statement(theme, asked) for theme in area.themes], start=numbers[area.themes[0].id], style=style
    )


def _statement(theme: Theme, asked: _Asked) -> Markup:
    """The statement, who alone was asked it, and below it the words of each role that has its own."""
    only = asked_only(theme, asked.roles)
    return stacked(
        [theme.statement.to(current()), *([italic(only)] if only else []), *_wordings(theme, asked.roles)]
    )


def _wordings(theme: Theme, roles: Sequence[Role]) -> Iterator[Markup]:
    """Roles that read the same words are told together, in the order of the framework."""
    readers: dict[str, list[str]] = {}
    for role in roles:
        if role.id in theme.wordings and theme.is_asked_of(role.id):
            readers.setdefault(theme.wording_for(role.id).to(current()), []).append(in_words(role.plural))
    for words, names in readers.items():
        yield italic(_("For {roles}: {statement}", roles=listing(names), statement=words))


def _open_questions(framework: Framework) -> Story:
    if not framework.open_questions:
        return []
    questions = [in_words(question.text) for question in framework.open_questions]
    return [Heading(2, _("In their own words")), BulletList(questions, style=styles.paragraph("fine"))]
