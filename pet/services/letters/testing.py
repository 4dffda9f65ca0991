"""A letter to oneself, to see it as it will arrive."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from pet.db.models import Account
from pet.services import throttles
from pet.services.letters.kinds import LetterKind
from pet.services.letters.outbox import queue
from pet.services.letters.post import Post, To
from pet.services.rounds_facts import RoundFacts

QUOTA = throttles.Quota(most=10, window=timedelta(hours=1))


def send_test(
    session: Session, post: Post, *, facts: RoundFacts, kind: LetterKind, account_id: int, now: datetime
) -> timedelta:
    """Queue a letter of this kind to the address of one's own account: zero, or how long to wait.

    Args:
        session: of `Database.writing()`.
        post: how letters are sent.
        facts: of the round.
        kind: the letter to try; its link leads nowhere.
        account_id: of whoever asks, which is whom it goes to.
        now: the time.
    """
    name = throttles.key(post.secret, "test letters", str(account_id))
    wait = throttles.spend(session, {name: QUOTA}, now=now)
    if wait:
        return wait
    account = session.get_one(Account, account_id)
    queue(
        session,
        post,
        kind=LetterKind.TEST,
        to=To(account.email, account.name),
        now=now,
        partnership_id=facts.partnership_id,
        round_id=facts.id,
        account_id=account_id,
        facts={"of": kind.value},
    )
    session.flush()
    return wait
