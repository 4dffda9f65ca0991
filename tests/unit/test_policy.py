"""The policy, row by row, against the permission matrix of the design (reliability.md §3)."""

from dataclasses import replace

import pytest

from pet.access import policy
from pet.access.actor import ANONYMOUS, SITE, Actor, Membership, Opened, Role, State, Target
from pet.access.policy import POLICY, Decision, Permission

HERE, THERE, ROUND, RESPONSE, READER = 1, 2, 10, 100, 7
RUNNING = (State.DRAFT, State.OPEN, State.CLOSED)


def account(role, partnership_id=HERE, account_id=5):
    return Actor(
        account_id=account_id,
        memberships=(Membership(partnership_id=partnership_id, role=role, partner_id=3),),
    )


def respondent(round_id=ROUND, response_id=RESPONSE, *, submitted=True):
    return Actor(opened=(Opened(response_id=response_id, round_id=round_id, submitted=submitted),))


EVERYBODY = {
    "anonymous": ANONYMOUS,
    "respondent": respondent(),
    "started only": respondent(submitted=False),
    "other respondent": respondent(response_id=101),
    "respondent of another round": respondent(11, 110),
    "member": account(Role.MEMBER),
    "partner lead": account(Role.PARTNER_LEAD),
    "lead": account(Role.LEAD),
    "facilitator": account(Role.FACILITATOR),
    "reader": account(Role.FACILITATOR, account_id=READER),
    "former reader": account(Role.MEMBER, account_id=READER),
    "lead elsewhere": account(Role.LEAD, THERE),
    "admin": Actor(account_id=9, is_admin=True),
}
SIGNED_IN = {
    *("member", "partner lead", "lead", "facilitator", "reader", "former reader", "lead elsewhere", "admin"),
}
MEMBERS = {"member", "partner lead", "lead", "facilitator", "reader", "former reader"}
LEADERS = {"lead", "facilitator", "reader"}
OWN = {"lead", "partner lead"}
# who may, while the round runs or is closed; and who more once it is released
MATRIX = {
    Permission.SEE_SITE_HEALTH: ({"admin"}, set()),
    Permission.SEE_SITE_LOG: ({"admin"}, set()),
    Permission.LOOK_AFTER_ACCOUNTS: ({"admin"}, set()),
    Permission.USE_OWN_ACCOUNT: (SIGNED_IN, set()),
    Permission.CHANGE_OWN_ACCOUNT: (SIGNED_IN, set()),
    Permission.USE_OWN_RESPONSE: ({"respondent", "started only"}, set()),
    Permission.ANSWER_BY_ACCOUNT: ({"member", "partner lead", "lead", "former reader"}, set()),
    Permission.CREATE_PARTNERSHIP: ({"lead", "lead elsewhere", "admin"}, set()),
    Permission.SEE_PARTNERSHIP: (MEMBERS, set()),
    Permission.EDIT_PARTNERSHIP: ({"lead"}, set()),
    Permission.DELETE_PARTNERSHIP: ({"lead", "admin"}, set()),
    Permission.EDIT_PARTNERS: ({"lead"}, set()),
    Permission.EDIT_PEOPLE: (OWN, set()),
    Permission.IMPORT_PEOPLE: (OWN, set()),
    Permission.APPOINT_IN_PARTNER: (OWN, set()),
    Permission.APPOINT_LEADERS: ({"lead"}, set()),
    Permission.SEE_LOG: ({"lead"}, set()),
    Permission.SET_UP_ROUND: ({"lead"}, set()),
    Permission.PUBLISH_FRAMEWORK: ({"lead"}, set()),
    Permission.FOLLOW_ROUND: (LEADERS, set()),
    Permission.SEE_COUNTS: (LEADERS | {"partner lead"}, set()),
    Permission.SEE_WHO_ANSWERED: (LEADERS, set()),
    Permission.INVITE: (OWN, set()),
    Permission.CHANGE_INVITATION: (OWN, set()),
    Permission.SEE_DELIVERY: (OWN, set()),
    Permission.REMIND: (LEADERS | {"partner lead"}, set()),
    Permission.TYPE_PAPER: (LEADERS | {"partner lead"}, set()),
    Permission.CLOSE_ROUND: ({"lead"}, set()),
    Permission.RELEASE_ROUND: ({"lead"}, set()),
    Permission.CHOOSE_AGENDA: (LEADERS, set()),
    Permission.READ_COMMENTS_FIRST: ({"reader"}, set()),
    Permission.SEE_RESULTS: (LEADERS, MEMBERS | {"respondent", "other respondent"}),
    Permission.EXPORT_RESULTS: (LEADERS, set()),
    Permission.EDIT_ACTIONS: (LEADERS | {"partner lead"}, set()),
    Permission.ORDER_ACTIONS: (LEADERS, set()),
    Permission.UPDATE_OWN_ACTION: ({"lead"}, set()),
}


def granted(permission, target, *, fresh=True):
    return {
        name
        for name, actor in EVERYBODY.items()
        if policy.decide(replace(actor, is_fresh=fresh), permission, target) is Decision.GRANTED
    }


