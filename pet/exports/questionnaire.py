"""The questionnaire on paper: what is asked, with boxes to tick and lines to write on, as a tagged PDF.

Every statement has a running number and every choice a sign, so that a sheet can be typed in quickly: "4 3 5 ? -".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from pet.frameworks.forms import of_form
from pet.frameworks.model import FULL, Area, Framework, Theme
from pet.language import current, locale
from pet.language import gettext as _
from pet.record.model import Record
from pet.report.answer_boxes import Asked, Choices, Labels, Statements, WritingLines
from pet.report.flowables import Body, BulletList, Heading, Lead, Note, SectionStart, Strong, Together
from pet.report.page import Meta, PaperName, render
from pet.report.sections.book import Story
from pet.words import promise as promised
from pet.words.phrases import in_words, listing

DONT_KNOW_SIGN, NOT_APPLICABLE_SIGN = "?", "–"
MOST_CHOICES = 24  # of partners: where there are more, one writes the name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What is printed.

    Attributes:
        framework: as the form asks it.
        role: whose sheet it is, by id; `None` for anybody's.
        code: names the round on every page; may be empty.
    """

    framework: Framework
    role: str | None
    title: str
    partnership: str
    promise: Sequence[str]
    until: str
    partners: Sequence[str]
    code: str


def build(  # noqa: PLR0913 -- what is asked, and by keyword what stands on the first page
    framework: Framework,
    *,
    form: str = FULL,
    title: str,
    partnership: str = "",
    promise: Sequence[str] = (),
    until: str = "",
    role: str | None = None,
    partners: Sequence[str] = (),
    code: str = "",
    page: PaperName = "a4",
) -> bytes:
    """A sheet to print; the same values give the same bytes.

    Args:
        framework: what is asked.
        form: which of its themes.
        title: of the round.
        partnership: who asks.
        promise: who can see what, a sentence each.
        until: until when it is handed in, and to whom.
        role: the id of the role whose sheet it is; `None` for a sheet for everybody.
        partners: to choose from.
        code: names the round, on every page.
        page: the paper.
    """
    sheet = _Sheet(
        framework=of_form(framework, form),
        role=role,
        title=title,
        partnership=partnership,
        promise=promise,
        until=until,
        partners=partners,
        code=code,
    )
    meta = Meta(
        title=_("{round}: questionnaire on paper", round=title or in_words(framework.title)),
        language=str(locale()).replace("_", "-"),
        subject=partnership,
        running=title or in_words(framework.title),
        footer=_("Do not write your name on this sheet"),
        code=code,
    )
    return render([*_first_page(sheet), *_questions(sheet)], meta, page=page)


def of_record(record: Record, *, page: PaperName = "a4") -> bytes:
    """The sheet of a round that is over, for whoever wants to see what was asked, or ask it again."""
    return build(
        record.framework,
        title=record.title or in_words(record.framework.title),
        partnership=record.partnership,
        promise=promised.sentences(record.computed),
        page=page,
    )


def numbered(framework: Framework) -> Mapping[str, int]:
    """The running number of each statement, by id of the theme: the same on the sheets of all roles."""
    return {theme.id: number for number, theme in enumerate(framework.themes, start=1)}


def signs(framework: Framework) -> tuple[tuple[str, str], ...]:
    """The sign of each choice and what it means, in the order of the boxes: the points, then what is none."""
    scale = framework.scale
    points = tuple((str(number), in_words(label)) for number, label in enumerate(scale.points, start=1))
    return (
        *points,
        (DONT_KNOW_SIGN, in_words(scale.dont_know)),
        (NOT_APPLICABLE_SIGN, in_words(scale.not_applicable)),
    )


