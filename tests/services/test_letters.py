"""The outbox: written with its cause, taken by one, settled once; none lost, and nothing kept that was for one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pet.analysis.options import Mode
from pet.db.models import Account, Invitation, Letter
from pet.mail.outcome import TAKEN, later, refused
from pet.services import letters
from pet.services.letters import Delivery, LetterKind, Post, To, again, quota, sealing, sending, standing
from pet.services.letters.sealing import Contents, SealedError
from pet.services.letters.sending import USUAL
from tests.support.by_letter import POST, make_letters
from tests.support.factories import NOW, make_account, make_partnership
from tests.support.statements import noted

TOKEN = "a-token-that-nobody-else-may-see"  # noqa: S105 -- of no link
OTHER = Post(secret="a newer one of the tests, long enough", base_url="http://localhost", can_send=True)  # noqa: S106 -- as above


@pytest.fixture
def session(database):
    with database.writing() as session:
        yield session


def put(session, *, kind=LetterKind.INVITATION, post=POST, now=NOW, address="pat@example.org", **fields):
    letter = letters.queue(session, post, kind=kind, to=To(address, "Pat"), now=now, **fields)
    session.flush()
    return letter


def try_once(session, outcome, *, now=NOW):
    """Take what is due, and settle all of it alike."""
    hand = sending.take(session, now=now)
    for letter_id in hand.letter_ids:
        sending.settle(session, hand, letter_id, outcome, now=now)
    return len(hand.letter_ids)


# Sealed


def test_what_only_a_letter_may_say_is_not_in_its_row(session):
    letter = put(session, token=TOKEN, facts={"who": "somebody"})
    assert TOKEN.encode() not in letter.sealed
    assert b"somebody" not in letter.sealed
    opened = sealing.open_(POST, letter.sealed, public_id=letter.public_id)
    assert (opened.token, opened.facts) == (TOKEN, {"who": "somebody"})
    assert TOKEN not in repr(opened)


def test_the_same_is_never_sealed_alike():
    one, two = (sealing.seal(POST, Contents(token=TOKEN), public_id="a") for _ in range(2))
    assert one != two


def test_it_opens_in_its_own_letter_only():
    sealed = sealing.seal(POST, Contents(token=TOKEN), public_id="a")
    with pytest.raises(SealedError):
        sealing.open_(POST, sealed, public_id="b")


def test_an_earlier_secret_still_opens_it_and_a_lost_one_does_not():
    sealed = sealing.seal(POST, Contents(token=TOKEN), public_id="a")
    with_earlier = Post(secret=OTHER.secret, base_url="", can_send=True, earlier=("another one", POST.secret))
    assert sealing.open_(with_earlier, sealed, public_id="a").token == TOKEN
    with pytest.raises(SealedError):
        sealing.open_(OTHER, sealed, public_id="a")


@pytest.mark.parametrize("damage", [b"", b"\x02", b"\x01" + bytes(8), bytes(60)])
def test_what_is_damaged_does_not_open(damage):
    with pytest.raises(SealedError):
        sealing.open_(POST, damage, public_id="a")


@pytest.mark.parametrize(("outcome", "state"), [(TAKEN, "sent"), (refused("550 no such mailbox"), "bounced")])
def test_it_is_wiped_at_the_end(session, outcome, state):
    letter = put(session, token=TOKEN)
    assert try_once(session, outcome) == 1
    session.refresh(letter)
    assert (letter.state, letter.sealed, letter.finished_on) == (state, None, NOW.date())
    assert letter.problem == (outcome.reason or None)


# In the transaction of its cause


def test_it_is_there_with_its_cause_or_not_at_all(database):
    def fail(session):
        make_account(session)
        put(session)
        raise RuntimeError

    with pytest.raises(RuntimeError), database.writing() as session:
        fail(session)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Letter)) == 0
        assert session.scalar(select(func.count()).select_from(Account)) == 0


def test_the_worker_is_woken_after_the_commit_and_only_for_letters(database):
    woken = []

    def listen():
        with database.reading() as session:
            woken.append(session.scalar(select(func.count()).select_from(Letter)))

    database.on_commit(listen)
    with database.writing() as session:
        make_account(session)
    assert woken == []
    with database.writing() as session:
        put(session)
        put(session)
    assert woken == [2]

    def fail(session):
        put(session)
        raise RuntimeError

    with pytest.raises(RuntimeError), database.writing() as session:
        fail(session)
    assert woken == [2]


def test_a_site_that_sends_no_letters_lets_none_wait(session):
    silent = Post(secret=POST.secret, base_url="http://localhost", can_send=False)
    letter = put(session, post=silent, token=TOKEN)
    assert (letter.state, letter.sealed) == ("cancelled", None)
    assert try_once(session, TAKEN) == 0


def test_each_has_a_name_of_its_own_that_stays(session):
    one, two = put(session), put(session)
    assert one.message_id != two.message_id
    assert one.message_id.endswith("@localhost>")
    before = one.message_id
    try_once(session, later("451"))
    session.refresh(one)
    assert one.message_id == before


# Sending


def test_it_is_tried_five_times_more_and_then_given_up(session):
    letter, now, waits = put(session, token=TOKEN), NOW, []
    while letter.state == "queued":
        assert try_once(session, later("451 come back later"), now=now) == 1
        session.refresh(letter)
        if letter.state == "queued":
            assert letter.problem == "451 come back later"
            waits.append(letter.next_at - now)
            assert try_once(session, TAKEN, now=letter.next_at - timedelta(seconds=1)) == 0
            now = letter.next_at
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [1, 5, 30, 120, 360]
    assert (letter.state, letter.attempts, letter.sealed) == ("failed", 6, None)
    assert letter.problem == "451 come back later"


@pytest.mark.parametrize(
    ("outcome", "delivery"),
    [(TAKEN, "sent"), (refused("550"), "bounced"), (later("451"), "queued")],
)
def test_its_invitation_knows_how_it_fared(session, outcome, delivery):
    row = make_letters(session)
    assert try_once(session, outcome) == 3
    session.expire_all()
    assert set(session.scalars(select(Invitation.delivery))) == {delivery}
    counted = Delivery(**{{"queued": "queued", "sent": "sent", "bounced": "bounced"}[delivery]: 3})
    assert letters.delivery(session, row.id) == counted == standing.everywhere(session)
    assert letters.delivery(session, row.id, LetterKind.REMINDER) == Delivery()


def test_given_up_is_known_to_the_invitation_too(session):
    make_letters(session)
    for hours in range(0, 60, 10):
        try_once(session, later("451"), now=NOW + timedelta(hours=hours))
    session.expire_all()
    assert set(session.scalars(select(Invitation.delivery))) == {"failed"}


def test_nobody_takes_what_another_has_in_hand(session):
    put(session)
    first, second = sending.take(session, now=NOW), sending.take(session, now=NOW)
    assert (len(first.letter_ids), len(second.letter_ids)) == (1, 0)


def test_two_workers_at_once_share_the_letters(database):
    """On PostgreSQL the second one passes over what the first one is taking; on SQLite it comes after it."""
    with database.writing() as session:
        for _ in range(60):
            put(session)

    def take_all():
        mine = []
        while True:
            with database.writing() as session:
                hand = sending.take(session, now=NOW)
            if not hand.letter_ids:
                return mine
            mine += hand.letter_ids

    with ThreadPoolExecutor(2) as threads:
        one, two = (threads.submit(take_all) for _ in range(2))
        taken = one.result(30) + two.result(30)
    assert len(taken) == len(set(taken)) == 60


def test_what_was_not_tried_goes_back_without_a_try_counted(session):
    letter = put(session)
    hand = sending.take(session, now=NOW)
    sending.give_back(session, hand, hand.letter_ids)
    session.refresh(letter)
    assert (letter.state, letter.attempts, letter.taken_until) == ("queued", 0, None)


def test_a_worker_that_died_is_waited_for_and_then_not(session):
    letter = put(session, token=TOKEN)
    hand = sending.take(session, now=NOW)
    assert sending.recover(session, now=hand.until - timedelta(seconds=1)) == 0
    assert sending.recover(session, now=hand.until) == 1
    session.refresh(letter)
    assert (letter.state, letter.next_at, letter.attempts) == ("queued", hand.until, 1)
    assert letter.sealed is not None


def test_whoever_comes_back_too_late_changes_nothing(session):
    letter = put(session)
    late = sending.take(session, now=NOW)
    sending.recover(session, now=late.until)
    again_taken = sending.take(session, now=late.until)
    sending.settle(session, late, letter.id, refused("550"), now=late.until)
    sending.give_back(session, late, late.letter_ids)
    session.refresh(letter)
    assert (letter.state, letter.taken_until) == ("sending", again_taken.until)


def test_a_letter_that_ends_every_worker_is_given_up(session):
    letter, now = put(session, token=TOKEN), NOW
    for _ in range(len(USUAL.retries) + 1):
        now = sending.take(session, now=now).until
        sending.recover(session, now=now)
    session.refresh(letter)
    assert (letter.state, letter.sealed) == ("failed", None)


def test_whoever_waits_before_a_screen_comes_first(session):
    for _ in range(USUAL.batch):
        put(session)
    urgent = put(session, kind=LetterKind.SIGN_IN, now=NOW + timedelta(seconds=30))
    hand = sending.take(session, now=NOW + timedelta(minutes=1))
    assert hand.letter_ids[0] == urgent.id
    assert len(hand.letter_ids) == USUAL.batch


def test_a_link_that_lasts_ten_minutes_is_not_sent_after_them(session):
    late, waiting = (put(session, kind=kind) for kind in (LetterKind.SIGN_IN, LetterKind.INVITATION))
    assert sending.take(session, now=NOW + timedelta(minutes=10)).letter_ids == (waiting.id,)
    assert (late.state, late.sealed) == ("failed", None)


def test_the_next_moment_is_that_of_the_first_letter_or_of_a_dead_worker(session):
    assert sending.next_moment(session) is None
    put(session, not_before=NOW + timedelta(hours=1))
    assert sending.next_moment(session) == NOW + timedelta(hours=1)
    put(session)
    assert sending.next_moment(session) == NOW
    hand = sending.take(session, now=NOW)
    assert sending.next_moment(session) == hand.until


# Not wanted any more


def test_what_waits_is_cancelled_and_what_went_is_not(session):
    row = make_letters(session)
    first = session.scalars(select(Letter).order_by(Letter.id)).first()
    first.state, first.sealed = "sent", None
    assert letters.cancel_waiting(session, round_id=row.id, now=NOW) == 2
    session.expire_all()
    assert letters.delivery(session, row.id) == Delivery(sent=1, cancelled=2)
    assert set(session.scalars(select(Letter.sealed).where(Letter.state == "cancelled"))) == {None}
    assert sorted(session.scalars(select(Invitation.delivery))) == ["none", "none", "queued"]


def test_the_letter_of_one_invitation_is_cancelled_alone(session):
    row = make_letters(session)
    one = session.scalars(select(Invitation.id)).first()
    assert letters.cancel_waiting(session, invitation_id=one, now=NOW) == 1
    assert letters.delivery(session, row.id) == Delivery(queued=2, cancelled=1)


def test_nothing_is_cancelled_without_saying_what(session):
    with pytest.raises(ValueError, match="a round or an invitation"):
        letters.cancel_waiting(session, now=NOW)


# How many


def moments(session):
    """How many letters go at which hour after now."""
    rows = session.execute(
        select(Letter.next_at, func.count()).group_by(Letter.next_at).order_by(Letter.next_at)
    )
    return [((at - NOW) / timedelta(hours=1), number) for at, number in rows]


def test_five_hundred_letters_of_a_partnership_go_in_an_hour(session, monkeypatch):
    monkeypatch.setattr(quota, "MOST", 5)
    one, other = make_partnership(session), make_partnership(session, "Other Partnership")
    for _ in range(12):
        put(session, partnership_id=one.id)
    put(session, partnership_id=other.id)
    put(session, partnership_id=one.id, kind=LetterKind.TEST)
    assert moments(session) == [(0, 5 + 1 + 1), (1, 5), (2, 2)]


def test_a_later_wave_comes_after_an_earlier_one(database, monkeypatch):
    monkeypatch.setattr(quota, "MOST", 5)
    with database.writing() as session:
        one = make_partnership(session)
        for _ in range(4):
            put(session, partnership_id=one.id)
    with database.writing() as session:
        for _ in range(4):
            put(session, partnership_id=one.id, now=NOW + timedelta(minutes=30))
        assert moments(session) == [(0, 4), (0.5, 1), (1, 3)]


def test_five_hundred_it_is():
    assert quota.MOST == 500


def test_a_wave_costs_no_statement_per_letter(database, session):
    def statements(people):
        with noted(database) as log:
            make_letters(
                session,
                partnership=make_partnership(session, f"Of {people}"),
                people=[(f"Pat{people}x{n}", "Ash School", "teacher") for n in range(people)],
            )
        return len([one for one in log if "person" not in one])

    statements(2)  # what is looked up only once
    assert statements(30) == statements(3)


# Tried again


def test_what_waits_after_a_failure_is_hurried(session):
    put(session)
    put(session, not_before=NOW + timedelta(days=1))
    try_once(session, later("451"))
    done = again.try_again(session, POST, now=NOW)
    assert (done.hurried, done.revived, done.left) == (1, 0, 0)
    assert try_once(session, TAKEN) == 1


@pytest.mark.parametrize(("mode", "revived"), [(Mode.CONFIDENTIAL, 3), (Mode.OPEN, 3), (Mode.ANONYMOUS, 0)])
def test_what_was_given_up_gets_a_fresh_link_where_a_round_allows_several(session, mode, revived):
    row = make_letters(session, mode=mode)
    for hours in range(0, 60, 10):
        try_once(session, later("451"), now=NOW + timedelta(hours=hours))
    done = again.try_again(session, POST, now=NOW)
    assert (done.revived, done.left) == (revived, 3 - revived)
    assert letters.delivery(session, row.id) == Delivery(queued=revived, failed=3 - revived)
    assert try_once(session, TAKEN) == revived
