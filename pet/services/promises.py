"""What can be promised to so many people. Pure: who is asked goes in, what may be offered comes out.

The numbers are those of people who will be asked, as (partner, role) → how many. An open link tells nobody how many
will come; then what depends on numbers is offered only where the list of people shows them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pet.analysis.options import Breakdown, Mode, Weighting
from pet.language import gettext as _
from pet.words.phrases import spelled

Who = Counter[tuple[int | None, str | None]]
USUAL_GROUP, SMALLER_GROUP = 5, 3
FEWEST_PEOPLE = 5
FEWEST_ANONYMOUS = 10
FEWEST_SIGNED = 2
HEAVY_SHARE = 1 / 3


class Asks(StrEnum):
    """As whom people answer: what is kept with their answers."""

    BOTH = "both"
    PARTNER = "partner"
    ROLE = "role"
    NOBODY = "nobody"


PARTNER_KEPT = frozenset({Asks.BOTH, Asks.PARTNER})
ROLE_KEPT = frozenset({Asks.BOTH, Asks.ROLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What can be promised.

    Attributes:
        people: how many will be asked; `None` where nobody knows.
        proposed: the mode that suits.
        modes: the modes that can be kept, the proposed one first.
        refused: why another mode cannot be kept, by mode.
        groups: the smallest groups that can be promised, the usual one first; empty where only signed sheets are left.
        asks: by smallest group, what may be kept with answers that nobody may recognise; the most telling first.
        why_not: why something may not be kept in an anonymous round, by what and for the usual smallest group.
        small: whether the small-partnership mode is for so many.
        heaviest: the largest share of all people that one partner has, 0 to 1; 0 where nobody knows.
    """

    people: int | None
    proposed: Mode
    modes: tuple[Mode, ...]
    refused: Mapping[Mode, str]
    groups: tuple[int, ...]
    asks: Mapping[int, tuple[Asks, ...]]
    why_not: Mapping[Asks, str]
    small: bool
    heaviest: float

    @property
    def is_heavy(self) -> bool:
        """Whether one partner may give over a third of all answers."""
        return self.heaviest > HEAVY_SHARE


def offered(people: Who, *, partners: int, invited: int | None = None, by_link: bool = False) -> Offers:
    """What can be promised.

    Args:
        people: who is on the list, by partner and role.
        partners: how many partners there are.
        invited: how many are asked by the lead's own count, where there is no list.
        by_link: whether people come by one open link, so that an empty list means nobody knows.
    """
    listed = people.total()
    total = listed or (invited if by_link else 0)
    refused = _refused(total, partners)
    able = [mode for mode in _in_order(total) if mode not in refused]
    return Offers(
        people=total,
        proposed=able[0] if able else Mode.CONFIDENTIAL,
        modes=tuple(able),
        refused=MappingProxyType(refused),
        groups=() if refused.keys() >= {Mode.ANONYMOUS, Mode.CONFIDENTIAL} else (USUAL_GROUP, SMALLER_GROUP),
        asks=MappingProxyType({group: kept_apart(people, group) for group in (USUAL_GROUP, SMALLER_GROUP)}),
        why_not=MappingProxyType(_why_not(people)),
        small=total is not None and FEWEST_PEOPLE <= total < FEWEST_ANONYMOUS,
        heaviest=_heaviest(people),
    )


def kept_apart(people: Who, smallest_group: int) -> tuple[Asks, ...]:
    """What may be kept with anonymous answers: every combination that occurs has at least so many invited people."""
    return tuple(one for one in Asks if one is Asks.NOBODY or _are_enough(people, one, smallest_group))


def _groups(people: Who, asks: Asks) -> Counter[tuple[int | None, str | None]]:
    found: Counter[tuple[int | None, str | None]] = Counter()
    for (partner, role), number in people.items():
        found[partner if asks in PARTNER_KEPT else None, role if asks in ROLE_KEPT else None] += number
    return found


def _are_enough(people: Who, asks: Asks, smallest_group: int) -> bool:
    """Nobody is asked for what is known of nobody; whoever has none is a group as well."""
    found = {group: number for group, number in _groups(people, asks).items() if number}
    is_known = [any(group[place] is not None for group in found) for place in (0, 1)]
    wanted = [asks in PARTNER_KEPT, asks in ROLE_KEPT]
    told = all(known or not want for known, want in zip(is_known, wanted, strict=True))
    return bool(found) and told and min(found.values()) >= smallest_group


