"""What the invented partnerships are, and when things happened in them.

Titles stay as they are in every language, like the names of real rounds.
"""

from dataclasses import dataclass
from datetime import timedelta

from pet.access.actor import Role
from pet.analysis.options import Breakdown, Mode
from pet.frameworks.model import CORE, FULL, PULSE
from pet.services.kinds import Kind
from pet.services.promises import Asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody invented who signs in.

    Attributes:
        key: makes their password.
        role: what they are in the partnership; `None` for the administrator of the site.
        partner: the partner they belong to, or empty.
        person: which of those who are asked they are, by the column `person` of the files; or empty.
    """

    key: str
    email: str
    name: str
    role: Role | None
    partner: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is asked by letter.

    Attributes:
        file: the file whose rows they are; those with answers of this round among them have answered.
        more: further people as pairs of partner and role, who have not.
        domain: of their addresses.
        link: which of them a visitor can be, who has not answered; or empty.
        bounced: whose letter came back; or empty.
    """

    file: str
    more: tuple[tuple[str, str], ...]
    domain: str
    link: str = ""
    bounced: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One round.

    Attributes:
        title: what it is called.
        answers: the file in `examples/` with the answers.
        framework: the file there with what is asked; empty for the framework of the partnership.
        follows: the title of the round beside which it is set.
        people: how many of its rows are taken; `None` for all.
        form: which themes are asked.
        mode, small_partnership, asks, first_comparison: the promise.
        letters: who is asked by letter; `None` for a round with one link for everybody.
        invited: how many were asked.
        opened: how long ago it opened.
        lasts: how long answers are taken.
        closed: how long ago it was closed; `None` for a round that is still open.
        started: how many have started and not sent.
        open_answers: answers in words: place of the person, id of the question, text.
    """

    title: str
    answers: str
    framework: str = ""
    follows: str = ""
    people: int | None = None
    form: str = FULL
    mode: Mode = Mode.CONFIDENTIAL
    small_partnership: bool = False
    asks: Asks = Asks.BOTH
    first_comparison: Breakdown = Breakdown.ROLE
    letters: Asked | None = None
    invited: int
    opened: timedelta
    lasts: timedelta
    closed: timedelta | None
    started: int = 0
    open_answers: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One partnership with its people and rounds; `team` are those besides who sign in."""

    name: str
    kind: Kind
    framework: str
    lead: Person
    facilitator: Person
    rounds: tuple[Story, ...]
    team: tuple[Person, ...] = ()


ADMIN = Person(key="admin", email="admin@example.org", name="Pat Pattern", role=None)

RIVERSIDE = Told(
    name="Riverside Learning Partnership",
    kind=Kind.SCHOOL_CLUSTER,
    framework="school-partnerships",
    lead=Person(
        key="riverside-lead", email="lead@riverside.example.org", name="Robin Example", role=Role.LEAD
    ),
    facilitator=Person(
        key="riverside-facilitator",
        email="facilitator@riverside.example.org",
        name="Kim Sample",
        role=Role.FACILITATOR,
    ),
    team=(
        Person(
            key="riverside-partner-lead",
            email="head@kingfisher.example.org",
            name="Jo Kestrel",
            role=Role.PARTNER_LEAD,
            partner="Kingfisher Primary",
            person="R07",
        ),
        Person(
            key="riverside-member",
            email="teacher@kingfisher.example.org",
            name="Chris Wader",
            role=Role.MEMBER,
            partner="Kingfisher Primary",
            person="R59",
        ),
    ),
    rounds=(
        Story(
            title="First look",
            answers="riverside.csv",
            invited=61,
            opened=timedelta(days=565),
            lasts=timedelta(days=21),
            closed=timedelta(days=543),
        ),
        Story(
            title="Second look",
            answers="riverside-later.csv",
            framework="riverside-framework-2.yaml",
            follows="First look",
            invited=62,
            opened=timedelta(days=200),
            lasts=timedelta(days=21),
            closed=timedelta(days=178),
        ),
        Story(
            title="Autumn check",
            answers="riverside-autumn.csv",
            framework="riverside-framework-2.yaml",
            follows="Second look",
            form=CORE,
            letters=Asked(
                file="riverside-later.csv",
                more=(
                    ("Marsh End Primary", "governor"),
                    ("Alder Road Primary", "teacher"),
                    ("Millrace High School", "family"),
                    ("Riverbend Academy", "teacher"),
                    ("Weir Street Primary", "teacher"),
                    ("Reedbank Infants", "family"),
                ),
                domain="riverside.example.org",
                link="R21",
                bounced="R50",
            ),
            invited=60,
            opened=timedelta(days=6),
            lasts=timedelta(days=20),
            closed=None,
            started=2,
            open_answers=(
                (5, "one_sentence", "To give every child by the river what no school can give alone."),
                (6, "one_sentence", "So that no school has to work out everything by itself."),
                (8, "helps_most", "That somebody always answers the phone."),
                (11, "would_help_most", "Half a day of cover each term, paid from the joint fund."),
            ),
        ),
    ),
)

