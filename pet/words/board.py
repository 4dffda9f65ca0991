"""“Questions a board may ask”: made from what a record holds, each with a line that says where the answer stands.

They open a conversation with whoever leads the partnership. None points at a person, none sets partners beside each
other, and what is said of answers is hedged by the same sentences as everywhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pet.analysis.kinds import Section
from pet.language import gettext as _
from pet.language import ngettext
from pet.record.model import Action, Record
from pet.words import glance, promise, sections, voices
from pet.words.phrases import listing, sentence_start, spelled

MOST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that a board may ask.

    Attributes:
        text: what is known, in a sentence, and the question.
        hint: where in the improvement report the answer stands, or what is known of it.
    """

    text: str
    hint: str


def questions(record: Record) -> tuple[Question, ...]:
    """At most seven, those about what was agreed first; the same record gives the same questions."""
    found = (make(record) for make in (*_OF_ACTIONS, *_of_answers(record)))
    return tuple(question for question in found if question is not None)[:MOST]


def title() -> str:
    """The heading above them."""
    return _("Questions a board may ask")


def priorities_title() -> str:
    """The heading of the page with what was agreed."""
    return _("What we agreed to do")


def became_title() -> str:
    """The heading of the page with what became of the actions of the round before."""
    return _("What became of the last actions")


def _see(*titles: str) -> str:
    return _("See {titles}.", titles=listing([_("“{title}”", title=title) for title in titles]))


def _overdue(record: Record) -> Question | None:
    late = record.overdue()
    if not late:
        return None
    count = ngettext(
        "{count} action is overdue.",
        "{count} actions are overdue.",
        len(late),
        count=sentence_start(spelled(len(late))),
    )
    ours = any(action in record.actions for action in late)
    before = any(action in record.became for action in late)
    titles = [title for shown, title in ((ours, priorities_title()), (before, became_title())) if shown]
    asked = _("What stands in the way, and whose help is needed?")
    return Question(text=f"{count} {asked}", hint=_see(*titles))


def _without_owner_or_date(record: Record) -> Question | None:
    owner = [action for action in record.actions if without_owner(action)]
    date = [action for action in record.actions if without_date(action)]
    lacking = [action for action in record.actions if without_owner(action) or without_date(action)]
    if not lacking:
        return None
    if owner and date:
        text = _lacks_both(len(lacking))
    else:
        text = _lacks_owner(len(owner)) if owner else _lacks_date(len(date))
    return Question(text=text, hint=_see(priorities_title()))


def without_owner(action: Action) -> bool:
    """Whether it is still to be done and nobody is named for it."""
    return not (action.status.has_ended or action.owner or action.partner)


def without_date(action: Action) -> bool:
    """Whether it is still to be done and no date was set."""
    return not action.status.has_ended and action.due is None


def _lacks_both(count: int) -> str:
    return ngettext(
        "{count} action has no owner or no date yet. Who takes it on, and by when?",
        "{count} actions have no owner or no date yet. Who takes them on, and by when?",
        count,
        count=sentence_start(spelled(count)),
    )


def _lacks_owner(count: int) -> str:
    return ngettext(
        "{count} action has no owner yet. Who takes it on?",
        "{count} actions have no owner yet. Who takes them on?",
        count,
        count=sentence_start(spelled(count)),
    )


def _lacks_date(count: int) -> str:
    return ngettext(
        "{count} action has no date yet. By when will it be done?",
        "{count} actions have no date yet. By when will they be done?",
        count,
        count=sentence_start(spelled(count)),
    )


def _without_resource(record: Record) -> Question | None:
    lacking = [action for action in _running(record.priorities) if not action.resource]
    if not lacking:
        return None
    said = ngettext(
        "For {count} priority nothing is said yet about what it needs.",
        "For {count} priorities nothing is said yet about what they need.",
        len(lacking),
        count=spelled(len(lacking)),
    )
    asked = _("What will it take, in money and in time, and where does that come from?")
    return Question(text=f"{said} {asked}", hint=_see(priorities_title()))


def _no_priorities(record: Record) -> Question | None:
    if record.actions:
        return None
    return Question(
        text=_(
            "No actions are recorded for this round yet. What are the few things to do first, who does them, and by when?"
        ),
        hint=_see(priorities_title()) if record.result.agenda else _("Nothing is recorded yet."),
    )


_OF_ACTIONS: tuple[Callable[[Record], Question | None], ...] = (
    _overdue,
    _no_priorities,
    _without_owner_or_date,
    _without_resource,
)


def _running(found: Sequence[Action]) -> list[Action]:
    return [action for action in found if not action.status.has_ended]


def _of_answers(record: Record) -> tuple[Callable[[Record], Question | None], ...]:
    if record.result.withheld is not None:
        return (_too_few,)
    return (_differ, _challenge, _unknown, _missing, _strength)


def _too_few(record: Record) -> Question | None:
    said = _("{answered}, too few to show anything.", answered=promise.answered(record.result))
    asked = _("What would make it safe and worthwhile to answer next time?")
    return Question(text=f"{said} {asked}", hint=_("Nothing else is shown of this round."))


def _said(section: Section, record: Record, asked: str) -> Question | None:
    """What is said of this part at a glance, and a question about it; none where no theme belongs there."""
    if not glance.themes_of(section, record.result):
        return None
    said = glance.sentence(section, record.result, record.framework)
    return Question(text=f"{said} {asked}", hint=_see(sections.title(section)))


def _differ(record: Record) -> Question | None:
    return _said(Section.DIFFER, record, _("What have we understood about the reasons for each view?"))


def _challenge(record: Record) -> Question | None:
    hard = {theme.id for theme in glance.themes_of(Section.CHALLENGE, record.result)}
    tackled = [action for action in record.actions if action.theme in hard]
    if tackled:
        asked = _("How will people notice that what we agreed helps?")
    elif record.actions:
        asked = _("None of the actions is linked to this. Is that meant so?")
    else:
        asked = _("What is the smallest step that people would notice?")
    return _said(Section.CHALLENGE, record, asked)


def _unknown(record: Record) -> Question | None:
    return _said(
        Section.UNKNOWN, record, _("Who should be able to judge this, and what would they need to see?")
    )


def _missing(record: Record) -> Question | None:
    """Who did not answer and which roles are not shown, in the words of the page that tells who took part."""
    result = record.result
    absent = result.invited is not None and result.invited > result.respondents
    said = [
        *([voices.turnout(result)] if absent else []),
        *([hidden] if (hidden := voices.hidden_roles(result, record.framework)) else []),
    ]
    if not said:
        return None
    asked = _("Whose view might we be missing, and how could we hear it?")
    return Question(text=" ".join([*said, asked]), hint=_see(sections.missing()))


def _strength(record: Record) -> Question | None:
    if glance.tentative(record.result):
        return None
    return _said(Section.SHARE, record, _("What keeps this going, and what could put it at risk?"))
