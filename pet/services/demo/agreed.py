"""What the invented partnership agreed after its rounds, and what became of it.

Texts stay as they are in every language, like those of real rounds; nobody named here exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy.orm import Session

from pet.db.models import Round
from pet.record.model import Status
from pet.services import actions
from pet.services.actions import Editor, Given, Progress, talk
from pet.services.actions.talk import Wanted
from pet.services.audit import By


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One action; days are counted from the close of its round.

    Attributes:
        what, theme, owner, aim, resource, is_priority: as in `pet.services.actions.Given`.
        due: by which day.
        status, note: where it stands, and how it goes.
        told: on which day that was said.
    """

    what: str
    theme: str | None
    owner: str
    due: int
    aim: str = ""
    resource: str = ""
    is_priority: bool = True
    status: Status = Status.PLANNED
    note: str = ""
    told: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation after a round; `met` counts days from its close."""

    met: int
    note: str
    deeds: tuple[Deed, ...]


_FIRST = Talk(
    met=12,
    note=(
        "We had taken the silence about weaknesses for contentment. Two schools said that they had never dared to show a "
        "lesson that went wrong. Since then every visit begins with something that does not work yet.\n"
        "Nobody had known that cover is what keeps people away from joint work, not a lack of interest."
    ),
    deeds=(
        Deed(
            what="Begin every visit between schools with one thing that does not work yet",
            theme="trust.candour",
            owner="Kim Sample",
            due=120,
            status=Status.DONE,
            note="All eight visits of the year began so. Three schools asked for a second one.",
            told=300,
        ),
        Deed(
            what="Pay half a day of cover each term for everybody who takes part in joint work",
            theme="capacity.contribution",
            owner="Robin Example",
            due=200,
            resource="2,400 a year from the joint fund",
            status=Status.DONE,
            note="Agreed by all heads, and paid since the spring.",
            told=210,
        ),
        Deed(
            what="A page about the partnership in every staff handbook",
            theme="voice.reach",
            owner="Jo Kestrel",
            due=300,
            resource="An hour in each school office",
            status=Status.UNDER_WAY,
            note="Five of nine schools have it.",
            told=320,
        ),
        Deed(
            what="A plan for how joint work is paid for in the next three years",
            theme="capacity.future",
            owner="Robin Example",
            due=590,
            resource="Somebody who knows school budgets, for two days",
        ),
        Deed(
            what="A newsletter to all families twice a year",
            theme="voice.reach",
            owner="Chris Wader",
            due=240,
            is_priority=False,
            status=Status.DROPPED,
            note="The schools’ own letters reach more families, so the partnership writes a paragraph for those.",
            told=200,
        ),
    ),
)
_SECOND = Talk(
    met=15,
    note=(
        "We thought that everybody could name our goals. When each table wrote them down, we read eleven different ones. "
        "Three stay, and they hang in every staff room.\n"
        "Where heads saw a joint decision, many teachers had seen none at all."
    ),
    deeds=(
        Deed(
            what="Three goals for the year on one sheet, in every staff room",
            theme="purpose.few_goals",
            owner="Robin Example",
            due=60,
            status=Status.DONE,
            note="Chosen by a vote of all staff, and on the walls since.",
            told=110,
        ),
        Deed(
            what="A teacher from each school joins the group that plans joint work",
            theme="voice.reach",
            owner="Jo Kestrel",
            due=210,
            resource="Cover for six afternoons",
            status=Status.UNDER_WAY,
            note="Six of nine schools have named somebody.",
            told=150,
        ),
        Deed(
            what="Show at every board meeting who gave how much time, school by school",
            theme="capacity.contribution",
            owner="Kim Sample",
            due=130,
            status=Status.UNDER_WAY,
            note="The first table is drawn up. Two schools have not sent their hours.",
            told=140,
        ),
        Deed(
            what="Send the papers a week before, with one page on what was thought of and left out",
            theme="leadership.scrutiny",
            owner="Robin Example",
            due=230,
            aim="Governors ask more about proposals",
        ),
    ),
)
TALKS: Mapping[str, Talk] = MappingProxyType({"First look": _FIRST, "Second look": _SECOND})
"""By the titles of the rounds."""


def write_down(session: Session, row: Round, talked: Talk, *, by: By, closed_at: datetime) -> None:
    """The priorities on one page, what else was agreed, and later how each goes, as its days come."""
    editor = Editor(by=by)
    met = closed_at + timedelta(days=talked.met)
    deeds = talked.deeds
    first = tuple(("", _given(deed, closed_at)) for deed in deeds if deed.is_priority)
    wanted = Wanted(rows=first, met_on=met.date(), note=talked.note)
    edition = talk.kept(session, row.id).edition
    talk.keep(session, round_id=row.id, wanted=wanted, edition=edition, now=met, editor=editor)
    for deed in deeds:
        if not deed.is_priority:
            actions.add(session, round_id=row.id, given=_given(deed, closed_at), now=met, editor=editor)
    by_words = {deed.what: deed for deed in deeds}
    told = [(by_words[one.said.what], one) for one in actions.agreed(session, row.id)]
    for deed, found in sorted(told, key=lambda pair: pair[0].told):
        if deed.told:
            actions.update(
                session,
                action_id=found.id,
                version=found.version,
                progress=Progress(status=deed.status, note=deed.note),
                now=closed_at + timedelta(days=deed.told),
                by=by,
            )


def _given(deed: Deed, closed_at: datetime) -> Given:
    return Given(
        what=deed.what,
        aim=deed.aim,
        owner=deed.owner,
        due=(closed_at + timedelta(days=deed.due)).date(),
        resource=deed.resource,
        theme=deed.theme,
        is_priority=deed.is_priority,
    )