VALLEY = Told(
    name="Valley Schools Partnership",
    kind=Kind.SCHOOL_CLUSTER,
    framework="school-partnerships",
    lead=Person(key="valley-lead", email="lead@valley.example.org", name="Toni Specimen", role=Role.LEAD),
    facilitator=Person(
        key="valley-facilitator",
        email="facilitator@valley.example.org",
        name="Alex Placeholder",
        role=Role.FACILITATOR,
    ),
    rounds=(
        Story(
            title="Four signed sheets",
            answers="four-heads.csv",
            mode=Mode.OPEN,
            invited=4,
            opened=timedelta(days=60),
            lasts=timedelta(days=14),
            closed=timedelta(days=45),
        ),
    ),
)

LANTERN = Told(
    name="Lantern Volunteer Network",
    kind=Kind.AMBASSADOR_NETWORK,
    framework="volunteer-networks",
    lead=Person(key="lantern-lead", email="lead@lantern.example.org", name="Sam Invented", role=Role.LEAD),
    facilitator=Person(
        key="lantern-facilitator",
        email="facilitator@lantern.example.org",
        name="Noor Fictional",
        role=Role.FACILITATOR,
    ),
    rounds=(
        Story(
            title="A try with three people",
            answers="lantern.csv",
            people=3,
            form=PULSE,
            invited=9,
            opened=timedelta(days=120),
            lasts=timedelta(days=14),
            closed=timedelta(days=105),
        ),
        Story(
            title="Seven of nine",
            answers="lantern.csv",
            form=PULSE,
            small_partnership=True,
            invited=9,
            opened=timedelta(days=50),
            lasts=timedelta(days=14),
            closed=timedelta(days=35),
        ),
    ),
)

HARBOUR = Told(
    name="Harbour Outreach Hub",
    kind=Kind.OUTREACH_HUB,
    framework="outreach-hubs",
    lead=Person(key="harbour-lead", email="lead@harbour.example.org", name="Dale Fabled", role=Role.LEAD),
    facilitator=Person(
        key="harbour-facilitator",
        email="facilitator@harbour.example.org",
        name="Ira Madeup",
        role=Role.FACILITATOR,
    ),
    rounds=(
        Story(
            title="Without names",
            answers="harbour.csv",
            form=PULSE,
            mode=Mode.ANONYMOUS,
            asks=Asks.PARTNER,
            first_comparison=Breakdown.PARTNER,
            letters=Asked(
                file="harbour.csv",
                more=(
                    ("Harbour College", "hub_staff"),
                    ("Estuary University", "partner"),
                    ("Estuary University", "board"),
                    ("Coastline Schools", "school"),
                ),
                domain="harbour.example.org",
            ),
            invited=20,
            opened=timedelta(days=75),
            lasts=timedelta(days=21),
            closed=timedelta(days=53),
        ),
    ),
)

PARTNERSHIPS = (RIVERSIDE, VALLEY, LANTERN, HARBOUR)
LINKED = "Second look"
"""The round of Riverside to whose answers a visitor gets a personal link."""
