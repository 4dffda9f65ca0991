"""Invitations: who is asked, links in letters, and what is kept of somebody who begins by one."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.access.actor import Actor, Membership, Role
from pet.analysis.options import Mode
from pet.db.models import (
    AuditEvent,
    Invitation,
    InvitationLink,
    Letter,
    Partner,
    Person,
    Response,
    WebSession,
)
from pet.errors import PetError
from pet.services import (
    invitations,
    invitees,
    own_links,
    partnerships,
    responses,
    rounds,
    sessions,
)
from pet.services.audit import PET
from pet.services.invitations import SeveralError, ShutError, Standing
from pet.services.own_links import Shut
from pet.services.responses import BegunError, NotAcceptingError
from tests.support.by_letter import PEOPLE, POST, invitation_of, make_letters, make_people, token_of
from tests.support.factories import NOW, PARTNERS, answer, make_account, make_member, make_partnership
from tests.support.statements import noted

KEPT = [Mode.CONFIDENTIAL, Mode.OPEN]
ALL = [Mode.ANONYMOUS, *KEPT]


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


def begin(session, row, name, now=NOW):
    return invitations.start(session, token=token_of(session, row.id, name), now=now)


def frozen(session, model=Invitation):
    """All that the table holds, in no order."""
    session.flush()
    session.expire_all()
    table = model.__table__
    return sorted(map(repr, session.execute(select(table)).all()))


# Inviting


def test_everybody_is_invited_once_with_a_letter_and_as_whom_they_answer(session):
    row = make_letters(session)
    assert row.invited == len(PEOPLE)
    names = {p.id: p.name for p in partnerships.partners(session, row.partnership_id)}
    found = {
        one.email: (names[one.partner_id], one.role_id, one.delivery)
        for one in session.scalars(select(Invitation))
    }
    assert found == {
        f"{name.lower()}@example.org": (partner, role, "queued") for name, partner, role in PEOPLE
    }
    assert invitations.issue(session, round_id=row.id, by=PET, now=NOW, post=POST) == 0
    assert session.scalar(select(func.count()).select_from(Letter)) == len(PEOPLE)


def test_a_letter_waits_for_the_round_to_open(session):
    row = make_letters(session, opens_at=NOW + timedelta(days=2))
    assert {one.next_at for one in session.scalars(select(Letter))} == {row.opens_at}


def test_without_an_address_there_is_an_invitation_and_no_letter_and_an_unknown_role_is_left_out(session):
    partnership = make_partnership(session)
    (person,) = make_people(session, partnership, [("Dee", "Ash School", "pilot")])
    person.email = None
    row = make_letters(session, partnership=partnership)
    invitation = invitation_of(session, row.id, "Dee")
    assert (invitation.role_id, invitation.email, invitation.delivery) == (None, None, "none")
    assert session.scalar(select(func.count()).select_from(Letter)) == len(PEOPLE)
    with pytest.raises(PetError, match="no e-mail address"):
        invitations.new_link(session, invitation_id=invitation.id, by=PET, now=NOW, post=POST)


def test_archived_people_and_those_of_archived_partners_are_not_asked(session):
    partnership = make_partnership(session)
    gone, *_rest = make_people(
        session, partnership, [("Dee", "Ash School", None), ("Eli", "Cedar School", None)]
    )
    gone.archived_at = NOW
    session.scalars(select(Partner).where(Partner.name == "Cedar School")).one().archived_at = NOW
    make_letters(session, partnership=partnership)
    asked = set(session.scalars(select(Person.name).join(Invitation, Invitation.person_id == Person.id)))
    assert asked == {name for name, _partner, _role in PEOPLE}


def test_letters_are_written_in_an_order_that_says_nothing(session):
    people = [(f"P{n:02}", "Ash School", None) for n in range(20)]
    row = make_letters(session, people=people)
    in_order = [name.lower() for name, *_rest in people]
    by_row = [one.partition("@")[0] for one in session.scalars(select(Letter.to_address).order_by(Letter.id))]
    by_id = [
        one.partition("@")[0] for one in session.scalars(select(Invitation.email).order_by(Invitation.id))
    ]
    assert sorted(by_row) == sorted(by_id) == in_order
    assert in_order not in (by_row, by_id)
    assert row.invited == len(people)


def test_somebody_can_be_added_while_it_runs_and_not_after(session):
    row = make_letters(session)
    partnership = session.get_one(type(row), row.id).partnership_id
    (late,) = make_people(session, make_part(session, partnership), [("Late", "Cedar School", "head")])
    both = {"round_id": row.id, "person_ids": [late.id], "by": PET, "post": POST}
    assert invitations.invite(session, now=NOW, **both) == 1
    assert invitations.invite(session, now=NOW, **both) == 0
    assert row.invited == len(PEOPLE) + 1
    with pytest.raises(NotAcceptingError):
        invitations.invite(session, now=row.closes_at, **both)


def make_part(session, partnership_id):
    from pet.db.models import Partnership

    return session.get_one(Partnership, partnership_id)


@pytest.mark.parametrize(
    ("asks", "role", "allowed"),
    [("both", "teacher", True), ("both", "head", False), ("partner", "head", True), ("nobody", "head", True)],
)
def test_nobody_is_added_to_an_anonymous_round_who_would_stand_out(session, asks, role, allowed):
    people = [(f"P{n}", "Ash School", "teacher") for n in range(5)]
    row = make_letters(session, mode=Mode.ANONYMOUS, people=people, asks=asks)
    (late,) = make_people(session, make_part(session, row.partnership_id), [("Late", "Ash School", role)])
    given = {"round_id": row.id, "person_ids": [late.id], "by": PET, "now": NOW, "post": POST}
    if allowed:
        assert invitations.invite(session, **given) == 1
    else:
        with pytest.raises(PetError, match="at least 5 people"):
            invitations.invite(session, **given)


def test_what_was_done_is_in_the_log_without_names_or_addresses(session):
    row = make_letters(session)
    invitation = invitation_of(session, row.id, "Ann")
    given = {"invitation_id": invitation.id, "by": PET, "now": NOW}
    invitations.revoke(session, **given)
    invitations.revoke(session, **given)
    invitations.restore(session, **given)
    invitations.new_link(session, post=POST, **given)
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    ours = ["invite", "revoke_invitation", "restore_invitation", "new_link"]
    assert [one.act for one in events if one.act in ours] == ours
    told = repr([one.about for one in events])
    assert "Ann" not in told
    assert "example.org" not in told


# Beginning


@pytest.mark.parametrize("mode", ALL)
def test_one_letter_makes_one_sheet_however_often_it_is_used(session, mode):
    row = make_letters(session, mode=mode)
    first, again = begin(session, row, "Ann"), begin(session, row, "Ann")
    assert (first.response_id, first.public_id) == (again.response_id, again.public_id)
    assert session.scalar(select(func.count()).select_from(Response)) == 1


@pytest.mark.parametrize("mode", ALL)
def test_two_clicks_at_once_on_the_same_letter_make_one_sheet(database, at_once, mode):
    with database.writing() as session:
        row = make_letters(session, mode=mode)
        token = token_of(session, row.id, "Ann")

    def click(session):
        return invitations.start(session, token=token, now=NOW).response_id

    waited, one, two = at_once(click, click)
    assert (waited, one.result(10)) == (True, two.result(10))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Response)) == 1


def test_two_colleagues_who_begin_at_once_have_one_joint_sheet(database, at_once):
    with database.writing() as session:
        row = make_letters(session, mode=Mode.OPEN)
        tokens = [token_of(session, row.id, name) for name in ("Ann", "Ben")]

    def click(token):
        return lambda session: invitations.start(session, token=token, now=NOW).response_id

    waited, one, two = at_once(*map(click, tokens))
    assert (waited, one.result(10)) == (True, two.result(10))


def test_nothing_of_an_invitation_changes_in_an_anonymous_round(session):
    row = make_letters(session, mode=Mode.ANONYMOUS)
    before = (
        frozen(session),
        frozen(session, InvitationLink),
        frozen(session, Person),
        frozen(session, AuditEvent),
    )
    started = begin(session, row, "Ann")
    answer(session, started, 4)
    begin(session, row, "Ann")
    responses.withdraw(session, response_id=started.response_id)
    after = (
        frozen(session),
        frozen(session, InvitationLink),
        frozen(session, Person),
        frozen(session, AuditEvent),
    )
    assert before == after


def test_an_anonymous_invitation_is_not_even_locked(database):
    with database.writing() as session:
        row = make_letters(session, mode=Mode.ANONYMOUS)
        token = token_of(session, row.id, "Ann")
        with noted(database) as said:
            invitations.start(session, token=token, now=NOW)
    assert not [one for one in said if "invitation" in one.lower() and not one.lower().startswith("select")]
    assert not [one for one in said if "FROM invitation" in one and "FOR" in one.rpartition("WHERE")[2]]


@pytest.mark.parametrize(
    ("asks", "kept"),
    [
        ("both", (True, "head")),
        ("partner", (True, None)),
        ("role", (False, "head")),
        ("nobody", (False, None)),
    ],
)
def test_of_partner_and_role_an_anonymous_round_keeps_what_it_asks(session, asks, kept):
    row = make_letters(session, mode=Mode.ANONYMOUS, asks=asks)
    response = session.get_one(Response, begin(session, row, "Ann").response_id)
    assert (response.partner_id is not None, response.role_id) == kept
    assert (response.identified, response.person, response.joint_key) == (True, None, None)
    assert responses.choices(session, row.id, response.id) == responses.Choices(partners=(), roles=())


def test_a_confidential_round_keeps_whose_sheet_it_is_and_as_whom_they_answer(session):
    row = make_letters(session)
    started = begin(session, row, "Ann")
    response, invitation = (
        session.get_one(Response, started.response_id),
        invitation_of(session, row.id, "Ann"),
    )
    person = session.get_one(Person, invitation.person_id)
    assert (response.person, invitation.response_id) == (person.key, response.id)
    assert (response.partner_id, response.role_id, response.identified) == (person.partner_id, "head", True)


@pytest.mark.parametrize(
    ("partner", "role", "left"),
    [("Ash School", None, (0, 2)), (None, "head", (3, 2)), (None, None, (3, 2))],
)
def test_what_the_list_does_not_know_is_asked(session, partner, role, left):
    row = make_letters(session, people=[("Ann", partner, role)])
    started = begin(session, row, "Ann")
    response = session.get_one(Response, started.response_id)
    assert not response.identified
    found = responses.choices(session, row.id, response.id)
    assert (len(found.partners), len(found.roles)) == left
    beech = partnerships.partners(session, row.partnership_id)[1]
    chosen = {"partner_id": beech.id if found.partners else None, "role_id": "teacher"}
    responses.identify(session, response_id=response.id, now=NOW, **chosen)
    assert (response.identified, response.role_id) == (True, "teacher")
    assert (response.partner_id == beech.id) is (partner is None)


def test_the_partner_that_a_letter_names_cannot_be_changed(session):
    row = make_letters(session)
    started = begin(session, row, "Ann")
    beech = partnerships.partners(session, row.partnership_id)[1]
    with pytest.raises(PetError, match="partner from the list"):
        responses.identify(
            session, response_id=started.response_id, partner_id=beech.id, role_id="head", now=NOW
        )


def test_colleagues_share_the_joint_sheet_of_their_partner_alone(session):
    row = make_letters(session, mode=Mode.OPEN)
    ann, ben, cem = (begin(session, row, name) for name in ("Ann", "Ben", "Cem"))
    assert ann.response_id == ben.response_id != cem.response_id
    sheet = session.get_one(Response, ann.response_id)
    assert (sheet.joint_key, sheet.identified, sheet.person) == (sheet.partner_id, True, None)
    assert invitations.editors(session, row.id, sheet.partner_id) == ("Ann", "Ben")
    assert responses.choices(session, row.id, sheet.id).partners == ()


@pytest.mark.parametrize("mode", ALL)
def test_after_a_withdrawal_the_letter_begins_anew_while_the_round_is_open(session, mode):
    row = make_letters(session, mode=mode)
    first = begin(session, row, "Ann")
    responses.withdraw(session, response_id=first.response_id)
    session.expire_all()
    assert begin(session, row, "Ann").response_id != first.response_id
    second = begin(session, row, "Ann")
    responses.withdraw(session, response_id=second.response_id)
    session.expire_all()
    with pytest.raises(NotAcceptingError):
        begin(session, row, "Ann", now=row.closes_at)


@pytest.mark.parametrize("mode", ALL)
def test_nothing_begins_before_the_first_day_or_after_the_last(session, mode):
    row = make_letters(session, mode=mode)
    for now in (row.opens_at - timedelta(minutes=1), row.closes_at):
        with pytest.raises(NotAcceptingError):
            begin(session, row, "Ann", now=now)
    assert session.scalar(select(func.count()).select_from(Response)) == 0


def test_whose_answers_were_typed_in_from_paper_cannot_begin_another_sheet(session):
    row = make_letters(session)
    person = session.get_one(Person, invitation_of(session, row.id, "Ann").person_id)
    responses.start(session, round_id=row.id, now=NOW, person=person.key)
    with pytest.raises(BegunError):
        begin(session, row, "Ann")


# Links


@pytest.mark.parametrize("mode", ALL)
def test_a_revoked_letter_opens_nothing_until_it_is_restored(session, mode):
    row = make_letters(session, mode=mode)
    token = token_of(session, row.id, "Ann")
    invitation = invitation_of(session, row.id, "Ann")
    started = invitations.start(session, token=token, now=NOW)
    sessions.open_for_response(session, started.response_id, now=NOW, invitation_id=started.invitation_id)
    invitations.revoke(session, invitation_id=invitation.id, by=PET, now=NOW)
    with pytest.raises(ShutError):
        invitations.start(session, token=token, now=NOW)
    assert own_links.find(session, token, now=NOW).shut(NOW) is Shut.REVOKED
    open_ones = session.scalar(select(func.count()).select_from(WebSession))
    assert open_ones == (1 if mode is Mode.ANONYMOUS else 0)
    invitations.restore(session, invitation_id=invitation.id, by=PET, now=NOW)
    assert invitations.start(session, token=token, now=NOW).response_id == started.response_id


@pytest.mark.parametrize("mode", KEPT)
def test_a_new_link_leads_to_the_same_sheet_and_the_old_one_says_that_it_was_replaced(session, mode):
    row = make_letters(session, mode=mode)
    old = token_of(session, row.id, "Ann")
    started = invitations.start(session, token=old, now=NOW)
    invitations.new_link(
        session, invitation_id=invitation_of(session, row.id, "Ann").id, by=PET, now=NOW, post=POST
    )
    with pytest.raises(ShutError):
        invitations.start(session, token=old, now=NOW)
    assert own_links.find(session, old, now=NOW).shut(NOW) is Shut.REPLACED
    assert begin(session, row, "Ann").response_id == started.response_id


def test_in_an_anonymous_round_a_new_link_begins_anew_and_the_old_one_keeps_what_it_had(session):
    row = make_letters(session, mode=Mode.ANONYMOUS)
    ann, ben = token_of(session, row.id, "Ann"), token_of(session, row.id, "Ben")
    started = invitations.start(session, token=ann, now=NOW)
    for name in ("Ann", "Ben"):
        invitations.new_link(
            session, invitation_id=invitation_of(session, row.id, name).id, by=PET, now=NOW, post=POST
        )
    assert own_links.find(session, ann, now=NOW).response_id == started.response_id
    assert own_links.find(session, ben, now=NOW) is None
    link = own_links.find(session, token_of(session, row.id, "Ann"), now=NOW)
    assert (link.response_id, link.is_renewed, link.invited.standing) == (None, True, Standing.LATER)
    assert begin(session, row, "Ann").response_id != started.response_id
    assert session.scalar(select(func.count()).select_from(InvitationLink)) == len(PEOPLE)


@pytest.mark.parametrize("mode", KEPT)
def test_a_reminder_carries_one_more_link_to_the_same_sheet(session, mode):
    row = make_letters(session, mode=mode)
    started = begin(session, row, "Ann")
    token = invitations.token_for_letter(session, invitation_id=invitation_of(session, row.id, "Ann").id)
    assert invitations.start(session, token=token, now=NOW).response_id == started.response_id
    assert begin(session, row, "Ann").response_id == started.response_id


def test_a_reminder_of_an_anonymous_round_has_no_link(session):
    row = make_letters(session, mode=Mode.ANONYMOUS)
    with pytest.raises(ValueError, match="anonymous"):
        invitations.token_for_letter(session, invitation_id=invitation_of(session, row.id, "Ann").id)


def test_nobody_gets_at_begun_answers_by_changing_an_address(session):
    row = make_letters(session)
    begun, other = invitation_of(session, row.id, "Ann"), invitation_of(session, row.id, "Cem")
    begin(session, row, "Ann")
    lead = make_account(session, "curious@example.org")
    for invitation in (begun, other):
        session.get_one(Person, invitation.person_id).email = f"new-{invitation.id}@example.org"
    session.get_one(Person, begun.person_id).email = lead.email
    session.flush()
    with pytest.raises(PetError, match="earlier address"):
        invitations.new_link(session, invitation_id=begun.id, by=PET, now=NOW, post=POST)
    with pytest.raises(invitations.NotInvitedError):
        invitations.start_by_account(session, round_id=row.id, account_id=lead.id, now=NOW)
    invitations.new_link(session, invitation_id=other.id, by=PET, now=NOW, post=POST)
    assert other.email == f"new-{other.id}@example.org"
    assert session.scalars(
        select(Letter.to_address).where(Letter.state == "queued", Letter.invitation_id == other.id)
    ).all() == [other.email]


@pytest.mark.parametrize("mode", ALL)
def test_links_read_for_a_year_after_the_close(session, mode):
    row = make_letters(session, mode=mode)
    token = token_of(session, row.id, "Ann")
    answer(session, invitations.start(session, token=token, now=NOW), 4)
    rounds.close(session, round_id=row.id, now=NOW + timedelta(days=1))
    last = NOW + timedelta(days=366)
    for now, why in ((last - timedelta(seconds=1), None), (last, Shut.EXPIRED)):
        link = own_links.find(session, token, now=now)
        assert (link.shut(now), link.response_id is None) == (why, False)


def test_a_session_that_was_open_ends_with_the_year(session):
    row = make_letters(session)
    started = begin(session, row, "Ann")
    row.closes_at = NOW + timedelta(minutes=10)
    year = row.closes_at + timedelta(days=365)
    token = sessions.open_for_response(session, started.response_id, now=year - timedelta(minutes=20))
    opened = [
        len(sessions.look_up(session, None, [token], now=now).actor.opened)
        for now in (year - timedelta(minutes=1), year)
    ]
    assert opened == [1, 0]


def test_after_the_close_everybody_of_a_partner_reads_its_joint_sheet(session):
    row = make_letters(session, mode=Mode.OPEN)
    tokens = {name: token_of(session, row.id, name) for name in ("Ann", "Ben", "Cem")}
    started = invitations.start(session, token=tokens["Ann"], now=NOW)
    assert own_links.find(session, tokens["Ben"], now=NOW).response_id is None  # the promise comes first
    late = row.closes_at
    found = {name: own_links.find(session, token, now=late).response_id for name, token in tokens.items()}
    assert found == {"Ann": started.response_id, "Ben": started.response_id, "Cem": None}


def test_a_deleted_partnership_has_no_links(session):
    row = make_letters(session)
    token = token_of(session, row.id, "Ann")
    invitations.start(session, token=token, now=NOW)
    make_part(session, row.partnership_id).deleted_at = NOW
    session.flush()
    assert own_links.find(session, token, now=NOW) is None


# By account


@pytest.mark.parametrize("mode", KEPT)
def test_an_account_with_the_address_of_a_letter_begins_and_resumes_the_same_sheet(session, mode):
    row = make_letters(session, mode=mode)
    account = make_account(session, "ann@example.org")
    given = {"round_id": row.id, "account_id": account.id, "now": NOW}
    started = invitations.start_by_account(session, **given)
    assert begin(session, row, "Ann").response_id == started.response_id
    assert invitations.start_by_account(session, **given).response_id == started.response_id


def test_no_account_answers_in_an_anonymous_round(session):
    row = make_letters(session, mode=Mode.ANONYMOUS)
    account = make_account(session, "ann@example.org")
    with pytest.raises(invitations.NotInvitedError, match="anonymous"):
        invitations.start_by_account(session, round_id=row.id, account_id=account.id, now=NOW)


def test_who_is_asked_for_two_partners_says_for_which(session):
    row = make_letters(session, people=[("Ann", "Ash School", "head"), ("Ann", "Beech School", "head")])
    account = make_account(session, "ann@example.org")
    given = {"round_id": row.id, "account_id": account.id, "now": NOW}
    with pytest.raises(SeveralError) as several:
        invitations.start_by_account(session, **given)
    assert [partner for _id, partner in several.value.choices] == list(PARTNERS[:2])
    made = {
        invitations.start_by_account(session, invitation=public_id, **given).response_id
        for public_id, _partner in several.value.choices
    }
    assert len(made) == 2


@pytest.mark.parametrize("mode", KEPT)
def test_whoever_leads_a_partner_opens_its_joint_sheet_without_a_letter(session, mode):
    row = make_letters(session, mode=mode)
    account = make_account(session, "ollie@example.org")
    ash = partnerships.partners(session, row.partnership_id)[0]
    make_member(session, account, make_part(session, row.partnership_id), Role.PARTNER_LEAD, ash.id)
    given = {"round_id": row.id, "account_id": account.id, "now": NOW}
    if mode is Mode.OPEN:
        assert (
            invitations.start_by_account(session, **given).response_id
            == begin(session, row, "Ann").response_id
        )
    else:
        with pytest.raises(invitations.NotInvitedError):
            invitations.start_by_account(session, **given)


@pytest.mark.parametrize("mode", KEPT)
def test_an_address_that_nobody_has_shown_to_be_theirs_opens_no_sheet(session, mode):
    row = make_letters(session, mode=mode)
    account = make_account(session, "ann@example.org")
    account.email_proven = False
    session.flush()
    begin(session, row, "Ann")
    with pytest.raises(invitations.NotInvitedError, match="does not know yet that your e-mail address"):
        invitations.start_by_account(session, round_id=row.id, account_id=account.id, now=NOW)
    assert asks(session, account) == ()


def test_who_leads_a_partner_that_was_put_away_opens_nothing(session):
    row = make_letters(session, mode=Mode.OPEN)
    account = make_account(session, "ollie@example.org")
    ash = partnerships.partners(session, row.partnership_id)[0]
    make_member(session, account, make_part(session, row.partnership_id), Role.PARTNER_LEAD, ash.id)
    session.get_one(Partner, ash.id).archived_at = NOW
    session.flush()
    with pytest.raises(invitations.NotInvitedError):
        invitations.start_by_account(session, round_id=row.id, account_id=account.id, now=NOW)


def test_who_moved_away_gets_no_link_from_the_partner_they_left(session):
    row = make_letters(session)
    ash, beech, *_more = partnerships.partners(session, row.partnership_id)
    invitation = invitation_of(session, row.id, "Ann")
    person = session.get_one(Person, invitation.person_id)
    person.partner_id, person.email = beech.id, "new@example.org"
    session.flush()

    def moved_to(partner_id):
        sees = invitees.Sees(partner_id=partner_id, addresses=True)
        return invitees.one(session, row.id, invitation.id, sees=sees).moved_to

    assert [moved_to(ash.id), moved_to(None)] == ["", "new@example.org"]
    given = {"invitation_id": invitation.id, "by": PET, "now": NOW, "post": POST}
    with pytest.raises(PetError, match="belongs to another partner by now"):
        invitations.new_link(session, own_partner_id=ash.id, **given)
    assert invitation.email == "ann@example.org"
    invitations.new_link(session, **given)
    assert invitation.email == "new@example.org"


def test_taking_one_editor_back_leaves_the_colleagues_in(session):
    row = make_letters(session, mode=Mode.OPEN)
    tokens = {}
    for name in ("Ann", "Ben"):
        started = invitations.start(session, token=token_of(session, row.id, name), now=NOW)
        tokens[name] = sessions.open_for_response(
            session, started.response_id, now=NOW, invitation_id=started.invitation_id
        )
    invitations.revoke(session, invitation_id=invitation_of(session, row.id, "Ann").id, by=PET, now=NOW)
    found = {
        name: bool(sessions.look_up(session, None, [token], now=NOW).actor.opened)
        for name, token in tokens.items()
    }
    assert found == {"Ann": False, "Ben": True}


def test_no_session_of_an_anonymous_round_says_by_whose_letter(session):
    row = make_letters(session, mode=Mode.ANONYMOUS)
    started = invitations.start(session, token=token_of(session, row.id, "Ann"), now=NOW)
    assert started.invitation_id is None
    theirs = invitation_of(session, row.id, "Ann").id
    sessions.open_for_response(session, started.response_id, now=NOW, invitation_id=theirs)
    assert session.scalars(select(WebSession.invitation_id)).all() == [None]


def test_who_only_reads_the_joint_sheet_after_the_close_has_not_joined_in(session):
    row = make_letters(session, mode=Mode.OPEN)
    started = invitations.start(session, token=token_of(session, row.id, "Ann"), now=NOW)
    later = invitations.start(session, token=token_of(session, row.id, "Ben"), now=row.closes_at)
    assert later.response_id == started.response_id
    assert invitation_of(session, row.id, "Ben").response_id is None


@pytest.mark.parametrize("mode", KEPT)
@pytest.mark.parametrize("act", ["revoke", "new_link"])
def test_a_letter_that_is_put_out_of_use_opens_nothing_beside_that(database, at_once, mode, act):
    with database.writing() as session:
        row = make_letters(session, mode=mode)
        token, theirs = token_of(session, row.id, "Ann"), invitation_of(session, row.id, "Ann").id
        invitations.start(session, token=token, now=NOW)
    more = {"post": POST} if act == "new_link" else {}

    def put_out(session):
        getattr(invitations, act)(session, invitation_id=theirs, by=PET, now=NOW, **more)

    def come(session):
        started = invitations.start(session, token=token, now=NOW)
        sessions.open_for_response(session, started.response_id, now=NOW)

    _waited, one, two = at_once(put_out, come)
    one.result()
    with pytest.raises(ShutError):
        two.result()


def asks(session, account, partner_id=None):
    role = (
        ()
        if partner_id is None
        else (Membership(partnership_id=1, role=Role.PARTNER_LEAD, partner_id=partner_id),)
    )
    return invitations.mine(session, Actor(account_id=account.id, memberships=role))


@pytest.mark.parametrize(
    ("mode", "before", "after"),
    [
        (Mode.ANONYMOUS, (None, None), (None, None)),
        (Mode.CONFIDENTIAL, (False, False), (True, True)),
        (Mode.OPEN, (False, False), (True, True)),
    ],
)
def test_open_rounds_that_ask_an_account_are_listed_with_how_far_they_are(session, mode, before, after):
    row = make_letters(session, mode=mode)
    account = make_account(session, "ann@example.org")
    (found,) = asks(session, account)
    assert (found.round.id, found.partner, found.started, found.sent) == (row.id, "Ash School", *before)
    answer(session, begin(session, row, "Ann"), 4)
    (found,) = asks(session, account)
    assert (found.started, found.sent, found.is_anonymous) == (*after, mode is Mode.ANONYMOUS)
    rounds.close(session, round_id=row.id, now=NOW)
    assert asks(session, account) == ()


def test_whoever_leads_a_partner_is_asked_once_for_its_joint_sheet(session):
    row = make_letters(session, mode=Mode.OPEN)
    ash = partnerships.partners(session, row.partnership_id)[0]
    for email in ("ann@example.org", "ollie@example.org"):
        found = asks(session, make_account(session, email), ash.id)
        assert [(one.round.id, one.partner_id) for one in found] == [(row.id, ash.id)]


def test_what_asks_an_account_costs_the_same_for_one_round_and_for_many(session, database):
    partnership = make_partnership(session)
    account = make_account(session, "ann@example.org")
    counts = []
    for number in (1, 4):
        while len(asks(session, account)) < number:
            made = make_letters(session, partnership=partnership, people=())
            if not session.scalars(select(Person)).first():
                make_people(session, partnership)
                invitations.issue(session, round_id=made.id, by=PET, now=NOW, post=POST)
        with noted(database) as said:
            asks(session, account)
        counts.append(len(said))
    assert counts[0] == counts[1] <= 2
