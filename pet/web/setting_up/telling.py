"""Everything that was chosen, as a lead reads it before the launch."""

from datetime import datetime

from pet.analysis.options import Mode, Options
from pet.db.models import Round
from pet.frameworks.model import Framework
from pet.language import gettext as _
from pet.language import ngettext
from pet.services import responses, rounds
from pet.services.letters import texts
from pet.services.letters.kinds import OF_A_ROUND
from pet.services.rounds import RoundFacts
from pet.web.setting_up.forms import NAMES
from pet.words import dates, effort, first_reader, promise, promising, round_letters, who_sees
from pet.words.by_letter import ComingIn
from pet.words.numbers import whole
from pet.words.phrases import in_words

Facts = tuple[tuple[str, str], ...]


def asked(row: Round, framework: Framework, own: int) -> Facts:
    """What is asked."""
    roles: list[str | None] = [] if row.mode == Mode.OPEN else [role.id for role in framework.roles]
    counts = [len(responses.themes_asked(framework, row.form, role)) for role in roles or [None]]
    return (
        (_("Round"), row.title),
        (_("Framework"), in_words(framework.title)),
        (_("Form"), str(NAMES[row.form])),
        (_("Statements"), effort.statements(counts)),
        (_("Your own questions"), whole(own) if own else _("None")),
    )


def promised(facts: RoundFacts) -> Facts:
    """What people are promised."""
    said = [(_("Privacy"), promise.name(facts.mode))]
    if facts.mode is not Mode.OPEN:
        said += [
            (_("Smallest group shown"), whole(facts.smallest_group)),
            (_("Counted"), promising.weighting(facts.weighting)),
            (_("Compared first"), promising.compared(facts.first_comparison)),
        ]
    if facts.mode is Mode.ANONYMOUS:
        said.append((_("Kept with the answers"), promising.asks(facts.asks)))
    reader = first_reader.reader_name(facts.reader.name, facts.reader.role) if facts.reader else ""
    said.append((_("Reads comments first"), reader or promising.reader_default()))
    if facts.follows:
        said.append((_("Set beside"), facts.follows))
    return tuple(said)


def written(row: Round, facts: RoundFacts) -> Facts:
    """Every letter with its subject, and whether a lead wrote it: a copy of a round has its words, too."""
    said = []
    for kind in OF_A_ROUND:
        subject = texts.of(facts, kind, row.letter_texts).subject
        whose = _("your own words") if texts.is_own(row.letter_texts, kind) else _("the usual words")
        value = _("“{subject}” ({whose})", subject=subject, whose=whose)
        said.append((round_letters.title(kind.value), value))
    return tuple(said)


def timed(facts: RoundFacts, letters: int, now: datetime) -> Facts:
    """When it runs and what goes by the clock."""
    by_letter = facts.way == rounds.LETTERS
    days = [ngettext("one day before", "{number} days before", one) for one in facts.reminders]
    return (
        (
            _("Opens"),
            dates.moment(facts.opens_at) if facts.opens_at > now else _("At once, when you launch it"),
        ),
        (_("Closes"), dates.moment(facts.closes_at)),
        (_("Closes by itself"), _("Yes") if facts.closes_by_itself else _("No, a lead closes it")),
        (
            _("People come by"),
            ngettext("letter, to {number} person", "letter, to {number} people", letters)
            if by_letter
            else _("one link for everybody"),
        ),
        (_("Reminders"), ", ".join(days) if days and by_letter else _("None")),
    )


def told(facts: RoundFacts) -> tuple[str, ...]:
    """What people are told before they start, in the words in which they are told."""
    options = Options(
        title=facts.title,
        mode=facts.mode,
        smallest_group=facts.smallest_group,
        small_partnership=facts.small_partnership,
        first_comparison=facts.first_comparison,
        invited=facts.invited,
    )
    reader = first_reader.reader_name(facts.reader.name, facts.reader.role) if facts.reader else ""
    coming = ComingIn(by_letter=facts.by_letter, asks=facts.asks)
    return who_sees.who_can_see(options, reader, facts.follows or "", coming)


def happens(facts: RoundFacts, letters: int, listed: int, now: datetime) -> tuple[str, ...]:
    """What a launch does."""
    at_once = facts.opens_at <= now
    when = _("at once") if at_once else _("from {moment} on", moment=dates.moment(facts.opens_at))
    said = []
    if facts.way == rounds.LETTERS:
        said.append(
            ngettext(
                "{number} letter goes out {when}.", "{number} letters go out {when}.", letters, when=when
            )
        )
        if listed > letters:
            said.append(
                ngettext(
                    "{number} person without an e-mail address is asked as well: give them a paper sheet yourself.",
                    "{number} people without an e-mail address are asked as well: give them a paper sheet yourself.",
                    listed - letters,
                )
            )
    else:
        said.append(_("You get one link, a short code and a picture of it for phones, to pass on."))
    said += [
        _("People can answer {when}.", when=when),
        _("What is asked and what is promised is fixed. People can still be given more time."),
    ]
    return tuple(said)
