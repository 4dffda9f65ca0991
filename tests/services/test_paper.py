"""Paper sheets: typed in by somebody else, sent at once, opened by nobody who typed them in."""

import uuid

import pytest
from sqlalchemy import func, select

from pet.analysis.options import Mode
from pet.db.models import AuditEvent, Invitation, Operation, Person, Response, ReturnLink, WebSession
from pet.errors import InvalidInputError, PetError
from pet.services import invitations, paper, partnerships, responses, rounds, waves
from pet.services.audit import Act, By
from pet.services.paper import From
from pet.services.responses import BegunError, NotAcceptingError, NothingToSendError, TakenError
from tests.support.by_letter import POST, invitation_of, make_letters, token_of
from tests.support.factories import NOW, PARTNERS, change, make_partnership, make_round

LEAD = By(account_id=None, name="Ada Lead")
SAID = (change("rating:c1.a1.t1", 4), change("comment:c1.a1.t1", "So it is."), change("open:help", "Time"))


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


def typed(session, row, *changes, partner=PARTNERS[0], role="teacher", person="", op=None, now=NOW, own=None):
    return paper.type_in(
        session,
        round_id=row.id,
        op_id=op or str(uuid.uuid4()),
        whose=From(
            partner_id=partner and partner_id(session, row, partner),
            role_id=role,
            invitation_id=invitation_of(session, row.id, person).public_id if person else "",
        ),
        changes=changes or SAID,
        by=LEAD,
        now=now,
        partner_id=own,
    )


def partner_id(session, row, name):
    return {one.name: one.id for one in partnerships.partners(session, row.partnership_id)}[name]


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def only(session):
    return session.scalars(select(Response)).one()


def test_a_sheet_is_an_answer_that_counts_and_that_nothing_leads_to(session):
    row = make_round(session)
    assert typed(session, row)
    found = only(session)
    assert (found.state, found.partner_id, found.role_id, found.person, found.active_seconds) == (
        "submitted",
        partner_id(session, row, PARTNERS[0]),
        "teacher",
        None,
        0,
    )
    sheet = responses.sheet(session, found.id)
    assert (sheet.answer("c1.a1.t1").value, {words.text for words in sheet.words.values()}) == (
        4,
        {"So it is.", "Time"},
    )
    assert (count(session, ReturnLink), count(session, WebSession)) == (0, 0)
    assert rounds.progress(session, row.id).submitted == 1


def test_the_same_form_sent_twice_is_one_sheet(session):
    row, op = make_round(session), str(uuid.uuid4())
    assert [typed(session, row, op=op), typed(session, row, op=op.upper())] == [True, False]
    assert typed(session, row)
    assert count(session, Response) == 2


def test_also_at_the_same_moment(database, at_once):
    with database.writing() as session:
        row = make_round(session)
    op = str(uuid.uuid4())
    _waited, one, two = at_once(*[lambda session: typed(session, row, op=op)] * 2)
    assert (one.result(), two.result()) == (True, False)
    with database.reading() as session:
        assert count(session, Response) == 1


def test_the_same_form_is_known_again_after_the_close(session):
    row, op = make_round(session), str(uuid.uuid4())
    typed(session, row, op=op)
    rounds.close(session, round_id=row.id, now=NOW)
    assert not typed(session, row, op=op)
    with pytest.raises(NotAcceptingError):
        typed(session, row)


def test_a_form_of_one_round_is_another_in_another(session):
    partnership, op = make_partnership(session), str(uuid.uuid4())
    made = [make_round(session, partnership, title=title) for title in ("One", "Two")]
    assert [typed(session, row, op=op) for row in made] == [True, True]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ((change("rating:c1.a1.t1", None),), NothingToSendError),
        ((change("rating:c2.a2.t2", 4),), InvalidInputError),  # asked of heads only
        ((change("rating:nothing", 4),), InvalidInputError),
        ((change("rating:c1.a1.t1", 9),), InvalidInputError),
    ],
)
def test_what_cannot_be_sent_is_refused(session, changes, error):
    row = make_round(session)
    with pytest.raises(error):
        typed(session, row, *changes)


@pytest.mark.parametrize(
    "whose", [{"partner": None}, {"role": None}, {"role": "king"}, {"op": "1"}, {"own": -1}]
)
def test_so_is_a_sheet_of_nobody_on_the_list(session, whose):
    row = make_round(session)
    with pytest.raises(PetError):
        typed(session, row, **whose)
    assert count(session, Response) == 0


