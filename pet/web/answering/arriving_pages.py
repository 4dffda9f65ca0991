"""The pages of the answering journey before the questionnaire: arriving, coming back, as whom, one’s own link."""

from dataclasses import dataclass

from pet.web.answering.before import Before
from pet.web.forms.not_sent import NotSentForm
from pet.web.forms.who import WhoForm
from pet.web.link import Link
from pet.words.safekeeping import Section


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
class WhoPage:
    """As whom somebody answers."""

    title: str
    form: WhoForm
    is_signed: bool
    back: str
    changes: bool


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
class PromisePage:
    """How answers are kept safe."""

    title: str
    sections: tuple[Section, ...]
    back: str
