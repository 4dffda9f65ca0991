"""All tables, imported together so that the metadata is whole."""

from pet.db.base import Base
from pet.db.models.accounts import Account, Appointment, Membership, OneTimeLink
from pet.db.models.audit import AuditEvent
from pet.db.models.invitations import Invitation, InvitationLink
from pet.db.models.letters import Letter
from pet.db.models.outcomes import Action, Digest, Production
from pet.db.models.partnerships import ImportBatch, Partner, Partnership, Person
from pet.db.models.responses import Comment, Operation, Response, ResponseState, ReturnLink
from pet.db.models.rounds import FrameworkVersion, ResultSnapshot, Round, StoredResult
from pet.db.models.sessions import Throttle, WebSession

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Account",
    "Action",
    "Appointment",
    "AuditEvent",
    "Comment",
    "Digest",
    "FrameworkVersion",
    "ImportBatch",
    "Invitation",
    "InvitationLink",
    "Letter",
    "Membership",
    "OneTimeLink",
    "Operation",
    "Partner",
    "Partnership",
    "Person",
    "Production",
    "Response",
    "ResponseState",
    "ResultSnapshot",
    "ReturnLink",
    "Round",
    "StoredResult",
    "Throttle",
    "WebSession",
]
