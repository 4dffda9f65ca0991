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
    SEE_SITE_LOG = "see_site_log"
    LOOK_AFTER_ACCOUNTS = "look_after_accounts"
    USE_OWN_ACCOUNT = "use_own_account"
    CHANGE_OWN_ACCOUNT = "change_own_account"
    USE_OWN_RESPONSE = "use_own_response"
    ANSWER_BY_ACCOUNT = "answer_by_account"
    CREATE_PARTNERSHIP = "create_partnership"
    SEE_PARTNERSHIP = "see_partnership"
    EDIT_PARTNERSHIP = "edit_partnership"
    DELETE_PARTNERSHIP = "delete_partnership"
    EDIT_PARTNERS = "edit_partners"
    EDIT_PEOPLE = "edit_people"
    IMPORT_PEOPLE = "import_people"
    APPOINT_IN_PARTNER = "appoint_in_partner"
    APPOINT_LEADERS = "appoint_leaders"
    SEE_LOG = "see_log"
    SET_UP_ROUND = "set_up_round"
    PUBLISH_FRAMEWORK = "publish_framework"
    FOLLOW_ROUND = "follow_round"
    SEE_COUNTS = "see_counts"
    SEE_WHO_ANSWERED = "see_who_answered"
    INVITE = "invite"
    CHANGE_INVITATION = "change_invitation"
    SEE_DELIVERY = "see_delivery"
    REMIND = "remind"
    TYPE_PAPER = "type_paper"
    CLOSE_ROUND = "close_round"
    RELEASE_ROUND = "release_round"
    CHOOSE_AGENDA = "choose_agenda"
    READ_COMMENTS_FIRST = "read_comments_first"
    SEE_RESULTS = "see_results"
    EXPORT_RESULTS = "export_results"
    SEE_ACTIONS = "see_actions"
    EDIT_ACTIONS = "edit_actions"
    ORDER_ACTIONS = "order_actions"
    UPDATE_OWN_ACTION = "update_own_action"


class Decision(StrEnum):
    """What becomes of a request."""

    GRANTED = "granted"
    STALE = "stale"  # granted once the person has shown again that it is them
    FORBIDDEN = "forbidden"  # 403: inside one's own partnership, and for who looks after the site
    UNKNOWN = "unknown"  # 404: the same as "does not exist"


def looks_after_the_site(actor: Actor, target: Target) -> bool:
    """An administrator of the site."""
    del target
    return actor.is_admin


def is_signed_in(actor: Actor, target: Target) -> bool:
    """Anybody with an account."""
    del target
    return actor.account_id is not None


def may_create_here(actor: Actor, target: Target) -> bool:
    """Somebody with an account, where the site lets everybody make a partnership."""
    return actor.account_id is not None and target.anyone_creates


def leads_some_partnership(actor: Actor, target: Target) -> bool:
    """A lead of whichever partnership."""
    del target
    return any(m.role is Role.LEAD for m in actor.memberships)


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


def leads_or_facilitates_and_it_is_not_anonymous(actor: Actor, target: Target) -> bool:
    """A lead or a facilitator, of a round that has not promised to keep no name."""
    return leads_or_facilitates(actor, target) and not target.is_anonymous


def leads_this_partner(actor: Actor, target: Target) -> bool:
    """The lead of the partner it is about; of a page about the whole partnership, the lead of any partner in it.

    Such a page shows and changes what is of their own partner only (pet.services take the actor's partner).
    """
    mine = actor.membership_in(target.partnership_id)
    if mine is None or mine.role is not Role.PARTNER_LEAD:
        return False
    return target.partner_id is None or target.partner_id == mine.partner_id


def may_be_asked(actor: Actor, target: Target) -> bool:
    """Somebody of the partnership who can be asked in a round: a member, the lead of a partner, or a lead."""
    return actor.role_in(target.partnership_id) in (Role.MEMBER, Role.PARTNER_LEAD, Role.LEAD)


def leads_or_facilitates_and_it_is_closed(actor: Actor, target: Target) -> bool:
    """A lead or a facilitator, once nobody answers any more."""
    return leads_or_facilitates(actor, target) and target.state in (State.CLOSED, State.RELEASED)


def owns_this_action(actor: Actor, target: Target) -> bool:
    """Somebody of the partnership whose account is named as the one who does it."""
    belongs_here = actor.role_in(target.partnership_id) is not None
    return belongs_here and target.owner_id is not None and target.owner_id == actor.account_id


