"""How far a round is and how its letters fare, as its page and the script on it show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pet.language import gettext as _
from pet.language import ngettext
from pet.services.letters import LetterKind
from pet.services.progress import Day, Mailing, Part, Progress
from pet.services.rounds import Phase, RoundFacts
from pet.web.rounds import elsewhere, words
from pet.words import dates
from pet.words.numbers import whole

_MOST_DAYS = 21  # more than three weeks are told week by week
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as templates draw it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Something done out of a whole, with both in words."""

    id: str
    text: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a round is.

    Attributes:
        title: whose answers they are.
        facts: pairs of a word and a number.
        rate: how many of those asked have sent, or `None` where nobody knows how many are asked.
        line: how many had sent by each day or week; empty where nobody has.
        by_partner: how far each partner is, or `None`.
        note: why nothing but totals is shown, or empty.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    rate: Bar | None
    line: tuple[Bar, ...]
    by_partner: Table | None
    note: str


def standing(facts: RoundFacts, progress: Progress, partner: str, today: date) -> Standing:
    """How far a round is; `partner` is the name of the one whose numbers these are, or empty."""
    asked = progress.asked
    return Standing(
        title=_title(facts, progress, partner),
        facts=(
            (_("Sheets sent") if facts.is_signed else _("Sent"), whole(progress.submitted)),
            *(() if facts.is_imported else ((_("Started, not sent"), whole(progress.started)),)),
            (_("Asked"), whole(asked) if asked is not None else "–"),
            (_("Response rate"), words.rate(progress.submitted, asked)),
        ),
        rate=_rate(progress.submitted, asked) if asked else None,
        line=_line(progress.days, today),
        by_partner=_by_partner(facts, progress.by_partner) if progress.by_partner is not None else None,
        note=_note(facts),
    )


def _note(facts: RoundFacts) -> str:
    if facts.is_imported:
        return elsewhere.not_by_partner()
    return _("This round is anonymous, so only totals are shown.") if facts.is_anonymous else ""


def _title(facts: RoundFacts, progress: Progress, partner: str) -> str:
    if facts.is_anonymous or facts.is_imported:
        return _("How many have answered")
    if progress.of_partner:
        return _("Who has answered at {partner}", partner=partner)
    return _("Who has answered")


def _rate(submitted: int, asked: int) -> Bar:
    text = _("{sent} of {asked} have sent their answers", sent=whole(submitted), asked=whole(asked))
    return Bar(id="rate", text=text, done=min(submitted, asked), total=asked)


def _line(days: Sequence[Day], today: date) -> tuple[Bar, ...]:
    """Every day from the first with answers until today; every week where those are many."""
    if not days:
        return ()
    first, last = days[0].day, max(today, days[-1].day)
    number = (last - first).days + 1
    step = 1 if number <= _MOST_DAYS else _WEEK
    ends = [last - timedelta(days=back) for back in range(0, number, step)][::-1]
    most = days[-1].sent
    return tuple(
        Bar(id=end.isoformat(), text=dates.day(end), done=_by(days, end), total=most) for end in ends
    )


def _by(days: Sequence[Day], end: date) -> int:
    return max((one.sent for one in days if one.day <= end), default=0)


def _by_partner(facts: RoundFacts, parts: Sequence[Part]) -> Table:
    asked = any(one.asked is not None for one in parts)
    return Table(
        header=(
            _("Partner"),
            _("Sheet sent") if facts.is_signed else _("Sent"),
            _("Started, not sent"),
            *((_("Asked"), _("Response rate")) if asked else ()),
        ),
        rows=tuple(_row(one, asked=asked) for one in parts),
    )


def _row(part: Part, *, asked: bool) -> tuple[str, ...]:
    numbers = (part.name or _("No partner given"), whole(part.submitted), whole(part.started))
    if not asked:
        return numbers
    return (*numbers, whole(part.asked or 0), words.rate(part.submitted, part.asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """How the letters of a round fare.

    Attributes:
        bars: one for each kind of letter.
        waiting: how many are on their way.
        undelivered: that some did not arrive, and what to do while there is something to do; or empty.
        number: how many did not arrive.
    """

    bars: tuple[Bar, ...]
    waiting: int
    undelivered: str
    number: int


def post(mailings: Sequence[Mailing], phase: Phase) -> Post:
    """How the letters of a round fare that stands here."""
    number = sum(one.bounced + one.failed for one in mailings if one.kind is None)
    return Post(
        bars=bars(mailings),
        waiting=waiting(mailings),
        undelivered=_undelivered(number, phase) if number else "",
        number=number,
    )


def bars(mailings: Sequence[Mailing]) -> tuple[Bar, ...]:
    """One bar for each kind of letter."""
    return tuple(_bar(one) for one in mailings)


def waiting(mailings: Sequence[Mailing]) -> int:
    """How many letters are on their way."""
    return sum(one.waiting for one in mailings)


def _bar(mailing: Mailing) -> Bar:
    done = mailing.total - mailing.waiting
    return Bar(id=mailing.kind or "people", text=_said(mailing), done=done, total=mailing.total)


def _said(mailing: Mailing) -> str:
    names = {
        None: _("Letters with a link"),
        LetterKind.REMINDER: _("Reminders"),
        LetterKind.CLOSING: _("Last calls"),
        LetterKind.RESULTS: _("Letters about the results"),
    }
    sent = _(
        "{letters}: {sent} of {total} sent",
        letters=names[mailing.kind],
        sent=whole(mailing.sent),
        total=whole(mailing.total),
    )
    others = (
        (mailing.waiting, ngettext("{number} on its way", "{number} on their way", mailing.waiting)),
        (mailing.bounced, ngettext("{number} came back", "{number} came back", mailing.bounced)),
        (mailing.failed, ngettext("{number} given up", "{number} given up", mailing.failed)),
    )
    return " · ".join((sent, *(text for number, text in others if number)))


def _undelivered(number: int, phase: Phase) -> str:
    if phase is Phase.OVER:
        return ngettext(
            "One letter did not arrive; the closing date has passed.",
            "{number} letters did not arrive; the closing date has passed.",
            number,
        )
    if phase in (Phase.CLOSED, Phase.RELEASED):
        return ngettext(
            "One letter did not arrive; the round is closed.",
            "{number} letters did not arrive; the round is closed.",
            number,
        )
    return ngettext(
        "One letter did not arrive. Look at the address: correct it, and PET sends a new link. Or hand the person a "
        "paper sheet.",
        "{number} letters did not arrive. Look at the addresses: correct them, and PET sends new links. Or hand these "
        "people paper sheets.",
        number,
    )