def target(state, reader_id=READER):
    return Target(partnership_id=HERE, round_id=ROUND, response_id=RESPONSE, state=state, reader_id=reader_id)


@pytest.mark.parametrize("permission", MATRIX, ids=str)
def test_who_may(permission):
    before, more_after = MATRIX[permission]
    assert [granted(permission, target(state)) for state in RUNNING] == [before] * 3
    assert granted(permission, target(State.RELEASED)) == before | more_after


def test_every_permission_is_in_the_policy_and_in_this_matrix():
    assert (set(POLICY), {*MATRIX, Permission.SEE_ACTIONS}) == (set(Permission), set(Permission))


def test_what_was_agreed_is_seen_once_the_round_is_closed():
    seen = [granted(Permission.SEE_ACTIONS, target(state)) for state in (*RUNNING, State.RELEASED)]
    assert seen == [set(), set(), LEADERS, MEMBERS | {"respondent", "other respondent"}]


def test_whoever_does_it_says_how_it_goes():
    of_the_reader = replace(target(State.CLOSED), owner_id=READER)
    assert granted(Permission.UPDATE_OWN_ACTION, of_the_reader) == {"lead", "reader", "former reader"}
    elsewhere = replace(of_the_reader, partnership_id=THERE)
    assert granted(Permission.UPDATE_OWN_ACTION, elsewhere) == {"lead elsewhere"}


def test_without_a_named_reader_the_lead_reads_first():
    assert granted(Permission.READ_COMMENTS_FIRST, target(State.CLOSED, None)) == {"lead"}


def test_what_is_about_the_site_is_for_nobody_of_a_partnership():
    assert granted(Permission.SEE_PARTNERSHIP, SITE) == set()
    assert granted(Permission.USE_OWN_RESPONSE, SITE) == set()
    assert granted(Permission.SEE_RESULTS, SITE) == set()


@pytest.mark.parametrize(
    ("name", "decision"),
    [
        ("member", Decision.FORBIDDEN),
        ("partner lead", Decision.FORBIDDEN),
        ("admin", Decision.FORBIDDEN),
        ("lead elsewhere", Decision.UNKNOWN),
        ("respondent of another round", Decision.UNKNOWN),
        ("anonymous", Decision.UNKNOWN),
    ],
)
def test_a_refusal_tells_nothing_outside_ones_own_partnership(name, decision):
    assert policy.decide(EVERYBODY[name], Permission.CLOSE_ROUND, target(State.OPEN)) is decision


def test_a_role_counts_in_its_own_partnership_only():
    actor = Actor(
        account_id=5,
        memberships=(
            Membership(partnership_id=HERE, role=Role.MEMBER),
            Membership(partnership_id=THERE, role=Role.LEAD),
        ),
    )
    decided = [
        policy.decide(actor, Permission.CLOSE_ROUND, Target(partnership_id=where, state=State.OPEN))
        for where in (HERE, THERE, 3)
    ]
    assert decided == [Decision.FORBIDDEN, Decision.GRANTED, Decision.UNKNOWN]


def test_a_permission_that_nobody_entered_is_nobodys():
    assert {policy.decide(actor, "unheard of", SITE) for actor in EVERYBODY.values()} == {
        Decision.UNKNOWN,
        Decision.FORBIDDEN,
    }


@pytest.mark.parametrize("permission", Permission, ids=str)
def test_what_is_dangerous_wants_a_fresh_sign_in_and_nothing_else_does(permission):
    dangerous = {
        Permission.LOOK_AFTER_ACCOUNTS,
        Permission.CHANGE_OWN_ACCOUNT,
        Permission.DELETE_PARTNERSHIP,
    }
    told = granted(permission, target(State.OPEN)), granted(permission, target(State.OPEN), fresh=False)
    assert told[1] == (set() if permission in dangerous else told[0])
    stale = {policy.decide(actor, permission, target(State.OPEN)) for actor in EVERYBODY.values()}
    assert (Decision.STALE in stale) is (permission in dangerous)


def test_an_anonymous_round_does_not_say_who_has_answered():
    asked = Target(partnership_id=HERE, round_id=ROUND, state=State.OPEN, is_anonymous=True)
    assert granted(Permission.SEE_WHO_ANSWERED, asked) == set()
    assert granted(Permission.SEE_COUNTS, asked) == LEADERS | {"partner lead"}


@pytest.mark.parametrize(
    "permission", [Permission.EDIT_PEOPLE, Permission.INVITE, Permission.REMIND], ids=str
)
def test_the_lead_of_a_partner_sees_nothing_of_another(permission):
    asked = Target(partnership_id=HERE, partner_id=4)
    told = {
        name: policy.decide(EVERYBODY[name], permission, asked) for name in ("partner lead", "member", "lead")
    }
    assert told == {
        "partner lead": Decision.UNKNOWN,
        "member": Decision.UNKNOWN,
        "lead": Decision.GRANTED,
    }


def test_everybody_makes_a_partnership_where_the_site_allows_it():
    assert granted(Permission.CREATE_PARTNERSHIP, SITE) == {"lead", "lead elsewhere", "admin"}
    assert granted(Permission.CREATE_PARTNERSHIP, Target(anyone_creates=True)) == SIGNED_IN
