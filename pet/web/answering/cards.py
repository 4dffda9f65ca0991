"""A page of the questionnaire, made from the sheet and its form."""

from flask import url_for

from pet.frameworks.model import Theme
from pet.language import current
from pet.language import gettext as _
from pet.services.answers.asked import AskedArea
from pet.services.answers.held import Key, Kind
from pet.services.answers.sheet import Sheet
from pet.web.answering import changing, promises, steps
from pet.web.answering.sheet_pages import Progress, SheetPage, ThemeCard, WordsCard
from pet.web.forms.marks import is_unchanged
from pet.web.forms.sheet import Posted, SheetForm, name_of, quotable_name, strays
from pet.words import effort
from pet.words.numbers import whole
from pet.words.phrases import in_words


def area_page(
    sheet: Sheet, page: AskedArea, form: SheetForm, *, came_from: str, posted: Posted | None = None
) -> SheetPage:
    """The page of an area."""
    place = _(
        "Component {number} of {all}",
        number=whole(page.component_number),
        all=whole(sheet.areas[-1].component_number),
    )
    return SheetPage(
        title=in_words(page.area.title),
        partnership=sheet.round.partnership,
        action=steps.area_url(sheet, page.number),
        area=page.area.id,
        component=in_words(page.component.title),
        purpose=in_words(page.component.purpose),
        question=in_words(page.area.question),
        themes=tuple(_theme(sheet, theme, form) for theme in page.themes),
        texts=(_words(Key(Kind.EVIDENCE, page.area.id), _("How do we know?")),),
        form=form,
        progress=progress(sheet, place),
        reader=promises.reads_first(sheet.round),
        foot=promises.foot(sheet.round),
        saves=url_for("answering.saves", response_id=sheet.public_id),
        promise_url=url_for("answering.promise", response_id=sheet.public_id),
        strays=strays(form, posted),
        came_from=came_from,
    )


def words_page(sheet: Sheet, form: SheetForm, *, came_from: str, posted: Posted | None = None) -> SheetPage:
    """The page of the open questions."""
    questions = sheet.framework.open_questions
    return SheetPage(
        title=_("In your own words"),
        partnership=sheet.round.partnership,
        action=steps.words_url(sheet),
        area="",
        component="",
        purpose="",
        question=_("Answer what you like; a sentence is enough."),
        themes=(),
        texts=tuple(_words(Key(Kind.OPEN, one.id), in_words(one.text)) for one in questions),
        form=form,
        progress=progress(sheet, _("The last questions")),
        reader=promises.reads_first(sheet.round),
        foot=promises.foot(sheet.round),
        saves=url_for("answering.saves", response_id=sheet.public_id),
        promise_url=url_for("answering.promise", response_id=sheet.public_id),
        strays=strays(form, posted),
        came_from=came_from,
    )


def progress(sheet: Sheet, place: str) -> Progress:
    """How far one has come."""
    return Progress(
        place=place,
        answered=sheet.answered,
        asked=sheet.asked,
        text=effort.how_far(sheet.answered, sheet.asked),
        pattern=_("{answered} of {asked} answered"),
    )


def typed(sheet: Sheet, form: SheetForm, posted: Posted) -> tuple[tuple[str, str], ...]:
    """What somebody typed or chose on a page that could not be saved, beside what was asked."""
    found = []
    for key in form.keys:
        said = form.said(key)
        if form.is_posted(key) and said.is_given and not is_unchanged(said, form.base(key)):
            found.append((changing.about(sheet, key), changing.in_words(sheet, said)))
    return (*found, *((_("Sent along"), text) for text in strays(form, posted)))


def _theme(sheet: Sheet, theme: Theme, form: SheetForm) -> ThemeCard:
    rating, comment = Key(Kind.RATING, theme.id), Key(Kind.COMMENT, theme.id)
    return ThemeCard(
        id=theme.id,
        statement=theme.wording_for(sheet.role_id).to(current()),
        rating=name_of(rating),
        comment=name_of(comment),
        quotable=quotable_name(comment),
        is_given=form.said(rating).is_given,
        descriptors={str(point): text.to(current()) for point, text in theme.descriptors.items()},
    )


def _words(key: Key, label: str) -> WordsCard:
    return WordsCard(label=label, text=name_of(key), quotable=quotable_name(key), kind=key.kind.value)