def reads_comments_first(actor: Actor, target: Target) -> bool:
    """Whoever the round names to read its comments first, as long as they lead or facilitate; without a name a lead."""
    if target.reader_id is None:
        return leads(actor, target)
    return actor.account_id == target.reader_id and leads_or_facilitates(actor, target)


POLICY: Mapping[Permission, tuple[Rule, ...]] = {
    Permission.SEE_SITE_HEALTH: (looks_after_the_site,),
    Permission.SEE_SITE_LOG: (looks_after_the_site,),
    Permission.LOOK_AFTER_ACCOUNTS: (looks_after_the_site,),
    Permission.USE_OWN_ACCOUNT: (is_signed_in,),
    Permission.CHANGE_OWN_ACCOUNT: (is_signed_in,),
    Permission.USE_OWN_RESPONSE: (opened_this_response,),
    Permission.ANSWER_BY_ACCOUNT: (may_be_asked,),
    Permission.CREATE_PARTNERSHIP: (looks_after_the_site, leads_some_partnership, may_create_here),
    Permission.SEE_PARTNERSHIP: (belongs,),
    Permission.EDIT_PARTNERSHIP: (leads,),
    Permission.DELETE_PARTNERSHIP: (leads, looks_after_the_site),
    Permission.EDIT_PARTNERS: (leads,),
    Permission.EDIT_PEOPLE: (leads, leads_this_partner),
    Permission.IMPORT_PEOPLE: (leads, leads_this_partner),
    Permission.APPOINT_IN_PARTNER: (leads, leads_this_partner),
    Permission.APPOINT_LEADERS: (leads,),
    Permission.SEE_LOG: (leads,),
    Permission.SET_UP_ROUND: (leads,),
    Permission.PUBLISH_FRAMEWORK: (leads,),
    Permission.FOLLOW_ROUND: (leads_or_facilitates,),
    Permission.SEE_COUNTS: (leads_or_facilitates, leads_this_partner),
    Permission.SEE_WHO_ANSWERED: (leads_or_facilitates_and_it_is_not_anonymous,),
    Permission.INVITE: (leads, leads_this_partner),
    Permission.CHANGE_INVITATION: (leads, leads_this_partner),
    Permission.SEE_DELIVERY: (leads, leads_this_partner),
    Permission.REMIND: (leads_or_facilitates, leads_this_partner),
    Permission.TYPE_PAPER: (leads_or_facilitates, leads_this_partner),
    Permission.CLOSE_ROUND: (leads,),
    Permission.RELEASE_ROUND: (leads,),
    Permission.CHOOSE_AGENDA: (leads_or_facilitates,),
    Permission.READ_COMMENTS_FIRST: (reads_comments_first,),
    Permission.SEE_RESULTS: (leads_or_facilitates, belongs_and_it_is_released, answered_and_it_is_released),
    Permission.EXPORT_RESULTS: (leads_or_facilitates,),
    Permission.SEE_ACTIONS: (
        leads_or_facilitates_and_it_is_closed,
        belongs_and_it_is_released,
        answered_and_it_is_released,
    ),
    Permission.EDIT_ACTIONS: (leads_or_facilitates, leads_this_partner),
    Permission.ORDER_ACTIONS: (leads_or_facilitates,),
    Permission.UPDATE_OWN_ACTION: (owns_this_action, leads),
}
# What only somebody may do who showed within the last ten minutes that it is them.
FRESH = frozenset(
    {Permission.LOOK_AFTER_ACCOUNTS, Permission.CHANGE_OWN_ACCOUNT, Permission.DELETE_PARTNERSHIP}
)


def decide(actor: Actor, permission: Permission, target: Target) -> Decision:
    """What becomes of a request: granted, or refused in the way that tells least."""
    if any(rule(actor, target) for rule in POLICY.get(permission, ())):
        return Decision.GRANTED if actor.is_fresh or permission not in FRESH else Decision.STALE
    if _is_of_another_partner(actor, target):
        return Decision.UNKNOWN
    if actor.role_in(target.partnership_id) is not None or actor.is_admin:
        return Decision.FORBIDDEN
    return Decision.UNKNOWN


def _is_of_another_partner(actor: Actor, target: Target) -> bool:
    """Members and leads of one partner are not told who or what there is in another."""
    mine = actor.membership_in(target.partnership_id)
    if mine is None or mine.role in (Role.LEAD, Role.FACILITATOR) or target.partner_id is None:
        return False
    return target.partner_id != mine.partner_id
