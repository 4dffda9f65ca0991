"""The questionnaire on paper: what is asked, with boxes to tick and lines to write on, as a tagged PDF.

Every statement has a running number and every choice a sign, so that a sheet can be typed in quickly: "4 3 5 ? -".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pet.frameworks.forms import of_form
from pet.frameworks.model import FULL, Area, Framework, Role, Theme
from pet.language import current, locale
from pet.language import gettext as _
from pet.report import styles
from pet.report.answer_boxes import Asked, Labels, Statements
from pet.report.flowables import BulletList, Fine, Heading, Note, SideBySide, Small, Strong, Together
from pet.report.page import PAPERS, Meta, PaperName, render
from pet.report.prose import Words
from pet.report.sections.book import Story
from pet.report.text import clean
from pet.report.writing import Choices, WritingLines
from pet.words.phrases import in_words, listing

DONT_KNOW_SIGN, NOT_APPLICABLE_SIGN = "?", "–"
_LONGEST_TITLE = 150  # characters of the document’s title without what it is
_WIDEST = 0.65  # of two columns, as a part of the width
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
        title=_(
            "{round}: questionnaire on paper",
            round=clean(title or in_words(framework.title), longest=_LONGEST_TITLE),
        ),
        language=str(locale()).replace("_", "-"),
        subject=partnership,
        running=_running(sheet),
        footer=_("Do not write your name on this sheet"),
        code=code,
    )
    return render([*_first_page(sheet), *_questions(sheet, page)], meta, page=page)


def _running(sheet: _Sheet) -> str:
    """At the head of every page: the role first, so that a pile can be sorted, then the round."""
    return " · ".join([*_role(sheet), sheet.title or in_words(sheet.framework.title)])


def _role(sheet: _Sheet) -> list[str]:
    """Whose sheet it is; nothing for a sheet for everybody."""
    return [in_words(role.label) for role in sheet.framework.roles if role.id == sheet.role]


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
        *(Strong(_("This sheet is for the role: {role}", role=label)) for label in _role(sheet)),
        _wide(Fine(in_words(sheet.framework.purpose))),
    ]
    if sheet.until:
        story.append(_wide(Strong(sheet.until)))
    return [*story, *_promise_and_how(sheet), *_about_the_code(sheet), *_who(sheet)]


def _promise_and_how(sheet: _Sheet) -> Story:
    """Who can see what beside how to fill it in, so that both stand on the first page with who one is."""
    sentences = _how(sheet)
    how = _told(_("How to fill this in"), sentences)
    if not sheet.promise:
        return how
    told = _told(_("Who can see what"), sheet.promise)
    return [SideBySide(told, how, share=_share(sheet.promise, sentences))]


def _share(left: Sequence[str], right: Sequence[str]) -> float:
    """The left column’s part of the width with which both come out about as tall; neither gets too narrow."""
    words = sum(map(len, left)), sum(map(len, right))
    return min(max(words[0] / sum(words), 1 - _WIDEST), _WIDEST)


def _told(title: str, sentences: Sequence[str]) -> Story:
    style = styles.paragraph("fine").clone("told", fontSize=9, leading=12, spaceAfter=2)
    return [Heading(2, title, looks="heading3"), BulletList(list(sentences), style=style)]


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


def _about_the_code(sheet: _Sheet) -> Story:
    if not sheet.code:
        return []
    said = _(
        "“{code}” at the top names this round, and the number after it the page: no person.", code=sheet.code
    )
    return [_wide(Small(said))]


def _wide(words: Words) -> Words:
    """As wide as the page, so that a line more of what is asked has room on the first one."""
    words.measure = float("inf")
    return words


def _who(sheet: _Sheet) -> Story:
    story: Story = []
    if len(sheet.partners) > MOST_CHOICES:
        story.append(WritingLines(_("Your organisation"), lines=1))
    elif sheet.partners:
        story += _choose(_("Your organisation"), list(sheet.partners))
    roles = sheet.framework.roles
    if sheet.role is None and roles:
        story += _choose(_("Your role"), [in_words(role.label) for role in roles])
    return story


def _choose(label: str, boxes: list[str]) -> Story:
    return [Strong(label), Choices(boxes)]


def _questions(sheet: _Sheet, page: PaperName) -> Story:
    known, size = signs(sheet.framework), sheet.framework.scale.size
    labels = Labels(known[:size], known[size:])
    areas = list(_areas(sheet, labels))
    room = (PAPERS[page].measure, PAPERS[page].room)
    asked: Story = [Statements(labels, areas, room=room)] if areas else []
    return [*asked, *_at_the_end(sheet)]


def _areas(sheet: _Sheet, labels: Labels) -> Iterator[Story]:
    """What is asked in each area; the first of a component has its title."""
    for component in sheet.framework.components:
        kicker = in_words(component.title)
        for area in component.areas:
            asked = [theme for theme in area.themes if theme.is_asked_of(sheet.role)]
            if asked:
                yield _area(area, asked, sheet, labels, kicker)
                kicker = ""


def _area(area: Area, asked: Sequence[Theme], sheet: _Sheet, labels: Labels, kicker: str) -> Story:
    heading = Heading(2, in_words(area.title), kicker=kicker, looks="heading3")
    heading.before, heading.after = 14.0 if kicker else 10.0, 1.0
    question = Fine(in_words(area.question))
    question.style = styles.paragraph("fine").clone("question", spaceAfter=2)
    return [heading, question, *_statements(asked, sheet, labels)]


def _statements(asked: Sequence[Theme], sheet: _Sheet, labels: Labels) -> Story:
    """The statements with lines for comments and for how one knows; both stand beside one another for one statement."""
    numbers = numbered(sheet.framework)
    known = WritingLines(_("How do we know?"), lines=2 if asked[1:] else 3, tick=_quote())
    if asked[1:]:
        comment = (_("Comment"), _quote())
        return [*(_asked(theme, numbers[theme.id], labels, sheet, comment) for theme in asked), known]
    lines = SideBySide([WritingLines(_("Comment"), lines=3, tick=_quote())], [known])
    lines.after = known.after
    return [*(_asked(theme, numbers[theme.id], labels, sheet) for theme in asked), lines]


def _asked(
    theme: Theme, number: int, labels: Labels, sheet: _Sheet, comment: tuple[str, str] | None = None
) -> Asked:
    statement = theme.wording_for(sheet.role).to(current())
    note = asked_only(theme, sheet.framework.roles) if sheet.role is None else ""
    return Asked(number, statement, labels, note=note, comment=comment)


def asked_only(theme: Theme, roles: Sequence[Role]) -> str:
    """Who of these roles is asked this, where not all are; else empty."""
    if not theme.asked_of:
        return ""
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
        story.append(Together([Strong(in_words(question.text)), WritingLines("", lines=3, tick=_quote())]))
    thanks = Note(_("Thank you. Look it over once more, then hand it in."))
    if not story:
        return [thanks]
    return [Heading(2, _("In your own words")), *story[:-1], Together([story[-1], thanks])]
