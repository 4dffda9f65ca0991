"""The pages of the answering journey on which one answers, and those where an answer could not be saved as it was."""

from dataclasses import dataclass

from pet.web.forms.sheet import SheetForm
from pet.web.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one has come.

    Attributes:
        place: such as “Component 2 of 7”.
        text: such as “12 of 42 answered”.
        pattern: the same with `{answered}` and `{asked}` left open, for the script.
    """

    place: str
    answered: int
    asked: int
    text: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCard:
    """One theme as it is asked.

    Attributes:
        descriptors: what a point means here, by value.
    """

    id: str
    statement: str
    rating: str
    comment: str
    quotable: str
    is_given: bool
    descriptors: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsCard:
    """One text box: the names of its fields."""

    label: str
    text: str
    quotable: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """One page of the questionnaire: an area, or the open questions.

    Attributes:
        partnership: in the head.
        action: where the form goes.
        area: id of the area, or empty for the open questions.
        component, purpose: what the area belongs to, and what that is about.
        question: of the area.
        themes: empty for the open questions.
        texts: how we know, or the open questions.
        reader: who reads texts first.
        saves: where the script saves.
        strays: what was sent and does not belong here.
        came_from: `check`, where one goes back to, or empty.
    """

    title: str
    partnership: str
    action: str
    area: str
    component: str
    purpose: str
    question: str
    themes: tuple[ThemeCard, ...]
    texts: tuple[WordsCard, ...]
    form: SheetForm
    progress: Progress
    reader: str
    foot: str
    saves: str
    promise_url: str
    strays: tuple[str, ...] = ()
    came_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One answer that was changed elsewhere meanwhile.

    Attributes:
        name: of the field.
        about: the statement or question.
        base: the mark of what is stored now.
        mine: the value of the field as the person sent it.
        mine_words, stored_words: both as people read them.
        quotable: name of the tick and whether mine has it; empty for a rating.
    """

    name: str
    about: str
    base: str
    mine: str
    mine_words: str
    stored_words: str
    is_text: bool
    quotable: str
    mine_quotable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """Asks which of two answers to keep.

    Attributes:
        action: where the form goes.
        choices: what can be kept, with its label.
        hidden: which page it was and which button was pressed.
    """

    title: str
    partnership: str
    action: str
    choices: tuple[tuple[str, str], ...]
    disputes: tuple[Dispute, ...]
    hidden: tuple[tuple[str, str], ...]
    saved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """Something could not be saved: everything typed, to be copied.

    Attributes:
        typed: pairs of what was asked and what was typed.
    """

    title: str
    message: str
    typed: tuple[tuple[str, str], ...]
    to_do: str
    links: tuple[Link, ...]
