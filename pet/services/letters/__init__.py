"""Letters: written in the transaction of their cause, sent by a worker afterwards (docs/decisions/0019).

Whoever causes a letter calls `queue`; nothing else is needed, and nothing is sent that was not committed.
"""

from pet.services.letters.kinds import LetterKind
from pet.services.letters.outbox import cancel_waiting, queue
from pet.services.letters.post import Post, To, post_of
from pet.services.letters.standing import Delivery, delivery

__all__ = ["Delivery", "LetterKind", "Post", "To", "cancel_waiting", "delivery", "post_of", "queue"]
