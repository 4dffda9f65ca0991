"""A lead's own questions, added to a copy of the framework that a draft asks.

A copy has its own key, made from that of its framework and of the partnership. Ids of own questions count on and on
within a partnership, so that none ever means two things. What nobody asked any more when the questions were edited
again is not kept.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from pet.db.models import FrameworkVersion, Partnership, Round
from pet.frameworks import loader, writing
from pet.frameworks.model import Area, Component, Framework, OpenQuestion, Text, Theme
from pet.language import gettext as _
from pet.language import use
from pet.services import frameworks
from pet.services.texts import one_line
from pet.untrusted import Problems

MOST = 10
LONGEST = 300
LONGEST_TITLE = 40
_MARK = "-own-"
_COMPONENT, _AREA, _RATED, _WORDS = "own", "own.questions", "own.r", "own.w"
_NUMBERED = re.compile(r"own\.[rw](\d+)")
_ID_LENGTH, _KEY_LENGTH = 8, 64


class Sort(StrEnum):
    """How an own question is answered."""

    RATED = "rated"  # a statement, on the scale
    WORDS = "words"  # in people's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuestion:
    """One question of the lead's.

    Attributes:
        id: fixed once it was published, and then never another question's; empty for a new one.
        text: the statement or question.
    """

    sort: Sort
    text: str
    id: str = ""


def of(framework: Framework) -> tuple[OwnQuestion, ...]:
    """The own questions in a framework, statements first."""
    rated = [theme for theme in framework.themes if theme.id.startswith(_RATED)]
    words = [one for one in framework.open_questions if one.id.startswith(_WORDS)]
    return (
        *(OwnQuestion(sort=Sort.RATED, text=_first(one.statement), id=one.id) for one in rated),
        *(OwnQuestion(sort=Sort.WORDS, text=_first(one.text), id=one.id) for one in words),
    )


def _first(text: Text) -> str:
    return text.versions[0][1]


def is_copy(key: str) -> bool:
    """Whether a framework is a copy with own questions."""
    return _MARK in key


def without(framework: Framework) -> Framework:
    """A framework as it was before questions were added; its key and version too, where PET knows them."""
    if not is_copy(framework.key):
        return framework
    kept = replace(
        framework,
        key=framework.key.partition(_MARK)[0],
        components=tuple(one for one in framework.components if one.id != _COMPONENT),
        forms={
            name: tuple(one for one in themes if not one.startswith(_RATED))
            for name, themes in framework.forms.items()
        },
        open_questions=tuple(one for one in framework.open_questions if not one.id.startswith(_WORDS)),
    )
    if kept.key not in loader.builtin_keys():
        return kept
    builtin = loader.builtin(kept.key)
    return builtin if replace(kept, version=builtin.version) == builtin else kept


def base_of(session: Session, framework: Framework) -> Framework:
    """The same, with the version under which it was published: a copy counts its own."""
    base = without(framework)
    if base == framework or (base.key in loader.builtin_keys() and base == loader.builtin(base.key)):
        return base
    rows = session.scalars(
        select(FrameworkVersion)
        .where(FrameworkVersion.key == base.key)
        .order_by(FrameworkVersion.version.desc(), FrameworkVersion.id)
    )
    published = (frameworks.load(row) for row in rows)
    return next((one for one in published if replace(base, version=one.version) == one), base)


def put(
    session: Session, row: Round, base: Framework, questions: Sequence[OwnQuestion], *, now: datetime
) -> None:
    """Let a draft ask this framework with these questions; the caller holds the draft and has checked it is one.

    Raises:
        InvalidInputError: too many questions, or one that is too long; with each of them.
    """
    asked = checked(questions)
    if base == base_of(session, before := _asked(session, row)) and asked == of(before):
        return
    file = writing.source(_copy(session, row, base, asked)) if asked else file_of(session, base)
    replace_version(session, row, frameworks.publish(session, file, now=now).id)


def _asked(session: Session, row: Round) -> Framework:
    return frameworks.load(session.get_one(FrameworkVersion, row.framework_version_id))


def replace_version(session: Session, row: Round, version_id: int) -> None:
    """Let a draft ask this version, and keep no copy that nobody asks any more."""
    before, row.framework_version_id = row.framework_version_id, version_id
    session.flush()
    if before != version_id:
        forget(session, before)


def checked(questions: Iterable[OwnQuestion]) -> tuple[OwnQuestion, ...]:
    """The questions cleaned, without those that are empty.

    Raises:
        InvalidInputError: too many, or one that is too long.
    """
    problems = Problems(_("Your own questions"))
    clean = [replace(one, text=one_line(one.text)) for one in questions]
    for number, one in enumerate(clean, start=1):
        if len(one.text) > LONGEST:
            where = _("question {number}", number=number)
            problems.add(where, _("This question is too long: {most} characters at most.", most=LONGEST))
    kept = tuple(one for one in clean if one.text)
    if len(kept) > MOST:
        problems.add("", _("You can add up to {most} questions of your own.", most=MOST))
    problems.raise_any()
    return kept


def file_of(session: Session, base: Framework) -> bytes:
    """The file of a framework without own questions, as it was published where it was."""
    if base.key in loader.builtin_keys() and loader.builtin(base.key) == base:
        return loader.builtin_file(base.key)
    rows = session.scalars(select(FrameworkVersion).where(FrameworkVersion.key == base.key))
    same = next((row.source for row in rows if frameworks.load(row) == base), None)
    return same.encode() if same is not None else writing.source(base)


def _copy(session: Session, row: Round, base: Framework, asked: Sequence[OwnQuestion]) -> Framework:
    partnership = session.get_one(Partnership, row.partnership_id)
    mark = _MARK + hashlib.sha256(partnership.public_id.encode()).hexdigest()[:_ID_LENGTH]
    key = f"{base.key[: _KEY_LENGTH - len(mark)].rstrip('-')}{mark}"
    copies = _copies(session, mark)
    numbered = _numbered(asked, copies)
    version = 1 + max((one.version for one in copies if one.key == key), default=0)
    rated = [one for one in numbered if one.sort is Sort.RATED]
    words = [OpenQuestion(id=one.id, text=_in(base, one.text)) for one in numbered if one.sort is Sort.WORDS]
    ids = tuple(one.id for one in rated)
    return replace(
        base,
        key=key,
        version=version,
        components=(*base.components, *([_component(base, rated)] if rated else [])),
        forms={name: (*themes, *ids) for name, themes in base.forms.items()},
        open_questions=(*base.open_questions, *words),
    )


def _copies(session: Session, mark: str) -> list[FrameworkVersion]:
    return list(
        session.scalars(select(FrameworkVersion).where(FrameworkVersion.key.endswith(mark, autoescape=True)))
    )


def _numbered(asked: Iterable[OwnQuestion], copies: Iterable[FrameworkVersion]) -> list[OwnQuestion]:
    """Each with an id: those that were asked keep theirs, new ones count on from the last that ever was."""
    known = {match[0]: int(match[1]) for copy in copies for match in _NUMBERED.finditer(copy.source)}
    last, taken, numbered = max(known.values(), default=0), set[str](), []
    for one in asked:
        prefix = _RATED if one.sort is Sort.RATED else _WORDS
        if one.id in known and one.id.startswith(prefix) and one.id not in taken:
            numbered.append(one)
        else:
            last += 1
            numbered.append(replace(one, id=f"{prefix}{last}"))
        taken.add(numbered[-1].id)
    return numbered


def _in(base: Framework, text: str) -> Text:
    return Text(((base.language, text),))


def _component(base: Framework, rated: Sequence[OwnQuestion]) -> Component:
    with use(base.language):
        title, purpose = _("Our own questions"), _("What this partnership asks besides.")
    themes = tuple(
        Theme(
            id=one.id,
            title=_in(base, shortened(one.text)),
            topic=_in(base, f"“{shortened(one.text)}”"),
            statement=_in(base, one.text),
        )
        for one in rated
    )
    area = Area(id=_AREA, title=_in(base, title), question=_in(base, purpose), themes=themes)
    return Component(id=_COMPONENT, title=_in(base, title), purpose=_in(base, purpose), areas=(area,))


def shortened(text: str) -> str:
    """The first words of a text, to name it by."""
    if len(text) <= LONGEST_TITLE:
        return text.rstrip(".")
    return f"{text[:LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"


def forget(session: Session, version_id: int) -> None:
    """Leave no copy behind that no round asks; published frameworks stay."""
    row = session.get_one(FrameworkVersion, version_id)
    asked = session.scalar(select(exists().where(Round.framework_version_id == version_id)))
    if is_copy(row.key) and not asked:
        session.execute(delete(FrameworkVersion).where(FrameworkVersion.id == version_id))