def _first_page(sheet: _Sheet) -> Story:
    story: Story = [
        Heading(1, sheet.title or in_words(sheet.framework.title), kicker=sheet.partnership or None),
        Lead(in_words(sheet.framework.purpose)),
    ]
    if sheet.until:
        story.append(Strong(sheet.until))
    if sheet.promise:
        story += [Heading(2, _("Who can see what")), BulletList(list(sheet.promise))]
    story += [Heading(2, _("How to fill this in")), BulletList(_how(sheet))]
    return [*story, *_who(sheet)]


def _how(sheet: _Sheet) -> list[str]:
    scale = sheet.framework.scale
    return [
        _("Tick one box for each statement. Leave out what you would rather not answer."),
        _(
            "Tick “{unsure}” or “{apart}” where that is so: both are answers too.",
            unsure=in_words(scale.dont_know),
            apart=in_words(scale.not_applicable),
        ),
        _("Write a comment where you like, and go on at the back of the page. Leave out names."),
        _("Tick “You may quote me” beside a comment if your own words may be shown."),
    ]


def _who(sheet: _Sheet) -> Story:
    story: Story = []
    if len(sheet.partners) > MOST_CHOICES:
        story.append(WritingLines(_("Your organisation"), lines=1))
    elif sheet.partners:
        story += _choose(_("Your organisation"), list(sheet.partners))
    roles = sheet.framework.roles
    if sheet.role is not None:
        labels = [in_words(role.label) for role in roles if role.id == sheet.role]
        story += [Strong(_("This sheet is for the role: {role}", role=label)) for label in labels]
    elif roles:
        story += _choose(_("Your role"), [in_words(role.label) for role in roles])
    return story


def _choose(label: str, boxes: list[str]) -> Story:
    return [Strong(label), Choices(boxes)]


def _questions(sheet: _Sheet) -> Story:
    story: Story = [SectionStart()]
    for component in sheet.framework.components:
        areas = [part for area in component.areas for part in _area(area, sheet, in_words(component.title))]
        story += areas
    return [*story, *_at_the_end(sheet)]


def _area(area: Area, sheet: _Sheet, component: str) -> Iterator[Flowable]:
    asked = [theme for theme in area.themes if theme.is_asked_of(sheet.role)]
    if not asked:
        return
    numbers, known = numbered(sheet.framework), signs(sheet.framework)
    size = sheet.framework.scale.size
    labels = Labels(known[:size], known[size:])
    statements = [_asked(theme, numbers[theme.id], labels, sheet) for theme in asked]
    heading = Heading(2, in_words(area.title), kicker=component)
    question = Body(in_words(area.question))
    question.keeps_next = True
    yield from (heading, question, Statements(labels, statements))
    yield Together(
        [Strong(_("How do we know?")), WritingLines("", lines=1), WritingLines("", lines=1, tick=_quote())]
    )


def _asked(theme: Theme, number: int, labels: Labels, sheet: _Sheet) -> Asked:
    statement = theme.wording_for(sheet.role).to(current())
    return Asked(number, statement, labels, note=_only_for(theme, sheet), comment=(_("Comment"), _quote()))


def _only_for(theme: Theme, sheet: _Sheet) -> str:
    """On a sheet for everybody, who is asked this, where not all are."""
    if sheet.role is not None or not theme.asked_of:
        return ""
    roles = sheet.framework.roles
    asked = [in_words(role.plural) for role in roles if role.id in theme.asked_of]
    others = [in_words(role.plural) for role in roles if role.id not in theme.asked_of]
    if not (asked and others):
        return ""
    if len(others) < len(asked):
        return _("Not for {roles}", roles=listing(others))
    return _("Only for {roles}", roles=listing(asked))


def _quote() -> str:
    return _("You may quote me")


def _at_the_end(sheet: _Sheet) -> Story:
    story: Story = []
    for question in sheet.framework.open_questions:
        lines = [WritingLines("", lines=3), WritingLines("", lines=1, tick=_quote())]
        story.append(Together([Strong(in_words(question.text)), *lines]))
    if story:
        story.insert(0, Heading(2, _("In your own words")))
    return [*story, Note(_("Thank you. Look it over once more, then hand it in."))]
