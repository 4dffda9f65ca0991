"""All tables, imported together so that the metadata is whole."""

from pet.db.base import Base
from pet.db.models.accounts import Account, Membership
from pet.db.models.partnerships import Partner, Partnership
from pet.db.models.responses import Comment, Operation, Response, ResponseState, ReturnLink
from pet.db.models.rounds import FrameworkVersion, ResultSnapshot, Round, StoredResult
from pet.db.models.sessions import Throttle, WebSession

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Account",
    "Comment",
    "FrameworkVersion",
    "Membership",
    "Operation",
    "Partner",
    "Partnership",
    "Response",
    "ResponseState",
    "ResultSnapshot",
    "ReturnLink",
    "Round",
    "StoredResult",
    "Throttle",
    "WebSession",
]
