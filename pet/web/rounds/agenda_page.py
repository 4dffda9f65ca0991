"""What the page on which the conversation is chosen shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for

from pet.analysis import agenda_choice
from pet.analysis.agenda_choice import Choice, Pick
from pet.analysis.meeting import CLOSING_MINUTES, OPENING_MINUTES
from pet.analysis.result import Result
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import agenda as choosing
from pet.services.agenda import LONGEST_NOTE, LONGEST_TALK, MOST_THEMES, NOTE, SHORTEST_TALK, Kept
from pet.services.results import Stored
from pet.services.rounds import RoundFacts
from pet.web.rounds import agenda_offer, downloading
from pet.web.rounds.agenda_draft import MINUTES, Draft, Gone
from pet.web.rounds.downloading import Download
from pet.words import agenda, patterns, sections
from pet.words.phrases import in_words
from pet.words.phrases import title as titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A theme of the conversation.

    Attributes:
        id, number: of the theme, and its place.
        title, statement, section, pattern, reason: what it is, and why it is there.
        minutes: as typed.
        problem: what is wrong with them, or empty.
        is_first, is_last: whether it can go no further up or down.
        focus: which of its buttons or fields had the focus, or empty.
    """

    id: str
    number: int
    title: str
    statement: str
    section: str
    pattern: str
    reason: str
    minutes: str
    problem: str
    is_first: bool
    is_last: bool
    focus: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage:
    """The conversation, to be chosen.

    Attributes:
        title: in a few words.
        round: the title of the round.
        on_paper: what stands at the head of the printed plan, in place of both.
        back, results: the pages of the round and of its results.
        here: the address of this page.
        empty: why nothing can be chosen, or empty.
        saved: what has just been kept, or empty.
        booklet: to what everybody reads before the meeting, where a choice is kept; or `None`.
        state: whether this is the proposal, what was chosen, or not saved yet.
        said: what the last button did, or empty.
        problems: pairs of an id on the page and what is wrong there.
        theirs: what somebody else saved meanwhile, a line each; empty where nobody did.
        clash: what happened then, or empty.
        gone: the theme that was removed just now, or `None`.
        lengths: triples of minutes, their words, and whether the meeting is that long.
        rows: the themes.
        opening, closing, total: the minutes around them, and of it all.
        groups: what can be added: by what has changed and by section its themes, as pairs of an id and a label.
        is_full: whether no further theme can be added.
        note: for whoever leads the meeting.
        note_problem: what is wrong with it, or empty.
        edition: what this stands on.
        is_chosen: whether a choice is kept, so that one can go back to the proposal.
        focus: which button outside the themes had the focus, or empty.
    """

    title: str
    round: str
    on_paper: str
    back: str
    results: str
    here: str
    empty: str = ""
    saved: str = ""
    booklet: Download | None = None
    state: str = ""
    said: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    theirs: tuple[str, ...] = ()
    clash: str = ""
    gone: Gone | None = None
    lengths: tuple[tuple[int, str, bool], ...] = ()
    rows: tuple[Row, ...] = ()
    opening: str = ""
    closing: str = ""
    total: str = ""
    groups: agenda_offer.Groups = ()
    is_full: bool = False
    note: str = ""
    note_problem: str = ""
    edition: str = ""
    is_chosen: bool = False
    focus: str = ""
    least: int = SHORTEST_TALK
    most: int = LONGEST_TALK
    most_themes: int = MOST_THEMES
    longest_note: int = LONGEST_NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the last request.

    Attributes:
        saved, state: as on the page.
        problems: what is wrong, by theme or by the service's own places.
        theirs: what somebody else keeps there now, if they came first; its choice is `None` for the proposal.
    """

    saved: str = ""
    state: str = ""
    problems: Mapping[str, str] | None = None
    theirs: Kept | None = None


def titles(stored: Stored) -> Mapping[str, str]:
    """What the themes that can be chosen are called."""
    return {theme.id: titled(stored.framework, theme.id) for theme in choosing.to_choose_from(stored)}


def nothing(facts: RoundFacts) -> AgendaPage:
    """The page of a round without results to talk about."""
    text = (
        _("The conversation can be chosen once the round is closed and has results.")
        if facts.closed_at is None
        else _("Too little is shown of this round to choose themes from.")
    )
    return replace(_frame(facts), empty=text)


def agenda_page(
    facts: RoundFacts, stored: Stored, draft: Draft, outcome: Outcome, *, is_chosen: bool
) -> AgendaPage:
    """The page with what stands in the form."""
    problems = outcome.problems or {}
    return replace(
        _frame(facts),
        saved=outcome.saved,
        booklet=downloading.booklet(facts) if is_chosen else None,
        state=outcome.state,
        said=draft.said,
        problems=_problems(problems, draft, stored),
        theirs=_lines(outcome.theirs, stored) if outcome.theirs is not None else (),
        clash=_clash(outcome.theirs) if outcome.theirs is not None else "",
        gone=draft.gone,
        lengths=tuple(
            (length, agenda.minutes(length), length == draft.length)
            for length in sorted({*choosing.lengths(stored), draft.length})
        ),
        rows=_rows(stored, draft, problems),
        opening=agenda.minutes(OPENING_MINUTES),
        closing=agenda.minutes(CLOSING_MINUTES),
        total=_total(draft),
        groups=agenda_offer.groups(stored, draft),
        is_full=len(draft.rows) >= MOST_THEMES,
        note=draft.note,
        note_problem=problems.get(NOTE, ""),
        edition=draft.edition,
        is_chosen=is_chosen,
        focus="" if draft.focus[1] else draft.focus[0],
    )


def _frame(facts: RoundFacts) -> AgendaPage:
    return AgendaPage(
        title=_("Choose the conversation"),
        round=facts.title,
        on_paper=_(
            "Plan of the conversation · {partnership} · {round}",
            partnership=facts.partnership,
            round=facts.title,
        ),
        back=url_for("rounds.status", round_id=facts.public_id),
        results=url_for("results.show", round_id=facts.public_id),
        here=url_for("rounds.agenda", round_id=facts.public_id),
    )


def _problems(problems: Mapping[str, str], draft: Draft, stored: Stored) -> tuple[tuple[str, str], ...]:
    """In the order of the page, each with the place that it leads to."""
    names = titles(stored)
    in_rows = [
        (MINUTES + theme, _("{theme}: {problem}", theme=names[theme], problem=problems[theme]))
        for theme, _minutes in draft.rows
        if theme in problems
    ]
    places = ((choosing.MEETING, "length"), (choosing.THEMES, "themes"), (NOTE, "note"))
    around = [(place, problems[key]) for key, place in places if key in problems]
    return tuple([*around[:-1], *in_rows, *around[-1:]] if NOTE in problems else [*around, *in_rows])


def _rows(stored: Stored, draft: Draft, problems: Mapping[str, str]) -> tuple[Row, ...]:
    picks = tuple(Pick(theme=theme, minutes=1) for theme, _minutes in draft.rows)
    computed = replace(stored.result, agenda=stored.proposed)
    laid = agenda_choice.laid_over(computed, Choice(meeting=draft.length, picks=picks))
    known = {item.theme: item for item in laid.agenda}
    last = len(draft.rows)
    return tuple(
        Row(
            id=theme,
            number=number,
            title=titled(stored.framework, theme),
            statement=in_words(stored.framework.theme(theme).statement),
            section=sections.of(known[theme]),
            pattern=patterns.of(laid.theme(theme), stored.framework),
            reason=agenda.reason(known[theme], laid, stored.framework),
            minutes=minutes,
            problem=problems.get(theme, ""),
            is_first=number == 1,
            is_last=number == last,
            focus=draft.focus[0] if draft.focus[1] == theme else "",
        )
        for number, (theme, minutes) in enumerate(draft.rows, start=1)
    )


def _total(draft: Draft) -> str:
    total = OPENING_MINUTES + draft.talk + CLOSING_MINUTES
    left = draft.length - total
    said = _("{total} of {length} minutes are planned.", total=total, length=draft.length)
    more = ""
    if left > 0:
        more = ngettext("One minute is left.", "{number} minutes are left.", left)
    elif left < 0:
        more = ngettext("That is one minute too many.", "That is {number} minutes too many.", -left)
    return " ".join(sentence for sentence in (said, more) if sentence)


def _clash(theirs: Kept) -> str:
    if theirs.choice is None:
        return _(
            "While you were choosing, somebody else went back to the proposal. Yours stands below and is not saved yet: "
            "save it, or leave this page."
        )
    return _(
        "While you were choosing, somebody else saved this conversation. Yours stands below and is not saved yet: save "
        "it to replace theirs, or leave this page."
    )


def _lines(theirs: Kept, stored: Stored) -> tuple[str, ...]:
    """What somebody else chose, a line for each theme."""
    if theirs.choice is None:
        return ()
    names = titles(stored)
    lines = [
        _("{theme}: {minutes}", theme=names[pick.theme], minutes=agenda.minutes(pick.minutes))
        for pick in theirs.choice.picks
        if pick.theme in names
    ]
    length = _("A meeting of {minutes}", minutes=agenda.minutes(theirs.choice.meeting))
    note = theirs.choice.note
    return (length, *lines, *((_("Note: {note}", note=note),) if note else ()))


def proposal_state(result: Result, meeting: int) -> str:
    """What is said of a proposal."""
    if not result.agenda:
        return _("No theme stands out by itself. Add what you want to talk about, then save it.")
    return _(
        "This is the proposal for a meeting of {minutes}. Change what you like, then save it.",
        minutes=agenda.minutes(meeting),
    )
