"""The page of each template of the answering journey."""

from dataclasses import dataclass

from pet.web.answering.before import Before
from pet.web.forms.not_sent import NotSentForm
from pet.web.forms.sheet import SheetForm
from pet.web.forms.who import WhoForm
from pet.web.link import Link
from pet.words.asking import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePage:
    """What somebody meets who follows the open link of a round.

    Attributes:
        partnership: who asks.
        facts: pairs of a word and what it is here: how many questions, how long, until when.
        by_role: whether how many depends on the role.
        promise, more: who can see what, in short, and the rest of it.
        link: how long one's own link lasts.
        refused: why one cannot start now, or empty.
        nonce: of this form, so that starting twice is starting once.
        go_on: the answers of this round that are open in this browser, or empty.
        before: what became of the round before, or `None`.
    """

    title: str
    partnership: str
    purpose: str
    facts: tuple[tuple[str, str], ...]
    by_role: bool
    promise: tuple[str, ...]
    more: tuple[str, ...]
    link: tuple[str, ...]
    refused: str
    leads: str
    nonce: str
    go_on: str
    before: Before | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """A button that begins or goes on.

    Attributes:
        name, value: what it says to the form; empty for nothing.
    """

    label: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedPage:
    """What somebody meets who is asked in person, by letter or by account.

    Attributes:
        partnership, purpose, facts, by_role, promise, more, refused, leads: as in `WelcomePage`.
        whom: as whom they answer, in a sentence, or empty.
        together: who else edits a joint sheet, or empty.
        link: how long the link in the letter lasts, and what to do without it.
        begins: the buttons; several for somebody who is asked for several partners.
        form: where they say first that they have not sent answers yet; `None` where that is not asked.
        action: where the form goes.
        before: as in `WelcomePage`.
    """

    title: str
    partnership: str
    purpose: str
    facts: tuple[tuple[str, str], ...]
    by_role: bool
    whom: str
    together: str
    promise: tuple[str, ...]
    more: tuple[str, ...]
    link: tuple[str, ...]
    refused: str
    leads: str
    begins: tuple[Begin, ...]
    form: NotSentForm | None
    action: str
    before: Before | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePage:
    """What somebody meets who follows their own link.

    Attributes:
        token: of the link, for the form.
        states: how it stands, in a sentence or two.
        results, became: what the buttons to the results and to what became of them say to the form, or empty while
            there are none.
        button: what one can do now.
    """

    title: str
    partnership: str
    round_title: str
    token: str
    states: tuple[str, ...]
    results: str
    became: str
    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """A few sentences and where to go from here."""

    title: str
    sentences: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBackPage:
    """One's own link.

    Attributes:
        states: what has just happened, in a sentence, if anything.
        heading: above the link, or empty where the title says it.
        address: the link itself, or empty where it cannot be shown any more.
        by_letter: whether the link back is that in the letter, so that none is made here.
        picture: its QR code as a data address, or empty.
        lasts: how long it works.
        close: where the answers are closed in this browser.
    """

    title: str
    states: tuple[str, ...]
    heading: str
    address: str
    picture: str
    by_letter: bool
    lasts: tuple[str, ...]
    make_url: str
    close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoPage:
    """As whom somebody answers."""

    title: str
    form: WhoForm
    is_signed: bool
    back: str
    changes: bool


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing asked, and what was said.

    Attributes:
        answer: the label of the choice, or the words; empty for a gap.
        comment: beside a rating, or empty.
        start: the first lines of what was written, where it is long, else empty.
        quotable: whether the words may be quoted.
        change: where to change it, or empty.
    """

    asked: str
    answer: str
    comment: str
    start: str
    quotable: bool
    is_text: bool
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component, or the open questions, with everything said about it."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """All answers of one person.

    Attributes:
        as_whom: partner and role, or empty.
        together: who edits a joint sheet, or empty.
        who_url: where that is changed, or empty.
        gaps: how many statements have no answer and whether that matters, in sentences; none if there are none.
        first_gap: where the first of them is.
        can_change: whether the round takes answers now.
        submitted: whether these answers were sent.
        states: how it stands.
        problem: why it could not be sent, or empty.
        close: where the answers are closed in this browser.
    """

    title: str
    partnership: str
    as_whom: str
    together: str
    who_url: str
    parts: tuple[Part, ...]
    gaps: tuple[str, ...]
    first_gap: str
    can_change: bool
    submitted: bool
    states: tuple[str, ...]
    problem: str
    links: tuple[Link, ...]
    downloads: tuple[Link, ...]
    withdraw: str
    close: str
    foot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage:
    """Thank you, and what comes next."""

    title: str
    next: tuple[str, ...]
    change: str
    way_back: str
    downloads: tuple[Link, ...]
    withdraw: str
    close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage:
    """The one question before everything is deleted."""

    title: str
    sentences: tuple[str, ...]
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePage:
    """How answers are kept safe."""

    title: str
    sections: tuple[Section, ...]
    back: str
