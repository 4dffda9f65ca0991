"""Who may do what, in one table. No entry, no grant; any rule that says yes grants.

The rows are those of the permission matrix (design: reliability.md §3), as far as the pages exist.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from pet.access.actor import Actor, Role, State, Target

Rule = Callable[[Actor, Target], bool]


class Permission(StrEnum):
    """What can be allowed."""

    SEE_SITE_HEALTH = "see_site_health"
    USE_OWN_RESPONSE = "use_own_response"
    SEE_PARTNERSHIP = "see_partnership"
    FOLLOW_ROUND = "follow_round"
    CLOSE_ROUND = "close_round"
    RELEASE_ROUND = "release_round"
    CHOOSE_AGENDA = "choose_agenda"
    READ_COMMENTS_FIRST = "read_comments_first"
    SEE_RESULTS = "see_results"
    EXPORT_RESULTS = "export_results"


class Decision(StrEnum):
    """What becomes of a request."""

    GRANTED = "granted"
    FORBIDDEN = "forbidden"  # 403: inside one's own partnership, and for who looks after the site
    UNKNOWN = "unknown"  # 404: the same as "does not exist"


def looks_after_the_site(actor: Actor, target: Target) -> bool:
    """An administrator of the site."""
    del target
    return actor.is_admin


def opened_this_response(actor: Actor, target: Target) -> bool:
    """Somebody who came by the personal link of this response."""
    return target.response_id is not None and any(o.response_id == target.response_id for o in actor.opened)


def answered_and_it_is_released(actor: Actor, target: Target) -> bool:
    """Somebody whose answers are in a round that was released."""
    return target.state is State.RELEASED and any(
        o.round_id == target.round_id and o.submitted for o in actor.opened
    )


def belongs_and_it_is_released(actor: Actor, target: Target) -> bool:
    """Somebody of the partnership, once the round was released."""
    return target.state is State.RELEASED and actor.role_in(target.partnership_id) is not None


def belongs(actor: Actor, target: Target) -> bool:
    """Somebody of the partnership, whatever their role."""
    return actor.role_in(target.partnership_id) is not None


def leads(actor: Actor, target: Target) -> bool:
    """A lead of the partnership."""
    return actor.role_in(target.partnership_id) is Role.LEAD


def leads_or_facilitates(actor: Actor, target: Target) -> bool:
    """A lead or a facilitator of the partnership."""
    return actor.role_in(target.partnership_id) in (Role.LEAD, Role.FACILITATOR)


def reads_comments_first(actor: Actor, target: Target) -> bool:
    """Whoever the round names to read its comments first, as long as they lead or facilitate; without a name a lead."""
    if target.reader_id is None:
        return leads(actor, target)
    return actor.account_id == target.reader_id and leads_or_facilitates(actor, target)


POLICY: Mapping[Permission, tuple[Rule, ...]] = {
    Permission.SEE_SITE_HEALTH: (looks_after_the_site,),
    Permission.USE_OWN_RESPONSE: (opened_this_response,),
    Permission.SEE_PARTNERSHIP: (belongs,),
    Permission.FOLLOW_ROUND: (leads_or_facilitates,),
    Permission.CLOSE_ROUND: (leads,),
    Permission.RELEASE_ROUND: (leads,),
    Permission.CHOOSE_AGENDA: (leads_or_facilitates,),
    Permission.READ_COMMENTS_FIRST: (reads_comments_first,),
    Permission.SEE_RESULTS: (leads_or_facilitates, belongs_and_it_is_released, answered_and_it_is_released),
    Permission.EXPORT_RESULTS: (leads_or_facilitates,),
}


def decide(actor: Actor, permission: Permission, target: Target) -> Decision:
    """What becomes of a request: granted, or refused in the way that tells least."""
    if any(rule(actor, target) for rule in POLICY.get(permission, ())):
        return Decision.GRANTED
    if actor.role_in(target.partnership_id) is not None or actor.is_admin:
        return Decision.FORBIDDEN
    return Decision.UNKNOWN