def _why_not(people: Who) -> dict[Asks, str]:
    number = spelled(USUAL_GROUP)
    said = {
        Asks.BOTH: _(
            "Partner and role together: some partner has fewer than {number} invited people of one role.",
            number=number,
        ),
        Asks.PARTNER: _("The partner: some partner has fewer than {number} invited people.", number=number),
        Asks.ROLE: _(
            "The role: fewer than {number} invited people have some role, or nobody’s role is known.",
            number=number,
        ),
    }
    allowed = kept_apart(people, USUAL_GROUP)
    return {asks: text for asks, text in said.items() if asks not in allowed}


def _in_order(total: int | None) -> tuple[Mode, ...]:
    """The mode that suits so many first."""
    if total is not None and total < FEWEST_PEOPLE:
        return (Mode.OPEN, Mode.CONFIDENTIAL, Mode.ANONYMOUS)
    return (Mode.CONFIDENTIAL, Mode.ANONYMOUS, Mode.OPEN)


def _refused(total: int | None, partners: int) -> dict[Mode, str]:
    refused = {}
    if total is not None and total < FEWEST_PEOPLE:
        refused[Mode.CONFIDENTIAL] = nobody_is_hidden(total)
        refused[Mode.ANONYMOUS] = nobody_is_hidden(total)
    elif total is not None and total < FEWEST_ANONYMOUS:
        refused[Mode.ANONYMOUS] = _(
            "An anonymous round needs at least {least} people who are asked. With {number}, nobody could promise that "
            "an answer is not recognised.",
            least=spelled(FEWEST_ANONYMOUS),
            number=spelled(total),
        )
    if partners < FEWEST_SIGNED:
        refused[Mode.OPEN] = _(
            "In an open round each partner signs one sheet, so the partnership needs at least two partners."
        )
    return refused


def nobody_is_hidden(total: int) -> str:
    """That so few people cannot be hidden, and what can be done."""
    if total == 0:
        return _("Nobody is on the list of people yet. Add the people who are to be asked.")
    if total == 1:
        return _(
            "With one person nobody is anonymous. Ask two or more people in each partner, or let each partner give one "
            "signed answer (open)."
        )
    return _(
        "With {number} people nobody is anonymous. Ask two or more people in each partner, or let each partner give "
        "one signed answer (open).",
        number=spelled(total),
    )


def _heaviest(people: Who) -> float:
    of_partners: Counter[int | None] = Counter()
    for (partner, _role), number in people.items():
        of_partners[partner] += number
    total = of_partners.total()
    return max(of_partners.values()) / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a round is about to promise; as in pet.db.models.Round."""

    mode: Mode
    smallest_group: int
    small_partnership: bool = False
    first_comparison: Breakdown = Breakdown.ROLE
    weighting: Weighting = Weighting.PEOPLE
    asks: Asks = Asks.BOTH


def broken(promise: Promise, offers: Offers, people: Who) -> tuple[str, ...]:
    """Why a promise cannot be kept, a sentence for each reason; empty where it can."""
    if promise.mode in offers.refused:
        return (offers.refused[promise.mode],)
    if promise.mode is Mode.OPEN:
        return ()
    return (*_recognised(promise, people), *_unsorted(promise))


def _recognised(promise: Promise, people: Who) -> tuple[str, ...]:
    allowed = kept_apart(people, promise.smallest_group)
    if promise.mode is not Mode.ANONYMOUS or promise.asks in allowed:
        return ()
    if not people:
        return (
            _(
                "In an anonymous round by an open link nobody knows how many will come of which partner and role. So "
                "neither may be asked, unless the list of people shows the numbers."
            ),
        )
    return (
        _(
            "Partner and role can be kept with anonymous answers only where at least {number} invited people share "
            "them. Choose to ask less.",
            number=spelled(promise.smallest_group),
        ),
    )


def _unsorted(promise: Promise) -> tuple[str, ...]:
    """What needs something of people that they are not asked."""
    said = []
    if promise.weighting is Weighting.PARTNERS and promise.asks not in PARTNER_KEPT:
        said.append(_("To count each partner equally, people must be asked for their partner."))
    wanted = PARTNER_KEPT if promise.first_comparison is Breakdown.PARTNER else ROLE_KEPT
    if promise.asks not in wanted and promise.asks is not Asks.NOBODY:
        said.append(_("What is compared first must be asked: choose the other comparison."))
    return tuple(said)
