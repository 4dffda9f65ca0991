"""What a page of results shows, as frozen values: every sentence is made, every number is a text."""

from dataclasses import dataclass

from pet.charts.spec import Table
from pet.web.results.map_model import Map
from pet.web.results.shown import Figure, Link
from pet.words.comfort import TooKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A theme proposed for the conversation.

    Attributes:
        title: of the theme, and where it stands on the page.
        statement: what people agreed or disagreed with.
        figure: its bar, or `None`.
        pattern, word: the shape of the answers, and how close together they lie.
        section, reason: where it belongs in the meeting, and why.
        minutes: for how long where one length of meeting was chosen, or empty.
    """

    title: Link
    statement: str
    figure: Figure | None
    pattern: str
    word: str
    section: str
    reason: str
    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The themes to talk about first.

    Attributes:
        introduction: whether this is a proposal, or who chose it.
        patterns: pairs of the name of a pattern and what it means, for those that are met.
        items: the themes in their order.
        plan: the minutes, for each length of meeting or for the one that was chosen.
        note: how to read the plan, or empty.
    """

    introduction: str
    patterns: tuple[tuple[str, str], ...]
    items: tuple[Talk, ...]
    plan: Table
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Everything about one theme.

    Attributes:
        said: what the answers say in a sentence.
        apart: how far apart they lie, in numbers, or empty.
        caution: the one caution, or empty.
        withheld: why there is no picture, or empty.
        questions: to talk about it.
        comments: what people wrote, where it may be shown.
    """

    anchor: str
    number: str
    title: str
    statement: str
    figure: Figure | None
    pattern: str
    word: str
    said: str
    apart: str
    caution: str
    withheld: str
    questions: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area with its themes.

    `standing` says where it stands; `comments` are those on the area as a whole, `evidence` says how people know;
    `digest` is what the reader of the comments wrote in their place, empty where they stand themselves.
    """

    anchor: str
    number: str
    title: str
    question: str
    standing: str
    themes: tuple[Theme, ...]
    comments: tuple[str, ...]
    evidence: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component with its areas; `mark` is its number and word of the radar, `standing` says them in sentences."""

    anchor: str
    number: str
    title: str
    mark: str
    purpose: str
    standing: str
    by_area: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """Typical answers of the groups of one breakdown, with what must be known to read them; `key` explains the heads."""

    title: str
    notes: str
    table: Table
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupGap:
    """A difference worth asking about; `figure` is `None` where only words may say it."""

    heading: str
    statement: str
    sentence: str
    figure: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """How groups see it."""

    title: str
    introduction: str
    figure: Figure | None
    gaps: tuple[GroupGap, ...]
    tables: tuple[GroupTable, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no comparison is shown."""
        return not (self.figure or self.gaps or self.tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened since the earlier round: a note not to judge by it, and on which themes, in a sentence."""

    heading: str
    note: str
    themes: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """This round beside an earlier one.

    Attributes:
        title: what has changed since when.
        who: whose answers are compared with whose.
        happened: what went up and down, closer together and further apart.
        rest: on how many themes nothing did, or empty.
        rule: from where on a change is called one, or empty where nothing is compared.
        questions: to talk about it.
        parts: the components then and now with what they are made of, or `None`.
        radar: the same as a shape, or `None`.
        reading: how to read the slopes.
        slopes: one for each component.
        reworded: the themes whose words changed, or `None`.
        without_line_title: what stands above the next.
        without_line: where nothing is compared, and why.
    """

    title: str
    who: str
    happened: tuple[Happened, ...]
    rest: str
    rule: str
    questions: tuple[str, ...]
    parts: GroupTable | None
    radar: Figure | None
    reading: str
    slopes: tuple[Figure, ...]
    reworded: GroupTable | None
    without_line_title: str
    without_line: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many answered, group by group, and how many more are not shown on their own."""

    title: str
    table: Table
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who took part, and what is not shown and why."""

    answered: str
    missing: str
    tables: tuple[Counted, ...]
    note: str
    not_compared: str
    not_shown: tuple[str, ...]
    nothing_withheld: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question from the end of the questionnaire with what people answered.

    `digest` is what the reader of the comments wrote in place of answers, under `summed_up`; empty where they wrote none.
    """

    question: str
    texts: tuple[str, ...]
    summed_up: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The answers to the open questions that may be shown."""

    title: str
    questions: tuple[OpenQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A whole result as a page shows it.

    Attributes:
        headline: the finding that heads everything.
        caution: the one caution for a result with few answers, or empty.
        sentences: title and sentence for shared, different, hard and not known.
        changed: which themes went up or down since the earlier round, or empty.
        overview: the radar, or where there is none the strip.
        strip: the numbers of the radar once more, a line for each axis, or `None`.
        legend: the colours of the bars, or `None` where there are none.
        talk: the themes to talk about first.
        change: this round beside an earlier one, or `None` where there is none.
        comfort: what to ask of the answers as a whole, or `None` where nothing stands out.
        words: the answers to the open questions, or `None` where none are shown.
        reading, method: pairs of a term and what it means.
        contents: the parts of this page.
    """

    headline: str
    caution: str
    sentences: tuple[tuple[str, str], ...]
    changed: str
    missing: str
    overview: Figure | None
    strip: Figure | None
    legend: Figure | None
    talk: Conversation
    map: Map | None
    components: tuple[Component, ...]
    groups: Groups
    change: Changed | None
    comfort: TooKind | None
    words: Words | None
    people: People
    reading: tuple[tuple[str, str], ...]
    method: tuple[tuple[str, str], ...]
    privacy: str
    origin: str
    contents: tuple[Link, ...]
