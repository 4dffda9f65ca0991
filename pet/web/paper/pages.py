"""The pages of this package."""

from dataclasses import dataclass

from pet.frameworks.model import Theme
from pet.language import current, ngettext
from pet.language import gettext as _
from pet.services.answers.asked import Asked, AskedArea
from pet.services.answers.held import Key, Kind
from pet.services.paper import Choices
from pet.web.forms.sheet import Posted, SheetForm, name_of, quotable_name, strays
from pet.web.paper.whose import WhoseForm
from pet.words.phrases import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class WhosePage:
    """templates/paper/whose.html.

    Attributes:
        title: in a few words.
        round: its title.
        done: that a sheet has just been typed in, or empty.
        refused: why none can be typed in now, or empty.
        told: what is kept of a sheet and what becomes of it.
        form: whose sheet it is; without a field where nothing is asked.
        typed: how many this person has typed in one behind the other.
        action: the page of the sheet.
        quick: the page with a row of signs for each area.
        blank: an empty sheet to print; empty once the round takes no more answers.
        printed: label and address of the same as a file, for each role that has a sheet of its own; none then.
        back: the page of the round.
    """

    title: str
    round: str
    done: str
    refused: str
    told: tuple[str, ...]
    form: WhoseForm
    typed: int
    action: str
    quick: str
    blank: str
    printed: tuple[tuple[str, str], ...]
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One theme on the sheet: its sentence, and the names of its fields."""

    id: str
    statement: str
    rating: str
    comment: str
    quotable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text box: what it is about, and the names of its fields."""

    label: str
    text: str
    quotable: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An area of enquiry, as it stands on the paper."""

    component: str
    title: str
    question: str
    statements: tuple[Statement, ...]
    evidence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPage:
    """templates/paper/sheet.html.

    Attributes:
        title: in a few words.
        round: its title.
        whose: as far as it is known, in words; empty for nothing.
        parts: what is asked.
        texts: the open questions.
        form: the fields of all of it.
        carried: names and values of what goes along unseen.
        note: what to do with answers that stand there already; empty where none do.
        strays: what was sent and is not asked here, as typed.
        action: where the form goes.
        back: where one chooses whose sheet it is, or the page of the round.
        back_label: what that is called.
    """

    title: str
    round: str
    whose: str
    parts: tuple[Part, ...]
    texts: tuple[Text, ...]
    form: SheetForm
    carried: tuple[tuple[str, str], ...]
    note: str
    strays: tuple[str, ...]
    action: str
    back: str
    back_label: str


def done(typed: int) -> str:
    """That so many sheets have been typed in."""
    if not typed:
        return ""
    return ngettext("One sheet typed in. Another one?", "Sheet {number} typed in. Another one?", typed)


def told(found: Choices) -> tuple[str, ...]:
    """What becomes of a sheet, before it is typed in."""
    said = [
        _("Have the sheets beside you. Each becomes one answer sheet of this round and counts at once."),
        _("Once it is sent you cannot open it again or change it. So look it over first."),
    ]
    if found.round.is_anonymous:
        said.append(
            _(
                "This round is anonymous: of a sheet nothing is kept but what it says and the day. Nobody can tell "
                "that it was on paper, or who typed it in."
            )
        )
    elif found.people:
        said.append(
            _(
                "If you say who wrote it, they count as having answered, get no reminder, and can see their answers by "
                "the link in their own letter."
            )
        )
    return tuple(said)


def parts(asked: Asked) -> tuple[Part, ...]:
    """What is asked, in the order of the paper; a component is named where it begins."""
    seen: set[str] = set()
    made = []
    for page in asked.areas:
        made.append(_part(page, asked.role_id, is_first=page.component.id not in seen))
        seen.add(page.component.id)
    return tuple(made)


def texts(found: Choices) -> tuple[Text, ...]:
    """The open questions."""
    return tuple(_text(Key(Kind.OPEN, one.id), in_words(one.text)) for one in found.framework.open_questions)


def whose(form: WhoseForm) -> str:
    """Whose sheet it is, in a sentence."""
    names = form.told()
    return _("From: {whose}", whose=" · ".join(names)) if names else ""


def left_over(form: SheetForm, posted: Posted | None) -> tuple[str, ...]:
    """What was sent and is not asked here."""
    return strays(form, posted)


def _part(page: AskedArea, role_id: str | None, *, is_first: bool) -> Part:
    return Part(
        component=in_words(page.component.title) if is_first else "",
        title=in_words(page.area.title),
        question=in_words(page.area.question),
        statements=tuple(_statement(theme, role_id) for theme in page.themes),
        evidence=_text(Key(Kind.EVIDENCE, page.area.id), _("How do we know?")),
    )


def _statement(theme: Theme, role_id: str | None) -> Statement:
    rating, comment = Key(Kind.RATING, theme.id), Key(Kind.COMMENT, theme.id)
    return Statement(
        id=theme.id,
        statement=theme.wording_for(role_id).to(current()),
        rating=name_of(rating),
        comment=name_of(comment),
        quotable=quotable_name(comment),
    )


def _text(key: Key, label: str) -> Text:
    return Text(label=label, text=name_of(key), quotable=quotable_name(key), kind=key.kind.value)
