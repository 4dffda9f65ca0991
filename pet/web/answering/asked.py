"""What is asked, how long it takes and until when: the facts of every first page."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.services import frameworks, responses
from pet.services.rounds_facts import Phase, RoundFacts
from pet.web.site import now
from pet.words import dates, effort
from pet.words.phrases import in_words, listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a first page tells about a round.

    Attributes:
        framework: what it asks.
        purpose: of the framework, in the reader's language.
        facts: pairs of a word and what it is here: how many questions, how long, until when.
        by_role: whether how many depends on the role.
    """

    framework: Framework
    purpose: str
    facts: tuple[tuple[str, str], ...]
    by_role: bool


def of_round(db: Session, facts: RoundFacts, role_id: str | None = None) -> Told:
    """About a round; about what people of one role meet in it, where theirs is known."""
    framework = frameworks.of_version(db, facts.framework_version_id, facts.framework_sha256)
    counts = [
        len(responses.themes_asked(framework, facts.form, role)) for role in _roles(facts, framework, role_id)
    ]
    spans = [
        responses.minutes_estimate(db, round_id=facts.id, themes=count)
        for count in (min(counts), max(counts))
    ]
    what = [effort.statements(counts)]
    if framework.open_questions:
        what.append(effort.open_questions(len(framework.open_questions)))
    return Told(
        framework=framework,
        purpose=in_words(framework.purpose),
        facts=((_("What is asked"), listing(what)), *_when(facts, spans)),
        by_role=min(counts) < max(counts),
    )


def _roles(facts: RoundFacts, framework: Framework, role_id: str | None) -> list[str | None]:
    if role_id is not None and facts.is_asked("role"):
        return [role_id]
    if facts.is_signed or not framework.roles or not facts.is_asked("role"):
        return [None]
    return [role.id for role in framework.roles]


def _when(facts: RoundFacts, spans: list[int]) -> tuple[tuple[str, str], ...]:
    """How long it takes and until when; of a round that is over, when it closed."""
    if facts.phase(now()) in (Phase.OVER, Phase.CLOSED, Phase.RELEASED):
        return ((_("Closed on"), dates.day(facts.closed_at or facts.closes_at)),)
    return (
        (_("How long it takes"), effort.minutes(min(spans), max(spans))),
        (_("Open until"), dates.moment(facts.closes_at)),
    )


def refused(facts: RoundFacts) -> str:
    """Why one cannot begin now; empty where one can."""
    phase = facts.phase(now())
    if phase is Phase.ACCEPTING:
        return ""
    if phase in (Phase.DRAFT, Phase.EARLY):
        return _("This round has not started yet. It opens on {day}.", day=dates.moment(facts.opens_at))
    return _(
        "This round is closed: it takes no more answers. If you have answered, open your own link to see them."
    )
