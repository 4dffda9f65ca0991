"""Letters that are due go out, one after the other, over one connection."""

import logging
import time
from collections import Counter
from collections.abc import Sequence

from pet.db.errors import UnavailableError
from pet.jobs.work import Work
from pet.language import use
from pet.mail.message import Parcel
from pet.mail.outcome import Fate, Outcome, later
from pet.mail.transport import Transport, transport_of
from pet.services.letters import composing, sending
from pet.services.letters.composing import Composed
from pet.services.letters.sending import Hand

_TRIES, _PAUSE_SECONDS = (
    10,
    1.0,
)  # to write down what became of a letter; the other choice is to send it twice
_log = logging.getLogger("pet.letters")


def send_due(work: Work) -> int:
    """Send whatever is due, until nothing is or the worker is to end; how many the mail server took."""
    if not work.settings.mail:
        return 0
    with work.database.writing() as session:
        sending.recover(session, now=work.clock(), pace=work.pace)
    taken = 0
    with (
        use(work.settings.language),
        transport_of(work.settings.mail, timeout=work.mail_timeout) as transport,
    ):
        while not work.stopping.is_set() and (hand := _hand(work)).letter_ids:
            taken += _deliver(work, transport, hand)
    return taken


def _hand(work: Work) -> Hand:
    with work.database.writing() as session:
        return sending.take(session, now=work.clock(), pace=work.pace)


def _deliver(work: Work, transport: Transport, hand: Hand) -> int:
    """Send these one by one, each written down before the next one goes."""
    with work.database.reading() as session:
        composed = composing.compose(session, work.post, hand.letter_ids, sender=work.settings.mail_from)
    outcomes: list[Outcome] = []
    for place, one in enumerate(composed):
        if work.stopping.is_set() or work.clock() > hand.until - work.pace.spare:
            _give_back(work, hand, composed[place:])
            break
        outcome = one.problem or _sent(transport, one.parcel)
        _settle(work, hand, one, outcome)
        outcomes.append(outcome)
        if outcome.unreachable:  # the others would wait for the same silence
            for other in composed[place + 1 :]:
                _settle(work, hand, other, other.problem or outcome)
            break
    _tell(outcomes)
    return [one.fate for one in outcomes].count(Fate.TAKEN)


def _sent(transport: Transport, parcel: Parcel | None) -> Outcome:
    assert parcel is not None, "a letter without a problem has a parcel"
    try:
        return transport.send(parcel)
    except Exception as error:  # noqa: BLE001 -- whatever it is, this letter waits and the others go
        _log.error("a letter cannot be sent: %s", type(error).__name__)  # its text may hold an address
        return later(type(error).__name__)


def _settle(work: Work, hand: Hand, one: Composed, outcome: Outcome) -> None:
    """Write down what became of it; a database that is busy now is asked again, for what is not written is sent twice."""
    for tried in range(_TRIES):
        try:
            with work.database.writing() as session:
                sending.settle(session, hand, one.letter_id, outcome, now=work.clock(), pace=work.pace)
        except UnavailableError:
            if tried == _TRIES - 1:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _give_back(work: Work, hand: Hand, rest: Sequence[Composed]) -> None:
    with work.database.writing() as session:
        sending.give_back(session, hand, [one.letter_id for one in rest])


def _tell(outcomes: Sequence[Outcome]) -> None:
    """Numbers and kinds of trouble only: an address in a log would say who was asked."""
    counts = Counter(one.fate for one in outcomes)
    why = sorted({one.trouble.value for one in outcomes if one.fate is Fate.LATER})
    _log.info(
        "letters: %d taken by the mail server, %d refused, %d to be tried again%s",
        counts[Fate.TAKEN],
        counts[Fate.REFUSED],
        counts[Fate.LATER],
        f" ({', '.join(why)})" if why else "",
    )