def test_it_can_say_who_wrote_it_and_then_they_have_answered(session):
    row = make_letters(session)
    assert [one.name for one in paper.choices(session, row.id).people] == ["Ann", "Ben", "Cem"]
    typed(session, row, partner="Ash School", role="head", person="Ann")
    key = session.scalars(select(Person.key).where(Person.name == "Ann")).one()
    assert only(session).person == key
    assert invitation_of(session, row.id, "Ann").response_id == only(session).id
    assert [one.name for one in paper.choices(session, row.id).people] == ["Ben", "Cem"]
    assert waves.remind(session, round_id=row.id, by=LEAD, now=NOW, post=POST) == 2
    with pytest.raises(BegunError):
        typed(session, row, partner="Ash School", role="head", person="Ann")


def test_who_wrote_it_can_read_it_by_their_own_letter(session):
    row = make_letters(session)
    typed(session, row, partner="Ash School", role="head", person="Ann")
    started = invitations.start(session, token=token_of(session, row.id, "Ann"), now=NOW)
    assert started.response_id == only(session).id


def test_somebody_who_has_begun_is_not_typed_in_as_well(session):
    row = make_letters(session)
    invitations.start(session, token=token_of(session, row.id, "Ann"), now=NOW)
    with pytest.raises(BegunError):
        typed(session, row, partner="Ash School", role="head", person="Ann")


def test_a_person_answers_for_their_own_partner(session):
    row = make_letters(session)
    with pytest.raises(PetError, match="Ann answers for another partner"):
        typed(session, row, partner="Beech School", role="head", person="Ann")


def test_who_leads_one_partner_types_in_sheets_of_that_partner(session):
    row = make_letters(session)
    own = partner_id(session, row, "Beech School")
    found = paper.choices(session, row.id, partner_id=own)
    assert ([one.name for one in found.partners], found.people) == (["Beech School"], ())
    assert typed(session, row, partner="Beech School", own=own)
    for other in ({"partner": "Ash School"}, {"partner": "Beech School", "person": "Ann"}):
        with pytest.raises(PetError):
            typed(session, row, own=own, **other)
    assert count(session, Response) == 1


def test_who_leads_one_partner_is_not_told_who_has_begun(session):
    row = make_letters(session)
    own = partner_id(session, row, "Ash School")

    def offered():
        return paper.choices(session, row.id, partner_id=own)

    before = offered()
    invitations.start(session, token=token_of(session, row.id, "Ann"), now=NOW)
    assert (offered(), before.people) == (before, ())


def test_the_address_of_somebody_without_a_name_is_for_those_who_may_see_it(session):
    row = make_letters(session)
    session.scalars(select(Person).where(Person.name == "Ann")).one().name = ""
    session.flush()
    names = [
        {one.name for one in paper.choices(session, row.id, addresses=may).people} for may in (False, True)
    ]
    assert names == [{"Somebody without a name", "Ben", "Cem"}, {"ann@example.org", "Ben", "Cem"}]


def test_a_joint_sheet_is_typed_in_once(session):
    row = make_letters(session, mode=Mode.OPEN)
    assert typed(session, row, role=None)
    assert only(session).joint_key == partner_id(session, row, PARTNERS[0])
    with pytest.raises(TakenError, match="Ash School has an answer sheet"):
        typed(session, row, role=None)
    assert typed(session, row, partner=PARTNERS[1], role=None)


def test_the_log_says_that_one_was_typed_in_and_nothing_of_it(session):
    row = make_letters(session)
    typed(session, row, partner="Ash School", role="head", person="Ann")
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == Act.TYPE_PAPER)).one()
    assert (event.who, event.about) == ("Ada Lead", {"round": "Autumn 2026"})


@pytest.mark.parametrize(
    ("asks", "kept"), [("nobody", (False, False)), ("partner", (True, False)), ("role", (False, True))]
)
def test_of_an_anonymous_round_nothing_else_is_kept(session, asks, kept):
    row = make_letters(session, mode=Mode.ANONYMOUS, asks=asks)
    events, before = (
        count(session, AuditEvent),
        sorted(map(str, session.execute(select(Invitation.__table__)))),
    )
    assert paper.choices(session, row.id).people == ()
    typed(session, row, partner=PARTNERS[0] if kept[0] else None, role="teacher" if kept[1] else None)
    found = only(session)
    assert (found.partner_id is not None, found.role_id is not None) == kept
    assert (found.person, found.started_on, found.submitted_on) == (None, NOW.date(), NOW.date())
    assert (count(session, AuditEvent), count(session, Operation)) == (events, 0)
    assert sorted(map(str, session.execute(select(Invitation.__table__)))) == before


@pytest.mark.parametrize(
    "whose", [{"partner": "Ash School", "role": None}, {"partner": None, "role": "head"}]
)
def test_nor_does_a_form_say_more_than_was_asked(session, whose):
    row = make_letters(session, mode=Mode.ANONYMOUS, asks="nobody")
    with pytest.raises(PetError):
        typed(session, row, **whose)
    assert count(session, Response) == 0
