"""A conversation while it is being chosen: what stands in the form, and what each of its buttons makes of it.

Nothing of it is kept anywhere but in the form, so nothing is lost and nothing is half saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import request

from pet.analysis.agenda_choice import Choice
from pet.analysis.meeting import LEAST, LONGEST, shared_out, talk
from pet.analysis.result_conversation import MEETINGS, USUAL_MEETING
from pet.analysis.result_themes import ThemeResult
from pet.language import gettext as _
from pet.services.agenda import MOST_THEMES, Wanted
from pet.services.texts import many_lines, one_line

DO, THEME, MINUTES, MEETING, NOTE, EDITION, ADD = (
    "do",
    "theme",
    "minutes-",
    "meeting",
    "note",
    "edition",
    "add",
)
SAVE, FORGET, ANEW, SHARE = "save", "forget", "anew", "share"
UP, DOWN, REMOVE, PUT_BACK = "up", "down", "remove", "back"
SAID, GONE = "said", "gone"
"""The notices that can have the focus."""
_LONGEST_NUMBER = 4
_MOST_SENT = 100

Themes = Mapping[str, ThemeResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A theme that was removed just now.

    Attributes:
        place: where it stood, from 0.
        said: what happened.
        again: what its button sends to put it back.
    """

    place: int
    said: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form.

    Attributes:
        meeting: the length of the meeting, or `None` where none was given.
        rows: themes in their order, each with its minutes as they were typed.
        note: for whoever leads the meeting.
        edition: of what was kept when this was begun.
        said: what the last button did, or empty.
        focus: what gets the focus: a button, a field or a notice, and of which theme.
        gone: the theme that was removed just now, or `None`.
    """

    meeting: int | None
    rows: tuple[tuple[str, str], ...]
    note: str = ""
    edition: str = ""
    said: str = ""
    focus: tuple[str, str] = field(default=("", ""))
    gone: Gone | None = None

    @property
    def length(self) -> int:
        """The length of the meeting; the usual one where none was given."""
        return self.meeting or USUAL_MEETING

    @property
    def talk(self) -> int:
        """Minutes for all themes, as far as they are numbers."""
        return sum(number(minutes) or 0 for _theme, minutes in self.rows)

    def wanted(self) -> Wanted:
        """As the service takes it."""
        picks = tuple((theme, number(minutes)) for theme, minutes in self.rows)
        return Wanted(meeting=self.meeting, picks=picks, note=self.note)

    def of_shown(self, themes: Themes) -> "Draft":
        """Without what is not shown in the results and what stands there twice."""
        rows = {theme: minutes for theme, minutes in reversed(self.rows) if theme in themes}
        return replace(self, rows=tuple(reversed(rows.items())))


def number(typed: str) -> int | None:
    """A whole number as somebody typed it, or `None`."""
    clean = typed.strip()
    return int(clean) if clean.isascii() and clean.isdecimal() and len(clean) <= _LONGEST_NUMBER else None


def of_choice(choice: Choice, edition: str) -> Draft:
    """A choice in the form."""
    rows = tuple((pick.theme, str(pick.minutes)) for pick in choice.picks)
    return Draft(meeting=choice.meeting, rows=rows, note=choice.note, edition=edition)


def anew(draft: Draft, proposal: Choice, said: str) -> Draft:
    """The proposal for the length of meeting that is marked, in place of the themes in the form."""
    rows = of_choice(proposal, draft.edition).rows
    return replace(draft, meeting=proposal.meeting, rows=rows, said=said, focus=(SAID, ""))


def based_on(draft: Draft, edition: str) -> Draft:
    """The same, to be saved in place of what is kept under this edition."""
    return replace(draft, edition=edition)


def sent() -> Draft:
    """What was in the form that was sent."""
    form = request.form
    meeting = number(form.get(MEETING, ""))
    themes = form.getlist(THEME)[:_MOST_SENT]
    rows = tuple((theme, one_line(form.get(MINUTES + theme, ""))) for theme in themes)
    return Draft(
        meeting=meeting if meeting in MEETINGS else None,
        rows=rows,
        note=many_lines(form.get(NOTE, "")),
        edition=one_line(form.get(EDITION, "")),
    )


def after(draft: Draft, act: str, titles: Mapping[str, str], themes: Themes) -> Draft:
    """The form after a button that saves nothing."""
    name, _colon, theme = act.partition(":")
    if name == ADD:
        return _added(draft, request.form.get(ADD, ""), titles, themes)
    if name == SHARE:
        return _shared(draft, themes)
    if name == PUT_BACK:
        return _put_back(draft, theme, titles)
    if theme not in dict(draft.rows):
        return draft
    if name == REMOVE:
        return _removed(draft, theme, titles)
    return _put(draft, theme, {UP: -1, DOWN: 1}.get(name, 0), titles)


def _removed(draft: Draft, theme: str, titles: Mapping[str, str]) -> Draft:
    """Without this theme; what puts it back stands where it stood, and a reader stays there."""
    place = [row[0] for row in draft.rows].index(theme)
    rows = tuple(row for row in draft.rows if row[0] != theme)
    minutes = number(dict(draft.rows)[theme])
    again = ":".join((PUT_BACK, theme, str(place), "" if minutes is None else str(minutes)))
    said = _("“{theme}” was removed.", theme=titles[theme])
    return replace(draft, rows=rows, focus=(GONE, ""), gone=Gone(place=place, said=said, again=again))


def _put_back(draft: Draft, sent_back: str, titles: Mapping[str, str]) -> Draft:
    """With the theme where it stood, and the minutes that it had."""
    theme, place, minutes = (*sent_back.split(":"), "", "")[:3]
    if theme not in titles or theme in dict(draft.rows) or len(draft.rows) >= MOST_THEMES:
        return draft
    rows = list(draft.rows)
    rows.insert(number(place) or 0, (theme, one_line(minutes)[:_LONGEST_NUMBER]))
    said = _("“{theme}” is back in its place.", theme=titles[theme])
    return replace(draft, rows=tuple(rows), said=said, focus=(REMOVE, theme))


def _put(draft: Draft, theme: str, by: int, titles: Mapping[str, str]) -> Draft:
    rows = list(draft.rows)
    place = [row[0] for row in rows].index(theme)
    to = min(max(place + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(place))
    said = _("“{theme}” is number {place} of {all} now.", theme=titles[theme], place=to + 1, all=len(rows))
    pressed = UP if by < 0 else DOWN
    if to == 0:
        pressed = DOWN
    elif to == len(rows) - 1:
        pressed = UP
    return replace(draft, rows=tuple(rows), said=said, focus=(pressed, theme))


def _added(draft: Draft, theme: str, titles: Mapping[str, str], themes: Themes) -> Draft:
    if theme not in themes or theme in dict(draft.rows):
        return replace(draft, said=_("Choose a theme from the list first."), focus=(ADD, ""))
    if len(draft.rows) >= MOST_THEMES:
        return draft
    section = themes[theme].section
    room = talk(draft.length) - draft.talk
    minutes = min(LONGEST[section], max(LEAST[section], room))
    return replace(
        draft,
        rows=(*draft.rows, (theme, str(minutes))),
        said=_("“{theme}” was added at the end.", theme=titles[theme]),
        focus=(MINUTES, theme),
    )


def _shared(draft: Draft, themes: Themes) -> Draft:
    minutes = shared_out([themes[theme].section for theme, _typed in draft.rows], draft.length)
    rows = tuple((theme, str(one)) for (theme, _typed), one in zip(draft.rows, minutes, strict=True))
    return replace(draft, rows=rows, said=_shared_said(draft, minutes, themes), focus=(SHARE, ""))


def _shared_said(draft: Draft, minutes: list[int], themes: Themes) -> str:
    needed = [LEAST[themes[theme].section] for theme, _typed in draft.rows]
    if all(one >= least for one, least in zip(minutes, needed, strict=True)):
        return _("The time is shared out among the themes.")
    return _(
        "The time is shared out among the themes, but that is little for each. Remove one or two, or start anew from "
        "the proposal at the end of the page."
    )
